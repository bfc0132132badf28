"""The RID as of a day: each version that was issued, the days between, and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sectool.cli.commands.rid_build import build
from sectool.documents.edition import NoSuchEdition
from sectool.load import load_register
from sectool.pipeline import Built, rid_of
from sectool.pipeline import build as build_document
from sectool.render.formats import FORMATS
from tests.command import code_of
from tests.office import READERS
from tests.once import reused
from tests.register import SEED, lean_copy
from tests.tables import (
    Blocks,
    Items,
    Paragraph,
    Table,
    items,
    lines_of,
    links,
    section,
    tables,
    words,
)

EARLIER_PLAN = "The timetable shown is that of 23 November 2021."


@cache
def built(as_of: date | None, *, draft: bool = False, root: Path = SEED) -> Built:
    with reused():
        loaded = load_register(root)
        return build_document(loaded, rid_of(loaded.register, "2022-11"), as_of, draft=draft)


def read(edition: Built, name: str = "md") -> Blocks:
    return READERS[name](FORMATS[name].write(edition.document, edition.look))


def facts(blocks: Blocks) -> dict[str, str]:
    """The table under the title."""
    table = next(block for block in blocks if isinstance(block, Table))
    return {row[0]: row[1] for row in table.texts}


def ids(blocks: Blocks, title: str) -> list[str]:
    """The ids that a list of the scope begins with; none where there is no list."""
    under = section(blocks, title)
    if not any(isinstance(block, Items) for block in under):
        return []
    return [words(line).split()[0] for line in items(under)]


def paragraphs(blocks: Blocks) -> list[str]:
    return [words(block.body) for block in blocks if isinstance(block, Paragraph)]


@dataclass(frozen=True)
class Issued:
    """What a version of the RID must show when built as of the day it was issued."""

    version: str
    day: date
    dated: str
    targeted: tuple[str, ...]
    change_requests: tuple[str, ...]
    with_cut_off: bool
    open_costs: tuple[str, ...]
    earlier_plan: bool


_V1 = ("MP078", "MP107", "MP140", "MP141", "MP143")
_V2 = ("MP078", "MP085A", "MP140", "MP141", "MP143")
_CRS = ("CR4427", "CR4465")
_OPEN = ("MP141", "MP143")

VERSIONS = (
    Issued("0.1", date(2021, 9, 27), "27 September 2021", _V1, (), False, _OPEN, True),
    Issued("0.2", date(2021, 10, 20), "20 October 2021", _V2, (), False, _OPEN, True),
    Issued("0.3", date(2021, 11, 5), "5 November 2021", _V2, _CRS, False, _OPEN, True),
    Issued("0.4", date(2021, 11, 23), "23 November 2021", _V2, _CRS, True, (), False),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("issued", "name"),
    # That the formats say the same of a document is asked of the newest by tests/test_rid_seed.py;
    # what is different in the first is asked in each.
    [
        pytest.param(issued, name, id=f"{issued.version}-{name}")
        for issued in VERSIONS
        for name in (sorted(READERS) if issued is VERSIONS[0] else ("html", "md"))
    ],
)
def test_each_version_as_of_its_day(issued: Issued, name: str) -> None:
    edition = built(issued.day)
    blocks = read(edition, name)
    assert edition.stem == f"rid-{issued.version}-for-issue"
    told = facts(blocks)
    assert (told["Version"], told["Date"], told["Status"]) == (
        issued.version,
        issued.dated,
        "For issue",
    )
    assert "Information as at" not in told
    assert ids(blocks, "Approved Modification Proposals") == ["SECMP0015", "SECMP0056", "MP099"]
    assert ids(blocks, "Targeted Modification Proposals") == [*issued.targeted]
    assert ids(blocks, "DCC Change Requests") == [*issued.change_requests]
    matrix = tables(blocks)["Participant impact matrix"]
    assert sorted(row[0] for row in matrix.texts) == sorted(
        ["SECMP0015", "SECMP0056", "MP099", *issued.targeted]
    )
    for line in items(section(blocks, "Targeted Modification Proposals")):
        assert ("ut-off date: " in words(line)) == issued.with_cut_off
    costs = tables(blocks)["Breakdown of DCC implementation costs"]
    unknown = [row[0] for row in costs.texts if set(row[1:]) == {"TBC"}]
    assert unknown == [*issued.open_costs]
    history = [row[0] for row in tables(blocks)["Document history"].texts]
    assert history == [v.version for v in VERSIONS if v.day <= issued.day]
    timeline = paragraphs(section(blocks, "3. Implementation timeline"))
    assert (EARLIER_PLAN in timeline) == issued.earlier_plan


def test_what_is_not_recorded_leaves_whole_sentences() -> None:
    lines = items(section(read(built(date(2021, 9, 27))), "Targeted Modification Proposals"))
    assert words(lines[1]) == "MP107 ‘SMETS1 Validation of SRV 6.15.1’."


def test_no_edition_leaves_a_gap_in_a_sentence() -> None:
    for issued in VERSIONS:
        for line in lines_of(read(built(issued.day))):
            assert " ." not in words(line)
            assert "  " not in words(line)


def test_without_a_day_the_newest_version_is_built() -> None:
    edition = built(None)
    assert edition.stem == "rid-0.4-for-issue"
    assert edition.document == built(date(2021, 11, 23)).document


def test_a_day_between_versions_is_a_working_copy() -> None:
    edition = built(date(2021, 12, 15))
    blocks = read(edition)
    assert edition.stem == "rid-0.4-as-of-2021-12-15"
    told = facts(blocks)
    assert [told[key] for key in ("Version", "Date", "Status", "Information as at")] == [
        "0.4",
        "23 November 2021",
        "Working copy",
        "15 December 2021",
    ]
    assert EARLIER_PLAN not in paragraphs(blocks)


def test_a_working_copy_holds_what_was_known_that_day() -> None:
    blocks = read(built(date(2021, 10, 31)))
    assert facts(blocks)["Version"] == "0.2"
    assert ids(blocks, "Targeted Modification Proposals") == [*_V2]
    assert ids(blocks, "DCC Change Requests") == []


def test_before_the_first_version_there_is_none() -> None:
    with pytest.raises(NoSuchEdition) as raised:
        built(date(2021, 9, 26))
    assert str(raised.value) == (
        "there was no version on or before 2021-09-26; its first, 0.1, is dated 2021-09-27"
    )


def test_before_the_first_version_the_command_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(lambda: build(SEED, None, "md", "2021-09-26", tmp_path, draft=False)) == 2
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_the_paths_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(SEED, "2022-11", "md,html", "2021-10-20", tmp_path, draft=False) == 0
    folder = tmp_path / "2022-11"
    paths = [folder / "rid-0.2-for-issue.md", folder / "rid-0.2-for-issue.html"]
    assert capsys.readouterr().out == "".join(f"{path}\n" for path in paths)
    edition = built(date(2021, 10, 20))
    for path in paths:
        assert path.read_bytes() == edition.written(path.suffix[1:], beside=("md", "html"))


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_draft_says_so(name: str) -> None:
    edition = built(date(2021, 11, 23), draft=True)
    blocks = read(edition, name)
    assert edition.stem == "rid-0.4-draft"
    assert facts(blocks)["Status"] == "Draft"
    assert "This is a draft. It has not been issued and is subject to change." in paragraphs(blocks)
    assert edition.document.draft


def test_a_draft_of_another_day_has_a_name_of_its_own() -> None:
    assert built(date(2021, 12, 15), draft=True).stem == "rid-0.4-as-of-2021-12-15-draft"


# Registers that differ from the real one.


def copy_register(to: Path) -> Path:
    """A copy of the real register."""
    lean_copy(to)
    return to


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_register(tmp_path)


def change(register: Path, file: str, old: str, new: str) -> None:
    """Replaces the one place where `old` stands."""
    path = register / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


PUBLICATION = "publications/rid-2022-11.yaml"


def test_an_undated_newest_version_is_a_draft_of_all_that_is_known(register: Path) -> None:
    change(
        register,
        PUBLICATION,
        "annexes:\n",
        "- version: 0.5\n  changes: The scope is settled.\nannexes:\n",
    )
    change(register, "modifications/MP140.yaml", "history:\n", "history:\n" + _WITHDRAWN_LATER)
    edition = built(None, root=register)
    blocks = read(edition)
    assert edition.stem == "rid-0.5-draft"
    told = facts(blocks)
    assert [told[key] for key in ("Version", "Date", "Status")] == [
        "0.5",
        "To be confirmed",
        "Draft",
    ]
    assert "MP140" not in ids(blocks, "Targeted Modification Proposals")
    assert tables(blocks)["Document history"].texts[-2:] == (
        ("0.4", "23 Nov 2021", "New costs for MP141 and MP143, and a new implementation timeline."),
        ("0.5", "Draft", "The scope is settled."),
    )
    # An issued version is not touched by what came after it.
    assert read(built(date(2021, 11, 23), root=register)) == read(built(date(2021, 11, 23)))


_WITHDRAWN_LATER = """\
- date: 2022-01-20
  event: withdrawn
  source: public
