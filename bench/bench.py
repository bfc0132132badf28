"""Measures how fast sectool is, as ratios to something measured beside it: `make bench`.

A second on one machine says nothing about another, so most rows compare two whole processes:
the one in question and a yardstick, started in turn (A B A B …) after a warm-up. A row shows
the median of the ratios pair by pair, the smallest and the largest, once for the time on the
clock and once for the processor's (user and system together). A limit is held against the
processor's: under load the clock's ratios mean nothing, while these hold within a tenth. The last
rows are plain seconds, for what was promised in seconds. A row says "within" or "over"; with
--check, one that is over makes the run fail.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

from corpus import MODIFICATIONS, write_register, write_timelines
from plans import Plans

from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import Contradiction
from sectool.wording.precompiled import write_all
from sectool.wording.sandbox import environment_of

REPOSITORY = Path(__file__).resolve().parent.parent

PASS = ["-c", "pass"]
SECTOOL = ["-m", "sectool"]

# What any reader built on libyaml has to spend: all bytes become tokens, and nothing else.
SCAN = """
import sys
from pathlib import Path
from yaml._yaml import CParser

for file in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    CParser(file.read_text(encoding="utf-8")).raw_scan()
"""

# As the command does it, short of reading its arguments.
LOAD = """
import sys
from sectool.startup import hurry

hurry()
from pathlib import Path
from sectool.load import load_register

loaded = load_register(Path(sys.argv[1]))
if loaded.diagnostics or len(loaded.register.modifications) != int(sys.argv[2]):
    sys.exit(f"the made-up register has faults: {loaded.diagnostics[:3]}")
"""


# What the four formats take once the register is loaded: imports, composing, wording, setting.
SET = """
import sys, time
from pathlib import Path
from sectool.load import load_register

loaded = load_register(Path(sys.argv[1]))
start = time.perf_counter()
from sectool.pipeline import build, rid_of
from sectool.render.formats import FORMATS

built = build(loaded, rid_of(loaded.register, "2022-11"))
for known in FORMATS.values():
    known.write(built.document, built.look)
print(time.perf_counter() - start)
"""

# Every timeline of a register, read and scheduled.
SCHEDULE = """
import sys
from sectool.startup import hurry

hurry()
from pathlib import Path
from sectool.check.run import schedules_of
from sectool.load import load_register

loaded = load_register(Path(sys.argv[1]))
schedules = schedules_of(loaded.register)
found = [schedule.go_live for schedule in schedules.values() if not schedule.faults]
if loaded.diagnostics or len(found) != int(sys.argv[2]) or None in found:
    sys.exit("the made-up timelines have faults")
"""

# A schema of the same shapes, for a validator that takes one. What our own kinds of values check
# in Python is left out of it, so the other side has less to do.
SCHEMA = """
import json
from pydantic.json_schema import GenerateJsonSchema
from sectool.model.modification import Modification

class Loose(GenerateJsonSchema):
    def handle_invalid_for_json_schema(self, schema, error_info):
        return {}

print(json.dumps(Modification.model_json_schema(by_alias=True, schema_generator=Loose)))
"""

MANY = 10_000
FEW = 200
TIMELINES = 1000
SET_LIMIT = 0.6  # seconds: what a person at a keyboard does not mind
DOCUMENTS = ("publication", "build", "--all")
DOCUMENTS_LIMIT = 5
SCHEDULE_LIMIT = 4
SOLVE_LIMIT = 0.05
LOOP_LIMIT = 0.2


@dataclass(frozen=True)
class Comparison:
    """Two commands of this Python, and how many times the second one the first may take."""

    name: str
    command: list[str]
    beside: str
    yardstick: list[str]
    limit: float | None = None
    most_runs: int = 1000


@dataclass(frozen=True)
class Seconds:
    """What something took by itself, in seconds of this machine, and what it may take."""

    name: str
    seconds: list[float]
    limit: float

    @property
    def verdict(self) -> str:
        return "within" if median(self.seconds) <= self.limit else "over"


@dataclass(frozen=True)
class Time:
    """What one process took, in seconds: on the clock, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Row:
    """The times of a comparison, pair by pair."""

    comparison: Comparison
    pairs: list[tuple[Time, Time]]

    @property
    def wall(self) -> list[float]:
        return [subject.wall / yardstick.wall for subject, yardstick in self.pairs]

    @property
    def cpu(self) -> list[float]:
        return [subject.cpu / yardstick.cpu for subject, yardstick in self.pairs]

    @property
    def verdict(self) -> str:
        if self.comparison.limit is None:
            return ""
        return "within" if median(self.cpu) <= self.comparison.limit else "over"


