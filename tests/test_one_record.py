"""What was issued is proved by its record alone, and a record only by the data that it names.

A file that is copied, renamed or deleted takes nothing back; a row of which one value was changed
proves nothing; and of a record that cannot be read nobody says that nothing was issued.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import sectool as library
from tests import once
from tests.command import Done, run
from tests.git import commit, git, packed, planned
from tests.register import REGISTERS, copy_of, edit, lean_copy

RID, LETTER, NEWSLETTER = "rid-2022-11", "letter-secmp0007-2021-03-25", "newsletter-2021-12-17"
TIMELINE = "releases/2022-11/timeline.yaml"
GO_LIVE = "when: first Thursday of November 2022"


def sectool(register: Path, *words: str | Path) -> Done:
    return run(*words, cwd=register)


def issue(register: Path, name: str, *options: str) -> Done:
    out = ("--format", "md", "--output", register.parent / "out")
    return sectool(register, "publication", "issue", name, *out, *options)


def build(register: Path, name: str, *options: str) -> Done:
    out = ("--format", "md", "--output", register.parent / "out")
    return sectool(register, "publication", "build", name, *out, *options)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register, with three documents issued."""
    register = planned(lean_copy(tmp_path_factory.mktemp("made") / "register"))
    for name in (RID, LETTER, NEWSLETTER):
        assert issue(register, name).returncode == 0
    commit(register, "issued")
    return packed(register)


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Path:
    parts = [path.name for path in made.iterdir()]
    return copy_of(made, tmp_path / "register", parts)


def record(register: Path, name: str = RID) -> Path:
    return register / "publications" / f"{name}.issued.yaml"


def with_other_facts(register: Path) -> str:
    edit(register / TIMELINE, GO_LIVE, "when: 2022-11-10")
    return commit(register, "moved")


# A row is one.


def _row_with(register: Path, key: str, value: str, name: str = RID) -> None:
    file = record(register, name)
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(f"(?m)^(..{key}: ).*$", rf"\g<1>{value}", text), encoding="utf-8")


def _is_refused(register: Path, name: str = RID, version: str = "0.4") -> str:
    """Nowhere is the version built, but as a draft; what the refusal says."""
    done = build(register, name)
    assert (done.returncode, done.stdout) == (1, "")
    again = build(register, name, "--issued", version)
    assert (again.returncode, again.stdout) == (1, "")
    with pytest.raises(library.Unavailable), once.reused():
        library.build_document(library.open_register(register), name)
    assert build(register, name, "--draft").returncode == 0
    checked = sectool(register, "publication", "check", name)
    assert checked.returncode == 1
    assert "has a record that is broken" in checked.stdout.replace("\n", " ")
    (state,) = json.loads(sectool(register, "publication", "check", name, "--json").stdout)[
        "documents"
    ]
    assert state["state"] == "broken"
    found = sectool(register, "check")
    assert found.returncode == 1
    assert "error[D124 " in found.stdout
    return done.stderr


def test_a_commit_of_other_facts_makes_no_issued_paper(register: Path) -> None:
    """As after a squash, when somebody writes the commit that there is now."""
    _row_with(register, "commit", with_other_facts(register))
    said = _is_refused(register)
    assert "gives the fingerprint 2:" in said
    assert "restore the row" in said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fingerprint", "2:000000000000"),
        ("content", "0" * 64),
        ("as-of", "2021-11-24"),
        ("dated", "2021-12-18"),
    ],
)
@pytest.mark.parametrize(("name", "version"), [(RID, "0.4"), (NEWSLETTER, "1.0")])
def test_a_row_of_which_one_value_was_changed_is_broken(
    register: Path, key: str, value: str, name: str, version: str
) -> None:
    if (name, key) == (NEWSLETTER, "as-of"):
        pytest.skip("of another day, it is not the row of this newsletter")
    if (name, key) == (RID, "dated"):
        pytest.skip("D122 says so")
    _row_with(register, key, value, name)
    _is_refused(register, name, version)


