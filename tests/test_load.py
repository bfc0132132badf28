"""Files become a register: every fault of every file in one run, and every good file kept."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sectool.check.reports import where
from sectool.check.run import check_register
from sectool.cli.commands.check_findings import check_all
from sectool.diagnostic import Diagnostic
from sectool.diagnostic import Path as Steps
from sectool.load import Loaded, load_register
from sectool.pipeline import subject_of
from sectool.source.reader import Data, decode, read_data, read_spans
from sectool.workspace.files import MAX_BYTES
from sectool.workspace.root import NoRegister, find_root
from tests.register import BROKEN, MINIMAL, SEED, lean_copy, left_out


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the minimal register, to be spoilt."""
    return copy_of(MINIMAL, tmp_path / "register")


def files_of(root: Path) -> list[str]:
    """The YAML files of a register."""
    folders = ("reference", "modifications", "releases", "publications")
    found = [path for folder in folders for path in (root / folder).rglob("*.yaml")]
    return ["sectool.yaml", *sorted(path.relative_to(root).as_posix() for path in found)]


def copy_of(root: Path, folder: Path) -> Path:
    """The YAML files of a register in another folder, and nothing else."""
    for file in files_of(root):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / file, folder / file)
    return folder


def line_of(found: Diagnostic) -> str:
    """`modifications/MP001.yaml:2:1 Y201 'titel' is not a key that goes here; …`."""
    return f"{where(found.place)} {found.code} {found.message}"


def loading(root: Path) -> list[str]:
    return [line_of(found) for found in load_register(root).diagnostics]


def checked(root: Path, *, documents: bool = True) -> tuple[Diagnostic, ...]:
    loaded = load_register(root)
    return check_register(loaded, subject_of(loaded, documents=documents))


