"""`sectool explain`: what a key of a file is for.

Options and help are here; the body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def explain(
    what: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[FILE[:KEY]]",
            help="A kind of file and a key in it: release.yaml, timeline.yaml:milestones.due. "
            "Default: a list.",
        ),
    ] = None,
) -> None:
    """Explain a key of a file: what it is for, its form, an example."""
    from sectool.cli.commands.explain_key import explain_key

    stop(explain_key(what))
