"""`sectool release` and `rid build --scope approved`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest

from sectool.cli.commands import rid_build as rid
from sectool.cli.commands.publication_verify import verify
from sectool.cli.commands.release_costs import print_costs
from sectool.cli.commands.release_list import print_list
from sectool.cli.commands.release_parts import print_parts
from sectool.cli.commands.release_show import print_release
from sectool.cli.present.tables import width_of
from sectool.load import load_register
from sectool.pipeline import build_now
from sectool.queries.costs import costs_of
from sectool.queries.register_on import register_on
from sectool.render.formats import FORMATS
from tests.command import code_of
from tests.office import READERS
from tests.register import MINIMAL, SEED, copy_of
from tests.tables import Paragraph, Table, flowing, read_markdown, section, tables, words

Capture = pytest.CaptureFixture[str]

RELEASE = """\
id: 2030-06
name: June 2030 SEC Release
kind: scheduled
history:
- {date: 2029-02-05, event: baselined, by: CSC, covers: system, version: 0.1}
- {date: 2030-06-27, event: went-live}
"""
# One that joins after the baseline, one that is approved then, one that is dropped, one in parts.
JOINS = """\
id: MP003
title: One that joins later
impacts: {suppliers: true}
documents: [section-a]
history:
- {date: 2029-01-09, event: raised, as: MP}
- {date: 2029-03-06, event: targeted, release: 2030-06}
- {date: 2029-11-01, event: recommended, towards: report, by: Panel}
- {date: 2029-12-04, event: approved, by: CSC, release: 2030-06}
"""
DROPPED = """\
id: MP004
title: One that leaves
history:
- {date: 2029-01-09, event: raised, as: MP}
- {date: 2029-01-10, event: targeted, release: 2030-06}
- {date: 2029-05-01, event: dropped, release: 2030-06, by: CSC, because: It is not ready.}
"""
IN_PARTS = """\
id: MP005
title: One in parts
impacts: {suppliers: true}
parts:
  text: {title: The text, documents: [section-h]}
  systems: {title: The systems}
  later: {title: What follows}
history:
- {date: 2029-01-09, event: raised, as: MP}
- {date: 2029-01-10, event: recommended, towards: report, by: Panel}
- {date: 2029-02-01, event: approved, release: 2030-06}
- {date: 2029-03-01, event: date-directed, part: text, to: 2030-01-10}
- {date: 2029-03-02, event: scheduled, part: later, tba: true}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    copy_of(MINIMAL, root)
    (root / "releases/2030-06/release.yaml").write_text(RELEASE, encoding="utf-8")
    for id_, text in (("MP003", JOINS), ("MP004", DROPPED), ("MP005", IN_PARTS)):
        (root / f"modifications/{id_}.yaml").write_text(text, encoding="utf-8")
    return root


# The list.


