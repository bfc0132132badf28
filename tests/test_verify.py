"""`sectool rid verify`: a document is what the register gives today, or what differs is told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sectool.blocks import Block, Column, Document, Grid, Table, Text, cell, text_of
from sectool.cli.commands.publication_verify import verify
from sectool.documents.fingerprint import fingerprint
from sectool.documents.imprint import Imprint, find_imprint
from sectool.render.formats import FORMATS
from sectool.render.reading import NotReadable, lines_of
from tests.command import run
from tests.office import READERS
from tests.once import reused
from tests.register import REPOSITORY, SEED
from tests.tables import imprint_of
from tests.test_rid_editions import built, change, copy_register

NAMES = sorted(FORMATS)
# What verifies reads lines, whatever format these are of: the formats that take long to read are
# tried of the first case, and those that do not of each.
QUICK = [name for name in NAMES if name not in ("docx", "pdf")]


def file_of(folder: Path, name: str, as_of: date | None = None, *, draft: bool = False) -> Path:
    """A document of the real register as a file."""
    path = folder / f"{built(as_of, draft=draft).stem}.{name}"
    path.write_bytes(content_of(name, as_of, draft=draft))
    return path


@cache
def content_of(name: str, as_of: date | None, *, draft: bool) -> bytes:
    edition = built(as_of, draft=draft)
    return FORMATS[name].write(edition.document, edition.look)


@dataclass(frozen=True)
class Told:
    """What the command says, by its exit code."""

    code: int
    out: str
    err: str

    @property
    def gone(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith("- ")]

    @property
    def come(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith("+ ")]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[Path, Path], Told]:
    def ask(root: Path, file: Path) -> Told:
        with reused():
            code = verify(root, file)
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return ask


Ask = Callable[[Path, Path], Told]


# What the register still gives.


EDITIONS = {
    "issued": (None, False),
    "draft": (None, True),
    "first version": (date(2021, 9, 27), False),
    "working copy": (date(2021, 12, 15), False),
    "draft of a day": (date(2021, 12, 15), True),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "as_of", "draft"),
    [
        pytest.param(name, *edition, id=f"{called}-{name}")
        for called, edition in EDITIONS.items()
        for name in (NAMES if called in ("issued", "draft of a day") else QUICK)
    ],
)
def test_what_is_unchanged_verifies(
    tmp_path: Path, told: Ask, name: str, as_of: date | None, draft: bool
) -> None:
    file = file_of(tmp_path, name, as_of, draft=draft)
    now = built(as_of, draft=draft).imprint
    assert told(SEED, file) == Told(0, f"{file}: the register gives this document ({now})\n", "")


def test_an_undated_version_verifies(tmp_path: Path, told: Ask) -> None:
    register = copy_register(tmp_path / "register")
    newest = "- version: 0.5\n  changes: The scope is settled.\nannexes:\n"
    change(register, "publications/rid-2022-11.yaml", "annexes:\n", newest)
    edition = built(None, root=register)
    assert str(edition.imprint) == (
        f"RID 2022-11 · version 0.5 · draft · with nothing left out · "
        f"fingerprint {edition.imprint.fingerprint}"
    )
    for name in QUICK:
        file = tmp_path / f"{edition.stem}.{name}"
        file.write_bytes(FORMATS[name].write(edition.document, edition.look))
        assert told(register, file).code == 0


@pytest.mark.parametrize("name", ["md", "html"])
def test_a_fingerprint_of_the_first_way_is_no_difference(
    tmp_path: Path, told: Ask, name: str
) -> None:
    file = file_of(tmp_path, name)
    old = built(None).imprint.fingerprint.removeprefix("2:")
    file.write_text(file.read_text().replace(f"2:{old}", "0123456789ab"))
    said = told(SEED, file)
    assert (said.code, said.gone, said.come) == (0, [], [])
    assert said.out.endswith("whose fingerprint was calculated in another way\n")
    file.write_text(file.read_text().replace("Stock Transfer", "Stock Exchange"))
    assert told(SEED, file).code == 1


def test_the_ending_may_be_in_capitals(tmp_path: Path, told: Ask) -> None:
    assert told(SEED, file_of(tmp_path, "pdf").rename(tmp_path / "RID.PDF")).code == 0


def test_the_command_ends_with_the_code(tmp_path: Path) -> None:
    file = file_of(tmp_path, "md")
    register = copy_register(tmp_path / "register")
    for code in (0, 1):
        done = run("rid", "verify", file, "-C", register)
        assert (done.returncode, done.stderr) == (code, "")
        if code == 0:
            change(register, *CHANGES["title"].edit)


# What the register no longer gives.


@dataclass(frozen=True)
class Change:
    """A change of a file of the register, and words that go and come with it."""

    edit: tuple[str, str, str]
    gone: tuple[str, ...]
    come: tuple[str, ...]


CHANGES = {
    "date": Change(
        ("releases/2022-11/timeline.yaml", "when: 2022-01-26", "when: 2022-01-27"),
        ("19 Jan 2022", "26 Jan 2022"),
        ("20 Jan 2022", "27 Jan 2022"),
    ),
    "cost": Change(
        ("modifications/MP078.yaml", "amount: 1886716", "amount: 1886717"),
        ("£1,886,716", "£6,881,083"),
        ("£1,886,717", "£6,881,084"),
    ),
    "title": Change(
        ("modifications/MP140.yaml", "title: CH Stock Transfer", "title: CH Stock Exchange"),
        ("CH Stock Transfer",),
        ("CH Stock Exchange",),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "case"),
    # A day is in a picture too, and it is set otherwise in each format.
    [(name, case) for case in CHANGES for name in (NAMES if case == "date" else QUICK)],
)
def test_what_differs_is_told(tmp_path: Path, told: Ask, name: str, case: str) -> None:
    file = file_of(tmp_path, name)
    register = copy_register(tmp_path / "register")
    change(register, *CHANGES[case].edit)
    said = told(register, file)
    assert (said.code, said.err) == (1, "")
    before, after = built(None).imprint, built(None, root=register).imprint
    assert said.out.startswith(
        f"{file}: the register no longer gives this document\n"
        f"  it shows  {before}\n  now it is {after}\n"
    )
    # A line is what the format makes one of: a row, a cell, or as far as a page is wide.
    # What a picture shows of the same fact is there too, and what is set on another page for it.
    assert 1 <= len(said.gone) <= 30
    assert 1 <= len(said.come) <= 30
    gone, come = (plain(lines) for lines in (said.gone, said.come))
    assert [one for one in CHANGES[case].gone if one not in gone] == []
    assert [one for one in CHANGES[case].come if one not in come] == []
    assert [one for one in CHANGES[case].come if one in gone] == []


def plain(lines: list[str]) -> str:
    return "\n".join(lines).replace("\u00a0", " ")


# What was edited, or says nothing.


def edited(content: bytes, name: str, old: str, new: str) -> bytes:
    """A document with other words in it, as an editor of its format would leave it."""
    if name in ("md", "html"):
        text = content.decode("utf-8")
        assert text.count(old) == 1
        return text.replace(old, new).encode()
    done = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(done, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            if entry == "word/document.xml":
                assert part.count(old.encode()) == 1
                part = part.replace(old.encode(), new.encode())
            target.writestr(entry, part)
    return done.getvalue()


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_an_edited_file_is_told_from_a_changed_register(
    tmp_path: Path, told: Ask, name: str
) -> None:
    file = file_of(tmp_path, name)
    file.write_bytes(edited(file.read_bytes(), name, "£6,881,083", "£5,881,083"))
    said = told(SEED, file)
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith(
        f"{file}: its stamp is that of the register ({built(None).imprint}), but its text was "
        "changed, an amount among it:\n  amount: £5,881,083, where the register gives £6,881,083\n"
    )
    [gone], [come] = said.gone, said.come
    assert "£5,881,083" in gone
    assert come[2:] == gone[2:].replace("£5,881,083", "£6,881,083")


# One fact of each kind, as the document prints it, and what somebody makes of it.
EDITED = {
    "date": ("date", "3 March 2022", "4 March 2022"),
    "amount": ("amount", "£6,881,083", "£5,881,083"),
    "id": ("id", "MP085A", "MP086A"),
    "count": ("number", "three", "four"),
}


@pytest.mark.parametrize(
    ("name", "case"),
    [(name, case) for case in EDITED for name in (NAMES if case == "amount" else QUICK)],
)
def test_an_edited_fact_is_told_as_one(tmp_path: Path, told: Ask, name: str, case: str) -> None:
    """In every format: a file with another fact under the same stamp does not have its facts."""
    kind, old, new = EDITED[case]
    file = file_of(tmp_path, name)
    file.write_bytes(FORMATS[name].write(forged(old, new), built(None).look))
    said = told(SEED, file)
    assert said.code == 1
    assert "its facts are those of the register" not in said.out
    article = "an" if kind in ("amount", "id") else "a"
    assert f"its text was changed, {article} {kind} among it:\n" in said.out
    changed = f"  {case}: {new}, where the register gives {old}\n"
    assert changed in said.out.replace("\u00a0", " ")


def forged(old: str, new: str) -> Document:
    """The document with the first words of a kind in it replaced, and its stamp as it was."""
    document = built(None).document
    done = False

    def edit(value: Any) -> Any:
        nonlocal done
        if done:
            return value
        if isinstance(value, tuple):
            return tuple(map(edit, value))
        if isinstance(value, Text) and old in value.text.replace("\u00a0", " "):
            done = True
            return Text(value.text.replace("\u00a0", " ").replace(old, new, 1))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{one.name: edit(getattr(value, one.name)) for one in fields(value)}
            )
        return value

    found = replace(document, blocks=edit(document.blocks))
    assert done
    return found


def as_a_draft(block: Block) -> Block:
    """The facts at the top, with another status."""
    if not isinstance(block, Table) or block.head:
        return block
    rows = (
        (name, cell("Draft")) if text_of(name.body) == "Status" else (name, value)
        for name, value in block.rows
    )
    return replace(block, rows=tuple(rows))


def test_an_edited_pdf_is_told(tmp_path: Path, told: Ask) -> None:
    """A PDF is not edited in place: another edition with this one's imprint stands for one."""
    edition = built(None)
    forged = replace(edition.document, blocks=tuple(map(as_a_draft, edition.document.blocks)))
    file = tmp_path / "rid.pdf"
    file.write_bytes(FORMATS["pdf"].write(forged, edition.look))
    said = told(SEED, file)
    assert said.code == 1
    assert "but its words differ" in said.out
    assert "- Status Draft" in said.gone
    assert "+ Status For issue" in said.come


