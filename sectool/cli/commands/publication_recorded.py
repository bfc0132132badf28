"""What the record of issued versions keeps from being built, and which files it makes untrue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sectool.cli.present.output import write_error
from sectool.cli.session import Refused
from sectool.dates import in_full
from sectool.issuing.agreement import (
    IssuedOtherwise,
    RecordLost,
    in_agreement,
    other_annexes,
    refuse_other_annexes,
)
from sectool.issuing.in_words import files_in_words
from sectool.issuing.rebuild import RESTORE, Issue
from sectool.pipeline import Built
from sectool.queries.files import issued_file
from sectool.queries.loaded import Loaded
from sectool.unseen import in_line


def as_recorded(root: Path, loaded: Loaded, name: str, built: Built, issue: Issue | None) -> Built:
    """A document that went out as that; refused where it would now say something else."""
    try:
        if issue is not None:
            refuse_other_annexes(loaded, name, issue)
        return in_agreement(root, loaded, name, built, issue)
    except IssuedOtherwise as error:
        record = error.record
        if isinstance(error, RecordLost):
            raise Refused(
                f"sectool: {name} was not built: {in_line(error.because)}.\n"
                "  as it would be now: build it with --draft",
                1,
            ) from None
        if record is None:
            raise Refused(
                f"sectool: {name} was not built: whether it was issued, and with which contents, "
                f"cannot be determined, since {error.because}. Correct the file (see 'sectool "
                "check'), "
                "or use --draft",
                1,
            ) from None
        if error.broken:
            raise Refused(broken_record(name, record, error.because), 1) from None
        went_out = f"sectool: {name} version {record.version} went out on {in_full(record.dated)}"
        why = "would now say something else, so it was not built."
        ways = (
            f"  what differs: sectool publication check {name}\n"
            f"  as it went out: sectool publication build {name} --issued {record.version}\n"
        )
        if error.annexes:
            why = f"would now have {other_annexes(error.annexes)}, so it was not built."
            ways = ""
        elif error.because:
            why = (
                "has other contents in its record than the register gives, so it was not built. "
                f"The two cannot be compared: {in_line(error.because)}."
            )
            ways = ""
        raise Refused(
            f"{went_out} and {why}\n{ways}"
            "  as it would be now: build it with --draft, or give it a new version",
            1,
        ) from None


def broken_record(name: str, record: Issue, because: str) -> str:
    return (
        f"sectool: {name} version {record.version} was not built: its row in {issued_file(name)} "
        f"is broken: {in_line(because)}.\n  what to do: {RESTORE}\n"
        "  as it would be now: build it with --draft"
    )


def print_files_as_issued(files: Sequence[Path], version: str) -> None:
    """Says which files still say that a version was issued which is withdrawn."""
    for line in files_in_words([in_line(str(path)) for path in files], version):
        write_error(f"{line}\n")
