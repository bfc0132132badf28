"""What a check costs grows with the register, and not with its square.

Work is counted in calls of functions, which are the same on every machine: four times as much of
one thing may take at most five times as many.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.pipeline import subject_of
from sectool.rules.table import RULES
from tests.register import MINIMAL, copy_of

HEAD = "id: MP001\ntitle: A small change\nhistory:\n- {date: 2029-01-09, event: raised, as: MP}\n"


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, those written in C among them."""
    count = 0

    def counted(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def check(root: Path, code: str) -> tuple[int, int]:
    """What it takes to ask a rule and to place what it finds; and how much that is."""
    loaded = load_register(root)
    subject = subject_of(loaded, documents=False)
    found: list[Any] = []
    calls = calls_of(lambda: found.extend(check_register(loaded, subject, [RULES[code]])))
    return calls, len(found)


def a_long_text(sentence: str) -> Callable[[Path, int], None]:
    """A text on many lines, in each of which something is wrong."""

    def write(root: Path, many: int) -> None:
        names = (chr(65 + n // 26) + chr(65 + n % 26) for n in range(many))
        told = (sentence.format(number=n, name=name) for n, name in enumerate(names))
        lines = "".join(f"  {one}\n" for one in told)
        text = f"{HEAD}will: >-\n{lines}"
        (root / "modifications/MP001.yaml").write_text(text, encoding="utf-8")

    return write


def retitled_often(root: Path, many: int) -> None:
    entries = "".join(
        f"- {{date: 2029-02-01, event: retitled, from: Title number {n},"
        f" will: 'follow MP001 (Title number {n}), known as MP001 ‘Another title {n}’'}}\n"
        for n in range(many)
    )
    (root / "modifications/MP001.yaml").write_text(HEAD + entries, encoding="utf-8")


def unknown_ids(root: Path, many: int) -> None:
    for n in range(many):
        text = HEAD.replace("MP001", f"MP{n + 100}") + f"will: It goes on with MP{n + 5000}.\n"
        (root / f"modifications/MP{n + 100}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "write"),
    [
        ("D111", a_long_text("On Monday 9 January 2029 this was said, number {number}.")),
        ("D101", a_long_text("The QX{name}Z are new here.")),
        ("D113", a_long_text("It goes on with MP{number:04} of old.")),
        ("D114", a_long_text("Then came MP002 (Another changed {name}).")),
        ("D114", retitled_often),
        ("D113", unknown_ids),
    ],
)
def test_four_times_as_much_takes_at_most_five_times_as_long(
    code: str, write: Callable[[Path, int], None], tmp_path: Path
) -> None:
    calls, found = [], []
    check(MINIMAL, code)  # what is imported and kept for good is no growth
    for many in (50, 200):
        root = copy_of(MINIMAL, tmp_path / str(many))
        write(root, many)
        did, finds = check(root, code)
        calls.append(did)
        found.append(finds)
    assert found == [50, 200]
    assert calls[1] <= 5 * calls[0]
