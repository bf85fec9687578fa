"""Recurrences and quotas: 每季度末月25日前, 每周不得少于2次; as RFC 5545 with no part that the words do not give."""

from __future__ import annotations

from pipeline.resolve.times.recurring.quotas import read_quota
from pipeline.resolve.times.recurring.reader import RecurrenceReader
from pipeline.resolve.times.recurring.rule import Recurrence

__all__ = ["Recurrence", "RecurrenceReader", "read_quota"]
