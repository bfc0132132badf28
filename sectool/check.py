"""A register is held against the rules; every finding is placed, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.diagnostic import Diagnostic
from sectool.load import Loaded
from sectool.model.register import Register
from sectool.rules.rule import Rule, Subject
from sectool.rules.table import RULES
from sectool.schedule import Schedule, calendars_of, schedule_release


def schedules_of(register: Register) -> dict[str, Schedule]:
    """The schedule of every release that has a timeline, with all that is known today."""
    calendars = calendars_of(register)
    return {
        id_: schedule_release(timeline, calendars) for id_, timeline in register.timelines.items()
    }


def check_register(
    loaded: Loaded, subject: Subject, rules: Iterable[Rule] | None = None
) -> tuple[Diagnostic, ...]:
    """What is wrong with a register: what loading found, and what the rules find."""
    diagnostics = list(loaded.diagnostics)
    for rule in RULES.values() if rules is None else rules:
        if rule.check is None:
            continue
        for finding in rule.check(subject):
            diagnostics.append(loaded.sources.diagnose(rule.code, rule.severity, finding))
    return tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key))
