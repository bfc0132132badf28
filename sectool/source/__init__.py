"""Text and data: YAML read with the place of every key and value."""
