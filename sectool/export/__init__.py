"""Tables that queries give, as files that other programs read."""
