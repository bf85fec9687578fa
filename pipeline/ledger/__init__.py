"""The ledger as it is asked and kept up: questions by unit, links between its documents, calendars, statutes, burden.

Above the store (which knows no rules) and the directory; below the command line, the pages and the night run.
"""
