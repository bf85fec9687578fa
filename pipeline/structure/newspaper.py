"""What a newspaper or an explanation (解读) tells of one document: the duties are that document's."""

from __future__ import annotations

from pipeline.patterns import compiled
from pipeline.structure.instruments import Cited

_OPENING, _LOOKED_AT = 220, 900  # characters of the first words, and of those that show what is told
_MADE_KNOWN = compiled(r"(?:正式|联合|公开|对外)?(?:发布|印发|出台|下发|公布|发出|推出)了?(?:关于印发)?[ \u3000]*$")
_NEWS = compiled(
    r"[\s\u3000]*(?:(?:据|来自)[^，,。\n]{2,40}[，,])?(?:20\d\d年)?(?:[0-9]{1,2}月[0-9]{1,2}日|近日|日前|昨[日天]|今[日天])[，,]?"
    r"(?:据[^。\n]{2,40}?[，,])?"
)
# 云岭市人民政府办公室发布《…》。: no heading above, and nothing but who did it
_SAYS_WHO = compiled(
    r"[\s\u3000]*[\u4e00-\u9fff、]{4,40}(?:发布|印发|出台|下发|公布|推出)了?(?:关于印发)?《[^《》]*(?:《[^《》]*》[^《》]*)?》[^。\n]{0,8}。"
)
_TELLS = compiled(
    r"(?:通知|文件|意见|措施|政策|办法|方案|细则|新政)》?(?:显示|提出|提到|指出|称|明确[，,])|(?:内容|政策|文件)?解读(?:如下|[:：])"
)
# a notice says so itself: 现将…印发给你们, 特此通知, 各…：
_NOTICE = compiled(
    r"现(?:将|就)[^。\n]{0,80}?(?:印发|通知|通报|通告|转发|要求)|特此(?:通知|通告|通报)"
    r"|(?:^|\n)[^\n。]{2,60}(?<!如下)[：:][ \u3000]*\n|"
    r"(?:认真|遵照|结合实际)[^。\n]{0,12}(?:贯彻|执行|落实)"
)


def told_of(text: str, cited: Cited) -> int:
    """The instrument that such a text opens with; 0 where a text is its own document.

    ``8月3日，松溪市住建局发布《关于稳定市场的通知》。通知显示，…``; ``市政府办印发了《…》，现解读如下：…``.
    """
    if _TELLS.search(text, 0, _LOOKED_AT) is None or _NOTICE.search(text, 0, _LOOKED_AT) is not None:
        return 0
    for citation, instrument in cited.places:
        if not instrument or citation.span.start > _OPENING:
            break
        begin = text.rfind("。", 0, citation.span.start) + 1
        if _MADE_KNOWN.search(text, begin, citation.span.start):
            news = _NEWS.match(text) or _SAYS_WHO.match(text) or "解读" in text[citation.span.end : _LOOKED_AT]
            return instrument if news else 0
    return 0
