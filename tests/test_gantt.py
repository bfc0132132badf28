"""The picture of a plan: what is in it, that nothing in it overlaps, and who has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.blocks import Gantt, Text, plain, text_of
from sectool.building.build import template_folders
from sectool.documents.edition import edition_of
from sectool.documents.fingerprint import fingerprint
from sectool.documents.rid.compose import compose
from sectool.lanes import Lane, LastStep, PlanLanes, Point, Stretch
from sectool.model.reference import TimelineLane
from sectool.pipeline import build, rid_of
from sectool.queries.register_on import register_on
from sectool.render.chart import drawn
from sectool.render.drawing import SMALL, WIDTH, Lettering, Line, width_of
from sectool.render.formats import FORMATS
from sectool.render.svg import Palette, svg_of
from sectool.wording.environment import Wording, values_of
from sectool.wording.filters import FILTERS
from sectool.wording.stand_ins import BadValue
from tests.register import SEED, opened

NAMES = (
    *(("meeting", "Meeting"), ("step", "Step"), ("cut-off", "Cut-off")),
    *(("window", "Open"), ("phase", "Phase"), ("day off", "Holiday"), ("as of", "Today")),
)


def pictured(plan: PlanLanes, go_live: str = "Go-live") -> Gantt:
    names = tuple((mark, name) for mark, name in NAMES if mark in plan.marks)
    return Gantt((Text("The plan"),), plan, names, go_live)


def picture_of_the_rid(**changes: Any) -> Gantt:
    loaded = opened(SEED)
    built = build(replace(loaded, register=replace(loaded.register, **changes)), "rid-2022-11")
    return next(block for block in built.document.blocks if isinstance(block, Gantt))


# What is in it.


def test_the_rid_draws_its_timetable_and_the_cut_off_dates() -> None:
    assert picture_of_the_rid().says.replace("\u00a0", " ").split("; ") == [
        "Scope: CSC baselines RID for system-impacting modifications (30 November 2021), "
        "CSC baselines RID for non-system-impacting modifications (17 May 2022), "
        "cut-off date of MP078 (3 March 2022), "
        "cut-off date of MP085A, estimated cut-off date of MP143 (3 May 2022), "
        "estimated cut-off date of MP140 (23 February 2022), "
        "cut-off date of MP141 (3 February 2022)",
        "TAD: DCC submits draft SEC Release TAD (19 January 2022), "
        "TAG reviews draft SEC Release TAD (26 January 2022), "
        "DCC consults on draft SEC Release TAD (February 2022), "
        "DCC submits updated SEC Release TAD (23 March 2022), "
        "TAG reviews updated SEC Release TAD (30 March 2022), "
        "CSC reviews SEC Release TAD (19 April 2022)",
        "SIT: SIT (April 2022 to 20 July 2022), SIT commences (April 2022), "
        "DCC submits SIT Completion Report (20 July 2022), "
        "TAG reviews SIT Completion Report and status against the testing acceptance criteria "
        "(27 July 2022)",
        "UIT: UIT (August 2022 to September 2022), "
        "Test Participants inform DCC of their regression testing plans (July 2022), "
        "UIT commences (August 2022), "
        "Test Participants provide regression testing results to DCC (September 2022), "
        "UIT window closes (September 2022)",
        "Governance: "
        "OPSG reviews the DCC’s progress against the operational acceptance criteria "
        "(3 May 2022), "
        "OPSG reviews the DCC’s progress against the operational acceptance criteria "
        "(2 August 2022), "
        "OPSG reviews the DCC’s progress against the operational acceptance criteria "
        "(6 September 2022), "
        "DCC submits evidence against the operational acceptance criteria (27 September 2022), "
        "OPSG reviews status against the operational acceptance criteria (4 October 2022), "
        "CSC go/no-go decision (18 October 2022)",
        "Go-live: 3 November 2022",
    ]


def test_every_step_of_the_timetable_is_in_it_once() -> None:
    loaded = opened(SEED)
    schedule = register_on(loaded.register, None).schedule("2022-11")
    assert schedule is not None
    points = [one.says for lane in picture_of_the_rid().plan.lanes for one in lane.points]
    titles = [each.milestone.title for id_, each in schedule.milestones.items() if id_ != "go-live"]
    found = [says.rpartition(" (")[0] for says in points if "cut-off date" not in says]
    assert sorted(found) == sorted(titles)


def test_a_day_that_is_open_is_a_window_and_a_meeting_is_named() -> None:
    points = {one.label: one for lane in picture_of_the_rid().plan.lanes for one in lane.points}
    meeting, step = points["TAG 26\u00a0Jan"], points["19\u00a0Jan"]
    assert (meeting.kind, meeting.first) == ("meeting", meeting.last)
    assert (step.kind, step.first) == ("step", step.last)
    assert points["Aug"].first < points["Aug"].last


def test_the_lanes_are_those_of_the_code() -> None:
    lanes = (TimelineLane(title="Testing", words=("SIT",), phase="sit"), TimelineLane(title="Rest"))
    found = picture_of_the_rid(timeline_lanes=lanes).plan.lanes
    assert [lane.title for lane in found] == ["Testing", "Rest"]
    assert [len(lane.stretches) for lane in found] == [1, 0]
    assert not any(one.kind == "cut-off" for lane in found for one in lane.points)
    only = picture_of_the_rid(timeline_lanes=lanes[:1]).plan.lanes
    assert [len(lane.points) for lane in only] == [3], "no lane takes the rest"


def test_a_code_without_lanes_has_no_picture() -> None:
    with pytest.raises(StopIteration):
        picture_of_the_rid(timeline_lanes=())


def test_it_is_no_fact_of_its_own() -> None:
    plan = picture_of_the_rid().plan
    document = replace(rid_value(), plan=None)
    assert fingerprint(replace(document, plan=plan)) == fingerprint(document)


def rid_value() -> Any:
    register = opened(SEED).register
    publication = register.publications[rid_of(register, "2022-11")]
    edition = edition_of(publication)
    return compose(register, publication, edition, register_on(register, edition.as_of).calendars)


# Who has it.


def test_formats_that_draw_have_it_and_others_the_table_alone() -> None:
    built = build(opened(SEED), "rid-2022-11")
    made = {name: known.write(built.document, built.look) for name, known in FORMATS.items()}
    assert made["html"].count(b'<figure class="chart">') == 2, "costs are drawn too"
    assert b"steps to go-live" not in made["md"]
    assert b"Release implementation timetable" in made["md"]
    assert b"\n\n\n" not in made["md"]
    mail = FORMATS["html"].write(replace(built.document, mail=True), built.look)
    assert b"<svg" not in mail
    assert b"steps to go-live" not in mail
    assert "MP141 3\u00a0Feb" in text_of(built.document.blocks), "its characters need glyphs"


# How it is drawn.

DAYS = st.dates(date(2021, 1, 1), date(2023, 6, 1))
LABELS = st.sampled_from(["TAG 26\u00a0Jan", "In Aug", "MP085A, MP143 3\u00a0May", "19\u00a0Jan"])


@st.composite
def points(draw: st.DrawFn) -> Point:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 30])))
    kind: Any = draw(st.sampled_from(["meeting", "step", "cut-off"]))
    return Point(draw(LABELS), "A step", first, last, kind)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    a, b, c, d = sorted(draw(st.lists(DAYS, min_size=4, max_size=4)))
    return Stretch("A phase", (a, b), (c, d))


LANES = st.builds(
    Lane,
    st.sampled_from(["Scope", "Governance of the release and all that belongs to it"]),
    st.lists(stretches(), max_size=1).map(tuple),
    st.lists(points(), max_size=12).map(tuple),
)
PLANS = st.builds(
    PlanLanes,
    st.lists(LANES, min_size=1, max_size=4).map(tuple),
    st.none() | DAYS.map(lambda day: (day, day)),
    st.lists(DAYS, max_size=4).map(tuple),
    st.none() | DAYS,
)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_words_are_within_the_drawing_and_never_meet(plan: PlanLanes) -> None:
    drawing = drawn(pictured(plan))
    words = [shape for shape in drawing.shapes if isinstance(shape, Lettering)]
    labels = {one.label for lane in plan.lanes for one in lane.points}
    boxes = []
    for word in words:
        wide = width_of(word.text, word.size)
        left = word.x - (wide if word.anchor == "end" else 0)
        assert left >= -0.1
        assert word.y <= drawing.height
        if word.text in labels and word.size == SMALL:
            assert left + wide <= WIDTH + 0.1
            boxes.append((left, left + wide, word.y))
    assert len(boxes) == sum(len(lane.points) for lane in plan.lanes)
    for number, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[number + 1 :]:
            assert y != other_y or right <= other_left + 0.1 or other_right <= left + 0.1


def test_words_end_before_the_line_of_go_live() -> None:
    """Where there is room before it; and none of them is smaller for being many."""
    plan = picture_of_the_rid().plan
    assert plan.goes_live is not None
    drawing = drawn(pictured(plan))
    (line,) = [
        shape.x1 for shape in drawing.shapes if isinstance(shape, Line) and shape.width == 2.5
    ]
    labels = {one.label for lane in plan.lanes for one in lane.points}
    words = [
        one
        for one in drawing.shapes
        if isinstance(one, Lettering) and one.text in labels and one.colour == "ink"
    ]
    assert len(words) == sum(len(lane.points) for lane in plan.lanes)
    assert all(one.x + width_of(one.text, one.size) < line for one in words)


def test_a_lane_of_many_steps_counts_those_without_words() -> None:
    days = [date(2022, 1, 3) + timedelta(days=2 * n) for n in range(60)]
    points = tuple(
        Point(f"MP{n:03} on its day", "A step", day, day, "step") for n, day in enumerate(days)
    )
    drawing = drawn(pictured(PlanLanes((Lane("Scope", (), points),), None)))
    assert drawing.share == 1.0
    said = [one.text for one in drawing.shapes if isinstance(one, Lettering)]
    left_out = 60 - sum("on its day" in text for text in said)
    assert left_out > 0
    assert f"and {left_out} more, in the table" in said


# What its caption says.


@pytest.mark.parametrize(
    ("open_steps", "steps", "last", "says"),
    [
        (6, 21, LastStep("the go/no-go decision", 12),
         "Of the 21 steps to go-live, six are not yet fixed to a day; the go/no-go decision is "
         "12 Working Days before go-live"),
        (1, 2, None, "Of the two steps to go-live, one is not yet fixed to a day"),
        (0, 12, LastStep("the decision", 1),
         "All 12 steps to go-live have a day; the decision is one Working Day before go-live"),
        (3, 3, None, "None of the three steps to go-live is yet fixed to a day"),
        (0, 1, None, "The step to go-live has a day"),
        (1, 1, None, "The step to go-live is not yet fixed to a day"),
        (0, 0, None, "The cut-off dates of targeted modifications"),
    ],
)  # fmt: skip
def test_the_caption_is_true_of_one_of_all_and_of_none(
    open_steps: int, steps: int, last: LastStep | None, says: str
) -> None:
    day, other = date(2022, 5, 3), date(2022, 5, 30)
    points = tuple(
        Point("A", "A step", day, other if number < open_steps else day, "step")
        for number in range(steps)
    )
    cut_off = Point("MP1", "A cut-off date", day, other, "cut-off")
    plan = PlanLanes((Lane("All", (), (*points, cut_off)),), (other, other), last=last)
    worded = Wording(template_folders(opened(SEED)), "rid.md.j2")
    blocks = worded.blocks(values_of(replace(rid_value(), plan=plan)))
    (gantt,) = [block for block in blocks if isinstance(block, Gantt)]
    assert plain(gantt.caption).replace("\u00a0", " ").replace("\u2011", "-") == says


@settings(max_examples=20, deadline=None)
@given(PLANS)
def test_the_same_plan_is_the_same_well_formed_drawing(plan: PlanLanes) -> None:
    svg = svg_of(pictured(plan), Palette())
    assert svg == svg_of(pictured(plan), Palette())
    ElementTree.fromstring(svg)  # noqa: S314  # our own


def test_what_its_marks_mean_is_asked_of_the_template() -> None:
    plan = picture_of_the_rid().plan
    assert plan.marks == ("meeting", "step", "cut-off", "window", "phase", "day off", "as of")
    assert PlanLanes((Lane("Scope", (), ()),), None).marks == ()
    with pytest.raises(BadValue, match="needs a name for 'step'"):
        FILTERS["gantt"](plan, "The plan", "Go-live", {"meeting": "Meeting"})
    with pytest.raises(BadValue, match="needs a plan, not a str"):
        FILTERS["gantt"]("a plan", "The plan", "Go-live", {})
