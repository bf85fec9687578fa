"""Training: examples out of gold, weights out of examples, and what they are worth on documents kept back."""
