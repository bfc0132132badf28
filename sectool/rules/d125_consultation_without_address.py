"""A newsletter announces consultations that readers cannot respond to.

Readers who see that a consultation closes on Tuesday will wish to respond. Either the consultation,
or its modification, has a link, or the newsletter gives an email address under `contact`. Without
either the newsletter cannot be issued; one that was issued elsewhere is what it is.

Bad:

    # publications/newsletter-2029-04-06.yaml
    kind: newsletter
    dated: 2029-04-06
    contact: {name: Change Team}    # D125

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-04-02, event: consultation, kind: refinement, closes: 2029-04-20}

Good:

    # publications/newsletter-2029-04-06.yaml
    kind: newsletter
    dated: 2029-04-06
    contact: {name: Change Team, email: change.team@example.org}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-04-02, event: consultation, kind: refinement, closes: 2029-04-20}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.documents.edition import edition_now
from sectool.model.register import publication_file
from sectool.queries.consultations import open_consultations
from sectool.queries.register_on import register_on
from sectool.rules.rule import Subject
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"life_cycle_table", "modifications"}
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for name, publication in register.publications.items():
        if publication.kind != "newsletter":
            continue
        contact = publication.contact
        if contact is not None and contact.email is not None:
            continue
        found = open_consultations(register_on(register, edition_now(publication).as_of))
        ids = dict.fromkeys(
            each.standing.shown_id
            for each in found
            if each.consultation.link is None and each.standing.link is None
        )
        if ids:
            where = Address(publication_file(name))
            whose = f"the consultation{'s' if len(ids) > 1 else ''} on {listed([*ids])}"
            yield Finding(
                f"readers are informed of {whose}, but of no address to which to respond",
                where.of_key("contact" if contact is not None else "dated"),
                "give 'email' under 'contact', or each consultation its 'link'",
            )
