"""A plan on one page as a PDF: A3 across, its drawing as large as that allows."""

from __future__ import annotations

import json
from importlib.resources import as_file, files

import typst

from sectool.pictured import PlanOnPaper
from sectool.render import tokens
from sectool.render.pdf import offline
from sectool.render.plan_page import page_of

_SOURCE = b"""
#let it = json(bytes(sys.inputs.plan))
#set document(title: it.title, date: none)
#set text(font: "Source Sans 3", lang: "en", region: "GB")
#set page(width: 420mm, height: 297mm, margin: 0mm)
#let width = calc.min(420mm, 297mm * it.drawing.width / it.drawing.height)
#let colours = it.colours.pairs().map(((name, value)) => (name, rgb(value))).to-dict()
#align(center, figure(alt: it.says, drawing(it.drawing, width, colours)))
"""


def page_as_pdf(plan: PlanOnPaper) -> bytes:
    """The plan as PDF/UA-1, with its text alternative."""
    content = {
        "title": plan.title,
        "says": plan.says,
        "drawing": page_of(plan).data,
        "colours": {**tokens.COLOURS, "paper": tokens.PAPER},
    }
    here = files("sectool.render")
    with as_file(here.joinpath("fonts")) as fonts, offline():
        made = typst.compile(  # type: ignore[call-overload]
            here.joinpath("drawing.typ").read_bytes() + _SOURCE,
            format="pdf",
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs={"plan": json.dumps(content, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return bytes(made)
