"""A modification goes live in parts with several releases, and says its facts only of the whole.

Each release with a RID would tick whom the whole affects, promise all of what it does, or count all
of what it costs. `will` and `impacts` may be given part by part, and `costs` on an entry with
`part`.

Bad:

    # modifications/MP003.yaml
    id: MP003
    title: A change in two steps
    will: write the change down and make it
    impacts: {suppliers: true, dcc: system}
    parts:    # R116
      text: {title: The text, documents: [section-h]}
      systems: {title: The systems, documents: none}
    history:
    - {date: 2029-01-09, event: approved, release: 2030-06, part: text}
    - {date: 2029-01-09, event: scheduled, release: 2030-11, part: systems}

    # releases/2030-11/release.yaml
    id: 2030-11
    name: November 2030 SEC Release
    kind: scheduled
    go-live: 2030-11-07
    change-requests: none
    administrator-impacts: The texts of the Code are brought up to date.
    other-codes: none
    impact-statements:
    - {for: suppliers, says: Suppliers can see more, rests-on: [MP003]}
    - {for: dsp, says: The change is made, rests-on: [MP003]}
    test-strategy: [The DCC tests the release by itself.]
    costs: {operational: none}
    administrator-effort: none

    # publications/rid-2030-11.yaml
    kind: rid
    release: 2030-11
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: The first draft.}

Good:

    # modifications/MP003.yaml
    id: MP003
    title: A change in two steps
    parts:
      text: {title: The text, documents: [section-h], will: write the change down, impacts: none}
      systems:
        title: The systems
        documents: none
        will: make the change
        impacts: {suppliers: true, dcc: system}
    history:
    - {date: 2029-01-09, event: approved, release: 2030-06, part: text}
    - {date: 2029-01-09, event: scheduled, release: 2030-11, part: systems}

    # releases/2030-11/release.yaml
    id: 2030-11
    name: November 2030 SEC Release
    kind: scheduled
    go-live: 2030-11-07
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.history import Standing
from sectool.model.register import modification_file
from sectool.queries.document_kinds import short_of_kind
from sectool.queries.register_on import register_on
from sectool.queries.releases import releases_with_rid
from sectool.rules.rule import Subject
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"releases", "publications"}
ABOUT = {"modification", "release"}


def check(subject: Subject) -> Iterator[Finding]:
    called = short_of_kind(subject.register, "rid")
    documented = releases_with_rid(subject.register) & subject.register.releases.keys()
    for standing in register_on(subject.register, None).standings:
        counting = [release for release in standing.releases if release in documented]
        lacking = _facts_of_the_whole(standing)
        if len(counting) > 1 and lacking:
            yield Finding(
                f"{standing.id} says {listed(lacking)} only of the whole, and each of the "
                f"{called}s of {listed(counting)} counts it",
                Address(modification_file(standing.id), ("parts",)),
                "give each part its own; costs belong on an entry with 'part'",
                about=(standing.id,),
            )


def _facts_of_the_whole(standing: Standing) -> list[str]:
    """The facts that a modification has, and its parts have not."""
    parts = [one.part for one in standing.parts]
    lacking = []
    if standing.facts.will is not None and not any(part.will for part in parts):
        lacking.append("'will'")
    if standing.facts.impacts is not None and not any(part.impacts is not None for part in parts):
        lacking.append("'impacts'")
    if any(not one.parts and one.costs for one in standing.costs_by):
        lacking.append("'costs'")
    return lacking
