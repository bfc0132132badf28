"""An impact is given by a word that its participant has no level for.

Most participants are affected or not: `true` or `false`. Those for which `participants.yaml` lists
levels are affected at one of them, or `none`. Of each `tbc` says that it is not known.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    impacts:
      suppliers: testing    # R130
      dcc: sytem    # R130
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    impacts:
      suppliers: true
      dcc: system
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity, suggestion
from sectool.model.modification import Entry, Modification
from sectool.model.participants import AFFECTED, UNAFFECTED, Impacts, Parties
from sectool.model.register import modification_file, reference
from sectool.model.shape import NONE, TO_BE_CONFIRMED
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"parties"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if register.parties is None:
        return
    for modification in register.modifications.values():
        for address, impacts in _impacts_in(modification):
            for participant, words in impacts.items():
                yield from _checked(register.parties, participant, words, address.at(participant))
    for index, rule in enumerate(register.cut_off_rules):
        for participant, words in rule.impacts.items():
            address = reference("cut_off_rules", index, "impacts", participant)
            yield from _checked(register.parties, participant, words, address)
    for index, step in enumerate(register.back_plan):
        for participant, words in step.impacts.items():
            address = reference("back_plan", index, "impacts", participant)
            yield from _checked(register.parties, participant, words, address)


def _impacts_in(modification: Modification) -> Iterator[tuple[Address, Impacts]]:
    """What a file says of impacts: at its head, on its entries, and on parts of both."""
    top = Address(modification_file(modification.id))
    places: list[tuple[Address, Modification | Entry]] = [(top, modification)]
    places += [(top.at("history", index), one) for index, one in enumerate(modification.history)]
    for address, one in places:
        if one.impacts is not None:
            yield address.at("impacts"), one.impacts
        for id_, part in one.parts.items():
            if part.impacts is not None:
                yield address.at("parts", id_, "impacts"), part.impacts


def _checked(
    parties: Parties, participant: str, words: tuple[str, ...], address: Address
) -> Iterator[Finding]:
    one = parties.participants.get(participant)
    if one is None:
        return  # an unknown name is told as such
    levels = [*one.levels] or [AFFECTED]
    for word in words:
        if word in (*levels, UNAFFECTED, TO_BE_CONFIRMED):
            continue
        known = [*levels, NONE if one.levels else UNAFFECTED, TO_BE_CONFIRMED]
        yield Finding(
            f"{word!r} does not say how {participant!r} is affected{suggestion(word, known)}",
            address,
            f"write one of: {', '.join(known)}",
            about=(participant,),
        )
