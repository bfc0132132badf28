"""docs/events.md says of every event what the table says, and its example is a register's file."""

from __future__ import annotations

import re
from pathlib import Path

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.model.events import EVENTS
from sectool.model.modification import FACTS
from sectool.model.release import RELEASE_EVENTS
from sectool.model.shape import kebab
from sectool.pipeline import subject_of
from tests.register import REPOSITORY, SEED, copy_of

PAGE = (REPOSITORY / "docs" / "events.md").read_text(encoding="utf-8")


def test_the_table_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]*) \| ([^|]*) \|$", PAGE, re.MULTILINE)
    told = {
        name: (set(re.findall("`([a-z-]+)`", needs)), set(re.findall("`([a-z-]+)`", takes)))
        for name, needs, takes in rows
    }
    assert told == {
        name: ({*map(kebab, shape.needs)}, {*map(kebab, shape.takes - shape.needs)})
        for name, shape in EVENTS.items()
    }


def test_the_facts_are_those_of_the_code() -> None:
    """The list at the top of the page: what any entry may replace."""
    named = set(re.findall("`([a-z-]+)`", PAGE.partition("| event |")[0]))
    assert {kebab(fact) for fact in FACTS} - named == set()


def test_the_table_of_releases_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]*) \|$", PAGE, re.MULTILINE)
    listed = {
        name: (
            set(re.findall("`([a-z]+)` is needed", means)),
            set(re.findall("`([a-z-]+)`", takes)),
        )
        for name, means, takes in rows
    }
    assert listed == {
        name: ({*map(kebab, shape.needs)}, {*map(kebab, shape.takes)})
        for name, shape in RELEASE_EVENTS.items()
    }


def test_the_example_has_no_faults(tmp_path: Path) -> None:
    register = tmp_path / "register"
    copy_of(SEED, register, ("sectool.yaml", "reference"))
    release = register / "releases" / "2027-02"
    release.mkdir(parents=True)
    text = "id: 2027-02\nname: February 2027 SEC Release\nkind: scheduled\ngo-live: 2027-02-25\n"
    (release / "release.yaml").write_text(text, encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (register / "modifications").mkdir()
    (register / "modifications" / "MP201.yaml").write_text(example, encoding="utf-8")
    loaded = load_register(register)
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [(d.code, d.message) for d in found if d.place.file.startswith("modif")] == []
