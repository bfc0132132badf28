"""Waivers: each silences one finding on its element, errors too, and hides nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.check.run import check_register
from sectool.cli.commands.check_findings import check_timelines
from sectool.diagnostic import Severity, errors_of
from sectool.load import load_register
from sectool.pipeline import check_for_a_build, subject_of
from tests.register import BROKEN, MINIMAL, SEED, copy_of

WAIVER = """\
    waive:
    - code: {code}
      because: It was agreed so.
      allowed-by: The Panel, 9 January 2029
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def timeline(register: Path, milestones: str) -> None:
    file = register / "releases/2030-06/timeline.yaml"
    file.write_text(f"release: 2030-06\nmilestones:\n{milestones}", encoding="utf-8")


def found(register: Path, *, documents: bool = False) -> list[tuple[str, str, int]]:
    loaded = load_register(register)
    diagnostics = check_register(loaded, subject_of(loaded, documents=documents))
    return [(d.code, d.place.file, d.place.span.line) for d in diagnostics]


SUNDAY = "  go-live:\n    title: Go-live\n    when: 2030-06-30\n"
FILE = "releases/2030-06/timeline.yaml"


@pytest.mark.parametrize("code", ["T104", "not-a-working-day", "t104", "Not_a_Working_Day"])
def test_a_waiver_silences_the_finding_on_its_element(code: str, register: Path) -> None:
    timeline(register, SUNDAY)
    assert found(register) == [("T104", FILE, 5)]
    timeline(register, SUNDAY + WAIVER.format(code=code))
    assert found(register) == []


def test_a_waiver_of_a_rule_that_was_not_asked_is_not_judged(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waiver = WAIVER.format(code="M112").replace("\n    ", "\n").removeprefix("    ")
    modification = register / "modifications/MP001.yaml"
    modification.write_text(modification.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    assert [code for code, _, _ in found(register)] == ["Y302"]
    assert check_timelines(register, (), "text", errors_only=False, strict=True) == 0


def test_a_waiver_is_no_good_for_a_neighbour(register: Path) -> None:
    other = "  decision:\n    title: A decision\n    when: 2030-07-02\n"
    timeline(register, SUNDAY + other + WAIVER.format(code="T104"))
    assert found(register) == [("T104", FILE, 5), ("Y302", FILE, 10)]


def test_one_waiver_silences_one_finding(register: Path) -> None:
    rules = "    rules:\n    - before nowhere\n    - after nowhere\n"  # two T102 on one milestone
    go_live = "  go-live: {title: Go-live, when: 2030-06-27}\n"
    tests = "  tests:\n    title: Tests\n    when: 2030-07\n" + rules
    timeline(register, go_live + tests)
    assert found(register) == [("T102", FILE, 8), ("T102", FILE, 9)]
    timeline(register, go_live + tests + WAIVER.format(code="T102"))
    assert found(register) == [("T102", FILE, 9)]


def test_a_waiver_may_stand_higher_up(register: Path) -> None:
    whole = WAIVER.format(code="T104").replace("\n    ", "\n").removeprefix("    ")
    timeline(register, SUNDAY + whole)
    assert found(register) == []


def test_a_waiver_of_a_document_is_idle_only_once_documents_were_tried(register: Path) -> None:
    publication = register / "publications/rid-2030-06.yaml"
    whole = WAIVER.format(code="D105").replace("\n    ", "\n").removeprefix("    ")
    publication.write_text(publication.read_text(encoding="utf-8") + whole, encoding="utf-8")
    assert found(register) == []
    assert [code for code, _, _ in found(register, documents=True)] == ["Y302"]


def test_while_a_file_cannot_be_read_no_waiver_counts_as_idle(register: Path) -> None:
    timeline(
        register,
        "  go-live:\n    title: Go-live\n    when: 2030-06-27\n" + WAIVER.format(code="T104"),
    )
    assert found(register) == [("Y302", FILE, 7)]
    (register / "modifications/MP009.yaml").write_text("id: [", encoding="utf-8")
    assert [code for code, _, _ in found(register)] == ["Y102"]


def test_a_build_counts_the_warnings_that_a_check_places() -> None:
    for root in (SEED, MINIMAL, BROKEN):
        loaded = load_register(root)
        found = check_register(loaded, subject_of(loaded, documents=False))
        outcome = check_for_a_build(loaded)
        warned = [one.place.file for one in found if one.severity is Severity.WARNING]
        assert list(outcome.errors) == errors_of(found)
        assert sorted(outcome.warned) == sorted(warned)
