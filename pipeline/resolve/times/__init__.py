"""What a time mention means: dates, lengths, recurrences and quotas.

Given nothing but its words and the document's date.
"""

from __future__ import annotations

from pipeline.resolve.times.merge import deadline_of, joined
from pipeline.resolve.times.policy import CONTRACT, ISOLATED, TimePolicy, recorded
from pipeline.resolve.times.resolver import TimeResolver

__all__ = ["CONTRACT", "ISOLATED", "TimePolicy", "TimeResolver", "deadline_of", "joined", "recorded"]