class CannotRun(Exception):
    """There is nothing to measure; the message says why."""


def main() -> None:
    """Measures every comparison and prints a table, or with --json an object."""
    parser = argparse.ArgumentParser(description="Measures sectool's speed as ratios.")
    parser.add_argument("--runs", type=int, default=15, help="pairs a row (default: 15)")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument("--check", action="store_true", help="exit 1 where a ratio is over")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs takes 1 or more")
    try:
        missing = compile_everything()
        with tempfile.TemporaryDirectory() as scratch:
            rows, alone = measure_everything(Path(scratch), options.runs)
    except CannotRun as error:
        sys.exit(f"bench: {error}")
    print(as_json(rows, alone, missing) if options.json else as_text(rows, alone, missing))
    if options.check and any(row.verdict == "over" for row in rows):
        sys.exit(1)


def measure_everything(scratch: Path, runs: int) -> tuple[list[Row], list[Seconds]]:
    """Every row of the table, over made-up registers in `scratch`."""
    for name, count in (("register", MODIFICATIONS), ("many", MANY), ("few", FEW)):
        (scratch / name).mkdir()
        write_register(scratch / name, REPOSITORY, count)
    (scratch / "timelines").mkdir()
    write_timelines(scratch / "timelines", REPOSITORY, TIMELINES)
    alone = [
        Seconds(
            "the RID in four formats, once loaded",
            [beyond_loading() for _ in range(runs + 1)][1:],
            SET_LIMIT,
        ),
        Seconds(
            "every document in four formats",
            [
                run([*SECTOOL, *DOCUMENTS, "--output", str(scratch / "documents")]).wall
                for _ in range(runs + 1)
            ][1:],
            DOCUMENTS_LIMIT,
        ),
        Seconds(
            f"{TIMELINES:,} releases of 25 milestones",
            [
                run(["-c", SCHEDULE, str(scratch / "timelines"), str(TIMELINES)]).wall
                for _ in range(min(runs, 5) + 1)
            ][1:],
            SCHEDULE_LIMIT,
        ),
        *solving(runs),
    ]
    rows = []
    for comparison in comparisons(scratch):
        rows.append(measure(comparison, min(runs, comparison.most_runs)))
        if sys.stderr.isatty():
            print(f"  {comparison.name}", file=sys.stderr)
    return rows, alone


def solving(runs: int) -> Iterator[Seconds]:
    """The solver by itself, in this process: a large plan, and the hard case of a loop."""
    plans = Plans(REPOSITORY)
    large, loop = [], []
    for _ in range(runs + 1):
        plan = plans.layered(500, 2000)
        start = time.perf_counter()
        found = solve(plan, plans.span)
        large.append(time.perf_counter() - start)
        if isinstance(found, Contradiction):
            raise CannotRun("the made-up plan contradicts itself")
        plan = plans.with_loop(500, 2000)
        start = time.perf_counter()
        found = solve(plan, plans.span)
        loop.append(time.perf_counter() - start)
        if not isinstance(found, Contradiction):
            raise CannotRun("the loop was not found")
    yield Seconds("500 milestones, 2,000 constraints", large[1:], SOLVE_LIMIT)
    yield Seconds("the same without dates, with a loop", loop[1:], LOOP_LIMIT)


