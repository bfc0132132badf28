"""Blocks as a page that mail programs can take over: its look stands on every element.

Mail programs drop style sheets, scripts and what a page lays out beside its text. So there is
one column, no bar and no contents, and each element carries its own style. Its rows are those of
tables, since Outlook's engine, which is Word's, sets widths, grounds and paddings on cells alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape as _escape

from sectool.blocks import Bullets, Document, Heading, Paragraph, inlines_of, plain
from sectool.render.html import mark_of, parts_of, remark_of
from sectool.render.look import StyleError
from sectool.render.openings import places_of
from sectool.values import dataclass

STYLE = "mail.css"

# What a style on an element cannot say; programs that drop it lose no words. A screen too small
# for the columns of a table has a card for each row, and a title is read without its ground.
_SHEET = """\
@media (max-width: 480px) {
  td.masthead, td.status, td.section, td.text {
    padding-left: 14px !important; padding-right: 14px !important;
  }
  .cards thead { display: none !important; }
  .cards, .cards caption, .cards tbody, .cards tr, .cards th, .cards td {
    display: block !important; width: auto !important;
    border: 0 !important; text-align: left !important;
  }
  .cards tr { border-bottom: 1px solid #8b96a3 !important; padding: 6px 0 !important; }
  .cards th, .cards td { padding: 2px 0 !important; }
  .cards td[data-label]::before { content: attr(data-label) ": "; }
}
@media print {
  td.masthead, td.masthead h1, td.masthead p, td.status, td.status p, th[scope=col] {
    background: none !important; color: #000000 !important;
  }
}
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="supported-color-schemes" content="light">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="author" content="{author}">
{remark}<title>{title}</title>
<style>
{sheet}</style>
</head>
{body}
</html>
"""
# Tables of the layout: Outlook's engine sets widths, grounds and paddings on cells alone, and knows
# no greatest width, so that it has a table of its own around the others.
_TABLE = 'role="presentation" width="{width}" cellpadding="0" cellspacing="0" border="0"'
_BODY = """\
<body>
{preheader}<table class="ground" {outer}>
<tbody><tr><td class="ground" align="center">
{ghost}
<main id="content">
<table class="sheet" {outer}>
<tbody>
{rows}
</tbody>
</table>
</main>
{ghost_ends}
</td></tr></tbody>
</table>
</body>"""
# It stands in a comment, which no rule of a style sheet is for, once the others have their look.
_GHOST_HERE = "<!-- -->"
_GHOST = f'<!--[if mso]><table {_TABLE.format(width="600")} align="center"><tr><td><![endif]-->'
_GHOST_ENDS = "<!--[if mso]></td></tr></table><![endif]-->"
# What lists of mails show after the subject.
_PREHEADER = '<div class="preheader">{words}</div>\n'
_LONGEST_PREHEADER = 110

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([a-z][a-z0-9-]*))?")
# A start tag as `html` writes it: in text and in values < and > are written otherwise.
_START = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


@dataclass(frozen=True)
class _Rule:
    """Declarations for elements of a tag, of a class, or of both; "" for any."""

    tag: str
    class_: str
    declarations: str

    def holds_for(self, tag: str, classes: list[str]) -> bool:
        return self.tag in ("", tag) and (not self.class_ or self.class_ in classes)


def write(document: Document, style: str) -> bytes:
    """The whole document as a UTF-8 page, each element in the look of a style sheet.

    Raises StyleError where the sheet holds more than tags, classes and declarations.
    """
    rules = _rules(style)
    before = _preheader(document)
    body = _BODY.format(
        preheader=_PREHEADER.format(words=_escape(before)) if before else "",
        outer=_TABLE.format(width="100%"),
        ghost=_GHOST_HERE,
        ghost_ends=_GHOST_ENDS,
        rows="\n".join(_rows(document)),
    )
    body = _START.sub(_styled(rules), body).replace(_GHOST_HERE, _GHOST)
    page = _PAGE.format(
        language=_escape(document.language),
        author=_escape(document.author),
        remark=remark_of(document),
        title=_escape(f"{document.title} – {document.subtitle}"),
        sheet=_SHEET,
        body=body,
    )
    return page.encode("utf-8")


def _rows(document: Document) -> list[str]:
    """The rows of the sheet: the status, the title, and each section under its heading."""
    rows: list[tuple[str, list[str]]] = []
    status = mark_of(document)
    if status:
        rows.append(("status", [f'<p class="status">{_escape(status)}</p>']))
    blocks, ending = parts_of(document, draws=False)
    for block, place, text in zip(document.blocks, places_of(document), blocks, strict=True):
        if place in ("title", "dateline"):
            kind = "masthead"
        else:
            kind = "section" if isinstance(block, Heading) and block.level == 2 else "text"
        if not rows or rows[-1][0] != kind or kind == "section":
            rows.append((kind, []))
        rows[-1][1].append(text)
    if ending:
        rows.append(("text", ending))
    return [
        f'<tr><td class="{kind}">\n' + "\n".join(texts) + "\n</td></tr>" for kind, texts in rows
    ]


def _preheader(document: Document) -> str:
    """The first words that matter: the items of the first list, else of the first paragraph."""
    text = [
        block
        for block, place in zip(document.blocks, places_of(document), strict=True)
        if not place and isinstance(block, Paragraph | Bullets)
    ]
    first = next((block for block in text if isinstance(block, Bullets)), text[0] if text else None)
    words = " ".join(plain(body) for body in inlines_of(first)) if first is not None else ""
    if len(words) <= _LONGEST_PREHEADER:
        return words
    return words[:_LONGEST_PREHEADER].rpartition(" ")[0].rstrip(" ,;:–") + " …"


def _styled(rules: list[_Rule]) -> Callable[[re.Match[str]], str]:
    def styled(match: re.Match[str]) -> str:
        tag, text = match.groups()
        attributes = dict(_ATTRIBUTE.findall(text))
        # A heading cell says by its scope what it heads; that goes for a class here.
        classes = f"{attributes.get('class', '')} {attributes.get('scope', '')}".split()
        found = [rule.declarations for rule in rules if rule.holds_for(tag, classes)]
        if not found:
            return match.group()
        own = [attributes.pop("style")] if "style" in attributes else []
        declared = _declared([*map(_escape, found), *own])
        ground = declared.get("background-color", "")
        if tag in ("table", "td", "th") and ground.startswith("#"):
            attributes["bgcolor"] = ground
        attributes["style"] = "; ".join(f"{name}: {value}" for name, value in declared.items())
        written = [f' {name}="{value}"' for name, value in attributes.items()]
        return f"<{tag}{''.join(written)}>"

    return styled


def _declared(rules: list[str]) -> dict[str, str]:
    """What some rules declare of an element, each property once."""
    declared: dict[str, str] = {}
    for declaration in "; ".join(rules).split("; "):
        name, _, value = declaration.partition(":")
        if not value:
            continue
        if name.strip() == "line-height":
            # Or Outlook's engine takes it for the least height of a line.
            declared.setdefault("mso-line-height-rule", "exactly")
        declared.pop(name.strip(), None)
        declared[name.strip()] = value.strip()
    return declared


def _rules(style: str) -> list[_Rule]:
    """The rules of a sheet in order: of two that say the same of an element, the later holds."""
    # Comments give way to as many lines, so that faults keep theirs.
    text = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), style)
    rules: list[_Rule] = []
    end = 0
    for match in _RULE.finditer(text):
        _nothing(text, end, match.start())
        end = match.end()
        declarations = " ".join(match.group(2).split()).rstrip("; ")
        for selector in match.group(1).split(","):
            parts = _SELECTOR.fullmatch(selector.strip())
            if parts is None or not parts.group():
                raise StyleError(
                    STYLE,
                    _line(text, match.start(1), match.group(1)),
                    f"{' '.join(selector.split())!r} cannot be set on elements one by one: write "
                    "a tag, a class or both, such as 'td.right'",
                )
            rules.append(_Rule(parts.group(1) or "", parts.group(2) or "", declarations))
    _nothing(text, end, len(text))
    return rules


def _nothing(text: str, start: int, end: int) -> None:
    left = text[start:end].strip()
    if left:
        line = _line(text, start, text[start:end])
        raise StyleError(STYLE, line, f"{left.splitlines()[0]!r} belongs to no rule")


def _line(text: str, start: int, piece: str) -> int:
    """The line of the first word of a piece that begins at `start`."""
    return text.count("\n", 0, start + len(piece) - len(piece.lstrip())) + 1
