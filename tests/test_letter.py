"""The letter about Appendix R says what the published one says, and is written of nothing else.

Facts are typed from the letter of 25 March 2021.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from sectool.building import Built
from sectool.building.build import template_folders
from sectool.check.run import check_register
from sectool.documents.edition import edition_of
from sectool.documents.kinds import CannotCompose
from sectool.documents.letter.compose import compose
from sectool.documents.letter.value import Letter
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication
from sectool.pipeline import subject_of
from sectool.render.formats import FORMATS
from sectool.schedule import calendars_of
from sectool.wording.environment import Wording, values_of
from tests.office import READERS, Pages, read_word
from tests.register import SEED, built_as, lean_copy, opened
from tests.tables import (
    Block,
    Blocks,
    Heading,
    Items,
    Paragraph,
    charted,
    flowing,
    lines_of,
    links,
    merged,
    tables,
    words,
)

NAME = "letter-secmp0007-2021-03-25"


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
def letter(request: pytest.FixtureRequest) -> Blocks:
    """The letter, read back from each format in turn."""
    return blocks_in(request.param)


def composed(day: date | None = None, of: Loaded | None = None) -> Letter:
    register = (of or loaded()).register
    edition = edition_of(register.publications[NAME], day, draft=False)
    calendars = calendars_of(register, edition.as_of)
    return compose(register, register.publications[NAME], edition, calendars)


def unbroken(block: Block) -> Block:
    """A paragraph as a PDF's structure has it: there a break between lines is no character."""
    if not isinstance(block, Paragraph):
        return block
    return Paragraph(merged(replace(run, text=run.text.replace("\n", "")) for run in block.body))


def said(blocks: Blocks) -> list[str]:
    """Paragraphs and items as words, a line break as one blank."""
    return [" ".join(words(line).split()) for line in lines_of(blocks)]


def close(text: str) -> str:
    """A text without its blanks: in a PDF, none stands between two lines of an address."""
    return text.replace(" ", "")


def worded(value: Letter) -> str:
    blocks = Wording(template_folders(opened(SEED)), "letter.md.j2").blocks(values_of(value))
    changed = replace(built().document, blocks=blocks)
    markdown = FORMATS["md"].write(changed, built().look)
    return flowing(markdown).replace("\u00a0", " ")


# What the published letter says.

ADDRESSES = (
    "Peter Davies Smart Energy Code Company Limited 8 Fenchurch Place London, EC3M 4AJ",
    "Michael Walls 10 South Colonnade Canary Wharf London, E14 4PU",
    "25 March 2021",
    "Dear Michael Walls,",
)
SUBJECT = (
    "SECMP0007, Appendix R ‘Common Test Scenarios Document’: request for an earlier "
    "implementation date"
)
DOCUMENTS = (
    "Schedule 8 ‘Great Britain Companion Specification’",
    "Schedule 9 ‘Smart Metering Equipment Technical Specifications’",
    "Schedule 10 ‘Communications Hub Technical Specifications’",
    "Schedule 11 ‘TS Applicability Tables’",
    "Appendix E ‘DCC User Interface Services Schedule’",
    "Appendix R ‘Common Test Scenarios Document’",
    "Appendix AB ‘Service Request Processing Document’",
    "Appendix AD ‘DCC User Interface Specification’",
    "Appendix AF ‘Message Mapping Catalogue’",
)
OTHERS = (
    "Schedule 8, Schedule 9, Schedule 10, Schedule 11, Appendix E, Appendix AB, Appendix AD and "
    "Appendix AF"
)
PARTS = (
    ("Text of the Common Test Scenarios Document", "Appendix R", "4 November 2021", "24 June 2021"),
    ("Text of all other documents", OTHERS, "4 November 2021", "4 November 2021"),
    (
        "Service Request 11.4 in the DCC Systems of the Data Services Provider",
        "None",
        "4 November 2021",
        "4 November 2021",
    ),
    (
        "DCC Systems of the Communications Service Providers",
        "None",
        "To be announced",
        "To be announced",
    ),
    ("Firmware of the Communications Hubs", "None", "To be announced", "To be announced"),
)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_all_formats_say_the_same(name: str) -> None:
    expected = blocks_in("html")
    if name == "pdf":
        expected = tuple(map(unbroken, expected))
    assert charted(blocks_in(name), expected) == expected


