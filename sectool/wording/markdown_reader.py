"""A document and its template become blocks: Jinja for the words, Markdown for their structure.

Values are not escaped into Markdown. Each crosses the Markdown parser as one private-use
character, an ordinary letter to it, and is put back in the tree. So a title full of pipes,
stars or brackets can neither break the structure nor smuggle any in.
"""

from __future__ import annotations

import re
from math import sqrt
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from sectool import words
from sectool.blocks import (
    Align,
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Column,
    Emph,
    Heading,
    Inline,
    Inlines,
    Link,
    Note,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    inlines_of,
    merged,
    plain,
)
from sectool.values import dataclass
from sectool.wording.provenance import Mark
from sectool.wording.stand_ins import FIRST, STAND_IN, TARGET, BadWording

# Markdown: structure becomes blocks, and stand-ins become values again.


@dataclass
class _Notes:
    """The footnotes of a text: their words by id, and their labels."""

    bodies: dict[int, Inlines]
    labels: dict[int, str]


_UNWANTED = {
    "hr": "a horizontal rule",
    "blockquote_open": "a quotation",
    "fence": "a code block",
    "code_block": "a code block",
    "code_inline": "code",
    "image": "an image",
    "html_block": "HTML",
    "html_inline": "HTML",
}


# No character of these stretches starts anything that Markdown knows within a line.
_ONLY_WORDS = re.compile(r"[^\n\\`*_\[\]!<&^]+")


