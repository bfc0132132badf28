"""The life cycle: its table, walks over it, and what a history may not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.diagnostic import Severity
from sectool.history import Standing
from sectool.history.fold import OF_A_DATE
from sectool.model.events import EVENTS
from sectool.model.life_cycle_table import AssessmentKind
from sectool.model.lifecycle import ASSESSMENT_STEPS
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.register_on import register_on
from sectool.rules import m112_cannot_follow as m112
from sectool.rules import m114_assessment_out_of_order as m114
from sectool.rules import m118_assessed_before_approved as m118
from sectool.rules import m130_step_not_recorded as m130
from sectool.rules import m131_request_not_recorded as m131
from sectool.rules.rule import Subject
from tests.life_cycle import CYCLE, assessment_refusals, gaps_of, refusals, register_of, standing_on
from tests.register import MINIMAL, opened

START = date(2020, 1, 6)
PARTS: dict[str, Any] = {"text": {}, "systems": {}}


def modification(*history: dict[str, Any], **facts: Any) -> Modification:
    return Modification.model_validate(
        {"id": "MP190", "title": "A title", **facts, "history": history}
    )


def on(as_of: str | None, *history: dict[str, Any], **facts: Any) -> Standing:
    day = None if as_of is None else date.fromisoformat(as_of)
    standing = standing_on(modification(*history, **facts), day)
    assert standing is not None
    return standing


def refused(*history: dict[str, Any], **facts: Any) -> list[tuple[str, str | None]]:
    """The event of each entry that cannot follow, and what but the stage stands against it."""
    found = refusals(modification(*history, **facts))
    return [(refusal.entry.event or "", refusal.because) for refusal in found]


def at(when: str, event: str, **more: Any) -> dict[str, Any]:
    return {"date": when, "event": event, **more}


def seen(when: str, event: str, **more: Any) -> dict[str, Any]:
    return {"seen": when, "event": event, **more}


# What a step needs beside its event, for entries made from the names of the table.
NEEDS: dict[str, dict[str, Any]] = {
    "retitled": {"from": "An older title"},
    "split": {"into": ("MP190A",)},
    "referred": {"refer-to": "Panel"},
    "targeted": {"release": "2022-11"},
    "dropped": {"release": "2022-11"},
    "admitted": {"release": "2022-11"},
    "scheduled": {"release": "2022-11"},
    "expected": {"what": "approved"},
    "date-directed": {"to": "2022-11-03"},
}


def entry_of(name: str, when: date) -> dict[str, Any]:
    """An entry of the step `name`."""
    event, _, value = name.partition(" ")
    more = dict(NEEDS.get(event, {}))
    match event:
        case "raised":
            more["as"] = "DP" if value == "as DP" else "MP"
        case "recommended":
            more |= {"towards": value.removeprefix("towards "), "by": "Panel"}
        case "consultation":
            more["kind"] = value
        case str() if event.startswith("assessment-"):
            more["assessment"] = "pa-1"
    return {"date": when.isoformat(), "event": event, **more}


# The table.


def test_the_table_has_every_event_and_no_other() -> None:
    assert {name.partition(" ")[0] for name in CYCLE.steps} == set(EVENTS)


def test_the_name_of_a_step_is_that_of_its_entry() -> None:
    def named(name: str) -> str | None:
        id_ = "SECMP0036" if name == "raised as SECMP" else "MP190"
        return CYCLE.step_of(Entry.model_validate(entry_of(name, START)), id_)

    assert {name: named(name) for name in CYCLE.steps} == {name: name for name in CYCLE.steps}


def test_every_stage_can_be_reached_and_every_stage_named_exists() -> None:
    reached: set[str] = {CYCLE.steps[name].to or "unknown" for name in CYCLE.beginnings}
    grown: set[str] = set()
    while grown != reached:
        grown = set(reached)
        reached |= {
            CYCLE.stage_after(name, stage, Entry.model_validate(entry_of(name, START)))
            for stage in grown
            for name in CYCLE.steps
            if CYCLE.may_follow(name, stage)
        }
    # What is seen to be upheld, of a decision that nobody saw, is unknown.
    assert reached | {"unknown"} == set(CYCLE.stages)
    named = {stage for step in CYCLE.steps.values() for stage in (*step.after, step.to, step.shows)}
    assert named - {None} <= set(CYCLE.stages)
    assert (
        set(CYCLE.quiet) | {to for stages in CYCLE.quiet.values() for to in stages}
        <= CYCLE.before_decision
    )


def test_nothing_but_remarks_follows_an_end_except_a_referral_of_a_rejection() -> None:
    assert {stage: CYCLE.could_follow(stage) for stage in sorted(CYCLE.ends)} == {
        "implemented": (),
        "rejected": ("referred",),
        "split": (),
        "withdrawn": (),
    }
    assert {"noted", "discussed", "agreed", "expected"} == CYCLE.any_time


def test_every_act_about_modifications_is_a_step_but_what_a_group_works_out() -> None:
    roles = opened(MINIMAL).register.roles
    acts = {act for act, role in roles.items() if role.about == "modifications"}
    stepped = {act for step in CYCLE.steps.values() for act in step.acts}
    assert acts - stepped == {"refine"}
    assert stepped <= acts


@pytest.mark.parametrize(
    ("stage", "could"),
    [
        (
            "with-authority",
            {
                *("retitled", "split", "assessment-returned", "consultation rfi", "approved"),
                *("recommended towards refinement", "rejected", "sent-back", "targeted", "dropped"),
                *("scheduled", "withdrawn", "on-hold", "resumed", "admitted"),
            },
        ),
        (
            "approved",
            {
                *("retitled", "referred", "dropped", "scheduled", "date-requested", "admitted"),
                *("date-directed", "discretion-used", "implemented"),
            },
        ),
        (
            "referred",
            {"retitled", "upheld", "overturned", "sent-back", "dropped", "scheduled", "admitted"},
        ),
    ],
)
def test_what_could_follow(stage: str, could: set[str]) -> None:
    assert set(CYCLE.could_follow(stage)) == could


# Walks over the table. The walker knows a history only by the table and by a few words of its own:
# what was decided before a referral, whether it is on hold, and where it is meant for.


class Walker:
    def __init__(self) -> None:
        self.day = START
        self.stage: str = "unknown"
        self.decided: str = "unknown"
        self.on_hold = False
        self.release = False
        self.assessment: str | None = None
        self.history: list[dict[str, Any]] = []

    def choices(self) -> list[str]:
        if not self.history:
            return sorted(CYCLE.beginnings - {"raised as SECMP"})
        return [name for name in CYCLE.steps if self._may(name)]

    def _may(self, name: str) -> bool:
        event = name.partition(" ")[0]
        if event.startswith("assessment-"):
            step = event.removeprefix("assessment-")
            return CYCLE.may_follow(name, self.stage) and step in ASSESSMENT_STEPS[self.assessment]
        if event in ("on-hold", "resumed") and (event == "on-hold") == self.on_hold:
            return False
        return CYCLE.may_follow(name, self.stage)

    def go(self, name: str, days: int) -> None:
        self.day += timedelta(days=days)
        self.history.append(entry_of(name, self.day))
        event = name.partition(" ")[0]
        if name in ("upheld", "overturned"):
            if self.decided != "unknown" and name == "overturned":
                self.decided = "rejected" if self.decided == "approved" else "approved"
            self.stage = self.decided
        else:
            self.stage = CYCLE.stage_after(name, self.stage, Entry.model_validate(self.history[-1]))
        if event in ("approved", "rejected", "sent-back"):
            self.decided = self.stage if event != "sent-back" else "unknown"
        if event in ("on-hold", "resumed"):
            self.on_hold = event == "on-hold"
        if self.stage not in CYCLE.before_decision:
            self.on_hold = False
        if event.startswith("assessment-"):
            step = event.removeprefix("assessment-")
            late = self.assessment == "accepted" and step == "approved"
            self.assessment = self.assessment if late else step


@st.composite
def walks(draw: st.DrawFn) -> Walker:
    walker = Walker()
    for _ in range(draw(st.integers(1, 14))):
        walker.go(draw(st.sampled_from(walker.choices())), draw(st.integers(0, 90)))
    return walker


@settings(deadline=None, max_examples=400)
@given(walks())
def test_every_walk_that_the_table_allows_is_a_legal_history(walker: Walker) -> None:
    found = modification(*walker.history)
    assert list(refusals(found)) == []
    assert list(assessment_refusals(found)) == []
    standing = standing_on(found, None)
    assert standing is not None
    assert (standing.stage, standing.on_hold) == (walker.stage, walker.on_hold)


@settings(deadline=None, max_examples=200)
@given(walks())
def test_a_history_cut_on_any_day_is_legal_and_stands_as_the_whole_did(walker: Walker) -> None:
    whole = modification(*walker.history)
    for day in {entry.when for entry in whole.history}:
        kept = [entry for entry in walker.history if date.fromisoformat(entry["date"]) <= day]
        cut = modification(*kept)
        assert list(refusals(cut)) == []
        assert list(assessment_refusals(cut)) == []
        # The title at the top is the newest: cut with its retitling, it would be another.
        ours, theirs = (standing_on(found, day) for found in (cut, whole))
        assert ours is not None
        assert theirs is not None
        assert replace(ours, title="") == replace(theirs, title="")


@settings(deadline=None, max_examples=300)
@given(walks(), st.sampled_from(sorted(CYCLE.steps)), st.integers(1, 90))
def test_a_step_that_the_table_does_not_allow_is_refused(
    walker: Walker, name: str, days: int
) -> None:
    if CYCLE.may_follow(name, walker.stage) or name == "raised as SECMP":
        return
    if CYCLE.leaves_a_gap(name, walker.stage):
        return
    if name in OF_A_DATE and on(None, *walker.history).targeted is not None:
        return  # it is the date of its release
    wrong = entry_of(name, walker.day + timedelta(days=days))
    found = modification(*walker.history, wrong)
    (refusal,) = refusals(found)
    assert refusal.entry is found.history[-1]
    idle = "on-hold" if walker.on_hold else "resumed"
    assert refusal.could == tuple(each for each in CYCLE.could_follow(walker.stage) if each != idle)
    subject = Subject(register_of(modifications={"MP190": found}), {})
    (finding,) = m112.check(subject)
    assert wrong["event"] in finding.message
    assert finding.help is not None
    assert finding.help.startswith("what could have come: ")
    words = [step.removeprefix("assessment-").split(" ")[-1] for step in refusal.could]
    assert {word for word in words if word not in finding.help} == set()
    assert len(finding.related) == 1


MIXED = st.lists(
    st.tuples(st.sampled_from(sorted(CYCLE.steps)), st.integers(0, 500), st.booleans()), min_size=1
)


@settings(deadline=None, max_examples=200)
@given(MIXED)
def test_any_history_cut_is_refused_only_what_the_whole_is(
    steps: list[tuple[str, int, bool]],
) -> None:
    history: list[dict[str, Any]] = []
    day = START
    for name, days, was_seen in steps:
        day += timedelta(days=days)
        entry = entry_of(name, day)
        if was_seen:
            entry["seen"] = entry.pop("date")
        history.append(entry)
    whole = modification(*history)
    wrong = [refusal.entry for refusal in refusals(whole)]
    assert all(entry.date is not None for entry in wrong)
    for day in {entry.when for entry in whole.history}:
        cut = modification(*(e for e in history if (e.get("date") or e["seen"]) <= str(day)))
        assert [refusal.entry for refusal in refusals(cut)] == [
            entry for entry in wrong if entry.when <= day
        ]


# Single histories: what may follow, but for the table.

RAISED = at("2020-01-06", "raised", **{"as": "MP"})
APPROVED = at("2020-03-02", "approved")
REJECTED = at("2020-03-02", "rejected")


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        # Nothing is known before the first entry, and a stage that nobody saw refuses nothing.
        ([at("2020-03-02", "overturned")], []),
        ([seen("2020-03-02", "noted"), at("2020-03-03", "implemented")], []),
        # One fault is told once: after it nobody knows where the modification stood.
        (
            [
                RAISED,
                at("2020-02-03", "recommended", towards="conversion"),
                at("2020-02-04", "withdrawn"),
            ],
            [("recommended", None)],
        ),
        # What was only seen follows anything; a stage counts as known once it is seen.
        ([RAISED, REJECTED, seen("2020-04-01", "scheduled", release="2022-11")], []),
        ([RAISED, REJECTED, at("2020-04-01", "scheduled")], [("scheduled", None)]),
        (
            [{"seen": "2020-03-02", "stage": "withdrawn"}, at("2020-03-03", "approved")],
            [("approved", None)],
        ),
        # Twelve months later anything may have happened, but not to what has ended.
        ([RAISED, at("2021-01-06", "converted")], [("converted", None)]),
        ([RAISED, at("2021-01-07", "converted")], []),
        ([RAISED, REJECTED, at("2022-01-07", "scheduled")], [("scheduled", None)]),
        # It is raised once, and first, whatever is known.
        (
            [seen("2020-03-02", "noted"), at("2022-03-03", "raised", **{"as": "MP"})],
            [("raised", "is there already")],
        ),
        # Nobody knows the order of a month and a day in it.
        ([RAISED, REJECTED, at("2020-03", "targeted", release="2022-11")], []),
        (
            [RAISED, REJECTED, at("2020-04", "targeted", release="2022-11")],
            [("targeted", None)],
        ),
        # On hold and resumed take turns; a hold that nobody wrote down is a gap.
        ([RAISED, at("2020-02-03", "resumed")], []),
        ([RAISED, at("2020-02-03", "on-hold"), at("2020-02-04", "on-hold")], []),
        ([RAISED, at("2020-02-03", "on-hold"), at("2020-02-04", "resumed")], []),
        # It leaves a release that it was meant for.
        ([RAISED, at("2020-02-03", "dropped", release="2022-11")], []),
        (
            [
                RAISED,
                at("2020-02-03", "targeted", release="2022-11"),
                at("2020-02-04", "dropped", release="2022-06"),
            ],
            [("dropped", "is not meant for 2022-06")],
        ),
        # A part comes into force once.
        (
            [
                RAISED,
                APPROVED,
                at("2020-04-01", "implemented", part="text"),
                at("2020-04-02", "date-directed", part="text", to="2020-05-01"),
            ],
            [("date-directed", "has its part 'text' in force already")],
        ),
    ],
)
def test_what_may_follow(history: list[dict[str, Any]], expected: list[Any]) -> None:
    assert refused(*history, parts=PARTS) == expected


# Gaps: what papers of earlier years leave out is missing, and no contradiction.

UNDECIDED = sorted(CYCLE.before_decision - {"referred"})
PROPOSED = sorted(CYCLE.before_decision - {"draft", "referred"})
PENDING = ("implemented", "date-requested", "date-directed", "discretion-used")
GAPS: dict[str, list[str]] = {
    **{key: [*UNDECIDED, "referred"] for key in PENDING},
    "referred": PROPOSED,
    "upheld": [*PROPOSED, "approved", "rejected"],
    "overturned": [*PROPOSED, "approved", "rejected"],
}


def test_a_gap_is_lawful_and_no_other_step_out_of_order_is() -> None:
    pairs = [*product(CYCLE.stages, sorted(CYCLE.steps.keys() - CYCLE.beginnings))]
    found = {pair: _out_of_order(*pair) for pair in pairs if "unknown" not in pair}
    assert len(found) > 400
    assert {pair: (had, wanted) for pair, (had, wanted) in found.items() if had != wanted} == {}
    assert m130.SEVERITY is Severity.WARNING


def _out_of_order(stage: str, name: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The gaps, the steps refused and the number of warnings where a step follows a stage; and
    what they are to be."""
    history = ({"seen": "2020-01-06", "stage": stage}, entry_of(name, START + timedelta(days=20)))
    found = modification(*history)
    is_gap = stage in GAPS.get(name, ()) and not CYCLE.may_follow(name, stage)
    idle = name == "resumed" and CYCLE.may_follow(name, stage)
    gaps = [gap.entry.event for gap in gaps_of(found)]
    refused_ones = [refusal.entry.event for refusal in refusals(found)]
    allowed = is_gap or CYCLE.may_follow(name, stage)
    # And it is told as a warning, with what is missing.
    subject = Subject(register_of(modifications={"MP190": found}), {})
    warnings = len(list(m130.check(subject)))
    wanted = [name] * (is_gap or idle), [] if allowed else [name.partition(" ")[0]]
    return (gaps, refused_ones, warnings), (*wanted, int(is_gap or idle))


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (
            [RAISED, at("2020-02-03", "assessment-returned", assessment="pa-1")],
            "pa-1 is returned, and no entry records that it was requested",
        ),
        (
            [RAISED, at("2020-02-03", "assessment-accepted", assessment="pa-2")],
            "pa-2 follows pa-1, which no entry records",
        ),
        # A history that starts in the middle leaves out more; a source may say how long it took.
        ([at("2020-02-03", "assessment-returned", assessment="pa-1")], None),
        (
            [RAISED, at("2020-02-03", "assessment-returned", assessment="pa-1", took="9 days")],
            None,
        ),
    ],
)
def test_an_assessment_without_its_request_is_a_warning_at_most(
    history: list[dict[str, Any]], message: str | None
) -> None:
    found = modification(*history)
    assert list(assessment_refusals(found)) == []
    subject = Subject(register_of(modifications={"MP190": found}), {})
    assert list(m114.check(subject)) == []
    assert [finding.message for finding in m131.check(subject)] == ([message] if message else [])
    assert m131.SEVERITY is Severity.WARNING


