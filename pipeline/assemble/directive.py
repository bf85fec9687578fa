"""Directive or not: which units are duties, and which are exhortation, statement, goal or support without a unit."""

from __future__ import annotations

import re

from pipeline.assemble.item import Unit
from pipeline.assemble.scopes import Scope
from pipeline.clauses.facts import Clause, Marks
from pipeline.clauses.subjects import only_get
from pipeline.find.names import Name, Names
from pipeline.model import Bearer, Span
from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook
from pipeline.rulebook.alternation import grouped
from pipeline.structure.blocks import Block

_FIELDS = r"(?:主要|岗位|工作|消防|安全|生产|管理|防火|质量|环保|职业|健康|监督|基本|各级|具体|法定)"
_DUTIES = compiled(rf"的?{_FIELDS}*(?:职责分工|责任清单|职责|责任|义务|任务|分工)(?:[为是]|如下|包括)?$")
_ABOUT = compiled(rf"(?:{_DUTIES.pattern[:-1]}|要求)$")
_MAY_BE_ABOUT = compiled("职责|责任|义务|任务|分工|要求")
_OWN_DUTIES = compiled(r"(?:职责|责任清单|义务)$")
_LEVEL = compiled(r"(?:公司|集团|部门|班组|车间|项目|厂|院|校|科室|基层|管理|操作|决策|执行)[级层]")
_MAKES = compiled(r"把[^，。；]{1,30}?(?:作为|摆在|放在|摆上|抓在|扛在)")
# 各地要把考核作为推动改革的重要抓手: whoever is named shall use it so
_USES = compiled(r"把[^，。；]{1,30}?作为[^，。；]{4,60}(?:抓手|依据|参考|内容|手段|举措|任务|重点)(?=[，。；]|$)")
_BENEFIT = compiled(
    r"(?:安排[^，。；]{0,14}(?:经费|资金)|提高至|提高到|上浮|下调|优先(?:纳入|享受)|调整为|调整至|享受|执行[^，。；]{0,14}(?:政策|标准|利率)(?![^，。；]*(?:检查|监督|情况))|给予[^，。；]{0,30}(?:补贴|奖励|补助|奖补|优惠|减免|支持|资助)|不超过|不高于|不受[^，。；]{0,12}限制|保持一致|(?:按照?|参照|依照|执行)[^，。；]{1,70}执行$|免收|免征|减征|减按|减半|不征|抵减|扣减|抵扣|降至|降到|下浮|按[^，。；]{1,40}(?:退还|返还)|(?:予以|给予)[^，。；]{0,6}(?:补贴|奖励|补助|支持|退税|优惠|减免)|(?:全部|全额|按比例)(?:退还|返还)|纳入[^，。；]{0,10}(?:补贴|补助|救助|保障|资助|奖补|扶持|报销)(?:范围|对象)|(?:连续|合并|累计|分段)计算$|(?:补贴|补助|奖励|津贴|资助|奖补)(?:资金)?(?:按[月季年]度?|分[期年次批]|一次性)[^，。；]{0,8}(?:发放|拨付|兑付|支付)$|(?:一次性)(?:奖励|补助|补贴|资助)[^，。；]{0,12}\d|(?:每[套户人]|一次性)[^，。；]{0,6}发放|给予[^，。；]{0,12}额度|按照?[^，。；]{1,40}[%％](?:的?(?:比例|标准))?(?:进行|给予|予以)?补贴$)"
)
_WILL = compiled(
    r"[^，。；]{0,14}将(?:采取|组织|组成|成立|派|择|邀请|委托|牵头|对|于|在|会|择机|适时|不定期|派出|开展|进行|按|根据|视|联合|继续|进一步|通过|以|加大|加强|严格|依法|评选|表彰|公布|另行)"
)
_STATE = compiled(
    r"(?:还|都|均|也|仍|目前|当前)?(?:是|享有|有(?!权|责)|无|均为|都是|不(?!得|准|许|再|断|予[^，。；]{2,8}并)|没有|未|尚|也是|属于|成为|设(?=[^立置计定法施备])|指(?![导挥定派明出])|包括|分为|由)"
)
# 到2027年全市普及率达到96%: an aim in figures that nobody is given
_FIGURE = compiled(r"(?:率|量|数|面|面积|容|容积|规模|水平|总额|产值)(?:达到?|超过|突破|提高到|提升到|控制在|稳定在)")
# 任何单位和个人都有保护水源的义务: what somebody has is a duty
_DUTY_OF = compiled(r"有[^，。；]{1,30}的?(?:义务|责任)(?:$|(?=[，。；]))")
_OFFICES = "发税电市统医金知国粮烟林铁邮能外移"  # 国家发展改革委, 国家税务总局 … are authorities
_LIST_BEHIND = compiled("[：:]一是")  # 通知提出以下要求：一是加强巡查，
_TEAM = 8  # characters of 特种设备组：
_GROUP = 6  # characters; a group that is named for what it does (采购中心, 救援小组) has no longer name
_NAMED_OFFICE = ("局", "委", "部", "署", "院", "办", "部门", "机构", "机关")
_APPLICANT = compiled(r"(?:申请|买受|认购|参保|报名|应聘|受助|申报|借款|承租)(?:人|者|人员|职工|家庭|农民|群众)$")
_GIVEN_TO = compiled(r"的(?:个人|家庭|居民|职工|业主|购房[人者]|企业|人才|毕业生|人员|缴存人|群众|农民)$")
_TIMED = compiled(r"\d\s?[年月日天]|工作日|[日月天]内|[日月底]前")
# 科普工作应当遵循…的原则: how a statute's work is done, asked of nobody
_PRINCIPLE = compiled(r"(?:应当?)?(?:遵循|坚持|贯彻|实行|按照)[^。；]{2,80}(?:原则|方针)(?=[，。；]|$)")
# a formula, and what somebody is safe from
_TELLS = compiled(r"[=＝×÷]|不受[^，。；]{0,10}(?:干[扰预涉]|侵[犯害]|压制|打击)")
_ADVERBS = (
    r"(?:要|应当?|必须|须|务必|切实|进一步|坚决|牢固|始终|不断|充分|深刻|真正"
    r"|全面|严格|认真|自觉|主动|持续|着力|努力|积极|还|也|更|各[^，。；]{1,12}|从|对)*"
)


