"""What several test files share: golden files, renewed with `pytest --renew`."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest import mock

import pytest
from jinja2 import Environment

from sectool.load import reading, shapes, sources
from sectool.load.shipped import PROFILES
from sectool.model.id_series import Ids
from sectool.source import reader
from sectool.wording import precompiled, sandbox
from tests import once
from tests.register import REGISTERS

GOLDEN = Path(__file__).parent / "golden"
# Where files are held in memory on Linux, and what has to be free there.
IN_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 4 << 30


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew", action="store_true", help="write the golden files anew; look at what changed"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keeps the folders of tests in memory, where there is room: sixty thousand files are made in
    them, and on a disk that takes a tenth of the suite's processor time.

    A folder that was chosen otherwise (`--basetemp`, `PYTEST_DEBUG_TEMPROOT`, `TMPDIR`) is kept.
    """
    chosen = {"PYTEST_DEBUG_TEMPROOT", "TMPDIR"} & os.environ.keys()
    if config.option.basetemp is None and not chosen and _has_room(IN_MEMORY):
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(IN_MEMORY)


def _has_room(folder: Path) -> bool:
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= _ROOM


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes | str], None]:
    """Compares a whole output with a file of tests/golden, byte by byte."""
    renew = bool(request.config.getoption("--renew"))

    def compare(name: str, output: bytes | str) -> None:
        made = output.encode() if isinstance(output, str) else output
        path = GOLDEN / name
        if renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
            return
        assert path.is_file(), f"there is no tests/golden/{name}; write it with 'pytest --renew'"
        wanted = path.read_bytes()
        if made != wanted:
            # As text where it is text: the difference is then shown line by line.
            assert made.decode(errors="replace") == wanted.decode(errors="replace")
            assert made == wanted

    return compare


@pytest.fixture(scope="session", autouse=True)
def frozen() -> Iterator[None]:
    """Holds every test to it: none writes into a register that all others read."""

    # Not when a folder was changed: a command that is refused has held a lock in it for a moment.
    def state() -> dict[Path, int]:
        return {
            path: 0 if path.is_dir() else path.lstat().st_mtime_ns
            for path in REGISTERS.rglob("*")
            if ".sectool" not in path.parts
        }

    before = state()
    yield
    assert state() == before, "a test wrote into tests/registers: let it use a copy"


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compiles each template once, and not for each of the thousand documents that tests build;
    nor does it read the code of one twice that was compiled beforehand.

    That takes longer than all else in composing and wording one. What a template with a fault
    raises is raised anew each time.
    """
    compile_, code_of, folder = Environment.compile, precompiled.code_of, precompiled.FOLDER
    known: dict[object, CodeType] = {}
    beforehand: dict[object, CodeType | None] = {}

    def code_once(self: Environment, source: str, name: str) -> CodeType | None:
        # A test may have compiled them to a folder of its own.
        if precompiled.FOLDER is not folder:
            return code_of(self, source, name)
        key = (*self.filters, source, name)
        if key not in beforehand:
            beforehand[key] = code_of(self, source, name)
        return beforehand[key]

    def compile_once(self: Environment, source: str, *more: Any, **named: Any) -> CodeType:
        key = (type(self), *self.filters, source, more, *named.items())
        if key not in known:
            known[key] = compile_(self, source, *more, **named)
        return known[key]

    with (
        mock.patch.object(Environment, "compile", compile_once),
        mock.patch.object(sandbox, "code_of", code_once),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Reads the same text of a file once, and validates it once: most registers that tests load
    are one of three, with a file or two changed. What is read is frozen, and what has a fault is
    read anew each time."""
    read, adapter, reshape = reader.read_data, reading._adapter, shapes.reshaped
    known: dict[str, Any] = {}
    reshaped: dict[tuple[str, int, int], tuple[Any, Any]] = {}
    values: dict[tuple[int, Any, Any], tuple[Any, Any]] = {}

    def read_data(text: str) -> Any:
        if text not in known:
            data, problems = read(text)
            if problems or len(text) > 100_000:
                return data, problems
            known[text] = data
        return known[text], []

    def reshaped_once(file: str, data: Any, shape: int) -> Any:
        # Data of an older shape is other data each time that it is made today's.
        key = (file, id(data), shape)
        if shapes.STEPS is not steps:
            return reshape(file, data, shape)
        if key not in reshaped:
            reshaped[key] = reshape(file, data, shape), data
        return reshaped[key][0]

    steps = shapes.STEPS

    class Adapter:
        def __init__(self, shape: Any) -> None:
            self.shape = shape

        def validate_python(self, data: Any, context: Ids | None = None) -> Any:
            # Not the number of the shape: `tuple[Issue, ...]` is another one each time.
            key = (id(data), self.shape, context.series if context is not None else None)
            if key not in values:
                # It is kept, so that no other one is found by the number of an old one.
                values[key] = adapter(self.shape).validate_python(data, context=context), data
            return values[key][0]

    def read_shipped(self: sources.Sources, file: str) -> bytes:
        path = self.shipped.get(file)
        # A test may have other profiles in their place.
        if path is None or not path.is_relative_to(PROFILES):
            return read_file(self, file)
        if path not in shipped:
            shipped[path] = read_file(self, file)
        return shipped[path]

    read_file = sources.Sources.read
    shipped: dict[Path, bytes] = {}

    with (
        mock.patch.object(sources.Sources, "read", read_shipped),
        mock.patch.object(reading, "read_data", read_data),
        mock.patch.object(reading, "reshaped", reshaped_once),
        mock.patch.object(sources, "read_spans", lru_cache(maxsize=100)(reader.read_spans)),
        mock.patch.object(reading, "_adapter", Adapter),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def worked_out_once(read_once: None) -> Iterator[None]:
    """Lets commands that are tried upon the same register take what was worked out of it."""
    with once.installed():
        yield


@pytest.fixture(autouse=True)
def worked_out_anew(request: pytest.FixtureRequest) -> Iterator[None]:
    """Works everything out anew for a test that puts other code in place, or is marked so."""
    new = once.anew(marked=once.is_marked(request.node))
    with new if once.wants_anew(request.node) else nullcontext():
        yield
    once.let_go()


def pytest_collection_finish() -> None:
    """Looks for garbage seldom: the program does not at all, and to search all that tests hold for
    what is thrown away within one costs a quarter of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 5)
