"""`sectool release readiness`: what is in, at risk or missed, and the acceptance criteria."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sectool.cli.present.back_plans import next_data, window_data
from sectool.cli.present.cut_offs import cut_off_data
from sectool.cli.present.output import write_error, write_out
from sectool.cli.present.tables import fields_of, folded, write_json, write_lines
from sectool.cli.session import day_of, failure, misuse, unread
from sectool.dates import iso, plainly
from sectool.planning.readiness import Readiness, ReadyRow, readiness_of
from sectool.planning.readiness_in_words import (
    HEADINGS,
    criteria_in_words,
    criteria_rows,
    decision_in_words,
    details_in_words,
    go_live_of_release,
    summary_in_words,
    what_next_in_words,
    why_in_words,
)
from sectool.queries.acceptance import ReportedCriterion
from sectool.queries.errors import Unavailable
from sectool.queries.loaded import Loaded, load_register
from sectool.queries.names import release_named, release_of
from sectool.queries.register_on import on_day, register_on
from sectool.queries.releases import is_known
from sectool.unseen import in_line
from sectool.values import dataclass

# What a run may fail on, each with what is worse.
FAIL_ON = ("missed", "at-risk")


@dataclass(frozen=True)
class ReadinessOptions:
    """What was asked of a release, in the words of the options."""

    today: str | None = None
    fail_on: str | None = None
    pack: bool = False
    output: Path | None = None


def print_readiness(
    root: Path, clock: date, name: str, options: ReadinessOptions, out: Path, *, as_json: bool
) -> int:
    """Prints how ready a release is. `clock` is today, unless `--today` says another day.

    1 where `--fail-on` names what was found.
    """
    day = day_of("--today", options.today) or clock
    if options.fail_on not in (None, *FAIL_ON):
        raise misuse(f"--fail-on: {options.fail_on!r} is not one of {', '.join(FAIL_ON)}")
    if options.pack and as_json:
        raise misuse("choose one of --json and --pack")
    loaded = load_register(root)
    release = release_of(loaded.register, release_named(loaded.register, name))
    on = register_on(loaded.register, day)
    if not is_known(on, release):
        raise Unavailable(f"nothing was known of {release.id} by {plainly(day)}")
    found = readiness_of(on, release)
    if options.pack:
        _write_pack(root, loaded, found, options.output or out)
    elif as_json:
        write_json(_data(found))
    else:
        write_lines(_lines(found))
    code = unread(loaded, "releases/", "modifications/", "reference/")
    fails = {"missed": found.missed, "at-risk": found.at_risk}
    return 1 if options.fail_on is not None and fails[options.fail_on] else code


def _write_pack(root: Path, loaded: Loaded, found: Readiness, output: Path) -> None:
    # Imported here: the readers of a screen need no templates.
    from sectool.planning.pack import StyleError, WordingError, files_of_pack
    from sectool.workspace.atomic import NotWritten, write_atomically

    try:
        for file, content in files_of_pack(loaded, found):
            path = output / found.release.id / file
            write_atomically(path, content, within=root)
            write_out(f"{in_line(str(path))}\n")
    except (StyleError, WordingError) as error:
        file = error.template if isinstance(error, WordingError) else error.file
        raise failure(f"the pack was not built: {file}:{error.line}: {error.message}") from None
    except NotWritten as error:
        raise failure(str(error)) from None
    write_error(f"sectool: {in_line(summary_in_words(found))}\n")


def _lines(found: Readiness) -> Iterator[str]:
    on, release = found.on, found.release
    yield from folded("", f"{release.name} ({release.id}), {on_day(on.day)}")
    yield from folded("go-live    ", go_live_of_release(found))
    for decision in found.decisions:
        yield from folded("decision   ", decision_in_words(decision))
    yield from folded("scope      ", summary_in_words(found))
    yield from folded("criteria   ", criteria_in_words(found.criteria))
    for state, heading in HEADINGS.items():
        rows = found.of(state)
        for number, row in enumerate(rows):
            if number == 0:
                yield from ("", f"{heading} ({len(rows)})")
            yield from folded(f"  {row.standing.shown_id:<9}  ", row.standing.title)
            for label, text in details_in_words(row):
                yield from folded(f"{'':13}{label:<9}  ", text)
    for number, (name, text) in enumerate(criteria_rows(found.criteria)):
        if number == 0:
            yield from ("", "Acceptance criteria")
        yield from folded(f"  {name:<19}  ", text)


def _data(found: Readiness) -> dict[str, object]:
    return {
        "today": iso(found.on.day),
        "release": found.release.id,
        "name": found.release.name,
        **fields_of(found, "go-live", "live", "cancelled"),
        "decisions": [
            {"title": one.title, "days": window_data(one.window), "bodies": [*one.bodies]}
            for one in found.decisions
        ],
        **fields_of(found, "missed", "at-risk"),
        "modifications": [_row_data(row) for row in found.rows],
        "criteria": [_criterion_data(one) for one in found.criteria],
    }


def _row_data(row: ReadyRow) -> dict[str, object]:
    return {
        "id": row.standing.shown_id,
        "title": row.standing.title,
        "state": row.state,
        "why": why_in_words(row),
        "next": what_next_in_words(row),
        "plan": row.plan.state if row.plan is not None else None,
        "if-missed": next_data(row.later),
        **cut_off_data(row.verdict),
    }


def _criterion_data(one: ReportedCriterion) -> dict[str, object]:
    return {
        **fields_of(one, "name", "says"),
        "owners": [*one.owners],
        **fields_of(one, "state", "seen", "evidence", "where", "because"),
    }
