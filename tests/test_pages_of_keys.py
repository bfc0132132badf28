"""The pages of tables and templates name every key and value; `pytest --renew` writes their tables.

What stands above the mark of a page is written by hand, and its example is read as a register's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from inspect import getdoc
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from sectool.blocks import Figures, Grid
from sectool.check.run import check_register
from sectool.dates import Month
from sectool.documents.kinds import KINDS
from sectool.documents.roles import RoleNamed, Roles
from sectool.load import load_register
from sectool.model.code_words import CodeWords
from sectool.model.elements import Group, Rows, TableContent, fields_of
from sectool.model.field_docs import doc_of
from sectool.model.participants import Parties
from sectool.model.reference import Body
from sectool.model.shape import Shape
from sectool.pictured import DatedRows, Stacks
from sectool.pipeline import subject_of
from sectool.wording.filters import FILTERS
from tests.register import MINIMAL, REPOSITORY, copy_of

DOCS = REPOSITORY / "docs"
SHAPES: dict[str, type[Shape]] = {"words": CodeWords, "participants": Parties, "bodies": Body}
MARK = {**dict.fromkeys(SHAPES, "<!-- keys -->\n"), "templates": "<!-- values -->\n"}
WAIVERS = "Waiver"  # docs/how-to/check-a-register.md explains them


def shapes_in(shape: type[Shape], found: dict[str, type[Shape]]) -> dict[str, type[Shape]]:
    """A shape and those below it, each once, in the order of their keys."""
    if shape.__name__ in found or shape.__name__ == WAIVERS:
        return found
    found[shape.__name__] = shape
    for one in fields_of(shape):
        content = one.content
        while isinstance(content, Rows | TableContent):
            content = content.item if isinstance(content, Rows) else content.value
        if isinstance(content, Group):
            shapes_in(content.shape, found)
    return found


def first_line(what: Any) -> str:
    return (getdoc(what) or "").partition("\n\n")[0].replace("\n", " ")


def keys_of(shape: type[Shape]) -> Iterator[str]:
    for name, one in shapes_in(shape, {}).items():
        title = re.sub("(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
        yield f"\n## {title}\n\n{first_line(one)}\n\n"
        yield "| key | needed | what it says |\n|---|---|---|\n"
        for key, field in one.model_fields.items():
            needed = "yes" if field.is_required() else ""
            yield f"| `{field.alias}` | {needed} | {doc_of(one, key) or ''} |\n"


PLAIN: dict[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "yes or no",
    date: "day",
    Month: "month",
    Decimal: "amount",
    type(None): "nothing",
    Grid: "a table, for `table`",
    Figures: "figures, for `chart`",
    Stacks: "amounts in pieces, for `sketch`",
    DatedRows: "days that change, for `sketch`",
    Roles: "by the act: `RoleNamed`",
}


def worded(kind: Any, found: dict[str, Any]) -> str:
    """What a value is, in words; the dataclasses in it are added to those found."""
    args = get_args(kind)
    origin = get_origin(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin in (Union, UnionType):
        words = [worded(one, found) for one in args]
        return " or ".join(dict.fromkeys(words))
    if origin is Literal:
        return "one of " + ", ".join(map(str, args))
    if origin in (tuple, list) and args:
        inner = [worded(one, found) for one in args if one is not Ellipsis]
        return "list of: " + " and ".join(dict.fromkeys(inner))
    if origin is not None and issubclass(origin, Mapping):
        return f"by {worded(args[0], found)}: {worded(args[1], found)}"
    if getattr(kind, "__module__", "") == "sectool.blocks":
        return "words as they are printed"
    if is_dataclass(kind) and kind.__module__.startswith("sectool."):
        found.setdefault(kind.__name__, kind)  # type: ignore[union-attr]
        return f"`{kind.__name__}`"  # type: ignore[union-attr]
    return str(getattr(kind, "__name__", kind))


def values_in(one: Any, found: dict[str, Any]) -> Iterator[str]:
    hints = get_type_hints(one, vars(sys.modules[one.__module__]))
    yield "| value | what it is |\n|---|---|\n"
    for field in fields(one):
        yield f"| `{field.name}` | {worded(hints[field.name], found)} |\n"
    asked = (n for kind in one.__mro__ for n, v in vars(kind).items() if isinstance(v, property))
    for name in dict.fromkeys(n for n in asked if not n.startswith("_")):
        doc = first_line(getattr(one, name))
        yield f"| `{name}` | {doc or 'worked out of these'} |\n"


def value_of(kind: str) -> Any:
    """The dataclass that a kind of document is composed as."""
    return get_type_hints(KINDS[kind].compose)["return"]


def values() -> Iterator[str]:
    found: dict[str, Any] = {"RoleNamed": RoleNamed}
    for kind in KINDS:
        one = value_of(kind)
        yield f"\n## In `{KINDS[kind].template}`\n\n{first_line(one)}\n\n"
        yield from values_in(one, found)
    yield "\n## What is in them\n"
    tables: dict[str, str] = {}
    while left := sorted(found.keys() - tables.keys()):
        one = found[left[0]]
        tables[left[0]] = "".join(values_in(one, found))
    for name, rows in sorted(tables.items()):
        yield f"\n### {name}\n\n{first_line(found[name])}\n\n{rows}"


def made(page: str) -> str:
    return "".join(values() if page == "templates" else keys_of(SHAPES[page]))


@pytest.mark.parametrize("page", MARK)
def test_a_page_has_every_key_and_value(page: str, request: pytest.FixtureRequest) -> None:
    file = DOCS / f"{page}.md"
    above, mark, below = file.read_text(encoding="utf-8").partition(MARK[page])
    assert mark
    if request.config.getoption("--renew"):
        file.write_text(above + mark + made(page), encoding="utf-8")
        return
    assert below == made(page), f"docs/{page}.md: write its tables with 'pytest --renew'"


def test_the_page_of_templates_names_every_filter() -> None:
    (line,) = re.findall(
        "^Filters: (.*)$", (DOCS / "templates.md").read_text("utf-8"), re.MULTILINE
    )
    assert re.findall("`([a-z_]+)`", line) == [*FILTERS]


@pytest.mark.parametrize("page", SHAPES)
def test_the_example_of_a_page_has_no_faults(page: str, tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", (DOCS / f"{page}.md").read_text("utf-8"), re.DOTALL)
    root = copy_of(MINIMAL, tmp_path / "register", ("sectool.yaml", "reference"))
    for block in re.split(r"^# (?=\S+\.yaml$)", text, flags=re.MULTILINE)[1:]:
        name, _, content = block.partition("\n")
        (root / name).write_text(content.replace("source: minutes", "source: plan"), "utf-8")
    loaded = load_register(root)
    assert loaded.diagnostics == ()
    own = f"reference/{page}.yaml"
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [one for one in found if one.place.file == own] == []
