"""The cross-code update."""