def write(root: Path, file: str, text: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8", newline="")


# A whole register, right and wrong.


def test_the_minimal_register_is_read_whole() -> None:
    loaded = load_register(MINIMAL)
    register = loaded.register
    assert loaded.diagnostics == ()
    assert loaded.files == len(files_of(MINIMAL))
    assert register.broken == frozenset()
    assert register.settings is not None
    assert register.settings.code.name == "Smart Energy Code"
    assert list(register.sources) == ["plan"]
    assert list(register.bodies) == ["csc", "dcc", "opsg", "tag"]
    assert register.calendar is not None
    assert len(register.calendar.holidays) == 24
    assert register.parties is not None
    assert list(register.parties.participants) == [
        "suppliers",
        "gas-networks",
        "other-parties",
        "dcc",
    ]
    assert list(register.documents) == ["section-a", "section-h", "schedule-8", "schedule-11"]
    assert list(register.specifications) == ["GBCS"]
    assert list(register.cost_phases) == ["sit", "uit", "support"]
    assert register.criteria is not None
    assert len(register.glossary) == 10
    assert len(register.day_rates) == 1
    assert list(register.test_phases) == ["uit"]
    assert list(register.modifications) == ["MP001", "MP002"]
    assert list(register.releases) == list(register.timelines) == ["2030-06"]
    assert list(register.publications) == ["rid-2030-06"]


def test_what_is_said_of_typical_faults(
    golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_all(BROKEN, "text", errors_only=False, strict=False) == 1
    golden("broken-check.txt", capsys.readouterr().out)


def test_findings_stand_in_the_order_of_files_and_lines() -> None:
    places = [(found.place.file, found.place.span) for found in checked(BROKEN)]
    assert len(places) >= 12
    assert places == sorted(places)


# Every fault of every file in one run.


def test_every_file_is_read_whatever_is_wrong_with_others(register: Path) -> None:
    files = files_of(register)
    for file in files:
        path = register / file
        path.write_text(f"no-such-key: x\n{path.read_text('utf-8')}", "utf-8")
    found = loading(register)
    assert len(files) == 17
    # Two files are lists or tables of names, in which any key may stand: they say so otherwise.
    assert {line.split(":")[0] for line in found} == set(files)
    assert load_register(register).register.broken == set(files)


MANY_FAULTS = """\
# A comment first
id: MP01
titel: A small change
link: example.org
impacts: {supliers: true, dcc: yes}
documents: section-a
costs:
- phases: []
  amount: 1
- phases: [sit]
- {phases: [sit], low: 2, high: 1}
- {phases: [sit], low: 2}
- {phases: [sit], amount: TBC}
history:
- date: 2029-02-30
  event: raised
  as: MP
- {date: 2029-01-09, event: razed}
- {date: 2029-01-09, event: targeted, by: CSC}
- {date: 2029-01-09, event: noted, by: CSC, kind: rfi}
- {event: noted}
- {date: 2029-01-09, seen: 2029-01-09, event: noted}
- {date: 2029-01-09, stage: refinement}
- {seen: 2029-01-09, stage: refinement, by: CSC}
- noted
"""


def test_every_fault_of_a_file_is_told_in_one_run(register: Path) -> None:
    write(register, "modifications/MP001.yaml", MANY_FAULTS)
    file = "modifications/MP001.yaml"
    assert sorted(loading(register)) == sorted(
        f"{file}:{rest}"
        for rest in (
            "2:1 Y202 'title' is missing",
            "2:5 Y204 'MP01' is not a modification's id, such as MP123 or SECMP1234",
            "3:1 Y201 unknown key 'titel'; did you mean 'title'?",
            "4:7 Y204 'example.org' is not a web address: it starts with https://",
            "5:32 Y204 'yes' is text in YAML 1.2; write true",
            "6:12 Y203 expected a list (each item on a line that starts with '- '), found "
            "'section-a'",
            "8:3 Y202 'phases' names at least one phase",
            "10:3 Y202 a cost has either 'amount', or 'low' and 'high'",
            "11:3 Y204 'low' (2) must be less than 'high' (1)",
            "12:3 Y202 a range needs both 'low' and 'high'",
            "13:27 Y204 write tbc in lower case",
            "15:9 Y204 '2029-02-30' is not a day: February 2029 has 28 days",
            "18:29 M104 event 'razed' is not known; did you mean 'raised'?",
            "19:3 M105 event 'targeted' needs 'release'",
            "20:3 M105 'by', 'kind' cannot be used with event 'noted', which takes 'part'",
            "21:3 M106 an entry has either 'date' (the day it happened) or 'seen' (it was so on "
            "that day, the start date is not known)",
            "22:3 M106 an entry has either 'date' (the day it happened) or 'seen' (it was so on "
            "that day, the start date is not known)",
            "23:3 M106 an entry says its 'event', or with 'seen' the 'stage' seen",
            "24:3 M105 'by' cannot be used with a 'stage'",
            "25:3 Y203 expected a group of keys (date, seen, after, event, …), found 'noted'",
        )
    )


def test_a_fault_of_the_yaml_and_one_of_the_shape_are_told_together(register: Path) -> None:
    text = "id: MP001\ntitle: a\ntitle: b\nwill: &x c\nlnk: d\nhistory: ~\n"
    write(register, "modifications/MP001.yaml", text)
    assert loading(register) == [
        "modifications/MP001.yaml:3:1 Y103 'title' appears here a second time; only one can count",
        "modifications/MP001.yaml:4:7 Y104 &x names this value for repeating",
        "modifications/MP001.yaml:6:1 Y203 'history' has no value",
        "modifications/MP001.yaml:5:1 Y201 unknown key 'lnk'; did you mean 'link'?",
    ]


@pytest.mark.parametrize("file", files_of(MINIMAL))
def test_a_good_file_survives_a_bad_neighbour(register: Path, file: str) -> None:
    (register / file).write_text("a: b: c\n", "utf-8")
    found = checked(register)
    assert [line_of(one).split(" ", 2)[:2] for one in found] == [[f"{file}:1:5", "Y102"]]
    assert load_register(register).register.broken == {file}


OTHERS = [file for file in files_of(SEED) if file not in left_out()]


Told = set[tuple[str, str, int]]


def told_in(root: Path) -> Told:
    found = checked(root, documents=False)
    return {(one.code, one.place.file, one.place.span.line) for one in found}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """A copy of the real register, and what is told of it: one file at a time is broken there."""
    root = lean_copy(tmp_path_factory.mktemp("whole"))
    return root, told_in(root)


# A modification is seldom named elsewhere: some are broken together that lie far apart, so that
# none of them is likely to be the file upon which another one would bring something.
_TOGETHER = 5
_MODIFICATIONS = [file for file in OTHERS if file.startswith("modifications/")]
_APART = -(-len(_MODIFICATIONS) // _TOGETHER)
IN_TURN = [
    *([file] for file in OTHERS if file not in _MODIFICATIONS),
    *(_MODIFICATIONS[start::_APART] for start in range(_APART)),
]


@pytest.mark.slow
@pytest.mark.parametrize("files", IN_TURN, ids=lambda files: files[0])
def test_a_broken_file_brings_no_findings_upon_others(
    files: list[str], whole: tuple[Path, Told]
) -> None:
    root, before = whole
    contents = {file: (root / file).read_bytes() for file in files}
    for file in files:
        (root / file).write_text("a: b: c\n", "utf-8")
    try:
        assert told_in(root) - before == {("Y102", file, 1) for file in files}
    finally:
        for file, content in contents.items():
            (root / file).write_bytes(content)


def test_there_are_others() -> None:
    assert len(OTHERS) > 15
    assert sorted(file for files in IN_TURN for file in files) == sorted(OTHERS)


# Wrong kinds, null and wrong keys everywhere: each value and key of the minimal register in turn.


def paths_in(data: Data, path: Steps = ()) -> Iterator[tuple[Steps, Data]]:
    """Every value in a file's data below the top, with its path."""
    if path:
        yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths_in(value, (*path, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from paths_in(value, (*path, index))


def replaced(data: Data, path: Steps, value: object) -> Data:
    """The data with another value at a path."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, dict):
        return {k: replaced(v, rest, value) if k == step else v for k, v in data.items()}
    return [replaced(v, rest, value) if i == step else v for i, v in enumerate(data)]


def as_yaml(data: Data) -> str:
    """JSON is YAML, and on several lines its spans are worth comparing."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def data_in(file: str) -> Data:
    text, problem = decode((MINIMAL / file).read_bytes())
    assert problem is None
    return read_data(text)[0]


def spoilt(root: Path, file: str, text: str) -> list[Diagnostic]:
    """What is told of one file with another text."""
    (root / file).write_text(text, "utf-8")
    return [found for found in load_register(root).diagnostics if found.place.file == file]


@pytest.fixture
def alone(tmp_path: Path) -> Callable[[str], Path]:
    """A register of one file: faster to read hundreds of times."""

    def make(file: str) -> Path:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        return tmp_path

    return make


@pytest.mark.parametrize("file", files_of(MINIMAL))
def test_a_value_of_the_wrong_kind_is_found_wherever_it_stands(
    file: str, alone: Callable[[str], Path]
) -> None:
    root, data = alone(file), data_in(file)
    cases = 0
    for path, value in paths_in(data):
        # Where `none` stands, a list may stand.
        # So it may for a date that several documents state.
        listed = isinstance(value, tuple) or value == "none" or path[-1:] == ("stated",)
        wrong: list[object] = [] if listed else [["x"]]
        wrong += [] if isinstance(value, dict) else [{"x": "y"}]
        # A rule of a milestone may be just its phrase.
        wrong += ["x"] if not isinstance(value, str) and "rules" not in path[-2:-1] else []
        for other in wrong:
            text = as_yaml(replaced(data, path, other))
            span = read_spans(text).values[path]
            found = spoilt(root, file, text)
            assert [(one.code, one.place.span) for one in found] == [("Y203", span)], (path, other)
            cases += 1
    assert cases >= 5


@pytest.mark.parametrize("file", files_of(MINIMAL))
def test_a_value_left_out_is_told_once_and_at_its_key(
    file: str, alone: Callable[[str], Path]
) -> None:
    root, data = alone(file), data_in(file)
    cases = 0
    for path, _ in paths_in(data):
        text = as_yaml(replaced(data, path, None))
        spans = read_spans(text)
        span = spans.keys[path] if isinstance(path[-1], str) else spans.values[path]
        found = spoilt(root, file, text)
        assert [(one.code, one.place.span) for one in found] == [("Y203", span)], path
        cases += 1
    assert cases >= 3


@pytest.mark.parametrize("file", files_of(MINIMAL))
def test_a_mistyped_key_is_found_and_the_right_one_named(
    file: str, alone: Callable[[str], Path]
) -> None:
    root, data = alone(file), data_in(file)
    cases = 0
    for path, value in paths_in(data):
        *above, key = path
        if not isinstance(key, str):
            continue
        group: Data = dict(paths_in(data)).get(tuple(above), data)
        # Names that people give are keys too: of those any will do.
        renamed = {f"{key}x" if name == key else name: at for name, at in group.items()}
        text = as_yaml(replaced(data, tuple(above), renamed))
        found = spoilt(root, file, text)
        unknown = [one for one in found if one.code == "Y201"]
        if not unknown:
            # It is then a name, or a key that has to be there, and that is told.
            assert isinstance(value, dict) or not found, path
            continue
        place = read_spans(text).keys[(*above, f"{key}x")]
        message = f"unknown key {key + 'x'!r}; did you mean {key!r}?"
        assert [(one.message, one.place.span) for one in unknown] == [(message, place)]
        cases += 1
    names = {"bodies", "cost-phases", "documents", "glossary", "sources", "specifications"}
    assert cases >= 1 or Path(file).stem in names


# Names that people give are keys too, and may be any word: also one that means something to the
# library which finds the faults.


@pytest.mark.parametrize("name", ["[key]", "int", "str", "interests", "tuple", "function-plain"])
def test_a_fault_below_any_name_is_found_in_its_place(register: Path, name: str) -> None:
    text = f"""\
SEC: {{means: Smart Energy Code}}
'{name}':
  plural: [many]
  stated:
  - {{says: x, line: twelve}}
"""
    write(register, "reference/glossary.yaml", text)
    file = "reference/glossary.yaml"
    assert set(loading(register)) == {
        f"{file}:2:1 Y202 'means' is missing",
        f"{file}:3:11 Y203 expected text, found a list",
        f"{file}:5:5 Y202 'source' is missing",
        f"{file}:5:21 Y204 'twelve' is not a whole number written in digits",
    }


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("[key]", ""),
        ("In t", "; did you mean 'in-t'?"),
        ("Interests", "; did you mean 'interests'?"),
        ("", ""),
        ("é", ""),
    ],
)
def test_a_name_that_cannot_be_one_is_found_at_its_key(
    register: Path, name: str, better: str
) -> None:
    text = f"release: 2030-06\nmilestones:\n  '{name}': {{title: [x], when: y}}\n"
    write(register, "releases/2030-06/timeline.yaml", text)
    file = "releases/2030-06/timeline.yaml"
    column = len(name) + 15
    assert set(loading(register)) == {
        f"{file}:3:3 Y204 {name!r} is not an id: lower-case letters, digits and hyphens{better}",
        f"{file}:3:{column} Y203 expected text, found a list",
    }


# Files that cannot be read.


def test_a_file_that_is_no_text(register: Path) -> None:
    (register / "modifications/MP001.yaml").write_bytes(b"id: MP001\ntitle: caf\xe9\n")
    assert loading(register) == [
        "modifications/MP001.yaml:1:1 Y101 this file is not UTF-8 text: byte 21 is 0xe9"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this file is empty"),
        ("\n \n", "this file is empty"),
        ("# nothing\n\n# at all\n", "this file contains only comments"),
        ("---\n", "this file contains only comments"),
    ],
)
def test_a_file_without_content(register: Path, text: str, message: str) -> None:
    write(register, "modifications/MP001.yaml", text)
    assert loading(register) == [f"modifications/MP001.yaml:1:1 Y101 {message}"]


def test_a_file_of_the_greatest_size_is_read_and_a_larger_one_is_not(register: Path) -> None:
    path = register / "modifications/MP001.yaml"
    path.write_bytes(path.read_bytes().ljust(MAX_BYTES - 1, b"\n") + b"\n")
    assert loading(register) == []
    path.write_bytes(path.read_bytes() + b"\n")
    assert loading(register) == [
        "modifications/MP001.yaml:1:1 Y101 this file has 1,048,577 bytes; 1,048,576 is the most "
        "that is read"
    ]


def test_a_huge_file_is_not_read_even_to_be_told_of(register: Path) -> None:
    with (register / "modifications/MP001.yaml").open("wb") as file:
        file.truncate(100 * 1024**3)  # a hole: it takes no room
    (found,) = load_register(register).diagnostics
    assert found.message.startswith("this file has 107,374,182,400 bytes")


def test_a_folder_where_a_file_should_be(register: Path) -> None:
    for file in ("modifications/MP001.yaml", "reference/glossary.yaml", "sectool.yaml"):
        (register / file).unlink()
        (register / file).mkdir()
    assert sorted(loading(register)) == [
        f"{file}:1:1 Y101 this file cannot be read: Is a directory"
        for file in ("modifications/MP001.yaml", "reference/glossary.yaml", "sectool.yaml")
    ]


def test_a_file_where_a_folder_should_be(register: Path) -> None:
    folders = ("modifications", "publications", "reference", "releases")
    for folder in folders:
        shutil.rmtree(register / folder)
        (register / folder).write_text("", "utf-8")
    assert sorted(loading(register)) == [
        f"{folder}:1:1 Y101 this folder cannot be read: Not a directory" for folder in folders
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_link_to_nothing_and_a_pipe_are_told_of(register: Path) -> None:
    for file in ("modifications/MP001.yaml", "releases/2030-06/timeline.yaml"):
        (register / file).unlink()
    (register / "modifications/MP001.yaml").symlink_to("nowhere")
    os.mkfifo(register / "releases/2030-06/timeline.yaml")
    assert loading(register) == [
        "modifications/MP001.yaml:1:1 Y101 this file cannot be read: No such file or directory",
        "releases/2030-06/timeline.yaml:1:1 Y101 this is no ordinary file",
    ]


def test_an_empty_register_is_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        "sectool.yaml",
        "code: {name: Code, short: C}\nadministrator: A\nclassification: W\n",
    )
    assert checked(tmp_path) == ()


# Names of files.


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("modifications/MP1.yaml", "a name such as MP123.yaml"),
        ("modifications/mp003.yaml", "a name such as MP123.yaml"),
        ("modifications/MP003 (copy).yaml", "a name such as MP123.yaml"),
        ("modifications/DP003.yaml", "a name such as MP123.yaml"),
        ("modifications/MP003.yml", "the ending .yaml"),
        ("modifications/MP003.YAML", "the ending .yaml"),
        ("modifications/MP003.yaml.orig", "the ending .yaml"),
        ("modifications/MP003", "the ending .yaml"),
        ("publications/RID.yaml", "a name such as rid-2022-11.yaml"),
        ("publications/rid 2.yaml", "a name such as rid-2022-11.yaml"),
    ],
)
def test_a_misnamed_file_is_told_of(register: Path, file: str, wanted: str) -> None:
    write(register, file, "id: MP003\n")
    folder = file.split("/")[0]
    assert loading(register) == [
        f"{file}:1:1 Y206 this file is not read: a file in {folder}/ needs {wanted}"
    ]


