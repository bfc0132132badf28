"""What is assumed is printed with a qualifier, and why it was is told to the builder alone."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from sectool import model
from sectool.load import load_register
from sectool.pipeline import build
from tests.command import Done, run
from tests.git import planned
from tests.register import MINIMAL, SEED, copy_of, edit, opened
from tests.tables import flowing

REASON = "A colleague remembers it"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The minimal register, of which somebody assumes that MP002 is targeted."""
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(
        root / "modifications/MP002.yaml",
        "  source: plan\n",
        f"  assumed: true\n  note: {REASON}.\n",
    )
    return root


def rid(root: Path) -> str:
    return flowing(build(load_register(root), "rid-2030-06").written("md"))


def built(root: Path) -> Done:
    return run("rid", "build", "2030-06", "--format", "md", cwd=root)


def issued(root: Path) -> Done:
    planned(root)
    return run("publication", "issue", "rid-2030-06", cwd=root)


def test_a_place_that_is_assumed_is_qualified(register: Path) -> None:
    text = rid(register)
    assert "Its place in this release is subject to confirmation." in text
    assert "Cut-off date: **20 December 2029**, subject to confirmation." in text.replace(
        "\u00a0", " "
    )
    assert REASON not in text


def test_the_builder_is_told_why(register: Path) -> None:
    told = built(register).stderr
    assert (
        "assumed, and printed as 'subject to confirmation': MP002 is targeted for 2030-06: "
        f"{REASON}." in told
    )


def test_what_is_qualified_goes_out(register: Path) -> None:
    assert issued(register).returncode == 0


def test_a_decision_that_is_assumed_stops_an_issue(register: Path) -> None:
    edit(register / "modifications/MP002.yaml", "event: targeted", "event: approved")
    assert "approved for 2030-06" in built(register).stderr
    done = issued(register)
    assert done.returncode == 1
    assert "MP002 is approved for 2030-06" in done.stderr


def test_costs_of_an_assumed_entry_are_qualified(register: Path) -> None:
    edit(
        register / "modifications/MP002.yaml",
        "  assumed: true\n",
        "  assumed: true\n  costs: [{phases: [sit], amount: 5}, {phases: [uit], amount: tbc}]\n",
    )
    text = rid(register)
    note = text[text.index(": Subject to confirmation.") - 4 :][:4]
    assert text.count(note) == 2  # of the one figure, and the note


def test_what_only_dates_its_source_back_is_no_assumption(register: Path) -> None:
    edit(
        register / "modifications/MP002.yaml",
        "- date: 2029-01-09",
        "- seen: 2020-01-09",
    )
    edit(
        register / "modifications/MP002.yaml",
        "  assumed: true\n",
        "  assumed: true\n  source: plan\n",
    )
    assert "subject to confirmation" not in rid(register)


def test_the_real_rid_speaks_to_its_readers() -> None:
    text = flowing(build(opened(SEED), "rid-2022-11").written("md"))
    assert "assumed here" not in text
    assert "The phases that this figure covers are subject to confirmation." in text
    assert "This figure is an estimate, subject to confirmation." in text


def test_a_cut_off_by_an_assumed_rule_is_qualified(register: Path) -> None:
    edit(register / "modifications/MP002.yaml", "  cut-off: {date: 2029-12-20}\n", "")
    edit(
        register / "modifications/MP002.yaml",
        f"  assumed: true\n  note: {REASON}.\n",
        "  source: plan\n",
    )
    rules = register / "reference/cut-offs.yaml"
    for assumed in (False, True):
        flag = ", assumed: true, note: So people say." if assumed else ""
        rules.write_text(f"- {{when: 6 months before go-live, source: plan{flag}}}\n", "utf-8")
        says = rid(register).replace("\u00a0", " ")
        at = says.index("Usual cut-off date")
        assert ("**, subject to confirmation." in says[at : at + 120]) is assumed
    assert "the cut-off date of MP002 by rule: So people say." in built(register).stderr


def test_an_assumed_window_is_qualified(register: Path) -> None:
    file = register / "modifications/MP002.yaml"
    edit(file, "{date: 2029-12-20}", "{when: 6 months before tests}")
    timeline = register / "releases/2030-06/timeline.yaml"
    text = timeline.read_text("utf-8")
    timeline.write_text(text + "  tests: {title: Tests start, when: 2030-05}\n", "utf-8")
    says = rid(register).replace("\u00a0", " ")
    line = next(line for line in says.splitlines() if "Cut-off date: between" in line)
    assert re.search(r"and \*\*[^*]*\*\*, subject to confirmation\.", line)


def test_a_direction_that_is_assumed_qualifies_the_place(register: Path) -> None:
    """By the day that was directed it goes with the release."""
    edit(
        register / "modifications/MP002.yaml",
        f"  assumed: true\n  note: {REASON}.\n",
        "  source: plan\n"
        "- {date: 2029-01-20, event: approved, release: 2030-11, by: CSC, source: plan}\n"
        "- {date: 2029-01-30, event: date-directed, to: 2030-06-27, assumed: true}\n",
    )
    (register / "releases/2030-11").mkdir()
    (register / "releases/2030-11/release.yaml").write_text(
        "id: 2030-11\nname: November 2030 SEC Release\nkind: scheduled\ngo-live: 2030-11-07\n",
        encoding="utf-8",
    )
    line = next(line for line in rid(register).splitlines() if line.startswith("- **MP002**"))
    assert line.endswith("Its place in this release is subject to confirmation.")


@pytest.mark.parametrize(
    "entry",
    [
        "{date: 2029-01-30, event: date-requested, by: CSC, to: 2030-07-04, assumed: true}",
        "{date: 2029-01-30, event: noted, will: do something else, assumed: true}",
    ],
)
def test_what_a_rid_cannot_qualify_stops_its_issue(register: Path, entry: str) -> None:
    file = register / "modifications/MP002.yaml"
    edit(
        file,
        f"  assumed: true\n  note: {REASON}.\n",
        f"  source: plan\n- {entry}\n",
    )
    done = issued(register)
    assert done.returncode == 1
    assert "would print what is assumed" in done.stderr
    assert "printed without a word of it: " in built(register).stderr


# What else may be assumed, and is in no document: holidays and lead times only count, vocabularies
# are words, the usual length of a consultation gives no day that is printed, and a usual go-live is
# a proposal.
NOT_PRINTED = {
    *("Holiday", "Elsewhere", "LeadTime", "Vocabulary", "UsualConsultation", "GoLivePattern"),
    # How long an assessment of a kind is meant to take is printed nowhere.
    "AssessmentKind",
    # What a plan counts back by is in no paper that is issued.
    "BackPlanStep",
}


def test_all_that_can_be_assumed_is_looked_at() -> None:
    found = {
        name
        for module in iter_modules(model.__path__)
        for name, shape in vars(import_module(f"sectool.model.{module.name}")).items()
        if isinstance(shape, type) and "assumed" in getattr(shape, "model_fields", ())
    }
    printed = {"Happening", "Entry", "Cost", "CutOffRule"}
    assert found == printed | NOT_PRINTED
