"""The notes of the timetable: the rules of a step as sentences that readers can take in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sectool.datelang.nodes import Order, Rule
from sectool.datelang.words import phrase_in_words
from sectool.words import sentence


def rules_in_sentences(rules: Sequence[Rule], title: Callable[[str], str]) -> list[str]:
    """The rules of a step, a sentence each; `After A and before B.` is one."""
    after, before = _only(rules, "after"), _only(rules, "before")
    both = (after, before) if after is not None and before is not None else ()
    found = []
    for rule in rules:
        if rule in both:
            if rule is after:
                found.append(" and ".join(phrase_in_words(one, title) for one in both))
        else:
            found.append(phrase_in_words(rule, title))
    return list(map(sentence, found))


def _only(rules: Sequence[Rule], relation: str) -> Order | None:
    """The rule of a relation, where there is one."""
    found = [rule for rule in rules if isinstance(rule, Order) and rule.relation == relation]
    return found[0] if len(found) == 1 else None
