"""Exporting what is planned: `timeline export`, `calendar export` and `mod next` as files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.commands.mod_next import last_of_weeks
from sectool.cli.commands.timeline_show import exit_code
from sectool.cli.options import out_of
from sectool.cli.present.output import write_bytes, write_error, write_out
from sectool.cli.session import (
    as_known,
    day_of,
    failure,
    from_here,
    misuse,
    unread,
    value_of,
    year_of,
)
from sectool.dates import in_full
from sectool.export.calendar_file import CalendarHead, as_ics
from sectool.export.plan_workbook import plan_workbook
from sectool.export.sheets import CannotExport, as_csv
from sectool.queries.names import release_named
from sectool.queries.planned_changes import (
    KINDS_OF_RELEASES,
    PLANNED_KINDS,
    ChosenDates,
    PlannedEvent,
    PlannedKind,
    chosen_of,
    events_of_calendar,
    events_of_releases,
    without_day,
)
from sectool.queries.planned_sheet import planned_sheet
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.queries.register_on import register_on
from sectool.queries.timelines import scheduled_timeline
from sectool.unseen import in_line
from sectool.values import dataclass
from sectool.workspace.atomic import NotWritten, write_atomically

# What a calendar has where nobody says otherwise: the days of one Code, not of one release.
CALENDAR_KINDS = "meetings,papers,go-lives,holidays"


@dataclass(frozen=True)
class ExportOptions:
    """What is exported and how, as options have it."""

    format_: str
    by: str | None = None
    body: str | None = None
    party: str | None = None
    kinds: str | None = None
    as_of: str | None = None
    output: Path | None = None


def export_timelines(
    root: Path, clock: date, release: str | None, options: ExportOptions, *, everything: bool
) -> int:
    """Writes what is planned for a release, or for all."""
    if (release is None) is not everything:
        raise misuse("name one release, or ask for all of them with --all")
    day = day_of("--today", options.as_of) or clock
    known = as_known(root)
    chosen = _chosen(known, options, KINDS_OF_RELEASES)
    if release is None:
        wanted = sorted({*known.register.releases, *known.register.timelines})
        title, key = f"Releases of the {_code(known)[0]}", "releases"
    else:
        wanted = [_release(known, release)]
        found = known.register.releases.get(wanted[0])
        title, key = found.name if found is not None else wanted[0], wanted[0]
    events = events_of_releases(known, wanted, day, chosen)
    code = _write(root, known, events, options, day, (key, title), f"timeline-{key}")
    for id_ in wanted:
        for title_ in without_day(known, id_, day, chosen):
            write_error(f"sectool: not exported, since it has no day yet: {id_}: {title_}\n")
        if id_ in known.register.timelines:
            code = max(code, exit_code(scheduled_timeline(known, id_, day)))
    return code


def export_calendar(root: Path, clock: date, year: str, options: ExportOptions) -> int:
    """Writes what a year holds: bank holidays, meetings, papers, go-lives."""
    day = day_of("--today", options.as_of) or clock
    known = as_known(root)
    wanted = year_of(year, known)
    chosen = _chosen(known, options, PLANNED_KINDS, CALENDAR_KINDS)
    span = date(wanted, 1, 1), date(wanted, 12, 31)
    events = events_of_calendar(known, day, chosen, span)
    title = f"{_code(known)[1]} calendar {wanted}"
    return _write(
        root, known, events, options, day, (str(wanted), title), f"calendar-{wanted}", wanted
    )


def export_next(
    root: Path, clock: date, weeks: str, options: ExportOptions, *, as_json: bool
) -> int:
    """Writes what the weeks from a day hold."""
    if as_json:
        raise misuse("choose one of --json and --format")
    day = day_of("--today", options.as_of) or clock
    last = last_of_weeks(day, weeks)
    known = as_known(root)
    events = events_of_calendar(known, day, _chosen(known, options, PLANNED_KINDS), (day, last))
    title = f"{_code(known)[1]}: {in_full(day)} to {in_full(last)}"
    return _write(root, known, events, options, day, ("next", title), "next")


def _chosen(
    known: RegisterAsKnown,
    options: ExportOptions,
    offered: tuple[PlannedKind, ...],
    usual: str = "",
) -> ChosenDates:
    by, body, party = options.by, options.body, options.party
    with value_of("--kind"):
        kinds = chosen_of(known, (options.kinds or usual).split(","), offered=offered).kinds
    with value_of("--by"):
        chosen_of(known, by=by)
    with value_of("--body"):
        chosen_of(known, body=body)
    with value_of("--party"):
        return chosen_of(known, kinds or (), by=by, body=body, party=party)


def _release(known: RegisterAsKnown, name: str) -> str:
    return name if name in known.register.timelines else release_named(known.register, name)


def _code(known: RegisterAsKnown) -> tuple[str, str]:
    """The Code's name and its short name."""
    settings = known.register.settings
    return (settings.code.name, settings.code.short) if settings is not None else ("Code", "Code")


def _write(
    root: Path,
    known: RegisterAsKnown,
    events: Sequence[PlannedEvent],
    options: ExportOptions,
    day: date,
    named: tuple[str, str],
    stem: str,
    year: int | None = None,
) -> int:
    key, title = named
    says = f"As of {in_full(day)}, exported from the register of the {_code(known)[0]}."
    format_, output = options.format_, options.output
    try:
        if format_ == "ics":
            content = as_ics(events, CalendarHead(key, title, _code(known)[1]))
        elif format_ in ("svg", "pdf"):
            content = _picture(known, title, events, options, day, year)
        else:
            sheet = planned_sheet(register_on(known.register, day), title, events)
            if format_ == "csv" and output is None:
                write_bytes(as_csv(sheet, marked=False))
                return unread(known.loaded, "modifications/", "releases/")
            content = plan_workbook(sheet, says) if format_ == "xlsx" else as_csv(sheet)
        path = output or out_of(root) / f"{stem}.{format_}"
        write_atomically(path, content, within=path.parent)
    except (CannotExport, NotWritten) as error:
        raise failure(str(error)) from None
    write_out(f"{in_line(str(from_here(path)))}\n")
    return unread(known.loaded, "modifications/", "releases/")


def _picture(
    known: RegisterAsKnown,
    title: str,
    events: Sequence[PlannedEvent],
    options: ExportOptions,
    day: date,
    year: int | None,
) -> bytes:
    from sectool.pipeline import NothingPlanned, plan_picture

    on = register_on(known.register, day)
    try:
        return plan_picture(
            on, title, events, "pdf" if options.format_ == "pdf" else "svg", year=year
        )
    except NothingPlanned as error:
        raise failure(str(error)) from None
