"""The update for the UNC's panel says what the published one says, table by table, in each format.

Facts are typed from the paper of 7 June 2017.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sectool.building import Built
from sectool.building.build import template_folders
from sectool.check.run import check_register
from sectool.dates import Month
from sectool.documents.cross_code.compose import compose
from sectool.documents.cross_code.value import CrossCode
from sectool.documents.edition import edition_of
from sectool.documents.kinds import CannotCompose
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication, Recipient
from sectool.pipeline import subject_of
from sectool.render.formats import FORMATS
from sectool.schedule import calendars_of
from sectool.wording.environment import Wording, values_of
from tests.office import READERS, Pages
from tests.register import SEED, built_as, copy_of, opened
from tests.seed_facts import WHITE_MEANS
from tests.tables import (
    Block,
    Blocks,
    Heading,
    Paragraph,
    Table,
    flowing,
    items,
    led_nowhere,
    lines_of,
    merged,
    section,
    tables,
    words,
)

NAME = "unc-update-2017-06"
PAPER = date(2017, 6, 7)


@cache
def loaded() -> Loaded:
    return opened(SEED)


def publication() -> Publication:
    return loaded().register.publications[NAME]


@cache
def built() -> Built:
    return built_as(loaded(), NAME, publication(), None, draft=False)


@cache
def blocks_in(name: str) -> Blocks:
    return READERS[name](FORMATS[name].write(built().document, built().look))


@pytest.fixture(params=sorted(READERS))
def update(request: pytest.FixtureRequest) -> Blocks:
    """The update, read back from each format in turn."""
    return blocks_in(request.param)


def composed(
    day: date | None = None, of: Loaded | None = None, as_: Publication | None = None
) -> CrossCode:
    register = (of or loaded()).register
    paper = as_ or register.publications[NAME]
    edition = edition_of(paper, day, draft=False)
    return compose(register, paper, edition, calendars_of(register, edition.as_of))


def worded(value: CrossCode, template: str = "cross-code.md.j2") -> str:
    blocks = Wording(template_folders(opened(SEED)), template).blocks(values_of(value))
    markdown = FORMATS["md"].write(replace(built().document, blocks=blocks), built().look)
    return led_nowhere(flowing(markdown)).replace("\u00a0", " ")


def unbroken(block: Block) -> Block:
    """A paragraph as a PDF's structure has it: there a break between lines is no character."""
    if not isinstance(block, Paragraph):
        return block
    return Paragraph(merged(replace(run, text=run.text.replace("\n", "")) for run in block.body))


def plainly(text: str) -> str:
    return text.replace("\u00a0", " ")


def said(blocks: Blocks, title: str) -> list[str]:
    return [plainly(words(line)) for line in lines_of(section(blocks, title))]


def listed(blocks: Blocks, title: str) -> list[str]:
    return [plainly(words(line)) for line in items(section(blocks, title))]


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in text.strip().splitlines()]


# What the published paper says.

QUARANTINE = (
    "Provision of a DCC Alert (formerly Service Request Error Response) for Quarantined Service "
    "Requests"
)
ARL = "Updates to SEC Appendix B – Organisation ARL expiration date to be aligned to DCCKI ARL"
OPEN = f"""
SECMP0002 | Add New Command to Reset Debt Registers | Refinement
SECMP0004 | Inclusion of Meter Serial Number data item in the Smart Metering Inventory | Sent back
SECMP0005 | Inclusion of Tariff and Register Labels on SMETS2 Devices | Refinement
SECMP0006 | Specifying the number of digits for device displays | Refinement
SECMP0007 | Firmware updates to mandated HAN devices | Refinement
SECMP0008 | {QUARANTINE} | Sent back
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
SECMP0035 | {ARL} | Report Phase
SECMP0036 | Single User ID for Users acting in one or more User Roles | Initial Consideration
SECMP0037 | Pairing Local PPMIDs | Initial Consideration
SECMP0038 | Sending Commands via PPMIDs | Initial Consideration
"""
NEW = (
    ("SECMP0036", "Single User ID for Users acting in one or more User Roles"),
    ("SECMP0037", "Pairing Local PPMIDs"),
    ("SECMP0038", "Sending Commands via PPMIDs"),
)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_all_formats_say_the_same(name: str) -> None:
    expected = blocks_in("html")
    if name == "pdf":
        expected = tuple(map(unbroken, expected))
    assert blocks_in(name) == expected


