"""Edits of files as values."""
