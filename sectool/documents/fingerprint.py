"""Which state of the register a document shows: twelve digits of what was composed for it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sectool.blocks import Column
from sectool.dates import Month

DIGITS = 12


def fingerprint(document: Any) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of a composed document's values.

    Values only: no wording, commit, path or clock goes in, so two registers that say the same
    give the same fingerprint.
    """
    text = json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGITS]


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal() | Month():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case Column():
            # How wide a column is set is no fact.
            return None
        case _ if is_dataclass(value) and not isinstance(value, type):
            content = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
            return {"": type(value).__name__, **content}
        case _:
            raise TypeError(f"{type(value).__name__} has no fingerprint")
