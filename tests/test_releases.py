"""The releases of the register: what they are, and what each held on a day."""

from __future__ import annotations

from datetime import date

import pytest

from sectool.check.run import schedules_of
from sectool.dates import in_full
from sectool.history import by_number
from sectool.queries.register_on import register_on
from sectool.queries.releases import releases_with_rid
from sectool.rules.go_lives import go_live_of
from sectool.rules.rule import Subject
from tests.life_cycle import standing_on
from tests.register import SEED, opened

REGISTER = opened(SEED).register
SUBJECT = Subject(REGISTER, schedules_of(REGISTER))
LIVE = register_on(REGISTER, None).live


def day(text: str) -> date:
    return date.fromisoformat(text)


def go_live(release: str) -> date:
    """The day of go-live, from the release itself or from its timeline."""
    found = go_live_of(SUBJECT, release)
    assert found is not None
    return found[0]


def test_every_release_has_its_kind_its_day_and_what_is_known_of_that_day() -> None:
    rows = {
        id_: (
            release.name,
            release.kind,
            release.code_version,
            in_full(go_live(id_)),
            LIVE.get(id_),
        )
        for id_, release in REGISTER.releases.items()
    }
    # The last two lie beyond the newest document, so that they went live is nowhere said.
    assert rows == {
        "2017-05-11": (
            "SEC version 5.7",
            "standalone",
            "5.7",
            "Thu 11 May 2017",
            day("2017-05-11"),
        ),
        "2020-07-23": (
            "Standalone SEC Release of 23 July 2020",
            "standalone",
            None,
            "Thu 23 Jul 2020",
            day("2020-07-23"),
        ),
        "2020-11": (
            "November 2020 SEC Release",
            "scheduled",
            None,
            "Sun 29 Nov 2020",
            day("2020-11-29"),
        ),
        "2021-06": (
            "June 2021 SEC Release",
            "scheduled",
            None,
            "Thu 24 Jun 2021",
            day("2021-06-24"),
        ),
        "2021-11": (
            "November 2021 SEC Release",
            "scheduled",
            None,
            "Thu 4 Nov 2021",
            day("2021-11-04"),
        ),
        "2022-06": ("June 2022 SEC Release", "scheduled", None, "Thu 30 Jun 2022", None),
        "2022-11": ("November 2022 SEC Release", "scheduled", None, "Thu 3 Nov 2022", None),
    }


def test_what_happened_to_the_releases_is_kept_with_its_day_and_its_source() -> None:
    rows = [
        (id_, str(entry.date), entry.event, entry.by, entry.covers, entry.source)
        for id_, release in REGISTER.releases.items()
        for entry in release.history
        if entry.date is not None
    ]
    assert rows == [
        ("2017-05-11", "2017-05-11", "went-live", None, None, "unc-update-2017-06"),
        ("2020-07-23", "2020-07-23", "went-live", None, None, "change-status-report-2020-08"),
        ("2020-11", "2020-11-29", "went-live", None, None, "public"),
        ("2021-06", "2021-06-24", "went-live", None, None, "public"),
        ("2021-11", "2020-11-13", "baselined", "Panel", None, "public"),
        ("2021-11", "2021-05-14", "baselined", "Panel", None, "public"),
        ("2021-11", "2021-11-04", "went-live", None, None, "public"),
    ]


def test_a_release_goes_live_on_the_day_it_was_planned_for() -> None:
    assert {id_: go_live(id_) for id_ in LIVE} == LIVE


def test_only_the_release_that_has_a_rid_is_asked_for_what_a_rid_prints() -> None:
    assert releases_with_rid(REGISTER) == {"2022-11"}


NOVEMBER_2020 = [
    *("SECMP0062", "MP080", "MP081", "MP093", "MP098", "MP101", "MP103"),
    *("MP110", "MP112", "MP115", "MP118", "MP120", "MP124"),
]
NOVEMBER_2022 = ["SECMP0015", "SECMP0056", "MP099"]
TARGETED_2022 = ["MP078", "MP085A", "MP140", "MP141", "MP143"]


