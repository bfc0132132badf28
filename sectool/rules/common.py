"""What several rules ask of a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import Context, UnknownBody, Window, evaluate
from sectool.datelang.nodes import CountedMeeting, Named, NearestMeeting, Phrase
from sectool.dates import Month, in_full, plainly
from sectool.diagnostic import Address, Related, suggestion
from sectool.history import Scope, Standing
from sectool.model.register import REFERENCE_FILES, Register, release_file
from sectool.model.release import ImpactStatement, Release
from sectool.queries.affected_documents import documents_of, specifications_of
from sectool.rules.rule import Subject
from sectool.schedule import Calendars, Scheduled


def any_unread(register: Register, *names: str) -> bool:
    """Whether files could not be read on which an answer rests: then nothing is found missing.

    `names` are fields of Register; `modifications` stands for all of them, since one that
    cannot be read might belong to any release.
    """
    files = {REFERENCE_FILES[name][0] for name in names if name in REFERENCE_FILES}
    return bool(files & register.unread) or (
        "modifications" in names
        and any(file.startswith("modifications/") for file in register.unread)
    )


def statements_of(
    subject: Subject,
) -> Iterator[tuple[Address, ImpactStatement, tuple[Standing, ...]]]:
    """The impact statements of all releases: where each stands, and what in scope it rests on."""
    for id_, release in subject.register.releases.items():
        standings = {standing.id: standing for standing in subject.scopes[id_].all}
        for index, statement in enumerate(release.impact_statements):
            touched = tuple(standings[mod] for mod in statement.rests_on if mod in standings)
            if touched:
                address = Address(release_file(id_), ("impact-statements", index))
                yield address, statement, touched


def releases_with_rid(register: Register) -> set[str]:
    """The releases that a Release Implementation Document is written for.

    Of any other release the register may hold no more than its day and what went into it.
    """
    return {
        found.release
        for found in register.publications.values()
        if found.kind == "rid" and found.release is not None
    }


def go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The go-live of a release and where it is given, if one day is fixed."""
    schedule = subject.schedules.get(release)
    if schedule is not None:
        found = schedule.milestones.get("go-live")
        return (found.day, found.address) if found is not None and found.day else None
    record = subject.register.releases.get(release)
    if record is None or record.go_live is None:
        return None
    return record.go_live, Address(release_file(release), ("go-live",))


def first_go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The first day on which a release may go live, and where its go-live is given."""
    schedule = subject.schedules.get(release)
    row = schedule.milestones.get("go-live") if schedule is not None else None
    if row is None:
        return go_live_of(subject, release)
    earliest = earliest_of(row)
    return (earliest, row.address) if earliest is not None else None


# Days of milestones. What is open proves nothing, and neither does a date that is contradicted:
# T112 tells of it, and what else is wrong shows once it is corrected.


def earliest_of(item: Scheduled) -> date | None:
    """The first day that a milestone surely may not be before; None where there is none."""
    return None if item.contradicted else item.earliest


def latest_of(item: Scheduled) -> date | None:
    """The last day that a milestone surely may not be after; None where there is none."""
    return None if item.contradicted else item.latest


def surely_after(one: Scheduled, other: Scheduled) -> bool:
    """Whether a milestone lies after another on whichever of their days they fall."""
    earliest, latest = earliest_of(one), latest_of(other)
    return earliest is not None and latest is not None and earliest > latest


def from_when(item: Scheduled) -> str:
    """`on Thu 3 Nov 2022`, `in Aug 2022` or `on Mon 1 Aug 2022 at the earliest`."""
    return _side(item, earliest_of(item), "earliest")


def until_when(item: Scheduled) -> str:
    """`on Thu 3 Nov 2022`, `in Aug 2022` or `on Fri 12 Aug 2022 at the latest`."""
    return _side(item, latest_of(item), "latest")


def _side(item: Scheduled, day: date | None, which: str) -> str:
    if item.day is not None:
        return f"on {in_full(item.day)}"
    month = item.when
    if isinstance(month, Month) and day in (None, month.first, month.last):
        return f"in {plainly(month)}"
    return f"on {in_full(day)} at the {which}" if day is not None else "on a day not yet known"


def written_at(item: Scheduled) -> Address:
    """Where a milestone's date is written, or its last permitted day."""
    return item.address.at("when" if item.milestone.when is not None else "due")


def stands_here(item: Scheduled) -> Related:
    return Related(f"{item.id!r} stands here", item.address)


def body_meeting_at(item: Scheduled) -> str | None:
    """The short name of the body that meets at a milestone, as far as the timeline says it.

    Its day says so (`falls-on`, or a phrase that leads to a meeting), or else whose row it is.
    """
    body, _, kind = (item.milestone.falls_on or "").partition(" ")
    if kind == "meeting":
        return body
    if isinstance(item.phrase, NearestMeeting | CountedMeeting):
        return item.phrase.body
    return item.milestone.by


class _OpenDay(Exception):
    """Nothing bounds the day of a milestone that a phrase starts from."""


def led_to(
    phrase: Phrase, day_of: Callable[[str], date | None], calendars: Calendars
) -> Window | None:
    """Where a phrase leads from one day of each milestone it names; None where nobody knows."""
    if calendars.working is None:
        return None

    def window_of(anchor: Named) -> Window:
        day = day_of(anchor.id)
        if day is None:
            raise _OpenDay
        return Window(day, day)

    try:
        return evaluate(phrase, Context(calendars.working, calendars.meetings, window_of)).window
    except (_OpenDay, OutOfCalendar, UnknownBody):
        return None


def never_in_a_timeline(register: Register, milestone: str) -> str | None:
    """A milestone that no timeline has is never checked: what to say then, else None.

    Where there is no timeline, or one cannot be read, nothing is said.
    """
    timelines = register.timelines.values()
    known = sorted({id_ for timeline in timelines for id_ in timeline.milestones})
    unread = any(file.endswith("/timeline.yaml") for file in register.unread)
    if not known or unread or milestone in known:
        return None
    return f"no timeline has a milestone {milestone!r}{suggestion(milestone, known)}"


def documents_changed(register: Register, scope: Scope) -> set[str]:
    """The documents that some modification in a scope changes."""
    return {id_ for s in scope.all for id_ in documents_of(register, s, scope.release)}


def series_touched(scope: Scope) -> dict[tuple[str, str], set[str]]:
    """The specification series that a scope changes, and the modifications that do."""
    touched: dict[tuple[str, str], set[str]] = {}
    for standing in scope.all:
        for name, series in specifications_of(standing, scope.release).items():
            for one in series:
                touched.setdefault((name, one), set()).add(standing.id)
    return touched


def figures_of(register: Register, release: Release, scope: Scope) -> dict[str, str]:
    """The figures about a release that a published document may state, as the register has them."""
    listed = documents_changed(register, scope)
    irps = sum(
        standing.facts.irps.count
        for standing in scope.all
        if standing.facts.irps is not None and standing.facts.impacts.dcc == "system"
    )
    days = sum(effort.days for effort in release.secas_effort)
    rate = max(register.day_rates, key=lambda found: found.from_, default=None)
    pounds = rate.cost(days) if rate is not None else Decimal(0)
    return {
        "documents-listed": str(len(listed)),
        "system-irps": str(irps),
        "secas-pounds": str(pounds),
    }
