"""`sectool timeline explain`: why a milestone has its dates, and whether it may have another."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool import report
from sectool.calendar.phrase import CountedMeeting, NearestMeeting
from sectool.calendar.windows import Constraint, Contradiction, Event, Windows, solve
from sectool.calendar.workdays import OutOfCalendar
from sectool.cli.opened import Refused, day_of, misuse, refuse
from sectool.cli.timeline import (
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
from sectool.dates import in_full
from sectool.diagnostic import Address, Diagnostic, suggestion
from sectool.schedule import Scheduled
from sectool.schedule.plan import Kind, Plan, Written
from sectool.schedule.reasons import Reason, Reasons, limit_of


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
        _print_json(explaining.data())
    else:
        sys.stdout.write("\n".join(explaining.lines(verbose=verbose)) + "\n")
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


def _print_json(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _place(address: Address, asked: Asked) -> str:
    place = asked.opened.loaded.sources.place(address)
    return f"{place.file}:{place.span.line}"


def _steps(chain: Sequence[Reason], asked: Asked, *, exact: bool = False) -> list[str]:
    """One line a step: what follows for whom, the place, and the author's words."""
    facts, places, words = [], [], []
    for reason in chain:
        written = reason.written
        bound = f"on {in_full(reason.day)}" if exact else reason.bound
        facts.append(f"{reason.milestone} {bound}")
        places.append(_place(written.address, asked))
        backwards = f"{written.milestone} {written.words}, read backwards"
        words.append(backwards if reason.backwards else written.words)
    widths = [max(map(len, column)) for column in (facts, places)]
    return [
        f"  {number}. {fact:<{widths[0]}}  {place:<{widths[1]}}  {said}"
        for number, (fact, place, said) in enumerate(
            zip(facts, places, words, strict=True), start=1
        )
    ]


def _moved_on(reason: Reason) -> str:
    """Which day would not do, and which does instead."""
    day = reason.moved_from or reason.day
    side = "the next one is" if reason.upward else "the last one before it is"
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
        yield f"{item.id}: {window_in_words(item.earliest, item.latest)}"
        yield item.milestone.title
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
            yield from self._told(self.earliest, verbose=verbose, exact=True)
        else:
            for chain in (self.earliest, self.latest):
                if chain:
                    yield ""
                    yield f"{chain[-1].bound}:"
                    yield from self._told(chain, verbose=verbose, exact=False)
        if not self.earliest or not self.latest:
            yield ""
            yield self._open()
        slack = asked.slack(item.id)
        if slack is not None:
            yield ""
            yield f"room (nothing else moving): {movement_in_words(item, slack.room, asked)}"
            yield f"float (go-live kept): {movement_in_words(item, slack.float_, asked)}"
            yield missed(item, slack.miss, asked)

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

    def _told(self, chain: Sequence[Reason], *, verbose: bool, exact: bool) -> Iterator[str]:
        for reason, line in zip(chain, _steps(chain, self.asked, exact=exact), strict=True):
            yield line
            yield from (f"       {more}" for more in self._details(reason, verbose=verbose))

    def _details(self, reason: Reason, *, verbose: bool) -> Iterator[str]:
        steps = self.asked.steps(reason)
        if verbose:
            for step in steps[1:]:
                yield f"{window_in_words(step.window.earliest, step.window.latest)}: {step.how}"
            skipped = [day for step in steps for day in step.skipped]
            if reason.backwards and reason.from_day is not None:
                skipped = self.asked.working.holidays_between(reason.day, reason.from_day)
            if skipped:
                days = ", ".join(f"{in_full(day)} ({name})" for day, name in skipped)
                yield f"not counted: {days}"
        if reason.moved_from is not None:
            yield _moved_on(reason)
        if any(step.proposal for step in steps):
            yield "this meeting is proposed by the body's pattern, not confirmed"

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

    def _instead(self) -> Iterator[str]:
        """The milestone's own date, where the day asked for is not what it says."""
        day = self.day.toordinal()
        for one in self.own:
            first, last = one.constraint.earliest, one.constraint.latest
            if (first is not None and day < first) or (last is not None and day > last):
                fixed = ", marked as fixed" if self.item.milestone.fixed else ""
                yield f"{one.words}  {_place(one.address, self.asked)}{fixed}"

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
            _print_json(self._data(possible=possible))
        else:
            sys.stdout.write("\n".join(self._lines()) + "\n")
        return exit_code(self.asked) if possible else 1

    def _lines(self) -> Iterator[str]:
        name, day = self.item.id, in_full(self.day)
        if isinstance(self.found, Contradiction):
            yield f"{name} cannot be on {day}:"
            no_meeting = self._no_meeting()
            if no_meeting is not None:
                yield f"  {no_meeting}"
            else:
                yield from self._against(self.found)
            for own in self._instead():
                yield f"  and its own line says {own}"
            return
        yield f"{name} can be on {day}"
        for own in self._instead():
            yield f"  instead of {own}"
        moved = list(self._moved(self.found))
        if moved:
            yield ""
            yield "then:"
        for item, earliest, latest in moved:
            now = window_in_words(item.earliest, item.latest)
            yield f"  {item.id}: {window_in_words(earliest, latest)}  (now: {now})"

    def _against(self, found: Contradiction) -> Iterator[str]:
        reasons, clash = Reasons(self.plan, self.picked), found.clash
        if not clash.chain or clash.limit is None:
            finding = reasons.finding(found)
            yield f"  {finding.message}"
            return
        chain = reasons.of(clash.chain[-1], upward=clash.upward)
        limit = reasons.written(clash.limit)
        if len(chain) == 1 and chain[0].written is limit:
            yield f"  {_moved_on(chain[0])}"
            return
        for reason, line in zip(chain, _steps(chain, self.asked), strict=True):
            yield line
            if reason.moved_from is not None:
                yield f"       {_moved_on(reason)}"
        must = f"{limit.milestone} {limit_of(limit, upward=clash.upward)}"
        yield f"  but {must}  {_place(limit.address, self.asked)}  {limit.words}"

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
