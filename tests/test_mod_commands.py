"""`sectool mod list`, `mod show` and `mod next`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from sectool.cli.commands.mod_durations import DurationOptions, print_durations
from sectool.cli.commands.mod_list import FilterOptions, print_list
from sectool.cli.commands.mod_next import print_next
from sectool.cli.commands.mod_show import print_modification, story_lines
from sectool.cli.commands.release_costs import print_costs
from sectool.cli.commands.release_list import print_list as print_releases
from sectool.cli.commands.release_parts import print_parts
from sectool.cli.commands.release_show import print_release
from sectool.cli.present.tables import TextColumn, cut, folded, table, width_of, write_lines
from sectool.datelang.conventions import CONVENTIONS
from sectool.dates import last_day
from sectool.load import load_register
from sectool.queries.register_on import register_on
from sectool.queries.story import Story
from tests.command import code_of, run
from tests.register import MINIMAL, REPOSITORY, SEED, copy_of, opened

CLOCK = date(2029, 2, 1)
ANY = FilterOptions()

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The minimal register, with one modification of a hostile title and a rich story."""
    root = tmp_path / "register"
    copy_of(MINIMAL, root)
    (root / "modifications/MP003.yaml").write_text(STORY, encoding="utf-8")
    return root


STORY = """\
id: MP003
title: >-
  Ein sehr langer Titel „über“ 変更の標題 | with *marks*, "quotes", commas, and no end to the words
  that it still goes on with
impacts: {suppliers: true, gas-networks: true, dcc: testing}
documents: [section-h]
history:
- {date: 2029-01-02, event: raised, as: DP, proposer: A. Person (Some Party), source: plan, line: 3}
- {date: 2029-01-09, event: converted}
- {date: 2029-01-10, event: assessment-accepted, assessment: pa-1, target: 15 working days}
- date: 2029-01-16
  event: consultation
  kind: refinement
  closes: 2029-02-13
- {seen: 2029-01-17, event: expected, what: discussed, by: CSC, day: 2029-01-23}
- {seen: 2029-01-17, event: expected, what: consultation, kind: modification-report, month: 2029-02}
- date: 2029-01-30
  event: targeted
  release: 2030-06
  cut-off: {date: 2029-02-20, basis: estimated}
"""


def listed(
    root: Path,
    as_of: str | None = None,
    wanted: FilterOptions = ANY,
    *,
    everything: bool = False,
    **more: bool,
) -> int:
    options = replace(wanted, everything=everything)
    forms = {"as_json": False, "as_csv": False, **more}
    return code_of(lambda: print_list(root, as_of, options, **forms))


# Lists of this register.

# The table of 7 June 2017, as it names the stages.
OF_2017 = """\
SECMP0002 Refinement
SECMP0004 Sent back
SECMP0005 Refinement
SECMP0006 Refinement
SECMP0007 Refinement
SECMP0008 Sent back
SECMP0009 Refinement
SECMP0010 Refinement
SECMP0012 Refinement
SECMP0013 Refinement
SECMP0015 Refinement
SECMP0018 Refinement
SECMP0019 Refinement
SECMP0021 Referred
SECMP0023 Refinement
SECMP0024 Refinement
SECMP0025 Refinement
SECMP0027 Refinement
SECMP0028 Refinement
SECMP0029 Refinement
SECMP0030 Refinement
SECMP0031 Refinement
SECMP0032 Refinement
SECMP0034 Refinement
SECMP0035 Report Phase
SECMP0036 Initial Consideration
SECMP0037 Initial Consideration
SECMP0038 Initial Consideration
"""


def test_the_list_of_june_2017(capsys: Capture) -> None:
    assert listed(SEED, "2017-06-07") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Open proposals on Wed 7 Jun 2017: 28"
    head = lines[2]
    stage, since = head.index("stage"), head.index("since")
    rows = [f"{line[:9].rstrip()} {line[stage:since].rstrip()}" for line in lines[3:31]]
    assert "\n".join(rows) + "\n" == OF_2017
    assert lines[31:] == [
        "",
        "* seen so on this day; the start date is not recorded",
        "2 more are decided, or not reported for twelve months: see --all",
    ]


