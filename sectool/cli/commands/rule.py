"""`sectool rule`.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import misuse

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def rule(
    word: Annotated[
        Optional[str],
        typer.Argument(metavar="[RULE]", help="A code or a name: T108, order-left-open."),
    ] = None,
) -> None:
    """Explain a rule, or list them all."""
    from sectool.check.rulebook import NoSuchRule, index, page, rule_called
    from sectool.cli.present.output import write_out

    try:
        write_out(page(rule_called(word)) if word else index())
    except NoSuchRule as error:
        misuse(str(error))
