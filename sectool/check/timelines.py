"""The part of a check that is about time: timelines, releases, the calendar and cut-offs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sectool.check.run import NotChecked, check_register, not_checked, schedules_of
from sectool.diagnostic import Diagnostic, suggestion
from sectool.load import Loaded
from sectool.queries.errors import NotFound
from sectool.rules.rule import Subject
from sectool.rules.table import RULES
from sectool.values import dataclass

# What is reported of any file, and what of the releases that are asked for.
_ANY_FILE = {"file", "calendar", "cut-off"}
_OF_RELEASE = {"timeline", "release"}


@dataclass(frozen=True)
class CheckedTimelines:
    """What is wrong with timelines, what could not be checked, and how many were."""

    diagnostics: tuple[Diagnostic, ...]
    not_checked: tuple[NotChecked, ...]
    timelines: int


def check_timelines(
    loaded: Loaded, releases: Collection[str] = (), today: date | None = None
) -> CheckedTimelines:
    """Checks the shape of all files, and the meaning of timelines and what they depend on.

    With `releases`, only those of these; NotFound for one that has no timeline. With a day for
    `today`, cut-offs that had been missed by then are findings.
    """
    register = loaded.register
    known = sorted({*register.timelines, *_broken_releases(loaded)})
    for release in releases:
        if release not in known:
            message = f"no timeline of release {release!r}{suggestion(release, known)}"
            raise NotFound("timeline", release, message=message)
    subject = Subject(register, schedules_of(register), today=today)
    rules = [rule for rule in RULES.values() if rule.about & (_ANY_FILE | _OF_RELEASE)]
    diagnostics = tuple(
        found
        for found in check_register(loaded, subject, rules)
        if _about_time(found.code, found.place.file, releases)
    )
    lacking = tuple(_lacking(not_checked(loaded), releases))
    many = sum(not releases or release in releases for release in register.timelines)
    return CheckedTimelines(diagnostics, lacking, many)


def _broken_releases(loaded: Loaded) -> set[str]:
    return {
        file.split("/")[1]
        for file in loaded.register.unread
        if file.startswith("releases/") and file.count("/") == 2
    }


def _about_time(code: str, file: str, releases: Collection[str]) -> bool:
    """Whether a finding is of a file's shape, or about the calendar, a timeline, a release, a
    cut-off."""
    about = RULES[code].about
    if about & _ANY_FILE:
        return True
    return bool(about & _OF_RELEASE) and (not releases or _is_of(file, releases))


def _is_of(file: str, releases: Collection[str]) -> bool:
    folder, _, rest = file.partition("/")
    return folder == "releases" and rest.partition("/")[0] in releases


def _lacking(all_: Iterable[NotChecked], releases: Collection[str]) -> Iterator[NotChecked]:
    """What was not checked about timelines; of releases only those that were asked for."""
    for one in all_:
        files = tuple(
            file
            for file in one.files
            if not releases or not file.startswith("releases/") or _is_of(file, releases)
        )
        codes = tuple(code for code in one.codes if _about_time(code, "", ()))
        if files and codes:
            yield NotChecked(files, codes)
