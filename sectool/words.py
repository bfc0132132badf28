"""numbers, amounts and lists in the words a document uses."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def count(n: int) -> str:
    """`five`, or `12`: numbers up to ten are written in words."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else str(n)


def counted(n: int, one: str, many: str | None = None) -> str:
    """`five days`, `one day`."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def ordinal(n: int) -> str:
    """`1st`, `12th`, `23rd`."""
    last = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{'th' if 10 < n % 100 < 14 else last}"


def share(n: int, of: int) -> str:
    """`3 of 17`."""
    return f"{n:,} of {of:,}"


def pounds(amount: Decimal) -> str:
    """`£437,032`; pence only where there are any."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def pounds_range(low: Decimal, high: Decimal) -> str:
    """`£301,000 to £625,000`, or one amount where both are the same."""
    return pounds(low) if low == high else f"{pounds(low)} to {pounds(high)}"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def sentence_start(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital first and a full stop last."""
    text = sentence_start(text)
    return text if text.endswith((".", "?", "!")) else text + "."


def slug(text: str) -> str:
    """A text as links within a document name it: `appendix-1-version-control`."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "section"


def without_stop(text: str) -> str:
    """The text without its last full stop, for use inside a sentence."""
    return text.removesuffix(".")


def money(amount: Decimal) -> int | float:
    """Pounds for programs: a whole number, unless there are pence."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def decimal_text(number: Decimal) -> str:
    """A number with its decimals, and commas between thousands."""
    return f"{number:,}"


def decimal(number: Fraction | None, places: int = 1) -> str:
    """A number with one decimal, a half rounded up; nothing for none."""
    if number is None:
        return "–"
    scale = 10**places
    scaled = (number * scale + Fraction(1, 2)).__floor__()
    whole, rest = divmod(scaled, scale)
    return f"{whole}.{rest:0{places}}"


# With the sign of the currency, and with commas or blanks before each three digits.
_WRITTEN_POUNDS = re.compile(
    r"£?\s*([0-9]{1,3}(?:([, ])[0-9]{3}(?:\2[0-9]{3})*)?|[0-9]+)(\.[0-9]{2})?"
)


def pounds_as_written(text: str) -> str | None:
    """The digits of an amount that people wrote as `£437,032`; None for anything else."""
    found = _WRITTEN_POUNDS.fullmatch(text.strip())
    return None if found is None else re.sub("[^0-9.]", "", found[0])