# 以高度的责任感守好底线, 推动发展再上新台阶: how it is done or where it leads, and nothing that is done
_SPIRIT = (
    "以[^，。；]{0,20}(?:责任感|使命感|紧迫感|站位|姿态|干劲|担当|精神状态)"
    "|(?:坚决)?(?:守住|守牢)[^，。；]{0,20}底线(?=[，。；]|$)|(?:时刻)?(?:紧绷|绷紧)[^，。；]{0,10}(?:弦|弓)(?=[，。；]|$)"
    "|(?:把|将)[^，。；]{2,20}(?:抓实抓细|抓细抓实|抓紧抓实|落细落实|做实做细|抓在手上)(?=[，。；]|$)"
    "|把[^，。；]{2,20}(?:贯穿[^，。；]{0,8}(?:始终|全过程)|(?:放|摆)在(?:首位|第一位|突出位置|心上)|挺在前面)"
    "|(?:以[^，。；]{0,20}(?:态度|精神|作风))?[^，。；]{0,6}(?:做好|抓好|干好|推进|完成)(?:当前|全年)?(?:各项|每项|本职)(?:工作|任务|目标任务)(?=[，。；]|$)"
    "|(?:坚决|有效|切实)*(?:防范|化解|防范化解)[^，。；]{0,6}风险(?=[，。；]|$)"
    "|(?:奋力|努力|全力以赴|坚决)(?:完成|实现)[^，。；]{0,8}(?:目标|任务)(?=[，。；]|$)"
    "|以[^，。；]{0,12}作风[^，。；]{0,20}(?:见效|落地|落实)"
    "|(?:切实|不断|进一步|牢固)*(?:提高|增强|强化)[^，。；]{0,16}(?:意识|自觉性|紧迫感|责任感)(?=[，。；]|$)"
    "|(?:迅速|立即)行动(?:起来)?(?=，抓好|，抓实|，切实|，认真|[。；]|$)"
    "|(?:推动|促进|推进|助力|奋力|努力)[^，。；]{2,30}(?:新台阶|走深走实|新局面|新篇章|新突破)(?=[，。；]|$)"
)


