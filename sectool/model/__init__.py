"""The shapes of the files people write."""
