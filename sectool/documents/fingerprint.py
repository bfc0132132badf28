"""Which state of the register a document shows: twelve digits of what was composed for it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sectool.blocks import Column
from sectool.dates import Month
from sectool.documents.first_page import FirstPage
from sectool.documents.roles import BodiesNamed, Roles
from sectool.documents.terms import Restated, Terms, Worded
from sectool.lanes import PlanLanes
from sectool.pictured import Stacks

# How the digits are calculated. Digits without a version before them are of the first way.
VERSION = 2
DIGITS = 12
# What fields and sections were called when fingerprints of this version were first taken: recorded
# ones are compared with those of today.
_FORMER = {
    "code_version": "sec_version",
    "operator_impacts": "dcc_impacts",
    "on_operator": "dcc",
    "before_report": "refinement",
    "to_another_step": "to_refinement",
    "after_votes": "with_authority",
    "operator-impacts": "dcc-impacts",
    "administrator-effort": "secas-effort",
}
_LISTS_OF_NAMES = frozenset(("unsettled",))
# What is wording, or shows again what the rest of the document says.
_FROM_THE_REST = (BodiesNamed, FirstPage, PlanLanes, Restated, Roles, Stacks, Terms, Worded)
PATTERN = rf"(?:{VERSION}:)?[0-9a-f]{{{DIGITS}}}"


def fingerprint(document: Any) -> str:
    """`2:` and the first twelve hexadecimal digits of the SHA-256 of a composed document's values.

    Values only: no wording, commit, path or clock goes in, so two registers that say the same
    give the same fingerprint. A field that has its default is left out and no class is named, so
    that a field added to a document later leaves the fingerprint of those that do not use it. What
    the Code calls things, who has a role and how a body is named is wording too; pictures, sums,
    the causes of statements and the first page follow from the rest of the document.
    """
    text = json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{VERSION}:{hashlib.sha256(text.encode('utf-8')).hexdigest()[:DIGITS]}"


def comparable(one: str, other: str) -> bool:
    """Whether two fingerprints were calculated in the same way, so that both tell of facts."""
    return one.rpartition(":")[0] == other.rpartition(":")[0]


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
            return {
                _FORMER.get(field.name, field.name): _named(field.name, _plain(given))
                for field in fields(value)
                if (given := getattr(value, field.name)) != _default(field)
                and not isinstance(given, _FROM_THE_REST)
            }
        case _:
            raise TypeError(f"{type(value).__name__} has no fingerprint")


def _named(field: str, plain: Any) -> Any:
    """Words of a closed list under the names they had when fingerprints were first taken."""
    return [_FORMER.get(word, word) for word in plain] if field in _LISTS_OF_NAMES else plain


def _default(field: Any) -> Any:
    """What a field has where nothing is given; MISSING where something must be."""
    return field.default_factory() if field.default_factory is not MISSING else field.default
