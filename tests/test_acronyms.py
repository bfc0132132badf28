"""An acronym is written out at its first use in a sentence, and never again in that document."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectool.acronyms import ACRONYM, Acronyms, article_before, plural
from sectool.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    cell,
    text_of,
)
from sectool.building import Built, build
from sectool.compare import changes_between
from sectool.queries.document_kinds import acronyms_of
from sectool.render.acronyms import acronyms_written_out
from sectool.render.reading import lines_of
from tests.register import SEED, opened

TERMS = Acronyms(
    means={
        "DCC": "Data Communications Company",
        "DUIS": "DCC User Interface Specification",
        "CSP": "Communications Service Provider",
        "SRV": "Service Request Variant",
        "UIT": "User Integration Testing",
        "IHD": "In-Home Display",
        "CoT": "Change of Tenancy",
        "SMETS": "Smart Metering Equipment Technical Specifications",
        "SECAS": "Smart Energy Code Administrator and Secretariat",
        "SEC": "Smart Energy Code",
        "TBC": "To be confirmed",
        "MP": "Modification Proposal",
    },
    known=frozenset({"SEC"}),
    with_the=frozenset({"SECAS", "DCC"}),
    names=("November 2022 DCC Release", "DCC User Interface Specification", "DCC Systems"),
)


def printed(text: str, acronyms: Acronyms = TERMS, used: set[str] | None = None) -> str:
    for start, end, new in reversed(acronyms.edits(text, set() if used is None else used)):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Once, and used from then on.
        ("The DCC says so. The DCC is right.",
         "The Data Communications Company (DCC) says so. The DCC is right."),
        # In its number, and with its article.
        ("The CSPs and a CSP.", "The Communications Service Providers (CSPs) and a CSP."),
        ("It sends an SRV.", "It sends a Service Request Variant (SRV)."),
        ("An SRV is sent.", "A Service Request Variant (SRV) is sent."),
        ("An IHD, and a UIT plan.",
         "An In-Home Display (IHD), and a User Integration Testing (UIT) plan."),
        ("A CSP.", "A Communications Service Provider (CSP)."),
        ("Two CoTs.", "Two Changes of Tenancy (CoTs)."),
        ("The SMETS apply.",
         "The Smart Metering Equipment Technical Specifications (SMETS) apply."),
        # Whose it is.
        ("The DCC’s view.", "The Data Communications Company’s (DCC’s) view."),
        ("The DCC's view.", "The Data Communications Company's (DCC's) view."),
        ("The CSPs’ view.", "The Communications Service Providers’ (CSPs’) view."),
        # Used as a name, it takes an article when it is written out; not before a noun.
        ("SECAS writes, and SECAS reads.",
         "The Smart Energy Code Administrator and Secretariat (SECAS) writes, and SECAS reads."),
        ("A paper by SECAS.",
         "A paper by the Smart Energy Code Administrator and Secretariat (SECAS)."),
        ("The SECAS Helpdesk.",
         "The Smart Energy Code Administrator and Secretariat (SECAS) Helpdesk."),
        # Not within a term that the Code defines.
        ("It leaves DCC Systems as they are, says the DCC.",
         "It leaves DCC Systems as they are, says the Data Communications Company (DCC)."),
        ("The DUIS, by the DCC.",
         "The DCC User Interface Specification (DUIS), by the Data Communications Company (DCC)."),
        ("The DCC writes the DUIS.",
         "The Data Communications Company (DCC) writes the DCC User Interface Specification "
         "(DUIS)."),
        # Already written out: that is the first use, and a second one gives way.
        ("The Data Communications Company (DCC) says so. The DCC is right.",
         "The Data Communications Company (DCC) says so. The DCC is right."),
        ("The DCC agrees. The Data\u00a0Communications Company (DCC) does.",
         "The Data Communications Company (DCC) agrees. The DCC does."),
        ("A CSP. Many Communication Services Providers (CSPs).",
         "A Communications Service Provider (CSP). Many CSPs."),
        ("The SRV. A Service Request Variant (SRV).",
         "The Service Request Variant (SRV). An SRV."),
        ("The DCC. The Data Communications Company’s (DCC’s) view.",
         "The Data Communications Company (DCC). The DCC’s view."),
        ("The DCC (Data Communications Company) and the DCC.",
         "The DCC (Data Communications Company) and the DCC."),
        # A term that is no name.
        ("The date is TBC. TBC.", "The date is to be confirmed (TBC). TBC."),
        ("TBC by then.", "To be confirmed (TBC) by then."),
        # What readers know, ids, versions, codes, addresses, compounds, titles, quotations, names.
        ("The SEC, MP078 and SMETS2.", "The SEC, MP078 and SMETS2."),
        ("Appendix DCC, dcc@DCC.uk, SEC/DCC/1.", "Appendix DCC, dcc@DCC.uk, SEC/DCC/1."),
        ("A non-DCC change, DCC-led, DCC/CSP.", "A non-DCC change, DCC-led, DCC/CSP."),
        ("‘The DCC’s plan’ says “DCC”. The DCC.",
         "‘The DCC’s plan’ says “DCC”. The Data Communications Company (DCC)."),
        ("In the November 2022 DCC Release, the DCC.",
         "In the November 2022 DCC Release, the Data Communications Company (DCC)."),
        ("Its day (DCC).", "Its day (DCC)."),
        ("The XYZ.", "The XYZ."),
    ],
)  # fmt: skip
def test_a_text_as_it_is_printed(before: str, after: str) -> None:
    assert printed(before) == after
    assert printed(after) == after


@given(st.lists(st.sampled_from([
    *("the", "a", "an", "DCC", "CSPs", "SRV", "DUIS", "SECAS", "(DCC)", "says", "so.", "‘", "’"),
    *("Data Communications Company (DCC)", "DCC’s", "IHD,", "non-DCC", "Systems"),
])).map(" ".join))  # fmt: skip
def test_each_is_written_out_once(text: str) -> None:
    after = printed(text)
    for one in TERMS.means:
        outside = re.sub("‘[^‘]*?’(?![A-Za-z])", "", after)
        assert len(re.findall(rf"{TERMS.means[one]} \({one}\)", outside)) <= 1
    assert printed(after) == after


def test_plurals_and_articles() -> None:
    assert [
        plural(term) for term in ("Market Entity", "Mailbox", "Business", "Metering Equipment")
    ] == [
        *("Market Entities", "Mailboxes", "Businesses", "Metering Equipment"),
    ]
    several = replace(TERMS, plurals={"CSP": "Providers of Communications"})
    assert printed("The CSPs.", several) == "The Providers of Communications (CSPs)."
    words = ("SRV", "SIT", "DCC", "IHD", "MVP", "Impact", "User", "Unique", "One", "Data", "SMKI")
    assert " ".join(map(article_before, words)) == "an a a an an an a a a a an"


def document(*blocks: Block, opening: str = "title block") -> Document:
    return Document("T", "S", "en-GB", "A", "", False, blocks, opening=opening, acronyms=TERMS)  # type: ignore[arg-type]


def said(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))


TITLE = Heading(1, (Text("The DCC"),), "t")


def test_headings_tables_notes_and_labels_are_no_first_use() -> None:
    table = Table((Text("The DCC"),), (), ((cell("DCC"),),), ((cell("The DCC"),),))
    label = said("DCC")
    noted = said("See below.", Note("n", (Text("The DCC."),)))
    blocks = (TITLE, label, table, noted, said("The DCC."))
    done = acronyms_written_out(document(*blocks))
    assert done[:-1] == blocks[:-1]
    assert done[-1] == said("The Data Communications Company (DCC).")


def test_in_tables_only_what_is_written_out_again_gives_way() -> None:
    def row(*texts: str) -> tuple[Cell, ...]:
        return tuple(cell(one) for one in texts)

    full, short = "A User Integration Testing (UIT) plan", "A UIT plan"
    one = Table((), (), (), (row("The DCC", full), row("SRV", full)))
    two = Table((), (), (), (row("A Change of Tenancy (CoT)", full),))
    blocks = (one, said("The UIT of the DCC, and a CoT."), two)
    done = acronyms_written_out(document(*blocks))
    assert done == (
        replace(one, rows=(row("The DCC", full), row("SRV", short))),
        said(
            "The User Integration Testing (UIT) of the Data Communications Company (DCC), "
            "and a Change of Tenancy (CoT)."
        ),
        replace(two, rows=(row("A CoT", short),)),
    )


def test_a_letter_has_them_in_its_text_alone() -> None:
    head, end = (said("The DCC, London"), said("Dear DCC,")), (said("Yours, the DCC"), said("Me"))
    done = acronyms_written_out(document(*head, TITLE, said("The DCC."), *end, opening="letter"))
    assert done == (*head, TITLE, said("The Data Communications Company (DCC)."), *end)


def test_a_term_that_is_bold_in_a_link_or_in_a_list_is_found() -> None:
    text = said("A ", Strong((Text("CSP"),)), ", an ", Link("x", (Text("SRV"),)), ", a CSP.")
    again = said("A ", Strong((Text("Service Request Variant"),)), " (SRV).")
    done = acronyms_written_out(document(TITLE, Bullets(((text,),)), again))
    assert done[1:] == (
        Bullets(((said(
            *("A ", Strong((Text("Communications Service Provider (CSP)"),)), ", a "),
            *(Link("x", (Text("Service Request Variant (SRV)"),)), ", a CSP."),
        ),),)),
        said("An ", Strong((Text("SRV"),)), "."),
    )  # fmt: skip


# In the documents themselves.


@cache
def built(name: str) -> Built:
    return build(opened(SEED), name, state="issued")


NAMES = sorted(opened(SEED).register.publications)


@pytest.mark.parametrize("name", NAMES)
def test_no_document_uses_one_before_it_is_written_out(name: str) -> None:
    """In its sentences; a term of readers who know it is theirs."""
    document = built(name).document
    done = acronyms_written_out(document)
    assert acronyms_written_out(replace(document, blocks=done)) == done
    register = opened(SEED).register
    publication = register.publications[name]
    text = sentences(done)
    for annex in publication.annexes:
        text = text.replace(annex.title, "")
    acronyms = acronyms_of(register, publication.kind)
    first: dict[str, str] = {}
    for found in ACRONYM.finditer(text):
        one = acronyms.term_of(found[0])
        quoted = any(a <= found.start() < b for a, b in acronyms.left_alone(text))
        if one and not quoted and text[found.start() - 1] not in "-[":
            first.setdefault(one[0], text[: found.end() + 1][-4 - len(found[0]) :])
    used = {one: words for one, words in first.items() if one not in acronyms.known}
    assert len(used) > 3
    assert {one: words for one, words in used.items() if "(" not in words} == {}


def sentences(blocks: tuple[Block, ...]) -> str:
    """The running text of some blocks, but for what is no sentence."""
    kept = [one for one in blocks if isinstance(one, Paragraph | Bullets)]
    return text_of(tuple(kept))


def test_who_reads_a_letter_to_the_authority_knows_the_code() -> None:
    letter = built("letter-secmp0007-2021-03-25").document
    text = text_of(acronyms_written_out(letter))
    assert "Smart Energy Code (SEC)" not in text
    assert "Data Communications Company (DCC)" in text
    assert text.count("User Integration Testing (UIT)") == 1
    paper = built("unc-update-2017-06").document
    assert "Smart Energy Code (SEC)" in text_of(acronyms_written_out(paper))


def test_a_comparison_and_a_record_have_the_words_from_before() -> None:
    """So an item that comes to stand first changes no words but its own."""
    before = built("unc-update-2017-06").document
    at = next(i for i, one in enumerate(before.blocks) if isinstance(one, Paragraph))
    more = (*before.blocks[:at], said("SECAS is here."), *before.blocks[at:])
    after = replace(before, blocks=more)
    assert len(changes_between(before, after, None)) == 1
    assert "Secretariat (SECAS)" not in text_of(before.blocks)


def test_a_page_has_the_full_term_of_each_and_a_file_is_read_as_it_is() -> None:
    one = built("unc-update-2017-06")
    page = one.written("html").decode()
    assert '<abbr title="Data Communications Company">DCC</abbr>' in page
    lines = lines_of(page.encode(), "html")
    assert any("the Data Communications Company (DCC) had put" in line for line in lines)
    mail = built("newsletter-2021-12-17")
    assert "<abbr" not in mail.written("html").decode()
    assert "Smart Energy Code (SEC)" in mail.written("txt").decode().replace("\n", " ")
