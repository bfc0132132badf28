"""A register opened: its files read, with what is wrong with them beside it."""

from __future__ import annotations

from pathlib import Path

from sectool.load import Loaded, Sources
from sectool.load import load_register as load_to_check
from sectool.model.register import Register
from sectool.queries.errors import Unavailable
from sectool.workspace.files import Files

__all__ = ["Loaded", "Register", "Sources", "load_register", "load_to_check"]


def load_register(files: Files | Path) -> Loaded:
    """A register that questions can be put to.

    Unavailable where it is written in a shape that is not known: that it is empty is not true.
    """
    loaded = load_to_check(files)
    if loaded.too_new:
        raise Unavailable(findings=loaded.diagnostics)
    return loaded
