"""Which kinds of publications there are, by name, without loading any shape."""

from __future__ import annotations

from sectool.model.kind import KIND_NAMES

__all__ = ["KIND_NAMES"]
