"""`sectool mod durations`: how long assessments and proposals took, by named conventions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from sectool.cli.present.tables import TextColumn, folded, paragraph, table, write_json, write_lines
from sectool.cli.session import as_known, day_of, misuse, unread, value_of
from sectool.dates import iso, plainly, shortly
from sectool.queries.durations import (
    CONVENTIONS,
    DAYS_OVER,
    USUAL,
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

JSON_VERSION = 1
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


def print_durations(root: Path, clock: date, options: DurationOptions, *, as_json: bool) -> int:
    """Prints durations. What is open is counted to `--to`, else the day asked about, else today."""
    counted = _read(root, clock, options)
    if as_json:
        write_json(_data(counted))
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
    what = "Durations of DCC assessments"
    if "proposal" in counting.kinds:
        what = "Durations" if len(counting.kinds) > 1 else "Durations of proposals"
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
    counting, spells = found.counting, found.spells
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
    rows = []
    for spell in spells:
        days = [spell.count(name, counting.working) for name in counting.counted]
        start = shortly(spell.start) + ("*" if spell.reckoned else "")
        rows.append(
            (
                spell.shown,
                spell.what,
                start or "not known",
                shortly(spell.end) if spell.end is not None else "open",
                str(spell.target) if spell.target is not None else "–",
                *(str(n) if n is not None else "–" for n in days),
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
    notes += _unheard(found)
    if any(spell.reckoned for spell in spells):
        notes += paragraph("* not recorded: reckoned back from the duration that the source states")
    return [*lines, "", *notes] if notes else lines


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
        "version": JSON_VERSION,
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
                "from": iso(spell.start),
                "reckoned": spell.reckoned,
                "to": iso(spell.end),
                "target": spell.target,
                "target-in": spell.target_in,
                "stated": spell.took,
                "counted": {name: spell.count(name, working) for name in counting.counted},
            }
            for spell in found.spells
        ],
    }


def _number(number: Fraction | None) -> float | None:
    """A number for programs, to four decimals."""
    return round(float(number), 4) if number is not None else None
