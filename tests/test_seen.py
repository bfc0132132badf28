"""A day on which something was seen bounds the day on which it happened, and is not that day."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.calendar.workdays import WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS
from sectool.dates import first_day
from sectool.history import Between, between, entries_until, raised_between
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register
from sectool.queries.durations import Counting, kinds_of, spells_on
from sectool.queries.register_on import register_on
from sectool.queries.spells import Period, Spell
from sectool.rules import m116_days_contradict as m116
from sectool.rules.rule import Subject
from sectool.schedule import calendars_of
from tests.command import run
from tests.life_cycle import concluded_between, recorded_once, register_of
from tests.register import MINIMAL, SEED, copy_of, edit, opened
from tests.tables import led_nowhere
from tests.test_lifecycle import Walker, walks


def entry(**keys: Any) -> Entry:
    return Entry.model_validate({key.replace("_", "-"): value for key, value in keys.items()})


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


# One entry.


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        ({"date": "2029-05-10"}, "2029-05-10", "2029-05-10"),
        ({"date": "2029-05"}, "2029-05-01", "2029-05-31"),
        ({"date": "2029-05", "before": "2029-05-10"}, "2029-05-01", "2029-05-09"),
        ({"date": "2029-05", "after": "2029-05-10"}, "2029-05-11", "2029-05-31"),
        ({"seen": "2029-05-10"}, None, "2029-05-10"),
        ({"seen": "2029-05"}, None, "2029-05-31"),
        ({"seen": "2029-05-10", "after": "2029-04-02"}, "2029-04-03", "2029-05-10"),
        # After some day of April: it may be the first.
        ({"seen": "2029-05-10", "after": "2029-04"}, "2029-04-01", "2029-05-10"),
        ({"seen": "2029-05-10", "before": "2029-04-02"}, None, "2029-04-01"),
        ({"seen": "2029-05-10", "before": "2029-04"}, None, "2029-04-30"),
        # What contradicts itself bounds nothing; M116 reports it.
        ({"seen": "2029-05-10", "after": "2029-06-01"}, None, "2029-05-10"),
    ],
)
def test_between_which_days(keys: dict[str, str], first: str | None, last: str) -> None:
    assert between(entry(event="approved", **keys)) == Between(day(first), day(last))


# One history.


@pytest.mark.parametrize(
    ("history", "first", "last"),
    [
        # The day, whatever sees it again later.
        (["date 2029-05-10 approved", "seen 2029-08-01 approved"], "2029-05-10", "2029-05-10"),
        # The first sighting, not the last.
        (["seen 2029-05-10 approved", "seen 2029-08-01 approved"], None, "2029-05-10"),
        (["seen 2029-05-10 stage approved"], None, "2029-05-10"),
        # What came into force had been approved.
        (["seen 2029-05-10 approved", "date 2029-08-01 implemented"], None, "2029-05-10"),
        (["date 2029-08-01 implemented"], None, "2029-08-01"),
        # Seen undecided, or decided otherwise, it was decided later.
        (
            ["seen 2029-04-02 stage report", "seen 2029-05-10 approved"],
            "2029-04-02",
            "2029-05-10",
        ),
        (["date 2029-04-02 rejected", "seen 2029-05-10 approved"], "2029-04-02", "2029-05-10"),
        (
            ["date 2029-04-02 approved", "seen 2029-04-20 referred", "date 2029-05-10 overturned"],
            "2029-05-10",
            "2029-05-10",
        ),
        (
            ["date 2029-04-02 approved", "seen 2029-04-20 referred", "date 2029-05-10 upheld"],
            "2029-04-02",
            "2029-04-02",
        ),
    ],
)
def test_two_sightings_of_one_decision_are_one(
    history: list[str], first: str | None, last: str
) -> None:
    entries = []
    for line in history:
        key, when, event, *stage = line.split()
        more = {"refer_to": "Panel"} if event == "referred" else {}
        what = {"stage": stage[0]} if stage else {"event": event}
        entries.append(entry(**{key: when}, **what, **more))
    assert concluded_between(entries) == Between(day(first), day(last))


@pytest.mark.parametrize(
    ("history", "kept"),
    [
        (["date 01 approved", "seen 03 approved"], ["01"]),
        (["seen 02 approved", "seen 03 approved"], ["02"]),
        (["date 01 approved", "seen 02 rejected", "seen 03 approved"], ["01", "03"]),
        (["date 01 approved", "date 03 approved"], ["01", "03"]),
        # A month that may be the one in which it was seen says more than the sighting.
        (["seen 02 approved", "month 02 approved"], ["02"]),
        (["seen 02 approved", "month 03 approved"], ["02", "03"]),
        (["seen 01 dropped 2030-06", "seen 02 dropped 2030-11"], ["01", "02"]),
        (["seen 01 dropped 2030-06", "seen 02 dropped 2030-06"], ["01"]),
        (
            ["seen 01 dropped 2030-06", "seen 02 targeted 2030-06", "seen 03 dropped 2030-06"],
            ["01", "03"],
        ),
    ],
)
def test_each_fact_is_recorded_once(history: list[str], kept: list[str]) -> None:
    entries = []
    for line in history:
        key, when, event, *release = line.split()
        more = {"release": release[0]} if release else {}
        dated = {"date": f"2029-{when}"} if key == "month" else {key: f"2029-{when}-05"}
        entries.append(entry(**dated, event=event, **more))
    found = recorded_once(entries, "approved", "dropped")
    assert [f"{first_day(each.when):%m}" for each in found] == kept
    assert all(each.date is not None for each in found) or "month 02" not in history[-1]


# Any history: whatever is turned from a day into a sighting, the true duration stays possible.


@cache
def working() -> WorkingCalendar:
    found = calendars_of(opened(SEED).register).working
    assert found is not None
    return found


def seen_later(draw: st.DrawFn, walker: Walker) -> list[dict[str, Any]]:
    """A walk of which some days are sightings, none after the entry that follows."""
    found: list[dict[str, Any]] = []
    limit = walker.day + timedelta(days=200)
    for before in reversed(walker.history):
        happened = date.fromisoformat(before["date"])
        if draw(st.booleans()):
            seen = happened + timedelta(days=draw(st.integers(0, (limit - happened).days)))
            limit = seen
            rest = {key: value for key, value in before.items() if key != "date"}
            found.insert(0, {"seen": seen.isoformat(), **rest})
        else:
            limit = happened
            found.insert(0, before)
    return found


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    walker = draw(walks())
    return walker.history, seen_later(draw, walker), draw(st.integers(0, 400))


def register_with(history: list[dict[str, Any]]) -> Register:
    found = {"id": "MP190", "title": "A title", "history": tuple(history)}
    return register_of(modifications={"MP190": Modification.model_validate(found)})


def spells(register: Register, period: Period) -> dict[str, Spell]:
    counting = Counting(period, kinds_of(register_of()), tuple(CONVENTIONS), working())
    return {spell.what: spell for spell in spells_on(register_on(register, None), counting)}


@settings(deadline=None, max_examples=300)
@given(histories())
def test_bounds_hold_the_true_duration(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]], int],
) -> None:
    happened, known, more = drawn
    # Long enough for all that was seen to be known, and for what ended to have ended.
    last = date.fromisoformat(happened[-1]["date"]) + timedelta(days=200 + more)
    true = spells(register_with(happened), Period(None, last))
    for what, spell in spells(register_with(known), Period(None, last)).items():
        if not spell.placed or what not in true:
            continue
        assert spell.open is true[what].open
        for convention in CONVENTIONS:
            days = true[what].count(convention, working())
            least, most = (count(convention, working()) for count in (spell.least, spell.most))
            if days is None:  # returned, and nobody recorded that it was accepted
                continue
            assert least is None or least <= days, (what, convention)
            assert most is None or days <= most, (what, convention)
            counted = spell.count(convention, working())
            assert counted in (None, days), (what, convention)


@settings(deadline=None, max_examples=300)
@given(histories())
def test_possible_days_hold_the_true_day(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]], int],
) -> None:
    happened, known, _ = drawn
    for of in (raised_between, concluded_between):
        true, found = (
            of(entries_until(register_with(history).modifications["MP190"], None))
            for history in (happened, known)
        )
        if true is None or found is None:
            assert found is None
            continue
        assert true.first is not None
        assert true.last is not None
        assert found.first is None or found.first <= true.first
        assert found.last is not None
        assert true.last <= found.last


# The commands and documents.

BODIES = """
panel:
  short: Panel
  name: SEC Panel
