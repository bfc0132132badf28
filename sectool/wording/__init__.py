"""A template gives a value its words, as blocks."""