def test_sender_addressee_date_and_salutation(letter: Blocks) -> None:
    assert [close(line) for line in said(letter)[:4]] == [close(line) for line in ADDRESSES]


def test_the_subject_and_the_request(letter: Blocks) -> None:
    _, _, _, _, subject, request, *_ = said(letter)
    assert subject == SUBJECT
    for fact in (
        "The SEC Panel requests",
        "Appendix R ‘Common Test Scenarios Document’",
        "SECMP0007 ‘Firmware updates to IHDs and PPMIDs’",
        "24 June 2021, with the June 2021 SEC Release,",
        "4 November 2021 (November 2021 SEC Release)",
        "94 Working Days earlier",
        "the Authority",
    ):
        assert fact in request
    [line] = [one for one in lines_of(letter) if words(one).startswith("The SEC Panel requests")]
    assert links(line) == (
        "https://smartenergycodecompany.co.uk/modifications/firmware-updates-to-ihds-and-ppmids/",
    )


def test_the_state_of_the_modification_and_its_documents(letter: Blocks) -> None:
    [found] = [block for block in letter if isinstance(block, Items)]
    assert tuple(words(one) for item in found.items for one in lines_of(item)) == DOCUMENTS
    [before] = [line for line in said(letter) if line.startswith("SECMP0007 has been approved")]
    assert "due to be implemented on 4 November 2021 (November 2021 SEC Release)" in before
    assert before.endswith("nine documents of the SEC:")


def test_the_rule_that_forces_the_change(letter: Blocks) -> None:
    [rule] = [line for line in said(letter) if line.startswith("Changes to Appendix R")]
    for fact in (
        "by the start of UIT",
        "where a Service Request is new or changed",
        "The start of UIT precedes the go-live of the November 2021 SEC Release on 4 November 2021",
        "only on that date would therefore be too late",
    ):
        assert fact in rule
    assert any("A new Service Request, 11.4," in line for line in said(letter))


def test_who_agreed_and_when(letter: Blocks) -> None:
    [agreed] = [line for line in said(letter) if "agreed the following" in line]
    assert agreed.startswith(
        "On 9 December 2020, the Testing Advisory Group (TAG) agreed the following."
    )


def test_the_parts(letter: Blocks) -> None:
    [table] = tables(letter).values()
    assert table.caption == "The parts of SECMP0007 and their implementation dates"
    head = ("Part", "Documents", "Current date", "Requested date")
    assert tuple(tuple(one.replace("\u00a0", " ") for one in row) for row in table.texts) == PARTS
    assert tuple(words(line) for cell in table.head[0] for line in cell.lines) == head
    [left] = [line for line in said(letter) if line.startswith("The dates of two parts are to be ")]
    assert "every request to update a PPMID" in left


def test_costs_the_formal_request_and_the_signature(letter: Blocks) -> None:
    *_, costs, request, contact, ending, signature, _imprint = said(letter)
    assert costs == "Moving this date changes nothing in what it costs to implement SECMP0007."
    assert request == (
        "Under SEC Section D10.5, the Panel therefore requests that the Authority direct "
        "24 June 2021 as the implementation date of the changes to Appendix R ‘Common Test "
        "Scenarios Document’ under SECMP0007, and of these alone. No other date would change: "
        "two other "
        ""
        "parts remain on 4 November 2021 (November 2021 SEC Release), and the dates of two "
        "further parts are "
        "still to be announced."
    )
    assert "020 7090 7755" in contact
    assert "sec.change@gemserv.com" in contact
    assert ending == "Yours sincerely,"
    assert close(signature) == close("Peter Davies SEC Panel Chair")


def test_names_are_those_the_letter_printed_and_no_others() -> None:
    text = FORMATS["md"].write(built().document, built().look).decode("utf-8")
    assert text.count("Peter Davies") == 2
    assert text.count("Walls") == 2


