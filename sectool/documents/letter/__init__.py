"""The implementation-date letter."""
