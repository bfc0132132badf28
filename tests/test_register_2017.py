"""The register in June 2017, and the modifications of that time on later days.

The table is typed from the update for the Uniform Network Code's Modification Panel, 7 June 2017:
every row, in its order and its words.
"""

from __future__ import annotations

from datetime import date

import pytest

from sectool.history import Standing
from sectool.queries.register_on import register_on
from tests.life_cycle import standing_on
from tests.register import SEED, opened

REGISTER = opened(SEED).register
PAPER = date(2017, 6, 7)

OPEN = """
SECMP0002 | Add New Command to Reset Debt Registers | Refinement
SECMP0004 | Inclusion of Meter Serial Number data item in the Smart Metering Inventory | Sent back
SECMP0005 | Inclusion of Tariff and Register Labels on SMETS2 Devices | Refinement
SECMP0006 | Specifying the number of digits for device displays | Refinement
SECMP0007 | Firmware updates to mandated HAN devices | Refinement
SECMP0008 | Provision of a DCC Alert (formerly Service Request Error Response) for Quarantined \
Service Requests | Sent back
SECMP0009 | Centralised Firmware Library | Refinement
SECMP0010 | Introduction of triage arrangements for Communication Hubs | Refinement
SECMP0012 | Channel selection to support Shared HAN Solutions | Refinement
SECMP0013 | Smart meter device diagnostics and triage | Refinement
SECMP0015 | GPF timestamp for reading instantaneous Gas values | Refinement
SECMP0018 | Standard Electricity Distributor Configuration Settings | Refinement
SECMP0019 | Auxiliary Load Control Switches (ALCS) Description Label | Refinement
SECMP0021 | Increase Other SEC Party representation for TABASC and SSC | Referred
SECMP0023 | Correct Units of Measurement for Uncontrolled Gas Flow Rate | Refinement
SECMP0024 | Enduring Approach to Communication Hub Firmware Management | Refinement
SECMP0025 | Electricity Network Party Access to Load Switching Information | Refinement
SECMP0027 | Amending Service Request Forecasting | Refinement
SECMP0028 | Prioritising Service Requests | Refinement
SECMP0029 | Business Continuity and Disaster Recovery Testing Amendments | Refinement
SECMP0030 | Demand Management of DCC Systems | Refinement
SECMP0031 | Adding UTRN Functionality to SMETS | Refinement
SECMP0032 | Prioritising Prepayment Customers in No WAN Situations | Refinement
SECMP0034 | Changes to the SEC Section D for DCC analysis provisions | Refinement
SECMP0035 | Updates to SEC Appendix B – Organisation ARL expiration date to be aligned to \
DCCKI ARL | Report Phase
SECMP0036 | Single User ID for Users acting in one or more User Roles | Initial Consideration
SECMP0037 | Pairing Local PPMIDs | Initial Consideration
SECMP0038 | Sending Commands via PPMIDs | Initial Consideration
"""


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in text.strip().splitlines()]


def shown(value: object) -> str:
    return "-" if value is None else str(value)


def on(id_: str, day: str) -> Standing:
    as_of = date.fromisoformat(day)
    standing = standing_on(REGISTER.modifications[id_], as_of, register_on(REGISTER, as_of).live)
    assert standing is not None, f"{id_} does not exist on {day}"
    return standing


def test_the_table_of_7_june_2017() -> None:
    assert len(rows(OPEN)) == 28
    words = REGISTER.vocabularies["paper-2017"].stages
    found = [
        (one.shown_id, one.title, words[one.stage])
        for one in register_on(REGISTER, PAPER).standings
        if one.is_open
    ]
    assert found == rows(OPEN)


def test_the_register_of_that_day_holds_two_more_that_are_closed() -> None:
    closed = {
        one.id: one.stage for one in register_on(REGISTER, PAPER).standings if not one.is_open
    }
    assert closed == {"SECMP0011": "rejected", "SECMP0033": "implemented"}


