"""Whatever a register's texts hold, they come out as words; what a template may not do is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from sectool.blocks import (
    Bullets,
    Cell,
    Column,
    Document,
    Grid,
    Heading,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    cell,
)
from sectool.cli.commands.rid_build import build
from sectool.load import Loaded
from sectool.model import (
    acceptance,
    modification,
    participants,
    publication,
    reference,
    release,
    settings,
)
from sectool.model.shape import Shape
from sectool.render import formats
from sectool.render.formats import FORMATS
from sectool.render.look import MissingGlyphs
from sectool.wording.environment import Wording, WordingError
from sectool.wording.markdown_reader import _ONLY_WORDS
from tests.office import READERS
from tests.register import REPOSITORY, SEED, built_as, opened
from tests.tables import LOOK, Blocks, Chart, lines_of, tree_of_page, without_imprint
from tests.test_rid_editions import copy_register

# The hostile register: every text that a RID prints is replaced by one of these.

# None begins with a small letter or ends with a stop: sentences are made of some of them.
HOSTILE = [
    "# Heading",
    "## Closed heading ##",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "42) item",
    "> quoted",
    "--- --- ---",
    "===",
    "*Em* **strong** _em_ __strong__ ***both***",
    "Snake_case_word and _edges_",
    "~~gone~~ ~gone~",
    "`code` and ```",
    "```\nfenced\n```",
    "[Text](https://example.org 'title')",
    "![Image](https://example.org/x.png)",
    "[^1] and [^text-1]",
    "[^1]: a note\n\n[Label]: https://example.org",
    "<https://example.org> and <a@example.org>",
    "| a | b |\n|---|---|\n| c | d |",
    "Trailing bar |",
    r"Backslashes \ \\ \| \* \n ends with \ ".strip(),
    "A\nB\n\nC\r\n\r\n# D",
    "Two  blanks\tand a tab  \nbreak",
    "<td>",
    "</td></tr></table>",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<!-- comment -->",
    "<?php ?> <![CDATA[ x ]]> <!DOCTYPE html>",
    "&amp; &lt;b&gt; &#42; &copy &copy; &nbsp; AT&T",
    "\"Quotes\" 'and' “more” `s",
    "$x$ and $$y$$ and $5",
    "Table: no caption",
    "{{ x }} {{ 7 * 7 }}",
    "{% raw %} {% endraw %} {# c #}",
    "{irps",
    "{0} {title} %s %(x)s",
    "مرحبا بالعالم",
    "עברית mixed with English (12)",
    "日本語とÅngström",
    "👩‍👩‍👧‍👦 and 🇬🇧",
    "\ue000 \U000f0000 \U000f0001 \U0010fffd",
    "Zero\u200bwidth, soft\u00adhyphen, no\u00a0break",
    "W" * 3000,
    "://",
    ":smile: @somebody #1",
    "!bang [!NOTE] (!)",
    "^sup^ ==mark== ++ins++ --dash--",
]

# Where the texts are that a RID prints, by the shape they stand on.
TEXTS: dict[type[Shape], tuple[str, ...]] = {
    settings.Code: ("name",),
    settings.Settings: ("classification",),
    participants.Parties: ("everyone",),
    participants.Participant: ("title", "parties"),
    participants.ImpactLevel: ("sign", "note"),
    participants.OperatorArea: ("title",),
    reference.SecDocument: ("label", "title"),
    reference.CostPhase: ("title",),
    acceptance.Criteria: ("operational", "testing"),
    reference.Term: ("means",),
    modification.Modification: ("title", "will"),
    modification.CutOff: ("because",),
    modification.Cost: ("note",),
    release.Release: (
        *("name", "administrator_impacts", "other_codes", "assumptions", "test_strategy"),
    ),
    release.ChangeRequest: ("title", "will"),
    release.AlsoLists: ("note",),
    release.ImpactStatement: ("says",),
    release.Costs: ("operational_note",),
    release.Effort: ("for_",),
    release.Milestone: ("title", "notes"),
    publication.PublicationVersion: ("changes",),
    publication.Annex: ("title", "says"),
}

# What the fonts of the PDF have no glyph for: it is refused there, see below.
NOT_IN_THE_FONT = {
    "日本語とÅngström": "日本語と",
    "👩‍👩‍👧‍👦 and 🇬🇧": "👩👧👦🇬🇧",
    "\ue000 \U000f0000 \U000f0001 \U0010fffd": "\U000f0000\U000f0001\U0010fffd",
}
# A PDF holds glyphs from left to right; what is read from right to left comes out turned round.
RIGHT_TO_LEFT = ["مرحبا بالعالم", "עברית mixed with English (12)"]

RELEASE = "2022-11"
TWIN = re.compile("Twin([0-9]{4})")


@dataclass
class Twins:
    """Harmless words, each for one place, and whose place it is."""

    places: list[tuple[type[Shape], str]]

    def next(self, shape: type[Shape], name: str) -> str:
        self.places.append((shape, name))
        return f"Twin{len(self.places) - 1:04}"


def rewritten(value: Any, text: Callable[[type[Shape], str], str]) -> Any:
    """The same facts with other texts, also where the register has none."""
    if value is None or isinstance(value, str | int | date):
        return value
    if isinstance(value, Shape):
        shape = type(value)
        changes: dict[str, Any] = {}
        for name in shape.model_fields:
            old = getattr(value, name)
            if name not in TEXTS.get(shape, ()):
                new = rewritten(old, text)
            elif isinstance(old, tuple):
                new = tuple(text(shape, name) for _ in old)
            else:
                new = text(shape, name)
            if new != old:
                changes[name] = new
        return value.model_copy(update=changes)
    if isinstance(value, dict):
        return {key: rewritten(item, text) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(rewritten(item, text) for item in value)
    if is_dataclass(value) and not isinstance(value, type) and type(value).__name__ == "Register":
        given = [f.name for f in fields(value) if f.init]
        texts = {name: rewritten(getattr(value, name), text) for name in given}
        return replace(value, **texts)
    return value


@cache
def real() -> Loaded:
    """The real register, without the modifications that the RID has nothing of."""
    loaded = opened(SEED)
    shown = {
        id_: one
        for id_, one in loaded.register.modifications.items()
        if RELEASE in one.model_dump_json()
    }
    return replace(loaded, register=replace(loaded.register, modifications=shown))


def document_with(text: Callable[[type[Shape], str], str]) -> Document:
    """The RID of the real register with other texts."""
    register = rewritten(real().register, text)
    own = register.publications["rid-2022-11"]
    return built_as(replace(real(), register=register), "rid", own).document


@cache
def twin() -> tuple[Document, list[tuple[type[Shape], str]]]:
    twins = Twins([])
    return document_with(twins.next), twins.places


def read(name: str, document: Document) -> Blocks:
    """What a document says in a format, without the imprint, which changes with every fact.

    The picture of the plan is left out: which lane a step is in depends on its words.
    """
    # One text stands in every note here, and each is looked for where it stands.
    # How a table is set depends on its words, and so does what an acronym is written out as.
    with (
        mock.patch.object(formats, "acronyms_written_out", lambda document: document.blocks),
        mock.patch.object(formats, "same_notes_once", lambda blocks: blocks),
        mock.patch.object(formats, "set_tables", lambda blocks: blocks),
    ):
        found = without_imprint(READERS[name](FORMATS[name].write(document, LOOK)))
    return tuple(block for block in found if not isinstance(block, Chart))


@cache
def twin_blocks(name: str) -> Blocks:
    return read(name, twin()[0])


def in_texts(read: Any, change: Callable[[str], str]) -> Any:
    """What was read, with every text changed."""
    if isinstance(read, str):
        return change(read)
    if isinstance(read, tuple):
        return tuple(in_texts(item, change) for item in read)
    if is_dataclass(read) and not isinstance(read, type):
        return replace(
            read, **{f.name: in_texts(getattr(read, f.name), change) for f in fields(read)}
        )
    return read


def with_values(read: Any, value: Callable[[int], str]) -> Any:
    """What was read of the twin, with values in the places of its harmless words."""
    return in_texts(read, lambda text: TWIN.sub(lambda found: value(int(found.group(1))), text))


def folded(value: str) -> str:
    """A value as one line: blanks and line ends become single blanks, and none is outside."""
    return re.sub("[ \t\r\n]+", " ", value).strip(" ")


def test_the_rid_has_nothing_of_other_modifications() -> None:
    assert 9 <= len(real().register.modifications) < len(opened(SEED).register.modifications)
    whole, own = (
        built_as(loaded, "rid", loaded.register.publications["rid-2022-11"])
        for loaded in (opened(SEED), real())
    )
    assert own.document == whole.document


def test_the_twin_shows_every_text() -> None:
    _, places = twin()
    assert len(places) > 200
    for name in FORMATS:
        said = "\n".join(run.text for line in lines_of(twin_blocks(name)) for run in line)
        shown = {places[int(number)] for number in TWIN.findall(said)}
        assert shown == {(shape, text) for shape, names in TEXTS.items() for text in names}


# Each document is full of all values: each place sees every fifth of them, and others of the same
# shape the next. Word and PDF take longer to read, and see fewer.
IN_TEXT, IN_WORD = 9, 3


def hostile_in(turn: int, turns: int) -> tuple[Document, Callable[[int], str]]:
    """A document of hostile texts, and which of them stands in a place, as one line."""

    def value(place: int) -> str:
        return HOSTILE[(place + turn * len(HOSTILE) // turns) % len(HOSTILE)]

    places = itertools.count()
    hostile = document_with(lambda shape, name: value(next(places)))
    assert next(places) == len(twin()[1]) > len(HOSTILE)
    return hostile, lambda place: folded(value(place))


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(IN_TEXT))
def test_hostile_texts_come_out_as_words(turn: int) -> None:
    hostile, value = hostile_in(turn, IN_TEXT)
    for name in ("md", "html"):
        assert read(name, hostile) == with_values(twin_blocks(name), value), name
    page, own = (tree_of_page(FORMATS["html"].write(one, LOOK)) for one in (hostile, twin()[0]))
    assert title_of(page) == folded(with_values(title_of(own), value))
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    targets = [node.attributes["href"] for node in page.walk() if "href" in node.attributes]
    assert {one[1:] for one in targets if one.startswith("#")} <= {*ids}
    assert not any(node.tag in ("script", "img", "comment") for node in page.walk())


def title_of(page: Any) -> str:
    title, *_ = [node for node in page.walk() if node.tag == "title"]
    return folded("".join(str(child) for child in title.children))


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(IN_WORD))
def test_hostile_texts_come_out_as_words_in_word(turn: int) -> None:
    hostile, value = hostile_in(turn, IN_WORD)
    assert read("docx", hostile) == with_values(twin_blocks("docx"), value)


IN_THE_FONT = [value for value in HOSTILE if value not in (*NOT_IN_THE_FONT, *RIGHT_TO_LEFT)]
TURNS = 2


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(TURNS))
def test_hostile_texts_come_out_as_words_in_pdf(turn: int) -> None:
    def value(place: int) -> str:
        return IN_THE_FONT[(place + turn * len(IN_THE_FONT) // TURNS) % len(IN_THE_FONT)]

    places = itertools.count()
    hostile = document_with(lambda shape, name: value(next(places)))
    wanted = with_values(twin_blocks("pdf"), lambda place: folded(value(place)))
    assert next(places) == len(twin()[1]) > len(IN_THE_FONT) > 40
    assert read("pdf", hostile) == wanted


@pytest.mark.slow
@pytest.mark.parametrize("value", RIGHT_TO_LEFT)
def test_what_is_read_from_right_to_left_is_whole_in_pdf(value: str) -> None:
    def shuffled(blocks: Blocks) -> Any:
        return in_texts(blocks, lambda text: "".join(sorted(text)))

    hostile = document_with(lambda shape, name: value)
    wanted = with_values(twin_blocks("pdf"), lambda _: value)
    assert shuffled(read("pdf", hostile)) == shuffled(wanted)


@pytest.mark.parametrize("value", NOT_IN_THE_FONT, ids=ascii)
def test_characters_without_a_glyph_are_refused_in_pdf(value: str) -> None:
    assert value in HOSTILE
    with pytest.raises(MissingGlyphs) as raised:
        FORMATS["pdf"].write(document_with(lambda shape, name: value), LOOK)
    assert raised.value.characters == NOT_IN_THE_FONT[value]


# Templates.


def worded(folder: Path, template: str, **values: Any) -> tuple[Any, ...]:
    (folder / "t.md.j2").write_text(template, encoding="utf-8")
    return Wording([folder], "t.md.j2").blocks(values)


GRID = Grid(
    (Column(), Column(1.0, "center")),
    ("From data",),
    ((cell("row", heading=True), cell("✓", Note("why", ()))),),
)


def test_a_template_is_markdown_with_values_in_it(tmp_path: Path) -> None:
    template = """\
