"""The facts that lines of text state: dates, amounts, ids and counts, without their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Literal

from sectool.compare.change import DAYS, TICK
from sectool.compare.content import ID
from sectool.dates import MONTHS
from sectool.values import dataclass
from sectool.words import count

FactKind = Literal["date", "amount", "id", "version", "tick", "count", "word"]

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
# Not `one`: in most sentences it counts nothing.
_WORDS = tuple(map(count, range(2, 11)))
# Words on which it hangs what was decided, by whom it has to be done, or whether it is so.
_SAYS_SO = (
    *("approv(?:e|ed|al)", "reject(?:ed|ion)?", "withdrawn", "referred", "upheld", "overturned"),
    *("directed", "cancelled", "deferred", "accepted", "refused", "granted", "implemented"),
    *("issued", "not", "no", "none", "never", "must", "may", "will", "would", "before", "after"),
)
_STATED = re.compile(
    rf"(?P<date>{DAYS.pattern}|\b(?:{_MONTH}) [0-9]{{4}}\b)"
    r"|(?P<amount>£[0-9][0-9,]*(?:\.[0-9]+)?)"
    rf"|(?P<id>\b{ID.pattern})"
    r"|(?P<version>\bv[0-9]+(?:\.[0-9]+)*)"
    rf"|(?P<tick>{TICK})"
    rf"|(?P<word>\b(?:{'|'.join(_SAYS_SO)})\b)"
    rf"|(?P<count>[0-9][0-9,]*(?:\.[0-9]+)*%?|\b(?:{'|'.join(_WORDS)})\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class OtherFact:
    """A fact that one text states and another does not, or otherwise; None for nothing."""

    kind: FactKind
    before: str | None
    after: str | None


def other_facts(before: Iterable[str], after: Iterable[str]) -> Iterator[OtherFact]:
    """The facts in which some lines differ from others in their place, each kind in its order."""
    one, other = ([*_stated(" ".join(lines))] for lines in (before, after))
    gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
    kinds = dict.fromkeys(kind for kind, _ in (*gone, *come))
    for kind in kinds:
        pairs = zip_longest(*(_of_kind(kind, counted) for counted in (gone, come)))
        yield from (OtherFact(kind, was, is_) for was, is_ in pairs)


def _of_kind(kind: FactKind, counted: Counter[tuple[FactKind, str]]) -> list[str]:
    return [text for found, text in counted.elements() if found == kind]


def _stated(text: str) -> Iterator[tuple[FactKind, str]]:
    for found in _STATED.finditer(text):
        kind: FactKind = found.lastgroup  # type: ignore[assignment]
        yield kind, found[0].lower() if kind in ("count", "word") else found[0]
