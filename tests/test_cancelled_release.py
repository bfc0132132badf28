"""A release that was cancelled is cancelled in every answer and every document, from that day on.

What it was to bring in has no go-live any more and needs another release; what had missed its
cut-off for it has missed it still.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sectool.load import load_register
from sectool.queries.register_on import register_on
from sectool.queries.rolled_over import RolledOver, came_from, rolled_over
from tests.command import Done, run
from tests.register import NOVEMBER_2019, copy_of
from tests.tables import flowing

CANCELLED, EVE, LATER = "2019-11-10", "2019-11-09", "2019-11-15"
FOLLOWERS = [f"MP{number}" for number in range(301, 311)]

UNDECIDED = """\
id: {id}
title: Undecided {id}
will: change one point more
impacts: {{suppliers: true}}
documents: [section-a]
cut-off: {{when: {when}}}
history:
- {{date: 2019-01-15, event: raised, as: MP, source: timetable}}
- {{date: 2019-03-05, event: targeted, release: 2019-11, source: timetable}}
- {{date: 2019-10-20, event: discussed, by: Panel}}
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(NOVEMBER_2019, tmp_path_factory.mktemp("cancelled") / "register")
    file = root / "releases" / "2019-11" / "release.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith("- {date: 2019-11-29, event: went-live")
    because = "because: The systems are not ready."
    lines[-1] = f"- {{date: {CANCELLED}, event: cancelled, by: Authority, {because}}}"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rid = root / "publications" / "rid-2019-11.yaml"
    row = "- {version: 0.5, dated: 2019-11-12, changes: The release was cancelled.}\n"
    rid.write_text(rid.read_text(encoding="utf-8") + row, encoding="utf-8")
    for id_, when in (("MP320", "2 months before go-live"), ("MP321", "1 week before go-live")):
        text = UNDECIDED.format(id=id_, when=when)
        (root / "modifications" / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return root


def sectool(register: Path, *words: str) -> Done:
    return run(*words, cwd=register)


def data(register: Path, *words: str) -> Any:
    return json.loads(sectool(register, *words, "--json").stdout)


@pytest.mark.parametrize(("day", "cancelled"), [(EVE, False), (CANCELLED, True), (LATER, True)])
def test_every_answer_about_the_release_is_the_same(
    register: Path, day: str, cancelled: bool
) -> None:
    as_of = ("--as-of", day)
    shown = data(register, "release", "show", "2019-11", *as_of)
    (listed,) = (
        one
        for one in data(register, "release", "list", *as_of)["releases"]
        if one["id"] == "2019-11"
    )
    (known,) = data(register, "asof", day, "2019-11")["releases"]
    planned = data(register, "timeline", "show", "2019-11", *as_of)
    go_live = None if cancelled else "2019-11-29"
    for one in (shown, listed, known):
        assert (one["cancelled"], one["go-live"], one["live"]) == (cancelled, go_live, False)
    assert (planned["cancelled"], planned["go-live"]) == (CANCELLED if cancelled else None, go_live)
    for words in (
        ("release", "show", "2019-11", *as_of),
        ("release", "list", *as_of),
        ("asof", day),
        ("timeline", "show", "2019-11", *as_of),
    ):
        assert ("cancelled" in sectool(register, *words).stdout) == cancelled, words


@pytest.mark.parametrize("day", [CANCELLED, LATER, None])
def test_what_was_in_it_has_no_go_live_and_needs_another_release(
    register: Path, day: str | None
) -> None:
    as_of = ("--as-of", day) if day is not None else ()
    for id_ in (*FOLLOWERS, "MP320"):
        shown = data(register, "mod", "show", id_, *as_of)
        for part in shown["parts"]:
            assert (part["day"], part["needs-release"]) == (None, part["release"] is not None), id_
        assert "needs another release" in " ".join(n["says"] for n in shown["next"])
        assert "go-live" not in [n["what"] for n in shown["next"]]
        said = " ".join(sectool(register, "mod", "show", id_, *as_of).stdout.split())
        assert "November 2019 SEC Release, which was cancelled" in said or id_ == "MP305"
    (alone,) = data(register, "mod", "show", "MP311", *as_of)["parts"]
    assert (alone["day"], alone["needs-release"]) == ("2019-12-12", False)


def test_what_is_next_lists_them(register: Path) -> None:
    before = data(register, "mod", "next", "--today", EVE)["coming"]
    assert [one for one in before if one["what"] == "needs-release"] == []
    coming = data(register, "mod", "next", "--today", LATER)["coming"]
    waiting = [one["id"] for one in coming if one["what"] == "needs-release"]
    assert waiting == [*FOLLOWERS, "MP320", "MP321"]
    assert {one["when"] for one in coming if one["what"] == "needs-release"} == {CANCELLED}
    assert [one["id"] for one in coming if one["what"] == "go-live"] == ["MP311"]
    # Whoever is silent, something has to be done about it.
    late = data(register, "mod", "next", "--today", "2021-06-01")["coming"]
    assert [one["id"] for one in late if one["what"] == "needs-release"] == waiting


def test_a_missed_cut_off_stays_missed_and_another_ends(register: Path) -> None:
    for day, states in ((EVE, ("missed", "open")), (LATER, ("missed", "ended"))):
        shown = [
            data(register, "mod", "show", id_, "--as-of", day)["cut-off-state"]
            for id_ in ("MP320", "MP321")
        ]
        assert tuple(shown) == states
    (listed,) = (
        one
        for one in data(register, "release", "list", "--as-of", LATER)["releases"]
        if one["id"] == "2019-11"
    )
    assert listed["missed"] == ["MP320"]
    assert "MP320: cut-off for 2019-11 missed 35" in " ".join(
        sectool(register, "mod", "next", "--today", LATER).stdout.split()
    )


def test_another_release_ends_the_wait(register: Path) -> None:
    file = register / "modifications" / "MP301.yaml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "- {date: 2019-11-12, event: scheduled, release: 2020-02}\n", "utf-8")
    try:
        shown = data(register, "mod", "show", "MP301", "--as-of", LATER)
    finally:
        file.write_text(before, encoding="utf-8")
    (part,) = shown["parts"]
    assert (part["day"], part["needs-release"]) == ("2020-02-27", False)


def test_what_it_was_to_bring_in_is_told_to_go_with_another(register: Path, tmp_path: Path) -> None:
    root = copy_of(register, tmp_path / "register")

    def moved(*ids: str) -> None:
        for id_ in ids:
            with (root / "modifications" / f"{id_}.yaml").open("a", encoding="utf-8") as file:
                file.write("- {date: 2019-11-12, event: scheduled, release: 2020-02}\n")

    def said() -> tuple[object, str]:
        shown = data(root, "release", "show", "2019-11", "--as-of", LATER)
        text = sectool(root, "release", "show", "2019-11", "--as-of", LATER).stdout
        return shown["instead"], " ".join(text.split())

    assert said()[0] == []
    assert "cancelled: its scope needs another release" in said()[1]
    moved("MP301", "MP302")
    assert said()[0] == ["2020-02"]
    assert "cancelled: some of its scope is now included in 2020-02" in said()[1]
    eve = data(root, "release", "show", "2019-11", "--as-of", EVE)
    assert eve["instead"] == []
    rid = built(root, tmp_path, "rid", "build", "2019-11", "--as-of", "2019-11-14")
    assert (
        "Some of the changes planned for it are now included in the February 2020 SEC Release."
        in rid
    )
    name = "newsletter-2019-09"
    news = built(root, tmp_path, "publication", "build", name, "--as-of", LATER)
    assert (
        "some of the changes planned for it are included in the February 2020 SEC Release" in news
    )
    next_rid = root / "publications" / "rid-2020-02.yaml"
    next_rid.write_text(
        "kind: rid\nrelease: 2020-02\nversions:\n"
        "- {version: 0.1, dated: 2019-11-15, changes: The first draft.}\n",
        encoding="utf-8",
    )
    text = built(root, tmp_path, "rid", "build", "2020-02")
    (line,) = (line for line in text.splitlines() if line.startswith("- **MP301**"))
    assert (
        "It was previously included in the November 2019 SEC Release, which was cancelled." in line
    )


def test_a_release_that_takes_place_has_nothing_to_pass_on(register: Path) -> None:
    loaded = load_register(register)
    on = register_on(loaded.register, None)
    assert on.cancellation("2020-02") is None
    assert rolled_over(on, "2020-02") == RolledOver()


def built(register: Path, out: Path, *words: str) -> str:
    done = sectool(register, *words, "--format", "md", "--output", str(out))
    assert done.returncode == 0, done.stderr
    text = flowing(Path(done.lines[0]).read_text(encoding="utf-8"))
    return text.replace("\u00a0", " ").replace("\u2011", "-")


def test_a_rid_of_a_cancelled_release_says_so_first(register: Path, tmp_path: Path) -> None:
    text = built(register, tmp_path, "rid", "build", "2019-11")
    first, _, rest = text.partition("## About this document")
    assert "| **Go-live** | None: the release was cancelled |" in first
    assert (
        "**Cancelled.** The Authority cancelled this release on 10 November 2019. It was due to "
        "go live on 29 November 2019. The systems are not ready. This document describes what was "
        "planned; none of it will go live with this release."
    ) in first
    # Who cancelled it, when and why is said once.
    assert text.count("cancelled this release") == 1
    assert text.count("The systems are not ready.") == 1
    assert "have been approved and were to be implemented in this release:" in rest
    assert "Each will be included only if" not in rest
    assert "Its cut-off date, 29 September 2019, had passed without a decision." in rest
    assert "The release was cancelled, so it has no timetable." in rest
    assert "| 29 Nov" not in rest
    eve = built(register, tmp_path, "rid", "build", "2019-11", "--as-of", "2019-10-31")
    assert "ancelled" not in eve


def test_other_documents_say_so(register: Path, tmp_path: Path) -> None:
    words = ("publication", "build", "--as-of", LATER)
    report = built(register, tmp_path, *words, "status-report-2019-09")
    assert (
        "approved for the November 2019 SEC Release, which was cancelled on 10 November 2019, and "
        "require another release:"
    ) in report
    assert "the day of which is not fixed" not in report
    for name in ("status-report-2019-09", "unc-update-2019-09"):
        assert "included in it" not in built(register, tmp_path, *words, name)


# What became of what it held: only parts that it held have gone from it.

TWO_PARTS = """\
id: MP330
title: A change of two parts
parts:
  text: {title: The text, documents: [section-h], will: write it down, impacts: {suppliers: true}}
  systems: {title: The systems, documents: none, will: make it, impacts: {dcc: system}}
history:
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-05-22, event: approved, by: CB, release: 2019-11, part: text}
- {date: 2019-05-22, event: scheduled, release: 2020-02, part: systems}
"""


def with_only(register: Path, to: Path, entries: dict[str, str]) -> Path:
    """A copy in which the release held these alone, each with one entry more, if any."""
    root = copy_of(register, to / "register")
    statements = ("impact-statements:", "- for:", "  says: S", "  says: T", "  rests-on:")
    for release in ("2019-11",):
        file = root / "releases" / release / "release.yaml"
        lines = file.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith(statements)]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    for file in (root / "modifications").glob("*.yaml"):
        if file.stem not in entries:
            file.unlink()
        elif entries[file.stem]:
            with file.open("a", encoding="utf-8") as out:
                out.write(f"- {{{entries[file.stem]}}}\n")
    return root


def told(root: Path, tmp_path: Path, day: str) -> tuple[str, str, str, list[str]]:
    """What is told of it by `release show`, its RID, the newsletter and `mod next`."""
    shown = sectool(root, "release", "show", "2019-11", "--as-of", day).stdout
    (line,) = (line for line in shown.splitlines() if "cancelled" in line and "go-live" in line)
    rid = built(root, tmp_path, "rid", "build", "2019-11", "--as-of", day, "--draft")
    build = ("publication", "build", "newsletter-2019-09", "--draft")
    news = built(root, tmp_path, *build, "--as-of", day)
    (row,) = (
        row
        for row in news.splitlines()
        if "| Cancelled" in row and row.startswith("| **November 2019")
    )
    coming = data(root, "mod", "next", "--today", day)["coming"]
    waiting = [one["id"] for one in coming if one["what"] == "needs-release"]
    after = rid.partition("go live with this release.")[2].partition("\n")[0]
    return " ".join(line.split()[1:]), after.strip(), row.split("|")[3].strip(), waiting


def test_a_part_that_it_never_held_has_not_gone_from_it(register: Path, tmp_path: Path) -> None:
    root = with_only(register, tmp_path, {"MP301": ""})
    (root / "modifications" / "MP330.yaml").write_text(TWO_PARTS, encoding="utf-8")
    assert told(root, tmp_path, LATER) == (
        "cancelled: its scope needs another release",
        "",
        "Cancelled",
        ["MP301", "MP330"],
    )
    on = register_on(load_register(root).register, None)
    standing = on.standing("MP330")
    assert standing is not None
    assert came_from(on, standing, "2020-02") == ()
    with (root / "modifications" / "MP330.yaml").open("a", encoding="utf-8") as file:
        file.write("- {date: 2019-11-12, event: scheduled, release: 2020-02, part: text}\n")
    on = register_on(load_register(root).register, None)
    standing = on.standing("MP330")
    assert standing is not None
    assert came_from(on, standing, "2020-02") == ("2019-11",)
    assert rolled_over(on, "2019-11") == RolledOver(("2020-02",), waiting=True)


def test_what_goes_to_one_that_is_cancelled_too_goes_with_none(
    register: Path, tmp_path: Path
) -> None:
    moved = "date: 2019-11-12, event: scheduled, release: 2020-02"
    root = with_only(register, tmp_path, {"MP301": moved})
    with (root / "releases" / "2020-02" / "release.yaml").open("a", encoding="utf-8") as file:
        file.write("history:\n- {date: 2019-11-14, event: cancelled}\n")
    goes = "its scope is now included in"
    assert told(root, tmp_path, "2019-11-13") == (
        f"cancelled: {goes} 2020-02",
        "The changes planned for it are now included in the February 2020 SEC Release.",
        "Cancelled; the changes planned for it are included in the February 2020 SEC Release",
        [],
    )
    assert told(root, tmp_path, LATER) == (
        "cancelled: its scope needs another release",
        "",
        "Cancelled",
        ["MP301"],
    )


def test_some_goes_with_another_and_some_on_days_of_its_own(register: Path, tmp_path: Path) -> None:
    goes = "some of its scope is now included in"
    entries = {
        "MP301": "date: 2019-11-12, event: scheduled, release: 2020-02",
        "MP303": "date: 2019-11-12, event: scheduled, tba: true",
        "MP306": "date: 2019-11-12, event: scheduled, day: 2020-01-15",
    }
    assert told(with_only(register, tmp_path, entries), tmp_path, LATER) == (
        f"cancelled: {goes} 2020-02",
        "Some of the changes planned for it are now included in the February 2020 SEC Release.",
        "Cancelled; some of the changes planned for it are included in the February 2020 SEC "
        "Release",
        [],
    )


@pytest.mark.parametrize(
    "entries", [{}, {"MP306": "date: 2019-11-12, event: scheduled, day: 2020-01-15"}]
)
def test_where_nothing_waits_nothing_needs_another_release(
    register: Path, tmp_path: Path, entries: dict[str, str]
) -> None:
    root = with_only(register, tmp_path, entries)
    assert told(root, tmp_path, LATER) == ("cancelled", "", "Cancelled", [])


def test_what_waits_beside_what_has_its_own_day(register: Path, tmp_path: Path) -> None:
    entries = {"MP301": "", "MP306": "date: 2019-11-12, event: scheduled, day: 2020-01-15"}
    assert told(with_only(register, tmp_path, entries), tmp_path, LATER) == (
        "cancelled: some of its scope needs another release",
        "",
        "Cancelled",
        ["MP301"],
    )
