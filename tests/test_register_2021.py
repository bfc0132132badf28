"""The autumn of 2021: the scope of the RID of 23 November, the newsletter of 17 December."""

from __future__ import annotations

from datetime import date

import pytest

from sectool.dates import in_full
from sectool.history import by_number
from sectool.queries.impacts import impacts_of
from sectool.queries.register_on import register_on
from tests.life_cycle import standing_on
from tests.register import SEED, opened

REGISTER = opened(SEED).register
RID = date(2021, 11, 23)
NEWSLETTER = date(2021, 12, 17)
THE_DAY_BEFORE = date(2021, 12, 16)


def test_the_scope_of_the_rid_with_cut_offs_and_parts() -> None:
    rows = [
        (
            standing.id,
            standing.title,
            standing.decision,
            in_full(cut_off.date) if cut_off is not None and cut_off.date is not None else "",
            cut_off.basis if cut_off is not None else "",
            tuple(part.id for part in standing.parts_in("2022-11")),
        )
        for standing in register_on(REGISTER, RID).scope("2022-11").all
        for cut_off in (standing.facts.cut_off,)
    ]
    whole = ("all",)
    assert rows == [
        (
            "SECMP0015",
            "GPF timestamp for reading instantaneous Gas values",
            "approved",
            "",
            "",
            ("systems-and-specifications",),
        ),
        (
            "SECMP0056",
            "IHD / PPMID Zigbee Attributes Available on the HAN",
            "approved",
            "",
            "",
            whole,
        ),
        (
            "MP078",
            "Incorporation of multiple Issue Resolution Proposals into the SEC - Part 2",
            "open",
            "Thu 3 Mar 2022",
            "firm",
            whole,
        ),
        (
            "MP085A",
            "Synchronisation of smart meter voltage measurement periods",
            "open",
            "Tue 3 May 2022",
            "firm",
            whole,
        ),
        (
            "MP099",
            "Incorporation of multiple Issue Resolution Proposals into the SEC - Batch 4",
            "approved",
            "",
            "",
            whole,
        ),
        ("MP140", "CH Stock Transfer", "open", "Wed 23 Feb 2022", "estimated", whole),
        ("MP141", "SRV Visibility for Devices on SSI", "open", "Thu 3 Feb 2022", "firm", whole),
        (
            "MP143",
            "Incorporating IRPs into GBCS v3 series",
            "open",
            "Tue 3 May 2022",
            "estimated",
            whole,
        ),
    ]


def consultations_open_on(as_of: date) -> set[tuple[str, str, str, str]]:
    """(kind, id, title, closing day) of the consultations that take answers on a day."""
    return {
        (found.kind, standing.shown_id, standing.title, in_full(found.closes))
        for standing in register_on(REGISTER, as_of).standings
        for found in standing.consultations
        if found.closes is not None and found.closes >= as_of
    }


REFINEMENT = {
    ("refinement", "MP159", "Credit Cover Review", "Tue 21 Dec 2021"),
    ("refinement", "MP143", "Incorporating IRPs into GBCS v3 series", "Tue 4 Jan 2022"),
    (
        "refinement",
        "MP170",
        "Firmware updates to Point to Point Alt HAN Devices",
        "Tue 4 Jan 2022",
    ),
    ("refinement", "MP096", "DNO Power Outage Alerts", "Fri 7 Jan 2022"),
}
# The first closes on the day of the newsletter that invites answers to it.
CLOSING_AT_ONCE = {
    (
        "modification-report",
        "MP188",
        "Temporary Communications Hub Ordering and Delivery Rules extension",
        "Fri 17 Dec 2021",
    ),
}
REPORT = {
    *CLOSING_AT_ONCE,
    (
        "modification-report",
        "MP191",
        "Extending CHTS v1.0 & v1.1 IVP and MVP end dates",
        "Fri 7 Jan 2022",
    ),
    (
        "modification-report",
        "MP109",
        "ADT and Exit Quarantine file delivery mechanism",
        "Fri 7 Jan 2022",
    ),
    ("modification-report", "MP116", "Service Request Forecasting", "Fri 7 Jan 2022"),
    ("modification-report", "MP173", "SMKI & DCCKI Document Set reviews", "Fri 7 Jan 2022"),
}


def test_the_consultations_of_the_newsletter() -> None:
    assert consultations_open_on(NEWSLETTER) == REFINEMENT | REPORT


