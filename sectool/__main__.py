"""Where the program starts: `python -m sectool`, and the command `sectool`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line. Exit 3 means a bug in sectool, never a fault of a file."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered before anything is imported: shells and CI ask it often.
        from sectool import __version__

        sys.stdout.write(f"sectool {__version__}\n")
        return
    from sectool.startup import hurry

    hurry()
    from sectool.cli.main import main as command_line

    sys.exit(command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