def test_the_errors_of_the_published_letter() -> None:
    """It gave Appendix R two titles; the register has one, and tells of the other. That the RID
    shortens the title of Schedule 8, which the letter gives in full, is told as well."""
    assert all("Testing Scenarios" not in line for line in said(blocks_in("md")))
    found = {
        one.message
        for one in check_register(loaded(), subject_of(loaded(), documents=False))
        if one.code == "D102"
    }
    assert (
        "letter-secmp0007-2021-03-25 calls Appendix R 'Common Testing Scenarios Document', the "
        "register 'Common Test Scenarios Document'"
    ) in found
    assert (
        "rid-2022-11-v0.4 calls Schedule 8 'GB Companion Specification', the register 'Great "
        "Britain Companion Specification'"
    ) in found


# Other days and other registers.


def test_the_same_bytes_twice() -> None:
    again = built_as(load_register(SEED), NAME, publication(), None, draft=False)
    for known in FORMATS.values():
        assert known.write(again.document, again.look) == known.write(
            built().document, built().look
        )


def test_once_the_date_is_directed() -> None:
    letter = composed(date(2021, 6, 24))
    assert letter.speaks_of == date(2021, 6, 24)
    assert [(one.to, one.seen) for one in letter.answers] == [(date(2021, 6, 24), True)]
    assert not letter.pending
    text = worded(letter)
    assert "**This is a working copy.**" in text
    assert "the Authority had directed 24 June 2021" in text
    assert "due to be implemented" not in text


def test_the_day_before_the_request_there_is_nothing_to_write() -> None:
    with pytest.raises(CannotCompose) as told:
        composed(date(2021, 3, 24))
    assert str(told.value) == (
        "modifications/SECMP0007.yaml has no entry 'event: date-requested' with 'part: ctsd' on or "
        "before Wed 24 Mar 2021: a change of date that the register does not have cannot be asked "
        "for (the entry says 'by', 'from', 'of' and 'to')"
    )


def copied(to: Path) -> Path:
    lean_copy(to)
    return to


