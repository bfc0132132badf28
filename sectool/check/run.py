"""A register is held against the rules; every finding is placed, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sectool.check.waivers import UNKNOWN, Placed, unsilenced, waivers_of
from sectool.diagnostic import Diagnostic, Finding
from sectool.load import Loaded
from sectool.model.register import ISSUED, REFERENCE_FILES, Register
from sectool.rules.rule import Rule, Subject
from sectool.rules.table import RULES
from sectool.schedule import Schedule, calendars_of, schedule_release

# What is not found, or not all of it, while a file cannot be read: a file of `reference/` by its
# field of Register, any other by its folder. Of a modification or a publication these are findings
# in other files; that nothing in its own is held against a rule, its error says.
_DATES = "T104 T105 T106 T108 T109 T111 T112 T113 T114 T115 T116 T117 T118 M111 M116 R108"
RESTS_ON: dict[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "sources": "Y301",
        "bodies": f"Y301 C102 C103 C104 C105 C106 T102 {_DATES} M113 D101 D103 D116 D117 D118 D119",
        "calendar": f"C101 C103 C104 C105 {_DATES} M117 D109 D116 D117 D118 D119",
        "parties": "Y301 R102 R107",
        "documents": "Y301 T118 R101 R104 D101 D102 D114",
        "specifications": "Y301 T118 M108 R101 R104 D101",
        "cost_phases": "Y301 M110 R103",
        "glossary": "D101 D102 D114",
        "day_rates": "R104",
        "test_phases": "T107 T113",
        "lead_times": "C105 T117",
        "modifications": "T118 R101 R102 R103 R104 R105 R107 D109 D113 D114 D117 D118 D120",
        "timelines": f"T101 T102 T103 T107 T110 {_DATES} C105 D118 D120",
        "releases": (
            "R101 R102 R103 R104 R105 R106 R107 R108 R109 T104 T118 M111 M116 D105 D106 D107 D108 "
            "D118 D120"
        ),
        "publications": "R105 R109 D101 D117",
    }.items()
}
# Where the register has none of these, no finding of the family can be missing.
_ABOUT = {"T": "timelines", "R": "releases", "M": "modifications"}


@dataclass(frozen=True)
class NotChecked:
    """Rules that were not held against everything, and the files without which they cannot be."""

    files: tuple[str, ...]
    codes: tuple[str, ...]


def not_checked(loaded: Loaded) -> tuple[NotChecked, ...]:
    """What was not found because files cannot be read; files of a kind together, in order."""
    register = loaded.register
    by_file = {file: name for name, (file, _) in REFERENCE_FILES.items()}
    kinds: dict[str | None, list[str]] = {}
    for file in sorted(register.broken):
        kinds.setdefault(by_file.get(file) or _kind_of(file), []).append(file)
    found = []
    for kind, files in kinds.items():
        codes = set(RESTS_ON.get(kind or "", ()))
        if any(waivers_of(register)):
            codes.add("Y302")
        there = sorted(code for code in codes if _has_what_it_is_about(code, kind, register))
        if there:
            found.append(NotChecked(tuple(files), tuple(there)))
    return tuple(found)


def _kind_of(file: str) -> str | None:
    """The field of Register that a file outside `reference/` fills; None for any other file."""
    match file.split("/"):
        case ["releases", _, "timeline.yaml"]:
            return "timelines"
        case ["releases", _, "release.yaml"]:
            return "releases"
        case ["publications", name] if name.endswith(".yaml") and ISSUED not in name:
            return "publications"
        case ["modifications", *_]:
            return "modifications"
    return None


def _has_what_it_is_about(code: str, kind: str | None, register: Register) -> bool:
    field = _ABOUT.get(code[0])
    return field is None or field == kind or bool(getattr(register, field))


def schedules_of(register: Register) -> dict[str, Schedule]:
    """The schedule of every release that has a timeline, with all that is known today."""
    calendars = calendars_of(register)
    return {
        id_: schedule_release(timeline, calendars) for id_, timeline in register.timelines.items()
    }


def check_register(
    loaded: Loaded,
    subject: Subject,
    rules: Iterable[Rule] | None = None,
    *,
    but: str = "",
) -> tuple[Diagnostic, ...]:
    """What is wrong with a register: what loading found, and what the rules find.

    A finding that a waiver silences is left out; a waiver that silences none is a finding. `but`
    names a family of rules that is not asked for, such as D: they are not looked at.
    """
    found = [
        (rule.code, finding)
        for rule in (RULES.values() if rules is None else rules)
        if rule.code[0] != but and rule.check is not None
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
