"""Something is named that is not in the register.

A release, modification, document, specification, source, body, phase or part that another
file names must exist, or the document built from it would leave it out in silence. So must a
stage, a path, a kind of consultation or assessment, what a recommendation is towards, and what a
body has the power for: they are those of the Code (`life-cycle.yaml`, `consultations.yaml`,
`assessments.yaml`, `roles.yaml`).

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    documents: [section-aa]    # Y301
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    documents: [section-a]
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity, rewritten_as, slip_of, suggestion
from sectool.model.names import Known, Reference, references
from sectool.model.register import Register
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {
    *("sources", "bodies", "parties", "documents", "specifications", "cost_phases"),
    *("life_cycle_table", "consultations", "assessment_kinds", "roles", "release_kinds"),
    *("id_series", "timelines"),
    "settings",  # which say what profile there is
}
ABOUT = {"file"}


def check(subject: Subject) -> Iterator[Finding]:
    known = Known(subject.register)
    for reference in references(subject.register):
        if known.is_unknown(reference):
            names = sorted(known.names(reference))
            near = suggestion(reference.name, names)
            of, help_ = _of_participant(subject.register, reference)
            yield Finding(
                f"there is no {reference.words} {reference.name!r}{of or near}",
                reference.address,
                help_,
                fix=None if of else rewritten_as(slip_of(reference.name, names)),
            )


def _of_participant(register: Register, reference: Reference) -> tuple[str, str | None]:
    """Where a kind or an area stands for its participant: what it is, and how it is written."""
    parties, name = register.parties, reference.name
    if parties is None or reference.names.kind != "participant":
        return "", None
    whose = parties.participant_of(name)
    if whose == name:
        return "", None
    one = parties.participants[whose]
    what = "a kind" if name in one.kinds else "an area"
    return (
        f"; it is {what} of {one.title}, {whose!r}",
        f"write {whose!r} here; a statement of a release may be 'for: {name}'",
    )