def test_stages_are_named_as_the_papers_of_the_day_name_them(capsys: Capture) -> None:
    def word(as_of: str | None, id_: str) -> str:
        assert listed(SEED, as_of) == 0
        out = capsys.readouterr().out
        (line,) = [line for line in out.splitlines() if line.startswith(id_ + " ")]
        head = next(line for line in out.splitlines() if line.startswith("id "))
        return line[head.index("stage") : head.index("since")].rstrip()

    # The paper's own words; where it has none, plain ones; before the first paper its words.
    assert word("2017-06-07", "SECMP0035") == "Report Phase"
    assert word("2020-08-07", "MP109") == "Refine"
    assert word("2020-08-07", "DP136") == "Define"
    assert word("2020-08-07", "MP088") == "With the Authority"
    # With all that is recorded: as the pages of the modifications have it.
    assert word(None, "MP143") == "Refinement Process"
    assert word(None, "DP196") == "Development Stage"


def room(lines: list[str]) -> int:
    """The columns of a list's titles."""
    (head,) = [line for line in lines if line.startswith("id ")]
    return head.index("stage") - head.index("title") - 2


@pytest.mark.parametrize("day", ["2017-06-07", "2020-08-07", "2021-11-23", "2021-12-17"])
def test_the_title_has_the_room_that_is_left(day: str, capsys: Capture) -> None:
    for everything in (False, True):
        assert listed(SEED, day, everything=everything) == 0
        lines = capsys.readouterr().out.splitlines()
        rows = lines[2 : lines.index("", 2)]
        assert room(rows) >= (30 if everything else 33)
        # Titles are cut only where a row takes all there is.
        widest = max(map(width_of, rows))
        assert widest == 80 or (widest < 80 and "…" not in "".join(rows))


def test_marks_say_what_was_only_seen_and_what_was_not_heard_of(capsys: Capture) -> None:
    def row(id_: str) -> list[str]:
        (line,) = [line for line in lines if line.startswith(id_ + " ")]
        return re.split(r"  +", line)

    assert listed(SEED, "2021-12-17", everything=True) == 0
    lines = capsys.readouterr().out.splitlines()
    assert row("SECMP0004")[2:] == ["(Sent back)", "2 Jun 2017"]
    assert row("SECMP0009")[1:] == ["Centralised Firmware Library", "(Refine)", "7 Jun 2017*"]
    assert row("MP078")[2:] == ["Refine", "23 Nov 2021*"]
    assert row("MP080")[2:] == ["Implemented", "29 Nov 2020"]
    assert row("MP148")[2:] == ["Implemented", "17 Dec 2021*"]
    notes = lines.index("* seen so on this day; the start date is not recorded")
    assert lines[notes + 1] == "(…) as last known: not reported for twelve months"


def test_without_a_day_the_list_does_not_speak_of_what_was_not_heard_of(capsys: Capture) -> None:
    assert listed(SEED) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "twelve months" not in out
    assert re.search(r" \d+ more are decided: see --all", out)
    assert out.endswith(
        "with all that is recorded; how long ago something was reported is not judged without "
        "--as-of"
    )
    assert listed(SEED, everything=True) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.endswith("is not judged without --as-of")
    assert listed(SEED, "2021-12-17") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "is not judged" not in out
    assert " more are decided, or not reported for twelve months: see --all" in out


def test_an_open_assessment_keeps_a_proposal_in_the_list_and_it_is_said(
    small: Path, capsys: Capture
) -> None:
    told = "not reported for twelve months, but listed because an assessment is open: MP003"
    assert listed(small, "2030-01-30") == 0
    assert told not in " ".join(capsys.readouterr().out.split())
    assert listed(small, "2030-01-31") == 0
    out = capsys.readouterr().out
    assert "\nMP003 " in out
    assert told in " ".join(out.split())


