"""`sectool timeline explain`: why a milestone has its dates, and whether it may have another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool.calendar.workdays import OutOfCalendar
from sectool.cli.commands.timeline_show import (
    JSON_VERSION,
    Asked,
    as_data,
    exit_code,
    iso,
    missed,
    movement_in_words,
    scheduled,
    window_in_words,
)
from sectool.cli.present import findings as report
from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.session import Refused, day_of, misuse, refuse
from sectool.datelang.nodes import CountedMeeting, NearestMeeting
from sectool.dates import in_full
from sectool.diagnostic import Address, Diagnostic, suggestion
from sectool.schedule import Scheduled
from sectool.schedule.plan import Kind, Plan, Written
from sectool.schedule.reasons import Reason, Reasons, limit_of
from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import Constraint, Contradiction, Event, Windows

# What stands below a step is set in so far.
_INSET = " " * 7


def explain(
    root: Path,
    release: str,
    milestone: str,
    *,
    on: str | None,
    known_at: str | None,
    verbose: bool,
    as_json: bool,
) -> int:
    """Prints why a milestone has its dates, or whether it may have the day `on`."""
    try:
        asked = scheduled(root, release, known_at)
        if milestone not in asked.schedule.milestones:
            there = suggestion(milestone, list(asked.schedule.milestones))
            raise misuse(f"{release} has no milestone {milestone!r}{there}")
        day = _picked(on, asked)
    except Refused as refused:
        return refuse(refused)
    plan, windows = asked.schedule.plan, asked.schedule.windows
    if plan is None or windows is None:
        raise AssertionError("a calendar, and nothing counted")
    item = asked.schedule.milestones[milestone]
    if day is not None:
        return _Picking(asked, plan, windows, item, day).answer(as_json=as_json)
    explaining = _Explaining(asked, plan, windows, item)
    if as_json:
        write_json(explaining.data())
    else:
        write_lines(explaining.lines(verbose=verbose))
    return exit_code(asked)


def _picked(on: str | None, asked: Asked) -> date | None:
    day = day_of("--on", on)
    first, last = asked.working.first, asked.working.last
    if day is not None and not first <= day <= last:
        raise misuse(
            f"--on: {day.isoformat()} lies outside the calendar, which runs from "
            f"{first.isoformat()} to {last.isoformat()}"
        )
    return day


def _place(address: Address, asked: Asked) -> str:
    place = asked.opened.loaded.sources.place(address)
    return f"{place.file}:{place.span.line}"


def _line(written: Written, asked: Asked, said: str | None = None) -> list[str]:
    """Where a line stands, and its author's words."""
    place = _place(written.address, asked)
    return folded(f"{_INSET}{place}  ", said if said is not None else written.words)


def _told(number: int, reason: Reason, asked: Asked, *, exact: bool = False) -> Iterator[str]:
    """A step: what follows for whom, and below it the line that says so."""
    written = reason.written
    bound = f"on {in_full(reason.day)}" if exact else reason.bound
    yield from folded(f"  {number}. ", f"{reason.milestone} {bound}")
    backwards = f"{written.milestone} {written.words}, read backwards"
    yield from _line(written, asked, backwards if reason.backwards else None)


def _moves(reason: Reason) -> Iterator[str]:
    """What else made the day of a step: `falls-on`, and the days that a milestone may have."""
    if reason.through is not None:
        yield from _more(f"with {reason.through.words!r} of {reason.through.milestone}")
    if reason.moved_from is not None:
        yield from _more(_moved_on(reason))


def _more(text: str) -> list[str]:
    return folded(_INSET, text)


def _moved_on(reason: Reason) -> str:
    """Which day would not do, and which does instead."""
    day = reason.moved_from or reason.day
    side = "the next one is" if day < reason.day else "the one before it is"
    return f"{in_full(day)} is no {reason.kind_of_day}; {side} {in_full(reason.day)}"


