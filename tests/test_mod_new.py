"""`sectool mod new`: the file of a modification, by options and from a form."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from sectool.drafting.forms import LABELS, read_form
from sectool.drafting.modifications import next_free_id
from sectool.load import load_register
from sectool.model.modification import Modification
from sectool.model.shape import kebab
from sectool.pipeline import check
from tests.command import run
from tests.register import MINIMAL, copy_of, edit

TODAY = date(2029, 3, 5)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def test_all_that_options_say_is_in_the_file(register: Path) -> None:
    done = run(
        *("mod", "new", "mp210", "--title", "Notice: of outages", "--release", "2030-06"),
        *("--cut-off", "2029-12-20", "--will", "oblige the DCC to announce outages"),
        *("--document", "Section H", "--document", "section-a", "--affects", "Supplier Parties"),
        *(
            "--affects",
            "dcc=system",
            "--proposer",
            "A Supplier",
            "--problem",
            "No notice is given.",
        ),
        cwd=register,
        today=TODAY,
    )
    assert done.returncode == 0, done.stderr
    text = (register / "modifications/MP210.yaml").read_text(encoding="utf-8")
    plain = [line for line in text.splitlines() if not line.startswith("#")]
    assert plain == [
        "id: MP210",
        'title: "Notice: of outages"',
        "will: >-",
        "  oblige the DCC to announce outages",
        "problem: >-",
        "  No notice is given.",
        "proposer: A Supplier",
        "impacts: {suppliers: true, dcc: system}",
        "documents: [section-h, section-a]",
        "history:",
        "- {date: 2029-03-05, event: raised, as: MP}",
        "- date: 2029-03-05",
        "  event: targeted",
        "  release: 2030-06",
        "  cut-off: {date: 2029-12-20}",
    ]
    assert [one for one in check(load_register(register)) if "MP210" in one.place.file] == []
    # What is not known has a place: a comment each.
    keys = {line.lstrip("# ").split(":")[0] for line in text.splitlines()}
    assert {kebab(name) for name in Modification.model_fields} - keys == {"stated", "waive"}


def test_without_an_id_it_is_the_next_free_one_and_a_draft(register: Path) -> None:
    done = run("mod", "new", "--title", "A", "--raised", "2029-02-01", cwd=register, today=TODAY)
    assert done.returncode == 0
    text = (register / "modifications/MP003.yaml").read_text(encoding="utf-8")
    assert text.endswith("history:\n- {date: 2029-02-01, event: raised, as: DP}\n")
    assert next_free_id(load_register(register).register) == "MP004"
    # Of a draft, under the number that it keeps.
    assert run("mod", "new", "DP210", "--title", "B", cwd=register, today=TODAY).returncode == 0
    assert (register / "modifications/MP210.yaml").is_file()
    shown = run("mod", "new", "SECMP0099", "--as", "MP", "--title", "C", "--dry-run", cwd=register)
    assert "+- {date: " in shown.stdout
    assert "event: raised, as: MP}" in shown.stdout
    assert not (register / "modifications/SECMP0099.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("MP001", "--title", "A"),
            1,
            "MP001 is there already: see modifications/MP001.yaml; ",
        ),
        (
            ("MP21", "--title", "A"),
            2,
            "'MP21' is not an id of this code; one is such as MP123 ",
        ),
        (("MP210",), 2, "a modification needs a title: give --title"),
        (("MP210", "--title", "A", "--cut-off", "2029-12-20"), 2, "--cut-off requires --release"),
        (("--title", "A", "--release", "2030-07"), 2, "--release: no release '2030-07'; did you "),
        (
            ("--title", "A", "--affects", "dcc"),
            2,
            "--affects: say how DCC is affected: dcc=sys",
        ),
        (
            ("--title", "A", "--affects", "you"),
            2,
            "--affects: no participant 'you'; there are: ",
        ),
        (("--title", "A", "--document", "Annex 9"), 2, "--document: no document 'Annex 9'"),
        (("--title", "A", "--as", "QQ"), 2, "--as: 'QQ' is not the prefix of an id"),
        (("--title", "A", "--raised", "5/3/29"), 2, "--raised: '5/3/29' is not a day written as "),
        (("--title", "A\nB"), 2, "title: "),
        (("--title", "A", "--from-form", "no.txt"), 2, "--from-form: no.txt cannot be read: No "),
    ],
)
def test_what_cannot_be_is_refused(
    register: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = sorted((register / "modifications").iterdir())
    done = run("mod", "new", *arguments, cwd=register, today=TODAY)
    assert done.stderr.startswith(f"sectool: {message}"), done.stderr
    assert (done.returncode, done.stdout) == (code, "")
    assert sorted((register / "modifications").iterdir()) == before


TEXT = """\
Modification form

1. SEC Title: Earlier sight of exchanges
2. Name of proposer: Example Energy Ltd
3. Date raised: 14 March 2029
4. What is the issue?
A Supplier learns of an exchange days late.
Note: at weekends later still.
5. Parties affected: Suppliers, Gas Networks and DCC (system)
6. SEC documents affected: Section H; Section Z
7. Target release: June 2030
Budget: 12
"""
MARKDOWN = """\
# Modification form

