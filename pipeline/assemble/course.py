"""What is known of a document at the block that is being read: its instruments, scopes, and the subject in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.assemble.scopes import Scope
from pipeline.assemble.voices import opens_own
from pipeline.model import Bearer, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.structure.blocks import Block
from pipeline.structure.entries import Entry
from pipeline.structure.fields import names_document

# what may stand behind a number on its line: when it was issued, when it came in, how urgent it is
_REMARK = compiled(
    r"(?:\s*(?:[（(][^（）()]*[)）]|(?:自|于)?[\d〇一二三四五六七八九十]{1,4}\s?(?:年[^，。；\s]{0,8})?[月日]?起?(?:正式)?(?:印发|发布|公布|成文|发文|施行|实施)?"
    r"|(?:收文|编号|密级|缓急|份数|页数)[^，。；\s]{0,12}|[\u4e00-\u9fff、]{2,30}[局委办厅部院会府处站所司署团队馆心校司室]|平件|急件|特急|加急|阅件|办件|[，,]|共[一二三四五六七八九十0-9]{1,3}[章条][一二三四五六七八九十0-9]{0,3}条?|(?:未编|无|没有|未标|暂无)(?:标注)?(?:发文)?文?号)){0,12}\s*。?\s*"
)


# 《…规定》第二十三条近期被多次问及，摘录如下：
_EXCERPTS = compiled("(?:摘录|摘抄|摘编|节录|节选|摘引|抄录|原文|条文|条款)[^，。；：]{0,10}[：:]$")
# 主要内容：… of a record: what the document says, not what the office makes of it
_CONTENT = compiled(
    "(?:主要)?(?:内容|摘要|要点|精神|事项|来文要求|文件要求|要求办理|办理要求|须办事项)(?:摘要|要点)?[：:]"
)
_LABEL = 16  # characters that a label takes, blanks between them
_TAKEN_ABOVE = compiled(
    "（(?:以上|上述)(?:条文|内容|各条|规定)?(?:均|皆)?(?:摘自|摘引自|引自|出自|选自)[^（）]{2,30}）"
)
# ，实验室安全专项检查。: what it is about
_ABOUT = compiled(r"[，,][^，,。；应须要请不]{2,20}。?\s*|[，,。]?\s*")
_BLANK = compiled(r"\n[ \t\u3000\xa0]*\n")


@dataclass(slots=True)
class Course:
    """One document on its way through the readers.

    ``entries`` are a digest's cited documents by the block in which each begins, ``base`` the instrument of a block
    that no entry opens; ``force`` is the last explicit subject of ``paragraph`` in the document ``voice``; ``scopes``
    are those laid on blocks so far, ``outer`` the instruments around the entries inside them, ``places`` where each
    instrument is cited, ``cases`` the blocks that only list cases, ``quoted`` what a line of its own says of those
    beside it, ``standing`` what it says of the articles below, ``excerpt`` whose words stand up to which place and
    under which block, ``own`` whether a line said that the document itself speaks from there on, ``card`` the field
    that opens each record of an incoming document, and the document of the record that is open, under the block
    ``record``.
    """

    text: str
    blocks: Sequence[Block]
    on: date | None
    entries: dict[int, list[Entry]]
    base: dict[int, int]
    places: Sequence[tuple[Span, int]] = ()
    statute: bool = False
    interview: bool = False
    force: tuple[Bearer, ...] = ()
    voice: int = 0
    paragraph: int = -1
    scopes: dict[int, Scope] = field(default_factory=dict)
    outer: dict[int, int] = field(default_factory=dict)
    cases: set[int] = field(default_factory=set)
    quoted: dict[int | None, int] = field(default_factory=dict)
    standing: int = 0
    excerpt: tuple[int, int, int] = (0, 0, 0)
    own: bool = False
    card: tuple[str, int] = ("", 0)
    record: int | None = None

    def cited_in(self, span: Span) -> int:
        """The instrument that is cited in a stretch of the text, 0 where none is."""
        return next((number for place, number in self.places if number and span.holds(place)), 0)

    def last_in(self, block: Block) -> int:
        """The instrument of the last entry in the block that its end leaves open, 0 where none is."""
        entries = self.entries.get(block.index, ())
        left = (each for each in reversed(entries) if each.end is None or each.end > block.span.end)
        return next((each.instrument for each in left), 0)

    def in_force(self, instrument: int) -> tuple[Bearer, ...]:
        """The subject in force in a document: another one, which now speaks, names its own."""
        return self.force if instrument == self.voice else ()

    def quote(self, block: Block) -> None:
        """A line that only cites a document stands over the lines beside it, up to the next heading or citation."""
        entries = self.entries.get(block.index, ())
        if block.role == "label":
            self._open_card(block, list(entries))
        if entries or block.role == "heading":
            self.quoted.pop(block.parent, None)
            self.standing, self.excerpt = 0, (0, 0, 0)
        if block.view.text.endswith("：") and _EXCERPTS.search(block.view.text) and (cited := self._last_cited(block)):
            self.standing, self.excerpt = cited, (cited, self._up_to_blank(block.span.end), block.index)
        self.own = opens_own(block.view.text) or (self.own and not entries and block.role != "heading")
        if _TAKEN_ABOVE.fullmatch(block.view.text):
            self.quoted.pop(block.parent, None)
            self.standing, self.own = 0, True  # （以上摘自条例）
        if entries and block.marker is None and (self._only_cites(block, entries[0]) or self._over_articles(block)):
            self.standing = entries[0].instrument
            if block.role == "text" and self._only_cites(block, entries[0]):
                self.quoted[block.parent] = self.standing
        elif entries and (self._dashed(block, entries[0]) or self._opens_points(block, entries[0])):
            self.quoted[block.parent] = entries[0].instrument

    def _dashed(self, block: Block, entry: Entry) -> bool:
        """Whether a line behind a dash says no more than which document came, and what it is about."""
        return (
            block.view.text.startswith("—") and _ABOUT.fullmatch(self.text, entry.span.end, block.span.end) is not None
        )

    def _opens_points(self, block: Block, entry: Entry) -> bool:
        """Whether the first point of a list only names a document that the points after it tell of."""
        if block.marker is None or block.marker.value != 1 or not self._only_cites(block, entry):
            return False
        after = [other for other in self.blocks[block.index + 1 :] if other.parent == block.parent]
        return bool(after) and all(other.index not in self.entries for other in after)

    def _open_card(self, block: Block, entries: Sequence[Entry]) -> None:
        """A field that names a document opens its record; the same field without one (``文号：无``) closes the last."""
        again = block.name == self.card[0]
        if names_document(block.name) and block.parent != self.record:
            self.card, self.record = ("", 0), block.parent  # the next record
        if entries and names_document(block.name) and (again or not self.card[1]):
            self.card = (block.name, entries[0].instrument)
        elif again and not entries:
            self.card = ("", 0)

    def _last_cited(self, block: Block) -> int:
        """The instrument that the block cites last, 0 where it cites none."""
        return next((number for place, number in reversed(self.places) if number and block.span.holds(place)), 0)

    def _up_to_blank(self, at: int) -> int:
        """Where the paragraph after ``at`` ends, in characters of the text."""
        below = at + len(self.text[at:]) - len(self.text[at:].lstrip())
        blank = _BLANK.search(self.text, below)
        return blank.start() if blank else len(self.text)

    def _over_articles(self, block: Block) -> bool:
        """Whether a statute's articles stand below (``《…条例》由省人大常委会通过，…。\n第二十六条 …``)."""
        after = self.blocks[block.index + 1].marker if block.index + 1 < len(self.blocks) else None
        return block.role == "text" and after is not None and after.kind == "article"

    def _only_cites(self, block: Block, entry: Entry) -> bool:
        after = self.text[entry.span.end : block.span.end]
        return entry.start <= block.span.start and _REMARK.fullmatch(after) is not None

    def scope(self, block: Block) -> Scope:
        """The parent's scope, with the lead-in's laid over it where the block is in its list."""
        if block.index in self.scopes:
            self.outer[block.index] = self.scopes[block.index].instrument
            return self.scopes[block.index]
        scope = self.scopes.get(block.parent, Scope()) if block.parent is not None else Scope()
        if block.index in self.base and scope.instrument == 0:
            scope = replace(scope, instrument=self.base[block.index])
        if block.role != "heading" and block.parent in self.quoted:
            scope = replace(scope, instrument=self.quoted[block.parent])
        cited, end, lead = self.excerpt
        if block.span.start < end and block.index > lead:
            scope = replace(scope, instrument=cited)
        elif end and scope.instrument == cited and block.index > lead:
            scope = replace(scope, instrument=self.outer[lead])  # what goes on behind the excerpt
        if self.standing and block.marker is not None and block.marker.kind == "article":
            scope = replace(scope, instrument=self.standing)
        content = "".join(block.view.text[:_LABEL].split()) if block.role != "label" else f"{block.name}："
        if self.card[1] and _CONTENT.match(content):
            scope = replace(scope, instrument=self.card[1])
        self.outer[block.index] = scope.instrument
        opened = next((entry for entry in self.entries.get(block.index, ())), None)
        if opened is not None and (opened.end is None or opened.start <= block.view.raw(block.body, block.body).start):
            scope = replace(scope, instrument=opened.instrument)
        return replace(scope, instrument=0) if self.own and opened is None else scope

    def opens_between(self, block: Block, first: int, last: int) -> bool:
        """Whether an entry begins between two places of a block's view."""
        return any(first < block.view.at(entry.span.start) <= last for entry in self.entries.get(block.index, ()))

    def before_entries(self, block: Block, instrument: int) -> int:
        """The instrument of what stands in a block before its first entry; ``instrument``, where nothing does."""
        entries = self.entries.get(block.index, ())
        begins = block.view.raw(block.body, block.body).start
        if not entries or (entries[0].end is None and entries[0].start <= begins):
            return instrument
        return self.outer[block.index]
