"""How data is written as YAML: scalars in the shortest right quoting, and what holds them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

# What people and programs that read YAML 1.1 or 1.2 take for something else than a text.
_OTHER_TYPE = re.compile(
    r"""(?ix) ~ | null | true | false | yes | no | on | off | y | n | << | =
    | [-+]? [0-9][0-9_,]* (\.[0-9_]*)? (e[-+]?[0-9]+)? | [-+]? \.[0-9_]+ (e[-+]?[0-9]+)?
    | [-+]? 0[xob][0-9a-f_]+ | [-+]? \.(inf) | \.nan
    | [-+]? [0-9][0-9_]* (:[0-5]?[0-9])+ (\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} ([t ].*)?"""
)
# What no plain text begins with, though YAML allows some of it.
_OPENING = tuple("-?:,[]{}#&*!|>'\"%@`=\xa0")
_NEVER_PLAIN = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITHIN = re.compile(r":(\s|$)|\s#")
_WITHIN_FLOW = re.compile(r"[,\[\]{}]|:")

# A text stays a text: a day, a number or a yes that is meant as one is given as such.
Value = Any  # str | date | int | bool | Decimal | Mapping[str, Value] | Sequence[Value]


def data_of(value: Value) -> Any:
    """What the reader makes of a value once it is written."""
    if isinstance(value, Mapping):
        return {key: data_of(each) for key, each in value.items()}
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return tuple(data_of(each) for each in value)
    return _bare(value)


def as_read(text: str) -> Value:
    """A text that a program has worked out, as what its reader makes of it: a day, a number, a yes.

    A person's words that look like one of these stay words, and are put in quotes.
    """
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch("0|[1-9][0-9]*", text):
        return int(text)
    try:
        return date.fromisoformat(text) if re.fullmatch("[0-9-]{10}", text) else text
    except ValueError:
        return text


def scalar(value: Value, *, flow: bool) -> str:
    """A scalar: plain where nobody can take it for something else, else in quotes."""
    if not isinstance(value, str):
        return _bare(value)
    plain = not (
        value == ""
        or value != value.strip()
        or value.startswith(_OPENING)
        or _NEVER_PLAIN.search(value)
        or _WITHIN.search(value)
        or (flow and _WITHIN_FLOW.search(value))
        or _OTHER_TYPE.fullmatch(value)
    )
    if plain:
        return value
    if ('"' in value or "\\" in value) and not _NEVER_PLAIN.search(value):
        return "'" + value.replace("'", "''") + "'"
    written = json.dumps(value, ensure_ascii=False)
    return _NEVER_PLAIN.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def in_flow(value: Value) -> str:
    """A value in braces and brackets, or a scalar that may stand within them."""
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, flow=True)}: {in_flow(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if is_list(value):
        return "[" + ", ".join(in_flow(each) for each in value) + "]"
    return scalar(value, flow=True)


def in_block(value: Value, indent: int, deeper: int, newline: str) -> str:
    """A value that begins at a column, without the end of its last line.

    `deeper` says how far a list stands to the right of its key.
    """
    between = newline + " " * indent
    if isinstance(value, Mapping) and value:
        return between.join(pair(key, each, indent, deeper, newline) for key, each in value.items())
    if is_list(value) and value:
        return between.join("- " + in_block(each, indent + 2, deeper, newline) for each in value)
    return (
        in_flow(value)
        if is_list(value) or isinstance(value, Mapping)
        else scalar(value, flow=False)
    )


def pair(key: str, value: Value, indent: int, deeper: int, newline: str) -> str:
    """A key with its value, for a mapping whose keys begin at a column."""
    return f"{scalar(key, flow=False)}:{behind_key(value, indent, deeper, newline)}"


def behind_key(value: Value, indent: int, deeper: int, newline: str) -> str:
    """What stands behind the colon of a key that begins at a column."""
    if (isinstance(value, Mapping) or is_list(value)) and value:
        indent += deeper if is_list(value) else 2
        return newline + " " * indent + in_block(value, indent, deeper, newline)
    return " " + in_block(value, indent, deeper, newline)


def is_list(value: Value) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _bare(value: date | int | Decimal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    raise TypeError(f"{value!r} is no value of a register")
