"""`sectool date`.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import AsJson, Register, root_of, stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def date(
    phrase: Annotated[
        list[str],
        typer.Argument(
            help='Such as "5 working days before 2022-11-03", or "working days from 2022-10-18 '
            'to 2022-11-03".'
        ),
    ],
    release: Annotated[
        Optional[str],
        typer.Option(metavar="RELEASE", help="Whose milestones the phrase may name."),
    ] = None,
    gives: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="Read the phrase backwards: for which days of its milestone, or of X, it gives "
            "this day (YYYY-MM-DD).",
        ),
    ] = None,
    as_known_at: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="Leave out holidays and meetings announced after this day (YYYY-MM-DD), and take "
            "the plan of this day.",
        ),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Work out a date in the date language, or count between two, and show each step."""
    from sectool.cli.commands.date_answer import print_date

    stop(
        print_date(
            root_of(register),
            " ".join(phrase),
            release,
            as_json=json,
            known_at=as_known_at,
            gives=gives,
        )
    )
