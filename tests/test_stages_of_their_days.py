"""An entry that leads to a stage which the Code did not have that day is told at its event."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.load.shipped import tables_of
from sectool.rules.rule import Subject
from sectool.rules.table import RULES
from sectool.workspace.folder import Folder
from sectool.workspace.memory import Memory
from sectool.workspace.overlay import Overlay
from tests.register import PARTS, SEED

FILE = "reference/life-cycle.yaml"
SHIPPED = tables_of("sec")[FILE].read_text(encoding="utf-8")
STEPS = yaml.safe_load(SHIPPED)["steps"]
LATER, EARLIER = "    from: 2100-01\n", "    to: 2000-01\n"


def events_to(stage: str) -> set[str]:
    """The events that lead to a stage whoever takes the step, of which there is one row each."""
    found = set()
    for row in STEPS:
        events = [row["event"]] if isinstance(row["event"], str) else row["event"]
        if row.get("to") == stage and "moved-by" not in row:
            found |= {event for event in events if event not in ("raised", "recommended")}
    return found


@cache
def files() -> Memory:
    return Memory.of(Folder(SEED), PARTS)


def entries() -> Iterator[tuple[str, Any]]:
    for file in sorted((SEED / "modifications").iterdir()):
        for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)["history"]:
            yield f"modifications/{file.name}", entry


def told(stage: str, days: str) -> list[tuple[str, str, str]]:
    """The file, the line and the message of each finding, where a stage has days."""
    head = f"\n  {stage}:\n"
    assert head in SHIPPED
    text = SHIPPED.replace(head, head + days, 1).encode("utf-8")
    loaded = load_register(Overlay(files(), {FILE: text}))
    assert loaded.diagnostics == ()
    found = check_register(loaded, Subject(loaded.register, {}), [RULES["M145"]])
    return [
        (d.place.file, d.place.source_line.strip(), d.message) for d in found if d.code[0] == "M"
    ]


STAGES = ("approved", "implemented", "rejected", "withdrawn", "sent-back", "referred")


@pytest.mark.parametrize("stage", STAGES)
def test_a_step_into_a_stage_of_later_days_is_told(stage: str) -> None:
    led = {file for file, entry in entries() if entry.get("event") in events_to(stage)}
    assert led
    found = told(stage, LATER)
    by_steps = {file for file, _, message in found if " leads to the stage " in message}
    assert led <= by_steps
    for _, line, message in found:
        assert f"the stage {stage!r}" in message
        assert "was used from Jan 2100; this is " in message
        assert "event:" in line or "stage:" in line


def test_a_step_that_was_only_seen_may_have_come_before() -> None:
    seen = {
        file
        for file, entry in entries()
        if entry.get("event") in events_to("approved") and "date" not in entry
    }
    dated = {
        file
        for file, entry in entries()
        if entry.get("event") in events_to("approved") and "date" in entry
    }
    found = {file for file, _, message in told("approved", EARLIER) if " leads to " in message}
    assert found >= dated
    assert found.isdisjoint(seen - dated)


def test_a_stage_of_all_days_is_told_nowhere() -> None:
    assert [one for stage in STAGES for one in told(stage, "    to: 2100-01\n")] == []
