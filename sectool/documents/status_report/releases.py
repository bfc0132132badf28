"""Releases: what came into force since the last report, and what is approved and to come."""

from __future__ import annotations

from datetime import date

from sectool.dates import last_day
from sectool.documents.dates_of_releases import (
    cancelled,
    release_dates_decided,
    release_dates_requested,
)
from sectool.documents.parts import ReleaseMove
from sectool.documents.status_report.value import LeftRelease, NamedModification, ReleaseLine
from sectool.documents.status_report.view import View
from sectool.queries.assumed import implemented_by, placed_by
from sectool.queries.came_into_force import came_into_force
from sectool.queries.date_requests import part_title


def implemented(view: View) -> tuple[ReleaseLine, ...]:
    """What came into force since the last report, or was first seen to be, by release."""
    found: dict[tuple[date, str, bool], list[NamedModification]] = {}
    for one in came_into_force(view.on, view.since):
        key = (last_day(one.when), one.release or "", one.seen)
        by = implemented_by(view.on, one.standing, one.when)
        found.setdefault(key, []).append(view.named(one.standing, *by, part=one.part))
    lines = []
    for (day, id_, seen), items in sorted(found.items()):
        release = view.register.releases.get(id_)
        name = release.name if release is not None else ""
        lines.append(ReleaseLine(name, day, False, seen, tuple(items)))
    return tuple(lines)


def pending(view: View) -> tuple[ReleaseLine, ...]:
    """Releases still to go live, or not known to have, with what is approved for each."""
    lines = []
    for release in view.register.releases.values():
        items = []
        for standing in view.on.scope(release.id).approved:
            waiting = [p.id for p in standing.parts_in(release.id) if p.confirmed is None]
            if waiting and standing.is_pending:
                by = placed_by(view.on, standing, release.id)
                items.append(view.named(standing, by, part=part_title(standing, waiting)))
        if items:
            when = view.on.go_live(release.id)
            past = when is not None and last_day(when) < view.day
            ended = cancelled(view.on, release.id, view.body)
            lines.append(ReleaseLine(release.name, when, past, False, tuple(items), ended))
    return tuple(
        sorted(lines, key=lambda line: last_day(line.go_live) if line.go_live else date.max)
    )


def requested(view: View) -> tuple[ReleaseMove, ...]:
    """The dates asked for whole releases and not answered yet, whenever that was."""
    return release_dates_requested(view.on, view.body)


def moved_since(view: View) -> tuple[ReleaseMove, ...]:
    """What was decided about the dates of whole releases since the last report."""
    return tuple(one for one in release_dates_decided(view.on, view.body) if view.news(one.when))


def dropped(view: View) -> tuple[LeftRelease, ...]:
    """What left a release since the last report."""
    found = []
    for standing, entry in view.facts("dropped"):
        release = view.register.releases.get(entry.release or "")
        if release is not None and view.news(entry.when):
            left = LeftRelease(
                view.named(standing, entry),
                release.name,
                entry.when,
                entry.date is None,
                view.body(entry.by),
                entry.because,
            )
            found.append(left)
    return tuple(sorted(found, key=lambda each: last_day(each.when)))
