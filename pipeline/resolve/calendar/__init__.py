"""Working days, festivals and events: what a calendar must know before a date can be computed."""
