"""A register is held against the rules; every finding is placed, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.check.waivers import UNKNOWN, Placed, unsilenced, waivers_of
from sectool.diagnostic import Diagnostic, Finding, RemoveFix, Severity
from sectool.load import Loaded
from sectool.model.register import ISSUED, REFERENCE_FILES, SETTINGS_FILE, Register
from sectool.queries.register_on import register_on
from sectool.rules.rule import Rule, Subject
from sectool.rules.table import RULES
from sectool.schedule import Schedule
from sectool.values import dataclass

# The field of Register that holds what a rule is about: where it is empty, no finding of the rule
# can be missing.
_HOLDS = {"timeline": "timelines", "release": "releases", "modification": "modifications"}


@dataclass(frozen=True)
class NotChecked:
    """Rules that were not held against everything, and the files without which they cannot be."""

    files: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a build asks of a check: the errors, and the file of each warning.

    A build prints no warning, so none of them is looked up in the lines of its file.
    """

    errors: tuple[Diagnostic, ...]
    warned: tuple[str, ...]


def not_checked(loaded: Loaded) -> tuple[NotChecked, ...]:
    """What was not found because files cannot be read; files of a kind together, in order."""
    register = loaded.register
    by_file = {file: name for name, (file, _) in REFERENCE_FILES.items()}
    kinds: dict[str | None, list[str]] = {}
    for meant, file in sorted(
        {**{file: file for file in register.broken}, **register.misnamed}.items()
    ):
        files = kinds.setdefault(by_file.get(meant) or _kind_of(meant), [])
        if file not in files:
            files.append(file)
    found = []
    for kind, files in kinds.items():
        codes = {
            rule.code
            for rule in RULES.values()
            if kind in rule.needs and _may_be_missing(rule, kind, register)
        }
        if waivers_of(register):
            codes.add("Y302")
        if codes:
            found.append(NotChecked(tuple(files), tuple(sorted(codes))))
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
        case [one] if one == SETTINGS_FILE:
            return "settings"
    return None


def _may_be_missing(rule: Rule, kind: str | None, register: Register) -> bool:
    """Whether the register has what a rule is about, or would but for files of a kind."""
    fields = {_HOLDS[one] for one in rule.about if one in _HOLDS}
    return all(field == kind or bool(getattr(register, field)) for field in fields)


def schedules_of(register: Register) -> dict[str, Schedule]:
    """The schedule of every release that has a timeline, with all that is known today."""
    now = register_on(register, None)
    found = {id_: now.schedule(id_) for id_ in register.timelines}
    return {id_: schedule for id_, schedule in found.items() if schedule is not None}


def check_register(
    loaded: Loaded,
    subject: Subject,
    rules: Iterable[Rule] | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with a register: what loading found, and what the rules find; all where none
    are named.

    A finding that a waiver silences is left out; a waiver that silences none is a finding.
    """
    found = _found(subject, tuple(RULES.values() if rules is None else rules))
    return _in_order((*loaded.diagnostics, *_placed(loaded, found)))


def errors_in_register(loaded: Loaded, subject: Subject) -> Outcome:
    """What is wrong with a register, as far as a build tells of it: its warnings are counted."""
    found = _found(subject, tuple(RULES.values()))
    errors, warned = list(loaded.diagnostics), list[str]()
    for code, finding in found:
        if RULES[code].severity is Severity.ERROR:
            errors += _placed(loaded, [(code, finding)])
        else:
            warned.append(finding.address.file)
    return Outcome(_in_order(errors), tuple(warned))


def _found(subject: Subject, chosen: tuple[Rule, ...]) -> list[tuple[str, Finding]]:
    """What the rules find and no waiver silences, with the code of each."""
    # A row of a shipped table that holds for nothing in a register is no fault of the register.
    shipped = subject.register.shipped
    found = [
        (rule.code, finding)
        for rule in chosen
        for finding in rule.findings(subject)
        if finding.address.file not in shipped
    ]
    left, idle = unsilenced(found, waivers_of(subject.register))
    return [*left, *_about_waivers(subject, idle, {rule.code for rule in chosen})]


def _placed(loaded: Loaded, found: Iterable[tuple[str, Finding]]) -> Iterator[Diagnostic]:
    for code, finding in found:
        yield loaded.sources.diagnose(code, RULES[code].severity, finding)


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))


def _about_waivers(
    subject: Subject, idle: list[Placed], chosen: set[str]
) -> Iterator[tuple[str, Finding]]:
    for placed in idle if "Y302" in chosen else ():
        if subject.register.broken:
            break  # what cannot be read might hold what a waiver is for
        rule = RULES.get(placed.code or "")
        if rule is not None and (
            rule.code not in chosen
            or ("document" in rule.about and subject.document_faults is None)
        ):
            continue  # nobody looked whether there is anything to silence
        yield (
            "Y302",
            Finding(
                f"this waiver of {placed.waiver.code} silences nothing",
                placed.address,
                "remove it, or put it on the element that the finding is about",
                fix=RemoveFix(placed.address.path),
            ),
        )
    for placed in waivers_of(subject.register) if "Y303" in chosen else ():
        if placed.waiver.allowed_by == UNKNOWN:
            yield (
                "Y303",
                Finding(
                    f"'allowed-by' names nobody for this waiver of {placed.waiver.code}",
                    placed.address.at("allowed-by"),
                ),
            )