@pytest.mark.parametrize(
    "file",
    [
        "modifications/README.md",
        "modifications/.MP001.yaml.swp",
        "releases/.DS_Store",
        "releases/README.md",
        "releases/2030-06/notes.txt",
        "reference/README.md",
        "annexes/plan.pdf",
    ],
)
def test_a_file_that_was_never_meant_is_left_alone(register: Path, file: str) -> None:
    write(register, file, "x")
    assert loading(register) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (
            "reference/holidays.yaml",
            "reference/holidays.yaml:1:1 Y206 this file is not read; the files of reference/ are: "
            "acceptance-criteria.yaml, assessments.yaml, back-plan.yaml, bodies.yaml, "
            "calendar.yaml, change-freezes.yaml, "
            "consultations.yaml, cost-phases.yaml, cut-offs.yaml, day-rates.yaml, "
            "document-kinds.yaml, documents.yaml, glossary.yaml, id-series.yaml, lead-times.yaml, "
            "life-cycle.yaml, participants.yaml, "
            "plan-limits.yaml, release-kinds.yaml, roles.yaml, sources.yaml, specifications.yaml, "
            "stages.yaml, test-phases.yaml, timeline-lanes.yaml, timeline-patterns.yaml, "
            "words.yaml",
        ),
        (
            "releases/2030-06/timetable.yml",
            "releases/2030-06/timetable.yml:1:1 Y206 this file is not read; the files of "
            "releases/2030-06/ are: release.yaml, timeline.yaml",
        ),
        (
            "releases/June/release.yaml",
            "releases/June:1:1 Y206 this is not read: releases/ has one folder for each release, "
            "such "
            "as releases/2022-11/ or, for a standalone one, releases/2020-07-23/",
        ),
        (
            "releases/2030-11.yaml",
            "releases/2030-11.yaml:1:1 Y206 this is not read: releases/ has one folder for each "
            "release, such as releases/2022-11/ or, for a standalone one, releases/2020-07-23/",
        ),
    ],
)
def test_a_file_nobody_reads_is_told_of(register: Path, file: str, line: str) -> None:
    write(register, file, "a: b\n")
    assert loading(register) == [line]


