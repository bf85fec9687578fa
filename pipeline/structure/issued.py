"""Who issued a document, as a sentence tells it before the citation: 近日，市局印发《…》，要求…; 省厅来文，题为…."""

from __future__ import annotations

from pipeline.patterns import compiled
from pipeline.structure.arrivals import arrived, came
from pipeline.structure.citations import Citation

_NUMBERED = compiled(r"[^，：]{2,}[，：](?:文号|发文字号|编号)[为是：]?$")  # 方案已经县政府同意，文号云处〔2024〕2号
# 省安委办一份特急明电（…）, 文保支队联合发来整改通报（…）: what it is that came
_SORT = compiled(
    r"(?:联合)?(?:(?:一|[两二三1-9])(?:份|件|封)|来|发来|转来|送来|印发|下发|制发)(?:的|了)?(?:特急|加急|紧急|特提)?"
    r"[\u4e00-\u9fff]{0,4}(?:明电|电报|传真|密码电|函件?|通知|通报|意见书?|督办单|通告|公告|文件)$"
)
# 国家局意见（…）强调，; 市发展改革委、市市场监管局联合公告（…）：
_PLAIN_SORT = compiled(
    r"(?<=[局委厅部办院会府队社处科站司署心校馆所团])的?(?:联合)?(?:公告|通告|通报|通知|意见|批复|复函|决定|方案|指引|规定|明电|明传电报|明传|电报|传真|函)(?:[（(][\s\u3000]*)?$"
)
_FIELD = compiled(r"^[\u4e00-\u9fff]{2,6}[：:]")
_ON_DAY = compiled(
    r"(?<=[\u4e00-\u9fff])(?:[0-9０-９]{4}年)?[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日|[上中下]旬|初|底|中旬|末)?$"
)  # 省厅6月9日印发
_ISSUED = compiled(
    r"(?:联合|共同|统一|均|已|分别|两级|近日|日前|新)*(?:印发|下发|制发|转发|联发|发布|发文|出台|[转发送报]来|来[文函电](?:登记[：:]?|[：:])|电传|送达|[以用]|(?:修订|修正|颁布|公布|制定)(?:后?的)?)?了?$"
)
# a sentence that tells who issued what and then what it asks (``近日，市局印发《…》，要求各县…``)
_TOLD = compiled(
    r"[\s\u3000“]*(?:(?:其[一二三四五六七八九]|[\u4e00-\u9fff]{2,8}方面)[，,])?(?:(?:与之配套|会后|会上还?|同时|另外|此外|近日|日前|近期|随后|此前|同日|今年|去年|上周|本周|本月|[0-9０-９年月日]{2,12}|[0-9]{1,2}月[上中下]旬)[，,]?)?"
    r"(?:(?:针对|为|鉴于|结合)[\u4e00-\u9fff]{2,30}[，,])?"
    r"(?P<words>[\u4e00-\u9fff、（）0-9０-９A-Za-z]*?)(?:[以用]|来函|来电|发电|电传|传真|送达|发函|发了|印发|下发|制发|转发|发布|发文|出台|发出|来文|发来|签发|转来)(?:了)?(?:的)?(?:[，,]|[\u4e00-\u9fff]{2,12}[局厅委办部院会])?"
)
_WAY = 8  # characters between who issued it and the verb: 市财政局 据此联合 印发
_NO_WAY = compiled(r"未|没|不|被|拟|将|即")
ASKS = compiled(
    r"[）)]?(?:文|函|电|通知|意见)?中?[，,]?对[^，。；]{2,30}?(?:点了?名|作了?|提出|进行|予以|提了)|[）)]?\s*(?:文件?)?(?:[为是]《[^《》]{2,80}》)?[，,、]?\s*(?:并|文件|通知|该[\u4e00-\u9fff]{1,3}|其中)?(?:还|并|也|则|同时)?(?:明确要求|要求|明确|规定|提出|强调|重申|征求|提醒|批复|答复|函复|通报|告知|部署|决定|就|自[^，。；]{2,14}起(?:施行|实施|执行)"
    r"|[\u4e00-\u9fff]{2,8}[书函单令报][，,](?:对[^，。；]{2,30})?作出|通知[，,：:]|(?<=号)文?(?:转发|批转|印发|下发|印送)|说得[^，。；]{1,6}，|将[^，。；]{2,40}(?:由|从)[^，。；]{1,16}(?:压缩|调整|提高|降低|缩短|延长|改)|作(?:出)?了?[^，。；]{0,6}(?:补充|规定|安排|部署)|经[^，。；]{2,16}(?:转来|转发|批转))"
)
_SENTENCE_END = compiled(r"[。；;！？]|(?<=[^0-9])\.(?=[^0-9])")
# No sentence tells in more characters than these of who issued what: a line may be a whole document.
LONGEST = 2_000
TOLD_WITHIN = 100  # characters; who issued a document is said shortly before it
_NO_ISSUER = compiled(
    r"传达|学习|听取|审议|宣读|观看|[执实推施]行|遵[守照]|参照|根据|按照|依据|依照|贯彻|落实|结合|对照|关于|你|同意|我(?![局委办厅院部])|由|在|与|的|是"
)
NO_ENTRY_AFTER = compiled(
    r"[\s，,]*(?:已经|已由|业经|业已|收悉|同时废止|现|中的|(?:印发|下发|发布|公布|制发)的[^，。；]{0,30}(?:停止|废止|失效|不再|同时)|第[一二三四五六七八九十百\d]+[条章])"
)
# 省委教育工委来文，未编文号，题为《…》; 《…提示》，无文号
_CALLED = compiled(
    r"(?P<words>[^，。；]{2,60}?)(?:来文|来函|来电|发文|发来|印发|下发|制发|转来)[^。；]{0,24}(?:题为|标题为|题目为|题目是|名为)$"
)
UNNUMBERED = compiled(
    r"[）)]?(?:已收到|收到|已到)?[，,、（(]?\s*(?:(?:编号|文号)未[附编列]|文号(?:待补|暂缺|未编)|(?:无|未编|没有|暂无|未见|未列|未标|未编号?|没有标注|未标注|没有编|没标)(?:发文)?(?:文?号|编号|文号))"
)
_DAYS = compiled(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_SORTED = compiled(r"^(?:[（(][0-9]{1,2}[）)])?[\[〔【][\u4e00-\u9fff]{1,8}[\]〕】]")  # [整改类] 市消防支队送达…
# 3.1省公司以…, （3）大队转来…, 河道方面，要说的是县河长办以…
_POINT = compiled(
    r"^(?:[0-9]{1,2}(?:[.．][0-9]{1,2}){1,2}[.．、]?(?=[\u4e00-\u9fff])|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?=[\u4e00-\u9fff]))?"
    r"(?:[\u4e00-\u9fff]{2,8}(?:方面|的?事情?|问题上)[，,])?(?:要说的是|说的是|讲的是|先说|再说)?"
)
_OWN_NUMBER = compiled(r"^(?:[0-9]{1,2}|[（(][0-9一二三四五六七八九十]{1,3}[）)])[.．、)）]?")
# behind a document that a sentence of its own names
_STOPS = compiled(r"[）)]?[。：:\n]")
_ISSUED_BY = compiled("(?<=印发|下发|发布|制发|出台|公布)的$")


class Issuers:
    """Knows the tails of organs' names."""

    def __init__(self, tails: tuple[str, ...]) -> None:
        self._tails = tails

    def told(self, text: str, line: int, citation: Citation) -> int | None:
        """Where the sentence begins that tells of the document's issue, or opens with its number, and what it asks."""
        start = citation.span.start
        ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - TOLD_WITHIN), start)]
        begins = {ends[-1] if ends else line, max(line, ends[-1] if ends else 0)}  # a line may be broken in a sentence
        inside = bool(ends) and ends[-1] > line
        return next((at for at in sorted(begins, reverse=True) if self._tells(text, at, citation, inside=inside)), None)

    def _tells(self, text: str, begin: int, citation: Citation, *, inside: bool) -> bool:
        """Whether the words from ``begin`` say who issued it; ``inside`` a line a number alone opens an entry."""
        if citation.span.start - begin > LONGEST:
            return False
        words = _POINT.sub("", _SORTED.sub("", "".join(text[begin : citation.span.start].split())))
        if _STOPS.match(text, citation.span.end):
            words = _ISSUED_BY.sub("", words)  # 市局会同市卫健委印发的《…》（…）。
        if citation.number and (_NUMBERED.search(words) or came(text, begin, citation.number_span or citation.span)):
            return True
        if citation.number and arrived(text, citation.span):
            dated = _DAYS.sub("", words).strip("，,")
            if not dated or self.may_issue(dated.removesuffix("的")):
                return True
        named = inside or bool(words)  # a line may open with a number that is only spoken of
        if named and citation.number and not NO_ENTRY_AFTER.match(text, citation.span.end) and self.may_issue(words):
            return True
        if self._names_it(text, _OWN_NUMBER.sub("", words), citation):
            return True
        if ASKS.match(text, citation.span.end) is None:
            return False
        if citation.number and _PLAIN_SORT.search(words) and self._issues(_PLAIN_SORT.sub("", _FIELD.sub("", words))):
            return True
        if (told := _TOLD.fullmatch(words)) is not None:
            return not told["words"] or self._issues(told["words"])
        return (citation.number is not None or (inside and not words)) and self.may_issue(words)

    def _names_it(self, text: str, words: str, citation: Citation) -> bool:
        """Whether who sent a document without a number is said, and what it is called."""
        if (called := _CALLED.fullmatch(words)) is not None:
            return self._issues(called["words"])
        words = _DAYS.sub("", words)
        told = _TOLD.fullmatch(words) if UNNUMBERED.match(text, citation.span.end) else None
        return told is not None and self._issues(told["words"])

    def _issues(self, words: str) -> bool:
        """Whether the words before a verb of issuing begin with who issues: 省能源局随后, 市财政局据此联合."""
        ends = (at for at in range(len(words), 1, -1) if words[:at].endswith(self._tails))
        at = next(ends, None)
        if at is None or len(words) - at > _WAY or _NO_WAY.search(words, at):
            return False
        return not _NO_ISSUER.search(words[:at])

    def may_issue(self, words: str) -> bool:
        """Whether the words between the item's number and the citation name who issued it, or there are none."""
        name = _ON_DAY.sub("", _ISSUED.sub("", _SORT.sub("", _PLAIN_SORT.sub("", words))))
        if name.count("（") + name.count("(") > name.count("）") + name.count(")"):
            return False  # 省农业农村厅（县政府办以…
        if not name:
            return not words or words.endswith("的")  # 新修订的《…条例》
        return name.endswith(self._tails) and not _NO_ISSUER.search(name)