@pytest.mark.parametrize(
    ("assessment", "needs", "found"),
    [("ia-1", "true", 1), ("ia-1", "false", 0), ("pa-1", "true", 1), ("pa-1", "false", 0)],
)
def test_an_approval_is_asked_only_of_kinds_that_need_one(
    assessment: str, needs: str, found: int
) -> None:
    one = modification(
        assessed("2020-02-03", "accepted", assessment),
        assessed("2020-02-04", "approved", assessment),
    )
    kind = AssessmentKind.model_validate({"title": "An assessment", "needs-approval": needs})
    kinds = {assessment[:2]: kind}
    register = replace(register_of(modifications={"MP190": one}), assessment_kinds=kinds)
    assert len(list(m118.check(Subject(register, {})))) == found


def steps_refused(*history: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    found = assessment_refusals(modification(*history))
    return [
        (refusal.entry.event or "", refusal.last.state if refusal.last else None, refusal.other)
        for refusal in found
    ]


def assessed(when: str, step: str, id_: str = "pa-1") -> dict[str, Any]:
    return at(when, f"assessment-{step}", assessment=id_)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([assessed("2020-02-03", "returned")], []),
        ([assessed("2020-02-03", "requested"), assessed("2020-02-04", "returned")], []),
        (
            [assessed("2020-02-03", "returned"), assessed("2020-02-04", "returned")],
            [("assessment-returned", "returned", None)],
        ),
        (
            [assessed("2020-02-03", "accepted"), assessed("2020-02-04", "requested")],
            [("assessment-requested", "accepted", None)],
        ),
        # What comes late is told by M118.
        ([assessed("2020-02-03", "accepted"), assessed("2020-02-04", "approved")], []),
        (
            [assessed("2020-02-03", "returned"), assessed("2020-02-04", "accepted")],
            [("assessment-accepted", "returned", None)],
        ),
        # What ended a deferral may be on no page.
        ([assessed("2020-02-03", "deferred"), assessed("2020-02-04", "accepted")], []),
        ([assessed("2020-02-03", "deferred"), assessed("2021-02-04", "accepted")], []),
        # A second one comes when the first is back; each kind is counted for itself.
        ([assessed("2020-02-03", "accepted", "ia-1")], []),
        ([assessed("2020-02-03", "accepted", "pa-2")], []),
        (
            [assessed("2020-02-03", "accepted"), assessed("2020-02-04", "returned", "pa-2")],
            [("assessment-returned", None, "pa-1")],
        ),
        ([assessed("2020-02-03", "returned"), assessed("2020-02-04", "accepted", "pa-2")], []),
    ],
)
def test_the_steps_of_an_assessment(history: list[dict[str, Any]], expected: list[Any]) -> None:
    assert steps_refused(*history) == expected


