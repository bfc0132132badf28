"""What commands share that write or show a plan: for whom, which kinds, as which file."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer


class PlanFormat(str, Enum):
    """What is planned is written as."""

    ics = "ics"
    xlsx = "xlsx"
    csv = "csv"
    svg = "svg"
    pdf = "pdf"


PlanFormatOption = Annotated[
    PlanFormat,
    typer.Option(
        "--format",
        help="A calendar, a workbook, comma-separated text, or a picture of one page (A3 in PDF).",
    ),
]

Concerning = Annotated[
    Optional[str],
    typer.Option(
        "--party",
        metavar="PARTY",
        help="Only what these have to know, such as suppliers: go-lives, steps of Parties, and "
        "modifications that affect them or may.",
    ),
]

PlanKinds = Annotated[
    Optional[str],
    typer.Option(
        "--kind",
        metavar="LIST",
        help="Kinds, separated by commas: milestones, papers, cut-offs, consultations, meetings, "
        "go-lives, holidays.",
    ),
]

PlanOutput = Annotated[
    Optional[Path],
    typer.Option(
        "--output", metavar="FILE", help="The file to write. Default: one in out/; CSV is printed."
    ),
]
