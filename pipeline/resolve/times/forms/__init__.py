"""How each form of time mention is turned into a deadline; a rule names its form in ``emit``."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.resolve.times.forms.listed import both, days, years
from pipeline.resolve.times.forms.others import after_rest, event, event_during, recur, word
from pipeline.resolve.times.forms.parts import Form, Parts, Tools
from pipeline.resolve.times.forms.points import (
    as_of,
    during,
    effective,
    festivals,
    now,
    now_until,
    point,
    ranged,
    since,
    since_own,
    since_then,
)
from pipeline.resolve.times.forms.spans import ago, before, length, past, within

FORMS: Mapping[str, Form] = {
    "point": point, "as_of": as_of, "festivals": festivals, "range": ranged, "now_until": now_until, "now": now,
    "since": since, "effective": effective,
    "since_own": since_own, "since_then": since_then, "years": years, "days": days, "both": both, "during": during,
    "within": within, "before": before, "recur": recur, "event": event,
    "event_during": event_during, "after_rest": after_rest, "word": word, "length": length, "past": past, "ago": ago,
}  # fmt: skip

__all__ = ["FORMS", "Parts", "Tools"]
