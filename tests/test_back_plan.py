"""Plans back from a cut-off: against a walk through the days, and what people are told of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.model.back_plan import BackPlanStep
from sectool.model.consultations import UsualConsultation
from sectool.model.life_cycle_table import AssessmentKind
from sectool.model.modification import Modification
from sectool.model.reference import Body, Calendar
from sectool.model.register import Register
from sectool.model.release import Release, Timeline
from sectool.model.roles import Role
from sectool.planning.back_plan import BackPlan, PlannedStep, back_plan
from sectool.queries.cut_offs import Window
from sectool.queries.register_on import register_on
from tests.life_cycle import register_of

FIRST, LAST = date(2030, 1, 1), date(2030, 12, 31)
HOLIDAYS = (date(2030, 4, 19), date(2030, 4, 22), date(2030, 5, 6), date(2030, 5, 27))
DAY = timedelta(days=1)


class Plain(NamedTuple):
    """A step in words of its own: what it is, how long, and the meetings of its body."""

    kind: str  # assessment, consultation, meeting or wait
    days: int  # Working Days, weeks of a consultation, Working Days of papers before a meeting
    meetings: tuple[date, ...] = ()
    needed: bool | None = True


@st.composite
def plains(draw: st.DrawFn) -> Plain:
    kind = draw(st.sampled_from(("assessment", "consultation", "meeting", "wait")))
    needed = draw(st.sampled_from((True, True, None)))
    if kind == "meeting":
        days = st.dates(FIRST + 20 * DAY, LAST - 20 * DAY).filter(is_working)
        meetings = draw(st.sets(days, min_size=8, max_size=20))
        return Plain(kind, draw(st.integers(0, 6)), tuple(sorted(meetings)), needed)
    most = 4 if kind == "consultation" else 15
    return Plain(kind, draw(st.integers(1, most)), (), needed)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def register_for(
    steps: Sequence[Plain], cut_off: Any, *, history: Sequence[dict[str, Any]] = ()
) -> Register:
    """A Code whose modifications pass these steps, and one that is to pass them."""
    rows, bodies, roles, kinds, consultations = [], {}, {}, {}, {}
    for n, step in enumerate(steps):
        paths = {"paths": ("some-path",)} if step.needed is None else {}
        row: dict[str, Any] = {"title": f"step {n}", **paths}
        if step.kind == "assessment":
            kinds[f"k{n}"] = AssessmentKind.model_validate(
                {"title": f"Kind {n}", "target": f"{step.days} working days"}
            )
            row["assessment"] = f"k{n}"
        elif step.kind == "consultation":
            consultations[f"c{n}"] = UsualConsultation.model_validate({"weeks": str(step.days)})
            row["consultation"] = f"c{n}"
        else:
            row["act"] = f"act-{n}"
            roles[f"act-{n}"] = Role.model_validate({"title": "acts", "about": "modifications"})
            if step.kind == "wait":
                row["takes"] = f"{step.days} working days"
            papers = f"{step.days} working days before meeting" if step.days else None
            body = {"short": f"B{n}", "name": f"Body {n}", "powers": ({"act": f"act-{n}"},)}
            if step.kind == "meeting":
                meetings = tuple(
                    {"date": day.isoformat(), "state": "extra"} for day in step.meetings
                )
                pattern = ({"rule": "second Monday of each January", "from": "2030-01"},)
                # Known all through the year: between its days it does not meet.
                body |= {"meetings": meetings, "pattern": pattern}
                body |= {"papers": papers} if papers else {}
            bodies[f"b{n}"] = Body.model_validate(body)
        rows.append(BackPlanStep.model_validate(row))
    given_cut_off = {"cut-off": cut_off} if cut_off is not None else {}
    first = {"date": "2030-01-02", "event": "targeted", "release": "2030-12", **given_cut_off}
    return register_of(
        calendar=Calendar.model_validate(
            {
                "division": "England and Wales",
                "subdivision": "ENG",
                "from": FIRST.isoformat(),
                "to": LAST.isoformat(),
                "source": "plan",
                "known-from": "2029-01-01",
                "holidays": tuple({"date": d.isoformat(), "name": "Holiday"} for d in HOLIDAYS),
            }
        ),
        bodies=bodies,
        roles=roles,
        assessment_kinds=kinds,
        consultations=consultations,
        back_plan=tuple(rows),
        modifications={
            "MP190": Modification.model_validate(
                {"id": "MP190", "title": "A title", "history": (first, *history)}
            )
        },
        releases={
            "2030-12": Release.model_validate(
                {"id": "2030-12", "name": "A release", "kind": "scheduled"}
            )
        },
        timelines={
            "2030-12": Timeline.model_validate(
                {
                    "release": "2030-12",
                    "milestones": {"go-live": {"title": "Go-live", "when": "2030-12-10"}},
                }
            )
        },
    )


def plan_of(register: Register, day: date | None = None) -> BackPlan:
    on = register_on(register, day)
    standing = on.standing("MP190")
    assert standing is not None
    return back_plan(on, standing)


# The same again, by walking through the days one by one.


def next_working(day: date) -> date:
    while not is_working(day):
        day += DAY
    return day


def plus(day: date, working_days: int) -> date:
    for _ in range(working_days):
        day = next_working(day + DAY)
    return day


def minus(day: date, working_days: int) -> date:
    for _ in range(working_days):
        day -= DAY
        while not is_working(day):
            day -= DAY
    return day


def done(step: Plain, ready: date) -> date | None:
    """On which day a step is done for which all was ready on a day."""
    if step.kind == "meeting":
        # By the pattern it meets on the second Monday of January, too.
        for day in sorted({*step.meetings, date(2030, 1, 14)}):
            if minus(day, step.days) >= ready:
                return day
        return None
    start = next_working(ready)
    if step.kind == "consultation":
        return start + timedelta(weeks=step.days)
    return plus(start, step.days)


def goes_on(step: Plain, day: date) -> date:
    """From when on the next step may be ready: not before a consultation is over."""
    return day + DAY if step.kind == "consultation" else day


def fits(steps: Sequence[Plain], ready: date, limit: date) -> bool:
    """Whether all steps are done by a limit, were all ready for the first on a day."""
    last = ready
    for step in steps:
        found = done(step, ready)
        if found is None:
            return False
        last, ready = found, goes_on(step, found)
    return last <= limit


def latest_ready(steps: Sequence[Plain], limit: date) -> date | None:
    """The last Working Day on which all may be ready for the first of some steps."""
    days = [limit - n * DAY for n in range((limit - FIRST).days + 1)]
    return next((day for day in days if is_working(day) and fits(steps, day, limit)), None)


def latest_done(step: Plain, later: Sequence[Plain], limit: date) -> date | None:
    """The last day on which a step may be done, so that all later ones still fit."""

    def may_end(day: date) -> bool:
        if step.kind == "meeting":
            return day in {*step.meetings, date(2030, 1, 14)}
        return step.kind == "consultation" or is_working(day)

    days = [limit - n * DAY for n in range((limit - FIRST).days + 1)]
    return next(
        (d for d in days if may_end(d) and (not later or fits(later, goes_on(step, d), limit))),
        None,
    )


def papers_known(step: PlannedStep) -> bool:
    return step.begins_by is not None and step.begins_by.earliest >= FIRST


STEPS = st.lists(plains(), min_size=1, max_size=5)
CUT_OFFS = st.dates(date(2030, 7, 1), date(2030, 11, 30))


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, cut_off=CUT_OFFS)
def test_the_last_days_are_those_of_a_walk_through_all_days(
    steps: list[Plain], cut_off: date
) -> None:
    plan = plan_of(register_for(steps, {"date": cut_off.isoformat()}))
    assert plan.cut_off == Window(cut_off, cut_off)
    assert len(plan.steps) == len(steps)
    for place, step in enumerate(plan.steps):
        later = steps[place + 1 :]
        surely = [one for one in later if one.needed]
        sound = latest_ready([steps[place], *later], cut_off)
        loose = latest_ready([steps[place], *surely], cut_off)
        if sound is None or step.begins_by is None:
            # Before the calendar begins nothing is counted; a meeting may be known by its papers.
            assert step.begins_by is None or step.begins_by.earliest <= FIRST + 40 * DAY
            continue
        assert step.begins_by == Window(sound, loose), place
        ended = [latest_done(steps[place], each, cut_off) for each in (later, surely)]
        assert step.done_by == Window(ended[0], ended[1]), place


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, cut_off=CUT_OFFS, day=st.dates(date(2030, 2, 1), date(2030, 8, 30)))
def test_what_is_late_could_not_be_done_by_the_cut_off(
    steps: list[Plain], cut_off: date, day: date
) -> None:
    """Of a step of which nothing is recorded: late where it cannot fit from the day on."""
    plan = plan_of(register_for(steps, {"date": cut_off.isoformat()}), day)
    for place, step in enumerate(plan.steps):
        if step.begins_by is None or day > cut_off:
            continue
        later = steps[place:]
        outlook = (
            "fits"
            if fits(later, day, cut_off)
            else "may-be-late"
            if fits([steps[place], *(one for one in later[1:] if one.needed)], day, cut_off)
            else "late"
        )
        assert step.outlook == outlook, place
        assert step.slack is not None
        assert step.slack >= 0 or day > step.begins_by.earliest
