"""`sectool calendar import`: the meetings of a calendar, in reference/bodies.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.cli.present.edits import make_edit
from sectool.cli.present.output import write_error
from sectool.cli.present.tables import folded, write_lines
from sectool.cli.session import as_known, day_of, failure, misuse, value_of
from sectool.importing.cells import CannotImport
from sectool.importing.in_words import meeting_in_words, meetings_in_words
from sectool.importing.meeting_plan import MeetingPlan, plan_meetings
from sectool.importing.reading_files import meetings_of_file
from sectool.queries.loaded import load_register
from sectool.words import slug

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.queries.loaded import Loaded


def import_meetings(
    root: Path,
    file: Path,
    as_of: str | None,
    body: str | None,
    source: str | None,
    dates: str | None,
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """0 where all of it was taken, 1 where some of it was refused."""
    if not file.is_file():
        raise misuse(f"there is no file {file}")
    day = day_of("--as-of", as_of)
    if day is None:
        raise misuse(
            "a calendar does not say from which day its meetings are known: give it with "
            "--as-of DAY"
        )
    known = as_known(root)
    short = None
    if body is not None:
        with value_of("--body"):
            short = known.body(body)[1].short
    plans: list[MeetingPlan] = []
    try:
        found = meetings_of_file(file, known.register, short, day, dates)

        def decide(loaded: Loaded) -> Sequence[Edit]:
            plans.append(plan_meetings(loaded, found, source or slug(file.stem), file.stem, day))
            return plans[-1].edits

        decide(load_register(root))
        plan = plans[-1]
        write_lines(_report(plan))
        for one in plan.missing:
            write_error(f"sectool: the register has more, which stays as it is: {one}\n")
        if not plan.edits:
            write_error("nothing was written: there is nothing new\n")
            return int(any(report.refused for report in plan.reports))
        code = make_edit(root, decide, dry_run=dry_run, force=force)
    except CannotImport as error:
        raise failure(str(error)) from None
    return code or int(any(report.refused for report in plan.reports))


def _report(plan: MeetingPlan) -> Iterator[str]:
    for report in plan.reports:
        start = report.meeting.where
        for kind, words in meeting_in_words(report):
            yield from folded(f"{start}  {kind}: ", words)
            start = " " * len(start)
    yield ""
    yield meetings_in_words(plan)
    yield ""
