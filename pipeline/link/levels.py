"""Of which level an issuer is: 国家局 → 总队 → 支队 → 大队, ministries, provinces, cities, counties, towns."""

from __future__ import annotations

import re

from pipeline.resolve.directory import Directory

ORDER = ("state", "province", "city", "county", "town")
# By what stands in the name, the narrowest first: 云岭市青禾县… is a county's.
_SIGNS = (
    ("town", re.compile(r"[镇乡](?:人民)?(?:政府|党委)?|街道|社区|村委|(?:消防|消防救援)站$")),
    ("county", re.compile(r"大队|[\u4e00-\u9fff]{1,6}[县旗](?!级)|[\u4e00-\u9fff]{2,4}区(?!域)")),
    ("city", re.compile(r"支队|[\u4e00-\u9fff]{2,6}市(?!场)|[\u4e00-\u9fff]{2,6}州")),
    ("province", re.compile(r"总队|省|自治区|厅")),
    ("state", re.compile(r"国务院|国家|全国|中央|中共中央|部$|部办公厅$|总局$")),
)
_STATE_FIRST = re.compile(r"^(?:国务院|国家|全国|中央|中共中央|中华人民共和国)|(?<!宣传)(?<!组织)部$|总局$")
_MUNICIPALITIES = re.compile(r"^(?:北京|天津|上海|重庆)市(?![\u4e00-\u9fff]{1,4}区)")


def level_of(issuer: str | None, directory: Directory | None = None) -> str | None:
    """The level: as the directory has it, else as the name shows it; None where it doesn't.

    >>> level_of("青禾县应急管理局"), level_of("云岭省消防救援总队"), level_of("国家消防救援局"), level_of("某公司")
    ('county', 'province', 'state', None)
    """
    if not issuer:
        return None
    unit = directory.units.called(issuer) if directory else None
    if unit and unit.level:
        return unit.level
    if _STATE_FIRST.search(issuer):
        return "state"
    if _MUNICIPALITIES.match(issuer):
        return "province"
    return next((level for level, sign in _SIGNS if sign.search(issuer)), None)


def above(one: str | None, other: str | None) -> bool:
    """Whether the first level stands above the second."""
    return one in ORDER and other in ORDER and ORDER.index(one) < ORDER.index(other)
