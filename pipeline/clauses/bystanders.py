"""Names that a sentence speaks of and that don't act in it: whom an office serves, of whom a record is, with whom."""

from __future__ import annotations

import re

from pipeline.clauses.party import Party
from pipeline.patterns import compiled
from pipeline.record import record

# 商场等人员密集场所，要逐一排查: where
_SORT_OF_PLACE = compiled(
    r"等[^，。；、]{0,10}(?:场所|部位|区域|领域|环节|设施|项目|建筑|地点|路段|时段)(?![^，。；]{0,6}(?:单位|部门|企业|人|者))"
)
# what one does with another
_MUTUAL = compiled(r"(?:分别|逐一|及时|依法)?(?:签订|签署|订立|办理|核对|核实|对接|结算|协商|沟通|约定|衔接|会商|交接)")
# 安全员配备情况于5月底前报: of whom the record is, not who sends it
_RECORD_OF = compiled(
    r"[\u4e00-\u9fff]{2,6}?(?:情况|结果|名单|台账|清单|数据|信息)(?:[于在应须]|请于|每[日周月季年]|[0-9]{1,2}月|最迟)"
)
# 参事工作机构, 老干部管理局: who is named only says for whom the office is
_OFFICE_FOR = compiled(
    "(?:工作|管理|服务|事务|活动)(?:机构|部门|办公室|中心|局|处|科|委员会|小组|专班|服务中心|站(?![点长]))"
)
# 残疾人联合会, 退役军人服务中心: named for whom they serve
_SERVING = compiled(
    r"[^，。；、的各对将把向应要须不按并在由与和及]{0,12}?(?:联合会|委员会|中心|福利院|基金会|事务局|事务厅|工作站|服务站|办公室)"
)
# 残疾人就业工作坚持…: the work is spoken of, not who it is for
_WORK_OF = compiled(r"[^，。；、的对将把向应要须不并由]{0,12}?工作(?=坚持|遵循|实行|按照?|由|以|应|要|须|必须)")


@record
class Bystanders:
    """Tells them from who acts; ``served`` are those whom institutions are named for."""

    served: frozenset[str]

    def told_of(self, text: str, party: Party, end: int) -> bool:
        """Whether the name only tells a place's sort, or of whom a record is (``安全员配备情况于5月底前报``)."""
        last = party.names[-1]
        record_of = last.sort == "person" and _RECORD_OF.match(text, last.span.end, end) is not None
        return record_of or _SORT_OF_PLACE.match(text, last.span.end, end) is not None

    def serves(self, text: str, head: re.Match[str], end: int) -> bool:
        """Whether who is named by ``head`` only tells whom an institution serves, or whom the work is for."""
        if _OFFICE_FOR.match(text, head.end(), end):
            return True  # 参事｜工作机构
        served = head.group() in self.served
        return served and (_SERVING.match(text, head.end(), end) or _WORK_OF.match(text, head.end(), end)) is not None

    @staticmethod
    def without_other_side(text: str, party: Party, end: int) -> Party:
        """The one who acts, where the other is with whom he does it (``区住建局与开发企业签订协议``)."""
        first = party.names[0].span
        if len(party.names) != 2 or text[first.end : party.names[1].span.start] != "与":
            return party
        return Party(party.names[:1], party.start, party.end) if _MUTUAL.match(text, party.end, end) else party
