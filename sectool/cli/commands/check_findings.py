"""`sectool check` and `sectool timeline check`: findings on stdout, a summary last."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sectool.check.run import NotChecked, check_register, not_checked, schedules_of
from sectool.cli.present import findings as report
from sectool.cli.present.terminal import print_findings
from sectool.cli.session import misuse
from sectool.diagnostic import Diagnostic, errors_of, suggestion
from sectool.load import Loaded, load_register
from sectool.rules.rule import Subject
from sectool.rules.table import RULES
from sectool.values import dataclass
from sectool.words import listed


def check_all(
    root: Path, format_: str, *, errors_only: bool, strict: bool, files: Sequence[Path] = ()
) -> int:
    """Checks the whole register, documents included; tells what is about `files` if any are named.

    A finding is about every file that it points at: a plan can fail for a line in another one.
    """
    # Imported here: timelines are checked without templates and what reads them.
    from sectool.pipeline import subject_of

    named = [_within(root, file) for file in files]
    loaded = load_register(root)
    diagnostics = check_register(loaded, subject_of(loaded, documents=True))
    what = f"{loaded.files} files"
    if named:
        diagnostics = tuple(one for one in diagnostics if _is_about(one, named))
        what = listed(named)
    found = _Found(diagnostics, not_checked(loaded), what)
    return _tell(found, format_, errors_only=errors_only, strict=strict)


def _within(root: Path, file: Path) -> str:
    """A file or folder as the register names it: as seen from here, else from its own folder."""
    for path in (file, root / file):
        try:
            # Of a name too long for the disk, too, they say that it is not there.
            if os.path.islink(path):  # noqa: PTH114
                # Itself, wherever it leads: what is wrong with it is told at its own place.
                path = path.parent.resolve() / path.name
            elif not os.path.exists(path):  # noqa: PTH110
                continue
            else:
                path = path.resolve()
            return path.relative_to(root.resolve()).as_posix()
        except ValueError:
            raise misuse(f"{file} is not in the register {root}") from None
    raise misuse(f"there is no {file}, neither here nor in the register")


def _is_about(found: Diagnostic, named: Sequence[str]) -> bool:
    places = [found.place, *(place for _, place in found.related)]
    whole = "." in named
    return whole or any(f"{place.file}/".startswith(f"{n}/") for place in places for n in named)


def check_timelines(
    root: Path, releases: Sequence[str], format_: str, *, errors_only: bool, strict: bool
) -> int:
    """Checks the shape of all files, and the meaning of timelines and what they rest on."""
    loaded = load_register(root)
    register = loaded.register
    known = sorted({*register.timelines, *_broken_releases(loaded)})
    unknown = [release for release in releases if release not in known]
    if unknown:
        near = suggestion(unknown[0], known)
        raise misuse(f"no timeline of release {unknown[0]!r}{near}")
    subject = Subject(register, schedules_of(register))
    rules = [rule for rule in RULES.values() if rule.about & _ANY_FILE or rule.about & _OF_RELEASE]
    diagnostics = [
        found
        for found in check_register(loaded, subject, rules)
        if _about_time(found.code, found.place.file, set(releases))
    ]
    lacking = tuple(_lacking(not_checked(loaded), set(releases)))
    wanted = [r for r in register.timelines if not releases or r in releases]
    many = f"{len(wanted)} timelines and what they rest on"
    what = "1 timeline and what it rests on" if len(wanted) == 1 else many
    return _tell(
        _Found(tuple(diagnostics), lacking, what), format_, errors_only=errors_only, strict=strict
    )


def _broken_releases(loaded: Loaded) -> set[str]:
    return {
        file.split("/")[1]
        for file in loaded.register.broken
        if file.startswith("releases/") and file.count("/") == 2
    }


# What `timeline check` tells: in any file, and in the files of the releases that are asked for.
_ANY_FILE = {"file", "calendar", "cut-off"}
_OF_RELEASE = {"timeline", "release"}


def _about_time(code: str, file: str, releases: set[str]) -> bool:
    """Whether a finding is of a file's shape, or about the calendar, a timeline, a release, a
    cut-off."""
    about = RULES[code].about
    if about & _ANY_FILE:
        return True
    return bool(about & _OF_RELEASE) and (not releases or _is_of(file, releases))


def _is_of(file: str, releases: set[str]) -> bool:
    folder, _, rest = file.partition("/")
    return folder == "releases" and rest.partition("/")[0] in releases


def _lacking(all_: Sequence[NotChecked], releases: set[str]) -> Iterator[NotChecked]:
    """What was not checked about timelines; of releases only those that were asked for."""
    for one in all_:
        files = tuple(
            file
            for file in one.files
            if not releases or not file.startswith("releases/") or _is_of(file, releases)
        )
        codes = tuple(code for code in one.codes if _about_time(code, "", set()))
        if files and codes:
            yield NotChecked(files, codes)


@dataclass(frozen=True)
class _Found:
    """What a check found, what it could not look for, and what it looked at."""

    diagnostics: Sequence[Diagnostic]
    not_checked: Sequence[NotChecked]
    what: str


def _tell(found: _Found, format_: str, *, errors_only: bool, strict: bool) -> int:
    """Prints findings and, in text, how many there are of each severity, shown or not."""
    diagnostics = found.diagnostics
    errors = errors_of(diagnostics)
    shown = errors if errors_only else diagnostics
    told = report.REPORTERS[format_](shown, found.not_checked)
    if format_ != "text":
        sys.stdout.write(told + "\n")
    elif told:
        print_findings(told, sys.stdout)
    if format_ == "text":
        sys.stdout.write(("\n" if told else "") + report.summary(diagnostics, found.what) + "\n")
    return 1 if errors or (strict and diagnostics) else 0