def test_consultations_are_not_known_before_and_close_in_turn() -> None:
    assert consultations_open_on(THE_DAY_BEFORE) == set()
    assert consultations_open_on(date(2021, 12, 18)) == (REFINEMENT | REPORT) - CLOSING_AT_ONCE
    last = {row for row in REFINEMENT | REPORT if row[3] == "Fri 7 Jan 2022"}
    assert consultations_open_on(date(2022, 1, 5)) == last
    assert consultations_open_on(date(2022, 1, 7)) == last
    assert consultations_open_on(date(2022, 1, 8)) == set()


# As the newsletter lists them: two of the seven have the number of a modification already.
NEW_PROPOSALS = [
    ("DP189", "Party Obligations for Communications Hub Orders"),
    ("DP190", "Standard Event and Alert Screens on SMETS2 Meters"),
    ("DP192", "Extend Scheduled Services for SMETS1 Devices"),
    ("MP193", "Incorporation of Category 3 Issue Resolution Proposals into the SEC – Batch 6"),
    ("MP194", "Incorporation of Category 2 Issue Resolution Proposals into the SEC – Batch 7"),
    ("DP195", "Security Sub-Committee guidance on Device Assurance"),
    ("DP196", "Further IVP Extension for pre-SMETS2 v4.2 Devices"),
]


def test_the_seven_new_draft_proposals_under_the_numbers_they_are_shown_by() -> None:
    rows = []
    for id_, modification in sorted(REGISTER.modifications.items(), key=lambda m: by_number(m[0])):
        if any(e.event == "raised" and e.seen == NEWSLETTER for e in modification.history):
            assert standing_on(modification, THE_DAY_BEFORE) is None
            standing = standing_on(REGISTER.modifications[id_], NEWSLETTER)
            assert standing is not None
            rows.append((standing.shown_id, standing.title))
    assert rows == NEW_PROPOSALS


# Of the new ones, only DP196 has a solution yet.
WITHOUT_SOLUTION = {"DP189", "DP190", "DP192", "MP193", "MP194", "DP195"}


def test_the_newsletter_gives_each_a_problem_and_most_a_solution() -> None:
    told = {row[1] for row in REFINEMENT | REPORT} | {shown for shown, _ in NEW_PROPOSALS}
    found = {
        s.shown_id: s for s in register_on(REGISTER, NEWSLETTER).standings if s.shown_id in told
    }
    assert found.keys() == told
    assert {id_ for id_, standing in found.items() if not standing.facts.problem} == set()
    assert {
        id_ for id_, standing in found.items() if not standing.facts.solution
    } == WITHOUT_SOLUTION


def test_the_problem_of_a_modification_is_known_from_the_day_it_was_told() -> None:
    before, since = (
        standing_on(REGISTER.modifications["MP143"], as_of)
        for as_of in (THE_DAY_BEFORE, NEWSLETTER)
    )
    assert before is not None
    assert since is not None
    assert before.facts.problem is None
    assert since.facts.problem is not None


@pytest.mark.parametrize(
    ("ids", "stage"),
    [
        (["MP189", "MP190", "MP192", "MP195", "MP196"], "draft"),
        (["MP096", "MP143", "MP159", "MP170"], "refinement"),
        (["MP109", "MP116", "MP173", "MP188", "MP191"], "report"),
        (["MP148"], "implemented"),
    ],
)
def test_the_stages_on_the_day_of_the_newsletter(ids: list[str], stage: str) -> None:
    found = {id_: standing_on(REGISTER.modifications[id_], NEWSLETTER) for id_ in ids}
    assert {id_: standing and standing.stage for id_, standing in found.items()} == dict.fromkeys(
        ids, stage
    )


def test_what_the_newsletter_says_of_issue_resolution_proposals() -> None:
    """Category 2 needs the Service Providers to test; of Category 3 it says nothing but that DCC
    Systems do not change, so nobody knows whether the DCC has to test."""
    found = {
        id_: standing_on(REGISTER.modifications[id_], NEWSLETTER) for id_ in ("MP193", "MP194")
    }
    impacts = {id_: impacts_of(REGISTER, one) for id_, one in found.items() if one is not None}
    assert {id_: of["dcc"] for id_, of in impacts.items()} == {
        "MP193": None,
        "MP194": "testing",
    }
