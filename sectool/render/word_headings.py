"""Numbers of headings: where a house numbers them, its numbers take the place of the typed ones.

Words refer to sections by the numbers that the wording types. So the house numbers only where its
numbers are the same ones: 1, 2, 3 in whatever form; else its numbering is switched off.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sectool.blocks import Block, Heading, Inlines, Text, plain
from sectool.render.word_styles import Styles

_TYPED = re.compile(r"([0-9]+(?:\.[0-9]+)*)\.?[ \u00a0]+")
_TOP, _BELOW = 2, 3


class HouseNumbers:
    """What the house calls the headings of a document, by their ids; without it, none."""

    def __init__(self, blocks: tuple[Block, ...], styles: Styles) -> None:
        self._labels: dict[str, str] = {}
        headings = [block for block in blocks if isinstance(block, Heading)]
        typed = [_typed(one) for one in headings if one.level == _TOP]
        numbers = [number for number in typed if number]
        top, below = styles.number_form("Heading1"), styles.number_form("Heading2")
        if top is None or numbers != [str(n) for n in range(1, len(numbers) + 1)]:
            return
        deeper = below is not None and (below.list_, below.level) == (top.list_, top.level + 1)
        chapter = section = 0
        counted = False
        for one in headings:
            if one.level == _TOP:
                counted = bool(_typed(one))
                chapter, section = chapter + counted, 0
                if counted:
                    self._labels[one.id] = top.shown(chapter)
            elif one.level == _BELOW and counted and deeper and below is not None:
                section += 1
                self._labels[one.id] = below.shown(section, chapter)

    def label(self, heading: Heading) -> str:
        """The number that the house gives a heading, or nothing where it gives none."""
        return self._labels.get(heading.id, "")

    def words(self, heading: Heading) -> Inlines:
        """The words of a heading, without the typed number where the house has its own."""
        body = heading.body
        if not self.label(heading) or not body or not isinstance(body[0], Text):
            return body
        text = _TYPED.sub("", body[0].text, count=1) if _typed(heading) else body[0].text
        return (replace(body[0], text=text, sources=()), *body[1:])


def _typed(heading: Heading) -> str:
    """The number that the wording types in front of a heading: "3" of "3. Costs"."""
    found = _TYPED.match(plain(heading.body))
    first = heading.body[0] if heading.body else None
    return found[1] if found and isinstance(first, Text) and _TYPED.match(first.text) else ""
