"""What the RID of the November 2022 SEC Release, version 0.4, states: its facts, as printed.

Typed by hand from the published document, table by table, and never from the register. Its
sentences are its authors' and are not here: where it has a sentence, these are words of fact
that ours must hold too. A tick is ✓, an empty cell ·.
"""

from __future__ import annotations

from typing import NamedTuple

RELEASE = "November 2022 SEC Release"
GO_LIVE = "3 November 2022"
VERSION = "0.4"
DATED = "23 November 2021"
WHITE_MEANS = "may be shared with the public and published, subject to copyright"
ANNEXES = (("A", "SEC Release Testing Approach Document (TAD)"),)

_SITE = "https://smartenergycodecompany.co.uk/modifications/"


class Proposal(NamedTuple):
    """A modification in the scope list; `about` are words from what it does."""

    id: str
    title: str
    link: str
    about: tuple[str, ...]
    cut_off: str = ""
    estimated: bool = False


APPROVED = (
    Proposal(
        "SECMP0015",
        "GPF timestamp for reading instantaneous Gas values",
        _SITE + "gpf-timestamp-for-reading-instantaneous-gas-values/",
        ("GPF", "GSME"),
    ),
    Proposal(
        "SECMP0056",
        "IHD / PPMID Zigbee Attributes Available on the HAN",
        _SITE + "ihd-ppmid-zigbee-attributes-available-on-the-han/",
        ("CoT", "HAN", "IHDs", "PPMIDs", "ESME", "GPF"),
    ),
    Proposal(
        "MP099",
        "Incorporation of multiple Issue Resolution Proposals into the SEC - Batch 4",
        _SITE + "incorporation-of-multiple-issue-resolution-proposals-into-the-sec-batch-4/",
        ("two DCC System impacting IRPs",),
    ),
)

TARGETED = (
    Proposal(
        "MP078",
        "Incorporation of multiple Issue Resolution Proposals into the SEC - Part 2",
        _SITE + "incorporation-of-multiple-issue-resolution-proposals-into-the-sec-part-2/",
        ("three DCC System impacting IRPs",),
        "3 March 2022",
    ),
    Proposal(
        "MP085A",
        "Synchronisation of smart meter voltage measurement periods",
        _SITE + "synchronisation-of-smart-meter-voltage-measurement-periods/",
        ("RMS", "hour"),
        "3 May 2022",
    ),
    Proposal(
        "MP140",
        "CH Stock Transfer",
        _SITE + "ch-stock-transfer/",
        ("Communications Hubs (CHs)", "DCC"),
        "23 February 2022",
        estimated=True,
    ),
    Proposal(
        "MP141",
        "SRV Visibility for Devices on SSI",
        _SITE + "srv-visibility-for-devices-on-ssi/",
        ("Supplier Parties", "Network Operators", "Service Responses"),
        "3 February 2022",
    ),
    Proposal(
        "MP143",
        # The digit after GBCS in the seed's text is the mark of a footnote.
        "Incorporating IRPs into GBCS v3 series",
        _SITE + "incorporating-irps-into-gbcs-v3-series/",
        ("five non-DCC System impacting IRPs",),
        "3 May 2022",
        estimated=True,
    ),
)

# No more modifications that affect DCC Systems are expected, others may come.
FURTHER_SYSTEM, FURTHER_OTHER = False, True

CHANGE_REQUESTS = (
    (
        "CR4427",
        "Enduring solution for Implementing additional XML Signing credentials",
        ("XML", "BEIS", "Section G"),
    ),
    ("CR4465", "Feature Switch removal", ("DSP", "rogue insider")),
)

PARTICIPANT_HEADINGS = (
    "Modification",
    "Suppliers",
    "Electricity Networks",
    "Gas Networks",
    "Other SEC Parties",
    "DCC",
)
PARTICIPANT_MATRIX = """
    SECMP0015   ✓ · ✓ ✓ ✓
    SECMP0056   ✓ · · ✓ ✓
    MP078       ✓ · · ✓ ✓
    MP085A      · ✓ · ✓ ·
    MP099       ✓ · · ✓ ✓
    MP140       ✓ · · ✓ ✓
    MP141       ✓ ✓ ✓ · ✓
    MP143       ✓ · · ✓ ✓
"""
# It is no change of DCC Systems (seed 4): the DCC takes part by testing.
TICKED_FOR_TESTING = "MP143"