# Where it stands.


@pytest.mark.parametrize(
    ("history", "stage", "since"),
    [
        ([RAISED], "refinement", "2020-01-06"),
        ([at("2020-01-06", "raised", **{"as": "DP"})], "draft", "2020-01-06"),
        ([{"seen": "2020-01-06", "stage": "report"}], "report", None),
        ([{"seen": "2020-01-06", "stage": "report"}, APPROVED], "approved", "2020-03-02"),
        # Seen again, it is where it was since the day that is known.
        ([RAISED, {"seen": "2020-02-03", "stage": "refinement"}], "refinement", "2020-01-06"),
        # Others recommend; the Panel decides how it goes on.
        ([RAISED, at("2020-02-03", "recommended", towards="report")], "refinement", "2020-01-06"),
        (
            [RAISED, at("2020-02-03", "recommended", towards="report", by="Panel")],
            "report",
            "2020-02-03",
        ),
        # Its consultation is held in the Report Phase: when that began is not told.
        ([RAISED, at("2020-02", "consultation", kind="modification-report")], "report", None),
        # What an assessment proves of a stage that nobody saw; a target proves none.
        ([at("2020-02-03", "assessment-accepted", assessment="pa-1")], "refinement", None),
        ([at("2020-02-03", "assessment-returned", assessment="pa-1")], "refinement", None),
        ([at("2020-02-03", "date-directed", part="text", to="2020-06-24")], "approved", None),
        (
            [at("2020-01-06", "raised", **{"as": "DP"}), at("2020-02-03", "sent-back")],
            "sent-back",
            "2020-02-03",
        ),
        (
            [
                at("2020-01-06", "raised", **{"as": "DP"}),
                at("2020-02-03", "targeted", release="2022-11"),
            ],
            "refinement",
            None,
        ),
        ([at("2020-02-03", "targeted", release="2022-11")], "unknown", None),
        # Upheld, it is what it was; overturned, the other; of an unseen decision, unknown.
        (
            [APPROVED, at("2020-04-01", "referred", **{"refer-to": "Panel"})],
            "referred",
            "2020-04-01",
        ),
        (
            [
                REJECTED,
                at("2020-04-01", "referred", **{"refer-to": "Panel"}),
                at("2020-05-01", "upheld"),
            ],
            "rejected",
            "2020-05-01",
        ),
        (
            [
                REJECTED,
                at("2020-04-01", "referred", **{"refer-to": "Panel"}),
                at("2020-05-01", "overturned"),
            ],
            "approved",
            "2020-05-01",
        ),
        (
            [{"seen": "2020-04-01", "stage": "referred"}, at("2020-05-01", "upheld")],
            "unknown",
            None,
        ),
        # Rejected once and seen again later: how it came back is not known.
        ([REJECTED, seen("2020-09-01", "targeted", release="2022-11")], "unknown", None),
        # Implemented once every part is.
        ([APPROVED, at("2020-04-01", "implemented", part="text")], "approved", "2020-03-02"),
        (
            [
                APPROVED,
                at("2020-04-01", "implemented", part="text"),
                at("2020-05-01", "implemented", part="systems"),
            ],
            "implemented",
            "2020-05-01",
        ),
        ([APPROVED, at("2020-04-01", "implemented")], "implemented", "2020-04-01"),
        ([seen("2020-04-01", "implemented")], "implemented", None),
        # The last part settles it: when the first came into force does not matter.
        (
            [
                APPROVED,
                seen("2020-04-01", "implemented", part="text"),
                at("2020-05-01", "implemented", part="systems"),
            ],
            "implemented",
            "2020-05-01",
        ),
        (
            [
                APPROVED,
                at("2020-04-01", "implemented", part="text"),
                seen("2020-05-01", "implemented", part="systems"),
            ],
            "implemented",
            None,
        ),
        # Seen late, what lies further back moves nothing.
        (
            [
                {"seen": "2020-02-03", "stage": "report"},
                seen("2020-02-03", "raised", **{"as": "DP"}),
            ],
            "report",
            None,
        ),
    ],
)
def test_where_a_history_leads(
    history: list[dict[str, Any]], stage: str, since: str | None
) -> None:
    standing = on(None, *history, parts=PARTS)
    assert (standing.stage, standing.since and str(standing.since)) == (stage, since or None)


