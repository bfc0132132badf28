"""`sectool date`: a phrase and its date, how long it is between two, or a phrase read backwards."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.tables import fields_of, write_answer
from sectool.cli.session import Refused, as_known, day_of, failure, misuse
from sectool.dates import WEEKDAYS, in_full, iso
from sectool.queries.cut_offs import days_in_words
from sectool.queries.dates import (
    CONVENTIONS,
    DAYS_OVER,
    DateStep,
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
from sectool.queries.dates_in_words import (
    NOT_CONFIRMED,
    count_in_words,
    givers_in_words,
    nearest_in_words,
    notes_on_count,
    remark_on,
)
from sectool.values import dataclass

_GIVES = "--gives"
_JOINED = "\N{NULL}"


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
    head = {"phrase": phrase, "as-known-at": iso(known.known_at)}
    plan = ", with the plan of that day" if release is not None else ""
    known_on = [f"  note: as known on {in_full(known.known_at)}{plan}"] if known.known_at else []
    write_answer(
        lambda: {**head, **answer.data}, lambda: [*answer.text, *known_on], as_json=as_json
    )
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
    lines = [days_in_words(reached.window)]
    for number, step in enumerate(reached.steps, start=1):
        lines.append(f"  {number}. {days_in_words(step.window):<15}  {step.how}")
        if step.skipped:
            skipped = ", ".join(f"{in_full(day)} ({name})" for day, name in step.skipped)
            lines.append(f"     not counted: {skipped}")
        if step.proposal:
            lines.append(f"     this meeting is {NOT_CONFIRMED}")
    day = reached.window.day
    why_not = phrases.why_not_working(day) if day is not None else None
    if why_not is not None:
        lines.append(f"  note: that day is {why_not}")
    data = {
        **_window(reached.window),
        **fields_of(reached, "rests-on-proposal"),
        "steps": [_step(step) for step in reached.steps],
    }
    return _Answer(lines, data)


def _window(window: Window) -> dict[str, object]:
    day = window.day
    return {
        "date": iso(day),
        "weekday": WEEKDAYS[day.weekday()] if day else None,
        **fields_of(window, "earliest", "latest"),
    }


def _step(step: DateStep) -> dict[str, object]:
    return {
        **fields_of(step.window, "earliest", "latest"),
        "how": step.how,
        "not-counted": _holidays(step.skipped),
        "proposal": step.proposal,
    }


def _holidays(holidays: tuple[tuple[date, str], ...]) -> list[dict[str, str]]:
    return [{"date": day.isoformat(), "name": name} for day, name in holidays]


# How long it is between two dates.


def _count(found: TimeBetween) -> _Answer:
    tally = found.tally
    text = [count_in_words(found), *_table(found.tallies), *_left_out(tally, found.left_out)]
    for note in notes_on_count(found):
        text += f"  note: {note}".replace("\n", "\n        ").split("\n")
    data = {
        **_tally(tally),
        "unit": tally.name,
        "from": _window(found.start.window),
        "to": _window(found.end.window),
        **fields_of(found, "rests-on-proposal"),
        "conventions": [{"name": one.name, **_tally(one)} for one in found.tallies],
        "not-counted": _holidays(found.left_out),
    }
    return _Answer(text, data)


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
        rows.append(f"  {tally.name:{widest}}  {numbers}  {remark_on(tally)}")
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
        **fields_of(found, "earliest", "latest", "before", "after"),
        "spans": [{"earliest": iso(first), "latest": iso(last)} for first, last in found.spans],
        **fields_of(answer, "rests-on-proposal"),
    }
    text = [givers_in_words(answer.anchor, day, found)]
    nearest = nearest_in_words(found)
    if nearest is not None:
        text.append(f"  {nearest}")
    text += [f"  note: {message}" for message in found.unknown]
    if answer.rests_on_proposal:
        text.append(f"  note: a meeting on the way is {NOT_CONFIRMED}")
    return _Answer(text, data, 0 if found.spans else 1)
