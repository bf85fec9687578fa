"""Names that are one: with the sort that they are examples of, or fields that share a head."""

from __future__ import annotations

import re

from pipeline.clauses.party import Party
from pipeline.clauses.words import Words
from pipeline.find.names import Names
from pipeline.patterns import compiled
from pipeline.record import record

_FIELDS_OF = compiled(
    r"(?P<list>[^，。；：等]{2,160}、[^，。；：等]{2,80})等(?:(?!的(?!主管|行政|监管))[^，。；、等]){0,10}?(?:部门(?:和单位)?|单位|机构|媒体|团体|省（区、?市?）|[省市县区](?=，))"
)
# 松坪、白石两村, 乡镇、村两级干部
_COUNTED = compiled(
    r"[\u4e00-\u9fff]{1,4}(?:、[\u4e00-\u9fff]{1,4})+(?:两|三|四|五)(?:个|家|级)?"
    r"(?:县区?|区|市|镇|乡|村|街道|社区|站|所|[支大中]?队|科室?|部|处|班组?|单位|部门|公司|企业|学校|医院|干部|政府)(?![\u4e00-\u9fff]?[委局办])"
)
_MORE = compiled("以及|[、和及](?=[^，。；]{2,20}(?:应当?|须|必须|要|不得))")
_PLACES = "校院店厂馆所站园场"  # 学校、医院 stand alone, 公安、财政 are fields
_OF_SORT = compiled(
    r"(?P<list>[^，。；：等]{2,60})等(?:人民团体|群团组织|群众团体|社会团体|社会组织|行业组织|行业协会|新闻媒体|自治组织|[^，。；、]{0,10}人员所在(?:单位|学校|企业|机构))"
)


@record
class Sorts:
    """Looks for such names; built once."""

    names: Names
    words: Words

    def of_one_sort(self, text: str, start: int, stop: int, end: int) -> Party | None:
        """Names that are one: with the sort that they are examples of, or fields that share a head."""
        verb = self.words.long_verb.match(text, start, end)
        if verb is not None and self.words.directs(verb.group()) and not text.startswith("、", verb.end()):
            # 组织财政、司法等有关部门, but 教育、公安等部门
            return None
        named = self._with_sort(text, start, end)
        return named if named is not None else self._fields(text, start, stop, end)

    def counted(self, text: str, start: int, end: int) -> Party | None:
        """Places that are counted with their sort (``松坪、白石两村``, ``城关、东关两个中队``): one name."""
        named = _COUNTED.match(text, start, end)
        if named is None or not self.words.follow.match(text, named.end(), end):
            return None
        return Party.one(text, start, named.end())

    def _with_sort(self, text: str, start: int, end: int) -> Party | None:
        """Names with the sort that they are examples of: one name (``工会、妇联等人民团体``)."""
        named = _OF_SORT.match(text, start, end)
        if named is None or self.names.is_bad(named["list"]) or not self.words.follow.match(text, named.end(), end):
            return None
        return Party.one(text, start, named.end()) if self.names.sort_of(named["list"]) else None

    def _fields(self, text: str, start: int, stop: int, end: int) -> Party | None:
        """Fields that share the head after 等 (``公安、交通运输等部门``): one name; names that stand alone are left."""
        shared = _FIELDS_OF.match(text, start, stop)
        if shared is None or self.names.is_bad(shared["list"]):
            return None
        if not (self.words.follow.match(text, shared.end(), end) or _MORE.match(text, shared.end(), end)):
            return None
        if (leads := shared["list"].find("牵头")) > 0 and self.names.sort_of(shared["list"][:leads]) is not None:
            return None  # 县住建局牵头财政、公安等部门组建专班
        fields = [field for field in re.split(r"[、和及]|以及", shared["list"]) if field]
        if len(fields) < 2 or all(
            self.names.sort_of(field) and (len(field) > 2 or field[-1] in _PLACES) for field in fields
        ):
            return None
        return Party.one(text, start, shared.end())