def test_the_fingerprint_of_what_is_now_is_no_proof(register: Path) -> None:
    """A row that is made to fit the facts of today does not fit its commit."""
    with_other_facts(register)
    draft = library.build_document(library.open_register(register), RID, draft=True)
    done = build(register, RID)
    assert done.returncode == 1
    out = register.parent / "now"
    for_issue = copy_of(register, out)
    record(for_issue).unlink()
    text = Path(build(for_issue, RID).lines[0]).read_text(encoding="utf-8")
    (digits,) = re.findall("fingerprint (2:[0-9a-f]{12})", text)
    assert digits != draft.imprint.fingerprint
    _row_with(register, "fingerprint", digits)
    _is_refused(register)


def test_a_row_that_was_withdrawn_is_held_to_its_commit(register: Path) -> None:
    done = sectool(
        *(register, "publication", "withdraw", RID, "--version", "0.4"),
        *("--because", "Wrong.", "--on", "2021-12-01"),
    )
    assert done.returncode == 0
    assert build(register, RID).returncode == 0
    assert "D124" not in sectool(register, "check").stdout
    _row_with(register, "commit", with_other_facts(register))
    _is_refused(register)


def test_a_history_that_was_rewritten_is_mended_by_its_new_commit(register: Path) -> None:
    """The same data under another name: the row names that, and proves the same."""
    git(register, "checkout", "--quiet", "--orphan", "squashed")
    new = commit(register, "squashed")
    _row_with(register, "commit", new)
    commit(register, "mended")
    assert build(register, RID).returncode == 0
    assert sectool(register, "publication", "check", RID).returncode == 0


# A later sectool composes more of the same facts: that is no fault of a row.


@pytest.fixture
def a_later_sectool() -> Iterator[None]:
    """Every document has a value more than before, which nothing prints."""

    # `sectool.building.build` is a function, too.
    building = import_module("sectool.building.build")
    now = building.fingerprint

    def fingerprint(value: Any) -> str:
        return f"2:{hashlib.sha256(f'{now(value)} and more'.encode()).hexdigest()[:12]}"

    with once.apart("later"), mock.patch.object(building, "fingerprint", fingerprint):
        yield


@pytest.mark.parametrize(("name", "version"), [(RID, "0.4"), (NEWSLETTER, "1.0")])
def test_a_row_stays_proof_when_a_later_sectool_composes_more(
    register: Path, name: str, version: str, request: pytest.FixtureRequest
) -> None:
    first = Path(build(register, name).lines[0])
    text = first.read_text(encoding="utf-8")
    request.getfixturevalue("a_later_sectool")
    assert "D124" not in sectool(register, "check").stdout
    checked = sectool(register, "publication", "check", name)
    assert (checked.returncode, "agrees with the register" in checked.stdout) == (0, True)
    again = build(register, name)
    assert (again.returncode, again.lines) == (0, [str(first)])
    assert _without_stamp(first.read_text(encoding="utf-8")) == _without_stamp(text)
    assert build(register, name, "--issued", version).returncode == 0
    first.write_text(text, encoding="utf-8")
    verified = sectool(register, "publication", "verify", first)
    assert verified.returncode == 0, verified.stdout
    assert "whose fingerprint was calculated in another way" in " ".join(verified.stdout.split())
    first.write_text(text.replace("2022", "2023", 1), encoding="utf-8")
    edited = sectool(register, "publication", "verify", first)
    assert (edited.returncode, "text was changed" in edited.stdout) == (1, True)
    # And nothing is issued again for that alone.
    refused = issue(register, NEWSLETTER)
    assert "is what was issued as version 1.0 already" in refused.stderr


def _without_stamp(text: str) -> str:
    return re.sub("fingerprint 2:[0-9a-f]{12}", "", text)


def test_facts_that_changed_are_noticed_by_a_later_sectool(
    register: Path, a_later_sectool: None
) -> None:
    with_other_facts(register)
    done = build(register, RID)
    assert (done.returncode, "would now say something else" in done.stderr) == (1, True)
    assert sectool(register, "publication", "check", RID).returncode == 1


@pytest.mark.parametrize("committed", [False, True])
def test_a_row_written_to_fit_other_facts_is_broken(
    register: Path, tmp_path: Path, committed: bool
) -> None:
    """All its values are those of what the register gives now; git has it with others."""
    new = with_other_facts(register)
    beside = tmp_path / "beside"
    shutil.copytree(register, beside, ignore=shutil.ignore_patterns(".git"))
    record(beside).unlink()
    planned(beside)
    assert issue(beside, RID).returncode == 0
    record(register).write_bytes(record(beside).read_bytes())
    _row_with(register, "commit", new)
    if committed:
        commit(register, "written to fit")
    assert "its row had another 'content' and 'fingerprint'" in _is_refused(register)


