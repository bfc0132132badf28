"""Whatever is wrong with a table of a Code is told at its line, and nothing is told besides.

Each table in turn is emptied, loses a row, a key or a name to a slip, or holds something of the
wrong kind, in a register that has all tables of its own.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sectool.check.run import check_register
from sectool.diagnostic import Address, Diagnostic
from sectool.load import Loaded, load_register
from sectool.load.shipped import tables_of
from sectool.model.elements import Group, Rows, TableContent, content_of, fields_of
from sectool.model.meaning import Kind
from sectool.model.names import Definition, Reference, definitions, references
from sectool.model.register import REFERENCE_FILES, SHIPPED_TABLES
from sectool.pipeline import check, subject_of
from sectool.rules.rule import Rule, Subject
from sectool.rules.table import RULES
from sectool.workspace.files import Files
from sectool.workspace.folder import Folder
from sectool.workspace.memory import Memory
from sectool.workspace.overlay import Overlay
from tests.register import BSC, MINIMAL, NOVEMBER_2019, PARTS, SEED, left_out

FILES = {REFERENCE_FILES[name][0]: name for name in sorted(SHIPPED_TABLES)}
# What a table that is no list nor named rows cannot be without.
NO_ROWS = {
    "parties": b"everyone: All\nparticipants: {}\n",
    "criteria": b"operational: []\ntesting: []\n",
    "life_cycle_table": b"stages: {}\nsteps: []\n",
    "plan_limits": b"farther-from-go-live: 60\nphases-farther-apart: 60\n",
}
# What rests on a table whose names stand for something of others too.
ALSO: dict[str, set[Kind]] = {
    "life_cycle_table": {"figure of a report", "recommendation"},
    "assessment_kinds": {"figure of a report"},
    "parties": {"participant, kind or area"},
}
Steps = tuple[str | int, ...]
# What tells of a name that nothing has.
UNKNOWN = (RULES["Y301"],)


@cache
def whole() -> Files:
    """A register with all tables of its own."""
    whole = Memory.of(Folder(SEED), PARTS).contents
    files = Memory({file: content for file, content in whole.items() if file not in left_out()})
    shipped = {file: found.read_bytes() for file, found in tables_of("sec").items()}
    return Overlay(files, {file: s for file, s in shipped.items() if files.kind(file) is None})


@cache
def loaded() -> Loaded:
    return load_register(whole())


def told(changes: dict[str, bytes | None], rules: Iterable[Rule] | None = None) -> list[Diagnostic]:
    """What is found in the register with some files changed: by these rules, or by all."""
    one = load_register(Overlay(whole(), changes))
    return list(check_register(one, subject_of(one, documents=False), rules))


@cache
def told_before() -> frozenset[tuple[str, str]]:
    return frozenset((one.code, one.message) for one in told({}))


def new(found: list[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if (one.code, one.message) not in told_before()]


def line(address: Address) -> tuple[str, int]:
    place = loaded().sources.place(address)
    return place.file, place.span.line


@cache
def data_of(file: str) -> Any:
    return yaml.load(whole().read(file).decode("utf-8"), yaml.CBaseLoader)  # noqa: S506


def written(data: Any) -> bytes:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    return str(text).encode("utf-8")


def places(data: Any, path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    yield path, data
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


def kinds_of_places(file: str) -> Iterator[tuple[Steps, Any]]:
    """One place of each kind: rows of a list are alike."""
    seen = set()
    for path, value in places(data_of(file)):
        kind = tuple(step if isinstance(step, str) else "*" for step in path)
        if kind not in seen:
            seen.add(kind)
            yield path, value


def changed(file: str, path: Steps, change: Any) -> bytes:
    """The file, with what `change` makes of the group or list that holds a place."""
    data = copy.deepcopy(data_of(file))
    if not path:
        return written(change(None, None))
    above = data
    for step in path[:-1]:
        above = above[step]
    change(above, path[-1])
    return written(data)


def pointing_at(table: str) -> list[Reference]:
    """The names in other files that mean something of a table."""
    file = REFERENCE_FILES[table][0]
    kinds = {one.kind for one in rows_of(table)} | ALSO.get(table, set())
    register = loaded().register
    return [
        one
        for one in references(register)
        if one.names.kind in kinds and one.names.must_exist and one.address.file != file
    ]


@cache
def rows_of(table: str) -> tuple[Definition, ...]:
    file = REFERENCE_FILES[table][0]
    return tuple(one for one in definitions(loaded().register) if one.address.file == file)


def test_the_register_has_all_tables_of_its_own() -> None:
    assert loaded().register.shipped == frozenset()
    assert loaded().diagnostics == ()
    assert len(FILES) == 19
    named = {name: len(pointing_at(name)) for name in SHIPPED_TABLES}
    assert {name for name, many in named.items() if many == 0} == {
        *("criteria", "timeline_lanes", "lead_times", "cut_off_rules", "plan_limits"),
        *("timeline_patterns", "code_words", "document_kinds", "vocabularies", "back_plan"),
    }
    assert min(many for many in named.values() if many) > 1


@pytest.mark.parametrize("table", sorted(SHIPPED_TABLES))
def test_an_empty_table_leaves_no_name_of_its_rows_untold(table: str) -> None:
    is_list = isinstance(getattr(loaded().register, table), tuple)
    empty = NO_ROWS.get(table, b"[]\n" if is_list else b"{}\n")
    one = load_register(Overlay(whole(), {REFERENCE_FILES[table][0]: empty}))
    assert one.diagnostics == ()
    errors = {(d.place.file, d.place.span.line) for d in check(one) if d.code == "Y301"}
    pointing = pointing_at(table)
    assert errors <= {line(ref.address) for ref in pointing}
    # Some figures, and the word for all participants, rest on no row.
    others = [ref for ref in pointing if ref.names.kind != "figure of a report"]
    assert errors >= {line(ref.address) for ref in others if ref.name not in ref.names.also}
    assert bool(errors) == bool(pointing)


@pytest.mark.parametrize("table", sorted(SHIPPED_TABLES))
def test_a_name_of_a_row_that_is_taken_away_is_told(table: str) -> None:
    file = REFERENCE_FILES[table][0]
    pointing = pointing_at(table)
    for row in rows_of(table):
        wanted = {
            line(ref.address)
            for ref in pointing
            if ref.name == row.name
            and (row.kind == ref.names.kind or ref.names.kind == "participant, kind or area")
        }
        if not wanted or table == "id_series":  # files of ids that are of no series are not read
            continue
        path = row.address.path
        # A name stands at a key of its own, or is what a row is called by.
        content = changed(file, path, lambda above, key: above.pop(key))
        found = told({file: content}, UNKNOWN)
        errors = {(d.place.file, d.place.span.line) for d in found}
        assert wanted <= errors, row.name


def misnamed(file: str, path: Steps) -> bytes:
    """The file with an unknown name at a place; the item of a list may stand for the list."""
    held = dict(places(data_of(file)))
    at = path if path in held else path[:-1]
    return changed(file, at, lambda above, key: above.__setitem__(key, "zzz-qqq"))


def test_a_name_that_is_not_there_is_told_wherever_a_table_has_one() -> None:
    tried = set()
    for ref in references(loaded().register):
        file, path = ref.address.file, ref.address.path
        if file not in FILES or not ref.names.must_exist or ref.address.key:
            continue
        where = (file, *(step for step in path[1:] if isinstance(step, str)))
        if where in tried:
            continue
        tried.add(where)
        every = told({file: misnamed(file, path)}, UNKNOWN)
        found = [d for d in every if "'zzz-qqq'" in d.message]
        assert [(d.code, d.place.file) for d in found] == [("Y301", file)], where
        assert "zzz-qqq" in found[0].place.source_line
    assert len(tried) > 20


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_a_slip_in_a_key_is_told_with_the_key_that_was_meant(file: str) -> None:
    many = 0
    for path, _ in kinds_of_places(file):
        if not path or not isinstance(path[-1], str) or is_name(file, path):
            continue
        slip = f"{path[-1]}q"

        def misspell(above: Any, key: Any, slip: str = slip) -> None:
            rows = {slip if one == key else one: value for one, value in above.items()}
            above.clear()
            above.update(rows)

        found = load_register(Overlay(whole(), {file: changed(file, path, misspell)})).diagnostics
        here = [d for d in found if slip in d.message]
        assert [(d.code, d.place.file) for d in here] == [("Y201", file)], path
        assert here[0].message == (f"unknown key {slip!r}; did you mean {path[-1]!r}?")
        assert slip in here[0].place.source_line
        many += 1
    assert many > 1


def is_name(file: str, path: Steps) -> bool:
    """Whether a key is one of the author's own."""
    content = content_of(REFERENCE_FILES[FILES[file]][1])
    for number, step in enumerate(path):
        last = number == len(path) - 1
        match content:
            case Rows(item):
                content = item
            case TableContent(_, item):
                if last:
                    return FILES[file] != "document_kinds"
                content = item
            case Group(shape):
                if last:
                    return False
                content = next(one.content for one in fields_of(shape) if one.key == step)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_what_is_of_the_wrong_kind_is_told_and_nothing_besides(file: str) -> None:
    """Nothing else is told as unknown while a table cannot be read."""
    for path, value in kinds_of_places(file):
        other = ["x"] if isinstance(value, dict) else {"x": "y"}

        def put(above: Any, key: Any, other: Any = other) -> Any:
            if above is None:
                return other
            above[key] = other
            return None

        changes: dict[str, bytes | None] = {file: changed(file, path, put)}
        found = load_register(Overlay(whole(), changes)).diagnostics
        assert {(d.code, d.place.file) for d in found} == {("Y203", file)}, path
        if not path:
            assert [d.code for d in new(told(changes))] == ["Y203"]


