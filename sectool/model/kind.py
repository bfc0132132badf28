"""The kinds of publications by name: the command line lists them without loading any shape."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["rid", "status-report", "letter", "cross-code", "newsletter"]
KIND_NAMES: tuple[Kind, ...] = get_args(Kind)
