"""The go/no-go pack of a release: how ready it is, as a paper for those who decide.

It is a working paper like the companion of a document: worded by a template of its own, written in
Markdown and HTML, and neither issued nor recorded.
"""

from __future__ import annotations

from datetime import date

from sectool.blocks import Document
from sectool.building.build import template_folders
from sectool.dates import When, in_words
from sectool.load import Loaded
from sectool.planning.next_release import NextRelease
from sectool.planning.readiness import Readiness, ReadyRow
from sectool.planning.readiness_in_words import (
    STATE_WORDS,
    criterion_state_in_words,
    cut_off_of_row,
    what_next_in_words,
    why_in_words,
)
from sectool.queries.acceptance import GROUPS, ReportedCriterion
from sectool.queries.cut_offs import Window
from sectool.render.formats import FORMATS
from sectool.render.look import Look, StyleError
from sectool.values import dataclass
from sectool.wording.environment import Wording, WordingError, values_of

__all__ = ["FILE_STEM", "PACK_FORMATS", "StyleError", "WordingError", "files_of_pack", "pack_of"]

TEMPLATE = "go-no-go.md.j2"
FILE_STEM = "go-no-go"
# It is read on a screen, and printed from a browser.
PACK_FORMATS = ("md", "html")


@dataclass(frozen=True)
class PackRow:
    """A modification of the release: its state, why, and what has to happen by when."""

    id: str
    title: str
    state: str
    why: str
    next: str | None
    cut_off: str | None
    later: NextRelease | None


@dataclass(frozen=True)
class PackCriterion:
    """A criterion with what was reported of it."""

    number: int
    says: str
    owners: tuple[str, ...]
    state: str
    because: str | None
    evidence: str | None
    where: str | None


@dataclass(frozen=True)
class PackGroup:
    """The criteria of one group, in order."""

    name: str
    criteria: tuple[PackCriterion, ...]


@dataclass(frozen=True)
class PackMilestone:
    """A row of the timetable that is still to come: its day, or the days that it may have."""

    window: Window
    title: str
    by: str | None


@dataclass(frozen=True)
class PackDecision:
    """The decision that the pack is for."""

    title: str
    window: Window | None
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """What the pack says, before it is put into words."""

    title: str
    subtitle: str
    administrator: str
    release: str
    day: date | None
    go_live: When | None
    live: bool
    cancelled: bool
    decisions: tuple[PackDecision, ...]
    counts: tuple[tuple[str, int], ...]
    open_rows: tuple[PackRow, ...]
    approved: tuple[PackRow, ...]
    groups: tuple[PackGroup, ...]
    reported: tuple[tuple[str | None, int], ...]
    milestones: tuple[PackMilestone, ...]


def pack_of(found: Readiness) -> Pack:
    """The pack of what was found of a release."""
    on, settings = found.on, found.on.register.settings
    rows = [_row(row) for row in found.rows if row.state != "in"]
    return Pack(
        "Go/no-go pack",
        found.release.name,
        settings.administrator if settings is not None else "",
        found.release.name,
        on.day,
        found.go_live,
        found.live,
        found.cancelled,
        tuple(PackDecision(one.title, one.window, one.bodies) for one in found.decisions),
        tuple((words, len(found.of(state))) for state, words in STATE_WORDS.items()),
        tuple(rows),
        tuple(_row(row) for row in found.of("in")),
        tuple(_group(group, found.criteria) for group in GROUPS),
        tuple(
            (state, sum(one.state == state for one in found.criteria))
            for state in ("met", "expected", "not-met", None)
        ),
        tuple(_milestones(found)),
    )


def _row(row: ReadyRow) -> PackRow:
    return PackRow(
        row.standing.shown_id,
        row.standing.title,
        STATE_WORDS[row.state],
        why_in_words(row),
        what_next_in_words(row),
        cut_off_of_row(row),
        row.later,
    )


def _group(group: str, criteria: tuple[ReportedCriterion, ...]) -> PackGroup:
    return PackGroup(
        group,
        tuple(
            PackCriterion(
                one.number,
                one.says,
                one.owners,
                criterion_state_in_words(one),
                one.because,
                one.evidence,
                one.where,
            )
            for one in criteria
            if one.group == group
        ),
    )


def _milestones(found: Readiness) -> list[PackMilestone]:
    """What the plan of the day still has ahead."""
    schedule = found.on.schedule(found.release.id)
    if schedule is None or found.cancelled:
        return []
    rows = [
        PackMilestone(row.window, row.milestone.title, row.milestone.by)
        for row in schedule.milestones.values()
        if row.window is not None and (found.on.day is None or row.window.latest >= found.on.day)
    ]
    return sorted(rows, key=lambda row: (row.window.earliest, row.window.latest))


def files_of_pack(loaded: Loaded, found: Readiness) -> list[tuple[str, bytes]]:
    """The files of the pack by name, each in one of `PACK_FORMATS`. WordingError, StyleError."""
    folders, pack = template_folders(loaded), pack_of(found)
    names = [f"{FILE_STEM}.{format_}" for format_ in PACK_FORMATS]
    document = Document(
        title=pack.title,
        subtitle=pack.subtitle,
        language="en-GB",
        author=pack.administrator,
        status=f"As at {in_words(pack.day)}" if pack.day is not None else "",
        draft=False,
        blocks=Wording(folders, TEMPLATE).blocks(values_of(pack)),
        opening="title block",
        contents=False,
        running=f"{pack.title} · {pack.release}",
        day=pack.day,
    )
    look = Look.of(folders)
    return [
        (name, FORMATS[format_].write(document, look))
        for name, format_ in zip(names, PACK_FORMATS, strict=True)
    ]
