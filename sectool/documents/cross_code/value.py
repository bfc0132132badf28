"""The cross-code update as a value: its facts as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sectool.dates import When
from sectool.documents.authored import Authored
from sectool.documents.edition import Edition, Notice
from sectool.documents.parts import ReleaseMove
from sectool.documents.roles import BodiesNamed, Roles
from sectool.documents.terms import Worded
from sectool.queries.assumed import CONFIRMED, Unconfirmed
from sectool.values import dataclass


@dataclass(frozen=True)
class VersionChange:
    """A modification that a version of the code brought in: why, what, and in which documents."""

    id: str
    title: str | None
    documents: tuple[tuple[str, str], ...]
    problem: str | None
    solution: str | None
    unconfirmed: Unconfirmed = CONFIRMED
    unconfirmed_facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersionInForce:
    """A release in force: its version where that is known, its day, and what it brought in.

    It is `assumed` in force where its day has passed and nobody has said so; of one that is `seen`
    only a day is known by which it was.
    """

    name: str
    number: str | None
    day: date
    assumed: bool
    changes: tuple[VersionChange, ...]
    seen: bool = False


@dataclass(frozen=True)
class InForceAlone:
    """What came into force with no release that the paper lists; `seen`: by that day, or before."""

    id: str
    title: str | None
    part: str | None
    when: When
    seen: bool
    release: str | None
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class Matter:
    """Something of governance to tell that is no modification's fact."""

    title: str
    paragraphs: tuple[str, ...]
    closes: date | None
    at: str | None
    link: str | None


@dataclass(frozen=True)
class NewModification:
    """A modification raised since: on which day, if that is known, and what it is about."""

    id: str
    title: str | None
    raised: When | None
    problem: str | None
    solution: str | None
    unconfirmed: Unconfirmed = CONFIRMED
    unconfirmed_facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """What a body is to do next about some modifications that stand alike."""

    ids: tuple[str, ...]
    stage: str
    by: str | None
    when: When | None
    week: bool
    meeting: int | None
    overdue: bool
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class Vote:
    """A vote or decision to come, and the consultation that comes before it."""

    id: str
    title: str | None
    by: str | None
    when: When | None
    week: bool
    overdue: bool
    consultation_closes: date | None
    consultation_closed: bool
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class DecidedProposal:
    """What was decided about one modification, and where that has left it since."""

    id: str
    title: str | None
    outcome: str
    stage: str
    wants: tuple[str, ...]
    because: str | None
    release: str | None
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class Ruling:
    """All that a body decided on a day; `seen` where only that it had by then is known."""

    by: str | None
    when: When
    seen: bool
    decisions: tuple[DecidedProposal, ...]


@dataclass(frozen=True)
class PathSection:
    """What was, and what is to be, decided on one path; None: the path is not recorded."""

    path: str | None
    rulings: tuple[Ruling, ...]
    votes: tuple[Vote, ...]
    steps: tuple[NextStep, ...]


@dataclass(frozen=True)
class Referral:
    """A decision that was referred: to whom, by whom, under which clause, and what came of it.

    `answer` is what a referral led to: upheld or overturned, by whom and when. The newest
    referral is `after_answer` where it came later than that; it is `pending` as far as is known.
    `answer_seen`: it had been answered by then.
    """

    id: str
    title: str | None
    pending: bool
    refer_to: str | None
    by: str | None
    proposer: str | None
    under: str | None
    when: When | None
    seen: bool
    answer: tuple[str, str | None, When] | None
    after_answer: bool
    answer_seen: bool = False
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class DateChange:
    """What moves a modification in time, requested, directed, chosen (at discretion), scheduled or
    dropped: `what` says which.

    `to` is the new day, `instead_of` the one that held, `of` who decides on a request. `seen` where
    only that it had happened by then is known.
    """

    id: str
    title: str | None
    part: str | None
    what: str
    to: date | None
    instead_of: date | None
    release: str | None
    by: str | None
    of: str | None
    when: When
    seen: bool
    because: str | None
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class OpenRow:
    """A row of the table of open modifications, in the words that such papers use."""

    id: str
    title: str
    status: str
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting of the code's own panel that is known, and whose it is."""

    day: date
    number: int | None
    proposed: bool
    of: BodiesNamed = BodiesNamed()


@dataclass(frozen=True)
class CrossCode:
    """Everything the update says, before it is put into words.

    `version` is the newest of those that came into force since, where its number is known, and
    `others` the other releases that did; `last` and `last_numbered` are the newest known at all.
    """

    title: str
    subtitle: str
    code_name: str
    code_short: str
    administrator: str
    website: str | None
    classification: str
    dated: date | None
    speaks_of: date | None
    as_of: date | None
    status: str
    draft: bool
    reference: str | None
    author: str | None
    recipient_code: str
    recipient_short: str
    recipient_panel: str
    last_met: When | None
    since: When
    version: VersionInForce | None
    others: tuple[VersionInForce, ...]
    last: VersionInForce | None
    last_numbered: VersionInForce | None
    matters: tuple[Matter, ...]
    new: tuple[NewModification, ...]
    new_drafts: int
    new_steps: tuple[NextStep, ...]
    paths: tuple[PathSection, ...]
    referrals: tuple[Referral, ...]
    dates: tuple[DateChange, ...]
    open: tuple[OpenRow, ...]
    open_drafts: int
    untitled: int
    not_heard_of: int
    next_meeting: NextMeeting | None
    code: tuple[Authored, ...]
    governance: tuple[Authored, ...]
    modifications: tuple[Authored, ...]
    decisions: tuple[Authored, ...]
    more_on_referrals: tuple[Authored, ...]
    alone: tuple[InForceAlone, ...] = ()
    notice: Notice | None = None
    releases_moved: tuple[ReleaseMove, ...] = ()
    roles: Roles = Roles()
    classified: Worded = Worded()

    def in_state(self, edition: Edition) -> CrossCode:
        """The same update in another state."""
        return replace(self, status=edition.status, notice=edition.notice)
