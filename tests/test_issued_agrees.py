"""What was issued is compared with the facts of its day: what happens later is no disagreement."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from sectool.load import load_register
from sectool.queries.register_on import RegisterOn, register_on
from tests.command import run
from tests.git import commit, packed, planned
from tests.register import NOVEMBER_2019, SEED, copy_of, lean, opened

# What is added to the versions of a RID: a day on which the cut-offs of three had been missed.
MISSED = {"version": "0.5", "dated": "2022-04-01", "changes": "Dates were added."}


def _versions() -> list[tuple[Path, str, str | None]]:
    """Each version of each document of two registers; None: a document has no versions."""
    found: list[tuple[Path, str, str | None]] = []
    for register in (SEED, NOVEMBER_2019):
        for name, publication in opened(register).register.publications.items():
            found += [(register, name, row.version) for row in publication.versions]
            found += [] if publication.versions else [(register, name, None)]
    return [*found, (SEED, "rid-2022-11", "0.5")]


VERSIONS = _versions()


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Both registers, each in a repository of its own."""
    tops = {register: tmp_path_factory.mktemp(register.name) for register in (SEED, NOVEMBER_2019)}
    for register, top in tops.items():
        copy_of(register, top)
        packed(planned(lean(top) if register == SEED else top))
    return tops


@pytest.mark.parametrize(
    ("register", "name", "version"),
    VERSIONS,
    ids=[f"{name}-{version or 'issued'}" for _, name, version in VERSIONS],
)
def test_what_was_issued_agrees_and_goes_on_doing_so(
    committed: dict[Path, Path],
    register: Path,
    name: str,
    version: str | None,
    tmp_path: Path,
) -> None:
    folder = copy_of(committed[register], tmp_path / "files", (".git", *_parts(register)))
    file = folder / "publications" / f"{name}.yaml"
    if version is not None:
        found = _read(file)
        rows = [*found["versions"], MISSED]
        numbers = [row["version"] for row in rows]
        _write(file, found | {"versions": rows[: numbers.index(version) + 1]})
        commit(folder, "no later version")
    words = ("publication", "issue", name, "--format", "md", "--output", tmp_path / "out")
    done = run(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    if version == "0.5":
        assert "This date has passed without a decision." in Path(done.lines[1]).read_text("utf-8")
    assert _states(folder) == {name: "agrees"}
    day = load_register(folder).register.issued[name][-1].as_of
    _let_time_pass(folder, day)
    assert not load_register(folder).register.broken
    assert _states(folder) == {name: "agrees"}


def _parts(register: Path) -> list[str]:
    # Not the lock that a command has held in it, which is no part of a register.
    return [path.name for path in register.iterdir() if path.name not in ("README.md", ".sectool")]


def _states(folder: Path) -> dict[str, str]:
    done = run("publication", "check", "--json", cwd=folder)
    return {one["name"]: one["state"] for one in json.loads(done.stdout)["documents"]}


def _let_time_pass(folder: Path, day: date) -> None:
    """Adds to every history what may come next, and moves each release that has a timetable."""
    loaded = load_register(folder)
    on = register_on(loaded.register, day)
    shape = loaded.register.settings.shape if loaded.register.settings is not None else 0
    version = "code-version" if shape > 1 else "sec-version"
    for id_ in loaded.register.modifications:
        path = folder / "modifications" / f"{id_}.yaml"
        _write(path, _with_entries(_read(path), _next_of(on, id_, day)))
    for release, found in loaded.register.releases.items():
        last = max([day, *(one.date for one in found.history if isinstance(one.date, date))])
        entries = [{"date": f"{last + timedelta(days=2)}", "event": "noted", version: "99.1"}]
        path = folder / "releases" / release / "timeline.yaml"
        if path.exists() and not any(entry.event == "went-live" for entry in found.history):
            go_live = on.go_live(release)
            assert isinstance(go_live, date)
            to, when = f"{go_live + timedelta(days=28)}", f"{last + timedelta(days=1)}"
            moved = {"date": when, "event": "rescheduled", "from": f"{go_live}", "to": to}
            entries = [moved, *entries, {"date": to, "event": "went-live"}]
            timeline = _read(path)
            timeline["milestones"]["go-live"]["when"] = to
            _write(path, timeline)
        _write(
            path.with_name("release.yaml"),
            _with_entries(_read(path.with_name("release.yaml")), *entries),
        )


def _read(file: Path) -> dict[str, Any]:
    # Every scalar stays the text that it is written as.
    found: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506
    return found


def _write(file: Path, data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    file.write_text(text, "utf-8")


def _with_entries(found: dict[str, Any], *entries: dict[str, str]) -> dict[str, Any]:
    return found | {"history": [*found.get("history", ()), *entries]}


def _next_of(on: RegisterOn, id_: str, day: date) -> dict[str, str]:
    """An entry that may follow what is known of a modification by a day."""
    standing = on.standing(id_)
    when = f"{day + timedelta(days=1)}"
    if standing is not None and standing.decision == "approved":
        return {"date": when, "event": "implemented"}
    if standing is not None and standing.targeted is not None:
        return {"date": when, "event": "approved", "by": "CB", "release": standing.targeted}
    return {"date": when, "event": "withdrawn", "because": "Nobody asks for it any longer."}
