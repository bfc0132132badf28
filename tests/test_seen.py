"""A day on which something was seen bounds the day on which it happened, and is not that day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.calendar.workdays import WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS
from sectool.history import Between, between, concluded_between, entries_until, raised_between
from sectool.load import load_register
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register
from sectool.queries.durations import KINDS, Counting, spells_on
from sectool.queries.register_on import register_on
from sectool.queries.spells import Period, Spell
from sectool.schedule import calendars_of
from tests.register import SEED
from tests.test_lifecycle import Walker, walks


def entry(**keys: Any) -> Entry:
    return Entry.model_validate({key.replace("_", "-"): value for key, value in keys.items()})


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


# One entry.


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        ({"date": "2029-05-10"}, "2029-05-10", "2029-05-10"),
        ({"date": "2029-05"}, "2029-05-01", "2029-05-31"),
        ({"date": "2029-05", "before": "2029-05-10"}, "2029-05-01", "2029-05-09"),
        ({"date": "2029-05", "after": "2029-05-10"}, "2029-05-11", "2029-05-31"),
        ({"seen": "2029-05-10"}, None, "2029-05-10"),
        ({"seen": "2029-05"}, None, "2029-05-31"),
        ({"seen": "2029-05-10", "after": "2029-04-02"}, "2029-04-03", "2029-05-10"),
        # After some day of April: it may be the first.
        ({"seen": "2029-05-10", "after": "2029-04"}, "2029-04-01", "2029-05-10"),
        ({"seen": "2029-05-10", "before": "2029-04-02"}, None, "2029-04-01"),
        ({"seen": "2029-05-10", "before": "2029-04"}, None, "2029-04-30"),
        # What contradicts itself bounds nothing; M116 reports it.
        ({"seen": "2029-05-10", "after": "2029-06-01"}, None, "2029-05-10"),
    ],
)
def test_between_which_days(keys: dict[str, str], first: str | None, last: str) -> None:
    assert between(entry(event="approved", **keys)) == Between(day(first), day(last))


# One history.


@pytest.mark.parametrize(
    ("history", "first", "last"),
    [
        # The day, whatever sees it again later.
        (["date 2029-05-10 approved", "seen 2029-08-01 approved"], "2029-05-10", "2029-05-10"),
        # The first sighting, not the last.
        (["seen 2029-05-10 approved", "seen 2029-08-01 approved"], None, "2029-05-10"),
        (["seen 2029-05-10 stage approved"], None, "2029-05-10"),
        # What came into force had been approved.
        (["seen 2029-05-10 approved", "date 2029-08-01 implemented"], None, "2029-05-10"),
        (["date 2029-08-01 implemented"], None, "2029-08-01"),
        # Seen undecided, or decided otherwise, it was decided later.
        (
            ["seen 2029-04-02 stage report", "seen 2029-05-10 approved"],
            "2029-04-02",
            "2029-05-10",
        ),
        (["date 2029-04-02 rejected", "seen 2029-05-10 approved"], "2029-04-02", "2029-05-10"),
        (
            ["date 2029-04-02 approved", "seen 2029-04-20 referred", "date 2029-05-10 overturned"],
            "2029-05-10",
            "2029-05-10",
        ),
        (
            ["date 2029-04-02 approved", "seen 2029-04-20 referred", "date 2029-05-10 upheld"],
            "2029-04-02",
            "2029-04-02",
        ),
    ],
)
def test_two_sightings_of_one_decision_are_one(
    history: list[str], first: str | None, last: str
) -> None:
    entries = []
    for line in history:
        key, when, event, *stage = line.split()
        more = {"refer_to": "Panel"} if event == "referred" else {}
        what = {"stage": stage[0]} if stage else {"event": event}
        entries.append(entry(**{key: when}, **what, **more))
    assert concluded_between(entries) == Between(day(first), day(last))


# Any history: whatever is turned from a day into a sighting, the true duration stays possible.


@cache
def working() -> WorkingCalendar:
    found = calendars_of(load_register(SEED).register).working
    assert found is not None
    return found


def seen_later(draw: st.DrawFn, walker: Walker) -> list[dict[str, Any]]:
    """A walk of which some days are sightings, none after the entry that follows."""
    found: list[dict[str, Any]] = []
    limit = walker.day + timedelta(days=200)
    for before in reversed(walker.history):
        happened = date.fromisoformat(before["date"])
        if draw(st.booleans()):
            seen = happened + timedelta(days=draw(st.integers(0, (limit - happened).days)))
            limit = seen
            rest = {key: value for key, value in before.items() if key != "date"}
            found.insert(0, {"seen": seen.isoformat(), **rest})
        else:
            limit = happened
            found.insert(0, before)
    return found


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    walker = draw(walks())
    return walker.history, seen_later(draw, walker), draw(st.integers(0, 400))


def register_with(history: list[dict[str, Any]]) -> Register:
    found = {"id": "MP190", "title": "A title", "history": tuple(history)}
    return Register(modifications={"MP190": Modification.model_validate(found)})


def spells(register: Register, period: Period) -> dict[str, Spell]:
    counting = Counting(period, KINDS, tuple(CONVENTIONS), working())
    return {spell.what: spell for spell in spells_on(register_on(register, None), counting)}


@settings(deadline=None, max_examples=300)
@given(histories())
def test_bounds_hold_the_true_duration(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]], int],
) -> None:
    happened, known, more = drawn
    # Long enough for all that was seen to be known, and for what ended to have ended.
    last = date.fromisoformat(happened[-1]["date"]) + timedelta(days=200 + more)
    true = spells(register_with(happened), Period(None, last))
    for what, spell in spells(register_with(known), Period(None, last)).items():
        if not spell.placed or what not in true:
            continue
        assert spell.open is true[what].open
        for convention in CONVENTIONS:
            days = true[what].count(convention, working())
            least, most = (count(convention, working()) for count in (spell.least, spell.most))
            if days is None:  # returned, and nobody recorded that it was accepted
                continue
            assert least is None or least <= days, (what, convention)
            assert most is None or days <= most, (what, convention)
            counted = spell.count(convention, working())
            assert counted in (None, days), (what, convention)


@settings(deadline=None, max_examples=300)
@given(histories())
def test_possible_days_hold_the_true_day(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]], int],
) -> None:
    happened, known, _ = drawn
    for of in (raised_between, concluded_between):
        true, found = (
            of(entries_until(register_with(history).modifications["MP190"], None))
            for history in (happened, known)
        )
        if true is None or found is None:
            assert found is None
            continue
        assert true.first is not None
        assert true.last is not None
        assert found.first is None or found.first <= true.first
        assert found.last is not None
        assert true.last <= found.last