def test_the_first_series_began_with_initial_consideration() -> None:
    found = Modification.model_validate(
        {"id": "SECMP0036", "title": "A title", "history": (RAISED,)}
    )
    standing = standing_on(found, None)
    assert standing is not None
    assert standing.stage == "initial-consideration"


def test_facts_of_how_it_goes_hold_from_their_entry() -> None:
    history = (
        {**RAISED, "proposer": "A Party", "urgent": "true", "problem": "What is wrong"},
        {**APPROVED, "path": "self-governance", "urgent": "false"},
    )
    found = [
        (
            s.facts.path,
            s.facts.urgent,
            s.facts.fast_track,
            s.facts.proposer,
            str(s.raised),
            s.facts.problem,
        )
        for s in (on("2020-03-01", *history), on("2020-03-02", *history))
        for f in (s.facts,)
    ]
    assert found == [
        (None, True, False, "A Party", "2020-01-06", "What is wrong"),
        ("self-governance", False, False, "A Party", "2020-01-06", "What is wrong"),
    ]


@pytest.mark.parametrize(
    ("history", "day", "dormant"),
    [
        ([RAISED], "2021-01-06", False),
        ([RAISED], "2021-01-07", True),
        ([at("2020-02-29", "noted")], "2021-02-28", False),
        ([at("2020-02-29", "noted")], "2021-03-01", True),
        ([RAISED, assessed("2020-02-03", "requested")], "2021-02-04", True),
        ([RAISED, assessed("2020-02-03", "accepted")], "2030-02-04", False),
        ([RAISED, assessed("2020-02-03", "returned")], "2021-02-04", True),
        ([RAISED, APPROVED], "2021-03-03", True),
        ([RAISED, REJECTED], "2030-03-03", False),
        ([RAISED, at("2020-03-02", "withdrawn")], "2030-03-03", False),
        ([RAISED, APPROVED, at("2020-04-01", "implemented")], "2030-03-03", False),
    ],
)
def test_after_twelve_months_it_is_only_last_known(
    history: list[dict[str, Any]], day: str, dormant: bool
) -> None:
    assert on(day, *history).dormant is dormant
    assert on(None, *history).dormant is False


