"""A life cycle with names of its own: every stage, path, consultation and assessment renamed.

Python knows kinds of stages and events, and no names. What is said of a register in which each name
is another is therefore word for word what is said of the first, but for the names.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sectool.history import (
    assessment_refusals,
    concluded_between,
    gaps_of,
    refusals,
    standing_on,
)
from sectool.load import load_register
from sectool.load.shipped import tables_of
from sectool.model.modification import Modification
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from tests.command import run
from tests.register import MINIMAL, REPOSITORY, copy_of, edit, lean_copy, opened
from tests.test_lifecycle import entry_of, modification

TABLES = {
    file: yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for file, path in tables_of("sec").items()
}
CYCLE = TABLES["reference/life-cycle.yaml"]
CONSULTATIONS = TABLES["reference/consultations.yaml"]
ASSESSMENTS = TABLES["reference/assessments.yaml"]


def other(name: str) -> str:
    """Another name, as long and as good as one: each letter is the next of the alphabet."""
    return "".join(chr((ord(c) - 96) % 26 + 97) if c.isalpha() else c for c in name)


RENAMED = {
    name: other(name)
    for table in (CYCLE["stages"], CYCLE["paths"], CONSULTATIONS)
    for name in table
}
OF_ASSESSMENTS = {kind: other(kind) for kind in ASSESSMENTS}
BACK = {new: old for old, new in (RENAMED | OF_ASSESSMENTS).items()}
BACK |= {new.upper(): old.upper() for old, new in OF_ASSESSMENTS.items()}


def as_before(text: str) -> str:
    """A text with the first names for the others."""
    names = "|".join(sorted(map(re.escape, BACK), key=len, reverse=True))
    return re.sub(rf"(?<![a-zA-Z])(?:{names})(?![a-zA-Z])", lambda m: BACK[m.group()], text)


def _keys(table: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {other(key) if key in names else key: value for key, value in table.items()}


def _all(value: Any) -> Any:
    """A list of names, or one name."""
    return [*map(other, value)] if isinstance(value, list) else other(value)


def renamed_cycle() -> dict[str, Any]:
    stages = {
        other(name): {k: _all(v) if k == "goes-on-to" else v for k, v in row.items()}
        for name, row in CYCLE["stages"].items()
    }
    named = ("after", "gap-after", "to", "shows")
    steps = [{k: _all(v) if k in named else v for k, v in row.items()} for row in CYCLE["steps"]]
    return {"stages": stages, "paths": _keys(CYCLE["paths"], CYCLE["paths"]), "steps": steps}


def renamed_back_plan() -> list[dict[str, Any]]:
    named = ("assessment", "approves", "consultation", "leads-to", "paths")
    rows = TABLES["reference/back-plan.yaml"]
    return [{k: _all(v) if k in named else v for k, v in row.items()} for row in rows]


def _sub(path: Path, pattern: str, change: Callable[[re.Match[str]], str]) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, change, text), encoding="utf-8")


def _renamed_value(match: re.Match[str]) -> str:
    return match[1] + RENAMED.get(match[2], match[2])


def rename(root: Path) -> Path:
    """Writes every name of the life cycle anew, in the files of a register that has none of its
    own, and in the templates that know them."""
    kinds = "|".join(ASSESSMENTS)
    consultations = {
        other(kind): {k: other(v) if k == "held-in" else v for k, v in row.items()}
        for kind, row in CONSULTATIONS.items()
    }
    tables = {
        "life-cycle": renamed_cycle(),
        "consultations": consultations,
        "assessments": _keys(ASSESSMENTS, ASSESSMENTS),
        "back-plan": renamed_back_plan(),
    }
    for name, table in tables.items():
        path = root / f"reference/{name}.yaml"
        assert not path.exists()
        text = yaml.dump(table, Dumper=yaml.CSafeDumper, sort_keys=False)
        path.write_text(text, encoding="utf-8")
    words = root / "reference/stages.yaml"
    if words.exists():
        names = "|".join(sorted([*CYCLE["stages"], *CYCLE["paths"]], key=len, reverse=True))
        _sub(words, rf"(?m)^(    )({names})(?=:)", _renamed_value)
    for path in (root / "modifications").glob("*.yaml"):
        _sub(path, r"\b((?:stage|path|kind): )([a-z-]+)", _renamed_value)
        _sub(path, rf"\b(assessment: )({kinds})(?=-)", lambda m: m[1] + other(m[2]))
    for path in (root / "publications").glob("*.yaml"):
        _sub(
            path, rf"\b(assessments?-[a-z-]+-| )({kinds})(?=,|-[0-9])", lambda m: m[1] + other(m[2])
        )
    for path in (root / "templates").glob("*.j2"):
        paths = "|".join(CYCLE["paths"])
        _sub(path, rf'(")({paths})(?=")', _renamed_value)
        _sub(path, r'(step\.stage == ")([a-z-]+)(?=")', _renamed_value)
        _sub(path, rf'("assessments?-[a-z-]+-)({kinds})(?=")', lambda m: m[1] + other(m[2]))
        _sub(path, r'(")(PA|IA)(?=")', lambda m: m[1] + other(m[2].lower()).upper())
    return root


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of the seed, and one with other names."""
    folder = tmp_path_factory.mktemp("renamed")
    first, second = (lean_copy(folder / name) for name in ("first", "second"))
    for root in (first, second):
        shutil.copytree(REPOSITORY / "templates", root / "templates")
    return first, rename(second)


