"""What holds for a time says from when to when, not the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.load.shipped import tables_of
from tests.register import MINIMAL, copy_of, edit

RULE = "  - rule: third Tuesday of each month\n    from: 2029-01\n"
POWER = RULE + "  powers:\n  - {{act: go-no-go, from: {}, to: {}}}\n"


def faults(register: Path) -> list[str]:
    return [
        f"{one.code}: {one.message}"
        for one in load_register(register).diagnostics
        if one.code == "Y204"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "since", "until"),
    [
        ("bodies", RULE, POWER, "2030-06-01", "2030-05-01"),
        ("bodies", RULE, POWER, "2030-06", "2030-05-31"),
        ("bodies", RULE, RULE.replace("2029-01", "{}") + "    to: {}\n", "2030-06", "2030-05"),
        ("release-kinds", "from: 2019-02\n", "from: {}\n    to: {}\n", "2030-06", "2030-05"),
        ("life-cycle", "    title: Refinement\n", None, "2030-06", "2030-05-31"),
        (
            "life-cycle",
            "{title: Self-Governance}",
            "{{title: Self-Governance, from: {}, to: {}}}",
            "2030-06",
            "2030-05",
        ),
    ],
)
def test_what_ends_before_it_begins_is_reported(
    file: str, old: str, new: str | None, since: str, until: str, tmp_path: Path
) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    path = register / f"reference/{file}.yaml"
    if not path.exists():
        path.write_bytes(tables_of("sec")[f"reference/{file}.yaml"].read_bytes())
    before = path.read_bytes()
    new = new or old + "    from: {}\n    to: {}\n"
    edit(path, old, new.format(since, until))
    assert faults(register) == [f"Y204: 'from' ({since}) must not be later than 'to' ({until})"]
    # A month begins with its first day and ends with its last.
    path.write_bytes(before)
    edit(path, old, new.format(since, "2030-06"))
    assert faults(register) == []