@pytest.mark.parametrize(
    ("history", "is_open"),
    [
        ([RAISED], True),
        ([at("2020-02-03", "targeted", release="2022-11")], True),
        ([RAISED, at("2020-03-02", "sent-back")], True),
        ([RAISED, REJECTED], False),
        ([RAISED, REJECTED, at("2020-04-01", "referred", **{"refer-to": "Panel"})], True),
        ([RAISED, APPROVED], False),
        ([RAISED, at("2020-04-01", "split", into=("MP190A",))], False),
    ],
)
def test_a_proposal_is_open_until_it_is_decided(
    history: list[dict[str, Any]], is_open: bool
) -> None:
    assert on("2020-06-01", *history).is_open is is_open
    assert on("2022-06-01", *history).is_open is False


def test_assessments_have_a_day_for_each_step_that_is_dated() -> None:
    history = (
        seen("2020-02-03", "assessment-requested", assessment="pa-1", target="15 working days"),
        at("2020-02-10", "assessment-accepted", assessment="pa-1", by="DCC"),
        at("2020-03-02", "assessment-returned", assessment="pa-1", took="16 weekdays both ends"),
        at("2020-03-20", "assessment-accepted", assessment="ia-1"),
        at("2020-03", "assessment-approved", assessment="ia-1"),
    )
    first, second = on(None, *history).assessments
    assert (first.id, first.kind, first.state, first.is_open) == ("pa-1", "PA", "returned", False)
    assert (first.requested, str(first.accepted), str(first.returned)) == (
        None,
        "2020-02-10",
        "2020-03-02",
    )
    assert (first.target, first.took, first.by) == (
        "15 working days",
        "16 weekdays both ends",
        "DCC",
    )
    # Approved late, it is open all the same.
    assert (second.kind, second.state, second.is_open) == ("IA", "accepted", True)
    assert str(second.approved) == "2020-03"


