"""Scans and pictures: pages rendered, their characters recognized offline, laid out as pages with text are."""
