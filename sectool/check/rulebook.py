"""The rules as people look them up: a list, and the page of each."""

from __future__ import annotations

from textwrap import wrap

from sectool.codes import code_of
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
    """There is no rule of that code or name; the message suggests one."""


def rule_called(word: str) -> Rule:
    """The rule of a code or a name, in capitals or lower case."""
    code = code_of(word)
    if code is None:
        if any(letter.isdigit() for letter in word):
            near = suggestion(word.upper(), list(RULES))
        else:
            near = suggestion(word.replace("_", "-"), [rule.name for rule in RULES.values()])
        raise NoSuchRule(f"there is no rule {word!r}{near}")
    return RULES[code]


def page(rule: Rule) -> str:
    """What `sectool rule T103` prints."""
    kind = f"{rule.code} {rule.name} ({FAMILIES[rule.code[0]]}, {rule.severity.value})"
    return f"{kind}\n{'=' * len(kind)}\n{rule.page}"


def index() -> str:
    """Every rule on a line, by family."""
    lines = []
    for letter, family in FAMILIES.items():
        lines.append(f"{family[0].upper()}{family[1:]}")
        for code, rule in sorted(RULES.items()):
            if code.startswith(letter):
                head = f"  {rule.code}  {rule.severity.value:<8} "
                line = f"{rule.name}: {rule.title}"
                lines += wrap(
                    line,
                    79,
                    initial_indent=head,
                    subsequent_indent=" " * 17,
                    break_on_hyphens=False,
                )
        lines.append("")
    return "\n".join(lines)