def test_the_paper_says_which_it_is(update: Blocks) -> None:
    facts, *_ = [block for block in update if isinstance(block, Table)]
    assert [tuple(map(plainly, row)) for row in facts.texts] == [
        ("For", "UNC Modification Panel"),
        ("From", "SECAS"),
        ("Date", "7 June 2017"),
        ("Period covered", "Since the meeting of the UNC Modification Panel in May 2017"),
        ("Classification", f"White: {WHITE_MEANS}"),
    ]


def test_the_first_page_has_the_title_the_facts_and_the_purpose() -> None:
    pages = Pages(FORMATS["pdf"].write(built().document, built().look))
    first = [leaf.text for leaf in pages.structure().leaves() if leaf.page == 1]
    assert first[0].startswith("Update on the Smart Energy Code (SEC)")
    assert {"Classification", f"White: {WHITE_MEANS}", "1. Purpose", "3. SEC governance"} <= set(
        first
    )
    assert not any(node.tag == "TOC" for node in pages.structure().walk())
    assert len(pages.reader.pages) == 3


def test_the_sections(update: Blocks) -> None:
    assert [words(one.body) for one in update if isinstance(one, Heading) and one.level == 2] == [
        "1. Purpose",
        "2. Code update",
        "3. SEC governance",
        "4. SEC modifications",
        "5. Next meeting",
    ]


def test_the_code(update: Blocks) -> None:
    told, *_ = said(update, "2. Code update")
    assert told == "SEC version 5.7 came into force on 11 May 2017 with one modification:"
    [change] = listed(update, "2. Code update")
    assert change.startswith(
        "SECMP0033 ‘Update to CH Handover Support Materials’ amends Appendix H ‘CH Handover "
        "Support Materials’."
    )
    for fact in ("Service Management Service Request", "labels and information for consignments"):
        assert fact in change


def test_governance(update: Blocks) -> None:
    text = " ".join(said(update, "3. SEC governance"))
    for fact in ("H8.16(c)", "(SSI)", "Secretary of State", "23 May 2017", "30 June 2017", "DCC"):
        assert fact in text


def test_new_modifications(update: Blocks) -> None:
    told, *_ = said(update, "New proposals")
    assert told == (
        "The following three Modification Proposals have been raised since the UNC Modification "
        "Panel met in May "
        "2017."
    )
    table = tables(update)["New proposals"]
    assert tuple(row[:2] for row in table.texts) == NEW
    about = [row[2] for row in table.texts]
    for text, facts in zip(
        about,
        (
            ("Import Supplier", "Gas Supplier"),
            ("60 minutes", "Hand Held Terminal", "(WAN)", "engineer", "(PPMID)"),
            ("PPMID", "GBCS", "Remote Party Commands", "Wi-Fi"),
        ),
        strict=True,
    ):
        assert [fact for fact in facts if fact not in text] == []
    assert said(update, "New proposals")[-1] == (
        "The SEC Panel will consider the Initial Modification Reports of SECMP0036, SECMP0037 and "
        "SECMP0038 on 9 June 2017 (meeting 45)."
    )


def test_decisions_by_path(update: Blocks) -> None:
    authority, self_governance = "Path 2: Authority Determination", "Path 3: Self-Governance"
    told = said(update, authority)
    assert told[0] == "On 2 June 2017, the Authority decided on three modifications:"
    why = "The DCC has indicated that it can implement no Modification Proposal before 2019."
    assert listed(update, authority) == [
        "SECMP0004 ‘Inclusion of Meter Serial Number data item in the Smart Metering Inventory’ "
        f"was sent back for further work and a revised implementation date. {why}",
        f"SECMP0008 ‘{QUARANTINE}’ was sent back for a revised implementation date. {why}",
        "SECMP0011 ‘Including the MAP ID in the Smart Metering Inventory’ was rejected and "
        "is closed.",
    ]
    assert told[-1] == (
        "The SEC Panel will decide the next steps for SECMP0004 and SECMP0008 on 9 June 2017 "
        "(meeting 45)."
    )
    assert listed(update, self_governance) == [
        f"SECMP0035 ‘{ARL}’. The Modification Report Consultation closes on 8 June 2017. The "
        "Change Board will vote on 21 June 2017."
    ]
    assert "(BEIS)" in said(update, "Approvals and rejections")[0]


