"""The closed classes that clause reading hangs on, compiled once from the rulebook's word lists."""

from __future__ import annotations

import re

from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook

# what makes a title of a name before it: 是本部门第一责任人
TITLED = r"(?:是|为)[^，。；]{0,24}(?:责任人|责任主体|责任单位|负责人|联系人|机关|部门|机构)(?:（[^）]*）)?"
_CONNECTIVE = (
    r"(?:(?:该|此|上述)?(?:通知书?|文件|意见|方案|明传|明电|电报|传真|公告|通告|督办单|建议书|决定书|函件|来函|来文|办法|纪要|通报|规定)中?(?:还|并)?(?:明确要求|要求|明确|规定|提出|强调|指出)(?=[，：]|$)|(?:通知|通报|报告|来文|来函|明传|明电|会议纪要|督办单)(?:还|并|也)?(?:明确)?要求(?=[^，。；]{2,16}(?:[于在应须将每按]|必须|不得))|(?:并|还)?(?:规定|明确|提出|强调|重申)(?=各(?![种类项自])|全[市县区省]各|所有|凡|[^，。；的]{2,8}(?:单位|企业|公司|人员|部门|学校)[^，。；]{0,6}(?:应当?|须|必须|不得|严禁))|(?:其中|另)?一[点条项]是(?:要(?=[^求]))?|第[一二三四五六七八九十百零〇0-9]{1,6}条(?=[，：])|(?:修?改|修订|调整)后的?第[一二三四五六七八九十百]+条(?=[，：])|并且|并(?![处网列案发购轨重未非])|同时要?|其中|特别是|特别要?|尤其是?|此外|另外|另|但是?|而且|而(?![且已])|且|即(?![时日刻可使便将])|再者?(?![次生])|还(?![款清原债])|也|以及|对此|为此|因此|所以|否则|"
    r"一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|第[一二三四五六七八九](?=，)|首先|其次|最后(?!一[个周天日次期]|[0-9])|然后|一方面|另一方面|原则上|现(?=[将就])|特(?=[请此])|[①-⑳]|(?<![0-9])[0-9]{1,2}[.．、](?=[\u4e00-\u9fff])|凡是?|一旦)+[，：、]?"
)
_PHRASE = (
    r"(?:在|于)(?:[^，。；“”]|“[^”]{0,12}”){1,36}?(?:期间|过程中|当[日天月年]|基础上|方面|情况下|的同时|工作中|范围内|区域内|附近|周边|周围|两侧|沿线|时(?![内间限效段期刻])|(?<!最)后|前|中|内|上|下)(?![级位台门面备型央国心学医》”）])"
    r"|(?:按照?|根据|依据|依照|遵照|参照|比照)[^，。；]{0,40}?(?:要求|规定|标准|原则|规范|部署|程序|方案|办法|意见|精神|分工|频率|方式|机制|制度|计划|职责|安排|规程|权限|(?:实际)?(?:情况|需要|进展|进度)|比例|用途)(?:的\d{1,3}%)?(?![》”）])"
    r"|以[^，。；]{1,30}?(?:为[^，。；]{1,12}?(?=，|对|开展|组织|抓好|推进|全面|加强|上报|汇总|集中|依法|统一)|方式|形式|名义|途径)"
    r"|(?:通过|利用|运用|借助)[^，。；]{1,30}?(?:方式|形式|渠道|手段|途径|平台|办法|措施|等(?:方式|形式|渠道|手段|途径|平台|办法|措施)?)"
    r"|(?:采取|采用)[^，。；]{1,30}?(?:方式|形式|渠道|手段|途径|办法|措施)"
    r"|综合考虑[^，。；]{1,40}?(?:因素|情况|需要|水平)(?![》”）])"
    r"|结合[^，。；]{0,15}?(?:实际|特点|情况|工作|职能|职责)+"
    r"|(?:围绕|针对|聚焦|立足)[^，。；]{1,24}?(?:问题|重点|环节|特点|目标|主题|情况|需求|实际|职能|职责|短板|内容)"
    r"|(?:[\u4e00-\u9fff]{2,6}期间(?=[\u4e00-\u9fff]{2,12}(?:要|应|须|必须|每|不得|严禁)))"
    r"|(?:主汛期|汛期|雨季|旱季|枯水期|采暖期|供暖期|供热期|旺季|节假日|夜间|非工作时间)(?:期间|内|间)?(?=[\u4e00-\u9fff]{2,12}(?:要|应|须|必须|每|不得|严禁))"
    r"|每(?:户|人|家|个|项|名|台|辆|套|亩|头)(?=(?:最高)?(?:给予|奖励|补助|补贴|发放))"
    r"|(?:每[天日周月季年]度?|每半年|每逢[^，。；]{1,4}|全年|平时|节日期间|假期|期间|今后|下一步|接下来|届时|平日)[，]?"
)
# 核完, 补齐, 清点完毕: any short act that is brought to its end
_RESULT = (
    r"[过走查捋摸排核看跑扫筛理]一遍|[核补查填编备交办拆修建清摸验测审装换报收发扫做排送签印录改销移走跑](?:[核查验改报点装录送]?)"
    r"(?:完(?![善全整成工结备毕即])|完毕|齐(?![全备心抓]))"
)
_OBJECT_AFTER_VERB = compiled(
    r"各|有关|相关|所属|辖区|本|全体|全|下属|属地|《|“|[一二三四五六七八九十\d]|好|对|专(?!家|员|职)|力量|开展|实施|做|落实|学习|填|报|召"
)


