"""Which consultations are open on a day: the one answer for every document and command."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sectool.dates import days_after, first_day, last_day
from sectool.history import Consultation, Standing
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass


@dataclass(frozen=True)
class RunningConsultation:
    """A consultation that takes responses; without `closes` its closing day is not known."""

    standing: Standing
    consultation: Consultation

    @property
    def closes(self) -> date | None:
        return self.consultation.closes


def open_consultations(
    on: RegisterOn, kinds: Collection[str] | None = None
) -> list[RunningConsultation]:
    """The consultations open on a day (of some kinds), nearest closing first.

    Those that close on one day, or on days not known, are in the order of their modifications.
    """
    found = [
        each
        for standing in on.standings
        for each in consultations_open(on, standing)
        if kinds is None or each.consultation.kind in kinds
    ]
    return sorted(found, key=lambda each: each.closes or date.max)


def consultations_open(on: RegisterOn, standing: Standing) -> Iterator[RunningConsultation]:
    """Those of one modification: none of one that is decided, or not heard of for long."""
    if not standing.is_open:
        return
    day = on.day or last_day(standing.seen)
    for consultation in standing.consultations:
        begins = consultation.opened
        if begins is not None and first_day(begins) > day:
            continue
        if consultation.closes is not None:
            if consultation.closes >= day:
                yield RunningConsultation(standing, consultation)
        elif not _is_over(on, standing, consultation, day):
            yield RunningConsultation(standing, consultation)


def _is_over(on: RegisterOn, standing: Standing, consultation: Consultation, day: date) -> bool:
    """Whether one whose closing day is not known is surely over, or has run its usual length."""
    usual = on.register.consultations.get(consultation.kind)
    stage = usual.held_in if usual is not None else None
    if stage is not None and standing.stage != stage and standing.stage_kind != "unknown":
        return True  # the proposal has left the stage in which it is held
    alike = [each for each in standing.consultations if each.kind == consultation.kind]
    if consultation is not alike[-1]:
        return True  # another of its kind has begun since
    if usual is None or usual.weeks is None:
        return False
    # What was seen to run on a day ran on that day, however long that is.
    begun = last_day(consultation.opened or consultation.seen)
    end = days_after(begun, 7 * usual.weeks)
    return day > max(end, last_day(consultation.seen))