def test_what_was_to_come_in_june_2017() -> None:
    found = {
        one.id: [(item.entry.what, item.entry.by, item.entry.day) for item in one.expected]
        for one in register_on(REGISTER, PAPER).standings
        if one.expected
    }
    panel = [("discussed", "Panel", date(2017, 6, 9))]
    assert found == {
        "SECMP0004": panel,
        "SECMP0008": panel,
        "SECMP0035": [("vote", "CB", date(2017, 6, 21))],
        "SECMP0036": panel,
        "SECMP0037": panel,
        "SECMP0038": panel,
    }


@pytest.mark.parametrize(
    ("id_", "wants"),
    [("SECMP0004", ("further-work", "revised-date")), ("SECMP0008", ("revised-date",))],
)
def test_what_the_authority_wants_of_those_it_sent_back(id_: str, wants: tuple[str, ...]) -> None:
    (entry,) = (e for e in REGISTER.modifications[id_].history if e.event == "sent-back")
    assert (entry.date, entry.by, entry.wants) == (date(2017, 6, 2), "Authority", wants)


def test_a_rejection_a_consultation_and_a_referral() -> None:
    rejected = on("SECMP0011", "2017-06-07")
    assert (rejected.since, rejected.facts.path) == (date(2017, 6, 2), "authority-determination")
    sent_back = on("SECMP0004", "2017-06-07")
    assert (sent_back.since, sent_back.facts.path) == (date(2017, 6, 2), "authority-determination")
    assert on("SECMP0035", "2017-06-07").facts.path == "self-governance"
    (consultation,) = on("SECMP0035", "2017-06-07").consultations
    assert (consultation.kind, consultation.closes) == ("modification-report", date(2017, 6, 8))
    assert on("SECMP0021", "2017-06-07").facts.proposer == "Landis and Gyr"
    assert on("SECMP0015", "2020-07-31").facts.path == "self-governance"


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2017-06-07", "Firmware updates to mandated HAN devices"),
        ("2020-08-06", "Firmware updates to mandated HAN devices"),
        ("2020-08-07", "Firmware updates to IHDs and PPMIDs"),
        ("2021-03-25", "Firmware updates to IHDs and PPMIDs"),
    ],
)
def test_the_title_of_secmp0007(day: str, title: str) -> None:
    assert on("SECMP0007", day).title == title


AS_APPROVED = """
ctsd | 2021-11 | -
legal-text | 2021-11 | -
dsp-systems | 2021-11 | -
csp-systems | - | -
ch-firmware | - | -
"""
AS_DIRECTED = """
ctsd | 2021-06 | 2021-06-24
legal-text | 2021-11 | -
dsp-systems | 2021-11 | -
csp-systems | - | -
ch-firmware | - | -
"""
AFTER_NOVEMBER = """
ctsd | 2021-06 | 2021-06-24
legal-text | 2021-11 | 2021-11-04
dsp-systems | 2021-11 | 2021-11-04
csp-systems | - | -
ch-firmware | - | -
"""


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        ("2017-06-07", "all | - | -"),
        ("2020-08-07", "all | - | -"),
        ("2020-12-09", "all | - | -"),
        # A request moves nothing.
        ("2021-03-25", AS_APPROVED),
        ("2021-06-23", AS_APPROVED),
        ("2021-06-24", AS_DIRECTED),
        ("2021-11-03", AS_DIRECTED),
        ("2021-11-04", AFTER_NOVEMBER),
        ("2022-11-03", AFTER_NOVEMBER),
    ],
)
def test_the_parts_of_secmp0007(day: str, parts: str) -> None:
    standing = on("SECMP0007", day)
    found = [(part.id, shown(part.release), shown(part.implemented)) for part in standing.parts]
    assert found == rows(parts)
    # Two parts are yet to be planned: the whole is never implemented.
    assert standing.stage == ("refinement" if day < "2021" else "approved")


def test_what_was_asked_for_and_directed_of_appendix_r() -> None:
    found = {
        entry.event: (entry.part, entry.by, entry.to)
        for entry in REGISTER.modifications["SECMP0007"].history
        if entry.to is not None
    }
    assert found == {
        "date-requested": (("ctsd",), "Panel", date(2021, 6, 24)),
        "date-directed": (("ctsd",), "Authority", date(2021, 6, 24)),
    }


