"""One YAML file: what its text means, where each piece stands, and what is said of mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sectool.diagnostic import WHOLE_FILE, Path, Span
from sectool.source.reader import MAX_DEPTH, Data, decode, read_data, read_spans
from tests.calls import calls_of

Told = tuple[str, str, str, str | None]  # code, line:column, message, help


def told(text: str) -> list[Told]:
    """Everything that reading a text reports."""
    return [
        (problem.code, f"{problem.span.line}:{problem.span.column}", problem.message, problem.help)
        for problem in read_data(text)[1]
    ]


def data_of(text: str) -> Data:
    data, problems = read_data(text)
    assert problems == []
    return data


# What a scalar means: its text, and nothing else.

SCALARS = [
    "no",
    "Yes",
    "on",
    "OFF",
    "true",
    "012",
    "0o14",
    "0x1F",
    "1:30",
    "17:00",
    "0.10",
    "11.40",
    "1e3",
    "437_032",
    ".5",
    ".inf",
    ".NaN",
    "-1",
    "+44",
    "2022-02-30",
    "2022-11",
    "2022-11-03T17:00:00Z",
    "=",
    "<<",
    "N/A",
    "§ 3.1 – “quoted”",
]


@pytest.mark.parametrize("scalar", SCALARS)
def test_scalar_stays_the_text_its_author_wrote(scalar: str) -> None:
    assert data_of(f"key: {scalar}\nlist:\n- {scalar}\n{scalar}: key\n") == {
        "key": scalar,
        "list": (scalar,),
        scalar: "key",
    }


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 'it''s'\n", {"a": "it's"}),
        ('a: "one\\ttwo\\u00e9"\n', {"a": "one\ttwoé"}),
        ("a: >-\n  one\n  two\n\n  three\n", {"a": "one two\nthree"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a:\n  one\n  two\n", {"a": "one two"}),
        ("a: [x, [y, z], {b: c}]\n", {"a": ("x", ("y", "z"), {"b": "c"})}),
        ("- a\n-\n  - b\n", ("a", ("b",))),
        ("a: {}\nb: []\nc: ''\n", {"a": {}, "b": (), "c": ""}),
        ("a: 'null'\nb: \"~\"\n", {"a": "null", "b": "~"}),
        ("? a\n: b\n", {"a": "b"}),
        ("a: b # c\n# d\n", {"a": "b"}),
        ("a: b#c\n", {"a": "b#c"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("just text\n", "just text"),
        ("# only comments\n", None),
        ("---\n", None),
        ("a: 😀 b\n", {"a": "😀 b"}),
        ("a: x\t# a\ttab\n", {"a": "x"}),
        ("a: b\r\nc: >-\r\n  d\r\n  e\r\n", {"a": "b", "c": "d e"}),
    ],
)
def test_text_becomes_data(text: str, data: Data) -> None:
    assert data_of(text) == data


# Where everything stands.


def spans_of(text: str) -> tuple[dict[Path, str], dict[Path, str]]:
    """The text each span covers, for values and for keys; `…` where it goes on below."""
    spans = read_spans(text)

    def covered(span: Span) -> str:
        line = spans.lines[span.line - 1]
        end = span.end_column if span.end_line == span.line else len(line) + 1
        return f"{span.line}:{span.column} {line[span.column - 1 : end - 1]}" + (
            "…" if span.end_line > span.line else ""
        )

    return (
        {path: covered(span) for path, span in spans.values.items()},
        {path: covered(span) for path, span in spans.keys.items()},
    )


@pytest.mark.parametrize(
    ("text", "values", "keys"),
    [
        pytest.param(
            "id: MP001\ntitle:   A change  # why\n",
            {(): "1:1 i", ("id",): "1:5 MP001", ("title",): "2:10 A change"},
            {("id",): "1:1 id", ("title",): "2:1 title"},
            id="plain",
        ),
        pytest.param(
            "a: 'it''s'\n\"b\": \"c\\td\"\n",
            {(): "1:1 a", ("a",): "1:4 'it''s'", ("b",): '2:6 "c\\td"'},
            {("a",): "1:1 a", ("b",): '2:1 "b"'},
            id="quoted",
        ),
        pytest.param(
            "a: >-\n  one\n  two\nb: c\n",
            {(): "1:1 a", ("a",): "1:4 >-…", ("b",): "4:4 c"},
            {("a",): "1:1 a", ("b",): "4:1 b"},
            id="block",
        ),
        pytest.param(
            "a:\n- b: c\n  d: [e, f]\n- {g: h}\n",
            {
                (): "1:1 a",
                ("a",): "2:1 -",
                ("a", 0): "2:3 b",
                ("a", 0, "b"): "2:6 c",
                ("a", 0, "d"): "3:6 [",
                ("a", 0, "d", 0): "3:7 e",
                ("a", 0, "d", 1): "3:10 f",
                ("a", 1): "4:3 {",
                ("a", 1, "g"): "4:7 h",
            },
            {
                ("a",): "1:1 a",
                ("a", 0, "b"): "2:3 b",
                ("a", 0, "d"): "3:3 d",
                ("a", 1, "g"): "4:4 g",
            },
            id="nested lists",
        ),
        pytest.param(
            "- - a\n  - b\n- c\n",
            {
                (): "1:1 -",
                (0,): "1:3 -",
                (0, 0): "1:5 a",
                (0, 1): "2:5 b",
                (1,): "3:3 c",
            },
            {},
            id="lists of lists",
        ),
        pytest.param(
            "a: b\r\nc: d\r\n",
            {(): "1:1 a", ("a",): "1:4 b", ("c",): "2:4 d"},
            {("a",): "1:1 a", ("c",): "2:1 c"},
            id="CRLF",
        ),
        pytest.param(
            "a: 😀 b\n😀: {c: 😀, d: e}\n",
            {
                (): "1:1 a",
                ("a",): "1:4 😀 b",
                ("😀",): "2:4 {",
                ("😀", "c"): "2:8 😀",
                ("😀", "d"): "2:14 e",
            },
            {
                ("a",): "1:1 a",
                ("😀",): "2:1 😀",
                ("😀", "c"): "2:5 c",
                ("😀", "d"): "2:11 d",
            },
            id="characters beyond 16 bits count as one",
        ),
        pytest.param(
            "# a\tcomment\t\na: b\t# another\nc:\td\n",
            {(): "2:1 a", ("a",): "2:4 b", ("c",): "3:4 d"},
            {("a",): "2:1 a", ("c",): "3:1 c"},
            id="tabs count as one",
        ),
        pytest.param(
            "a: b\u2028c: d\x85e: f\n",
            {(): "1:1 a", ("a",): "1:4 b", ("c",): "2:4 d", ("e",): "3:4 f"},
            {("a",): "1:1 a", ("c",): "2:1 c", ("e",): "3:1 e"},
            id="unusual line ends",
        ),
        pytest.param(
            "a: b\na: {c: d}\ne:\n  c: f\ne:\n  c: g\n",
            {
                (): "1:1 a",
                ("a",): "1:4 b",
                ("a", "c"): "2:8 d",
                ("e",): "4:3 c",
                ("e", "c"): "4:6 f",
            },
            {
                ("a",): "1:1 a",
                ("a", "c"): "2:5 c",
                ("e",): "3:1 e",
                ("e", "c"): "4:3 c",
            },
            id="of a key that appears twice the first counts",
        ),
    ],
)
def test_every_key_and_value_has_its_place(
    text: str, values: dict[Path, str], keys: dict[Path, str]
) -> None:
    assert spans_of(text) == (values, keys)


def test_a_byte_order_mark_is_not_a_column() -> None:
    text, problem = decode("\ufeffid: MP001\n".encode())
    assert problem is None
    assert spans_of(text) == ({(): "1:1 i", ("id",): "1:5 MP001"}, {("id",): "1:1 id"})


SOUGHT = """\
title: A change
when: '5 days before go-live'
says: 'it''s before go-live'
note: >-
  first line
  second one, two
