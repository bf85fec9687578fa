"""The night run: watched folders in, ledger, reports, exports and backups out; a crash anywhere loses nothing."""
