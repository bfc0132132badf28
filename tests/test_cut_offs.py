"""Cut-offs: which are open, missed, decided or ended, and that all rooms say the same of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.documents.edition import edition_of
from sectool.documents.rid.compose import compose
from sectool.model.cut_off_rule import CutOffRule
from sectool.model.modification import Modification
from sectool.model.publication import Publication
from sectool.model.reference import Calendar, Source
from sectool.model.register import Register
from sectool.model.release import Release, Timeline
from sectool.model.settings import Settings
from sectool.queries.cut_offs import (
    CutOffVerdict,
    cut_off_of,
    cut_offs_of,
    missed_in,
    undecided_in_past_releases,
    verdict_in_words,
)
from sectool.queries.register_on import register_on
from sectool.queries.upcoming import upcoming, upcoming_of
from sectool.rules import m126_cut_off_moved as m126
from sectool.rules.rule import Subject
from sectool.schedule import calendars_of
from tests.command import run
from tests.life_cycle import register_of
from tests.register import MINIMAL, SEED, copy_of, edit, opened
from tests.tables import flowing

CALENDAR = {
    "division": "England and Wales",
    "subdivision": "ENG",
    "from": "2028-01-01",
    "to": "2033-12-31",
    "source": "plan",
    "known-from": "2028-01-01",
    "holidays": (
        {"date": "2029-12-25", "name": "Christmas Day"},
        {"date": "2029-12-26", "name": "Boxing Day"},
        # Announced late: nobody could count on it before.
        {"date": "2029-12-19", "name": "A day of mourning", "known-from": "2029-12-14"},
    ),
}
GO_LIVE = {"title": "Go-live", "when": "2030-06-27"}


def register(
    *history: dict[str, Any],
    go_live: dict[str, Any] | None = None,
    rules: tuple[dict[str, Any], ...] = (),
    **facts: Any,
) -> Register:
    mod = {"id": "MP190", "title": "A title", "impacts": {"dcc": "system"}, **facts}
    mod = {key: value for key, value in mod.items() if value is not None}
    rid = {"kind": "rid", "release": "2030-06", "classification": "White"}
    version = {"version": "0.1", "dated": "2029-01-09", "changes": "The first."}
    timeline = {"release": "2030-06", "milestones": {"go-live": go_live or GO_LIVE}}
    return register_of(
        settings=Settings.model_validate(
            {
                "code": {"name": "A Code", "short": "AC"},
                "administrator": "SECAS",
                "classification": "White",
            }
        ),
        sources={"plan": Source.model_validate({"title": "The plan", "dated": "2029-01-08"})},
        calendar=Calendar.model_validate(CALENDAR),
        parties=opened(SEED).register.parties,
        cut_off_rules=tuple(map(CutOffRule.model_validate, rules)),
        modifications={"MP190": Modification.model_validate({**mod, "history": history})},
        releases={
            id_: Release.model_validate({"id": id_, "name": id_, "kind": "scheduled", **more})
            for id_, more in {"2030-06": {}, "2030-11": {"go-live": "2030-11-07"}}.items()
        },
        timelines={"2030-06": Timeline.model_validate(timeline)},
        publications={"rid-2030-06": Publication.model_validate({**rid, "versions": (version,)})},
    )


RAISED = {"date": "2029-01-09", "event": "raised", "as": "MP"}


def targeted(
    cut_off: dict[str, Any] | None, when: str = "2029-03-01", **more: Any
) -> dict[str, Any]:
    entry = {"date": when, "event": "targeted", "release": "2030-06", **more}
    return entry if cut_off is None else {**entry, "cut-off": cut_off}


def verdict(day: str | None, found: Register) -> CutOffVerdict:
    on = register_on(found, date.fromisoformat(day) if day is not None else None)
    standing = on.standing("MP190")
    assert standing is not None
    one = cut_off_of(on, standing)
    assert one is not None
    return one


FIRM = {"date": "2029-12-20"}
ESTIMATED = {"date": "2029-12-20", "basis": "estimated"}


@pytest.mark.parametrize(
    ("cut_off", "day", "state", "words"),
    [
        # Thursday 20 December; the 19th is a holiday only for those who know of it by then.
        (FIRM, "2029-12-13", "open", "open, 5 Working Days left"),
        (FIRM, "2029-12-14", "open", "open, 3 Working Days left"),
        (FIRM, "2029-12-18", "open", "open, 1 Working Day left"),
        (FIRM, "2029-12-19", "open", "open, 1 Working Day left"),
        (FIRM, "2029-12-20", "open", "open, the last day"),
        (FIRM, "2029-12-21", "missed", "missed 1 Working Day ago"),
        (FIRM, "2029-12-27", "missed", "missed 3 Working Days ago"),
        ({"date": "2029-12-21"}, "2029-12-22", "missed", "missed less than one Working Day ago"),
        (ESTIMATED, "2029-12-18", "open", "open, 1 Working Day left"),
        (ESTIMATED, "2029-12-21", "missed", "passed 1 Working Day ago"),
        # By the plan alone.
        ({"when": "6 months before go-live"}, "2029-12-26", "open", "open, 1 Working Day left"),
        ({"when": "6 months before go-live"}, "2029-12-28", "missed", "missed 1 Working Day ago"),
        # Before the calendar began nothing is counted; with no day asked for, neither.
        (FIRM, None, "open", None),
    ],
)
def test_whether_a_cut_off_was_kept(
    cut_off: dict[str, Any], day: str | None, state: str, words: str | None
) -> None:
    found = verdict(day, register(RAISED, targeted(cut_off)))
    assert (found.state, verdict_in_words(found)) == (state, words)


def test_inside_a_window_it_may_be_missed() -> None:
    open_day = {"title": "Go-live", "when": "2030-06"}
    found = register(RAISED, targeted({"when": "5 working days before go-live"}), go_live=open_day)
    assert {
        day: (one.state, verdict_in_words(one))
        for day in ("2030-05-23", "2030-05-28", "2030-06-20", "2030-06-24")
        for one in [verdict(day, found)]
    } == {
        "2030-05-23": ("open", "open, at least 2 Working Days left"),
        "2030-05-28": ("may-be-missed", "may be missed"),
        "2030-06-20": ("may-be-missed", "may be missed"),
        "2030-06-24": ("missed", "missed 1 Working Day ago"),
    }


def test_a_date_counts_until_go_live_moves_and_then_both_are_shown() -> None:
    both = targeted({"date": "2029-12-27", "when": "6 months before go-live"})
    kept = verdict("2029-12-18", register(RAISED, both))
    assert (kept.by_plan, verdict_in_words(kept)) == (None, "open, 4 Working Days left")
    later = {"title": "Go-live", "when": "2030-07-04"}
    moved = verdict("2029-12-18", register(RAISED, both, go_live=later))
    assert str(moved.day) == "2029-12-27"
    assert verdict_in_words(moved) == "open, 4 Working Days left, by the plan now Fri 4 Jan 2030"


# As written before the plan moved from 20 to 27 June, on the day it moved, and after it.
PUBLISHED = targeted(FIRM)
AGAIN = {**PUBLISHED, "date": "2029-09-03"}
MOVED = {**GO_LIVE, "was": ({"until": "2029-06-04", "when": "2030-06-20"},)}
ONLY_THE_MONTH = {**GO_LIVE, "was": ({"until": "2029-06-04", "when": "2030-06"},)}


@pytest.mark.parametrize(
    ("go_live", "history", "asked"),
    [
        (GO_LIVE, (PUBLISHED,), False),
        (MOVED, (PUBLISHED,), True),
        (MOVED, ({**PUBLISHED, "date": "2029-06-04"},), False),
        (MOVED, (PUBLISHED, AGAIN), False),
        # Another word of it that gives no cut-off leaves the question open.
        (MOVED, (PUBLISHED, {"date": "2029-09-03", "event": "discussed"}), True),
        # The day that is planned now is one of those that were possible.
        (ONLY_THE_MONTH, (PUBLISHED,), False),
        (
            MOVED,
            (PUBLISHED, {"date": "2029-09-03", "event": "dropped", "release": "2030-06"}),
            False,
        ),
        (MOVED, (PUBLISHED, {"date": "2029-09-03", "event": "withdrawn"}), False),
        (
            MOVED,
            (PUBLISHED, {"date": "2029-09-03", "event": "admitted", "release": "2030-06"}),
            False,
        ),
    ],
)
def test_a_date_published_for_an_earlier_go_live_is_asked_about(
    go_live: dict[str, Any], history: tuple[dict[str, Any], ...], asked: bool
) -> None:
    found = register(RAISED, *history, go_live=go_live)
    assert [finding.message for finding in m126.check(Subject(found, {}))] == [
        "the cut-off date of MP190 for 2030-06, Thu 20 Dec 2029, was given while go-live was "
        "planned for Thu 20 Jun 2030, and not for Thu 27 Jun 2030"
    ] * asked


RULES = (
    {"impacts": {"dcc": ("system",)}, "when": "9 months before go-live", "source": "plan"},
    {
        "impacts": {"dcc": ("none", "testing")},
        "when": "6 months before go-live",
        "kind": "scheduled",
    },
)


@pytest.mark.parametrize(
    ("dcc", "day", "expected"),
    [
        ("system", "2029-06-01", "2029-09-27"),
        ("testing", "2029-06-01", "2029-12-27"),
        # The paper that shows the rule was not there yet.
        ("system", "2029-01-07", None),
        # Nobody recorded what it changes.
        (None, "2029-06-01", None),
    ],
)
def test_a_rule_gives_one_where_none_is_recorded(
    dcc: str | None, day: str, expected: str | None
) -> None:
    first = {**RAISED, "date": "2029-01-02"}
    impacts = {"dcc": dcc} if dcc is not None else None
    found = register(first, targeted(None, "2029-01-03"), rules=RULES, impacts=impacts)
    on = register_on(found, date.fromisoformat(day))
    standing = on.standing("MP190")
    assert standing is not None
    one = cut_off_of(on, standing)
    assert (str(one.day) if one is not None else None) == expected
    assert one is None or one.basis == "by-rule"


def test_what_is_recorded_comes_before_a_rule() -> None:
    found = verdict("2029-06-01", register(RAISED, targeted(FIRM), rules=RULES))
    assert (found.basis, str(found.day)) == ("firm", "2029-12-20")


OTHER = {"event": "targeted", "release": "2030-11"}
AFTER = {
    "nothing": ([], "missed"),
    "approved": ([{"event": "approved", "release": "2030-06"}], "decided"),
    "approved for what it is meant for": ([{"event": "approved"}], "decided"),
    "approved and referred": (
        [{"event": "approved"}, {"event": "referred", "refer-to": "Panel"}],
        "decided",
    ),
    "sent back": ([{"event": "approved"}, {"event": "sent-back"}], "missed"),
    "admitted": ([{"event": "admitted", "release": "2030-06"}], "ended"),
    "admitted elsewhere": ([{"event": "admitted", "release": "2030-11"}], "missed"),
    "on hold": ([{"event": "on-hold"}], "missed"),
    "seen once more": ([{"event": "targeted", "release": "2030-06"}], "missed"),
    "moved": ([OTHER], None),
    "moved and back": ([OTHER, {"event": "targeted", "release": "2030-06"}], None),
    "dropped": ([{"event": "dropped", "release": "2030-06"}], None),
    "dropped from another": ([{"event": "dropped", "release": "2030-11"}], "missed"),
    "rejected": ([{"event": "rejected"}], None),
    "withdrawn": ([{"event": "withdrawn"}], None),
}


@pytest.mark.parametrize("what", sorted(AFTER))
def test_a_miss_is_known_until_something_is_done_about_it(what: str) -> None:
    more, state = AFTER[what]
    entries = [{"date": "2030-01-02", **entry} for entry in more]
    found = register(RAISED, targeted(FIRM), *entries)
    on = register_on(found, date(2030, 1, 8))
    standing = on.standing("MP190")
    assert standing is not None
    one = cut_off_of(on, standing)
    assert (one.state if one is not None else None) == state
    assert [each.state for each in cut_offs_of(on, standing)] == [state or "ended"]


def test_a_release_counts_as_open_for_twelve_months_after_its_go_live() -> None:
    found = register(RAISED, targeted(FIRM))
    for day, listed in ((date(2031, 6, 27), True), (date(2031, 6, 28), False)):
        on = register_on(found, day)
        rows = [one.standing for one in upcoming(on, day) if one.what == "cut-off"]
        assert bool(rows) is listed
        assert bool(undecided_in_past_releases(on)) is not listed


# Any history, on any day.


def _steps() -> st.SearchStrategy[list[tuple[str, int, int | None]]]:
    names = [
        *("target A", "target B", "target A", "drop A", "drop B", "approve", "approve B", "reject"),
        *("withdraw", "hold", "admit A", "admit B", "note", "refer", "sent-back", "overturn"),
    ]
    # A gap before each, and how long after it the cut-off is, where one is given.
    one = st.tuples(st.sampled_from(names), st.integers(0, 40), st.none() | st.integers(-10, 120))
    return st.lists(one, min_size=1, max_size=9)


RELEASES = {"A": "2030-06", "B": "2030-11"}


def _entry(name: str, day: date, cut_off: int | None) -> dict[str, Any]:
    verb, _, which = name.partition(" ")
    entry: dict[str, Any] = {"seen": day.isoformat()}
    event = {
        "target": "targeted",
        "drop": "dropped",
        "approve": "approved",
        "reject": "rejected",
        "withdraw": "withdrawn",
        "hold": "on-hold",
        "admit": "admitted",
        "note": "noted",
        "refer": "referred",
        "overturn": "overturned",
    }.get(verb, verb)
    entry["event"] = event
    if which:
        entry["release"] = RELEASES[which]
    if event == "referred":
        entry["refer-to"] = "Panel"
    if cut_off is not None and event in ("targeted", "noted"):
        entry["cut-off"] = {"date": (day + timedelta(days=cut_off)).isoformat()}
    return entry


class Book:
    """What is known of targets and their cut-offs by a few words of its own."""

    def __init__(self) -> None:
        self.target: str | None = None
        self.cut_off: date | None = None
        self.decision = "open"
        self.before: str | None = None  # the target that a rejection ended
        self.admitted: str | None = None
        self.ended: list[tuple[str, date]] = []

    def take(self, entry: dict[str, Any]) -> None:
        event, release = entry["event"], entry.get("release")
        given = entry.get("cut-off")
        old = self.cut_off
        if given is not None:
            self.cut_off = date.fromisoformat(given["date"])
            self.admitted = None  # for the cut-offs before this one
        if event == "targeted":
            self.decision = "open" if self.decision == "closed" else self.decision
            self._go(release, old, given is not None)
        elif event == "dropped" and release == self.target:
            self._go(None, old, given is not None)
        elif event == "approved":
            self.decision = "approved"
            self._go(release or self.target, old, given is not None)
        elif event in ("rejected", "withdrawn") or (
            event == "overturned" and self.decision == "approved"
        ):
            if self.decision != "closed":
                self.before = self.target
            self.decision = "closed"
            self._go(None, old, given is not None)
        elif event == "overturned" and self.decision == "closed":
            self.decision, self.target = "approved", self.before
        elif event == "sent-back":
            self.decision = "open"
        elif event == "admitted":
            self.admitted = release if given is None else None

    def _go(self, release: str | None, old: date | None, given: bool) -> None:
        if self.target is not None and release != self.target:
            if old is not None:
                self.ended.append((self.target, old))
            self.admitted = None
            self.cut_off = self.cut_off if given else None
        self.target = release

    def lists(self, day: date) -> list[tuple[str | None, date, str]]:
        found: list[tuple[str | None, date, str]] = [(*each, "ended") for each in self.ended]
        if self.cut_off is not None:
            if self.decision == "approved":
                state = "decided"
            elif self.decision == "closed" or (self.target and self.admitted == self.target):
                state = "ended"
            else:
                state = "missed" if day > self.cut_off else "open"
            found.append((self.target, self.cut_off, state))
        return found


@settings(deadline=None, max_examples=120)
@given(_steps(), st.integers(0, 60))
def test_every_target_with_a_cut_off_is_on_one_list_on_any_day(
    steps: list[tuple[str, int, int | None]], later: int
) -> None:
    day = date(2029, 3, 1)
    entries = []
    for name, gap, cut_off in steps:
        day += timedelta(days=gap)
        entries.append(_entry(name, day, cut_off))
    found = register({"seen": "2029-02-01", "stage": "report"}, *entries)
    days = sorted({date.fromisoformat(entry["seen"]) for entry in entries})
    for asked in [*days, days[-1] + timedelta(days=later)]:
        book = Book()
        for entry in entries:
            if entry["seen"] <= asked.isoformat():
                book.take(entry)
        on = register_on(found, asked)
        standing = on.standing("MP190")
        assert standing is not None
        verdicts = cut_offs_of(on, standing)
        assert [(one.release, one.day, one.state) for one in verdicts] == book.lists(asked)
        _agree(found, asked, verdicts)


def _agree(found: Register, asked: date, verdicts: tuple[CutOffVerdict, ...]) -> None:
    """Whatever lists cut-offs on a day lists the same."""
    on = register_on(found, asked)
    standing = on.standing("MP190")
    assert standing is not None
    current = cut_off_of(on, standing)
    assert [one for one in verdicts if one.state in ("open", "missed")] == (
        [current] if current is not None and current.state in ("open", "missed") else []
    )
    is_proposal = standing.is_undecided
    rows = [one for one in upcoming_of(on, standing) if one.what == "cut-off"]
    listed = current is not None and current.state in ("open", "missed") and is_proposal
    assert [row.verdict for row in rows] == ([current] if listed else [])
    assert all(row.overdue == (current is not None and current.state == "missed") for row in rows)
    overdue = [one for one in upcoming(on, asked) if one.what == "cut-off" and one.overdue]
    assert [row.verdict for row in overdue] == [row.verdict for row in rows if row.overdue]
    for release in RELEASES.values():
        missed = current is not None and current.state == "missed" and current.release == release
        in_scope = standing in on.scope(release).targeted
        assert bool(missed_in(on, release)) == (missed and in_scope)
    publication = found.publications["rid-2030-06"]
    rid = compose(found, publication, edition_of(publication, asked), calendars_of(found, asked))
    assert [item.cut_off_missed for item in rid.targeted] == [
        bool(missed_in(on, "2030-06")) for _ in on.scope("2030-06").targeted
    ]


# The real register.

THREE_MISSED = {"MP141", "MP140", "MP078"}
QUESTIONS = (
    "mod next --today 2022-04-01 --weeks 2",
    "mod list --release 2022-11 --as-of 2022-04-01",
    "release show 2022-11 --as-of 2022-04-01",
    "release list --as-of 2022-04-01",
    "mod show MP141 --as-of 2022-04-01",
    "mod show MP143 --as-of 2022-04-01",
    "mod show MP140 --as-of 2023-12-01",
    "mod next --today 2023-12-01 --weeks 1",
)


def test_what_had_been_missed_by_april_2022(golden: Callable[[str, str], None]) -> None:
    outputs = []
    for question in QUESTIONS:
        done = run(*question.split(), cwd=SEED)
        assert (done.returncode, done.stderr) == (0, "")
        outputs.append(f"$ sectool {question}\n{done.stdout}")
    golden("cut-offs-2022-04-01.txt", "\n".join(outputs))


def test_every_room_says_the_same_of_april_2022(tmp_path: Path) -> None:
    def answer(*words: str) -> Any:
        done = run(*words, "--json", cwd=SEED)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    day = ("--as-of", "2022-04-01")
    coming = answer("mod", "next", "--today", "2022-04-01")["coming"]
    overdue = {one["id"] for one in coming if one["what"] == "cut-off" and one["overdue"]}
    assert overdue == THREE_MISSED
    listed = answer("mod", "list", "--release", "2022-11", *day)["modifications"]
    assert {one["id"] for one in listed if one["cut-off-state"] == "missed"} == THREE_MISSED
    release = answer("release", "show", "2022-11", *day)
    targeted = {one["id"]: one["cut-off-working-days"] for one in release["targeted"]}
    assert targeted == {"MP078": 21, "MP085A": 19, "MP140": 27, "MP141": 41, "MP143": 19}
    (row,) = [one for one in answer("release", "list", *day)["releases"] if one["id"] == "2022-11"]
    assert set(row["missed"]) == THREE_MISSED
    for id_, count in targeted.items():
        one = answer("mod", "show", id_, *day)
        assert (one["cut-off-state"] == "missed") is (id_ in THREE_MISSED)
        assert one["cut-off-working-days"] == count
    check = run("timeline", "check", "2022-11", "--today", "2022-04-01", cwd=SEED).stdout
    assert set(re.findall(r"M120 cut-off-missed\] (\w+)", check)) == THREE_MISSED
    built = run("rid", "build", *day, "--format", "md", "--output", str(tmp_path), cwd=SEED)
    assert built.returncode == 0, built.stderr
    (file,) = tmp_path.rglob("*.md")
    passed = re.findall(
        r"\*\*(\w+)\*\*[^\n]* has passed without a decision", flowing(file.read_bytes())
    )
    assert set(passed) == THREE_MISSED


def test_a_hold_that_has_ended_is_overdue(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    held = "- {date: 2029-02-06, event: on-hold, until: 2029-03-30}\n"
    with (root / "modifications/MP001.yaml").open("a", encoding="utf-8") as file:
        file.write(held)

    def holds(day: str) -> list[str]:
        lines = run("mod", "next", "--today", day, "--weeks", "2", cwd=root).lines
        return [line.strip() for line in lines if "MP001" in line]

    assert holds("2029-03-26") == ["Fri 30 Mar 2029  MP001: hold ends"]
    assert holds("2029-04-03") == [
        "Fri 30 Mar 2029  MP001: its hold has ended, and is neither resumed nor"
    ]
    edit(root / "modifications/MP001.yaml", held, held + held.replace("03-30", "05-31"))
    assert holds("2029-04-03") == []


# In the RID.


def sentence(tmp_path: Path, cut_off: str, *, rules: str = "[]\n", go_live: str = "") -> str:
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "modifications/MP002.yaml", "  cut-off: {date: 2029-12-20}\n", cut_off)
    (root / "reference/cut-offs.yaml").write_text(rules, encoding="utf-8")
    if go_live:
        edit(root / "releases/2030-06/timeline.yaml", "last Thursday of June 2030", go_live)
    to = tmp_path / "out"
    done = run("rid", "build", "--draft", "--format", "md", "--output", str(to), cwd=root)
    assert done.returncode == 0, done.stderr
    (file,) = to.rglob("*.md")
    text = flowing(file.read_bytes()).replace("\N{NO-BREAK SPACE}", " ")
    (line,) = [line for line in text.splitlines() if line.startswith("- **MP002**")]
    return line.partition("requests. ")[2]


@pytest.mark.parametrize(
    ("cut_off", "more", "expected"),
    [
        ("  cut-off: {date: 2029-12-20}\n", {}, "Cut-off date: **20 December 2029**."),
        (
            "  cut-off: {when: 6 months before go-live, basis: estimated}\n",
            {},
            "Estimated cut-off date: **27 December 2029**.",
        ),
        (
            "  cut-off: {when: 5 working days before uit-starts}\n",
            {"go_live": "last Thursday of June 2030"},
            "Cut-off date: **26 March 2030**.",
        ),
        ("", {}, r"**\[TODO: give its cut-off date\]**"),
        (
            "",
            {"rules": "- {impacts: {dcc: [system]}, when: 9 months before go-live}\n"},
            "Usual cut-off date for a modification of this type: **27 September 2029**.",
        ),
    ],
)
def test_what_the_rid_says_of_a_cut_off(
    tmp_path: Path, cut_off: str, more: dict[str, str], expected: str
) -> None:
    assert sentence(tmp_path, cut_off, **more) == expected


def test_a_day_that_nobody_works_has_its_advice(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "modifications/MP002.yaml", "{date: 2029-12-20}", "{date: 2029-12-22}")
    done = run("check", "--format", "json", cwd=root)
    (found,) = (one for one in json.loads(done.stdout)["findings"] if one["code"] == "M125")
    assert found["help"] == (
        "write 2029-12-21, the last Working Day before it; if this day was published, waive the "
        "finding with that reason"
    )
