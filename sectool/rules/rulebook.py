"""The rules as people look them up: a list, and the page of each."""

from __future__ import annotations

from textwrap import wrap

from sectool.diagnostic import suggestion
from sectool.rules.rule import Rule
from sectool.rules.table import RULES

FAMILIES = {
    "Y": "YAML and shape",
    "M": "modifications",
    "R": "releases",
    "T": "timelines",
    "C": "calendar and bodies",
    "D": "documents",
}


class NoSuchRule(Exception):
    """There is no rule of that code; the message says which there are."""


def rule_called(code: str) -> Rule:
    """The rule of a code, in large or small letters."""
    found = RULES.get(code.upper())
    if found is None:
        raise NoSuchRule(f"there is no rule {code!r}{suggestion(code.upper(), list(RULES))}")
    return found


def page(rule: Rule) -> str:
    """What `sectool rule T103` prints."""
    kind = f"{rule.code} ({FAMILIES[rule.code[0]]}, {rule.severity.value})"
    return f"{kind}\n{'=' * len(kind)}\n{rule.page}"


def index() -> str:
    """Every rule on a line, by family."""
    lines = []
    for letter, family in FAMILIES.items():
        lines.append(f"{family[0].upper()}{family[1:]}")
        for code, rule in sorted(RULES.items()):
            if code.startswith(letter):
                head = f"  {rule.code}  {rule.severity.value:<8} "
                lines += wrap(rule.title, 79, initial_indent=head, subsequent_indent=" " * 17)
        lines.append("")
    return "\n".join(lines)
