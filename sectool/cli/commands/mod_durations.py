"""`sectool mod durations`: how long assessments and proposals took, by named conventions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from sectool.cli.present.missing import missing_data
from sectool.cli.present.tables import (
    TextColumn,
    fields_of,
    folded,
    paragraph,
    table,
    write_csv,
    write_json,
    write_lines,
)
from sectool.cli.session import as_known, day_of, misuse, one_form, unread, value_of
from sectool.dates import iso
from sectool.queries.durations import (
    USUAL,
    Between,
    Counting,
    Durations,
    Period,
    Spell,
    SpellGroup,
    Summary,
    conventions_named,
    durations_on,
    kinds_named,
)
from sectool.queries.durations_in_words import (
    convention_in_words,
    days_taken_in_words,
    durations_heading,
    end_in_words,
    notes_in_words,
    number_in_words,
    other_units_in_words,
    start_in_words,
    within_in_words,
)
from sectool.queries.register_on import register_on
from sectool.queries.silence_in_words import silences_in_words
from sectool.values import dataclass
from sectool.words import decimal

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


def print_durations(
    root: Path, clock: date, options: DurationOptions, *, as_json: bool, as_csv: bool = False
) -> int:
    """Prints durations. What is open is counted to `--to`, else the day asked about, else today."""
    one_form(as_json, as_csv)
    as_of = day_of("--as-of", options.as_of)
    from_, to = day_of("--from", options.from_), day_of("--to", options.to)
    to = to or as_of or clock
    if from_ is not None and from_ > to:
        raise misuse(f"--from: {from_.isoformat()} is later than the last day, {to.isoformat()}")
    known = as_known(root)
    with value_of("--kind"):
        kinds = kinds_named(known.register, options.kinds)
    with value_of("--counted"):
        counted = conventions_named(options.counted or (USUAL,))
    if len(counted) > MOST_CONVENTIONS:
        raise misuse(f"--counted: {MOST_CONVENTIONS} ways of counting fit next to each other")
    counting = Counting(Period(from_, to), kinds, counted, known.working)
    found = durations_on(register_on(known.register, as_of), counting)
    if as_json:
        write_json(_data(found))
    elif as_csv:
        write_csv(_headings(counting), [_csv_row(counting, spell) for spell in found.spells])
    else:
        write_lines(_lines(found))
    return unread(known.loaded, "modifications/")


def _lines(found: Durations) -> Iterator[str]:
    yield from folded("", durations_heading(found))
    if not found.spells:
        yield from ("", *paragraph("None is recorded as open on the last day or completed."))
        return
    for name in found.counting.counted:
        yield from ("", *folded("", f"Counted in {convention_in_words(name)}"))
        yield from _summary_table(found.groups, name)
        units = other_units_in_words(found, name)
        if units is not None:
            yield from folded("  ", units)
    yield from ("", *_rows(found))


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
        within = within_in_words(summary, still=group.state == "open")
        middle = (decimal(summary.median), decimal(summary.mean))
        rows.append((group.title, number_in_words(summary), *middle, within))
    return table(columns, rows, indent=2)


def _rows(found: Durations) -> list[str]:
    counted = found.counting.counted
    numbered = [f"({n})" for n in range(1, len(counted) + 1)]
    heads = numbered if len(counted) > 1 else ["days"]
    columns = (
        *map(TextColumn, ("modification", "what", "from", "to")),
        *(TextColumn(head, right=True) for head in ("target", *heads)),
    )
    rows = [
        (
            *(spell.shown, spell.what, start_in_words(spell), end_in_words(spell)),
            str(spell.target) if spell.target is not None else "–",
            *(days_taken_in_words(spell, name, found.counting) for name in counted),
        )
        for spell in found.placed
    ]
    lines, notes = table(columns, rows), []
    if len(counted) > 1:
        named = (f"{number} {name}" for number, name in zip(numbered, counted, strict=True))
        notes += folded("", "; ".join(named))
    for note in notes_in_words(found):
        notes += paragraph(note)
    for line in silences_in_words(found.on, found.silent):
        notes += folded("  ", line)
    return [*lines, "", *notes] if notes else lines


def _data(found: Durations) -> dict[str, object]:
    period = found.counting.period
    return {
        "as-of": iso(found.on.day),
        **fields_of(period, "from", "to"),
        "counted": [
            {"name": name, "means": convention_in_words(name)} for name in found.counting.counted
        ],
        "groups": [
            {
                **fields_of(group, "kind", "state"),
                "summaries": [_summary_data(*item) for item in group.summaries.items()],
            }
            for group in found.groups
        ],
        "durations": [_spell_data(found.counting, spell) for spell in found.placed],
        "left-out": [
            {"id": spell.shown, **fields_of(spell, "what", "kind"), **_days_data(spell)}
            for spell in found.left_out
        ],
        "missing": missing_data(found.on, found.silent),
    }


def _summary_data(name: str, summary: Summary) -> dict[str, object]:
    return {
        "counted": name,
        **fields_of(summary, "n", "uncounted"),
        "median": _number(summary.median),
        "mean": _number(summary.mean),
        "within-target": summary.within,
        "with-target": summary.with_target,
        "share": _number(summary.share),
    }


def _spell_data(counting: Counting, spell: Spell) -> dict[str, object]:
    counts = {"counted": spell.count, "at-least": spell.least, "at-most": spell.most}
    return {
        "id": spell.shown,
        **fields_of(spell, "what", "kind"),
        "state": "open" if spell.open else "completed",
        **_days_data(spell),
        **fields_of(spell, "reckoned", "target", "target-in"),
        "stated": spell.took,
        **{
            key: {name: count(name, counting.working) for name in counting.counted}
            for key, count in counts.items()
        },
    }


_DAYS = ("from", "from-earliest", "from-latest", "to", "to-earliest", "to-latest")


def _days_data(spell: Spell) -> dict[str, object]:
    """The days on which it began and ended, where they are known, and those that are possible."""
    began, ended = spell.began, spell.ended or Between(None, None)
    start = (spell.began_on or spell.start, began.first, began.last)
    end = (spell.ended_on or spell.end, ended.first, ended.last)
    return dict(zip(_DAYS, map(iso, (*start, *end)), strict=True))


def _headings(counting: Counting) -> list[str]:
    bounds = ("", ", at least", ", at most")
    counted = [f"{name}{bound}" for name in counting.counted for bound in bounds]
    return ["id", "what", "kind", "state", *_DAYS, "target", "target-in", *counted]


def _csv_row(counting: Counting, spell: Spell) -> list[object]:
    state = "left-out" if not spell.placed else "open" if spell.open else "completed"
    row = [spell.shown, spell.what, spell.kind, state, *_days_data(spell).values()]
    row += [spell.target, spell.target_in]
    for name in counting.counted:
        for count in (spell.count, spell.least, spell.most):
            row.append(count(name, counting.working) if spell.placed else None)
    return row


def _number(number: Fraction | None) -> float | None:
    """A number for programs, to four decimals."""
    return round(float(number), 4) if number is not None else None
