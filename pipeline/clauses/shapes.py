"""How the clauses of official prose look: what opens a case, an adverbial, a definition, a means, a handing-in."""

from __future__ import annotations

from pipeline.clauses.words import TITLED as TITLES
from pipeline.patterns import compiled

CONDITION_END = compiled(
    r"(?:的|(?<![课学工小平临准按及届])时|后|情况下|情形下?|期间|之后|的情况|过程中|的同时|基础上|以后|之一|除.{1,60}外)$"
)
# 查办及时、定性准确: how it was done
DONE_WELL = compiled("(?:及时|准确|有力|得当|得力|妥当|果断|迅速)(?=、|$)(?!、[^，。；]{0,8}(?:到位|处置|上报|报告))")
# 驾驶人｜过桥时｜必须减速
MEANWHILE = compiled("[^，。；的]{1,8}(?:时|后|过程中|期间|途中|当中)")
ALL_OF = compiled("(?:全部|所有|各类|有关|相关)$")
# 对共生矿产｜要综合开采: what it is done to, before the cue
WITH_REGARD = compiled(r"对于?[^，。；应须要]{2,24}?(?=应当?|须|必须|不得|要)")
# what is done by then is the case in which the next clause asks for something (``接到报告后，应当…``)
AFTERWARDS = compiled(r"(?:后|之后|以后|时|的)$")
BEFORE = ("前", "之日起")
CONDITION_HEAD = compiled(
    r"(?:如果?|若|倘若|假如|遇有?|凡是?|一旦|除(?![雪草尘名险虫锈冰夕患湿臭])|对于?.{1,60}的$|发现|发生|出现|接到|收到|因|由于|鉴于|逾期|拒不|未经|无正当理由|达到|符合|经(?![营济常费理验典纪贸信]))"
)
ADVERBIAL = compiled(
    r"(?:按照?|根据|依据|依照|遵照|参照|比照|围绕|结合|通过|针对|本着|随着|为了?(?!主)|以.{1,40}为|坚持|聚焦|立足|着眼|利用|采取.{1,30}(?:方式|形式|办法)|采用|依托|借助|凭(?=[《“本其有身])|在.{1,40}[上下中内前后时]$|对照|充分利用|适应|经(?![营济常费理验典纪]))"
)
# 聚焦商贸市场开展夜查: on what, and what is done there
FOCUSES = ("聚焦", "围绕", "针对", "立足", "依托", "对照", "结合")
FOCUSED = compiled(
    rf"(?:{'|'.join(FOCUSES)})[^，。；]{{2,40}}?(?P<act>(?:组织|集中|扎实|全面|深入|统筹|分类|分批|逐一|定期|常态化){{0,2}}"
    r"(?:开展|实施|推进|组织|举办|制定|建立|排查|整治|检查|落实))(?![^，。；]{0,24}的(?:$|[\u4e00-\u9fff]{2,8}$))[^，。；]{2,}"
)
RUNS = compiled(r"(?<=[准范定求程划案则])(?:组织|开展|实施|进行)[\u4e00-\u9fff]{2,4}$")
AN_OFFICE = compiled(
    r"^(?![我本每单暂接提到在])(?:各|.{1,9}(?:[科处室局队站所院部办委]$|公司$|中心$|车间$|项目部$|学校$))"
)
# 备血保三天用量, 给卧床病人排翻身表, 清桌、贴封条: what somebody does, in words that no list of verbs knows
ACTS_SO = compiled(
    r"(?:(?:给|把|对|逢|趁|边|先|全程|当班|逐[一个台户件份车])(?!的)[^，。；的了过]{3,40}"
    r"|[开备挑抽拉亮停清贴断装换调送领填查测跑守盯带派留关封锁撤搬拆洗放扎抢浇冲撒摘挂摆列排签盘挖铺喷落](?![设备置件修费理查量发排])"
    r"(?:[^，。；的了过、]{0,8}[0-9一二两三四五六七八九十][^，。；的了过]{1,24}|[^，。；的了过、]{1,8}、[^，。；的了过]{2,24}))"
)
# 路段及时管制, 区域停止使用: how a thing is dealt with, to the end of the clause
DEALT = compiled(
    r"(?<!、)(?:(?:就近|及时|立即|统一|一律|逐一|当场|随时|集中|同步)(?!性|化|行动|时)[\u4e00-\u9fff]{2,10}|停止(?:使用|作业|营业|运行|通行))(?<![的时后前])$"
)
# 在车站醒目位置公布…: where something is done, and nothing that is described by it
AT_PLACE = compiled(
    r"在[^，。；的]{1,24}?(?:位置|[^到各一二三]处|场所|平台|网站|媒体|现场|门口|部位|地点|路段)(?!的|、|和|及|等)"
)
# 补贴对象：在县城购买住房的业主。: whom a measure is for
MEANT = compiled(
    r"(?:凡|在[^，。；]{1,20}?)?(?:首次)?(?:购买|租住|租赁|申请|缴存|缴纳|持有|取得|具有|符合|就业|创业|居住|参保|参加)[^，。；]{2,60}"
    r"的[^，。；的]{0,6}(?:业主|个人|家庭|居民|职工|购房[人者]|企业|人才|毕业生|人员|缴存人|农民|申请人)(?:（[^）]*）)?"
)
# 统防一遍, 泄至限下: what is done in time; not 9月25日前的数据, 3日内未…
DONE_BY = compiled(r"(?![之未无已曾仍是有为属不])(?:(?!的)[\u4e00-\u9fff0-9“”、]){2,24}(?<![时后])")
# 立即下线存在弱口令的网站: whatever is done at once; not 立即整改的问题
NOWS = ("立即", "马上", "即刻", "尽快", "迅速", "第一时间", "随时", "当场")
NOW = compiled(rf"(?:{'|'.join(NOWS)})(?![\u4e00-\u9fff]{{2,4}}的)[\u4e00-\u9fff]{{2,}}")
# 发现险情立即报告: the case and what is done at once
AT_ONCE = compiled(
    r"(?:一旦)?(?:发现|出现|发生|遇有?|接到|收到)[^，。；的]{1,24}?的?(?=(?:应当?|要|须|必须)?(?:立即|马上|第一时间|及时|迅速|随时|即刻))"
)
# ``是本部门第一责任人`` names somebody, the clause after it says what is asked
TITLED = compiled(TITLES)
# 因承办人员滥用职权，导致决定错误，要追究责任: what went wrong, said as the cause
FAILED = compiled(r"(?:因|由于)[^，。；]{0,60}(?:滥用|玩忽|徇私|违反|违规|违法|失职|渎职|瞒报|不力|不到位|弄虚作假)")
# 清淤、检修等高风险作业: acts, a word each, and their sort
EXAMPLES = compiled(r"[^，。；、的]{2,3}(?:、[^，。；、的]{2,6}){1,6}等[^，。；、的]{2,8}")
# 审批办法，由市人民政府规定: what somebody is to lay down, whatever verbs its name has inside
RULES = compiled(
    r"的(?:(?![应须要]|可以)[^，。；的]){0,24}(?:办法|标准|规则|细则|名单|目录|范围|程序|权限|式样|格式|条件|数额|比例|规定|工种|事项|方案|价格|期限|清单|条款|费用|原则|备案|职权|界限|分工|目标|指标|数额|额度|比例|时限)$"
)
BY = ("由", "均由", "分别由", "统一由", "一律由")
LAID_DOWN = compiled(
    r"(?:均|分别|统一|一律)?由[^，。；]{2,40}?(?:另行|会同[^，。；]{2,20}|根据[^，。；]{2,16}|依法|定期|统一|向社会|共同|负责){0,2}"
    r"(?:(?<![按照])(?<!有关)规定|制定|制订|公布|确定|核定|划定|拟定|发布|印制|监制)(?=[，。；、并]|$)"
)
# 业委会作出违反法律的决定，街道应当责令…: what went wrong, and who acts on it
BROKE = compiled(
    r"[^，。；]{2,30}(?:作出|存在|实施|有|发生|出现)了?[^，。；]{0,8}(?:违反|违法|违规)[^，。；]{0,40}(?:决定|行为|情形|问题)"
)
# ``经…研究决定给予…处理``: the decision itself, not its circumstances
DECIDES = compiled(
    r"(?:经[^，。；]{0,24})?决定(?:对[^，。；]{1,40}?)?(?=给予|予以|处以?|责令|撤销|取消|吊销|没收|罚款|暂停|停止|通报批评)"
)
# a place that stands for its authorities (``本市建立…机制``); what it only favours is no duty
HERE = compiled(r"本[市省区县州](?=建立|实行|设立|推行|健全|完善|实施|组织|编制|制定|加强)")
# what is handed in, and the short verb that says so (``复盘材料报支队``)
# 竞买保证金按原有政策执行: by which rules something goes on, but for what says so of this very document
STANDARD = compiled(
    r"(?P<of>(?:(?!前款|本[办条规通细]|上述|以上)[^，。；]){0,40}?)(?P<act>(?:仍|继续|一律|统一|均|严格|分别)*(?:按照?|依照|比照)"
    r"(?!前款|本[办条规通细]|上述|以上)[^，。；]{2,40}?(?:政策|规定|标准|文件|办法|条例|要求|程序|规则|比例)(?:（[^）]*）)?执行"
    r"|(?:仍|继续)按[^，。；]{2,24}办理)$"
)
FORBIDS = ("不得", "禁止", "严禁", "一律不", "不准", "不能")
# 一经查实，扣发当年奖金: a case
FOUND_OUT = compiled(r"[^，。；]{0,30}一经(?:举报|群众举报|检查)?(?:查实|发现|核实|查出|查处|认定|确认|属实|查证属实)")
# what begins for somebody or comes in to him, so that he acts: 校医院开学后, 检验科标本接收后
OWN_EVENT = compiled(
    "报修|(?:标本|样本|样品|货物|材料|设备|病人|患者|车辆|工单|警报|指令|故障|险情|事故|警情|汛情|灾情)[\u4e00-\u9fff]{2,4}后|开学|上岗|到岗|入职|换班|交班|下班|放假|返校|复工|复产|开工|竣工|投产|开业|营业|开班|入冬|入汛"
)
# 书面报告市局法制科, 报市安委办: who hears of it
REPORTS = compiled(
    "(?:及时|立即|书面|电话|口头|当面|一律|逐级|并|须)*(?:报告|上报|通报|报)"
    "(?=(?:[至到给])?[我本省市县区镇局总支大][^，。；社刊纸名告警表]{1,14}(?:[局委办室科股处站院队部组厅会]|政府|中心|部门|负责人)$)"
)
HANDED = compiled(
    r"[^，。；的]{0,10}(?:材料|情况|报告|方案|台账|名单|清单|总结|信息|数据|计划|结果|表|回执|照片|影像)(?:及时|一并|书面|统一|同步|于[^，。；]{1,12})?"
    r"(?P<act>报送?|上报|送|交|发)(?=[至到给]?[^告道名警刊社考废表，。；]{2})"
)
# a verb phrase with 是 after it is what is talked about (``综合利用是有效办法``)
COPULA = compiled(r"(?:(?<=分别)|(?<![但别其于还只就即总若凡或既乃或又正]))是(?![否非])(?![^，。；]{0,12}的[，]?$)")
# 核查范围为…, 补贴标准是…: what a measure is, not that it be taken
DEFINES = compiled(
    r"[^，。；]{0,12}(?:范围|区域|对象|时间|标准|重点|内容|方式|地点|期限|日期|基准日|截止日|起始日|比例|目标|主题|原则|条件|程序|依据|上限|下限|额度|限额)(?:分别|均|主要|统一|一般)?(?:为|是|包括|包含|涵盖|分为)"
)
# …的要求，包括比例、面积: goes on with what it lists
LISTS = compiled(r"(?:主要|具体|其中)?(?:包括|包含|涵盖)")
# 通过网点柜台将房价款存入账户: a means, and the act
PLACES = compiled(
    r"[^，；]{2,}(?:将|把)(?=[^，；的]{2,20}(?:存入|转入|划入|纳入|列入|报|送|交|移|分|落实|提高|压缩|缩短|调整|控制))"
)
# 企业在价格方面的权利, 两部门之间的争议: what is whose, and nothing done
OWNED = compiled(
    r"(?:[在对于][^，。；]{1,12}(?:方面|领域|中|(?<![以之])上)|[与和同][^，。；]{1,30}之间)的[^，。；的]{2,8}"
    r"|的[^，。；的]{0,8}(?:职责|职权|权限|权利|义务|待遇)(?:和[^，。；的]{2,8})?"
)
# 企业在取得土地前，: when it is, and of whom
BEFORE_THAT = compiled(r"在[^，。；]{1,20}(?:前|后|时|期间|过程中)")
# 以协商为核心的质押模式: what is spoken of, whatever verbs it has inside
ARRANGES = compiled(r"的[^，。；的]{2,24}(?:机制|模式|制度|体系|办法|方式|方法|格局)$")
OFFICE = compiled(r"(?:依照|依据|按照|根据|依)(?:其|各自|法定)?(?:职责|职权|权限)(?:分工)?")
TREATS = compiled(
    r"进行|开展|实施|予以|给予|加强|加大|采取|组织|做好|做到|落实|建立|实行|提出|制定|作出|做出|全部|全面|逐一|逐个|逐项|逐户|逐家|严格|依法|及时|认真|切实|坚决|一律|立即|限期|负责|再次|重点|集中|统一|从严|严肃|强化|完善|优化|督促|定期"
)
# whoever it is (``禁止任何单位和个人闲置基地``)
ANYONE = compiled(r"任何(?:单位|组织|机构|企业)?(?:和|、|或者?|及)?(?:个人|人|单位)")
# 督办意见：, 整改要求：: names what comes and asks for nothing
LABEL = compiled(
    r"[\u4e00-\u9fff]{2,4}(?:意见|要求|措施|建议|内容|情况|安排|事项|任务|重点"
    r"|流程|程序|方式|条件|材料|时间|地点|对象|步骤|时限)|要[ \u3000]*点|摘[ \u3000]*要|内[ \u3000]*容"
)
# 支持政策实施期间，; 招聘活动中，: when, whatever verbs it has inside
SPAN_END = compiled(r"[^，。；]{2,16}(?:期间|活动中|工作中|过程中)$")
# whom something is done to, said before what it is
WHOM = compiled(r"对[^，。；]{2,40}(?:人员|领导人|责任人|负责人|单位|企业|机构|个人)")
# 省民政厅等5部门关于加强用火用电管理的通知，: what the document is called
PAPER = compiled(
    r"(?![印转]发|[^，。；]{0,6}《)[^，。；《》]{0,24}关于[^，。；《》]{2,60}的(?:紧急|补充|特急)?(?:通知|通报|意见|函|决定|通告|公告|批复|报告|方案|请示|提示|公开信)"
)
# 县卫健局来电，请…: how it came
CALLED = ("来电", "致电", "通知", "来电话", "告知")
CALLS = compiled("(?:[0-9]{1,2}月[0-9]{1,2}日)?[^，。；0-9不拒接回]{2,16}(?:来电|致电|电话通知|来电话)(?:通知|告知)?")
# ，通知重申，; 还要求，: what follows is what it asks
RELATING = ("指出", "显示", "要求", "重申", "明确", "强调", "提出", "规定", "提醒")
RELATES = compiled(
    r"(?:(?:该|此|上述)?(?:通知|文件|来文|来函|意见|方案|[\u4e00-\u9fff]{0,4}(?:函件?|通报|报告|建议书))?|[前后](?:者|件|一?文件?)|[^，。；要应须请]{2,12}(?:就[^，。；]{2,16}|在?(?:来|原)?(?:函|文|通知|电|意见|通报|方案)中|在?转发[时中]|随文|电话|补充))"
    r"(?:还|并|也|同时|再次|中)?"
    r"(?:要求|重申|明确|强调|提出|规定|提醒|(?<=[函文知报])(?:指出|显示))"
)
# 四季度产值增长80%以上: what is to be reached by then; results are told without 以上
TARGET = compiled(
    r"[^，。；的]{2,30}?(?:同比|环比|年均|比[^，。；]{2,10}|较[^，。；]{2,10})?(?:(?:增长|提高|提升|下降|降低|减少|增加|压减|压缩)"
    r"(?:至|到)?|达到?|突破|控制在)[0-9.]+[^，。；0-9]{1,8}(?:以上|以内|以下|左右)|[^，。；的]{2,20}实现正增长"
)
REACHES = compiled(r"(?:(?:提高|提升|上升|降低|下降|压减)?(?:至|到)|达到|不低于)[0-9.]+[%％](?:以上|以下|以内|左右)?")
# 每个行政村建设一个服务站, 全县建成10个: a place or thing stands before what is done for it
EACH = compiled(r"全[省市县区镇乡州旗]|每一?[个所家座条户]")


def is_laid_down(text: str, words: str, end: int) -> bool:
    """Whether a clause names what the next one says somebody is to lay down, e.g. ``审批办法，由市人民政府规定``."""
    if words.startswith(("按", "依", "根据", "本着", "坚持", "遵循")):
        return False
    return "的" in words and LAID_DOWN.match(text, end + 1) is not None and RULES.search(words) is not None
