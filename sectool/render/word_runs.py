"""Runs of words and fields of a Word document, as XML."""

from __future__ import annotations

from html import escape as _escape

TAB = "<w:r><w:tab/></w:r>"


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{_escape(text, quote=False)}</w:t></w:r>'


def field(code: str, result: str = "", look: str = "") -> str:
    """A field with what it shows until Word works it out."""
    shown = run(result, look) if result else ""
    return f"{field_start(code, look)}{shown}{field_end(look)}"


def field_start(code: str, look: str = "") -> str:
    return (
        f"{_mark('begin', look)}<w:r>{look}"
        f'<w:instrText xml:space="preserve"> {_escape(code, quote=False)} </w:instrText></w:r>'
        f"{_mark('separate', look)}"
    )


def field_end(look: str = "") -> str:
    return _mark("end", look)


def _mark(kind: str, look: str) -> str:
    return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'
