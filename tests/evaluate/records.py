"""Random records for the properties: small, with every field that a measure looks at, in many spellings."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

BEARERS = ["各县区", "市应急局", "市住建局、", "各大队", " 各大队", "《指挥部》"]
RULES = [None, "", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=1", "RRULE:freq=daily;BYHOUR=16;BYMINUTE=0;UNTIL=20250331",
         "FREQ=MONTHLY;BYMONTHDAY=5,20", "FREQ=MONTHLY;BYMONTHDAY=20,5", "BYDAY=MO,FR;FREQ=WEEKLY", "X=1"]  # fmt: skip
MOMENTS = [None, "", "2025-03-31", "2025-03-31T16:00", "2025-03-31 16:00:00", "2025-03-31T24:00", "2025-03-31T23:59"]
NUMBERS = [None, "云消〔2025〕7号", "云消[2025] 7 号", "云消〔２０２５〕7号", "主席令第29号", ""]
DEADLINES = ["by", "on", "period", "within", "recurring", "event", "immediate", "unspecified"]
PENALTIES = ["fine", "confiscation", "warning", "order_to_correct", "ban"]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


quotas = st.fixed_dictionaries(
    {"min": st.sampled_from([None, 1, 2]), "max": st.none(), "per": st.sampled_from(["day", "week"])}
)
deadlines = st.fixed_dictionaries(
    {"text": st.just("前"), "kind": st.sampled_from(DEADLINES)},
    optional={
        "start": st.sampled_from(MOMENTS),
        "due": st.sampled_from(MOMENTS),
        "rrule": st.sampled_from(RULES),
        "duration": st.sampled_from([None, "P3D", "PT2H"]),
        "business_days": st.booleans(),
        "quota": maybe(quotas),
    },
)
figures = st.sampled_from([None, 0, 500, 500.0, 0.1, 5000.0000001])
penalties = st.fixed_dictionaries(
    {"kind": st.sampled_from(PENALTIES), "text": st.just("罚款")},
    optional={
        "min": figures, "max": figures,
        "unit": st.sampled_from([None, "CNY", "times"]), "per": st.sampled_from([None, "", "day"]),
    },
)  # fmt: skip
spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: [s[0], s[0] + s[1]])
obligations = st.fixed_dictionaries(
    {
        "span": spans,
        "quote": st.just("各县区报送"),
        "kind": st.sampled_from(["obligation", "prohibition", "sanction", "permission"]),
        "bearers": st.lists(st.fixed_dictionaries({"text": st.sampled_from(BEARERS)}), max_size=3),
        "deadline": maybe(deadlines),
        "instrument": st.sampled_from([None, 0, 1, 2, 7]),
        "penalties": st.lists(penalties, max_size=3),
    },
    optional={"report_to": st.sampled_from([None, "总队", "总 队", "《总队》", "。"])},
)
instruments = st.fixed_dictionaries(
    {"number": st.sampled_from(NUMBERS), "title": st.sampled_from([None, "《通知》", "通知"])}
)


def record(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "document": st.just({"path": name}),
            "instruments": st.lists(instruments, min_size=1, max_size=3),
            "obligations": st.lists(obligations, max_size=7),
        }
    )


names = ("a.txt", "b.txt", "c.txt")
corpora = st.fixed_dictionaries({n: record(n) for n in names})
partial = st.fixed_dictionaries({}, optional={n: record(n) for n in names})
