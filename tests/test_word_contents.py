"""The contents of a Word file: the pages of the PDF, which is set once for both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from pypdf import PdfReader

from sectool.blocks import Document, Heading, Paragraph, Text, plain
from sectool.load import load_register
from sectool.load.shipped import SHARED
from sectool.pipeline import build, rid_of
from sectool.render import pdf
from sectool.render.formats import FORMATS
from sectool.render.look import Look
from sectool.render.openings import ends_of_opening
from sectool.render.reading import lines_of
from sectool.render.style_trial import setting_faults_of
from tests.register import SEED
from tests.test_word import changed, part, unzipped, value
from tests.word_checks import W, faults, zipped

LOOK = Look.of([SHARED])


def made_of(name: str, document: Document, look: Look = LOOK) -> bytes:
    return FORMATS[name].write(document, look)


@pytest.fixture(scope="module")
def rid() -> Document:
    loaded = load_register(SEED)
    return build(loaded, rid_of(loaded.register, None)).document


def short(opening: str = "title block") -> Document:
    blocks = (
        Heading(1, (Text("A title"),), "title"),
        *(
            block
            for number in range(1, 60)
            for block in (
                Heading(2, (Text(f"Section {number}"),), f"s{number}"),
                Paragraph((Text("Words. " * 40),)),
            )
        ),
    )
    return Document("Title", "Sub", "en-GB", "A", "Issued", False, blocks, opening=opening)  # type: ignore[arg-type]


@contextmanager
def settings_counted() -> Iterator[list[str]]:
    """The titles of the documents that are set as PDF in here."""
    done: list[str] = []
    write = pdf.write

    def counted(document: Document, style: Path) -> bytes:
        done.append(document.title)
        return write(document, style)

    with mock.patch.object(pdf, "write", counted):
        yield done


def contents(file: bytes) -> list[tuple[str, str]]:
    """The lines of the contents: what each is called, and the page that it gives."""
    found = []
    for one in part(file).iter(W + "p"):
        if re.fullmatch("TOC[0-9]", value(one, "pPr/pStyle") or ""):
            shown = [text.text or "" for text in one.iter(W + "t")]
            paged = any("PAGEREF" in (code.text or "") for code in one.iter(W + "instrText"))
            found.append(("".join(shown[:-1]), shown[-1]) if paged else ("".join(shown), ""))
    return found


def printed(document: Document, made: bytes) -> list[tuple[str, str]]:
    """The same, looked up on the pages of the PDF: each heading in larger type than the text."""
    found = []
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    for block in document.blocks[ends_of_opening(document)[1] :]:
        if isinstance(block, Heading) and block.level == 2:
            name = plain(block.body)
            line = re.compile(rf"^{re.escape(name)} *$".replace(r"\ ", r"\s"), re.MULTILINE)
            there = [n for n, text in enumerate(pages, 1) if line.search(text)]
            found.append((name, str(there[0])))
    return found


def test_contents_give_the_pages_of_the_pdf(rid: Document) -> None:
    file = made_of("docx", rid)
    assert faults(file) == []
    assert contents(file) == printed(rid, made_of("pdf", rid))
    lines = [p for p in part(file).iter(W + "p") if (value(p, "pPr/pStyle") or "")[:3] == "TOC"]
    stops = {
        (tab.get(W + "val"), tab.get(W + "leader"), tab.get(W + "pos"))
        for line in lines
        for tab in line.iterfind(f"{W}pPr/{W}tabs/{W}tab")
    }
    assert stops == {("right", "dot", "9638")}
    names = {one.get(W + "name") for one in part(file).iter(W + "bookmarkStart")}
    codes = [one.text or "" for one in part(file).iter(W + "instrText")]
    asked = [code.split()[1] for code in codes if "PAGEREF" in code]
    assert len(asked) == len(contents(file))
    assert set(asked) <= names


def test_word_asks_nothing_when_it_opens_a_file(rid: Document, tmp_path: Path) -> None:
    house = changed(
        {
            "word/settings.xml": lambda text: text.replace(
                "<w:compat>", "<w:updateFields/><w:compat>"
            )
        },
        {},
    )
    (tmp_path / "style.docx").write_bytes(house)
    file = made_of("docx", rid, Look.of([tmp_path, SHARED]))
    assert faults(file) == []
    assert list(part(file, "settings").iter(W + "updateFields")) == []


def test_a_pdf_is_set_once_for_both() -> None:
    document = short()
    with settings_counted() as done:
        made = {name: made_of(name, document) for name in FORMATS}
    assert done == ["Title"]
    with settings_counted() as done:
        assert made_of("docx", document) == made["docx"]
    assert done == []
    with settings_counted() as done:
        assert made_of("docx", replace(document)) == made["docx"]
    assert done == ["Title"]


@pytest.mark.parametrize("opening", ["letter", "masthead", "title block"])
def test_none_is_set_for_a_document_without_contents(opening: str) -> None:
    with settings_counted() as done:
        made_of("docx", replace(short(opening), contents=False))
    assert done == []


def test_a_style_edited_in_between_gives_other_pages(tmp_path: Path) -> None:
    style = tmp_path / "style.typ"
    style.write_bytes((SHARED / "style.typ").read_bytes())
    look, document = Look.of([tmp_path, SHARED]), short()
    made_of("pdf", document, look)
    before = contents(made_of("docx", document, look))
    style.write_text(style.read_text(encoding="utf-8").replace("10.5pt", "16pt"), encoding="utf-8")
    after = contents(made_of("docx", document, look))
    assert after == printed(document, made_of("pdf", document, look))
    assert after != before


def test_where_no_pdf_can_be_set_contents_have_no_pages(tmp_path: Path) -> None:
    (tmp_path / "style.typ").write_text("#let accent = rgbb(1)\n", encoding="utf-8")
    document = short()
    file = made_of("docx", document, Look.of([tmp_path, SHARED]))
    assert faults(file) == []
    assert contents(file) == [(f"Section {number}", "") for number in range(1, 60)]


def test_trying_a_style_of_word_sets_no_pdf(rid: Document, tmp_path: Path) -> None:
    house = changed({"word/settings.xml": lambda text: text.replace('"100"', '"90"')}, {})
    (tmp_path / "style.docx").write_bytes(house)
    with settings_counted() as done:
        assert setting_faults_of([rid], Look.of([tmp_path, SHARED])) == []
    assert done == []


def test_the_number_of_a_page_is_no_word_of_a_document(rid: Document) -> None:
    """Word brings the contents up to date when a reader asks, and then saves them as they are."""
    file = made_of("docx", rid)
    parts = unzipped(file)
    text = parts["word/document.xml"].decode()
    renamed = text.replace("_Toc4", "_Toc88123")
    again = re.sub(r"(PAGEREF .*?<w:t [^>]*>)([0-9]+)<", r"\g<1>99<", renamed)
    assert again.count(">99<") == len(contents(file))
    saved = zipped({**parts, "word/document.xml": again})
    assert lines_of(saved, "docx") == lines_of(file, "docx")
    edited = zipped({**parts, "word/document.xml": text.replace(">1. Scope<", ">1. Scopes<", 1)})
    assert lines_of(edited, "docx") != lines_of(file, "docx")


def test_words_in_a_field_for_a_number_are_words(rid: Document) -> None:
    """LibreOffice saves a whole line of the contents in one; and nobody hides a figure there."""
    file = made_of("docx", rid)
    parts = unzipped(file)
    text = parts["word/document.xml"].decode()
    for old, new in (
        (r"(PAGEREF .*?<w:t [^>]*>)3<", r"\1costs £3<"),
        (r"(SEQ Table .*?<w:t [^>]*>)2<", r"\1of £2<"),
        (r"(SEQ Table .*?<w:t [^>]*>)2<", r"\g<1>20000000<"),
    ):
        edited = re.sub(old, new, text, count=1)
        assert edited != text
        assert lines_of(zipped({**parts, "word/document.xml": edited}), "docx") != lines_of(
            file, "docx"
        )


def test_the_imprint_ends_the_text_as_in_files_written_before(rid: Document) -> None:
    made = made_of("docx", rid)
    lines = lines_of(made, "docx")
    assert lines.count(rid.imprint) == 1
    inside = f"<w:p><w:r><w:t>{rid.imprint}</w:t></w:r></w:p><w:sectPr>"
    parts = unzipped(made)
    assert rid.imprint.encode() in parts.pop("docProps/custom.xml")
    before, _, after = parts["word/document.xml"].decode().rpartition("<w:sectPr>")
    old: dict[str, str | bytes] = {**parts, "word/document.xml": before + inside + after}
    assert lines_of(zipped(old), "docx") == lines
