"""A file that goes by a wrong name is one mistake, reported once, at that file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from sectool.check.run import check_register, not_checked
from sectool.load import load_register
from sectool.pipeline import subject_of
from sectool.workspace.folder import Folder
from sectool.workspace.memory import Memory
from tests.register import MINIMAL, PARTS, SEED, left_out

REGISTERS = {"minimal": MINIMAL, "seed": SEED}
Found = set[tuple[str, str]]


@cache
def contents(register: str) -> dict[str, bytes]:
    files = Folder(REGISTERS[register])
    there = Memory.of(files, PARTS).contents.keys() - left_out()
    return {file: files.read(file) for file in there}


def found_in(files: dict[str, bytes]) -> Found:
    loaded = load_register(Memory(files))
    checked = check_register(loaded, subject_of(loaded, documents=True))
    return {(one.code, one.place.file) for one in checked}


@cache
def found_before(register: str) -> Found:
    return found_in(contents(register))


def renamed(register: str, old: str, new: str) -> dict[str, bytes]:
    """The files of a register, with one of them, or a folder, by another name."""
    files = contents(register)
    moved = {file: file for file in files}
    moved |= {
        file: new + file.removeprefix(old) for file in files if f"{file}/".startswith(f"{old}/")
    }
    assert moved.keys() != set(moved.values())
    return {moved[file]: content for file, content in files.items()}


def use_in_release(files: dict[str, bytes], modification: bytes) -> None:
    """Lets an impact statement rest on one more modification."""
    release = "releases/2030-06/release.yaml"
    text = files[release].replace(b"[MP002]", b"[MP002, %s]" % modification, 1)
    assert text != files[release]
    files[release] = text


def in_capitals(name: str) -> str:
    folder, _, last = name.rpartition("/")
    stem, dot, ending = last.partition(".")
    return f"{folder}/{stem.swapcase()}{dot}{ending}"


WAYS: dict[str, Callable[[str], str]] = {
    "ending": lambda name: f"{name.removesuffix('.yaml')}.yml",
    "letters": in_capitals,
    "a copy": lambda name: f"{name.removesuffix('.yaml')} (copy).yaml",
    "wholly": lambda name: f"{name.rpartition('/')[0]}/_.yaml",
}
NAMES = [("minimal", file) for file in sorted(contents("minimal")) if file != "sectool.yaml"] + [
    ("seed", file)
    for file in (
        "modifications/MP078.yaml",
        "modifications/SECMP0007.yaml",
        "releases/2020-11/release.yaml",
        "releases/2022-11/timeline.yaml",
        "publications/rid-2022-11.yaml",
        "publications/status-report-2020-08.yaml",
        "reference/bodies.yaml",
        "reference/calendar.yaml",
        "reference/stages.yaml",
    )
]


# In the seed each file goes by a name that nothing tells the right one from, and by one of those
# that something does: which of these, only its own folder sees, and does so in the minimal one.
_NEAR = [way for way in WAYS if way != "wholly"]
MISNAMED = [
    (register, file, way)
    for number, (register, file) in enumerate(NAMES)
    for way in WAYS
    if register == "minimal" or way in ("wholly", _NEAR[number % len(_NEAR)])
]


@pytest.mark.parametrize(("register", "file", "way"), MISNAMED)
def test_a_misnamed_file_is_one_finding(register: str, file: str, way: str) -> None:
    new = WAYS[way](file)
    assert found_in(renamed(register, file, new)) - found_before(register) == {("Y206", new)}


@pytest.mark.parametrize(
    ("register", "old", "new"),
    [
        ("minimal", "releases/2030-06", "releases/2030-6"),
        ("minimal", "releases/2030-06", "releases/June"),
        ("seed", "releases/2022-11", "releases/2022-11 (old)"),
        ("minimal", "releases", "Releases"),
        ("minimal", "modifications", "MODIFICATIONS"),
        ("minimal", "modifications/MP001.yaml", "MP001.yaml"),
        ("seed", "reference", "Reference"),
    ],
)
def test_so_is_a_misnamed_folder_or_one_in_the_wrong_place(
    register: str, old: str, new: str
) -> None:
    assert found_in(renamed(register, old, new)) - found_before(register) == {("Y206", new)}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("modifications/MP001.yaml", "id: MP001", "id: MP003"),
        ("releases/2030-06/release.yaml", "id: 2030-06", "id: 2030-07"),
        ("releases/2030-06/timeline.yaml", "release: 2030-06", "release: 2030-07"),
    ],
)
def test_so_is_an_id_that_its_place_contradicts(file: str, old: str, new: str) -> None:
    """And a use of the id inside is no further fault: which of both is right is not known."""
    files = contents("minimal") | {
        file: contents("minimal")[file].replace(old.encode(), new.encode())
    }
    assert files[file] != contents("minimal")[file]
    if file.startswith("modifications/"):
        use_in_release(files, b"MP003")
    assert found_in(files) == {("Y205", file)}


def test_a_proposal_filed_as_a_draft_is_there_under_the_number_that_it_keeps() -> None:
    files = renamed("minimal", "modifications/MP001.yaml", "modifications/DP001.yaml")
    files["modifications/DP001.yaml"] = files["modifications/DP001.yaml"].replace(
        b"id: MP001", b"id: DP001"
    )
    assert found_in(files) == {("Y206", "modifications/DP001.yaml")}


def test_what_was_issued_of_a_misnamed_publication_is_not_called_a_stranger() -> None:
    files = renamed("minimal", "publications/rid-2030-06.yaml", "publications/RID.yaml")
    files["publications/rid-2030-06.issued.yaml"] = b"[]\n"
    assert found_in(files) == {("Y206", "publications/RID.yaml")}
    del files["publications/RID.yaml"]
    assert found_in(files) == {("Y206", "publications/rid-2030-06.issued.yaml")}


def test_a_name_that_nothing_has_is_unknown_beside_a_misnamed_file() -> None:
    files = renamed("minimal", "modifications/MP001.yaml", "modifications/MP1.yaml")
    use_in_release(files, b"MP009")
    release = "releases/2030-06/release.yaml"
    assert found_in(files) == {("Y206", "modifications/MP1.yaml"), ("Y301", release)}


@pytest.mark.parametrize(
    ("file", "near"),
    [
        ("reference/body.yaml", "bodies.yaml"),
        ("releases/2030-06/time-line.yaml", "timeline.yaml"),
        ("releases/2030-06/release.yml", "release.yaml"),
    ],
)
def test_the_name_that_was_meant_is_proposed(file: str, near: str) -> None:
    right = f"{file.rpartition('/')[0]}/{near}"
    (found,) = load_register(Memory(renamed("minimal", right, file))).diagnostics
    assert found.help == f"rename it {near}, or move it out of this folder"


def test_what_was_not_checked_names_the_files_as_they_are() -> None:
    files = renamed("minimal", "releases/2030-06", "releases/2030-6")
    (lacking, *_) = not_checked(load_register(Memory(files)))
    assert lacking.files == ("releases/2030-6/release.yaml",)
