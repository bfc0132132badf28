"""The newsletter as a value: its facts as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from sectool.dates import When
from sectool.documents.authored import Authored
from sectool.documents.edition import Edition
from sectool.documents.parts import ReleaseMove
from sectool.documents.roles import Roles
from sectool.queries.assumed import CONFIRMED, Unconfirmed
from sectool.values import dataclass


@dataclass(frozen=True)
class Deadline:
    """A day until which readers can act, and the Working Days left: None where unknown.

    Counted from the newsletter's day, which is day 0, to the last day, which counts.
    """

    day: date
    at: str | None
    today: bool
    past: bool
    left: int | None


@dataclass(frozen=True)
class NewsItem:
    """Something told in people's own words."""

    title: str
    says: str
    deadline: Deadline | None
    where: str | None


@dataclass(frozen=True)
class ProposalNews:
    """A proposal that is new, under the id it goes by on the newsletter's day.

    `draft` is whether it was raised as a draft; `converted` whether it has become more since.
    """

    id: str
    title: str
    link: str | None
    draft: bool
    converted: bool
    raised: When | None
    proposer: str | None
    problem: str | None
    solution: str | None
    unconfirmed: Unconfirmed = CONFIRMED
    unconfirmed_facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsultationNews:
    """A consultation that takes answers; `link` leads to its papers, else to the modification."""

    id: str
    title: str
    link: str | None
    deadline: Deadline | None
    problem: str | None
    solution: str | None
    unconfirmed: Unconfirmed = CONFIRMED
    unconfirmed_facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewDecision:
    """A decision taken on a known day or in a known month.

    `to` is the implementation date directed, chosen at discretion or scheduled, `release` the one
    that was left, or that it was scheduled for.
    """

    id: str
    title: str
    link: str | None
    outcome: str
    by: str | None
    when: When
    to: date | None
    release: str | None
    unconfirmed: Unconfirmed = CONFIRMED
    referred_to: str | None = None


@dataclass(frozen=True)
class NowInForce:
    """What came into force, as a whole or in `part`, on a day; `seen`: by that day, or before."""

    id: str
    title: str
    link: str | None
    part: str | None
    when: When
    seen: bool
    release: str | None
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class MeetingToCome:
    """A meeting to come; a `proposed` one rests on its body's usual pattern alone."""

    day: date
    name: str
    number: int | None
    state: str


# What a day by which readers can act is of: an item of news, or a kind of consultation.
ClosingOf = Literal["news", "request", "before report", "report"]


@dataclass(frozen=True)
class Closing:
    """Something on which readers can act until a day; `id` is that of a modification, if any."""

    of: ClosingOf
    id: str
    title: str
    link: str | None
    deadline: Deadline
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class Newsletter:
    """Everything a newsletter says, before it is put into words.

    What comes after `new_from` is new. That day is the one the publication gives, or the day of the
    newsletter before, or, where none is on record, lies `weeks_back` before its own.
    """

    title: str
    subtitle: str
    code_short: str
    administrator: str
    edition: Edition
    day: date
    new_from: date
    weeks_back: int | None
    greeting: Authored | None
    items: tuple[NewsItem, ...]
    proposals: tuple[ProposalNews, ...]
    drafts: int
    decisions: tuple[NewDecision, ...]
    before_report: tuple[ConsultationNews, ...]
    report: tuple[ConsultationNews, ...]
    requests: tuple[ConsultationNews, ...]
    consultations: Authored | None
    reading: Authored | None
    contact: str | None
    telephone: str | None
    email: str | None
    contact_words: Authored | None
    meetings: tuple[MeetingToCome, ...]
    meetings_until: date
    any_proposed: bool
    unread: tuple[str, ...]
    in_force: tuple[NowInForce, ...] = ()
    releases_moved: tuple[ReleaseMove, ...] = ()
    roles: Roles = Roles()

    @property
    def closing(self) -> tuple[Closing, ...]:
        """All that has a day by which readers can act, nearest first."""
        consultations: tuple[tuple[ClosingOf, tuple[ConsultationNews, ...]], ...] = (
            ("request", self.requests),
            ("before report", self.before_report),
            ("report", self.report),
        )
        found = [
            Closing("news", "", item.title, item.where, item.deadline)
            for item in self.items
            if item.deadline is not None and not item.deadline.past
        ]
        found += [
            Closing(of, one.id, one.title, one.link, one.deadline, one.unconfirmed)
            for of, all_of_them in consultations
            for one in all_of_them
            if one.deadline is not None
        ]
        return tuple(sorted(found, key=lambda one: one.deadline.day))

    @property
    def meetings_confirmed(self) -> tuple[MeetingToCome, ...]:
        """The meetings that were announced: a date that a pattern alone proposes is not told."""
        return tuple(one for one in self.meetings if one.state != "proposed")

    def in_state(self, edition: Edition) -> Newsletter:
        """The same newsletter in another state."""
        return replace(self, edition=edition)