def test_other_wording_is_told_as_such(tmp_path: Path, told: Ask) -> None:
    register = reworded(tmp_path / "register")
    for name in QUICK:
        file = file_of(tmp_path, name)
        said = told(register, file)
        assert (said.code, "but its words differ" in said.out) == (1, True)
        assert [line for line in said.gone if "Scope" in line] != []
        assert [line for line in said.come if "Extent" in line] != []


def reworded(register: Path) -> Path:
    """A copy of the real register with one other word in its template."""
    copy_register(register)
    (register / "templates").mkdir()
    text = (REPOSITORY / "templates" / "rid.md.j2").read_text(encoding="utf-8")
    assert text.count("## 1. Scope") == 1
    (register / "templates" / "rid.md.j2").write_text(
        text.replace("## 1. Scope", "## 1. Extent"), encoding="utf-8"
    )
    return register


def test_an_edition_that_is_no_more_is_told(tmp_path: Path, told: Ask) -> None:
    """An imprint of a release or a day that the register has no document for."""
    file = file_of(tmp_path, "md")
    text = file.read_text(encoding="utf-8")
    for old, new, why in (
        ("RID 2022-11", "RID 2031-11", "no RID of release '2031-11' is in publications/"),
        ("as of 2021-11-23", "as of 2020-01-01", "there was no version on or before 2020-01-01"),
    ):
        file.write_text(text.replace(old, new), encoding="utf-8")
        said = told(SEED, file)
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"sectool: {file} cannot be composed again: {why}")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_without_an_imprint_is_none_of_ours(
    tmp_path: Path, told: Ask, name: str
) -> None:
    edition = built(None)
    # What is looked for is looked for in each line: a page of them does.
    document = replace(edition.document, blocks=edition.document.blocks[:9], imprint="")
    file = tmp_path / f"rid.{name}"
    file.write_bytes(FORMATS[name].write(document, edition.look))
    why = "does not say which state of the register it shows"
    assert told(SEED, file) == Told(2, "", f"sectool: {file} {why}\n")


