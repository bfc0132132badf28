"""What an import has to say, for a person to read before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sectool.dates import plainly
from sectool.importing.meeting_plan import MeetingPlan, MeetingReport
from sectool.importing.plan import ImportPlan, RowReport
from sectool.importing.tables import FoundTable
from sectool.words import counted

# How many modifications that a sheet does not have are named.
_NAMED = 10


def columns_in_words(table: FoundTable) -> Iterator[tuple[str, str, str, str]]:
    """Each column: its letter, its heading, what it is about, and why."""
    for column in table.columns:
        yield column.letter, column.heading, column.key or "not taken", column.because


def day_in_words(table: FoundTable) -> str | None:
    """Of which day a table says that it is, and where; None where it does not say so."""
    if table.as_at is None:
        return None
    return f"{plainly(table.as_at.value)}: {table.as_at.guessed}"


def row_in_words(row: RowReport) -> Iterator[tuple[str, str]]:
    """What became of a row, a line for each thing, with the word that it begins with."""
    if row.left_out:
        yield "left out", row.left_out
        return
    if row.new:
        yield "taken", ", ".join(row.new)
    for kind, reasons in (
        ("guessed", row.guessed),
        ("kept", row.kept),
        ("refused", row.refused),
    ):
        for because in reasons:
            yield kind, because
    if row.outcome == "unchanged" and not (row.guessed or row.kept):
        yield "unchanged", "the register says this already"


def summary_in_words(plan: ImportPlan) -> str:
    """`12 rows: 3 taken, 8 unchanged, one refused; two guesses and three refusals in all`."""
    outcomes = _outcomes(row.outcome for row in plan.rows)
    guesses = sum(len(row.guessed) for row in plan.rows)
    refusals = sum(len(row.refused) for row in plan.rows)
    more = [
        counted(number, one, many)
        for number, one, many in (
            (guesses, "guess", "guesses"),
            (refusals, "refusal", "refusals"),
        )
        if number
    ]
    return f"{counted(len(plan.rows), 'row')}: {outcomes}" + (
        f"; {' and '.join(more)} to look at" if more else ""
    )


def notes_in_words(plan: ImportPlan) -> Iterator[str]:
    """What there is to say of the file as a whole."""
    yield from plan.notes
    for name, why in plan.left_out.items():
        yield f"sheet {name!r} is left out: {why}"
    for table in plan.tables:
        if table.sheet.hidden:
            yield f"sheet {table.sheet.name!r} is hidden, and taken all the same"
    if plan.missing:
        shown = ", ".join(plan.missing[:_NAMED])
        more = len(plan.missing) - _NAMED
        rest = f" and {more} others" if more > 0 else ""
        yield f"the register has more, which this leaves as they are: {shown}{rest}"


def meeting_in_words(report: MeetingReport) -> Iterator[tuple[str, str]]:
    """What became of a line of a calendar, with the word that each begins with."""
    if report.new:
        yield "taken", report.new
    if report.refused:
        yield "refused", report.refused
    else:
        for because in report.meeting.guessed:
            yield "guessed", because
    if report.outcome == "unchanged":
        yield "unchanged", "the register has it already"


def meetings_in_words(plan: MeetingPlan) -> str:
    """`12 lines: 3 taken, 9 unchanged`."""
    outcomes = _outcomes(report.outcome for report in plan.reports)
    return f"{counted(len(plan.reports), 'line')}: {outcomes}"


def _outcomes(outcomes: Iterable[str]) -> str:
    counts = Counter(outcomes)
    return ", ".join(
        f"{counts[name]} {name}"
        for name in ("taken", "unchanged", "refused", "left out")
        if counts[name]
    )