"""


def test_an_annex_with_a_file_goes_along_and_is_linked(
    register: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    annexes = register / "annexes"
    annexes.mkdir()
    (annexes / "tad.pdf").write_bytes(b"%PDF-1.7 the approach\r\n")
    change(
        register,
        PUBLICATION,
        "  says: The DCC writes it for this release and provides it later.\n",
        "  says: The DCC wrote it for this release.\n  file: annexes/tad.pdf\n",
    )
    output = tmp_path_factory.mktemp("out")
    assert build(register, None, ",".join(FORMATS), None, output, draft=False) == 0
    folder = output / "2022-11"
    assert sorted(path.name for path in folder.iterdir()) == [
        "rid-0.4-for-issue-annex-a.pdf",
        *sorted(f"rid-0.4-for-issue.{name}" for name in FORMATS),
    ]
    assert (folder / "rid-0.4-for-issue-annex-a.pdf").read_bytes() == b"%PDF-1.7 the approach\r\n"
    for name, reader in READERS.items():
        (line,) = items(
            section(
                reader((folder / f"rid-0.4-for-issue.{name}").read_bytes()), "About this document"
            )
        )
        assert links(line) == ("rid-0.4-for-issue-annex-a.pdf",)
        assert words(line) == (
            "Annex A: SEC Release Testing Approach Document (TAD). "
            "The Data Communications Company (DCC) wrote it for this release."
        )


def test_the_annex_of_a_draft_does_not_take_the_name_of_the_issued_one(register: Path) -> None:
    (register / "tad.docx").write_bytes(b"")
    change(register, PUBLICATION, "- letter: A\n", "- letter: A\n  file: tad.docx\n")
    edition = built(None, draft=True, root=register)
    assert edition.attachments == (("tad.docx", "rid-0.4-draft-annex-a.docx"),)
