"""Markdown that can be compared line by line: a sentence a line, and the same document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from sectool.blocks import (
    Block,
    Break,
    Bullets,
    Cell,
    Column,
    Document,
    Emph,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    cell,
)
from sectool.building import Built, build
from sectool.issuing.rebuild import content_of
from sectool.render.markdown import as_recorded, write
from sectool.render.reading import lines_of
from sectool.render.sentences import ends_of_sentences
from tests import tables
from tests.command import run
from tests.register import BSC, SEED, opened
from tests.tables import ready


def built_of(root: Path) -> Iterable[Built]:
    register = opened(root)
    return [build(register, name) for name in register.register.publications]


def lines(text: str) -> list[str]:
    """The sentences of a paragraph, each as one line."""
    starts = [0, *(end + 1 for end in ends_of_sentences(text))]
    ends = [*ends_of_sentences(text), len(text)]
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The Panel approved it.", "It goes live.", "13 more may follow!", "Will they?", "Yes."],
        ["Version v4.2 replaces v4.1.", "See e.g. Section F, i.e. F5.1A."],
        ["Mr. Smith and J. K. Brown of Firm Ltd. Wales answered No. 5, cf. Fig. 2."],
        ["It closes on 3 Nov. 2022 at 5 p.m. or later, approx. 10 Working Days from now."],
        ["It follows Path B.", "The Authority decides."],
        ["He said “It is done.”", "They agreed (all of them.)", "‘Next’ came on 1.5.2022."],
        ["It changes the SEC.", "They said no.", "It is by the REF.", "See No. 5."],
        ["It costs £5.", "£3 remain.", "See SECP_83_1408_12.", "MP078 is next…", "DP189 too."],
        ["1. Scope of Section 3.", "The rest is in 2022.", "It ends."],
        ["the end. of a line that goes on"],
        ["Dates stay whole: 3\u00a0November\u00a02022.\u00a0All of it."],
    ],
)  # fmt: skip
def test_where_a_sentence_ends(sentences: list[str]) -> None:
    assert lines(" ".join(sentences)) == sentences


def document(*blocks: Block, imprint: str = "") -> Document:
    return Document("A", "B", "en-GB", "Ann", "1", False, blocks, imprint)


def p(*body: Text | Strong | Emph | Link | Note | Break | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in body))


def test_each_sentence_has_a_line() -> None:
    note = Note("n", (Text("Of the DSP. The CSPs come later."),))
    bold, sixth = Strong((Text("Two. Three"),)), Link("x", (Text("Sixth."),))
    blocks = (
        p("One * here. ", bold, " goes on", note, ". 4. Four. A", Break(), "B"),
        Bullets(((p("First. Second."), p("Third.")), (p("Fourth. # Fifth. ", sixth),))),
    )
    written = write(document(*blocks, imprint="RID x --> y")).decode("utf-8")
    assert written == (
        "One \\* here.\n"
        "**Two.\n"
        "Three** goes on[^1].\n"
        "4\\.\n"
        "Four.\n"
        "A<br>B\n"
        "\n"
        "- First.\n"
        "  Second.\n"
        "\n"
        "  Third.\n"
        "- Fourth. # Fifth.\n"
        "  [Sixth.](x)\n"
        "\n"
        "<!-- RID x → y -->\n"
        "\n"
        "[^1]: Of the DSP.\n"
        "    The CSPs come later.\n"
    )
    assert tables.read_markdown(written.encode()) == tables.read_markdown(
        as_recorded(document(*blocks, imprint="RID x → y"))
    )


def test_a_figure_for_several_columns_stands_once() -> None:
    columns = (Column(), Column(1.0, "right"), Column(1.0, "right"))
    rows = ((cell("MP078", heading=True), cell("£5", colspan=2)), (cell("a"), cell("b"), cell()))
    table = Table((), columns, ((cell("Id"), cell("SIT"), cell("UIT")),), rows)
    assert write(document(table)).decode("utf-8") == (
        "| Id | SIT | UIT |\n| :--- | ---: | ---: |\n| **MP078** | £5 | ← |\n| a | b |  |\n"
    )


def test_lists_in_cells_are_lists() -> None:
    listed = Cell((Bullets(((p("One. Two."),), (p("three"),))),))
    table = Table((), (Column(), Column()), (), ((cell("MP078", heading=True), listed),))
    assert write(document(table)).decode("utf-8") == (
        "<table>\n<tbody>\n<tr>\n<th>MP078</th>\n<td>\n\n"
        "- One.\n  Two.\n- three\n\n"
        "</td>\n</tr>\n</tbody>\n</table>\n"
    )


@pytest.mark.parametrize("root", [SEED, BSC], ids=["seed", "bsc"])
def test_lines_change_nothing_that_is_read(root: Path) -> None:
    for built in built_of(root):
        ours, before = write(built.document), as_recorded(built.document)
        assert ours != before
        assert lines_of(ours, "md") == lines_of(before, "md"), built.stem
        broken = [line for line in ours.decode("utf-8").splitlines() if ". It " in line]
        assert all(line.startswith("|") for line in broken), broken


def test_records_are_of_words_as_they_have_always_been_set() -> None:
    for built in built_of(SEED):
        assert content_of(built) == hashlib.sha256(as_recorded(built.document)).hexdigest()


def test_a_file_of_before_is_the_registers_own(tmp_path: Path) -> None:
    for built in built_of(SEED):
        file = tmp_path / f"{built.stem}.md"
        file.write_bytes(as_recorded(ready(built.document)))
        done = run("publication", "verify", file, cwd=SEED)
        assert (done.returncode, "the register gives this document" in done.stdout) == (0, True)
