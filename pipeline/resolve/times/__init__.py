"""What a time mention means: dates, lengths, recurrences and quotas, given nothing but its words and the document's date."""
