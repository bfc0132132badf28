"""The command line as tests call it: in this process, or as a process of its own.

`run` is for nearly all of them. It gives what a process would: its exit code and what it prints, in
another folder and environment, with no terminal. Only what cannot be seen from inside, such as a
closed pipe, is started with `as_process`, which costs an interpreter each time.
"""

from __future__ import annotations

import datetime
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.once import reused
from tests.register import REPOSITORY, SEED

# How a process is started; more words follow.
PROGRAM = (sys.executable, "-m", "sectool")

Word = str | bytes | Path


class Done(NamedTuple):
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        return self.stdout.splitlines()


def run(
    *arguments: Word,
    cwd: Path = SEED,
    env: Mapping[str, str] = {},
    today: datetime.date | None = None,
    answers: str | None = None,
) -> Done:
    """`sectool` with these arguments, in this process; `env` is laid over what there is.

    With `answers` a person types them at a terminal.
    """
    # As wide as where there is no terminal, wherever the tests run.
    surroundings = {"COLUMNS": "80", **env}
    streams = _streams(answers)
    with _inside(cwd), mock.patch.dict(os.environ, surroundings), streams as (out, err):
        code = _call([os.fsdecode(argument) for argument in arguments], today)
        sys.stdout.flush()
        sys.stderr.flush()
        return Done(code, _text(out), _text(err))


def code_of(body: Callable[[], int]) -> int:
    """What the body of a command comes to, with what it raises refused as at the entry."""
    from sectool.cli.session import refusal_of, refuse

    try:
        return body()
    except Exception as error:
        refused = refusal_of(error)
        if refused is None:
            raise
        return refuse(refused)


def _call(arguments: list[str], today: datetime.date | None) -> int:
    """The one place that knows how the program is entered, and where it asks for the day."""
    from sectool.cli import main, options

    now = options._now
    if today is not None:
        noon = datetime.datetime.combine(today, datetime.time(12))

        def now() -> datetime.datetime:
            return noon

    with mock.patch.object(options, "_now", now), _without_garbage_collection(), reused():
        return main.main(arguments)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """As the program does: searching all that the tests hold doubles the time of a check."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def as_process(*arguments: Word, cwd: Path = SEED, env: Mapping[str, str] = {}) -> Done:
    """The same, truly started."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, _decoded(done.stdout), _decoded(done.stderr))


def environment(**more: str) -> dict[str, str]:
    """Surroundings in which a process finds this repository's sectool, wherever it starts."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


class _Terminal(TextIOWrapper):
    """A stream at the other end of which somebody sits."""

    def isatty(self) -> bool:
        return True


@contextmanager
def _streams(answers: str | None) -> Iterator[tuple[BytesIO, BytesIO]]:
    """Standard streams that are no terminal; what the program writes arrives as bytes."""
    out, err = BytesIO(), BytesIO()
    wrapper = TextIOWrapper if answers is None else _Terminal
    typed = BytesIO((answers or "").encode())
    with (
        mock.patch.object(sys, "stdin", wrapper(typed, encoding="utf-8")),
        # ASCII until the program says otherwise: nothing is printed well by chance.
        mock.patch.object(sys, "stdout", TextIOWrapper(out, encoding="ascii", newline="\n")),
        mock.patch.object(sys, "stderr", wrapper(err, encoding="ascii", newline="\n")),
    ):
        yield out, err


def _text(stream: BytesIO) -> str:
    return _decoded(stream.getvalue())


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