def test_what_is_told_of_one_consultation_is_put_together() -> None:
    history = (
        at("2020-02-03", "consultation", kind="refinement"),
        seen("2020-02-05", "consultation", kind="refinement", closes="2020-02-24"),
        seen("2020-02-10", "consultation", kind="refinement", closes="2020-03-02"),
        at("2020-05-04", "consultation", kind="refinement", closes="2020-05-25"),
        seen("2020-06-01", "consultation", kind="refinement", closes="2020-06-15"),
        at("2020-06-02", "consultation", kind="refinement", closes="2020-06-23"),
    )
    found = on(None, *history).consultations
    assert [(str(c.opened), str(c.closes), str(c.seen)) for c in found] == [
        ("2020-02-03", "2020-03-02", "2020-02-10"),
        ("2020-05-04", "2020-05-25", "2020-05-04"),
        ("None", "2020-06-15", "2020-06-01"),
        ("2020-06-02", "2020-06-23", "2020-06-02"),
    ]


def expected_of(history: Iterable[dict[str, Any]]) -> list[tuple[str, bool]]:
    return [(str(e.entry.when), e.met) for e in on(None, *history).expected]


EXPECTED = seen("2020-02-03", "expected", what="consultation", kind="refinement")


@pytest.mark.parametrize(
    ("later", "met"),
    [
        ([], [("2020-02-03", False)]),
        ([at("2020-02-17", "consultation", kind="refinement")], [("2020-02-03", True)]),
        ([at("2020-02-17", "consultation", kind="rfi")], [("2020-02-03", False)]),
        # Expected anew, it replaces the older expectation.
        ([{**EXPECTED, "seen": "2020-02-10"}], [("2020-02-10", False)]),
        (
            [
                at("2020-02-17", "consultation", kind="refinement"),
                {**EXPECTED, "seen": "2020-04-06"},
            ],
            [("2020-02-03", True), ("2020-04-06", False)],
        ),
    ],
)
def test_what_is_expected_is_met_by_the_real_event(later: list[Any], met: list[Any]) -> None:
    assert expected_of([EXPECTED, *later]) == met


