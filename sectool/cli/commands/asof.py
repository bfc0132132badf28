"""`sectool asof`: what was known on a day.

Options and help are here; the body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import AsJson, Register, root_of, stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def asof(
    day: Annotated[str, typer.Argument(metavar="DAY", help="Such as 2021-10-20.")],
    release: Annotated[
        Optional[str],
        typer.Argument(metavar="[RELEASE]", help="Such as 2022-11. None named: all."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show what was known on a day: releases, what had just happened, what was expected next."""
    from sectool.cli.commands.asof_day import print_known

    stop(print_known(root_of(register), day, release, as_json=json))
