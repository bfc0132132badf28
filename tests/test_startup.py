"""What a process of our own does without changes nothing that is printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import run
from tests.register import MINIMAL, copy_of

MISTAKES = {
    "a": "title: Firmware: a small change\n",
    "b": "history: [\n",
    "c": "title: 'open\n",
    "d": "title: @reserved\n",
    "e": "%YAML 3.0\n---\na: 1\n",
    "f": "title: *nothing\n",
    "g": "a: 1\n b: 2\n",
    "h": "title: \x01\n",
    "i": "- a\nb: 1\n",
    "j": "{a: b: c}\n",
    "k": "\ta: 1\n",
}
START = "from sectool.startup import hurry; hurry(); from sectool.cli.main import main\n"
CHECK = "raise SystemExit(main(['check', '--format', 'json']))\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    for number, text in enumerate(MISTAKES.values(), start=301):
        (root / f"modifications/MP{number}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "before",
    [
        "",
        # A PyYAML that wants more than is known.
        "import sectool.startup as startup\n"
        "def fill(package):\n    import yaml.error\n    1 / 0\n"
        "startup._fill = fill\n",
    ],
)
def test_every_mistake_in_yaml_is_told_as_with_all_of_pyyaml(before: str, broken: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", before + START + CHECK], cwd=broken, capture_output=True, text=True
    )
    here = run("check", "--format", "json", cwd=broken)
    assert here.stdout.count('"code": "Y1') >= len(MISTAKES)
    assert (done.returncode, done.stdout, done.stderr) == (1, here.stdout, "")


# What a command does not use, and must not load: a start pays for what is imported.
NOT_FOR: dict[tuple[str, ...], tuple[str, ...]] = {
    ("rid", "build", "--format", "md"): (
        *("sectool.compare", "sectool.render.reading", "sectool.render.pdf", "sectool.render.word"),
        *("sectool.issuing.record", "sectool.issuing.sides", "sectool.issuing.verification"),
    ),
}
LOADED = """\
import sys
from sectool.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write(" ".join(sys.modules))
raise SystemExit(code)
"""


@pytest.mark.parametrize("command", NOT_FOR, ids=" ".join)
def test_a_command_loads_nothing_that_it_does_not_use(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    start = START.replace("from sectool.cli.main import main\n", LOADED)
    done = subprocess.run(
        [sys.executable, "-c", start, *command], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stderr.split()) & set(NOT_FOR[command]) == set()
