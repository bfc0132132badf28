"""Cut-offs after an admission, holds that go on, and consultations without a closing day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import NOVEMBER_2019, copy_of

HEAD = """\
id: MP401
title: One that was admitted
will: change one point more
impacts: {suppliers: true}
documents: [section-a]
history:
- {date: 2019-01-15, event: raised, as: MP, source: timetable}
- {date: 2019-03-05, event: targeted, release: 2019-11, cut-off: {date: 2019-05-01}}
"""
ADMITTED = "- {date: 2019-06-03, event: admitted, release: 2019-11, by: Panel%s}\n"


def register_with(tmp_path: Path, *entries: str) -> Path:
    root = copy_of(NOVEMBER_2019, tmp_path / "register")
    (root / "modifications" / "MP401.yaml").write_text(HEAD + "".join(entries), encoding="utf-8")
    return root


def answer(root: Path, *words: str) -> Any:
    done = run(*words, "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


NEW = ", cut-off: {date: 2019-08-01}"


@pytest.mark.parametrize(
    "entries",
    [
        (ADMITTED % NEW,),
        (ADMITTED % "", f"- {{date: 2019-06-10, event: noted{NEW}}}\n"),
    ],
    ids=["with it", "later"],
)
def test_a_cut_off_after_an_admission_can_be_missed(
    tmp_path: Path, entries: tuple[str, ...]
) -> None:
    root = register_with(tmp_path, *entries)
    states = {
        day: answer(root, "mod", "show", "MP401", "--as-of", day)["cut-off-state"]
        for day in ("2019-05-10", "2019-07-01", "2019-08-10")
    }
    assert states == {"2019-05-10": "missed", "2019-07-01": "open", "2019-08-10": "missed"}
    missed = answer(root, "release", "list", "--as-of", "2019-08-10")["releases"][0]["missed"]
    assert missed == ["MP401"]


def test_the_admission_holds_for_the_cut_offs_before_it(tmp_path: Path) -> None:
    root = register_with(tmp_path, ADMITTED % "")
    shown = answer(root, "mod", "show", "MP401", "--as-of", "2019-08-10")
    assert shown["cut-off-state"] == "ended"


# Holds.

HOLD = "- {date: 2019-04-01, event: on-hold, until: 2019-06-28}\n"


@pytest.mark.parametrize(
    ("more", "finding"),
    [
        ("", None),
        (", until: 2019-09-30", None),
        (", until: 2019-05-31", "MP401 is on hold until Fri 28 Jun 2019, and here until an"),
    ],
    ids=["no day", "later", "earlier"],
)
def test_a_hold_that_goes_on_is_no_error(tmp_path: Path, more: str, finding: str | None) -> None:
    root = register_with(tmp_path, HOLD, f"- {{date: 2019-05-01, event: on-hold{more}}}\n")
    done = run("check", cwd=root)
    assert done.returncode == 0
    assert "M112" not in done.stdout
    assert ("M130" in done.stdout, (finding or "") in done.stdout) == (finding is not None, True)


# Consultations.


@pytest.mark.parametrize(
    ("closes", "says"),
    [
        (("", ""), "two, which close on dates to be confirmed"),
        (
            (", closes: 2019-10-14", ""),
            "two; the first with a confirmed closing date closes on Monday 14 October 2019",
        ),
        (
            (", closes: 2019-10-14", ", closes: 2019-10-15"),
            "two; the first closes on Monday 14 October 2019",
        ),
        (("",), "one, which closes on a date to be confirmed"),
    ],
)
def test_which_consultation_closes_first(
    tmp_path: Path, closes: tuple[str, ...], says: str
) -> None:
    root = copy_of(NOVEMBER_2019, tmp_path / "register")
    for number, more in enumerate(closes):
        text = HEAD.replace("MP401", f"MP40{number}")
        opened = f"- {{date: 2019-09-25, event: consultation, kind: refinement{more}}}\n"
        (root / "modifications" / f"MP40{number}.yaml").write_text(text + opened, "utf-8")
    words = ("publication", "build", "newsletter-2019-09", "--format", "md", "--output", tmp_path)
    done = run(*words, cwd=root)
    assert done.returncode == 0, done.stderr
    text = Path(done.lines[0]).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert f"- **Refinement Consultations:** {says}." in text