## {{ title }}

Some **bold {{ title }}**s, *slanted* and a [link {{ n }}](https://a.org/{{ n }}).[^a]

1. one
2. two

   more

- {{ title }}

[^a]: Noted, {{ title }}.
"""
    value = Text("a*b")
    assert worded(tmp_path, template, title="a*b", n=7) == (
        Heading(2, (value,), "a-b"),
        Paragraph(
            (
                Text("Some "),
                Strong((Text("bold a*b"),)),
                Text("s, "),
                *worded(tmp_path, "*slanted*")[0].body,
                Text(" and a "),
                Link("https://a.org/7", (Text("link 7"),)),
                Text("."),
                Note("text-a", (Text("Noted, a*b."),)),
            )
        ),
        Bullets(
            (
                (Paragraph((Text("one"),)),),
                (Paragraph((Text("two"),)), Paragraph((Text("more"),))),
            ),
            1,
        ),
        Bullets(((Paragraph((value,)),),)),
    )


def test_tables_of_a_template_and_of_data(tmp_path: Path) -> None:
    template = """\
Table: Made {{ n }}

| A | B |
| --- | ---: |
| **{{ n }}** | a \\| {{ bar }} |

{{ grid | table("Data", ["First"], {"why": "Because."}) }}
"""
    made, data = worded(tmp_path, template, n=1, bar="| x |", grid=GRID)
    assert isinstance(made, Table)
    assert (made.caption, [column.align for column in made.columns]) == (
        (Text("Made 1"),),
        ["left", "right"],
    )
    assert made.head == ((cell("A"), cell("B")),)
    assert made.rows == ((cell("1", heading=True), cell("a | | x |")),)
    assert data == Table(
        (Text("Data"),),
        GRID.columns,
        ((cell("First"), cell("From data")),),
        ((cell("row", heading=True), cell("✓", Note("why", (Text("Because."),)))),),
    )


def test_wording_made_by_a_macro_passes_through(tmp_path: Path) -> None:
    template = """\
{% macro id(x) %}**{{ x }}**{% endmacro %}
{% set both %}{{ id(a) }} and {{ id(b) }}{% endset %}
{{ both }}.
"""
    (paragraph,) = worded(tmp_path, template, a="*", b="_")
    assert paragraph == Paragraph(
        (Strong((Text("*"),)), Text(" and "), Strong((Text("_"),)), Text("."))
    )


def test_the_first_folder_that_has_a_template_wins(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder in (own, shipped):
        folder.mkdir()
        (folder / "part.md.j2").write_text(folder.name, encoding="utf-8")
    (shipped / "t.md.j2").write_text("{% include 'part.md.j2' %}", encoding="utf-8")
    assert Wording([own, shipped], "t.md.j2").blocks({}) == (Paragraph((Text("own"),)),)


VALUES: dict[str, Any] = {
    "name": "Name",
    "day": date(2022, 11, 3),
    "nothing": None,
    "share": 0.5,
    "flag": True,
    "grid": GRID,
    "link": "javascript:alert(1)",
    "table": Table((), (Column(),), (), ((Cell(),),)),
    "names": ["a", "b"],
}

UNSAFE = "access to attribute '__class__' of 'str' object is unsafe."
NAME = "there is no value 'nam'; did you mean 'name'?"
MACRO = "{% macro m() %}*m*{% endmacro %}\n"

# A template, the line its fault is told at (1 where it is found after rendering), and the message.
FAULTS: dict[str, tuple[str, int, str]] = {
    "undefined": ("\n\n{{ nam }}\n", 3, NAME),
    "undefined attribute": ("x\n{{ name.nope }}", 2, "a text has no value 'nope'"),
    "attribute of nothing": ("x\n{{ nothing.nope }}", 2, "what is not there has no value 'nope'"),
    "attribute of a value": (
        "x\n{{ grid.row }}",
        2,
        "Grid has no value 'row'; did you mean 'rows'?",
    ),
    "undefined in a filter": ("\n{{ nam | sentence }}", 2, NAME),
    "undefined in an if": ("\n\n{% if nam %}x{% endif %}", 3, NAME),
    "undefined in a loop": ("{% for x in nam %}\n{% endfor %}", 1, NAME),
    "undefined macro": (
        "{% macro listing() %}*m*{% endmacro %}\n{{ lsting() }}",
        2,
        "there is no value 'lsting'; did you mean 'listing'?",
    ),
    "undefined that was set": (
        "{% set many = 1 %}\n\n{{ mny }}",
        3,
        "there is no value 'mny'; did you mean 'many'?",
    ),
    "a macro without its value": (
        "{% macro m(what) %}{{ what }}{% endmacro %}\n{{ m() }}",
        1,
        "a macro is used without its value 'what'",
    ),
    "unknown test": (
        "\n{% if name is nonee %}x{% endif %}",
        2,
        "there is no test 'nonee'; did you mean 'none'?",
    ),
    "syntax": (
        "a\n{% if name %}\nb",
        3,
        "Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or "
        "'endif'. The innermost block that needs to be closed is 'if'.",
    ),
    "unknown tag": ("a\n\n{% wish %}", 3, "Encountered unknown tag 'wish'."),
    "unclosed": (
        "a\n{{ name",
        2,
        "unexpected end of template, expected 'end of print statement'.",
    ),
    "concatenation": ("a\nb\n{{ name ~ 'x' }}", 3, "'~' is not used here"),
    "unknown filter": (
        "\n{{ name | sentenc }}",
        2,
        "there is no filter 'sentenc'; did you mean 'sentence'?",
    ),
    "unknown global": (
        "\n{{ range(3) }}",
        2,
        "there is no value 'range'; there are: day, flag, grid, link, name, names, nothing, share, "
        "table",
    ),
    "missing include": (
        "a\n{% include 'nope.j2' %}",
        2,
        "there is no template 'nope.j2'; there are: t.md.j2",
    ),
    "include outside": (
        "\n{% include '../t.md.j2' %}",
        2,
        "there is no template '../t.md.j2'; did you mean 't.md.j2'?",
    ),
    "none": (
        "a\n{{ nothing }}",
        2,
        "a value cannot be printed as it is: it has no value; ask for it with 'if' first",
    ),
    "date": (
        "a\n\n\n{{ day }}",
        4,
        "a value cannot be printed as it is: use a filter that words it: 'day' or 'short'",
    ),
    "float": (
        "{{ share }}",
        1,
        "a value cannot be printed as it is: a float needs a filter that words it",
    ),
    "flag": (
        "{{ flag }}",
        1,
        "a value cannot be printed as it is: a bool needs a filter that words it",
    ),
    "grid without caption": (
        "{{ grid }}",
        1,
        "a value cannot be printed as it is: a Grid needs a filter that words it",
    ),
    "method": (
        "\n{{ name.upper }}",
        2,
        "a value cannot be printed as it is: a builtin_function_or_method needs a filter that "
        "words it",
    ),
    "attribute tricks": ("a\n{{ ''.__class__ }}", 2, UNSAFE),
    "deeper tricks": ("a\n{{ name.__class__.__mro__ }}", 2, UNSAFE),
    "format tricks": ("a\n{{ '{0.__class__}'.format(name) }}", 2, UNSAFE),
    "changing a value": (
        "\n{{ names.append(name) }}",
        2,
        "access to attribute 'append' of 'list' object is unsafe.",
    ),
    "a filter of the wrong kind": (
        "\n{{ name | day }}",
        2,
        "'day' cannot word a text in this way",
    ),
    "a filter without its value": (
        "a\n{{ nothing | day }}",
        2,
        "'day' cannot word what is not there in this way",
    ),
    "arithmetic": (
        "a\n{{ 1 // 0 }}",
        2,
        "this cannot be worked out: ZeroDivisionError: integer division or modulo by zero",
    ),
    "wording joined": (
        MACRO + "{{ [m(), name] | join }}",
        2,
        "'join' takes values, not wording made by a macro or 'set'",
    ),
    "wording listed": (
        MACRO + "\n{{ [m(), name] | listed }}",
        3,
        "'listed' takes values, not wording made by a macro or 'set'",
    ),
    "wording counted": (
        MACRO + "{{ 2 | counted(m()) }}",
        2,
        "'counted' takes values, not wording made by a macro or 'set'",
    ),
    "wording as a caption": (
        MACRO + "{{ grid | table(m(), ['A']) }}",
        2,
        "'table' takes values, not wording made by a macro or 'set'",
    ),
    "wording added": (MACRO + "{{ m() + name }}", 2, "wording cannot be combined with '+'"),
    "wording repeated": (MACRO + "{{ m() * 3 }}", 2, "wording cannot be combined with '*'"),
    "wording filled": (MACRO + "{{ m() % name }}", 2, "wording cannot be combined with '%'"),
    "numbers joined": ("{{ [1, 2] | join }}", 1, "only plain values can be joined"),
    "headings": (
        "\n{{ grid | table('T', ['A', 'B']) }}",
        2,
        "the table 'T' has 2 columns and 3 headings",
    ),
    "note of a table": ("\n{{ grid | table('T', ['A']) }}", 2, "the table 'T' needs a note 'why'"),
    "private use": ("a\n\U000f0000", 1, "the template contains a private-use character"),
    "image": ("![x](https://a.org/x.png)", 1, "an image is not allowed in a document"),
    "rule": ("a\n\n---\n", 1, "a horizontal rule is not allowed in a document"),
    "quotation": ("> {{ name }}", 1, "a quotation is not allowed in a document"),
    "code": ("a `{{ name }}`", 1, "code is not allowed in a document"),
    "code block": ("```\n{{ name }}\n```", 1, "a code block is not allowed in a document"),
    "table in a sentence": (
        "See {{ table }} here.",
        1,
        "a table or list is not allowed inside a sentence",
    ),
    "table in a cell": (
        "| A |\n| --- |\n| {{ table }} |",
        1,
        "a table is not allowed in a cell of another",
    ),
    "caption without a table": (
        "Table: {{ name }}\n\nText",
        1,
        "a line 'Table: …' must come directly before a table",
    ),
    "caption at the end": ("Table: x", 1, "a line 'Table: …' must come directly before a table"),
    "footnote without text": ("a[^b] c", 1, "a footnote mark has no text: 'a[^b] c'"),
    "footnote in a footnote": (
        "a[^b]\n\n[^b]: x[^c]\n\n[^c]: y",
        1,
        "a footnote cannot have a footnote of its own",
    ),
    "link of a script": (
        "[x](javascript:alert)",
        1,
        "a link leads to 'javascript:alert', which is no address",
    ),
    "link by value": (
        "[x]({{ link }})",
        1,
        "a link leads to 'javascript:alert(1)', which is no address",
    ),
    "link elsewhere": ("[x](//a.org)", 1, "a link leads to '//a.org', which is no address"),
    "link of data": (
        "[x](data:text/html,y)",
        1,
        "a link leads to 'data:text/html,y', which is no address",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_of_templates(tmp_path: Path, case: str) -> None:
    template, line, message = FAULTS[case]
    with pytest.raises(WordingError) as raised:
        worded(tmp_path, template, **VALUES)
    error = raised.value
    assert (error.template, error.line, error.message) == ("t.md.j2", line, message)


def test_a_macro_without_end_is_a_fault_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="cannot be worked out: RecursionError"):
        worded(tmp_path, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")


def test_a_fault_in_an_included_template_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "part.md.j2").write_text("a\n\n{{ nope }}", encoding="utf-8")
    with pytest.raises(WordingError) as raised:
        worded(tmp_path, "{% include 'part.md.j2' %}")
    assert (raised.value.template, raised.value.line) == ("part.md.j2", 3)


@pytest.mark.parametrize(
    "template",
    [
        "\n{% from 'part.md.j2' import lsting %}{{ lsting() }}",
        "{% import 'part.md.j2' as part %}\n{{ part.lsting() }}",
    ],
)
def test_a_macro_that_is_not_there_is_told_with_the_nearest(tmp_path: Path, template: str) -> None:
    macro = "{% macro listing() %}x{% endmacro %}"
    (tmp_path / "part.md.j2").write_text(macro, encoding="utf-8")
    with pytest.raises(WordingError) as raised:
        worded(tmp_path, template)
    assert raised.value.line == 2
    assert raised.value.message == ("'part.md.j2' has no macro 'lsting'; did you mean 'listing'?")


def test_html_in_a_template_is_words(tmp_path: Path) -> None:
    assert worded(tmp_path, "a <b>c</b>\n\n<div>\n") == (
        Paragraph((Text("a <b>c</b>"),)),
        Paragraph((Text("<div>"),)),
    )


def test_the_command_tells_a_fault_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = copy_register(tmp_path / "register")
    templates = register / "templates"
    templates.mkdir()
    text = (REPOSITORY / "templates" / "rid.md.j2").read_text(encoding="utf-8")
    broken = text.replace("{{ release_name }} |", "{{ release_nam }} |", 1)
    (templates / "rid.md.j2").write_text(broken, encoding="utf-8")
    line = 1 + broken[: broken.index("{{ release_nam }}")].count("\n")
    assert build(register, None, "md,html", None, tmp_path / "out", draft=False) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(
        f"templates/rid.md.j2:{line}:1: error[D106 template-error] there is no value "
        "'release_nam'; did you mean 'release_name'?\n"
    )
    assert not (tmp_path / "out").exists()


def test_what_is_not_searched_within_a_line_holds_only_words() -> None:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["autolink"])
    parser.use(footnote_plugin, inline=False)
    characters = [*map(chr, range(32, 127)), "\u00a0", "£", "é", "\ue000", "\U000f0000"]
    words = [one for one in characters if _ONLY_WORDS.fullmatch(one)]
    assert len(words) > 80
    for one in words:
        for text in (f"a{one}b {one}c{one} {one}", f"({one}{one})", f"a{one * 3}b: {one}//c.d"):
            children: list[Token] = []
            parser.inline.parse(text, parser, {}, children)
            assert [(child.type, child.content) for child in children] == [("text", text)]
    assert not any(_ONLY_WORDS.fullmatch(one) for one in "*_`[]!<&\\^\n")