def test_the_releases_known_in_august_2020(capsys: Capture) -> None:
    assert print_list(SEED, "2020-08-07", as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        Releases on Fri 7 Aug 2020

        release     name                           go-live            approved  targeted
        2017-05-11  SEC version 5.7                11 May 2017, live         1         0
        2020-07-23  Standalone SEC Release of 23…  23 Jul 2020, live         1         0
        2020-11     November 2020 SEC Release      29 Nov 2020              13         0
        """
    )


def test_the_releases_for_programs(capsys: Capture) -> None:
    assert print_list(SEED, "2021-11-23", as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["as-of"]) == (1, "2021-11-23")
    assert data["releases"][-1] == {
        "id": "2022-11",
        "name": "November 2022 SEC Release",
        "kind": "scheduled",
        "go-live": "2022-11-03",
        "live": False,
        "cancelled": False,
        "approved": ["SECMP0015", "SECMP0056", "MP099"],
        "targeted": ["MP078", "MP085A", "MP140", "MP141", "MP143"],
        "missed": [],
    }


def test_no_release_is_said_so(capsys: Capture) -> None:
    assert print_list(SEED, "2016-01-01", as_json=False) == 0
    assert capsys.readouterr().out == "No release is known on Fri 1 Jan 2016.\n"


# One release.


def test_the_release_of_november_2022(golden: Callable[[str, str], None], capsys: Capture) -> None:
    assert print_release(SEED, "2022-11", "2021-11-23", as_json=False) == 0
    golden("release-show-2022-11.txt", capsys.readouterr().out)


def test_what_left_and_what_changed_since_the_baseline(small: Path, capsys: Capture) -> None:
    assert print_release(small, "2030-06", "2029-12-31", as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        June 2030 SEC Release (2030-06, scheduled), on Mon 31 Dec 2029
        go-live    Thu 27 Jun 2030

        Approved (2)
          MP003      One that joins later
          MP005      One in parts; part systems

        Targeted, not yet decided (1)
          MP002      Another change; cut-off Thu 20 Dec 2029, missed 5 Working Days ago

        No longer in it (1)
          MP004      One that leaves; dropped by CSC on Tue 1 May 2029: It is not ready.

        Baselines
          Mon 5 Feb 2029  by CSC; modifications that affect DCC Systems; version 0.1
        Since the last of them
          MP003      not in it → targeted, targeted on Tue 6 Mar 2029
          MP004      targeted → not in it, dropped by CSC on Tue 1 May 2029
          MP003      targeted → approved, approved by CSC on Tue 4 Dec 2029

        Specifications  not recorded

        DCC Change Requests  not recorded

        Costs  £120,000; one figure is not known and counts as nothing
        """
    )


def test_the_same_release_for_programs(small: Path, capsys: Capture) -> None:
    assert print_release(small, "2030-06", "2029-12-31", as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in data["approved"]] == ["MP003", "MP005"]
    assert data["targeted"] == [
        {
            "id": "MP002",
            "title": "Another change",
            "parts": ["all"],
            "cut-off": "2029-12-20",
            "cut-off-basis": "firm",
            "cut-off-state": "missed",
            "cut-off-window": {"earliest": "2029-12-20", "latest": "2029-12-20"},
            "cut-off-by-plan": None,
            "cut-off-working-days": 5,
        }
    ]
    assert data["dropped"] == [
        {
            "id": "MP004",
            "title": "One that leaves",
            "was": "targeted",
            "now": "not in it",
            "event": "dropped",
            "by": "CSC",
            "date": "2029-05-01",
            "seen": None,
            "because": "It is not ready.",
            "source": None,
        }
    ]
    changed = [(one["id"], one["was"], one["now"]) for one in data["changed-since-baseline"]]
    assert changed == [
        ("MP003", "not in it", "targeted"),
        ("MP004", "targeted", "not in it"),
        ("MP003", "targeted", "approved"),
    ]


def test_before_its_baseline_a_release_has_none(small: Path, capsys: Capture) -> None:
    assert print_release(small, "2030-06", "2029-02-04", as_json=False) == 0
    assert "No baseline of its scope is recorded.\n" in capsys.readouterr().out


def test_a_release_that_there_is_not(capsys: Capture) -> None:
    for command in (print_release, print_costs):
        assert code_of(partial(command, SEED, "2022-12", None, as_json=False)) == 2
        assert capsys.readouterr().err == (
            "sectool: there is no release '2022-12'; did you mean '2022-11'?\n"
        )


# What is in force.

# Part, since, release, basis: text whose own day came, systems with the release, later never.
IN_FORCE = {
    "2030-01-09": [],
    "2030-01-10": [("MP005", "text", "2030-01-10", "assumed")],
    "2030-06-26": [("MP005", "text", "2030-01-10", "assumed")],
    "2030-06-27": [
        ("MP003", "all", "2030-06-27", "confirmed"),
        ("MP005", "text", "2030-01-10", "confirmed"),
        ("MP005", "systems", "2030-06-27", "confirmed"),
    ],
}


@pytest.mark.parametrize("day", IN_FORCE)
def test_what_is_in_force_on_a_day(day: str, small: Path, capsys: Capture) -> None:
    assert print_parts(small, day, None, as_json=True, as_csv=False) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["in-force"] == day
    found = [(one["id"], one["part"], one["since"], one["basis"]) for one in data["parts"]]
    assert found == IN_FORCE[day]


