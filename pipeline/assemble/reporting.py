"""To whom the result goes, and what is handed in (ANNOTATION.md § Fields: ``report_to``, ``deliverable``)."""

from __future__ import annotations

import re

from pipeline.find.names import Names

_VERB = (
    r"(?:书面)?(?:报送|报请|报经|上报|呈报|呈送|抄报|提请|报告(?![报送交上呈抄])|通报|报备|报"
    r"|(?<=[果件本料书录])抄(?![报送写录表袭])|(?<![抄移发])送|(?<=[单表料况告账案果录件])交(?![流通叉接付由易办纳班底])|反馈(?!意见|情况|结果|表)|提交|汇报)"
)
_TO = re.compile(
    rf"(?:{_VERB}(?:至|到|给|于)?(?!告|道|名|警|刊|社|进|入|往|考|废|表|期|之|修)(?P<a>(?!并)(?:(?!(?:并|后)[抄报上送])(?:[^，。；：！？（）]|（(?:街道|社区|园区|开发区|市、区|区、市|区|市|县|办事处|农场)）)){{2,60}}))|(?:向|及时向)(?P<b>(?:(?!向)[^，。；：]){{2,60}}?)(?=(?:书面|口头|及时|如实|逐级|电话|首次)*(?:报告|报备|续报|说明|报送|上报|汇报|通报|反馈|提交|提出(?![^，。；]{{0,8}}申请|[^，。；]{{2,20}}建议)|备案|请假|申报|报(?:平安|进度|进展|数|结果|情况|账|灾|险)|作出(?:书面)?(?:说明|检查|检讨)))"
)
_HANDS = re.compile("[报送抄反提移向]|[单表料况告账案果录件]交")  # one of these is in each of the verbs
_CUT = re.compile(
    r"(?:统一|备案|(?:审批|审核|审查|审议|批准|核准)(?!机关|部门|机构)|同意|审定|备查|汇总|存档|邮箱|信箱|系统|平台|微信群|工作群|室[0-9]|，|的|进行|并|及时|安排|确认|登记(?!机关|部门|机构)|处[理置罚]|查处|处|核验|宣布|支援(?![中队组])|[0-9])"
)
_SKIP = re.compile(r"(?:社会|公众|媒体|全市|全省|司法机关|人民法院|公安机关立案)")
# 向总经理办公会报告: who sits together
_MEETS = re.compile(r"[^，。；的]{2,14}(?:办公会|常务会|党委会|党组会|董事会|监事会|理事会|常委会|例会)议?")
_GIVEN = re.compile(
    r"(?:将|把)(?P<what>[^，。；]{2,40}?)(?:书面|及时|统一|一并|分别|电子版)*(?:报送|报告|上报|报|送|提交|反馈|抄送|通报|汇总)"
)


def report_to(names: Names, text: str, start: int, end: int) -> str | None:
    """Units or persons that get the report in ``text[start:end]``, several joined by ``；``.

    ``None`` where none is named.
    """
    if _HANDS.search(text, start, end) is None:
        return None
    found: list[str] = []
    for match in _TO.finditer(text, start, end):
        left, right = match.span("a") if match["a"] else match.span("b")
        if match["a"] and (cut := _CUT.search(text, left, right)):
            right = cut.start() + (1 if cut.group() == "处" and cut.start() - left > 2 else 0)
        if right - left < 2 or _SKIP.match(text, left):
            continue
        if text[right - 1] in "会议" and _MEETS.fullmatch(text, left, right):
            found.append(text[left:right])
        for name in names.split(text, left, right):
            if name.text not in found:
                found.append(name.text)
    return "；".join(found) or None


def deliverable(text: str, start: int, end: int) -> str | None:
    """What is handed in, where 将…报 or 把…送 says so."""
    words = text[start:end]
    match = _GIVEN.search(text, start, end) if "将" in words or "把" in words else None
    return match["what"] if match else None
