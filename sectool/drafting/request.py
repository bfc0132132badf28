"""What a new publication is asked to be, and what each kind needs to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields
from datetime import date

from sectool.diagnostic import suggestion
from sectool.documents.kinds import KINDS
from sectool.model.kind import KIND_NAMES
from sectool.schedule import Calendars
from sectool.values import dataclass


class CannotStart(Exception):
    """There is no such publication to start: why, and whether it was asked for in a wrong way."""

    def __init__(self, message: str, *, misuse: bool) -> None:
        super().__init__(message)
        self.misuse = misuse


@dataclass(frozen=True)
class DraftRequest:
    """What a new publication is to be; None: derived, carried over or left out.

    `called` is how whoever makes the request calls a field of it: an option, a box to fill in.
    """

    kind: str
    name: str | None = None
    dated: date | None = None
    as_of: date | None = None
    since: date | None = None
    meeting: str | None = None
    item: str | None = None
    classification: str | None = None
    release: str | None = None
    modification: str | None = None
    part: str | None = None
    recipient: str | None = None
    author: str | None = None
    called: Callable[[str], str] = field(default=repr, compare=False)


def lacking(message: str) -> CannotStart:
    """What the register does not hold."""
    return CannotStart(message, misuse=False)


def wrong(message: str) -> CannotStart:
    """What was asked for in a wrong way."""
    return CannotStart(message, misuse=True)


def is_fit(request: DraftRequest, calendars: Calendars) -> None:
    """Refuses a kind without what it needs, or with what it would leave unused."""
    kind = request.kind
    if kind not in KIND_NAMES:
        raise wrong(f"no kind {kind!r}{suggestion(kind, KIND_NAMES)}")
    start = KINDS[kind].start
    for key in start.needs:
        if getattr(request, key) is None:
            raise wrong(f"a {kind} needs {request.called(key)}")
    known = {"kind", "name", "called", *start.needs, *start.takes}
    for key in (each.name for each in fields(DraftRequest)):
        if key not in known and getattr(request, key) is not None:
            draft = "; its first version is a draft" if (kind, key) == ("rid", "dated") else ""
            raise wrong(f"{request.called(key)} is not for a {kind}{draft}")
    is_within(calendars, request.called("dated"), request.dated)
    is_within(calendars, request.called("as_of"), request.as_of)
    if request.since is not None and request.dated is not None and request.since >= request.dated:
        raise wrong(f"{request.called('since')} must be a day before {request.called('dated')}")


def is_within(calendars: Calendars, called: str, day: date | None) -> None:
    """Refuses a day of which the calendar knows nothing."""
    working = calendars.working
    if working is not None and day is not None and not working.first <= day <= working.last:
        raise wrong(
            f"{called}: {day} is outside the calendar, which runs from {working.first} to "
            f"{working.last}"
        )