def comparisons(scratch: Path) -> list[Comparison]:
    """Everything that is measured beside something, with the limits the project keeps to."""
    out = str(scratch / "out")

    def bare(words: str, limit: float | None, *more: str) -> Comparison:
        command = [*SECTOOL, *words.split(), *more]
        return Comparison(f"sectool {words}", command, "python -c pass", PASS, limit)

    def reading(folder: str, count: int, most_runs: int) -> Comparison:
        register = str(scratch / folder)
        return Comparison(
            f"read and validate {count:,} modifications",
            ["-c", LOAD, register, str(count)],
            "libyaml raw scan",
            ["-c", SCAN, register],
            6,
            most_runs,
        )

    def checking(words: str, limit: float | None) -> Comparison:
        register = str(scratch / "register")
        return Comparison(
            f"sectool {words}, {MODIFICATIONS:,} modifications",
            [*SECTOOL, *words.split(), "-C", register],
            "libyaml raw scan",
            ["-c", SCAN, register],
            limit,
            5,
        )

    return [
        bare("--version", 2),
        bare("--help", 12),
        bare("timeline check", 30),
        bare("timeline show 2022-11", None),
        bare("mod list", 25),
        bare("mod show MP143", 25),
        bare("check", 62),
        bare("rid build --format md,html", None, "--output", out),
        bare("rid build --format pdf", 54, "--output", out),
        bare("rid build", None, "--output", out),
        bare("rid diff 0.3 0.4", None),
        reading("register", MODIFICATIONS, 1000),
        reading("many", MANY, 5),
        checking("timeline check", 11),
        checking("check", None),
        *beside_check_jsonschema(scratch),
    ]


