"""The line in small type that says which state of the register a document shows."""

from __future__ import annotations

import re
from datetime import date

from sectool.dates import NotADate, parse_day
from sectool.documents.fingerprint import PATTERN
from sectool.values import dataclass


@dataclass(frozen=True)
class Imprint:
    """What the Code calls the kind, subject, version, day and fingerprint.

    Without a day nothing was left out.
    """

    called: str
    subject: str
    version: str
    as_of: date | None
    fingerprint: str
    draft: bool = False
    approved_only: bool = False
    for_issue: bool = False

    def __str__(self) -> str:
        day = f"as of {self.as_of.isoformat()}" if self.as_of else "with nothing left out"
        draft = " · draft" if self.draft else " · for issue" if self.for_issue else ""
        scope = " · approved only" if self.approved_only else ""
        version = f" · version {self.version}" if self.version else ""
        return (
            f"{self.called} {self.subject}{version}{draft}{scope} · {day} · "
            f"fingerprint {self.fingerprint}"
        )


_IMPRINT = re.compile(
    r"([A-Z-]+) ([\w-]+)(?: · version ([0-9.]+))?( · draft| · for issue)?( · approved only)? · "
    rf"(?:as of ([0-9-]+)|with nothing left out) · fingerprint ({PATTERN})"
)


def without_imprint(text: str) -> str:
    """A text with a mark for each imprint in it: what else its line says is left."""
    return _IMPRINT.sub("[imprint]", text)


def find_imprint(text: str) -> Imprint | None:
    """The last imprint in a text, if there is one."""
    found = list(_IMPRINT.finditer(text))
    if not found:
        return None
    called, subject, version, state, scope, day, digits = found[-1].groups()
    try:
        as_of = parse_day(day) if day else None
    except NotADate:
        return None
    return Imprint(
        called,
        subject,
        version or "",
        as_of,
        digits,
        draft=state == " · draft",
        approved_only=bool(scope),
        for_issue=state == " · for issue",
    )
