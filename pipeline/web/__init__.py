"""The pages and the API over the ledger (the extra ``web``): ``duban serve``."""
