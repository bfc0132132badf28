"""The conventions by which it is counted how long it is from one day to another."""

from __future__ import annotations

from typing import Literal, get_args

# Those that count single days, in the order in which they are shown.
Convention = Literal[
    "working days",
    "clear working days",
    "working days both ends",
    "weekdays",
    "weekdays both ends",
    "days",
    "days both ends",
]

# Those that leave days over; what they count needs no more words.
DAYS_OVER = ("weeks", "months")

# All of them, and what they count.
CONVENTIONS: dict[str, str] = {
    **dict(
        zip(
            get_args(Convention),
            (
                "the first day is day 0",
                "neither day counts",
                "both days count",
                "the first day is day 0; bank holidays count",
                "both days count; bank holidays count",
                "the first day is day 0",
                "both days count",
            ),
            strict=True,
        )
    ),
    **dict.fromkeys(DAYS_OVER, ""),
}
