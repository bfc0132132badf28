"""Nothing that stands in a register sends a terminal or a log anything but text in its own line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sectool.check.reports import text as in_text
from sectool.diagnostic import Diagnostic, Place, Severity, Span
from sectool.load import load_register
from sectool.source.reader import decode, read_data
from sectool.unseen import in_line, visible, visible_in_json
from sectool.workspace.files import Files
from sectool.workspace.folder import Folder
from sectool.workspace.memory import Memory
from sectool.workspace.overlay import Overlay
from tests.command import Done, run
from tests.git import commit, planned
from tests.register import MINIMAL, PARTS, REPOSITORY, copy_of

# What begins a line of its own, by each break that a value may hold: some must be of one line.
SENT = "\x85::error file=x::sent\u2028::error\u2029::error"
SENT_IN_LINES = f"\n::error{SENT}"
# What a terminal or the reader's eye would obey.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

COMMANDS = (
    "check",
    "check --format json",
    "check modifications",
    "timeline check",
    "timeline show 2030-06",
    "timeline show 2030-06 --json",
    "timeline explain 2030-06 go-live",
    "mod list --all",
    "mod list --all --json",
    "mod list --all --csv",
    "mod show MP001",
    "mod show MP002 --json",
    "mod next --today 2029-01-01",
    "mod durations",
    "release list",
    "release show 2030-06",
    "release costs 2030-06",
    "release parts --in-force 2030-07-01",
    "body list",
    "body show CSC --year 2029",
    "calendar show 2029",
    "calendar impact --holiday 2029-06-05",
    "publication list",
    "publication show rid-2030-06",
    "publication check",
    "publication diff rid-2030-06 HEAD",
    "rid diff planned",
    "rid build --draft --format md",
    "rid build --format pdf",
    "date go-live --release 2030-06",
)


def strings(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts in a file's data."""
    if isinstance(data, str):
        yield path
    elif isinstance(data, dict | tuple):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from strings(value, (*path, key))


def sending(data: Any, path: tuple[Any, ...], sent: str) -> Any:
    """The data with a text at a path that sends more than itself."""
    if not path:
        return data + sent
    step, *rest = path
    if isinstance(data, dict):
        return {k: sending(v, tuple(rest), sent) if k == step else v for k, v in data.items()}
    return tuple(sending(v, tuple(rest), sent) if k == step else v for k, v in enumerate(data))


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """The minimal register, each text of which sends more than itself wherever it may."""
    base: Files = Memory.of(Folder(MINIMAL), PARTS)
    done: dict[str, bytes] = {}
    many = 0
    for file in base.contents:  # type: ignore[attr-defined]
        data = read_data(decode(base.read(file))[0])[0]
        for path in strings(data):
            for sent in (SENT_IN_LINES, SENT):
                other = sending(data, path, sent)
                raw = json.dumps(other, ensure_ascii=True).encode()
                if load_register(Overlay(base, {**done, file: raw})).diagnostics == ():
                    data, done[file], many = other, raw, many + 1
                    break
    assert many > 50
    assert len(done) > 10
    return done


@pytest.fixture
def register(contents: dict[str, bytes], tmp_path: Path) -> Path:
    root = planned(copy_of(MINIMAL, tmp_path / "register"))
    for file, content in contents.items():
        (root / file).write_bytes(content)
    commit(root, "odd values")
    return root


def holds(done: Done, *, csv: bool = False) -> None:
    for stream in (done.stdout, done.stderr):
        assert OBEYED.search(stream) is None
        # Within quotes a cell keeps its breaks.
        if not csv:
            assert [line for line in stream.splitlines() if line.startswith("::")] == []
    assert done.returncode != 3


@pytest.mark.parametrize("words", COMMANDS)
def test_values_stay_in_their_lines(register: Path, words: str) -> None:
    done = run(*words.split(), cwd=register, today=date(2029, 1, 1))
    assert done.stdout + done.stderr
    holds(done, csv="--csv" in words)


NAMES = {
    "line feed": "a\n::error file=x::sent\n",
    "return": "a\r::error",
    "escape": "x\x1b[2J\x1b[31m",
    "bell": "\x07",
    "delete": "\x7f",
    "c1": "\x9b2J",
    "next line": "\x85::error",
    "line separator": "\u2028::error",
    "turned round": "\u202etxt\u2066",
    "tab": "a\tb",
    "backslash": "\\x1b",
}
PLACES = (
    "modifications/{}.yaml",
    "modifications/{}",
    "reference/{}.yaml",
    "releases/{}",
    "releases/2030-06/{}.yaml",
    "publications/{}.yaml",
    "publications/{}.issued.yaml",
    "templates/{}",
)


