"""The pieces that a date is written from, in the spelling of ``text.plain``: one pattern each.

Which words mean what stands in rules/; these are the shapes that numbers and units take.
"""

from __future__ import annotations

from pipeline.patterns import compiled

#: 2024年3月31日, 3月底: four of five dates look like this.
COMMON = compiled(r"(?:(?P<y>[0-9]{4})年)?(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})[日号]|(?P<e>[底末]))?")
NUM = r"(?:[0-9]{1,3}|[零一二两三四五六七八九十]{1,4})"
CN_YEAR = r"[零一二三四五六七八九]"
WEEK = r"(?:周|星期|礼拜)"

ISO = compiled(
    r"(?P<y>[12][0-9]{3})(?P<s>[-/. ])(?P<m>[01]?[0-9])"
    r"(?:[-/. ](?P<d>[0-3][0-9](?=[0-9]{2}:)|[0-3]?[0-9]))?(?![0-9])(?:日|号)?[T ]?"
    r"|(?P<y2>[12][0-9]{3})(?P<m2>[01][0-9])(?P<d2>[0-3][0-9])(?![0-9])"
)
ISO_TIME = compiled(r"(?P<y>[12][0-9]{3})(?P<s>[-/.])(?P<m>[01]?[0-9])[-/.](?P<d>[0-3][0-9])(?=[0-9]{2}:)")
SHORT = compiled(r"(?P<m>[01]?[0-9])[-/.](?P<d>[0-3]?[0-9])(?![0-9])(?:日|号)?")
YEAR = compiled(
    rf"(?P<y>[0-9]{{4}}|两千零{CN_YEAR}(?=年)|[0-9]{{2}}|{CN_YEAR}{{4}}|{CN_YEAR}{{2}})(?:年(?!代)(?:度|份)?(?=$|[^间])|$)"
)
BARE_YEAR = compiled(r"(?<![\s\S])年度?$")
CENTURY = compiled(
    rf"(?:(?P<c>{NUM})|(?P<r>上个?|本|下个?))世纪(?:(?P<d>[0-9]0|[一二三四五六七八九]十)年代)?(?P<edge>初期?|[前中后末]期|末)?"
)
DECADE = compiled(
    r"(?P<y>[12][0-9](?=[0-9]0年代))?(?P<d>[0-9]0|[一二三四五六七八九]十)年代(?P<edge>初期?|[前中后末]期|末)?"
)
PLAN = compiled(
    r"[“\"‘'](?P<n>[一二三四五六七八九十]{1,2})五[”\"’'](?:规划)?(?:时期)?|(?P<m>十[一二三四五六七八九])五(?:规划)?(?:时期)?"
)
HALF = compiled(r"(?P<w>[上下前后])半年(?:度)?")
QUARTER = compiled(r"第?(?P<q>[一二三四1-4首])季度?|前(?P<upto>[一二三1-3两])个?季度?")
QUARTER_LIST = compiled(
    r"第?(?P<a>[一二三1-3])(?:[、和及]第?(?P<c>[二三23]))?(?P<j>[、和及至-])第?(?P<b>[二三四2-4])季度?"
)
MONTH = compiled(rf"(?P<m>{NUM}|正|元|腊|冬)月(?:份)?|第(?P<n>{NUM})个月|闰月")
RUN = compiled(rf"(?P<w>前|头|后|最后)(?P<n>{NUM})(?P<u>个?季度|个?月|[天日]|个?{WEEK})")
DEKAD = compiled(r"(?P<d>上中|中下|[上中下])旬|(?P<h>[上下])半月")
EDGE = compiled(r"(?:年|月|季度?|岁|本|期)?(?P<e>底|末|终|初)|(?P<b>伊始)")
# 下周三（7月16日）: the date says which
NAMED_DAY = compiled(r"(?:本|这|上+|下+)?个?(?:周|星期|礼拜)[一二三四五六日天](?=[（(][0-9]{1,2} ?月)")
WEEKS = compiled(rf"(?P<w>上+|下+|本|这|当)(?:一|个)?{WEEK}{WEEK}?(?P<d>[一二三四五六日天末1-7])?")
HALF_WEEK = compiled(r"(?P<w>[上下])半周")
WEEKDAY = compiled(rf"{WEEK}(?P<d>[一二三四五六日天末1-7])")
NTH_WEEK = compiled(rf"第(?P<n>{NUM})个?{WEEK}")
NTH_WORKDAY = compiled(rf"(?P<n>最后一|首|第{NUM})个工作日")
NTH_WEEKDAY = compiled(rf"(?P<n>最后一|第{NUM})个{WEEK}(?P<d>[一二三四五六日天])")
DAY = compiled(rf"(?P<d>{NUM}|廿[一二三四五六七八九]?)(?:日|号)(?!内)|第(?P<n>{NUM})[天日]")
LUNAR = compiled(r"农历|阴历")
LUNAR_DAY = compiled(
    r"初(?P<a>[一二三四五六七八九十])|廿(?P<b>[一二三四五六七八九]?)(?![日号一二三四五六七八九])|(?P<c>十[一二三四五六七八九]?|二十|三十)(?![日号时点一二三四五六七八九])"
)
BARE_DAY = compiled(rf"(?P<d>{NUM})(?=$|[上下中早晚])")
REST = compiled(r"(?:假期|长假|小长假|假日)(?P<w>期间)?")
#: The same day said again in a bracket: （星期五）, （除夕）, （正月初八）.
_NOTE = (
    r"[(（](?:农历)?(?:除夕|元宵节?|(?:正月|腊月|[一二三四五六七八九十冬]{1,2}月)?(?:初|廿|[一二三]?十)[一二三四五六七八九十]?)"
    rf"(?:[、，,]?{WEEK}[一二三四五六日天])?[)）]"
)
SKIP = compiled(
    rf"度|{_NOTE}|[(（]不?含(?:当日|当天|本日|该日|本数)?[)）]|左右|前后|多?钟?许|多钟?|[(（]?北京时间[)）]?|的|当天|当日|这天|全天|以?内|期间|间|里|份|整|,|，|、|[(（]?{WEEK}[一二三四五六日天][)）]?|[(（]|[)）]|[“”\"]|节日?"
    r"|下班时?|上班时?|工作时间"
)
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {c: i for i, c in enumerate("1234567")} | {"天": 6, "末": 6}
