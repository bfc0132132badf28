"""`sectool undo`: reverses the last edit of the register.

Options and help are here; the body imports what it needs when it runs.
"""

from __future__ import annotations

import typer

from sectool.cli.options import DryRun, Register, root_of, stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def undo(dry_run: DryRun = False, register: Register = None) -> None:
    """Undo the last edit that sectool made, if its files are still as it left them."""
    from sectool.cli.present.edits import take_back

    stop(take_back(root_of(register), dry_run=dry_run))
