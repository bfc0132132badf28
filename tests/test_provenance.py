"""Words keep where they come from, whatever a template says; and so differences do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from sectool.acronyms import Acronyms
from sectool.blocks import (
    Block,
    Document,
    Emph,
    Link,
    Note,
    Strong,
    Text,
    inlines_of,
    merged,
    text_of,
)
from sectool.building import build
from sectool.compare import Change, changes_between, proposed_row
from sectool.model.kind import KIND_NAMES
from sectool.render import html, markdown
from sectool.schedule import calendars_of
from sectool.wording import precompiled, sandbox
from sectool.wording.environment import Wording
from tests.register import REPOSITORY, SEED, opened

TEMPLATES = REPOSITORY / "templates"


def worded(folder: Path, template: str, **values: Any) -> tuple[Block, ...]:
    (folder / "t.md.j2").write_text(template, encoding="utf-8")
    return Wording([folder], "t.md.j2").blocks(values)


def sources(*blocks: Block) -> list[tuple[str, str, bool | None]]:
    """The words that come from somewhere, and where that is."""
    found: list[tuple[str, str, bool | None]] = []

    def read(body: tuple[Any, ...]) -> None:
        for inline in body:
            match inline:
                case Text(text=text):
                    for one in inline.sources:
                        found.append((text[one.start : one.end], ".".join(one.path), one.holds))
                case Strong(body=inner) | Emph(body=inner) | Link(body=inner) | Note(body=inner):
                    read(inner)

    for block in blocks:
        for body in inlines_of(block):
            read(body)
    return found


EDITION = SimpleNamespace(version="0.1", dated=None, draft=True)


@contextmanager
def without_paths() -> Iterator[None]:
    """Within it, templates are compiled as they stand."""
    with (
        mock.patch.object(sandbox, "keep_paths", return_value=None),
        # Code that was compiled before, here or when sectool was installed, is of no use.
        mock.patch.object(sandbox, "Sandbox", type("Plain", (sandbox.Sandbox,), {})),
        mock.patch.object(precompiled, "FOLDER", Path("nowhere")),
    ):
        yield


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("a {{ x }} b", [("X", "x", None)]),
        ("a {{ e.version }}\n  b", [("0.1", "e.version", None)]),
        ("{{ e.version | sentence_start }}", [("0.1", "e.version", None)]),
        ("{% for one in many %}{{ one }} {% endfor %}", [("A", "many", None), ("B", "many", None)]),
        ("{% set y = e.version %}{{ y }}", [("0.1", "e.version", None)]),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(e.version) }}", []),
        ("{{ 'words' }}", []),
        ("{% if e.draft %}It is *so*, {{ x }}.{% endif %}", [
            ("It is ", "e.draft", True), ("so", "e.draft", True), ("X", "x", None)
        ]),
        ("{% if not e.draft %}no{% else %}yes{% endif %}", [("yes", "e.draft", True)]),
        ("{% if e.dated %}{{ e.dated | day }}{% else %}None yet.{% endif %}", [
            ("None yet", "e.dated", False)
        ]),
        ("{% if e.dated %}a{% elif e.draft %}b{% endif %}", [("b", "e.draft", True)]),
        ("{% if x %}a {% if e.dated %}b{% else %}c{% endif %} d{% endif %}", [
            ("a", "x", True), ("c", "e.dated", False), ("d", "x", True)
        ]),
        ("{% if many | length == 2 %}two{% endif %}", [("two", "many", True)]),
        ("{% for one in none_ %}a{% else %}nothing{% endfor %}", [("nothing", "none_", False)]),
        ("{% if x %}[words](https://x.org/a) b{% endif %} c", [
            ("words", "x", True), (" b", "x", True)
        ]),
        ("{% if x %}[words](https://x.org/a){% endif %} c", [("words", "x", True)]),
    ],
)  # fmt: skip
def test_words_keep_where_they_come_from(
    template: str, wanted: list[tuple[str, str, bool | None]], tmp_path: Path
) -> None:
    found = worded(tmp_path, template, x="X", e=EDITION, many=("A", "B"), none_=())
    assert sources(*found) == wanted


HARD = """\
{% if x %}
# 1. Heading