# Each participant with words of fact from each bullet.
PARTY_IMPACTS = (
    ("All SEC Parties", (("SRV", "Service Response"),)),
    (
        "Supplier Parties",
        (("GPF", "GSME"), ("previous tenants",), ("IRPs",), ("CHs", "refurbishment")),
    ),
    ("Electricity Network Parties", (("RMS", "half-hourly"),)),
    ("Gas Network Parties", (("GPF", "GSME"),)),
    (
        "Other SEC Parties",
        (
            ("manufacturers", "specifications"),
            ("IHDs", "PPMIDs", "CoT", "ESME", "GPF"),
            ("IRPs", "manufacturers"),
            ("orders of CHs",),
        ),
    ),
)
DCC_IMPACTS = (
    # The seed leaves out the acronym here and gives it in the row below; ours has it in both.
    (
        "Data Services Provider (DSP)",
        (
            ("DCC Logistics", "Self-Service Management Interface (SSMI)"),
            ("SMI", "Service User ID"),
            ("five DCC System impacting IRPs",),
        ),
    ),
    (
        "Communication Services Providers (CSPs)",
        (
            ("GCS13a", "GCS13b", "GCS13c", "GCS14", "GCS60", "GSME", "GPF", "unreliable"),
            ("CSPs", "financing"),
            ("five DCC System impacting IRPs",),
        ),
    ),
    (
        "Parse and Correlate",
        (("GSME", "GPF", "unreliable", "Message Mapping Catalogue (MMC)"),),
    ),
    (
        "Self-Service Interface (SSI)",
        (("Supplier Parties", "Network Operators", "Service Requests", "Service Responses"),),
    ),
)

# Label, title, and whether the matrix has a row for it.
DOCUMENTS = (
    ("Section F", "Smart Metering System Requirements", True),
    ("Section H", "DCC Services", True),
    # "GB" in the seed; the Schedule itself is called "Great Britain" (domain.md c-38).
    ("Schedule 8", "Great Britain Companion Specification", True),
    ("Schedule 9", "Smart Metering Equipment Technical Specifications", True),
    ("Schedule 10", "Communications Hub Technical Specifications", True),
    ("Schedule 11", "TS Applicability Tables", True),
    ("Appendix AD", "DCC User Interface Specification", False),
    ("Appendix AF", "Message Mapping Catalogue", False),
)
DOCUMENT_HEADINGS = (
    *("Document", "SECMP0015", "SECMP0056", "MP078", "MP085A", "MP099", "MP140", "MP141"),
    "MP143",
)
DOCUMENT_MATRIX = """
    Section F     · · · · · ✓ · ·
    Section H     · · · · · · ✓ ·
    Schedule 8    ✓ ✓ ✓ · ✓ · · ✓
    Schedule 9    ✓ ✓ ✓ ✓ · · · ·
    Schedule 10   ✓ ✓ ✓ · · · · ·
    Schedule 11   ✓ ✓ ✓ ✓ ✓ · · ✓
"""

# The first two headings are in our words; the third and the modifications are the seed's.
SPECIFICATION_HEADINGS = (
    "Applicable GBCS version",
    *("SECMP0015", "SECMP0056", "MP078", "MP085A", "MP099", "MP143"),
)
SPECIFICATION_MATRIX = """
    GSMETS    v4.4 v4.2  ✓ · ✓ · · ·
    ESMETS    v5.2 v4.2  · ✓ ✓ ✓ · ·
    IHDTS     v4.4 v4.2  · ✓ · · · ·
    PPMIDTS   v4.5 v4.2  · ✓ · · · ·
    CHTS      v1.6 v4.2  ✓ ✓ ✓ · · ·
    GBCS      v3.3 N/A   · · · · · ✓
    GBCS      v4.2 N/A   ✓ ✓ ✓ · ✓ ·
"""


class Step(NamedTuple):
    """A row of the timetable: its date, words of its event, and words of its note.

    The seed says in a sentence above the table which rows are provisional.
    """

    date: str
    event: tuple[str, ...]
    note: tuple[str, ...] = ()
    provisional: bool = False


