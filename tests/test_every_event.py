"""Whatever happens to a modification is in each document of what happened, or out by design."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.model.events import EVENTS
from sectool.pipeline import build
from tests.register import NOVEMBER_2019, copy_of
from tests.tables import flowing

REPORT, UPDATE, NEWS = "status-report-2019-09", "unc-update-2019-09", "newsletter-2019-09"

# What came before, by what the event follows.
RAISED = "- {date: 2019-01-15, event: raised, as: MP}\n"
DRAFT = "- {date: 2019-08-15, event: raised, as: DP}\n"
REFINED = RAISED + "- {date: 2019-04-02, event: recommended, towards: refinement, by: Panel}\n"
REPORTED = RAISED + "- {date: 2019-04-02, event: recommended, towards: report, by: Panel}\n"
APPROVED = REPORTED + "- {date: 2019-05-22, event: approved, by: CB, release: 2019-11}\n"
REFERRED = APPROVED + "- {date: 2019-06-01, event: referred, refer-to: Panel}\n"
TARGETED = RAISED + "- {date: 2019-04-02, event: targeted, release: 2019-11}\n"
HELD = REFINED + "- {date: 2019-08-10, event: on-hold}\n"
ASKED = APPROVED + (
    "- {date: 2019-08-10, event: date-directed, by: Authority, to: 2019-12-20, until: 2020-02-01}\n"
)
ASSESSED = "assessment: pa-1, by: DCC"

# What came before each event, and the keys of its own.
EXAMPLES: dict[str, tuple[str, str]] = {
    "raised": ("", "as: MP"),
    "converted": (DRAFT, "by: Panel"),
    "retitled": (RAISED, "from: It was called otherwise"),
    "split": (RAISED, "into: [MP301]"),
    "noted": (RAISED, "solution: Another one."),
    "discussed": (REFINED, "by: Panel, about: the matter"),
    "agreed": (REFINED, "by: Panel, about: the matter"),
    "assessment-requested": (REFINED, ASSESSED),
    "assessment-approved": (REFINED, ASSESSED),
    "assessment-deferred": (REFINED, ASSESSED),
    "assessment-accepted": (REFINED, f"{ASSESSED}, target: 15 working days"),
    "assessment-returned": (
        REFINED + f"- {{date: 2019-08-20, event: assessment-accepted, {ASSESSED}}}\n",
        ASSESSED,
    ),
    "consultation": (REFINED, "kind: refinement, closes: 2019-10-15"),
    "recommended": (REFINED, "towards: report, by: Panel"),
    "approved": (REPORTED, "by: CB, release: 2019-11"),
    "rejected": (REPORTED, "by: CB"),
    "referred": (APPROVED, "refer-to: Authority, by: Supplier"),
    "upheld": (REFERRED, "by: Panel"),
    "overturned": (REFERRED, "by: Panel"),
    "sent-back": (REPORTED, "by: Authority"),
    "targeted": (RAISED, "release: 2019-11"),
    "dropped": (TARGETED, "release: 2019-11, by: Panel"),
    "admitted": (TARGETED, "release: 2019-11, by: Panel"),
    "scheduled": (APPROVED, "day: 2019-12-20"),
    "date-requested": (APPROVED, "by: Panel, of: Authority, to: 2019-12-20"),
    "date-directed": (APPROVED, "by: Authority, to: 2019-12-20"),
    "discretion-used": (ASKED, "by: Panel, to: 2020-01-24"),
    "implemented": (APPROVED, ""),
    "withdrawn": (REFINED, ""),
    "on-hold": (REFINED, "until: 2019-12-01"),
    "resumed": (HELD, ""),
    "expected": (REPORTED, "what: vote, by: CB, day: 2019-10-23"),
}


def told(texts: dict[str, str], id_: str) -> dict[str, set[str]]:
    """The lines of each document that name a modification alone, and where others are with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        heading = ""
        for line in text.splitlines():
            heading = line if line.startswith(("#", "Table: ")) else heading
            ids = set(re.findall(r"\b(?:MP|DP)(\d{3})\b", line))
            if id_ in ids:
                found[name].add(line if ids == {id_} else heading)
    return found


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """For each event, the documents that say otherwise of a modification once it has happened."""
    numbers = {event: str(400 + index) for index, event in enumerate(EVENTS)}
    texts: list[dict[str, str]] = []
    for happened in (False, True):
        root = copy_of(NOVEMBER_2019, tmp_path_factory.mktemp("events") / "register")
        for event, (before, keys) in EXAMPLES.items():
            entry = f"- {{date: 2019-09-16, event: {event}{', ' if keys else ''}{keys}}}\n"
            history = before + (entry if happened else "")
            if not history:
                continue
            (root / f"modifications/MP{numbers[event]}.yaml").write_text(
                f"id: MP{numbers[event]}\ntitle: A change {numbers[event]}\nwill: change it\n"
                "impacts: {suppliers: true}\ndocuments: [section-a]\n"
                f"problem: One.\nhistory:\n{history}",
                encoding="utf-8",
            )
        loaded = load_register(root)
        assert loaded.diagnostics == ()
        texts.append(
            {name: flowing(build(loaded, name).written("md")) for name in (REPORT, UPDATE, NEWS)}
        )
    found: dict[str, set[str]] = {}
    for event, number in numbers.items():
        without, with_it = (told(one, number) for one in texts)
        found[event] = {n for n in (REPORT, UPDATE, NEWS) if without[n] != with_it[n]}
    return found