def beside_check_jsonschema(scratch: Path) -> Iterator[Comparison]:
    """The same files through check-jsonschema, where it is installed (`pip install .[bench]`)."""
    if importlib.util.find_spec("check_jsonschema") is None:
        print("bench: check-jsonschema is not installed, so not measured", file=sys.stderr)
        return
    made = subprocess.run(
        [sys.executable, "-c", SCHEMA], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    schema = scratch / "modification.schema.json"
    schema.write_text(made.stdout, encoding="utf-8")
    files = sorted((scratch / "few" / "modifications").glob("*.yaml"))
    yield Comparison(
        f"read and validate {FEW} modifications",
        ["-c", LOAD, str(scratch / "few"), str(FEW)],
        "check-jsonschema",
        ["-m", "check_jsonschema", "--schemafile", str(schema), *map(str, files)],
        1,
        5,
    )


def beyond_loading() -> float:
    """Seconds that all four formats of the real RID take once the register is loaded."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", SET, str(REPOSITORY)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotRun(f"the RID cannot be set\n{done.stderr}")
    return float(done.stdout)


def measure(comparison: Comparison, runs: int) -> Row:
    """Runs the two commands in turn; the first pair only warms up."""
    pairs = []
    for _ in range(runs + 1):
        subject = run(comparison.command)
        pairs.append((subject, run(comparison.yardstick)))
    return Row(comparison, pairs[1:])


def run(arguments: Sequence[str]) -> Time:
    """The time of one process of this Python in the repository, from start to end."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None  # noqa: S101 - for mypy
        told = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        shown = " ".join(arguments)
        raise CannotRun(
            f"python {shown} exits {process.returncode}\n{told.decode(errors='replace')}"
        )
    return Time(wall, used.ru_utime + used.ru_stime)


def compile_everything() -> list[str]:
    """Compiles sectool, its templates and what it depends on into place; returns what is not.

    Some environments never write bytecode, and some installers do not: every start would then
    compile everything again, and that would be measured.
    """
    if not hasattr(os, "wait4"):
        raise CannotRun("this system does not tell the processor time of a child (os.wait4)")
    write_all(
        environment_of([], []), REPOSITORY / "templates", REPOSITORY / "sectool" / "templates"
    )
    files = sorted([*(REPOSITORY / "sectool").rglob("*.py"), *dependency_files("sectool", set())])
    missing = []
    for file in files:
        compileall.compile_file(file, quiet=2)
        if not Path(importlib.util.cache_from_source(str(file))).is_file():
            missing.append(str(file))
    return missing


def dependency_files(distribution: str, seen: set[str]) -> Iterator[Path]:
    """The Python files of all that a distribution needs to run, however far down."""
    for requirement in metadata.requires(distribution) or ():
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower()
        if name in seen or "extra ==" in requirement:
            continue
        seen.add(name)
        try:
            files = metadata.files(name) or ()
        except metadata.PackageNotFoundError:
            continue  # needed on other systems only
        for file in files:
            path = Path(str(file.locate()))
            if path.suffix == ".py" and path.is_file():
                yield path
        yield from dependency_files(name, seen)


def as_text(rows: Sequence[Row], alone: Sequence[Seconds], missing: Sequence[str]) -> str:
    """A table for people."""
    lines = [
        f"Python {platform.python_version()}, {len(rows[0].pairs)} pairs a row after a warm-up. "
        "Each figure is the median of",
        "the ratios pair by pair (smallest–largest). sectool keeps no cache of its own; "
        + ("all bytecode is in place." if not missing else "BYTECODE IS MISSING:"),
        *(f"  {file}" for file in missing[:10]),
        *([f"  and {len(missing) - 10} more"] if len(missing) > 10 else []),
        "",
        f"{'':<36} {'clock':<20} {'processor':<20} {'limit':<6}",
    ]
    beside = ""
    for row in rows:
        comparison = row.comparison
        if comparison.beside != beside:
            beside = comparison.beside
            milliseconds = median(yardstick.wall for _, yardstick in row.pairs) * 1000
            lines.append(f"times {beside!r} ({milliseconds:.0f} ms here)")
        limit = "" if comparison.limit is None else f"{comparison.limit:g}"
        lines.append(
            f"  {comparison.name:<34} {_spread(row.wall):<20} {_spread(row.cpu):<20} "
            f"{limit:<6} {row.verdict}".rstrip()
        )
    lines.append("seconds of this machine")
    for one in alone:
        lines.append(f"  {one.name:<34} {_seconds(one):<41} {one.limit:<6g} {one.verdict}")
    return "\n".join(lines)


def _seconds(one: Seconds) -> str:
    found = one.seconds
    return f"{median(found):6.3f} ({min(found):.3f}–{max(found):.3f})"


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):6.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def as_json(rows: Sequence[Row], alone: Sequence[Seconds], missing: Sequence[str]) -> str:
    """The same for programs, with the median seconds of both sides."""
    document = {
        "version": 2,
        "python": platform.python_version(),
        "missing-bytecode": list(missing),
        "rows": [_as_data(row) for row in rows],
        "seconds": [
            {"name": one.name, **_figures(one.seconds), "limit": one.limit, "verdict": one.verdict}
            for one in alone
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _as_data(row: Row) -> dict[str, Any]:
    return {
        "name": row.comparison.name,
        "beside": row.comparison.beside,
        "pairs": len(row.pairs),
        "wall": _figures(row.wall),
        "cpu": _figures(row.cpu),
        "seconds": median(subject.wall for subject, _ in row.pairs),
        "yardstick-seconds": median(yardstick.wall for _, yardstick in row.pairs),
        "limit": row.comparison.limit,
        "verdict": row.verdict or None,
    }


def _figures(ratios: Sequence[float]) -> dict[str, float]:
    return {"median": median(ratios), "min": min(ratios), "max": max(ratios)}


if __name__ == "__main__":
    main()
