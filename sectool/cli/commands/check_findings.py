"""`sectool check` and `sectool timeline check`: findings on stdout, a summary last."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sectool.check import reports
from sectool.check.run import NotChecked, check_register, not_checked
from sectool.check.timelines import check_timelines as timelines_checked
from sectool.cli.present.output import write_out
from sectool.cli.present.terminal import print_findings
from sectool.cli.session import day_of, misuse
from sectool.diagnostic import Diagnostic, errors_of
from sectool.queries.loaded import load_to_check
from sectool.unseen import in_line
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
    loaded = load_to_check(root)
    diagnostics = check_register(loaded, subject_of(loaded, documents=True))
    what = f"{loaded.files} files"
    if named:
        diagnostics = tuple(one for one in diagnostics if one.is_about(named))
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


def check_timelines(
    root: Path,
    releases: Sequence[str],
    format_: str,
    *,
    errors_only: bool,
    strict: bool,
    today: str | None = None,
) -> int:
    """Checks the shape of all files, and the meaning of timelines and what they rest on."""
    day = day_of("--today", today)
    checked = timelines_checked(load_to_check(root), releases, day)
    what = f"{checked.timelines} timelines and what they depend on"
    if checked.timelines == 1:
        what = "1 timeline and what it depends on"
    found = _Found(checked.diagnostics, checked.not_checked, what)
    return _tell(found, format_, errors_only=errors_only, strict=strict)


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
    text = reports.REPORTERS[format_](shown, found.not_checked)
    if format_ != "text":
        write_out(text + "\n")
    elif text:
        print_findings(text, sys.stdout)
    if format_ == "text":
        write_out("\n" if text else "")
        if fixable := reports.fixable(shown):
            write_out(f"{fixable}: 'sectool fix' gives it\n")
        write_out(reports.summary(diagnostics, in_line(found.what)) + "\n")
    return 1 if errors or (strict and diagnostics) else 0
