"""`sectool timeline explain`: why a milestone has its dates, and whether it may have another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool.check import reports
from sectool.cli.commands.timeline_show import exit_code
from sectool.cli.present.milestones import (
    milestone_data,
    missed,
    movement_in_words,
    window_in_words,
)
from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.session import as_known, day_of, misuse
from sectool.dates import in_full, iso
from sectool.diagnostic import Address, Finding
from sectool.queries.timeline_reasons import (
    Against,
    Explained,
    Reason,
    Supposed,
    Written,
    explained,
    supposed,
)
from sectool.queries.timelines import Scheduled, ScheduledTimeline, scheduled_timeline

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
    timeline = scheduled_timeline(as_known(root, known_at), release)
    item = timeline.milestone(milestone)
    day = _picked(on, timeline)
    if day is not None:
        supposing = _Supposing(timeline, supposed(timeline, item, day))
        if as_json:
            write_json(supposing.data())
        else:
            write_lines(supposing.lines())
        return 1 if supposing.supposed.finding is not None else exit_code(timeline)
    explaining = _Explaining(timeline, item, explained(timeline, item))
    if as_json:
        write_json(explaining.data())
    else:
        write_lines(explaining.lines(verbose=verbose))
    return exit_code(timeline)


def _picked(on: str | None, timeline: ScheduledTimeline) -> date | None:
    day = day_of("--on", on)
    first, last = timeline.known.working.first, timeline.known.working.last
    if day is not None and not first <= day <= last:
        raise misuse(
            f"--on: {day.isoformat()} lies outside the calendar, which runs from "
            f"{first.isoformat()} to {last.isoformat()}"
        )
    return day


def _place(address: Address, timeline: ScheduledTimeline) -> str:
    place = timeline.place(address)
    return f"{place.file}:{place.span.line}"


def _line(written: Written, timeline: ScheduledTimeline, words: str | None = None) -> list[str]:
    """Where a line stands, and its author's words."""
    place = _place(written.address, timeline)
    return folded(f"{_INSET}{place}  ", words if words is not None else written.words)


def _step(
    number: int, reason: Reason, timeline: ScheduledTimeline, *, exact: bool = False
) -> Iterator[str]:
    """A step: what follows for whom, and below it the line that says so."""
    written = reason.written
    bound = f"on {in_full(reason.day)}" if exact else reason.bound
    yield from folded(f"  {number}. ", f"{reason.milestone} {bound}")
    backwards = f"{written.milestone} {written.words}, read backwards"
    yield from _line(written, timeline, backwards if reason.backwards else None)