# What the tool and the papers call things is taken where an id is.


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (FilterOptions(stage="Opine"), FilterOptions(stage="report")),
        (FilterOptions(stage="refinement PROCESS"), FilterOptions(stage="refinement")),
        (FilterOptions(stage="Not known"), FilterOptions(stage="unknown")),
        (FilterOptions(stage="On hold"), FilterOptions(stage="on-hold")),
        (FilterOptions(party="Suppliers"), FilterOptions(party="suppliers")),
        (FilterOptions(party="gas network parties"), FilterOptions(party="gas-networks")),
        (FilterOptions(party="DCC"), FilterOptions(party="dcc")),
        (FilterOptions(document="Appendix AD"), FilterOptions(document="appendix-ad")),
        (FilterOptions(release="november 2022 SEC release"), FilterOptions(release="2022-11")),
        (FilterOptions(document="dcc services"), FilterOptions(document="section-h")),
    ],
)
def test_words_are_taken_where_ids_are(
    said: FilterOptions, meant: FilterOptions, capsys: Capture
) -> None:
    found = []
    for wanted in (said, meant):
        assert listed(SEED, "2020-08-07", wanted, everything=True, as_json=True) == 0
        found.append(json.loads(capsys.readouterr().out)["modifications"])
    assert found[0] == found[1]


def test_one_word_may_mean_several_stages(small: Path, capsys: Capture) -> None:
    stages = small / "reference/stages.yaml"
    stages.write_text(
        "one: {title: One, as-of: 2029-01-01, stages: {draft: Open, refinement: Open}}\n",
        encoding="utf-8",
    )
    for day, id_ in (("2029-01-02", "DP003"), ("2029-01-09", "MP003")):
        assert listed(small, day, FilterOptions(stage="open"), as_json=True) == 0
        found = json.loads(capsys.readouterr().out)["modifications"]
        assert id_ in [one["id"] for one in found]


def test_a_stage_that_there_is_not_is_answered_with_all_there_are(capsys: Capture) -> None:
    assert listed(SEED, None, FilterOptions(stage="nowhere")) == 2
    assert capsys.readouterr().err == (
        "sectool: --stage: there is no stage 'nowhere'; there are: draft, initial-consideration, "
        "refinement, report, with-authority, sent-back, referred, approved, implemented, "
        "rejected, withdrawn, split, unknown, on-hold\n"
    )


def test_a_stage_misspelt_is_answered_with_the_nearest_and_all(capsys: Capture) -> None:
    assert listed(SEED, None, FilterOptions(stage="Refinemnt")) == 2
    err = capsys.readouterr().err
    assert "no stage 'Refinemnt'; did you mean 'refinement'? There are: draft, " in err
    assert err.endswith(", unknown, on-hold\n")


