"""A register opened: its files read, with what is wrong with them beside it."""

from __future__ import annotations

from sectool.load import Loaded, Sources, load_register
from sectool.model.register import Register

__all__ = ["Loaded", "Register", "Sources", "load_register"]
