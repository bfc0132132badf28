"""Constraints over days become windows, or the few that contradict one another."""
