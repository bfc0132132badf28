"""The same register gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.pipeline import build, rid_of
from sectool.render.formats import FORMATS
from tests.register import REPOSITORY, SEED

pytestmark = [pytest.mark.slow, pytest.mark.anew]


@cache
def built_here() -> dict[str, bytes]:
    """The files as this process makes them, by name."""
    loaded = load_register(SEED)
    built = build(loaded, rid_of(loaded.register, None))
    return {f"{built.stem}.{name}": built.written(name, beside=FORMATS) for name in FORMATS}


def built_elsewhere(folder: Path, root: Path = SEED, **environment: str) -> dict[str, bytes]:
    """The files as a process of its own makes them, in another folder and surroundings."""
    command = [
        *(sys.executable, "-m", "sectool", "rid", "build"),
        *("--register", str(root), "--format", ",".join(FORMATS), "--output", "built"),
    ]
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT")}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")
    return {path.name: path.read_bytes() for path in (folder / "built" / "2022-11").iterdir()}


# Those of this process are the third.
SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "en_GB.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"},
)


def test_surroundings_do_not_matter(tmp_path: Path) -> None:
    """Nor does where the register lies, or what was built there before: the second builds over
    what the first built, of a folder of another name."""
    home, link = tmp_path / "home", tmp_path / "Régistre numéro 2"
    home.mkdir()
    link.symlink_to(SEED, target_is_directory=True)
    for root, environment in zip((SEED, link), SURROUNDINGS, strict=True):
        made = built_elsewhere(tmp_path, root, HOME=str(home), **environment)
        assert made == built_here(), environment


def test_files_are_utf_8_with_plain_line_ends() -> None:
    texts = [text for name, text in built_here().items() if name.endswith((".md", ".html"))]
    assert len(texts) == 2
    for content in texts:
        text = content.decode("utf-8")
        assert "\r" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_no_day_but_those_of_the_register_is_written() -> None:
    # The newest day in the real register's RID is go-live.
    this_year = str(date.today().year)  # noqa: DTZ011 - the clock is what must not show
    assert int(this_year) > 2022
    # Where an object lies in a PDF is no year.
    written = [re.sub(rb"\b\d{10} \d{5} n", b"", content) for content in built_here().values()]
    assert not any(this_year.encode() in content for content in written)
