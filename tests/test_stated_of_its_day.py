"""What a document states is compared with what was so on its day: later news makes it no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.pipeline import subject_of
from tests.register import MINIMAL, copy_of, edit

PLAN = "plan: {title: The plan, dated: 2029-01-08}\n"
LATER = "later: {title: A later document, dated: 2029-06-01}\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    register = copy_of(MINIMAL, tmp_path / "register", [one.name for one in MINIMAL.iterdir()])
    (register / "reference" / "sources.yaml").write_text(PLAN + LATER, encoding="utf-8")
    return register


def found(register: Path, code: str) -> list[str]:
    loaded = load_register(register)
    told = check_register(loaded, subject_of(loaded, documents=False))
    return [one.message for one in told if one.code == code]


@pytest.mark.parametrize(("source", "many"), [("plan", 0), ("later", 1)])
def test_a_holiday_announced_later_makes_no_stated_date_wrong(
    register: Path, source: str, many: int
) -> None:
    calendar = register / "reference" / "calendar.yaml"
    holiday = "{date: 2030-06-24, name: An extra holiday, known-from: 2029-03-01}"
    edit(calendar, "holidays:\n", f"holidays:\n- {holiday}\n")
    (register / "releases" / "2030-06" / "timeline.yaml").write_text(
        f"release: 2030-06\nstated-by: {source}\nmilestones:\n"
        "  papers: {title: Papers, when: 5 working days before go-live, stated: 2030-06-20}\n"
        "  go-live: {title: Go-live, when: last Thursday of June 2030}\n",
        encoding="utf-8",
    )
    assert len(found(register, "T106")) == many


@pytest.mark.parametrize(("source", "many"), [("plan", 0), ("later", 1)])
def test_a_modification_targeted_later_makes_no_stated_figure_wrong(
    register: Path, source: str, many: int
) -> None:
    release = register / "releases" / "2030-06" / "release.yaml"
    with release.open("a", encoding="utf-8") as file:
        file.write(f'stated:\n- {{figure: documents-listed, says: "0", source: {source}}}\n')
    assert len(found(register, "R104")) == many


@pytest.mark.parametrize(("source", "many"), [("plan", 0), ("later", 1)])
def test_a_title_is_compared_with_that_of_the_day(register: Path, source: str, many: int) -> None:
    (register / "modifications" / "MP009.yaml").write_text(
        "id: MP009\ntitle: Another change\n"
        f"stated:\n- {{says: A change, source: {source}}}\n"
        "history:\n- {date: 2029-01-02, event: raised, as: MP}\n"
        "- {date: 2029-03-01, event: retitled, from: A change}\n",
        encoding="utf-8",
    )
    assert len(found(register, "D102")) == many


@pytest.mark.parametrize(("dated", "many"), [("2029-04-06", 0), ("2029-06-04", 1)])
def test_a_holiday_announced_later_makes_no_stated_duration_wrong(
    register: Path, dated: str, many: int
) -> None:
    calendar = register / "reference" / "calendar.yaml"
    holiday = "{date: 2029-03-14, name: An extra holiday, known-from: 2029-06-01}"
    edit(calendar, "holidays:\n", f"holidays:\n- {holiday}\n")
    (register / "modifications" / "MP009.yaml").write_text(
        "id: MP009\ntitle: A change\nhistory:\n- {date: 2029-01-02, event: raised, as: MP}\n"
        "- {date: 2029-03-05, event: assessment-accepted, assessment: pa-1}\n",
        encoding="utf-8",
    )
    (register / "publications" / "report-2029-04.yaml").write_text(
        f"kind: status-report\ndated: {dated}\n"
        "period: {from: 2029-03-01, to: 2029-03-29, counted: working days}\n"
        "stated:\n- {figure: assessment-duration, of: MP009 pa-1, says: 18}\n",
        encoding="utf-8",
    )
    assert len(found(register, "D109")) == many
