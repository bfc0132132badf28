"""`sectool mod durations`: how long assessments and proposals took, by named conventions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from sectool.cli.present.tables import (
    TextColumn,
    folded,
    paragraph,
    table,
    write_csv,
    write_json,
    write_lines,
)
from sectool.cli.session import as_known, day_of, misuse, one_form, unread, value_of
from sectool.dates import When, iso, plainly, shortly
from sectool.queries.durations import (
    CONVENTIONS,
    DAYS_OVER,
    USUAL,
    Between,
    Counting,
    OutOfCalendar,
    Period,
    Spell,
    SpellGroup,
    conventions_named,
    groups_of,
    kinds_named,
    spells_on,
    unheard_of,
)
from sectool.queries.errors import Unavailable
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.queries.register_on import RegisterOn, register_on
from sectool.values import dataclass
from sectool.words import decimal

_OF_KIND = {"proposal": "of proposals", "in-force": "from raising to in force"}
# More do not fit beside each other in 80 columns.
MOST_CONVENTIONS = 3


@dataclass(frozen=True)
class DurationOptions:
    """What durations are counted, in the words of the options."""

    as_of: str | None = None
    from_: str | None = None
    to: str | None = None
    kinds: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Counted:
    """The options, read, and what came of them."""

    state: RegisterAsKnown
    on: RegisterOn
    counting: Counting
    spells: Sequence[Spell]
    groups: Sequence[SpellGroup]


def print_durations(
    root: Path, clock: date, options: DurationOptions, *, as_json: bool, as_csv: bool = False
) -> int:
    """Prints durations. What is open is counted to `--to`, else the day asked about, else today."""
    one_form(as_json, as_csv)
    counted = _read(root, clock, options)
    if as_json:
        write_json(_data(counted))
    elif as_csv:
        write_csv(_headings(counted), [_csv_row(counted, spell) for spell in counted.spells])
    else:
        write_lines(_lines(counted))
    return unread(counted.state.loaded, "modifications/")


def _read(root: Path, clock: date, options: DurationOptions) -> _Counted:
    as_of = day_of("--as-of", options.as_of)
    from_, to = day_of("--from", options.from_), day_of("--to", options.to)
    to = to or as_of or clock
    if from_ is not None and from_ > to:
        raise misuse(f"--from: {from_.isoformat()} is later than the last day, {to.isoformat()}")
    with value_of("--kind"):
        kinds = kinds_named(options.kinds or ("pa", "ia"))
    with value_of("--counted"):
        counted = conventions_named(options.counted or (USUAL,))
    if len(counted) > MOST_CONVENTIONS:
        raise misuse(f"--counted: {MOST_CONVENTIONS} ways of counting fit beside each other")
    state = as_known(root)
    counting = Counting(Period(from_, to), kinds, counted, state.working)
    on = register_on(state.register, as_of)
    try:
        spells = spells_on(on, counting)
        groups = groups_of(counting, spells)
    except OutOfCalendar as error:
        raise Unavailable(str(error)) from None
    return _Counted(state, on, counting, spells, groups)


def _lines(found: _Counted) -> list[str]:
    counting, spells, groups = found.counting, found.spells, found.groups
    period = counting.period
    start = f"from {plainly(period.from_)} " if period.from_ is not None else ""
    known = f", with what was known on {plainly(found.on.day)}" if found.on.day else ""
    what = "Durations"
    if set(counting.kinds) <= {"pa", "ia"}:
        what = "Durations of DCC assessments"
    elif len(counting.kinds) == 1:
        what = f"Durations {_OF_KIND[counting.kinds[0]]}"
    lines = folded("", f"{what} {start}to {plainly(period.to)}{known}")
    if not spells:
        return [*lines, "", *paragraph("None is recorded as open on the last day or completed.")]
    for name in counting.counted:
        lines += ["", *folded("", f"Counted in {_explained(name)}")]
        lines += _summary_table(groups, name)
        units = sorted({unit for group in groups for unit in group.units} - {name})
        if units:
            lines += folded(
                "  ", f"within target: the targets are in {' and '.join(units)}, not in {name}"
            )
    return [*lines, "", *_rows(found)]


def _explained(name: str) -> str:
    meaning = "whole ones, days over are left out" if name in DAYS_OVER else CONVENTIONS[name]
    return f"{name} ({meaning})"


def _summary_table(groups: Sequence[SpellGroup], name: str) -> list[str]:
    columns = (
        TextColumn("", gives=True),
        TextColumn("n", right=True),
        TextColumn("median", right=True),
        TextColumn("mean", right=True),
        TextColumn("within target"),
    )
    rows = []
    for group in groups:
        summary = group.summaries[name]
        share = summary.share
        within = (
            # What is open may miss it yet.
            f"{'still ' * (group.state == 'open')}{summary.within} of {summary.with_target} "
            f"({_percent(share)})"
            if share is not None
            else "–"
        )
        n = str(summary.n) + (f" of {summary.n + summary.uncounted}" if summary.uncounted else "")
        rows.append((group.title, n, decimal(summary.median), decimal(summary.mean), within))
    return table(columns, rows, indent=2)


def _percent(share: Fraction) -> str:
    return f"{decimal(share * 100, 0).removesuffix('.0')}%"


def _rows(found: _Counted) -> list[str]:
    counting = found.counting
    single = len(counting.counted) == 1
    heads = ["days"] if single else [f"({n})" for n in range(1, len(counting.counted) + 1)]
    columns = (
        TextColumn("modification"),
        TextColumn("what"),
        TextColumn("from"),
        TextColumn("to"),
        TextColumn("target", right=True),
        *(TextColumn(head, right=True) for head in heads),
    )
    spells = [spell for spell in found.spells if spell.placed]
    rows = []
    for spell in spells:
        start = _day_in_words(spell.began, spell.began_on) + ("*" if spell.reckoned else "")
        ended = spell.ended
        rows.append(
            (
                spell.shown,
                spell.what,
                start,
                _day_in_words(ended, spell.ended_on) if ended is not None else "open",
                str(spell.target) if spell.target is not None else "–",
                *(_days_in_words(found, spell, name) for name in counting.counted),
            )
        )
    lines = table(columns, rows)
    notes = []
    if not single:
        named = [f"({n}) {name}" for n, name in enumerate(counting.counted, start=1)]
        notes += folded("", "; ".join(named))
    unknown = [s for s in spells if s.count(counting.counted[0], counting.working) is None]
    if unknown:
        notes += paragraph("of m: the others have no first or last day on record")
    if any(_is_bounded(found, spell) for spell in spells):
        notes += paragraph(
            "≥ at least, ≤ at most, and between two numbers either: a first or last day was only "
            "seen to have passed (by …), or its month alone is known"
        )
    notes += _left_out(found)
    notes += _unheard(found)
    if any(spell.reckoned for spell in spells):
        notes += paragraph("* not recorded: reckoned back from the duration that the source states")
    return [*lines, "", *notes] if notes else lines


def _day_in_words(found: Between, when: When | None) -> str:
    """A day or month that is known, or the day by which something had happened."""
    if when is not None or found.day is not None:
        return shortly(when or found.day)
    return f"by {shortly(found.last)}" if found.last is not None else "not known"


def _days_in_words(found: _Counted, spell: Spell, name: str) -> str:
    """A number; else at least so many, at most so many, or between two numbers."""
    days = spell.count(name, found.counting.working)
    if days is not None:
        return str(days)
    least = spell.least(name, found.counting.working)
    most = spell.most(name, found.counting.working)
    if least is None or most is None:
        return f"≥{least}" if least is not None else f"≤{most}" if most is not None else "–"
    return f"{least}–{most}" if least != most else str(least)


def _is_bounded(found: _Counted, spell: Spell) -> bool:
    return any(
        not text.isdigit() and text != "–"
        for name in found.counting.counted
        for text in (_days_in_words(found, spell, name),)
    )


def _left_out(found: _Counted) -> list[str]:
    """Says what may belong to the period or not, since its days were only seen."""
    named = [
        spell.shown if spell.what == spell.kind else f"{spell.shown} {spell.what}"
        for spell in found.spells
        if not spell.placed
    ]
    if not named:
        return []
    ids = ", ".join(dict.fromkeys(named))
    return paragraph(f"left out, since nobody knows whether they belong to this time: {ids}")


def _unheard(found: _Counted) -> list[str]:
    """Says of what is counted as open though nobody has told of it for a year."""
    silent = unheard_of(found.on, found.spells, found.counting.period.to)
    if not silent:
        return []
    named = ", ".join(silent)
    return paragraph(f"open as far as is recorded, but not heard of for twelve months: {named}")


def _data(found: _Counted) -> dict[str, object]:
    counting, working = found.counting, found.counting.working
    return {
        "as-of": iso(found.on.day),
        "from": iso(counting.period.from_),
        "to": counting.period.to.isoformat(),
        "counted": [{"name": name, "means": _explained(name)} for name in counting.counted],
        "groups": [
            {
                "kind": group.kind,
                "state": group.state,
                "summaries": [
                    {
                        "counted": name,
                        "n": summary.n,
                        "uncounted": summary.uncounted,
                        "median": _number(summary.median),
                        "mean": _number(summary.mean),
                        "within-target": summary.within,
                        "with-target": summary.with_target,
                        "share": _number(summary.share),
                    }
                    for name, summary in group.summaries.items()
                ],
            }
            for group in found.groups
        ],
        "durations": [
            {
                "id": spell.shown,
                "what": spell.what,
                "kind": spell.kind,
                "state": "open" if spell.open else "completed",
                **_days_data(spell),
                "reckoned": spell.reckoned,
                "target": spell.target,
                "target-in": spell.target_in,
                "stated": spell.took,
                "counted": {name: spell.count(name, working) for name in counting.counted},
                "at-least": {name: spell.least(name, working) for name in counting.counted},
                "at-most": {name: spell.most(name, working) for name in counting.counted},
            }
            for spell in found.spells
            if spell.placed
        ],
        "left-out": [
            {"id": spell.shown, "what": spell.what, "kind": spell.kind, **_days_data(spell)}
            for spell in found.spells
            if not spell.placed
        ],
    }


def _days_data(spell: Spell) -> dict[str, object]:
    """The days on which it began and ended, where they are known, and those that are possible."""
    ended = spell.ended or Between(None, None)
    return {
        "from": iso(spell.began_on or spell.start),
        "from-earliest": iso(spell.began.first),
        "from-latest": iso(spell.began.last),
        "to": iso(spell.ended_on or spell.end),
        "to-earliest": iso(ended.first),
        "to-latest": iso(ended.last),
    }


def _headings(found: _Counted) -> list[str]:
    counted = [
        f"{name}{bound}"
        for name in found.counting.counted
        for bound in ("", ", at least", ", at most")
    ]
    days = ("from", "from-earliest", "from-latest", "to", "to-earliest", "to-latest")
    return ["id", "what", "kind", "state", *days, "target", "target-in", *counted]


def _csv_row(found: _Counted, spell: Spell) -> list[object]:
    working = found.counting.working
    state = "left-out" if not spell.placed else "open" if spell.open else "completed"
    row = [spell.shown, spell.what, spell.kind, state, *_days_data(spell).values()]
    row += [spell.target, spell.target_in]
    for name in found.counting.counted:
        if spell.placed:
            row += [count(name, working) for count in (spell.count, spell.least, spell.most)]
        else:
            row += [None, None, None]
    return row


def _number(number: Fraction | None) -> float | None:
    """A number for programs, to four decimals."""
    return round(float(number), 4) if number is not None else None
