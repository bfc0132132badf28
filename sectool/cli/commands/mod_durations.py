"""`sectool mod durations`: how long assessments and proposals took, by named conventions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from sectool.calendar.workdays import OutOfCalendar
from sectool.cli.present.tables import (
    Column,
    decimal,
    folded,
    iso,
    paragraph,
    shortly,
    table,
    write_json,
    write_lines,
)
from sectool.cli.session import Opened, Refused, day_of, misuse, refuse, unread
from sectool.datelang.counting import CONVENTIONS, DAYS_OVER
from sectool.dates import When, last_day, plainly
from sectool.diagnostic import suggestion
from sectool.history import Standing, entries_until
from sectool.model.modification import Modification
from sectool.queries.durations import (
    Period,
    Spell,
    Summary,
    assessment_spells,
    proposal_spell,
    summary_of,
)
from sectool.queries.register_on import register_on

JSON_VERSION = 1
KINDS = ("pa", "ia", "proposal")
# More do not fit beside each other in 80 columns.
MOST_CONVENTIONS = 3
USUAL = "working days"
_LONG = 366  # days without news after which a reader should be told
_CONCLUDED = ("approved", "rejected", "withdrawn")
_TITLES = {"PA": "Preliminary Assessments", "IA": "Impact Assessments", "proposal": "Proposals"}


@dataclass(frozen=True)
class Asked:
    """What durations were asked for."""

    as_of: str | None = None
    from_: str | None = None
    to: str | None = None
    kinds: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Counting:
    """The options, read."""

    opened: Opened
    as_of: date | None
    period: Period
    kinds: tuple[str, ...]
    counted: tuple[str, ...]


def print_durations(root: Path, clock: date, asked: Asked, *, as_json: bool) -> int:
    """Prints durations. What is open is counted to `--to`, else the day asked about, else today."""
    try:
        counting = _read(root, clock, asked)
        spells = _spells(counting)
        groups = [_Group(kind, state, counting, spells) for kind, state in _groups(counting)]
    except Refused as refused:
        return refuse(refused)
    except OutOfCalendar as error:
        return refuse(Refused(f"sectool: {error}", 1))
    if as_json:
        write_json(_data(counting, spells, groups))
    else:
        write_lines(_lines(counting, spells, groups))
    return unread(counting.opened.loaded, "modifications/")


def _read(root: Path, clock: date, asked: Asked) -> _Counting:
    as_of = day_of("--as-of", asked.as_of)
    from_, to = day_of("--from", asked.from_), day_of("--to", asked.to)
    to = to or as_of or clock
    if from_ is not None and from_ > to:
        raise misuse(f"--from: {from_.isoformat()} is later than the last day, {to.isoformat()}")
    for kind in asked.kinds:
        if kind.lower() not in KINDS:
            raise misuse(f"--kind: there is no kind {kind!r}{suggestion(kind, KINDS)}")
    wanted = {kind.lower() for kind in asked.kinds} or {"pa", "ia"}
    counted = tuple(dict.fromkeys(asked.counted)) or (USUAL,)
    for name in counted:
        if name not in CONVENTIONS:
            near = suggestion(name, list(CONVENTIONS))
            raise misuse(f"--counted: there is no way of counting {name!r}{near}")
    if len(counted) > MOST_CONVENTIONS:
        raise misuse(f"--counted: {MOST_CONVENTIONS} ways of counting fit beside each other")
    kinds = tuple(kind for kind in KINDS if kind in wanted)
    return _Counting(Opened(root), as_of, Period(from_, to), kinds, counted)


def _spells(counting: _Counting) -> list[Spell]:
    opened, period = counting.opened, counting.period
    register = opened.register
    # The last day, with what was known by then: a later paper may speak of a proposal that was
    # not there yet, and a later decision had not been taken.
    last = min(period.to, counting.as_of or period.to)
    then = {standing.id: standing for standing in register_on(register, last).standings}
    found: list[Spell] = []
    for standing in register_on(register, counting.as_of).standings:
        spells = assessment_spells(
            standing.id, standing.shown_id, standing.assessments, period, opened.working
        )
        undecided = standing.id in then and _is_undecided(then[standing.id])
        found += [spell for spell in spells if undecided or not spell.open]
    found += _proposals(counting, then.values(), last)
    # Open ones from the longest, completed ones as they came back: the order of the reports.
    far = date.max
    return sorted(
        (spell for spell in found if spell.kind.lower() in counting.kinds),
        key=lambda s: (not s.open, s.end or s.start or far, s.shown),
    )


def _is_undecided(standing: Standing) -> bool:
    """Whether it was still to be decided: no assessment of a decided proposal is open."""
    return standing.decision == "open" and not standing.dormant


def _proposals(
    counting: _Counting, standings_then: Iterable[Standing], last: date
) -> Iterator[Spell]:
    """The proposals that were open on the last day, or had been concluded by then."""
    for standing in standings_then:
        modification = counting.opened.register.modifications[standing.id]
        # A decision that was referred is not the last word.
        end = None if standing.is_open else concluded(modification, standing, last)
        spell = proposal_spell(
            standing.id, standing.shown_id, standing.raised, end, counting.period
        )
        if spell is not None and spell.open is standing.is_open:
            yield spell


def concluded(modification: Modification, standing: Standing, as_of: date | None) -> When | None:
    """When the decision that holds was taken, or the proposal withdrawn; None where neither."""
    if standing.decision == "open":
        return None
    ends = [e for e in entries_until(modification, as_of) if e.event in _CONCLUDED]
    return ends[-1].when if ends else None


def _groups(counting: _Counting) -> list[tuple[str, str]]:
    kinds = {"pa": "PA", "ia": "IA", "proposal": "proposal"}
    return [(kinds[kind], state) for kind in counting.kinds for state in ("open", "completed")]


class _Group:
    """The spells of one kind that are open, or ended, and what they amount to."""

    def __init__(self, kind: str, state: str, counting: _Counting, spells: Sequence[Spell]) -> None:
        self.kind, self.state = kind, state
        of_kind = [s for s in spells if s.kind == kind and s.open is (state == "open")]
        working = counting.opened.working
        self.units = sorted({s.target_in for s in of_kind if s.target_in is not None})
        self.summaries: dict[str, Summary] = {
            name: summary_of(of_kind, name, working) for name in counting.counted
        }

    @property
    def title(self) -> str:
        ended = "concluded" if self.kind == "proposal" else "completed"
        return f"{_TITLES[self.kind]} {'open' if self.state == 'open' else ended}"


def _lines(counting: _Counting, spells: Sequence[Spell], groups: Sequence[_Group]) -> list[str]:
    period = counting.period
    start = f"from {plainly(period.from_)} " if period.from_ is not None else ""
    known = f", with what was known on {plainly(counting.as_of)}" if counting.as_of else ""
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
    return [*lines, "", *_rows(counting, spells)]


def _explained(name: str) -> str:
    meaning = "whole ones, days over are left out" if name in DAYS_OVER else CONVENTIONS[name]
    return f"{name} ({meaning})"


def _summary_table(groups: Sequence[_Group], name: str) -> list[str]:
    columns = (
        Column("", gives=True),
        Column("n", right=True),
        Column("median", right=True),
        Column("mean", right=True),
        Column("within target"),
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


def _rows(counting: _Counting, spells: Sequence[Spell]) -> list[str]:
    single = len(counting.counted) == 1
    heads = ["days"] if single else [f"({n})" for n in range(1, len(counting.counted) + 1)]
    columns = (
        Column("modification"),
        Column("what"),
        Column("from"),
        Column("to"),
        Column("target", right=True),
        *(Column(head, right=True) for head in heads),
    )
    rows = []
    for spell in spells:
        days = [spell.count(name, counting.opened.working) for name in counting.counted]
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
    unknown = [s for s in spells if s.count(counting.counted[0], counting.opened.working) is None]
    if unknown:
        notes += paragraph("of m: the others have no first or last day on record")
    notes += _unheard(counting, spells)
    if any(spell.reckoned for spell in spells):
        notes += paragraph("* not recorded: reckoned back from the duration that the source states")
    return [*lines, "", *notes] if notes else lines


def _unheard(counting: _Counting, spells: Sequence[Spell]) -> list[str]:
    """Says of what is counted as open though nobody has told of it for a year."""
    to = counting.period.to
    found = [
        spell.shown
        for spell in spells
        if spell.open and (to - _newest(counting, spell.of)).days > _LONG
    ]
    if not found:
        return []
    told = ", ".join(dict.fromkeys(found))
    return paragraph(f"open as far as is recorded, but not heard of for twelve months: {told}")


def _newest(counting: _Counting, id_: str) -> date:
    modification = counting.opened.register.modifications[id_]
    return max(
        (last_day(entry.when) for entry in entries_until(modification, counting.as_of)),
        default=date.max,
    )


def _data(
    counting: _Counting, spells: Sequence[Spell], groups: Sequence[_Group]
) -> dict[str, object]:
    working = counting.opened.working
    return {
        "version": JSON_VERSION,
        "as-of": iso(counting.as_of),
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
            for group in groups
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
            for spell in spells
        ],
    }


def _number(number: Fraction | None) -> float | None:
    """A number for programs, to four decimals."""
    return round(float(number), 4) if number is not None else None