def test_referrals(update: Blocks) -> None:
    assert listed(update, "Referred decisions") == [
        "SECMP0021 ‘Increase Other SEC Party representation for TABASC and SSC’. In May 2017, "
        "the SEC Panel upheld the decision that had been referred to it. The proposer, Landis and "
        "Gyr, has since referred that decision to the Authority under SEC Section D9.4(b). The "
        "outcome of SECMP0021 depends on the decision of the Authority."
    ]
    assert said(update, "Referred decisions")[-1].endswith("is an Other SEC Party.")


def test_all_28_open_modifications(update: Blocks) -> None:
    table = tables(update)["Open proposals"]
    assert [tuple(row) for row in table.texts] == rows(OPEN)
    assert len(table.texts) == 28
    assert all(row[0].heading for row in table.rows) or update == blocks_in("pdf")


def test_the_next_meeting_and_the_sign_off(update: Blocks) -> None:
    meeting, sign_off, *_ = said(update, "5. Next meeting")
    assert meeting == "The SEC Panel will next meet on Friday 9 June 2017 (meeting 45)."
    assert "".join(sign_off.split()) == "KaylaReinhartSECAS7June2017"


def test_the_errors_of_the_published_paper() -> None:
    """It has May 2016 for May 2017, and in one place Device for Meter in a title; its sections go
    from Path 3 to Path 2."""
    text = FORMATS["md"].write(built().document, built().look).decode("utf-8")
    assert "2016" not in text
    assert "At its meeting of May 2017 the Panel heard" in text
    assert "Device Serial Number" not in text
    assert text.index("Path 2") < text.index("Path 3")
    found = {
        one.message
        for one in check_register(loaded(), subject_of(loaded(), documents=False))
        if one.code == "D102"
    }
    assert (
        "unc-update-2017-06 calls SECMP0004 'Inclusion of Device Serial Number data item in the "
        "Smart Metering Inventory', the register 'Inclusion of Meter Serial Number data item in "
        "the Smart Metering Inventory'"
    ) in found


# Other days, other recipients, other registers.


def test_the_same_bytes_twice() -> None:
    again = built_as(load_register(SEED), NAME, publication(), None, draft=False)
    for known in FORMATS.values():
        assert known.write(again.document, again.look) == known.write(
            built().document, built().look
        )


def test_three_weeks_later_what_was_to_come_is_overdue() -> None:
    text = worded(composed(date(2017, 7, 1)))
    assert "**Information as at** | 1 July 2017" in text
    assert "The Modification Report Consultation closed on 8 June 2017." in text
    assert "was to vote on 21 June 2017; the outcome is to be confirmed." in text
    assert "on 9 June 2017 (meeting 45). The outcome is to be confirmed." in text
    assert "The date of the next meeting of the SEC Panel is to be confirmed." in text


def test_fifteen_months_later_nothing_is_known_to_be_open() -> None:
    update = composed(date(2018, 9, 1))
    text = worded(update)
    assert (update.open, update.not_heard_of) == ((), 28)
    assert "There is no open proposal to report." in text
    beside = worded(update, "cross-code-reconciliation.md.j2")
    assert "28 proposals were last reported over a year before this paper" in beside
    assert "SECMP0002" not in text
    assert "The outcome is to be confirmed." in text


def meant_for(short: str, last_met: date | Month | None) -> Publication:
    recipient = Recipient.model_construct(
        code="Balancing and Settlement Code", short=short, panel="BSC Panel", last_met=last_met
    )
    return publication().model_copy(
        update={
            "recipient": recipient,
            "dated": date(2020, 8, 7),
            "as_of": date(2020, 8, 7),
            "words": {},
            "items": (),
        }
    )


