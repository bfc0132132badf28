"""The phrase of a cut-off cannot be read, or names what is not there: a milestone, a body.

Without a day the cut-off is open for ever. 'go-live' is known of every release; other milestones
are those of its timeline. Bodies are called by their short names.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off:
        when: 6 months before golive    # M127

Good:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off:
        when: 6 months before go-live
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.nodes import Open, anchors_of
from sectool.datelang.parser import PhraseError, parse_phrase
from sectool.diagnostic import Address, Finding, Severity, suggestion
from sectool.history import walked
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Modification
from sectool.model.register import modification_file, reference, timeline_file
from sectool.queries.cut_offs import GO_LIVE
from sectool.rules.bodies_named import unknown_bodies
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "timelines"}
ABOUT = {"cut-off"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for index, rule in enumerate(register.cut_off_rules):
        yield from _found(subject, rule.when, None, reference("cut_off_rules", index, "when"))
    for modification in register.modifications.values():
        for phrase, release, place in _phrases(register.life_cycle, modification):
            yield from _found(subject, phrase, release, place)


def _phrases(
    cycle: LifeCycle, modification: Modification
) -> Iterator[tuple[str, str | None, Address]]:
    """The phrases of a modification's cut-offs, each with the release that it is for."""
    if modification.cut_off is not None and modification.cut_off.when is not None:
        place = Address(modification_file(modification.id), ("cut-off", "when"))
        yield modification.cut_off.when, None, place
    if any(entry.cut_off is not None for entry in modification.history):
        for fold, entry in walked(cycle, modification):
            if entry.cut_off is not None and entry.cut_off.when is not None:
                place = place_in_history(modification, entry).at("cut-off", "when")
                yield entry.cut_off.when, entry.release or fold.targeted, place


def _found(subject: Subject, text: str, release: str | None, place: Address) -> Iterator[Finding]:
    register = subject.register
    try:
        phrase = parse_phrase(text)
    except PhraseError as error:
        within = (error.start, error.end)
        yield Finding(error.message, Address(place.file, place.path, within=within), error.help)
        return
    if isinstance(phrase, Open):
        yield Finding("'tba' gives no day", place, "leave 'when' out until the day can be said")
        return
    yield from unknown_bodies(phrase, place, subject)
    timeline = register.timelines.get(release or "")
    if release is None or timeline_file(release) in register.unread:
        return
    known = sorted({*(timeline.milestones if timeline is not None else ()), GO_LIVE})
    for anchor in anchors_of(phrase):
        if anchor.id not in known:
            yield Finding(
                f"there is no milestone {anchor.id!r} in the timeline of {release}"
                + suggestion(anchor.id, known),
                Address(place.file, place.path, within=anchor.words),
            )
