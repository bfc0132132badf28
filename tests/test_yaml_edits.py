"""Edits of YAML change what is asked, and no other byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.editing.edit import (
    CannotEdit,
    Edit,
    NewFile,
    RemovedFile,
    RenamedFile,
    Splice,
    changes_of,
    spliced,
)
from sectool.editing.yaml_scalars import data_of, in_flow, scalar
from sectool.editing.yaml_text import YamlText
from sectool.source.reader import read_data
from sectool.workspace.memory import Memory

TEXT = """\
# A modification, with a comment at its head.
id: MP001
title: 'Faster: "firmware"'   # as the panel wrote it
impacts: [a, b]   # letters
costs: {low: 1, high: 2}
none-yet: []
text: |
  # no comment
  two lines
history:
- proposed: 2020-01-02  # by letter
  by: é ü

- {event: refined, date: 2020-03-04}
# at the end
"""


def changed(text: str, edit: Splice) -> str:
    return spliced(text.encode(), edit).decode()


def of(text: str = TEXT) -> YamlText:
    return YamlText("a.yaml", text.encode())


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (of().set(("id",), "MP002"), "MP001", "MP002"),
        (of().set(("title",), "Plain"), "'Faster: \"firmware\"'", "Plain"),
        (of().set(("title",), "2020-01-02"), "'Faster: \"firmware\"'", '"2020-01-02"'),
        (of().set(("title",), date(2020, 1, 2)), "'Faster: \"firmware\"'", "2020-01-02"),
        (of().set(("impacts", 1), "b, c"), "[a, b]", '[a, "b, c"]'),
        (of().set(("costs", "high"), 3), "high: 2", "high: 3"),
        (of().set(("text",), "one"), "|\n  # no comment\n  two lines", "one"),
        (of().set(("id",), {"a": "b"}), "id: MP001", "id:\n  a: b"),
        (of().add((), "stage", "x", ["id", "stage", "title"]), "MP001\n", "MP001\nstage: x\n"),
        (of().add((), "zero", "x", ["zero", "id"]), "id: MP001", "zero: x\nid: MP001"),
        (of().add(("costs",), "mid", 1, ["low", "mid"]), "low: 1,", "low: 1, mid: 1,"),
        (of().add(("history", 0), "of", "CB"), "by: é ü\n", "by: é ü\n  of: CB\n"),
        (of().add(("history", 0), "a", "b", ["a", "by"]), "by: é", "a: b\n  by: é"),
        (of().append(("impacts",), "c"), "[a, b]", "[a, b, c]"),
        (of().append(("none-yet",), "c"), "[]", "[c]"),
        (
            of().append(("parts",), {"a": "b"}, ["id", "parts"]),
            "MP001\n",
            "MP001\nparts:\n- a: b\n",
        ),
        (
            of().append(("history",), {"event": "x"}),
            "04}\n",
            "04}\n- {event: x}\n",
        ),
        (
            of().insert_sorted(
                ("history",),
                {"event": "x", "date": date(2020, 2, 1)},
                lambda row: str(row.get("date") or row["proposed"]),
            ),
            "by: é ü\n",
            "by: é ü\n- event: x\n  date: 2020-02-01\n",
        ),
        (of().remove(("history", 1)), "- {event: refined, date: 2020-03-04}\n", ""),
        (of().remove(("impacts", 0)), "[a, b]", "[b]"),
        (of().remove(("costs", "high")), ", high: 2", ""),
        (of().remove(("text",)), "text: |\n  # no comment\n  two lines\n", ""),
        (of().remove(("history", 0, "by")), "  by: é ü\n", ""),
    ],
)
def test_only_what_is_asked_changes(edit: Splice, old: str, new: str) -> None:
    assert changed(TEXT, edit) == TEXT.replace(old, new, 1)
    assert TEXT.count(old) >= 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x b\nc: *x\n", "names this value for repeating"),
        ("a: b\na: c\n", "a second time"),
        ("a:\n\tb: c\n", "cannot be edited"),
        ("\x00", "cannot be edited"),
        ("", "empty"),
    ],
)
def test_what_cannot_be_read_rightly_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        of(text)


def test_a_comment_is_not_lost() -> None:
    text = "a:  # why\n  b: c  # because\n  d: e\n"
    with pytest.raises(CannotEdit, match="a comment would be lost"):
        of(text).set(("a",), "x")
    assert changed(text, of(text).set(("a", "b"), "x")) == text.replace("c  #", "x  #")
    assert of().comments() == [
        "# A modification, with a comment at its head.",
        "# as the panel wrote it",
        "# letters",
        "# by letter",
        "# at the end",
    ]


def test_refusals_say_what_is_wrong() -> None:
    calls: list[tuple[Callable[[], Splice], str]] = [
        (lambda: of().set(("title", "x"), "y"), "there is no title.x"),
        (lambda: of().add((), "id", "x"), "id is there already"),
        (lambda: of().add(("impacts",), "id", "x"), "has no keys"),
        (lambda: of().insert(("id",), 0, "x"), "is no list"),
        (lambda: of().insert(("impacts",), 5, "x"), "has 2 items"),
        (lambda: of().remove(("nothing",)), "there is no nothing"),
        (lambda: of("a:\n- b\n").remove(("a", 0)), "is all that a contains"),
        (lambda: of().set(("id",), None), "None is no value"),
    ]
    for call, why in calls:
        with pytest.raises((CannotEdit, TypeError), match=why):
            call()


def test_line_ends_byte_order_marks_and_a_missing_last_end_stay() -> None:
    raw = b"\xef\xbb\xbfa: b\r\nc:\r\n  - d"
    assert spliced(raw, YamlText("f", raw).set(("a",), "é")) == raw.replace(
        b"a: b", "a: é".encode()
    )
    assert spliced(raw, YamlText("f", raw).append(("c",), "e")) == raw + b"\r\n  - e"
    added = spliced(raw, YamlText("f", raw).add((), "x", ["1"], ["a", "x", "c"]))
    assert added == raw.replace(b"b\r\n", b'b\r\nx:\r\n  - "1"\r\n')


def test_edits_of_files_are_values() -> None:
    files = Memory({"a": b"x: 1\n", "b": b"y"})
    edits: list[Edit] = [
        Splice("a", 3, 4, "2"),
        RenamedFile("a", "c"),
        NewFile("d", b"z"),
        RemovedFile("b"),
    ]
    assert changes_of(files, edits) == {"a": None, "c": b"x: 2\n", "d": b"z", "b": None}
    refused: list[Edit] = [
        NewFile("a", b""),
        RenamedFile("a", "b"),
        RemovedFile("e"),
        Splice("a", 9, 9, ""),
    ]
    for edit in refused:
        with pytest.raises(CannotEdit):
            changes_of(files, [edit])


TRICKY = ["2020-01-02", "1", "no", "~", "", " a", "a: b", "a #b", "#a", "- a", "a:", "1:30", "0x1f"]
TEXTS = st.sampled_from([*TRICKY, "a,b", "it's", 'say "x"', "a\nb", "a\\b", "\u2028", "é", "1e3"])
TEXTS = TEXTS | st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    for written in (f"a: {scalar(text, flow=False)}\n", f"a: {in_flow([text])}\n"):
        data, problems = read_data(written)
        assert problems == []
        assert data in ({"a": text}, {"a": (text,)})


@pytest.mark.parametrize("text", ["2020-01-02", "12", "1.5", "yes", "null", "a: b", "a #b", "1:30"])
def test_what_looks_like_something_else_has_quotes(text: str) -> None:
    assert scalar(text, flow=False) == f'"{text}"'


STEPS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 4), TEXTS), max_size=5)


@settings(max_examples=40, deadline=None)
@given(STEPS, st.sampled_from(["\n", "\r\n"]))
def test_a_sequence_of_edits_keeps_all_else(steps: list[tuple[int, int, str]], end: str) -> None:
    now = TEXT.replace("\n", end)
    for number, kind, text in steps:
        yaml = of(now)
        paths = sorted(yaml.spans.values, key=str)
        path = paths[number % len(paths)]
        try:
            if kind == 0:
                edit = yaml.set(path, text)
            elif kind == 1:
                edit = yaml.add(path, f"k{number}", [text], ["id", f"k{number}"])
            elif kind == 2:
                edit = yaml.append(path, {"event": text})
            elif kind == 3:
                edit = yaml.insert(path, 0, text)
            else:
                edit = yaml.remove(path)
        except CannotEdit:
            continue
        after = changed(now, edit)
        assert after[: edit.start] == now[: edit.start]
        assert after.endswith(now[edit.end :])
        assert edit.new.count("\n") == edit.new.count(end)
        if kind == 0:
            assert of(after).at(path) == data_of(text)
        if kind != 4:
            assert of(after).comments() == yaml.comments()
        else:
            assert set(of(after).comments()) <= set(yaml.comments())
        now = after
