"""Meetings that others keep become edits of a register's bodies; none there is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sectool.dates import in_full
from sectool.editing.edit import Edit, Splice, spliced
from sectool.editing.yaml_text import YamlText
from sectool.importing.cells import CannotImport
from sectool.importing.meetings import FoundMeeting
from sectool.importing.source_row import source_edits
from sectool.load import Loaded
from sectool.model.reference import Body, BodyMeeting
from sectool.model.register import reference
from sectool.model.shape import ID_PATTERN, kebab
from sectool.queries.errors import Unavailable
from sectool.queries.register_on import register_on
from sectool.values import dataclass

_BODIES = reference("bodies").file
_BODY_KEYS = tuple(map(kebab, Body.model_fields))
_MEETING_KEYS = tuple(map(kebab, BodyMeeting.model_fields))


@dataclass(frozen=True)
class MeetingReport:
    """What became of a line of a calendar."""

    meeting: FoundMeeting
    new: str = ""
    refused: str = ""

    @property
    def outcome(self) -> str:
        """`taken`, `refused` or `unchanged`."""
        return "taken" if self.new else "refused" if self.refused else "unchanged"


@dataclass(frozen=True)
class MeetingPlan:
    """What an import of meetings would write, and what became of each line."""

    edits: tuple[Edit, ...]
    reports: tuple[MeetingReport, ...]
    missing: tuple[str, ...]


def plan_meetings(
    loaded: Loaded, found: Iterable[FoundMeeting], source: str, title: str, as_of: date
) -> MeetingPlan:
    """The edits that some meetings come to; `as_of` is the day on which they were announced so.

    Unavailable where the bodies cannot be read.
    """
    if _BODIES in loaded.register.unread or not loaded.register.bodies:
        raise Unavailable(f"{_BODIES} has no bodies that can be read: see 'sectool check'")
    if not re.fullmatch(ID_PATTERN, source):
        raise CannotImport(
            f"{source!r} cannot name a source: expected lower-case letters, digits and hyphens"
        )
    planned = _Planned(loaded, source, as_of)
    reports = tuple(planned.take(one) for one in found)
    edits = list(planned.edits)
    if edits:
        edits += source_edits(loaded, source, f"Calendar {title!r}")
    return MeetingPlan(tuple(edits), reports, tuple(planned.missing()))


class _Planned:
    def __init__(self, loaded: Loaded, source: str, as_of: date) -> None:
        self.register, self.source, self.as_of = loaded.register, source, as_of
        self.raw = loaded.sources.files.read(_BODIES)
        self.edits: list[Edit] = []
        self.seen: dict[tuple[str, date], FoundMeeting] = {}

    def take(self, found: FoundMeeting) -> MeetingReport:
        """What a meeting comes to; its edits are added."""
        if found.refused or found.body is None or found.day is None:
            return MeetingReport(found, refused=found.refused or "it names no body")
        before = self.seen.setdefault((found.body, found.day), found)
        if before is not found:
            same = (before.number, before.cancelled) == (found.number, found.cancelled)
            why = f"{before.where} says otherwise of the same meeting"
            return MeetingReport(found, refused="" if same else why)
        key, body = next(
            (key, one) for key, one in self.register.bodies.items() if one.short == found.body
        )
        rows = [(at, row) for at, row in enumerate(body.meetings) if row.date == found.day]
        if rows:
            return self._there(found, key, *rows[-1])
        return self._new(found, key, body)

    def _there(self, found: FoundMeeting, key: str, at: int, row: BodyMeeting) -> MeetingReport:
        off = row.withdrawn is not None or row.state == "cancelled"
        day = in_full(row.date)
        if off and not found.cancelled:
            return MeetingReport(
                found, refused=f"the register has that the meeting of {day} is not held"
            )
        if found.cancelled and not off:
            if row.date < self.as_of:
                why = f"{day} was over when it was said to be cancelled; correct it by hand"
                return MeetingReport(found, refused=why)
            self._set(key, row.date, "withdrawn", self.as_of)
            return MeetingReport(found, f"{found.body}, {day}: is not held")
        if found.number is not None and row.number is not None and found.number != row.number:
            return MeetingReport(
                found, refused=f"number {found.number}: the register has {row.number}"
            )
        if found.number is not None and row.number is None and not off:
            self._set(key, row.date, "number", found.number)
            return MeetingReport(found, f"{found.body}, {day}: number {found.number}")
        return MeetingReport(found)

    def _new(self, found: FoundMeeting, key: str, body: Body) -> MeetingReport:
        day = found.day or self.as_of
        if found.cancelled:
            meetings = register_on(self.register, self.as_of).calendars.meetings(body.short)
            if meetings is None or not meetings.rests_on_proposal(day):
                return MeetingReport(
                    found, refused="it is cancelled, and the register has none on that day"
                )
        row: dict[str, Any] = {"date": day}
        if found.number is not None:
            row["number"] = found.number
        if found.cancelled:
            row["state"] = "cancelled"
        # When a meeting that is over was announced, its calendar does not say.
        if day >= self.as_of:
            row["known-from"] = self.as_of
        row["source"] = self.source
        self._insert(key, row)
        state = ", not held" if found.cancelled else ""
        number = f", number {found.number}" if found.number is not None else ""
        return MeetingReport(found, f"{found.body}, {in_full(day)}{number}{state}")

    def _set(self, key: str, day: date, name: str, value: Any) -> None:
        text = YamlText(_BODIES, self.raw)
        rows: Sequence[Mapping[str, Any]] = text.at((key, "meetings"))
        at = max(at for at, row in enumerate(rows) if row.get("date") == day.isoformat())
        self._take(text.add((key, "meetings", at), name, value, _MEETING_KEYS))

    def _insert(self, key: str, row: dict[str, Any]) -> None:
        text = YamlText(_BODIES, self.raw)
        if "meetings" in text.at((key,)):
            splice = text.insert_sorted((key, "meetings"), row, lambda one: str(one.get("date")))
        else:
            splice = text.append((key, "meetings"), row, _BODY_KEYS)
        self._take(splice)

    def _take(self, splice: Splice) -> None:
        self.edits.append(splice)
        self.raw = spliced(self.raw, splice)

    def missing(self) -> list[str]:
        """The dated meetings still to come, of the bodies named, that the calendar has not."""
        bodies = {short for short, _ in self.seen}
        days = [day for _, day in self.seen]
        return [
            f"{body.short}, {in_full(row.date)}"
            for body in self.register.bodies.values()
            for row in body.meetings
            if body.short in bodies
            and row.withdrawn is None
            and row.state != "cancelled"
            and self.as_of <= row.date <= max(days, default=self.as_of)
            and (body.short, row.date) not in self.seen
        ]
