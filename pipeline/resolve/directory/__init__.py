"""Units: their names in time, who stands above whom, and whom a collective name (各大队) means."""

from __future__ import annotations

from pipeline.resolve.directory.lookup import Directory
from pipeline.resolve.directory.units import Unit, Units

__all__ = ["Directory", "Unit", "Units"]
