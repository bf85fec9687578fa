"""What rating looks at: a document's blocks as they were read, and the obligations with what they were made of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.reading import BlockReading
from pipeline.assemble.settled import Settled
from pipeline.model import Header
from pipeline.record import record


@record
class Reading:
    """One document; ``dated`` says whether a day is known from which its times are read."""

    text: str
    header: Header
    dated: bool
    blocks: Sequence[BlockReading]
    settled: tuple[Settled, ...]
