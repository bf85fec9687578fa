"""How much a decoded text looks like Chinese: the share of its characters that are common.

The tables are general knowledge: characters that running Chinese (above all official Chinese) is mostly made of, and
the traditional forms that Big5 files use for them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔交商告际市式导集深专系统示组织"
    "县乡镇村街厅局委办处科室站所党组书记省级级单位责任负落实整改检查督办督察监督管理监管隐患排查安全消防应急生态环境保护住房城建"
    "财政教育卫生健康交通农业农村人力资源社会保障市场监管公安司法民政审计税务统计气象水利自然规划文化旅游体育退役军人医疗医保信访"
    "通知通报通告公告决定意见批复请示报告函纪要印发转发关于贯彻执行方案措施工作会议要求部署召开研究推进加强进一步做好切实确保严格"
    "认真按照根据依据规定条例办法细则标准程序期限日期时间每月季度底前截止完成报送上报汇总台账清单问题线索移送处罚罚款元以下以上千"
    "百万亿倍违法所得没收警告吊销许可证照责令停产停业限期改正依法追究刑事处分约谈曝光信用档案企业法定代表负责人员直接其他主体个"
    "危险化学品矿山施工建筑工程质量燃气电动自行车高层居民小区学校医院养老机构宾馆饭店商场仓库厂房烟花爆竹森林防火防汛抗旱地震"
    "联系电话附件抄送主送盖章签发附此件公开属密级特急加急零二〇三四五六七八九十甲乙丙丁项款章节编目录表格序号备注内容"
)
_TRADITIONAL = (
    "個們來為國說時會對後學經過發現動還進開實軍無與長機體業間問應戰頭見產關點將話給門東聲員解條系氣題活爾變總電數報結務場計管"
    "條決馬難達許統區隊設書權張該規萬術領確傳師觀讓識帶導爭運筆際辦處縣鄉鎮廳級單責負檢監隱應態環護財衛農資場審稅務規療醫"
    "請報綱執嚴據標準程時間題線處罰元億違沒許證責產業內話聯繫電附檔號條項編錄類記項續歲歷層員築質參與該貫徹議轉發關於"
)
_COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL)
_UNCOMMON = 0.3
_SHORT = 100  # characters
# Running Chinese scores above 0.67, a list of names some 0.4; Korean or Japanese misread as Chinese up to 0.42, but
# of a few words of any language nobody can tell.
_PLAUSIBLE, _PLAUSIBLE_SHORT = 0.5, 0.3
_ENOUGH = 30  # characters, to tell by
_ONE_SCRIPT = 0.6  # of the characters: Uyghur, Tibetan, Korean … are no gibberish
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉〔〕【】—…·「」『』　０１２３４５６７８９")


def chinese_share(text: str) -> float:
    """Between 0 and 1: how common its characters are; a Latin letter counts little, other ASCII and spaces not at all.

    >>> chinese_share("关于做好检查工作的通知") > 0.9 > 0.5 > chinese_share("鍏充簬鍋氬ソ")
    True
    """
    scores = [_commonness(character) for character in text if character > "\x7f" or character.isalpha()]
    return max(0.0, sum(scores) / len(scores)) if scores else 0.0


def is_plausible(text: str) -> bool:
    """Whether it can be Chinese that an office wrote, by what is neither ASCII nor a sign (a line of a table).

    >>> is_plausible("关于做好检查工作的通知"), is_plausible("Приказ"), is_plausible("家规 痢八俊 包茄 傍瘤涝聪促" * 9)
    (True, False, False)
    """
    foreign = [character for character in text if character > "\x7f" and not "\u2030" <= character <= "\u2bff"]
    return chinese_share("".join(foreign)) >= (_PLAUSIBLE if len(foreign) > _SHORT else _PLAUSIBLE_SHORT)


def is_gibberish(text: str) -> bool:
    """Whether characters were drawn by a font that says of each that it is another: no Chinese, and no one script.

    >>> is_gibberish("关于开展检查的通知" * 4), is_gibberish("喑掭攂喺猑氿斜妞塬护" * 4), is_gibberish("тест" * 9)
    (False, True, False)
    """
    foreign = [sign for sign in text if sign > "\x7f" and not "\u2030" <= sign <= "\u2bff"]
    if len(foreign) < _ENOUGH or chinese_share("".join(foreign)) >= _PLAUSIBLE_SHORT:
        return False
    scripts = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in foreign)
    script, count = scripts.most_common(1)[0]
    return script == "CJK" or count < _ONE_SCRIPT * len(foreign)


@lru_cache(maxsize=8192)
def _commonness(character: str) -> float:
    if character in _COMMON or character in _PUNCTUATION:
        return 1.0
    if "\u4e00" <= character <= "\u9fff":
        return _UNCOMMON if _is_level_one(character) else 0.0
    if character <= "\x7f":
        return _UNCOMMON
    if "\u0080" <= character <= "\u009f" or "\ud800" <= character <= "\uf8ff" or character > "\U000e0000":
        return -1.0
    return 0.0


def _is_level_one(character: str) -> bool:
    """Whether it is of the frequent level of GB 2312 or of Big5: both standards put the common characters first."""
    try:
        return b"\xb0" <= character.encode("gb2312")[:1] <= b"\xd7"
    except UnicodeEncodeError:
        pass
    try:
        return b"\xa4" <= character.encode("big5")[:1] <= b"\xc6"
    except UnicodeEncodeError:
        return False
