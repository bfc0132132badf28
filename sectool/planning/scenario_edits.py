"""A scenario as edits of a register's files: laid over them, and never written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sectool.calendar.meetings import rows_known
from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import Context, Window, evaluate
from sectool.datelang.nodes import Given, InSpan, Open, anchors_of
from sectool.datelang.parser import PhraseError, parse_phrase
from sectool.dates import Month, Week, in_full, last_day
from sectool.diagnostic import Path, suggestion
from sectool.editing.edit import Edit, changes_of
from sectool.editing.yaml_scalars import as_read
from sectool.editing.yaml_text import YamlText
from sectool.history import WHOLE, Standing
from sectool.model.modification import Entry
from sectool.model.reference import Body, BodyMeeting
from sectool.model.register import REFERENCE_FILES, modification_file, timeline_file
from sectool.model.release import Milestone
from sectool.model.shape import kebab
from sectool.planning.scenario import (
    DateSet,
    Delay,
    LeftOut,
    MeetingNotHeld,
    MeetingOnOtherDay,
    OtherRelease,
    Scenario,
    SupposedHoliday,
    Supposition,
)
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.loaded import Loaded
from sectool.queries.names import modification_named, release_named
from sectool.queries.register_as_known import register_as_known
from sectool.queries.register_on import register_on
from sectool.schedule import Scheduled
from sectool.schedule.timeline_on import GO_LIVE, go_live_decisions, known_on
from sectool.workspace.overlay import Overlay

BODIES, CALENDAR = REFERENCE_FILES["bodies"][0], REFERENCE_FILES["calendar"][0]
SUPPOSED = "supposed bank holiday"

_MILESTONE = tuple(map(kebab, Milestone.model_fields))
_ENTRY = tuple(map(kebab, Entry.model_fields))
_MEETING = tuple(map(kebab, BodyMeeting.model_fields))


def edits_of(
    loaded: Loaded, release: str, scenario: Scenario, day: date | None = None
) -> tuple[Edit, ...]:
    """The edits that make a register one in which a scenario is so, as of a day or now.

    NotFound for what is supposed of something that is not there, Unavailable where it cannot be
    supposed.
    """
    return ScenarioEdits(loaded, release, day).of(scenario)


class ScenarioEdits:
    """Edits made one after the other, each of what those before it left."""

    def __init__(self, loaded: Loaded, release: str, day: date | None) -> None:
        self.loaded, self.release, self.day = loaded, release, day
        self.files = loaded.sources.files
        self.on = register_on(loaded.register, day)
        self.edits: list[Edit] = []

    def of(self, scenario: Scenario) -> tuple[Edit, ...]:
        # What a delay is counted from is the plan as it is, whatever else is supposed.
        for one in scenario.supposed:
            self.suppose(one)
        return tuple(self.edits)

    def suppose(self, one: Supposition) -> None:
        match one:
            case DateSet(milestone=id_, phrase=phrase):
                self.set_date(self.milestone(id_), as_read(phrase))
            case Delay():
                self.delay(self.milestone(one.milestone), one)
            case SupposedHoliday(day=day):
                self.close(day)
            case MeetingNotHeld(body=body, day=day):
                self.cancel(*self.meeting(body, day))
            case MeetingOnOtherDay(body=body, day=day, to=to):
                self.hold_on(*self.meeting(body, day), to)
            case OtherRelease(modification=id_, release=release):
                release = release_named(self.loaded.register, release)
                self.to_release(self.standing(id_), release)
            case LeftOut(modification=id_):
                self.leave(self.standing(id_))

    def text(self, file: str) -> YamlText:
        now = Overlay(self.files, changes_of(self.files, self.edits))
        return YamlText(file, now.read(file))

    # Dates.

    def milestone(self, id_: str) -> Scheduled:
        """A milestone of the plan on the day; refused where a later plan is written over it."""
        schedule = self.on.schedule(self.release)
        if schedule is None:
            known = sorted(self.loaded.register.timelines)
            near = suggestion(self.release, known)
            message = f"no timeline of release {self.release!r}{near}"
            raise NotFound("timeline", self.release, message=message)
        found = schedule.milestones.get(id_)
        if found is None:
            near = suggestion(id_, [*schedule.milestones])
            message = f"{self.release} has no milestone {id_!r}{near}"
            raise NotFound("milestone", id_, message=message)
        row = self.loaded.register.timelines[self.release].milestones[id_]
        later = [earlier.until for earlier in row.was]
        if id_ == GO_LIVE:
            decided = go_live_decisions(self.loaded.register.releases.get(self.release), None)
            later += map(known_on, decided)
        if self.day is not None and any(until > self.day for until in later):
            raise Unavailable(
                f"{id_} was planned otherwise after {in_full(self.day)}: suppose another date of "
                f"the plan of {in_full(max(later))} or later"
            )
        if id_ in schedule.unknown:
            raise Unavailable(f"which date {id_} had then is not recorded")
        return found

    def path_of(self, item: Scheduled) -> Path:
        return ("milestones", item.id)

    def set_date(self, item: Scheduled, value: Any, bounds: tuple[str, ...] = ()) -> None:
        """Writes another date, and rules that bound it instead of those for its month."""
        file, path = timeline_file(self.release), self.path_of(item)
        if "due" in self.text(file).at(path):
            self.edits.append(self.text(file).remove((*path, "due")))
        self.put(file, path, "when", value, _MILESTONE)
        for rule in bounds:
            self.edits.append(self.text(file).append((*path, "rules"), rule, _MILESTONE))

    def put(self, file: str, path: Path, key: str, value: Any, order: tuple[str, ...]) -> None:
        """A key with a value, whether or not it is there."""
        text = self.text(file)
        if key in text.at(path):
            self.edits.append(text.set((*path, key), value))
        else:
            self.edits.append(text.add(path, key, value, order))

    def delay(self, item: Scheduled, by: Delay) -> None:
        """Another day, month or window, so much later than the plan as it is has it."""
        way = "before" if by.earlier else "after"
        phrase = item.phrase
        if isinstance(phrase, Given) and isinstance(phrase.when, Month | Week):
            first = self._shifted(phrase.when.first, by.amount, way)
            last = self._shifted(phrase.when.last, by.amount, way)
            month = Month(first.year, first.month)
            if (first, last) == (month.first, month.last):
                self._without_months(item)
                self.set_date(item, str(month))
                return
        ends = item.earliest, item.latest
        if ends == (None, None):
            raise Unavailable(
                f"{item.id} has no date yet, so it cannot be later than planned; set one"
            )
        shifted = [self._shifted(end, by.amount, way) if end is not None else None for end in ends]
        earliest, latest = shifted
        self._without_months(item)
        if earliest is not None and earliest == latest:
            self.set_date(item, earliest)
            return
        bounds = (
            f"on or after {earliest.isoformat()}" if earliest is not None else "",
            f"on or before {latest.isoformat()}" if latest is not None else "",
        )
        self.set_date(item, "tba", tuple(filter(None, bounds)))

    def _shifted(self, day: date, amount: str, way: str) -> date:
        calendars = self.on.calendars
        if calendars.working is None:
            raise Unavailable("this register has no calendar to count in")
        context = Context(calendars.working, calendars.meetings, _no_anchor)
        try:
            window = evaluate(parse_phrase(f"{amount} {way} {day.isoformat()}"), context).window
        except (OutOfCalendar, PhraseError) as error:
            raise Unavailable(str(error)) from None
        return window.latest

    def _without_months(self, item: Scheduled) -> None:
        """Takes away the rules that are a milestone's date: its month, and where it is open the
        days that bound it."""
        file = timeline_file(self.release)
        is_open = isinstance(item.phrase, Open)
        rules = [
            one
            for one in item.rules
            if isinstance(one.rule, InSpan) or (is_open and not any(anchors_of(one.rule)))
        ]
        for parsed in reversed(rules):
            # `rules`, and the number of the rule, whatever is below it.
            path = (*self.path_of(item), "rules", parsed.address.path[3])
            text = self.text(file)
            alone = len(text.at(path[:-1])) == 1
            self.edits.append(text.remove(path[:-1] if alone else path))

    # The calendar.

    def close(self, day: date) -> None:
        """A bank holiday; one that was announced later is announced by the day."""
        calendar = register_as_known(self.loaded).calendar
        if not calendar.from_ <= day <= calendar.to:
            raise NotFound(
                "day",
                day.isoformat(),
                message=f"{day.isoformat()} is outside the calendar, which runs from "
                f"{calendar.from_.isoformat()} to {calendar.to.isoformat()}",
            )
        if self.is_closed(day):
            return
        for index, row in enumerate(calendar.holidays):
            if row.date == day:
                path = ("holidays", index)
                if row.withdrawn is not None:
                    self.edits.append(self.text(CALENDAR).remove((*path, "withdrawn")))
                if self.day is not None:
                    self.put(CALENDAR, path, "known-from", self.day, ())
                return
        row_ = {"date": day, "name": SUPPOSED}
        self.edits.append(self.text(CALENDAR).insert_sorted(("holidays",), row_, _by_date))

    def is_closed(self, day: date) -> bool:
        """Whether a day is known to be a bank holiday already."""
        working = self.on.calendars.working
        return working is not None and day in working.holidays

    def meeting(self, name: str, day: date) -> tuple[str, Body, date]:
        """A body and the day of one of its meetings, with those around it where there is none."""
        key, body = register_as_known(self.loaded).body(name)
        meetings = self.on.calendars.meetings(body.short)
        if meetings is None:
            message = f"no meetings of the {body.short} are known"
            raise NotFound("meeting", day.isoformat(), message=message)
        if day not in meetings.days:
            near = []
            for find in (meetings.days.on_or_before, meetings.days.on_or_after):
                try:
                    near.append(in_full(find(day)))
                except OutOfCalendar:
                    continue
            around = f"; its meetings around it: {' and '.join(near)}" if near else ""
            message = f"the {body.short} does not meet on {in_full(day)}{around}"
            raise NotFound("meeting", day.isoformat(), message=message)
        return key, body, day

    def cancel(self, key: str, body: Body, day: date) -> None:
        dated = self._dated(body, day)
        if dated is None:
            self._add_meeting(key, {"date": day, "state": "cancelled"})
        else:
            self.put(BODIES, (key, "meetings", dated), "state", "cancelled", _MEETING)

    def hold_on(self, key: str, body: Body, day: date, to: date) -> None:
        if self._dated(body, day) is None:
            self._add_meeting(key, {"date": to, "instead-of": day})
        else:
            self.cancel(key, body, day)
            self._add_meeting(key, {"date": to, "state": "extra"})

    def _dated(self, body: Body, day: date) -> int | None:
        """The number of the row that gave a meeting its day by then; None for a proposal."""
        known = {id(row) for row in rows_known(body.meetings, self.day)}
        for index, row in enumerate(body.meetings):
            if row.date == day and id(row) in known and row.state != "cancelled":
                return index
        return None

    def _add_meeting(self, key: str, row: Mapping[str, Any]) -> None:
        text, path = self.text(BODIES), (key, "meetings")
        if "meetings" in text.at((key,)):
            self.edits.append(text.insert_sorted(path, row, _by_date))
        else:
            order = tuple(map(kebab, Body.model_fields))
            self.edits.append(text.append(path, row, order))

    # What releases bring.

    def standing(self, id_: str) -> Standing:
        id_ = modification_named(self.loaded.register, id_)
        found = self.on.standing(id_)
        if found is None:
            raise Unavailable(f"nothing was known of {id_} on that day")
        return found

    def release_of(self, standing: Standing) -> str:
        """The release that a modification is in; the one asked about, where it has several."""
        releases = [part.release for part in standing.parts if part.release is not None]
        if standing.targeted is not None:
            releases.insert(0, standing.targeted)
        if standing.decision == "closed" or not releases:
            raise Unavailable(f"{standing.shown_id} is in no release, so it cannot leave one")
        return self.release if self.release in releases else releases[0]

    def leave(self, standing: Standing) -> None:
        release = self.release_of(standing)
        if standing.decision == "approved":
            self.enter(standing, {"event": "scheduled", **_parts(standing, release), "tba": True})
        else:
            self.enter(standing, {"event": "dropped", "release": release})

    def to_release(self, standing: Standing, release: str) -> None:
        if standing.decision == "closed":
            raise Unavailable(f"{standing.shown_id} has ended, so it can go to no release")
        if standing.decision == "approved":
            parts = _parts(standing, self.release_of(standing))
            self.enter(standing, {"event": "scheduled", "release": release, **parts})
        else:
            self.enter(standing, {"event": "targeted", "release": release})

    def entry_day(self, standing: Standing) -> date:
        """The day on which something new is entered: after all that was known then."""
        return self.day or last_day(standing.seen)

    def enter(self, standing: Standing, entry: Mapping[str, Any]) -> None:
        file = modification_file(standing.id)
        row = {"date": self.entry_day(standing), **entry}
        row = {key: row[key] for key in _ENTRY if key in row}
        self.edits.append(self.text(file).insert_sorted(("history",), row, _by_day))


def _parts(standing: Standing, release: str) -> dict[str, Any]:
    """The parts of a modification in a release, where they are not all of it."""
    inside = [part.id for part in standing.parts if part.release == release]
    if len(inside) == len(standing.parts) or WHOLE in inside:
        return {}
    return {"part": inside}


def _by_date(row: Any) -> str:
    return str(row["date"])


def _by_day(row: Any) -> str:
    """The day of an entry; a month comes after its days, as it may have been its last."""
    when = str(row.get("date") or row.get("seen") or "")
    return when if len(when) != 7 else f"{when}-32"


def _no_anchor(anchor: object) -> Window:  # pragma: no cover - amounts are counted from days
    raise LookupError(str(anchor))
