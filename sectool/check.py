"""A register is held against the rules; every finding is placed, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.diagnostic import Diagnostic, Finding
from sectool.load import Loaded
from sectool.model.register import Register
from sectool.rules.rule import Rule, Subject
from sectool.rules.table import RULES
from sectool.schedule import Schedule, calendars_of, schedule_release
from sectool.waivers import UNKNOWN, Placed, unsilenced, waivers_of


def schedules_of(register: Register) -> dict[str, Schedule]:
    """The schedule of every release that has a timeline, with all that is known today."""
    calendars = calendars_of(register)
    return {
        id_: schedule_release(timeline, calendars) for id_, timeline in register.timelines.items()
    }


def check_register(
    loaded: Loaded, subject: Subject, rules: Iterable[Rule] | None = None
) -> tuple[Diagnostic, ...]:
    """What is wrong with a register: what loading found, and what the rules find.

    A finding that a waiver silences is left out; a waiver that silences none is a finding.
    """
    found = [
        (rule.code, finding)
        for rule in (RULES.values() if rules is None else rules)
        if rule.check is not None
        for finding in rule.check(subject)
    ]
    left, idle = unsilenced(found, waivers_of(subject.register))
    if rules is None:
        left += _about_waivers(subject, idle)
    placed = (
        loaded.sources.diagnose(code, RULES[code].severity, finding) for code, finding in left
    )
    everything = (*loaded.diagnostics, *placed)
    return tuple(sorted(everything, key=lambda diagnostic: diagnostic.sort_key))


def _about_waivers(subject: Subject, idle: list[Placed]) -> Iterator[tuple[str, Finding]]:
    for placed in idle:
        if subject.register.broken:
            break  # what cannot be read might hold what a waiver is for
        if placed.waiver.code.startswith("D") and subject.document_faults is None:
            continue  # the documents were not tried out, so nobody knows
        yield (
            "Y302",
            Finding(
                f"this waiver of {placed.waiver.code} silences nothing",
                placed.address,
                "remove it, or put it on the element that the finding is about",
            ),
        )
    for placed in waivers_of(subject.register):
        if placed.waiver.allowed_by == UNKNOWN:
            yield (
                "Y303",
                Finding(
                    f"nobody is named who allowed this waiver of {placed.waiver.code}",
                    placed.address.at("allowed-by"),
                ),
            )
