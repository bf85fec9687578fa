"""The filters of the ledger page as parameters of the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from pipeline.errors import DubanError
from pipeline.web.questions import Question, question_of


def asked_of(
    q: Annotated[str, Query(max_length=200, description="words to find")] = "",
    unit: Annotated[str, Query(max_length=200, description="a unit as the directory knows it, or part of a name")] = "",
    subtree: Annotated[bool, Query(description="with the units below it")] = False,
    bearer: Annotated[str, Query(max_length=200, description="a unit's name in full")] = "",
    kind: Annotated[str, Query(description="obligation, prohibition, sanction, permission, duties or all")] = "",
    state: Annotated[str, Query(description="a state, or all; what is outstanding by default")] = "",
    light: Annotated[str, Query(description="red, yellow, green or grey")] = "",
    level: Annotated[str, Query(description="of the imposing issuer: state, province, city, county or town")] = "",
    number: Annotated[str, Query(max_length=200, description="number of the imposing document")] = "",
    document: Annotated[str, Query(max_length=200, description="id or path of the source document")] = "",
    due_after: Annotated[str, Query(description="a date")] = "",
    due_before: Annotated[str, Query(description="a date")] = "",
    done_after: Annotated[str, Query(description="done on this day or later, closed since or not")] = "",
    due_within: Annotated[str, Query(max_length=8, description="a length, such as 7d")] = "",
    timely: Annotated[str, Query(description="of what was done: in_time or late")] = "",
    ours: Annotated[bool, Query(description="what falls on our own unit (setting unit)")] = False,
    fine: Annotated[str, Query(max_length=12, description="fines that can reach so many yuan")] = "",
    fine_on: Annotated[str, Query(max_length=200, description="part of the words for who pays the fine")] = "",
    new_since: Annotated[str, Query(max_length=40, description="a moment, or last: before the last load")] = "",
    changed_since: Annotated[str, Query(max_length=40, description="due at another date than then")] = "",
    recurring: Annotated[bool, Query(description="only what recurs")] = False,
    as_of: Annotated[str, Query(description="the day asked about")] = "",
) -> Question:
    """The question. Raises DubanError (422) where a value makes no sense."""
    asked = question_of(
        {
            "q": q, "unit": unit, "subtree": "1" if subtree else "", "bearer": bearer, "kind": kind, "state": state,
            "light": light, "level": level, "number": number, "document": document, "due_after": due_after,
            "due_before": due_before, "due_within": due_within, "timely": timely, "ours": "1" if ours else "",
            "fine": fine, "fine_on": fine_on, "new_since": new_since, "changed_since": changed_since,
            "done_after": done_after, "recurring": "1" if recurring else "", "as_of": as_of,
        }
    )  # fmt: skip
    if asked.wrong:
        names = ", ".join(asked.wrong)
        raise DubanError(f"参数不对：{names}", f"wrong parameters: {names}")
    return asked


Asked = Annotated[Question, Depends(asked_of)]
