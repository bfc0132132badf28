"""What a shell offers behind the words of a command, and the scripts that ask for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sectool.cli.commands.completion_offer import SCRIPTS, TAKES, kind_taken
from sectool.cli.main import COMMANDS, command_line
from sectool.queries.names_to_type import KINDS_OF_NAMES, names_to_type
from tests.command import environment, run
from tests.register import MINIMAL, SEED, copy_of

RELEASES = "2017-05-11 2020-07-23 2020-11 2021-06 2021-11 2022-06 2022-11"
# What takes none of the register's names.
NO_NAMES = (
    *("DAY", "FOLDER", "YEAR", "LIST", "SCOPE", "N", "TEXT", "NUMBER", "WORD", "PERSON", "CODE"),
    *("A", "B", "FILE", "REV", "VERSION", "CONVENTION", "MEETING", "PART"),
    *(
        "EMAIL",
        "URL",
        "MONTH",
        "PATTERN",
        "PHRASE",
        "PREFIX",
        "DATE",
        "MILESTONE=DATE",
        "STATE",
        "OUTCOME",
    ),
)


def offered(*words: str, cwd: Path = SEED) -> str:
    done = run("completion", "offer", "--", *words, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.lines)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rel", "release"),
        ("body ", "list show meeting"),
        ("mod show MP14", "MP140 MP141 MP143 MP148"),
        ("mod show mp141", "MP141"),
        ("release show ", RELEASES),
        ("timeline show 2022-11 --as-of ", ""),
        ("timeline explain 2022-11 sit-", "sit-starts sit-report"),
        ("timeline explain 2099-11 ", ""),
        ("mod list --release 2022", "2022-06 2022-11"),
        ("mod list --par", "--party"),
        ("mod list --party s", "suppliers"),
        ("mod list --document section-", "section-f section-g section-h"),
        ("mod durations --kind ", "pa ia"),
        ("publication show r", "rid-2022-11"),
        ("publication new ", "rid status-report letter cross-code newsletter"),
        ("publication new newsletter --name ", ""),
        ("body show C", "CB CSC"),
        ("rule order", "order-left-open"),
        ("profile show cut", "cut-offs"),
        ("schema time", "timeline timeline-lanes timeline-patterns"),
        ("explain rel", "release release-kinds"),
        ("check ", ""),
        ("no-such-command --", "--version --help"),
    ],
)
def test_what_may_stand_there_is_offered(words: str, found: str) -> None:
    assert offered(*words.split(" ")) == found


def test_another_register_is_that_of_the_option(tmp_path: Path) -> None:
    assert offered("mod", "show", "", cwd=tmp_path) == ""
    assert "MP001" in offered("mod", "show", "--register", str(MINIMAL), "", cwd=tmp_path)


@pytest.mark.parametrize("kind", KINDS_OF_NAMES)
def test_what_cannot_be_read_has_no_names(kind: str, tmp_path: Path) -> None:
    root = copy_of(SEED, tmp_path / "register", ("sectool.yaml", "reference", "releases"))
    assert names_to_type(root, kind, "2022-11") or kind in ("modification", "publication")
    for path in [*root.rglob("*.yaml")]:
        path.write_text("title: [\n", encoding="utf-8")
    assert isinstance(names_to_type(root, kind, "2022-11"), list)
    assert names_to_type(tmp_path, kind, "2022-11") is not None


def params() -> Iterator[tuple[str, Any]]:
    line = command_line()
    context = line.make_context("sectool", ["check"], resilient_parsing=True)
    for name in COMMANDS:
        found = line.get_command(context, name)
        for one in getattr(found, "commands", {name: found}).values():
            yield from ((one.name, param) for param in one.params)


def test_each_option_and_argument_has_names_or_is_known_to_have_none() -> None:
    kinds = set()
    for command, param in params():
        word = (param.metavar or "").removesuffix("...").strip("[]") if param.metavar else ""
        kind = kind_taken(command, param)
        kinds.add(kind)
        assert kind or not word or word in NO_NAMES or "--name" in param.opts, (command, word)
        assert "--install-completion" not in param.opts
    assert {*TAKES.values()} <= kinds
    assert {*TAKES.values()} <= {*KINDS_OF_NAMES, "kind of file", "kind of publication"}


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_asks_for_what_is_offered(shell: str) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stdout) == (0, SCRIPTS[shell])
    assert "completion offer -- " in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no Bash")
def test_bash_completes_by_its_script(tmp_path: Path) -> None:
    program = tmp_path / "sectool"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m sectool "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    asked = (
        f'{SCRIPTS["bash"]}\nCOMP_WORDS=("{program}" release show "")\nCOMP_CWORD=3\n'
        '_sectool_completion\necho "${COMPREPLY[*]}"\ncomplete -p sectool\n'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", asked], cwd=SEED, env=environment(), capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == RELEASES
