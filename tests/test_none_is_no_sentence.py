"""Where sentences are wanted, the word `none` is a fact or is refused: it is nowhere printed."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sectool.model import modification, publication, reference, release
from sectool.model.meaning import Prose
from sectool.model.shape import SENTENCE, SENTENCES, Checked, Shape, kebab
from tests.command import run
from tests.register import NOVEMBER_2019, copy_of

# Texts in which `none` is a fact.
MEANT = {"administrator-impacts", "other-codes"}


def texts() -> Iterator[tuple[str, str, Any]]:
    """The fields of all shapes that hold sentences, or a list of them."""
    modules: tuple[ModuleType, ...] = (modification, publication, reference, release)
    shapes = {
        shape
        for module in modules
        for _, shape in inspect.getmembers(module, inspect.isclass)
        if issubclass(shape, Shape)
    }
    for shape in sorted(shapes, key=lambda found: found.__name__):
        for name, field in shape.model_fields.items():
            annotation = field.rebuild_annotation()
            if any(isinstance(one.meaning, Prose) for one in checks_in(annotation)):
                yield shape.__name__, kebab(name), annotation


def checks_in(annotation: Any) -> Iterator[Checked]:
    for one in getattr(annotation, "__metadata__", ()):
        if isinstance(one, Checked):
            yield one
    for one in getattr(annotation, "__args__", ()):
        yield from checks_in(one)


TEXTS = list(texts())


def test_there_are_such_texts() -> None:
    assert len(TEXTS) > 30
    assert {name for _, name, _ in TEXTS} >= MEANT | {"test-strategy", "because", "note", "says"}


@pytest.mark.parametrize("text", ["n", "no", "non", "nonet", "none at all", "No", "None", "one"])
def test_what_only_begins_like_it_is_a_text(text: str) -> None:
    for check in (SENTENCE, SENTENCES):
        assert TypeAdapter(Annotated[str, check]).validate_python(text) == text


@pytest.mark.parametrize(
    ("name", "annotation"),
    [(name, annotation) for _, name, annotation in TEXTS],
    ids=[f"{shape}-{name}" for shape, name, _ in TEXTS],
)
def test_none_is_meant_or_refused(name: str, annotation: Any) -> None:
    adapter = TypeAdapter(annotation)
    taken = []
    for value in ("none", ("none",), {"section": "none"}):
        with suppress(ValidationError):
            taken.append(adapter.validate_python(value))
    assert taken == (["none"] if name in MEANT else [()] if name == "test-strategy" else [])


def test_it_is_refused_with_advice(tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    with (register / "releases/2020-02/release.yaml").open("a", encoding="utf-8") as file:
        file.write("assumptions: [none]\n")
    found = " ".join(run("check", cwd=register).stdout.split())
    assert "error[Y204 value-not-valid]" in found
    assert "'none' is not allowed here, where sentences are expected: write what is known" in found


@pytest.mark.parametrize("draft", [True, False])
def test_a_rid_says_what_is_known_to_be_none(draft: bool, tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    file = register / "releases/2019-11/release.yaml"
    lines, keys = [], ("impact-statements", "administrator-impacts", "test-strategy")
    skipping = False
    for line in file.read_text("utf-8").splitlines(keepends=True):
        if line[0] not in " -":
            skipping = line.startswith(keys)
        lines += [] if skipping else [line]
    file.write_text("".join(lines) + "".join(f"{key}: none\n" for key in keys), "utf-8")
    assert "R115" not in run("check", cwd=register).stdout
    words = ("publication", "build", "rid-2019-11", "--format", "md", "--output", tmp_path)
    done = run(*words, *(["--draft"] if draft else []), cwd=register)
    text = Path(done.lines[0]).read_text("utf-8")
    assert "This release does not affect SECAS.\n" in text
    assert "This release does not require a test strategy.\n" in text
    # Its first page lacks a contact, and days of tests that nobody has fixed.
    known = r"\[TODO: (?:say where questions go|give its date in the timeline)"
    assert "TODO" not in re.sub(known, "", text)
    assert "\nnone\n" not in text
    # It affects both, and nothing is to be said of that.
    assert "does not affect SEC Parties" not in text
    assert "does not affect the DCC" not in text
    assert "What this release means" not in text
