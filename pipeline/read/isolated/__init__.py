"""Parsers in child processes: a crash, a hang or a memory hog costs the document at hand and nothing else."""
