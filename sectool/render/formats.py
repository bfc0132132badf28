"""The formats a document can be written in: one writer each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sectool.blocks import Document
from sectool.render import html, markdown


@dataclass(frozen=True)
class Format:
    """A format by the ending of its files."""

    ending: str
    write: Callable[[Document], bytes]


FORMATS: dict[str, Format] = {
    "md": Format("md", markdown.write),
    "html": Format("html", html.write),
}
