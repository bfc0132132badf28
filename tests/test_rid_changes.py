"""One change in the register changes exactly the lines and cells that rest on it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from sectool.documents.imprint import Imprint, find_imprint
from sectool.pipeline import Built
from sectool.render.formats import FORMATS
from tests.office import READERS
from tests.tables import (
    Chart,
    Heading,
    Table,
    captioned,
    expanded,
    led_nowhere,
    lines_of,
    notes,
    without_imprint,
    words,
)
from tests.test_rid_editions import built, change, copy_register


@dataclass(frozen=True)
class Change:
    """A change of one file, and what it does to the lines of the Markdown.

    In `lines`, a pair is an old line, or the one piece of a line that changes, and what stands
    there afterwards; a lone text is a line, or the beginning of one, that goes.
    """

    file: str
    old: str
    new: str
    lines: tuple[tuple[str, str] | str, ...]


TIMELINE = "releases/2022-11/timeline.yaml"
RELEASE = "releases/2022-11/release.yaml"

CHANGES = {
    "a date, and the deadline that rests on it": Change(
        TIMELINE,
        "when: 2022-01-26",
        "when: 2022-01-27",
        (
            ("| 19 Jan 2022 | DCC |", "| 20 Jan 2022 | DCC |"),
            ("| 26 Jan 2022 | TAG |", "| 27 Jan 2022 | TAG |"),
        ),
    ),
    "another date asked for": Change(
        "modifications/SECMP0056.yaml",
        "    amount: n/a\n",
        "    amount: n/a\n"
        "- date: 2021-11-20\n  event: date-requested\n  from: 2022-11-03\n  to: 2023-06-29\n"
        "  by: Panel\n  of: Authority\n",
        (
            (
                "and the GPF for CoT information.",
                "and the GPF for CoT information.\0  Another implementation date, 29 June 2023, "
                "has been requested.",
            ),
        ),
    ),
    "a tick": Change(
        "modifications/MP140.yaml",
        "  suppliers: true\n",
        "",
        (("| **MP140** | ✓ |  |  | ✓ | ✓ |", "| **MP140** |  |  |  | ✓ | ✓ |"),),
    ),
    "a tick of documents, by the specification behind it": Change(
        "modifications/MP099.yaml",
        "GBCS: [v4]",
        "CHTS: [v1]",
        (
            (
                "| **MP099** |  |  | ✓ |  |  | ✓ |",
                "| **MP099** |  |  |  |  | ✓ | ✓ |",
            ),
            (
                "| **CHTS** | v1.6 | v4.2 | ✓ | ✓ | ✓ |  |  |  |",
                "| **CHTS** | v1.6 | v4.2 | ✓ | ✓ | ✓ |  | ✓ |  |",
            ),
            (
                "| **GBCS** | v4.2 | N/A | ✓ | ✓ | ✓ |  | ✓ |  |",
                "| **GBCS** | v4.2 | N/A | ✓ | ✓ | ✓ |  |  |  |",
            ),
        ),
    ),
    "a cost, and the total": Change(
        "modifications/MP078.yaml",
        "amount: 1886716",
        "amount: 1886717",
        (
            ("those available: £2,635,546", "those available: £2,635,547"),
            ("| £1,886,716 |", "| £1,886,717 |"),
            ("£5,270,792 to £5,744,792", "£5,270,793 to £5,744,793"),
            ("£6,881,083 to £7,355,083", "£6,881,084 to £7,355,084"),
        ),
    ),
    "a title": Change(
        "modifications/MP140.yaml",
        "title: CH Stock Transfer",
        "title: CH Stock Exchange",
        (("‘CH Stock Transfer’", "‘CH Stock Exchange’"),),
    ),
    "a cut-off": Change(
        "modifications/MP141.yaml",
        "date: 2022-02-03",
        "date: 2022-02-10",
        (
            ("| 3 February 2022 (MP141),", "| 10 February 2022 (MP141),"),
            ("**3 February 2022**", "**10 February 2022**"),
        ),
    ),
    "a version of a specification": Change(
        RELEASE,
        "{specification: CHTS, version: v1.6, gbcs: v4.2}",
        "{specification: CHTS, version: v1.7, gbcs: v4.2}",
        (("| **CHTS** | v1.6 |", "| **CHTS** | v1.7 |"),),
    ),
    "a modification withdrawn": Change(
        "modifications/MP140.yaml",
        "  line: 71\n",
        "  line: 71\n- date: 2021-11-23\n  event: withdrawn\n  source: public\n",
        (
            ("and five more are targeted", "and four more are targeted"),
            (
                ", 23 February 2022 (MP140; estimated) and 3 March 2022 (MP078) |",
                ", 3 March 2022 (MP078) and 3 May 2022 (MP085A and MP143; estimated) |",
            ),
            (
                "if approved, by MP078, MP140, MP141 and MP143",
                "if approved, by MP078, MP141 and MP143",
            ),
            ("by MP078, MP085A, MP140 and MP143", "by MP078, MP085A and MP143"),
            (
                "The following five modifications are targeted",
                "The following four modifications are targeted",
            ),
            "- [**MP140**]",
            "| **MP140** | ✓ |  |  | ✓ | ✓ |",
            "- Suppliers can pass CHs to each other",
            "- Device manufacturers may see fewer orders of CHs",
            "- DCC Logistics tells the DSP",
            "- The DSP records the new Service",
            "- The CSPs have to talk to Parties",
            ("This release will amend six documents", "This release will amend five documents"),
            "- **Section F**",
            (
                "| Modification | Section F | Section H |",
                "| Modification | Section H |",
            ),
            (
                "| :--- | :---: | :---: | :---: | :---: | :---: | :---: |",
                "| :--- | :---: | :---: | :---: | :---: | :---: |",
            ),
            "| **MP140** | ✓ |  |  |  |  |  |",
            *(
                (f"| **{id_}** |  {row} |", f"| **{id_}** {row} |")
                for id_, row in (
                    ("SECMP0015", "|  | ✓ | ✓ | ✓ | ✓"),
                    ("SECMP0056", "|  | ✓ | ✓ | ✓ | ✓"),
                    ("MP078", "|  | ✓ | ✓ | ✓ | ✓"),
                    ("MP085A", "|  |  | ✓ |  | ✓"),
                    ("MP099", "|  | ✓ |  |  | ✓"),
                    ("MP141", "| ✓ |  |  |  | "),
                    ("MP143", "|  | ✓ |  |  | ✓"),
                )
            ),
            "| **MP140** | *£301,000",
            (
                "*£5,270,792 to £5,744,792*",
                "*£4,969,792 to £5,119,792*",
            ),
            (
                "£6,881,083 to £7,355,083, including estimates.",
                "£6,580,083 to £6,730,083, including estimates.",
            ),
            ("This total excludes eight", "This total excludes four"),
            "| **ID** |",
            "| **SMI** |",
            "| **SSMI** |",
            # The note on estimates is first met after that of MP141 now.
            ("£8,346[^5]", "£8,346[^4]"),
            ("*£0 to £150,000*[^4]", "*£0 to £150,000*[^5]"),
            (
                "[^4]: This figure is an estimate, subject to confirmation.",
                "[^4]: Application Support for MP141 is reckoned over the two months that follow "
                "implementation of the solution.",
            ),
            (
                "[^5]: Application Support for MP141 is reckoned over the two months that follow "
                "implementation of the solution.",
                "[^5]: This figure is an estimate, subject to confirmation.",
            ),
        ),
    ),
}


# It changes lists, tables, totals and notes.
IN_EVERY_FORMAT = ("a modification withdrawn",)


def expected(before: list[str], edits: tuple[tuple[str, str] | str, ...]) -> list[str]:
    """The lines as they should be: each edit finds one line, and the others stay."""
    lines = list(before)
    for edit in edits:
        old = edit if isinstance(edit, str) else edit[0]
        whole = [i for i, line in enumerate(lines) if line == old]
        (index,) = whole or [i for i, line in enumerate(lines) if old in line]
        if not isinstance(edit, str):
            lines[index] = lines[index].replace(*edit)
        else:
            assert lines[index].startswith(old)
            del lines[index]
    return lines


def markdown(edition: Built) -> list[str]:
    """The lines, with ordinary blanks in dates."""
    text = FORMATS["md"].write(edition.document, edition.look).decode("utf-8")
    # What leads to another place of the document says what it did.
    text = led_nowhere(text)
    # A sentence that an item gains is a line of its own, and belongs to the item.
    return re.sub(r"\n(?=  \S)", "\0", text.replace("\u00a0", " ")).split("\n")


def with_imprint(lines: list[str], imprint: Imprint) -> list[str]:
    """The lines with another imprint: every change of the facts changes that one."""
    (index,) = [i for i, line in enumerate(lines) if find_imprint(line)]
    found = find_imprint(lines[index])
    assert found is not None
    assert replace(found, fingerprint="") == replace(imprint, fingerprint="")
    assert found.fingerprint != imprint.fingerprint
    return [*lines[:index], lines[index].replace(str(found), str(imprint)), *lines[index + 1 :]]


def pieces(edition: Built, name: str) -> Counter[str]:
    """What a document says, by where: each cell under its row and column, and every line."""
    found: Counter[str] = Counter()
    under = ""
    content = FORMATS[name].write(edition.document, edition.look)
    for block in without_imprint(READERS[name](content)):
        if isinstance(block, Heading):
            under = words(block.body)
        if isinstance(block, Chart):
            # Its caption is all that Markdown has of it.
            found[f"{under}: {block.caption}"] += 1
            continue
        if not isinstance(block, Table):
            found.update(f"{under}: {captioned(words(line))}" for line in lines_of((block,)))
            continue
        for row in expanded(block.rows):
            for column, cell in enumerate(row):
                heading = block.headings[column] if block.headings else column
                told = [cell.text, *(note for line in cell.lines for note in notes(line))]
                found[f"{block.caption}, {row[0].text}, {heading}: {told}"] += 1
    return found


@cache
def real() -> Built:
    return built(None)


@cache
def before_in(name: str) -> Counter[str]:
    return pieces(real(), name)


@pytest.mark.slow
@pytest.mark.parametrize("case", CHANGES)
def test_one_change(case: str, tmp_path: Path) -> None:
    made = CHANGES[case]
    register = copy_register(tmp_path)
    change(register, made.file, made.old, made.new)
    after = built(None, root=register)

    wanted = with_imprint(expected(markdown(real()), made.lines), after.imprint)
    assert list(difflib.unified_diff(wanted, markdown(after), n=0, lineterm="")) == []
    assert wanted != markdown(real())

    # That the formats say the same of any document is not asked of every case.
    formats = READERS if case in IN_EVERY_FORMAT else ("md", "html")
    gone = {name: before_in(name) - pieces(after, name) for name in formats}
    come = {name: pieces(after, name) - before_in(name) for name in formats}
    assert gone["md"]
    assert gone == dict.fromkeys(formats, gone["md"])
    assert come == dict.fromkeys(formats, come["md"])


def test_a_change_of_a_date_moves_two_cells(tmp_path: Path) -> None:
    made = CHANGES["a date, and the deadline that rests on it"]
    register = copy_register(tmp_path)
    change(register, made.file, made.old, made.new)
    come = pieces(built(None, root=register), "html") - before_in("html")
    assert {piece for piece in come if ", Date: " in piece} == {
        "Release implementation timetable, 20 Jan 2022, Date: ['20 Jan 2022']",
        "Release implementation timetable, 27 Jan 2022, Date: ['27 Jan 2022']",
    }


def test_a_register_that_is_only_copied_gives_the_same_document(tmp_path: Path) -> None:
    assert built(None, root=copy_register(tmp_path)).document == real().document