# Rows of tables with names for people, and by which key these have them.
CALLED = [
    ("reference/participants.yaml", ("participants",), "title"),
    ("reference/participants.yaml", ("participants", "suppliers", "kinds"), "title"),
    ("reference/participants.yaml", ("participants", "dcc", "areas"), "title"),
    ("reference/participants.yaml", ("participants", "dcc", "levels"), "title"),
    ("reference/life-cycle.yaml", ("stages",), "title"),
    ("reference/life-cycle.yaml", ("paths",), "title"),
    ("reference/bodies.yaml", (), "short"),
    ("reference/bodies.yaml", (), "name"),
    *(
        (f"reference/{name}.yaml", (), "title")
        for name in (
            *("assessments", "consultations", "cost-phases", "document-kinds", "release-kinds"),
            *("roles", "stages", "test-phases"),
        )
    ),
]


@pytest.mark.parametrize(("file", "path", "key"), CALLED)
def test_two_rows_that_are_called_alike_are_told_at_the_second(
    file: str, path: Steps, key: str
) -> None:
    data = copy.deepcopy(data_of(file))
    table = data
    for step in path:
        kinds = {name: {"title": name.title()} for name in ("large", "small")}
        table = table.setdefault(step, kinds)
    (first, one), (_, second) = list(table.items())[:2]
    one.setdefault(key, "A name")
    second[key] = one[key]
    found = [d for d in told({file: written(data)}, [RULES["Y304"]]) if d.code == "Y304"]
    assert [(d.place.file, d.message) for d in found] == [
        (file, f"{one[key]!r} is the {key} of {first!r} already")
    ]
    ((_, before),) = found[0].related
    assert before.span.line < found[0].place.span.line
    assert before.source_line.strip() == found[0].place.source_line.strip() == f"{key}: {one[key]}"


@pytest.mark.parametrize("root", [SEED, MINIMAL, BSC, NOVEMBER_2019], ids=lambda one: one.name)
def test_no_row_of_the_registers_is_called_as_another(root: Path) -> None:
    one = load_register(root)
    assert check_register(one, Subject(one.register, {}), [RULES["Y304"]]) == ()
