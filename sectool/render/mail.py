"""Blocks as a page that mail programs can take over: its look stands on every element.

Mail programs drop style sheets, scripts and what a page lays out beside its text. So there is
one column, no bar and no contents, and each element carries its own style.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape as _escape

from sectool.blocks import Document
from sectool.render.html import main_of, remark_of
from sectool.render.look import StyleError
from sectool.render.openings import status_of
from sectool.values import dataclass

STYLE = "mail.css"

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="author" content="{author}">
{remark}<title>{title}</title>
</head>
{body}
</html>
"""
_BODY = """\
<body>
<div class="sheet">
{note}<main id="content">
{main}
</main>
</div>
</body>"""

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
    status = status_of(document)
    note = f'<p class="status">{_escape(status)}</p>\n' if status else ""
    body = _BODY.format(note=note, main=main_of(document))
    page = _PAGE.format(
        language=_escape(document.language),
        author=_escape(document.author),
        remark=remark_of(document),
        title=_escape(f"{document.title} – {document.subtitle}"),
        body=_START.sub(_styled(rules), body),
    )
    return page.encode("utf-8")


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
        attributes["style"] = "; ".join([*map(_escape, found), *own])
        written = [f' {name}="{value}"' for name, value in attributes.items()]
        return f"<{tag}{''.join(written)}>"

    return styled


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
