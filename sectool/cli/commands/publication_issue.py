"""`sectool publication issue`, `withdraw` and `check`: what went out, and whether it holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sectool.check import reports
from sectool.cli.commands.publication_recorded import print_files_as_issued
from sectool.cli.present.output import write_error, write_out
from sectool.cli.present.tables import fields_of, folded, paragraph, write_answer
from sectool.cli.present.terminal import progress
from sectool.cli.revision import named_by
from sectool.cli.session import Refused, failure, from_here, misuse, refuse, unread, value_of
from sectool.compare import by_section
from sectool.dates import in_full, iso
from sectool.issuing.agreement import ComparedIssue, compared_issues
from sectool.issuing.files_of_version import files_as_issued
from sectool.issuing.in_words import state_in_words, states_in_words
from sectool.issuing.record import (
    CannotIssue,
    issuing_of,
    source_named,
    withdrawable,
)
from sectool.issuing.written_row import with_row, with_withdrawal
from sectool.pipeline import (
    Described,
    MissingGlyphs,
    StyleError,
    building_errors,
    files_of,
    formats_named,
    publication_of,
)
from sectool.pipeline import check as check_register
from sectool.queries.errors import Unavailable
from sectool.queries.files import issued_file
from sectool.queries.loaded import load_register
from sectool.unseen import in_line
from sectool.workspace.atomic import NotWritten, write_together
from sectool.workspace.journal import RegisterWriter, writing


def issue(
    root: Path,
    name: str,
    version: str | None,
    elsewhere: str | None,
    again: str | None,
    *,
    formats: str,
    output: Path,
) -> int:
    """Records that a version went out and builds it as that, or does neither."""
    if again is not None and (elsewhere is None or not again.strip()):
        raise misuse("--again: say why, in a sentence, of what was issued elsewhere (--elsewhere)")
    wanted = formats_named(formats)
    try:
        with writing(root) as writer:
            return _issue(root, name, version, elsewhere, again, wanted, output, writer)
    except CannotIssue as error:
        return refuse(_cannot(error))
    except (NotWritten, OSError) as error:
        return refuse(failure(str(error)))


def _issue(
    root: Path,
    name: str,
    version: str | None,
    elsewhere: str | None,
    again: str | None,
    wanted: list[str],
    output: Path,
    writer: RegisterWriter,
) -> int:
    file = root / issued_file(name)
    loaded = load_register(root)
    publication_of(loaded, name)
    with value_of("--elsewhere"):
        source_named(loaded.register, elsewhere)
    found = check_register(loaded, documents=False)
    with value_of("--version"), named_by("publication issue"):
        issuing = issuing_of(
            *(root, loaded, name, version, found), elsewhere=elsewhere, again=again
        )
    record = issuing.record
    before = file.read_bytes() if file.exists() else None
    try:
        files = files_of(
            *(loaded, issuing.built, wanted, output),
            setting=lambda name: progress(f"Setting {name}", sys.stderr),
        )
    except (StyleError, MissingGlyphs) as error:
        raise Unavailable(findings=building_errors(loaded, name, error)) from None
    # The row comes first: a version that is recorded can be built again, and a document that says
    # it was issued while no row does would be untrue.
    writer.write({issued_file(name): with_row(before, name, record)}, {issued_file(name): before})
    try:
        write_together(files, within=root)
    except BaseException:
        writer.undo()
        raise
    for path in (from_here(file), *(path for path, _ in files)):
        write_out(f"{in_line(str(path))}\n")
    write_error(
        f"{name} version {record.version} of {in_full(record.dated)} is recorded "
        f"{'as issued' if again is None else 'again'}: fingerprint {record.fingerprint}, data of "
        f"commit {record.commit[:12]}. Commit {issued_file(name)} too\n"
    )
    return 0


def _cannot(error: CannotIssue) -> Refused:
    errors = f"{reports.text(error.findings)}\n" if error.findings else ""
    return Refused(f"{errors}sectool: {error}", 1)


def withdraw(root: Path, name: str, version: str, because: str, on: date, *, output: Path) -> int:
    """Records that a version which went out holds no longer, and names its files in `output`."""
    try:
        with writing(root) as writer:
            return _withdraw(root, name, version, because, on, output, writer)
    except CannotIssue as error:
        return refuse(_cannot(error))
    except (NotWritten, OSError) as error:
        return refuse(failure(str(error)))


def _withdraw(
    root: Path,
    name: str,
    version: str,
    because: str,
    on: date,
    output: Path,
    writer: RegisterWriter,
) -> int:
    file = root / issued_file(name)
    loaded = load_register(root)
    publication_of(loaded, name)
    if not because.strip():
        raise misuse("--because: say why it is withdrawn, in a sentence")
    with value_of("--version"):
        record = withdrawable(loaded.register, name, version)
    if on < record.dated:
        raise misuse(
            f"--on: {on.isoformat()} is before {record.dated.isoformat()}, the day on which "
            f"version {version} was issued"
        )
    reason = " ".join(because.split())
    raw = file.read_bytes()
    after = with_withdrawal(raw, name, version, on, reason)
    writer.write({issued_file(name): after}, {issued_file(name): raw})
    write_out(f"{in_line(str(from_here(file)))}\n")
    write_error(
        f"{name} version {version} is recorded as withdrawn on {in_full(on)}. Commit this file "
        "too; a corrected document is issued as the next version\n"
    )
    print_files_as_issued(files_as_issued(loaded.register, name, record, output), version)
    return 0


def check(root: Path, name: str | None, *, as_json: bool) -> int:
    """Compares what was issued last with the register; 1 where a document no longer agrees."""
    loaded = load_register(root)
    one = publication_of(loaded, name) if name is not None else None
    code = unread(loaded, "")
    found = compared_issues(root, loaded, name)
    unreadable = one is not None and Described(loaded.register, name or "", one).record_unread
    write_answer(
        lambda: {"documents": [_as_data(held) for held in found]},
        lambda: _lines(found, name, unreadable=unreadable),
        as_json=as_json,
    )
    good = all(held.state not in ("differs", "broken", "unknown") for held in found)
    return 0 if code == 0 and good else 1


def _lines(found: list[ComparedIssue], name: str | None, *, unreadable: bool) -> Iterator[str]:
    if unreadable:
        yield from paragraph(
            f"what was issued of {name} cannot be determined: its record is not read"
        )
        return
    if not found:
        of = f" of {name}" if name is not None else ""
        yield f"nothing{of} is recorded as issued: 'sectool publication issue' records it"
        return
    for held in found:
        yield from paragraph(state_in_words(held, found))
        if held.because:
            yield from folded("  ", held.because)
        for section, sentences in by_section(held.changes):
            yield from folded("  ", section)
            for sentence in sentences:
                yield from folded("    ", sentence)
    yield ""
    for sentence in states_in_words(found):
        yield from paragraph(sentence)


def _as_data(held: ComparedIssue) -> dict[str, Any]:
    record = held.record
    return {
        "name": held.name,
        "edition": record.version,
        **fields_of(record, "dated", "as-of", "fingerprint", "commit"),
        **fields_of(record, "elsewhere", "transcription", "again"),
        "withdrawn": iso(record.withdrawn.date) if record.withdrawn is not None else None,
        "state": held.state,
        "because": held.because or None,
        "replaced-by": held.by or None,
        "stands": held.is_newest and record.withdrawn is None,
        "changes": [change.data for change in held.changes],
    }
