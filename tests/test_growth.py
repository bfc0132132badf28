"""What a check costs grows with the register, and not with its square.

Work is counted in calls of functions, which are the same on every machine: four times as much of
one thing may take at most five times as many.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.pipeline import subject_of
from sectool.queries.cut_offs import cut_offs_of, undecided_in_past_releases
from sectool.queries.known_on_day import known_on_day
from sectool.queries.register_on import register_on
from sectool.rules.table import RULES
from tests.calls import calls_of
from tests.register import MINIMAL, copy_of

# Calls are counted: none may be spared by what was worked out before.
pytestmark = pytest.mark.anew

HEAD = "id: MP001\ntitle: A small change\nhistory:\n- {date: 2029-01-09, event: raised, as: MP}\n"


def check(root: Path, code: str) -> tuple[int, int]:
    """What it takes to ask a rule and to place what it finds; and how much that is."""
    loaded = load_register(root)
    subject = subject_of(loaded, documents=False)
    found: list[Any] = []
    calls = calls_of(lambda: found.extend(check_register(loaded, subject, [RULES[code]])))
    return calls, len(found)


def a_long_text(sentence: str) -> Callable[[Path, int], None]:
    """A text on many lines, in each of which something is wrong."""

    def write(root: Path, many: int) -> None:
        names = (chr(65 + n // 26) + chr(65 + n % 26) for n in range(many))
        told = (sentence.format(number=n, name=name) for n, name in enumerate(names))
        lines = "".join(f"  {one}\n" for one in told)
        text = f"{HEAD}will: >-\n{lines}"
        (root / "modifications/MP001.yaml").write_text(text, encoding="utf-8")

    return write


def retitled_often(root: Path, many: int) -> None:
    entries = "".join(
        f"- {{date: 2029-02-01, event: retitled, from: Title number {n},"
        f" will: 'follow MP001 (Title number {n}), known as MP001 ‘Another title {n}’'}}\n"
        for n in range(many)
    )
    (root / "modifications/MP001.yaml").write_text(HEAD + entries, encoding="utf-8")


def unknown_ids(root: Path, many: int) -> None:
    for n in range(many):
        text = HEAD.replace("MP001", f"MP{n + 100}") + f"will: It goes on with MP{n + 5000}.\n"
        (root / f"modifications/MP{n + 100}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "write"),
    [
        ("D111", a_long_text("On Monday 9 January 2029 this was said, number {number}.")),
        ("D101", a_long_text("The QX{name}Z are new here.")),
        ("D113", a_long_text("It goes on with MP{number:04} of old.")),
        ("D114", a_long_text("Then came MP002 (Another changed {name}).")),
        ("D114", retitled_often),
        ("D113", unknown_ids),
    ],
)
def test_four_times_as_much_takes_at_most_five_times_as_long(
    code: str, write: Callable[[Path, int], None], tmp_path: Path
) -> None:
    calls, found = [], []
    check(MINIMAL, code)  # what is imported and kept for good is no growth
    for many in (50, 200):
        root = copy_of(MINIMAL, tmp_path / str(many))
        write(root, many)
        did, finds = check(root, code)
        calls.append(did)
        found.append(finds)
    assert found == [50, 200]
    assert calls[1] <= 5 * calls[0]


def modifications(root: Path, many: int) -> None:
    """As many proposals for the one release, half of them with a cut-off of their own."""
    for n in range(many):
        cut_off = ", cut-off: {when: 20 working days before go-live}" if n % 2 else ""
        text = (
            f"id: MP{n + 100}\ntitle: Change number {n}\nwill: let Suppliers see {n} more of them\n"
            "impacts: {suppliers: true, dcc: none}\ndocuments: [section-h]\nhistory:\n"
            "- {date: 2029-01-02, event: raised, as: MP}\n"
            f"- {{date: 2029-01-09, event: targeted, release: 2030-06{cut_off}}}\n"
        )
        (root / f"modifications/MP{n + 100}.yaml").write_text(text, encoding="utf-8")


def entries(root: Path, many: int) -> None:
    """One proposal with as many entries, one a month."""
    rows = "".join(
        f"- {{date: {2030 + n // 12}-{n % 12 + 1:02}-09, event: retitled, from: An older title {n},"
        f" source: plan}}\n"
        for n in range(many)
    )
    (root / "modifications/MP001.yaml").write_text(HEAD + rows, encoding="utf-8")


def milestones(root: Path, many: int) -> None:
    """As many milestones, each with another day before, and stated by two documents."""
    sources = root / "reference/sources.yaml"
    later = "later:\n  title: The plan a month later\n  dated: 2029-02-09\n"
    sources.write_text(sources.read_text(encoding="utf-8") + later, encoding="utf-8")
    timeline = root / "releases/2030-06/timeline.yaml"
    rows = "".join(
        f"  more-{n}:\n    title: Milestone number {n}\n    when: {n} days before go-live\n"
        "    stated:\n    - {says: 2030-06-20, source: plan}\n"
        "    - {says: 2030-06-21, source: later}\n"
        f"    was:\n    - {{until: 2029-01-20, when: {n + 1} days before go-live}}\n"
        for n in range(many)
    )
    timeline.write_text(timeline.read_text(encoding="utf-8") + rows, encoding="utf-8")


def releases(root: Path, many: int) -> None:
    """As many releases and as many proposals, each for a release of its own."""
    for n in range(many):
        id_ = f"{2031 + n // 12}-{n % 12 + 1:02}"
        folder = root / f"releases/{id_}"
        folder.mkdir(parents=True)
        release = (
            f"id: {id_}\nname: {id_} SEC Release\nkind: scheduled\nhistory:\n"
            f"- {{date: 2029-03-01, event: date-requested, to: {id_}-20, source: plan}}\n"
        )
        timeline = (
            f"release: {id_}\nmilestones:\n  review:\n    title: The committee reviews\n"
            "    when: 20 working days before go-live\n"
            f"  go-live:\n    title: Go-live\n    when: last Thursday of {id_}\n"
        )
        text = (
            f"id: MP{n + 100}\ntitle: Change number {n}\nhistory:\n"
            "- {date: 2029-01-02, event: raised, as: MP}\n"
            f"- {{date: 2029-01-09, event: targeted, release: {id_}}}\n"
        )
        (folder / "release.yaml").write_text(release, encoding="utf-8")
        (folder / "timeline.yaml").write_text(timeline, encoding="utf-8")
        (root / f"modifications/MP{n + 100}.yaml").write_text(text, encoding="utf-8")


def publications(root: Path, many: int) -> None:
    """As many publications and proposals: their files are checked, none is composed."""
    modifications(root, many)
    for n in range(many):
        text = (
            f"kind: newsletter\ndated: 2029-{n % 12 + 1:02}-09\nwords:\n"
            f"  greeting: This is number {n}; MP{n + 100} has been targeted at June 2030.\n"
        )
        (root / f"publications/newsletter-{n}.yaml").write_text(text, encoding="utf-8")


def whole_check(root: Path) -> int:
    loaded = load_register(root)
    return calls_of(lambda: check_register(loaded, subject_of(loaded, documents=False)))


def as_of_a_day(root: Path) -> int:
    """What was known on a day, and the cut-offs of all that was then targeted."""
    register = load_register(root).register

    def work() -> None:
        on = register_on(register, date(2029, 6, 1))
        known_on_day(on, date(2029, 6, 1))
        for standing in on.standings:
            cut_offs_of(on, standing)
        undecided_in_past_releases(register_on(register, date(2045, 1, 2)))

    return calls_of(work)


@pytest.mark.parametrize("work", [whole_check, as_of_a_day])
@pytest.mark.parametrize("write", [modifications, entries, milestones, releases, publications])
def test_a_register_four_times_as_large_takes_five_times_as_long_at_most(
    write: Callable[[Path, int], None], work: Callable[[Path], int], tmp_path: Path
) -> None:
    """Beyond what the register takes without them."""
    work(MINIMAL)
    none = work(MINIMAL)
    calls = []
    for many in (15, 60):
        root = copy_of(MINIMAL, tmp_path / str(many))
        write(root, many)
        assert not load_register(root).diagnostics
        calls.append(work(root) - none)
    assert calls[1] <= 5 * calls[0], calls