def test_another_code_three_years_later() -> None:
    update = composed(as_=meant_for("BSC", date(2020, 7, 9)))
    assert [one.id for one in update.new] == ["MP135", "DP136", "DP137", "DP138"]
    path, other = update.paths
    [ruling] = path.rulings
    assert (path.path, ruling.by, ruling.when) == (
        "Path 3: Self-Governance",
        "Change Board",
        date(2020, 7, 22),
    )
    assert [(one.id, one.outcome) for one in ruling.decisions] == [
        ("SECMP0015", "rejected"),
        ("MP103", "approved"),
        ("MP118", "approved"),
        ("MP124", "approved"),
        ("MP135", "approved"),
    ]
    # Open on 9 July, and only seen to be approved: by whom, when and on which path is not known.
    [ruling] = other.rulings
    assert (other.path, ruling.by, ruling.when, ruling.seen) == (None, None, date(2020, 8, 7), True)
    assert [one.id for one in ruling.decisions] == ["MP080", "MP093"]
    assert [(one.id, one.refer_to, one.pending) for one in update.referrals] == [
        ("SECMP0015", "Panel", True)
    ]
    assert update.next_meeting is not None
    assert (update.next_meeting.day, update.next_meeting.number) == (date(2020, 8, 14), 83)
    text = worded(update)
    assert "BSC Parties" in text
    assert "since the last meeting of that panel, on 9 July 2020" in text
    assert "There is nothing to report on the governance of the SEC." in text
    assert "was **rejected**; that decision has since been referred." in text
    assert "- the Standalone SEC Release of 23 July 2020 on 23 July 2020, with MP135" in text
    assert "| **DP136** | Enduring ICHIS Compliance Related to RF | Development Stage |" in text
    assert "| **MP088** | Power to raise modifications | With the Authority |" in text


def test_a_period_in_which_nothing_happened() -> None:
    update = composed(date(2020, 8, 6), as_=meant_for("BSC", date(2020, 7, 28)))
    assert (update.new, update.paths) == ((), ())
    text = worded(update)
    assert "There is no new proposal to report since the BSC Panel met on 28 July 2020." in text
    assert (
        "There is no approval, rejection or forthcoming vote to report since the BSC Panel met"
        in text
    )


def test_a_day_of_the_month_decides_and_a_month_alone_counts_whole() -> None:
    met: dict[date | Month, list[str]] = {
        date(2020, 7, 13): ["DP136", "DP137", "DP138"],
        date(2020, 7, 14): ["DP137", "DP138"],
        Month(2020, 7): ["MP135", "DP136", "DP137", "DP138"],
        Month(2020, 8): [],
    }
    for last_met, new in met.items():
        assert [one.id for one in composed(as_=meant_for("BSC", last_met)).new] == new


def test_where_no_meeting_is_said_the_update_before_counts() -> None:
    with pytest.raises(CannotCompose, match="the start of the period is not given"):
        composed(as_=meant_for("BSC", None))
    assert composed(as_=meant_for("UNC", None)).since == PAPER
    said_otherwise = meant_for("UNC", None).model_copy(update={"since": date(2020, 7, 20)})
    update = composed(as_=said_otherwise)
    assert [one.id for one in update.new] == ["DP138"]
    assert "since 20 July 2020" in worded(update)


# An update of February 2022, for a panel that last heard of the Code in December.


def in_2022(since: date, more: str = "", to: Path | None = None) -> CrossCode:
    """The update of 2 February 2022 for the BSC; `more` is added to the story of SECMP0056."""
    register = loaded()
    if to is not None:
        copy_of(SEED, to)
        with (to / "modifications/SECMP0056.yaml").open("a", encoding="utf-8") as file:
            file.write(more)
        register = load_register(to)
    day = {"dated": date(2022, 2, 2), "as_of": date(2022, 2, 2), "since": since}
    return composed(of=register, as_=meant_for("BSC", None).model_copy(update=day))


