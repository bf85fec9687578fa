"""Every question of the ledger's first page, as the command line, the pages and the notebooks ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from pipeline.ledger.deciding import list_links
from pipeline.ledger.units import NameBook
from pipeline.resolve.directory import Directory
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.store.filters import KINDS, Filter
from pipeline.store.queries import by_id, ledger
from pipeline.store.queries_documents import list_documents
from pipeline.store.queries_history import before_last_load, history
from pipeline.store.stamps import moment_of, stamp
from tests.bench.lives import TODAY

DAY = TODAY
PAGE = 50
UNIT = "青禾县应急管理局"
FILTERS = {
    "outstanding": Filter(DAY),
    "overdue": Filter(DAY, overdue=True),
    "due in a week": Filter(DAY, due_after=DAY, due_before=date(2025, 3, 17)),
    "due in a month": Filter(DAY, due_after=DAY, due_before=date(2025, 4, 10)),
    "with words in the unit": Filter(DAY, unit="教育局"),
    "with words in the unit, overdue": Filter(DAY, unit="教育局", overdue=True),
    "of a school": Filter(DAY, unit="第77中学"),
    "of one name": Filter(DAY, bearer="青禾县教育局"),
    "of an account's units": Filter(DAY, within=("青禾县", "临江区")),
    "of an account's units, overdue": Filter(DAY, within=("白鹭县",), overdue=True),
    "of an instrument": Filter(DAY, number="云安办〔2024〕1377号"),
    "of a document": Filter(DAY, document="生成/0001377.txt", kinds=KINDS),
    "of the state's documents": Filter(DAY, level="state"),
    "of the city's documents": Filter(DAY, level="city"),
    "of the county's documents, overdue": Filter(DAY, level="county", overdue=True),
    "recurring": Filter(DAY, recurring=True),
    "without a date": Filter(DAY, undated=True),
    "prohibitions": Filter(DAY, kinds=("prohibition",)),
    "sanctions": Filter(DAY, kinds=("sanction",)),
    "fines from 50,000": Filter(DAY, fine_from=50_000),
    "fines from 90,000 on units": Filter(DAY, fine_from=90_000, fine_on="单位"),
    "fines on persons": Filter(DAY, fine_from=1, fine_on="个人"),
    "words": Filter(DAY, search="燃气管线"),
    "two words": Filter(DAY, search="冷链食品 台账"),
    "rare words": Filter(DAY, search="第777批"),
    "one sign": Filter(DAY, search="县"),
    "words that nobody wrote": Filter(DAY, search="燃气学校"),
    "done": Filter(DAY, states=("done",)),
    "closed, all kinds": Filter(DAY, states=("closed",), kinds=KINDS),
    "all kinds and states": Filter(DAY, kinds=KINDS, states=None),
    "the certain ones": Filter(DAY, min_confidence=0.95),
    "on a day a year ago": Filter(date(2024, 3, 10)),
    "overdue on a day a year ago": Filter(date(2024, 3, 10), overdue=True),
    "overdue on the last day": Filter(date(2026, 12, 31), overdue=True),
    "as known before": Filter(DAY, known_at="2024-02-10T08:00:30.000000Z"),
    "as known before the acts": Filter(DAY, known_at="2024-02-10T08:02:40.000000Z"),
    "overdue, as known before": Filter(DAY, known_at="2024-02-10T08:00:30.000000Z", overdue=True),
}
Question = Callable[[Connection], int]


def questions(connection: Connection) -> dict[str, Question]:
    """All of them over this ledger; each gives how many lines it found."""
    found = {name: _page(replace(asked, limit=PAGE)) for name, asked in FILTERS.items()}
    found |= _of_units() | _news(connection) | _beside(connection)
    first = ledger(connection, Filter(DAY, limit=20_000))
    found["a page far in"] = _page(Filter(DAY, limit=PAGE, after=first[-1].cursor))
    return found


def _page(asked: Filter) -> Question:
    return lambda connection: len(ledger(connection, asked))


def _of_units() -> dict[str, Question]:
    book = NameBook(Directory.of(load_rulebook(rules_folder())))

    def of(unit: str, subtree: bool = False, **more: bool) -> Question:
        def ask(connection: Connection) -> int:
            return len(ledger(connection, Filter(DAY, who=book.who(connection, unit, subtree), limit=PAGE, **more)))

        return ask

    return {
        "of a unit, and what falls on it": of(UNIT),
        "of a unit, overdue": of(UNIT, overdue=True),
        "of a 大队, and what falls on all": of("青禾县消防救援大队"),
        "of a city and all below": of("云岭市人民政府", subtree=True),
        "of a province and all below, overdue": of("云岭省人民政府", subtree=True, overdue=True),
    }


def _news(connection: Connection) -> dict[str, Question]:
    """New and changed since the last load, and since a moment before half of it all."""
    last = before_last_load(connection)
    acts = stamp(moment_of(list_documents(connection, limit=1)[0].loaded_at) + timedelta(milliseconds=1))
    half = "2024-02-10T08:01:30.000000Z"
    return {
        "before the last load": lambda connection: len(before_last_load(connection)) and 1,
        "new since the last load": _page(Filter(DAY, new_since=last, kinds=KINDS, limit=PAGE)),
        "new since half of it": _page(Filter(DAY, new_since=half, kinds=KINDS, limit=PAGE)),
        "changed dates": _page(Filter(DAY, changed_since=acts, limit=PAGE)),
        "changed dates since half of it": _page(Filter(DAY, changed_since=half, limit=PAGE)),
    }


def _beside(connection: Connection) -> dict[str, Question]:
    """One line, its history, documents and links."""
    uid = ledger(connection, Filter(DAY, limit=1))[0].id
    return {
        "one line": lambda connection: 1 if by_id(connection, uid, DAY) else 0,
        "its history": lambda connection: len(history(connection, uid)),
        "documents": lambda connection: len(list_documents(connection, limit=PAGE)),
        "documents by words": lambda connection: len(list_documents(connection, "第1377批", PAGE)),
        "links": lambda connection: len(list_links(connection, limit=PAGE)),
    }
