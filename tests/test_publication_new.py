"""`sectool publication new`: files that load, check and build, and wait for nothing but words."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectool.check.run import check_register
from sectool.cli.commands import publication_list as command
from sectool.cli.commands.publication_new import new
from sectool.cli.main import main
from sectool.diagnostic import Diagnostic, Severity
from sectool.documents.kinds import KINDS
from sectool.documents.paper_references import (
    PaperReference,
    derived_reference,
    meeting_number,
    parse_reference,
    reference_of,
)
from sectool.documents.placeholders import mark, wanted_in
from sectool.documents.status_report.value import ReportWords
from sectool.drafting.as_yaml import folded, pair
from sectool.load import load_register
from sectool.model.kind import KIND_NAMES
from sectool.model.publication import Publication
from sectool.pipeline import subject_of
from sectool.render.formats import FORMATS
from sectool.schedule import calendars_of
from sectool.source.reader import read_data
from tests.command import code_of, run
from tests.once import reused
from tests.register import PARTS, SEED, copy_of, lean, opened

# What is asked of each kind, the name of the file, and what is told.
STARTS: dict[str, tuple[dict[str, str], str, str]] = {
    "letter": (
        {"dated": "2021-04-01", "modification": "SECMP0007", "part": "ctsd"},
        "letter-secmp0007-2021-04-01",
        """\
text required:
  reason          why the date has to move, and what goes wrong if it does not
  effect          what Parties can do from the new date on, and what not yet
  recommendation  what is recommended, and why from this date on
  costs           what moving the date does to the costs
""",
    ),
    "status-report": (
        {"dated": "2022-01-07", "item": "7"},
        "status-report-2022-01",
        """\
meeting: SEC Panel 100, Fri 14 Jan 2022
reference: SECP_100_1401_07
text required:
  working-groups  what the meetings to come are for, and what is still open
                  about them