class _Explaining:
    """The chains of reasons that end at both bounds of a milestone."""

    def __init__(self, asked: Asked, plan: Plan, windows: Windows, item: Scheduled) -> None:
        self.asked = asked
        self.item = item
        self.reasons = Reasons(plan)
        node = plan.node(item.id)
        self.earliest = self._chain(windows.earliest.get(node), upward=True)
        self.latest = self._chain(windows.latest.get(node), upward=False)

    def _chain(self, event: Event | None, *, upward: bool) -> tuple[Reason, ...]:
        return self.reasons.of(event, upward=upward) if event is not None else ()

    def lines(self, *, verbose: bool) -> Iterator[str]:
        """The text: the window, a chain for each bound (one where they are the same), slack."""
        item, asked = self.item, self.asked
        yield from folded("", f"{item.id}: {window_in_words(item.earliest, item.latest)}")
        yield from folded("", item.milestone.title)
        if item.contradicted:
            yield ""
            yield "the plan contradicts itself about this milestone:"
            yield report.text([error for error in asked.errors if self._concerns(error)])
            return
        same = [(r.written, r.day) for r in self.earliest] == [
            (r.written, r.day) for r in self.latest
        ]
        if self.earliest and same:
            yield ""
            yield from self._chain_told(self.earliest, verbose=verbose, exact=True)
        else:
            for chain in (self.earliest, self.latest):
                if chain:
                    yield ""
                    yield f"{chain[-1].bound}:"
                    yield from self._chain_told(chain, verbose=verbose, exact=False)
        if not self.earliest or not self.latest:
            yield ""
            yield self._open()
        slack = asked.slack(item.id)
        if slack is not None:
            yield ""
            room = movement_in_words(item, slack.room, asked)
            yield from paragraph(f"room (nothing else moving): {room}")
            float_ = movement_in_words(item, slack.float_, asked)
            yield from paragraph(f"float (go-live kept): {float_}")
            yield from paragraph(missed(item, slack.miss, asked))

    def _concerns(self, error: Diagnostic) -> bool:
        """Whether a contradiction rests on a line of this milestone."""
        first, end = self._lines_of_milestone()
        places = [error.place, *(place for _, place in error.related)]
        return error.code == "T112" and any(
            place.file == self.item.address.file and first <= place.span.line < end
            for place in places
        )

    def _lines_of_milestone(self) -> tuple[int, int]:
        sources = self.asked.opened.loaded.sources
        place = sources.place(self.item.address)
        following = [
            sources.place(other.address).span.line
            for other in self.asked.schedule.milestones.values()
        ]
        later = [line for line in following if line > place.span.line]
        return place.span.line, min(later, default=1 << 30)

    def _open(self) -> str:
        if not self.earliest and not self.latest:
            return "nothing bounds it: it is open"
        return (
            f"nothing says how {'early' if not self.earliest else 'late'} it may be: that is open"
        )

    def _chain_told(self, chain: Sequence[Reason], *, verbose: bool, exact: bool) -> Iterator[str]:
        for number, reason in enumerate(chain, start=1):
            yield from _told(number, reason, self.asked, exact=exact)
            yield from self._details(reason, verbose=verbose)

    def _details(self, reason: Reason, *, verbose: bool) -> Iterator[str]:
        steps = self.asked.steps(reason)
        if verbose:
            for step in steps[1:]:
                window = window_in_words(step.window.earliest, step.window.latest)
                yield from _more(f"{window}: {step.how}")
            skipped = [day for step in steps for day in step.skipped]
            if reason.backwards and reason.from_day is not None:
                skipped = self.asked.working.holidays_between(reason.day, reason.from_day)
            if skipped:
                days = ", ".join(f"{in_full(day)} ({name})" for day, name in skipped)
                yield from _more(f"not counted: {days}")
        yield from _moves(reason)
        if any(step.proposal for step in steps):
            yield from _more("this meeting is proposed by the body's pattern, not confirmed")

    def data(self) -> dict[str, Any]:
        """The same for programs, chains root first."""
        return {
            "version": JSON_VERSION,
            "release": self.asked.schedule.release,
            **as_data(self.item, self.asked),
            "because": {
                "earliest": [self._reason(reason) for reason in self.earliest],
                "latest": [self._reason(reason) for reason in self.latest],
            },
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        place = self.asked.opened.loaded.sources.place(reason.written.address)
        return {
            "milestone": reason.milestone,
            "date": reason.day.isoformat(),
            "bound": "earliest" if reason.upward else "latest",
            "written-for": reason.written.milestone,
            "words": reason.written.words,
            "read-backwards": reason.backwards,
            "moved-from": iso(reason.moved_from),
            "moved-by": [written.words for written in reason.moved_by],
            "file": place.file,
            "line": place.span.line,
            "column": place.span.column,
        }


class _Picking:
    """Whether a milestone may have a day: its own date gives way, the rest of the plan does not."""

    def __init__(
        self, asked: Asked, plan: Plan, windows: Windows, item: Scheduled, day: date
    ) -> None:
        self.asked, self.plan, self.windows = asked, plan, windows
        self.item, self.day = item, day
        node = plan.node(item.id)
        that_day = Constraint(node, day.toordinal(), day.toordinal())
        self.picked = Written(item.id, Kind.DATE, "the day asked for", item.address, that_day)
        kept = [one for one in plan.written if one not in asked.schedule.left_out]
        self.found = solve([*(self._loosened(one) for one in kept), that_day], plan.span)
        self.own = [one for one in kept if self._own_date(one)]

    def _own_date(self, written: Written) -> bool:
        return written.milestone == self.item.id and written.kind in (Kind.DATE, Kind.MONTH)

    def _loosened(self, written: Written) -> Constraint:
        own = self._own_date(written)
        return self.plan.free[self.item.id].constraint if own else written.constraint

    def _instead(self) -> Iterator[Written]:
        """The milestone's own date, where the day asked for is not what it says."""
        day = self.day.toordinal()
        for one in self.own:
            first, last = one.constraint.earliest, one.constraint.latest
            if (first is not None and day < first) or (last is not None and day > last):
                yield one

    def _no_meeting(self) -> str | None:
        """That the body of the milestone does not meet that day, if it is known not to."""
        phrase = self.item.phrase
        body = (self.item.milestone.falls_on or "").removesuffix(" meeting")
        if isinstance(phrase, NearestMeeting | CountedMeeting):
            body = phrase.body
        meetings = self.asked.calendars.meetings(body)
        if meetings is None or self.day in meetings.days:
            return None
        try:
            around = meetings.days.on_or_before(self.day), meetings.days.on_or_after(self.day)
        except OutOfCalendar:
            return None
        near = " and ".join(in_full(day) for day in around)
        return f"the {body} does not meet that day; its meetings around it: {near}"

    def answer(self, *, as_json: bool) -> int:
        """Prints the answer; 1 where the day cannot be."""
        possible = isinstance(self.found, Windows)
        if as_json:
            write_json(self._data(possible=possible))
        else:
            write_lines(self._lines())
        return exit_code(self.asked) if possible else 1

    def _lines(self) -> Iterator[str]:
        name, day = self.item.id, in_full(self.day)
        fixed = ", marked as fixed" if self.item.milestone.fixed else ""
        if isinstance(self.found, Contradiction):
            yield from folded("", f"{name} cannot be on {day}:")
            no_meeting = self._no_meeting()
            if no_meeting is not None:
                yield from folded("  ", no_meeting)
            else:
                yield from self._against(self.found)
            for own in self._instead():
                yield f"  and its own line{fixed}, says:" if fixed else "  and its own line says:"
                yield from _line(own, self.asked)
            return
        yield from folded("", f"{name} can be on {day}")
        for own in self._instead():
            yield f"  instead of its own line{fixed}:"
            yield from _line(own, self.asked)
        moved = list(self._moved(self.found))
        if moved:
            yield ""
            yield "then:"
        for item, earliest, latest in moved:
            now = window_in_words(item.earliest, item.latest)
            told = f"{item.id}: {window_in_words(earliest, latest)} (now: {now})"
            first, *rest = folded("    ", told)
            yield from (first.removeprefix("  "), *rest)

    def _against(self, found: Contradiction) -> Iterator[str]:
        reasons, clash = Reasons(self.plan, self.picked), found.clash
        if not clash.chain or clash.limit is None:
            finding = reasons.finding(found)
            yield from folded("  ", finding.message)
            return
        chain = reasons.of(clash.chain[-1], upward=clash.upward)
        limit = reasons.written(clash.limit)
        if len(chain) == 1 and chain[0].written is limit:
            yield from folded("  ", _moved_on(chain[0]))
            return
        for number, reason in enumerate(chain, start=1):
            yield from _told(number, reason, self.asked)
            yield from _moves(reason)
        yield from folded("  but ", f"{limit.milestone} {limit_of(limit, upward=clash.upward)}")
        yield from _line(limit, self.asked)

    def _moved(self, found: Windows) -> Iterator[tuple[Scheduled, date | None, date | None]]:
        for number, item in enumerate(self.asked.schedule.milestones.values()):
            first, last = found.of(number)
            earliest = date.fromordinal(first) if first is not None else None
            latest = date.fromordinal(last) if last is not None else None
            if item.id != self.item.id and (earliest, latest) != (item.earliest, item.latest):
                yield item, earliest, latest

    def _data(self, *, possible: bool) -> dict[str, Any]:
        data: dict[str, Any] = {
            "version": JSON_VERSION,
            "release": self.asked.schedule.release,
            "milestone": self.item.id,
            "on": self.day.isoformat(),
            "possible": possible,
        }
        if isinstance(self.found, Contradiction):
            finding = Reasons(self.plan, self.picked).finding(self.found)
            data["message"] = self._no_meeting() or finding.message
            data["because"] = [
                {"message": related.message, "place": _place(related.address, self.asked)}
                for related in finding.related
            ]
        else:
            data["then"] = [
                {"id": item.id, "earliest": iso(earliest), "latest": iso(latest)}
                for item, earliest, latest in self._moved(self.found)
            ]
        return data
