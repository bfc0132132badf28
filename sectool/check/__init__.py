"""A register checked against the rules."""
