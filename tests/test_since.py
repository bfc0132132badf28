"""One meaning of "since" in every kind of document: what came after that day, told exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sectool.load import Loaded, load_register
from sectool.render.formats import FORMATS
from tests.register import SEED, built_as, copy_of, lean

KINDS = {
    "status-report": "period: {from: 2021-01-01, to: 2021-12-31, counted: weekdays both ends}\n",
    "newsletter": "",
    "cross-code": (
        "recipient: {code: Balancing and Settlement Code, short: BSC, panel: BSC Panel}\n"
        "since: 2022-01-01\n"
    ),
}
FIRST, SECOND, THIRD = "2022-01-07", "2022-02-04", "2022-03-04"
# An entry's date, and in which of the three documents it is news.
DAYS = {
    "2022-01-06": FIRST,
    "2022-01-07": FIRST,
    "2022-01-08": SECOND,
    "2022-02-04": SECOND,
    "2022-02-05": THIRD,
    # A month is over on its last day, and not known before.
    "2022-01": SECOND,
    "2022-02": THIRD,
}


def register(to: Path, kind: str, happened: str) -> Loaded:
    lean(copy_of(SEED, to, ("sectool.yaml", "modifications", "reference", "releases")))
    (to / "publications").mkdir()
    for day in (FIRST, SECOND, THIRD):
        more = KINDS[kind]
        if day != FIRST:
            more = more.replace("since: 2022-01-01\n", "")
        path = to / f"publications/{kind}-{day}.yaml"
        path.write_text(f"kind: {kind}\ndated: {day}\n{more}", encoding="utf-8")
    with (to / "modifications/MP141.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- {{date: {happened}, event: rejected, by: CB, path: self-governance}}\n")
    return load_register(to)


def telling(loaded: Loaded, kind: str) -> Iterator[str]:
    """The days of the documents that tell of the decision."""
    for day in (FIRST, SECOND, THIRD):
        name = f"{kind}-{day}"
        publication = loaded.register.publications[name]
        built = built_as(loaded, name, publication, None, draft=False)
        text = FORMATS["md"].write(built.document, built.look).decode("utf-8")
        if "SRV Visibility for Devices on SSI" in text:
            yield day


@pytest.mark.slow
@pytest.mark.parametrize("happened", DAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_is_told_by_one_of_two_successive_documents(
    tmp_path: Path, kind: str, happened: str
) -> None:
    loaded = register(tmp_path, kind, happened)
    told = list(telling(loaded, kind))
    # Before the decision the paper for another code lists the modification as open.
    after = [day for day in told if kind != "cross-code" or day >= DAYS[happened]]
    assert after == [DAYS[happened]]


@pytest.mark.parametrize("kind", KINDS)
def test_all_kinds_name_the_day_of_the_document_before(tmp_path: Path, kind: str) -> None:
    loaded = register(tmp_path, kind, "2022-01-06")
    name = f"{kind}-{SECOND}"
    built = built_as(loaded, name, loaded.register.publications[name], None, draft=False)
    text = FORMATS["md"].write(built.document, built.look).decode("utf-8").replace("\u00a0", " ")
    assert "since 7 January 2022" in text
    assert "8 January" not in text