@pytest.mark.parametrize(
    ("by", "event", "met"),
    [("CB", "approved", True), ("CB", "rejected", True), ("WG", "rejected", False)],
)
def test_a_vote_is_met_by_either_decision_of_that_body(by: str, event: str, met: bool) -> None:
    vote = seen("2020-02-03", "expected", what="vote", by="CB")
    assert expected_of([vote, at("2020-03-02", event, by=by)]) == [("2020-02-03", met)]


def test_a_release_that_went_live_confirms_what_was_approved_in_it() -> None:
    history = (
        at("2020-02-03", "targeted", release="2020-11"),
        {**APPROVED, "release": "2020-11"},
        at("2020-04-01", "scheduled", part="systems", tba="true"),
    )
    release = Release.model_validate(
        {
            "id": "2020-11",
            "name": "A release",
            "kind": "scheduled",
            "history": ({"date": "2020-11-29", "event": "went-live"},),
        }
    )
    whole, parted = modification(*history[:2]), modification(*history, parts=PARTS)
    register = register_of(
        modifications={"MP190": whole, "MP191": parted.model_copy(update={"id": "MP191"})},
        releases={"2020-11": release},
    )
    found = [
        [(s.id, s.stage, str(s.since), [str(p.implemented) for p in s.parts]) for s in standing]
        for standing in (
            register_on(register, date(2020, 11, 28)).standings,
            register_on(register, date(2020, 11, 29)).standings,
        )
    ]
    assert found == [
        [
            ("MP190", "approved", "2020-03-02", ["None"]),
            ("MP191", "approved", "2020-03-02", ["None", "None"]),
        ],
        [
            ("MP190", "implemented", "2020-11-29", ["2020-11-29"]),
            ("MP191", "approved", "2020-03-02", ["2020-11-29", "None"]),
        ],
    ]