def test_a_name_that_is_no_text_is_told_of(register: Path) -> None:
    try:
        (register / os.fsdecode(b"modifications/\xff.yaml")).write_text("a: b\n", "utf-8")
    except OSError:
        pytest.skip("the names of files are text here")
    (line,) = loading(register)
    assert line.encode().startswith("modifications/\ufffd.yaml:1:1 Y206".encode())


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        (
            "modifications/MP003.yaml",
            "title: x\nid: MP004\nhistory: [{date: 2029-01-09, event: noted}]\n",
            "2:5 Y205 this says id 'MP004', but its place says 'MP003'",
        ),
        (
            "releases/2030-11/release.yaml",
            "id: 2030-06\nname: x\nkind: scheduled\n",
            "1:5 Y205 this says id '2030-06', but its place says '2030-11'",
        ),
        (
            "releases/2030-06/timeline.yaml",
            "release: 2030-11\nmilestones: {go-live: {title: x, when: 2030-06-27}}\n",
            "1:10 Y205 this says release '2030-11', but its place says '2030-06'",
        ),
    ],
)
def test_a_file_says_what_its_name_says(register: Path, file: str, text: str, line: str) -> None:
    write(register, file, text)
    assert loading(register) == [f"{file}:{line}"]


def test_a_draft_proposal_is_known_by_the_id_it_will_have(register: Path) -> None:
    text = "id: DP003\ntitle: x\nhistory: [{date: 2029-01-09, event: raised, as: DP}]\n"
    write(register, "modifications/MP003.yaml", text)
    loaded: Loaded = load_register(register)
    assert loaded.diagnostics == ()
    assert loaded.register.modifications["MP003"].id == "MP003"


# Where the register is.


def test_the_register_is_found_from_any_folder_in_it(register: Path) -> None:
    assert find_root(register / "releases" / "2030-06") == register
    assert find_root(register) == register


def test_no_register_is_told_with_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(NoRegister) as caught:
        find_root(tmp_path)
    assert str(caught.value) == (f"there is no sectool.yaml in {tmp_path} or any folder above it")
