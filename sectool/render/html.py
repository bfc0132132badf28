"""Blocks as one self-contained, accessible page: no script, nothing fetched."""

from __future__ import annotations

from html import escape as _escape

from sectool.blocks import (
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
    Strong,
    Table,
    Text,
    notes_of,
    placed,
    plain,
)
from sectool.render.openings import Place, places_of, status_of
from sectool.render.svg import Palette, svg_of

# Tables of so many rows at most are kept on one page in print.
_SHORT = 12
# The colours of the style sheet, and those of ours where a house's own lacks them.
_PALETTE = Palette(
    ink="currentColor",
    soft="var(--soft, #55606e)",
    rule="var(--rule, #d5dbe2)",
    accent="var(--accent, #0b5a6f)",
    paper="var(--paper, #ffffff)",
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
{style}</style>
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
<header class="bar"><span>{about}</span><span class="status">{status}</span></header>
"""
_NAV = """\
<nav aria-label="Contents">
<details open>
<summary>Contents</summary>
{contents}
</details>
</nav>
"""
_MARK = '<p class="status">{status}</p>\n'


def write(document: Document, style: str) -> bytes:
    """The whole document as a UTF-8 page in the look of a style sheet."""
    title = _escape(f"{document.title} – {document.subtitle}")
    page = _PAGE.format(
        language=_escape(document.language),
        author=_escape(document.author),
        remark=remark_of(document),
        title=title,
        style=style.replace("</", "<\\/"),
        classes=_classes(document),
        bar=_bar(document, title),
        nav=_nav(document),
        body=main_of(document),
    )
    return page.encode("utf-8")


def remark_of(document: Document) -> str:
    """What the page says of itself where no reader sees it, if anything."""
    remark = _escape(document.remark)
    return f'<meta name="description" content="{remark}">\n' if remark else ""


def main_of(document: Document) -> str:
    """What stands in the main part of the page: the blocks, their notes, the imprint."""
    writer = _HtmlWriter(document.blocks, draws=not document.mail)
    blocks = [
        writer.block(block, place)
        for block, place in zip(document.blocks, places_of(document), strict=True)
    ]
    imprint = f'<p class="imprint">{_escape(document.imprint)}</p>' if document.imprint else ""
    return "\n".join(filter(None, ["\n".join(filter(None, blocks)), writer.notes(), imprint]))


def _classes(document: Document) -> str:
    opening = "" if document.opening == "cover" else document.opening.replace(" ", "-")
    names = " ".join(filter(None, [opening, "draft" if document.draft else ""]))
    return f' class="{names}"' if names else ""


def _bar(document: Document, title: str) -> str:
    """What stands above the page; above a letter, only that it is none yet."""
    status = _escape(status_of(document))
    if document.opening == "letter":
        return _MARK.format(status=status) if status else ""
    about = _escape(document.subtitle) if document.opening == "cover" else title
    return _BAR.format(about=about, status=status)


def _nav(document: Document) -> str:
    """The contents beside the text; a document without sections has nothing to list there."""
    sections = any(isinstance(b, Heading) and b.level in (2, 3) for b in document.blocks)
    if document.opening != "cover" and not sections:
        return ""
    return _NAV.format(contents=_contents(document.blocks))


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
    def __init__(self, blocks: Blocks, *, draws: bool) -> None:
        self.draws = draws
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
            case Chart():
                # Mail programs drop drawings.
                return self.chart(block) if self.draws else self.table(block.table)

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
                    done.append(_escape(text, quote=False))
                case Strong(body=inner):
                    done.append(f"<strong>{self.inlines(inner)}</strong>")
                case Emph(body=inner, role=role):
                    name = f' class="{role}"' if role else ""
                    done.append(f"<em{name}>{self.inlines(inner)}</em>")
                case Link(target=target, body=inner):
                    done.append(f'<a href="{_escape(target)}">{self.inlines(inner)}</a>')
                case Note(key=key):
                    done.append(self.mark(key))
                case Break():
                    done.append("<br>")
        return "".join(done)

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
        kind += " short" if len(table.rows) <= _SHORT else ""
        head = ""
        if table.head:
            head = f"<thead>\n{self.rows(table.head, table, head=True)}\n</thead>\n"
        total = sum(column.weight for column in table.columns)
        widths = "".join(
            f'<col style="width:{100 * column.weight / total:.1f}%">' for column in table.columns
        )
        return (
            f'<div class="table" role="region" tabindex="0" aria-label="{label}">\n'
            f'<table class="columns-{len(table.columns)}{ticks}{kind}">\n{caption}'
            f"<colgroup>{widths}</colgroup>\n{head}"
            f"<tbody>\n{self.rows(table.rows, table, head=False)}\n</tbody>\n</table>\n</div>"
        )

    def chart(self, chart: Picture) -> str:
        label = _escape(plain(chart.caption))
        return (
            f'<figure class="chart">\n<figcaption>{self.inlines(chart.caption)}</figcaption>\n'
            f'<div role="region" tabindex="0" aria-label="{label}">\n'
            f"{svg_of(chart, _PALETTE)}\n</div>\n</figure>"
        )

    def rows(self, rows: tuple[tuple[Cell, ...], ...], table: Table, *, head: bool) -> str:
        lines = []
        for row in placed(rows):
            cells = [self.cell(one, table.columns[i].align, head=head) for i, one in row]
            lines.append("<tr>" + "".join(cells) + "</tr>")
        return "\n".join(lines)

    def cell(self, one: Cell, align: str, *, head: bool) -> str:
        tag = "th" if head or one.heading else "td"
        scope = ' scope="col"' if head else ' scope="row"' if one.heading else ""
        span = f' colspan="{one.colspan}"' if one.colspan > 1 else ""
        span += f' rowspan="{one.rowspan}"' if one.rowspan > 1 else ""
        name = f' class="{align}"' if align != "left" else ""
        return f"<{tag}{scope}{span}{name}>{self.tight(one.body)}</{tag}>"
