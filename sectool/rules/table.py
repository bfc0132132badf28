"""Every rule, by its code."""

from __future__ import annotations

from sectool.codes import CODES
from sectool.rules.rule import Rule

RULES: dict[str, Rule] = {code: Rule(row) for code, row in CODES.items()}