costs:
- phases: [sit, uit]
nested:
  key: x
"""


@pytest.mark.parametrize(
    ("path", "options", "span"),
    [
        (("title",), {}, Span(1, 8, 1, 16)),
        (("title",), {"key": True}, Span(1, 1, 1, 6)),
        (("title",), {"within": (2, 8)}, Span(1, 10, 1, 16)),
        (("title",), {"within": (8, 8)}, Span(1, 16, 1, 17)),
        (("when",), {"within": (2, 6)}, Span(2, 10, 2, 14)),
        # Behind an escape the characters of a value are no columns: all of it is shown.
        (("says",), {"within": (5, 11)}, Span(3, 7, 3, 29)),
        # On several lines blanks are not counted, and what goes on in the next line is cut.
        (("note",), {"within": (0, 5)}, Span(5, 3, 5, 8)),
        (("note",), {"within": (11, 17)}, Span(6, 3, 6, 9)),
        (("note",), {"within": (6, 17)}, Span(5, 9, 5, 13)),
        (("note",), {"within": (26, 26)}, Span(6, 17, 6, 18)),
        (("note",), {"word": "one"}, Span(6, 10, 6, 13)),
        (("note",), {"word": "on"}, Span(4, 7, 7, 1)),
        # What is not there is shown by what is around it.
        (("title", "more", 3), {}, Span(1, 8, 1, 16)),
        (("costs", 0, "amount"), {}, Span(8, 3, 8, 4)),
        (("costs", 0, "phases", 7), {}, Span(8, 11, 8, 12)),
        # A group below its key is known by the key.
        (("nested",), {}, Span(9, 1, 9, 7)),
        (("nested", "other"), {}, Span(9, 1, 9, 7)),
        (("unknown",), {}, Span(1, 1, 1, 2)),
        ((), {}, Span(1, 1, 1, 2)),
    ],
)
def test_a_place_is_found_by_its_path(path: Path, options: dict[str, Any], span: Span) -> None:
    assert read_spans(SOUGHT).find(path, **options) == span


WORDS = st.lists(st.sampled_from(["a", "one", "two", "£3", "‘x’", "it's", "(b)"]), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([">-", "|", "", "'", '"']))
def test_each_word_of_a_long_text_is_found(lines: list[list[str]], style: str) -> None:
    """In whatever style a text is written; behind an escape all of it is shown."""
    shown = ["  " + " ".join(words) for words in lines]
    if style in ("'", '"'):
        text = f"k: {style}" + "\n".join(shown).lstrip() + f"{style}\n"
        assume(style not in "\n".join(shown))
    else:
        text = "\n".join([f"k: {style}".rstrip(), *shown]) + "\n"
    data, problems = read_data(text)
    assert problems == []
    value, spans = data["k"], read_spans(text)
    for word in re.finditer(r"\S+", value):
        span = spans.find(("k",), within=word.span())
        assert spans.line(span)[span.column - 1 : span.end_column - 1] == word.group()
        assert span.line == span.end_line


def test_nothing_is_found_in_a_file_that_is_not_yaml() -> None:
    assert read_spans("a: [b\n").find(("x", "y")) == Span(1, 1, 1, 2)
    assert read_spans("").find(("x",)) == WHOLE_FILE


# What reading reports.

NO_VALUE = "write one, or remove the key"


@pytest.mark.parametrize(
    ("text", "data", "problems"),
    [
        ("a:\n", {"a": None}, [("Y203", "1:1", "'a' has no value", NO_VALUE)]),
        ("a: ~\n", {"a": None}, [("Y203", "1:1", "'a' has no value", NO_VALUE)]),
        ("a: null\n", {"a": None}, [("Y203", "1:1", "'a' has no value", NO_VALUE)]),
        ("- b: NULL\n", ({"b": None},), [("Y203", "1:3", "'b' has no value", NO_VALUE)]),
        ("{a: , b: c}\n", {"a": None, "b": "c"}, [("Y203", "1:2", "'a' has no value", NO_VALUE)]),
        (
            "- a\n-\n- ~\n",
            ("a", None, None),
            [
                ("Y203", "2:2", "this item has no value", "write one, or remove it"),
                ("Y203", "3:3", "this item has no value", "write one, or remove it"),
            ],
        ),
        (
            "title: #1 on the list\n",
            {"title": None},
            [
                (
                    "Y203",
                    "1:1",
                    "'title' has no value: text after a # is a comment",
                    "put text that starts with # in quotes",
                )
            ],
        ),
        (
            "will: {irps}\n",
            {"will": {"irps": None}},
            [
                (
                    "Y203",
                    "1:8",
                    "'irps' has no value: {…} contains keys and their values",
                    "put text that starts with { in quotes, or write 'key: value'",
                )
            ],
        ),
        (
            "- {title: one, two, by: CSC}\n",
            ({"title": "one", "two": None, "by": "CSC"},),
            [
                (
                    "Y106",
                    "1:16",
                    "'two' has no value here: a comma inside {…} ends a value",
                    "if the comma belongs to the text, write this value on its own line or in "
                    "quotes",
                )
            ],
        ),
        (
            "a: 1\nb: 2\na: 3\n",
            {"a": "1", "b": "2"},
            [("Y103", "3:1", "'a' appears here a second time; only one can count", None)],
        ),
        (
            "a: {x: 1}\n'a': {x: [2]}\n",
            {"a": {"x": "1"}},
            [("Y103", "2:1", "'a' appears here a second time; only one can count", None)],
        ),
        (
            "a: {x: 1, x: 2, x: 3}\n",
            {"a": {"x": "1"}},
            [
                ("Y103", "1:11", "'x' appears here a second time; only one can count", None),
                ("Y103", "1:17", "'x' appears here a second time; only one can count", None),
            ],
        ),
        (
            "a: &name b\nc: *name\n*name : d\n",
            {"a": "b", "c": None},
            [
                ("Y104", "1:4", "&name names this value for repeating", None),
                ("Y104", "2:4", "*name repeats another value", None),
                ("Y104", "3:1", "*name repeats another value", None),
            ],
        ),
        (
            "a: !!int 3\nb: !own {c: d}\n",
            {"a": "3", "b": {"c": "d"}},
            [
                ("Y104", "1:4", "the tag 'tag:yaml.org,2002:int' is not used in a register", None),
                ("Y104", "2:4", "the tag '!own' is not used in a register", None),
            ],
        ),
        (
            "a: 1\n---\nb: 2\n---\nc: 3\n",
            {"a": "1"},
            [("Y104", "2:1", "a second document starts here; a file has one", None)],
        ),
        (
            "# one\n%YAML 1.2\n---\na: 1\n",
            {"a": "1"},
            [
                (
                    "Y104",
                    "2:1",
                    "a line that starts with % gives YAML an instruction; none is needed",
                    "remove the line",
                )
            ],
        ),
        (
            "{a: b}: c\n[d]: {e: f}\n? [g]\n",
            {},
            [
                ("Y102", "1:1", "a list or a group of keys cannot itself be a key", None),
                ("Y102", "2:1", "a list or a group of keys cannot itself be a key", None),
                ("Y102", "3:3", "a list or a group of keys cannot itself be a key", None),
            ],
        ),
        (
            "impacts:\n\u00a0\u00a0dcc: none\n",
            {"impacts": None, "\u00a0\u00a0dcc": "none"},
            [
                ("Y203", "1:1", "'impacts' has no value", NO_VALUE),
                (
                    "Y105",
                    "2:1",
                    "expected an ordinary space, found a no-break space (U+00A0)",
                    "delete it and type an ordinary space",
                ),
            ],
        ),
    ],
)
def test_faults_are_reported_and_the_rest_is_kept(
    text: str, data: Data, problems: list[Told]
) -> None:
    assert read_data(text)[0] == data
    # A help of None in the table is not compared: some say the same to many.
    found = told(text)
    assert [one[:3] for one in found] == [one[:3] for one in problems]
    for one, wanted in zip(found, problems, strict=True):
        assert one[3]
        assert wanted[3] in (None, one[3])


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\x00", "U+0000 is a control character"),
        ("\x07", "U+0007 is a control character"),
        ("\x1b", "U+001B is a control character"),
        ("\x7f", "U+007F is a control character"),
        ("\x9f", "U+009F is a control character"),
        ("\u202e", "U+202E turns the direction of the text around it"),
        ("\u2066", "U+2066 turns the direction of the text around it"),
        ("\ud800", "U+D800 is half of a character"),
        ("\uffff", "U+FFFF is a control character"),
        ("\ufeff", "U+FEFF is a control character"),
    ],
)
def test_a_character_nobody_sees_is_refused(character: str, kind: str) -> None:
    message = f"{kind}, cannot be seen, and is not allowed"
    help_ = "delete it and type the text again; it is often found in text pasted from Word"
    assert told(f"a: 😀\r\nb: x{character}y\n") == [("Y105", "2:5", message, help_)]
    if character < "\ud800":
        escaped = f'a: 1\nb: "x\\u{ord(character):04x}y"\n'
        assert told(escaped) == [("Y105", "2:4", message, help_)]
        assert read_data(escaped)[0] == {"a": "1", "b": "x\ufffdy"}


@pytest.mark.parametrize(
    "character", ["\t", "\u00a0", "\u00ad", "é", "’", "–", "✓", "😀", "e\u0301"]
)
def test_a_character_of_ordinary_text_is_kept(character: str) -> None:
    assert data_of(f"a: x{character}y\n") == {"a": f"x{character}y"}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "this file is empty"),
        (b" \r\n\n", "this file is empty"),
        (b"\xef\xbb\xbf", "this file is empty"),
        (b"a: caf\xe9\n", "this file is not UTF-8 text: byte 7 is 0xe9"),
        ("a: b\n".encode("utf-16"), "this file is not UTF-8 text: byte 1 is 0xff"),
        (b"a: \xed\xa0\x80\n", "this file is not UTF-8 text: byte 4 is 0xed"),
    ],
)
def test_bytes_that_are_no_text(raw: bytes, message: str) -> None:
    text, problem = decode(raw)
    assert text == ""
    assert problem is not None
    assert (problem.code, problem.message, problem.span) == ("Y101", message, WHOLE_FILE)


# Bombs.


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 100_000,
        "{" * 100_000,
        "[{" * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: [" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(1_000)),
        "[" * 500 + "\n" * 100_000,
    ],
    ids=lambda bomb: bomb[:6].strip().replace("\n", " "),
)
def test_a_bomb_of_depth_comes_back_at_once(bomb: str) -> None:
    data, problems = read_data(bomb)
    # A bomb of a hundred thousand brackets is given up once it is too deep.
    assert calls_of(lambda: (read_data(bomb), read_spans(bomb))) < 10_000
    assert data is None
    assert [problem.code for problem in problems] == ["Y104"]


def test_the_greatest_depth_is_read() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert read_data(deep)[1] == []
    assert told(f"[{deep}]") == [
        (
            "Y104",
            "1:101",
            "this is nested more than 100 levels deep",
            "no file of a register needs that: look for brackets left open",
        )
    ]


def test_a_bomb_of_laughs_is_refused() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
    assert {problem.code for problem in read_data(bomb)[1]} == {"Y104"}
    assert calls_of(lambda: read_data(bomb)) < 1_000


@pytest.mark.parametrize(
    "bomb",
    [
        lambda size: "".join(f"k{n}: v\n" for n in range(size)),
        lambda size: "a: " + "x" * 10 * size + "\n",
        lambda size: "a:\n" + "- b\n" * size,
        lambda size: "a:\n" + "- b  #c\n" * size,
    ],
    ids=["keys", "long line", "items", "comments"],
)
def test_what_a_large_file_costs_grows_with_it(bomb: Callable[[int], str]) -> None:
    texts = [bomb(size) for size in (500, 2_000)]
    small, large = [calls_of(partial(read_data, text)) for text in texts]
    assert large <= 5 * small


# Mistakes a release manager makes, in the words that help.

_IN_QUOTES = "put the whole value in quotes"
_NO_COLON = (
    "this line has no colon, so it is neither a key nor part of the value above",
    "add 'key: ', or indent the line if it carries on the text above",
)
_COLON = "a colon followed by a space starts a new value, and this line has one already"
_CLOSING_QUOTE = (
    "unexpected text after a closing quote, where the value has ended",
    "double a quote inside quoted text ('it''s'), or write the text as a block, below '>-'",
)
_CLOSING_BRACKET = (
    "unexpected text after a closing bracket, where the value has ended",
    f"{_IN_QUOTES}, or remove the text after the bracket",
)
_COMMA = (
    "a comma or } is missing before this",
    "separate by commas the items in brackets; put text that contains a colon or bracket in quotes",
)
_INDENTED_FURTHER = (
    "this line is indented further than the line before it, which has a value already",
    "line it up with the keys above; if it carries on their text, write that text as a block, "
    "below '>-'",
)
_INDENTED_OTHERWISE = (
    "this line is indented differently from the keys it belongs to",
    "line it up with them",
)
_TAB = ("expected spaces, found a tab", "indent with spaces only")
_LIST_ON_KEY = (
    "a list cannot start on the line of its key",
    "write each '- ' on a line of its own, or put text that starts with '-' in quotes",
)
_ITEM_FOR_KEY = (
    "expected a key, found an item of a list",
    "write it below a key that ends with a colon, or line it up with the items above",
)
_BLOCK = (
    "text after > or | must start on the next line",
    "move it to a line of its own, indented further than its key; put text that starts with "
    "> or | in quotes",
)


def _open_bracket(close: str) -> tuple[str, str]:
    return (
        f"a bracket opens here and {close} is missing, or a comma is",
        "close it on the same line, or write one item a line without brackets",
    )


def _quotes_of(key: str) -> tuple[str, str]:
    return (
        _COLON,
        f"{_IN_QUOTES}: {key}: '…', or start a block with '{key}: >-' and write the text on "
        "the next line",
    )


MISTAKES: dict[str, tuple[str, str, tuple[str, str]]] = {
    "a colon in a title": ("title: Firmware: a change\n", "1:16", _quotes_of("title")),
    "a colon in an item": ("- note: see this: it\n", "1:17", _quotes_of("note")),
    "two pairs on a line": ("id: MP001 title: x\n", "1:16", _quotes_of("id")),
    "typographic quotes": (
        "title: “Firmware: a change”\n",
        "1:17",
        (
            "typographic quotes are ordinary letters here, so this colon starts a new value",
            """use ' or " around the value""",
        ),
    ),
    "a key indented too far": ("id: MP001\n  title: x\n", "2:3", _INDENTED_FURTHER),
    "a key of an item indented too far": ("h:\n- a: b\n   c: d\n", "3:4", _INDENTED_FURTHER),
    "a text with a colon on its second line": ("a: this\n  and so: on\n", "2:3", _INDENTED_FURTHER),
    "a key indented too little": ("a:\n    b: c\n  d: e\n", "3:3", _INDENTED_OTHERWISE),
    "an item indented too little": ("a:\n  - b: c\n - d: e\n", "3:2", _ITEM_FOR_KEY),
    "items without a key": ("id: MP001\n- a: b\n", "2:1", _ITEM_FOR_KEY),
    "a key after items": (
        "- a: b\nc: d\n",
        "2:1",
        (
            "this is neither an item of the list above nor a key of its last item",
            "start it with '- ', or line it up with the keys of the item",
        ),
    ),
    "a tab before a key": ("impacts:\n\tdcc: none\n", "2:1", _TAB),
    "a tab before an item": ("history:\n\t- date: x\n", "2:1", _TAB),
    "a tab in a block": ("a: >-\n  text\n\tmore\n", "3:1", _TAB),
    "no colon": ("id: MP001\ntitle\nlink: x\n", "2:1", _NO_COLON),
    "no colon on the first line": ("title\nid: MP001\n", "1:1", _NO_COLON),
    "no colon on the last line": ("id: MP001\ntitle\n", "2:1", _NO_COLON),
    "a text carried on without indentation": ("will: bring\nit in\n", "2:1", _NO_COLON),
    "a block without indentation": ("a: >-\ntext here\nb: c\n", "2:1", _NO_COLON),
    "a block indented unevenly": (
        "a: >-\n  text\n more\nb: c\n",
        "3:2",
        (
            "this line is indented like nothing above it, and has no colon",
            "if it carries on a text, indent it as far as that text; if it is a key, add 'key: '",
        ),
    ),
    "no blank after a colon": (
        "id: MP001\ntitle:A change\n",
        "2:6",
        ("a space is missing after this colon", "write 'title: …'"),
    ),
    "a no-break space after a colon": (
        "title:\u00a0A change\nid: MP001\n",
        "1:6",
        ("an ordinary space is missing after this colon", "write 'title: …'"),
    ),
    "no blank after a hyphen": (
        "phases:\n- sit\n-uit\n",
        "3:1",
        ("a space is missing after this hyphen", "write '- …'"),
    ),
    "a bullet": (
        "phases:\n• sit\n• uit\n",
        "2:1",
        ("an item of a list starts with a hyphen, not with •", "write '- …'"),
    ),
    "a star as a bullet": (
        "phases:\n* sit\n",
        "2:1",
        ("an item of a list starts with a hyphen, not with *", "write '- …'"),
    ),
    "a list on the line of its key": ("phases: - sit\n", "1:9", _LIST_ON_KEY),
    "a bracket left open": ("phases: [sit, uit\namount: 3\n", "1:9", _open_bracket("]")),
    "a brace left open": ("a: 1\nb: {c: d\n", "2:4", _open_bracket("}")),
    "the wrong bracket": (
        "phases: [sit, uit}\n",
        "1:18",
        ("this closes with } what opens with [", "write ]"),
    ),
    "a bracket too many": ("phases: [sit]]\n", "1:14", _CLOSING_BRACKET),
    "a bracket never opened": (
        "phases: ]\n",
        "1:9",
        ("a value cannot start with ]", _IN_QUOTES),
    ),
    "no comma in braces": ("- {date: 2029-01-09 event: raised}\n", "1:21", _COMMA),
    "no comma after a quote": ("- {title: 'a' event: raised}\n", "1:15", _COMMA),
    "a comma too many": (
        "phases: [sit,, uit]\n",
        "1:14",
        ("this comma has nothing before it", "remove it"),
    ),
    "text that starts with brackets": ("title: [Draft] A change\n", "1:16", _CLOSING_BRACKET),
    "text that starts with a placeholder": ("will: {irps} it\n", "1:14", _CLOSING_BRACKET),
    "a quote left open": (
        "title: 'A change\nid: MP001\n",
        "1:8",
        ("a quote opens here and is never closed", "close it, or remove it"),
    ),
    "text after a quote": ("title: 'GBCS' version\n", "1:15", _CLOSING_QUOTE),
    "an apostrophe in quotes": ("title: 'the DCC's part'\n", "1:17", _CLOSING_QUOTE),
    "quotes in quotes": ('title: "the "new" one"\n', "1:14", _CLOSING_QUOTE),
    "a path of Windows": (
        'file: "annexes\\plan.pdf"\n',
        "1:15",
        (
            "inside double quotes a backslash starts a code, and this one is not known",
            r"use single quotes, or write \\ for a backslash",
        ),
    ),
    "text that starts with a star": (
        "title: *new* one\n",
        "1:8",
        ("a value cannot start with *", _IN_QUOTES),
    ),
    "text that starts with an ampersand": (
        "title: & more\n",
        "1:8",
        ("a value cannot start with &", _IN_QUOTES),
    ),
    "text that starts with an at": (
        "by: @csc\n",
        "1:5",
        ("a value cannot start with @", _IN_QUOTES),
    ),
    "text that starts with a percent": (
        "a: %5\n",
        "1:4",
        ("a value cannot start with %", _IN_QUOTES),
    ),
    "text that starts with a question mark": (
        "a: ? why\n",
        "1:4",
        ("a value cannot start with ?", _IN_QUOTES),
    ),
    "text after a block's sign": ("note: > see above\n", "1:9", _BLOCK),
    "text glued to a block's sign": ("note: >-see\n", "1:9", _BLOCK),
    "a line that starts with a percent": (
        "%5 of all\n",
        "1:1",
        ("a line that starts with % gives YAML an instruction", "remove the line"),
    ),
    "a merge left undone": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n",
        "2:1",
        (
            "two versions of this file were merged and left side by side",
            "keep what is right of the two, and delete the lines of <, = and >",
        ),
    ),
}


@pytest.mark.parametrize(("text", "where", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_words_that_help(
    text: str, where: str, words: tuple[str, str]
) -> None:
    assert told(text) == [("Y102", where, *words)]
    assert told(text.replace("\n", "\r\n")) == [("Y102", where, *words)]


# An instruction to YAML stands before everything else.
LATER = {name: mistake for name, mistake in MISTAKES.items() if not mistake[0].startswith("%")}


@pytest.mark.parametrize(("text", "where", "words"), LATER.values(), ids=LATER)
def test_a_mistake_is_found_below_a_good_beginning(
    text: str, where: str, words: tuple[str, str]
) -> None:
    line, column = where.split(":")
    assert told(f"# A comment\n\n{text}") == [("Y102", f"{int(line) + 2}:{column}", *words)]


def test_there_are_mistakes() -> None:
    assert len(MISTAKES) >= 25
    assert len(LATER) >= 25


def test_what_was_right_before_a_mistake_is_not_data_but_faults_are_kept() -> None:
    assert read_data("a: 1\na: 2\nb: 'c' d\n")[0] is None
    assert [one[:2] for one in told("a: 1\na: 2\nb: 'c' d\n")] == [("Y103", "2:1"), ("Y102", "3:8")]
