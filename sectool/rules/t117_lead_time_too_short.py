"""A timeline leaves less time than it should, or keeps to another order.

`reference/lead-times.yaml` says what every timeline leaves before or after a milestone, and why.
Where only months are known, only what no day of them allows is reported. A milestone that no
timeline has is reported as well: nothing would ever be checked against such a lead time.

Bad:

    # reference/lead-times.yaml
    - milestone: go-no-go
      rule: at least 10 working days before go-live
      because: What was decided has to be prepared
      source: plan
    - milestone: go-nogo    # T117
      rule: before go-live
    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-no-go:
        title: The committee decides
        when: 2030-06-18    # T117
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # reference/lead-times.yaml
    - milestone: go-no-go
      rule: at least 10 working days before go-live
      because: What was decided has to be prepared
      source: plan
    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-no-go:
        title: The committee decides
        when: 2030-06-13
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sectool.datelang.nodes import Bound, InSpan, Named, Order, Phrase, Rule, anchors_of
from sectool.datelang.parser import PhraseError, parse_rule
from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.reference import LeadTime
from sectool.model.register import reference
from sectool.rules.rule import Subject
from sectool.rules.unread import never_in_a_timeline
from sectool.schedule import Calendars, Schedule, Scheduled
from sectool.schedule.bounds import (
    earliest_of,
    from_when,
    latest_of,
    led_to,
    stands_here,
    until_when,
    written_at,
)
from sectool.values import dataclass
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "lead_times", "timelines"}
ABOUT = {"timeline"}


@dataclass(frozen=True)
class _Lead:
    """A lead time, its rule parsed, and where it stands."""

    item: LeadTime
    rule: Rule
    anchors: tuple[Named, ...]
    address: Address


def check(subject: Subject) -> Iterator[Finding]:
    leads = list(_leads(subject))
    for lead in leads:
        yield from _never_checked(subject, lead)
    for schedule in subject.schedules.values():
        for lead in leads:
            finding = _too_short(lead, schedule, subject.calendars)
            if finding is not None:
                yield finding


def _leads(subject: Subject) -> Iterator[_Lead]:
    for index, item in enumerate(subject.register.lead_times):
        try:
            rule = parse_rule(item.rule)
        except PhraseError:
            continue  # C105 tells
        yield _Lead(item, rule, tuple(anchors_of(rule)), reference("lead_times", index))


def _never_checked(subject: Subject, lead: _Lead) -> Iterator[Finding]:
    named = [(lead.item.milestone, lead.address.at("milestone"))]
    where = lead.address.at("rule")
    named += [
        (anchor.id, Address(where.file, where.path, within=anchor.words)) for anchor in lead.anchors
    ]
    for milestone, address in named:
        message = never_in_a_timeline(subject.register, milestone)
        if message is not None:
            yield Finding(message, address, "until one has it, this lead time is never checked")


def _too_short(lead: _Lead, schedule: Schedule, calendars: Calendars) -> Finding | None:
    rows = schedule.milestones
    if lead.item.milestone not in rows or any(anchor.id not in rows for anchor in lead.anchors):
        return None
    item = rows[lead.item.milestone]
    first, last = _limits(lead.rule, rows, calendars)
    earliest, latest = earliest_of(item), latest_of(item)
    if last is not None and earliest is not None and earliest > last:
        planned, allowed, anchored = from_when(item), f"{in_full(last)} or earlier", until_when
    elif first is not None and latest is not None and latest < first:
        planned, allowed, anchored = until_when(item), f"{in_full(first)} or later", from_when
    else:
        return None
    others = [rows[anchor.id] for anchor in lead.anchors]
    dates = listed([f"{other.id!r} is {anchored(other)}" for other in others])
    assumed = ", which is assumed," if lead.item.assumed else ""
    return Finding(
        f"{item.id!r} is {planned}, but the lead time{assumed} is {lead.item.rule!r}"
        + (f" and {dates}" if dates else "")
        + f": it has to be {allowed}",
        written_at(item),
        _reason(lead.item),
        (
            *map(stands_here, others),
            Related("the lead time is defined here", lead.address.at("rule")),
        ),
    )


def _reason(lead: LeadTime) -> str | None:
    source = None if lead.source is None else f"source: {lead.source}"
    reasons = [part for part in (lead.because, source) if part is not None]
    return "; ".join(reasons) or None


def _limits(
    rule: Rule, rows: dict[str, Scheduled], calendars: Calendars
) -> tuple[date | None, date | None]:
    """The first and the last day that a rule allows on any days of its anchors (None: open)."""

    def first(phrase: Phrase) -> date | None:
        found = led_to(phrase, _days(rows, earliest_of), calendars)
        return found.earliest if found is not None else None

    def last(phrase: Phrase) -> date | None:
        found = led_to(phrase, _days(rows, latest_of), calendars)
        return found.latest if found is not None else None

    match rule:
        case InSpan(span=span):
            return span.first, span.last
        case Order(relation=relation, anchor=anchor):
            if relation == "before":
                return None, _shifted(last(anchor), -1)
            if relation == "after":
                return _shifted(first(anchor), 1), None
            return (None, last(anchor)) if relation == "on or before" else (first(anchor), None)
        case Bound(relation="at least", phrase=counted):
            if counted.direction == "before":
                return None, last(counted)
            return first(counted), None
        case Bound(phrase=counted):
            # At most so far: no farther than that, and not on the other side of the anchor.
            if counted.direction == "before":
                return first(counted), last(counted.anchor)
            return first(counted.anchor), last(counted)


def _days(
    rows: dict[str, Scheduled], end: Callable[[Scheduled], date | None]
) -> Callable[[str], date | None]:
    return lambda id_: end(rows[id_])


def _shifted(day: date | None, by: int) -> date | None:
    try:
        return None if day is None else day + timedelta(days=by)
    except OverflowError:
        return None
