"""How a list of names comes apart, and where it stays whole because a head or a modifier is shared."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.find.names.shapes import AREA, BAD, TRAILING
from pipeline.patterns import compiled

# characters from which what stands in a list is more than a field (公安, 交通), up to which a head is but a head (用户)
_A_FIELD, _A_HEAD = 4, 2

SortOf = Callable[[str], object]
_MARKS = r"[、，；\u3000/]"
_BRACKET = r"(?P<open>[（〔《“(〈<])|(?P<close>[）〕》”)〉>])"
_ITS_OFFICE = r"其(?![他它余])[^，。；、的]{0,10}(?:部门|机构|工作人员)"  # 县级以上人民政府及其有关部门 is one
_CUT = compiled(
    rf"{_BRACKET}|{_MARKS}|以及|或者(?!{_ITS_OFFICE})|或(?!者{_ITS_OFFICE})|和(?![平谐])|及(?!时|{_ITS_OFFICE})"
    r"|与(?![^，。；、]{1,24}(?:有关|相关)的)|暨"
)
_LOOSE_CUT = compiled(rf"{_BRACKET}|{_MARKS}")
_BARE = compiled(r"(?:地区|(?:企?事业)?单位|部门|机构|企业|组织|个人|人员|政府|团体|机关|公司|成员|家庭|村（居）委会)")
_MODIFIED = compiled(r"^(?:各级|各类|各有关|各相关|各|有关|相关|其他|其它|任何|所有|全体|本|县级以上|地方|被)")
# 贵安新区各部门、单位: whose they all are stands before the first
_EACH_OF = compiled(
    r"[区市县省州镇院司局团厂校会]各(?:有关|相关|职能|直属|组成)?(?:部门|单位|科室|乡镇|街道|学校|企业)$"
)
# 各区民政局、财政局; 各省税务部门和自然资源主管部门: each area's offices, the area said once
_AREAS_OFFICE = compiled(
    r"(?:各|所有|全国所有)(?:[省市县区州旗]|地市|市县|县区|区县|乡镇){1,2}(?:[（(][^）)]{1,12}[）)])?[^各、和]{2,16}(?:局|委|厅|部门|[支大总]队)(?:$|[、和及])"
)
_OFFICE_TOO = compiled(
    r"(?![各市省县区本国其]|有关|相关|直属|属地|当地|开发区|高新区|经开区|园区|[^、]{2,4}新区)[^、]{2,16}(?:局|委|厅|部门|[支大总]队)(?:等[^、]{0,4}部门)?$"
)
_SOME_OF = compiled(r"的|有关|相关")
_AREA_GOES_ON = compiled(
    r"(?:自治区|直辖市|市级(?=人民政府|[^、]{2,12}部门)|市(?![直级委政区场监有相各])|县(?![直委政有相各]|级(?!市))|区(?![直级委政有相各])|乡镇|街道|镇|功能区|开发区|高新区|园区|新区)(?!管委会)"
)
# levels of one kind of office (市州、县市区人民政府)
_LEVELS = compiled(r"[省市州县区旗盟镇乡]{2,4}")
_LEVELS_OFFICE = compiled(r"[省市州县区旗盟镇乡]{1,4}级?(?:人民政府|政府|[^、]{2,12}(?:部门|局))")
# alternatives of which the first says whose both are (其上级机关或者有关部门, 县级人民政府卫生部门或者环保部门)
_WHOSE = compiled(r"(?:其(?![他它余])|[^、]{0,16}人民政府)[^、，的]{2,16}(?:部门|机关|机构)")
_OR_OFFICE = compiled(
    r"或者?(?!各|本级|上级|县|省|市|区|乡|镇|国务院|人民)(?:其他)?(?![^、，；。]{0,12}政府)[^、，；。或和及]{2,16}?(?:部门|机关)(?![^、，；。应])"
)
# papers in a list are what is handed in, not who hands it in (租赁合同、管理部门出具的证明)
_PAPER = compiled(r"(?:合同|协议|证明|证件|证书|申请书|申请表|发票|凭证|复印件|原件|身份证)$")
# fields of work that are called like their offices
_FIELDS = frozenset(["公安", "消防", "城管", "环卫", "税务", "交管", "市监", "武警", "民政", "财政"])
_HAN = compiled(r"[\u4e00-\u9fff]+")
_SHARED_PERSON = compiled(r"(?:各|政府|县|乡镇)[^、，]{0,10}(?:主要|分管)?(?:负责人|负责同志|领导|职工|干部)$")


def pieces_of(text: str, start: int, end: int, *, loose: bool = False) -> list[tuple[int, int]]:
    """``text[start:end]`` cut at the delimiters outside brackets, each piece trimmed, none empty.

    ``loose`` cuts at marks alone.
    """
    depth, at, pieces = 0, start, []
    for match in (_LOOSE_CUT if loose else _CUT).finditer(text, start, end):
        if match.lastgroup == "open":
            depth += 1
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append((at, match.start()))
            at = match.end()
    pieces.append((at, end))
    return [(left, right) for left, right in pieces if right > left]


def has_one_head(sort_of: SortOf, text: str, start: int, end: int) -> bool:
    """Whether fields share the head that the last one has (``公安、交通运输、水利部门``), so that all are one."""
    if not text.endswith(("部门", "机关"), start, end):
        return False
    pieces = [text[slice(*piece)] for piece in pieces_of(text, start, end)]
    return (
        len(pieces) > 1
        and BAD.search(pieces[0]) is None
        and all(
            2 <= len(piece) <= 8 and (piece in _FIELDS or sort_of(piece) is None) and _HAN.fullmatch(piece)
            for piece in pieces[:-1]
        )
        and not pieces[-1].startswith(("各", "有关", "相关"))
        and (not pieces[-1].startswith("其") or text.endswith("及", 0, end - len(pieces[-1])))
    )


def merged(sort_of: SortOf, text: str, pieces: list[tuple[int, int]], *, loose: bool = False) -> list[tuple[int, int]]:
    """Pieces joined where a head or a modifier is shared."""
    merged: list[tuple[int, int]] = []
    pending: int | None = None
    for index, (left, right) in enumerate(pieces):
        first = left if pending is None else pending
        if (
            not loose
            and pending is None
            and "的" in text[left:right]
            and index + 1 < len(pieces)
            and sort_of(text[left:right]) is None
        ):
            return []
        if not loose and index + 1 < len(pieces) and _PAPER.search(text, left, right):
            return []
        follower = text[slice(*pieces[index + 1])] if index + 1 < len(pieces) else ""
        if (
            follower
            and (not loose or sort_of(text[first:right]))
            and (
                _shares(sort_of, text[first:right], follower)
                or _officers(text, pieces[index:])
                or (_OR_OFFICE.match(text, right) and _WHOSE.fullmatch(text, first, right))
            )
        ):
            pending = first
            continue
        merged.append((first, right))
        pending = None
    return merged


def _officers(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether all the 各-units to come share the officer that the last one has (``各部门、各店、各站负责人``)."""
    for left, right in pieces:
        if text[left] != "各":
            return False
        if _SHARED_PERSON.match(text[left:right]):
            return (left, right) != pieces[0]
    return False


def _shares(sort_of: SortOf, piece: str, follower: str) -> bool:
    """Whether ``piece`` needs the head of ``follower``, or ``follower`` the modifier of ``piece``."""
    if sort_of(piece) is None:
        return len(piece) < _A_FIELD or len(follower) > _A_HEAD or sort_of(follower) != "person"
    if _SHARED_PERSON.match(follower) and sort_of(piece) == "unit" and (piece[0] == "各") == (follower[0] == "各"):
        return piece[0] == "各" or piece.endswith("党委")
    if _BARE.fullmatch(TRAILING.sub("", follower)) and (
        _MODIFIED.match(piece) or _SOME_OF.search(piece) or _EACH_OF.search(piece)
    ):
        return not _BARE.fullmatch(piece)
    if _AREAS_OFFICE.match(piece) and _OFFICE_TOO.match(follower):
        return True
    if _LEVELS.fullmatch(piece) and _LEVELS_OFFICE.match(follower):
        return True
    return AREA.search(piece) is not None and _AREA_GOES_ON.match(follower) is not None
