"""`sectool timeline whatif`: what a scenario changes in a plan, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.compared import compared_data
from sectool.cli.present.edits import make_edit
from sectool.cli.present.sections import section_lines
from sectool.cli.present.tables import folded, write_json, write_lines
from sectool.cli.session import day_of, failure, misuse, value_of
from sectool.dates import iso
from sectool.editing.edit import CannotEdit, Edit
from sectool.pipeline import Scenario, WhatIf, what_if
from sectool.planning.compared_in_words import (
    heading_of,
    sections_abreast,
    sections_of,
    supposed_in_words,
)
from sectool.planning.scenario import (
    KINDS,
    MeetingNotHeld,
    MeetingOnOtherDay,
    SupposedHoliday,
    Supposition,
    supposition_in_words,
)
from sectool.planning.scenario_file import scenarios_in
from sectool.planning.scenario_record import PlanDecision, announced_elsewhere, record_edits
from sectool.queries.loaded import Loaded, load_register
from sectool.values import dataclass

# What a scenario is called that options give.
_BY_OPTIONS = "as given"


@dataclass(frozen=True)
class AppliedOptions:
    """With which reason and authority a scenario is to be written, as options give them."""

    on: str | None
    by: str | None
    because: str | None
    source: str | None


def whatif(
    root: Path,
    release: str,
    given: Sequence[tuple[str, Sequence[str]]],
    files: Sequence[Path],
    clock: date,
    *,
    as_of: str | None,
    as_json: bool,
    apply: AppliedOptions | None,
    dry_run: bool,
    force: bool,
) -> int:
    """Prints what scenarios change, of options with their values and of files; or writes one."""
    day = day_of("--as-of", as_of)
    scenarios = _scenarios(given, files)
    if apply is not None:
        return _apply(root, release, scenarios, apply, clock, day, dry_run=dry_run, force=force)
    loaded = load_register(root)
    try:
        found = what_if(loaded, release, scenarios, day)
    except CannotEdit as error:
        raise failure(str(error)) from None
    if as_json:
        rows = [compared_data(one) for one in found]
        write_json({"release": release, "as-of": iso(day), "scenarios": rows})
    else:
        write_lines(_lines(found))
    return 0


def _lines(found: Sequence[WhatIf]) -> Iterator[str]:
    yield from folded("", heading_of(found[0]))
    for one in found:
        start = "  - " if len(found) == 1 else f"  {one.scenario.name}: "
        together = supposed_in_words(one)
        for supposed in together if len(found) == 1 else ["; ".join(together)]:
            yield from folded(start, supposed)
    yield from section_lines(sections_of(found[0]) if len(found) == 1 else sections_abreast(found))


def _scenarios(given: Sequence[tuple[str, Sequence[str]]], files: Sequence[Path]) -> list[Scenario]:
    supposed: list[Supposition] = []
    for kind, values in given:
        for text in values:
            with value_of(f"--{kind}"):
                supposed.append(KINDS[kind](text))
    found = [Scenario(_BY_OPTIONS, tuple(supposed))] if supposed else []
    for file in files:
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise misuse(f"--scenario: {file} cannot be read: {error.strerror}") from None
        found += scenarios_in(file.name, raw)
    if not found:
        options = ", ".join(f"--{kind}" for kind in KINDS)
        raise misuse(f"give what is supposed, by {options} or --scenario FILE")
    if len({one.name for one in found}) < len(found):
        raise misuse("--scenario: two scenarios have the same name; rename one")
    return found


# Written as decided.

_RECORDED_BY = {
    SupposedHoliday: "sectool calendar update --write, once it is announced",
    MeetingNotHeld: "sectool body meeting cancel",
    MeetingOnOtherDay: "sectool body meeting move",
}


def _apply(
    root: Path,
    release: str,
    scenarios: Sequence[Scenario],
    apply: AppliedOptions,
    clock: date,
    day: date | None,
    *,
    dry_run: bool,
    force: bool,
) -> int:
    if len(scenarios) != 1 or day is not None:
        raise misuse("--apply writes one scenario into the plan as it is, without --as-of")
    if apply.by is None or apply.because is None:
        raise misuse("--apply needs --by BODY, which decided, and --because TEXT, its reason")
    (scenario,) = scenarios
    other = announced_elsewhere(scenario)
    if other is not None:
        what = f"--apply: that {supposition_in_words(other)} is no decision about the plan"
        raise misuse(f"{what}; record it with: {_RECORDED_BY[type(other)]}")
    on = day_of("--on", apply.on) or clock
    decision = PlanDecision(on, apply.by, apply.because, apply.source)

    def decide(loaded: Loaded) -> Sequence[Edit]:
        return record_edits(loaded, release, scenario, decision)

    return make_edit(root, decide, dry_run=dry_run, force=force)
