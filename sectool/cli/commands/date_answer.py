"""`sectool date`: a phrase and its date, how long it is between two, or a phrase read backwards."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.tables import write_json, write_lines
from sectool.cli.session import Refused, as_known, day_of, failure, misuse
from sectool.dates import WEEKDAYS, in_full, iso
from sectool.queries.dates import (
    CONVENTIONS,
    DAYS_OVER,
    Amount,
    DateStep,
    Givers,
    NoReleaseNamed,
    NothingToLookFor,
    OutOfCalendar,
    PhraseError,
    Phrases,
    Reached,
    ReadBackwards,
    Tally,
    TimeBetween,
    Window,
    looks_like_a_count,
    phrases_of,
)
from sectool.values import dataclass

_GIVES = "--gives"
_JOINED = "\N{NULL}"
_NOT_CONFIRMED = "proposed by the body's pattern, not confirmed"


@dataclass(frozen=True)
class _Answer:
    """What is printed, for people and for programs, and the exit code."""

    text: list[str]
    data: dict[str, object]
    code: int = 0


def print_date(
    root: Path,
    phrase: str,
    release: str | None,
    *,
    as_json: bool,
    known_at: str | None = None,
    gives: str | None = None,
) -> int:
    """Prints the date of a phrase, a count, or for which days a phrase gives the day `gives`.

    2 for a phrase that is not in the language; 1 where there is no such day, or none is known.
    """
    day_given = day_of("--gives", gives)
    known = as_known(root, known_at)
    phrases = phrases_of(known, release)
    try:
        if day_given is not None:
            answer = _backwards(phrases.backwards(_no_count(phrase), day_given), day_given)
        elif looks_like_a_count(phrase):
            answer = _count(phrases.time_between(phrase))
        else:
            answer = _date(phrases.day(phrase), phrases)
    except PhraseError as error:
        raise _at_the_words(phrase, error) from None
    except OutOfCalendar as error:
        raise failure(str(error)) from None
    day_known = known.known_at
    if as_json:
        data = {
            "phrase": phrase,
            "as-known-at": iso(day_known),
            **answer.data,
        }
        write_json(data)
    else:
        note = [f"  note: as known on {in_full(day_known)}"] if day_known else []
        write_lines([*answer.text, *note])
    return answer.code


def _no_count(phrase: str) -> str:
    if looks_like_a_count(phrase):
        whole = len(phrase)
        raise PhraseError(f"{_GIVES} reads a phrase backwards, and a count gives no day", 0, whole)
    return phrase


def _at_the_words(phrase: str, error: PhraseError) -> Refused:
    """What is wrong with a phrase, below it where, and what would do."""
    message, help_ = error.message, error.help
    if isinstance(error, NoReleaseNamed):
        help_ = f"add --release; there are: {', '.join(error.releases) or 'none'}"
    if isinstance(error, NothingToLookFor):
        message += f", and {_GIVES} asks for which date it would be"
    # One character a column, whatever blanks or controls it holds: the marks stand below it.
    shown = "".join(c if c.isprintable() else " " for c in phrase)
    marks = " " * error.start + "^" * (error.end - error.start)
    lines = [f"  {shown}", f"  {marks}"]
    if help_ is not None:
        lines.append(f"  = {help_}")
    return misuse(message, *lines)


def _date(reached: Reached, phrases: Phrases) -> _Answer:
    return _Answer(_as_text(reached, phrases), _as_data(reached))


def _as_text(reached: Reached, phrases: Phrases) -> list[str]:
    lines = [_days(reached.window)]
    for number, step in enumerate(reached.steps, start=1):
        lines.append(f"  {number}. {_days(step.window):<15}  {step.how}")
        if step.skipped:
            skipped = ", ".join(f"{in_full(day)} ({name})" for day, name in step.skipped)
            lines.append(f"     not counted: {skipped}")
        if step.proposal:
            lines.append(f"     this meeting is {_NOT_CONFIRMED}")
    day = reached.window.day
    why_not = phrases.why_not_working(day) if day is not None else None
    if why_not is not None:
        lines.append(f"  note: that day is {why_not}")
    return lines


def _days(window: Window) -> str:
    if window.day is not None:
        return in_full(window.day)
    return f"{in_full(window.earliest)} to {in_full(window.latest)}"


def _as_data(reached: Reached) -> dict[str, object]:
    return {
        **_window(reached.window),
        "rests-on-proposal": reached.rests_on_proposal,
        "steps": [_step(step) for step in reached.steps],
    }


def _window(window: Window) -> dict[str, object]:
    day = window.day
    return {
        "date": day.isoformat() if day else None,
        "weekday": WEEKDAYS[day.weekday()] if day else None,
        "earliest": window.earliest.isoformat(),
        "latest": window.latest.isoformat(),
    }


def _step(step: DateStep) -> dict[str, object]:
    return {
        "earliest": step.window.earliest.isoformat(),
        "latest": step.window.latest.isoformat(),
        "how": step.how,
        "not-counted": _holidays(step.skipped),
        "proposal": step.proposal,
    }


def _holidays(holidays: tuple[tuple[date, str], ...]) -> list[dict[str, str]]:
    return [{"date": day.isoformat(), "name": name} for day, name in holidays]


# How long it is between two dates.


def _count(found: TimeBetween) -> _Answer:
    tally, start, end = found.tally, found.start.window, found.end.window
    proposal = found.rests_on_proposal
    text = [
        _headline(tally, start, end),
        *_table(found.tallies),
        *_left_out(tally, found.left_out),
        *(["  note: a meeting on the way is " + _NOT_CONFIRMED] if proposal else []),
        *(_BACKWARDS if found.runs_backwards else []),
    ]
    data = {
        **_tally(tally),
        "unit": tally.name,
        "from": _window(start),
        "to": _window(end),
        "rests-on-proposal": proposal,
        "conventions": [{"name": one.name, **_tally(one)} for one in found.tallies],
        "not-counted": _holidays(found.left_out),
    }
    return _Answer(text, data)


_BACKWARDS = [
    "  note: where the second day lies before the first, a count is below zero;",
    "        clear and both-ends counts are the same both ways",
]


def _headline(tally: Tally, start: Window, end: Window) -> str:
    name, both_ends, _ = tally.name.partition(" both ends")
    amount = _amounts(tally, name)
    if both_ends:
        amount += ", both ends counted,"
    back = "back " if end.latest < start.earliest else ""
    return f"{amount} from {_some_day(start)} {back}to {_some_day(end)}"


def _some_day(window: Window) -> str:
    if window.day is not None:
        return in_full(window.day)
    return f"a day between {in_full(window.earliest)} and {in_full(window.latest)}"


def _amounts(tally: Tally, units: str) -> str:
    """`9 weeks and 1 day`; where a day is open `45 to 66 working days`."""
    if tally.amount is not None:
        return _amount(tally.amount, units)
    if tally.name in DAYS_OVER:
        return f"{_amount(tally.fewest, units)} to {_amount(tally.most, units)}"
    return f"{tally.fewest.whole} to {tally.most.whole} {units}"


def _amount(amount: Amount, units: str) -> str:
    text = _so_many(amount.whole, units)
    return f"{text} and {_so_many(amount.over, 'days')}" if amount.over else text


def _so_many(n: int, units: str) -> str:
    return f"{n} {units.removesuffix('s') if abs(n) == 1 else units}"


def _table(found: Sequence[Tally]) -> list[str]:
    """Every convention on a line: its name, the count (or fewest and most), what it counts."""
    widest = max(len(name) for name in CONVENTIONS)
    open_ = any(tally.amount is None for tally in found)
    rows = []
    if open_:
        rows.append(f"  {'':{widest}}  {'fewest':>7}  {'most':>7}")
    for tally in found:
        amounts = [tally.fewest, tally.most] if open_ else [tally.fewest]
        numbers = "  ".join(f"{amount.whole:>7}" for amount in amounts)
        remark = CONVENTIONS[tally.name] or _amounts(tally, tally.name)
        rows.append(f"  {tally.name:{widest}}  {numbers}  {remark}")
    return rows


def _left_out(tally: Tally, holidays: tuple[tuple[date, str], ...]) -> list[str]:
    if not holidays:
        return []
    what = "not counted" if "working days" in tally.name else "no working days"
    # A date stays on one line: its blanks are put back once the lines are made.
    days = [f"{in_full(day).replace(' ', _JOINED)} ({name})" for day, name in holidays]
    lines = textwrap.wrap(
        f"{what}: {', '.join(days)}",
        80,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_JOINED, " ") for line in lines]


def _tally(tally: Tally) -> dict[str, object]:
    """The numbers of a count; for weeks and months, with the days over beside each."""
    amounts = {"count": tally.amount, "fewest": tally.fewest, "most": tally.most}
    data: dict[str, object] = {}
    for key, amount in amounts.items():
        data[key] = None if amount is None else amount.whole
        if tally.name in DAYS_OVER:
            data[f"{key}-days-over"] = None if amount is None else amount.over
    return data


# For which days of its anchor a phrase gives a day.


def _backwards(answer: ReadBackwards, day: date) -> _Answer:
    found = answer.givers
    data: dict[str, object] = {
        "gives": iso(day),
        "earliest": iso(found.earliest),
        "latest": iso(found.latest),
        "before": iso(found.before),
        "after": iso(found.after),
        "spans": [
            {"earliest": first.isoformat(), "latest": last.isoformat()}
            for first, last in found.spans
        ],
        "rests-on-proposal": answer.rests_on_proposal,
    }
    text = _givers_text(answer.anchor, day, found)
    if answer.rests_on_proposal:
        text.append(f"  note: a meeting on the way is {_NOT_CONFIRMED}")
    return _Answer(text, data, 0 if found.spans else 1)


def _givers_text(anchor: str, day: date, found: Givers) -> list[str]:
    if found.spans:
        spans = [
            f"on {in_full(first)}" if first == last else f"from {in_full(first)} to {in_full(last)}"
            for first, last in found.spans
        ]
        lines = [f"{anchor} {' or '.join(spans)}"]
    else:
        lines = [f"no day of {anchor} gives {in_full(day)}"]
        near = [
            f"{in_full(value)} {where}"
            for value, where in ((found.before, "before it"), (found.after, "after it"))
            if value is not None
        ]
        if near:
            lines.append(
                f"  the nearest that {'is' if not near[1:] else 'are'} given: {', '.join(near)}"
            )
    return [*lines, *(f"  note: {message}" for message in found.unknown)]
