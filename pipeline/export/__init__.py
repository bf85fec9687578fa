"""Records for people and other programs: pages, tables, files."""