TIMETABLE = (
    Step("30 Nov 2021", ("CSC", "baselines", " system-impacting"), ("CSC", "targeted")),
    Step("19 Jan 2022", ("DCC", "draft", "TAD")),
    Step("26 Jan 2022", ("TAG", "draft", "TAD")),
    Step("Feb 2022", ("DCC", "consults", "draft", "TAD"), ("industry", "TAD")),
    Step("23 Mar 2022", ("DCC", "updated", "TAD"), ("comments", "TAG", "consultation")),
    Step("30 Mar 2022", ("TAG", "updated", "TAD"), ("TAG", "CSC")),
    Step("19 Apr 2022", ("CSC", "reviews", "TAD"), ("CSC", "TAD", "RID")),
    Step("Apr 2022", ("SIT commences",)),
    Step("3 May 2022", ("OPSG", "DCC’s progress", "operational acceptance criteria")),
    Step("17 May 2022", ("CSC", "baselines", "non-system-impacting"), ("CSC", "again")),
    Step("20 Jul 2022", ("DCC", "SIT Completion Report"), provisional=True),
    Step(
        "27 Jul 2022",
        ("TAG", "SIT Completion Report", "testing acceptance criteria"),
        ("TAG", "CSC", "successfully"),
        provisional=True,
    ),
    Step("Jul 2022", ("Test Participants", "plans"), ("ten Working Days before", "UIT")),
    Step("2 Aug 2022", ("OPSG", "DCC’s progress", "operational acceptance criteria")),
    Step("Aug 2022", ("UIT commences",), provisional=True),
    Step("6 Sep 2022", ("OPSG", "DCC’s progress", "operational acceptance criteria")),
    Step("Sep 2022", ("Test Participants", "results", "DCC"), ("five Working Days before", "UIT")),
    Step("Sep 2022", ("UIT window closes",), provisional=True),
    Step("27 Sep 2022", ("DCC", "evidence", "operational acceptance criteria")),
    Step(
        "4 Oct 2022", ("OPSG", "status", "operational acceptance criteria"), ("OPSG", "as planned")
    ),
    Step("18 Oct 2022", ("CSC", "go/no-go"), ("CSC", "acceptance criteria", "as planned")),
    Step("3 Nov 2022", ("go-live",), ("changes",)),
)

COST_HEADINGS = (
    *("Modification", "Design, Build & PIT", "SIT", "UIT", "Implement to Live"),
    "Application Support",
)


class Cost(NamedTuple):
    """A cell of the cost table: its figure, the columns it covers, and words of its note."""

    figure: str
    columns: int = 1
    estimate: bool = False
    note: str = ""


_TBC, _NA = Cost("TBC"), Cost("N/A")

# The text of the seed shows neither merged cells nor italics. The spans of SECMP0015, SECMP0056
# and MP141 and the italics of MP140 and MP143 are assumed, and a note says so.
COSTS = (
    ("SECMP0015", (Cost("£1,335,568"), Cost("£437,032", 4, note="subject to confirmation"))),
    ("SECMP0056", (Cost("£1,434,761"), Cost("£251,307", 3, note="subject to confirmation"), _NA)),
    (
        "MP078",
        (Cost("£1,886,716"), Cost("£727,257"), _NA, Cost("£20,000"), Cost("£1,573", note="DSP")),
    ),
    ("MP099", (Cost("£188,446"), Cost("£89,238"), _NA, _NA, _NA)),
    (
        "MP140",
        (
            Cost("£301,000 to £625,000", estimate=True, note="subject to confirmation"),
            _TBC,
            _TBC,
            _TBC,
            _TBC,
        ),
    ),
    (
        "MP141",
        (
            Cost("£124,301"),
            Cost("£68,967", 2, note="subject to confirmation"),
            Cost("£6,571"),
            Cost("£8,346", note="two months"),
        ),
    ),
    (
        "MP143",
        (
            Cost("£0 to £150,000", estimate=True, note="subject to confirmation"),
            _TBC,
            _TBC,
            _TBC,
            _TBC,
        ),
    ),
)
# Not printed: what the known figures add up to, and how many cells are still open.
COST_TOTAL = "£6,881,083 to £7,355,083"
OPEN_CELLS = "eight cells"

