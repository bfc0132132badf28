"""What scenarios change, in words: one in full, or several side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sectool.dates import in_full, shortly
from sectool.diagnostic import Address, Diagnostic
from sectool.planning.compared import CutOffVerdict, PlanSide, Scheduled, SlackFigures, WhatIf
from sectool.planning.scenario import SupposedHoliday, supposition_in_words
from sectool.planning.sections import AnswerLine, AnswerSection
from sectool.planning.year_clashes import PlanClash
from sectool.queries.costs import total_in_words
from sectool.queries.cut_offs import days_in_words, verdict_in_words
from sectool.queries.milestones_in_words import window_in_words
from sectool.words import listed

# So many scenarios have room side by side.
ABREAST = 3
Cell = Callable[[WhatIf], str]


def heading_of(one: WhatIf) -> str:
    """`What if, for 2022-11, with all that is recorded:`."""
    day = f"on {in_full(one.day)}" if one.day is not None else "with all that is recorded"
    return f"What if, for {one.release}, {day}:"


def supposed_in_words(one: WhatIf) -> list[str]:
    """What a scenario supposes; of a bank holiday also that it is one already."""
    working = one.before.on.calendars.working
    found = []
    for each in one.scenario.supposed:
        words = supposition_in_words(each)
        if isinstance(each, SupposedHoliday) and working and each.day in working.holidays:
            words += f" already: {working.holidays[each.day]}"
        found.append(words)
    return found


# One scenario.


def sections_of(one: WhatIf) -> list[AnswerSection]:
    """All that a scenario changes, and what it leaves as it is."""
    if one.is_same:
        nothing = f"Nothing changes: all {one.dates_kept} dates stay as they are."
        return [AnswerSection(nothing)]
    found = [_dates(one), _slack(one), _cut_offs(one), _scopes(one), _costs(one)]
    found += [_clashes(one, "Clashes"), _findings(one, "Findings")]
    return [section for section in found if section is not None]


def _dates(one: WhatIf) -> AnswerSection:
    broken = {plan.release for plan in one.broken}
    rows = [row for row in one.dates if row.release not in broken]
    lines = []
    for plan in one.broken:
        lines.append(AnswerLine("", f"the plan of {plan.release} is no longer possible:"))
        for fault in plan.faults:
            below = (f"{r.message} ({_where(one.after, r.address)})" for r in fault.related)
            lines.append(AnswerLine("!", fault.message, tuple(below)))
    names = [row.id if row.release == one.release else f"{row.release}: {row.id}" for row in rows]
    shifts = [shift_shortly(row.working_days) for row in rows]
    long = [(date_in_words(row.before), date_in_words(row.after)) for row in rows]
    short = [(date_shortly(row.before), date_shortly(row.after)) for row in rows]
    notes = (
        ["moved: by how many Working Days, the first and the last day of a window"] if rows else []
    )
    if not one.broken:
        notes.append(dates_kept_in_words(one.dates_kept, any_changed=bool(rows)))
    return AnswerSection(
        "Dates",
        ("milestone", "as it is", "then", "moved"),
        tuple((n, *days, s) for n, days, s in zip(names, long, shifts, strict=True)),
        tuple((n, *days, s) for n, days, s in zip(names, short, shifts, strict=True)),
        (3,),
        tuple(lines),
        tuple(notes),
    )


def _slack(one: WhatIf) -> AnswerSection | None:
    broken = any(plan.release == one.release for plan in one.broken)
    if broken or not (one.slack or one.slack_kept):
        return None
    rows = []
    for row in one.slack:
        pairs = zip(slack_cells(row.before), slack_cells(row.after), strict=True)
        rows.append((row.id, *(change_of(*pair) for pair in pairs)))
    notes = ["room and float in Working Days, if missed: by how many go-live moves"] if rows else []
    notes.append(slack_kept_in_words(one.slack_kept, any_changed=bool(rows)))
    headings = ("milestone", "room", "float", "if missed")
    return AnswerSection("Slack", headings, tuple(rows), notes=tuple(notes))


def _cut_offs(one: WhatIf) -> AnswerSection:
    lines = [
        AnswerLine(row.id, change_of(cut_off_in_words(row.before), cut_off_in_words(row.after)))
        for row in one.verdicts
    ]
    kept = cut_offs_kept_in_words(one.verdicts_kept, any_changed=bool(lines))
    return AnswerSection("Cut-offs", lines=tuple(lines), notes=(kept,))


def _scopes(one: WhatIf) -> AnswerSection | None:
    lines = []
    for scope in one.scopes:
        parts = [
            f"{listed([*ids])} {verb}{'s' if len(ids) == 1 else ''}"
            for ids, verb in ((scope.entering, "enter"), (scope.leaving, "leave"))
            if ids
        ]
        lines.append(AnswerLine(scope.release, "; ".join(parts)))
    return AnswerSection("Scope", lines=tuple(lines)) if lines else None


def _costs(one: WhatIf) -> AnswerSection:
    lines = [
        AnswerLine(row.release, change_of(total_in_words(row.before), total_in_words(row.after)))
        for row in one.costs
    ]
    notes = () if lines else ("no costs change",)
    return AnswerSection("Costs", lines=tuple(lines), notes=notes)


def _clashes(one: WhatIf, title: str) -> AnswerSection:
    new = [clash_line("+", clash, one.after) for clash in one.clashes_new]
    gone = [clash_line("-", clash, one.before) for clash in one.clashes_gone]
    notes = () if new or gone else ("none is new and none goes",)
    return AnswerSection(title, lines=(*new, *gone), notes=notes)


def clash_line(mark: str, clash: PlanClash, side: PlanSide) -> AnswerLine:
    """A clash with both places."""
    places = (_where(side, place) for place in (clash.one, clash.other))
    return AnswerLine(mark, clash.message, tuple(places))


def _findings(one: WhatIf, title: str) -> AnswerSection:
    found = one.findings
    lines = [AnswerLine("+", _finding(each)) for each in found.new]
    lines += [AnswerLine("-", _finding(each)) for each in found.gone]
    notes = () if lines else ("none is new and none goes",)
    return AnswerSection(title, lines=tuple(lines), notes=notes)


def _finding(one: Diagnostic) -> str:
    span = one.place.span
    where = f"{one.place.file}:{span.line}:{span.column}"
    return f"{where}: {one.severity.value}[{one.code}] {one.message}"


def _where(side: PlanSide, address: Address) -> str:
    place = side.loaded.sources.place(address)
    return f"{place.file}:{place.span.line}:{place.span.column}"


# Several side by side.


def sections_abreast(found: Sequence[WhatIf]) -> Iterator[AnswerSection]:
    """Dates and sums with a column for each scenario, then what each finds."""
    for start in range(0, len(found), ABREAST):
        together = found[start : start + ABREAST]
        yield _dates_abreast(together)
        yield _sums_abreast(together)
    for one in found:
        if one.clashes_new or one.clashes_gone:
            yield _clashes(one, f"{one.scenario.name}: clashes")
        yield _findings(one, f"{one.scenario.name}: findings")


def _dates_abreast(found: Sequence[WhatIf]) -> AnswerSection:
    changed = {(row.release, row.id): row for one in found for row in one.dates}
    every = _ids(found[0])
    keys = sorted(changed, key=lambda key: every.index(key) if key in every else len(every))
    rows, shorter = [], []
    for release, id_ in keys:
        name = id_ if release == found[0].release else f"{release}: {id_}"
        start = name, date_shortly(changed[release, id_].before)
        then = [_then(one, release, id_) for one in found]
        rows.append((*start, *(f"{day} {shift}".strip() for day, shift in then)))
        shorter.append((*start, *(shift for _, shift in then)))
    notes = ["=: as it is; else by how many Working Days it moves"] if rows else []
    notes += [
        f"!: in {one.scenario.name!r} the plan of {plan.release} is no longer possible"
        for one in found
        for plan in one.broken
    ]
    if not any(one.broken for one in found):
        kept = len(set(every) - set(keys))
        notes.append(dates_kept_in_words(kept, any_changed=bool(rows)))
    headings = ("milestone", "as it is", *(one.scenario.name for one in found))
    return AnswerSection("", headings, tuple(rows), tuple(shorter), notes=tuple(notes))


def _ids(one: WhatIf) -> list[tuple[str, str]]:
    """The milestones of all releases as they are planned, those of the one asked about first."""
    timelines = one.before.loaded.register.timelines
    releases = [one.release, *(release for release in timelines if release != one.release)]
    schedules = ((release, one.before.schedule(release)) for release in releases)
    return [(r, id_) for r, schedule in schedules if schedule for id_ in schedule.milestones]


def _then(one: WhatIf, release: str, id_: str) -> tuple[str, str]:
    """The day of a milestone in a scenario and how far it moves, or a sign."""
    if any(plan.release == release for plan in one.broken):
        return "", "!"
    for row in one.dates:
        if (row.release, row.id) == (release, id_):
            return date_shortly(row.after), shift_shortly(row.working_days)
    return "", "="


def _sums_abreast(found: Sequence[WhatIf]) -> AnswerSection:
    """What differs but dates, in numbers."""
    sums: list[tuple[str, Cell]] = [
        ("slack that differs", lambda one: str(len(one.slack))),
        ("cut-offs that differ", lambda one: str(len(one.verdicts))),
        ("leaving", lambda one: ", ".join(i for s in one.scopes for i in s.leaving) or "none"),
        ("costs", _pounds),
        ("clashes new, gone", lambda one: f"{len(one.clashes_new)}, {len(one.clashes_gone)}"),
        ("findings new, gone", lambda one: f"{len(one.findings.new)}, {len(one.findings.gone)}"),
    ]
    headings = ("", *(one.scenario.name for one in found))
    rows = tuple((name, *(cell(one) for one in found)) for name, cell in sums)
    return AnswerSection("", headings, rows)


def _pounds(one: WhatIf) -> str:
    for row in one.costs:
        if row.release == one.release:
            return str(row.after.all)
    return "="


# Pieces.


def date_in_words(item: Scheduled | None) -> str:
    """`Thu 10 Nov 2022`, a window, or that the milestone is not planned."""
    return window_in_words(item.earliest, item.latest) if item is not None else "not planned"


def date_shortly(item: Scheduled | None) -> str:
    """`10 Nov 2022`, `1 to 12 Aug 2022`: for a narrow column."""
    if item is None:
        return "not planned"
    first, last = item.earliest, item.latest
    if first is None or last is None:
        one: date | None = first or last
        return f"{'from' if first else 'until'} {shortly(one)}" if one else "open"
    if first == last:
        return shortly(first)
    start = shortly(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    return f"{start} to {shortly(last)}"


def shift_shortly(working_days: tuple[int | None, int | None]) -> str:
    """`+5` Working Days; `+3 +5` where the ends of a window move by different amounts."""
    ends = ["?" if days is None else f"{days:+d}" if days else "0" for days in working_days]
    return " ".join(dict.fromkeys(ends))


def movement_of(ends: tuple[int | None, int | None]) -> str:
    """`-3 +5`, `0`, or `open` for a side that nothing bounds."""
    back = "open" if ends[0] is None else f"-{ends[0]}" if ends[0] else "0"
    on = "open" if ends[1] is None else f"+{ends[1]}" if ends[1] else "0"
    return back if back == on else f"{back} {on}"


def slack_cells(figures: SlackFigures | None) -> tuple[str, str, str]:
    """Room, float and what a miss costs, for cells."""
    if figures is None:
        return "none", "none", "none"
    missed = figures.if_missed
    miss = "?" if missed is None else f"+{missed}" if missed else "0"
    return movement_of(figures.room), movement_of(figures.float_), miss


def change_of(before: str, after: str) -> str:
    """`-3 +5 -> 0`, or one word where both are the same."""
    return before if before == after else f"{before} -> {after}"


def cut_off_in_words(verdict: CutOffVerdict | None) -> str:
    """`Thu 3 Mar 2022 for 2022-11, open, 12 Working Days left`."""
    if verdict is None:
        return "none"
    when = days_in_words(verdict.window) if verdict.window is not None else "day not known"
    release = f" for {verdict.release}" if verdict.release is not None else ""
    basis = {"firm": "", "estimated": " (estimated)", "by-rule": " (by rule)"}[verdict.basis]
    state = verdict_in_words(verdict)
    return f"{when}{basis}{release}" + (f", {state}" if state else "")


def dates_kept_in_words(many: int, *, any_changed: bool) -> str:
    """What does not move is stated, too: `nothing else moves: 27 other dates stay as planned`."""
    if not many:
        return "no date stays as planned" if any_changed else "there are no dates to compare"
    stay = f"{many} {'date stays' if many == 1 else 'dates stay'} as planned"
    return f"nothing else moves: {stay}" if any_changed else f"nothing moves: {stay}"


def slack_kept_in_words(many: int, *, any_changed: bool) -> str:
    """`16 others keep their slack`."""
    if not any_changed:
        return "no slack changes"
    return "one other keeps its slack" if many == 1 else f"{many or 'no'} others keep their slack"


def cut_offs_kept_in_words(many: int, *, any_changed: bool) -> str:
    """`4 other cut-offs stay as they are`."""
    if not any_changed:
        return "no cut-off changes"
    if many == 1:
        return "one other cut-off stays as it is"
    return f"{many or 'no'} other cut-offs stay as they are"
