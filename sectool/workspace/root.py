"""Where a register lies: the folder that holds its settings."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "sectool.yaml"


class NoRegister(Exception):
    """There is no register here; the message says where it was looked for."""


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a `sectool.yaml`."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise NoRegister(f"there is no {SETTINGS_FILE} in {start} or any folder above it")
