"""Answers as tables, lines, JSON and CSV."""