def test_another_body_in_a_role_is_another_content(register: Path) -> None:
    """No fingerprint has it, and the document says who decides."""
    bodies = register / "reference/bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    assert text.count("- act: go-no-go\n") == 1
    bodies.write_text(text.replace("- act: go-no-go\n", "- act: convert\n"), encoding="utf-8")
    commit(register, "another body")
    done = build(register, RID)
    assert (done.returncode, done.stdout) == (1, "")
    assert "would now say something else" in done.stderr


def test_nothing_is_issued_from_a_clone_without_its_history(register: Path, tmp_path: Path) -> None:
    with_other_facts(register)
    record(register).unlink()
    commit(register, "lost")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{register}", str(clone))
    refused = issue(clone, RID)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "this clone has not all of the history" in refused.stderr
    assert not record(clone).exists()


def test_an_issue_that_was_withdrawn_stays_so(register: Path) -> None:
    kept = record(register).read_bytes()
    done = sectool(
        register, "publication", "withdraw", RID, "--version", "0.4", "--because", "A wrong day"
    )
    assert done.returncode == 0, done.stderr
    commit(register, "withdrawn")
    record(register).write_bytes(kept)
    assert "it was withdrawn, but its row no longer records it" in _is_refused(register)


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fingerprint", "2:000000000000"),
        ("content", "0" * 64),
        ("commit", None),
    ],
)
def test_a_row_that_was_changed_is_no_proof_for_a_later_sectool(
    register: Path, key: str, value: str | None, committed: bool, a_later_sectool: None
) -> None:
    _row_with(register, key, value or with_other_facts(register))
    if committed:
        commit(register, "changed")
    _is_refused(register)


def test_a_row_that_takes_the_place_of_one_is_no_proof(
    register: Path, a_later_sectool: None
) -> None:
    """It is not a later sectool that has another fingerprint for it, though git has this row."""
    kept = record(register).read_bytes()
    git(register, "rm", "--quiet", f"publications/{RID}.issued.yaml")
    new = with_other_facts(register)
    record(register).write_bytes(kept)
    for key, value in (("commit", new), ("fingerprint", "2:0123456789ab"), ("content", "0" * 64)):
        _row_with(register, key, value)
    commit(register, "written anew")
    _is_refused(register)


def test_a_row_that_was_there_before_its_commit_is_no_proof(
    register: Path, a_later_sectool: None
) -> None:
    """A commit that a history has beside the row proves nothing of it."""
    other = git(register, "commit-tree", "HEAD^{tree}", "-m", "beside").strip()
    file = record(register)
    git(register, "checkout", "--quiet", "--orphan", "anew")
    _row_with(register, "commit", other)
    commit(register, "all anew")
    assert file.is_file()
    _is_refused(register)


# One paper has one record.


