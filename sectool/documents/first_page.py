"""What the first page of a document answers: drawn from the rest, and no part of a fingerprint."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sectool.datelang.evaluate import Window
from sectool.dates import When
from sectool.values import dataclass


@dataclass(frozen=True)
class WhenDue:
    """A day or month, or the two ends of a window; neither where it is not known."""

    when: When | None = None
    window: Window | None = None

    @property
    def known(self) -> bool:
        return self.when is not None or self.window is not None


@dataclass(frozen=True)
class KeyDate:
    """A date that readers look for first.

    `title` is that of the test phase or of the step; a cut-off date is of the modifications in
    `ids`, and the `further` ones follow it. A phase ends `until`, where its end is a step of the
    plan.
    """

    kind: Literal["cut-off", "phase", "step", "go-live"]
    title: str
    due: WhenDue
    until: WhenDue = WhenDue()
    ids: tuple[str, ...] = ()
    estimated: bool = False
    provisional: bool = False
    further: tuple[KeyDate, ...] = ()


@dataclass(frozen=True)
class PartyStep:
    """What some Parties have to do, and by when.

    It is a `step` of the timetable, with the rules for its date, and where these set a last
    permitted day of a month, the days that it may be (`last_day`); or else to get ready for the
    modifications that affect them, `approved` or still `targeted`; `incomplete` where nobody said
    of others whether they do.
    """

    who: str
    due: WhenDue
    step: str = ""
    rules: str = ""
    approved: tuple[str, ...] = ()
    targeted: tuple[str, ...] = ()
    incomplete: bool = False
    last_day: Window | None = None


@dataclass(frozen=True)
class ContactLine:
    """Where questions go."""

    name: str
    telephone: str | None
    email: str | None


@dataclass(frozen=True)
class SinceVersion:
    """What has changed since the version before, or since the same one in a working copy.

    `says` is what people wrote of this version, and `changes` what a comparison of the facts gives.
    Without a comparison, `without` says why: nothing is recorded of that version, or what is
    recorded is no longer what the register gives for its day.
    """

    version: str
    dated: date | None
    says: str = ""
    changes: tuple[str, ...] = ()
    marked: bool = False
    without: Literal["", "not recorded", "other facts"] = ""


@dataclass(frozen=True)
class FirstPage:
    """The answers at the top of a document; `approved` and `targeted` is what is in its scope."""

    approved: tuple[str, ...] = ()
    targeted: tuple[str, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    steps: tuple[PartyStep, ...] = ()
    contact: ContactLine | None = None
    classification_means: str = ""
    since: SinceVersion | None = None
