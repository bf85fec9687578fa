"""Names of units and persons."""

from pipeline.find.names.finder import Name, NameClass, Names

__all__ = ["Name", "NameClass", "Names"]