| Question | Answer |
| --- | --- |
| **Title** | Earlier sight of exchanges |
| Raised by | Example Energy Ltd |
| Date raised | 14 March 2029 |

## Issue

A Supplier learns of an exchange days late.
Note: at weekends later still.

## Parties affected

- Suppliers
- Gas Networks
- DCC (system)

## Documents affected

Section H, Section Z

## Target release

June 2030

## Budget

12
"""
YAML = """\
title: Earlier sight of exchanges
proposer: Example Energy Ltd
raised: 2029-03-14
problem: >-
  A Supplier learns of an exchange days late.
  Note: at weekends later still.
impacts: {suppliers: true, gas-networks: true, dcc: system}
documents: [section-h, Section Z]
release: 2030-06
budget: 12
"""


def word() -> bytes:
    form = docx.Document()
    form.add_heading("Modification form", 0)
    table = form.add_table(rows=0, cols=2)
    for line in TEXT.splitlines()[2:5]:
        label, _, value = line.partition(": ")
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    form.add_heading("What is the issue?", 1)
    for line in TEXT.splitlines()[6:]:
        form.add_paragraph(line)
    made = io.BytesIO()
    form.save(made)
    return made.getvalue()


FORMS = {
    "form.txt": (TEXT.encode(), ["line 1: 'Modification form'", "line 12: 'Budget: 12'"]),
    "form.md": (MARKDOWN.encode(), ["line 28: 'Budget: 12'"]),
    "form.yaml": (YAML.encode(), ["key 'budget': 'budget: 12'"]),
    "form.docx": (word(), ["paragraph 9: 'Budget: 12'"]),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_and_what_is_not_understood_is_printed(register: Path, name: str) -> None:
    content, others = FORMS[name]
    (register / name).write_bytes(content)
    done = run("mod", "new", "MP210", "--from-form", name, cwd=register, today=TODAY)
    assert done.returncode == 0, done.stderr
    text = (register / "modifications/MP210.yaml").read_text(encoding="utf-8")
    plain = [line for line in text.splitlines() if not line.startswith("#")]
    assert plain == [
        "id: MP210",
        "title: Earlier sight of exchanges",
        "problem: >-",
        "  A Supplier learns of an exchange days late. Note: at weekends later still.",
        "proposer: Example Energy Ltd",
        "impacts: {suppliers: true, gas-networks: true, dcc: system}",
        "documents: [section-h]",
        "history:",
        "- {date: 2029-03-14, event: raised, as: MP}",
        "- date: 2029-03-14",
        "  event: targeted",
        "  release: 2030-06",
    ]
    lacking = "documents 'Section Z': no document 'Section Z'; did you mean 'section-h'?; others "
    left_out = [line for line in done.lines if line.startswith("not understood")]
    start = "not understood, and left out: "
    assert left_out[:-1] == [start + one for one in others]
    assert left_out[-1].startswith(start + lacking)


def test_an_option_overrides_a_form(register: Path) -> None:
    (register / "form.txt").write_text("ID: DP211\nTitle: Of the form\nDate raised: 3/4/2029\n")
    done = run(
        *("mod", "new", "--from-form", "form.txt", "--title", "Of the option", "--dry-run"),
        cwd=register,
        today=TODAY,
    )
    assert "+++ b/modifications/MP211.yaml" in done.lines
    assert "+title: Of the option" in done.lines
    assert done.lines[-1].startswith("not understood, and left out: raised '3/4/2029': this is no ")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("form.docx", b"no", "form.docx: it is not a Word document: File is not a zip file"),
        ("form.txt", b"Dear all,\n\nno form\n", "form.txt: no answer was found: a form has lines "),
        ("form.txt", b"\xff\xfe", "form.txt: "),
        ("form.yaml", b"- a\n", "form.yaml: it has no keys"),
        ("form.yaml", b"a: [\n", "form.yaml: "),
    ],
)
def test_what_is_no_form_is_refused(
    register: Path, name: str, content: bytes, message: str
) -> None:
    (register / name).write_bytes(content)
    done = run("mod", "new", "MP210", "--from-form", name, cwd=register, today=TODAY)
    assert done.stderr.startswith(f"sectool: --from-form: {message}"), done.stderr
    assert done.returncode == 2


def test_a_label_means_one_thing() -> None:
    labels = [label for known in LABELS.values() for label in known]
    assert len(labels) == len({*labels}) > 40
    for name, known in LABELS.items():
        for label in known:
            read = read_form("form.txt", f"3. {label.upper()}: x\n".encode(), "")
            assert read.answers == {name: "x"}, label


def test_a_register_without_a_series_asks_for_an_id(register: Path) -> None:
    edit(register / "sectool.yaml", "administrator:", "profile: none\nadministrator:")
    done = run("mod", "new", "--title", "A", cwd=register, today=TODAY)
    assert (done.returncode, done.stderr) == (
        2,
        "sectool: give its number: no series says which id is next\n",
    )