def test_a_list_by_party_says_what_it_could_not_judge(capsys: Capture) -> None:
    by_party = FilterOptions(party="suppliers")
    assert listed(SEED, "2020-08-07", as_json=True) == 0
    every = {one["id"] for one in json.loads(capsys.readouterr().out)["modifications"]}
    assert listed(SEED, "2020-08-07", by_party, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    silent = data["not-recorded"]
    assert silent
    assert every >= set(silent)
    assert not {one["id"] for one in data["modifications"]} & set(silent)
    told = f"{len(silent)} more have no impacts recorded, so it is not known whom they touch"
    assert listed(SEED, "2020-08-07", by_party) == 0
    assert told in " ".join(capsys.readouterr().out.split())
    assert listed(SEED, "2020-08-07", by_party, as_csv=True) == 0
    assert capsys.readouterr().err == f"sectool: {told}\n"
    assert listed(SEED, "2020-08-07", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["not-recorded"] == []


# What has ended goes nowhere.


def test_a_withdrawn_modification_goes_nowhere(capsys: Capture) -> None:
    assert print_modification(SEED, "MP107", None, as_json=False) == 0
    out = capsys.readouterr().out
    assert "goes to" not in out
    words = " ".join(out.split())
    assert "accepted Mon 20 Apr 2020, not reported again, target 15 working days ment" in words
    assert print_modification(SEED, "MP107", None, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["targeted"], data["parts"][0]["release"], data["parts"][0]["day"]) == (
        *(None, None, None),
    )
    # Before it ended, it did.
    assert print_modification(SEED, "MP107", "2021-09-27", as_json=False) == 0
    assert "goes to       November 2022 SEC Release" in capsys.readouterr().out


def test_documents_are_told_where_nobody_recorded_the_parties(capsys: Capture) -> None:
    assert print_modification(SEED, "SECMP0007", "2021-03-25", as_json=False) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "touches Parties not recorded; Appendix R, Schedule 8, Schedule 9" in words
    # Where neither is recorded, neither is said.
    assert print_modification(SEED, "SECMP0007", "2017-06-07", as_json=False) == 0
    assert "touches not recorded" in " ".join(capsys.readouterr().out.split())


def test_a_story_in_plain_words(capsys: Capture) -> None:
    assert print_modification(SEED, "SECMP0015", None, as_json=False) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Thu 30 Jun 2022, by SECAS" in out
    assert "Thu 3 Nov 2022, by DCC" in out
    assert " mentioned in " in out
    assert "told" not in out
    assert print_modification(SEED, "MP143", None, as_json=False) == 0
    assert "facts given: costs" in capsys.readouterr().out


def test_a_part_only_seen_in_force_has_no_day_of_its_own(capsys: Capture) -> None:
    assert print_modification(SEED, "MP148", None, as_json=False) == 0
    out = capsys.readouterr().out
    assert "seen in force on Fri 17 Dec 2021, the start date is not recorded" in out
    assert "in force since" not in out
    assert print_modification(SEED, "MP148", None, as_json=True) == 0
    (part,) = json.loads(capsys.readouterr().out)["parts"]
    assert (part["day"], part["implemented"], part["confirmed"]) == (None, None, "2021-12-17")


def test_a_dp_becomes_an_mp_in_the_list(capsys: Capture) -> None:
    assert listed(SEED, "2021-12-17", FilterOptions(stage="draft"), as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["as-of"]) == (1, "2021-12-17")
    assert [one["id"] for one in data["modifications"]] == [
        *("DP189", "DP190", "DP192", "DP195", "DP196"),
    ]


# The consultations of 17 December 2021, by their closing.
CLOSINGS = """\
2021-12-17 MP188: Modification Report Consultation closes
2021-12-21 MP159: Refinement Consultation closes
2022-01-04 MP143: Refinement Consultation closes
2022-01-04 MP170: Refinement Consultation closes
2022-01-07 MP096: Refinement Consultation closes
2022-01-07 MP109: Modification Report Consultation closes
2022-01-07 MP116: Modification Report Consultation closes
2022-01-07 MP173: Modification Report Consultation closes
2022-01-07 MP191: Modification Report Consultation closes
"""
# The newsletter's table of meetings, as far as it is one of meetings; what is proposed is ours.
MEETINGS = """\
2021-12-17 Panel 99 meets
2021-12-21 CSC 34 meets
2022-01-04 OPSG 63 meets
2022-01-05 WG meets
2022-01-06 TABASC 73 meets
2022-01-12 PMA 89 meets
2022-01-12 SSC 138 meets
2022-01-14 Panel 100 meets
2022-01-18 CSC 35 meets
"""


def test_the_weeks_from_17_december_2021(capsys: Capture) -> None:
    assert print_next(SEED, CLOCK, "2021-12-17", "5", as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["today"], data["to"]) == (1, "2021-12-17", "2022-01-21")

    def told(what: str) -> str:
        found = [one for one in data["coming"] if one["what"] == what and not one["proposed"]]
        return "".join(f"{one['when']} {one['says']}\n" for one in found)

    assert told("closing") == CLOSINGS
    assert told("meeting") == MEETINGS
    assert "2022-01-19 2022-11: DCC submits draft SEC Release TAD\n" in told("milestone")


def test_a_list_by_release_party_and_document(capsys: Capture) -> None:
    def ids(wanted: FilterOptions, as_of: str = "2021-11-23", **more: bool) -> list[str]:
        assert listed(SEED, as_of, wanted, as_json=True, **more) == 0
        return [one["id"] for one in json.loads(capsys.readouterr().out)["modifications"]]

    targeted = ["MP078", "MP085A", "MP140", "MP141", "MP143"]
    assert ids(FilterOptions(release="2022-11")) == targeted
    assert ids(FilterOptions(release="2022-11"), everything=True) == [
        *("SECMP0015", "SECMP0056", "MP078", "MP085A", "MP099", "MP140", "MP141", "MP143"),
    ]
    assert ids(FilterOptions(release="2022-11", party="gas-networks")) == ["MP141"]
    assert ids(FilterOptions(release="2022-11", document="section-f")) == ["MP140"]
    # A Schedule follows from the specifications.
    assert ids(FilterOptions(release="2022-11", document="schedule-9")) == ["MP078", "MP085A"]


def test_a_stage_after_the_decision_is_listed_without_all(capsys: Capture) -> None:
    assert listed(SEED, "2021-10-20", FilterOptions(stage="withdrawn")) == 0
    out = capsys.readouterr().out
    assert out.startswith("Modifications on Wed 20 Oct 2021, stage withdrawn: 1\n")
    assert "MP107" in out


def test_an_empty_list_says_so(capsys: Capture) -> None:
    assert listed(SEED, "2016-01-01") == 0
    assert capsys.readouterr().out == "No open proposals on Fri 1 Jan 2016.\n"
    assert listed(SEED, "2016-01-01", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["modifications"] == []
    assert listed(SEED, "2016-01-01", as_csv=True) == 0
    out = capsys.readouterr().out
    assert out == "id,title,stage,since,seen,open,dormant,on-hold,releases\r\n"


def test_csv_holds_what_json_holds(capsys: Capture) -> None:
    assert listed(SEED, everything=True, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)["modifications"]
    assert listed(SEED, everything=True, as_csv=True) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [row["id"] for row in rows] == [one["id"] for one in data]
    assert [row["title"] for row in rows] == [one["title"] for one in data]
    assert [row["since"] or None for row in rows] == [one["since"] for one in data]
    assert [row["releases"].split() for row in rows] == [one["releases"] for one in data]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (FilterOptions(stage="refinemnt"), "--stage: there is no stage 'refinemnt'; did you mean "),
        (
            FilterOptions(release="2022-12"),
            "--release: there is no release '2022-12'; did you mean ",
        ),
        (
            FilterOptions(document="appendix-zz"),
            "--document: there is no document 'appendix-zz'; did ",
        ),
        (
            FilterOptions(party="supliers"),
            "--party: there is no participant 'supliers'; did you mean ",
        ),
    ],
)
def test_a_value_that_there_is_not(wanted: FilterOptions, message: str, capsys: Capture) -> None:
    assert listed(SEED, None, wanted) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"sectool: {message}")


