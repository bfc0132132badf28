"""What the timetable says beside dates and events: rules as sentences, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sectool.datelang.nodes import Order, Rule
from sectool.datelang.words import phrase_in_words
from sectool.model.register import Register
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


def body_in_table(register: Register, short: str | None) -> str:
    """A body as a cell names it: by its acronym, else by its name."""
    body = register.body_called(short) if short else None
    return (short or "") if body is None or body.short.isupper() else body.name
