"""What happened is recorded where it belongs, by commands that know the tables of events."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sectool.editing.edit import changes_of
from sectool.editing.entry_data import WrongValue
from sectool.editing.entry_keys import EVENTS, keys_of_event, keys_of_release_event
from sectool.editing.recording import NewEntry, entry_data, recorded
from sectool.editing.short_forms import SHORT_FORMS
from sectool.editing.yaml_text import YamlText
from sectool.history import refusals
from sectool.load import Loaded, load_register
from sectool.model.events import fields_of
from sectool.model.modification import ALLOWED
from sectool.model.release import RELEASE_EVENTS
from sectool.queries.may_follow import may_follow
from sectool.workspace.overlay import Overlay
from tests.command import Done, run
from tests.register import MINIMAL, SEED, copy_of, opened

FILE = "modifications/MP002.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def added(done: Done) -> list[str]:
    """The lines that an edit added or took away, and what it says of the plan."""
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.lines if not line.startswith((" ", "@@", "---", "+++"))]
    assert lines
    return lines


# The options of an event are its keys.


@pytest.mark.parametrize("event", EVENTS)
def test_every_key_of_an_event_can_be_given(event: str) -> None:
    keys = {key.key for key in keys_of_event(event)}
    assert fields_of(" ".join(keys)) == ALLOWED[event] - fields_of("event stage waive")
    assert {key.key for key in keys_of_event(event) if key.needed} == {
        name.rstrip("_").replace("_", "-") for name in EVENTS[event].needs
    }
    assert all(key.says for key in keys_of_event(event))


def test_the_options_of_an_event_are_listed_with_what_they_say() -> None:
    shown = run("mod", "record", "MP143", "on-hold", "--help").stdout
    for key in keys_of_event("on-hold"):
        assert f"--{key.key} " in shown
    words = " ".join(re.sub("[│╭╮╰╯─]", " ", shown).split())
    assert "The day up to which it is put off, or another date may be chosen." in words
    assert "--closes" not in shown
    released = run("release", "record", "2022-11", "rescheduled", "--help").stdout
    assert all(f"--{key.key}" in released for key in keys_of_release_event("rescheduled"))
    for event in RELEASE_EVENTS:
        assert {key.key for key in keys_of_release_event(event) if key.needed} == {
            *RELEASE_EVENTS[event].needs
        }
    assert "Example: sectool mod approve MP143" in run("mod", "approve", "--help").stdout


# Short forms.


def test_short_forms_write_the_entries_that_they_mean(root: Path) -> None:
    def mod(*words: str) -> list[str]:
        return added(run("mod", *words, cwd=root))

    # The target that is there is dropped, with its cut-off.
    assert mod("drop", "MP141", "--date", "2022-01-26", "--because", "Too late.") == [
        "+- date: 2022-01-26",
        "+  event: dropped",
        "+  because: Too late.",
        "+  release: 2022-11",
        "MP141 is no longer meant for 2022-11",
        "MP141 has no cut-off now; before: cut-off for 2022-11 Thu 3 Feb 2022, open, "
        "6 Working Days left",
    ]
    assert mod("target", "MP141", "2022-06", "--seen", "2022-02-01", "--cut-off", "2022-03-01") == [
        "+- seen: 2022-02-01",
        "+  event: targeted",
        "+  release: 2022-06",
        "+  cut-off:",
        "+    date: 2022-03-01",
        "MP141 is meant for 2022-06",
        "MP141: cut-off for 2022-06 Tue 1 Mar 2022, open, 20 Working Days left",
    ]
    # What is undecided is targeted again, and why is a note; what is approved is scheduled.
    moved = mod("move", "MP143", "2022-06", "--date", "2022-01-26", "--because", "It is ready.")
    assert moved[:4] == [
        "+- date: 2022-01-26",
        "+  event: targeted",
        "+  release: 2022-06",
        "+  note: It is ready.",
    ]
    assert "MP143 is meant for 2022-06, before for 2022-11" in moved
    mod("approve", "MP143", "--date", "2022-02-23", "--by", "CB")
    assert mod("move", "MP143", "2022-11", "--date", "2022-03-01", "--because", "Late.")[:4] == [
        "+- date: 2022-03-01",
        "+  event: scheduled",
        "+  because: Late.",
        "+  release: 2022-11",
    ]
    # The newest title is at the top.
    assert mod("retitle", "MP143", "Other words", "--date", "2022-03-02") == [
        "-title: Incorporating IRPs into GBCS v3 series",
        "+title: Other words",
        "+- date: 2022-03-02",
        "+  event: retitled",
        "+  from: Incorporating IRPs into GBCS v3 series",
        "nothing moves in the plan",
    ]
    assert mod("assess", "MP122", "pa-2", "requested", "--date", "2022-01-05")[:3] == [
        "+- date: 2022-01-05",
        "+  event: assessment-requested",
        "+  assessment: pa-2",
    ]
    assert mod("consult", "MP122", "rfi", "--date", "2022-01-06", "--closes", "2022-01-20")[:4] == [
        "+- date: 2022-01-06",
        "+  event: consultation",
        "+  kind: rfi",
        "+  closes: 2022-01-20",
    ]
    for word, more in (("reject", ()), ("withdraw", ()), ("split", ("MP143,MP141",))):
        before = run("undo", "--dry-run", cwd=root).stdout
        assert mod(word, "MP122", *more, "--date", "2022-01-26", "--dry-run")
        assert run("undo", "--dry-run", cwd=root).stdout == before  # nothing was written
    again = run("mod", "retitle", "MP143", "Old", "--date", "2022-01-02", cwd=root)
    assert again.stderr.startswith("sectool: --date: MP143 took another title on Wed 2 Mar 2022")
    same = run(*["mod", "assess", "MP122", "pa-2", "requested", "--date", "2022-01-05"], cwd=root)
    assert (same.returncode, same.stdout) == (0, "")
    assert same.stderr == "nothing is to be recorded: the history has this already\n"
    assert not [line for line in run("check", cwd=root).lines if " error[" in line]


def test_each_short_form_is_a_command() -> None:
    for word, form in SHORT_FORMS.items():
        shown = run("mod", word, "--help").stdout
        assert all(f"--{key}" in shown for key in ("date", "seen", *form.words))


MISTAKES = {
    "mod approve": "the modification is missing, such as MP143",
    "mod record MP143 aproved --date 2022-01-26": (
        "event 'aproved' is not known; did you mean 'approved'?"
    ),
    "mod approve MP143": "--date: the day is missing: give the day on which it happened, such as "
    "2022-01-26, or as 'seen' a day on which it was so",
    "mod approve MP143 --date 2022-01-26 --seen 2022-01-27": (
        "--seen: an entry has either 'date' or 'seen', not both"
    ),
    "mod withdraw MP143 --date 2022-13-05": (
        "--date: '2022-13-05' is not a day: there is no month 13"
    ),
    "mod approve MP143 --date 2022-01-26 --by cb": (
        "--by: there is no body 'cb'; did you mean 'CB'?"
    ),
    "mod approve MP143 --date 2022-01-26 --source ritt": "--source: there is no source 'ritt'; "
    "there are: a, b",
    "mod consult MP143 --date 2022-01-26": (
        "--kind: 'consultation' needs this: which consultation it is"
    ),
    "mod assess MP143 pa-1 --date 2022-01-26": "--step: which step of the assessment: requested, "
    "deferred, approved, accepted, returned; it is missing",
    "mod target MP143 2022-11 more --date 2022-01-26": (
        "'more' is one word too many; a text of several words needs quotes"
    ),
    "mod record MP143 noted --date 2022-01-26 --costs [a": "--costs: '[a' cannot be read as YAML "
    "in one line: ",
    "mod drop MP122 --date 2022-01-26": (
        "--release: which release MP122 leaves is not clear: it is meant for none"
    ),
    "release record 2022-11 rescheduled --date 2022-01-26": (
        "--to: 'rescheduled' needs this: the date of go-live that was requested or decided"
    ),
    "mod move SECMP0007 --date 2022-01-26": (
        "--release: the release that SECMP0007 moves to is missing, or its day"
    ),
    "release record 2022-11": "the event is missing: baselined, went-live, noted",
}


@pytest.mark.parametrize("words", MISTAKES)
def test_a_value_that_cannot_be_so_is_refused_at_its_option(words: str) -> None:
    done = run(*words.split(), cwd=SEED)
    expected = MISTAKES[words].removesuffix("a, b")
    assert done.stderr.startswith(f"sectool: {expected}")
    assert (done.returncode, done.stdout) == (2, "")


def test_what_may_follow_is_said(root: Path) -> None:
    done = run("mod", "record", "MP143", cwd=root)
    assert done.stderr.startswith(
        "sectool: the event is missing. MP143 is: Refinement, meant for 2022-11. What may follow: "
        "retitled, split, assessment-requested,"
    )
    # An event that cannot follow is an error of the register, and nothing is written.
    run("mod", "withdraw", "MP143", "--date", "2022-01-26", cwd=root)
    before = (root / "modifications/MP143.yaml").read_bytes()
    late = ("mod", "consult", "MP143", "refinement", "--date", "2022-02-01")
    refused = run(*late, cwd=root)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "'consultation' cannot follow: MP143 was 'withdrawn' from Wed" in refused.stderr
    assert "what could have come: nothing more" in refused.stderr
    assert (root / "modifications/MP143.yaml").read_bytes() == before
    assert run(*late, "--force", cwd=root).returncode == 0


# A meeting.


def test_outcomes_of_a_meeting_are_written_together(root: Path) -> None:
    agenda = run("meeting", "agenda", "CB", "2022-01-26", cwd=root)
    assert agenda.lines[0] == "CB on Wed 26 Jan 2022 may decide on 24 modifications:"
    words = ("meeting", "record", "CB", "2022-01-26", "--source", "public")
    approved = "MP143 approved --release 2022-11"
    bad = run(*words, "--outcome", approved, "--outcome", "MP143 rejected", cwd=root)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert "'rejected' cannot follow" in bad.stderr
    assert added(run(*words, "--outcome", approved, "--outcome", "MP141 rejected", cwd=root))[
        :9
    ] == [
        "+- date: 2022-01-26",
        "+  event: rejected",
        "+  by: CB",
        "+  source: public",
        "+- date: 2022-01-26",
        "+  event: approved",
        "+  by: CB",
        "+  release: 2022-11",
        "+  source: public",
    ]
    for outcome, message in (
        ("MP143", "'MP143' is not a modification, an event and its options"),
        ("MP143 approvd", "event 'approvd' is not known; did you mean 'approved'?"),
        (
            "MP143 approved --closes 2022-01-01",
            "'MP143 approved --closes 2022-01-01': '--closes' is not an option of approved",
        ),
        ("MP143 approved --by", "'MP143 approved --by': --by needs a value"),
    ):
        done = run(*words, "--outcome", outcome, cwd=root)
        assert (done.returncode, done.stderr) == (2, f"sectool: {message}\n")
    other = run("meeting", "record", "CB", "2022-01-25", "--outcome", "MP143 approved", cwd=root)
    assert other.stderr == (
        "sectool: no meeting of CB on Tue 25 Jan 2022 is known; the nearest are on "
        "Wed 26 Jan 2022 and Wed 23 Feb 2022\n"
    )
    silent = run(*words, cwd=root)
    assert silent.stderr.startswith("sectool: no outcome is given: name each with --outcome")


# At a terminal.


def test_a_person_is_asked_for_what_is_missing_and_a_script_is_not(root: Path) -> None:
    answers = "approved\n2022-13-01\n2022-01-26\ny\n"
    done = run("mod", "record", "MP143", cwd=root, answers=answers)
    assert added(done)[:2] == ["+- date: 2022-01-26", "+  event: approved"]
    assert "MP143 Incorporating IRPs into GBCS v3 series: Refinement, meant for 2022-11" in (
        done.stderr
    )
    assert "  10  approved\n" in done.stderr
    assert "'2022-13-01' is not a day: there is no month 13" in done.stderr
    assert done.stderr.endswith("written: modifications/MP143.yaml; 'sectool undo' reverses it\n")
    # What is given is not asked for, and no is no.
    before = (root / "modifications/MP141.yaml").read_bytes()
    done = run("mod", "consult", "MP141", "--date", "2022-01-26", cwd=root, answers="rfi\nn\n")
    assert (done.returncode, done.stderr[-20:]) == (1, "nothing was written\n")
    assert "+  kind: rfi" in done.lines
    assert (root / "modifications/MP141.yaml").read_bytes() == before
    # Item by item, and nothing is an answer.
    words = ("meeting", "record", "CB", "2022-01-26", "--item", "MP078", "--item", "MP141")
    done = run(*words, cwd=root, answers="\nrejected\nyes\n")
    assert added(done)[:3] == ["+- date: 2022-01-26", "+  event: rejected", "+  by: CB"]
    assert "modifications/MP078.yaml" not in done.stdout
    gone = run(*words, cwd=root, answers="")
    assert (gone.returncode, gone.stderr.splitlines()[-1]) == (
        1,
        "sectool: no more answers: nothing was written",
    )


# Any sequence.

VALUES = {
    "as": "MP",
    "from": "A title before: it had a colon",
    "into": "MP001",
    "assessment": "pa-1",
    "kind": "refinement",
    "towards": "report",
    "refer-to": "CSC",
    "release": "2030-06",
    "what": "decision",
    "because": "Two things: 'this' # and that",
    "cut-off": "{date: 2029-12-19, basis: estimated}",
    "documents": "section-h",
    "assumed": True,
}
OTHERS = ("because", "assumed", "cut-off")
STARTS = (
    (MINIMAL / FILE).read_bytes(),
    (MINIMAL / FILE).read_bytes().replace(b"\n", b"\r\n"),
    b"# Head.\nid: MP002\ntitle: Another change   # words\nhistory:   # all of it\n"
    b"  - {date: 2029-01-02, event: raised, as: DP}  # by letter\n  # at the end\n",
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(STARTS), st.data())
def test_any_sequence_of_legal_records_keeps_what_was_written(
    start: bytes, data: st.DataObject
) -> None:
    files = Overlay(opened(MINIMAL).sources.files, {FILE: start})
    loaded = load_register(files)
    day = date(2029, 1, 9)
    for _ in range(data.draw(st.integers(1, 4))):
        possible = may_follow(loaded.register, "MP002", None).possible
        if not possible:
            break
        one = data.draw(st.sampled_from(possible))
        day += timedelta(days=data.draw(st.integers(0, 60)))
        keys = keys_of_event(one.event)
        chosen: dict[str, Any] = {
            key.key: one.values.get(key.key, (VALUES[key.key],))[0]
            for key in keys
            if key.key in VALUES
            and (
                key.needed
                or (key.key in ("because", "assumed", "cut-off") and data.draw(st.booleans()))
            )
        }
        outcome = NewEntry("MP002", one.event, {"date": day.isoformat(), **chosen})
        loaded = _recorded_rightly(loaded, outcome)


def _recorded_rightly(before: Loaded, outcome: NewEntry) -> Loaded:
    """The register with what happened; all else in the file is as it was."""
    files = before.sources.files
    wanted, entry = entry_data(outcome.event, outcome.given)
    changes = changes_of(files, recorded(before, [outcome]))
    after = load_register(Overlay(files, changes))
    assert not after.diagnostics
    old, new = (YamlText(FILE, one.files.read(FILE)) for one in (before.sources, after.sources))
    if wanted in old.data["history"]:
        assert not changes
        return before
    rest = list(new.data["history"])
    rest.remove(wanted)
    assert rest == list(old.data["history"])
    assert {**new.data, "history": ()} == {**old.data, "history": ()}
    assert new.comments() == old.comments()
    lines = iter(new.text.splitlines(keepends=True))
    assert all(line in lines for line in old.text.splitlines(keepends=True) if line.endswith("\n"))
    modification = after.register.modifications["MP002"]
    assert entry in modification.history
    if not list(refusals(before.register.life_cycle, before.register.modifications["MP002"])):
        assert not list(refusals(after.register.life_cycle, modification))
    return after


def test_entries_go_where_their_day_belongs_and_look_like_their_neighbours(tmp_path: Path) -> None:
    loaded = opened(MINIMAL)
    given_ = {"seen": "2029-01-05", "by": "CSC"}
    (edit,) = recorded(loaded, [NewEntry("MP002", "discussed", given_)])
    text = changes_of(loaded.sources.files, [edit])[FILE]
    assert text is not None
    assert (
        b"- {date: 2029-01-02, event: raised, as: DP}\n"
        b"- {seen: 2029-01-05, event: discussed, by: CSC}\n"
        b"- date: 2029-01-09\n"
    ) in text
    with pytest.raises(WrongValue):
        recorded(loaded, [NewEntry("MP002", "discussed", {"date": "2029-01-05", "by": "XX"})])
