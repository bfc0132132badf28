"""A new publication: its file, filled in as far as it can be, and marked where people write."""

from __future__ import annotations

import re

from pydantic import ValidationError

from sectool.dates import Month
from sectool.documents.edition import edition_of
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.drafting.file import File
from sectool.drafting.request import CannotStart, DraftRequest, is_fit, wrong
from sectool.model.faults import faults_of
from sectool.model.id_series import Ids
from sectool.model.publication import Publication
from sectool.model.register import ISSUED, Register
from sectool.schedule import Calendars
from sectool.source.reader import read_data
from sectool.values import dataclass

__all__ = ["CannotCompose", "CannotStart", "DraftRequest", "Started", "start"]

_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


@dataclass(frozen=True)
class Started:
    """A publication that is not in the register yet: its name, and its file as text."""

    name: str
    text: str
    publication: Publication


def start(request: DraftRequest, register: Register, calendars: Calendars) -> Started:
    """The file of a new publication. CannotStart and CannotCompose say why there is none."""
    is_fit(request, calendars)
    text = "\n".join(File(request, register, calendars).lines()) + "\n"
    publication = _read(text, register.ids)
    name = request.name or _name_of(publication)
    if not _NAME.fullmatch(name) or name.endswith(ISSUED):
        raise wrong(
            f"{request.called('name')}: {name!r} is not a valid name for a publication: use "
            "lower-case letters, "
            f"digits and hyphens, such as {_name_of(publication)}"
        )
    edition = edition_of(publication, draft=True)
    KINDS[publication.kind].compose(register, publication, edition, calendars)
    return Started(name, text, publication)


def _read(text: str, ids: Ids) -> Publication:
    """What the text says as a publication: the values of options may be of no use there."""
    data, problems = read_data(text)
    if problems or data is None:
        raise wrong("; ".join(problem.message for problem in problems))
    try:
        return Publication.model_validate(data, context=ids)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, one.path))}: {one.message}" if one.path else one.message
            for one in faults_of(error, data, Publication)
        ]
        raise wrong("; ".join(faults)) from None


def _name_of(publication: Publication) -> str:
    """How publications of the kind are named: by release, day or month, and what they are about."""
    dated = publication.dated
    match publication.kind:
        case "rid":
            return f"rid-{publication.release}"
        case "letter" if publication.requested is not None:
            return f"letter-{publication.requested.modification.lower()}-{dated}"
        case "newsletter":
            return f"newsletter-{dated}"
    month = Month(dated.year, dated.month) if dated is not None else ""
    if publication.recipient is not None:
        short = "-".join(re.findall("[a-z0-9]+", publication.recipient.short.lower()))
        return f"{short}-update-{month}"
    return f"{publication.kind}-{month}"
