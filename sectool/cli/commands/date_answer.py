"""`sectool date`: a phrase and its date, how long it is between two, or a phrase read backwards."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sectool.calendar.pattern import WeekdayOfMonth
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.cli.present.tables import write_json
from sectool.cli.session import Opened, Refused, day_of, misuse, refuse
from sectool.datelang.counting import (
    CONVENTIONS,
    DAYS_OVER,
    Amount,
    Pair,
    Tally,
    holidays_left_out,
    pairs_between,
    tallies,
)
from sectool.datelang.evaluate import Context, Givers, Reached, Step, Window, evaluate, givers_of
from sectool.datelang.nodes import Anchor, Count, Given, Named, Open, anchors_of, bodies_of
from sectool.datelang.parser import (
    LETTER,
    PhraseError,
    looks_like_a_count,
    parse_backwards,
    parse_count,
    parse_phrase,
)
from sectool.dates import WEEKDAYS, in_full
from sectool.diagnostic import suggestion
from sectool.model.register import Register
from sectool.schedule import Calendars, Schedule, schedule_release

JSON_VERSION = 1
_ONE_DAY = timedelta(days=1)
_JOINED = "\N{NULL}"
_NOT_CONFIRMED = "proposed by the body's pattern, not confirmed"


class _Fault(Exception):
    def __init__(self, message: str, start: int, end: int, help_: str | None = None) -> None:
        super().__init__(message)
        self.start, self.end, self.help = start, end, help_


@dataclass(frozen=True)
class _Asked:
    """The phrase as it was written, and what it is worked out with."""

    phrase: str
    register: Register
    calendars: Calendars
    schedule: Schedule | None
    working: WorkingCalendar
    known_at: date | None

    def context(self) -> Context:
        return Context(self.working, self.calendars.meetings, self._window_of)

    def _window_of(self, anchor: Named) -> Window:
        window = self.schedule.milestones[anchor.id].window if self.schedule else None
        if window is None:
            raise _Fault(f"{anchor.id!r} has no date yet", *anchor.words)
        return window


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
    try:
        day_given = day_of("--gives", gives)
        opened = Opened(root, known_at)
        timeline = opened.timeline(release) if release is not None else None
    except Refused as refused:
        return refuse(refused)
    schedule = schedule_release(timeline, opened.calendars) if timeline is not None else None
    day_known = opened.known_at
    asked = _Asked(phrase, opened.register, opened.calendars, schedule, opened.working, day_known)
    try:
        if day_given is not None:
            answer = _backwards(asked, day_given)
        elif looks_like_a_count(phrase):
            answer = _count(asked)
        else:
            answer = _date(asked)
    except PhraseError as error:
        return _tell(phrase, error.message, error.start, error.end, error.help)
    except _Fault as error:
        return _tell(phrase, str(error), error.start, error.end, error.help)
    except OutOfCalendar as error:
        return refuse(Refused(f"sectool: {error}", 1))
    if as_json:
        known = day_known.isoformat() if day_known else None
        data = {"version": JSON_VERSION, "phrase": phrase, "as-known-at": known, **answer.data}
        write_json(data)
    else:
        as_known = [f"  note: as known on {in_full(day_known)}"] if day_known else []
        sys.stdout.write("\n".join([*answer.text, *as_known]) + "\n")
    return answer.code


def _date(asked: _Asked) -> _Answer:
    parsed = parse_phrase(asked.phrase)
    if isinstance(parsed, Open):
        better = "it says that a date is not known yet; write a date, a milestone or a phrase"
        raise _Fault("'tba' leaves the day open", *parsed.words, better)
    _check_names(parsed, asked)
    reached = evaluate(parsed, asked.context())
    return _Answer(_as_text(reached, asked.working), _as_data(reached))


def _check_names(phrase: Anchor, asked: _Asked) -> None:
    for anchor in anchors_of(phrase):
        _check_anchor(anchor, asked.register, asked.schedule)
    _check_bodies(phrase, asked)


def _check_bodies(phrase: Anchor, asked: _Asked) -> None:
    calendars = asked.calendars
    for body, words in bodies_of(phrase):
        if asked.register.body_called(body) is None:
            raise _Fault(f"there is no body called {body!r}{calendars.body_meant(body)}", *words)
        if calendars.meetings(body) is None:
            raise _Fault(f"no meetings of the {body} are known", *words)


def _check_anchor(anchor: Named, register: Register, schedule: Schedule | None) -> None:
    if schedule is None:
        there = ", ".join(sorted(register.timelines)) or "none"
        raise _Fault(
            f"{anchor.id!r} is a milestone, and no release is named",
            *anchor.words,
            f"add --release; there are: {there}",
        )
    if anchor.id not in schedule.milestones:
        known = list(schedule.milestones)
        raise _Fault(
            f"there is no milestone {anchor.id!r}{suggestion(anchor.id, known)}", *anchor.words
        )


def _tell(phrase: str, message: str, start: int, end: int, help_: str | None) -> int:
    # One character a column, whatever blanks or controls it holds: the marks stand below it.
    shown = "".join(c if c.isprintable() else " " for c in phrase)
    lines = [message, f"  {shown}", f"  {' ' * start}{'^' * (end - start)}"]
    if help_ is not None:
        lines.append(f"  = {help_}")
    return refuse(misuse("\n".join(lines)))


def _as_text(reached: Reached, working: WorkingCalendar) -> list[str]:
    lines = [_days(reached.window)]
    for number, step in enumerate(reached.steps, start=1):
        lines.append(f"  {number}. {_days(step.window):<15}  {step.how}")
        if step.skipped:
            skipped = ", ".join(f"{in_full(day)} ({name})" for day, name in step.skipped)
            lines.append(f"     not counted: {skipped}")
        if step.proposal:
            lines.append(f"     this meeting is {_NOT_CONFIRMED}")
    day = reached.window.day
    if day is not None and not _is_working(day, working):
        lines.append(f"  note: that day is {working.why_not_working(day)}")
    return lines


def _is_working(day: date, working: WorkingCalendar) -> bool:
    return not working.first <= day <= working.last or working.is_working_day(day)


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


def _step(step: Step) -> dict[str, object]:
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


def _count(asked: _Asked) -> _Answer:
    count = parse_count(asked.phrase)
    for phrase in (count.start, count.end):
        _check_names(phrase, asked)
    start, end = (evaluate(phrase, asked.context()) for phrase in (count.start, count.end))
    pairs = _pairs(count, start.window, end.window, asked)
    found = tallies(pairs, asked.working)
    tally = next(one for one in found if one.name == count.counted)
    left_out: tuple[tuple[date, str], ...] = ()
    if start.window.day and end.window.day:
        left_out = tuple(
            holidays_left_out(start.window.day, end.window.day, tally.name, asked.working)
        )
    proposal = start.rests_on_proposal or end.rests_on_proposal
    back = any(last < first for first, last in pairs)
    text = [
        _headline(tally, start.window, end.window),
        *_table(found),
        *_left_out(tally, left_out),
        *(["  note: a meeting on the way is " + _NOT_CONFIRMED] if proposal else []),
        *(_BACKWARDS if back else []),
    ]
    data = {
        **_tally(tally),
        "unit": tally.name,
        "from": _window(start.window),
        "to": _window(end.window),
        "rests-on-proposal": proposal,
        "conventions": [{"name": one.name, **_tally(one)} for one in found],
        "not-counted": _holidays(left_out),
    }
    return _Answer(text, data)


_BACKWARDS = [
    "  note: where the second day lies before the first, a count is below zero;",
    "        clear and both-ends counts are the same both ways",
]


def _pairs(count: Count, start: Window, end: Window, asked: _Asked) -> list[Pair]:
    """The days to count between. A milestone that both ends name is one day for both."""
    named = {*anchors_of(count.start)}, {*anchors_of(count.end)}
    ids = [{anchor.id for anchor in anchors} for anchors in named]
    if (start.day and end.day) or ids[0] != ids[1] or not ids[0]:
        return pairs_between(start, end)
    context = asked.context()
    shared = context.milestone(named[0].pop())
    pairs = []
    day = shared.earliest
    while day <= shared.latest:
        pinned = replace(context, milestone=_always(day))
        ends = (evaluate(phrase, pinned).window for phrase in (count.start, count.end))
        first, last = (window.earliest for window in ends)
        pairs.append((first, last))
        day += _ONE_DAY
    return pairs


def _always(day: date) -> Callable[[Named], Window]:
    return lambda _: Window(day, day)


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


def _table(found: list[Tally]) -> list[str]:
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


def _backwards(asked: _Asked, day: date) -> _Answer:
    if looks_like_a_count(asked.phrase):
        whole = len(asked.phrase)
        raise _Fault("--gives reads a phrase backwards, and a count gives no day", 0, whole)
    phrase = parse_backwards(asked.phrase)
    anchor = _last_anchor(phrase)
    if isinstance(anchor, Given | WeekdayOfMonth):
        raise _Fault(
            "a date stands here, and --gives asks for which date it would be",
            *anchor.words,
            "write X in its place, or a milestone",
        )
    if asked.schedule is not None and anchor.id != LETTER:
        _check_anchor(anchor, asked.register, asked.schedule)
    _check_bodies(phrase, asked)
    context = asked.context()
    found = givers_of(phrase, day, context)
    proposal = False
    if found.earliest is not None:
        pinned = replace(context, milestone=_always(found.earliest))
        proposal = evaluate(phrase, pinned).rests_on_proposal
    data: dict[str, object] = {
        "gives": day.isoformat(),
        **{
            key: None if value is None else value.isoformat()
            for key, value in (
                ("earliest", found.earliest),
                ("latest", found.latest),
                ("before", found.before),
                ("after", found.after),
            )
        },
        "spans": [
            {"earliest": first.isoformat(), "latest": last.isoformat()}
            for first, last in found.spans
        ],
        "rests-on-proposal": proposal,
    }
    text = _givers_text(anchor.id, day, found)
    if proposal:
        text.append(f"  note: a meeting on the way is {_NOT_CONFIRMED}")
    return _Answer(text, data, 0 if found.spans else 1)


def _last_anchor(phrase: Anchor) -> Given | Named | WeekdayOfMonth:
    while not isinstance(phrase, Given | Named | WeekdayOfMonth):
        phrase = phrase.anchor
    return phrase


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
