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
