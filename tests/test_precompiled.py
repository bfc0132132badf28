"""Templates that were compiled beforehand give what they give when they are compiled as read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from jinja2 import Environment

from sectool.blocks import Blocks
from sectool.load.shipped import SHARED
from sectool.model.kind import KIND_NAMES
from sectool.pipeline import build
from sectool.wording import precompiled
from sectool.wording.environment import Wording, WordingError
from sectool.wording.precompiled import code_of, file_of, write_all
from sectool.wording.sandbox import environment_of
from tests.register import REPOSITORY, SEED, opened

TEMPLATES = REPOSITORY / "templates"
NAMES = [template.name for template in sorted(TEMPLATES.glob("*.j2"))]
MACROS = [template.name for template in sorted(SHARED.glob("*.j2"))]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where templates were compiled to; empty at first."""
    compiled = tmp_path / "compiled"
    with mock.patch.object(precompiled, "FOLDER", compiled):
        yield compiled


def compiled_now(*_: object, **__: object) -> None:
    raise AssertionError("a template was compiled that should have been compiled beforehand")


def blocks() -> dict[str, Blocks]:
    """The blocks of every document of the register."""
    loaded = opened(SEED)
    return {name: build(loaded, name).document.blocks for name in loaded.register.publications}


def written() -> list[Path]:
    return write_all(environment_of([], []), TEMPLATES, SHARED)


def test_documents_are_the_same() -> None:
    wanted = blocks()
    beside = [name for name in NAMES if name.endswith("-reconciliation.md.j2")]
    assert len(wanted) == len(NAMES) - len(beside) == len(KIND_NAMES)
    assert len(written()) == len([*NAMES, *MACROS])
    with mock.patch.object(Environment, "compile", compiled_now):
        assert blocks() == wanted


@pytest.mark.parametrize("name", NAMES)
def test_errors_are_the_same(name: str) -> None:
    def error() -> tuple[str, int, str]:
        with pytest.raises(WordingError) as raised:
            Wording([TEMPLATES], name).blocks({})
        return raised.value.template, raised.value.line, raised.value.message

    wanted = error()
    written()
    with mock.patch.object(Environment, "compile", compiled_now):
        assert error() == wanted
    assert wanted[0] == name
    assert wanted[1] > 1


def test_code_is_used_for_what_it_was_compiled_from_and_nothing_else() -> None:
    environment = environment_of([], [])
    assert code_of(environment, "a\n", "t.md.j2") is None
    written()
    name = NAMES[0]
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert code_of(environment, source, name) is not None
    assert code_of(environment, source + " ", name) is None
    assert code_of(environment, source, "other.md.j2") is None
    with mock.patch("jinja2.__version__", "3.0"):
        assert code_of(environment, source, name) is None
    environment.filters["more"] = str
    assert code_of(environment, source, name) is None


def test_the_code_of_templates_that_are_gone_goes(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "t.md.j2").write_text("one", encoding="utf-8")
    environment = environment_of([], [])
    [one] = write_all(environment, tmp_path / "templates")
    assert one == folder / file_of(environment, "one", "t.md.j2")
    (tmp_path / "templates" / "t.md.j2").write_text("two", encoding="utf-8")
    [two] = write_all(environment, tmp_path / "templates")
    assert [*folder.glob("*.py")] == [two] != [one]


def test_a_template_of_a_register_is_compiled_as_it_is_read(tmp_path: Path) -> None:
    written()
    (tmp_path / NAMES[0]).write_text("Hello.\n", encoding="utf-8")
    (paragraph,) = Wording([tmp_path, TEMPLATES], NAMES[0]).blocks({})
    assert "Hello" in str(paragraph)
