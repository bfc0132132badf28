"""A file that cannot be written whole leaves the old one whole, and says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sectool.workspace.atomic import write_atomically

# A limit on the size of files stands for a full disk: the write ends half-way.
HALF_WAY = """
import resource, sys
from pathlib import Path
from sectool.workspace.atomic import NotWritten, write_atomically

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"n" * 5000, Path(sys.argv[1]).parent)
except NotWritten as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits on files")
def test_a_write_that_ends_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "rid-0.4.pdf"
    file.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", HALF_WAY, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{file} could not be written: File too large\n"
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_replaced_and_its_folders_are_made(tmp_path: Path) -> None:
    file = tmp_path / "out" / "2022-11" / "rid-0.4.md"
    write_atomically(file, b"old", tmp_path)
    write_atomically(file, b"new", tmp_path)
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]
