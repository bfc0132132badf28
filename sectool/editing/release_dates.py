"""What happened to a release as edits: its history, and the go-live that was decided with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sectool.dates import parse_day
from sectool.editing.edit import CannotEdit, Edit
from sectool.editing.edited_texts import EditedTexts, day_in, keys_in_order
from sectool.editing.entry_data import Given, WrongValue, check_names, checked, read_given, written
from sectool.editing.entry_keys import DAYS, RELEASE_EVENTS, keys_of_release_event
from sectool.load import Loaded
from sectool.model.register import Register, release_file, timeline_file
from sectool.model.release import EarlierPlan, Milestone, Release, ReleaseEntry
from sectool.schedule import calendars_of, schedule_release, timeline_on
from sectool.schedule.timeline_on import (
    DECIDES,
    GO_LIVE,
    dated_decisions,
    entries_by,
    go_live_on,
    known_on,
)

__all__ = ["RELEASE_EVENTS", "release_recorded"]


def release_recorded(loaded: Loaded, release: str, event: str, given: Given) -> list[Edit]:
    """The entry of what happened to a release, and with a decision for a day its new go-live.

    The first decision says from which day go-live is moved, where one is known. WrongValue,
    CannotEdit.
    """
    texts = EditedTexts(loaded.sources.files)
    file = release_file(release)
    data, entry = _entry(loaded.register, release, event, given)
    check_names(loaded.register, entry, file)
    text = texts.text(file)
    rows = text.data.get("history", ())
    if data in rows:
        return []
    new = written(data, entry)
    if rows:
        texts.make(text.insert_sorted(("history",), new, lambda row: day_in(row, *DAYS)))
    else:
        texts.make(text.add((), "history", [new], keys_in_order(Release)))
    if event in DECIDES and entry.to is not None:
        _decided(texts, loaded.register, release, entry)
    return texts.made


def _entry(
    register: Register, release: str, event: str, given: Given
) -> tuple[dict[str, Any], ReleaseEntry]:
    if sum(bool(given.get(key)) for key in DAYS) != 1:
        raise WrongValue(
            "date",
            "give the day on which it happened, such as 2022-01-26, or as 'seen' a day on which "
            "it was so: one of the two",
        )
    keys = keys_of_release_event(event)
    read = read_given(given, keys)
    lacking = [key for key in keys if key.needed and key.key not in read and key.key != "event"]
    if lacking:
        says = lacking[0].says
        raise WrongValue(
            lacking[0].key, f"{event!r} needs this: {says[:1].lower()}{says[1:].rstrip('.')}"
        )
    takes_from = "from_" in RELEASE_EVENTS[event].takes
    before = _go_live_before(register, release) if takes_from and "from" not in read else None
    if before is not None:
        read["from"] = before.isoformat()
    when = {key: read.pop(key) for key in DAYS if key in read}
    inner = {key.key: read[key.key] for key in keys if key.key in read}
    data = {**when, "event": event, **inner}
    return data, checked(ReleaseEntry, data)


def _go_live_before(register: Register, release: str) -> date | None:
    """The go-live that a first step moves; None where an earlier step says it, or nothing does."""
    found = register.releases[release]
    steps = [entry for entry in entries_by(found, None) if entry.to is not None]
    if steps:
        return None
    timeline = timeline_on(register, release, None)
    if timeline is None:
        return go_live_on(found, None)
    return schedule_release(timeline, calendars_of(register, None)).go_live


def _decided(texts: EditedTexts, register: Register, release: str, entry: ReleaseEntry) -> None:
    """Go-live becomes what was decided, unless a later decision is recorded."""
    if any(known_on(one) > known_on(entry) for one in dated_decisions(register.releases[release])):
        return
    day = entry.to
    timeline = register.timelines.get(release)
    milestone = timeline.milestones.get(GO_LIVE) if timeline is not None else None
    if milestone is None:
        if register.releases[release].go_live is not None:
            texts.put(release_file(release), ("go-live",), day, Release)
        return
    file, path = timeline_file(release), ("milestones", GO_LIVE)
    if milestone.when is None:
        raise CannotEdit(
            f"{file}: go-live has 'due', and a decision gives it a day: write 'when' instead first"
        )
    if _is_day(milestone.when, day):
        return
    # What it was before the decision follows from the decision; the reason does not.
    row = {"until": known_on(entry), **_reasons(texts, file, path)}
    if len(row) > 1:
        put_row(texts, file, path, row)
    texts.put(file, (*path, "when"), day, Milestone)
    for key, value in (("because", entry.because), ("source", entry.source)):
        if value is not None:
            texts.put(file, (*path, key), value, Milestone)
        else:
            texts.take_away(file, (*path, key))


def _is_day(text: str, day: date | None) -> bool:
    try:
        return parse_day(text) == day
    except ValueError:
        return False


def _reasons(texts: EditedTexts, file: str, path: tuple[str, ...]) -> dict[str, Any]:
    data = texts.text(file).at(path)
    return {key: data[key] for key in ("because", "source") if key in data}


def put_row(texts: EditedTexts, file: str, path: tuple[str, ...], row: dict[str, Any]) -> None:
    """A row of `was` for a milestone, in front of those it has: they are newest first."""
    order = keys_in_order(EarlierPlan)
    new = {key: row[key] for key in order if key in row}
    text = texts.text(file)
    if "was" in text.at(path):
        texts.make(text.insert((*path, "was"), 0, new))
    else:
        texts.make(text.add(path, "was", [new], keys_in_order(Milestone)))
