"""The newsletter of 17 December 2021 says what the published one says, and what that got wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from sectool.documents.edition import edition_of
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.documents.newsletter.compose import WEEKS, compose
from sectool.documents.newsletter.value import Newsletter
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.pipeline import Built, build, rid_of
from sectool.render import mail
from sectool.render.acronyms import acronyms_written_out
from sectool.render.formats import FORMATS
from sectool.render.html import parts_of
from sectool.render.look import StyleError
from sectool.render.references import with_references
from sectool.schedule import calendars_of
from tests.office import READERS, Pages
from tests.register import SEED, built_as, lean_copy, opened
from tests.tables import (
    Blocks,
    Heading,
    Paragraph,
    items,
    links,
    section,
    tables,
    tree_of_page,
    words,
)

NAME = "newsletter-2021-12-17"
ITS_DAY = date(2021, 12, 17)

# The seed, typed here once more. Columns: id, title, closing day, Working Days left.
REFINEMENT = (
    ("MP159", "Credit Cover Review", "Tuesday 21 Dec 2021", "2"),
    ("MP143", "Incorporating IRPs into GBCS v3 series", "Tuesday 4 Jan 2022", "9"),
    ("MP170", "Firmware updates to Point to Point Alt HAN Devices", "Tuesday 4 Jan 2022", "9"),
    ("MP096", "DNO Power Outage Alerts", "Friday 7 Jan 2022", "12"),
)
REPORT = (
    (
        "MP188",
        "Temporary Communications Hub Ordering and Delivery Rules extension",
        "Friday 17 Dec 2021",
        "0 (today)",
    ),
    ("MP109", "ADT and Exit Quarantine file delivery mechanism", "Friday 7 Jan 2022", "12"),
    ("MP116", "Service Request Forecasting", "Friday 7 Jan 2022", "12"),
    ("MP173", "SMKI & DCCKI Document Set reviews", "Friday 7 Jan 2022", "12"),
    ("MP191", "Extending CHTS v1.0 & v1.1 IVP and MVP end dates", "Friday 7 Jan 2022", "12"),
)
PROPOSALS = (
    ("DP189", "Party Obligations for Communications Hub Orders"),
    ("DP190", "Standard Event and Alert Screens on SMETS2 Meters"),
    ("DP192", "Extend Scheduled Services for SMETS1 Devices"),
    ("MP193", "Incorporation of Category 3 Issue Resolution Proposals into the SEC – Batch 6"),
    ("MP194", "Incorporation of Category 2 Issue Resolution Proposals into the SEC – Batch 7"),
    ("DP195", "Security Sub-Committee guidance on Device Assurance"),
    ("DP196", "Further IVP Extension for pre-SMETS2 v4.2 Devices"),
)
# The nine of the seed: two more that only the usual patterns of their bodies propose are not told.
MEETINGS = (
    ("Friday 17 Dec 2021", "SEC Panel", "99"),
    ("Tuesday 21 Dec 2021", "Change Sub-Committee", "34"),
    ("Tuesday 4 Jan 2022", "Operations Group", "63"),
    ("Wednesday 5 Jan 2022", "Working Group", "–"),
    (
        "Thursday 6 Jan 2022",
        "Technical Architecture and Business Architecture Sub-Committee",
        "73",
    ),
    ("Wednesday 12 Jan 2022", "Security Sub-Committee", "138"),
    (
        "Wednesday 12 Jan 2022",
        "Smart Metering Key Infrastructure Policy Management Authority",
        "89",
    ),
    ("Friday 14 Jan 2022", "SEC Panel", "100"),
    ("Tuesday 18 Jan 2022", "Change Sub-Committee", "35"),
)


@cache
def loaded() -> Loaded:
    return opened(SEED)


def publication() -> Publication:
    return loaded().register.publications[NAME]


@cache
def built(as_of: date | None = None, *, draft: bool = False) -> Built:
    return built_as(loaded(), NAME, publication(), as_of, draft)


@cache
def blocks_in(name: str, as_of: date | None = None) -> Blocks:
    made = built(as_of)
    return READERS[name](FORMATS[name].write(made.document, made.look))


@pytest.fixture(params=sorted(READERS))
def newsletter(request: pytest.FixtureRequest) -> Blocks:
    """The newsletter, read back from each format in turn."""
    return blocks_in(request.param)


def composed(
    as_of: date | None = None,
    *,
    register: Register | None = None,
    publication_: Publication | None = None,
) -> Newsletter:
    register = register or loaded().register
    of = publication_ or publication()
    edition = edition_of(of, as_of, draft=False)
    return compose(register, of, edition, calendars_of(register, edition.as_of))


def paragraphs(blocks: Blocks) -> list[str]:
    return [words(block.body) for block in blocks if isinstance(block, Paragraph)]


def headings(blocks: Blocks, level: int) -> list[str]:
    return [words(b.body) for b in blocks if isinstance(b, Heading) and b.level == level]


def titled(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [f"{row[0]} ‘{row[1]}’" for row in rows]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_all_formats_say_the_same(name: str) -> None:
    assert blocks_in(name) == blocks_in("html")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_bytes_twice(name: str) -> None:
    again = built_as(load_register(SEED), NAME, publication(), None, False)
    first = FORMATS[name].write(built().document, built().look)
    assert FORMATS[name].write(again.document, again.look) == first


def test_its_first_page_has_the_title_the_day_and_the_highlights() -> None:
    made = {name: FORMATS[name].write(built().document, built().look) for name in ("pdf", "docx")}
    pages = Pages(made["pdf"])
    first = [leaf.text for leaf in pages.structure().leaves() if leaf.page == 1]
    assert [text.replace("\u00a0", " ") for text in first[:2]] == [
        "SEC Newsletter",
        "17 December 2021",
    ]
    assert {"In this edition", "News:", "Meetings:"} <= set(first)
    assert not any(node.tag == "TOC" for node in pages.structure().walk())
    marked = [one.title for one in pages.reader.outline if not isinstance(one, list)]
    assert marked == headings(blocks_in("html"), 2)
    assert " ".join(pages.furniture[0]["Footer"]) == "Newsletter · 17 December 2021 1 of 5"
    with ZipFile(BytesIO(made["docx"])) as package:
        text = package.read("word/document.xml").decode("utf-8")
    styles = re.findall('<w:pStyle w:val="(.*?)"/>', text)
    assert styles[:4] == ["Masthead", "DateLine", "Normal", "Heading1"]
    assert text.count("<w:sectPr") == 1
    assert "TOC \\o" not in text


@pytest.mark.parametrize(
    ("day", "draft", "note"),
    [(None, True, "This is a draft."), (date(2022, 1, 5), False, "This is a working copy.")],
)
def test_what_was_not_sent_says_so_on_the_first_page(
    day: date | None, draft: bool, note: str
) -> None:
    one = built(day, draft=draft)
    pages = Pages(FORMATS["pdf"].write(one.document, one.look))
    [found] = [leaf for leaf in pages.structure().leaves() if leaf.text == note]
    assert found.page == 1
    assert one.document.status in " ".join(pages.furniture[0]["Footer"])
    assert pages.furniture[0].get("Background") == ([] if draft else None)


# What it says on its own day.


def test_its_sections(newsletter: Blocks) -> None:
    assert headings(newsletter, 1) == ["SEC Newsletter"]
    assert paragraphs(newsletter)[0] == "17 December 2021"
    assert headings(newsletter, 2) == [
        "Closing dates",
        "In this edition",
        "News",
        "New proposals",
        "Refinement Consultations",
        "Modification Report Consultations",
        "Further reading",
        "Questions?",
        "Forthcoming meetings",
    ]


def test_the_highlights_follow_the_sections(newsletter: Blocks) -> None:
    assert [words(line) for line in items(section(newsletter, "In this edition"))] == [
        "News: The Panel consults on its budget for 2022 to 2025; Stand for the Change Board; When "
        "a Supplier of Last Resort steps in; General Meeting of the Smart Energy Code Company; "
        "Work with us.",
        "New proposals: five Draft Proposals and two proposals raised directly as Modification "
        "Proposals.",
        "Refinement Consultations: four; the first closes on Tuesday 21 December 2021.",
        "Modification Report Consultations: five; the first closes today.",
        "Meetings: nine up to 21 January 2022.",
    ]


def test_news_and_until_when_to_act(newsletter: Blocks) -> None:
    news = section(newsletter, "News")
    found = {
        title: [text for text in paragraphs(section(news, title)) if text.startswith("Close")]
        for title in headings(news, 3)
    }
    assert found == {
        "The Panel consults on its budget for 2022 to 2025": [
            "Closes: Friday 28 January 2022 at 17:00 (27 Working Days left)."
        ],
        "Stand for the Change Board": ["Closes: Monday 20 December 2021 (one Working Day left)."],
        "When a Supplier of Last Resort steps in": [],
        "General Meeting of the Smart Energy Code Company": [],
        "Work with us": [],
    }


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("The Panel consults on its budget for 2022 to 2025", ["confidential", "February 2022"]),
        (
            "Stand for the Change Board",
            [
                "13 Large Supplier voting groups",
                "three for Small Suppliers",
                "three for Network Parties",
                "three for Other SEC Parties",
                "one for a consumer representative",
                "one year from February 2022",
                "Tuesday 4 January 2022",
            ],
        ),
        ("When a Supplier of Last Resort steps in", ["checklist", "guidance notes", "logged in"]),
        (
            "General Meeting of the Smart Energy Code Company",
            ["Monday 20 December 2021 at 1pm", "auditor", "Voting is over"],
        ),
        ("Work with us", ["Smart Energy Operations Analyst", "Senior Governance Administrator"]),
    ],
)
def test_the_facts_of_the_news(title: str, facts: list[str]) -> None:
    text = " ".join(paragraphs(section(blocks_in("md"), title)))
    assert [fact for fact in facts if fact not in text] == []


def test_new_proposals_under_the_ids_of_the_day(newsletter: Blocks) -> None:
    found = section(newsletter, "New proposals")
    assert headings(found, 3) == titled(PROPOSALS)
    assert paragraphs(found)[:2] == [
        "This edition covers the last five weeks.",
        "The following seven proposals have been announced since 12 November 2021: five were "
        "raised as Draft Proposals, and two directly as Modification Proposals. If any of them "
        "affects you, please inform the Change Team.",
    ]
    for title in headings(found, 3):
        said = [text.split(":")[0] for text in paragraphs(section(found, title))]
        solved = title.startswith("DP196")
        assert said == ["Problem", "Proposed Solution"] if solved else ["Problem"]


@pytest.mark.parametrize(
    ("title", "rows", "sentence"),
    [
        (
            "Refinement Consultations",
            REFINEMENT,
            "Four modifications are out for Refinement Consultation. ",
        ),
        (
            "Modification Report Consultations",
            REPORT,
            "There are five open Modification Report Consultations. ",
        ),
    ],
)
def test_consultations_nearest_closing_first(
    newsletter: Blocks, title: str, rows: tuple[tuple[str, ...], ...], sentence: str
) -> None:
    found = section(newsletter, title)
    assert paragraphs(found)[0].startswith(sentence)
    assert headings(found, 3) == titled(rows)
    for one in headings(found, 3):
        said = paragraphs(section(found, one))
        assert [text.split(":")[0] for text in said] == ["Closes", "Problem", "Proposed Solution"]
        assert not any(text.endswith("None has been recorded.") for text in said)


def test_everything_that_closes_is_told_first(newsletter: Blocks) -> None:
    found = section(newsletter, "Closing dates")
    assert paragraphs(found) == [
        "The number of Working Days left includes the closing date, but not 17 December 2021."
    ]
    (table,) = tables(found).values()
    assert table.headings == ("Subject", "Closes", "Working Days left")
    rows = [
        *(
            (f"Refinement Consultation on {id_} ‘{title}’", *when)
            for id_, title, *when in REFINEMENT
        ),
        *(
            (f"Modification Report Consultation on {id_} ‘{title}’", *when)
            for id_, title, *when in REPORT
        ),
        ("Stand for the Change Board", "Monday 20 Dec 2021", "1"),
        (
            "The Panel consults on its budget for 2022 to 2025",
            "Friday 28 Jan 2022, 17:00",
            "27",
        ),
    ]
    assert sorted(table.texts) == sorted(rows)
    left = [int(row[2].split()[0]) for row in table.texts]
    assert left == sorted(left)


def test_when_each_consultation_closes_in_words(newsletter: Blocks) -> None:
    said = [text for text in paragraphs(newsletter) if text.startswith("Closes: ")][2:]
    assert [text.removeprefix("Closes: ") for text in said] == [
        "Tuesday 21 December 2021 (two Working Days left).",
        "Tuesday 4 January 2022 (nine Working Days left). Read more about MP143.",
        "Tuesday 4 January 2022 (nine Working Days left).",
        "Friday 7 January 2022 (12 Working Days left).",
        "Friday 17 December 2021 (today).",
        *["Friday 7 January 2022 (12 Working Days left)."] * 4,
    ]


def test_the_only_link_is_the_page_of_a_modification(newsletter: Blocks) -> None:
    found = [
        one for block in newsletter if isinstance(block, Paragraph) for one in links(block.body)
    ]
    assert found == [
        "https://smartenergycodecompany.co.uk/modifications/incorporating-irps-into-gbcs-v3-series/"
    ]


def test_other_items_and_where_to_ask(newsletter: Blocks) -> None:
    more = " ".join(paragraphs(section(newsletter, "Further reading")))
    for fact in ("Open Industry Consultations", "Panel meeting 99", "Operations Report", "White"):
        assert fact in more
    assert "Transitional Governance Update" in more
    assert paragraphs(section(newsletter, "Questions?")) == [
        "Please contact the SECAS Helpdesk with any question about this newsletter. The lines are "
        "open from Monday to Friday, 9am to 5pm, but not on bank holidays."
    ]


def test_meetings_across_the_new_year_with_their_numbers(newsletter: Blocks) -> None:
    found = section(newsletter, "Forthcoming meetings")
    table = tables(found)["Meetings from 17 December 2021 to 21 January 2022"]
    assert table.headings == ("Date", "Meeting", "Number")
    assert table.texts == MEETINGS
    assert "expected" not in " ".join(paragraphs(newsletter))


def test_what_the_published_one_got_wrong() -> None:
    """Each fault of the published newsletter, and what stands here instead."""
    text = " ".join(paragraphs(blocks_in("md")))
    letter = composed()
    # "Seven new Draft Proposals": two of them had the number of a modification already.
    assert (len(letter.proposals), letter.drafts) == (7, 5)
    assert "Seven new Draft Proposals" not in text
    assert [one.id for one in letter.proposals if not one.draft] == ["MP193", "MP194"]
    # Its introduction promises approved modifications, and no section has any.
    assert letter.decisions == ()
    highlights = [words(line) for line in items(section(blocks_in("md"), "In this edition"))]
    assert not any(line.startswith("Decisions") for line in highlights)
    headings_ = [words(b.body) for b in blocks_in("md") if isinstance(b, Heading)]
    assert "Decisions" not in headings_
    # One consultation closes on the newsletter's own day, another two Working Days later.
    left = {
        one.id: one.deadline.left
        for one in (*letter.before_report, *letter.report)
        if one.deadline is not None
    }
    assert (left["MP188"], left["MP159"]) == (0, 2)
    # Its list of meetings crosses the New Year without a year.
    assert all(re.search(" 20(21|22)$", day) for day, _, _ in MEETINGS)
    # The rules of MP188 are to lapse on a Saturday that is a bank holiday.
    working = calendars_of(loaded().register, ITS_DAY).working
    assert working is not None
    lapse = date(2022, 1, 1)
    assert lapse.weekday() == 5
    assert lapse in working.holidays


# As of other days.

SECTIONS = {
    "New proposals": "proposals",
    "Decisions": "decisions",
    "In force": "in_force",
    "Refinement Consultations": "before_report",
    "Modification Report Consultations": "report",
    "Meetings": "meetings_confirmed",
}


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        # New proposals, decisions, in force, Refinement and Report consultations, meetings.
        (date(2017, 6, 7), (3, 4, 1, 0, 1, 2)),
        (date(2020, 8, 7), (4, 5, 1, 0, 0, 3)),
        (date(2021, 12, 16), (0, 0, 0, 0, 0, 0)),
        (ITS_DAY, (7, 0, 0, 4, 5, 9)),
        (date(2022, 1, 5), (7, 0, 0, 1, 4, 6)),
        (date(2022, 1, 8), (7, 0, 0, 0, 0, 4)),
    ],
)
def test_highlights_and_sections_agree_on_any_day(as_of: date, counts: tuple[int, ...]) -> None:
    letter = composed(as_of)
    assert tuple(len(getattr(letter, name)) for name in SECTIONS.values()) == counts
    blocks = blocks_in("md", as_of)
    told = {words(line).split(":")[0] for line in items(section(blocks, "In this edition"))}
    assert told == {"News", *(t for t, n in zip(SECTIONS, counts, strict=True) if n)}


def test_a_section_with_nothing_to_say_says_so() -> None:
    day = date(2021, 12, 16)
    said = paragraphs(blocks_in("md", day))
    assert [text for text in said if text.startswith("No ")] == [
        "No new proposal has been announced since 11 November 2021.",
        "No Refinement Consultation is open on 16 December 2021.",
        "No Modification Report Consultation is open on 16 December 2021.",
        "No date of a meeting up to 20 January 2022 has been confirmed.",
    ]
    bare = publication().model_copy(update={"words": {}, "items": (), "contact": None})
    made = built_as(loaded(), NAME, bare, date(2015, 1, 1), False)
    said = paragraphs(READERS["md"](FORMATS["md"].write(made.document, made.look)))
    assert said[:-1] == [
        "17 December 2021",
        "This is a working copy. Its information is as at 1 January 2015; the greeting, the news "
        "and the other authored text are those of 17 December 2021.",
        "Welcome to this edition of the SEC Newsletter.",
        "There is no news, no new proposal and no open consultation to report, and no meeting in "
        "the coming weeks has been confirmed.",
        "This edition covers the last five weeks.",
        "No new proposal has been announced since 27 November 2014.",
        "No Refinement Consultation is open on 1 January 2015.",
        "No Modification Report Consultation is open on 1 January 2015.",
        "Please contact the Smart Energy Code Administrator and Secretariat (SECAS) with any "
        "question about this newsletter.",
        "No date of a meeting up to 5 February 2015 has been confirmed.",
    ]


def test_decisions_of_a_day_in_2020() -> None:
    table = tables(blocks_in("md", date(2020, 8, 7)))["Decisions since 3 July 2020"]
    assert [(row[0], *row[2:]) for row in table.texts] == [
        ("SECMP0015", "Rejected", "Change Board", "22 Jul 2020"),
        ("MP103", "Approved", "Change Board", "22 Jul 2020"),
        ("MP118", "Approved", "Change Board", "22 Jul 2020"),
        ("MP124", "Approved", "Change Board", "22 Jul 2020"),
        ("MP135", "Approved", "Change Board", "22 Jul 2020"),
    ]


def test_a_working_copy_says_so_and_takes_no_name_of_an_issued_one() -> None:
    other = built(date(2022, 1, 5))
    assert (built().stem, other.stem) == (NAME, f"{NAME}-as-of-2022-01-05")
    assert paragraphs(blocks_in("md", date(2022, 1, 5)))[1].startswith("This is a working copy.")
    draft = built(None, draft=True).stem
    assert draft != NAME
    assert draft.endswith("-draft")


# What counts as new.


def test_new_is_what_came_after_the_newsletter_before() -> None:
    register = loaded().register
    earlier = publication().model_copy(update={"dated": date(2021, 12, 1)})
    later = publication().model_copy(update={"dated": date(2022, 1, 14)})
    letters = {"newsletter-earlier": earlier, NAME: publication(), "newsletter-later": later}
    register = replace(register, publications=letters)
    letter = composed(register=register)
    assert (letter.new_from, letter.weeks_back, len(letter.proposals)) == (
        date(2021, 12, 1),
        None,
        7,
    )
    # As of a later day it is still told what was new in it.
    assert composed(date(2022, 3, 1), register=register).new_from == date(2021, 12, 1)
    # The next one starts where this one ended.
    after = composed(register=register, publication_=later)
    assert (after.new_from, after.proposals) == (ITS_DAY, ())


AUTHORITY = "Gas and Electricity Markets Authority"


def test_dates_directed_and_releases_left_are_news(tmp_path: Path) -> None:
    lean_copy(tmp_path)
    for id_, entry in (
        ("MP141", "- {date: 2021-12-16, event: dropped, release: 2022-11, by: CSC}\n"),
        (
            "SECMP0056",
            "- {date: 2021-12-17, event: date-directed, to: 2023-06-29, by: Authority}\n",
        ),
    ):
        with (tmp_path / f"modifications/{id_}.yaml").open("a", encoding="utf-8") as file:
            file.write(entry)
    made = built_as(load_register(tmp_path), NAME, publication(), None, draft=False)
    blocks = READERS["md"](FORMATS["md"].write(made.document, made.look))
    assert [
        (row[0], *row[2:]) for row in tables(blocks)["Decisions since 12 November 2021"].texts
    ] == [
        ("MP141", "Left the November 2022 SEC Release", "Change Sub-Committee", "16 Dec 2021"),
        ("SECMP0056", "Implementation date 29 Jun 2023 directed", AUTHORITY, "17 Dec 2021"),
    ]


def test_new_is_what_came_after_the_day_that_the_file_gives() -> None:
    since = publication().model_copy(update={"since": date(2021, 12, 3)})
    letter = composed(publication_=since)
    assert (letter.new_from, letter.weeks_back) == (date(2021, 12, 3), None)
    # A day before it cannot start after itself.
    assert composed(date(2021, 12, 1), publication_=since).weeks_back == WEEKS


def test_words_for_no_section_are_refused() -> None:
    odd = publication().model_copy(update={"words": {"farewell": "Goodbye."}})
    with pytest.raises(CannotCompose, match="'farewell', which is no section of a newsletter"):
        composed(publication_=odd)


# The page that goes by mail.

STYLED = {"body", "h1", "h2", "h3", "p", "ul", "li", "table", "caption", "th", "td"}


def test_the_page_carries_its_look_on_every_element() -> None:
    page = FORMATS["html"].write(built().document, built().look)
    nodes = [node for node in tree_of_page(page).walk() if node.tag in STYLED]
    assert {node.tag for node in nodes} == STYLED
    assert [node.tag for node in nodes if not node.attributes.get("style")] == []
    text = page.decode("utf-8").partition("<body")[2]
    assert {node.tag for node in tree_of_page(page).walk()} & {"script", "nav"} == set()
    assert "<style" not in text
    assert [word for word in ("var(", "url(", "@", "position:", "grid") if word in text] == []


def test_its_styles_change_no_word() -> None:
    page = FORMATS["html"].write(built().document, built().look).decode("utf-8")
    main = page.split('<main id="content">\n')[1].split("\n</main>")[0]
    bare = re.sub(r' (?:style|bgcolor)="[^"]*"', "", main)
    led = with_references(acronyms_written_out(built().document))
    blocks, ending = parts_of(replace(built().document, blocks=led), draws=False)
    parts = [re.sub(r' style="[^"]*"', "", part) for part in (*blocks, *ending)]
    assert re.sub(r'\n</td></tr>\n<tr><td class="[a-z]+">', "", bare).split('">\n', 2)[2] == (
        "\n".join(parts) + "\n</td></tr>\n</tbody>\n</table>"
    )


def test_column_widths_and_alignments_stay() -> None:
    page = FORMATS["html"].write(built().document, built().look)
    nodes = list(tree_of_page(page).walk())
    widths = [node.attributes["style"] for node in nodes if node.tag == "col"]
    assert all(re.fullmatch("width:[0-9.]+%", width) for width in widths)
    right = [node for node in nodes if node.attributes.get("class") == "right"]
    assert len(right) == len(REFINEMENT) + len(REPORT) + 2 + len(MEETINGS) + 2
    assert all(node.attributes["style"].endswith("text-align: right") for node in right)


def test_only_what_is_not_issued_is_marked() -> None:
    marks = {}
    for name, made in {
        "issued": built(),
        "of another day": built(date(2022, 1, 5)),
        "draft": built(None, draft=True),
    }.items():
        page = FORMATS["html"].write(made.document, made.look).decode("utf-8")
        marks[name] = re.findall(r'<p class="status"[^>]*>(.*?)</p>', page)
    assert marks == {"issued": [], "of another day": ["Working copy"], "draft": ["Draft"]}


def test_other_kinds_keep_their_own_page() -> None:
    assert {kind.name for kind in KINDS.values() if kind.mail} == {"newsletter"}
    made = build(loaded(), rid_of(loaded().register, "2022-11"))
    assert b"<style>" in FORMATS["html"].write(made.document, made.look)


def test_of_two_rules_about_one_element_the_later_holds() -> None:
    page = mail.write(built().document, "h1, h2 { color: #000 }\nh2 { color: #111; }").decode()
    assert '<h1 id="sec-newsletter" style="color: #000">' in page
    assert '<h2 id="news" style="color: #111">' in page


def test_a_heading_cell_is_told_by_what_it_heads_and_own_styles_come_last() -> None:
    style = "th.col { color: #111 }\nth.row { color: #222 }\ncol { width: 1% }"
    page = mail.write(built().document, style).decode()
    assert '<th scope="col" style="color: #111">Subject</th>' in page
    assert '<th scope="row" style="color: #222">Stand for the Change Board</th>' in page
    assert re.findall('<col style="(.*?)">', page)[0] != "width: 1%"


@pytest.mark.parametrize(
    ("style", "line", "message"),
    [
        ("p { margin: 0 }\n\ntable td { margin: 0 }", 3, "'table td' cannot be set"),
        ("/* two\nlines */\nh1, a:hover { margin: 0 }", 3, "'a:hover' cannot be set"),
        ("{ margin: 0 }", 1, "'' cannot be set"),
        ("p { margin: 0 }\nleft over", 2, "'left over' belongs to no rule"),
        ("@media print { p { margin: 0 } }", 1, "belongs to no rule"),
    ],
)
def test_a_sheet_that_cannot_be_written_on_elements_is_refused(
    style: str, line: int, message: str
) -> None:
    with pytest.raises(StyleError, match=re.escape(message)) as refused:
        mail.write(built().document, style)
    assert (refused.value.file, refused.value.line) == ("mail.css", line)
