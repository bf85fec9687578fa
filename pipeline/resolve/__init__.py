"""What a mention means: numbers, amounts, times, document numbers, given its words and the document's date."""
