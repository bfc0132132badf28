"""Which modifications fit what is looked for: a stage, a release, whom and what they change."""

from __future__ import annotations

from datetime import date

from sectool.dates import last_day
from sectool.history import Standing, a_year_after
from sectool.model.register import Register
from sectool.queries.affected_documents import documents_are_known, documents_of
from sectool.queries.impacts import affects, is_silent_about, may_affect
from sectool.queries.register_on import RegisterOn
from sectool.queries.stages import ON_HOLD
from sectool.values import dataclass


@dataclass(frozen=True)
class Filter:
    """What modifications are looked for, by ids; None for whichever there are.

    Those that are decided or were not heard of for long are left out, unless `everything` is
    looked for, or a stage after the decision: then what is `decided` is meant.
    """

    stages: frozenset[str] | None = None
    release: str | None = None
    party: str | None = None
    document: str | None = None
    everything: bool = False
    decided: bool = False

    def affects_party(self, register: Register, standing: Standing) -> bool:
        return self.party is None or affects(register, standing, self.party)

    def may_affect_party(self, register: Register, standing: Standing) -> bool:
        return self.party is None or may_affect(register, standing, self.party)

    def fits_but_for_what_it_affects(self, register: Register, standing: Standing) -> bool:
        if self.stages is not None:
            held = standing.on_hold and ON_HOLD in self.stages
            if not held and standing.stage not in self.stages:
                return False
        return self.release is None or self.release in standing.releases

    def changes_document(self, register: Register, standing: Standing) -> bool | None:
        """Whether it changes the document looked for; None where nobody said what it changes."""
        if self.document is None or self.document in documents_of(register, standing):
            return True
        return False if all(documents_are_known(one.part) for one in standing.parts) else None

    def lists(self, standing: Standing) -> bool:
        return self.everything or standing.is_open or (self.decided and not standing.dormant)


@dataclass(frozen=True)
class Found:
    """The modifications that fit.

    `silent` may fit: nobody recorded whom they affect; nor what `without_documents` change.
    `left_out` fit, but are decided or were not heard of for long.
    """

    modifications: tuple[Standing, ...]
    silent: tuple[Standing, ...]
    left_out: tuple[Standing, ...]
    without_documents: tuple[Standing, ...] = ()


def is_waited_for(standing: Standing, day: date | None) -> bool:
    """Whether only an open assessment keeps a proposal from being dormant on a day."""
    old = day is not None and day > a_year_after(last_day(standing.seen))
    return old and standing.is_open


def modifications_that_fit(on: RegisterOn, wanted: Filter) -> Found:
    """The modifications on a day that fit what is looked for, by number."""
    register = on.register
    alike = [one for one in on.standings if wanted.fits_but_for_what_it_affects(register, one)]
    changing = {one.id: wanted.changes_document(register, one) for one in alike}
    open_ones = [
        one for one in alike if changing[one.id] is None and wanted.may_affect_party(register, one)
    ]
    alike = [one for one in alike if changing[one.id]]
    fitting = [each for each in alike if wanted.affects_party(register, each)]
    party = wanted.party
    silent = [each for each in alike if party and is_silent_about(register, each, party)]
    return Found(
        tuple(each for each in fitting if wanted.lists(each)),
        tuple(each for each in silent if wanted.lists(each)),
        tuple(each for each in fitting if not wanted.lists(each)),
        tuple(each for each in open_ones if wanted.lists(each)),
    )