def test_the_parts_of_secmp0007(capsys: Capture) -> None:
    def parts(day: str) -> dict[str, tuple[str, str, list[str]]]:
        assert print_parts(SEED, day, None, as_json=True, as_csv=False) == 0
        return {
            one["part"]: (one["since"], one["basis"], one["documents"])
            for one in json.loads(capsys.readouterr().out)["parts"]
            if one["id"] == "SECMP0007"
        }

    ctsd = {"ctsd": ("2021-06-24", "confirmed", ["appendix-r"])}
    assert parts("2021-06-23") == {}
    assert parts("2021-06-24") == ctsd
    assert parts("2021-11-03") == ctsd
    text = parts("2021-11-04")
    # What the Communications Hubs and their providers need had no date.
    assert text.keys() == {"ctsd", "legal-text", "dsp-systems"}
    assert text["dsp-systems"] == ("2021-11-04", "confirmed", [])
    assert text["legal-text"][:2] == ("2021-11-04", "confirmed")
    assert {"appendix-ad", "appendix-af", "schedule-11"} <= set(text["legal-text"][2])


def test_the_parts_of_secmp0015_are_assumed_until_confirmed(capsys: Capture) -> None:
    assert print_parts(SEED, "2022-07-01", "gas-networks", as_json=False, as_csv=False) == 0
    out = capsys.readouterr().out
    assert "Appendix AD  SECMP0015     Text of the DCC User Interface…  30 Jun 2022  assumed" in out
    assert "assumed: its day has come; no entry says yet that it went live\n" in out
    assert "Left out, because no impact is recorded of them at all: SECMP0007" in out
    assert [line for line in out.splitlines() if width_of(line) > 80] == []


def test_what_was_only_seen_in_force_has_no_day(capsys: Capture) -> None:
    options = {"as_json": False, "as_csv": False}
    assert print_parts(SEED, "2021-12-17", None, **options) == 0
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if "MP148" in line]
    assert line.split()[-4:] == ["17", "Dec", "2021*", "confirmed"]
    assert "\n* seen in force on this day; the start date is not recorded\n" in out
    assert print_parts(SEED, "2021-12-17", None, **{**options, "as_json": True}) == 0
    parts = json.loads(capsys.readouterr().out)["parts"]
    assert [(p["since"], p["basis"]) for p in parts if p["id"] == "MP148"] == [(None, "confirmed")]
    assert print_parts(SEED, "2021-12-16", None, **options) == 0
    assert "MP148" not in capsys.readouterr().out


def test_csv_has_a_row_for_each_document(small: Path, capsys: Capture) -> None:
    assert print_parts(small, "2030-06-27", "suppliers", as_json=False, as_csv=True) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [(row["document"], row["id"], row["part"], row["release"]) for row in rows] == [
        ("section-a", "MP003", "all", "2030-06"),
        ("section-h", "MP005", "text", ""),
        ("", "MP005", "systems", "2030-06"),
    ]


def test_what_no_impacts_are_recorded_of_is_told_to_programs_too(capsys: Capture) -> None:
    assert print_parts(SEED, "2022-07-01", "suppliers", as_json=True, as_csv=False) == 0
    out, err = capsys.readouterr()
    silent = json.loads(out)["not-recorded"]
    assert "SECMP0007" in silent
    assert err == ""
    assert print_parts(SEED, "2022-07-01", "Suppliers", as_json=False, as_csv=True) == 0
    out, err = capsys.readouterr()
    assert out.startswith("document,id,")
    assert err == (
        f"sectool: left out, because no impact is recorded of them at all: {', '.join(silent)}\n"
    )
    assert print_parts(SEED, "2022-07-01", None, as_json=True, as_csv=False) == 0
    assert json.loads(capsys.readouterr().out)["not-recorded"] == []