class Directives:
    """The judge over units; built once from a rulebook."""

    def __init__(self, rulebook: Rulebook, names: Names) -> None:
        self._names = names
        exhort = "|".join(
            re.escape(word) for word in sorted(rulebook.lexicon("clause/exhortations").terms, key=len, reverse=True)
        )
        self._stative = re.compile(
            "[^，。；]{0,4}(?:" + "|".join(rulebook.lexicon("clause/statives").terms) + ")(?!后)"
        )
        plain = rulebook.lexicon("clause/verbs").terms - rulebook.lexicon("clause/nominal_verbs").terms
        self._verbs = tuple(verb for verb in plain if len(verb) > 1)
        self._exhort = re.compile(grouped(rf"{_ADVERBS}(?:{exhort}|{_SPIRIT})"))

    def objection(self, text: str, unit: Unit, scope: Scope) -> str | None:
        """Why the unit is no item under this heading (a reason of ``pipeline/explain``); ``None`` where it is one."""
        if scope.regime == "closed" or (
            scope.regime == "background"
            and not (self._asks(unit) or (unit.cued and unit.party and unit.clauses[0].modality != "order"))
        ):
            return scope.regime
        if unit.kind == "sanction" or unit.kind == "prohibition":
            return None
        if scope.regime == "strict" and not (unit.cued and unit.party):
            return scope.regime
        if scope.regime == "goals" and not (
            unit.party is not None and re.search(r"年|月|前", text[unit.start : unit.end])
        ):
            return scope.regime
        acts = [clause for clause in unit.clauses if clause.role != "noun"]
        if acts and all(self._is_exhortation(text, clause) for clause in acts):
            return "exhortation"
        return "statement" if self._states(text, unit) else None

    def _is_exhortation(self, text: str, clause: Clause) -> bool:
        at = clause.predicate if clause.predicate is not None else clause.head
        return (
            (
                _MAKES.search(text, clause.head, clause.end) is not None
                and not (clause.own is not None and _USES.search(text, clause.head, clause.end))
            )
            or self._exhort.match(text, at, clause.end) is not None
            or (at != clause.head and self._exhort.match(text, clause.head, clause.end) is not None)
        )

    @staticmethod
    def _asks(unit: Unit) -> bool:
        return any(clause.modality == "ask" for clause in unit.clauses)

    def _states(self, text: str, unit: Unit) -> bool:
        """A subject with 是, 有 or 发生 and no cue tells how things are."""
        first = unit.clauses[0]
        if not unit.cued and _TELLS.search(text, first.start, unit.end):
            return True
        told = first.thing and first.why != "指标" and not unit.cued and unit.party is None
        if told and _FIGURE.search(text, first.start, first.end):
            return True
        if not unit.cued and unit.kind == "obligation" and self._applies(text, unit):
            return True
        if _DUTY_OF.search(text, first.start, unit.end):
            return False
        if not unit.cued and unit.kind == "obligation" and text.startswith("国家", first.start) and not unit.agent:
            named = first.subject.names[0].text if first.subject is not None else ""
            return text[first.start + 2 : first.start + 3] not in _OFFICES and not named.endswith(_NAMED_OFFICE)
        if unit.cued or first.subject is None or first.why != "主语":
            return False
        if _WILL.match(text, first.subject.end) and not first.subject.names[0].text.startswith(("各", "所有", "辖区")):
            return True
        if text.startswith(("对", "将", "把"), first.subject.end):  # 产权人对鉴定为危房的停止使用
            return False
        return (
            _STATE.match(text, first.subject.end) is not None
            or self._stative.match(text, first.subject.end) is not None
        )

    @staticmethod
    def principle(text: str, unit: Unit) -> bool:
        """Whether the unit only says by what principles something is done (``科普工作应当遵循…的原则``)."""
        first = unit.clauses[0]
        return unit.party is None and first.thing and _PRINCIPLE.search(text, first.head, unit.end) is not None

    @staticmethod
    def _applies(text: str, unit: Unit) -> bool:
        """Whether who applies for a benefit takes his own steps in his own time (``申请人通过平台提出申请``)."""
        if unit.party is None or not all(_APPLICANT.search(name.text) for name in unit.party.names):
            return False
        return _TIMED.search(text, unit.start, unit.end) is None

    @staticmethod
    def benefits(text: str, unit: Unit) -> bool:
        """Whether the unit only says what somebody gets; it binds where a responsible unit stands with it."""
        if unit.cued or unit.agent or unit.kind != "obligation":
            return False
        return all(
            _BENEFIT.search(text, clause.start, clause.end) for clause in unit.clauses if clause.role == "directive"
        )

    def gets(self, text: str, unit: Unit) -> bool:
        """Whether the unit's party is who gets something, by its case (``本市职工购房的，上浮20%``) or by its steps."""
        ahead = unit.party is not None and unit.party.end <= unit.clauses[0].start
        return (ahead and self.benefits(text, unit)) or self.given(text, unit)

    @staticmethod
    def given(text: str, unit: Unit) -> bool:
        """Whether the party only does what earns it something: the benefit that the last clause gives it."""
        if unit.cued or unit.agent or unit.kind != "obligation":
            return False
        acts = [clause for clause in unit.clauses if clause.role in ("directive", "noun")]
        if not acts or (acts[-1].own is not None and len(acts) > 1):
            return False
        if not _BENEFIT.search(text, acts[-1].start, acts[-1].end):
            return False
        if unit.party is None:  # 购买车位，并完成备案的个人，给予补贴
            return len(acts) > 1 and _GIVEN_TO.search(text, acts[-2].start, acts[-2].end) is not None
        return only_get(unit.party)

    @staticmethod
    def refused_sentence(text: str, marks: Marks, piece: tuple[int, int, str]) -> bool:
        """Whether a rule refuses the whole sentence (definition, closing formula, preamble), by words of no bracket."""
        if not marks.refusals:
            return False
        inside = {
            scope
            for m, scope in marks.refusals
            if piece[0] <= m.span.start < piece[1]
            and not _bracketed(text, piece[0], m.span.start)
            and not _LIST_BEHIND.match(text, m.span.end, piece[1])
        }
        asked = any(
            cue.modality not in ("power", "support", "hope", "order") for cue in marks.cues_in(piece[0], piece[1])
        )
        return "sentence" in inside or ("statement" in inside and not asked)

    @staticmethod
    def is_preamble(marks: Marks, text: str) -> bool:
        """Whether the paragraph ends by leading over to the text proper (``现将有关事项通知如下：``)."""
        refused = marks.refusals
        return bool(refused) and any(m.rule == "refuse.preamble" and m.span.end >= len(text) - 12 for m, _ in refused)

    def heading_unit(self, words: str, block: Block) -> tuple[Bearer, ...]:
        """The units that a heading consists of (``各大队：``, ``（三）市住建局工作职责``), else none."""
        bare = words.strip("【】〖〗：。")
        bare = _ABOUT.sub("", bare) if _MAY_BE_ABOUT.search(bare) else bare
        level = _LEVEL.match(bare)
        bare = bare[level.end() :] if level else bare
        start = block.view.text.find(bare) if bare else -1
        if start < 0 or len(bare) > 60 or (len(bare) > _GROUP and bare.startswith(self._verbs)):
            return ()  # 组建养老服务队伍
        found = self._names.split(block.view.text, start, start + len(bare))
        team = block.role == "label" and bare.endswith("组") and len(bare) <= _TEAM
        if not found and (team or level or _OWN_DUTIES.search(words)) and self._names.may_be_name(bare):
            found = [Name(Span(start, start + len(bare)), bare, "person")]
        covered = sum(len(name.text) + 1 for name in found)
        told = any(name.sort == "place" or "，" in name.text for name in found)  # 行动分三步，设五个专班
        if not found or covered < len(bare) - 1 or told:
            return ()
        return tuple(Bearer(n.text, "responsible", "heading", Span(*block.view.raw(*n.span))) for n in found)


def _bracketed(text: str, start: int, at: int) -> bool:
    """Whether a bracket that opened in the sentence stands round ``at`` (``…报县安委办（联系人：…）``)."""
    return text.rfind("（", start + 1, at) > text.rfind("）", start, at)