def _moved(reason: Reason) -> Iterator[str]:
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

    def __init__(self, timeline: ScheduledTimeline, item: Scheduled, explained: Explained) -> None:
        self.timeline, self.item, self.explained = timeline, item, explained
        self.earliest, self.latest = explained.earliest, explained.latest

    def lines(self, *, verbose: bool) -> Iterator[str]:
        """The text: the window, a chain for each bound (one where they are the same), slack."""
        item, timeline = self.item, self.timeline
        yield from folded("", f"{item.id}: {window_in_words(item.earliest, item.latest)}")
        yield from folded("", item.milestone.title)
        if item.contradicted:
            yield ""
            yield "the plan contradicts itself about this milestone:"
            yield reports.text(timeline.contradictions_of(item))
            return
        if self.earliest and self.explained.are_one:
            yield ""
            yield from self._chain_lines(self.earliest, verbose=verbose, exact=True)
        else:
            for chain in (self.earliest, self.latest):
                if chain:
                    yield ""
                    yield f"{chain[-1].bound}:"
                    yield from self._chain_lines(chain, verbose=verbose, exact=False)
        if not self.earliest or not self.latest:
            yield ""
            yield self._open()
        slack = timeline.answers.slack(item.id)
        if slack is not None:
            yield ""
            room = movement_in_words(item, slack.room, timeline)
            yield from paragraph(f"room (nothing else moving): {room}")
            float_ = movement_in_words(item, slack.float_, timeline)
            yield from paragraph(f"float (go-live kept): {float_}")
            yield from paragraph(missed(item, slack.miss, timeline))

    def _open(self) -> str:
        if not self.earliest and not self.latest:
            return "nothing bounds it: it is open"
        return (
            f"nothing says how {'early' if not self.earliest else 'late'} it may be: that is open"
        )

    def _chain_lines(self, chain: Sequence[Reason], *, verbose: bool, exact: bool) -> Iterator[str]:
        for number, reason in enumerate(chain, start=1):
            yield from _step(number, reason, self.timeline, exact=exact)
            yield from self._details(reason, verbose=verbose)

    def _details(self, reason: Reason, *, verbose: bool) -> Iterator[str]:
        steps = self.timeline.answers.steps(reason)
        if verbose:
            for step in steps[1:]:
                window = window_in_words(step.window.earliest, step.window.latest)
                yield from _more(f"{window}: {step.how}")
            skipped = [day for step in steps for day in step.skipped]
            if reason.backwards and reason.from_day is not None:
                skipped = self.timeline.known.working.holidays_between(reason.day, reason.from_day)
            if skipped:
                days = ", ".join(f"{in_full(day)} ({name})" for day, name in skipped)
                yield from _more(f"not counted: {days}")
        yield from _moved(reason)
        if any(step.proposal for step in steps):
            yield from _more("this meeting is proposed by the body's pattern, not confirmed")

    def data(self) -> dict[str, Any]:
        """The same for programs, chains root first."""
        return {
            "release": self.timeline.schedule.release,
            **milestone_data(self.item, self.timeline),
            "because": {
                "earliest": [self._reason(reason) for reason in self.earliest],
                "latest": [self._reason(reason) for reason in self.latest],
            },
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        place = self.timeline.place(reason.written.address)
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


class _Supposing:
    """Whether a milestone may have a day, and what moves then, or what stands against it."""

    def __init__(self, timeline: ScheduledTimeline, supposed: Supposed) -> None:
        self.timeline, self.supposed = timeline, supposed
        self.item, self.no_meeting = supposed.item, supposed.no_meeting

    def lines(self) -> Iterator[str]:
        name, day = self.item.id, in_full(self.supposed.day)
        fixed = ", marked as fixed" if self.item.milestone.fixed else ""
        if self.supposed.finding is not None:
            yield from folded("", f"{name} cannot be on {day}:")
            if self.no_meeting is not None:
                yield from folded("  ", self.no_meeting)
            else:
                yield from self._against(self.supposed.finding, self.supposed.against)
            for own in self.supposed.instead_of:
                yield f"  and its own line{fixed}, says:" if fixed else "  and its own line says:"
                yield from _line(own, self.timeline)
            return
        yield from folded("", f"{name} can be on {day}")
        for own in self.supposed.instead_of:
            yield f"  instead of its own line{fixed}:"
            yield from _line(own, self.timeline)
        if self.supposed.moved:
            yield ""
            yield "then:"
        for item, earliest, latest in self.supposed.moved:
            now = window_in_words(item.earliest, item.latest)
            then = f"{item.id}: {window_in_words(earliest, latest)} (now: {now})"
            first, *rest = folded("    ", then)
            yield from (first.removeprefix("  "), *rest)

    def _against(self, finding: Finding, against: Against | None) -> Iterator[str]:
        if against is None:
            yield from folded("  ", finding.message)
            return
        chain, limit = against.reasons, against.limit
        if len(chain) == 1 and chain[0].written is limit:
            yield from folded("  ", _moved_on(chain[0]))
            return
        for number, reason in enumerate(chain, start=1):
            yield from _step(number, reason, self.timeline)
            yield from _moved(reason)
        yield from folded("  but ", f"{limit.milestone} {against.limit_in_words}")
        yield from _line(limit, self.timeline)

    def data(self) -> dict[str, Any]:
        finding = self.supposed.finding
        data: dict[str, Any] = {
            "release": self.timeline.schedule.release,
            "milestone": self.item.id,
            "on": self.supposed.day.isoformat(),
            "possible": finding is None,
        }
        if finding is not None:
            data["message"] = self.no_meeting or finding.message
            data["because"] = [
                {"message": related.message, "place": _place(related.address, self.timeline)}
                for related in finding.related
            ]
        else:
            data["then"] = [
                {"id": item.id, "earliest": iso(earliest), "latest": iso(latest)}
                for item, earliest, latest in self.supposed.moved
            ]
        return data