""",
    ),
    "cross-code": (
        {"dated": "2017-07-05"},
        "unc-update-2017-07",
        "text required:\n  governance  what has happened apart from modifications\n",
    ),
    "newsletter": (
        {"dated": "2022-01-14"},
        "newsletter-2022-01-14",
        "text required:\n  greeting  a welcome, and what this edition is about\n",
    ),
    "rid": ({"release": "2022-06"}, "rid-2022-06", ""),
}


# What is carried over comes from these, whatever else is issued from the register one day.
THERE = (
    "letter-secmp0007-2021-03-25",
    "newsletter-2021-12-17",
    "rid-2022-11",
    "status-report-2020-08",
    "unc-update-2017-06",
)


def copied(folder: Path, *left_out: str) -> Path:
    """A copy of the register, with five of its publications."""
    parts = [part for part in PARTS if part not in ("publications", *left_out)]
    if "publications" not in left_out:
        parts += [f"publications/{name}.yaml" for name in THERE]
    copy_of(SEED, folder, parts)
    return folder if "modifications" in left_out else lean(folder)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copied(tmp_path)


def start(root: Path, kind: str, **options: str) -> int:
    return code_of(lambda: new(root, kind, **options))  # type: ignore[arg-type]


def found_in(root: Path) -> list[Diagnostic]:
    with reused():
        loaded = load_register(root)
        return list(check_register(loaded, subject_of(loaded, documents=True)))


def errors_in(root: Path) -> list[str]:
    return errors_of(found_in(root))


def errors_of(found: list[Diagnostic]) -> list[str]:
    return [f"{d.place.file}: {d.message}" for d in found if d.severity is Severity.ERROR]


def build(root: Path, name: str, formats: str = "md", *, draft: bool) -> int:
    words = ["publication", "build", name, "-C", str(root), "--output", str(root / "out")]
    with reused():
        return main([*words, "--format", formats, *(["--draft"] if draft else [])])


@pytest.mark.parametrize("kind", STARTS)
def test_the_whole_file_and_what_is_told(
    kind: str,
    register: Path,
    golden: Callable[[str, bytes], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(register)
    options, name, told = STARTS[kind]
    before = {path.name for path in (register / "publications").iterdir()}
    assert new(register, kind, printed=True, **options) == 0
    printed = capsys.readouterr()
    assert {path.name for path in (register / "publications").iterdir()} == before
    assert start(register, kind, **options) == 0
    assert capsys.readouterr() == (f"publications/{name}.yaml\n{told}", "")
    written = (register / f"publications/{name}.yaml").read_bytes()
    golden(f"new-{kind}.yaml", written)
    assert printed == (written.decode(), "")
    # Nothing else is left behind.
    after = {path.name for path in (register / "publications").iterdir()}
    assert after == before | {f"{name}.yaml"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", STARTS)
def test_it_loads_and_checks_and_is_a_draft_until_its_words_are_there(
    kind: str, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options, name, _ = STARTS[kind]
    file = register / f"publications/{name}.yaml"
    assert start(register, kind, **options) == 0
    text = file.read_text(encoding="utf-8")
    publication = load_register(register).register.publications[name]
    found = found_in(register)
    assert errors_of(found) == []
    marked = [
        (number, line.index("[") + 1)
        for number, line in enumerate(text.splitlines(), start=1)
        if re.match(r"[^#]*\[TODO: [^…]", line)
    ]
    assert [
        (d.place.span.line, d.place.span.column)
        for d in found
        if d.code == "D110" and d.place.file == f"publications/{name}.yaml"
    ] == marked
    wanted = wanted_in(publication)
    assert len(wanted) == len(marked)
    capsys.readouterr()
    assert build(register, name, ",".join(FORMATS), draft=True) == 0
    path, *others = capsys.readouterr().out.splitlines()
    assert len(others) == len(FORMATS) - 1 + (kind == "newsletter")  # its twin for mail
    document = Path(path).read_text(encoding="utf-8")
    for _, hint in wanted:
        assert f"**\\[TODO: {hint}\\]**" in document
    if kind == "rid":
        assert wanted == []
        return
    assert build(register, name, draft=False) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"sectool: {name} was not built: text is required for ")
    # With its words it is built.
    file.write_text(re.sub(r"(?m)^( +)\[TODO[^\]]*\]", r"\1They are here.", text), "utf-8")
    assert "They are here." in file.read_text("utf-8")
    assert build(register, name, draft=False) == 0
    assert wanted_in(load_register(register).register.publications[name]) == []
    # Without any, too, where it needs none.
    if kind != "letter":
        file.write_text(text[: text.index("words:")], "utf-8")
        assert build(register, name, draft=False) == 0


def test_every_release_without_a_rid_can_be_given_one(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = sorted(load_register(register).register.releases)
    assert len(releases) > 3
    for release in releases:
        if release != "2022-11":
            assert start(register, "rid", release=release) == 0
            assert build(register, f"rid-{release}", draft=True) == 0, capsys.readouterr().err
    assert errors_in(register) == []


def test_what_can_be_deleted_and_what_is_needed(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options, name, _ = STARTS["letter"]
    assert start(register, "letter", **options) == 0
    file = register / f"publications/{name}.yaml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("words:")], "utf-8")
    publication = load_register(register).register.publications[name]
    assert [section for section, _ in wanted_in(publication)] == ["reason", "recommendation"]
    found = [d for d in found_in(register) if d.code == "D110"]
    assert [(d.place.span.line, d.message.split(":")[0], d.help) for d in found] == [
        (3, f"text is required for '{id_}'", f"a letter needs them: write '{id_}' under 'words'")
        for id_ in ("reason", "recommendation")
    ]
    assert build(register, name, draft=False) == 1
    capsys.readouterr()


def test_a_mark_is_found_wherever_people_write() -> None:
    publication = Publication.model_validate(
        {
            "kind": "newsletter",
            "dated": "2022-01-14",
            "title": "[Words Wanted]",
            "words": {"greeting": f"Hello, {mark('whom')}. And [words wanted]"},
            "items": ({"title": "News", "says": mark("what is new")},),
        }
    )
    greeting = "a welcome, and what this edition is about"
    assert wanted_in(publication) == [
        ("title", ""),
        ("greeting", "whom"),
        ("greeting", greeting),
        ("items.0.says", "what is new"),
    ]


def test_show_and_list_tell_it(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options, name, told = STARTS["status-report"]
    assert start(register, "status-report", **options) == 0
    capsys.readouterr()
    assert command.show(register, name, as_json=False) == 0
    shown = capsys.readouterr().out
    assert "  reference       SECP_100_1401_07\n" in shown
    words = told[told.index("text required") :].splitlines()
    assert (
        "".join(f"  {line}\n" for line in words).split() == shown.split()[-len(words_of(words)) :]
    )
    assert max(map(len, shown.splitlines())) <= 80
    assert command.print_list(register, as_json=True) == 0
    rows = json.loads(capsys.readouterr().out)["publications"]
    assert {
        row["name"]: (row["reference"], [one["section"] for one in row["wanted"]]) for row in rows
    } == {
        "letter-secmp0007-2021-03-25": (None, []),
        "newsletter-2021-12-17": (None, []),
        "rid-2022-11": (None, []),
        "status-report-2020-08": ("SECP_83_1408_12", []),
        "status-report-2022-01": ("SECP_100_1401_07", ["working-groups"]),
        "unc-update-2017-06": (None, []),
    }


def words_of(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


# What is refused.

REFUSED: dict[str, tuple[int, str, dict[str, str], str]] = {
    "no such kind": (2, "leter", {}, "no kind 'leter'; did you mean 'letter'?"),
    "nothing like it": (
        2,
        "xyz",
        {},
        f"no kind 'xyz'; there are: {', '.join(KIND_NAMES)}",
    ),
    "no day": (2, "newsletter", {}, "a newsletter needs --dated"),
    "no part": (
        2,
        "letter",
        {"dated": "2021-04-01", "modification": "SECMP0007"},
        "a letter needs --part",
    ),
    "day in a wrong form": (
        2,
        "newsletter",
        {"dated": "14/01/2022"},
        "--dated: '14/01/2022' is not a day written as YYYY-MM-DD, such as 2022-11-03",
    ),
    "no such day": (
        2,
        "newsletter",
        {"dated": "2022-02-30"},
        "--dated: '2022-02-30' is not a day: February 2022 has 28 days",
    ),
    "outside the calendar": (
        2,
        "newsletter",
        {"dated": "2036-01-04"},
        "--dated: 2036-01-04 is outside the calendar, which runs from 2012-01-01 to 2035-12-31",
    ),
    "a day for a RID": (
        2,
        "rid",
        {"release": "2022-06", "dated": "2022-01-14"},
        "--dated is not for a rid; its first version is a draft",
    ),
    "an option of another kind": (
        2,
        "newsletter",
        {"dated": "2022-01-14", "part": "all"},
        "--part is not for a newsletter",
    ),
    "news from later on": (
        2,
        "newsletter",
        {"dated": "2022-01-14", "since": "2022-01-14"},
        "--since must be a day before --dated",
    ),
    "no such release": (
        2,
        "rid",
        {"release": "2022-07"},
        "--release: no release '2022-07'; did you mean '2022-06'?",
    ),
    "a RID there is": (
        1,
        "rid",
        {"release": "2022-11"},
        "publications/rid-2022-11.yaml is the RID of release 2022-11: add a version to it",
    ),
    "no request on record": (
        1,
        "letter",
        {"dated": "2022-03-25", "modification": "mp141", "part": "all"},
        "a letter cannot be written: modifications/MP141.yaml has no entry 'event: date-requested' "
        "without 'part' on or before Fri 25 Mar 2022: a change of date that the register does "
        "not have cannot be asked for (the entry says 'by', 'from', 'of' and 'to')",
    ),
    "no request by then": (
        1,
        "letter",
        {"dated": "2021-03-24", "modification": "SECMP0007", "part": "ctsd"},
        "a letter cannot be written: modifications/SECMP0007.yaml has no entry 'event: "
        "date-requested' with 'part: ctsd' on or before Wed 24 Mar 2021: a change of date that the "
        "register does not have cannot be asked for (the entry says 'by', 'from', 'of' and 'to')",
    ),
    "no such part": (
        1,
        "letter",
        {"dated": "2021-04-01", "modification": "SECMP0007", "part": "ctds"},
        "a letter cannot be written: SECMP0007 has no part 'ctds' on or before Thu 1 Apr 2021; its "
        "parts: ch-firmware, csp-systems, ctsd, dsp-systems, legal-text",
    ),
    "no such modification": (
        1,
        "letter",
        {"dated": "2021-04-01", "modification": "SECMP0001", "part": "all"},
        "a letter cannot be written: the register has no modification 'SECMP0001'; did you mean "
        "'SECMP0031'?",
    ),
    "no modification's id": (
        2,
        "letter",
        {"dated": "2021-04-01", "modification": "7", "part": "all"},
        "requested.modification: '7' is not a modification's id, such as MP123 or SECMP1234",
    ),
    "no such body": (
        2,
        "status-report",
        {"dated": "2022-01-07", "meeting": "Panle"},
        "--meeting: there is no body 'Panle'; did you mean 'Panel'?",
    ),
    "a body without meetings": (
        2,
        "status-report",
        {"dated": "2022-01-07", "meeting": "DCC"},
        "--meeting: no meetings of DCC are on record; bodies with meetings: Panel, CB, CSC, OPSG, "
        "TAG, TABASC, WG, SSC, PMA",
    ),
    "a meeting in a wrong form": (
        2,
        "status-report",
        {"dated": "2022-01-07", "meeting": "Panel soon"},
        "--meeting: 'soon' is not a day written as YYYY-MM-DD, such as 2022-11-03, or 'next'",
    ),
    "more than a meeting": (
        2,
        "status-report",
        {"dated": "2022-01-07", "meeting": "Panel 2022-01-14 at noon"},
        "--meeting: 'Panel 2022-01-14 at noon' is not a body and a day, such as 'Panel 2022-01-14'",
    ),
    "a meeting gone by": (
        2,
        "status-report",
        {"dated": "2022-01-07", "meeting": "Panel 2021-12-17"},
        "--meeting: Fri 17 Dec 2021 is before the day of the document",
    ),
    "a meeting outside the calendar": (
        2,
        "status-report",
        {"dated": "2022-01-07", "meeting": "Panel 2036-01-11"},
        "--meeting: 2036-01-11 is outside the calendar, which runs from 2012-01-01 to 2035-12-31",
    ),
    "no next meeting": (
        1,
        "status-report",
        {"dated": "2020-09-04", "meeting": "Panel next"},
        "no meeting of Panel from Fri 4 Sep 2020 to Fri 9 Oct 2020 is on record: put it into "
        "reference/bodies.yaml, or name its day, as in --meeting 'Panel YYYY-MM-DD'",
    ),
    "an item of no meeting": (
        2,
        "status-report",
        {"dated": "2020-09-04", "item": "12"},
        "--item is on the agenda of a meeting: name that with --meeting",
    ),
    "no item": (
        2,
        "status-report",
        {"dated": "2022-01-07", "item": "twelve"},
        "meeting.item: 'twelve' is not the number of an agenda item, in two digits, such as 07",
    ),
    "nothing since when": (
        2,
        "cross-code",
        {"dated": "2022-01-07", "recipient": "DCUSA"},
        "no earlier update for DCUSA is on record: say with --since after which day things are new",
    ),
    "nobody to send it to": (
        2,
        "cross-code",
        {"dated": "2017-01-06"},
        "no earlier update says which code it goes to: name it with --recipient, such as UNC",
    ),
    "no name of a file": (
        2,
        "newsletter",
        {"dated": "2022-01-14", "name": "../News"},
        "--name: '../News' is not a valid name for a publication: use lower-case letters, digits "
        "and hyphens, such as "
        "newsletter-2022-01-14",
    ),
    "the name of a record": (
        2,
        "newsletter",
        {"dated": "2022-01-14", "name": "newsletter-2021-12-17.issued"},
        "--name: 'newsletter-2021-12-17.issued' is not a valid name for a publication: use "
        "lower-case letters, digits "
        "and hyphens, such as newsletter-2022-01-14",
    ),
    "empty": (
        2,
        "status-report",
        {"dated": "2022-01-07", "author": " "},
        "author: this has no value; expected text",
    ),
    "nothing to print": (
        2,
        "status-report",
        {"dated": "2022-01-07", "author": "A\x1b[31mB"},
        "U+001B is a control character, cannot be seen, and is not allowed",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_started(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, kind, options, message = REFUSED[case]
    before = sorted((SEED / "publications").iterdir())
    assert start(SEED, kind, **options) == code
    assert capsys.readouterr() == ("", f"sectool: {message}\n")
    assert sorted((SEED / "publications").iterdir()) == before


def test_a_cancelled_meeting_is_none(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = register / "reference/bodies.yaml"
    cancelled = "  - {date: 2022-02-11, number: 7, state: cancelled}\n"
    text = file.read_text("utf-8")
    file.write_text(text.replace("  powers:\n", f"{cancelled}  powers:\n", 1), "utf-8")
    asked = {"dated": "2022-02-04", "item": "12"}
    assert start(register, "status-report", meeting="Panel 2022-02-11", **asked) == 2
    assert capsys.readouterr().err == (
        "sectool: --meeting: the meeting of Panel on Fri 11 Feb 2022 was cancelled\n"
    )
    assert start(register, "status-report", meeting="Panel", **asked) == 1
    assert "no meeting of Panel from Fri 4 Feb 2022" in capsys.readouterr().err
    loaded = load_register(register).register
    calendars = calendars_of(loaded)
    assert meeting_number(loaded.bodies["panel"], date(2022, 2, 11), calendars) == 101


def test_nothing_is_written_over(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = register / "publications/newsletter-2022-01-14.yaml"
    for content in (b"kind: [", b""):
        file.write_bytes(content)
        assert start(register, "newsletter", dated="2022-01-14") == 1
        assert "is there already" not in capsys.readouterr().out
        assert file.read_bytes() == content
    file.unlink()
    file.mkdir()
    assert start(register, "newsletter", dated="2022-01-14") == 1
    told = capsys.readouterr().err
    assert told.endswith(
        "newsletter-2022-01-14.yaml already: fill it in, or give the new one another --name\n"
    )
    assert start(register, "newsletter", dated="2022-01-14", name="newsletter-extra") == 0


def test_every_option_arrives(register: Path) -> None:
    """The command itself, from a folder inside the register."""
    options = {
        "--dated": "2022-01-07",
        "--as-of": "2022-01-06",
        "--since": "2021-12-01",
        "--meeting": "Panel next",
        "--item": "3",
        "--classification": "Green",
        "--author": "Ada",
        "--name": "report",
        "--recipient": "unc",
    }
    words = [piece for option in options.items() for piece in option]
    done = run("publication", "new", "cross-code", *words, cwd=register / "reference")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:3] == [
        "../publications/report.yaml".replace("/", os.sep),
        "meeting: SEC Panel 100, Fri 14 Jan 2022",
        "reference: SECP_100_1401_03",
    ]
    made = load_register(register).register.publications["report"]
    assert (made.dated, made.as_of, made.since, made.classification, made.author) == (
        *(date(2022, 1, 7), date(2022, 1, 6), date(2021, 12, 1)),
        *("Green", "Ada"),
    )


# What there is to carry over, and what there is not.


def test_without_an_earlier_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(tmp_path, "publications")
    assert start(root, "letter", **STARTS["letter"][0]) == 0
    assert (
        start(root, "status-report", dated="2022-01-07", meeting="panel", author="Ada: 1 # 2") == 0
    )
    since = {"dated": "2022-01-07", "since": "2021-12-01"}
    assert start(root, "cross-code", recipient="DCUSA", **since) == 0
    assert start(root, "newsletter", dated="2022-01-14") == 0
    assert start(root, "rid", release="2022-11") == 0
    publications = load_register(root).register.publications
    assert {name: [s for s, _ in wanted_in(one)] for name, one in publications.items()} == {
        "dcusa-update-2022-01": ["recipient.code", "recipient.panel", "governance"],
        "letter-secmp0007-2021-04-01": [
            *("sender.name", "addressee.name"),
            *("reason", "effect", "recommendation", "costs"),
        ],
        "newsletter-2022-01-14": ["greeting"],
        "rid-2022-11": [],
        "status-report-2022-01": ["working-groups"],
    }
    report = publications["status-report-2022-01"]
    assert report.author == "Ada: 1 # 2"
    assert report.period is not None
    assert (report.period.from_, report.period.to) == (date(2021, 1, 1), date(2021, 12, 31))
    assert report.period.counted == "working days"
    assert errors_in(root) == []
    for name in publications:
        assert build(root, name, draft=True) == 0, capsys.readouterr().err


def test_in_a_register_with_nothing_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SEED / "sectool.yaml", tmp_path)
    assert start(tmp_path, "newsletter", dated="2022-01-14") == 0
    recipient = {"recipient": "UNC", "since": "2021-12-01"}
    assert start(tmp_path, "cross-code", dated="2022-01-14", **recipient) == 0
    assert errors_in(tmp_path) == []
    assert build(tmp_path, "newsletter-2022-01-14", draft=True) == 0
    assert build(tmp_path, "unc-update-2022-01", draft=True) == 0
    capsys.readouterr()
    for kind, options, message in (
        ("rid", {"release": "2022-11"}, "--release: no release '2022-11'; there are none"),
        ("status-report", {"dated": "2022-01-14"}, "it needs reference/calendar.yaml"),
        ("letter", STARTS["letter"][0], "the register has no modification 'SECMP0007'"),
        ("letter", {**STARTS["letter"][0], "meeting": "Panel"}, "no meeting is known"),
    ):
        assert start(tmp_path, kind, **options) > 0
        assert message in capsys.readouterr().err


def test_what_stays_the_same_is_carried_over_and_what_is_asked_for_is_not(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the newest by then, for the same recipient; never the file of an annex."""
    folder = register / "publications"
    annex = (
        "- letter: B\n  title: 'An annex: with a file'\n  says: It is here.\n  file: sectool.yaml\n"
    )
    report = folder / "status-report-2020-08.yaml"
    text = report.read_text("utf-8").replace("annexes:\n", f"annexes:\n{annex}")
    report.write_text(text, "utf-8")
    options = {"dated": "2022-01-07", "author": "Ada", "classification": "Green"}
    assert start(register, "status-report", meeting="csc 2022-01-18", item="03", **options) == 0
    assert (
        start(register, "cross-code", dated="2018-06-06", recipient="unc", since="2018-05-01") == 0
    )
    told = capsys.readouterr()
    assert "reference: none, since 'series' of its body is not in reference/bodies.yaml" in told.out
    publications = load_register(register).register.publications
    made = publications["status-report-2022-01"]
    assert (made.author, made.classification) == ("Ada", "Green")
    annexed = made.annexes[0]
    assert (annexed.letter, annexed.title, annexed.file) == ("B", "An annex: with a file", None)
    assert made.meeting is not None
    assert (made.meeting.body, made.meeting.date, made.meeting.item) == (
        *("CSC", date(2022, 1, 18)),
        "03",
    )
    update = publications["unc-update-2018-06"]
    assert update.recipient is not None
    assert (update.recipient.panel, update.recipient.last_met) == ("UNC Modification Panel", None)
    assert update.since == date(2018, 5, 1)


