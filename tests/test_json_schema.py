"""JSON Schema accepts every file that loading accepts, and refuses what it can see to be wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, reduce
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

from sectool.load import load_register
from sectool.load.shapes import reshaped
from sectool.model.elements import elements, fields_of
from sectool.model.field_docs import doc_of
from sectool.model.file_kinds import FILE_KINDS
from sectool.model.json_schema import schema_of
from sectool.model.meaning import LOCAL, Names
from sectool.model.names import Known, references
from sectool.model.offered import OfferedNames
from sectool.model.shape import Shape
from sectool.source.reader import decode, read_data
from tests.register import BSC, MINIMAL, NOVEMBER_2019, SEED, copy_of, opened
from tests.test_names import shapes

FILES = {one.pattern: one.holds for one in FILE_KINDS}


class Core(yaml.SafeLoader):
    """Reads YAML as an editor does: by the core schema of YAML 1.2, in which no day is a date."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for tag, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", "~nN"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first, ""]
    )
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def read(text: str) -> Any:
    return _with_text_keys(yaml.load(text, Core))  # noqa: S506


def _with_text_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(item) for item in data] if isinstance(data, list) else data


def pattern_of(file: str) -> str:
    return next(pattern for pattern in FILES if PurePosixPath(file).match(pattern))


@cache
def validator(pattern: str) -> Draft7Validator:
    schema = schema_of(FILES[pattern])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def faults(file: str, text: str) -> list[str]:
    return [error.message for error in validator(pattern_of(file)).iter_errors(read(text))]


def files_of(register: Path) -> list[str]:
    found = [path.relative_to(register).as_posix() for path in register.rglob("*.yaml")]
    assert len(found) > 10
    return sorted(found)


@pytest.mark.parametrize("pattern", FILES)
def test_every_kind_of_file_has_a_schema_that_refuses_a_word(pattern: str) -> None:
    assert not validator(pattern).is_valid("just a word")


