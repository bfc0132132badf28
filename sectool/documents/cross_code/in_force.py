"""What is in force: the releases by the day, and what came into force without one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sectool.dates import last_day
from sectool.documents.composer import Composer
from sectool.documents.cross_code.value import InForceAlone, VersionChange, VersionInForce
from sectool.history import Seen
from sectool.model.release import Release
from sectool.queries.affected_documents import documents_of, title_of
from sectool.queries.assumed import implemented_by, placed_by
from sectool.queries.came_into_force import came_into_force
from sectool.queries.release_dates import facts_of_release


def versions_in_force(of: Composer) -> tuple[VersionInForce, ...]:
    """The releases in force by the day, in time; one only seen to be without a day of its own."""
    found = []
    for id_, release in of.register.releases.items():
        went_live = of.on.live.get(id_)
        planned = of.on.go_live(id_)
        day = went_live if isinstance(went_live, date) else planned
        seen = isinstance(went_live, Seen) and not isinstance(planned, date)
        if isinstance(went_live, Seen) and seen:
            day = last_day(went_live.when)
        passed = of.as_of is not None and isinstance(day, date) and day <= of.as_of
        if not isinstance(day, date) or (went_live is None and not passed):
            continue
        found.append(
            VersionInForce(
                release.name,
                facts_of_release(release, of.as_of).code_version,
                day,
                went_live is None,
                _changes(of, release),
                seen,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))


def _changes(of: Composer, release: Release) -> tuple[VersionChange, ...]:
    return tuple(
        VersionChange(
            standing.shown_id,
            title_of(standing),
            tuple(
                (document.label, document.title)
                for id_, document in of.register.documents.items()
                if id_ in documents_of(of.register, standing, release.id)
            ),
            standing.facts.problem,
            standing.facts.solution,
            of.unconfirmed(placed_by(of.on, standing, release.id)),
            of.unconfirmed_facts(standing, "problem", "solution"),
        )
        for standing in of.on.scope(release.id).approved
    )


def in_force_alone(
    of: Composer, since: date, versions: Iterable[VersionInForce]
) -> tuple[InForceAlone, ...]:
    """What came into force after a day, or was first seen to be, with none of these releases."""
    with_these = {(one.name, change.id) for one in versions for change in one.changes}
    found = []
    for one in came_into_force(of.on, since):
        release = of.register.releases.get(one.release or "")
        name = release.name if release is not None else None
        if (name, one.standing.shown_id) not in with_these:
            found.append(
                InForceAlone(
                    one.standing.shown_id,
                    title_of(one.standing),
                    one.part,
                    one.when,
                    one.seen,
                    name,
                    of.unconfirmed(*implemented_by(of.on, one.standing, one.when)),
                )
            )
    return tuple(found)