NO_DOCUMENTS = {
    "html": b"<![x[",
    "md": b"\xff\xfe",
    "docx": b"no zip",
    "pdf": b"no PDF",
}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_document_of_its_ending_is_refused(tmp_path: Path, told: Ask, name: str) -> None:
    file = tmp_path / f"rid.{name}"
    file.write_bytes(NO_DOCUMENTS[name])
    said = told(SEED, file)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"sectool: {file} cannot be read: it is not ")
    assert said.err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    edition = built(None)
    # A short one: of a long one, most of what is read again is what was not damaged.
    short = replace(edition.document, blocks=edition.document.blocks[:9])
    content = FORMATS[name].write(short, edition.look)
    refused = 0
    for step in range(1, 6):
        place = len(content) * step // 6
        for damaged in (content[:place], content[:place] + bytes(99) + content[place + 99 :]):
            try:
                lines_of(damaged, name)
            except NotReadable:
                refused += 1
    assert refused > 2


def test_a_word_file_packed_in_an_unknown_way_is_refused(tmp_path: Path, told: Ask) -> None:
    file = file_of(tmp_path, "docx")
    # Each entry of the directory says which version of zip unpacking it needs.
    head, *entries = file.read_bytes().split(b"PK\x01\x02")
    needs = [entry[:2] + b"\xff\x00" + entry[4:] for entry in entries]
    file.write_bytes(b"PK\x01\x02".join([head, *needs]))
    why = "cannot be read: it is not a Word document: zip file version 25.5"
    assert told(SEED, file) == Told(2, "", f"sectool: {file} {why}\n")


