"""Which bodies could do something on a day, by what the register knew on another."""

from __future__ import annotations

from datetime import date

import pytest

from sectool.queries.roles import bodies_that_could
from tests.register import SEED, opened


@pytest.mark.parametrize(
    ("act", "day", "known", "shorts"),
    [
        # The Panel fixed the scope of releases until May 2021, the CSC from 30 November 2021.
        ("baseline-release", "2020-11-13", None, ["Panel"]),
        ("baseline-release", "2022-05-17", None, ["CSC"]),
        # When the one took over from the other is not known: either could.
        ("baseline-release", "2021-08-20", None, ["Panel", "CSC"]),
        # By what was known before the RID of 23 November 2021, nobody could any more.
        ("baseline-release", "2021-08-20", "2021-08-20", []),
        ("baseline-release", "2020-11-13", "2021-08-20", ["Panel"]),
        # Two bodies may have the same power at once.
        ("decide-referral", "2020-01-06", None, ["Panel", "Authority"]),
        ("vote", "2020-07-22", None, ["CB"]),
        # The paper that shows the power is of August 2020.
        ("vote", "2020-07-22", "2020-07-22", []),
        # No body is known to have it.
        ("no-such-act", "2020-07-22", None, []),
    ],
)
def test_who_could_do_something_on_a_day(
    act: str, day: str, known: str | None, shorts: list[str]
) -> None:
    by = date.fromisoformat(known) if known is not None else None
    found = bodies_that_could(opened(SEED).register, act, date.fromisoformat(day), by)
    assert [body.short for body in found] == shorts
