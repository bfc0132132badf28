"""Meetings announced, moved and cancelled: rows of a body that keep what was announced before."""

from __future__ import annotations

from datetime import date
from typing import Any

from sectool.dates import in_full
from sectool.editing.edit import CannotEdit, Edit
from sectool.editing.edited_texts import EditedTexts, day_in, keys_in_order
from sectool.editing.entry_data import Given, WrongValue, check_names, checked, read_given, written
from sectool.editing.entry_keys import keys_of_meeting
from sectool.load import Loaded
from sectool.model.reference import Body, BodyMeeting
from sectool.model.register import REFERENCE_FILES, Register
from sectool.schedule import Calendars, calendars_of
from sectool.schedule.diary import Meeting

FILE = REFERENCE_FILES["bodies"][0]


def meeting_added(
    loaded: Loaded, body: str, day: date, announced: date, given: Given, *, extra: bool = False
) -> list[Edit]:
    """A meeting on a day, known from the day on which it was announced; `extra`: beside the usual
    one. WrongValue, CannotEdit."""
    found = body_named(loaded.register, body)
    if any(row.date == day and row.state != "cancelled" for row in _in_force(found)):
        raise CannotEdit(f"the meeting of {found.short} on {in_full(day)} is recorded already")
    texts = EditedTexts(loaded.sources.files)
    _add(texts, loaded.register, found, day, announced, given, state="extra" if extra else None)
    return texts.made


def meeting_cancelled(
    loaded: Loaded, body: str, day: date, announced: date, given: Given
) -> list[Edit]:
    """A meeting that will not be held, as was announced on a day. WrongValue, CannotEdit."""
    found = body_named(loaded.register, body)
    _check_held(loaded.register, found, day)
    texts = EditedTexts(loaded.sources.files)
    row = _withdraw(texts, loaded.register, found, day, announced)
    if row is not None and row.state == "extra":
        # A row for its day would cancel the usual one beside it.
        _explain(texts, loaded.register, found, row, given)
        return texts.made
    more = {"instead-of": str(row.instead_of)} if row is not None and row.instead_of else {}
    _add(texts, loaded.register, found, day, announced, {**given, **more}, state="cancelled")
    return texts.made


def meeting_moved(
    loaded: Loaded, body: str, day: date, to: date, announced: date, given: Given
) -> list[Edit]:
    """A meeting on another day than was announced or usual. WrongValue, CannotEdit."""
    found = body_named(loaded.register, body)
    meeting = _check_held(loaded.register, found, day)
    if to == day:
        raise CannotEdit(f"{in_full(day)} is the day that the meeting has already")
    if any(row.date == to and row.state != "cancelled" for row in _in_force(found)):
        raise WrongValue("to", f"{found.short} has a meeting on {in_full(to)} already")
    texts = EditedTexts(loaded.sources.files)
    row = _withdraw(texts, loaded.register, found, day, announced)
    # What it replaces stays the usual day, however often it is moved.
    instead = row.instead_of if row is not None and row.instead_of is not None else day
    new: dict[str, Any] = {**given, "instead-of": instead.isoformat()}
    if row is not None and row.number is not None and not new.get("number"):
        new["number"] = str(row.number)
    state = "extra" if meeting.state == "extra" else None
    if state == "extra":
        del new["instead-of"]
    _add(texts, loaded.register, found, to, announced, new, state=state)
    return texts.made


def _explain(
    texts: EditedTexts, register: Register, body: Body, row: BodyMeeting, given: Given
) -> None:
    """The reason for which a dated meeting is not held, and its source, where it has none yet."""
    data = read_given(given, keys_of_meeting())
    new = checked(BodyMeeting, {"date": row.date.isoformat(), **data})
    check_names(register, new, FILE)
    path = (_place(register, body), "meetings", body.meetings.index(row))
    for key, value in written(data, new).items():
        if key in texts.text(FILE).at(path):
            message = "the row of this meeting has one already, which is kept: leave this out"
            raise WrongValue(key, message)
        texts.put(FILE, (*path, key), value, BodyMeeting)


def body_named(register: Register, name: str) -> Body:
    """The body that a name means: its short name or its id, capitals or not. WrongValue."""
    for id_, body in register.bodies.items():
        if name.lower() in (id_.lower(), body.short.lower()):
            return body
    raise WrongValue("", f"there is no body {name!r}: {', '.join(sorted(_shorts(register)))}")


def _shorts(register: Register) -> list[str]:
    return [body.short for body in register.bodies.values()]


def _in_force(body: Body) -> list[BodyMeeting]:
    return [row for row in body.meetings if row.withdrawn is None]


def _check_held(register: Register, body: Body, day: date) -> Meeting:
    """The meeting on a day, announced or usual. CannotEdit where there is none."""
    calendars: Calendars = calendars_of(register, None)
    diary = calendars.diary(body)
    found = [meeting for meeting in diary if meeting.day == day]
    held = [meeting for meeting in found if meeting.state != "cancelled"]
    if held:
        return held[0]
    if found:
        raise CannotEdit(f"the meeting of {body.short} on {in_full(day)} is cancelled already")
    near = sorted(
        (meeting for meeting in diary if meeting.state != "cancelled"),
        key=lambda meeting: abs((meeting.day - day).days),
    )[:2]
    days = " and ".join(sorted(in_full(meeting.day) for meeting in near))
    nearest = f"; the nearest are on {days}" if days else ""
    raise CannotEdit(f"there is no meeting of {body.short} on {in_full(day)}{nearest}")


def _place(register: Register, body: Body) -> str:
    return next(id_ for id_, one in register.bodies.items() if one is body)


def _withdraw(
    texts: EditedTexts, register: Register, body: Body, day: date, announced: date
) -> BodyMeeting | None:
    """A dated row for the day is known to be otherwise from the day of the announcement."""
    for index, row in enumerate(body.meetings):
        if row.date == day and row.withdrawn is None and row.state != "cancelled":
            if row.known_from is not None and announced <= row.known_from:
                raise WrongValue(
                    "announced",
                    f"the meeting itself was announced on {in_full(row.known_from)}: give a later "
                    "day",
                )
            path = (_place(register, body), "meetings", index, "withdrawn")
            texts.put(FILE, path, announced, BodyMeeting)
            return row
    return None


def _add(
    texts: EditedTexts,
    register: Register,
    body: Body,
    day: date,
    announced: date,
    given: Given,
    *,
    state: str | None,
) -> None:
    read = read_given(given, keys_of_meeting())
    data: dict[str, Any] = {"date": day.isoformat(), "known-from": announced.isoformat(), **read}
    if state is not None:
        data["state"] = state
    data = {key: data[key] for key in keys_in_order(BodyMeeting) if key in data}
    new = checked(BodyMeeting, data)
    check_names(register, new, FILE)
    value, path = written(data, new), (_place(register, body), "meetings")
    text = texts.text(FILE)
    if "meetings" in text.at(path[:1]):
        texts.make(text.insert_sorted(path, value, lambda row: day_in(row, "date")))
    else:
        texts.make(text.add(path[:1], "meetings", [value], keys_in_order(Body)))