authority:
  short: Authority
  name: Gas and Electricity Markets Authority
"""
SEEN = "2029-10-17"
EVENTS = (
    "raised, as: MP, after: 2029-02-01",
    "targeted, release: 2030-06",
    "assessment-requested, assessment: pa-1, target: 15 working days",
    "assessment-accepted, assessment: pa-1",
    "assessment-returned, assessment: pa-1",
    "consultation, kind: refinement",
    "approved, by: Authority, release: 2030-06, path: authority-led",
    "referred, refer-to: Panel, by: proposer",
    "upheld, by: Panel",
    "date-requested, to: 2030-07-01, by: Panel, of: Authority",
    "date-directed, to: 2030-07-01, by: Authority",
    "scheduled, tba: true",
    "implemented",
)
PUBLICATIONS = {
    "news": "kind: newsletter\ndated: 2029-12-12\nsince: 2029-09-03\n",
    "report": "kind: status-report\ndated: 2029-12-12\nas-of: 2029-12-12\nsince: 2029-09-03\n"
    "period: {from: 2029-02-01, to: 2029-12-11, counted: working days}\n",
    "update": "kind: cross-code\ndated: 2029-12-12\nas-of: 2029-12-12\n"
    "recipient: {code: Uniform Network Code, short: UNC, panel: UNC Panel, last-met: 2029-09-03}\n",
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(MINIMAL, tmp_path_factory.mktemp("seen") / "register")
    with (root / "reference/bodies.yaml").open("a", encoding="utf-8") as bodies:
        bodies.write(BODIES)
    head = "title: Change {0}\nwill: do so\nimpacts: {{suppliers: true}}\nhistory:\n"
    for number in range(1, len(EVENTS) + 1):
        # Each with one event more: all that is to be seen of any stage of it.
        lines = "- {date: 2029-08-01, event: noted}\n"
        lines += "".join(f"- {{seen: {SEEN}, event: {event}}}\n" for event in EVENTS[:number])
        text = f"id: MP{100 + number}\n" + head.format(number) + lines
        (root / f"modifications/MP{100 + number}.yaml").write_text(text, encoding="utf-8")
    edit(
        root / "releases/2030-06/release.yaml",
        "kind: scheduled\n",
        "kind: scheduled\nhistory:\n- {date: 2029-09-12, event: baselined}\n",
    )
    for name, text in PUBLICATIONS.items():
        (root / f"publications/{name}.yaml").write_text(text, encoding="utf-8")
    assert " error" not in run("check", cwd=root).stdout
    return root


COMMANDS = (
    *(f"mod show MP{100 + number} --as-of 2029-12-12" for number in range(1, len(EVENTS) + 1)),
    "mod list --all --as-of 2029-12-12",
    "mod next --today 2029-12-12 --weeks 60",
    "release show 2030-06 --as-of 2029-12-12",
    "release list --as-of 2029-12-12",
    "release parts --in-force 2029-12-12",
    *(f"mod durations --as-of 2029-12-12 --kind {kind}" for kind in kinds_of(register_of())),
)
# Keys of JSON that say by which day something was so, and no more.
BY_THEN = {"seen", "confirmed", "from-latest", "to-latest"}
# A day was only seen: what stands before it says so.
MARKED = re.compile(r"(?:\bby |\bseen |\bseen in force on )(?:[A-Z][a-z]{2} )?$", re.IGNORECASE)


def days_in(data: object, key: str = "") -> set[str]:
    """The keys under which the day stands."""
    if isinstance(data, dict):
        return {found for name, value in data.items() for found in days_in(value, name)}
    if isinstance(data, list):
        return {found for value in data for found in days_in(value, key)}
    return {key} if data == SEEN else set()


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_a_sighting_as_the_day_it_happened(register: Path, command: str) -> None:
    done = run(*command.split(), "--json", cwd=register)
    assert done.returncode == 0, done.stderr
    assert days_in(json.loads(done.stdout)) <= BY_THEN
    out = run(*command.split(), cwd=register).stdout
    text = " ".join(out.split())
    for found in re.finditer(r"17 Oct(?:ober)? 2029(?P<mark>\*?)", text):
        before = text[max(0, found.start() - 30) : found.start()]
        # `mod list` marks with an asterisk what its note explains.
        assert found["mark"] or MARKED.search(before), text[max(0, found.start() - 60) :][:90]


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_no_document_prints_a_sighting_as_the_day_it_happened(register: Path, name: str) -> None:
    to = register.parent / f"out-{name}"
    words = ("--draft", "--format", "md", "--output", str(to))
    done = run("publication", "build", name, *words, cwd=register)
    assert done.returncode == 0, done.stderr
    (file,) = to.rglob("*.md")
    text = " ".join(file.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ").split())
    for found in re.finditer(r"17 Oct(?:ober)? 2029", text):
        before = text[max(0, found.start() - 30) : found.start()]
        assert MARKED.search(before) or before.endswith("seen to be in force on "), before


def test_durations_between_bounds_as_text_csv_and_json(tmp_path: Path) -> None:
    register = with_history(
        tmp_path,
        "- {seen: 2029-06-04, event: raised, as: MP, after: 2029-05-25}\n"
        "- {seen: 2029-10-15, stage: report}\n"
        "- {seen: 2029-10-22, event: approved, by: Authority, before: 2029-10-20}\n"
        "- {date: 2029-11-05, event: implemented}\n",
    )
    (register / "modifications/MP151.yaml").write_text(
        "id: MP151\ntitle: Left out\nhistory:\n- {seen: 2029-10-15, event: approved}\n",
        encoding="utf-8",
    )
    words = ("mod", "durations", "--as-of", "2029-12-11", "--from", "2029-09-03")
    kinds = ("--kind", "proposal", "--kind", "in-force")
    data = json.loads(run(*words, *kinds, "--json", cwd=register).stdout)
    found = {one["kind"]: one for one in data["durations"] if one["id"] == "MP150"}
    counted = {"working days": None}
    assert [found[kind]["counted"] for kind in ("proposal", "in-force")] == [counted, counted]
    days = {
        kind: [
            *(one["from"], one["from-earliest"], one["from-latest"]),
            *(one["to"], one["to-earliest"], one["to-latest"]),
            *(one["at-least"]["working days"], one["at-most"]["working days"]),
        ]
        for kind, one in found.items()
    }
    begun = [None, "2029-05-26", "2029-06-04"]
    assert days == {
        "proposal": [*begun, None, "2029-10-15", "2029-10-19", 94, 103],
        "in-force": [*begun, "2029-11-05", "2029-11-05", "2029-11-05", 109, 114],
    }
    assert [(one["id"], one["kind"]) for one in data["left-out"]] == [("MP151", "proposal")]
    text = run(*words, *kinds, cwd=register).stdout
    assert max(map(len, text.splitlines())) <= 80
    assert [line.split() for line in text.splitlines() if line.startswith("MP150")] == [
        ["MP150", "proposal", "by", "4", "Jun", "2029", "by", "19", "Oct", "2029", "–", "94–103"],
        ["MP150", "in-force", "by", "4", "Jun", "2029", "5", "Nov", "2029", "–", "109–114"],
    ]
    assert text.endswith("belong to this period: MP151\n")
    rows = run(*words, *kinds, "--csv", cwd=register).stdout.replace("\r\n", "\n").splitlines()
    assert rows[0] == (
        "id,what,kind,state,from,from-earliest,from-latest,to,to-earliest,to-latest,target,"
        'target-in,working days,"working days, at least","working days, at most"'
    )
    assert (
        "MP150,proposal,proposal,completed,,2029-05-26,2029-06-04,,2029-10-15,2029-10-19,,,,94,103"
        in rows
    )
    assert "MP151,proposal,proposal,left-out,,,2029-10-15,,,2029-10-15,,,,," in rows


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("seen: 2029-10-22, before: 2029-10-20", None),
        ("seen: 2029-10-22, after: 2029-10-01, before: 2029-10-03", None),
        (
            "seen: 2029-10-22, after: 2029-10-01, before: 2029-10-02",
            "it cannot be after Mon 1 Oct 2029 and before Tue 2 Oct 2029",
        ),
        ("date: 2029-10, before: 2029-10-02", None),
        (
            "date: 2029-10, before: 2029-10-01",
            "it cannot be in Oct 2029 and before Mon 1 Oct 2029",
        ),
        (
            "date: 2029-10-22, before: 2029-10-22",
            "it cannot be on Mon 22 Oct 2029 and before Mon 22 Oct 2029",
        ),
    ],
)
def test_days_that_leave_no_day_contradict(keys: str, message: str | None) -> None:
    parsed = dict(pair.split(": ") for pair in keys.split(", "))
    found = {"id": "MP190", "title": "A title", "history": ({**parsed, "event": "noted"},)}
    register = register_of(modifications={"MP190": Modification.model_validate(found)})
    findings = m116.check(Subject(register, {}))
    assert [finding.message for finding in findings] == ([message] if message else [])


def document(register: Path, name: str) -> str:
    to = register.parent / f"built-{name}"
    words = ("--draft", "--format", "md", "--output", str(to))
    done = run("publication", "build", name, *words, cwd=register)
    assert done.returncode == 0, done.stderr
    (file,) = to.rglob("*.md")
    return led_nowhere(file.read_text(encoding="utf-8")).replace("\N{NO-BREAK SPACE}", " ")


def with_history(to: Path, text: str, releases: str = "") -> Path:
    """The minimal register with one more modification, and what else is said of its release."""
    root = copy_of(MINIMAL, to / "register")
    with (root / "reference/bodies.yaml").open("a", encoding="utf-8") as bodies:
        bodies.write(BODIES)
    head = "id: MP150\ntitle: Another matter\nwill: do so\nimpacts: {suppliers: true}\n"
    file = root / "modifications/MP150.yaml"
    file.write_text(head + f"history:\n{text}", encoding="utf-8")
    for name, publication in PUBLICATIONS.items():
        (root / f"publications/{name}.yaml").write_text(publication, encoding="utf-8")
    if releases:
        file = root / "releases/2030-06/release.yaml"
        edit(file, "kind: scheduled\n", f"kind: scheduled\n{releases}")
    return root


BEFORE = "- {date: 2029-02-05, event: raised, as: MP}\n- {seen: 2029-08-01, stage: report}\n"


def test_two_sightings_of_an_approval_are_one_decision_in_an_update(tmp_path: Path) -> None:
    register = with_history(
        tmp_path,
        BEFORE + "- {seen: 2029-10-17, event: approved, by: Authority, path: authority-led}\n"
        "- {seen: 2029-11-21, event: approved, by: Authority, path: authority-led}\n",
    )
    text = document(register, "update")
    assert re.findall("had decided on", text) == ["had decided on"]
    assert "By 17 October 2029, the Authority had decided on one modification" in text


@pytest.mark.parametrize(
    ("raised", "new"),
    [
        ("date: 2029-10-17", True),
        ("seen: 2029-10-17", False),
        ("seen: 2029-10-17, after: 2029-09-03", True),
    ],
)
def test_a_proposal_first_seen_later_was_not_raised_since(
    tmp_path: Path, raised: str, new: bool
) -> None:
    register = with_history(tmp_path, f"- {{{raised}, event: raised, as: MP}}\n")
    text = document(register, "update")
    assert ("one Modification Proposal has been raised since" in text) is new
    assert ("no new proposal" in text) is not new


@pytest.mark.parametrize("key", ["date", "seen"])
def test_a_date_only_seen_to_be_directed_was_not_directed_since(tmp_path: Path, key: str) -> None:
    register = with_history(
        tmp_path,
        BEFORE + "- {date: 2029-08-06, event: approved, by: Authority, path: authority-led}\n"
        f"- {{{key}: 2029-10-17, event: date-directed, to: 2030-07-01, by: Authority}}\n",
    )
    text = document(register, "report")
    since = "Another implementation date has been directed since 3 September 2029:"
    assert (since in text) is (key == "date")
    assert ("Another implementation date has been directed:" in text) is (key == "seen")


IN_FORCE: dict[str, tuple[str | None, str | None]] = {
    # As entries tell it, and as the update and the newsletter do.
    "- {date: 2029-10-17, event: implemented}\n": (
        "- **MP150** ‘Another matter’, in force from 17 October 2029",
        "| **MP150** | Another matter | 17 Oct 2029 | – |",
    ),
    "- {seen: 2029-10-17, event: implemented}\n": (
        "- **MP150** ‘Another matter’, in force by 17 October 2029",
        None,
    ),
    "- {seen: 2029-10-17, event: implemented, after: 2029-09-03}\n": (
        "- **MP150** ‘Another matter’, in force by 17 October 2029",
        "| **MP150** | Another matter | By 17 Oct 2029 | – |",
    ),
    "- {date: 2029-10, event: implemented}\n": (
        "- **MP150** ‘Another matter’, in force in October 2029",
        "| **MP150** | Another matter | Oct 2029 | – |",
    ),
    # Seen again: in force since the first sighting, before the time that is looked back on.
    "- {seen: 2029-08-20, event: implemented}\n- {seen: 2029-10-17, event: implemented}\n": (
        None,
        None,
    ),
    # Seen late, and surely in force long before.
    "- {seen: 2029-10-17, event: implemented, before: 2029-08-20}\n": (None, None),
    "": (None, None),
}


@pytest.mark.parametrize("entries", IN_FORCE)
def test_what_came_into_force_without_a_release_is_in_the_update_and_the_newsletter(
    tmp_path: Path, entries: str
) -> None:
    approved = "- {date: 2029-08-06, event: approved, by: Authority, path: authority-led}\n"
    register = with_history(tmp_path, BEFORE + approved + entries)
    update, news = document(register, "update"), document(register, "news")
    in_update, in_news = IN_FORCE[entries]
    if in_update is None:
        assert "come into force apart from these" not in update
    else:
        assert in_update in update.splitlines()
    if in_news is None:
        # It may have been in force before the time that is looked back on.
        assert "In force" not in news
    else:
        assert in_news in news.partition("## In force\n")[2].splitlines()
        assert "- **In force:** one modification." in news


@pytest.mark.parametrize(
    ("entries", "changed", "first_seen"),
    [
        ("- {date: 2029-10-17, event: approved, release: 2030-06}\n", ["MP150"], []),
        ("- {seen: 2029-10-17, event: approved, release: 2030-06}\n", [], ["MP150"]),
        (
            "- {seen: 2029-10-17, event: approved, release: 2030-06, after: 2029-09-12}\n",
            ["MP150"],
            [],
        ),
        # In another place on the day of the baseline or later, so it changed after it.
        (
            "- {date: 2029-09-12, event: targeted, release: 2030-06}\n"
            "- {seen: 2029-10-17, event: approved, release: 2030-06}\n",
            ["MP150"],
            [],
        ),
        (
            "- {date: 2029-08-15, event: targeted, release: 2030-06}\n"
            "- {seen: 2029-10-17, event: approved, release: 2030-06}\n",
            [],
            ["MP150"],
        ),
    ],
)
def test_what_was_first_seen_after_a_baseline_is_no_change_since(
    tmp_path: Path, entries: str, changed: list[str], first_seen: list[str]
) -> None:
    baselined = "history:\n- {date: 2029-09-12, event: baselined}\n"
    register = with_history(tmp_path, BEFORE + entries, baselined)
    done = run("release", "show", "2030-06", "--as-of", "2029-12-12", "--json", cwd=register)
    data = json.loads(done.stdout)
    assert [one["id"] for one in data["changed-since-baseline"]] == changed
    assert [one["id"] for one in data["first-seen-since-baseline"]] == first_seen
    text = run("release", "show", "2030-06", "--as-of", "2029-12-12", cwd=register).stdout
    assert ("First seen after it, so perhaps so before" in text) is bool(first_seen)


def test_what_nobody_has_heard_of_is_not_overdue_but_unknown(tmp_path: Path) -> None:
    history = (
        "- {date: 2029-02-05, event: raised, as: MP}\n"
        "- {date: 2029-03-01, event: assessment-accepted, assessment: pa-1, "
        "target: 15 working days}\n"
    )
    register = with_history(tmp_path, history)

    def asked(today: str) -> tuple[list[bool], dict[str, str], str]:
        words = ("mod", "next", "--today", today)
        data = json.loads(run(*words, "--json", cwd=register).stdout)
        overdue = [one["overdue"] for one in data["coming"] if one["id"] == "MP150"]
        heard = {one["id"]: one["date"] for one in data["last-heard-of"]}
        return overdue, heard, run(*words, cwd=register).stdout

    overdue, heard, out = asked("2030-02-28")
    assert (overdue, "MP150" in heard) == ([True], False)
    assert "MP150: pa-1 due from the DCC, by its target" in out
    # That another matter was heard of it since makes nothing of the assessment known.
    with (register / "modifications/MP150.yaml").open("a", encoding="utf-8") as file:
        file.write("- {date: 2029-12-05, event: discussed}\n")
    overdue, heard, out = asked("2030-03-02")
    assert (overdue, heard.get("MP150")) == ([], "2029-03-01")
    assert (
        "  not reported since Thu 1 Mar 2029: the return of pa-1, due Thu 22 Mar 2029\n  (MP150)\n"
    ) in out
    shown = run("mod", "show", "MP150", "--as-of", "2030-03-02", cwd=register).stdout
    assert "next          not reported since Thu 1 Mar 2029, due Thu 22 Mar 2029: pa-1" in shown
    words = " ".join(shown.split())
    assert "pa-1, accepted Thu 1 Mar 2029, not reported since Thu 1 Mar 2029," in words