@pytest.mark.parametrize("file", files_of(SEED))
def test_every_file_of_the_seed_is_accepted(file: str) -> None:
    assert faults(file, (SEED / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", files_of(MINIMAL))
def test_every_file_of_the_minimal_register_is_accepted(file: str) -> None:
    assert faults(file, (MINIMAL / file).read_text(encoding="utf-8")) == []


MODIFICATION = "id: MP001\ntitle: A change\n"
RAISED = "history:\n- {date: 2029-01-09, event: raised, as: MP}\n"
TIMELINE = "release: 2029-11\nmilestones:\n  go-live:\n    title: Go-live\n"
RELEASE = "id: 2029-11\nname: A release\nkind: scheduled\n"
REPORT = "period: {from: 2029-01-01, to: 2029-01-31, counted: working days}\n"

# What both accept.
RIGHT = {
    "numbers where text is wanted": ("modifications/*", "id: MP001\ntitle: 2029\n" + RAISED),
    "truth where text is wanted": ("modifications/*", "id: MP001\ntitle: true\n" + RAISED),
    "a flag in quotes": ("modifications/*", MODIFICATION + "urgent: 'true'\n" + RAISED),
    "a number in quotes": ("modifications/*", MODIFICATION + "irps: {count: '5'}\n" + RAISED),
    "one part": (
        "modifications/*",
        MODIFICATION + "parts: {a: {}}\nhistory:\n- {date: 2029-01-09, event: approved, part: a}\n",
    ),
    "two parts": (
        "modifications/*",
        MODIFICATION
        + "parts: {a: {}, b: {}}\nhistory:\n- {date: 2029-01, event: approved, part: [a, b]}\n",
    ),
    "an amount in text": (
        "modifications/*",
        MODIFICATION
        + "costs: [{phases: [pit], amount: tbc}, {phases: [x], amount: 437032}]\n"
        + RAISED,
    ),
    "participants of any Code": (
        "reference/participants",
        "everyone: All\nparticipants:\n  bakers: {title: Bakers, parties: All bakers, "
        "operator: true, levels: {fired: {ticked: false}}, areas: {oven: {title: The oven}}}\n",
    ),
    "a cut-off by a participant's levels": (
        "reference/cut-offs",
        "- {impacts: {dcc: [none, testing]}, when: 6 months before go-live}\n",
    ),
    "a rule in short": (
        "releases/*/timeline",
        TIMELINE + "    when: 2029-11-01\n    rules: [at least 1 day after 2029-01-01]\n",
    ),
    "a rule in full": (
        "releases/*/timeline",
        TIMELINE + "    when: 2029-11-01\n    rules: [{rule: at least 1 day after 2029-01-01}]\n",
    ),
    "a milestone in short": (
        "reference/documents",
        "section-a: {label: Section A, title: A, in-force-by: go-live}\n",
    ),
    "a milestone in full": (
        "reference/documents",
        "section-a: {label: Section A, title: A, in-force-by: {milestone: go-live}}\n",
    ),
    "a version that looks like a number": (
        "releases/*/release",
        RELEASE + "code-version: 49.0\nspecifications: [{specification: GBCS, version: 4}]\n",
    ),
}

# What both refuse.
WRONG = {
    "a misspelt key": ("modifications/*", MODIFICATION + "problme: It fails.\n" + RAISED),
    "a key that is missing": ("modifications/*", "id: MP001\n" + RAISED),
    "a key without a value": ("modifications/*", MODIFICATION + "will:\n" + RAISED),
    "a list where text is wanted": ("modifications/*", "id: MP001\ntitle: [a]\n" + RAISED),
    "no entry": ("modifications/*", MODIFICATION + "history: []\n"),
    "an unknown event": (
        "modifications/*",
        MODIFICATION + "history:\n- {date: 2029-01-09, event: rised, as: MP}\n",
    ),
    "an event without what it needs": (
        "modifications/*",
        MODIFICATION + "history:\n- {date: 2029-01-09, event: raised}\n",
    ),
    "an event with what is another's": (
        "modifications/*",
        MODIFICATION + "history:\n- {date: 2029-01-09, event: raised, as: MP, release: 2029-11}\n",
    ),
    "an entry with two times": (
        "modifications/*",
        MODIFICATION + "history:\n- {date: 2029-01-09, seen: 2029-01-09, event: raised, as: MP}\n",
    ),
    "an entry with no time": (
        "modifications/*",
        MODIFICATION + "history:\n- {event: raised, as: MP}\n",
    ),
    "a stage with a date": (
        "modifications/*",
        MODIFICATION + "history:\n- {date: 2029-01-09, stage: draft}\n",
    ),
    "parts beside documents": (
        "modifications/*",
        MODIFICATION + "documents: [section-a]\nparts: {a: {}}\n" + RAISED,
    ),
    "an impact that is no word": (
        "modifications/*",
        MODIFICATION + "impacts: {dcc: Not known}\n" + RAISED,
    ),
    "a flag in the words of YAML 1.1": (
        "modifications/*",
        MODIFICATION + "urgent: yes\n" + RAISED,
    ),
    "an amount and a range": (
        "modifications/*",
        MODIFICATION + "costs: [{phases: [pit], amount: 5, low: 1, high: 9}]\n" + RAISED,
    ),
    "half a range": (
        "modifications/*",
        MODIFICATION + "costs: [{phases: [pit], low: 1}]\n" + RAISED,
    ),
    "a cost of no phase": (
        "modifications/*",
        MODIFICATION + "costs: [{phases: [], amount: 1}]\n" + RAISED,
    ),
    "an id of capitals": (
        "modifications/*",
        MODIFICATION + "documents: [Section A]\n" + RAISED,
    ),
    "a day of another order": (
        "modifications/*",
        MODIFICATION + "history:\n- {date: 09-01-2029, event: raised, as: MP}\n",
    ),
    "two dates": ("releases/*/timeline", TIMELINE + "    when: 2029-11-01\n    due: 2029-11-01\n"),
    "no date": ("releases/*/timeline", TIMELINE),
    "a statement that rests on nothing": (
        "releases/*/release",
        RELEASE + "impact-statements: [{for: dcc, says: Nothing., rests-on: []}]\n",
    ),
    "a kind without what it needs": ("publications/*", "kind: newsletter\n"),
    "a kind with what is another's": (
        "publications/*",
        "kind: newsletter\ndated: 2029-01-09\nversions: []\n",
    ),
    "a document without versions": (
        "publications/*",
        "kind: rid\nrelease: 2029-11\nversions: []\n",
    ),
    "a figure of no assessment": (
        "publications/*",
        "kind: status-report\ndated: 2029-02-01\n"
        + REPORT
        + "stated: [{figure: assessment-duration, says: 5}]\n",
    ),
    "a power that has no name": (
        "reference/bodies",
        "csc: {short: CSC, name: A body, powers: [{act: To dance}]}\n",
    ),
    "a participant without a title": (
        "reference/participants",
        "everyone: All\nparticipants: {bakers: {parties: All bakers}}\n",
    ),
}


def loads(root: Path, pattern: str, text: str) -> bool:
    """Whether loading finds no fault of shape in a file of that pattern."""
    names = {"modifications": "MP001", "publications": "a-document", "releases": "2029-11"}
    file = root / f"{pattern.replace('*', names.get(pattern.partition('/')[0], ''))}.yaml"
    file.parent.mkdir(parents=True)
    (root / "sectool.yaml").write_text((MINIMAL / "sectool.yaml").read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    relative = file.relative_to(root).as_posix()
    return all(one.place.file != relative for one in load_register(root).diagnostics)


@pytest.mark.parametrize("what", RIGHT)
def test_both_accept(what: str, tmp_path: Path) -> None:
    pattern, text = RIGHT[what]
    assert faults(f"{pattern}.yaml", text) == []
    assert loads(tmp_path, pattern, text)


@pytest.mark.parametrize("what", WRONG)
def test_both_refuse(what: str, tmp_path: Path) -> None:
    pattern, text = WRONG[what]
    assert faults(f"{pattern}.yaml", text) != []
    assert not loads(tmp_path, pattern, text)


@pytest.mark.parametrize("shape", sorted(shapes(), key=str))
def test_every_field_says_what_it_is(shape: type[Shape]) -> None:
    """In one line of plain words, which an editor shows beside the key."""
    lines = {field.key: doc_of(shape, field.name) or "" for field in fields_of(shape)}
    assert {key for key, line in lines.items() if not line.endswith(".")} == set()
    assert {key for key, line in lines.items() if "\n" in line or len(line) > 100} == set()
    schema = schema_of(shape)["definitions"][shape.__name__]
    group = schema if "properties" in schema else schema["anyOf"][1]
    assert {key: group["properties"][key]["description"] for key in lines} == lines


REGISTERS = {"seed": SEED, "minimal": MINIMAL, "bsc": BSC, "november-2019": NOVEMBER_2019}


@cache
def offered(register: Path) -> OfferedNames:
    return OfferedNames(opened(register).register)


@cache
def own_validator(register: Path, pattern: str) -> Draft7Validator:
    schema = schema_of(FILES[pattern], offered(register))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


# That of November 2019 is written in an older shape, which schemas do not describe.
@pytest.mark.parametrize("name", ["seed", "minimal", "bsc"])
def test_a_register_is_accepted_by_the_schemas_of_its_own_names(name: str) -> None:
    register = REGISTERS[name]
    wrong = {
        file: error.message
        for file in files_of(register)
        for error in own_validator(register, pattern_of(file)).iter_errors(
            read((register / file).read_text(encoding="utf-8"))
        )
    }
    assert wrong == {}


def test_what_may_be_in_a_file_that_cannot_be_read_is_no_unknown_name(tmp_path: Path) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    definitions = [
        schema_of(FILES["releases/*/release.yaml"], OfferedNames(load_register(register).register))[
            "definitions"
        ]
    ]
    (register / "modifications/MP001.yaml").write_text("id: [\n", encoding="utf-8")
    (register / "reference/sources.yaml").unlink()
    names = OfferedNames(load_register(register).register)
    definitions.append(schema_of(FILES["releases/*/release.yaml"], names)["definitions"])
    assert "name-of-modification" in definitions[0]
    assert "name-of-source" in definitions[0]
    # Others are accepted; and where there are none, nothing is offered.
    assert "name-of-modification-or-another" in definitions[1]
    assert not any("source" in name for name in definitions[1])


# Names of the right form that no register has.
UNKNOWN = {"body": "ZZ", "specification": "ZZTS", "release": "2099-01", "modification": "MP999"}


@pytest.mark.parametrize("name", ["seed", "bsc"])
def test_an_unknown_name_is_refused_where_checking_refuses_it(name: str) -> None:
    """Of each type of name, where it is used first; what may be new is accepted by both."""
    register = opened(REGISTERS[name]).register
    known = Known(register)
    seen: set[tuple[Names, str]] = set()
    verdicts = set()
    for reference in references(register):
        address = reference.address
        if (reference.names, pattern_of(address.file)) in seen or address.file in register.shipped:
            continue
        seen.add((reference.names, pattern_of(address.file)))
        other = UNKNOWN.get(reference.names.kind, "zz-99")
        if name == "bsc" and reference.names.kind == "modification":
            other = "P9" + "9" * (len(reference.name) - 2)
        text = (REGISTERS[name] / address.file).read_text(encoding="utf-8")
        data = _with(read(text), address.path, other, key=address.key)
        refused = not own_validator(REGISTERS[name], pattern_of(address.file)).is_valid(data)
        unknown = known.is_unknown(reference._replace(name=other))
        # What one file alone knows is not listed for each of them.
        local = reference.names.kind in {*LOCAL, "milestone of a timeline"}
        assert refused == (unknown and not local), (reference, other)
        verdicts.add(refused)
    assert verdicts == {True, False}
    assert len(seen) > 15


def _with(data: Any, path: tuple[Any, ...], new: Any, *, key: bool) -> Any:
    """The data with another value at a path, or with another key."""
    step, *rest = path
    if not rest and key:
        return {new if one == step else one: value for one, value in data.items()}
    if not rest and not isinstance(data, list | dict):
        return new  # a list of one, written without brackets
    changed = _with(data[step], tuple(rest), new, key=key) if rest else new
    if isinstance(data, list):
        return [changed if index == step else one for index, one in enumerate(data)]
    return {**data, step: changed}


def elements_by_shape() -> dict[type[Shape], list[dict[str, Any]]]:
    """Elements of the registers as they are written, of each shape those that have a new key."""
    found: dict[type[Shape], list[dict[str, Any]]] = {}
    for register in REGISTERS.values():
        loaded = opened(register)
        data: dict[str, Any] = {}
        for element in elements(loaded.register):
            file, path = element.address.file, element.address.path
            if file not in data:
                written = read_data(decode(loaded.sources.read(file))[0])[0]
                assert loaded.register.settings is not None
                shape = loaded.register.settings.shape
                is_own = file not in loaded.sources.shipped
                data[file] = reshaped(file, written, shape)[0] if is_own else written
            one = reduce(lambda value, step: value[step], path, data[file])
            there = found.setdefault(type(element.shape), [])
            if isinstance(one, dict) and one.keys() - {key for other in there for key in other}:
                there.append(one)
    return found


def mutants_of(one: dict[str, Any], of_shape: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An element with one thing of its shape changed: a key too few or many, another sort of value.

    `of_shape` has a value of each key that elements of its shape have somewhere.
    """
    yield {**one, "zzz": "1"}
    for key, value in one.items():
        yield {other: kept for other, kept in one.items() if other != key}
        others: list[Any] = [(), {}, (value,), ((),), {"zzz": "1"}, ({"zzz": "1"},), {"zzz": {}}]
        others += [] if isinstance(value, str) else ["zzz", "none"]
        yield from ({**one, key: other} for other in others)
    for key, value in of_shape.items():
        if key not in one:
            yield {**one, key: value}


def plain(data: Any) -> Any:
    """Data as an editor reads it that was written in plain scalars."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return [plain(value) for value in data]
    if NUMBER.fullmatch(data):
        return float(data) if "." in data else int(data)
    return {"true": True, "false": False}.get(data, data)


NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
# What is wrong with values of the right form: what only loading says.
NO_FORM = re.compile("must not be later|must be less|is not a day|no such day")


def test_schemas_and_loading_judge_mutants_of_every_shape_alike() -> None:
    differ = []
    verdicts: Counter[bool] = Counter()
    for shape, samples in elements_by_shape().items():
        schema = schema_of(shape)
        validator = Draft7Validator({**schema, "$ref": f"#/definitions/{shape.__name__}"})
        adapter = TypeAdapter(shape)
        of_shape = {key: value for one in reversed(samples) for key, value in one.items()}
        for sample in samples[:3]:
            for mutant in mutants_of(sample, of_shape):
                try:
                    adapter.validate_python(mutant)
                    loads = True
                except ValidationError as error:
                    if NO_FORM.search(str(error)):
                        continue
                    loads = False
                verdicts[loads] += 1
                if validator.is_valid(plain(mutant)) != loads:
                    differ.append((shape.__name__, loads, mutant))
    assert differ[:5] == []
    assert verdicts[True] > 500
    assert verdicts[False] > 1000