def test_what_cannot_be_read_at_all_is_refused(tmp_path: Path, told: Ask) -> None:
    (tmp_path / "folder.md").mkdir()
    for name in ("folder.md", "missing.md"):
        said = told(SEED, tmp_path / name)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"sectool: {tmp_path / name} cannot be read: ")
    file = tmp_path / "rid.odt"
    assert told(SEED, file) == Told(
        2, "", f"sectool: {file}: a document ends in one of .md, .html, .pdf, .docx, .txt\n"
    )


# The imprint and the fingerprint in it.

DIGITS = "2:0123456789ab"
IMPRINTS = [
    Imprint("RID", "2022-11", "0.4", date(2021, 11, 23), DIGITS),
    Imprint("RID", "2022-11", "0.4", date(2021, 12, 15), DIGITS, draft=True),
    Imprint("RID", "2030-06", "1.10", None, DIGITS, draft=True),
    Imprint("RID", "2022-11", "0.4", date(2021, 11, 23), "0123456789ab"),
]


@pytest.mark.parametrize("imprint", IMPRINTS, ids=str)
def test_an_imprint_is_found_again(imprint: Imprint) -> None:
    other = "RID 2021-01 · version 0.1 · as of 2020-01-01 · fingerprint 000000000000"
    assert find_imprint(f"x {other} y {imprint} z") == imprint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RID 2022-11",
        str(IMPRINTS[0]).replace(DIGITS, DIGITS[:-1]),
        str(IMPRINTS[0]).replace("2021-11-23", "2021-13-45"),
        str(IMPRINTS[0]).replace("2021-11-23", "-"),
    ],
)
def test_what_is_no_imprint_is_not_found(text: str) -> None:
    assert find_imprint(text) is None


@pytest.mark.parametrize("name", NAMES)
def test_the_imprint_is_the_same_in_all_formats(name: str) -> None:
    edition = built(None)
    content = FORMATS[name].write(edition.document, edition.look)
    assert imprint_of(READERS[name](content)) == str(edition.imprint)
    assert re.fullmatch("2:[0-9a-f]{12}", edition.imprint.fingerprint)


def test_wording_is_no_fact(tmp_path: Path) -> None:
    """Words that bring no term into the glossary: which terms that has is a value."""
    edition = built(None, root=reworded(tmp_path))
    assert edition.document != built(None).document
    assert edition.imprint == built(None).imprint


# A change of each kind of fact that the document shows, and of some that it does not.
MP140, MP141 = "modifications/MP140.yaml", "modifications/MP141.yaml"
RELEASE, TIMELINE = "releases/2022-11/release.yaml", "releases/2022-11/timeline.yaml"
PUBLICATION, GLOSSARY = "publications/rid-2022-11.yaml", "reference/glossary.yaml"
CHTS = "{specification: CHTS, version: v1.6, gbcs: v4.2}"
WITHDRAWN = "  line: 71\n- date: 2021-11-23\n  event: withdrawn\n  source: public\n"