def test_two_forms_at_once_are_refused(capsys: Capture) -> None:
    assert listed(SEED, as_json=True, as_csv=True) == 2
    assert capsys.readouterr().err == "sectool: choose one of --json and --csv\n"
    assert listed(SEED, "2021-13-01") == 2
    assert capsys.readouterr().err == (
        "sectool: --as-of: '2021-13-01' is not a day: there is no month 13\n"
    )


# One modification.


def test_the_story_of_a_modification(golden: Callable[[str, str], None]) -> None:
    code, out, err = run("mod", "show", "MP143")
    assert (code, err) == (0, "")
    golden("mod-show-mp143.txt", out)


def test_dp_and_mp_mean_the_same(capsys: Capture) -> None:
    told = []
    for name in ("DP190", "MP190", "mp190"):
        assert print_modification(SEED, name, "2021-12-17", as_json=True) == 0
        told.append(capsys.readouterr().out)
    assert len(set(told)) == 1
    assert json.loads(told[0])["id"] == "DP190"


def test_a_modification_that_there_is_not(capsys: Capture) -> None:
    assert code_of(lambda: print_modification(SEED, "MP1433", None, as_json=False)) == 2
    assert capsys.readouterr().err == (
        "sectool: there is no modification 'MP1433'; did you mean 'MP143'?\n"
    )
    assert code_of(lambda: print_modification(SEED, "MP143", "2020-01-01", as_json=False)) == 2
    assert capsys.readouterr().err == (
        "sectool: nothing is known of MP143 on Wed 1 Jan 2020; its first entry is of Mon 27 "
        "Sep 2021\n"
    )