def live(**when: str) -> Register:
    """A modification approved for a release, which later goes live or is seen to have."""
    release = Release.model_validate(
        {
            "id": "2020-11",
            "name": "A release",
            "kind": "scheduled",
            "history": ({**when, "event": "went-live"},),
        }
    )
    history = (RAISED, {**APPROVED, "release": "2020-11"})
    found = {"MP190": modification(*history)}
    return register_of(modifications=found, releases={"2020-11": release})


@pytest.mark.parametrize("key", ["date", "seen"])
def test_what_went_live_is_never_dormant(key: str) -> None:
    register = live(**{key: "2020-11-29"})
    found = [
        (standing.stage, standing.dormant)
        for day in (date(2020, 11, 28), date(2020, 11, 29), date(2030, 1, 1))
        for standing in register_on(register, day).standings
    ]
    assert found == [("approved", False), ("implemented", False), ("implemented", False)]
    # What nobody saw go live is last known as approved.
    (standing,) = register_on(live(**{key: "2031-01-01"}), date(2030, 1, 1)).standings
    assert (standing.stage, standing.dormant) == ("approved", True)


def test_a_part_only_seen_in_force_has_no_day_of_implementation() -> None:
    def told(standing: Standing) -> list[str]:
        (part,) = standing.parts
        return [standing.stage, *map(str, (standing.since, part.implemented, part.confirmed))]

    assert told(on(None, at("2020-04-01", "implemented"))) == [
        *("implemented", "2020-04-01", "2020-04-01", "2020-04-01"),
    ]
    for history in (
        [seen("2020-04-01", "implemented")],
        [{"seen": "2020-04-01", "stage": "implemented"}],
    ):
        assert told(on(None, *history)) == ["implemented", "None", "None", "2020-04-01"]
    # Likewise of a release that was only seen to have gone live.
    (standing,) = register_on(live(seen="2020-12-01"), None).standings
    assert told(standing) == ["implemented", "None", "None", "2020-12-01"]
    (standing,) = register_on(live(date="2020-12-01"), None).standings
    assert told(standing) == ["implemented", "2020-12-01", "2020-12-01", "2020-12-01"]


def test_a_part_has_the_day_last_directed_and_the_limit_of_the_panel() -> None:
    history = (
        {**APPROVED, "release": "2021-11"},
        at("2020-04-01", "date-requested", part="text", to="2021-06-24"),
        at("2020-05-01", "date-directed", part="text", to="2021-06-24", until="2021-09-30"),
        at("2020-06-01", "discretion-used", part="text", to="2021-07-01"),
    )
    found = [
        [(part.id, part.release, part.day and str(part.day), str(part.until)) for part in s.parts]
        for s in (on("2020-04-30", *history, parts=PARTS), on(None, *history, parts=PARTS))
    ]
    assert found == [
        [("text", "2021-11", None, "None"), ("systems", "2021-11", None, "None")],
        [("text", "2021-11", "2021-07-01", "2021-09-30"), ("systems", "2021-11", None, "None")],
    ]
