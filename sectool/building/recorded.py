"""Whether an edition is what the register records as issued: by its version and its facts."""

from __future__ import annotations

from dataclasses import replace

from sectool.documents.edition import Edition
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.model.register import Register, issued_file


def with_state(
    register: Register,
    name: str,
    publication: Publication,
    edition: Edition,
    digits: str,
    issue: Issue | None = None,
) -> Edition:
    """An edition with what the record says of it; `digits` are the fingerprint of its facts.

    With `issue` it is known to be that one: the caller has compared the two in another way.
    """
    if edition.draft or not edition.of_its_day:
        return edition
    if issue is None and record_unread(register, name):
        return replace(edition, state="unknown")
    record = issue if issue is not None else record_of_edition(register, name, edition)
    if record is None:
        mentioned = any(
            one.mentioned and one.version == edition.version for one in publication.versions
        )
        return replace(edition, state="reconstructed" if mentioned else "for issue")
    if issue is None and record.fingerprint != digits:
        return replace(edition, state="differs")
    if record.replaces is not None:
        edition = replace(edition, reissue=record.version, replaces=record.replaces)
    if record.withdrawn is not None:
        return replace(
            edition,
            state="withdrawn",
            withdrawn_on=record.withdrawn.date,
            withdrawn_because=record.withdrawn.because,
        )
    return replace(edition, state="elsewhere" if record.elsewhere is not None else "issued")


def record_unread(register: Register, name: str) -> bool:
    """Whether there is a record of what was issued that cannot be read."""
    return issued_file(name) in register.broken


def record_of_edition(register: Register, name: str, edition: Edition) -> Issue | None:
    """The record of the version that an edition is of, whether or not it has the facts of then.

    A document without versions is what went out last of its day. The last row of a version counts.
    """
    records = reversed(register.issued.get(name, ()))
    if edition.version:
        return next((one for one in records if one.version == edition.version), None)
    return next((one for one in records if one.as_of == edition.as_of), None)
