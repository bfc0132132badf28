"""A register in an older shape is read as it was meant; one in a newer shape is not read at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sectool.check.run import check_register
from sectool.diagnostic import Path as Steps
from sectool.diagnostic import Severity
from sectool.load import load_register, load_revision, shapes
from sectool.load.shapes import Reshaped, path_in_file
from sectool.pipeline import subject_of
from sectool.queries.errors import Unavailable
from sectool.queries.loaded import load_register as load_to_ask
from sectool.source.reader import Data
from sectool.workspace.git import NoRevision
from tests.command import run
from tests.git import planned
from tests.register import BSC, MINIMAL, SEED, copy_of, edit, opened


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def write_shape(root: Path, shape: str) -> None:
    file = root / "sectool.yaml"
    text = re.sub("(?m)^shape: .*\n", "", file.read_text(encoding="utf-8"))
    file.write_text(f"shape: {shape}\n{text}", encoding="utf-8")


def name_to_title(file: str, data: Data) -> Reshaped:
    """A change of shape: what was `name` at the head of a modification is `title`."""
    if not file.startswith("modifications/") or "name" not in data:
        return Reshaped(data)
    renamed = {"title" if key == "name" else key: value for key, value in data.items()}
    return Reshaped(renamed, {("title",): ("name",)})


def history_last_first(file: str, data: Data) -> Reshaped:
    """Another: a history stood with its newest entry first."""
    if not file.startswith("modifications/"):
        return Reshaped(data)
    history = data["history"]
    last = len(history) - 1
    moved: dict[Steps, Steps] = {("history", i): ("history", last - i) for i in range(len(history))}
    return Reshaped({**data, "history": tuple(reversed(history))}, moved)


@pytest.fixture
def stepped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two shapes more than there are."""
    monkeypatch.setattr(shapes, "STEPS", (*shapes.STEPS, name_to_title, history_last_first))


def found_in(root: Path) -> list[str]:
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=True))
    return [f"{one.place.file}:{one.place.span.line} {one.code}" for one in found]


@pytest.mark.usefixtures("stepped")
def test_an_older_shape_is_read_by_the_steps_since(register: Path) -> None:
    newest = shapes.newest_shape()
    write_shape(register, str(newest - 2))
    edit(register / "modifications/MP002.yaml", "title:", "name:")
    assert load_register(register).diagnostics == ()
    assert load_register(register).register.modifications["MP002"].title == "Another change"
    edit(register / "sectool.yaml", f"shape: {newest - 2}", f"shape: {newest}")
    assert [one for one in found_in(register) if "MP002" in one] != []


@pytest.mark.usefixtures("stepped")
def test_findings_stand_where_the_file_has_what_they_are_about(register: Path) -> None:
    newest = shapes.newest_shape()
    write_shape(register, str(newest - 2))
    (register / "modifications/MP001.yaml").write_text(
        "id: MP001\n"
        "name: [no, title]\n"
        "history:\n"
        "- {date: 2029-02-09, event: noted}\n"
        "- {date: 2029-01-09, event: razed, as: MP}\n",
        encoding="utf-8",
    )
    own = [one for one in found_in(register) if "MP001" in one]
    assert own == ["modifications/MP001.yaml:2 Y203", "modifications/MP001.yaml:5 M104"]


def test_a_place_goes_back_through_every_step() -> None:
    moves: tuple[dict[Steps, Steps], ...] = ({("b",): ("a",)}, {("c", "d"): ("b",)})
    assert path_in_file(("c", "d", 0), moves) == ("a", 0)
    assert path_in_file(("c", "e"), moves) == ("c", "e")
    assert path_in_file((), moves) == ()


def test_without_a_shape_files_are_of_the_first() -> None:
    assert shapes.shape_of({"code": {}}) == 1


@pytest.mark.parametrize("shape", ["", "0", "two", "-1", "1.0", "[1]", "²", "9" * 5000])
def test_what_is_no_shape_is_a_fault_of_its_own(register: Path, shape: str) -> None:
    write_shape(register, shape)
    found = found_in(register)
    assert {one.split()[0] for one in found} == {"sectool.yaml:1"}
    assert not any("Y207" in one for one in found)