def edited(to: Path, file: str, old: str, new: str) -> Loaded:
    """The register with one piece of a file written otherwise."""
    path = copied(to) / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text.count(old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_register(to)


LETTER = f"publications/{NAME}.yaml"
SECMP0007 = "modifications/SECMP0007.yaml"
REFUSALS = {
    "no such modification": (
        LETTER,
        "modification: SECMP0007",
        "modification: SECMP0001",
        "the register has no modification 'SECMP0001'",
    ),
    "nothing asked for that part": (
        LETTER,
        "part: ctsd",
        "part: legal-text",
        "modifications/SECMP0007.yaml has no entry 'event: date-requested' with 'part: legal-text'",
    ),
    "no such part": (
        LETTER,
        "part: ctsd",
        "part: ctds",
        "SECMP0007 has no part 'ctds' on or before Thu 25 Mar 2021; its parts: ch-firmware, "
        "csp-systems, ctsd, dsp-systems, legal-text",
    ),
    "from nowhere": (
        SECMP0007,
        "  from: 2021-11-04\n",
        "",
        "the entry 'event: date-requested' of Thu 25 Mar 2021 in modifications/SECMP0007.yaml does "
        "not say 'from'",
    ),
    "all that is missing at once": (
        SECMP0007,
        "  from: 2021-11-04\n  to: 2021-06-24\n  by: Panel\n  of: Authority\n",
        "  by: Panel\n",
        "does not say 'from', 'of' and 'to'",
    ),
    "from no day": (
        SECMP0007,
        "from: 2021-11-04",
        "from: November",
        "'from' in the entry 'event: date-requested' of Thu 25 Mar 2021 in",
    ),
    "to no day": (
        SECMP0007,
        "  from: 2021-11-04\n  to: 2021-06-24\n",
        "  from: 2021-11-04\n",
        "'to'",
    ),
    "by nobody": (SECMP0007, "  by: Panel\n  of: Authority\n", "  of: Authority\n", "'by'"),
    "of nobody": (SECMP0007, "  of: Authority\n", "", "does not say 'of'"),
    "words of no section": (
        LETTER,
        "  costs: >-",
        "  cost: >-",
        "'words' has 'cost', which is no section of a letter",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_the_register_does_not_hold_cannot_be_written(tmp_path: Path, case: str) -> None:
    file, old, new, message = REFUSALS[case]
    changed = edited(tmp_path, file, old, new)
    with pytest.raises(CannotCompose) as told:
        composed(of=changed)
    assert message in str(told.value)


TIMELINE = """\
release: 2021-11
milestones:
  uit-starts: {title: UIT commences, when: WHEN}
  go-live: {title: Release go-live, when: 2021-11-04}
"""
COMPUTED = {
    "2021-08-02": "this is on 2 August 2021. Text in force from 4 November 2021 would be too late; "
    "text in force from 24 June 2021 would be in time.",
    "2021-08": "this is between 2 August 2021 and 31 August 2021. Text in force from "
    "4 November 2021 would be too late; text in force from 24 June 2021 would be in time.",
    "2021-06": "this is between 1 June 2021 and 30 June 2021. Text in force from "
    "4 November 2021 would be too late; whether 24 June 2021 would be early enough depends on "
    "that "
    "date.",
    "2021-05-04": "this is on 4 May 2021. Text in force from 4 November 2021 would be too late, "
    "and so would text in force from 24 June 2021.",
}


@pytest.mark.parametrize("when", COMPUTED)
def test_a_timetable_gives_the_rule_its_days(tmp_path: Path, when: str) -> None:
    timeline = copied(tmp_path) / "releases/2021-11/timeline.yaml"
    timeline.write_text(TIMELINE.replace("WHEN", when), encoding="utf-8")
    text = worded(composed(of=load_register(tmp_path)))
    assert f"In the timetable of the November 2021 SEC Release, {COMPUTED[when]}" in text


def test_a_later_date_a_limit_and_what_is_not_said(tmp_path: Path) -> None:
    changed = edited(
        tmp_path, SECMP0007, "  to: 2021-06-24\n  by: Panel", "  to: 2022-02-24\n  by: Panel"
    )
    text = worded(composed(of=changed))
    assert "request for a later implementation date" in text
    assert "implemented on **24 February 2022** instead of 4 November 2021" in text
    letter = composed()
    assert "discretion" not in worded(letter)
    limit = "requests discretion to choose another date, up to 30 September 2021."
    assert limit in worded(replace(letter, until=date(2021, 9, 30)))
    bare = worded(replace(letter, costs=(), agreed=(), contact=None, under=None))
    assert "costs" not in bare
    assert "The SEC Panel made this request on 25 March 2021." in bare
    draft = worded(replace(letter, costs=(), draft=True, speaks_of=None))
    assert "TODO: say what the change of date does to the costs" in draft
    told = worded(replace(letter, agreed=(), agreement=("The DCC agrees.",)))
    assert "The DCC agrees." in told
    assert "The request is that of" not in told
    assert "If you have any questions, please contact me." in bare
    assert "The Panel therefore requests" in bare


# A modification that has no parts moves as a whole.

WHOLE_LETTER = """\
kind: letter
dated: 2022-01-21
requested: {modification: SECMP0056, part: all}
sender: {name: Ann Writer, office: Chair}
addressee: {name: Bob Reader}
words:
  reason: It has to wait.
  recommendation: It should wait.
"""
ITS_REQUEST = """\
- date: 2022-01-14
  event: date-requested
  from: 2022-11-03
  to: 2023-06-29
  by: Panel
  of: Authority
  under: Section D10.5
"""


def whole_letter(to: Path, request: str) -> Built:
    """The letter about a modification without parts, for which a date was requested so."""
    with (copied(to) / "modifications/SECMP0056.yaml").open("a", encoding="utf-8") as file:
        file.write(request)
    (to / "publications/letter-whole.yaml").write_text(WHOLE_LETTER, encoding="utf-8")
    register = load_register(to)
    about = register.register.publications["letter-whole"]
    return built_as(register, "letter-whole", about, None, draft=False)


def test_a_modification_without_parts_moves_as_a_whole(tmp_path: Path) -> None:
    made = whole_letter(tmp_path, ITS_REQUEST)
    lines = flowing(FORMATS["md"].write(made.document, made.look)).replace("\u00a0", " ")
    assert "Schedule 8 ‘Great Britain Companion Specification’\n" in lines
    for line in (
        "# SECMP0056 ‘IHD / PPMID Zigbee Attributes Available on the HAN’: request for a later "
        "implementation date",
        "’ be implemented as a whole on **29 June 2023** instead of 3 November 2022 (",
        "SECMP0056 has been approved, and is due to be implemented on 3 November 2022 (November "
        "2022 SEC Release). It changes the DCC Systems and amends four documents of the SEC:",
        "Under SEC Section D10.5, the Panel therefore requests that the Authority direct **29 June "
        "2023** as the implementation date of SECMP0056 as a whole, with its changes to the DCC "
        "Systems. The whole of the modification would be implemented on that date.",
        "The SEC Panel made this request on 14 January 2022.",
    ):
        assert line in lines
    for wrong in ("these alone", "part of it", "No other date"):
        assert wrong not in lines


def test_a_whole_modification_with_no_request_is_told_to_name_no_part(tmp_path: Path) -> None:
    with pytest.raises(CannotCompose) as told:
        whole_letter(tmp_path, "")
    assert "has no entry 'event: date-requested' without 'part'" in str(told.value)


def test_a_request_that_names_no_part_is_about_all_of_them(tmp_path: Path) -> None:
    text = worded(composed(of=edited(tmp_path, SECMP0007, "  part: ctsd\n  from:", "  from:")))
    assert (
        "implementation date of SECMP0007 as a whole. The whole of the modification would" in text
    )
    assert (
        "| **Firmware of the Communications Hubs** | None | To be announced | 24 June 2021 |"
        in text
    )
    assert "to be announced." not in text


def test_the_letter_has_no_sections(letter: Blocks) -> None:
    assert [words(one.body) for one in letter if isinstance(one, Heading)] == [SUBJECT]


# What makes it a letter.


def as_of(day: date | None = None, *, draft: bool = False) -> Built:
    return built_as(loaded(), NAME, publication(), day, draft=draft)


def test_it_opens_and_ends_as_a_letter_in_every_format() -> None:
    made = {name: known.write(built().document, built().look) for name, known in FORMATS.items()}
    page = made["html"].decode("utf-8")
    assert "<nav" not in page
    assert ">Issued<" not in page
    assert "Contents" not in page
    pages = Pages(made["pdf"])
    assert len(pages.reader.pages) == 2
    first = [leaf.text for leaf in pages.structure().leaves() if leaf.page == 1]
    assert first[:2] == ["Peter Davies", "Smart Energy Code Company Limited"]
    on = {leaf.text: leaf.page for leaf in pages.structure().leaves()}
    assert on["Yours sincerely,"] == on["Peter Davies"] == on["SEC Panel Chair"] == 2
    feet = [" ".join(about["Footer"]) for about in pages.furniture]
    paper = "Letter SECMP0007 · 25 March 2021"
    assert feet == [paper, f"{paper} 2 of 2"]
    [bookmark] = pages.reader.outline
    assert not isinstance(bookmark, list)
    assert bookmark.title == SUBJECT
    assert not any(node.tag == "TOC" for node in pages.structure().walk())
    with ZipFile(BytesIO(made["docx"])) as package:
        text = package.read("word/document.xml").decode("utf-8")
    styles = re.findall('<w:pStyle w:val="(.*?)"/>', text)
    assert styles[:5] == ["LetterSender", *["LetterHead"] * 3, "LetterSubject"]
    assert styles[-2:] == ["Closing", "Signature"]
    assert text.count("<w:sectPr") == 1
    assert "TOC" not in text
    assert "Issued" not in "".join(said(read_word(made["docx"])))


@pytest.mark.parametrize(
    ("day", "draft", "status", "foot", "note"),
    [
        (None, True, "Draft", "Draft", "This is a draft."),
        (
            *(date(2021, 6, 24), False, "Working copy", "24 June 2021 · Working copy"),
            "This is a working copy.",
        ),
    ],
)
def test_what_was_not_sent_says_so_on_the_first_page(
    day: date | None, draft: bool, status: str, foot: str, note: str
) -> None:
    one = as_of(day, draft=draft)
    assert f'<p class="status">{status}</p>' in FORMATS["html"].write(
        one.document, one.look
    ).decode("utf-8")
    pages = Pages(FORMATS["pdf"].write(one.document, one.look))
    assert " ".join(pages.furniture[0]["Footer"]) == f"Letter SECMP0007 · {foot}"
    assert pages.furniture[0].get("Background") == ([] if draft else None)
    [found] = [leaf for leaf in pages.structure().leaves() if leaf.text == note]
    assert found.page == 1