@pytest.mark.skipif(sys.platform == "win32", reason="no file can be called so")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_files_stay_in_their_lines(tmp_path: Path, name: str, place: str) -> None:
    root = copy_of(MINIMAL, tmp_path)
    file = place.format(name)
    (root / file).parent.mkdir(exist_ok=True)
    if file.startswith("templates/"):
        (root / file).symlink_to("/etc")
    else:
        (root / file).write_text("id: [\n")
    for words in ("check", "rid build --format md", "mod list --all", "publication list"):
        done = run(*words.split(), cwd=root)
        holds(done)
        if words == "check":
            assert f"{in_line(file)}:1:1: error[" in done.stdout
    done = run("check", "--format", "json", cwd=root)
    holds(done)
    assert file in {found["file"] for found in json.loads(done.stdout)["findings"]}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_what_was_asked_for_stays_in_its_line(name: str) -> None:
    for words in (
        ["check", name],
        ["mod", "show", name],
        ["release", "show", name],
        ["date", name],
        ["rid", "verify", f"{name}.md"],
        ["rid", "diff", name],
        ["rid", "build", "--release", name],
        ["check", "--register", name],
        ["rule", name],
        ["publication", "build", name],
    ):
        holds(run(*words, cwd=MINIMAL))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "a" * 3000], 2),
        (["check", "a/" * 3000], 2),
        (["rid", "build", "--format", "md", "--output", "a" * 300], 1),
        (["rid", "verify", "a" * 300 + ".md"], 2),
        (["check", "--register", "a" * 3000], 2),
        (["rid", "diff", "a" * 3000], 2),
        (["mod", "show", "a" * 3000], 2),
        (["publication", "new", "letter", "--name", "a" * 300, "--dated", "2029-01-01"], 2),
    ],
    ids=lambda value: " ".join(value)[:20] if isinstance(value, list) else "",
)
def test_names_too_long_for_a_disk_are_told(tmp_path: Path, words: list[str], code: int) -> None:
    done = run(*words, cwd=copy_of(MINIMAL, tmp_path))
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("sectool: ")
    assert "Traceback" not in done.stderr


def test_an_annex_with_a_name_too_long_for_a_disk_is_told(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path)
    rid = root / "publications" / "rid-2030-06.yaml"
    name = "annexes/" + "a" * 256
    annex = f"annexes:\n- {{letter: A, title: Plan, says: It follows., file: {name}}}\n"
    rid.write_text(rid.read_text() + annex)
    done = run("check", cwd=root)
    assert done.returncode == 1
    assert f"there is no file '{name}'" in done.stdout


# How it is shown.


def test_what_cannot_be_seen_is_shown() -> None:
    assert visible("a\tb\nc\x1b[2J\x85\u2028\u202e\r") == "a\tb\nc\\x1b[2J\\x85\\u2028\\u202e\\r"
    assert in_line("a\nb") == "a\\nb"
    assert visible("Zoë – £5 … 漢字 é") == "Zoë – £5 … 漢字 é"
    odd = {"a": "\x85\u2028\x9b\u202e\x1b", "b": ["é"]}
    told = visible_in_json(json.dumps(odd, ensure_ascii=False))
    assert OBEYED.search(told) is None
    assert json.loads(told) == odd


def test_a_caret_stands_below_what_is_shown() -> None:
    line = "\x1b[2J\ttitle: \x07wrong"
    place = Place("a.yaml", Span(1, 14, 1, 19), line)
    found = Diagnostic("Y105", Severity.ERROR, "no", place)
    _, shown, marks = in_text([found]).splitlines()
    assert shown == "    1 | \\x1b[2J\ttitle: \\x07wrong"
    assert marks.index("^") == shown.index("wrong")
    assert marks.count("^") == 5
    whole = Diagnostic("Y105", Severity.ERROR, "no", Place("a.yaml", Span(1, 1, 1, 2), line))
    assert in_text([whole]).splitlines()[2] == "      | ^^^^"


def test_all_that_is_printed_goes_one_way() -> None:
    """Streams are written to where what cannot be seen is escaped, and nowhere else."""
    writing = re.compile(r"sys\.std(?:out|err)\.write|\bprint\(|\.writelines\(")
    allowed = {"present/output.py", "present/tables.py", "main.py"}
    package = REPOSITORY / "sectool" / "cli"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if writing.search(path.read_text("utf-8"))
    }
    assert found - allowed == {"present/terminal.py"}