@pytest.mark.parametrize(
    ("release", "as_of", "approved", "targeted"),
    [
        ("2017-05-11", "2017-06-07", ["SECMP0033"], []),
        # Raised on the 10th, voted on on the 22nd, in force on the 23rd.
        ("2020-07-23", "2020-07-21", [], []),
        ("2020-07-23", "2020-07-22", ["MP135"], []),
        ("2020-07-23", "2020-08-07", ["MP135"], []),
        # Three of the thirteen were voted on that day; of the others it is known when it was seen.
        ("2020-11", "2020-07-21", [], []),
        ("2020-11", "2020-07-22", ["MP103", "MP118", "MP124"], []),
        ("2020-11", "2020-08-06", ["MP103", "MP118", "MP124"], []),
        ("2020-11", "2020-08-07", NOVEMBER_2020, []),
        ("2020-11", "2020-11-29", NOVEMBER_2020, []),
        ("2021-06", "2021-03-25", [], []),
        ("2021-06", "2021-06-23", [], []),
        ("2021-06", "2021-06-24", ["SECMP0007"], []),
        ("2021-11", "2021-03-24", [], []),
        ("2021-11", "2021-03-25", ["SECMP0007"], []),
        ("2021-11", "2021-11-04", ["SECMP0007"], []),
        ("2022-06", "2021-11-22", [], []),
        ("2022-06", "2021-11-23", ["SECMP0015"], []),
        ("2022-11", "2021-09-26", [], []),
        ("2022-11", "2021-11-23", NOVEMBER_2022, TARGETED_2022),
        ("2022-11", "2021-12-17", NOVEMBER_2022, TARGETED_2022),
    ],
)
def test_the_scope_of_a_release_on_a_day(
    release: str, as_of: str, approved: list[str], targeted: list[str]
) -> None:
    scope = register_on(REGISTER, day(as_of)).scope(release)
    found = [standing.id for standing in scope.approved], [s.id for s in scope.targeted]
    assert found == (approved, targeted)


def in_force(as_of: str) -> list[tuple[str | None, str, str, str]]:
    """(release, modification, part, since when) of what has gone live by a day, by release."""
    found = [
        (part.release, standing.id, part.id, str(part.implemented))
        for standing in register_on(REGISTER, day(as_of)).standings
        for part in standing.parts
        if part.implemented is not None and part.release is not None
    ]
    return sorted(found, key=lambda row: (row[0] or "", by_number(row[1])))


def test_what_a_release_brings_in_is_in_force_from_its_day() -> None:
    version_5_7 = ("2017-05-11", "SECMP0033", "all", "2017-05-11")
    security = ("2020-07-23", "MP135", "all", "2020-07-23")
    # Of SECMP0062 the second part alone was to come in November 2020.
    november = [
        ("2020-11", id_, "part-2" if id_ == "SECMP0062" else "all", "2020-11-29")
        for id_ in NOVEMBER_2020
    ]
    tests_of_users = ("2021-06", "SECMP0007", "ctsd", "2021-06-24")
    assert in_force("2017-05-10") == []
    assert in_force("2017-05-11") == [version_5_7]
    assert in_force("2020-07-22") == [version_5_7]
    assert in_force("2020-07-23") == [version_5_7, security]
    assert in_force("2020-11-28") == [version_5_7, security]
    assert in_force("2020-11-29") == [version_5_7, security, *november]
    assert in_force("2021-06-23") == [version_5_7, security, *november]
    assert in_force("2021-06-24") == [version_5_7, security, *november, tests_of_users]
    assert in_force("2021-12-17") == [
        *(version_5_7, security, *november, tests_of_users),
        ("2021-11", "SECMP0007", "legal-text", "2021-11-04"),
        ("2021-11", "SECMP0007", "dsp-systems", "2021-11-04"),
    ]


def parts(modification: str, as_of: str) -> dict[str, str | None]:
    """Which release each part of a modification is meant for on a day."""
    standing = standing_on(REGISTER.modifications[modification], day(as_of))
    assert standing is not None
    return {part.id: part.release for part in standing.parts}


@pytest.mark.parametrize(
    ("as_of", "ctsd"),
    [("2021-03-25", "2021-11"), ("2021-06-23", "2021-11"), ("2021-06-24", "2021-06")],
)
def test_the_parts_of_secmp0007_go_to_two_releases_and_to_none_yet(as_of: str, ctsd: str) -> None:
    # The request of 25 March 2021 moves nothing: the direction does.
    assert parts("SECMP0007", as_of) == {
        "ctsd": ctsd,
        "legal-text": "2021-11",
        "dsp-systems": "2021-11",
        "csp-systems": None,
        "ch-firmware": None,
    }


@pytest.mark.parametrize(
    ("as_of", "text"), [("2021-09-27", None), ("2021-11-22", None), ("2021-11-23", "2022-06")]
)
def test_the_parts_of_secmp0015_go_to_two_releases(as_of: str, text: str | None) -> None:
    assert parts("SECMP0015", as_of) == {
        "user-interface-text": text,
        "systems-and-specifications": "2022-11",
    }


def test_no_release_counts_the_money_of_another() -> None:
    """SECMP0015's costs are of the part that goes to November 2022, not of its text in June."""
    carriers = {
        release: [
            each.id for each in register_on(REGISTER, None).scope(release).all if each.facts.costs
        ]
        for release in ("2022-06", "2022-11")
    }
    assert "SECMP0015" in carriers["2022-11"]
    assert carriers["2022-06"] == []
