"""A Code with every list changed at once: whatever it calls by name is called something else.

Prefixes, participants, stages, paths, bodies, roles, consultations, assessments and the Code itself
have other names, in the tables, the histories and the templates. What is built is then what was
built before, in the other names: a word that Python said by itself would still be the old one.
"""

from __future__ import annotations

import calendar
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from sectool.load.shipped import tables_of, templates_of
from tests.command import run
from tests.register import edit, lean_copy
from tests.tables import led_nowhere
from tests.test_life_cycle_renamed import as_before, rename

BUILT = [
    "rid-2022-11",
    "letter-secmp0007-2021-03-25",
    "status-report-2020-08",
    "unc-update-2017-06",
    "newsletter-2021-12-17",
]
# The tables whose names are changed.
NAMING = (
    *("bodies", "participants", "life-cycle", "assessments", "consultations"),
    *("id-series", "words", "document-kinds"),
)
_CALLED = frozenset(("title", "draft-title", "plural", "short", "name", "parties", "series"))
# What names of the SEC share with dates, and with sentences that are nobody's.
ENGLISH = frozenset(
    (
        *calendar.month_name,
        *calendar.day_name,
        *["An", "Code", "Draft", "It", "Its", "No", "Not", "One", "The", "Working"],
    )
)


def names_in(data: Any) -> Iterator[str]:
    """What a table calls something, wherever it does."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and (key in _CALLED or "title" not in data):
                yield value
            else:
                yield from names_in(value)
    elif isinstance(data, list):
        for each in data:
            yield from names_in(each)


def words_of(root: Path) -> frozenset[str]:
    """The words in capitals of which a register's names are made."""
    code = yaml.safe_load((root / "sectool.yaml").read_text(encoding="utf-8"))
    names = [*code["code"].values(), code["administrator"]]
    for table in NAMING:
        text = (root / f"reference/{table}.yaml").read_text(encoding="utf-8")
        names += names_in(yaml.load(text, yaml.CSafeLoader))
    words = {word for name in names for word in re.findall(r"\b[A-Z][A-Za-z]+\b", name)}
    return frozenset(map(singular, words - ENGLISH))


def singular(word: str) -> str:
    """A word without the s of a plural: what Python makes plural gets it behind the new name."""
    return word if word.endswith("ss") else word.removesuffix("s")


def other(word: str) -> str:
    """A word that is none of the old ones, and stands where the old one would in a list."""
    return word + ("A" if word.isupper() else "a")


def renaming(words: frozenset[str], prefixes: list[str]) -> Callable[[str], str]:
    whole = "|".join(sorted(words, key=len, reverse=True))
    before_digits = "|".join(sorted(prefixes, key=len, reverse=True))
    found = re.compile(
        rf"(?<![A-Za-z])(?:({whole})(?=s?(?![A-Za-z0-9]))|({before_digits})(?=[0-9_]))"
    )
    return lambda text: found.sub(lambda match: other(match[0]), text)


# Ids are written apart: in lists some are words of plain English.
PARTICIPANTS = (
    *("suppliers", "electricity-networks", "gas-networks", "other-parties", "dcc"),
    *("large-suppliers", "small-suppliers", "dsp", "csps", "parse-and-correlate", "ssi"),
)


def rename_everything(root: Path, reworded: Callable[[str], str]) -> None:
    """Writes every name of a register anew that has all tables and templates of its own."""
    rename(root)
    roles = yaml.safe_load((root / "reference/roles.yaml").read_text(encoding="utf-8"))
    of_roles = "|".join(sorted(roles, key=len, reverse=True))
    of_participants = "|".join(sorted(PARTICIPANTS, key=len, reverse=True))
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".yaml", ".j2"):
            continue
        text = path.read_text(encoding="utf-8")
        text = re.sub(rf"(?m)(\b(?:act|moved-by): |^  - )({of_roles})(?=[,}}\n])", _suffixed, text)
        text = re.sub(rf'(roles(?:\.since)?\[")({of_roles})(?="\])', _suffixed, text)
        if path.name == "roles.yaml":
            text = re.sub(rf"(?m)(^)({of_roles})(?=:$)", _suffixed, text)
        text = re.sub(rf"(?m)((?:^|[ {{]))({of_participants})(?=:)", _suffixed, text)
        text = re.sub(rf"\b(for: )({of_participants})(?=[,}}\n])", _suffixed, text)
        path.write_text(reworded(text), encoding="utf-8")
    for path in sorted((root / "modifications").glob("*.yaml")):
        path.rename(path.with_name(reworded(path.name)))


def _suffixed(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}a"


class Renamed(NamedTuple):
    """A register with every table and template of its own, and one that has other names."""

    first: Path
    second: Path
    words: frozenset[str]
    reworded: Callable[[str], str]


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Renamed:
    folder = tmp_path_factory.mktemp("every-list")
    templates = templates_of("sec")
    assert templates is not None
    roots = folder / "first", folder / "second"
    for root in roots:
        lean_copy(root)
        edit(root / "sectool.yaml", "code:\n", "profile: none\ncode:\n")
        for file, shipped in tables_of("sec").items():
            if not (root / file).exists():
                shutil.copyfile(shipped, root / file)
        shutil.copytree(templates, root / "templates")
    words = words_of(roots[0])
    series = yaml.safe_load((roots[0] / "reference/id-series.yaml").read_text(encoding="utf-8"))
    prefixes = [one[key] for one in series for key in ("prefix", "draft") if key in one]
    reworded = renaming(words, [*prefixes, "CR", "SECP"])
    # Those that `rename` writes.
    for table in ("life-cycle", "assessments", "consultations", "back-plan"):
        (roots[1] / f"reference/{table}.yaml").unlink()
    rename_everything(roots[1], reworded)
    return Renamed(*roots, words, reworded)


def built(root: Path, name: str) -> str:
    done = run("publication", "build", name, "--format", "md", "--draft", cwd=root)
    assert done.returncode == 0, done.stderr
    (file,) = (root / line for line in done.stdout.splitlines())
    # A template finds a table by its caption in small letters, which are renamed nowhere.
    text = re.sub(r"\bTable\s[0-9]+\b(?!:)", "Table", led_nowhere(file.read_text("utf-8")))
    text += done.stderr
    return re.sub(r"(?<=ingerprint 2:)[0-9a-f]+", "…", text)


@pytest.mark.parametrize("name", BUILT)
def test_a_document_is_what_it_was_in_other_names(renamed: Renamed, name: str) -> None:
    ours, theirs = built(renamed.first, name), built(renamed.second, name)
    assert as_before(theirs) == renamed.reworded(ours)
    old = "|".join(renamed.words)
    assert re.findall(rf"(?<![A-Za-z])(?:{old})s?(?![A-Za-z0-9])", theirs) == []


def test_no_name_is_what_it_was(renamed: Renamed) -> None:
    assert {"Panel", "SEC", "DCC", "Refinement", "MP", "Supplier", "IRP"} <= renamed.words
    assert renamed.words.isdisjoint(words_of(renamed.second))


def test_the_register_with_other_names_has_no_error(renamed: Renamed) -> None:
    done = run("check", cwd=renamed.second)
    assert done.returncode == 0, done.stdout
