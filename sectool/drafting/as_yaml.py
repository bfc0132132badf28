"""Values of a publication as lines of YAML, in the way that people write them here."""

from __future__ import annotations

import json
import re
from textwrap import wrap
from typing import Any

from sectool.model.shape import Shape, kebab

WIDTH = 100

# What surely reads as the text that it is, in every YAML tool: no indicator, no number, no boolean.
_PLAIN = re.compile(r"(?:[^\W\d_]|[0-9]+[ ,.])[\w ,.;/&()'’+@–-]*(?<! )|[0-9]+(?:[.-][0-9]+)+")
_OTHERWISE = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def group(value: Shape, *, without: tuple[str, ...] = ()) -> list[str]:
    """The keys of a shape that hold something, a key a line or, where it holds more, a group."""
    lines = []
    for name in type(value).model_fields:
        item = getattr(value, name)
        if name not in without and item not in (None, (), {}):
            lines += pair(kebab(name), item)
    return lines


def pair(key: str, value: Any) -> list[str]:
    """A key and its value."""
    match value:
        case Shape():
            return [f"{key}:", *indented(group(value))]
        case tuple():
            return [f"{key}:", *(line for item in value for line in _item(item))]
        case str():
            return _text(key, value)
        case _:
            return [f"{key}: {value}"]


def folded(key: str, text: str) -> list[str]:
    """A text in block style: where it is written over, nothing has to be quoted."""
    # It may stand in a group that stands in another.
    return [f"{key}: >-", *indented(wrapped(text, WIDTH - 6))]


def comment(text: str) -> list[str]:
    """A remark for whoever fills the file in."""
    return [f"# {line}" for line in wrapped(text, WIDTH - 4)]


def indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _item(item: Any) -> list[str]:
    if not isinstance(item, Shape):
        return [f"- {_scalar(item)}"]
    first, *rest = group(item)
    return [f"- {first}", *indented(rest)]


def _text(key: str, text: str) -> list[str]:
    line = f"{key}: {_scalar(text)}"
    # Folding joins lines with one blank, so other blanks would be lost.
    if len(line) <= WIDTH - 4 or " ".join(text.split()) != text:
        return [line]
    return folded(key, text)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHERWISE:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    # Breaks of lines to YAML, and not to JSON.
    return quoted.translate({0x85: "\\x85", 0x2028: "\\u2028", 0x2029: "\\u2029"})
