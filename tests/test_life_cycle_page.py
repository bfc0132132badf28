"""docs/life-cycle.md: its keys and kinds are those of the shapes, its example is a register's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.model.life_cycle_table import StageKind, StageRow, StepRow
from sectool.model.register import Register
from sectool.model.roles import GeneralAct, Role
from sectool.pipeline import subject_of
from sectool.queries.register_on import register_on
from tests.register import MINIMAL, REPOSITORY, copy_of, edit

PAGE = (REPOSITORY / "docs" / "life-cycle.md").read_text(encoding="utf-8")


def rows(heading: str) -> set[str]:
    """What is named in the first column of the table under a heading."""
    table = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall("`([a-z-]+)`", cell)}


def test_the_page_names_every_kind_and_key() -> None:
    assert rows("Stages") == {*get_args(StageKind)}
    assert rows("Steps") == {field.alias for field in StepRow.model_fields.values()}
    assert rows("Roles") == {field.alias for field in Role.model_fields.values()}
    general = PAGE.partition("| `general` |")[2].partition("\n")[0]
    assert {*re.findall("`([a-z-]+)`", general)} == {*get_args(GeneralAct)}
    named = set(re.findall("`([a-z-]+)`", PAGE.partition("\n## Steps\n")[0]))
    remarks = {"source", "note"}
    assert {str(f.alias) for f in StageRow.model_fields.values()} - remarks <= named


def example(tmp_path: Path) -> Path:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "modifications" / "MP002.yaml", "as: DP", "as: MP")  # drafts are of the SEC
    for block in re.split(r"^# (?=\S+\.yaml$)", text, flags=re.MULTILINE)[1:]:
        name, _, content = block.partition("\n")
        (root / name).write_text(content, encoding="utf-8")
    return root


def test_the_example_has_no_faults(tmp_path: Path) -> None:
    loaded = load_register(example(tmp_path))
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [one.message for one in found] == []


def test_the_example_stands_where_its_own_steps_lead(tmp_path: Path) -> None:
    register: Register = load_register(example(tmp_path)).register
    standing = register_on(register, None).standing("MP001")
    assert standing is not None
    assert (standing.stage, standing.stage_kind, standing.decision) == (
        *("approved", "decided"),
        "approved",
    )
    assert register.life_cycle.consultation_title("assessment") == (
        "Assessment Procedure Consultation"
    )
