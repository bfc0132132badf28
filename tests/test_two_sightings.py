"""A sighting of what is known with its day takes nothing away, whichever is told first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import NOVEMBER_2019, copy_of

Answer = Callable[..., Any]
SEEN = "- {seen: 2020-01-10, event: implemented}\n"
HISTORIES = {
    "by its release": ("MP301", SEEN, "2019-11-29"),
    "its stage": ("MP301", "- {seen: 2020-01-10, stage: implemented}\n", "2019-11-29"),
    "by an entry": ("MP301", "- {date: 2019-11-29, event: implemented}\n" + SEEN, "2019-11-29"),
    "in a month": ("MP311", "- {date: 2020-01, event: implemented}\n" + SEEN, "2020-01"),
    "a part": ("MP305", "- {seen: 2020-01-10, event: implemented, part: texts}\n", "2019-11-29"),
    "twice": ("MP301", SEEN + SEEN.replace("01-10", "02-10"), "2019-11-29"),
}
AS_OF = ("--as-of", "2020-03-01")


@pytest.mark.parametrize("name", HISTORIES)
def test_every_answer_keeps_the_day(tmp_path: Path, name: str) -> None:
    id_, more, day = HISTORIES[name]
    root = copy_of(NOVEMBER_2019, tmp_path / "register")
    file = root / "modifications" / f"{id_}.yaml"

    def answers() -> dict[str, object]:
        def answer(*words: str) -> Any:
            done = run(*words, "--json", cwd=root)
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        shown = answer("mod", "show", id_, *AS_OF)
        listed = answer("mod", "list", "--all", *AS_OF)["modifications"]
        parts = answer("release", "parts", "--in-force", "2020-03-01")["parts"]
        spells = answer("mod", "durations", "--kind", "in-force", "--to", "2020-03-01")
        return {
            "shown": (shown["stage"], shown["since"]),
            "parts": [part["implemented"] for part in shown["parts"]],
            "listed": [(one["stage"], one["since"]) for one in listed if one["id"] == id_],
            "in force": [one["since"] for one in parts if one["id"] == id_],
            "lasted": [(one["from"], one["to"]) for one in spells["durations"] if one["id"] == id_],
        }

    if not day.endswith("-01"):
        before = answers()
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    after = answers()
    assert after["shown"] == ("implemented", day)
    assert after["parts"] == [day]
    assert after["listed"] == [("implemented", day)]
    if not day.endswith("-01"):
        assert after == before