def _inline(state: StateCore) -> None:
    """As Markdown's own step, but that most cells and many lines need not be searched."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        if _ONLY_WORDS.fullmatch(token.content):
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


class MarkdownReader:
    def __init__(self, held: list[Any]) -> None:
        self.held = held
        self.notes = _Notes({}, {})
        self.slugs: set[str] = set()
        self.mark = Mark()

    def blocks(self, text: str) -> Blocks:
        parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        parser.disable(["code", "lheading", "autolink"])
        parser.use(footnote_plugin, inline=False)
        # These would percent-encode the stand-ins; the finished address is judged instead.
        parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
        parser.validateLink = lambda url: True  # type: ignore[method-assign]
        parser.core.ruler.at("inline", _inline)
        tokens = parser.parse(text)
        tokens = self._take_notes(tokens)
        blocks, rest = self._until(tokens, 0, None)
        if rest != len(tokens):
            raise BadWording("the wording is not well nested")
        return blocks

    def _take_notes(self, tokens: list[Token]) -> list[Token]:
        """Reads the texts of footnotes and returns the tokens before them."""
        start = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), None)
        if start is None:
            return tokens
        number = -1
        for token in tokens[start:]:
            if token.type == "footnote_open":
                number = int(token.meta["id"])
                self.notes.labels[number] = str(token.meta["label"])
                self.notes.bodies[number] = ()
            elif token.type == "inline":
                before = self.notes.bodies[number]
                if any(child.type == "footnote_ref" for child in token.children or []):
                    raise BadWording("a footnote cannot have a footnote of its own")
                gap: Inlines = (Text(" "),) if before else ()
                self.notes.bodies[number] = (*before, *gap, *self._inlines(token.children or []))
        return tokens[:start]

    def _until(self, tokens: list[Token], index: int, end: str | None) -> tuple[Blocks, int]:
        blocks: list[Block] = []
        caption: Inlines | None = None
        while index < len(tokens) and tokens[index].type != end:
            token = tokens[index]
            kind = token.type
            if kind in _UNWANTED:
                raise BadWording(f"{_UNWANTED[kind]} is not allowed in a document")
            if caption is not None and kind != "table_open":
                raise BadWording("a line 'Table: …' must come directly before a table")
            if kind == "heading_open":
                body = self._inlines(tokens[index + 1].children or [])
                level = int(token.tag[1:])
                blocks.append(Heading(level, body, self._slug(plain(body))))
                index += 3
            elif kind == "paragraph_open":
                content = self._content(tokens[index + 1].children or [])
                # Only the template makes a caption: a value may begin with these words.
                if tokens[index + 1].content.startswith("Table: "):
                    caption = _caption(content)
                index += 3
                if caption is None:
                    blocks.extend(content)
            elif kind in ("bullet_list_open", "ordered_list_open"):
                close = kind.replace("_open", "_close")
                start = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
                items: list[Blocks] = []
                index += 1
                while tokens[index].type != close:
                    item, index = self._until(tokens, index + 1, "list_item_close")
                    items.append(item)
                    index += 1
                index += 1
                blocks.append(Bullets(tuple(items), start))
            elif kind == "table_open":
                table, index = self._pipe_table(tokens, index + 1, caption or ())
                caption = None
                blocks.append(table)
            else:
                raise BadWording(f"{kind} is not allowed in a document")
        if caption is not None:
            raise BadWording("a line 'Table: …' must come directly before a table")
        return tuple(blocks), index

    def _pipe_table(self, tokens: list[Token], index: int, caption: Inlines) -> tuple[Table, int]:
        head: list[tuple[Cell, ...]] = []
        rows: list[tuple[Cell, ...]] = []
        aligns: list[Align] = []
        row: list[Cell] = []
        in_head = False
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type in ("thead_open", "tbody_open"):
                in_head = token.type == "thead_open"
            elif token.type == "tr_open":
                row = []
            elif token.type == "tr_close":
                (head if in_head else rows).append(tuple(row))
            elif token.type in ("th_open", "td_open"):
                if in_head:
                    aligns.append(_align(str(token.attrs.get("style", ""))))
                content = self._content(tokens[index + 1].children or [])
                if any(isinstance(block, Table) for block in content):
                    raise BadWording("a table is not allowed in a cell of another")
                if any(isinstance(block, Picture) for block in content):
                    raise BadWording("a chart is not allowed in a cell of a table")
                row.append(_row_heading(content) if not row and not in_head else Cell(content))
            index += 1
        if head and not any(one.body for one in head[0]):
            head = []
        columns = tuple(
            Column(_weight([r[i] for r in (*head, *rows) if i < len(r)]), align)
            for i, align in enumerate(aligns)
        )
        return Table(caption, columns, tuple(head), tuple(rows)), index + 1

    def _content(self, children: list[Token]) -> Blocks:
        """The blocks of a paragraph or cell: one paragraph, unless it is only a block value."""
        only = children[0].content.strip() if len(children) == 1 else ""
        if STAND_IN.fullmatch(only):
            value = self._value(only)
            if isinstance(value, Block):
                return (value,)
            if isinstance(value, tuple) and value and all(isinstance(v, Block) for v in value):
                return value
        body = self._inlines(children)
        return (Paragraph(body),) if body and plain(body, notes=True).strip() else ()

    def _inlines(self, children: list[Token]) -> Inlines:
        done: list[Inline] = []
        # Open marks: what they are, and the inlines before them.
        open_: list[tuple[str, str, list[Inline]]] = []
        self.mark = Mark()
        for token in children:
            match token.type:
                case "text":
                    done.extend(self._swapped(token.content))
                case "softbreak":
                    done.append(Text(" "))
                case "hardbreak":
                    done.append(Break())
                case "strong_open" | "em_open":
                    open_.append((token.type, "", done))
                    done = []
                case "link_open":
                    open_.append((token.type, str(token.attrs["href"]), done))
                    done = []
                case "strong_close" | "em_close" | "link_close":
                    kind, href, before = open_.pop()
                    body = merged(done)
                    if kind == "link_open":
                        before.append(Link(self._target(href), body))
                    else:
                        before.append(Strong(body) if kind == "strong_open" else Emph(body))
                    done = before
                case "footnote_ref":
                    number = int(token.meta["id"])
                    label = self.notes.labels.get(number, str(number))
                    done.append(Note(f"text-{label}", self.notes.bodies.get(number, ())))
                case "footnote_anchor":
                    pass
                case kind if kind in _UNWANTED:
                    raise BadWording(f"{_UNWANTED[kind]} is not allowed in a document")
                case kind:
                    raise BadWording(f"{kind} is not allowed in a document")
        return merged(done)

    def _value(self, character: str) -> Any:
        return self.held[ord(character) - FIRST]

    def _swapped(self, text: str) -> list[Inline]:
        if re.search(r"\[\^[^\]\s]+\]", text):
            raise BadWording(f"a footnote mark has no text: {text.strip()[:60]!r}")
        done: list[Inline] = []
        last = 0
        for match in STAND_IN.finditer(text):
            if match.start() > last:
                done.append(self._own(text[last : match.start()]))
            value = self._value(match.group())
            items = value if isinstance(value, tuple) else (value,)
            for item in items:
                if isinstance(item, Mark):
                    self.mark = item
                    continue
                if isinstance(item, Block):
                    what = "chart" if isinstance(item, Picture) else "table or list"
                    raise BadWording(f"a {what} is not allowed inside a sentence")
                done.append(item)
            last = match.end()
        if last < len(text):
            done.append(self._own(text[last:]))
        return done

    def _own(self, text: str) -> Text:
        """Words of the template, with what they hang on."""
        words = Text(text)
        return words.from_(self.mark.path, self.mark.holds) if self.mark.path else words

    def _target(self, href: str) -> str:
        inside = href.startswith("#")

        def value(match: re.Match[str]) -> str:
            found = self._in_target(match.group())
            # What a place is called holds no blanks.
            return words.slug(found) if inside and found else found

        target = STAND_IN.sub(value, href)
        if not TARGET.fullmatch(target):
            raise BadWording(f"a link leads to {target!r}, which is no address")
        return target

    def _in_target(self, character: str) -> str:
        value = self._value(character)
        if isinstance(value, Mark):
            self.mark = value
        return value.text if isinstance(value, Text) else ""

    def _slug(self, text: str) -> str:
        slug = words.slug(text)
        number, unique = 2, slug
        while unique in self.slugs:
            unique, number = f"{slug}-{number}", number + 1
        self.slugs.add(unique)
        return unique


def _caption(content: Blocks) -> Inlines | None:
    match content:
        case (Paragraph(body=(Text(text=first), *rest)),):
            return (Text(first.removeprefix("Table: ")), *rest)
        case _:
            return None


def _row_heading(content: Blocks) -> Cell:
    """A first cell that is bold as a whole heads its row."""
    if len(content) == 1 and isinstance(content[0], Paragraph):
        body = content[0].body
        if len(body) == 1 and isinstance(body[0], Strong):
            return Cell((Paragraph(body[0].body),), heading=True)
    return Cell(content)


def _align(style: str) -> Align:
    if style.endswith("center"):
        return "center"
    return "right" if style.endswith("right") else "left"


def _weight(cells: list[Cell]) -> float:
    """A column's share of the width: the root of its mean length, within bounds."""
    lengths = [
        len(plain(body)) for one in cells for block in one.body for body in inlines_of(block)
    ]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    return round(min(8.0, max(2.0, sqrt(mean))), 2)
