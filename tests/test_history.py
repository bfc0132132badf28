"""A modification on a day, and the scope of a release on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sectool.history import Scope, Standing, by_number, entries_until
from sectool.model.modification import CutOff, Modification
from sectool.queries.register_on import register_on
from tests.life_cycle import register_of, standing_on
from tests.register import SEED, opened

REGISTER = opened(SEED).register


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


# The real register.


def ids(scope: Scope) -> dict[str, list[str]]:
    return {
        "approved": [standing.id for standing in scope.approved],
        "targeted": [standing.id for standing in scope.targeted],
    }


APPROVED = ["SECMP0015", "SECMP0056", "MP099"]


@pytest.mark.parametrize(
    ("as_of", "approved", "targeted"),
    [
        ("2021-09-26", [], []),
        ("2021-09-27", APPROVED, ["MP078", "MP107", "MP140", "MP141", "MP143"]),
        ("2021-10-19", APPROVED, ["MP078", "MP107", "MP140", "MP141", "MP143"]),
        ("2021-10-20", APPROVED, ["MP078", "MP085A", "MP140", "MP141", "MP143"]),
        ("2021-11-05", APPROVED, ["MP078", "MP085A", "MP140", "MP141", "MP143"]),
        ("2021-11-23", APPROVED, ["MP078", "MP085A", "MP140", "MP141", "MP143"]),
        (None, APPROVED, ["MP078", "MP085A", "MP140", "MP141", "MP143"]),
    ],
)
def test_the_scope_of_november_2022(
    as_of: str | None, approved: list[str], targeted: list[str]
) -> None:
    scope = register_on(REGISTER, day(as_of)).scope("2022-11")
    assert ids(scope) == {"approved": approved, "targeted": targeted}
    assert [standing.id for standing in scope.all] == sorted([*approved, *targeted], key=by_number)
    assert scope.ids == {*approved, *targeted}


@pytest.mark.parametrize(
    ("as_of", "ids_"), [("2021-11-22", []), ("2021-11-23", ["SECMP0015"]), (None, ["SECMP0015"])]
)
def test_the_scope_of_june_2022_is_a_part(as_of: str | None, ids_: list[str]) -> None:
    assert ids(register_on(REGISTER, day(as_of)).scope("2022-06")) == {
        "approved": ids_,
        "targeted": [],
    }


def releases(standing: Standing) -> dict[str, str | None]:
    return {part.id: part.release for part in standing.parts}


@pytest.mark.parametrize(
    ("as_of", "text_in"), [("2021-09-27", None), ("2021-11-22", None), ("2021-11-23", "2022-06")]
)
def test_the_parts_of_secmp0015(as_of: str, text_in: str | None) -> None:
    standing = standing_on(REGISTER.modifications["SECMP0015"], day(as_of))
    assert standing is not None
    assert releases(standing) == {
        "user-interface-text": text_in,
        "systems-and-specifications": "2022-11",
    }
    (part,) = standing.parts_in("2022-11")
    assert list(part.part.specifications or ()) == ["GSMETS", "CHTS", "GBCS"]
    assert part.part.documents is None
    assert standing.decision == "approved"


def test_the_split_parent_is_closed_and_its_child_is_open() -> None:
    as_of = day("2021-10-20")
    found = {
        id_: standing_on(REGISTER.modifications[id_], as_of) for id_ in ("MP085", "MP085A", "MP107")
    }
    assert {id_: standing and standing.decision for id_, standing in found.items()} == {
        "MP085": "closed",
        "MP085A": "open",
        "MP107": "closed",
    }


def test_what_a_release_brought_in_stays_in_its_scope() -> None:
    found = [
        {
            s.id: (s.decision, s.stage, s.dormant)
            for s in register_on(REGISTER, on_).scope("2020-11").approved
        }
        for on_ in (day("2020-11-28"), day("2020-11-29"), day("2021-12-17"))
    ]
    assert [one["MP080"] for one in found] == [
        ("approved", "approved", False),
        ("approved", "implemented", False),
        ("approved", "implemented", False),
    ]
    assert found[0].keys() == found[1].keys() == found[2].keys()


@pytest.mark.parametrize(
    ("id_", "stage", "since", "dormant"),
    [
        # An assessment that came back on 31 December 2019 did not begin its refinement.
        ("MP078", "refinement", None, False),
        ("MP080", "implemented", "2020-11-29", False),
        ("MP081", "implemented", "2020-11-29", False),
        ("MP103", "implemented", "2020-11-29", False),
        ("MP148", "implemented", None, False),
        ("SECMP0004", "sent-back", "2017-06-02", True),
    ],
)
def test_where_some_stood_on_17_december_2021(
    id_: str, stage: str, since: str | None, dormant: bool
) -> None:
    (found,) = [s for s in register_on(REGISTER, day("2021-12-17")).standings if s.id == id_]
    assert (found.stage, found.since, found.dormant) == (stage, day(since), dormant)


def test_when_mp148_came_into_force_is_not_known() -> None:
    (found,) = [s for s in register_on(REGISTER, day("2021-12-17")).standings if s.id == "MP148"]
    assert [(p.implemented, p.confirmed) for p in found.parts] == [(None, day("2021-12-17"))]


def test_a_cut_off_is_known_from_the_day_it_was_seen() -> None:
    modification = REGISTER.modifications["MP140"]
    before, since = (standing_on(modification, day(d)) for d in ("2021-11-22", "2021-11-23"))
    assert before is not None
    assert since is not None
    assert before.facts.cut_off is None
    assert since.facts.cut_off == CutOff.model_validate(
        {"date": "2022-02-23", "basis": "estimated"}
    )


# Small histories.


def modification(*history: dict[str, Any], **facts: Any) -> Modification:
    """A modification with this history; entries without a source, since nothing here reads one."""
    return Modification.model_validate(
        {
            "id": "MP190",
            "title": "Newest title",
            **{key.replace("_", "-"): value for key, value in facts.items()},
            "history": history,
        },
        context=REGISTER.ids,
    )


def on(as_of: str | None, *history: dict[str, Any], **facts: Any) -> Standing:
    standing = standing_on(modification(*history, **facts), day(as_of))
    assert standing is not None
    return standing


def summary(standing: Standing) -> tuple[str, dict[str, str | None]]:
    """The decision and where the parts are."""
    return standing.decision, releases(standing)


RAISED = {"date": "2021-01-04", "event": "raised", "as": "DP"}
TARGETED = {"date": "2021-03-01", "event": "targeted", "release": "2022-11"}
APPROVAL = {"date": "2021-05-03", "event": "approved"}
TWO_PARTS = {"text": {"documents": ("section-f",)}, "systems": {"documents": ("section-h",)}}


def test_before_its_first_entry_a_modification_does_not_exist() -> None:
    assert standing_on(modification(RAISED), date(2021, 1, 3)) is None
    assert standing_on(modification(RAISED), date(2021, 1, 4)) is not None


@pytest.mark.parametrize("key", ["date", "seen"])
def test_a_month_counts_from_its_last_day(key: str) -> None:
    month = modification({key: "2021-02", "event": "targeted", "release": "2022-11"})
    assert standing_on(month, date(2021, 2, 27)) is None
    assert standing_on(month, date(2021, 2, 28)) is not None


def test_entries_are_taken_in_time_and_on_one_day_as_they_are_written() -> None:
    history = (
        {"date": "2021-03", "event": "noted", "note": "third"},
        {"date": "2021-03-30", "event": "noted", "note": "first"},
        {"date": "2021-03-31", "event": "noted", "note": "fourth"},
        {"seen": "2021-03-30", "event": "noted", "note": "second"},
    )
    notes = [entry.note for entry in entries_until(modification(*history), None)]
    assert notes == ["first", "second", "third", "fourth"]
    assert [e.note for e in entries_until(modification(*history), date(2021, 3, 30))] == [
        "first",
        "second",
    ]


def test_facts_on_an_entry_replace_the_whole_fact_from_that_day() -> None:
    facts: dict[str, Any] = {
        "will": "do one thing",
        "impacts": {"suppliers": "true", "dcc": "testing"},
        "irps": {"count": "3", "category": "2"},
        "costs": ({"phases": ("sit",), "amount": "100"},),
        "cut_off": {"date": "2022-02-03"},
        "documents": ("section-f", "section-h"),
        "specifications": {"GBCS": ("v4",)},
    }
    change: dict[str, Any] = {
        "date": "2021-03-01",
        "event": "noted",
        "will": "do another thing",
        "impacts": {"gas-networks": "true"},
        "irps": {"count": "4"},
        "costs": ({"phases": ("uit",), "low": "1", "high": "2"},),
        "cut-off": {"date": "2022-05-03", "basis": "estimated"},
        "documents": ("section-a",),
    }
    seen = {
        as_of: (
            standing.facts.will,
            {name for name, value in (standing.facts.impacts or {}).items() if value == ("true",)},
            standing.facts.impacts and standing.facts.impacts.get("dcc"),
            standing.facts.irps and (standing.facts.irps.count, standing.facts.irps.category),
            [(cost.phases, cost.amount, cost.high) for cost in standing.facts.costs],
            standing.facts.cut_off
            and (str(standing.facts.cut_off.date), standing.facts.cut_off.basis),
            [part.part.documents for part in standing.parts],
            [part.part.specifications for part in standing.parts],
        )
        for as_of in ("2021-02-28", "2021-03-01")
        for standing in [on(as_of, RAISED, change, **facts)]
    }
    assert seen == {
        "2021-02-28": (
            "do one thing",
            {"suppliers"},
            ("testing",),
            (3, 2),
            [(("sit",), 100, None)],
            ("2022-02-03", "firm"),
            [("section-f", "section-h")],
            [{"GBCS": ("v4",)}],
        ),
        "2021-03-01": (
            "do another thing",
            {"gas-networks"},
            None,
            (4, None),
            [(("uit",), None, 2)],
            ("2022-05-03", "estimated"),
            [("section-a",)],
            [{"GBCS": ("v4",)}],  # not given anew, so it still holds
        ),
    }


def test_parts_on_an_entry_replace_all_parts_and_keep_their_releases() -> None:
    change = {
        "date": "2021-04-01",
        "event": "noted",
        "parts": {"systems": {"documents": ("section-a",)}, "new": {}},
    }
    schedule = {
        "date": "2021-03-02",
        "event": "scheduled",
        "part": "systems",
        "release": "2022-06",
    }
    standing = on(None, RAISED, TARGETED, schedule, change, parts=TWO_PARTS)
    assert releases(standing) == {"systems": "2022-06", "new": "2022-11"}
    assert standing.parts_in("2022-06")[0].part.documents == ("section-a",)


@pytest.mark.parametrize(
    ("as_of", "title"),
    [
        ("2021-01-31", "First title"),
        ("2021-02-01", "Second title"),
        ("2021-06-30", "Second title"),
        ("2021-07-01", "Newest title"),
        (None, "Newest title"),
    ],
)
def test_retitlings_still_to_come_are_taken_back(as_of: str | None, title: str) -> None:
    history = (
        RAISED,
        {"date": "2021-07-01", "event": "retitled", "from": "Second title"},
        {"date": "2021-02-01", "event": "retitled", "from": "First title"},
    )
    assert on(as_of, *history).title == title


SEEN_TITLE = {"seen": "2021-02-01", "event": "noted", "title": "Title seen"}
RETITLED = {"date": "2021-07-01", "event": "retitled", "from": "Title seen"}


@pytest.mark.parametrize(
    ("history", "as_of", "title"),
    [
        ([RAISED, SEEN_TITLE], "2021-01-31", "Newest title"),
        ([RAISED, SEEN_TITLE], "2021-02-01", "Title seen"),
        ([RAISED, SEEN_TITLE, RETITLED], "2021-06-30", "Title seen"),
        ([RAISED, SEEN_TITLE, RETITLED], "2021-07-01", "Newest title"),
    ],
)
def test_a_title_on_an_entry_holds_until_the_next_retitling(
    history: list[dict[str, Any]], as_of: str, title: str
) -> None:
    assert on(as_of, *history).title == title


# The id that is shown.


@pytest.mark.parametrize(
    "event",
    [
        {"event": "converted"},
        {"event": "targeted", "release": "2022-11"},
        {"event": "approved"},
        {"event": "rejected"},
        {"event": "assessment-requested", "assessment": "pa-1"},
        {"event": "consultation", "kind": "refinement"},
        {"event": "consultation", "kind": "modification-report"},
        {"event": "implemented"},
    ],
)
def test_a_draft_proposal_is_one_until_it_must_be_a_modification(event: dict[str, str]) -> None:
    history = (RAISED, {"date": "2021-03-01", **event})
    shown = [on(as_of, *history).shown_id for as_of in ("2021-02-28", "2021-03-01")]
    assert shown == ["DP190", "MP190"]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "noted"},
        {"event": "discussed"},
        {"event": "withdrawn"},
        {"event": "on-hold"},
        {"event": "consultation", "kind": "rfi"},
        {"event": "recommended", "towards": "conversion"},
        {"event": "expected", "what": "consultation", "kind": "refinement"},
    ],
)
def test_what_a_draft_proposal_may_have_leaves_it_one(event: dict[str, str]) -> None:
    assert on(None, RAISED, {"date": "2021-03-01", **event}).shown_id == "DP190"


def test_whoever_was_raised_as_a_modification_or_never_seen_as_a_draft_is_none() -> None:
    raised_as_mp = {"date": "2021-01-04", "event": "raised", "as": "MP"}
    assert on(None, raised_as_mp).shown_id == "MP190"
    assert on(None, {"seen": "2021-01-04", "event": "noted"}).shown_id == "MP190"


# Decisions and releases: the history, and then (decision, release of each part).

ELSEWHERE = {"date": "2021-04-01", "event": "scheduled", "part": "text", "release": "2022-06"}
LATER = {"date": "2021-04-01", "event": "scheduled", "part": "text", "tba": "true"}


@pytest.mark.parametrize(
    ("history", "decision", "text", "systems"),
    [
        ([RAISED], "open", None, None),
        ([TARGETED], "open", "2022-11", "2022-11"),
        # Approval goes where it says, else where the modification was targeted.
        ([TARGETED, APPROVAL], "approved", "2022-11", "2022-11"),
        ([APPROVAL], "approved", None, None),
        ([TARGETED, {**APPROVAL, "release": "2023-02"}], "approved", "2023-02", "2023-02"),
        ([{**APPROVAL, "release": "2022-11", "part": "systems"}], "approved", None, "2022-11"),
        # A part scheduled by name stays where it was put, or nowhere if that was left open.
        ([TARGETED, ELSEWHERE], "open", "2022-06", "2022-11"),
        ([TARGETED, ELSEWHERE, APPROVAL], "approved", "2022-06", "2022-11"),
        ([ELSEWHERE, {**APPROVAL, "release": "2022-11"}], "approved", "2022-06", "2022-11"),
        ([TARGETED, LATER], "open", None, "2022-11"),
        ([TARGETED, LATER, APPROVAL], "approved", None, "2022-11"),
        (
            [TARGETED, {**ELSEWHERE, "release": "2022-11"}, {**APPROVAL, "release": "2023-02"}],
            "approved",
            "2022-11",
            "2023-02",
        ),
        ([TARGETED, ELSEWHERE, {**TARGETED, "date": "2021-05-01"}], "open", "2022-06", "2022-11"),
        (
            [TARGETED, APPROVAL, {**ELSEWHERE, "date": "2021-06-01", "part": ("text", "systems")}],
            "approved",
            "2022-06",
            "2022-06",
        ),
        # Scheduled as a whole, the modification is meant for that release.
        (
            [
                TARGETED,
                {"date": "2021-04-01", "event": "scheduled", "release": "2022-06"},
                APPROVAL,
            ],
            "approved",
            "2022-06",
            "2022-06",
        ),
        (
            [TARGETED, {"date": "2021-04-01", "event": "scheduled", "tba": "true"}, APPROVAL],
            "approved",
            None,
            None,
        ),
        # Dropped from a release, only what was in that release is nowhere.
        (
            [TARGETED, {"date": "2021-04-01", "event": "dropped", "release": "2022-11"}],
            "open",
            None,
            None,
        ),
        (
            [TARGETED, {"date": "2021-04-01", "event": "dropped", "release": "2022-11"}, APPROVAL],
            "approved",
            None,
            None,
        ),
        (
            [TARGETED, ELSEWHERE, {"date": "2021-05-01", "event": "dropped", "release": "2022-11"}],
            "open",
            "2022-06",
            None,
        ),
        (
            [
                TARGETED,
                ELSEWHERE,
                {"date": "2021-05-01", "event": "dropped", "release": "2022-06"},
                APPROVAL,
            ],
            "approved",
            "2022-11",
            "2022-11",
        ),
        (
            [TARGETED, APPROVAL, {"date": "2021-06-01", "event": "dropped", "release": "2022-11"}],
            "approved",
            None,
            None,
        ),
        # Ends, and ends undone.
        ([TARGETED, {"date": "2021-04-01", "event": "withdrawn"}], "closed", None, None),
        ([TARGETED, {"date": "2021-04-01", "event": "rejected"}], "closed", None, None),
        (
            [TARGETED, {"date": "2021-04-01", "event": "split", "into": ("MP190A",)}],
            "closed",
            None,
            None,
        ),
        (
            [TARGETED, APPROVAL, {"date": "2021-06-01", "event": "overturned"}],
            "closed",
            None,
            None,
        ),
        (
            [
                TARGETED,
                {"date": "2021-04-01", "event": "rejected"},
                {"date": "2021-06-01", "event": "overturned"},
            ],
            "approved",
            "2022-11",
            "2022-11",
        ),
        # Nobody saw what was overturned, so nobody knows the decision.
        ([TARGETED, {"date": "2021-06-01", "event": "overturned"}], "open", "2022-11", "2022-11"),
        (
            [TARGETED, APPROVAL, {"date": "2021-06-01", "event": "upheld"}],
            "approved",
            "2022-11",
            "2022-11",
        ),
        (
            [TARGETED, APPROVAL, {"date": "2021-06-01", "event": "sent-back"}],
            "open",
            "2022-11",
            "2022-11",
        ),
        (
            [TARGETED, APPROVAL, {"date": "2022-11-03", "event": "implemented"}],
            "approved",
            "2022-11",
            "2022-11",
        ),
        # Rejected once and seen again later, as SECMP0015 was.
        (
            [{"date": "2020-04-01", "event": "rejected"}, TARGETED],
            "open",
            "2022-11",
            "2022-11",
        ),
        (
            [{"date": "2020-04-01", "event": "rejected"}, {**APPROVAL, "release": "2022-11"}],
            "approved",
            "2022-11",
            "2022-11",
        ),
        # What is expected has not happened.
        (
            [TARGETED, {"date": "2021-04-01", "event": "expected", "what": "approved"}],
            "open",
            "2022-11",
            "2022-11",
        ),
        ([TARGETED, {"date": "2021-04-01", "event": "on-hold"}], "open", "2022-11", "2022-11"),
    ],
)
def test_a_history_leads_to_a_decision_and_a_release_for_each_part(
    history: list[dict[str, Any]], decision: str, text: str | None, systems: str | None
) -> None:
    standing = on(None, *history, parts=TWO_PARTS)
    assert summary(standing) == (decision, {"text": text, "systems": systems})


def test_the_scope_holds_what_is_open_or_approved_and_has_a_part_in_the_release() -> None:
    def named(id_: str, *history: dict[str, Any]) -> Modification:
        return Modification.model_validate({"id": id_, "title": id_, "history": history})

    elsewhere = {**TARGETED, "release": "2022-06"}
    everything = [
        named("MP200", TARGETED, APPROVAL),
        named("MP021", TARGETED),
        named("SECMP0150", TARGETED),
        named("MP085A", TARGETED, APPROVAL),
        named("MP085", TARGETED, APPROVAL),
        named("MP300", TARGETED, {"date": "2021-04-01", "event": "withdrawn"}),
        named("MP301", elsewhere),
        named("MP302", RAISED),
    ]
    register = register_of(modifications={found.id: found for found in everything})
    scope = register_on(register, None).scope("2022-11")
    assert ids(scope) == {
        "approved": ["MP085", "MP085A", "MP200"],
        "targeted": ["MP021", "SECMP0150"],
    }
    assert [standing.id for standing in scope.all] == [
        "MP021",
        "MP085",
        "MP085A",
        "SECMP0150",
        "MP200",
    ]


@pytest.mark.parametrize(
    ("id_", "key"),
    [("MP085", (85, "")), ("MP085A", (85, "A")), ("SECMP0015", (15, "")), ("DP190", (190, ""))],
)
def test_ids_sort_by_their_number(id_: str, key: tuple[int, str]) -> None:
    assert by_number(id_) == key
