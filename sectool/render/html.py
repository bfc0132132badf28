"""Blocks as one self-contained, accessible page: no script, nothing fetched."""

from __future__ import annotations

import re
from html import escape as _escape

from sectool.acronyms import ACRONYM, Acronyms
from sectool.blocks import (
    ROW_MARKS,
    Anchor,
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Chart,
    Document,
    Emph,
    Gantt,
    Heading,
    Inlines,
    Link,
    Note,
    Paragraph,
    Picture,
    Sketch,
    Strong,
    Table,
    Text,
    inlines_of,
    notes_of,
    placed,
    plain,
    text_of,
)
from sectool.render.openings import Place, ends_of_opening, foot_of, places_of, status_of
from sectool.render.svg import Palette, svg_of
from sectool.render.widths import ems, longest_words, words_in

# Tables of so many rows and letters at most are kept on one page in print.
_SHORT, _LETTERS = 12, 900
# Tables of so many columns may be wider than the smallest screen: then the keyboard moves them.
_WIDE = 5
# In pixels: the room on that screen, the type of a table there, what is beside the words of a cell,
# and the tables that the style sheet makes wider than that in any case.
_ROOM, _TYPE, _BESIDE = 288.0, 15.1, 15.4
_MADE_WIDE = (6, 8, 9, 10, 11, 12)
# Of so many columns, a row is shown as a card where not even these have room.
_CARDS = (3, 4)
# What files beside the page are called, by their endings.
_CALLED = {"pdf": "PDF", "docx": "Word", "md": "Markdown", "html": "HTML"}
# By what name the imprint is among the metadata of a page.
_IMPRINT = "sectool:imprint"
# The colours of the style sheet, and those of ours where a house's own lacks them.
_PALETTE = Palette(
    ink="currentColor",
    soft=f"var(--soft, {Palette.soft})",
    rule=f"var(--rule, {Palette.rule})",
    accent=f"var(--accent, {Palette.accent})",
    paper=f"var(--paper, {Palette.paper})",
)

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="author" content="{author}">
{remark}<title>{title}</title>
<style>
{foot}{style}</style>
</head>
<body{classes}>
{bar}<div class="page">
{nav}<main id="content">
{body}
</main>
</div>
</body>
</html>
"""
_BAR = """\
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><span>{about}</span>{contents}<span class="status">{status}</span></header>
"""
_TO_CONTENTS = '<a class="to-contents" href="#contents" hidden>Contents</a>'
_NAV = """\
<nav aria-label="Contents">
<details open>
<summary>Contents</summary>
{contents}
</details>
</nav>
"""
# The same for screens without room beside the text: one of the two is shown. It is hidden unless
# the style sheet says otherwise, since that of a house may know nothing of it.
_FOLDED = """\
<nav class="folded" id="contents" aria-label="Sections" hidden>
<details>
<summary>Contents</summary>
{contents}
</details>
</nav>"""
_FORMATS = """\
<nav class="formats" aria-label="Other formats and versions">{links}</nav>
"""
# Of the page as printed: which paper it is, and how many pages it has.
_FOOT = """\
@page {{
  @bottom-left {{ content: "{running}"; }}
  @bottom-right {{ content: counter(page) " of " counter(pages); }}
}}
"""
_MARK = '<header><p class="status">{status}</p></header>\n'


def write(document: Document, style: str) -> bytes:
    """The whole document as a UTF-8 page in the look of a style sheet."""
    title = _escape(f"{document.title} – {document.subtitle}")
    page = _PAGE.format(
        language=_escape(document.language),
        author=_escape(document.author),
        remark=_imprint(document) + remark_of(document),
        title=title,
        foot=_FOOT.format(running=_quoted(foot_of(document))),
        style=style.replace("</", "<\\/"),
        classes=_classes(document),
        bar=_bar(document, title) + _formats(document),
        nav=_nav(document, _NAV),
        body=_main(document),
    )
    return page.encode("utf-8")


def remark_of(document: Document) -> str:
    """What the page says of itself where no reader sees it, if anything."""
    remark = _escape(document.remark)
    return f'<meta name="description" content="{remark}">\n' if remark else ""


def _imprint(document: Document) -> str:
    """Which state of the register the page shows: for programs, and who looks at its source."""
    imprint = _escape(document.imprint)
    return f'<meta name="{_IMPRINT}" content="{imprint}">\n' if imprint else ""


def parts_of(document: Document, *, draws: bool = True) -> tuple[list[str], list[str]]:
    """Each block as it is written, and what follows them all: their notes; in a mail, whose head
    programs may drop, the imprint."""
    # Mail programs underline what is explained, in ways of their own.
    acronyms = document.acronyms if draws else Acronyms()
    writer = _HtmlWriter(document.blocks, draws=draws, acronyms=acronyms)
    blocks = [
        writer.block(block, place)
        for block, place in zip(document.blocks, places_of(document), strict=True)
    ]
    shown = document.imprint if not draws else ""
    imprint = f'<p class="imprint">{_escape(shown)}</p>' if shown else ""
    return blocks, [*filter(None, [writer.notes(), imprint])]


def _main(document: Document) -> str:
    """What stands in the main part of the page."""
    blocks, ending = parts_of(document)
    first, contents = ends_of_opening(document)
    at = contents if contents > first else _end_of_head(document.blocks)
    blocks.insert(at, _nav(document, _FOLDED))
    # On paper it stands at the foot of each page.
    foot = _escape(document.running)
    footer = f'<footer class="imprint">{foot}</footer>' if foot else ""
    return "\n".join(filter(None, [*blocks, *ending, footer]))


def mark_of(document: Document) -> str:
    """What a document without a bar says above itself: that it has not gone out, or not so."""
    status = status_of(document)
    return "" if status.startswith("Issued") and not document.draft else status


def _classes(document: Document) -> str:
    opening = "" if document.opening == "cover" else document.opening.replace(" ", "-")
    names = " ".join(filter(None, [opening, "draft" if document.draft else ""]))
    return f' class="{names}"' if names else ""


def _bar(document: Document, title: str) -> str:
    """What stands above the page; above a letter, only that it is none yet."""
    if document.opening == "letter":
        mark = _escape(mark_of(document))
        return _MARK.format(status=mark) if mark else ""
    status = _escape(status_of(document))
    about = _escape(document.subtitle) if document.opening == "cover" else title
    contents = _TO_CONTENTS if _nav(document, _NAV) else ""
    return _BAR.format(about=about, status=status, contents=contents)


def _nav(document: Document, form: str) -> str:
    """The contents in a form; a document without sections has nothing to list there."""
    sections = any(isinstance(b, Heading) and b.level in (2, 3) for b in document.blocks)
    if not sections:
        return ""
    return form.format(contents=_contents(document.blocks))


def _end_of_head(blocks: Blocks) -> int:
    """Where the title and the facts under it end, and the text begins."""
    sections = (i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level > 1)
    head = blocks[: next(sections, len(blocks))]
    ends = [i for i, b in enumerate(head) if isinstance(b, Table) and not b.head and not b.caption]
    titles = [i for i, b in enumerate(head) if isinstance(b, Heading)]
    return (ends or titles or [-1])[0] + 1


def _formats(document: Document) -> str:
    """Links to the other formats and to the version before beside the page, and to the changes."""
    links = [
        f'<a href="{_escape(name)}">{_CALLED[ending]}</a>'
        for ending in _CALLED
        for name in document.beside
        if name.rpartition(".")[2] == ending
    ]
    parts = ["Also as " + " · ".join(links)] if links else []
    earlier = document.earlier
    if earlier is not None and earlier.page:
        parts.append(f'<a href="{_escape(earlier.page)}">Version {_escape(earlier.version)}</a>')
    if earlier is not None and earlier.changes:
        since = f"Changes since version {_escape(earlier.version)}"
        parts.append(f'<a href="#{_escape(earlier.changes)}">{since}</a>')
    return _FORMATS.format(links=" | ".join(parts)) if parts else ""


def _labels(table: Table) -> tuple[str, ...]:
    """What each cell is called where a row is a card, on screens too small for the columns."""
    every = [one for row in (*table.head, *table.rows) for one in row]
    spans = any(one.colspan > 1 or one.rowspan > 1 for one in every)
    if spans or len(table.head) != 1 or len(table.columns) not in _CARDS:
        return ()
    return tuple(plain(body) for one in table.head[0] for body in [_words(one)])


def _scrolls(table: Table) -> bool:
    """Whether a table may be wider than a screen of 320 pixels, by its longest words in the widest
    of the usual typefaces. Headings of rows beside ticks are not broken."""
    count = len(table.columns)
    if count < _WIDE or count in _MADE_WIDE:
        return count >= _WIDE
    least = longest_words(table, (*table.head, *table.rows))
    firsts = [row[0] for row in table.rows if row]
    if sum(column.align == "center" for column in table.columns) > 1:
        least[0] = max(least[0], *(ems(words_in(one)) for one in firsts), 0.0)
    least[0] = max(least[0], *(ems(ROW_MARKS[one.mark]) for one in firsts if one.mark), 0.0)
    return sum(least) * _TYPE + count * _BESIDE > _ROOM


def _words(one: Cell) -> Inlines:
    return tuple(inline for block in one.body for body in inlines_of(block) for inline in body)


def _quoted(text: str) -> str:
    """Words for a style sheet to print, whatever they are made of."""
    return re.sub(r"[^\w .,;:()·–-]", lambda found: f"\\{ord(found[0]):x} ", text)


def _contents(blocks: Blocks) -> str:
    """The headings of the second and third level, nested."""
    lines = ["<ul>"]
    inner = False
    for block in blocks:
        if not isinstance(block, Heading) or block.level not in (2, 3):
            continue
        entry = f'<a href="#{block.id}">{_escape(plain(block.body))}</a>'
        if block.level == 3 and len(lines) > 1:
            lines.append(f"<li>{entry}</li>" if inner else f"<ul>\n<li>{entry}</li>")
            inner = True
            continue
        if inner:
            lines.append("</ul></li>")
        elif len(lines) > 1:
            lines.append("</li>")
        inner = False
        lines.append(f"<li>{entry}")
    if len(lines) > 1:
        lines.append("</ul></li>" if inner else "</li>")
    return "\n".join([*lines, "</ul>"])


class _HtmlWriter:
    def __init__(self, blocks: Blocks, *, draws: bool, acronyms: Acronyms) -> None:
        self.draws, self.acronyms = draws, acronyms
        self.noted = notes_of(blocks)
        self.numbers = {key: number for number, key in enumerate(self.noted, start=1)}
        self.marks: dict[str, int] = {}

    def blocks(self, blocks: Blocks) -> str:
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block, place: Place = "") -> str:
        match block:
            case Heading(level=level, body=body, id=id_):
                return f'<h{level} id="{id_}">{self.inlines(body)}</h{level}>'
            case Paragraph(body=body):
                name = f' class="{place}"' if place else ""
                return f"<p{name}>{self.inlines(body)}</p>"
            case Bullets(items=items, start=start):
                tag = "ul" if start is None else "ol"
                first = "" if start in (None, 1) else f' start="{start}"'
                inner = "\n".join(f"<li>{self.tight(item)}</li>" for item in items)
                return f"<{tag}{first}>\n{inner}\n</{tag}>"
            case Table():
                return self.table(block)
            case Gantt():
                # Programs for mail draw nothing, and the table of the same steps stands beside it.
                return self.chart(block) if self.draws else ""
            case Chart() | Sketch():
                # Mail programs drop drawings: what these say is in the caption, and in a table.
                if self.draws:
                    return self.chart(block)
                if isinstance(block, Chart) and not block.beside:
                    return self.table(block.table)
                return f"<p>{self.inlines(block.caption)}</p>"

    def tight(self, blocks: Blocks) -> str:
        """Blocks without the paragraph around a single one."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self.inlines(blocks[0].body)
        return self.blocks(blocks)

    def inlines(self, body: Inlines) -> str:
        done = []
        for inline in body:
            match inline:
                case Text(text=text):
                    done.append(self.words(text))
                case Strong(body=inner):
                    done.append(f"<strong>{self.inlines(inner)}</strong>")
                case Emph(body=inner, role=role):
                    name = f' class="{role}"' if role else ""
                    done.append(f"<em{name}>{self.inlines(inner)}</em>")
                case Link(target=target, body=inner):
                    done.append(f'<a href="{_escape(target)}">{self.inlines(inner)}</a>')
                case Anchor(id=id_, body=inner):
                    done.append(f'<span id="{_escape(id_)}">{self.inlines(inner)}</span>')
                case Note(key=key):
                    done.append(self.mark(key))
                case Break():
                    done.append("<br>")
        return "".join(done)

    def words(self, text: str) -> str:
        """Words, each acronym with its full term."""
        done, end = "", 0
        for found in ACRONYM.finditer(text):
            term = self.acronyms.in_full(found[0])
            if term is not None:
                done += _escape(text[end : found.start()], quote=False)
                done += f'<abbr title="{_escape(term)}">{found[0]}</abbr>'
                end = found.end()
        return done + _escape(text[end:], quote=False)

    def mark(self, key: str) -> str:
        number = self.numbers[key]
        self.marks[key] = self.marks.get(key, 0) + 1
        again = "" if self.marks[key] == 1 else f"-{self.marks[key]}"
        return (
            f'<sup><a role="doc-noteref" id="mark-{number}{again}" href="#note-{number}">'
            f"{number}</a></sup>"
        )

    def notes(self) -> str:
        if not self.noted:
            return ""
        items = "\n".join(
            f'<li id="note-{self.numbers[key]}">{self.inlines(note.body)} '
            f'<a role="doc-backlink" href="#mark-{self.numbers[key]}" '
            f'aria-label="Back to note mark {self.numbers[key]}">↩</a></li>'
            for key, note in self.noted.items()
        )
        return (
            '<section role="doc-endnotes" aria-label="Notes" class="notes">\n'
            f"<h2>Notes</h2>\n<ol>\n{items}\n</ol>\n</section>"
        )

    def table(self, table: Table) -> str:
        caption = f"<caption>{self.inlines(table.caption)}</caption>\n" if table.caption else ""
        label = _escape(plain(table.caption)) if table.caption else "Facts"
        ticks = " ticks" if sum(c.align == "center" for c in table.columns) > 1 else ""
        kind = " facts" if not table.head and not table.caption else ""
        short = len(table.rows) <= _SHORT and len(text_of((table,))) <= _LETTERS
        kind += " short" if short else ""
        labels = _labels(table)
        kind += " cards" if any(labels) else ""
        head = ""
        if table.head:
            head = f"<thead>\n{self.rows(table.head, table, (), head=True)}\n</thead>\n"
        total = sum(column.weight for column in table.columns)
        widths = "".join(
            f'<col style="width:{100 * column.weight / total:.1f}%">' for column in table.columns
        )
        moved = f' role="group" tabindex="0" aria-label="{label}"' if _scrolls(table) else ""
        body = self.rows(table.rows, table, labels, head=False)
        return (
            f'<div class="table"{moved}>\n'
            f'<table class="columns-{len(table.columns)}{ticks}{kind}">\n{caption}'
            f"<colgroup>{widths}</colgroup>\n{head}"
            f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
        )

    def chart(self, chart: Picture) -> str:
        label = _escape(plain(chart.caption))
        return (
            f'<figure class="chart">\n<figcaption>{self.inlines(chart.caption)}</figcaption>\n'
            f'<div role="group" tabindex="0" aria-label="{label}">\n'
            f"{svg_of(chart, _PALETTE)}\n</div>\n</figure>"
        )

    def rows(
        self,
        rows: tuple[tuple[Cell, ...], ...],
        table: Table,
        labels: tuple[str, ...],
        *,
        head: bool,
    ) -> str:
        lines = []
        for row in placed(rows):
            cells = [
                self.cell(one, table.columns[i].align, labels[i] if labels else "", head=head)
                for i, one in row
            ]
            mark = next((one.mark for _, one in row), "")
            name = f' class="{mark}"' if mark else ""
            lines.append(f"<tr{name}>" + "".join(cells) + "</tr>")
        return "\n".join(lines)

    def cell(self, one: Cell, align: str, label: str, *, head: bool) -> str:
        tag = "th" if head or one.heading else "td"
        scope = ' scope="col"' if head else ' scope="row"' if one.heading else ""
        span = f' colspan="{one.colspan}"' if one.colspan > 1 else ""
        span += f' rowspan="{one.rowspan}"' if one.rowspan > 1 else ""
        name = f' class="{align}"' if align != "left" else ""
        if label and tag == "td" and one.body:
            name += f' data-label="{_escape(label)}"'
        mark = f' <span class="mark">{ROW_MARKS[one.mark]}</span>' if one.mark else ""
        return f"<{tag}{scope}{span}{name}>{self.tight(one.body)}{mark}</{tag}>"
