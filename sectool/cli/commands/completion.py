"""`sectool completion`: scripts by which shells complete commands, options and ids of the register.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import stop

app = typer.Typer(help="Completion of commands, options and ids in a shell.", no_args_is_help=True)


@app.command("bash")
def completion_bash() -> None:
    """Print a script for Bash: source <(sectool completion bash)."""
    _print("bash")


@app.command("zsh")
def completion_zsh() -> None:
    """Print a script for Zsh: source <(sectool completion zsh)."""
    _print("zsh")


@app.command("fish")
def completion_fish() -> None:
    """Print a script for fish: sectool completion fish | source."""
    _print("fish")


@app.command("offer", hidden=True)
def completion_offer(words: Annotated[Optional[list[str]], typer.Argument()] = None) -> None:
    """Print what may replace the last of some words, for the scripts."""
    from sectool.cli.commands.completion_offer import print_offered

    stop(print_offered(words or [""]))


def _print(shell: str) -> None:
    from sectool.cli.commands.completion_offer import print_script

    stop(print_script(shell))