def test_a_story_told_whole(small: Path, capsys: Capture) -> None:
    assert print_modification(small, "DP003", "2029-02-05", as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        MP003  Ein sehr langer Titel „über“ 変更の標題 | with *marks*, "quotes", commas,
               and no end to the words that it still goes on with
          stands        Refine, since 9 Jan 2029; on Mon 5 Feb 2029
          raised        Tue 2 Jan 2029 by A. Person (Some Party)
          touches       Suppliers, Gas Networks, DCC (testing only); Section H
          next          overdue, Tue 23 Jan 2029: discussion by the CSC expected
                        overdue, Wed 31 Jan 2029: pa-1 due from the DCC, by its target
                        Tue 13 Feb 2029: the Refinement Consultation closes
                        Tue 20 Feb 2029: estimated cut-off for 2030-06, open, 11 Working
                        Days left
                        Feb 2029: Modification Report Consultation expected
                        Thu 27 Jun 2030: go-live with 2030-06
          goes to       June 2030 SEC Release, Thu 27 Jun 2030
          assessed      pa-1, accepted Wed 10 Jan 2029, open for 18 working days, target
                        15 working days (Wed 31 Jan 2029)
          mentioned in  The plan of the release, written for this example, line 3
                        publications/rid-2030-06.yaml, versions 0.1

        History (:7 is line 7 of modifications/MP003.yaml)
          Tue 2 Jan 2029    raised as a Draft Proposal by A. Person (Some Party) [plan
                            l.3, :8]
          Tue 9 Jan 2029    converted to a Modification Proposal [:9]
          Wed 10 Jan 2029   pa-1 accepted, target 15 working days [:10]
          Tue 16 Jan 2029   Refinement Consultation, closes Tue 13 Feb 2029 [:11]
          seen 17 Jan 2029  discussion by the CSC expected on Tue 23 Jan 2029 [:15]
          seen 17 Jan 2029  Modification Report Consultation expected in Feb 2029 [:16]
          Tue 30 Jan 2029   targeted for 2030-06, estimated cut-off Tue 20 Feb 2029
                            [:17]
        """
    )


def test_the_same_story_for_programs(small: Path, capsys: Capture) -> None:
    assert print_modification(small, "MP003", "2029-02-05", as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["next"] == [
        {
            "what": "expected",
            "when": "2029-01-23",
            "says": "discussion by the CSC expected",
            "overdue": True,
            "not-heard-of-since": None,
        },
        {
            "what": "assessment-due",
            "when": "2029-01-31",
            "says": "pa-1 due from the DCC, by its target",
            "overdue": True,
            "not-heard-of-since": None,
        },
        {
            "what": "consultation-closes",
            "when": "2029-02-13",
            "says": "the Refinement Consultation closes",
            "overdue": False,
            "not-heard-of-since": None,
        },
        {
            "what": "cut-off",
            "when": "2029-02-20",
            "says": "estimated cut-off for 2030-06",
            "overdue": False,
            "not-heard-of-since": None,
        },
        {
            "what": "expected",
            "when": "2029-02",
            "says": "Modification Report Consultation expected",
            "overdue": False,
            "not-heard-of-since": None,
        },
        {
            "what": "go-live",
            "when": "2030-06-27",
            "says": "go-live with 2030-06",
            "overdue": False,
            "not-heard-of-since": None,
        },
    ]
    assert data["assessments"] == [
        {
            "id": "pa-1",
            "kind": "PA",
            "state": "accepted",
            "seen": "2029-01-10",
            "requested": None,
            "approved": None,
            "deferred": None,
            "accepted": "2029-01-10",
            "returned": None,
            "target": "15 working days",
            "took": None,
            "working-days": 18,
        }
    ]
    assert data["history"][0] == {
        "date": "2029-01-02",
        "seen": None,
        "event": "raised",
        "stage": None,
        "says": "raised as a Draft Proposal by A. Person (Some Party)",
        "source": "plan",
        "line": 3,
        "assumed": False,
        "place": "modifications/MP003.yaml:8",
    }
    # The line is that of the entry.
    lines = (small / "modifications/MP003.yaml").read_text(encoding="utf-8").splitlines()
    for entry in data["history"]:
        line = lines[int(entry["place"].rpartition(":")[2]) - 1]
        assert line.startswith("- ")


# What is next.


def test_what_the_weeks_hold(small: Path, capsys: Capture) -> None:
    assert print_next(small, CLOCK, None, "3", as_json=False) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        dedent(
            """\
            Today is Thu 1 Feb 2029; this looks ahead to Thu 22 Feb 2029

            Overdue
              Tue 23 Jan 2029  MP003: discussion by the CSC expected
              Wed 31 Jan 2029  MP003: pa-1 due from the DCC, by its target

              Feb 2029         MP003: Modification Report Consultation expected in Feb 2029
              Tue 13 Feb 2029  MP003: Refinement Consultation closes
              Tue 20 Feb 2029  MP003: estimated cut-off for 2030-06
                               CSC meets?
            """
        )
    )


def test_an_assessment_that_falls_due_is_coming(small: Path, capsys: Capture) -> None:
    def due(today: str, weeks: str) -> list[tuple[str, str, bool]]:
        assert print_next(small, CLOCK, today, weeks, as_json=True) == 0
        return [
            (one["id"], one["when"], one["overdue"])
            for one in json.loads(capsys.readouterr().out)["coming"]
            if one["what"] == "assessment-due"
        ]

    assert due("2029-01-15", "2") == []
    assert due("2029-01-15", "3") == [("MP003", "2029-01-31", False)]
    assert due("2029-01-31", "1") == [("MP003", "2029-01-31", False)]
    assert due("2029-02-01", "1") == [("MP003", "2029-01-31", True)]


def test_what_was_expected_of_a_dormant_proposal_is_not_lost(capsys: Capture) -> None:
    assert print_next(SEED, CLOCK, "2021-12-17", "1", as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    coming = [one["id"] for one in data["coming"] if one["what"] == "expected"]
    asleep = {
        s.shown_id
        for s in register_on(opened(SEED).register, date(2021, 12, 17)).standings
        if (s.dormant and any(not one.met for one in s.expected))
        or any(
            (date(2021, 12, 17) - last_day(one.seen)).days > 366
            for one in s.assessments
            if one.is_open
        )
    }
    assert data["not-heard-of"]
    assert set(data["not-heard-of"]) <= asleep
    assert not set(data["not-heard-of"]) & set(coming)
    assert print_next(SEED, CLOCK, "2021-12-17", "1", as_json=False) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Left out, because nothing was heard for twelve months of what was due" in out
    assert all(id_ in out for id_ in data["not-heard-of"])


@pytest.mark.parametrize("weeks", ["0", "-1", "vier", "105", "4.5"])
def test_weeks_are_counted(weeks: str, capsys: Capture) -> None:
    assert code_of(lambda: print_next(SEED, CLOCK, None, weeks, as_json=False)) == 2
    assert capsys.readouterr().err == (
        f"sectool: --weeks: {weeks!r} is no number of weeks from 1 to 104\n"
    )


def test_a_year_of_which_nothing_is_known(capsys: Capture) -> None:
    assert print_next(SEED, CLOCK, "2011-01-01", "1", as_json=False) == 0
    assert capsys.readouterr().out == (
        "Today is Sat 1 Jan 2011; this looks ahead to Sat 8 Jan 2011\n\n"
        "Nothing is recorded for these weeks.\n"
    )


# Every key that programs may find is in docs/json.md.


def keys_of(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    # Impacts go by participant, counts by convention: those names are data.
    inner = (v for k, v in value.items() if k not in ("impacts",))
    own = {k for k in value if k not in CONVENTIONS}
    return own.union(*map(keys_of, inner))


def test_what_programs_have_to_know_is_documented() -> None:
    page = " ".join((REPOSITORY / "docs/json.md").read_text(encoding="utf-8").split())
    for told in (
        "`parts`: `[{id, title, documents, release, day, until, implemented, confirmed}]`",
        "an assessment that is open keeps it from being dormant",
        "What is at the top of a modification's file applies on every day",
        "`since` is `null` where",
    ):
        assert told in page


def test_every_key_is_documented(capsys: Capture) -> None:
    runs: list[int] = [
        listed(SEED, as_json=True),
        print_modification(SEED, "SECMP0007", None, as_json=True),
        print_modification(SEED, "MP143", None, as_json=True),
        print_next(SEED, CLOCK, "2021-12-17", "8", as_json=True),
        print_durations(SEED, CLOCK, DurationOptions("2020-08-07"), as_json=True),
        print_releases(SEED, None, as_json=True),
        print_release(SEED, "2022-11", None, as_json=True),
        print_release(SEED, "2021-11", None, as_json=True),
        print_parts(SEED, "2022-12-01", None, as_json=True, as_csv=False),
        print_costs(SEED, "2022-11", None, as_json=True),
    ]
    assert runs == [0] * len(runs)
    out, decoder = capsys.readouterr().out, json.JSONDecoder()
    found: set[str] = set()
    while out.strip():
        data, end = decoder.raw_decode(out.lstrip())
        assert data["version"] == 1
        found |= keys_of(data)
        out = out.lstrip()[end:]
    page = (REPOSITORY / "docs/json.md").read_text(encoding="utf-8")
    told = set(re.findall(r"[a-z]+(?:-[a-z]+)*", page))
    assert found - told == set()
    assert len(found) > 80


# Whatever is printed fits.

DAYS = (None, "2017-06-07", "2020-08-07", "2021-11-23", "2021-12-17")


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_every_line_fits_80_columns(day: str | None, capsys: Capture) -> None:
    assert listed(SEED, day, everything=True) == 0
    loaded = load_register(SEED)
    day_ = date.fromisoformat(day) if day is not None else None
    for standing in register_on(loaded.register, day_).standings:
        write_lines(
            story_lines(Story(register_on(loaded.register, day_), standing), loaded.sources)
        )
    assert print_next(SEED, CLOCK, day, "52", as_json=False) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if width_of(line) > 80] == []
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


def test_a_hostile_register_fits_80_columns(small: Path, capsys: Capture) -> None:
    file = small / "modifications/MP002.yaml"
    text = file.read_text(encoding="utf-8")
    endless = "标题" * 90 + "x" * 200 + " e\u0301" * 60
    file.write_text(text.replace("Another change", endless), encoding="utf-8")
    assert listed(small, everything=True) == 0
    for id_ in ("MP001", "MP002", "MP003"):
        assert print_modification(small, id_, None, as_json=False) == 0
    assert print_next(small, CLOCK, None, "104", as_json=False) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if width_of(line) > 80] == []
    assert "标题" in out


def test_a_broken_file_is_told_and_the_rest_is_shown(small: Path, capsys: Capture) -> None:
    (small / "modifications/MP001.yaml").write_text("id: MP001\n", encoding="utf-8")
    assert listed(small) == 1
    out, err = capsys.readouterr()
    assert "MP003" in out
    assert err == (
        "sectool: modifications/MP001.yaml cannot be read, so what it contains is missing here: "
        "see "
        "'sectool check'\n"
    )
    assert code_of(lambda: print_modification(small, "MP001", None, as_json=False)) == 1
    assert capsys.readouterr().err == (
        "sectool: modifications/MP001.yaml cannot be read: see 'sectool check'\n"
    )


# Tables.


def test_a_table_gives_way_where_it_may() -> None:
    columns = (TextColumn("id"), TextColumn("title", gives=True), TextColumn("n", right=True))
    rows = [("MP001", "a\tb\nc " * 40, "7"), ("MP002", "short", "1234")]
    lines = table(columns, rows)
    assert [len(line) for line in lines] == [80, 80, 80]
    assert lines[2] == "MP002  short" + " " * 64 + "1234"
    assert lines[1].startswith("MP001  a b c a b c ")
    assert lines[1].endswith("c…      7")


def test_what_is_cut_and_folded_has_its_width() -> None:
    assert cut("変更の標題", 5) == "変更…"
    assert cut("abc", 3) == "abc"
    assert width_of("e\u0301") == 1
    lines = folded("  key  ", "変" * 60, width=20)
    assert [width_of(line) for line in lines] == [19] * 10
    assert "".join(line[7:] for line in lines) == "変" * 60
    assert folded("  key  ", "") == ["  key"]


def test_a_date_asked_for_is_next_until_it_is_directed() -> None:
    asked = (
        "  next          Thu 24 Jun 2021: go-live of ctsd as asked of the Authority, no\n"
        "                answer yet\n"
    )
    assert asked in run("mod", "show", "SECMP0007", "--as-of", "2021-03-25")[1]
    assert "as asked of" not in run("mod", "show", "SECMP0007", "--as-of", "2021-03-24")[1]
    assert "as asked of" not in run("mod", "show", "SECMP0007")[1]


@pytest.mark.parametrize(("as_of", "days"), [("2020-10-01", 116), (None, None)])
def test_no_days_are_counted_of_what_nobody_has_heard_of(
    as_of: str | None, days: int | None
) -> None:
    """It may have come back long ago."""
    options = ("--as-of", as_of) if as_of else ()
    done = run("mod", "show", "MP078", *options, "--json", cwd=SEED)
    found = json.loads(done.stdout)["assessments"]
    assert [one["working-days"] for one in found if one["id"] == "pa-2"] == [days]