# What it is for (a word of it), days, pounds.
SECAS_EFFORT = (("SEC", "Five days", "£3,000"), ("project", "At most 20 days", "£12,000"))

OPERATIONAL_CRITERIA = (
    ("DCC", "service design"),
    ("DCC", "stable"),
    ("DCC", "alongside"),
    ("DCC", "risk", "defects"),
    ("DCC", "Users", "workaround"),
    ("DCC", "lessons"),
    ("DCC", "consumers"),
    ("DCC", "Business Continuity and Disaster Recovery"),
    ("SECAS", "agreed implementation date"),
    ("SECAS", "component"),
)
TESTING_CRITERIA = (
    ("DCC", "code", "agreed implementation date"),
    ("DCC", "exit criteria", "TAD"),
    ("DCC", "regression testing"),
    ("Users", "opportunity"),
    ("DCC", "Severity 1 or 2"),
    ("Severity 3, 4 or 5", "TAD"),
    ("DCC", "SIT and UIT", "production"),
)

# Version, date, and the words its row of the history must hold.
HISTORY = (
    ("0.1", "27 Sep 2021", ("first draft",)),
    ("0.2", "20 Oct 2021", ("MP107", "MP085A")),
    ("0.3", "5 Nov 2021", ("DCC Change Requests",)),
    ("0.4", "23 Nov 2021", ("MP141", "MP143", "timeline")),
)

GLOSSARY = {
    "BEIS": "Department for Business, Energy and Industrial Strategy",
    "CH": "Communications Hub",
    "CHTS": "Communications Hub Technical Specifications",
    "CoT": "Change of Tenancy",
    "CSC": "Change Sub-Committee",
    "CSP": "Communication Services Provider",
    # Seed: "Communication"; the report of August 2020 has the company's name (c-3).
    "DCC": "Data Communications Company",
    "DSP": "Data Services Provider",
    "ESME": "Electricity Smart Metering Equipment",
    "ESMETS": "Electricity Smart Metering Equipment Technical Specification",
    # Seed: "GB"; the letter of March 2021 spells the Schedule's title out (c-38).
    "GBCS": "Great Britain Companion Specification",
    "GPF": "Gas Proxy Function",
    "GSME": "Gas Smart Metering Equipment",
    # Seed: without "Equipment", which ESMETS has (c-3).
    "GSMETS": "Gas Smart Metering Equipment Technical Specification",
    "HAN": "Home Area Network",
    "IHD": "In-Home Display",
    "IHDTS": "In-Home Display Technical Specification",
    "IRP": "Issue Resolution Proposal",
    "MMC": "Message Mapping Catalogue",
    "PIT": "Pre-Integration Testing",
    # Seed: without "Meter", which its own section 1 has (c-3).
    "PPMID": "Prepayment Meter Interface Device",
    "PPMIDTS": "Prepayment Meter Interface Device Technical Specification",
    "RID": "Release Implementation Document",
    "RMS": "Root Mean Square",
    "SEC": "Smart Energy Code",
    "SECAS": "Smart Energy Code Administrator and Secretariat",
    "SIT": "System Integration Testing",
    "SMETS": "Smart Metering Equipment Technical Specifications",
    # Seed: "Request" here, "Reference" in its own section 1 (c-3).
    "SRV": "Service Reference Variant",
    "SSI": "Self-Service Interface",
    "SSMI": "Self-Service Management Interface",
    "TABASC": "Technical Architecture and Business Architecture Sub-Committee",
    "TAD": "Testing Approach Document",
    "TAG": "Testing Advisory Group",
    "UIT": "User Integration Testing",
    "XML": "Extensible Markup Language",
}
# The document's own text uses these without an entry, and SMETS has an entry without use (c-4).
USED_BUT_NOT_LISTED = {
    "ID": "Identifier",
    "OPSG": "Operations Group",
    "SMI": "Smart Metering Inventory",
    "TBC": "To be confirmed",
    "TS": "Technical Specification",
}
LISTED_BUT_NOT_USED = ("SMETS",)
