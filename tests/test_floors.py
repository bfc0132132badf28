"""Each floor of the import contracts is held: an import that it forbids breaks the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import pairwise, permutations, product
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import Contract, ContractCheck

from tests.register import REPOSITORY

CONFIGURATION = read_configuration(str(REPOSITORY / "pyproject.toml"))
TYPES: dict[str, type[Contract]] = {"layers": LayersContract, "forbidden": ForbiddenContract}
OPTIONS = {options["type"]: options for options in CONFIGURATION["contracts_options"]}

# What the command line may use of the floors below it. What is none of these is forbidden to it.
FACES = {
    *("api", "pipeline", "check", "planning", "issuing", "drafting", "compare", "queries"),
    *("editing", "export", "importing"),
}
GROUND = {"diagnostic", "dates", "words", "unseen", "codes", "startup", "values"}
# Where the register is, and files that are written whole or not at all.
DOOR = {"sectool.workspace.root", "sectool.workspace.atomic", "sectool.workspace.journal"}


def floors() -> list[list[str]]:
    """The packages of each floor, from the top."""
    return [
        [f"sectool.{name.strip()}" for name in re.split("[|:]", layer)]
        for layer in OPTIONS["layers"]["layers"]
    ]


def upward() -> Iterator[tuple[str, str]]:
    """An import from each floor to the one above it, and both ways between neighbours."""
    for above, below in pairwise(floors()):
        yield from product(below, above)
    for neighbours in floors():
        yield from permutations(neighbours, 2)


def named_forbidden() -> list[str]:
    return list(OPTIONS["forbidden"]["forbidden_modules"])


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("sectool", cache_dir=None)


def checked(type_: str, importer: str = "", imported: str = "") -> ContractCheck:
    """What a contract says of the program, with one more import."""
    # Ignored imports are taken out of the graph by the check.
    there = deepcopy(graph())
    if importer:
        there.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    contract = TYPES[type_](
        OPTIONS[type_]["name"], CONFIGURATION["session_options"], OPTIONS[type_]
    )
    return contract.check(there, verbose=False)


def pairs(found: list[dict[str, Any]], importer: str, imported: str) -> list[tuple[str, str]]:
    return [(one[importer], one[imported]) for one in found]


@pytest.mark.parametrize("type_", TYPES)
def test_the_program_keeps_each_contract(type_: str) -> None:
    assert checked(type_).kept


def test_every_contract_is_tried_here() -> None:
    assert [one["type"] for one in CONFIGURATION["contracts_options"]] == list(TYPES)


@pytest.mark.parametrize(("importer", "imported"), list(upward()))
def test_an_import_upwards_or_of_a_neighbour_breaks(importer: str, imported: str) -> None:
    found = checked("layers", importer, imported)
    assert not found.kept
    broken = pairs(found.metadata["invalid_dependencies"], "importer", "imported")
    assert broken == [(importer, imported)]


@pytest.mark.parametrize("name", named_forbidden())
def test_what_the_command_line_may_not_use_breaks(name: str) -> None:
    modules = graph().find_matching_modules(name)
    tried = sorted(modules - DOOR)
    assert tried
    for module in tried:
        found = checked("forbidden", "sectool.cli.session", module)
        assert not found.kept, module
        broken = pairs(found.metadata["invalid_chains"], "downstream_module", "upstream_module")
        assert broken == [("sectool.cli", module)]


def test_a_floor_below_the_command_line_is_a_face_or_forbidden() -> None:
    names = [name for packages in floors() for name in packages]
    below = set(names[names.index("sectool.cli") + 1 :])
    may = {f"sectool.{name}" for name in FACES | GROUND}
    forbidden = {name.removesuffix(".*") for name in named_forbidden()}
    assert may | forbidden == below
    assert not may & forbidden


def test_the_command_line_uses_no_more_of_the_disk_than_is_named() -> None:
    used = {
        imported
        for module in graph().find_descendants("sectool.cli")
        for imported in graph().find_modules_directly_imported_by(module)
        if imported.startswith("sectool.workspace")
    }
    assert used == DOOR
