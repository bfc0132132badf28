"""`sectool init`: makes a new register.

Options and help are here; the body imports what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder; it is made where there is none.")
    ],
    profile: Annotated[
        str,
        typer.Option("--profile", metavar="PROFILE", help="The code that the register is about."),
    ] = "sec",
    contact: Annotated[
        Optional[str],
        typer.Option("--contact", metavar="TEXT", help="Whom readers of documents ask."),
    ] = None,
    email: Annotated[
        Optional[str], typer.Option("--email", metavar="EMAIL", help="Their e-mail address.")
    ] = None,
    telephone: Annotated[
        Optional[str],
        typer.Option("--telephone", metavar="NUMBER", help="Their telephone number."),
    ] = None,
    website: Annotated[
        Optional[str],
        typer.Option("--website", metavar="URL", help="The website that documents name."),
    ] = None,
    example: Annotated[
        bool,
        typer.Option("--example/--no-example", help="With an example of a release, or without."),
    ] = True,
) -> None:
    """Make a register: reference tables, an example, editor settings, a CI workflow, a README.

    On a terminal it asks whom readers turn to; with any of these options it asks nothing.
    """
    from sectool.cli.commands.init_register import init_register

    stop(
        init_register(
            folder,
            profile=profile,
            contact=contact,
            email=email,
            telephone=telephone,
            website=website,
            example=example,
        )
    )
