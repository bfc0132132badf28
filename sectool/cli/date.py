"""`sectool date`: one phrase, its date, and the steps that led there."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from sectool import report
from sectool.calendar.evaluate import Context, Reached, Step, Window, evaluate
from sectool.calendar.phrase import Named, Phrase, PhraseError, anchors_of, bodies_of, parse_phrase
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.dates import WEEKDAYS, in_full
from sectool.diagnostic import suggestion
from sectool.load import load_register
from sectool.model.register import REFERENCE_FILES, Register
from sectool.schedule import Calendars, Schedule, calendars_of, schedule_release

JSON_VERSION = 1


class _Fault(Exception):
    def __init__(self, message: str, start: int, end: int, help_: str | None = None) -> None:
        super().__init__(message)
        self.start, self.end, self.help = start, end, help_


def print_date(root: Path, phrase: str, release: str | None, *, as_json: bool) -> int:
    """Prints the date of a phrase; 2 for a phrase that is not in the language."""
    loaded = load_register(root)
    needed = {file for file, _ in REFERENCE_FILES.values()}
    broken = [d for d in loaded.diagnostics if d.place.file in needed]
    if broken:
        sys.stderr.write(report.text(broken) + "\n")
        return 1
    register = loaded.register
    if register.calendar is None:
        sys.stderr.write("sectool: this register has no reference/calendar.yaml\n")
        return 1
    if release is not None and release not in register.timelines:
        there = suggestion(release, sorted(register.timelines))
        sys.stderr.write(f"sectool: no timeline of release {release!r}{there}\n")
        return 2
    calendars = calendars_of(register)
    schedule = (
        schedule_release(register.timelines[release], calendars) if release is not None else None
    )
    try:
        parsed = parse_phrase(phrase)
        reached = _reach(parsed, register, calendars, schedule)
    except PhraseError as error:
        return _tell(phrase, error.message, error.start, error.end, error.help)
    except _Fault as error:
        return _tell(phrase, str(error), error.start, error.end, error.help)
    except OutOfCalendar as error:
        sys.stderr.write(f"sectool: {error}\n")
        return 1
    if as_json:
        sys.stdout.write(json.dumps(_as_data(phrase, reached), indent=2) + "\n")
        return 0
    sys.stdout.write(_as_text(reached, calendars) + "\n")
    return 0


def _reach(
    phrase: Phrase, register: Register, calendars: Calendars, schedule: Schedule | None
) -> Reached:
    working = calendars.working
    if working is None:
        raise OutOfCalendar("the calendar of this register ends before it starts")
    for anchor in anchors_of(phrase):
        _check_anchor(anchor, register, schedule)
    for body, words in bodies_of(phrase):
        if register.body_called(body) is None:
            raise _Fault(f"there is no body called {body!r}{calendars.body_meant(body)}", *words)
        if calendars.meetings(body) is None:
            raise _Fault(f"no meetings of the {body} are known", *words)

    def window_of(anchor: Named) -> Window:
        window = schedule.milestones[anchor.id].window if schedule else None
        if window is None:
            raise _Fault(f"{anchor.id!r} has no date yet", *anchor.words)
        return window

    return evaluate(phrase, Context(working, calendars.meetings, window_of))


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
    sys.stderr.write(f"sectool: {message}\n  {shown}\n  {' ' * start}{'^' * (end - start)}\n")
    if help_ is not None:
        sys.stderr.write(f"  = {help_}\n")
    return 2


def _as_text(reached: Reached, calendars: Calendars) -> str:
    lines = [_days(reached.window)]
    working = calendars.working
    for number, step in enumerate(reached.steps, start=1):
        lines.append(f"  {number}. {_days(step.window):<15}  {step.how}")
        if step.skipped:
            skipped = ", ".join(f"{in_full(day)} ({name})" for day, name in step.skipped)
            lines.append(f"     not counted: {skipped}")
        if step.proposal:
            lines.append("     this meeting is proposed by the body's pattern, not confirmed")
    day = reached.window.day
    if day is not None and working is not None and not _is_working(day, working):
        lines.append(f"  note: that day is {working.why_not_working(day)}")
    return "\n".join(lines)


def _is_working(day: date, working: WorkingCalendar) -> bool:
    return not working.first <= day <= working.last or working.is_working_day(day)


def _days(window: Window) -> str:
    if window.day is not None:
        return in_full(window.day)
    return f"{in_full(window.earliest)} to {in_full(window.latest)}"


def _as_data(phrase: str, reached: Reached) -> dict[str, object]:
    day = reached.window.day
    return {
        "version": JSON_VERSION,
        "phrase": phrase,
        "date": day.isoformat() if day else None,
        "weekday": WEEKDAYS[day.weekday()] if day else None,
        "earliest": reached.window.earliest.isoformat(),
        "latest": reached.window.latest.isoformat(),
        "rests-on-proposal": reached.rests_on_proposal,
        "steps": [_step(step) for step in reached.steps],
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "earliest": step.window.earliest.isoformat(),
        "latest": step.window.latest.isoformat(),
        "how": step.how,
        "not-counted": [{"date": day.isoformat(), "name": name} for day, name in step.skipped],
        "proposal": step.proposal,
    }
