"""The register on 7 August 2020 against every list of the Change Status Report of that day.

The lists are typed from the published report, in its order where an order is kept. Names stand as
the register has them; the report's other name of MP117 is checked apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import Month
from sectool.history import Assessment, Standing, by_number, entries_until
from sectool.model.modification import Entry
from sectool.queries.register_on import register_on
from tests.life_cycle import standing_on
from tests.register import SEED, opened

REGISTER = opened(SEED).register
SOURCE = "change-status-report-2020-08"
DAY = date(2020, 8, 7)
PERIOD = (date(2019, 8, 1), date(2020, 7, 31))
JULY = Month(2020, 7)
VOTED = date(2020, 7, 22)

PAGES = "https://smartenergycodecompany.co.uk/modifications/"

# Every modification that the report names, with its title (None: the report gives its number
# alone) and the last step of its address (None: the report has no link).
NAMED: dict[str, tuple[str | None, str | None]] = {
    "SECMP0007": (
        "Firmware updates to IHDs and PPMIDs",
        "firmware-updates-to-ihds-and-ppmids",
    ),
    "SECMP0015": (
        "GPF timestamp for reading instantaneous Gas values",
        "gpf-timestamp-for-reading-instantaneous-gas-values",
    ),
    "SECMP0024": (None, None),
    "SECMP0046": (None, None),
    "SECMP0053": (None, None),
    "SECMP0056": (None, None),
    "SECMP0062": (
        "Northbound Application Traffic Management – Alert Storm Protection",
        "northbound-application-traffic-management-alert-storm-protection",
    ),
    "SECMP0063": (None, None),
    "SECMP0066": (None, None),
    "SECMP0067": ("Service Request Traffic Management", "service-request-traffic-management"),
    "MP077": (None, None),
    "MP078": (None, None),
    "MP080": ("Managing DUIS uplifts", "managing-duis-uplifts"),
    "MP081": (
        "Alignment of DUIS and CHISM to reflect current DCC Processing",
        "alignment-of-duis-and-chism-to-reflect-current-dcc-processing",
    ),
    "MP085": (None, None),
    "MP088": ("Power to raise modifications", "power-to-raise-modifications"),
    "MP090": (None, None),
    "MP092": ("New Planned Maintenance methodology", "new-planned-maintenance-methodology"),
    "MP093": (
        "Implementing IRP511 and CRP535 to support GBCS v3.2 devices",
        "implementing-irp511-and-crp535-to-support-gbcs-v3-2-devices",
    ),
    "MP094": (
        "Supporting prepayment customers in no SM WAN scenarios",
        "supporting-prepayment-customers-in-no-sm-wan-scenarios",
    ),
    "MP098": (
        "Incorporation of multiple Issue Resolution Proposals into the SEC - Batch 3",
        "incorporation-of-multiple-issue-resolution-proposals-into-the-sec-batch-3",
    ),
    "MP099": (None, None),
    "MP101": ("Large Gas Meter Displays", "large-gas-meter-displays"),
    "MP102A": (
        "Power Outage Alerts triggered by an OTA firmware upgrade",
        "power-outage-alerts-triggered-by-an-ota-firmware-upgrade",
    ),
    "MP103": ("DCC SOC2 Assessments", "dcc-soc2-assessments"),
    "MP105": (None, None),
    "MP106": ("CHISM update for Unknown WAN Variant", "chism-update-for-unknown-wan-variant"),
    "MP107": ("SMETS1 Validation of SRV 6.15.1", "smets1-validation-of-srv-6-15-1"),
    "MP109": (None, None),
    "MP110": (
        "Aligning SEC Appendix D with DCC Processes",
        "aligning-sec-appendix-d-with-dcc-processes",
    ),
    "MP112": (
        "Setting the Privacy Assessment Assurance Status",
        "setting-the-privacy-assessment-assurance-status",
    ),
    "MP115": (
        "Changes to the NCSC Good Practice Guides",
        "changes-to-the-ncsc-good-practice-guides",
    ),
    "MP117": ("Bulk CH returns", "bulk-ch-returns"),
    "MP118": ("Communications Hub Finance Charges", "communications-hub-finance-charges"),
    "MP119": (None, None),
    "MP120": (
        "Correcting DUIS Matrix for SRV7.7 Eligible Users",
        "correcting-duis-matrix-for-srv7-7-eligible-users",
    ),
    "MP122": ("Operational Metrics", "operational-metrics"),
    "MP124": (
        "Consequential changes to DUIS and MMC",
        "consequential-changes-to-duis-and-mmc",
    ),
    "MP125": ("Correcting the ESME variant", "correcting-the-esme-variant"),
    "MP128": (
        "Gas Network Operators SMKI Requirements",
        "gas-network-operators-smki-requirements",
    ),
    "MP135": (
        "Correcting equivalence in Security Standards",
        "correcting-equivalence-in-security-standards",
    ),
    "MP136": (
        "Enduring ICHIS Compliance Related to RF",
        "enduring-ichis-compliance-related-to-rf",
    ),
    "MP137": ("Sharing information on Defects and Issues", None),
    "MP138": ("DCC Service Testing in ETAD", None),
}
# Its link would change an issued edition of the RID, which printed none.
LINK_LEFT_OUT = {"MP107"}

NEW_PROPOSALS = [
    ("MP135", "Gordon Hextall, Security Sub-Committee (SSC)", date(2020, 7, 10)),
    ("DP136", "Tom Woolley, SMS PLC", date(2020, 7, 14)),
    ("DP137", "Ralph Baxter, Octoenergy", date(2020, 7, 20)),
    ("DP138", "Richard Collard, DCC", date(2020, 7, 27)),
]

WORKING_GROUPS = {
    date(2020, 7, 8): ["MP122"],
    date(2020, 7, 9): ["SECMP0067"],
    date(2020, 7, 28): ["SECMP0007"],
    date(2020, 8, 5): ["MP094", "MP107", "MP117", "MP125", "MP128"],
}

RECOMMENDED_TO_REPORT = ["SECMP0007", "SECMP0067", "MP102A"]

# What is expected, of which kind, in which week or on which day.
EXPECTED_CONSULTATIONS = [
    ("MP107", "refinement", date(2020, 8, 10)),
    ("MP117", "refinement", date(2020, 8, 10)),
    ("MP128", "refinement", date(2020, 8, 10)),
    ("SECMP0007", "modification-report", date(2020, 8, 17)),
    ("MP102A", "modification-report", date(2020, 8, 17)),
]
EXPECTED_MEETINGS = [("MP122", "WG", date(2020, 8, 13))]

REQUESTS_APPROVED = ["MP106", "MP122"]
REQUESTS_DEFERRED = ["MP092"]

PA, IA = "15 working days", "40 working days"

OPEN = [
    ("SECMP0056", "IA", date(2019, 7, 2), IA),
    ("SECMP0007", "IA", date(2020, 2, 6), IA),
    ("MP078", "PA", date(2020, 4, 17), PA),
    ("MP107", "PA", date(2020, 4, 20), PA),
    ("MP099", "IA", date(2020, 5, 5), IA),
    ("MP109", "PA", date(2020, 5, 26), PA),
    ("MP119", "PA", date(2020, 7, 14), PA),
    ("MP105", "PA", date(2020, 7, 15), PA),
    ("MP122", "IA", date(2020, 7, 16), IA),
    ("MP085", "PA", date(2020, 7, 21), PA),
    ("MP090", "IA", date(2020, 7, 29), IA),
]

# As published: 22 rows, one of them twice, and MP077 with the target of an Impact Assessment.
COMPLETED = [
    ("SECMP0063", "PA", date(2019, 8, 1), PA, 18),
    ("SECMP0063", "PA", date(2019, 8, 1), PA, 18),
    ("SECMP0046", "PA", date(2019, 9, 9), PA, 31),
    ("SECMP0053", "IA", date(2019, 9, 20), IA, 35),
    ("MP077", "PA", date(2019, 12, 31), IA, 40),
    ("MP078", "PA", date(2019, 12, 31), PA, 66),
    ("MP080", "PA", date(2020, 1, 17), PA, 41),
    ("MP093", "PA", date(2020, 1, 21), PA, 37),
    ("MP090", "PA", date(2020, 2, 11), PA, 58),
    ("SECMP0024", "PA", date(2020, 2, 21), PA, 193),
    ("MP093", "IA", date(2020, 3, 6), IA, 2),
    ("SECMP0067", "IA", date(2020, 3, 12), IA, 17),
    ("MP099", "PA", date(2020, 3, 17), PA, 27),
    ("SECMP0015", "IA", date(2020, 4, 30), IA, 266),
    ("MP105", "PA", date(2020, 5, 4), PA, 15),
    ("MP090", "PA", date(2020, 5, 11), PA, 17),
    ("MP122", "PA", date(2020, 5, 28), PA, 10),
    ("MP092", "PA", date(2020, 6, 5), PA, 135),
    ("MP106", "PA", date(2020, 6, 11), PA, 43),
    ("MP077", "PA", date(2020, 6, 17), PA, 19),
    ("MP117", "PA", date(2020, 7, 16), PA, 30),
    ("SECMP0066", "PA", date(2020, 7, 29), PA, 295),
]

VOTES = [
    ("SECMP0015", "rejected", "self-governance", None),
    ("MP103", "approved", "self-governance", "2020-11"),
    ("MP118", "approved", "self-governance", "2020-11"),
    ("MP124", "approved", "self-governance", "2020-11"),
    ("MP135", "approved", "self-governance", "2020-07-23"),
]

FOR_NOVEMBER = [
    *("SECMP0062", "MP080", "MP081", "MP093", "MP098", "MP101", "MP103"),
    *("MP110", "MP112", "MP115", "MP118", "MP120", "MP124"),
]

# Open to refinement's work on the day: assessed, asked to be, discussed, or expected to consult.
REFINING = [
    *("SECMP0007", "SECMP0067", "MP078", "MP085", "MP090", "MP092", "MP094", "MP099", "MP102A"),
    *("MP105", "MP106", "MP107", "MP109", "MP117", "MP119", "MP122", "MP125", "MP128"),
]


def of_the_report() -> dict[str, Standing]:
    """What the report names, as it stood on its day, by number."""
    return {
        standing.id: standing
        for standing in register_on(REGISTER, DAY).standings
        if any(entry.source == SOURCE for entry in REGISTER.modifications[standing.id].history)
    }


def happened(event: str) -> Iterator[tuple[str, Entry]]:
    """(id, entry) for each entry of a kind, of every modification, until the day of the report."""
    for id_ in sorted(REGISTER.modifications, key=by_number):
        for entry in entries_until(REGISTER.modifications[id_], DAY):
            if entry.event == event:
                yield id_, entry


def assessments() -> Iterator[tuple[str, Assessment]]:
    for standing in register_on(REGISTER, DAY).standings:
        for assessment in standing.assessments:
            yield standing.id, assessment


def test_every_modification_of_the_report_is_there_by_its_name_and_page() -> None:
    found = of_the_report()
    assert len(NAMED) == 44
    assert list(found) == list(NAMED)
    titles = {id_: title for id_, (title, _) in NAMED.items() if title is not None}
    assert {id_: found[id_].title for id_ in titles} == titles
    links = {
        id_: f"{PAGES}{page}/"
        for id_, (_, page) in NAMED.items()
        if page is not None and id_ not in LINK_LEFT_OUT
    }
    assert {id_: found[id_].link for id_ in links} == links


def test_the_other_name_of_mp117_is_kept_beside_its_title() -> None:
    stated = REGISTER.modifications["MP117"].stated
    assert [(one.says, one.source) for one in stated] == [("CH Bulk returns", SOURCE)]


def test_the_new_draft_proposals() -> None:
    raised = [
        (standing.shown_id, standing.facts.proposer, standing.raised)
        for standing in register_on(REGISTER, DAY).standings
        if isinstance(standing.raised, date) and standing.raised >= date(2020, 7, 1)
    ]
    assert raised == NEW_PROPOSALS
    found = of_the_report()
    assert all(found["MP" + shown[2:]].facts.problem for shown, _, _ in NEW_PROPOSALS)
    stages = {id_: found[id_].stage for id_ in ("MP135", "MP136", "MP137", "MP138")}
    assert stages == dict.fromkeys(stages, "draft") | {"MP135": "implemented"}


def test_nothing_is_converted_and_nothing_recommended_to_refinement() -> None:
    assert [id_ for id_, _ in happened("converted")] == []
    towards = [
        (id_, entry.towards)
        for id_, entry in happened("recommended")
        if entry.source == SOURCE or entry.when == JULY
    ]
    assert towards == [(id_, "report") for id_ in RECOMMENDED_TO_REPORT]


def test_the_working_groups() -> None:
    met: dict[object, list[str]] = {}
    for id_, entry in happened("discussed"):
        if entry.by == "WG" and entry.source == SOURCE:
            met.setdefault(entry.date, []).append(id_)
    assert met == WORKING_GROUPS
    known = {meeting.date for meeting in REGISTER.bodies["working-group"].meetings}
    assert set(WORKING_GROUPS) <= known


def test_what_is_expected() -> None:
    found = [(id_, entry) for id_, entry in happened("expected") if entry.source == SOURCE]
    consultations = [
        (id_, entry.kind, entry.week_of) for id_, entry in found if entry.what == "consultation"
    ]
    assert sorted(consultations, key=lambda row: row[2] or DAY) == sorted(
        sorted(EXPECTED_CONSULTATIONS, key=lambda row: by_number(row[0])), key=lambda row: row[2]
    )
    meetings = [(id_, entry.by, entry.day) for id_, entry in found if entry.what == "discussed"]
    assert meetings == EXPECTED_MEETINGS
    # None of it had happened on the day.
    assert not any(
        expected.met
        for standing in of_the_report().values()
        for expected in standing.expected
        if expected.entry.source == SOURCE
    )


def test_no_consultation_is_out() -> None:
    out = [
        (standing.id, consultation.kind)
        for standing in register_on(REGISTER, DAY).standings
        for consultation in standing.consultations
        if consultation.closes is None or consultation.closes >= DAY
    ]
    assert out == []


def test_the_requests_for_impact_assessments() -> None:
    asked = list(assessments())
    approved = [(id_, one.kind) for id_, one in asked if one.approved == JULY]
    deferred = [(id_, one.kind) for id_, one in asked if one.deferred == JULY]
    assert approved == [(id_, "IA") for id_ in REQUESTS_APPROVED]
    assert deferred == [(id_, "IA") for id_ in REQUESTS_DEFERRED]
    [because] = [entry.because for _, entry in happened("assessment-deferred")]
    assert because is not None


def test_the_open_assessments() -> None:
    rows = [
        (id_, one.kind, one.accepted, one.target)
        for id_, one in assessments()
        if one.accepted is not None and one.returned is None
    ]
    assert sorted(rows, key=str) == sorted(OPEN, key=str)
    kinds = [kind for _, kind, _, _ in rows]
    assert (kinds.count("PA"), kinds.count("IA")) == (6, 5)


def test_the_completed_assessments() -> None:
    rows = [
        (id_, one.kind, one.returned, one.target, one.took)
        for id_, one in assessments()
        if isinstance(one.returned, date) and PERIOD[0] <= one.returned <= PERIOD[1]
    ]
    assert [row for row in COMPLETED if COMPLETED.count(row) > 1] == COMPLETED[:2]
    published = [(*row[:4], f"{row[4]} weekdays both ends") for row in COMPLETED[1:]]
    assert sorted(rows, key=str) == sorted(published, key=str)
    kinds = [kind for _, kind, *_ in COMPLETED]
    assert (kinds.count("PA"), kinds.count("IA")) == (18, 4)


def test_several_assessments_of_one_modification_are_numbered_in_time() -> None:
    several = {
        id_: [one.id for one in standing.assessments]
        for id_, standing in of_the_report().items()
        if len(standing.assessments) > 1
    }
    assert several == {
        "MP077": ["pa-1", "pa-2"],
        "MP078": ["pa-1", "pa-2"],
        "MP090": ["pa-1", "pa-2", "ia-1"],
        "MP092": ["pa-1", "ia-1"],
        "MP093": ["pa-1", "ia-1"],
        "MP099": ["pa-1", "ia-1"],
        "MP105": ["pa-1", "pa-2"],
        "MP106": ["pa-1", "ia-1"],
        "MP122": ["pa-1", "ia-1"],
    }


def test_the_votes_of_the_change_board() -> None:
    votes = [
        (id_, event, entry.path, entry.release)
        for event in ("rejected", "approved")
        for id_, entry in happened(event)
        if entry.date == VOTED and entry.by == "CB"
    ]
    assert votes == VOTES
    # The one that was rejected has gone on to the Panel since.
    assert of_the_report()["SECMP0015"].stage == "referred"


def test_who_is_with_the_authority() -> None:
    found = [
        one.id for one in register_on(REGISTER, DAY).standings if one.stage == "with-authority"
    ]
    assert found == ["MP088"]


def test_who_is_being_refined() -> None:
    # Others of 2017 may stand there still, as far as is known; these the report speaks of.
    stages = {id_: standing.stage for id_, standing in of_the_report().items()}
    assert {id_: stages[id_] for id_ in REFINING} == dict.fromkeys(REFINING, "refinement")


def test_the_thirteen_for_november() -> None:
    scope = register_on(REGISTER, DAY).scope("2020-11")
    assert [standing.id for standing in scope.approved] == FOR_NOVEMBER
    assert scope.targeted == ()
    assert REGISTER.releases["2020-11"].go_live == date(2020, 11, 29)


def test_what_was_implemented_in_july() -> None:
    done = [
        (id_, entry.date, entry.release)
        for id_, entry in happened("implemented")
        if entry.source == SOURCE
    ]
    assert done == [("MP135", date(2020, 7, 23), "2020-07-23")]
    assert REGISTER.releases["2020-07-23"].kind == "standalone"


def test_what_a_later_document_says_was_not_known_then() -> None:
    mp109 = REGISTER.modifications["MP109"]
    then, later = standing_on(mp109, DAY), standing_on(mp109, date(2021, 12, 17))
    assert then is not None
    assert later is not None
    assert (then.stage, then.facts.problem, then.consultations) == ("refinement", None, ())
    assert later.stage == "report"
    [consultation] = later.consultations
    assert (consultation.kind, consultation.closes) == ("modification-report", date(2022, 1, 7))
    assert "MP085A" not in {standing.id for standing in register_on(REGISTER, DAY).standings}