def test_of_a_newer_shape_nothing_else_is_judged(register: Path) -> None:
    write_shape(register, str(shapes.newest_shape() + 1))
    edit(register / "sectool.yaml", "code:", "codes:")
    (register / "modifications/MP002.yaml").write_text("broken: [\n", encoding="utf-8")
    assert found_in(register) == ["sectool.yaml:1 Y207"]


@pytest.mark.parametrize(
    "words",
    [
        ["mod", "list"],
        ["mod", "next"],
        ["mod", "show", "MP002"],
        ["release", "list"],
        ["release", "show", "2030-06"],
        ["timeline", "show", "2030-06"],
        ["timeline", "check"],
        ["rid", "build", "2030-06"],
        ["publication", "list"],
        ["publication", "check"],
        ["calendar", "show", "2029"],
        ["body", "list"],
        ["check"],
    ],
)
def test_no_command_answers_from_a_newer_shape(register: Path, words: list[str]) -> None:
    write_shape(register, "999")
    done = run(*words, cwd=register)
    assert done.returncode == 1
    printed = done.stdout + done.stderr
    assert "sectool.yaml:1:8: error[Y207" in printed
    assert printed.count("error[") == 1


def test_a_question_to_a_newer_shape_has_no_answer(register: Path) -> None:
    write_shape(register, "999")
    with pytest.raises(Unavailable) as raised:
        load_to_ask(register)
    assert [one.code for one in raised.value.findings] == ["Y207"]


LENGTHS = """\
rfi: {weeks: 4}
refinement: {weeks: 3, note: As seen.}
modification-report: {weeks: 2, source: plan}
"""
KINDS = """\
rfi: {title: Request for Information, weeks: 4}
refinement: {title: Refinement Consultation, held-in: refinement, weeks: 3, note: As seen.}
modification-report:
  title: Modification Report Consultation
  held-in: report
  weeks: 2
  source: plan
"""


@pytest.mark.parametrize("shape", ["1", "2"])
def test_lengths_of_consultations_of_shape_2_are_of_the_kinds_there_were(
    register: Path, shape: str
) -> None:
    file = register / "reference/consultations.yaml"
    write_shape(register, "3")
    file.write_text(KINDS, encoding="utf-8")
    named = load_register(register)
    write_shape(register, shape)
    file.write_text(LENGTHS, encoding="utf-8")
    older = load_register(register)
    assert older.diagnostics == named.diagnostics == ()
    assert older.register.consultations == named.register.consultations
    assert [*older.register.consultations] == [*named.register.consultations]


@pytest.mark.parametrize("root", [MINIMAL, SEED, BSC])
def test_files_of_a_shape_that_the_settings_do_not_name_are_told_as_that(
    root: Path, tmp_path: Path
) -> None:
    register = copy_of(root, tmp_path / "copy")
    edit(register / "sectool.yaml", "shape: 4\n", "")
    loaded = load_register(register)
    found = check_register(loaded, subject_of(loaded, documents=False))
    (error,) = [one for one in found if one.severity is Severity.ERROR]
    assert (error.code, error.place.file) == ("Y202", "sectool.yaml")
    assert error.message.startswith("'shape' is missing, so that files are read as of shape 1; ")
    assert error.help == "write 'shape: 4', if all files are written in it"
    ((_, place),) = error.related
    assert place.file in error.message
    # Nothing is added that the files of an older shape did not say.
    tables = ("consultations", "parties", "cut_off_rules")
    then, now = loaded.register, opened(root).register
    assert [getattr(then, one) for one in tables] == [getattr(now, one) for one in tables]


def test_a_revision_is_read_in_the_shape_it_was_committed_in(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = shapes.newest_shape()
    monkeypatch.setattr(shapes, "STEPS", (*shapes.STEPS, name_to_title))
    write_shape(register, str(older))
    edit(register / "modifications/MP002.yaml", "title:", "name:")
    planned(register)
    edit(register / "sectool.yaml", f"shape: {older}", f"shape: {older + 1}")
    edit(register / "modifications/MP002.yaml", "name:", "title:")
    assert load_revision(register, "HEAD").diagnostics == ()
    then, now = load_revision(register, "HEAD").register, load_register(register).register
    assert then.modifications == now.modifications


def test_a_revision_of_a_newer_shape_cannot_be_had(register: Path) -> None:
    write_shape(register, "999")
    planned(register)
    with pytest.raises(NoRevision, match="shape 999"):
        load_revision(register, "HEAD")
