"""What `check` says it could not look for, held against what is lost when a file cannot be read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from sectool.check.run import check_register, not_checked
from sectool.cli.commands.check_findings import check_all, check_timelines
from sectool.codes import READING, WAIVERS
from sectool.load import load_register
from sectool.model.register import REFERENCE_FILES, Register
from sectool.pipeline import subject_of
from sectool.rules.table import RULES
from sectool.workspace.files import Files
from sectool.workspace.folder import Folder
from sectool.workspace.memory import Memory
from tests.register import MINIMAL, SEED, copy_of
from tests.test_rules import Example

FAULT = "broken: [\n"
Capture = pytest.CaptureFixture[str]
CHECKING = [code for code, rule in RULES.items() if rule.row.made_by not in (READING, WAIVERS)]


def resting_on(field: str) -> set[str]:
    """The rules that need a field of Register."""
    return {code for code, rule in RULES.items() if field in rule.needs}


def found_in(
    register: Files | Path, codes: Iterable[str] = RULES
) -> tuple[set[tuple[str, str]], set[str]]:
    """The findings of some rules in a register, and the rules said not to have been checked in
    full."""
    loaded = load_register(register)
    subject = subject_of(loaded, documents=False)
    found = check_register(loaded, subject, [RULES[code] for code in codes])
    lacking = {code for one in not_checked(loaded) for code in one.codes}
    return {(one.code, one.place.file) for one in found}, lacking


def test_rules_need_pieces_of_a_register() -> None:
    pieces = {
        *REFERENCE_FILES,
        "settings",
        "modifications",
        "timelines",
        "releases",
        "publications",
    }
    assert pieces <= Register.__dataclass_fields__.keys()
    assert {code: rule.needs - pieces for code, rule in RULES.items() if rule.needs - pieces} == {}


@pytest.mark.slow
@pytest.mark.parametrize("code", CHECKING)
def test_each_finding_lost_with_a_file_is_said_not_to_be_looked_for(
    code: str, tmp_path: Path
) -> None:
    """Any file of a rule's bad example is broken in turn, but for findings in a modification or a
    publication that is broken itself."""
    root = Example.of(RULES[code], "Bad").laid_over(MINIMAL, tmp_path)
    whole, lacking = found_in(root)
    assert lacking == set() or any(one.startswith("Y1") for one, _ in whole)
    kept = Memory.of(Folder(root), sorted(path.name for path in root.iterdir())).contents
    files = [file for file in kept if file.endswith(".yaml")]
    assert len(files) > 10
    # None but these rules can lose a finding.
    finding = RULES.keys() & {one for one, _ in whole}
    for file in files:
        left, lacking = found_in(Memory({**kept, file: FAULT.encode()}), finding)
        own = file.startswith(("modifications/", "publications/"))
        lost = {one for one, at in whole - left if not (own and at == file)}
        assert lost <= lacking, file


def test_nothing_is_said_where_everything_can_be_read() -> None:
    for root in (SEED, MINIMAL):
        assert not_checked(load_register(root)) == ()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The minimal register, without anything to waive."""
    root = tmp_path / "register"
    copy_of(MINIMAL, root)
    return root


def last_lines(out: str) -> str:
    """What stands behind the findings."""
    return out[out.index("\nnot checked") + 1 :] if "\nnot checked" in out else ""


def test_a_calendar_that_cannot_be_read_is_said_to_hide_findings(
    register: Path, capsys: Capture
) -> None:
    (register / "reference/calendar.yaml").write_text(FAULT, encoding="utf-8")
    assert check_all(register, "text", errors_only=False, strict=False) == 1
    assert last_lines(capsys.readouterr().out) == (
        "not checked in full, since reference/calendar.yaml cannot be read: C101, C103 to\n"
        "  C108, D109, D116 to D119, M111, M116, M117, M120, M124 to M126, M133, R108,\n"
        "  R119, R125, R133, T104 to T106, T108, T109, T111 to T118, T120, T122, T123\n\n"
        "1 error in 17 files\n"
    )
    assert check_timelines(register, (), "text", errors_only=True, strict=False) == 1
    assert last_lines(capsys.readouterr().out) == (
        "not checked in full, since reference/calendar.yaml cannot be read: C101, C103 to\n"
        "  C108, M111, M120, M125, M126, R108, R119, R125, R133, T104 to T106, T108,\n"
        "  T109, T111 to T118, T120, T122, T123\n\n"
        "1 error in 1 timeline and what it depends on\n"
    )


def test_files_of_a_kind_are_told_together(register: Path, capsys: Capture) -> None:
    for file in ("modifications/MP001.yaml", "modifications/MP002.yaml"):
        (register / file).write_text(FAULT, encoding="utf-8")
    (register / "reference/bodies.yaml").write_text(FAULT, encoding="utf-8")
    assert check_all(register, "json", errors_only=False, strict=False) == 1
    first, second = json.loads(capsys.readouterr().out)["not-checked"]
    assert first["files"] == ["modifications/MP001.yaml", "modifications/MP002.yaml"]
    assert first["codes"] == sorted(resting_on("modifications"))
    assert second["files"] == ["reference/bodies.yaml"]
    # No modification can be read, so none of its own findings can be missing for want of a body; a
    # cut-off of the Code's table can.
    codes = resting_on("bodies")
    assert second["codes"] == sorted(c for c in codes if c[0] != "M" or c == "M127")
    check_all(register, "text", errors_only=False, strict=False)
    assert last_lines(capsys.readouterr().out).startswith(
        "not checked in full, since modifications/MP001.yaml and 1 other file like it\n  cannot be"
    )


def test_files_of_releases_nobody_asked_for_are_not_told(register: Path, capsys: Capture) -> None:
    other = register / "releases/2031-06"
    shutil.copytree(register / "releases/2030-06", other)
    (other / "timeline.yaml").write_text(FAULT, encoding="utf-8")

    def told(*releases: str) -> list[list[str]]:
        check_timelines(register, releases, "json", errors_only=True, strict=False)
        found = json.loads(capsys.readouterr().out)["not-checked"]
        return [one["files"] for one in found]

    assert told("2030-06") == []
    assert ["releases/2031-06/timeline.yaml"] in told("2031-06")
    assert ["releases/2031-06/timeline.yaml"] in told()


def test_waivers_are_not_judged_while_a_file_cannot_be_read(register: Path) -> None:
    timeline = register / "releases/2030-06/timeline.yaml"
    waiver = "waive:\n- {code: T104, because: A reason., allowed-by: The CSC}\n"
    timeline.write_text(timeline.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    assert {code for code, _ in found_in(register)[0]} == {"Y302"}
    criteria = register / "reference/acceptance-criteria.yaml"
    criteria.write_text(FAULT, encoding="utf-8")
    found, lacking = found_in(register)
    assert {code for code, _ in found} == {"Y102"}
    assert lacking == {"R160", "Y302"}


@pytest.mark.parametrize(
    "file",
    [
        "reference/timeline-lanes.yaml",
        "reference/remarks.yaml",
        "releases/2030-06/notes.yaml",
        "publications/rid-2030-06.issued.yaml",
        "publications/notes.txt",
    ],
)
def test_a_file_that_nothing_else_rests_on_hides_nothing(register: Path, file: str) -> None:
    (register / file).write_text(FAULT, encoding="utf-8")
    loaded = load_register(register)
    assert file in loaded.register.broken
    assert not_checked(loaded) == ()
