"""`check` sets no document, and finds what setting them all would find, at the same places."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from unittest import mock

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from sectool.blocks import Document, Paragraph, Text
from sectool.building.faults import building_faults
from sectool.diagnostic import Finding
from sectool.load import Loaded, load_register
from sectool.load.shipped import SHARED
from sectool.pipeline import build, document_faults
from sectool.render import html, pdf, word
from sectool.render.formats import FORMATS
from sectool.render.glyphs import FONT, shown_by
from sectool.render.look import Look, MissingGlyphs, StyleError
from sectool.render.style_trial import setting_faults_of
from tests.register import MINIMAL, REPOSITORY, copy_of, edit
from tests.test_pdf import COVER, FAULTS

NEWSLETTER = """\
kind: newsletter
title: News
dated: 2029-02-01
contact: {name: The desk}
words:
  greeting: A first edition.
"""
Fault = tuple[str, Finding]


def register(folder: Path) -> Path:
    """The minimal register with a document of another opening, sent by mail."""
    copy_of(MINIMAL, folder)
    (folder / "templates").mkdir()
    (folder / "publications" / "news.yaml").write_text(NEWSLETTER, encoding="utf-8")
    return folder


def documents_of(loaded: Loaded) -> tuple[list[Document], Look]:
    built = [build(loaded, name) for name in loaded.register.publications]
    return [one.document for one in built], built[0].look


def by_setting(loaded: Loaded, formats: Collection[str]) -> set[Fault]:
    """What is found where every document is set in these formats."""

    def faults() -> Iterator[Fault]:
        documents, look = documents_of(loaded)
        for document in documents:
            for name in formats:
                try:
                    FORMATS[name].write(document, look)
                except (StyleError, MissingGlyphs) as error:
                    yield from (
                        (one.code, one.finding) for one in building_faults(loaded, "", error)
                    )

    return set(faults())


def by_check(loaded: Loaded) -> list[Fault]:
    return [(fault.code, fault.finding) for fault in document_faults(loaded)]


def own(name: str, *changes: tuple[str, str]) -> Callable[[Path], None]:
    """A style of the register's own: that which is shipped, changed."""

    def change(root: Path) -> None:
        text = (SHARED / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (root / "templates" / name).write_text(text, encoding="utf-8")

    return change


def written(name: str, content: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / "templates" / name).write_bytes(content)

    return change


def edited(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: edit(root / file, old, new)


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def fonts(root: Path) -> None:
    """Fonts beside a style that names one of them, and falls back on no other."""
    (root / "templates" / "fonts").mkdir()
    shutil.copyfile(FONT, root / "templates" / "fonts" / "own.ttf")


MP002, RELEASE = "modifications/MP002.yaml", "releases/2030-06/release.yaml"
IN_TITLE = edited(MP002, "title: Another", "title: 日 Another")
# What is changed in the register, and how many findings that brings.
CASES: dict[str, tuple[Callable[[Path], None], int]] = {
    "nothing": (lambda root: None, 0),
    "character in a title": (IN_TITLE, 1),
    "several characters, in several documents": (
        both(IN_TITLE, edited("publications/news.yaml", "A first", "本 日 first 本")),
        2,
    ),
    "character in a table": (edited(RELEASE, "Suppliers can see", "Suppliers ☂日 can see"), 1),
    "character in a note": (edited("reference/sources.yaml", "title: ", "title: 本"), 0),
    "character in the wording": (
        both(
            lambda root: shutil.copyfile(
                REPOSITORY / "templates/rid.md.j2", root / "templates" / "rid.md.j2"
            ).touch(),
            edited("templates/rid.md.j2", "## ", "## 日"),
        ),
        1,
    ),
    "character in the title of a document": (
        edited("publications/news.yaml", "title: News", "title: 日"),
        1,
    ),
    "signs that other fonts have": (edited(MP002, "title: Another", "title: ℵ ☃ ❤️ ẛ̣ Another"), 0),
    "accents put together": (edited(MP002, "title: Another", "title: e\u0301x\u0331 Another"), 0),
    "emoji of several": (edited(MP002, "title: Another", "title: 👩‍👧 Another"), 2),
    "copy of the styles": (both(*map(own, ("style.typ", "style.css", "mail.css"))), 0),
    "style that is sound": (own("style.typ", ("#0b5a6f", "#0b5a70")), 0),
    "style that misses a sign": (
        both(own("style.typ", ("size: size-text,", "size: size-text, fallback: false,")), IN_TITLE),
        1,
    ),
    "style with signs in it": (own("style.typ", (COVER, '  "日"\n')), 1),
    "style for newsletters alone": (own("style.typ", ("#let masthead(", "#let mast(")), 1),
    "style for tables alone": (own("style.typ", ("#let table-inset(", "#let inset(")), 1),
    "style for charts, which none has": (own("style.typ", ("#let rule = ", "#let ruled = ")), 1),
    "style for letters, which none is": (own("style.typ", ("#let letter-sender(", "#let s(")), 0),
    "own fonts": (both(own("style.typ"), fonts, IN_TITLE), 1),
    "style.typ that is no text": (written("style.typ", b"\xff\xfe"), 1),
    "style.css that closes its element": (own("style.css", ("body", "</style>body")), 0),
    "style.css that is no text": (written("style.css", b"a{}\xff"), 1),
    "openings.css that is no text": (written("openings.css", b"a{}\xff"), 0),
    "mail.css with a rule too clever": (written("mail.css", b"\nli:first-child{color:red}"), 1),
    "mail.css that is no text": (written("mail.css", b"\xff"), 1),
    "style.docx that is none": (written("style.docx", b"no zip"), 1),
    **{
        f"style.typ: {name}": (own("style.typ", FAULTS[name][0]), 1)
        for name in ("syntax", "no cover", "package in a function", "font", "picture without words")
    },
}


QUICK = [name for name in FORMATS if name != "docx"]
IN_WORD = (
    *("nothing", "several characters, in several documents", "character in the wording"),
    *("copy of the styles", "style.typ that is no text", "style.docx that is none"),
)


@pytest.mark.parametrize("case", CASES)
def test_check_finds_what_setting_finds(case: str, tmp_path: Path) -> None:
    change, many = CASES[case]
    change(register(tmp_path))
    loaded = load_register(tmp_path)
    found = by_check(loaded)
    assert len(found) == many
    assert len(set(found)) == len(found), "told more than once"
    # What is none of Word's matters is none in Word, which takes long, wherever it stands.
    assert set(found) == by_setting(loaded, FORMATS if case in IN_WORD else QUICK)


def test_a_fault_stands_where_its_cause_stands(tmp_path: Path) -> None:
    change, line, message = FAULTS["unknown function"]
    both(own("style.typ", change), IN_TITLE, written("style.docx", b""))(register(tmp_path))
    ((typ, in_typ), (docx, in_docx)) = by_check(load_register(tmp_path))
    assert (typ, docx) == ("D107", "D107")
    assert (in_typ.address.file, in_docx.address.file) == (
        "templates/style.typ",
        "templates/style.docx",
    )
    text = (tmp_path / "templates" / "style.typ").read_text(encoding="utf-8").splitlines()
    assert in_typ.address.line is not None
    assert text[in_typ.address.line - 1].startswith(line)
    assert in_typ.message == message


def test_no_document_is_set(tmp_path: Path) -> None:
    """With what is shipped nothing is written; with styles of its own, specimens are."""
    loaded = load_register(register(tmp_path))
    sizes: list[int] = []

    def writes(document: Document, *_: object) -> bytes:
        sizes.append(len(document.blocks))
        return b""

    with (
        mock.patch.object(pdf, "write", writes),
        mock.patch.object(word, "write", writes),
        mock.patch.object(html, "write", writes),
    ):
        assert by_check(loaded) == []
        assert sizes == []
        for name in ("style.typ", "style.css"):
            own(name, ("#0b5a6f", "#0b5a70"))(tmp_path)
        assert by_check(loaded) == []
    documents, _ = documents_of(loaded)
    whole = max(len(document.blocks) for document in documents)
    assert 0 < max(sizes) < whole / 2


# Characters.


def paper(text: str) -> Document:
    return Document("T", "S", "en-GB", "A", "s", False, (Paragraph((Text(text),)),))


def test_what_the_font_has_is_shown() -> None:
    """Each alone, and every one beside others: none of them is in doubt."""
    characters = sorted(shown_by(FONT))
    assert len(characters) > 1500
    assert {"✓", "–", "£", "ő", "Ω", "Ж"} <= set(characters)
    assert pdf.write(paper(" ".join(characters)), SHARED / "style.typ")
    assert pdf.write(paper("".join(characters)), SHARED / "style.typ")


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8))
def test_any_text_is_judged_as_typst_judges_it(text: str) -> None:
    look = Look((SHARED,))
    document = paper(text)
    try:
        pdf.write(document, look.find("style.typ"))
        wanted = ""
    except MissingGlyphs as error:
        wanted = error.characters
    found = setting_faults_of([document], look)
    assert set("".join(str(one) for one in found)) == set(wanted)
