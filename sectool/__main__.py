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
    # A command lives for a moment: looking for garbage costs more than it finds.
    gc.disable()
    # At its end Python looks three times more, through all that is about to go anyway.
    atexit.register(gc.freeze)
    # What else is installed has no say in how files are checked, and is not searched for it.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from sectool.cli.app import run

    run()


if __name__ == "__main__":
    main()
