"""What is known of releases: which there were on a day, what went into them, their figures."""

from __future__ import annotations

from decimal import Decimal

from sectool.dates import When, last_day
from sectool.history import Scope
from sectool.model.designation import Designation
from sectool.model.register import Register
from sectool.model.release import ChangeRequest, Release, ReleaseEntry
from sectool.queries.affected_documents import documents_changed
from sectool.queries.impacts import changes_systems
from sectool.queries.register_on import RegisterOn


def releases_known(on: RegisterOn) -> list[Release]:
    """The releases that a paper or an entry of a history had named by the day, by id."""
    named = {
        entry.release
        for modification in on.register.modifications
        for entry in on.entries(modification)
    }
    return [
        release
        for id_, release in sorted(on.register.releases.items())
        if on.day is None or id_ in named or _was_known(on, release)
    ]


def is_known(on: RegisterOn, release: Release) -> bool:
    """Whether anybody had named a release by the day."""
    return any(known.id == release.id for known in releases_known(on))


def _was_known(on: RegisterOn, release: Release) -> bool:
    source = on.register.sources.get(release.source or "")
    known = [entry.date or entry.seen for entry in release.history]
    known += [source.dated] if source is not None else []
    return any(
        when is not None and on.day is not None and last_day(when) <= on.day for when in known
    )


def baselines_of(on: RegisterOn, release: Release) -> list[tuple[ReleaseEntry, When]]:
    """The baselines of its scope by the day, in the order of its history, and when."""
    return [
        (entry, when)
        for entry in release.history
        if entry.event == "baselined"
        and (when := entry.date or entry.seen) is not None
        and (on.day is None or last_day(when) <= on.day)
    ]


def change_requests_of(on: RegisterOn, release: Release) -> list[ChangeRequest]:
    """The operator's requests planned with it, as far as they had been seen by the day."""
    return [
        request
        for request in release.change_requests or ()
        if on.day is None or request.seen is None or request.seen <= on.day
    ]


def designations_of(on: RegisterOn, release: Release) -> list[Designation]:
    """What changes with it by designation, as far as that had been seen by the day."""
    return [
        designation
        for designation in release.designations
        if on.day is None or designation.seen is None or designation.seen <= on.day
    ]


def knows_change_requests(on: RegisterOn, release: Release) -> bool:
    """Whether it was known by the day which of the operator's requests go live with it, if any.

    Not where all that are recorded were seen later: then nobody had said so yet.
    """
    return release.change_requests is not None and (
        not release.change_requests or bool(change_requests_of(on, release))
    )


def releases_with_rid(register: Register) -> set[str]:
    """The releases that a Release Implementation Document is written for.

    Of any other release the register may hold no more than its day and what went into it.
    """
    return {
        found.release
        for found in register.publications.values()
        if found.kind == "rid" and found.release is not None
    }


def figures_of(on: RegisterOn, release: Release, scope: Scope) -> dict[str, str]:
    """The figures about a release that a document published on a day may state, as the register
    has them."""
    listed = documents_changed(on.register, scope)
    irps = sum(
        standing.facts.irps.count
        for standing in scope.all
        if standing.facts.irps is not None and changes_systems(on.register, standing)
    )
    days = sum(effort.days for effort in release.administrator_effort or ())
    rates = [one for one in on.register.day_rates if on.day is None or one.from_ <= on.day]
    rate = max(rates, key=lambda found: found.from_, default=None)
    pounds = rate.cost(days) if rate is not None else Decimal(0)
    return {
        "documents-listed": str(len(listed)),
        "counted-in-systems": str(irps),
        "administrator-pounds": str(pounds),
    }