def test_nothing_in_force_is_said_so(small: Path, capsys: Capture) -> None:
    assert print_parts(small, "2029-01-01", None, as_json=False, as_csv=False) == 0
    assert capsys.readouterr().out == "No part is recorded as in force on Mon 1 Jan 2029.\n"
    assert (
        code_of(lambda: print_parts(small, "2029-01-01", "supplier", as_json=False, as_csv=False))
        == 2
    )
    assert "did you mean 'suppliers'?" in capsys.readouterr().err
    assert code_of(lambda: print_parts(small, "2029", None, as_json=False, as_csv=False)) == 2
    assert "--in-force: '2029' is not a day" in capsys.readouterr().err


# Costs.


def test_the_costs_of_november_2022(capsys: Capture) -> None:
    assert print_costs(SEED, "2022-11", "2021-11-23", as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    # The total that the RID prints.
    assert data["total"] == {
        "low": 6881083,
        "high": 7355083,
        "known": {"low": 6580083, "high": 6580083},
        "estimated": {"low": 301000, "high": 775000},
        "unknown": 8,
    }
    known = {one["id"]: one["known"]["low"] for one in data["modifications"]}
    assert known == {
        "SECMP0015": 1772600,
        "SECMP0056": 1686068,
        "MP078": 2635546,
        "MP099": 277684,
        "MP140": 0,
        "MP141": 208185,
        "MP143": 0,
    }


def test_the_costs_for_people(capsys: Capture) -> None:
    assert print_costs(SEED, "2022-11", "2021-11-23", as_json=False) == 0
    out = capsys.readouterr().out
    assert (
        "MP140                  –  £301,000 to £625,000  SIT, UIT, Implement to Live, Ap…\n" in out
    )
    assert out.endswith(
        "Total  £6,881,083 to £7,355,083, estimates included; 8 figures are not known and\n"
        "       count as nothing\n"
    )


def test_costs_nobody_recorded_are_said_so(capsys: Capture) -> None:
    assert print_costs(SEED, "2021-06", None, as_json=False) == 0
    assert capsys.readouterr().out == (
        "DCC costs of the June 2021 SEC Release, with all that is recorded\n\n"
        "No costs are recorded for its modifications.\n"
    )


def test_the_costs_of_one_part_count_in_its_release_alone(capsys: Capture) -> None:
    for day in (None, "2021-11-23"):
        assert print_costs(SEED, "2022-06", day, as_json=False) == 0
        assert "No costs are recorded for its modifications.\n" in capsys.readouterr().out
        assert print_release(SEED, "2022-06", day, as_json=False) == 0
        assert "Costs  none recorded\n" in capsys.readouterr().out
        assert print_costs(SEED, "2022-11", day, as_json=True) == 0
        total = json.loads(capsys.readouterr().out)["total"]
        assert (total["low"], total["high"]) == (6881083, 7355083)


def test_a_later_word_on_costs_is_of_its_own_parts(small: Path, capsys: Capture) -> None:
    reference = small / "reference/cost-phases.yaml"
    phase = next(iter(load_register(small).register.cost_phases))
    assert reference.is_file()
    moved = IN_PARTS + (
        "- {date: 2029-03-05, event: scheduled, part: later, release: 2031-06}\n"
        "- date: 2029-03-06\n  event: agreed\n  part: later\n"
        f"  costs: [{{phases: [{phase}], amount: 100}}]\n"
    )
    path = small / "modifications/MP005.yaml"

    def known() -> dict[str, int]:
        assert print_costs(small, "2030-06", None, as_json=True) == 0
        rows = json.loads(capsys.readouterr().out)["modifications"]
        return {row["id"]: row["known"]["low"] for row in rows}

    path.write_text(moved, encoding="utf-8")
    assert "MP005" not in known()
    whole = f"- {{date: 2029-03-07, event: noted, costs: [{{phases: [{phase}], amount: 70}}]}}\n"
    path.write_text(moved + whole, encoding="utf-8")
    assert known()["MP005"] == 70


@pytest.mark.parametrize("day", ["2021-09-27", "2021-10-20", "2021-11-15", "2021-11-23"])
def test_the_costs_are_those_of_the_rid(day: str, tmp_path: Path, capsys: Capture) -> None:
    assert print_costs(SEED, "2022-11", day, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert rid.build(SEED, None, "md", day, tmp_path, draft=False) == 0
    built = read_markdown(next(tmp_path.rglob("*.md")).read_bytes())
    table = tables(built)["Breakdown of DCC implementation costs"]
    ids = [one["id"] for one in found["modifications"]]
    assert [row[0] for row in table.texts] == [*ids, "Total of the figures available"]
    total = found["total"]
    costs = section(built, "DCC costs")
    said = [words(block.body) for block in costs if isinstance(block, Paragraph)]
    told = [text for text in said if "The figures available" in text]
    assert len(told) == 1
    assert f" £{total['low']:,} to £{total['high']:,}, including estimates. " in told[0]


def cost_table(root: Path, name: str = "md") -> Table:
    """The table of costs of a RID that leaves nothing out."""
    loaded = load_register(root)
    built = build_now(loaded, "rid-2030-06")
    content = FORMATS[name].write(built.document, built.look)
    return tables(READERS[name](content))["Breakdown of DCC implementation costs"]


def test_a_rid_counts_no_costs_of_a_part_that_goes_elsewhere(small: Path, capsys: Capture) -> None:
    path = small / "modifications/MP005.yaml"
    phase = next(iter(load_register(small).register.cost_phases))
    text = IN_PARTS.replace("{suppliers: true}", "{suppliers: true, dcc: testing}") + (
        "- {date: 2029-03-05, event: scheduled, part: later, release: 2031-06}\n"
        "- date: 2029-03-06\n  event: agreed\n  part: later\n"
        f"  costs: [{{phases: [{phase}], amount: tbc}}]\n"
    )

    def listed(after: str) -> tuple[bool, bool]:
        path.write_text(text + after, encoding="utf-8")
        assert print_costs(small, "2030-06", None, as_json=True) == 0
        rows = json.loads(capsys.readouterr().out)["modifications"]
        in_rid = [row[0] for row in cost_table(small).texts]
        return "MP005" in in_rid, "MP005" in [one["id"] for one in rows]

    assert listed("") == (False, False)
    whole = f"- {{date: 2029-03-07, event: noted, costs: [{{phases: [{phase}], amount: 70}}]}}\n"
    assert listed(whole) == (True, True)


def test_a_figure_for_several_phases_is_one_that_is_missing_and_they_are_all_named(
    small: Path, capsys: Capture
) -> None:
    """The RID counts cells of its table; the list of phases without a figure names each."""
    file = small / "reference/cost-phases.yaml"
    file.write_text(
        "sit: {title: SIT}\nuit: {title: UIT}\nimplement: {title: Implement to Live}\n",
        encoding="utf-8",
    )
    text = IN_PARTS + (
        "- date: 2029-03-07\n  event: noted\n  costs:\n"
        "  - {phases: [sit, uit], amount: tbc}\n  - {phases: [implement], amount: n/a}\n"
    )
    (small / "modifications/MP005.yaml").write_text(text, encoding="utf-8")
    register = load_register(small).register
    costs = costs_of(register, register_on(register, None).scope("2030-06"))
    found = {row.standing.id: (row.unknown, row.open_cells) for row in costs.rows}
    assert found["MP005"] == (("sit", "uit"), 1)
    assert print_costs(small, "2030-06", None, as_json=False) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["MP005", "–", "–", "SIT,", "UIT"] in rows


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("written", ["{}\n", "sit: [\n"], ids=["none", "unreadable"])
def test_without_phases_the_modifications_are_listed_all_the_same(
    small: Path, written: str, name: str
) -> None:
    (small / "reference/cost-phases.yaml").write_text(written, encoding="utf-8")
    text = JOINS.replace("{suppliers: true}", "{suppliers: true, dcc: system}")
    (small / "modifications/MP003.yaml").write_text(text, encoding="utf-8")
    assert cost_table(small, name).texts == (("MP002",), ("MP003",))


def test_where_no_figure_is_wanted_the_costs_are_not_nothing(small: Path, capsys: Capture) -> None:
    (small / "reference/cost-phases.yaml").write_text("{}\n", encoding="utf-8")
    change = small / "modifications/MP002.yaml"
    text = change.read_text(encoding="utf-8")
    start, end = text.index("costs:"), text.index("history:")
    change.write_text(text[:start] + text[end:], encoding="utf-8")
    assert print_release(small, "2030-06", None, as_json=False) == 0
    assert "Costs  none recorded" in capsys.readouterr().out
    assert print_costs(small, "2030-06", None, as_json=False) == 0
    assert "No costs are recorded for its modifications." in capsys.readouterr().out


@pytest.mark.parametrize("day", [None, "2020-08-07", "2021-11-23"])
def test_every_line_fits_80_columns(day: str | None, capsys: Capture) -> None:
    for release in sorted(path.name for path in (SEED / "releases").iterdir()):
        assert print_release(SEED, release, day, as_json=False) == 0
        assert print_costs(SEED, release, day, as_json=False) == 0
    assert print_list(SEED, day, as_json=False) == 0
    assert print_parts(SEED, day or "2023-01-01", None, as_json=False, as_csv=False) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if width_of(line) > 80] == []


# The RID of what is approved.


def build(root: Path, output: Path, scope: str) -> tuple[int, str]:
    code = code_of(lambda: rid.build(root, None, "md", None, output, draft=False, scope=scope))
    found = sorted(output.rglob("*.md"))
    return code, flowing(found[0].read_bytes()) if found else ""


def test_the_approved_alone(tmp_path: Path, capsys: Capture) -> None:
    code, text = build(SEED, tmp_path, "approved")
    assert code == 0
    assert capsys.readouterr().out == f"{tmp_path / '2022-11' / 'rid-0.4-approved.md'}\n"
    left_out = (
        "This copy contains approved modifications only. A further five modifications are targeted "
        "for this release and have not yet been decided: MP078, MP085A, MP140, MP141, MP143. They "
        "are left out, together with any change or cost that depends on them alone.\n"
    )
    assert left_out in text
    rest = text.replace(left_out, "")
    # Nothing else speaks of them, but for the history of the document's own versions.
    body, _, appendices = rest.partition("## Appendix 1")
    for id_ in ("MP078", "MP085A", "MP140", "MP141", "MP143"):
        assert id_ not in body
    assert "MP085A has joined" in appendices
    assert "No modification that has yet to be decided" not in text
    assert "This section covers approved modifications only." in text
    assert "| **Status** | Working copy |" in text
    # A version that only targeted modifications ask for may never come into force.
    assert "| **GBCS** | v4.2 |" in text
    assert "| **GBCS** | v3.3 |" not in text
    assert "The figures available for approved modifications total £3,736,352." in text


def test_it_can_be_verified(tmp_path: Path, capsys: Capture) -> None:
    build(SEED, tmp_path, "approved")
    capsys.readouterr()
    assert verify(SEED, tmp_path / "2022-11" / "rid-0.4-approved.md") == 0
    out = capsys.readouterr().out
    assert "RID 2022-11 · version 0.4 · approved only · as of 2021-11-23" in out


def test_where_nothing_is_approved(tmp_path: Path, capsys: Capture) -> None:
    # The minimal register has one targeted modification and no approved one.
    for format_ in ("md", "html", "docx", "pdf"):
        code = rid.build(MINIMAL, None, format_, None, tmp_path, draft=False, scope="approved")
        assert code == 0, capsys.readouterr().err
    text = (tmp_path / "2030-06" / "rid-0.1-approved.md").read_text(encoding="utf-8")
    assert "No modification has yet been approved for this release." in text
    assert (
        "One further modification is targeted for this release and has not yet been decided: MP002."
        in text
    )


def test_a_scope_that_there_is_not(tmp_path: Path, capsys: Capture) -> None:
    assert build(SEED, tmp_path, "aproved") == (2, "")
    assert capsys.readouterr().err == (
        "sectool: --scope: no scope 'aproved'; did you mean 'approved'?\n"
    )


def test_all_is_what_is_built_without_it(tmp_path: Path) -> None:
    code, text = build(SEED, tmp_path / "one", "all")
    assert code == 0
    assert rid.build(SEED, None, "md", None, tmp_path / "two", draft=False) == 0
    assert text == flowing((tmp_path / "two/2022-11/rid-0.4-for-issue.md").read_bytes())
