"""The acceptance criteria of a release, and what was reported of each by a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sectool.model.acceptance import GROUPS, CriterionState
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass

__all__ = ["GROUPS", "CriterionState", "ReportedCriterion", "criteria_of", "reported_criteria"]


@dataclass(frozen=True)
class ReportedCriterion:
    """A criterion, and what was reported of it: what nobody reported is None.

    `name` is its group and its number in that group, as `testing-3`. `seen` is the day of the
    newest report.
    """

    name: str
    group: str
    number: int
    says: str
    owners: tuple[str, ...] = ()
    state: CriterionState | None = None
    seen: date | None = None
    evidence: str | None = None
    where: str | None = None
    because: str | None = None


def criteria_of(register: Register, release: Release) -> dict[str, tuple[str, ...]]:
    """The criteria of a release by their groups: its own, else the standard ones of the group."""
    own, standard = release.acceptance_criteria, register.criteria
    return {
        group: (getattr(own, group) if own is not None else ())
        or (getattr(standard, group) if standard is not None else ())
        for group in GROUPS
    }


def reported_criteria(on: RegisterOn, release: Release) -> tuple[ReportedCriterion, ...]:
    """Each criterion of a release in order, with what had been reported of it by the day."""
    owners = _owners(on.register, release)
    found = []
    for group, texts in criteria_of(on.register, release).items():
        for number, says in enumerate(texts, start=1):
            name = f"{group}-{number}"
            found.append(
                _reported(
                    on,
                    release,
                    ReportedCriterion(name, group, number, says, owners.get(name, ())),
                )
            )
    return tuple(found)


def _owners(register: Register, release: Release) -> dict[str, tuple[str, ...]]:
    """Who has to meet each criterion, as the table of the group that counts says."""
    own, standard = release.acceptance_criteria, register.criteria
    found: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        mine = own is not None and bool(getattr(own, group))
        table = own if mine else standard
        named: Mapping[str, tuple[str, ...]] = table.owners if table is not None else {}
        for body, names in named.items():
            for name in names:
                if name.startswith(f"{group}-"):
                    found[name] = (*found.get(name, ()), body)
    return found


def _reported(on: RegisterOn, release: Release, one: ReportedCriterion) -> ReportedCriterion:
    reports = [
        report
        for report in release.acceptance
        if report.criterion == one.name and (on.day is None or report.seen <= on.day)
    ]
    values: dict[str, Any] = {}
    for report in sorted(reports, key=lambda report: report.seen):
        given = report.model_fields_set
        values["seen"] = report.seen
        if "owner" in given and report.owner is not None:
            values["owners"] = (report.owner,)
        for key in ("state", "evidence", "where", "because"):
            if key in given:
                values[key] = getattr(report, key)
        # The reason is of the state: a new state without one has none.
        if "state" in given and "because" not in given:
            values["because"] = None
    return replace(one, **values)
