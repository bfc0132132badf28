"""`sectool timeline whatif`: what a scenario changes in a plan, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from sectool.check.reports import where
from sectool.cli.present.compared import compared_data
from sectool.cli.present.edits import make_edit
from sectool.cli.present.tables import (
    TextColumn,
    folded,
    paragraph,
    table,
    write_json,
    write_lines,
)
from sectool.cli.session import day_of, failure, misuse, value_of
from sectool.dates import iso
from sectool.diagnostic import Diagnostic
from sectool.editing.edit import CannotEdit
from sectool.pipeline import Compared, Scenario, what_if
from sectool.planning.compared_in_words import (
    as_of_in_words,
    change_of,
    cut_off_in_words,
    cut_offs_kept_in_words,
    date_in_words,
    date_shortly,
    dates_kept_in_words,
    scopes_in_words,
    shift_shortly,
    slack_cells,
    slack_kept_in_words,
    supposed_in_words,
)
from sectool.planning.scenario import (
    KINDS,
    MeetingNotHeld,
    MeetingOnOtherDay,
    SupposedHoliday,
    Supposition,
    supposition_in_words,
)
from sectool.planning.scenario_file import scenarios_in
from sectool.planning.scenario_record import PlanDecision, announced_elsewhere, record_edits
from sectool.queries.costs import total_in_words
from sectool.queries.loaded import Loaded, load_register
from sectool.values import dataclass

# Scenarios side by side in one table, and what they are called where options give one.
_ABREAST = 3
_BY_OPTIONS = "as given"


@dataclass(frozen=True)
class Applied:
    """With which reason and authority a scenario is to be written, as options give them."""

    on: str | None
    by: str | None
    because: str | None
    source: str | None


def whatif(
    root: Path,
    release: str,
    given: Sequence[tuple[str, Sequence[str]]],
    files: Sequence[Path],
    clock: date,
    *,
    as_of: str | None,
    as_json: bool,
    apply: Applied | None,
    dry_run: bool,
    force: bool,
) -> int:
    """Prints what some scenarios change, or writes one as decided.

    `given` are options with their values; `files` have scenarios of their own.
    """
    day = day_of("--as-of", as_of)
    scenarios = _scenarios(given, files)
    if apply is not None:
        return _apply(root, release, scenarios, apply, clock, day, dry_run=dry_run, force=force)
    loaded = load_register(root)
    try:
        found = what_if(loaded, release, scenarios, day)
    except CannotEdit as error:
        raise failure(str(error)) from None
    if as_json:
        data = {"release": release, "as-of": iso(day)}
        write_json({**data, "scenarios": [compared_data(one) for one in found]})
    else:
        write_lines(_alone(found[0]) if len(found) == 1 else _abreast(loaded, found))
    return 0


def _scenarios(given: Sequence[tuple[str, Sequence[str]]], files: Sequence[Path]) -> list[Scenario]:
    supposed: list[Supposition] = []
    for kind, values in given:
        for text in values:
            with value_of(f"--{kind}"):
                supposed.append(KINDS[kind](text))
    found = [Scenario(_BY_OPTIONS, tuple(supposed))] if supposed else []
    for file in files:
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise misuse(f"--scenario: {file} cannot be read: {error.strerror}") from None
        found += scenarios_in(file.name, raw)
    if not found:
        options = ", ".join(f"--{kind}" for kind in KINDS)
        raise misuse(f"give what is supposed, by {options} or --scenario FILE")
    names = [one.name for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise misuse(f"--scenario: two scenarios are called {twice!r}; rename one")
    return found


# Written as decided.

_RECORDED_BY = {
    SupposedHoliday: "sectool calendar update --write, once it is announced",
    MeetingNotHeld: "sectool body meeting cancel",
    MeetingOnOtherDay: "sectool body meeting move",
}


def _apply(
    root: Path,
    release: str,
    scenarios: Sequence[Scenario],
    apply: Applied,
    clock: date,
    day: date | None,
    *,
    dry_run: bool,
    force: bool,
) -> int:
    if len(scenarios) != 1:
        raise misuse("--apply writes one scenario; give the one that was decided")
    if day is not None:
        raise misuse("--apply changes the plan as it is: leave out --as-of")
    if apply.by is None or apply.because is None:
        raise misuse("--apply needs --by BODY, which decided, and --because TEXT, its reason")
    (scenario,) = scenarios
    other = announced_elsewhere(scenario)
    if other is not None:
        how = _RECORDED_BY[type(other)]
        raise misuse(
            f"--apply: that {supposition_in_words(other)} is no decision about the plan; "
            f"record it with: {how}"
        )
    on = day_of("--on", apply.on) or clock
    decision = PlanDecision(on, apply.by, apply.because, apply.source)

    def decide(loaded: Loaded):  # type: ignore[no-untyped-def]
        return record_edits(loaded, release, scenario, decision)

    return make_edit(root, decide, dry_run=dry_run, force=force)


# One scenario.


def _alone(one: Compared) -> Iterator[str]:
    yield from folded("", f"What if, for {one.release}, {as_of_in_words(one.day)}:")
    for supposed in supposed_in_words(one):
        yield from folded("  - ", supposed)
    if one.is_same:
        yield ""
        yield from paragraph(f"Nothing changes: all {one.dates_kept} dates stay as they are.")
        return
    yield from _section("Dates", _dates(one))
    yield from _section("Slack", _slack(one))
    yield from _section("Cut-offs", _verdicts(one))
    yield from _section(
        "Scope", (line for text in scopes_in_words(one) for line in folded("  ", text))
    )
    yield from _section("Costs", _costs(one))
    yield from _section("Clashes", _clashes(one))
    yield from _section("Findings", _findings(one))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    rows = list(lines)
    if rows:
        yield ""
        yield title
        yield from rows


def _dates(one: Compared) -> Iterator[str]:
    for plan in one.broken:
        yield from folded("  ", f"the plan of {plan.release} no longer holds:")
        for fault in plan.faults:
            yield from folded("  ! ", fault.message)
            for related in fault.related:
                place = where(one.after.loaded.sources.place(related.address))
                yield from folded("      ", f"{related.message} ({place})")
    broken = {plan.release for plan in one.broken}
    rows = [row for row in one.dates if row.release not in broken]
    if rows:
        columns = (
            TextColumn("milestone"),
            TextColumn("as it is"),
            TextColumn("then"),
            TextColumn("moved", right=True),
        )
        cells = [
            (
                row.id if row.release == one.release else f"{row.release}: {row.id}",
                date_in_words(row.before),
                date_in_words(row.after),
                shift_shortly(row.working_days),
            )
            for row in rows
        ]
        yield from _narrow(
            columns, cells, [(date_shortly(r.before), date_shortly(r.after)) for r in rows]
        )
        yield "  moved: by how many Working Days, the first and the last day of a window"
    if not one.broken:
        yield f"  {dates_kept_in_words(one.dates_kept, any_changed=bool(rows))}"


def _narrow(
    columns: Sequence[TextColumn],
    cells: Sequence[tuple[str, ...]],
    shorter: Sequence[tuple[str, str]],
) -> list[str]:
    """A table of two dates; without weekdays where it would not have room for them."""
    lines = table(columns, cells, indent=2)
    if any("…" in line for line in lines):
        cells = [(row[0], *dates, row[3]) for row, dates in zip(cells, shorter, strict=True)]
        lines = table(columns, cells, indent=2)
    return lines


def _slack(one: Compared) -> Iterator[str]:
    if any(plan.release == one.release for plan in one.broken):
        return
    columns = (
        TextColumn("milestone"),
        TextColumn("room"),
        TextColumn("float"),
        TextColumn("if missed"),
    )
    rows = []
    for row in one.slack:
        pairs = zip(slack_cells(row.before), slack_cells(row.after), strict=True)
        rows.append((row.id, *(change_of(*pair) for pair in pairs)))
    if rows:
        yield from table(columns, rows, indent=2)
        yield "  in Working Days, as in: sectool timeline show " + one.release
    if rows or one.slack_kept:
        yield f"  {slack_kept_in_words(one.slack_kept, any_changed=bool(rows))}"


def _verdicts(one: Compared) -> Iterator[str]:
    for row in one.verdicts:
        change = change_of(cut_off_in_words(row.before), cut_off_in_words(row.after))
        yield from folded(f"  {row.id}  ", change)
    changed = bool(one.verdicts)
    yield f"  {cut_offs_kept_in_words(one.verdicts_kept, any_changed=changed)}"


def _costs(one: Compared) -> Iterator[str]:
    for row in one.costs:
        change = change_of(total_in_words(row.before), total_in_words(row.after))
        yield from folded(f"  {row.release}  ", change)
    if not one.costs:
        yield "  no costs change"


def _clashes(one: Compared) -> Iterator[str]:
    for mark, side, clashes in (
        ("+", one.after, one.clashes_new),
        ("-", one.before, one.clashes_gone),
    ):
        for clash in clashes:
            yield from folded(f"  {mark} ", clash.message)
            for place in (clash.one, clash.other):
                yield f"      {where(side.loaded.sources.place(place))}"
    if not (one.clashes_new or one.clashes_gone):
        yield "  none is new and none goes"


def _findings(one: Compared) -> Iterator[str]:
    for mark, found in (("+", one.findings.new), ("-", one.findings.gone)):
        for finding in found:
            yield from folded(f"  {mark} ", _finding(finding))
    if not (one.findings.new or one.findings.gone):
        yield "  none is new and none goes"


def _finding(one: Diagnostic) -> str:
    return f"{where(one.place)}: {one.severity.value}[{one.code}] {one.message}"


# Several side by side.


def _abreast(loaded: Loaded, found: Sequence[Compared]) -> Iterator[str]:
    first = found[0]
    yield from folded("", f"What if, for {first.release}, {as_of_in_words(first.day)}:")
    for one in found:
        words = "; ".join(supposed_in_words(one))
        yield from folded(f"  {one.scenario.name}  ", words or "nothing else")
    for start in range(0, len(found), _ABREAST):
        together = found[start : start + _ABREAST]
        yield ""
        yield from _dates_abreast(together)
        yield ""
        yield from _sums_abreast(together)
    for one in found:
        for title, lines in (
            ("clashes", [line for line in _clashes(one) if line[2] in "+-"]),
            ("findings", list(_findings(one))),
        ):
            if lines and (one.clashes_new or one.clashes_gone or title == "findings"):
                yield from _section(f"{one.scenario.name}: {title}", lines)


def _dates_abreast(found: Sequence[Compared]) -> Iterator[str]:
    changed = {(row.release, row.id): row for one in found for row in one.dates}
    order = [
        *[key for key in _ids(found[0]) if key in changed],
        *[key for key in changed if key not in _ids(found[0])],
    ]
    columns = [TextColumn("milestone", gives=True), TextColumn("as it is")]
    columns += [TextColumn(one.scenario.name, gives=True) for one in found]
    cells = []
    for key in order:
        release, id_ = key
        name = id_ if release == found[0].release else f"{release}: {id_}"
        cells.append((name, date_shortly(changed[key].before), *(_then(one, key) for one in found)))
    if cells:
        yield from table(columns, cells)
        yield "=: as it is; else the date, and by how many Working Days it is moved"
    for one in found:
        for plan in one.broken:
            yield from folded(
                "", f"!: {one.scenario.name}: the plan of {plan.release} no longer holds"
            )
    every = len(_ids(found[0]))
    if not any(one.broken for one in found):
        yield dates_kept_in_words(every - len(cells), any_changed=bool(cells))


def _ids(one: Compared) -> list[tuple[str, str]]:
    releases = [one.release, *(r for r in one.before.loaded.register.timelines if r != one.release)]
    schedules = ((release, one.before.schedule(release)) for release in releases)
    return [(r, id_) for r, schedule in schedules if schedule for id_ in schedule.milestones]


def _then(one: Compared, key: tuple[str, str]) -> str:
    if any(plan.release == key[0] for plan in one.broken):
        return "!"
    for row in one.dates:
        if (row.release, row.id) == key:
            return f"{date_shortly(row.after)} {shift_shortly(row.working_days)}"
    return "="


def _sums_abreast(found: Sequence[Compared]) -> list[str]:
    """What differs but dates, in numbers: a column for each scenario."""
    rows: list[tuple[str, Callable[[Compared], str]]] = [
        ("slacks that differ", lambda one: str(len(one.slack))),
        ("cut-offs that differ", lambda one: str(len(one.verdicts))),
        ("leave", lambda one: ", ".join(i for s in one.scopes for i in s.leaving) or "–"),
        ("costs", lambda one: _pounds(one)),
        ("clashes new, gone", lambda one: f"{len(one.clashes_new)}, {len(one.clashes_gone)}"),
        ("findings new, gone", lambda one: f"{len(one.findings.new)}, {len(one.findings.gone)}"),
    ]
    columns = [TextColumn(""), *(TextColumn(one.scenario.name, gives=True) for one in found)]
    return table(columns, [(name, *(cell(one) for one in found)) for name, cell in rows])


def _pounds(one: Compared) -> str:
    for row in one.costs:
        if row.release == one.release:
            return str(row.after.all)
    return "="