def test_one_document_of_secmp0007_stands_apart() -> None:
    parts = {part.id: part.part.documents or () for part in on("SECMP0007", "2021-03-25").parts}
    assert parts["ctsd"] == ("appendix-r",)
    assert len(parts["legal-text"]) == 8
    assert "appendix-r" not in parts["legal-text"]


def test_a_part_approved_by_name_takes_no_other_with_it() -> None:
    standing = on("SECMP0062", "2020-08-07")
    found = {part.id: part.release for part in standing.parts}
    assert found == {"part-1": None, "part-2": "2020-11"}
    assert standing.stage == "approved"


# What the report of August 2020 says of assessments: accepted, returned, target, how long.
ASSESSMENTS = """
SECMP0007 | ia-1 | 2020-02-06 | - | 40 working days | -
SECMP0015 | ia-1 | - | 2020-04-30 | 40 working days | 266 weekdays both ends
SECMP0024 | pa-1 | - | 2020-02-21 | 15 working days | 193 weekdays both ends
SECMP0046 | pa-1 | - | 2019-09-09 | 15 working days | 31 weekdays both ends
SECMP0053 | ia-1 | - | 2019-09-20 | 40 working days | 35 weekdays both ends
SECMP0056 | ia-1 | 2019-07-02 | - | 40 working days | -
SECMP0063 | pa-1 | - | 2019-08-01 | 15 working days | 18 weekdays both ends
SECMP0066 | pa-1 | - | 2020-07-29 | 15 working days | 295 weekdays both ends
SECMP0067 | ia-1 | - | 2020-03-12 | 40 working days | 17 weekdays both ends
"""


def test_the_assessments_of_august_2020() -> None:
    found = [
        (one.id, item.id, *map(shown, (item.accepted, item.returned, item.target, item.took)))
        for one in register_on(REGISTER, date(2020, 8, 7)).standings
        for item in one.assessments
        if one.id.startswith("SECMP")
    ]
    assert found == rows(ASSESSMENTS)


@pytest.mark.parametrize(
    ("id_", "day", "stage"),
    [
        ("SECMP0007", "2020-08-07", "refinement"),
        ("SECMP0007", "2021-03-25", "approved"),
        ("SECMP0015", "2020-07-21", "refinement"),
        ("SECMP0015", "2020-07-22", "rejected"),
        ("SECMP0015", "2020-08-07", "referred"),
        ("SECMP0015", "2021-09-27", "approved"),
        ("SECMP0021", "2017-06-07", "referred"),
        ("SECMP0067", "2020-08-07", "refinement"),
    ],
)
def test_stages_of_a_later_day(id_: str, day: str, stage: str) -> None:
    assert on(id_, day).stage == stage


def test_version_5_7_of_the_code() -> None:
    release = REGISTER.releases["2017-05-11"]
    assert (release.kind, release.code_version) == ("standalone", "5.7")
    assert release.go_live == date(2017, 5, 11)
    (part,) = on("SECMP0033", "2017-05-11").parts
    assert part.release == "2017-05-11"


def test_who_of_them_was_still_heard_of_in_august_2020() -> None:
    stages = {
        one.id: one.stage
        for one in register_on(REGISTER, date(2020, 8, 7)).standings
        if one.id.startswith("SECMP") and one.is_open
    }
    assert stages == {
        "SECMP0007": "refinement",
        "SECMP0015": "referred",
        "SECMP0024": "refinement",
        "SECMP0046": "refinement",
        "SECMP0053": "refinement",
        "SECMP0056": "refinement",
        "SECMP0066": "refinement",
        "SECMP0067": "refinement",
    }
    silent = on("SECMP0005", "2020-08-07")
    assert (silent.stage, silent.dormant, silent.is_open) == ("refinement", True, False)


def test_to_whom_decisions_were_referred() -> None:
    found = {
        id_: (entry.refer_to, entry.by, entry.under)
        for id_ in ("SECMP0015", "SECMP0021")
        for entry in REGISTER.modifications[id_].history
        if entry.event == "referred"
    }
    assert found == {
        "SECMP0015": ("Panel", None, None),
        "SECMP0021": ("Authority", "proposer", "Section D9.4(b)"),
    }
