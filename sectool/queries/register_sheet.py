"""A register as a sheet: a row for each modification, a column for each thing that is known of it.

The columns are one list for those who write sheets and those who read them: what a sheet of ours
says is read back as what it was made of. What no cell can say is in `left_out`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sectool.dates import When, last_day
from sectool.model.participants import UNAFFECTED, greatest
from sectool.model.register import Register
from sectool.model.shape import NONE, TO_BE_CONFIRMED
from sectool.queries.affected_documents import documents_are_known, label_of, title_of
from sectool.queries.register_on import RegisterOn, Standing
from sectool.queries.stages import stages_meant, words_of
from sectool.values import dataclass

# What columns are about; of a participant, `affects` with its id.
ID, TITLE, STAGE, ON_HOLD, REPORTED, RELEASE = (
    *("id", "title", "stage", "on-hold"),
    *("reported", "release"),
)
RAISED_AS, LINK, NOTE = "raised-as", "link", "note"
DOCUMENTS, SPECIFICATIONS, AFFECTS = "documents", "specifications", "affects"
TEXTS = ("proposer", "will", "problem", "solution")
FLAGS = ("urgent", "fast-track")
PATH = "path"
# The events that happen once and need no word beside their day.
DAYS = ("raised", "converted", "approved", "rejected", "withdrawn", "implemented")

YES, NO, TBC = "Yes", "No", "TBC"

_HEADINGS = {
    ID: "ID",
    TITLE: "Title",
    STAGE: "Stage",
    ON_HOLD: "On hold",
    REPORTED: "Last reported",
    "raised": "Raised",
    RAISED_AS: "Raised as",
    "converted": "Converted",
    "approved": "Approved",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "implemented": "Implemented",
    RELEASE: "Release",
    PATH: "Path",
    "urgent": "Urgent",
    "fast-track": "Fast-track",
    "proposer": "Proposer",
    DOCUMENTS: "Documents",
    SPECIFICATIONS: "Specifications",
    "will": "Will",
    "problem": "Problem",
    "solution": "Solution",
    LINK: "Link",
}

Cell = str | int | When | None


@dataclass(frozen=True)
class SheetColumn:
    """A column: what it is about, and its heading."""

    key: str
    heading: str


@dataclass(frozen=True)
class RegisterSheet:
    """The modifications of a register on a day, as rows of cells; an empty one is not known."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: tuple[str, ...]


def affects(participant: str) -> str:
    """What the column of a participant is about."""
    return f"{AFFECTS} {participant}"


def columns_of(register: Register) -> tuple[SheetColumn, ...]:
    """The columns of a register's sheet."""
    known = register.parties.participants if register.parties is not None else {}
    found = [SheetColumn(key, heading) for key, heading in _HEADINGS.items()]
    whom = [SheetColumn(affects(id_), f"Affects {one.title}") for id_, one in known.items()]
    at = next(number for number, one in enumerate(found) if one.key == DOCUMENTS)
    return (*found[:at], *whom, *found[at:])


def register_sheet(on: RegisterOn) -> RegisterSheet:
    """Every modification on a day, by number."""
    register = on.register
    columns = columns_of(register)
    rows = [
        tuple(_cell(on, standing, column.key) for column in columns) for standing in on.standings
    ]
    left_out = [
        f"the release of {one.shown_id}: its parts are not all for the same one"
        for one in on.standings
        if one.releases and _release(one) is None
    ]
    code = register.settings.code.name if register.settings is not None else "the Code"
    return RegisterSheet(f"Modifications of the {code}", columns, tuple(rows), tuple(left_out))


