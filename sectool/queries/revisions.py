"""A register as a git revision holds it, and why it may not be had."""

from __future__ import annotations

from sectool.load import load_revision
from sectool.workspace.git import NoGit, NoRevision

__all__ = ["NoGit", "NoRevision", "load_revision"]
