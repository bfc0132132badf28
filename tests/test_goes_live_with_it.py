"""With a release goes live what was approved, and nothing that was left undecided."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run
from tests.register import NOVEMBER_2019, copy_of

NAMES = ("status-report-2019-09", "unc-update-2019-09", "newsletter-2019-09")
UNDECIDED = """\
id: MP401
title: One that missed its cut-off
will: change one point more
impacts: {suppliers: true}
documents: [section-a]
cut-off: {date: 2019-08-01}
history:
- {date: 2019-01-15, event: raised, as: MP, source: timetable}
- {date: 2019-03-05, event: targeted, release: 2019-11, source: timetable}
- {date: 2019-09-02, event: discussed, by: Panel}
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(NOVEMBER_2019, tmp_path_factory.mktemp("undecided") / "register")
    (root / "modifications" / "MP401.yaml").write_text(UNDECIDED, encoding="utf-8")
    return root


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", ["2019-11-15", "2019-12-05"], ids=["before", "after"])
def test_only_what_was_approved_is_counted(
    register: Path, tmp_path: Path, name: str, day: str
) -> None:
    words = ("publication", "build", name, "--as-of", day, "--format", "md", "--output", tmp_path)
    done = run(*words, cwd=register)
    assert done.returncode == 0
    text = Path(done.lines[0]).read_text(encoding="utf-8").replace("\u00a0", " ")
    if name.startswith("newsletter"):
        count = "10, and 1 if approved" if day < "2019-11-29" else "10"
        assert f"| **November 2019 SEC Release** | {count} | " in text
        return
    assert "with the ten modifications included in it" in text
    undecided = "included in it, and one more if approved"
    assert (undecided in text) == (day < "2019-11-29")