1. one
2) two

- item
  more

* **bold.** *it*: __x__ a_b_c

Text[^n] &amp; more[^n]

| A | **b** |
| :-- | --: |
| {% if x %}c{% endif %} | **d** |

Table: Caption

| | |
| --- | --- |
| **x** | 3. y |

[^n]: Note &eacute; *x*. {% if x %}**Strong.**{% endif %}

Line \\
break, \\*star\\* [link](#a) [l](mailto:a@b.c) **[x](https://x.org/y_z)**
{% endif %}
{% if x %}**Bold.** And{% endif %}{% if x %}*more*{% endif %}{% if x %}, ‘{{ x }}’{% endif %}
"""


def test_marks_mean_nothing_to_markdown(tmp_path: Path) -> None:
    found = worded(tmp_path, HARD, x="X")
    assert len(sources(*found)) > 20
    with without_paths():
        plain = worded(tmp_path, HARD, x="X")
    assert plain == found
    assert all(path == "x" and holds is None for _, path, holds in sources(*plain))


# The link to what has changed, which is found by its source too.
LED_BY_SOURCE = re.compile(r' \| <a href="#what-has-changed[^>]*>[^<]*</a>')


@pytest.mark.parametrize("draft", [False, True])
def test_documents_are_the_same_byte_for_byte(draft: bool) -> None:
    """As they are worded: what leads to an entry, or is written out, is found by its source."""

    def written() -> dict[tuple[str, str], bytes]:
        loaded = opened(SEED)
        return {
            (name, ending): content
            for name in loaded.register.publications
            for built in [build(loaded, name, draft=draft)]
            for document in [replace(built.document, acronyms=Acronyms())]
            for ending, content in (
                ("md", markdown.write(document)),
                ("html", LED_BY_SOURCE.sub("", html.write(document, "").decode()).encode()),
            )
        }

    wanted = written()
    assert len(wanted) == 2 * len(KIND_NAMES)
    with without_paths():
        assert written() == wanted


def test_texts_that_are_joined_keep_their_sources() -> None:
    one, other = Text("a ").from_(("x",)), Text("  b").from_(("y",), True)
    (text,) = merged((one, other, Text("c")))
    assert text == Text("a bc")
    assert isinstance(text, Text)
    assert [(text.text[s.start : s.end].strip(), s.path, s.holds) for s in text.sources] == [
        ("a", ("x",), None),
        ("b", ("y",), True),
    ]
    assert hash(text) == hash(Text("a bc"))


def test_the_words_of_a_text_are_those_of_its_blocks() -> None:
    """A glossary is made of them."""
    known: dict[str, tuple[str, str]] = {}
    blocks = Wording.blocks

    def both(self: Wording, values: dict[str, Any]) -> tuple[Block, ...]:
        known[self.template] = self.text(values), text_of(blocks(self, values))
        return blocks(self, values)

    loaded = opened(SEED)
    with mock.patch.object(Wording, "blocks", both):
        for name in loaded.register.publications:
            build(loaded, name)
    assert len(known) == len(KIND_NAMES)
    for text, wanted in known.values():
        one, other = (re.findall(r"[A-Za-z][A-Za-z0-9&]*", words) for words in (text, wanted))
        assert {*one} - {"Table"} == {*other} - {"Table"}


# Differences, whatever the template calls things.

NAME = "rid-2022-11"
TEMPLATE = (TEMPLATES / "rid.md.j2").read_text(encoding="utf-8")
# The template's own words: outside of its tags, or a text that a table is given.
_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_GIVEN = re.compile(r'(?<=")[A-Z][^"]*(?=")')
_RUN = re.compile(r"[A-Za-z](?:[\w ,’-]*\w)?")


# What a word that is worded otherwise ends in: nothing else does.
OTHER = "qx"
# What our Markdown, or the comparing, knows sections and captions by.
NOT_REWORDED = ("Table", "Appendix 1", "Appendix 2")


def own_words() -> list[tuple[int, int]]:
    """Where each run of words stands that an author of the template may write otherwise."""
    places: list[tuple[int, int]] = []
    last = 0
    for tag in _TAG.finditer(TEMPLATE):
        places += (found.span() for found in _RUN.finditer(TEMPLATE, last, tag.start()))
        if " | table(" in tag[0]:
            start = tag.start()
            places += ((start + one.start(), start + one.end()) for one in _GIVEN.finditer(tag[0]))
        last = tag.end()
    places += (found.span() for found in _RUN.finditer(TEMPLATE, last))
    return [place for place in places if TEMPLATE[slice(*place)] not in NOT_REWORDED]


def otherwise(words: str) -> str:
    """Other words, as many, and such as stand nowhere else."""
    return re.sub(r"[A-Za-z]+", lambda found: found[0] + OTHER, words)


@cache
def values(version: str) -> tuple[dict[str, Any], Document]:
    """What the template is given for a version, and the document."""
    given: list[dict[str, Any]] = []
    blocks = Wording.blocks

    def kept(self: Wording, values: dict[str, Any]) -> tuple[Block, ...]:
        given.append(values)
        return blocks(self, values)

    loaded = opened(SEED)
    versions = {one.version: one.dated for one in loaded.register.publications[NAME].versions}
    with mock.patch.object(Wording, "blocks", kept):
        document = build(loaded, NAME, versions[version]).document
    return given[-1], document


def differences(wording: Wording, before: str = "0.1") -> tuple[Change, ...]:
    sides = (values(before), values("0.4"))
    one, other = (replace(made, blocks=wording.blocks(given)) for given, made in sides)
    return changes_between(one, other, calendars_of(opened(SEED).register).working)


def as_before(text: str) -> str:
    """A text that was worded otherwise, as the template words it."""
    return text.replace(OTHER, "")


def facts(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    """The changes as they are where the template's words are those it had."""
    return [
        tuple(as_before(one) if isinstance(one, str) else one for one in astuple(change))
        for change in changes
    ]


@cache
def changes_known(before: str) -> tuple[Change, ...]:
    return differences(Wording([TEMPLATES], "rid.md.j2"), before)


def test_there_are_changes_of_many_kinds() -> None:
    found = changes_known("0.1")
    assert {change.topic for change in found} >= {"dates", "scope", "costs", "ticks", "text"}
    assert any(change.derived for change in found)


def check_reworded(places: Iterable[tuple[int, int]], folder: Path, before: str = "0.1") -> None:
    known = changes_known(before)
    text = TEMPLATE
    for start, end in sorted(places, reverse=True):
        text = text[:start] + otherwise(text[start:end]) + text[end:]
    (folder / "rid.md.j2").write_text(text, encoding="utf-8")
    changes = differences(Wording([folder, TEMPLATES], "rid.md.j2"), before)
    assert facts(changes) == facts(known)
    assert as_before(proposed_row(changes)) == proposed_row(known)


def test_a_cut_off_date_may_be_called_otherwise(tmp_path: Path) -> None:
    """`rid diff` lost five dates, and the row of the version history with them."""
    assert len([change for change in changes_known("0.3") if change.aspect == "cut-off date"]) == 5
    for label in ("Estimated cut-off date", "Cut-off date"):
        start = TEMPLATE.index(label)
        check_reworded([(start, start + len(label))], tmp_path, "0.3")


@pytest.mark.parametrize("part", range(4))
def test_any_words_of_the_template_may_be_others(part: int, tmp_path: Path) -> None:
    """All of them at once, and those between which others are as they were."""
    places = own_words()
    assert len(places) > 150
    check_reworded(places[part - 1 :: 3] if part else places, tmp_path)
