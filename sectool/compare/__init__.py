"""Two built documents compared by what they say: block by block, in readers' words."""

from __future__ import annotations

from sectool.compare.brief import in_brief
from sectool.compare.change import TOPICS, Change
from sectool.compare.comparing import Compared, changes_between, compared
from sectool.compare.sentences import by_section, in_a_sentence
from sectool.compare.version_row import proposed_row

__all__ = [
    "TOPICS",
    "Change",
    "Compared",
    "by_section",
    "changes_between",
    "compared",
    "in_a_sentence",
    "in_brief",
    "proposed_row",
]
