"""Where the program starts: `python -m sectool`, and the command `sectool`."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> None:
    """Runs the command line. Exit 3 means a bug in sectool, never a fault of a file."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered before anything is imported: shells and CI ask it often.
        from sectool import __version__

        sys.stdout.write(f"sectool {__version__}\n")
        return
    hurry()
    from sectool.cli.main import main as command_line

    code = command_line(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        # The command has reported it. What is left unwritten would fail once more when Python
        # closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


def hurry() -> None:
    """Does without what a process that lives for a moment does not need."""
    # Looking for garbage costs more than it finds, and at its end Python looks three times more,
    # through all that is about to go anyway.
    gc.disable()
    atexit.register(gc.freeze)
    # What else is installed has no say in how files are checked, and is not searched for it.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


if __name__ == "__main__":
    main()
