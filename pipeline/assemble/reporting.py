"""To whom the result goes, and what is handed in (ANNOTATION.md § Fields: ``report_to``, ``deliverable``)."""

from __future__ import annotations

import re

from pipeline.find.names import Names
from pipeline.patterns import compiled

_VERB = (
    r"(?:书面)?(?:报送|报请|报经|上报|呈报|呈送|抄报|报告(?![报送交呈抄]|上(?!一?级))|通报(?!批评)|报备|(?<![漏瞒谎迟误举虚播预警简快战接通申不])报"
    r"|(?<=[果件本料书录])抄(?![报送写录表袭])|(?<=[呈果件本料书录表单告册案账结])送(?!达)"
    r"|(?<=[单表料况告账案果录件前])交(?![流通叉接付由易办纳班底])|反馈(?!意见|情况|结果|表)|提交|汇报|呈(?![现报送请批上递]))"
)
_TO = compiled(
    rf"(?:{_VERB}(?:至|到|给|于)?(?!告|道|名|警|刊|社(?!区)|进|入|往|单位|签发|由|考(?![评核])|废|表|期|之|修)(?P<a>(?!并)(?:(?!(?:并|后)[抄报上送])(?:[^，。；：！？（）\t|]|（(?:街道|社区|园区|开发区|市、区|区、市|区|市|县|办事处|农场)）)){{1,60}}))|(?:向|及时向)(?P<b>(?:(?!向)[^，。；：]){{1,60}}?)(?=(?:书面|口头|及时|如实|逐级|电话|首次|专题|专门|零)*(?:报告|报备|续报|填报|补[报交]|说明|报送|上报|汇报|通报|反馈|提交|提出(?![^，。；]{{0,8}}(?<!销号)(?<!延期)申请|[^，。；]{{2,20}}建议)|申请(?:销号|延期|延长)|(?:办理)?备案|请假|申报|报(?![警考名废销刊社到复价])|[作做]出?(?:一次)?(?:书面|专题)*(?:说明|检查|检讨|报告|汇报)))"
)
_HANDS = compiled("[报送抄反提移向呈]|[单表料况告账案果录件前]交")  # one of these is in each of the verbs
_CUT = compiled(
    r"(?:统一|备案|(?:审批|审核|审查|审议|批准|核准)(?!机关|部门|机构)|同意|审定|备查|汇总|存档|邮箱|信箱|系统|平台|微信群|工作群|室[0-9]|，|的|进行|并|及时|安排|确认|登记(?!机关|部门|机构)|处[理置罚]|查处|处|核验|宣布|支援(?![中队组])|[0-9])"
)
_SKIP = compiled(r"(?:社会|公众|媒体|全市|全省|司法机关|公安机关立案)")
# 向总经理办公会报告: who sits together
_MEETS = compiled(r"[^，。；的]{2,14}(?:办公会|常务会|党委会|党组会|董事会|监事会|理事会|常委会|例会)议?")
# 报综合办, 报我, 交秘书科汇总: behind 报 even an unknown short name is a unit's or a person's
_PLAIN = compiled(
    r"(?P<who>我(?![单省市区县厅局委办部院校司])|(?!及|并|后|连同|落实|经(?![信济发开贸营]))(?:(?![报送呈抄])[\u4e00-\u9fff]){1,12}?(?:[局委办室科股处站院队部组厅会]|值班|中心|公司|机构|部门|政府|领导|主官|负责人|[局处科院校队站]长|同志|会议|主任|书记|经理|总监))"
    r"(?=$|[，。；（）、|\s]|专题|予以|组织|备案|备查|审|批|研究|签发|决定|同意|裁定|验收|销号|立案|复核|审阅|阅示|协调|汇总|存档|依法|办理|核|统一|登记|收)"
)
# 未向住建部门报送档案的，由…: a case, not what is asked
_CASE = compiled("[^，。；、]{0,9}的(?:，|$)|[^，。；]{0,2}的(?:内容|情形|方式)")
_SERVED = compiled(
    "(?<=[\u4e00-\u9fff])的(?:(?![报送呈抄])[^，。；]){0,24}?(?:部门|机构|人员|组织|单位)(?=备案|审|批|核|[，。；]|$)"
)
_GIVEN = compiled(
    r"(?:将|把)(?P<what>[^，。；]{2,40}?)(?:书面|及时|统一|一并|分别|电子版)*(?:报送|报告|上报|报|送|提交|反馈|抄送|通报|汇总)"
)


def report_to(names: Names, text: str, start: int, end: int) -> str | None:
    """Units or persons that get the report in ``text[start:end]``, several joined by ``；``.

    ``None`` where none is named.
    """
    if _HANDS.search(text, start, end) is None:
        return None
    found: dict[str, None] = {}  # a set in the order of the words
    at = start
    while match := _TO.search(text, at, end):
        units = _receivers(names, text, match)
        found |= dict.fromkeys(units)
        at = match.end() if units else match.start() + 1  # 将报告及材料｜报市局: the first was a noun
    return "；".join(found) or None


def _receivers(names: Names, text: str, match: re.Match[str]) -> list[str]:
    """The units or persons of one 报…, 送… or 向…报告."""
    left, right = match.span("a") if match["a"] else match.span("b")
    plain = _PLAIN.match(text, left, right)
    if _CASE.match(text, match.end() if match["b"] else plain.end("who") if plain else right):
        return []
    if match["a"] and (cut := _CUT.search(text, left, right)):
        right = cut.start() + (1 if cut.group() == "处" and cut.start() - left > 2 else 0)
        if cut.group() == "的":  # 报国务院主管的负有安全监管职责的部门; 提交出庭负责人的证明
            served = _SERVED.match(text, cut.start(), match.end("a"))
            return [text[left : served.end()]] if served else []
    right = left + len(text[left:right].rstrip())
    if right <= left or _SKIP.match(text, left):
        return []
    if text[right - 1] in "会议" and _MEETS.fullmatch(text, left, right):
        return [text[left:right]]
    units = [name.text for name in names.split(text, left, right)]
    return units or ([plain["who"]] if plain else [])


def deliverable(text: str, start: int, end: int) -> str | None:
    """What is handed in, where 将…报 or 把…送 says so."""
    words = text[start:end]
    match = _GIVEN.search(text, start, end) if "将" in words or "把" in words else None
    return match["what"] if match else None