@pytest.fixture(scope="module")
def both(roots: tuple[Path, Path]) -> tuple[Register, Register]:
    first, second = map(load_register, roots)
    assert (first.diagnostics, second.diagnostics) == ((), ())
    return first.register, second.register


def told(register: Register, of: Modification) -> list[str]:
    """All that a life cycle has to say of a history, on every day of it."""
    cycle = register.life_cycle
    days = sorted({entry.when for entry in of.history}, key=str)
    lasts = [day if isinstance(day, datetime.date) else day.last for day in days]
    return [
        *(repr(standing_on(cycle, of, day)) for day in (*lasts, None)),
        *(repr(one) for one in refusals(cycle, of)),
        *(repr(one) for one in gaps_of(cycle, of)),
        *(repr(one) for one in assessment_refusals(cycle, of)),
        repr(concluded_between(cycle, of.history)),
    ]


def test_every_history_of_the_seed_stands_alike_but_for_the_names(
    both: tuple[Register, Register],
) -> None:
    first, second = both
    assert {*second.life_cycle.stages}.isdisjoint(first.life_cycle.stages)
    assert [*first.modifications] == [*second.modifications]
    for id_, ours in first.modifications.items():
        found = told(second, second.modifications[id_])
        assert [as_before(text) for text in found] == told(first, ours)


