"""Where a text stands in its file comes back as it was kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.model import Place
from pipeline.store.opening import Store
from pipeline.store.origins import origin_of, packed, unpacked
from pipeline.store.writer import Writer
from tests.store.factory import Clock, bulletin

PLACES = (
    Place(0, 9, "paragraph", 1),
    Place(10, 14, "cell", 2, row=3, column=1, sheet="任务分解表"),
    Place(14, 16, "line", 4, page=2, box=(79.0, 100.5, 111.0, 116.5), edges=(79.0, 95.1, 111.0)),
    Place(16, 20, "scan", 5, page=3, box=(79.0, 100.5, 111.0, 116.5), confidence=0.83),
)
number = st.integers(0, 20_000).map(lambda tenths: tenths / 10)


def test_an_origin_comes_back(store: Store, clock: Clock) -> None:
    told = bulletin()
    said = (("索引号", "00-1"), ("a", "\ud800"))
    document = replace(told.document, format="pdf", places=PLACES, flags=("scan", "内部"), metadata=said)
    writer = Writer(store, clock)
    writer.add(replace(told, document=document))
    writer.commit()
    with store.reading() as connection:
        uid = connection.exec_driver_sql("SELECT uid FROM documents").scalar_one()
        origin = origin_of(connection, uid)
        assert (origin.path, origin.format, origin.places) == (document.path, "pdf", PLACES)
        assert (origin.flags, origin.metadata) == (document.flags, said)
        with pytest.raises(StoreError):
            origin_of(connection, "zzzzzzzzzz")


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 99), st.lists(number, max_size=5)), max_size=5))
def test_places_are_kept_to_a_tenth_of_a_point(rows: list[tuple[int, int, list[float]]]) -> None:
    places = tuple(Place(start, start + length, "line", 1, page=1, edges=tuple(xs)) for start, length, xs in rows)
    assert unpacked(packed(places)) == places
