"""Finders and resolvers by themselves, one line at a time, without a document: what ``duban parse`` prints."""
