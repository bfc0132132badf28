"""Days, ids and stages as people write them in cells: sure, guessed with a reason, or refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from sectool.dates import iso
from sectool.importing.cell_values import CellReader
from sectool.importing.cells import SheetCell
from sectool.importing.reading import CellReading
from sectool.importing.written_dates import DateOrder, order_of, read_date
from sectool.importing.written_ids import read_id
from tests.register import SEED, opened

STORED = datetime.datetime.combine(datetime.date(2022, 11, 1), datetime.time())


def outcome(read: CellReading) -> tuple[str, str]:
    """What was read, and whether it is sure."""
    value = iso(read.value) if isinstance(read.value, datetime.date) else read.value
    return str(value), "refused" if read.refused else "guessed" if read.guessed else "sure"


@pytest.mark.parametrize(
    ("value", "shown", "expected"),
    [
        ("3 November 2022", "", ("2022-11-03", "sure")),
        ("3rd of Nov 2022", "", ("2022-11-03", "sure")),
        ("Nov 3, 2022", "", ("2022-11-03", "sure")),
        ("3-Nov-22", "", ("2022-11-03", "sure")),
        ("22-Nov-13", "", ("2013-11-22", "guessed")),
        ("2022-11-03T00:00:00", "", ("2022-11-03", "sure")),
        ("20221103", "", ("2022-11-03", "sure")),
        ("Thursday 3 November 2022", "", ("2022-11-03", "sure")),
        ("Friday 3 November 2022", "", ("None", "refused")),
        ("25/11/2022", "", ("2022-11-25", "sure")),
        ("11/25/2022", "", ("2022-11-25", "sure")),
        ("04.04.22", "", ("2022-04-04", "sure")),
        ("03/11/2022", "", ("None", "refused")),
        ("Thu 03/11/2022", "", ("2022-11-03", "sure")),
        ("22.11.03", "", ("None", "refused")),
        ("31/02/2022", "", ("None", "refused")),
        ("November 2022", "", ("2022-11", "sure")),
        ("11/2022", "", ("2022-11", "sure")),
        ("Nov 22", "", ("2022-11", "guessed")),
        ("Nov '22", "", ("2022-11", "sure")),
        ("Nov 09", "", ("None", "refused")),
        ("22 Nov", "", ("None", "refused")),
        ("Q4 2022", "", ("None", "refused")),
        ("1 Jan 1900", "", ("None", "refused")),
        ("44868", "", ("2022-11-03", "guessed")),
        (44_868.5, "", ("2022-11-03", "guessed")),
        (143, "", ("None", "refused")),
        (True, "", ("None", "refused")),
        ("TBC", "", ("None", "sure")),
        (STORED, "d mmm yyyy", ("2022-11-01", "sure")),
        (STORED, "mmm-yy", ("2022-11", "guessed")),
        (STORED, "d-mmm", ("2022-11-01", "guessed")),
        (STORED, '[$-809]d" de "mmmm\\ yyyy', ("2022-11-01", "sure")),
    ],
)
def test_a_date(value: Any, shown: str, expected: tuple[str, str]) -> None:
    assert outcome(read_date(SheetCell(value, shown))) == expected


@pytest.mark.parametrize(
    ("cells", "order", "ambiguous"),
    [
        (["25/11/2022", "03/04/2022"], DateOrder("day-first", "25/11/2022 (A0)"), "2022-04-03"),
        (["11/25/2022", "03/04/2022"], DateOrder("month-first", "11/25/2022 (A0)"), "2022-03-04"),
        (["01/02/2022"], DateOrder(), "None"),
        (
            ["25/11/2022", "11/25/2022"],
            DateOrder(both=True, because="25/11/2022 (A0) and 11/25/2022 (A1)"),
            "None",
        ),
        (
            ["25/11/2022", STORED],
            DateOrder("day-first", "25/11/2022 (A0)", swapped="25/11/2022 (A0)"),
            "2022-04-03",
        ),
    ],
)
def test_a_column_shows_its_order(cells: list[Any], order: DateOrder, ambiguous: str) -> None:
    found = order_of((f"A{at}", SheetCell(value)) for at, value in enumerate(cells))
    assert found == order
    read = outcome(read_date(SheetCell("03/04/2022"), found))
    assert read == (ambiguous, "refused" if ambiguous == "None" else "guessed")
    # What Excel stored may be the wrong way round where it kept other days as text.
    stored = outcome(read_date(SheetCell(STORED, "dd/mm/yyyy"), found))
    assert stored == ("2022-11-01", "guessed" if order.swapped else "sure")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("MP143", ("MP143", "sure")),
        ("mp 143", ("MP143", "sure")),
        ("MP\u00a0143\u200b", ("MP143", "sure")),
        ("DP190", ("MP190", "sure")),
        ("SECMP-0007", ("SECMP0007", "sure")),
        ("MP143*", ("MP143", "guessed")),
        ("MP143: A title", ("MP143", "guessed")),
        (143, ("MP143", "guessed")),
        (7, ("SECMP0007", "guessed")),
        (999, ("None", "refused")),
        ("MP85A", ("MP085A", "guessed")),
        ("MP0007", ("None", "refused")),
        ("MP102/103", ("None", "refused")),
        ("MP102 and MP103", ("None", "refused")),
        ("МP143", ("None", "refused")),
        ("after MP143", ("None", "refused")),
        ("", ("None", "sure")),
    ],
)
def test_an_id(value: Any, expected: tuple[str, str]) -> None:
    register = opened(SEED).register
    assert outcome(read_id(SheetCell(value), register.ids, register.modifications)) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("stage", "Refine", "(('refinement', False), 'sure')"),
        ("stage", "the Refinement stage", "(None, 'refused')"),
        ("stage", "Refinement stage", "(('refinement', False), 'guessed')"),
        ("stage", "Pending Implementation", "(('approved', False), 'sure')"),
        ("stage", "Report Phase (on hold)", "(('report', True), 'sure')"),
        ("stage", "On hold", "((None, True), 'sure')"),
        ("stage", "Not known", "(None, 'sure')"),
        ("stage", "Limbo", "(None, 'refused')"),
        ("release", "November 2022 SEC Release", "('2022-11', 'sure')"),
        ("release", "Nov 22", "('2022-11', 'guessed')"),
        ("release", STORED, "('2022-11', 'guessed')"),
        ("release", "2031-11", "(None, 'refused')"),
        ("path", "Path 3: Self-Governance", "('self-governance', 'sure')"),
        ("path", "by lot", "(None, 'refused')"),
        ("documents", "Section H, Appendix AD", "(('section-h', 'appendix-ad'), 'sure')"),
        ("documents", "none", "((), 'sure')"),
        ("documents", "Section H and the rest", "(None, 'refused')"),
        ("specifications", "GBCS v4, v5", "(None, 'refused')"),
        ("specifications", "GBCS (v4) & CHTS v1", "(None, 'refused')"),
        ("specifications", "GBCS v4 4.1", "({'GBCS': ('v4', '4.1')}, 'sure')"),
        ("affects suppliers", "✓", "('true', 'sure')"),
        ("affects suppliers", "TBC", "('tbc', 'sure')"),
        ("affects dcc", "testing only", "('testing', 'sure')"),
        ("affects dcc", "yes", "(None, 'refused')"),
        ("urgent", "Y", "(True, 'sure')"),
        ("urgent", "perhaps", "(None, 'refused')"),
        ("raised-as", "dp", "('DP', 'sure')"),
        ("raised-as", "XY", "(None, 'refused')"),
        ("link", "see the web", "(None, 'refused')"),
        ("title", "n/a", "(None, 'sure')"),
        ("title", "One\ntwo  three", "('One two three', 'sure')"),
        ("problem", "One\ntwo  three", "('One\\ntwo three', 'sure')"),
    ],
)  # fmt: skip
def test_a_cell_of_a_known_column(key: str, value: Any, expected: str) -> None:
    register = opened(SEED).register
    reader = CellReader(register, {}, {}, register.modifications)
    read = reader.read(key, SheetCell(value, "mmm-yy"), 1, datetime.date(2021, 11, 23))
    sure = "refused" if read.refused else "guessed" if read.guessed else "sure"
    assert repr((read.value, sure)) == expected
