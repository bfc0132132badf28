"""The parts that documents of several kinds share, as values."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from sectool.dates import When
from sectool.documents.edition import Edition
from sectool.values import dataclass


@dataclass(frozen=True)
class AnnexLine:
    """An annex, and the name of the attached file where there is one."""

    letter: str
    title: str
    says: str
    attached: str | None = None


def annex_name(edition: Edition, letter: str, file: str) -> str:
    """What the file of an annex is called beside its document."""
    return f"{edition.stem()}-annex-{letter.lower()}{PurePosixPath(file).suffix}"


@dataclass(frozen=True)
class Cancelled:
    """That a release is not to be; `seen` where only that it was cancelled by then is known.

    `instead` are the releases with which what it was to bring in goes now; where that is so of
    some of it alone, `in_part`.
    """

    when: When
    seen: bool
    by: str | None
    because: str | None
    instead: tuple[str, ...] = ()
    in_part: bool = False


@dataclass(frozen=True)
class ReleaseMove:
    """What was asked or decided about the date of a whole release: `what` is the event.

    `following` is approved and goes live with it, `undecided` may. `instead_of` is the day that
    held till then, `until` the last one that may still be chosen, `of` who decides on a request.
    `seen` where only that it had happened by then is known. `cancelled` says of the release that
    by the day it is not to be, and `instead` with which others goes what it was to bring in;
    `in_part` where that is so of some of it alone.
    """

    release: str
    following: tuple[str, ...]
    what: str
    to: date | None
    instead_of: date | None
    until: date | None
    by: str | None
    of: str | None
    when: When
    seen: bool
    because: str | None
    cancelled: bool = False
    undecided: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    in_part: bool = False
