"""Milestones moved, added and dropped, as edits that keep what the timeline said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sectool.datelang.parser import PhraseError, parse_deadline, parse_phrase
from sectool.dates import in_full, looks_like_a_date, parse_when
from sectool.diagnostic import suggestion
from sectool.editing.edit import CannotEdit, Edit
from sectool.editing.edited_texts import EditedTexts, keys_in_order
from sectool.editing.entry_data import (
    Given,
    WrongValue,
    check_names,
    checked,
    faults_in,
    read_given,
    written,
)
from sectool.editing.entry_keys import keys_of_milestone
from sectool.editing.release_dates import put_row, release_recorded
from sectool.editing.yaml_scalars import as_read
from sectool.load import Loaded, load_register
from sectool.model.register import Register, timeline_file
from sectool.model.release import EarlierPlan, Milestone, Timeline
from sectool.schedule import calendars_of, schedule_release, timeline_on
from sectool.schedule.timeline_on import GO_LIVE, milestones_named
from sectool.values import dataclass
from sectool.words import listed

# A decision about go-live that no other event of a release names.
_MOVED = "rescheduled"


@dataclass(frozen=True)
class MilestoneChange:
    """What a milestone becomes from a day on, and by whose word."""

    to: str
    on: date
    because: str | None = None
    by: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class MilestoneEdits:
    """Edits of a timeline, and what has been chosen where it could not say all that was so."""

    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()


def milestone_moved(
    loaded: Loaded, release: str, id_: str, change: MilestoneChange
) -> MilestoneEdits:
    """A milestone on another date, with a row of `was` for what it was before the day.

    Go-live is moved by a decision in the history of its release, from which its past follows.
    WrongValue, CannotEdit.
    """
    register = loaded.register
    if id_ == GO_LIVE:
        return _go_live_moved(loaded, release, change)
    milestone = milestone_of(register, release, id_)
    key = "when" if milestone.when is not None else "due"
    check_phrase("to", change.to, key)
    old = milestone.when if milestone.when is not None else milestone.due
    if old == change.to:
        return MilestoneEdits(())
    file, path = timeline_file(release), ("milestones", id_)
    _check_day(milestone, id_, change.on)
    _check_values(register, change, file)
    texts = EditedTexts(loaded.sources.files)
    data = texts.text(file).at(path)
    moved_again = bool(milestone.was) and milestone.was[0].until == change.on
    if not moved_again:
        past = {"until": change.on, key: as_read(str(data[key]))}
        past |= {name: data[name] for name in ("because", "source") if name in data}
        if change.by is not None:
            past["moved-by"] = change.by
        put_row(texts, file, path, past)
    texts.put(file, (*path, key), _date_or_text(change.to), Milestone)
    for name, value in (("because", change.because), ("source", change.source)):
        if value is not None:
            texts.put(file, (*path, name), value, Milestone)
        else:
            texts.take_away(file, (*path, name))
    return MilestoneEdits(tuple(texts.made), tuple(_notes(data, change, moved_again)))


def _check_values(register: Register, change: MilestoneChange, file: str) -> None:
    """WrongValue where what was given with a date cannot be so."""
    given = {"because": change.because, "source": change.source, "moved-by": change.by}
    values = {key: value for key, value in given.items() if value is not None}
    try:
        check_names(register, checked(EarlierPlan, {"until": str(change.on), **values}), file)
    except WrongValue as error:
        raise WrongValue(error.key.removeprefix("moved-"), error.message) from None


def _notes(data: Mapping[str, Any], change: MilestoneChange, moved_again: bool) -> list[str]:
    """What `was` cannot say: a row can replace a reason, and cannot take one away."""
    day = in_full(change.on)
    notes = []
    if moved_again:
        notes.append(f"it was moved on {day} before: what it was until then stays as recorded")
        return notes
    for name, value, what in (
        ("because", change.because, "reason"),
        ("source", change.source, "source"),
    ):
        if value is not None and name not in data:
            notes.append(
                f"the date before {day} had no {what}; a row of 'was' cannot say that there was "
                f"none, so plans of earlier days show the new one, too"
            )
        elif value is None and name in data:
            notes.append(f"the {what} of the date before is kept with it; the new date has none")
    return notes


def _go_live_moved(loaded: Loaded, release: str, change: MilestoneChange) -> MilestoneEdits:
    day = change.to
    if not looks_like_a_date(day) or len(day) == len("2022-11"):
        raise WrongValue(
            "to",
            f"go-live is decided for a day, such as 2022-11-03; {day!r} is not a day",
        )
    given: dict[str, str] = {"date": change.on.isoformat(), "to": day}
    given |= {
        name: value
        for name, value in (
            ("by", change.by),
            ("because", change.because),
            ("source", change.source),
        )
        if value is not None
    }
    edits = release_recorded(loaded, release, _MOVED, given)
    note = "go-live is moved by a decision in the history of the release; its past follows from it"
    return MilestoneEdits(tuple(edits), (note,))


def milestone_dropped(loaded: Loaded, release: str, id_: str, on: date) -> MilestoneEdits:
    """A milestone that is no longer planned from a day on. CannotEdit."""
    milestone = milestone_of(loaded.register, release, id_)
    if id_ == GO_LIVE:
        raise CannotEdit(
            "go-live cannot be dropped: a release that is not to be is recorded as 'cancelled'"
        )
    if milestone.until is not None:
        raise CannotEdit(f"{id_} is no longer planned from {in_full(milestone.until)}")
    _check_day(milestone, id_, on)
    naming = sorted(_naming(loaded.register, release, id_))
    if naming:
        them = "that" if len(naming) == 1 else "these"
        raise CannotEdit(
            f"{id_} cannot be dropped while {listed(naming)} {'is' if len(naming) == 1 else 'are'} "
            f"planned by it: move {them} first, or change the rules of {them}"
        )
    texts = EditedTexts(loaded.sources.files)
    texts.put(timeline_file(release), ("milestones", id_, "until"), on, Milestone)
    return MilestoneEdits(tuple(texts.made))


def _naming(register: Register, release: str, id_: str) -> Iterator[str]:
    """The milestones, still planned, whose date, rules or meeting name another."""
    for name, row in register.timelines[release].milestones.items():
        texts = filter(None, (row.when, row.due, *(rule.rule for rule in row.rules)))
        named = {each for text in texts for each in milestones_named(text)} | {row.paper_for}
        if row.until is None and name != id_ and id_ in named:
            yield name


def milestone_added(
    loaded: Loaded, release: str, id_: str, given: Given, on: date, below: str | None = None
) -> MilestoneEdits:
    """A milestone that is planned from a day on, below another, or where its date belongs."""
    register, file = loaded.register, timeline_file(release)
    timeline = register.timelines.get(release)
    if timeline is None:
        raise CannotEdit(f"{release} has no timeline")
    as_key = {"release": release, "milestones": {id_: {"title": id_, "when": "tba"}}}
    for fault in faults_in(Timeline, as_key):
        raise WrongValue("", fault.message)
    if id_ in timeline.milestones:
        raise CannotEdit(f"{id_} is a milestone of {release} already")
    data = read_given(given, keys_of_milestone())
    if "title" not in data:
        raise WrongValue("title", "what the timetable is to call it is missing")
    for key in ("when", "due"):
        if key in data:
            check_phrase(key, str(data[key]), key)
    new = checked(Milestone, data)
    check_names(register, new, file)
    if below is not None:
        milestone_of(register, release, below, key="below")
    value = {**written(data, new), "since": on}
    for key in ("when", "due"):
        if key in value:
            value[key] = _date_or_text(str(value[key]))
    order = keys_in_order(Milestone)
    value = {key: value[key] for key in order if key in value}
    above = below or _above(loaded, release, id_, value)
    ids = list(timeline.milestones)
    at = ids.index(above) + 1 if above is not None else 0
    texts = EditedTexts(loaded.sources.files)
    text = texts.text(file)
    texts.make(text.add(("milestones",), id_, value, [*ids[:at], id_, *ids[at:]]))
    return MilestoneEdits(tuple(texts.made))


def _above(loaded: Loaded, release: str, id_: str, value: Mapping[str, Any]) -> str | None:
    """The last milestone that comes no later than a new one, as the plan has them."""
    texts = EditedTexts(loaded.sources.files)
    texts.make(texts.text(timeline_file(release)).add(("milestones",), id_, value))
    register = load_register(texts.files).register
    timeline = timeline_on(register, release, None)
    if timeline is None:
        return None
    found = schedule_release(timeline, calendars_of(register, None)).milestones
    mine = found[id_].earliest if id_ in found else None
    earlier = [
        name
        for name, row in found.items()
        if name != id_ and (mine is None or (row.earliest is not None and row.earliest <= mine))
    ]
    return earlier[-1] if earlier else None


def milestone_of(register: Register, release: str, id_: str, *, key: str = "") -> Milestone:
    """A milestone of a release as it is written. WrongValue, CannotEdit."""
    timeline = register.timelines.get(release)
    if timeline is None:
        raise CannotEdit(f"{release} has no timeline")
    if id_ not in timeline.milestones:
        near = suggestion(id_, list(timeline.milestones))
        raise WrongValue(key, f"there is no milestone {id_!r} in {release}{near}")
    return timeline.milestones[id_]


def check_phrase(key: str, text: str, field: str) -> None:
    """WrongValue where a date cannot be read: a day, a month, or a phrase."""
    try:
        if field == "due":
            parse_deadline(text)
        else:
            parse_phrase(text)
    except PhraseError as error:
        raise WrongValue(key, f"{text!r} is not understood: {error}") from None


def _check_day(milestone: Milestone, id_: str, on: date) -> None:
    """The day of a decision is after what is recorded of the milestone."""
    if milestone.until is not None:
        raise CannotEdit(
            f"{id_} is no longer planned from {in_full(milestone.until)}, so it has no date to move"
        )
    if milestone.was and on < milestone.was[0].until:
        raise WrongValue(
            "on",
            f"{id_} was changed on {in_full(milestone.was[0].until)}, which is later than "
            f"{in_full(on)}: what was decided before belongs in 'was', by hand",
        )
    if milestone.since is not None and on <= milestone.since:
        raise WrongValue(
            "on", f"{id_} is planned from {in_full(milestone.since)} only: give a later day"
        )


def _date_or_text(text: str) -> Any:
    """A day bare, as it is written elsewhere; a phrase as a text."""
    if looks_like_a_date(text):
        parse_when(text)
    return as_read(text)