def test_only_what_came_into_force_since_is_told() -> None:
    text = worded(in_2022(date(2021, 12, 17)))
    assert (
        "There is no release to report that has come into force since 17 December 2021. The most "
        "recent release was the November 2021 SEC Release on 4 November 2021; version 5.7 came "
        "into force on 11 May 2017." in text
    )
    assert "SECMP0033" not in text
    # Its very day was told on that day.
    assert in_2022(date(2021, 11, 4)).others == ()
    assert [one.day for one in in_2022(date(2021, 11, 3)).others] == [date(2021, 11, 4)]
    assert "The following release has come into force since 3 November 2021:" in worded(
        in_2022(date(2021, 11, 3))
    )


def test_the_newest_version_where_it_is_the_newest_release() -> None:
    paper = publication().model_copy(update={"since": date(2017, 5, 11)})
    assert (
        "There is no release to report that has come into force since 11 May 2017. The latest "
        "version, 5.7, came into force on 11 May 2017." in worded(composed(as_=paper))
    )


def test_open_proposals_are_told_in_words_that_another_panel_can_use() -> None:
    update = in_2022(date(2021, 12, 17))
    text = worded(update)
    drafts = [row.id for row in update.open if row.id.startswith("DP")]
    assert (len(drafts), update.open_drafts, len(update.open)) == (5, 5, 21)
    opened_now = "There are five Draft Proposals and 16 Modification Proposals open on 2 February"
    assert opened_now in text
    assert "A further three proposals are open; their titles are to be confirmed." in text
    beside = worded(update, "cross-code-reconciliation.md.j2")
    assert "44 proposals were last reported over a year before this paper" in beside
    for wrong in ("Not known", "title not recorded", "SECMP0002"):
        assert wrong not in text
    name = "Synchronisation of smart meter voltage measurement periods"
    assert f"| **MP085A** | {name} | Targeted for the November 2022 SEC Release |" in text


def test_dates_asked_for_directed_and_left_are_told(tmp_path: Path) -> None:
    asked = """\
- date: 2021-12-01
  event: date-requested
  from: 2022-11-03
  to: 2023-06-29
  by: Panel
  of: Authority
"""
    assert "### Implementation dates" not in worded(in_2022(date(2021, 12, 17)))
    told = worded(in_2022(date(2021, 12, 17), asked, tmp_path / "asked"))
    assert (
        "- **SECMP0056** ‘IHD / PPMID Zigbee Attributes Available on the HAN’. The SEC Panel asked "
        "the Authority on 1 December 2021 for 29 June 2023 as its implementation date, instead of "
        "3 November 2022. A decision is awaited." in told
    )
    answered = asked + "- {date: 2022-01-20, event: date-directed, to: 2023-06-29, by: Authority}\n"
    told = worded(in_2022(date(2021, 12, 17), answered, tmp_path / "answered"))
    assert "A decision is awaited." not in told
    assert "The Authority directed 29 June 2023 as its implementation date on 20 January" in told
    left = "- {date: 2022-01-14, event: dropped, release: 2022-11, because: It costs too much}\n"
    told = worded(in_2022(date(2021, 12, 17), left, tmp_path / "left"))
    gone = "It left the November 2022 SEC Release on 14 January 2022. It costs too much."
    assert gone in told
    assert "### Implementation dates" not in worded(
        in_2022(date(2022, 1, 14), left, tmp_path / "b")
    )


def test_words_of_no_section_are_refused() -> None:
    wrong = publication().model_copy(update={"words": {"governence": "Nothing."}})
    with pytest.raises(CannotCompose, match="'governence', which is no section of a cross-code"):
        composed(as_=wrong)


def test_a_register_without_releases_and_meetings(tmp_path: Path) -> None:
    copy_of(SEED, tmp_path)
    release = tmp_path / "releases/2017-05-11/release.yaml"
    text = release.read_text(encoding="utf-8")
    release.write_text(text.replace("code-version: 5.7\n", ""), encoding="utf-8")
    bodies = tmp_path / "reference/bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    bodies.write_text(text.replace("2017-06-09", "2017-06-02"), encoding="utf-8")
    update = worded(composed(of=load_register(tmp_path)))
    assert (
        "The following release has come into force since the UNC Modification Panel met in May "
        "2017:" in update
    )
    assert "- the SEC version 5.7 on 11 May 2017, with SECMP0033" in update
    assert "The date of the next meeting of the SEC Panel is to be confirmed." in update
