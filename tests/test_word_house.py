"""A house's style.docx: its numbers, what it places on each page, and what it must let be read."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.parser import parse_xml

from sectool.blocks import Document, Heading, Text, plain
from sectool.load import load_register
from sectool.load.shipped import SHARED
from sectool.pipeline import build
from sectool.render.look import Look, StyleError
from sectool.render.style_trial import setting_faults_of
from sectool.render.word import write
from sectool.render.word_styles import NAMESPACES
from tests.command import run
from tests.register import MINIMAL, SEED, copy_of
from tests.test_word import changed, part, says, unzipped, value, words
from tests.word_checks import W, faults, style_file, zipped

PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


@pytest.fixture(scope="module")
def rid() -> Document:
    return build(load_register(SEED), "rid-2022-11").document


def house(header: str = "", footer: str = "", **styles: str) -> bytes:
    """A house with words in header and footer (XML of a paragraph), and other styles, by id."""
    file = docx.Document(BytesIO(style_file()))
    for story, inside in ((file.sections[0].header, header), (file.sections[0].footer, footer)):
        if inside:
            made: Any = parse_xml(f"<w:p {NAMESPACES}>{inside}</w:p>")
            root: Any = story._element
            root[:] = [made]
    for id_, change in styles.items():
        [style] = [one for one in file.styles.element if one.get(W + "styleId") == id_]
        old, new = change.split(" → ")
        parent, name = style.find(W + old), old
        if parent is None:
            parent = parse_xml(f"<w:{name} {NAMESPACES}/>")
            style.append(parent)
        made = parse_xml(f"<w:x {NAMESPACES}>{new}</w:x>")[0]
        for one in parent.findall(made.tag):
            parent.remove(one)
        parent.append(made)
    done = BytesIO()
    file.save(done)
    return done.getvalue()


def at(folder: Path, content: bytes) -> Path:
    (folder / "style.docx").write_bytes(content)
    return folder / "style.docx"


# Numbers.


def numbering(*levels: tuple[str, str]) -> bytes:
    """A house that numbers its headings: a form and a text for each level."""
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="Heading{n + 1}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )

    def more(text: str) -> str:
        head, first, rest = text.partition("<w:num ")
        abstract = (
            '<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
            f"{inside}</w:abstractNum>"
        )
        number = '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
        return head + abstract + (first + rest).replace("</w:numbering>", number)

    def styled(text: str) -> str:
        for n in range(len(levels)):
            level = f'<w:ilvl w:val="{n}"/>' if n else ""
            text = re.sub(
                rf'(w:styleId="Heading{n + 1}">.*?<w:keepLines/>)',
                rf'\1<w:numPr>{level}<w:numId w:val="77"/></w:numPr>',
                text,
                count=1,
            )
        # A contents heading that follows the first heading, as in many houses.
        return re.sub(
            r'(w:styleId="TOCHeading">.*?<w:basedOn w:val=")Normal', r"\1Heading1", text, count=1
        )

    return changed({"word/numbering.xml": more, "word/styles.xml": styled}, {})


def headings(file: bytes) -> list[tuple[str, bool]]:
    """The headings of the first two levels, and whether the house numbers each."""
    return [
        (words(one), value(one, "pPr/numPr/numId") != "0")
        for one in part(file).iter(W + "p")
        if value(one, "pPr/pStyle") in ("Heading1", "Heading2")
    ]


def contents(file: bytes) -> list[str]:
    lines = (p for p in part(file).iter(W + "p") if (value(p, "pPr/pStyle") or "")[:3] == "TOC")
    return [
        "".join("|" if one.tag == W + "tab" and one.get(W + "val") is None else one.text or ""
                for one in line.iter(W + "t", W + "tab"))
        for line in lines
    ]  # fmt: skip


def test_a_house_that_numbers_its_headings_numbers_ours(rid: Document, tmp_path: Path) -> None:
    style = at(tmp_path, numbering(("decimal", "%1"), ("decimal", "%1.%2")))
    file = write(rid, style)
    assert faults(file) == []
    found = headings(file)
    answers = ["Key dates", "What you need to do", "What has changed since version 0.3"]
    assert [name for name, _ in found[:3]] == answers
    assert found[3:7] == [
        ("About this document", False),
        ("Scope", True),
        ("Approved Modification Proposals", True),
        ("Targeted Modification Proposals", True),
    ]
    assert [name for name, numbered in found if not numbered] == [
        *answers,
        "About this document",
        *("Appendix 1: Version control", "Appendix 2: Glossary"),
    ]
    lines = contents(file)
    assert lines[:5] == [
        "Contents",
        "1|Scope",
        "2|Impacts",
        "3|Implementation timeline",
        "4|Test strategy",
    ]
    [heading] = [p for p in part(file).iter(W + "p") if words(p) == "Contents"]
    assert value(heading, "pPr/numPr/numId") == "0"


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param([("upperRoman", "%1.")], id="another form, which words do not refer to"),
        pytest.param([("bullet", "•")], id="no number"),
    ],
)
def test_other_numbers_give_way_to_the_typed_ones(
    levels: list[tuple[str, str]], rid: Document, tmp_path: Path
) -> None:
    file = write(rid, at(tmp_path, numbering(*levels)))
    found = headings(file)
    assert ("1. Scope", False) in found
    assert not any(numbered for name, numbered in found if name[:1].isdigit())


def test_typed_numbers_that_jump_are_kept(rid: Document, tmp_path: Path) -> None:
    blocks = tuple(
        replace(one, body=(Text("9. Costs"),))
        if isinstance(one, Heading) and plain(one.body) == "5. Costs"
        else one
        for one in rid.blocks
    )
    file = write(replace(rid, blocks=blocks), at(tmp_path, numbering(("decimal", "%1."))))
    assert ("9. Costs", False) in headings(file)
    assert ("1. Scope", False) in headings(file)


# What a house places.


def around(file: bytes) -> list[tuple[str, list[str]]]:
    """The words of each header and footer, and what its fields ask for."""
    return [
        (words(root), [one.text.split()[0] for one in root.iter(W + "instrText")])
        for name in sorted(unzipped(file))
        if re.match(r"word/(header|footer)\d*\.xml", name)
        for root in [part(file, Path(name).stem)]
    ]


def test_a_house_places_what_it_wants_on_each_page(rid: Document, tmp_path: Path) -> None:
    """Also where Word has split the words, and in a run with a tab; their look stays."""
    header = (
        '<w:r><w:rPr><w:b/></w:rPr><w:t>House: {ti</w:t></w:r><w:r><w:t xml:space="preserve">tle} '
        "of </w:t></w:r><w:r><w:t>{subtitle}!</w:t></w:r>"
    )
    footer = (
        "<w:r><w:t>{running}</w:t><w:tab/><w:t>{section}</w:t><w:tab/>"
        "<w:t>Page {page} of {pages}.</w:t></w:r>"
    )
    file = write(rid, at(tmp_path, house(header, footer)))
    assert faults(file) == []
    assert [one for one in around(file) if one[0]] == [
        (
            "RID 2022-11 v0.4 · White · 23\xa0November\xa02021 · For issuePage 1 of 1.",
            ["STYLEREF", "PAGE", "NUMPAGES"],
        ),
        (
            "House: Release Implementation Document of November 2022 SEC Release!",
            [],
        ),
    ]
    root = next(
        part(file, Path(name).stem)
        for name in unzipped(file)
        if name.startswith("word/header") and b"House" in unzipped(file)[name]
    )
    bold = [words(one) for one in root.iter(W + "r") if one.find(f"{W}rPr/{W}b") is not None]
    assert "".join(bold) == "House: Release Implementation Document"
    [foot] = [
        n for n in unzipped(file) if n.startswith("word/footer") and b"STYLE" in unzipped(file)[n]
    ]
    assert unzipped(file)[foot].count(b"<w:tab/>") == 2


def test_a_content_control_is_filled(rid: Document, tmp_path: Path) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="running"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>'
        "<w:rPr><w:i/></w:rPr><w:t>Click here</w:t></w:r><w:r><w:t> to enter</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    file = write(rid, at(tmp_path, house(control, PAGE)))
    assert faults(file) == []
    [said] = [one for one, _ in around(file) if one.startswith("RID")]
    assert said == rid.running
    assert b"showingPlcHdr" not in b"".join(unzipped(file).values())


def test_a_name_in_our_own_words_is_no_place(rid: Document, tmp_path: Path) -> None:
    file = write(replace(rid, title="{page} of {title}"), at(tmp_path, style_file()))
    assert any(said.startswith("{page} of {title} – ") for said, _ in around(file))


# What a house may not do to words.


def told(content: bytes, document: Document, folder: Path) -> list[str]:
    at(folder, content)
    return [
        str(one)
        for one in setting_faults_of([document], Look.of([folder, SHARED]))
        if isinstance(one, StyleError)
    ]


FAULTS = {
    "no page number": (
        house("<w:r><w:t>House Ltd</w:t></w:r>", "<w:r><w:t>A street</w:t></w:r>"),
        "neither its header nor its footer has the number of the page: write {page} where it "
        "belongs, or {page} of {pages}",
    ),
    "a place that is none": (
        house("<w:r><w:t>{titel}</w:t></w:r>"),
        "its header or footer names {titel}, which there is not: there are {title}, {subtitle}, "
        "{running}, {status}, {section}, {page}, {pages}",
    ),
    "a hidden title": (
        house(Title="rPr → <w:vanish/>"),
        "the style 'Title' hides its words",
    ),
    "hidden headings": (
        house(Heading2="rPr → <w:vanish/>"),
        "the style 'Heading 2' hides its words",
    ),
    "white on white": (
        house(Heading1='rPr → <w:color w:val="FFFFFF"/>'),
        "the style 'Heading 1' has words in FFFFFF on FFFFFF, which can hardly be read: their "
        "contrast is 1.0 to 1, and 3 to 1 is needed",
    ),
    "low contrast": (
        house(Caption='rPr → <w:color w:val="8A8A8A"/>'),
        "the style 'caption' has words in 8A8A8A on FFFFFF, which can hardly be read: their "
        "contrast is 3.5 to 1, and 4.5 to 1 is needed",
    ),
    "dark table heads": (
        house(TableHeading='rPr → <w:color w:val="333333"/>'),
        "the style 'Table Heading' has words in 333333 on 0B5A6F, which can hardly be read: their "
        "contrast is 1.6 to 1, and 4.5 to 1 is needed",
    ),
    "tiny type": (
        house(Caption='rPr → <w:sz w:val="8"/>'),
        "the style 'caption' sets its words in 4 points, too small to be read",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_a_house_hides_or_makes_unreadable_is_told(
    case: str, rid: Document, tmp_path: Path
) -> None:
    content, message = FAULTS[case]
    assert told(content, rid, tmp_path) == [message]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(house(footer=PAGE), id="a field"),
        pytest.param(house(header="<w:r><w:t>{page}</w:t></w:r>"), id="a place"),
        pytest.param(house(header="<w:r><w:t>House</w:t></w:r>"), id="a footer of ours"),
        pytest.param(house(Heading1='rPr → <w:color w:val="auto"/>'), id="as Word takes it"),
        pytest.param(house(Heading2='rPr → <w:color w:val="767676"/>'), id="just enough"),
    ],
)
def test_what_can_be_read_is_let_be(content: bytes, rid: Document, tmp_path: Path) -> None:
    assert told(content, rid, tmp_path) == []


def test_a_fault_is_found_by_check_at_its_file(tmp_path: Path) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    (register / "templates").mkdir(exist_ok=True)
    at(register / "templates", FAULTS["white on white"][0])
    done = run("check", cwd=register)
    said = done.stdout + done.stderr
    assert said.count("D107") == 1
    assert "templates/style.docx" in said


# What is no Word document.


def _as(old: str, new: str, where: str = "[Content_Types].xml") -> bytes:
    return changed({where: lambda text: text.replace(old, new)}, {})


def _odt() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


OTHERS = {
    "template": (_as("document.main+xml", "template.main+xml"), "Word template (.dotx)"),
    "macros": (
        _as(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "Word document with macros (.docm)",
    ),
    "old": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "Word 97 to 2003 (.doc)"),
    "protected": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "strict": (
        _as(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
            "_rels/.rels",
        ),
        "Strict form of Open XML",
    ),
    "rich text": (b"{\\rtf1 words}", "rich text (.rtf)"),
    "pdf": (b"%PDF-1.7", "this is a PDF"),
    "odt": (_odt(), "OpenDocument (.odt)"),
    "zip": (zipped({"a.txt": "b"}), "this is a zip file"),
    "words": (b"Dear house", "this is no Word document (.docx)"),
    "nothing": (b"", "this is no Word document (.docx)"),
    "cut off": (style_file()[:3000], "damaged: it cannot be unpacked"),
    "broken part": (_as("</w:styles>", "", "word/styles.xml"), "is damaged: open it in Word"),
    "no body": (
        _as("<w:body>", "<w:other>", "word/document.xml").replace(b"</w:body>", b"</w:other>"),
        "is damaged: open it in Word",
    ),
    "no relationships": (
        zipped({n: c for n, c in unzipped(style_file()).items() if n != "_rels/.rels"}),
        "damaged: a part of it is missing",
    ),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_word_document_is_told_once_in_plain_words(
    case: str, rid: Document, tmp_path: Path
) -> None:
    content, said = OTHERS[case]
    [message] = told(content, rid, tmp_path)
    assert said in message
    assert not re.search(r"[Ee]rror|KeyError|lxml|/dev|line \d", message)


def test_a_file_that_unpacks_to_far_too_much_is_not_read(rid: Document, tmp_path: Path) -> None:
    large = BytesIO()
    with ZipFile(large, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", style_file()[:10])
        package.writestr("word/document.xml", b"\0" * 200_000_001)
    assert told(large.getvalue(), rid, tmp_path) == [
        "this Word document unpacks to more than 200 MB"
    ]


def test_the_shipped_style_has_no_fault(rid: Document, tmp_path: Path) -> None:
    for opening in ("cover", "title block", "masthead", "letter"):
        one = replace(rid, opening=opening, blocks=(*rid.blocks, says("End.")))
        assert told(style_file(), one, tmp_path) == []
