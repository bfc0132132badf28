"""What belongs to every kind of publication: its rows in all tables, its keys, its sentences."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sectool.blocks import Document, text_of
from sectool.building import Built
from sectool.compare import changes_between, in_a_sentence
from sectool.documents.kinds import KINDS, Start, WrittenSection
from sectool.documents.placeholders import mark
from sectool.drafting.file import File
from sectool.drafting.request import DraftRequest
from sectool.load import Loaded, load_register
from sectool.model.kind import KIND_NAMES, Kind
from sectool.model.publication import KEYS, Publication
from sectool.model.shape import kebab
from sectool.schedule import calendars_of
from sectool.source.reader import read_data
from tests.register import SEED, built_as, opened
from tests.test_publication_new import STARTS

ANY = {"kind", "dated", "as_of", "source", "waive"}


@cache
def loaded() -> Loaded:
    return opened(SEED)


def one_of(kind: str) -> tuple[str, Publication]:
    """The publication of the kind in this repository's register."""
    [found] = [
        (name, one) for name, one in loaded().register.publications.items() if one.kind == kind
    ]
    return found


def test_every_table_has_a_row_for_every_kind() -> None:
    rows: dict[str, set[str]] = {
        "KEYS in sectool/model/publication.py": set(KEYS),
        "KINDS in sectool/documents/kinds.py": set(KINDS),
        "STARTS in tests/test_publication_new.py": set(STARTS),
    }
    wrong = [
        f"{table} has {'no' if kind in KIND_NAMES else 'a'} row for {kind!r}"
        for table, kinds in rows.items()
        for kind in sorted(kinds ^ set(KIND_NAMES))
    ]
    assert wrong == []


def built(publication: Publication, *, draft: bool = False) -> Built:
    name, _ = one_of(publication.kind)
    newest = publication.versions[-1] if publication.versions else None
    day = publication.as_of or publication.dated or (newest.dated if newest else None)
    return built_as(loaded(), name, publication, day, draft=draft)


@cache
def as_it_is(kind: str) -> Document:
    """What the publication of the kind is built as."""
    return built(one_of(kind)[1]).document


def test_a_kind_with_a_row_alone_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    start = Start(takes=("meeting", "item", "classification"), carried=("title",))
    for words in (
        (WrittenSection("opening", "how it opens", "usual"),),
        (WrittenSection("end", "more"),),
        (),
    ):
        row = replace(KINDS["newsletter"], name="agenda", words=words, start=start)
        monkeypatch.setitem(KINDS, "agenda", row)
        asked = DraftRequest(
            *("agenda", None, date(2022, 1, 10)), meeting="Panel", item="4", classification="Green"
        )
        register = loaded().register
        text = "\n".join(File(asked, register, calendars_of(register)).lines())
        assert read(text) == {
            "kind": "agenda",
            "dated": "2022-01-10",
            "meeting": {"body": "Panel", "date": "2022-01-14", "item": "04"},
            "classification": "Green",
            **({"words": {"opening": mark("how it opens")}} if "opening" in text else {}),
        }
        assert all(section.id in text for section in words)


# Keys.

# For each key, a value that no publication of the register has.
OTHERWISE: dict[str, str] = {
    "title": "title: Another title",
    "words": "words:\n  {section}: Words of ours.",
    "meeting": 'meeting:\n  body: Panel\n  date: 2020-08-14\n  item: "98"',
    "reference": "reference: OF_OURS_1",
    "classification": "classification: Amber",
    "author": "author: Somebody Else",
    "contact": "contact:\n  name: Somebody Else",
    "items": "items:\n- title: News of ours\n  says: It is new.",
    "annexes": "annexes:\n- letter: Z\n  title: Annex of ours\n  says: It is new.",
    "stated": "stated:\n- {{figure: proposals-define, says: 98765}}",
    "since": "since: 2017-02-01",
}


def read(text: str) -> dict[str, Any]:
    data, problems = read_data(text)
    assert problems == []
    found: dict[str, Any] = data
    return found


@pytest.mark.parametrize(("kind", "key"), [(k, key) for k in KEYS for key in KEYS[k].takes])
def test_every_key_that_a_kind_takes_makes_a_difference(kind: Kind, key: str) -> None:
    name, _ = one_of(kind)
    section = KINDS[kind].words[-1].id if key == "words" else ""
    data = read((SEED / f"publications/{name}.yaml").read_text(encoding="utf-8"))
    if key == "meeting":
        data.pop("reference", None)
    other = read(OTHERWISE[key].format(section=section))
    changed = Publication.model_validate({**data, **other})
    before, after = as_it_is(kind), built(changed).document
    assert text_of(before.blocks) != text_of(after.blocks) or before != after


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_key_that_a_kind_makes_nothing_of_is_an_error_at_its_place(
    kind: Kind, tmp_path: Path
) -> None:
    name, _ = one_of(kind)
    shutil.copy(SEED / "sectool.yaml", tmp_path)
    file = tmp_path / "publications" / f"{name}.yaml"
    file.parent.mkdir()
    text = (SEED / f"publications/{name}.yaml").read_text(encoding="utf-8")
    known = {*ANY, *KEYS[kind].needs, *KEYS[kind].takes}
    foreign = [key for key in OTHERWISE if key not in known]
    assert foreign
    wanted = []
    for key in foreign:
        wanted.append((text.count("\n") + 1, f"{kebab(key)!r} is not a key of a {kind}"))
        text += OTHERWISE[key].format(section="x") + "\n"
    file.write_text(text, encoding="utf-8")
    copy = load_register(tmp_path)
    found = [d for d in copy.diagnostics if d.place.file == f"publications/{name}.yaml"]
    assert sorted((d.place.span.line, d.message) for d in found) == wanted
    assert {(d.code, d.place.span.column) for d in found} == {("Y201", 1)}


# Sentences.


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_what_marks_a_draft_or_a_working_copy_is_no_change(kind: Kind) -> None:
    """A template that words it otherwise needs its sentence among those that are known."""
    name, publication = one_of(kind)
    # A report of another day leaves out what people wrote for its own.
    publication = publication.model_copy(update={"words": {}})
    issued = built(publication)
    day = issued.edition.as_of
    assert issued.edition.issued
    assert day is not None
    # The same facts, of a day that is not the document's own.
    working = publication.model_copy(update={"as_of": day - timedelta(days=1)})
    if kind == "rid":
        day += timedelta(days=1)
    others = (
        built(publication, draft=True),
        built_as(loaded(), name, working, day, draft=False),
    )
    assert (others[0].edition.draft, others[1].edition.status) == (True, "Working copy")
    for other in others:
        assert text_of(other.document.blocks) != text_of(issued.document.blocks)
        changes = changes_between(issued.document, other.document, None)
        assert [in_a_sentence(change) for change in changes] == []
