"""What a breach costs and who imposes it: each sanction of a block, tier after tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assemble.bearers import named as as_bearers
from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.clauses.party import Party
from pipeline.model import Bearer, Deadline, Penalty, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.targets import authority_before

_FINDS = compiled(r"(?:经[^，。；]{0,8})?(?:发现|查实|认定|认为|核实|检查发现|接到|对)")
# an authority's own act, unlike 追究刑事责任 and 赔偿
_OWN_ACT = compiled(r"(?:依法)?移[送交](?!.*追究)|(?:依法|有权|可以?|应当?|并|单方|立即|同时)*(?:解除|终止)")
_JOINED = compiled("，(?:并|同时|且)?")
_OFFICE = compiled(
    r"(?:[局委办厅部署]|部门|机关|政府|支队|大队|总队|机构|安委会|办公室|委员会|中心|乡镇|街道)(?:（[^）]*）)?$"
)
_PAYS = compiled(r"(?:全部|自行|依法|据实)?(?:承担|负担|支付|缴纳)")
_NO_AUTHORITY = ("criminal", "civil")


@dataclass(slots=True)
class Sanctions:
    """The sanctions of one block, in text order; the authority stays in force from tier to tier of a sentence."""

    tools: Tools
    text: str
    reading: BlockReading
    authority: tuple[Bearer, ...] = ()
    sentence: int = -1

    def punish(self, item: Item) -> None:
        """Fill the sanction's penalties and the authority that imposes it."""
        stays = item.unit.sentence == self.sentence or self._goes_on(item)
        self.authority = self._fill(item, (self.authority if stays else ()) or self.reading.scope.authority)
        self.sentence = item.unit.sentence

    def _goes_on(self, item: Item) -> bool:
        """Whether the item stands in a later tier (after ；) of the sentence that named the authority."""
        if self.sentence < 0:
            return False
        text = self.reading.block.view.text
        last = max((other.end for other in self.reading.items if other.unit.sentence == self.sentence), default=0)
        return "。" not in text[last : item.start]

    def _fill(self, item: Item, authority: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
        """Fill penalties and the imposing authority; return the authority now in force."""
        view = self.reading.block.view
        found = self.tools.penalties.find(view.text, item.start, item.end, sanction=item.kind == "sanction")
        found = [penalty for penalty in found if not _of_breach(item, penalty, view.text)]
        named = self._before(item, found)
        pays = item.unit.party is not None and _PAYS.match(view.text, item.unit.party.end) is not None
        if (
            not named
            and item.unit.party is not None
            and not pays
            and (item.unit.agent or self._before_penal(item, view.text))
        ):
            named = item.bearers if item.explicit else ()
        if not named and not authority:
            named = self._in_charge(item, view.text)
        if not named and (finder := self._finder(item, view.text)):
            named = as_bearers(finder, view, "explicit")
        first = "。" not in view.text[self.reading.block.body : item.start]  # the lead-in speaks of the listed breach
        led = self.reading.scope.penalties if first else ()
        if any(penalty.kind == "fine" for penalty in found):  # 并按照下列规定处以罚款：（一）…处一万元罚款
            led = tuple(penalty for penalty in led if penalty.kind != "fine" or penalty.min or penalty.max)
        item.penalties = (*led, *(self._stored(penalty, view) for penalty in found))
        if not named and item.explicit and item.unit.party is None:
            named = item.bearers  # a row of a table names who acts in its cell
        item.bearers = named or tuple(bearer.by("context") for bearer in authority)
        if found and all(penalty.kind in _NO_AUTHORITY and not _OWN_ACT.match(penalty.text) for penalty in found):
            item.bearers = ()
        if item.deadline is not None and any(_inside(item.deadline, penalty) for penalty in item.penalties):
            item.deadline = None  # 三年内不得参评: how long it lasts, not by when
        if item.deadline is not None and any(_right_before(item.deadline, penalty) for penalty in item.penalties):
            item.deadline = None  # 每日扣考核分: what each day costs
        return named or authority

    def _before(self, item: Item, found: Sequence[Penalty]) -> tuple[Bearer, ...]:
        """The authority right before the first penalty that has one (``由市局责令改正``)."""
        view = self.reading.block.view
        places = (authority_before(view.text, penalty, item.start) for penalty in found)
        place = next((place for place in places if place is not None and item.start <= place.start), None)
        names = self.tools.names.split(view.text, *place) if place is not None else ()
        return tuple([Bearer(name.text, "responsible", "explicit", view.raw(*name.span)) for name in names])

    def _in_charge(self, item: Item, text: str) -> tuple[Bearer, ...]:
        """The office that the same sentence tells to act, right before (``市局要加强检查，对违规的依法处罚``)."""
        last = next((one for one in reversed(self.reading.items) if one.start < item.start), None)
        if last is None or not last.explicit or last.kind != "obligation" or not text.startswith("对", item.start):
            return ()
        if _JOINED.fullmatch(text, last.end, item.start) is None or not all(
            _OFFICE.search(b.text) for b in last.bearers
        ):
            return ()
        return tuple(bearer.by("context") for bearer in last.bearers)

    @staticmethod
    def _finder(item: Item, text: str) -> Party | None:
        """The authority that finds the breach (``考核部门发现有下列情形之一的，应当撤销…``)."""
        for clause in item.unit.lead:
            if clause.subject is not None and _FINDS.match(text, clause.subject.end):
                return clause.subject
        return None

    @staticmethod
    def _before_penal(item: Item, text: str) -> bool:
        """A subject right in the punishing clause is who punishes; one in the condition is who is punished."""
        party = item.unit.party
        if party is None or text.endswith("责令", 0, party.start):  # 责令侵权人停止: who is told
            return False
        return any(clause.start <= party.start < clause.end for clause in item.unit.clauses)

    def _stored(self, penalty: Penalty, view: object) -> Penalty:
        if penalty.span is None:
            return penalty
        span: Span = view.raw(*penalty.span)  # type: ignore[attr-defined]
        return replace(penalty, text=self.text[slice(*span)], span=Span(*span))


def _of_breach(item: Item, penalty: Penalty, text: str) -> bool:
    """Whether the words are of the breach and no penalty (``擅自停水停电催交物业费的，由…给予警告``)."""
    cases = (c for c in item.unit.lead if c.role == "condition" and text.endswith("的", 0, c.end))
    at = penalty.span
    return at is not None and any(case.start <= at.start and at.end <= case.end for case in cases)


def _right_before(deadline: Deadline, penalty: Penalty) -> bool:
    if deadline.kind != "recurring" or deadline.span is None or penalty.span is None:
        return False
    return deadline.span.end == penalty.span.start


def _inside(deadline: Deadline, penalty: Penalty) -> bool:
    if deadline.kind != "within" or deadline.span is None or penalty.span is None:
        return False
    return penalty.span.holds(deadline.span)