# What a document does not tell of, and why.
NO_DECISION = "a newsletter tells what is new, decided, open to responses and in force"
OF_THE_REPORT = "it is of the work on a proposal, which the report follows for its Panel"
A_PLAN = "what is not yet decided to go into a release is told by the release and its RID"
NEWEST = "the newest fact is printed wherever the document has a place for it"
NOT_TOLD: dict[str, dict[str, str]] = {
    "converted": {NEWS: NO_DECISION},
    "retitled": {REPORT: NEWEST, UPDATE: NEWEST, NEWS: NEWEST},
    "split": {NEWS: NO_DECISION},
    "noted": {REPORT: NEWEST, UPDATE: NEWEST, NEWS: NEWEST},
    "discussed": {
        REPORT: "only what a Working Group discussed is told, by its meeting",
        UPDATE: OF_THE_REPORT,
        NEWS: NO_DECISION,
    },
    "agreed": {
        REPORT: "what a body agreed to, short of a decision, is told by the letter that needs it",
        UPDATE: OF_THE_REPORT,
        NEWS: NO_DECISION,
    },
    **{
        f"assessment-{step}": {UPDATE: OF_THE_REPORT, NEWS: NO_DECISION}
        for step in ("requested", "approved", "deferred", "accepted", "returned")
    },
    "consultation": {UPDATE: "another code answers for itself; only a vote to come names one"},
    "recommended": {NEWS: NO_DECISION},
    "targeted": {REPORT: A_PLAN, UPDATE: A_PLAN, NEWS: A_PLAN},
    "admitted": {REPORT: A_PLAN, UPDATE: A_PLAN, NEWS: A_PLAN},
    "date-requested": {NEWS: NO_DECISION},
    "on-hold": {UPDATE: OF_THE_REPORT, NEWS: NO_DECISION},
    "resumed": {UPDATE: OF_THE_REPORT, NEWS: NO_DECISION},
    "expected": {
        REPORT: "only meetings, consultations and assessments that are expected are told",
        NEWS: NO_DECISION,
    },
}


@pytest.mark.parametrize("event", EVENTS)
def test_each_document_tells_it_or_says_why_not(event: str, changed: dict[str, set[str]]) -> None:
    assert changed[event] == {REPORT, UPDATE, NEWS} - NOT_TOLD.get(event, {}).keys()


def test_every_event_has_an_example() -> None:
    assert EXAMPLES.keys() == EVENTS.keys() >= NOT_TOLD.keys()


# What moves a date is told in the words for it.


def lines_of(event: str, keys: str, name: str, root: Path, before: str = ASKED) -> str:
    (root / "modifications/MP400.yaml").write_text(
        "id: MP400\ntitle: A change in parts\nparts:\n  text: {title: The text, documents: none}\n"
        "  systems: {title: The systems, documents: none}\nhistory:\n"
        f"{before}- {{{keys}, event: {event}}}\n",
        encoding="utf-8",
    )
    text = flowing(build(load_register(root), name).written("md"))
    return "\n".join(line for line in text.replace("\u00a0", " ").splitlines() if "MP400" in line)


@pytest.mark.parametrize(
    ("name", "event", "keys", "says"),
    [
        (
            REPORT,
            "discretion-used",
            "date: 2019-09-16, by: Panel, to: 2020-01-24, part: text",
            "24 January 2020, chosen by the Panel on 16 September 2019",
        ),
        (
            UPDATE,
            "discretion-used",
            "date: 2019-09-16, by: Panel, to: 2020-01-24, part: text",
            "- **MP400** ‘A change in parts’ (The text). The SEC Panel moved its implementation "
            "date to 24 January 2020, at its discretion, on 16 September 2019.",
        ),
        (
            UPDATE,
            "discretion-used",
            "seen: 2019-09-16, to: 2020-01-24",
            "had moved its implementation date to 24 January 2020, at its discretion, "
            "by 16 September 2019.",
        ),
        (
            UPDATE,
            "scheduled",
            "date: 2019-09-16, tba: true, part: text, because: The text is not ready",
            "(The text). It was scheduled for a date still to be announced on 16 September 2019. "
            "The text is not ready.",
        ),
        (
            NEWS,
            "discretion-used",
            "date: 2019-09-16, by: Panel, to: 2020-01-24",
            "| Implementation date moved to 24 Jan 2020, at discretion | SEC Panel | 16 Sep 2019 |",
        ),
        (NEWS, "scheduled", "date: 2019-09-16, day: 2019-12-20", "| Scheduled for 20 Dec 2019 |"),
        (NEWS, "referred", "date: 2019-09-16, refer-to: Authority", "| Decision referred to the "),
    ],
)
def test_a_move_is_told_in_its_words(
    name: str, event: str, keys: str, says: str, tmp_path: Path
) -> None:
    root = copy_of(NOVEMBER_2019, tmp_path / "register")
    assert says in lines_of(event, keys, name, root)


def test_discretion_answers_a_request(tmp_path: Path) -> None:
    """As a direction does: once a body has chosen a day, nobody waits for another."""
    root = copy_of(NOVEMBER_2019, tmp_path / "register")
    asked = ASKED + "- {date: 2019-09-02, event: date-requested, by: Panel, to: 2020-01-10}\n"
    says = lines_of("discretion-used", "date: 2019-09-16, to: 2020-01-24", REPORT, root, asked)
    assert "10 January" not in says
