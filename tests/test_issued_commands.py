"""`publication issue` and `publication check`: what went out is kept, and held to the register."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unittest import mock

import pytest

from sectool.building import build
from sectool.issuing import agreement
from sectool.issuing.rebuild import BrokenRecord
from sectool.load import load_register
from sectool.render.markdown import as_recorded
from sectool.render.reading import lines_of
from tests.command import Done, run
from tests.git import commit, git, packed, planned
from tests.register import REPOSITORY, copy_of, edit, lean_copy
from tests.tables import ready

RID = "rid-2022-11"
REPORT = "status-report-2020-08"
LETTER = "letter-secmp0007-2021-03-25"
TIMELINE = "releases/2022-11/timeline.yaml"


def sectool(register: Path, *words: str) -> Done:
    if words[:2] == ("publication", "issue"):
        # What it builds is another test's matter.
        words += ("--format", "md", "--output", str(register.parent.parent / "built"))
    return run(*words, cwd=register)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register in a git repository of its own, not at its top."""
    top = tmp_path_factory.mktemp("made")
    # Those that the newsletter asks for responses to, and one of those that its report is about.
    lean_copy(top / "register", also=("MP188", "MP159", "MP170", "MP096", "MP105"))
    return packed(planned(top))


def copied(top: Path, to: Path) -> Path:
    return copy_of(top, to, (".git", "register"))


