"""Names of units and persons: what can bear a duty, where one begins and ends, and how a list of them comes apart.

The one splitter for subjects, brackets, tables and addressees (ANNOTATION.md § Bearers): names that can each stand
alone come
apart; a list whose head or modifier is shared stays whole (``各省、自治区、直辖市人民政府``, ``各有关部门和单位``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.model import Span
from pipeline.rulebook import Rulebook
from pipeline.rulebook.alternation import grouped, starting

NameClass = Literal["unit", "person", "place"]
_MARKS = r"[、，；\u3000/]"
_BRACKET = r"(?P<open>[（〔《“(])|(?P<close>[）〕》”)])"
_CUT = re.compile(rf"{_BRACKET}|{_MARKS}|以及|或者|或|和(?![平谐])|及(?!时|其[他它])|与|暨")
_LOOSE_CUT = re.compile(rf"{_BRACKET}|{_MARKS}")
_BAD = re.compile(
    r"[是了把。！？：;；…]|^[对向在由按为从与以将把经的于送抓]|^就(?![业诊读])|(?<!^)被|^被(?!.{1,8}(?:人|单位|者|对象|企业|机构|部门|公司|学校|组织|医院|场所)(?:$|[、和及或]))|^报(?![社业])|^交(?![通警易管运])|^查(?![验处])|.(?:由|根据|原则上|按照)|^因(?!.*的)|等$|的(?:及时|依法|立即|应当?|一律|必须|移送|由)|^(?:下列|以下|前款所列|通过|经由|根据|除|使(?![用者领])|如|若|有的|该|此)|.为(?![民人农])|.于(?!是)|\d+[月日时点]|.(?:督促|引导|(?<![受被接其])委托(?![方人机单])|会同|要求|通过|设在|设于)|按(?:规定|照)|.从(?![业事])|(?<![相针反绝面])(?<!^)对(?![外口接象])|.经(?![济营理办纪信贸销开费常委发])|进行|予以|采用|采取|实行|纳入"
)
# a predicate inside the words makes a sentence of them and no name
_CLAUSAL = re.compile(
    r".(?:建立|鼓励|加强|推动|确保|做好|坚持|强化|完善|健全|加大|加快|制定|履行|营造|督促|发挥|应当|必须|支持(?!中心|单位)|上报|报送|抄送|提交|汇报"
    r"|(?<![日晚情预警海公学党])报(?![社刊业警亭名告考]))"
)
_BARE = re.compile(r"(?:单位|部门|机构|企业|组织|个人|人员|政府|团体|机关|公司|成员|家庭|村（居）委会)")
_MODIFIED = re.compile(r"^(?:各级|各类|各有关|各相关|各|有关|相关|其他|其它|任何|所有|全体|本|县级以上|地方)")
_OWN = re.compile(r"^(?:各|市|县|区|省|州|镇|乡|国家|全|本|有关|相关|其他|所有|任何|驻|属地|辖区)")
_AREA = re.compile(
    r"(?:各|所辖|每个|每一)(?:县|市|区|省|州|旗|地|镇|乡|街|盟|师|村|乡镇|街道|乡镇街道|镇街|园区|功能区|地区|社区)+(?:（[^）]{1,12}）)?$"
)
_AREA_WORDS = r"县|市|区|省|州|旗|盟|镇|乡|街道|村|社区|地|园区|功能区"
_AREAS = (
    rf"(?:各|所辖|每个|每一)(?:(?:{_AREA_WORDS})[、]?)*(?:{_AREA_WORDS}"
    r")(?:（[^（）]{1,12}）|(?!（))(?![局委办厅政级直属人管党场]|公安)"
)
# a one-letter tail must not be the head of another word
_AFTER_SHORT = {
    "处": "(?![理置罚分以于在境长])",
    "办": "(?![理法事公案学成好结])",
    "部": "(?!门|署|分(?!别)|队|委|位)",
    "委": "(?![员托派任会办])",
    "室": "(?![内外])",
    "所": "(?![有需在以属得用])",
    "队": "(?![伍员列长形友])",
    "政府": "(?!投资|融资|投融资|出资|拨款|主导|贴息|监管和|定点|采购|网站|信息公开|债券|储备|指导价|定价|购买服务"
    "|规章|性|令|职能|引导|补贴|资金)",
    "班": "(?![组级子车次主期前后会])",
    "股": "(?![份东票权市息])",
    "局": "(?![面部势长限])",
    "科": "(?![技学研室目长])",
    "站": "(?![点长])",
    "厅": "(?!长)",
    "方": "(?![式法案面便向针可能])",
    "厂": "(?![长房区])",
    "物业": "(?!管理|服务)",
    "消防": "(?!安全|设施|车|救援|监督|通道|控制|队|站|技术|宣传|产品|法|工作)",
    "公安": "(?!机关|部|局|厅|派出所|交|分局|消防)",
    "税务": "(?!局|总局|机关|部门|登记)",
}
_SOMEBODY = (
    # any trade or part makes somebody of 人 (招标人, 养犬人); numbers, pronouns and grammar words before it do not
    r"(?<=[\u4e00-\u9fff])(?<![每无有他她别某私超惊感宜使令让为以对与给由被把将是的了和及或从多少几两一二三四五六七八九十百千万亿"
    r"何该此本全众派找请雇新旧古今器自然然何国所常成老盲树雪木数工商行])"
    r"人(?![员民口力事才数身工均次士大物类群体为心家文道生情际居格权选])"
)
_ENDS_IN_OFFICE = re.compile(r"(?<![动满或])(?:员|者|师)$|(?<![增延生专成特擅市所])长$")
# 员, 师, 长 and 者 make a person of what stands before them
_OFFICE = (
    r"(?<=[\u4e00-\u9fff])(?:(?<![动满或])(?:员(?!工|额)|者|师(?![生范资傅]))"
    r"|(?<![增延生专成特擅市所])长(?![期远效度短江城者征久处跑三安沙春]))"
)
_AREA_GOES_ON = re.compile(
    r"(?:自治区|直辖市|市(?![直级委政区场监有相各])|县(?![直级委政有相各])|区(?![直级委政有相各])|乡镇|街道|镇|功能区|开发区|高新区|园区|新区)(?!管委会)"
)
# papers in a list are what is handed in, not who hands it in (租赁合同、管理部门出具的证明)
_PAPER = re.compile(r"(?:合同|协议|证明|证件|证书|申请书|申请表|发票|凭证|复印件|原件|身份证)$")
_AND_OTHERS = re.compile(r"等(?:有关|相关|各|各有关|其他)?(?:成员)?(?:部门|单位|机构|企业|人员|方面|组织)")
_FOUNDED = re.compile(
    r"^[^、，]{0,8}?(?:成立|组建|抽调|组成)(?=(?:\d|[一二三四五六七八九十]|若干)+[个支]?[^、，]{0,12}[组队])"
)
# fields of work that are called like their offices
_FIELDS = frozenset(["公安", "消防", "城管", "环卫", "税务", "交管", "市监", "武警", "民政", "财政"])
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COLLECTIVE = ("部门", "单位", "机构", "企业", "人员", "组织")
_SHARED_PERSON = re.compile(r"(?:各|政府|县|乡镇)[^、，]{0,10}(?:主要|分管)?(?:负责人|负责同志|领导|职工|干部)$")
_REMEMBERED = 20_000  # phrases whose class is kept: documents repeat their units
_ACTS = re.compile(r"(?:按照?|根据)(?:各自)?职责[^，；、]{0,12}$|(?:分别|共同)?(?:组织实施|负责实施|负责落实)$")
_TRAILING = re.compile(
    r"(?:等[^、，]{0,12}|（[^）]*）|按职责分工|(?:按照?|根据)各自职责(?:分工)?|分别|共同|组织实施|负责实施)+$"
)


class Name(NamedTuple):
    """A name in a text: ``span`` in the coordinates of that text, and what sort of bearer it would be."""

    span: Span
    text: str
    sort: NameClass


class Names:
    """Knows the tails of names; built once from a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        units = rulebook.lexicon("units/heads").terms
        persons = rulebook.lexicon("units/persons").terms
        places = rulebook.lexicon("units/places").terms
        self._not = tuple(sorted(rulebook.lexicon("units/not_units").terms, key=len, reverse=True))
        self._sorts: dict[str, NameClass] = {
            **dict.fromkeys(places, "place"), **dict.fromkeys(units, "unit"), **dict.fromkeys(persons, "person"),
        }  # fmt: skip
        by_length = sorted(self._sorts, key=len, reverse=True)
        self.heads = re.compile(
            starting(
                grouped(
                    "|".join(
                        [
                            _AREAS,
                            *(re.escape(head) + _AFTER_SHORT.get(head, "") for head in by_length),
                            _SOMEBODY,
                            _OFFICE,
                        ]
                    )
                )
            )
        )
        self._longest = len(by_length[0])
        self._things = tuple(rulebook.lexicon("units/things").terms)
        self._known_sort = lru_cache(maxsize=_REMEMBERED)(self._find_sort)

    def sort_of(self, text: str) -> NameClass | None:
        """The class of a phrase by its tail, ``None`` if it is no name.

        ``市住建局`` is a ``unit``, ``疏散通道`` is none.
        """
        return self._known_sort(text)

    def _find_sort(self, text: str) -> NameClass | None:
        if _AND_OTHERS.search(text[-10:]) and text.endswith(_COLLECTIVE) and not _BAD.search(text):
            return "unit"
        bare = _TRAILING.sub("", text)
        if len(bare) < 2 or len(bare) > 45 or _BAD.search(bare) or self._is_other(bare):
            return None
        if "的" not in bare and _CLAUSAL.search(bare):
            return None
        if _AREA.search(bare):
            return "unit"
        if bare.endswith("人") and 3 <= len(bare) <= 8 and re.search(_SOMEBODY, bare):
            return "person"
        if len(bare) <= 8 and _ENDS_IN_OFFICE.search(bare):
            return "person"
        for length in range(min(self._longest, len(bare)), 0, -1):
            if sort := self._sorts.get(bare[-length:]):
                return sort
        return None

    def may_be_name(self, text: str) -> bool:
        """Whether a short phrase without a known tail could name somebody: nothing in it says that it is a thing."""
        if not 2 <= len(text) <= 10 or "的" in text or re.search(r"[^\u4e00-\u9fff、（）“”]", text):
            return False
        return not (text.endswith(self._things) or _BAD.search(text) or self._is_other(text))

    @staticmethod
    def is_bad(text: str) -> bool:
        """Whether the phrase has what no name has: a preposition before it, a verb of being or urging inside it."""
        return _BAD.search(text) is not None

    def _is_other(self, text: str) -> bool:
        """Whether the phrase only looks like a name (``内部``, ``好处``, ``消防控制室``)."""
        return text.endswith(self._not)

    def listed(self, text: str, start: int, end: int) -> list[Name]:
        """The names in a list that says of itself that it is one (after 责任单位：).

        Any piece that could be a name counts.
        """
        names: list[Name] = []
        if others := _AND_OTHERS.search(text, start, end):
            end = others.start()
        for left, right in self._merged(text, _pieces(text, start, end, loose=True), loose=True):
            if (trail := _ACTS.search(text, left, right)) is not None and trail.start() > left:
                right = trail.start()
            words = text[left:right]
            inner = self.split(text, left, right)
            if len(inner) > 1 and inner[0].span.start == left and inner[-1].span.end == right:
                names.extend(inner)
            elif 2 <= len(words) <= 30 and not _BAD.search(words) and re.search(r"[\u4e00-\u9fff]{2}", words):
                names.append(Name(Span(left, right), words, self.sort_of(words) or "unit"))
        return names

    def split(self, text: str, start: int, end: int) -> list[Name]:
        """The names listed in ``text[start:end]``, in order; phrases that are none are left out."""
        names: list[Name] = []
        if self._one_head(text, start, end):
            return [Name(Span(start, end), text[start:end], "unit")]
        if others := _AND_OTHERS.search(text, start, end):
            before = _pieces(text, start, others.start())
            if all(self.sort_of(text[slice(*piece)]) for piece in before):
                end = others.start()
            elif others.end() == end and len(before) > 1 and self.sort_of(text[start:end]):
                return [Name(Span(start, end), text[start:end], "unit")]
        for left, right in self._merged(text, _pieces(text, start, end)):
            words = text[left:right]
            trail = _TRAILING.search(words)
            if (
                trail is not None
                and trail.start() > 0
                and not words.endswith("）")
                and self.sort_of(words[: trail.start()])
            ):
                right = left + trail.start()
            if founded := _FOUNDED.match(text[left:right]):
                left += founded.end()
            if (sort := self.sort_of(text[left:right])) is not None:
                names.append(Name(Span(left, right), text[left:right], sort))
        return names

    def _one_head(self, text: str, start: int, end: int) -> bool:
        """Whether fields share the head that the last one has (``公安、交通运输、水利部门``), so that all are one."""
        if not text.endswith(("部门", "机关"), start, end):
            return False
        pieces = [text[slice(*piece)] for piece in _pieces(text, start, end)]
        return (
            len(pieces) > 1
            and all(
                2 <= len(piece) <= 8 and (piece in _FIELDS or self.sort_of(piece) is None) and _HAN.fullmatch(piece)
                for piece in pieces[:-1]
            )
            and not pieces[-1].startswith(("各", "有关", "相关", "其他", "其"))
        )

    def _merged(self, text: str, pieces: list[tuple[int, int]], *, loose: bool = False) -> list[tuple[int, int]]:
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
                and self.sort_of(text[left:right]) is None
            ):
                return []
            if not loose and index + 1 < len(pieces) and _PAPER.search(text, left, right):
                return []
            follower = text[slice(*pieces[index + 1])] if index + 1 < len(pieces) else ""
            if (
                follower
                and (not loose or self.sort_of(text[first:right]))
                and self._shares(text[first:right], follower)
            ):
                pending = first
                continue
            merged.append((first, right))
            pending = None
        return merged

    def _shares(self, piece: str, follower: str) -> bool:
        """Whether ``piece`` needs the head of ``follower``, or ``follower`` the modifier of ``piece``."""
        if self.sort_of(piece) is None:
            return True
        if (
            _SHARED_PERSON.match(follower)
            and self.sort_of(piece) == "unit"
            and (piece[0] == "各") == (follower[0] == "各")
        ):
            return piece[0] == "各" or piece.endswith("党委")
        if _BARE.fullmatch(_TRAILING.sub("", follower)) and (_MODIFIED.match(piece) or "的" in piece):
            return not _BARE.fullmatch(piece)
        return _AREA.fullmatch(piece) is not None and _AREA_GOES_ON.match(follower) is not None


def _pieces(text: str, start: int, end: int, *, loose: bool = False) -> list[tuple[int, int]]:
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
