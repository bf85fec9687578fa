"""An obligation together with what it was made of, for whoever rates or explains it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading
from pipeline.model import Obligation


class Settled(NamedTuple):
    """The obligation, the item that it was, and the block's reading that holds the item."""

    reading: BlockReading
    item: Item
    obligation: Obligation
