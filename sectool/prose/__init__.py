"""Sentences that people write, read for their dates, ids, numbers and meetings."""
