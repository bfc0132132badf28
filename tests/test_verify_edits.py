"""Whatever is edited in a file, `verify` does not call it the register's own.

Not only the words of its pages: what stands in headers, links, notes, styles and properties, and a
word on which it hangs what was decided.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from sectool.load import load_register
from sectool.pipeline import build
from sectool.render.formats import FORMATS
from tests.command import run
from tests.register import SEED

NAME = "newsletter-2021-12-17"
Edit = Callable[[bytes], bytes]


def _text(old: str, new: str) -> Edit:
    def edit(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode())

    return edit


def _pattern(old: str, new: str) -> Edit:
    def edit(content: bytes) -> bytes:
        done, many = re.subn(old.encode(), new.encode(), content, count=1)
        assert many, old
        return done

    return edit


def _style(css: str) -> Edit:
    return _text("</head>", f"<style>{css}</style></head>")


def _parts(part: str, edit: Edit) -> Edit:
    """The same in the parts of a Word file whose names a pattern fits; in one of them at least."""

    def edited(content: bytes) -> bytes:
        done, changed = BytesIO(), 0
        with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(done, "w") as target:
            for entry in source.infolist():
                held = source.read(entry)
                if re.fullmatch(part, entry.filename):
                    try:
                        held = edit(held)
                        changed += 1
                    except AssertionError:
                        pass
                target.writestr(entry, held)
        assert changed, part
        return done.getvalue()

    return edited


def _note(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.add_annotation(0, FreeText(text="Not approved.", rect=(50, 50, 300, 90)))
    return _written(writer)


def _retitled(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.add_metadata({"/Title": "Something else"})
    return _written(writer)


def _attached(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.add_attachment("other.txt", b"Other facts.")
    return _written(writer)


def _led_elsewhere(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    for page in writer.pages:
        for entry in page.get("/Annots") or ():
            action = entry.get_object().get("/A")
            if action is not None and "/URI" in action.get_object():
                from pypdf.generic import NameObject, TextStringObject

                action.get_object()[NameObject("/URI")] = TextStringObject("https://example.org/")
                return _written(writer)
    raise AssertionError("there is no link")


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


EDITS: dict[str, tuple[str, Edit]] = {
    "a footer": ("docx", _parts(r"word/footer\d*\.xml", _pattern("(<w:t[^>]*>)[^<]+", r"\1New "))),
    "a header": ("docx", _parts(r"word/header\d*\.xml", _pattern("(<w:t[^>]*>)[^<]+", r"\1New "))),
    "a title": (
        "docx",
        _parts(r"docProps/core\.xml", _pattern("(<dc:title>)[^<]+", r"\1Something else")),
    ),
    "a link in Word": (
        "docx",
        _parts(
            r"word/_rels/document\.xml\.rels",
            _pattern('Target="(?:https?|mailto):[^"]+"', 'Target="https://example.org/"'),
        ),
    ),
    "a note": ("pdf", _note),
    "a title of a PDF": ("pdf", _retitled),
    "a file in a PDF": ("pdf", _attached),
    "a link in a PDF": ("pdf", _led_elsewhere),
    "words of a style": (
        "html",
        _style("h1::after { content: ' (rejected)' }"),
    ),
    "what is hidden": ("html", _style("table { display: none }")),
    "a link": ("html", _pattern('href="(?:https?|mailto):[^"]+"', 'href="https://example.org/"')),
    "a tooltip": ("html", _text("<h1", '<h1 title="rejected"')),
    "a script": ("html", _text("</body>", "<script>alert(1)</script></body>")),
    "after the stamp": ("md", _pattern("(fingerprint 2:[0-9a-f]{12})", r"\1 and all is rejected")),
    "before the stamp": ("md", _text("<!-- ", "<!-- All is rejected. ")),
    "a link in Markdown": ("md", _pattern(r"\]\([^)]+\)", "](https://example.org/)")),
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    built = build(load_register(SEED), NAME)
    return {name: built.written(name) for name in FORMATS}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_of_anything_is_told(files: dict[str, bytes], tmp_path: Path, case: str) -> None:
    format_, edit = EDITS[case]
    file = tmp_path / f"{NAME}.{format_}"
    file.write_bytes(edit(files[format_]))
    done = run("publication", "verify", file)
    assert done.returncode == 1, done.stdout
    assert "the register gives this document" not in done.stdout
    assert "but its" in done.stdout
    assert [line for line in done.lines if line.startswith(("- ", "+ "))]


@pytest.mark.parametrize("format_", FORMATS)
def test_what_was_not_edited_is_the_registers_own(
    files: dict[str, bytes], tmp_path: Path, format_: str
) -> None:
    file = tmp_path / f"{NAME}.{format_}"
    file.write_bytes(files[format_])
    done = run("publication", "verify", file)
    assert (done.returncode, "the register gives this document" in done.stdout) == (0, True)


@pytest.mark.parametrize(("old", "new"), [("Approved", "Rejected"), ("approved", "rejected")])
@pytest.mark.parametrize("format_", ["md", "html"])
def test_an_outcome_is_a_fact(
    files: dict[str, bytes], tmp_path: Path, format_: str, old: str, new: str
) -> None:
    content = files[format_]
    if old.encode() not in content:
        pytest.skip(f"it does not say {old!r}")
    file = tmp_path / f"{NAME}.{format_}"
    file.write_bytes(content.replace(old.encode(), new.encode()))
    done = run("publication", "verify", file)
    assert done.returncode == 1
    assert "its facts are those" not in done.stdout
    assert "its words differ" in done.stdout
    assert f"  word: {new.lower()}, where the register gives {old.lower()}" in done.stdout