FACTS = {
    **{case: change.edit for case, change in CHANGES.items()},
    "link": (MP140, "modifications/ch-stock-transfer/", "modifications/ch-stock-exchange/"),
    "what it will do": (MP140, "instead of sending them", "rather than sending them"),
    "tick": (MP140, "  suppliers: true\n", ""),
    "cut-off": (MP141, "date: 2022-02-03", "date: 2022-02-10"),
    "withdrawn": (MP140, "  line: 71\n", WITHDRAWN),
    "documents": ("modifications/MP099.yaml", "GBCS: [v4]", "CHTS: [v1]"),
    "name of the release": (RELEASE, "name: November 2022 SEC", "name: Autumn 2022 SEC"),
    "further additions": (RELEASE, "  system: false", "  system: true"),
    "change request": (RELEASE, "title: Feature Switch removal", "title: Feature Switch deletion"),
    "specification": (RELEASE, CHTS, CHTS.replace("v1.6", "v1.7")),
    "statement": (RELEASE, "agree the financing of CHs anew", "agree the financing of CHs"),
    "note of a milestone": (TIMELINE, "for its views on the draft", "what it thinks of the draft"),
    "title of a milestone": (TIMELINE, "title: DCC submits draft", "title: DCC sends draft"),
    "history": (PUBLICATION, "changes: The first draft, published.", "changes: The first draft."),
    "annex": (PUBLICATION, "- letter: A\n", "- letter: B\n"),
    "term": (GLOSSARY, "{means: Change of Tenancy}", "{means: Change of Tenant}"),
    "criterion": ("reference/acceptance-criteria.yaml", "shown that its service", "shown its"),
    "title of a document": (
        "reference/documents.yaml",
        "title: Smart Metering System Requirements",
        "title: Metering System Requirements",
    ),
    "administrator": ("sectool.yaml", "administrator: SECAS", "administrator: SECCo"),
    "classification": ("sectool.yaml", "classification: White", "classification: Green"),
    "day rate": ("reference/day-rates.yaml", "pounds: 600", "pounds: 700"),
    "holiday": (
        "reference/calendar.yaml",
        "- date: 2022-01-03\n",
        "- {date: 2022-01-21, name: A holiday}\n- date: 2022-01-03\n",
    ),
}
NO_FACTS = {
    "comment": (MP140, "title: CH", "# A comment\ntitle: CH"),
    "quotes": (MP140, "title: CH Stock Transfer", "title: 'CH Stock Transfer'"),
    "source": (PUBLICATION, "source: rid-2022-11-v0.4", "source: public"),
    "term that is not used": (GLOSSARY, "CTSD: {means: Common Test", "CTSD: {means: Other Test"),
    "what came later": (
        MP140,
        "  line: 71\n",
        WITHDRAWN.replace("2021-11-23", "2021-11-24"),
    ),
    "what was stated": (TIMELINE, "    stated: 2022-01-26\n", ""),
}


@pytest.mark.parametrize("case", FACTS)
def test_a_changed_fact_changes_the_fingerprint(tmp_path: Path, case: str) -> None:
    register = copy_register(tmp_path)
    change(register, *FACTS[case])
    after, before = built(None, root=register).imprint, built(None).imprint
    assert after.fingerprint != before.fingerprint
    assert replace(after, fingerprint=before.fingerprint) == before


@pytest.mark.parametrize("case", NO_FACTS)
def test_what_the_document_does_not_show_is_not_in_the_fingerprint(
    tmp_path: Path, case: str
) -> None:
    register = copy_register(tmp_path)
    change(register, *NO_FACTS[case])
    assert built(None, root=register).imprint == built(None).imprint


def test_the_width_of_a_column_is_no_fact() -> None:
    narrow, wide = (Grid((Column(weight), Column()), (), ()) for weight in (1.0, 2.0))
    assert narrow != wide
    assert fingerprint(narrow) == fingerprint(wide)


def test_an_edition_of_its_own_has_a_fingerprint_of_its_own() -> None:
    days = [None, date(2021, 9, 27), date(2021, 12, 15)]
    editions = [built(day, draft=draft) for day in days for draft in (False, True)]
    assert len({edition.imprint.fingerprint for edition in editions}) == len(editions)