def value_on(on: RegisterOn, standing: Standing, key: str) -> Any:
    """What is known of a modification, as data: ids, days, texts; None where nothing is.

    Release and documents are None where several parts say different things of them.
    """
    facts = standing.facts
    if key in TEXTS or key == PATH:
        return getattr(facts, key)
    if key in FLAGS:
        return getattr(facts, key.replace("-", "_")) or None
    if key in DAYS:
        return _day(on, standing, key)
    if key.startswith(AFFECTS):
        return impact_word(on.register, standing, key.removeprefix(AFFECTS).strip())
    match key:
        case "id":
            return standing.shown_id
        case "title":
            return title_of(standing)
        case "stage":
            return None if on.register.life_cycle.is_unknown(standing.stage) else standing.stage
        case "on-hold":
            return standing.on_hold or None
        case "reported":
            return _reported(standing)
        case "raised-as":
            raised = [one for one in on.entries(standing.id) if one.event == "raised"]
            return raised[-1].as_ if raised and raised[-1].date is not None else None
        case "release":
            return _release(standing)
        case "documents":
            return _documents(on.register, standing)
        case "specifications":
            return _specifications(standing)
        case "link":
            return standing.link
    raise ValueError(f"there is no column {key!r}")


def impact_word(register: Register, standing: Standing, participant: str) -> str | None:
    """How a participant is affected: true, false, tbc or a level; None where nobody said."""
    impacts = standing.facts.impacts
    if impacts is None or register.parties is None:
        return None
    one = register.parties.participants[participant]
    return greatest(impacts.get(participant, (UNAFFECTED,)), tuple(one.levels))


def _day(on: RegisterOn, standing: Standing, event: str) -> When | None:
    """The newest day of an event, as far as it still counts."""
    cycle = on.register.life_cycle
    counts = {
        "approved": standing.is_approved,
        "implemented": standing.is_implemented,
        "rejected": cycle.reached_by("rejected") == standing.stage,
        "withdrawn": cycle.reached_by("withdrawn") == standing.stage,
    }
    if not counts.get(event, True):
        return None
    days = [
        entry.date
        for entry in on.entries(standing.id)
        if entry.event == event and entry.date is not None and not entry.part
    ]
    return days[-1] if days else None


def _reported(standing: Standing) -> When:
    """When it was last known to stand so: by an entry, or by its release going live."""
    days = [part.confirmed for part in standing.parts if part.confirmed is not None]
    return max([standing.seen, *days], key=last_day)


def _release(standing: Standing) -> str | None:
    """The release that all parts go with."""
    releases = {part.release for part in standing.parts}
    return standing.releases[0] if standing.releases and len(releases) == 1 else None


def _documents(register: Register, standing: Standing) -> tuple[str, ...] | None:
    if not all(documents_are_known(part.part) for part in standing.parts):
        return None
    named = {name for part in standing.parts for name in part.part.documents or ()}
    return tuple(id_ for id_ in register.documents if id_ in named)


def _specifications(standing: Standing) -> dict[str, tuple[str, ...]] | None:
    if not all(documents_are_known(part.part) for part in standing.parts):
        return None
    found: dict[str, tuple[str, ...]] = {}
    for part in standing.parts:
        for name, series in (part.part.specifications or {}).items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *series)))
    return found


def _cell(on: RegisterOn, standing: Standing, key: str) -> Cell:
    """What is written of a value: days as days, all else in the words that people read."""
    value, register = value_on(on, standing, key), on.register
    if value is None:
        return None
    if key.startswith(AFFECTS):
        return _impact_in_words(register, key.removeprefix(AFFECTS).strip(), value)
    match key:
        case "stage":
            return _stage_in_words(on, value)
        case "documents":
            return "; ".join(label_of(register, one) for one in value) or NONE
        case "specifications":
            return "; ".join(" ".join((name, *series)) for name, series in value.items()) or NONE
        case "path":
            return register.life_cycle.path_title(value)
    if value is True:
        return YES
    if key == TITLE or key in TEXTS:
        return str(value)
    return value if isinstance(value, str | When) else str(value)


def _stage_in_words(on: RegisterOn, stage: str) -> str:
    """The word of the day for a stage, if it means that one alone."""
    cycle = on.register.life_cycle
    for word in (words_of(on.register, on.day).get(stage), cycle.title_of(stage)):
        if word is not None and stages_meant(on.register, word) == {stage}:
            return word
    return stage


def _impact_in_words(register: Register, participant: str, word: str) -> str:
    plain = {"true": YES, UNAFFECTED: NO, TO_BE_CONFIRMED: TBC}
    return plain.get(word) or word


def headings_of(register: Register) -> Iterator[tuple[str, str]]:
    """What each column is about, and its heading in sheets of ours."""
    yield from ((column.key, column.heading) for column in columns_of(register))
