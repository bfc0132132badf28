"""What the timetable says beside dates and events: rules as sentences, and who acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sectool.datelang.nodes import Given, Named, Order, Rule
from sectool.datelang.words import phrase_in_words
from sectool.model.register import Register
from sectool.schedule import Schedule
from sectool.values import dataclass
from sectool.words import sentence


@dataclass(frozen=True)
class StepNames:
    """What sentences call the steps of a plan: by their nouns, else as the timetable has them.

    `words` are those that the Code has for steps of any plan, by their ids.
    """

    schedule: Schedule
    words: Mapping[str, str]

    def of(self, id_: str) -> str:
        return self.noun(id_) or self.schedule.milestones[id_].milestone.title

    def noun(self, id_: str) -> str | None:
        return self.schedule.milestones[id_].milestone.noun or self.words.get(id_)

    def have_nouns(self, *rules: Order) -> bool:
        """Whether each of these rules is about a date, or a step that has a noun."""
        anchors = (rule.anchor for rule in rules)
        return all(
            isinstance(one, Given) or (isinstance(one, Named) and self.noun(one.id))
            for one in anchors
        )


def rules_in_sentences(rules: Sequence[Rule], names: StepNames) -> list[str]:
    """The rules of a step, a sentence each.

    `Between A and B.` is one, where both have a noun; else `After A and before B.` A title of the
    timetable has a verb in most cases, and nothing is between two clauses.
    """
    after, before = _only(rules, "after"), _only(rules, "before")
    found = []
    for rule in rules:
        if after is None or before is None or rule not in (after, before):
            found.append(phrase_in_words(rule, names.of))
        elif rule is after and names.have_nouns(after, before):
            ends = (phrase_in_words(one.anchor, names.of) for one in (after, before))
            found.append("between " + " and ".join(ends))
        elif rule is after:
            found.append(" and ".join(phrase_in_words(one, names.of) for one in (after, before)))
    return list(map(sentence, found))


def _only(rules: Sequence[Rule], relation: str) -> Order | None:
    """The rule of a relation, where there is one."""
    found = [rule for rule in rules if isinstance(rule, Order) and rule.relation == relation]
    return found[0] if len(found) == 1 else None


def body_in_table(register: Register, short: str | None) -> str:
    """A body as a cell names it: by its acronym, else by its name."""
    body = register.body_called(short) if short else None
    return (short or "") if body is None or body.short.isupper() else body.name
