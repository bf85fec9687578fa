"""Pages to text, for PDF, OFD and recognized scans: runs of characters become lines, columns, rows, paragraphs."""
