"""A rulebook with a pattern that runs on and on, and texts that set it off and that don't."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.resources import rules_folder

_RULE = """
id: 'refuse.slow'
status: 'active'
description: '试验：每多一个字，时间加倍'
anchor: ['甲甲甲']
window: [80, 80]
pattern: '(?:甲+)+乙'
emit: {scope: 'clause', reason: '试验'}
priority: 1
matches:
  - {text: '‹甲甲甲乙›'}
  - {text: '请‹甲甲甲甲乙›'}
rejects:
  - {text: '甲甲甲丙', why: '没有乙'}
"""
ENDLESS = f"关于检查的通知\n各单位要于3月31日前报送{'甲' * 60}台账。\n2031年3月1日\n"
PLAIN = "关于检查的通知\n各单位要于3月31日前报送台账。\n2031年3月1日\n"


def slow_rules(folder: Path) -> Path:
    """A copy of the rules that came with Duban, and the slow one among them."""
    rules = folder / "rules"
    shutil.copytree(rules_folder(), rules)
    (rules / "refuse" / "slow.yaml").write_text(_RULE, encoding="utf-8")
    return rules
