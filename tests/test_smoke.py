"""The command line starts."""

import subprocess
import sys


def test_version_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sectool", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("sectool ")