@pytest.fixture(scope="module")
def sent(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with three documents issued."""
    top = copied(made, tmp_path_factory.mktemp("sent") / "files")
    for name, version in ((RID, "0.4"), (LETTER, "1.0"), ("newsletter-2021-12-17", "1.0")):
        done = sectool(top / "register", "publication", "issue", name, "--version", version)
        assert done.returncode == 0
    commit(top / "register", "issued")
    return packed(top)


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "files") / "register"


@pytest.fixture
def issued(sent: Path, tmp_path: Path) -> Path:
    return copied(sent, tmp_path / "files") / "register"


def bytes_of(register: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(register)): path.read_bytes()
        for path in sorted(register.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


# issue


def test_issuing_records_what_went_out(register: Path) -> None:
    head = git(register, "rev-parse", "HEAD").strip()
    done = sectool(register, "publication", "issue", RID, "--version", "0.4")
    file = register / "publications" / f"{RID}.issued.yaml"
    assert (done.returncode, done.lines[0]) == (0, str(file.relative_to(register)))
    built = sectool(register, "publication", "build", RID, "--format", "md", "--output", "out")
    assert built.returncode == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = dict(line[2:].split(": ") for line in lines if not line.startswith("#"))
    assert list(rows) == ["version", "dated", "as-of", "fingerprint", "content", "commit"]
    assert (rows["version"], rows["dated"], rows["as-of"]) == ("0.4", "2021-11-23", "2021-11-23")
    assert rows["commit"] == head
    assert f"fingerprint {rows['fingerprint']}, data of commit {head[:12]}" in done.stderr


def test_the_record_holds_the_digest_of_the_markdown(register: Path, tmp_path: Path) -> None:
    import hashlib

    sectool(register, "publication", "issue", LETTER, "--version", "1.0")
    text = (register / "publications" / f"{LETTER}.issued.yaml").read_text(encoding="utf-8")
    out = tmp_path / "out"
    sectool(register, "publication", "build", LETTER, "--format", "md", "--output", str(out))
    (built,) = out.rglob("*.md")
    document = build(load_register(register), LETTER).document
    words = as_recorded(document)
    assert f"content: {hashlib.sha256(words).hexdigest()}\n" in text
    printed = as_recorded(ready(document))
    assert lines_of(printed, "md") == lines_of(built.read_bytes(), "md")


@pytest.mark.slow
def test_no_document_takes_a_fact_from_the_record(issued: Path, tmp_path: Path) -> None:
    """All documents have the same fingerprints with the records and without them."""

    def fingerprints(folder: Path) -> set[str]:
        words = ("publication", "build", "--all", "--format", "md", "--output", str(folder))
        built = sectool(issued, *words)
        assert built.returncode == 0
        texts = [Path(line).read_text(encoding="utf-8") for line in built.lines]
        return {text.rpartition("fingerprint ")[2] for text in texts}

    before = fingerprints(tmp_path / "with")
    for record in (issued / "publications").glob("*.issued.yaml"):
        record.unlink()
    # What git still has of them would say that they are lost.
    shutil.rmtree(issued.parent / ".git")
    assert fingerprints(tmp_path / "without") == before


def test_a_second_version_is_added_below_the_first(issued: Path) -> None:
    file = issued / "publications" / f"{LETTER}.issued.yaml"
    before = file.read_bytes()
    again = sectool(issued, "publication", "issue", LETTER)
    assert (again.returncode, again.stderr) == (
        1,
        f"sectool: {LETTER} is what was issued as version 1.0 already\n",
    )
    edit(issued / "publications" / f"{LETTER}.yaml", "Moving this date", "Moving the date")
    commit(issued, "reworded")
    assert sectool(issued, "publication", "issue", LETTER).returncode == 0
    assert file.read_bytes().startswith(before)
    assert sectool(issued, "check").returncode == 0
    shown = json.loads(sectool(issued, "publication", "check", LETTER, "--json").stdout)
    assert [(one["edition"], one["state"]) for one in shown["documents"]] == [
        ("1.0", "superseded"),
        ("1.1", "agrees"),
    ]
    assert sectool(issued, "publication", "check", LETTER).stdout == (
        f"{LETTER} version 1.0 of Thu 25 Mar 2021 was replaced by\nversion 1.1\n"
        f"{LETTER} version 1.1 of Thu 25 Mar 2021 agrees with the\nregister\n\n"
        "one issued document compared: all agree with the register\n"
    )
    listed = sectool(issued, "publication", "list").stdout
    assert "Letter, issued 1.1\n" in listed
    assert (
        "  issued 1.0      Thu 25 Mar 2021  fingerprint "
        in sectool(issued, "publication", "show", LETTER).stdout
    )


REFUSALS = {
    "version again": (
        (RID, "0.4"),
        1,
        "sectool: rid-2022-11 version 0.4 was issued already, on Tue 23 Nov 2021; what has changed "
        "since goes out as a new version\n",
    ),
    "earlier version": (
        (LETTER, "0.9"),
        2,
        "sectool: --version: 1.0 was issued already, and is later\n",
    ),
    "no version": (
        (LETTER, "final"),
        2,
        "sectool: --version: 'final' is not a version, such as 0.4\n",
    ),
    "not the newest": (
        (RID, "0.3"),
        2,
        "sectool: --version: the newest version of rid-2022-11 is 0.4\n",
    ),
    "not there": (
        (RID, "0.5"),
        2,
        "sectool: --version: the newest version of rid-2022-11 is 0.4; 0.5 is not in "
        "publications/rid-2022-11.yaml\n",
    ),
    "no publication": (
        ("rid-2022-12", "0.4"),
        2,
        "sectool: no publication 'rid-2022-12'; did you mean 'rid-2022-11'?\n",
    ),
}


@pytest.mark.parametrize(("asked", "code", "told"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_issued(issued: Path, asked: tuple[str, str], code: int, told: str) -> None:
    before = bytes_of(issued)
    done = sectool(issued, "publication", "issue", asked[0], "--version", asked[1])
    assert (done.returncode, done.stdout, done.stderr) == (code, "", told)
    assert bytes_of(issued) == before


def test_what_is_not_committed_cannot_be_issued(register: Path) -> None:
    edit(register / TIMELINE, "release: 2022-11", "release: 2022-11 # touched")
    (register / "modifications" / "MP998.yaml").write_text(
        "id: MP998\ntitle: A title\nhistory:\n- {date: 2021-01-05, event: raised, as: MP}\n"
    )
    done = sectool(register, "publication", "issue", RID, "--version", "0.4")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "sectool: not committed yet: register/modifications/MP998.yaml and "
        "register/releases/2022-11/timeline.yaml. Commit first, so that the record can name the "
        "data that was issued\n"
    )


def test_a_draft_cannot_be_issued(register: Path) -> None:
    file = register / "publications" / f"{RID}.yaml"
    edit(file, "annexes:", "- {version: 0.5, changes: To come.}\nannexes:")
    commit(register, "a draft")
    done = sectool(register, "publication", "issue", RID, "--version", "0.5")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "sectool: rid-2022-11 version 0.5 is a draft: give it its date, with 'dated' under "
        "'versions' in publications/rid-2022-11.yaml\n"
    )


def test_a_required_section_that_cannot_be_filled_stops_an_issue(register: Path) -> None:
    """An issued document says of no section that it lacks it; a draft has a mark there."""
    release = register / "releases/2022-11/release.yaml"
    edit(release, "\nother-codes: This release affects no other Code.\n", "\n")
    commit(register, "a section that is not filled")
    before = bytes_of(register)
    done = sectool(register, "publication", "issue", RID, "--version", "0.4")
    assert (done.returncode, done.stdout) == (1, "")
    assert "releases/2022-11/release.yaml:" in done.stderr
    assert "R115" in done.stderr
    assert "what it means for other Codes" in done.stderr
    assert done.stderr.endswith(
        "sectool: rid-2022-11 cannot be issued: the register does not fill a section that it "
        "requires\n"
    )
    assert bytes_of(register) == before


def test_a_newsletter_that_nobody_can_respond_to_is_not_issued(register: Path) -> None:
    name = "newsletter-2021-12-17"
    edit(register / f"publications/{name}.yaml", "  email: a@example.org\n", "")
    commit(register, "no address")
    before = bytes_of(register)
    done = sectool(register, "publication", "issue", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert "D125" in done.stderr
    assert "MP188, MP159, MP170, MP096" in done.stderr
    assert done.stderr.endswith(f"sectool: {name} cannot be issued: it gives nowhere to respond\n")
    assert bytes_of(register) == before
    # What went out elsewhere is what it is.
    done = sectool(register, "publication", "issue", name, "--elsewhere", name)
    assert done.returncode == 0, done.stderr


def test_a_register_with_errors_issues_nothing(register: Path) -> None:
    edit(register / TIMELINE, "when: 2022-08-02", "when: 2022-13-02")
    commit(register, "broken")
    done = sectool(register, "publication", "issue", RID, "--version", "0.4")
    assert (done.returncode, done.stdout) == (1, "")
    assert "timeline.yaml:121:11: error[T101 phrase-not-understood]" in done.stderr
    assert done.stderr.endswith("sectool: rid-2022-11 cannot be issued with errors\n")


def test_without_git_nothing_is_issued(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(register.parent / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(register.parent.parent))
    done = sectool(register, "publication", "issue", RID, "--version", "0.4")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "sectool: publication issue: git says 'fatal: not a git repository"
    )


# The record as a file.


def test_a_record_that_says_nonsense_is_told_at_its_place(issued: Path) -> None:
    file = issued / "publications" / f"{RID}.issued.yaml"
    edit(file, "fingerprint: ", "fingerprint: x")
    done = sectool(issued, "check")
    assert done.returncode == 1
    assert f"publications/{RID}.issued.yaml:8:16: error[Y204 value-not-valid]" in done.stdout


def test_records_out_of_order_and_of_nothing_are_told(issued: Path) -> None:
    folder = issued / "publications"
    rows = (folder / f"{RID}.issued.yaml").read_text(encoding="utf-8")
    again = "".join(line + "\n" for line in rows.splitlines() if not line.startswith("#"))
    (folder / f"{RID}.issued.yaml").write_text(rows + again)
    (folder / "rid-2022-12.issued.yaml").write_text(again)
    done = sectool(issued, "check")
    assert done.returncode == 1
    assert "error[D104 versions-out-of-order] version 0.4 does not follow 0.4" in done.stdout
    assert (
        "publications/rid-2022-12.issued.yaml:1:1: error[Y206 file-not-read] this is not read: "
        "there is no publications/rid-2022-12.yaml that it is about"
    ) in done.stdout


# check


def test_a_document_that_still_agrees(issued: Path) -> None:
    before = bytes_of(issued)
    done = sectool(issued, "publication", "check", LETTER)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"{LETTER} version 1.0 of Thu 25 Mar 2021 agrees with the\nregister\n\n"
        "one issued document compared: all agree with the register\n"
    )
    assert bytes_of(issued) == before


def test_nothing_issued_is_said(register: Path) -> None:
    done = sectool(register, "publication", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "nothing is recorded as issued: 'sectool publication issue' records it\n"
    )


# The state of the register after it has moved on, and what is told of it.
CHANGES = {
    "a date": (TIMELINE, "when: 2022-08-02", "when: 2022-09-06"),
    "a cost": ("modifications/SECMP0015.yaml", "amount: 437032", "amount: 447032"),
    "a title": ("modifications/MP143.yaml", "title: Incorporating", "title: Taking"),
}
TOLD = {
    "a date": (
        "  Implementation timeline\n"
        "    OPSG reviews the DCC’s progress against the operational acceptance criteria\n"
        "    moves from 2 August 2022 to 6 September 2022, 24 Working Days later\n"
    ),
    "a cost": (
        "    SECMP0015: SIT, UIT, Implement to Live and Application Support cost £447,032\n"
        "    instead of £437,032\n"
    ),
    "a title": "Taking IRPs into GBCS v3 series",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_fact_that_changed_is_told(issued: Path, change: str) -> None:
    file, old, new = CHANGES[change]
    edit(issued / file, old, new)
    before = bytes_of(issued)
    done = sectool(issued, "publication", "check", RID)
    assert done.returncode == 1
    assert done.stdout.startswith(
        f"{RID} version 0.4 of Tue 23 Nov 2021 no longer agrees with the register:\n"
    )
    assert TOLD[change] in done.stdout
    assert done.stdout.endswith("\none issued document compared: 1 no longer agrees\n")
    assert bytes_of(issued) == before


def test_every_document_is_held_against_what_was_so_on_its_day(issued: Path) -> None:
    assert sectool(issued, "publication", "issue", REPORT, "--version", "1.0").returncode == 0
    later = "- {date: 2021-12-20, event: withdrawn}\n"
    for id_ in ("MP141", "MP105"):
        with (issued / "modifications" / f"{id_}.yaml").open("a", encoding="utf-8") as file:
            file.write(later)
    done = sectool(issued, "publication", "check", "--json")
    assert done.returncode == 0
    found = {one["name"]: one["state"] for one in json.loads(done.stdout)["documents"]}
    assert found == dict.fromkeys((RID, REPORT, LETTER, "newsletter-2021-12-17"), "agrees")
    # What has happened since is what a comparison says.
    since = json.loads(sectool(issued, "publication", "diff", RID, "0.4", "--json").stdout)
    gone = [one for one in since["changes"] if one["topic"] == "scope"]
    assert [(one["subject"][:5], one["after"]) for one in gone] == [("MP141", None)]


def test_other_wording_is_no_disagreement(issued: Path) -> None:
    copy_of(REPOSITORY, issued, ["templates/letter.md.j2"])
    edit(issued / "templates" / "letter.md.j2", "Yours sincerely", "Yours faithfully")
    done = sectool(issued, "publication", "check", LETTER)
    assert (done.returncode, done.stderr) == (0, "")
    assert "agrees with the register, which now words it differently" in " ".join(
        done.stdout.split()
    )


def test_a_check_builds_no_reworded_paper_from_its_commit(issued: Path) -> None:
    copy_of(REPOSITORY, issued, ["templates/letter.md.j2"])
    edit(issued / "templates" / "letter.md.j2", "Yours sincerely", "Yours faithfully")
    with mock.patch.object(agreement, "as_issued", side_effect=BrokenRecord("built")) as built:
        loaded = load_register(issued)
        (record,) = loaded.register.issued[LETTER]
        assert agreement.fault_of_record(issued, loaded, LETTER, record) == ""
        assert not built.called
        # A row that git has otherwise, or not at all, is held against its commit.
        other = record.model_copy(update={"commit": "0" * 40})
        assert agreement.fault_of_record(issued, loaded, LETTER, other) == "built"


def test_a_commit_that_is_gone_leaves_it_open(issued: Path) -> None:
    edit(issued / "modifications" / "SECMP0007.yaml", "to: 2021-06-24", "to: 2021-06-25")
    file = issued / "publications" / f"{LETTER}.issued.yaml"
    commit_ = next(
        line for line in file.read_text(encoding="utf-8").splitlines() if "commit: " in line
    )
    edit(file, commit_, "  commit: " + "0" * 40)
    done = sectool(issued, "publication", "check", LETTER)
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "cannot be compared with the register: the commit it was issued from" in said
    assert "(in a shallow clone?)" in said


def test_a_publication_that_is_broken_is_told(issued: Path) -> None:
    edit(issued / "publications" / f"{LETTER}.yaml", "kind: letter", "kind: leter")
    done = sectool(issued, "publication", "check")
    assert done.returncode == 1
    assert f"publications/{LETTER}.yaml cannot be read" in " ".join(done.stdout.split())
    assert done.stderr.startswith(f"sectool: publications/{LETTER}.yaml cannot be read")


# What went out, again.


def test_an_issued_version_is_built_as_it_went_out(issued: Path, tmp_path: Path) -> None:
    def built(*options: str) -> tuple[Done, str]:
        out = str(tmp_path / "out")
        words = ("publication", "build", RID, "--format", "md", "--output", out, *options)
        done = sectool(issued, *words)
        return done, Path(done.stdout.strip()).read_text(encoding="utf-8")

    first = built()
    edit(issued / TIMELINE, "when: 2022-08-02", "when: 2022-09-06")
    edit(issued / "publications" / f"{RID}.yaml", "The first draft", "A first draft")
    for command in (("rid", "build", "2022-11"), ("publication", "build", RID)):
        now = sectool(issued, *command, "--output", str(tmp_path / "out"))
        assert (now.returncode, now.stdout) == (1, "")
        assert (
            f"sectool: {RID} version 0.4 went out on Tue 23 Nov 2021 and would now say something "
            "else, so it was not built.\n"
            f"  what differs: sectool publication check {RID}\n"
            f"  as it went out: sectool publication build {RID} --issued 0.4\n"
        ) in now.stderr
    draft, text = built("--draft")
    assert draft.returncode == 0
    assert text != first[1]
    again = built("--issued", "0.4")
    assert (again[0].stderr, again[1]) == ("", first[1])


def test_a_version_that_says_the_same_is_built_whatever_its_fingerprint(issued: Path) -> None:
    """A later sectool may compose the same facts otherwise, and no document is lost by that."""
    file = issued / "publications" / f"{RID}.issued.yaml"
    told = next(
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("  fingerprint")
    )
    edit(file, told, "  fingerprint: 0123456789ab")
    assert sectool(issued, "publication", "build", RID, "--format", "md").returncode == 0
    assert sectool(issued, "publication", "check", RID).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            (RID, "--issued", "0.3"),
            f"--issued: no version 0.3 of {RID} is recorded as issued; there are: 0.4",
        ),
        (
            ("--all", "--issued", "0.4"),
            "--issued requires one publication's name, without --as-of or --draft",
        ),
        (
            (RID, "--issued", "0.4", "--as-of", "2021-11-23"),
            "--issued requires one publication's name, without --as-of or --draft",
        ),
    ],
)
def test_what_cannot_be_built_again(issued: Path, words: tuple[str, ...], told: str) -> None:
    done = sectool(issued, "publication", "build", *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"sectool: {told}\n")


# What git can be told to overlook.


def test_a_file_that_git_ignores_cannot_be_issued(register: Path) -> None:
    (register / ".gitignore").write_text("modifications/MP143.yaml\n", encoding="utf-8")
    git(register, "rm", "--quiet", "--cached", "modifications/MP143.yaml")
    commit(register, "ignored")
    done = sectool(register, "publication", "issue", RID)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        f"does not contain all that {RID} is made of: is some of it ignored by git?" in done.stderr
    )


def test_a_revision_is_what_was_committed_whatever_gitattributes_say(issued: Path) -> None:
    text = "modifications/MP143.yaml export-ignore\n*.yaml export-subst\n"
    (issued / ".gitattributes").write_text(text, encoding="utf-8")
    edit(issued / "modifications" / "MP141.yaml", "title: SRV", "title: $Format:%h$ SRV")
    commit(issued, "attributes")
    done = sectool(issued, "rid", "diff", "HEAD")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "nothing differs")


def test_a_link_in_a_revision_is_told(issued: Path) -> None:
    calendar = issued / "reference" / "calendar.yaml"
    calendar.rename(issued.parent / "calendar.yaml")
    calendar.symlink_to(Path("..", "..", "calendar.yaml"))
    commit(issued, "a link")
    calendar.unlink()
    (issued.parent / "calendar.yaml").rename(calendar)
    done = sectool(issued, "rid", "diff", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert "reference/calendar.yaml is a symbolic link, so what it held at " in done.stderr


def test_a_renamed_publication_keeps_its_history(issued: Path, tmp_path: Path) -> None:
    folder = issued / "publications"
    for ending in (".yaml", ".issued.yaml"):
        (folder / f"{LETTER}{ending}").rename(folder / f"letter-ctsd{ending}")
    edit(folder / "letter-ctsd.yaml", "Moving this date", "Moving the date")
    edit(issued / "modifications" / "SECMP0007.yaml", "to: 2021-06-24", "to: 2021-06-25")
    commit(issued, "renamed")
    done = sectool(issued, "publication", "check", "letter-ctsd")
    assert done.returncode == 1
    assert "moves from 24 June 2021 to 25 June 2021" in " ".join(done.stdout.split())
    words = ("publication", "build", "letter-ctsd", "--issued", "1.0", "--format", "md")
    again = sectool(issued, *words, "--output", str(tmp_path / "out"))
    assert (again.returncode, again.stderr) == (0, "")
    text = " ".join(Path(again.stdout.strip()).read_text(encoding="utf-8").split())
    assert "24 June 2021" in text
    assert "25 June 2021" not in text


# Records that people edited.


@pytest.mark.parametrize("written", ["indented", "in one line", "empty list"])
def test_a_record_that_cannot_take_a_row_is_left_alone(issued: Path, written: str) -> None:
    file = issued / "publications" / f"{LETTER}.issued.yaml"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    text = {
        "indented": "".join(f"  {line}\n" for line in lines),
        "in one line": "[{" + ", ".join(line[2:] for line in lines) + "}]\n",
        "empty list": "[]\n",
    }[written]
    file.write_text(text, encoding="utf-8")
    edit(issued / "publications" / f"{LETTER}.yaml", "Moving this date", "Moving the date")
    commit(issued, "edited")
    done = sectool(issued, "publication", "issue", LETTER, "--version", "1.1")
    assert (done.returncode, done.stdout) == (1, "")
    refusal = "begin each of its rows with '- version:' at the start of a line"
    if written == "empty list":
        # What is written nowhere any more is not written anew below it.
        refusal = f"and its record is not in publications/{LETTER}.issued.yaml: restore"
    assert refusal in done.stderr
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "written", ["no newline at the end", "carriage returns", "a comment below", "blank lines"]
)
def test_a_record_takes_a_row_as_it_is_written(issued: Path, written: str) -> None:
    file = issued / "publications" / f"{LETTER}.issued.yaml"
    text = file.read_bytes()
    before = {
        "no newline at the end": text.rstrip(b"\n"),
        "carriage returns": text.replace(b"\n", b"\r\n"),
        "a comment below": text + b"# That was all.\n",
        "blank lines": b"\n" + text + b"\n\n",
    }[written]
    file.write_bytes(before)
    edit(issued / "publications" / f"{LETTER}.yaml", "Moving this date", "Moving the date")
    commit(issued, "edited")
    assert sectool(issued, "publication", "issue", LETTER).returncode == 0
    assert file.read_bytes().startswith(before)
    told = json.loads(sectool(issued, "publication", "check", LETTER, "--json").stdout)
    assert [one["edition"] for one in told["documents"]] == ["1.0", "1.1"]


@pytest.mark.parametrize("version", ["1.00", "01.0", "1.0.0"])
def test_a_version_in_other_digits_is_the_same(issued: Path, version: str) -> None:
    done = sectool(issued, "publication", "issue", LETTER, "--version", version)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{LETTER} version 1.0 was issued already" in done.stderr
