"""The command line as a whole: which commands there are, streams, and exit codes.

A command's module is imported when the command is called for, and all of them for the list of help.
"""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from sectool import __version__

COMMANDS = (
    "init",
    "check",
    "date",
    "rule",
    "rid",
    "timeline",
    "calendar",
    "body",
    "publication",
    "mod",
    "release",
    "meeting",
    "asof",
    "plan",
    "profile",
    "explain",
    "fix",
    "schema",
    "completion",
    "register",
    "undo",
)


_HELPS = "sectool.helps"


def _give_examples(command: Any) -> None:
    """Ends the help of a command, or of each of a group, with an example of its use."""
    for line in Path(__file__).with_name("examples.txt").read_text(encoding="utf-8").splitlines():
        _, name, *rest = line.split()
        if name == command.name:
            one = command
            while rest and rest[0] in getattr(one, "commands", {}):
                one = one.commands[rest.pop(0)]
            one.epilog = f"Example: {line}"


class _Commands(TyperGroup):
    """The commands by name: `sectool mod` is `app` of `sectool.cli.commands.mod`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # By their names alone until they are asked for.
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        ctx.meta[_HELPS] = not {"-h", "--help"}.isdisjoint(args)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        app = import_module(f"sectool.cli.commands.{cmd_name}").app
        made = self.commands
        if made.get(cmd_name) is None:
            # A group comes without typer's options: `sectool completion` has the scripts.
            make = get_group if len(app.registered_commands) > 1 else get_command
            made[cmd_name] = make(app)
            made[cmd_name].name = cmd_name
        if ctx.meta.get(_HELPS):
            _give_examples(made[cmd_name])
        return made[cmd_name]


app = typer.Typer(
    cls=_Commands,
    name="sectool",
    help="Plans, checks and documents releases of an industry code.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version and stop.")
    ] = False,
) -> None:
    if version:
        typer.echo(f"sectool {__version__}")
        raise typer.Exit


@cache
def command_line() -> Any:
    """All commands, as click has them."""
    return get_command(app)


def main(arguments: list[str]) -> int:
    """`sectool` with these arguments; its exit code: 0, 1, 2 as commands say, 3 for a bug of ours.

    Writes to `sys.stdout` and `sys.stderr` of the moment, as UTF-8.
    """
    # Started without them (`>&-`): what would be printed goes nowhere.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # Same bytes whatever the terminal's locale: titles hold more than ASCII. Names of files
        # that are no text at all come out as they went in.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        try:
            command_line()(args=arguments, prog_name="sectool")
        finally:
            sys.stdout.flush()
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 0
    except OSError as error:
        # A fault of a file bears its name: this is the output itself. `sectool rule | head` is
        # no bug, nor is a full disk.
        if error.filename is not None:
            return _bug()
        _give_up_output()
        if error.errno != errno.EPIPE:
            sys.stderr.write(f"sectool: the output could not be written: {error.strerror}\n")
        return 1
    except Exception as error:
        return _refused(error)
    return 0


def _give_up_output() -> None:
    """Leads what is still to be written to nowhere: Python would try it again at the end, and say
    in words of its own that it cannot. That is so of an output that is shorter than a buffer."""
    try:
        output = sys.stdout.fileno()
    except (OSError, ValueError):  # it is none of the system's
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, output)
    os.close(nowhere)


def _refused(error: Exception) -> int:
    """Says why a question has no answer; anything else that is raised is a bug."""
    # A command that looked something up has loaded it by now; the others need not.
    from sectool.cli.session import refusal_of, refuse

    refused = refusal_of(error)
    return refuse(refused) if refused is not None else _bug()


def _bug() -> int:
    import traceback

    from sectool.cli.present.output import write_error

    write_error(traceback.format_exc())
    write_error(
        "\nsectool: this is a bug in sectool, not a fault in your files. "
        "Please report it with the lines above.\n"
    )
    return 3