def _as_renamed(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry with the other names."""
    new: dict[str, Any] = {k: RENAMED[entry[k]] for k in ("stage", "kind") if k in entry}
    if "assessment" in entry:
        kind, _, number = entry["assessment"].partition("-")
        new["assessment"] = f"{other(kind)}-{number}"
    return entry | new


def test_every_step_after_every_stage_is_alike_but_for_the_names(
    both: tuple[Register, Register],
) -> None:
    first, second = both
    days = [datetime.date(2021, 3, 1), datetime.date(2021, 4, 1)]
    for stage in first.life_cycle.stages:
        for name in first.life_cycle.steps:
            entry = entry_of(name, days[1])
            was = {"seen": days[0].isoformat(), "stage": stage}
            later = {"seen": "2021-06-01", "stage": stage}
            for history in ([was, entry], [entry, later]):
                ours, theirs = (
                    modification(*(new(each) for each in history)) for new in (dict, _as_renamed)
                )
                assert [as_before(text) for text in told(second, theirs)] == told(first, ours)


@pytest.mark.parametrize("day", ["2017-06-07", "2020-08-07", "2021-12-17", "2030-01-01"])
def test_every_release_holds_alike_but_for_the_names(
    both: tuple[Register, Register], day: str
) -> None:
    """With what went live by then, which an entry of a modification need not say."""
    ours, theirs = (register_on(one, datetime.date.fromisoformat(day)) for one in both)
    assert as_before(repr(theirs.standings)) == repr(ours.standings)
    assert as_before(repr(theirs._scopes)) == repr(ours._scopes)


def test_what_is_implemented_is_told_by_kind_and_decision(both: tuple[Register, Register]) -> None:
    for register, name in zip(both, ("implemented", other("implemented")), strict=True):
        found = (
            standing_on(register.life_cycle, each, None) for each in register.modifications.values()
        )
        assert {(one.is_implemented, one.stage == name) for one in found if one} == {
            (True, True),
            (False, False),
        }


@pytest.mark.parametrize(
    "words",
    [
        "mod list --all",
        "mod list --all --json",
        "mod next --json",
        "mod durations --as-of 2020-08-07 --kind {pa} --kind {ia} --kind proposal",
        "mod show MP109 --json",
        "mod show SECMP0015",
        "mod show MP102A",
        "mod list --stage {withdrawn}",
        "publication build status-report-2020-08 --format md",
        "publication build unc-update-2017-06 --format md",
        "publication build newsletter-2021-12-17 --format md",
        "publication build letter-secmp0007-2021-03-25 --format md",
        "check",
    ],
)
def test_every_answer_is_alike_but_for_the_names(roots: tuple[Path, Path], words: str) -> None:
    first, second = roots
    outputs = []
    for root, new in ((first, str), (second, other)):
        names = {name: new(name) for name in (*ASSESSMENTS, "withdrawn")}
        command = words.format(**names).split()
        done = run(*command, cwd=root, today=datetime.date(2021, 12, 20))
        outputs.append(done.stdout + done.stderr)
        for built in sorted(root.glob("out/**/*")):
            outputs[-1] += built.read_text(encoding="utf-8") if built.is_file() else ""
    # The register with other names has tables of its own, which are files to be counted; and names
    # are facts, of which a document prints the fingerprint.
    apart = r"(?<=in )[0-9]+(?= files)|(?<=ingerprint 2:)[0-9a-f]+"
    ours, theirs = (re.sub(apart, "…", text) for text in outputs)
    assert as_before(theirs) == ours


# A name that no table has.


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("seen: 2029-03-01, stage: refinment", "stage 'refinment'; did you mean 'refinement'?"),
        (
            "date: 2029-03-01, event: noted, path: self-governence",
            "path 'self-governence'; did you mean 'self-governance'?",
        ),
        (
            "date: 2029-03-01, event: consultation, kind: refinments",
            "kind of consultation 'refinments'; did you mean 'refinement'?",
        ),
        (
            "date: 2029-03-01, event: assessment-accepted, assessment: ap-1",
            "kind of assessment 'ap'",
        ),
        (
            "date: 2029-03-01, event: recommended, towards: reports",
            "recommendation 'reports'; did you mean 'report'?",
        ),
        ("date: 2029-03-01, event: raised, as: DX", "prefix of ids 'DX'"),
    ],
)
def test_an_unknown_name_is_told_at_its_place(tmp_path: Path, entry: str, said: str) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    path = root / "modifications" / "MP001.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}- {{{entry}}}\n", encoding="utf-8")
    done = run("check", cwd=root)
    column = len("- {" + entry.rpartition(" ")[0]) + 2
    assert (
        f"modifications/MP001.yaml:6:{column}: error[Y301 unknown-name] there is no {said}"
        in done.stdout
    )
    assert done.stdout.count("error[") == 1


# Without any life cycle.


@pytest.fixture
def without(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "sectool.yaml", "administrator", "profile: none\nadministrator")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    return root


def test_a_register_without_a_life_cycle_says_so_once(without: Path) -> None:
    done = run("check", cwd=without)
    assert done.returncode == 1
    assert done.stdout.count("error[") == 1
    assert (
        "sectool.yaml:7:10: error[M143 no-life-cycle] this register has modifications, and no life "
        "cycle: every stage is unknown"
    ) in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        "mod list",
        "mod list --all --json",
        "mod show MP002",
        "mod next --json",
        "mod durations",
        "release show 2030-06",
        "asof 2029-06-01",
    ],
)
def test_without_a_life_cycle_nothing_crashes(without: Path, command: str) -> None:
    done = run(*command.split(), cwd=without, today=datetime.date(2029, 6, 1))
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


def test_a_stage_that_nothing_names_is_unknown(without: Path) -> None:
    cycle = load_register(without).register.life_cycle
    assert cycle.unknown == "unknown"
    assert cycle.kind_of("refinement") == "unknown"
    assert cycle.could_follow("refinement") == ()
    assert opened(MINIMAL).register.life_cycle.kind_of("refinement") == "open"
