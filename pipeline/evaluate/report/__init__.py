"""A score as one page of HTML that needs nothing else: no script, no request, every word of a document escaped."""
