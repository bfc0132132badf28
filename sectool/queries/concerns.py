"""Whom a step concerns: who acts, whose meeting it is, which Parties it is for.

A plan is for everybody; each asks of it for what is theirs. One answer to that serves the timeline,
what is to come, and what is exported of both.
"""

from __future__ import annotations

from sectool.history import Standing
from sectool.model.register import Register
from sectool.queries.impacts import may_affect, operator_of
from sectool.queries.register_on import RegisterOn
from sectool.queries.upcoming import Upcoming
from sectool.schedule import Schedule, Scheduled
from sectool.schedule.bounds import body_meeting_at
from sectool.schedule.slack import GO_LIVE
from sectool.values import dataclass


@dataclass(frozen=True)
class Concern:
    """For whom a plan is asked for; None asks for no one in particular. All that is given holds.

    `by` is the body that acts. `body` is one whose meetings and papers are meant, and what it does.
    `party` is a participant: the steps that are for Parties to take (`acting` in the tables of the
    Code), or those of the operator, and what comes into force for it. Nobody said of some
    modifications whom they affect; these are kept.
    """

    by: str | None = None
    body: str | None = None
    party: str | None = None

    @property
    def is_all(self) -> bool:
        """Whether everything is asked for."""
        return self.by is None and self.body is None and self.party is None

    def has_step(self, register: Register, schedule: Schedule, row: Scheduled) -> bool:
        """Whether a milestone of a release is among what is asked for."""
        actor, bodies = row.milestone.by, set(_bodies_at(schedule, row))
        if self.by is not None and actor != self.by:
            return False
        if self.body is not None and self.body not in {actor, *bodies}:
            return False
        return self.party is None or row.id == GO_LIVE or self._acts_for(register, actor)

    def has(self, on: RegisterOn, one: Upcoming) -> bool:
        """Whether something to come is among what is asked for."""
        if self.is_all:
            return True
        if one.row is not None and one.release is not None:
            schedule = on.schedule(one.release)
            return schedule is not None and self.has_step(on.register, schedule, one.row)
        actor = self._actor_of(on.register, one)
        if self.by is not None and actor != self.by:
            return False
        if self.body is not None and self.body not in (actor, one.body):
            return False
        return self.party is None or self._touches(on, one)

    def _touches(self, on: RegisterOn, one: Upcoming) -> bool:
        if one.standing is not None:
            return self._affects(on, one.standing)
        if one.release is None:
            return False  # a meeting, or papers for it
        return any(self._affects(on, each) for each in on.scope(one.release).all)

    def _affects(self, on: RegisterOn, standing: Standing) -> bool:
        return self.party is None or may_affect(on.register, standing, self.party)

    def _acts_for(self, register: Register, actor: str | None) -> bool:
        """Whether a step of a body is for the participant to take."""
        parties = register.parties
        if parties is None or actor is None or self.party is None:
            return False
        if parties.participants[self.party].operator:
            return actor == _operating(register)
        return actor in parties.acting

    @staticmethod
    def _actor_of(register: Register, one: Upcoming) -> str | None:
        """Who has to act: assessments are due from the operator."""
        if one.what == "assessment-due":
            return _operating(register)
        return one.entry.by if one.entry is not None else one.body


def _operating(register: Register) -> str | None:
    """The body that is the operator: the two have one id."""
    own = register.bodies.get(operator_of(register) or "")
    return own.short if own is not None else None


def _bodies_at(schedule: Schedule, row: Scheduled) -> list[str]:
    """The bodies that meet at a milestone, or at the one for which it hands in a paper."""
    rows = [row, schedule.milestones.get(row.milestone.paper_for or "")]
    found = (body_meeting_at(one) for one in rows if one is not None)
    return [body for body in found if body is not None]