# 对账龄超过三年的款项: the preposition with what begins like the rest of a verb
_NO_VERB = compiled("对账[龄外户面务目簿款]|对接[受收到触]|研究生|出租汽?车|依托单位")


class Words:
    """Compiled word classes; ``verb``, ``adverbs``, ``connective`` and ``phrase`` match at a place."""

    def __init__(self, rulebook: Rulebook) -> None:
        compiled = rulebook.patterns.compile
        verbs = rulebook.lexicon("clause/verbs").terms
        self.nominal = rulebook.lexicon("clause/nominal_verbs").terms
        self._directing = rulebook.lexicon("clause/directing_verbs").terms
        self.tells_case = tuple(rulebook.lexicon("clause/case_verbs").terms)
        adverbs = rulebook.lexicon("clause/adverbs").terms
        self.verb = compiled(f"{_alternatives(verbs)}|{_RESULT}")
        self.long_verb = compiled(_alternatives({verb for verb in verbs if len(verb) > 1}))
        self._nominals = compiled(
            f"(?:{_alternatives(self.nominal)})(?:主管|经营|现场|项目|工程|质量|技术|安全|行政|主要|直接|部(?![门队分]))?"
        )
        self.adverbs = compiled(f"(?:(?:{_alternatives(adverbs)})地?|不折不扣地?)+")
        self.connective = compiled(_CONNECTIVE)
        self.phrase = compiled(_PHRASE)
        plain = {verb for verb in verbs - self.nominal if len(verb) > 1}
        follow = (
            r"(?:（[^）]{1,30}）)?(?:之间)?(?:等(?:有关|相关|各)?(?:成员)?(?:部门|单位|机构|方面)?)?(?:按[^，。；]{0,8}职责[^，。；]{0,4}|按职责分工|分别|根据[^，。；]{1,16}职责)?"
            r"(?:$|[，：。；]|双人|双签|[当目]前(?![^，。；]{0,4}的)|现阶段|下一步|[\u4e00-\u9fff]{2}期间(?!的)|[\u4e00-\u9fff]{2,8}[前后](?=应当?(?!急)|须|必须|要(?!求|素|点)|不得|方可|均|一律)|会签|到(?![期位])|应(?![急用对届变])|须|必须|要(?!求)|务必|不得|严禁|可(?!能)|请|禁止|有权|原则上|对|在|将|把|从|按|于|以(?!及)|围绕|通过|针对|根据|依据|依照|依法|临时(?=抽调|借调|安排|组织|调[配用整]|停|关闭)|依(?=职权|申请|[^，。；]{2,6}申请)|结合|为|向|自(?![由治然来营贸行动])|每|因|经(?!济|营)|就|由|"
            r"\d|[一二三四五六七八九十]{1,3}(?:月|日|个)|本[周月季年]|年[底内]|(?:元旦|春节|国庆|中秋|端午|清明|五一)(?=[、，和]|节?期间|假期)|(?:元旦|春节|清明|五一|端午|中秋|国庆|节|汛|入汛|入冬)(?:节|期)?(?:来临|到来)?[之以]?前|明年|今年|即日|早中晚|早、中、晚|上下学|上下班|高峰(?=时段|期|时)|月[底内]|周内|次[日月年]|[上下]半[年月]|第?[一二三四][个]?季度|各[司尽负]其|用|利用|借助|依托|采[取用]|坚持|需|会同|商(?![务业贸会户标品场铺店家圈事誉用住])|分(?=[两二三四五六七八0-9][年期批次轮])|设(?:[在立置有]|\d|[一二两三四五六七八九十])|牵头|配合|[主协]办(?=[，。；]|$)|负责(?!人|同志|制)|均|都|也|还(?![款清原债])|除(?![雪草尘名险虫锈冰夕患湿臭])|才|再|则|持(?!续)|[0-9一二两三四五六七八九十]{1,3}个?(?:工作)?(?:周|天|日|月|小时|年)[之以]?内|照(?:文|此|单|章|办)|据此|为此|安排(?=[^，。；]{1,12}(?:在|到|值守|值班|参加|带队))|逐(?![渐步年月日级])|具体(?=负责|承办|办理|实施|组织|落实)|报(?=[^，。；社刊纸业考名告警表废道销价送请]{2,16}(?:$|[，。；]|备案|审|批|核|同意|决定|研究|汇总|备查))|去(?=现场|[^，。；年]{2,8}(?:看|查|核|办|找|取|领))|至(?=[0-9一二三四五六七八九十明今本年]{1,2}[月日年]|年底|月底)|[\u4e00-\u9fff]{1,4}后(?=[0-9一二两三四五六七八九十]{1,3}个?(?:工作)?(?:日|天|小时|周|月|分钟)[之以]?内)|[下本]周[一二三四五六日天末]?[前内起晚]?(?![次一二三四五六日天]?[例会报])|今[晚晨日天早]|明[晚晨日天早]|当[晚日天]|中途(?!站)|凭|派(?![出驻生])|能(?![力源])|会(?![议计员同])|已|拟|计划(?=[^、，]{1,8}的)|正|未|不(?!动产)|全(?!体|员)|利用|与|和|一律|至少|提前|如|发现|接[到报警获]|收到|阅(?=[后知])|收文(?!员)|收[样件案](?=后|之后|起|当)|返回(?=后)|遇|无|仍|逾期|拒|违|有(?![关限])|尚|凡|"
            rf"{'|'.join(sorted(self.tells_case))}|(?={TITLED}(?:[，。；]|$))(?:是|为)|"
            rf"(?:{_alternatives(rulebook.lexicon('time/events').terms)})之?前(?![期沿提列端后])|"
            rf"{_alternatives(adverbs)}|(?!工作[人者组站])(?P<verb>{_alternatives(plain)}|{_RESULT})|(?P<nominal>(?:{_alternatives(self.nominal)})"
            r"(?!人[是为、，]|经费(?![，。；]|$)|资金(?![，。；]|$)|费|系统|设施|项目|对象|范围|时间|材料|信息|数据|质量|基地|任务|成果|工作|情况|职责|制度|机制|人员|能力|水平|体系|责任|力度|方案|记录|计划|标准|结果|意见|措施|的|部门|单位|机构)))"
        )
        self.follow = compiled(follow)
        self.follow_agent = compiled(rf"(?:{follow})|(?P<quote>“)")  # 由区人社局“一对一”提供

    def predicate(self, text: str, at: int, end: int) -> int | None:
        """Where the head verb of a bare predicate at ``at`` stands, after its adverbs.

        Or ``None`` if none begins there.
        """
        if (adverbs := self.adverbs.match(text, at, end)) is not None:
            more = text[adverbs.end() - 1] == "更" and self.verb.match(text, adverbs.end() - 1, end) is not None
            at = adverbs.end() - more  # 立即更换
        if _names_somebody(text, at):
            return None
        return at if self.verb.match(text, at, end) else None

    def past_nominals(self, text: str, at: int, end: int) -> int:
        """Past the verbs that help to form a name (``监督管理`` of 监督管理部门); ``at`` where none stands."""
        while (match := self._nominals.match(text, at, end)) is not None:
            at = match.end()
        return at

    def opens_object(self, text: str, at: int, end: int) -> bool:
        """Whether the verb at ``at`` takes an object at once.

        So that it heads an imperative and no name (``组织各单位``).
        """
        match = None if _names_somebody(text, at) else self.long_verb.match(text, at, end)
        if match is None:
            return False
        return match.group() not in self.nominal or _OBJECT_AFTER_VERB.match(text, match.end(), end) is not None

    def directs(self, verb: str) -> bool:
        """Whether the verb takes whom it urges or what it deals with as its object (``督促各单位``)."""
        return verb in self._directing

    def governs(self, text: str, at: int, end: int) -> bool:
        """Whether the verb at ``at`` urges somebody or takes a marked object, so that what follows it is no subject."""
        match = self.long_verb.match(text, at, end)
        if match is None:
            return False
        if text.find("各", match.end(), end) >= 0:
            return True
        return match.group() in self._directing or _OBJECT_AFTER_VERB.match(text, match.end(), end) is not None


def _names_somebody(text: str, at: int) -> bool:
    """Whether what begins like a verb is none (``研究生导师``, ``出租汽车企业``)."""
    return text.startswith(("对", "研", "出", "依"), at) and _NO_VERB.match(text, at) is not None


def _alternatives(words: frozenset[str] | set[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