def test_a_copy_of_a_publication_is_not_issued_again(register: Path) -> None:
    folder = register / "publications"
    (folder / "rid-nov.yaml").write_bytes((folder / f"{RID}.yaml").read_bytes())
    with_other_facts(register)
    done = issue(register, "rid-nov", "--version", "0.4")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[D123 " in done.stderr
    assert not record(register, "rid-nov").exists()
    assert build(register, "rid-nov").returncode == 1
    checked = sectool(register, "check")
    assert checked.returncode == 1
    assert "this is the RID of 2022-11, as publications/rid-2022-11.yaml is" in checked.stdout


@pytest.mark.parametrize("name", [RID, LETTER, NEWSLETTER])
def test_a_renamed_publication_is_not_issued_again(register: Path, name: str) -> None:
    git(register, "mv", f"publications/{name}.yaml", "publications/other.yaml")
    with_other_facts(register)
    done = issue(register, "other")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"restore publications/{name}.issued.yaml" in done.stderr
    assert not record(register, "other").exists()


@pytest.mark.parametrize("renamed", [False, True])
def test_a_record_that_was_deleted_is_not_forgotten(register: Path, renamed: bool) -> None:
    git(register, "rm", "--quiet", f"publications/{RID}.issued.yaml")
    name = RID
    if renamed:
        name = "rid-nov"
        git(register, "mv", f"publications/{RID}.yaml", f"publications/{name}.yaml")
    with_other_facts(register)
    done = issue(register, name, "--version", "0.4")
    assert (done.returncode, done.stdout) == (1, "")
    assert "version 0.4 of the RID of 2022-11 was issued already" in done.stderr


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("name", [RID, LETTER, NEWSLETTER])
def test_what_is_not_issued_again_is_not_built_for_issue(
    register: Path, name: str, renamed: bool
) -> None:
    """A build says of it what the issue says, whether the row was deleted or left behind."""
    file, now = f"publications/{name}.issued.yaml", name
    kept = (register / file).read_bytes()
    git(register, "rm", "--quiet", file)
    if renamed:
        now = "other"
        git(register, "mv", f"publications/{name}.yaml", f"publications/{now}.yaml")
    commit(register, "gone")
    said = f"was issued already, and its record is not in publications/{now}.issued.yaml: restore "
    refused = [issue(register, now), build(register, now)]
    assert [(done.returncode, done.stdout) for done in refused] == [(1, "")] * 2
    told = [" ".join(done.stderr.split()) for done in refused]
    assert [said + file in text for text in told] == [True, True], told
    assert "build it with --draft" in told[1]
    with pytest.raises(library.Unavailable, match="was issued already"), once.reused():
        library.build_document(library.open_register(register), now)
    draft = build(register, now, "--draft")
    assert draft.returncode == 0
    assert "-draft" in draft.stdout
    (register / f"publications/{now}.issued.yaml").write_bytes(kept)
    assert build(register, now).returncode == 0


def test_a_row_that_was_mended_is_not_a_lost_one(register: Path) -> None:
    """The same version, told of another commit since: what it goes by is that row alone."""
    kept = record(register).read_bytes()
    _row_with(register, "content", "0" * 64)
    commit(register, "spoilt")
    record(register).write_bytes(kept)
    commit(register, "mended")
    edit(
        register / f"publications/{RID}.yaml",
        "- version: 0.4",
        "- version: 0.4  # and one more below",
    )
    file = register / "publications" / f"{RID}.yaml"
    file.write_text(
        re.sub(
            r"(?m)^(- version: 0\.4.*\n(?:  .*\n)*)",
            r"\1- {version: 0.5, dated: 2021-12-20, changes: The next.}\n",
            file.read_text(encoding="utf-8"),
        ),
        encoding="utf-8",
    )
    with_other_facts(register)
    assert "rid-0.5-for-issue" in build(register, RID).stdout


def test_who_renames_both_issues_the_next_version(register: Path) -> None:
    for ending in ("yaml", "issued.yaml"):
        git(register, "mv", f"publications/{RID}.{ending}", f"publications/rid-nov.{ending}")
    edit(
        *(register / "publications" / "rid-nov.yaml", "versions:"),
        "versions:  # and one more below",
    )
    file = register / "publications" / "rid-nov.yaml"
    file.write_text(
        re.sub(
            r"(?m)^(- version: 0\.4\n(?:  .*\n)*)",
            r"\1- {version: 0.5, dated: 2021-12-20, changes: The next.}\n",
            file.read_text(encoding="utf-8"),
        ),
        encoding="utf-8",
    )
    with_other_facts(register)
    done = issue(register, "rid-nov", "--version", "0.5")
    assert (done.returncode, done.stderr[:12]) == (0, "rid-nov vers")


@pytest.mark.parametrize("name", sorted(path.name for path in REGISTERS.iterdir() if path.is_dir()))
def test_no_register_has_a_paper_twice(name: str) -> None:
    assert "D123" not in sectool(REGISTERS / name, "check").stdout


# A record that cannot be read.


@pytest.mark.parametrize(
    ("before", "after"),
    [("as-of:", "as-off:"), ("- version: 0.4", "- version: [0.4"), ("2:", "3:")],
    ids=["a key", "the file", "a value"],
)
def test_of_a_record_that_is_not_read_nobody_says_what_was_issued(
    register: Path, before: str, after: str
) -> None:
    made = Path(build(register, RID).lines[0])
    edit(record(register), before, after)
    for words in (("publication", "build", RID), ("rid", "build")):
        done = sectool(register, *words, "--format", "md", "--output", register.parent / "out")
        assert (done.returncode, done.stdout) == (1, "")
        assert "whether it was issued, and with which contents, cannot be determined" in done.stderr
    with pytest.raises(library.Unavailable, match="cannot be compared"):
        library.build_document(library.open_register(register), RID)
    draft = build(register, RID, "--draft")
    assert draft.returncode == 0
    assert "not been issued yet" not in Path(draft.lines[0]).read_text(encoding="utf-8")
    verified = sectool(register, "rid", "verify", made)
    assert verified.returncode == 1
    assert "whether it was issued cannot be determined" in verified.stdout
    assert "its record of what was issued cannot be read" in " ".join(
        sectool(register, "publication", "list").stdout.split()
    )
    listed = json.loads(sectool(register, "publication", "list", "--json").stdout)
    assert [one["status"] for one in listed["publications"] if one["name"] == RID] == ["unknown"]
    shown = sectool(register, "publication", "show", RID).stdout
    assert "for issue" not in shown
    checked = sectool(register, "publication", "check", RID)
    assert checked.returncode == 1
    assert "nothing" not in checked.stdout
    assert issue(register, RID, "--version", "0.4").returncode == 1


# A document without versions that is issued again.


@pytest.mark.parametrize("name", [NEWSLETTER, LETTER])
def test_what_is_issued_again_says_what_it_replaces(register: Path, name: str) -> None:
    first = Path(build(register, name).lines[0])
    assert first.name == f"{name}.md"
    file = "modifications/SECMP0007.yaml" if name == LETTER else f"publications/{name}.yaml"
    old, new = (
        ("2021-06-24", "2021-06-25") if name == LETTER else ("two vacancies", "three vacancies")
    )
    text = (register / file).read_text(encoding="utf-8")
    assert old in text
    (register / file).write_text(text.replace(old, new), encoding="utf-8")
    commit(register, "corrected")
    done = issue(register, name)
    assert done.returncode == 0, done.stderr
    second = Path(done.lines[1])
    assert second.name == f"{name}-1.1.md"
    assert "replaces: 1.0\n" in record(register, name).read_text(encoding="utf-8")
    said = second.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert (
        "**Version 1.1.**\nIt replaces version 1.0, which was issued with other contents."
    ) in said
    if name == LETTER:
        commit(register, "issued again")
    for formats in ("md", "html"):
        words = ("--format", formats, "--output", register.parent / "out")
        again = sectool(register, "publication", "build", name, *words)
        assert Path(again.lines[0]).name == f"{name}-1.1.{formats}"
        verified = sectool(register, "publication", "verify", again.lines[0])
        assert (verified.returncode, "the register gives" in verified.stdout) == (0, True)
    before = sectool(register, "publication", "verify", first)
    assert before.returncode == 0
    assert "this is what was issued" in before.stdout
    assert "  it is version 1.0, which version 1.1 has replaced" in before.lines
    first.write_text(first.read_text(encoding="utf-8").replace("2021", "2022"), encoding="utf-8")
    edited = sectool(register, "publication", "verify", first)
    assert edited.returncode in (1, 2)
    once = sectool(
        *(register, "publication", "build", name, "--issued", "1.0", "--format", "md"),
        *("--output", register.parent / "old"),
    )
    assert Path(once.lines[0]).name == f"{name}.md"
    checked = sectool(register, "publication", "check", name)
    assert checked.returncode == 0
    assert "was replaced by version 1.1" in " ".join(checked.stdout.split())
    assert "D124" not in sectool(register, "check").stdout
    # The files of the second say that it was issued, those of the first are not meant.
    withdrawn = sectool(
        *(register, "publication", "withdraw", name, "--version", "1.1", "--because", "Wrong."),
        *("--on", "2022-02-01", "--output", register.parent / "out"),
    )
    assert withdrawn.returncode == 0, withdrawn.stderr
    named = re.findall(r"\S+\.(?:md|html)", withdrawn.stderr)
    assert {Path(one).name for one in named} == {f"{name}-1.1.md", f"{name}-1.1.html"}
