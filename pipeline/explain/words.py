"""How the codes of clause reading and assembly are told to a person, in Chinese and English."""

from __future__ import annotations

Told = tuple[str, str]

ROLES: dict[str, Told] = {
    "directive": ("要求", "directive"),
    "power": ("授权", "power"),
    "support": ("支持", "support"),
    "condition": ("条件", "condition"),
    "adverbial": ("状语", "opening words"),
    "subject": ("主语", "subject"),
    "refused": ("不算", "refused"),
    "reported": ("转述", "reported speech"),
    "noun": ("无谓语", "no predicate"),
}

# Why a slice gave no item: ``Left.why`` of assemble/reading.py.
LEFT: dict[str, Told] = {
    "case": ("是清单里的一种情形，属于上面引导句的条件", "a case of the list above, part of its lead-in's condition"),
    "row_done": ("表格里这一行已经办完", "this row of the table is done already"),
    "title": ("是小标题，下面的句子才说要做什么", "a topic sentence; the sentences under it say what to do"),
    "lead_in": (
        "只引出下面的清单，责任单位和时限由各项承接",
        "only opens the list; its items take bearer and time from it",
    ),
    "bracket": ("整句在括号里，是说明", "the whole sentence is a remark in brackets"),
    "dates_back": ("只给前面各项定时限，本身不是一项", "only dates the items before it"),
    "past": (
        "以早于成文日期的日期开头，是叙述已发生的事",
        "opens with a date before the document's: it tells what happened",
    ),
    "closed": ("在“指导思想”“工作原则”一类标题之下，不设任务", "stands under a heading that sets no tasks"),
    "background": ("在引言里，只交代背景和目的", "stands in the preamble: background and purpose"),
    "strict": (
        "在原则、目标一类标题之下，没有写明谁必须做",
        "under a heading of principles, and nobody is named who must act",
    ),
    "goals": ("在目标标题之下，没有责任单位和时间", "under a heading of goals, without bearer and date"),
    "aim": ("是到某年要达到的指标，没有责任单位", "a figure to be reached in some year, by nobody named"),
    "exhortation": (
        "只有“高度重视”“压实责任”一类号召，没有具体动作",
        "exhortation only, no act that could be ticked off",
    ),
    "statement": (
        "主语之后是判断、叙述，或主语自己将做的事，不是要求",
        "says how things are or what the subject will do, asks for nothing",
    ),
    "support": ("“鼓励”“支持”没有责任单位，不约束谁", "encouragement without a responsible unit binds nobody"),
    "unlikely": ("模型判为义务的把握太小（见 models/）", "hardly an obligation, say the models (see models/)"),
    "benefit": ("只说能得到什么，没有责任单位", "says what somebody gets, and names no responsible unit"),
}

FOLLOWS: Told = ("承前面的分句，同样不是要求", "goes on with words before it that ask for nothing")
SANCTION: Told = ("有情形又有后果，判为处罚", "a case and what it costs: a sanction")

EMPTY: Told = ("只有标点或编号", "nothing but marks or numbering")
DUTY: Told = ("写明责任单位或时限，填入前面各项", "names unit or time for the items before it")

# What a block is that holds no sentence to judge.
BLOCKS: dict[str, Told] = {
    "heading": ("是标题", "a heading"),
    "label": ("是标签，后面的话归它", "a label for what follows"),
    "field": ("是字段（时间、责任单位等），填入所属各项", "a field (time, unit …) that fills the items of its measure"),
    "row": ("是表头，或没有任务的表格行", "a table's header, or a row without a task"),
}
OUTSIDE: Told = (
    "在正文之外（文头、主送机关、落款、版记）",
    "outside the body (header, addressees, signature, imprint)",
)

# Why a clause has its role: ``Clause.why`` where it is no rule's id. ``{}`` is the word that decided.
CLAUSES: dict[str, Told] = {
    "时间": ("只有时间", "a time only"),
    "的": ("以“的”结尾或以“违反”开头，是适用的情形", "ends in 的 or opens with 违反: the case in which it applies"),
    "时": ("以“时”“后”一类结尾，是条件", "ends in 时, 后 …: a condition"),
    "之一": ("“……之一”引出情形", "one of several cases"),
    "时前": ("以“前”结尾，限定后面的话", "ends in 前 and bounds what follows"),
    "状语": ("是方式、依据、对象等开头语", "an opening phrase: manner, basis or object"),
    "对象": ("“对……”“在……”说明对象", "says what it is about"),
    "主语": ("开头是单位或人，后面是要做的事", "opens with a unit or person, followed by an act"),
    "由": ("“由”引出承担的单位", "由 names who acts"),
    "祈使": ("没有主语，以动词“{}”开头，是祈使句", "an imperative: opens with the verb “{}”"),
    "介宾祈使": ("以“将、对、向”一类开头，接着是动作", "an imperative with its object in front"),
    "状语祈使": ("以“认真、及时”一类副词开头，接着是动作", "an imperative with an adverb in front"),
    "时限": ("有时限的动作", "an act with a time limit"),
    "指标": ("是限期要达到的指标", "a figure to be reached in time"),
    "标签": ("是标签，后面的话归它", "a label for what follows"),
    "无谓语": ("没有情态词，也没有动作", "neither a modal cue nor an act"),
    "表格行": ("任务表的一行", "a row of a task table"),
}

MODALITIES: dict[str, Told] = {
    "must": ("是必须做的要求", "says what must be done"),
    "want": ("是要求", "asks for it"),
    "ask": ("是请办的事", "a request"),
    "ban": ("是禁止", "a ban"),
    "order": ("是命令", "an order"),
    "power": ("是可以或有权，不是必须", "a power, not a duty"),
    "support": ("是鼓励、支持", "encouragement"),
    "hope": ("是希望，不算要求", "a hope, asks for nothing"),
}

# A cue that does not count where it stands (clauses/traps.py), by its modality.
TRAPS: dict[str, Told] = {
    "must": ("在定语里，修饰别的词", "belongs to a modifier"),
    "ban": ("说的是次数或时长，不是禁止", "bounds a number or a length, forbids nothing"),
    "order": ("说的是已经受到的处理", "tells what was imposed already"),
    "support": ("在这里是一般动词或名词", "a plain verb or noun here"),
}

ROLE_UNITS: dict[str, Told] = {
    "responsible": ("责任单位", "bearer"),
    "lead": ("牵头单位", "leader"),
    "support": ("配合单位", "supporter"),
    "supervise": ("督办单位", "supervisor"),
}

SOURCES: dict[str, Told] = {
    "explicit": ("句中写明", "named in the sentence"),
    "context": ("承上文或引导句", "carried from the text before or the lead-in"),
    "heading": ("取自所在标题", "from the heading"),
    "addressee": ("取自主送机关", "from the addressees"),
}
