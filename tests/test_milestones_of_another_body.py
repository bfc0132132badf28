"""A timetable that gives an act to others than its day does (R133), and what is no such thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sectool.check.run import schedules_of
from sectool.load import load_register
from sectool.rules import r133_milestone_of_another_body as r133
from sectool.rules.rule import Subject
from tests.register import NOVEMBER_2019, copy_of, edit

# Until the end of 2020 the Panel decides on go-live, and from 2021 on the CSC; the OPSG and the TAG
# usually review. The decision of the register is on 22 November 2019.
HAD = "{act: go-no-go, to: 2020-12, source: timetable}"
HAS = "{act: go-no-go, from: 2021-01, source: later-rid}"
ROW = re.compile(r"  go-no-go:\n(?:    .*\n)*")


def found(
    folder: Path, decision: str, panel: str = HAD, csc: str = HAS, go_live: str = ""
) -> list[str]:
    """What is said of the decision on go-live: `by: message`."""
    register = copy_of(NOVEMBER_2019, folder / "register")
    bodies = register / "reference/bodies.yaml"
    for before, after in ((HAD, panel), (HAS, csc)):
        edit(bodies, f"  - {before}\n", f"  - {after}\n" if after else "")
    timeline = register / "releases/2019-11/timeline.yaml"
    text = timeline.read_text("utf-8")
    assert ROW.search(text)
    text = ROW.sub(lambda _: f"  go-no-go:\n{decision}", text)
    text = re.sub(r"when: 2019-11-29\n(?=    falls-on: any day)", go_live or r"\g<0>", text)
    timeline.write_text(text, encoding="utf-8")
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    subject = Subject(loaded.register, schedules_of(loaded.register))
    return [
        f"{'/'.join(map(str, one.address.path[2:]))}: {one.message}" for one in r133.check(subject)
    ]


def row(title: str, *more: str, when: str = "2019-11-22") -> str:
    lines = [f'title: "{title}"', f"when: {when}", *more]
    return "".join(f"    {line}\n" for line in lines)


PANEL = "but on Fri 22 Nov 2019 it is the Panel that decides whether a release goes live"


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("CSC go/no-go decision", "the CSC"),
        ("CSC’s go/no-go decision", "the CSC"),
        ("The Change Sub-Committee decides on go-live", "the CSC"),
        ("Go/no-go decision of the Change Sub-Committee", "the CSC"),
        ("Go/no-go decision by the CSC", "the CSC"),
        ("Go/no-go at the CSC", "the CSC"),
        ("Go/no-go – CSC decides", "the CSC"),
        ("Go/no-go decision (CSC)", "the CSC"),
        ("CB and CSC go/no-go decision", "the CB and the CSC"),
        ("CB, CSC and the Change Board decide", "the CB and the CSC"),
        ("CSC reviews the evidence of the DCC", "the CSC"),
        # The one that has it, in any words.
        ("Panel go/no-go decision", None),
        ("SEC Panel go/no-go decision", None),
        ("CSC and Panel go/no-go decision", None),
        ("CSC advises the Panel, which decides", None),
        # Nobody, or nobody that acts.
        ("The committee decides", None),
        ("Go/no-go decision on the CSC’s advice", None),
        ("CSC advice and go/no-go decision", None),
        ("CB and CSC advice and go/no-go decision", None),
        ("CSC’s recommendation heard, and go/no-go decision", None),
        ("CSC informed of the go/no-go decision", None),
        ("Go/no-go decision told to the CSC", None),
        ("Go/no-go decision on changes for the Authority", None),
        ("Authority-led changes: go/no-go decision", None),
        ("CSCX go/no-go decision", None),
        # What is in no role is not taken for who decides, nor what is no body of the register.
        ("DCC Systems go/no-go decision", None),
        ("Steering Group go/no-go decision", None),
    ],
)
def test_titles(title: str, names: str | None, tmp_path: Path) -> None:
    told = [f"title: the title of 'go-no-go' names {names}, {PANEL}"] if names is not None else []
    assert found(tmp_path, row(title)) == told
    # Who it is by changes nothing about what the title says.
    assert found(tmp_path / "by", row(title, "by: Panel")) == told


@pytest.mark.parametrize(("by", "wrong"), [("Panel", False), ("CSC", True), ("DCC", True)])
def test_whose_act_it_is(by: str, wrong: bool, tmp_path: Path) -> None:
    told = [f"by: 'go-no-go' is by the {by}, {PANEL}"] if wrong else []
    assert found(tmp_path, row("The committee decides", f"by: {by}")) == told


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("The CSC decides whether it is implemented.", True),
        ("All tests have ended. The Change Sub-Committee decides.", True),
        ("The Panel decides whether it is implemented.", False),
        ("The CSC has advised the Panel.", False),
        ("The status is that which the CSC saw.", False),
        # It never had that very power.
        ("The OPSG has advised before. The CB looks at it.", False),
    ],
)
def test_notes(notes: str, wrong: bool, tmp_path: Path) -> None:
    told = [f"notes: the notes on 'go-no-go' name the CSC, {PANEL}"] if wrong else []
    assert found(tmp_path, row("The committee decides", f"notes: {notes}")) == told


def test_one_milestone_is_reported_once_with_all_its_places(tmp_path: Path) -> None:
    text = row("CSC go/no-go decision", "by: CSC", "notes: The CSC decides")
    assert found(tmp_path, text) == [f"by: 'go-no-go' is by the CSC, {PANEL}"]
    loaded = load_register(tmp_path / "register")
    (one,) = r133.check(Subject(loaded.register, schedules_of(loaded.register)))
    assert one.help == (
        "name the Panel here, or correct in reference/bodies.yaml who has the power for "
        "'go-no-go' then"
    )
    assert [(str(near.address.path[-1]), near.message) for near in one.related] == [
        ("title", "the title of 'go-no-go' names the CSC"),
        ("notes", "the notes on 'go-no-go' name the CSC"),
        ("3", "the Panel has the power here"),
    ]


GAP = ("{act: go-no-go, to: 2019-11-10}", "{act: go-no-go, from: 2019-11-25}")
TURN = ("{act: go-no-go, to: 2019-11-20}", "{act: go-no-go, from: 2019-11-21}")
WINDOW = ("rules: [after 2019-11-18, before 2019-11-23]",)


@pytest.mark.parametrize(
    ("powers", "when", "rules", "wrong"),
    [
        # In a gap between the two either may; on a day that may lie before or after, too.
        (GAP, "2019-11-22", (), {"CB": "on Fri 22 Nov 2019 it is the Panel or the CSC"}),
        (TURN, "2019-11", WINDOW, {"CB": "between .* it is the Panel or the CSC"}),
        (TURN, "2019-11-22", (), {"CB": "it is the CSC", "Panel": "it is the CSC"}),
        # In the gap of its own power nobody is known to have it: R128 tells.
        (("{act: go-no-go, to: 2019-11-10}", ""), "2019-11-22", (), {}),
        (("", ""), "2019-11-22", (), {}),
        # Of a deadline it is not known on which day it is kept: whoever had it by then.
        (TURN, "due", (), {"CB": "until Thu 28 Nov 2019 it is the Panel or the CSC"}),
    ],
)
def test_days_on_which_several_may_and_days_not_known(
    powers: tuple[str, str],
    when: str,
    rules: tuple[str, ...],
    wrong: dict[str, str],
    tmp_path: Path,
) -> None:
    for short in ("Panel", "CSC", "CB"):
        text = row(f"{short} go/no-go decision", f"by: {short}", *rules, when=when)
        text = text.replace("when: due", "due: before go-live")
        told = found(tmp_path / short, text, *powers)
        assert len(told) == int(short in wrong), (short, told)
        if told:
            assert re.search(f"but .*{wrong[short]} that decides", told[0])


def test_of_a_release_of_a_month_its_last_day_is_the_last(tmp_path: Path) -> None:
    for short in ("Panel", "CSC", "CB"):
        text = row(f"{short} go/no-go decision", f"by: {short}").replace(
            "when: 2019-11-22", "due: before go-live"
        )
        told = found(tmp_path / short, text, go_live="when: 2019-11\n")
        assert bool(told) is (short != "Panel"), (short, told)


def test_a_cancelled_release_has_no_timetable(tmp_path: Path) -> None:
    assert len(found(tmp_path, row("CSC go/no-go decision"))) == 1
    file = tmp_path / "register/releases/2019-11/release.yaml"
    text = re.sub("- .*went-live.*\n", "", file.read_text("utf-8"))
    text += "- {date: 2019-11-25, event: cancelled, by: Panel, because: No need}\n"
    file.write_text(text, encoding="utf-8")
    loaded = load_register(tmp_path / "register")
    assert list(r133.check(Subject(loaded.register, schedules_of(loaded.register)))) == []
