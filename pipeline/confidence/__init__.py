"""How sure an extraction is: named features of what the rules decided, and a plain sum over trained weights."""
