"""Two built documents compared by what they say: block by block, in readers' words."""

from __future__ import annotations

from sectool.documents.differences.change import TOPICS, Change
from sectool.documents.differences.comparing import changes_between
from sectool.documents.differences.history_row import proposed_row
from sectool.documents.differences.told import told

__all__ = ["TOPICS", "Change", "changes_between", "proposed_row", "told"]
