"""Values and wording become blocks; each format writes them."""
