"""Two built documents compared by what they say: block by block, in readers' words."""

from __future__ import annotations

from sectool.compare.change import TOPICS, Change
from sectool.compare.comparing import changes_between
from sectool.compare.sentences import by_section, in_a_sentence
from sectool.compare.version_row import proposed_row

__all__ = ["TOPICS", "Change", "by_section", "changes_between", "in_a_sentence", "proposed_row"]
