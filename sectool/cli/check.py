"""`sectool check` and `sectool timeline check`: findings on stdout, a summary last."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sectool import report
from sectool.check import check_register, schedules_of
from sectool.cli.terminal import print_findings
from sectool.diagnostic import Diagnostic, Severity, suggestion
from sectool.load import Loaded, load_register
from sectool.model.register import timeline_file
from sectool.rules.rule import Subject


def check_all(root: Path, format_: str, *, errors_only: bool, strict: bool) -> int:
    """Checks the whole register, documents included."""
    # Imported here: timelines are checked without templates and what reads them.
    from sectool.pipeline import subject_of

    loaded = load_register(root)
    diagnostics = check_register(loaded, subject_of(loaded, documents=True))
    what = f"{loaded.files} files"
    return _tell(diagnostics, what, format_, errors_only=errors_only, strict=strict)


def check_timelines(
    root: Path, releases: Sequence[str], format_: str, *, errors_only: bool, strict: bool
) -> int:
    """Checks the shape of all files, and the meaning of timelines and what they rest on."""
    loaded = load_register(root)
    register = loaded.register
    known = sorted({*register.timelines, *_broken_releases(loaded)})
    unknown = [release for release in releases if release not in known]
    if unknown:
        sys.stderr.write(
            f"sectool: no timeline of release {unknown[0]!r}{suggestion(unknown[0], known)}\n"
        )
        return 2
    subject = Subject(register, schedules_of(register))
    diagnostics = [
        found
        for found in check_register(loaded, subject)
        if found.code.startswith("Y") or _about_time(found, set(releases))
    ]
    wanted = [r for r in register.timelines if not releases or r in releases]
    what = f"{len(wanted)} timeline{'' if len(wanted) == 1 else 's'}"
    code = _tell(diagnostics, what, format_, errors_only=errors_only, strict=strict)
    if format_ == "text":
        for release in _unread_timelines(loaded):
            if not releases or release in releases:
                sys.stdout.write(
                    f"the timeline of {release} is looked at no further until its file is mended\n"
                )
    return code


def _unread_timelines(loaded: Loaded) -> list[str]:
    """The releases whose timeline is there and cannot be read whole."""
    return [
        release
        for release in sorted(_broken_releases(loaded))
        if timeline_file(release) in loaded.register.broken
    ]


def _broken_releases(loaded: Loaded) -> set[str]:
    return {
        file.split("/")[1]
        for file in loaded.register.broken
        if file.startswith("releases/") and file.count("/") == 2
    }


def _about_time(found: Diagnostic, releases: set[str]) -> bool:
    """Whether a finding is about the calendar, a timeline, a release or a cut-off."""
    family = found.code[0]
    if family == "C" or found.code in ("M104", "M105", "M106", "M107", "M111"):
        return True
    if family not in "RT":
        return False
    if not releases or found.code == "R106":
        return True
    folder, _, rest = found.place.file.partition("/")
    return folder == "releases" and rest.partition("/")[0] in releases


def _tell(
    diagnostics: Sequence[Diagnostic], what: str, format_: str, *, errors_only: bool, strict: bool
) -> int:
    """Prints findings and, in text, how many there are of each severity, shown or not."""
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    told = report.REPORTERS[format_](errors if errors_only else diagnostics)
    if format_ != "text":
        sys.stdout.write(told + "\n")
    elif told:
        print_findings(told, sys.stdout)
    if format_ == "text":
        sys.stdout.write(("\n" if told else "") + report.summary(diagnostics, what) + "\n")
    return 1 if errors or (strict and diagnostics) else 0
