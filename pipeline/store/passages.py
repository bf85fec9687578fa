"""The words of a line that a reviewer cuts or joins."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Bearer, Obligation, Span


def trimmed(span: Span, text: str) -> Span:
    """The span without white space and marks at its ends that are no part of a sentence."""
    start, end = max(0, span.start), min(len(text), span.end)
    while start < end and text[start] in " \t\r\n\u3000；;，,。、":
        start += 1
    while start < end and text[end - 1] in " \t\r\n\u3000；;，,。、":
        end -= 1
    return Span(start, end)


def joined(first: Obligation, last: Obligation, text: str) -> Obligation:
    """One line of two: the words of both and what lies between, bearers and penalties of both."""
    span = Span(first.span.start, max(first.span.end, last.span.end))
    bearers: dict[tuple[str, str], Bearer] = {}
    for each in (*first.bearers, *last.bearers):
        bearers.setdefault((each.text, each.role), each)
    return replace(
        first,
        span=span,
        quote=span.of(text),
        bearers=tuple(bearers.values()),
        deadline=first.deadline or last.deadline,
        report_to=first.report_to or last.report_to,
        deliverable=first.deliverable or last.deliverable,
        condition=first.condition or last.condition,
        penalties=tuple(dict.fromkeys((*first.penalties, *last.penalties))),
        id=None,
    )
