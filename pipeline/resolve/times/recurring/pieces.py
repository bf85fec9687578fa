"""The pieces that follow a recurrence's head, in the spelling of ``text.plain``."""

from __future__ import annotations

from pipeline.patterns import compiled
from pipeline.resolve.times.recurring.heads import NUMBER as N

_SEP = "[、,，和及]"
MONTHS = compiled(rf"(?P<m>(?:{N})月?(?:{_SEP}(?:{N})月?)*)(?<=月)份?的?")
#: 6月底、12月底: one edge for all of them.
MONTH_ENDS = compiled(rf"(?P<m>(?:{N})月份?[底末](?:{_SEP}(?:{N})月份?[底末])+)")
#: 1月15日、7月15日.
MONTH_DAYS = compiled(rf"(?P<m>(?:{N})月(?:{N})[日号](?:前?{_SEP}(?:{N})月(?:{N})[日号])+)")
MONTH_DAY = compiled(rf"(?P<m>{N})月(?P<d>{N})[日号]")
#: 3月1日至31日.
MONTH_DAY_RUN = compiled(rf"(?P<m>{N})月(?P<a>{N})[日号]?(?:至|到|-)(?P<b>{N})[日号]")
MONTH_RUN = compiled(rf"(?P<a>{N})月(?:至|到|-)(?P<b>{N})月(?:份)?(?:期间|间)?")
SEASON = compiled(rf"(?:{N})月(?:{N})?[日号]?(?:至|到|-)(?:次年|翌年)?(?:{N})月(?:(?:{N})[日号])?(?:期间|间)?")
QUARTER = compiled(r"第?(?P<q>[一二三四1-4])季度(?P<e>[末底])?")
MONTH_OF_QUARTER = compiled(r"(?:(?P<a>首|第一个?|前一个?)|(?P<b>第二个?|中间)|(?P<c>末|最后一?个?|第三个?))月份?的?")
DAYS = compiled(rf"逢?(?P<d>(?:{N})[日号]?(?:{_SEP}(?:{N})[日号]?)*)(?<=[日号])")
DAY_RUN = compiled(rf"(?P<a>{N})[日号]?(?:至|到|-)(?P<b>{N})[日号]")
EDGE = compiled(r"(?:年|月|季度?|周)?(?P<e>[底末])(?!最后|第)|最后一?[天日]")
#: 每季度末25日, 每季末月的25日.
LAST_MONTH_DAY = compiled(rf"末月?的?(?P<d>(?:{N})[日号]?(?:{_SEP}(?:{N})[日号]?)*)(?<=[日号])")
DEKAD = compiled(r"(?P<d>[上中下])旬")
AFTER = compiled(
    r"(?:结束|终了|末|届满)(?:之?后)?的?(?P<l>[0-9零一二三四五六七八九十]{1,3}个?(?:(?:工作)?[日天]|月))(?:之|以)?内"
)
NTH = compiled(
    r"末?(?:第(?P<n>[一二三四五1-5])个?|(?P<last>最后一?个?|末个?)|(?P<first>首个?))(?:(?P<w>工作日)|(?:周|星期)(?P<d>[一二三四五六日天]))"
)
FIRST_WORKDAYS = compiled(rf"前(?P<n>{N})个?工作日")
RUN = compiled(r"(?:周|星期)?(?P<a>[一二三四五六])(?:至|到|-)(?:周|星期)?(?P<b>[二三四五六日天])")
WEEKDAYS = compiled(
    rf"(?P<d>(?:周|星期|礼拜)?(?:[一二三四五六]{{2,3}}(?![、,，和及])|[一二三四五六日天])(?:{_SEP}(?:周|星期|礼拜)?[一二三四五六日天])*"
    r"|[1-6](?:、[1-7])+)"
)
HALF = compiled(r"(?P<h>[上下])半年(?P<both>[、,，和及与]下半年)?")
NEXT_MONTH = compiled(r"次月的?")
PASS = compiled(r"之前|以前|前|内|的|于|下班|[,，、和及]|早晚|早中晚|上班")