def test_a_publication_that_cannot_be_read_is_told(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (register / "publications/newsletter-2021-12-17.yaml").write_text("kind: [", "utf-8")
    assert start(register, "newsletter", dated="2022-01-14") == 0
    told = capsys.readouterr().err
    assert "publications/newsletter-2021-12-17.yaml cannot be read" in told
    (register / "reference/bodies.yaml").write_text("panel: [", "utf-8")
    assert start(register, "newsletter", dated="2022-01-21") == 1
    assert "reference/bodies.yaml:1" in capsys.readouterr().err


# Words by section.


def test_unknown_sections_are_told_the_same_way_for_all_kinds(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        publication.kind: name
        for name, publication in load_register(register).register.publications.items()
        if KINDS[publication.kind].words
    }
    assert {*names, "rid"} == set(KINDS)
    for kind, name in names.items():
        file = register / f"publications/{name}.yaml"
        near = KINDS[kind].words[-1].id
        wrong = near + "s"
        text = file.read_text("utf-8").replace("\nwords:\n", f"\nwords:\n  {wrong}: Hello.\n")
        file.write_text(text, "utf-8")
    found = [d for d in found_in(register) if d.severity is Severity.ERROR]
    assert [(d.code, d.place.file, d.message) for d in found] == [
        (
            "D120",
            f"publications/{name}.yaml",
            f"this document cannot be composed: 'words' has '{KINDS[kind].words[-1].id}s', which "
            f"is no section of a {kind}; did you mean '{KINDS[kind].words[-1].id}'?",
        )
        for kind, name in sorted(names.items(), key=lambda item: item[1])
    ]
    for one in found:
        line = (register / one.place.file).read_text("utf-8").splitlines()[one.place.span.line - 1]
        assert line.strip().endswith("s: Hello.")
        assert one.place.span.column == 3
    assert build(register, names["letter"], draft=False) == 1
    assert "error[D120 cannot-be-composed]" in capsys.readouterr().err


def test_the_words_of_a_status_report_are_those_of_the_table() -> None:
    ids = [section.id for section in KINDS["status-report"].words]
    assert ids == [field.name.replace("_", "-") for field in fields(ReportWords)]


def test_every_kind_asks_for_some_words() -> None:
    for kind in KINDS.values():
        if kind.name == "rid":
            continue  # all of it is what the register holds
        ids = [section.id for section in kind.words]
        assert len(set(ids)) == len(ids)
        assert any(section.need != "sometimes" for section in kind.words), kind.name
        assert all(section.wants for section in kind.words), kind.name


# References.

SERIES = st.from_regex("[A-Z][A-Z0-9]{0,6}", fullmatch=True)
DAYS = st.dates(date(2012, 1, 1), date(2035, 12, 31))


@given(SERIES, st.integers(0, 10**6), DAYS, st.integers(0, 99))
def test_a_reference_is_read_as_it_is_written(
    series: str, number: int, day: date, item: int
) -> None:
    reference = PaperReference(series, number, day.day, day.month, f"{item:02}")
    assert parse_reference(str(reference)) == reference


@pytest.mark.parametrize(
    "form", ["{number}/{item}", "{series} {item}", "{number}.{item} ({number})"]
)
@given(series=SERIES, number=st.integers(1, 10**6), day=DAYS, item=st.integers(0, 99))
def test_a_reference_of_another_form_is_read_as_it_is_written(
    form: str, series: str, number: int, day: date, item: int
) -> None:
    written = form.format(series=series, number=number, day=day.day, month=0, item=f"{item:02}")
    found = parse_reference(written, form)
    assert found is not None
    assert str(found) == written
    assert parse_reference(f"{written}x", form) is None


@given(st.text(alphabet="SECP_0123456789 ", max_size=16))
def test_what_is_read_as_a_reference_is_written_the_same(text: str) -> None:
    found = parse_reference(text)
    assert found is None or str(found) == text


def test_the_reference_follows_from_meeting_and_item() -> None:
    register = opened(SEED).register
    calendars = calendars_of(register)
    report = register.publications["status-report-2020-08"]
    assert report.reference is None
    assert report.meeting is not None
    assert str(derived_reference(report, calendars)) == "SECP_83_1408_12"
    assert reference_of(report, calendars) == "SECP_83_1408_12"
    given_ = report.model_copy(update={"reference": "X 1"})
    assert reference_of(given_, calendars) == "X 1"
    for update in ({"item": None}, {"body": "CSC"}, {"body": "nobody"}, {"date": date(2012, 2, 3)}):
        meeting = report.meeting.model_copy(update=update)
        assert reference_of(report.model_copy(update={"meeting": meeting}), calendars) is None
    panel = register.bodies["panel"]
    # On record, counted on from there, and before the first that is known.
    days = (date(2017, 6, 9), date(2020, 9, 11), date(2022, 1, 14), date(2022, 2, 11))
    assert [meeting_number(panel, day, calendars) for day in days] == [45, 84, 100, 101]
    assert meeting_number(panel, date(2017, 5, 12), calendars) is None


def test_a_reference_of_another_form_is_held_against_the_meeting(register: Path) -> None:
    file = register / "publications/status-report-2020-08.yaml"
    text = file.read_text("utf-8")
    for written, told in (
        ("SECP_83_1408_12", None),
        ("SECP_82_1407_12", "gives SECP_83_1408_12: another number and day"),
        ("Paper 12", "gives SECP_83_1408_12"),
    ):
        file.write_text(f"{text}reference: {written}\n", "utf-8")
        found = [d for d in found_in(register) if d.code == "D119"]
        assert [d.message.endswith(told) for d in found if told] == ([True] if told else [])
        assert len(found) == (told is not None)


# YAML as people write it.

LINES = st.text(
    alphabet=st.one_of(
        st.sampled_from(" :#-'\"[]{}&*!|>%@`,?\\aZ09.~\u2028\u0085\u00a0é"),
        st.characters(exclude_categories=["Cc", "Cs", "Cf", "Co", "Cn"]),
    ),
    max_size=200,
)


@given(LINES)
def test_any_text_is_read_back(text: str) -> None:
    data, problems = read_data("\n".join(pair("key", text)) + "\n")
    assert (data, problems) == ({"key": text}, [])


@given(st.lists(st.from_regex("[a-z]{1,12}[,.]?", fullmatch=True), min_size=1, max_size=60))
def test_words_are_folded_within_a_hundred_columns(words: list[str]) -> None:
    text = " ".join(words)
    lines = folded("key", text)
    assert max(map(len, lines)) <= 100
    assert read_data("\n".join(lines) + "\n") == ({"key": text}, [])
