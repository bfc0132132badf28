"""What an issued paper is: recorded, and what the register still gives. Nothing else is called so.

A version has one of five standings: a draft, for issue, issued, a working copy of another day, or
recorded with other contents, which is not built.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sectool as library
from sectool.blocks import Document
from sectool.building import build as build_document
from sectool.load import load_register, load_revision
from sectool.render.formats import FORMATS
from sectool.render.markdown import as_recorded
from sectool.render.reading import lines_of
from tests.command import Done, run
from tests.git import commit, git, packed, planned
from tests.once import reused
from tests.register import SEED, copy_of, edit, lean_copy
from tests.tables import LOOK, led_nowhere, ready

RID = "rid-2022-11"
LETTER = "letter-secmp0007-2021-03-25"
NEWSLETTER = "newsletter-2021-12-17"
REPORT = "status-report-2020-08"
UPDATE = "unc-update-2017-06"
NAMES = (RID, LETTER, NEWSLETTER, REPORT, UPDATE)
TIMELINE = "releases/2022-11/timeline.yaml"


def sectool(register: Path, *words: str | Path) -> Done:
    return run(*words, cwd=register)


def issue(register: Path, out: Path, name: str, *options: str, formats: str = "md") -> Done:
    more = ("--format", formats, "--output", out)
    return sectool(register, "publication", "issue", name, *more, *options)


def build(register: Path, out: Path, name: str, *options: str, formats: str = "md") -> Done:
    more = ("--format", formats, "--output", out)
    return sectool(register, "publication", "build", name, *more, *options)


def only(done: Done) -> Path:
    (line,) = done.lines
    return Path(line)


@pytest.fixture(scope="module")
def planned_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register, committed; nothing of it is recorded as issued."""
    return packed(planned(lean_copy(tmp_path_factory.mktemp("planned") / "register")))


@pytest.fixture(scope="module")
def issued_register(planned_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with every document issued."""
    top = tmp_path_factory.mktemp("issued")
    register = copied(planned_register, top / "register")
    for name in NAMES:
        assert issue(register, top / "out", name).returncode == 0
    commit(register, "issued")
    return packed(register)


def copied(register: Path, to: Path) -> Path:
    parts = [path.name for path in register.iterdir()]
    return copy_of(register, to, parts)


@pytest.fixture
def register(planned_register: Path, tmp_path: Path) -> Path:
    return copied(planned_register, tmp_path / "register")


@pytest.fixture
def issued(issued_register: Path, tmp_path: Path) -> Path:
    return copied(issued_register, tmp_path / "issued")


# What a version is called.


def test_a_go_live_that_was_moved_is_in_no_issued_paper(issued: Path, tmp_path: Path) -> None:
    edit(issued / TIMELINE, "when: first Thursday of November 2022", "when: 2022-11-10")
    for words in (("rid", "build"), ("publication", "build", RID)):
        done = sectool(issued, *words, "--format", "md", "--output", tmp_path / "out")
        assert (done.returncode, done.stdout) == (1, "")
        assert "rid-2022-11 version 0.4 went out on Tue 23 Nov 2021 and would" in done.stderr
    assert not (tmp_path / "out").exists()
    with pytest.raises(library.Unavailable, match="was issued with other contents"):
        library.build_document(library.open_register(issued), RID)
    draft = only(build(issued, tmp_path / "out", RID, "--draft"))
    assert draft.name == "rid-0.4-draft.md"
    assert "| **Status** | Draft |" in draft.read_text(encoding="utf-8")


def test_a_version_that_is_not_recorded_is_for_issue(register: Path, tmp_path: Path) -> None:
    """Before it is recorded, a change of a date is in a paper that says it has not gone out."""
    edit(register / TIMELINE, "when: first Thursday of November 2022", "when: 2022-11-10")
    made = only(build(register, tmp_path / "out", RID))
    text = made.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert made.name == "rid-0.4-for-issue.md"
    assert "| **Go-live** | 10 November 2022 |" in text
    assert "| **Status** | For issue |" in text
    assert "**For issue.**\nIt has not been issued and is subject to change." in text
    assert "Issued" not in text
    assert " · version 0.4 · for issue · as of 2021-11-23 · " in text


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_all_kinds_and_all_formats(register: Path, issued: Path, tmp_path: Path, name: str) -> None:
    """For issue, the files say so in every format; once issued, they have the bare name."""
    # In which formats is no matter of a kind: all of them are tried of one, and of what is text.
    several = FORMATS if name in (RID, NEWSLETTER) else ("md", "html")
    formats = ",".join(several)
    bare = "rid-0.4" if name == RID else name
    for root, stem in ((register, f"{bare}-for-issue"), (issued, bare)):
        done = build(root, tmp_path / stem, name, formats=formats)
        assert done.returncode == 0
        ends = [end for one in several for end in (one, "txt") if end != "txt" or one == "html"]
        ends = [end for end in ends if end != "txt" or name == NEWSLETTER]
        assert [Path(line).name for line in done.lines] == [f"{stem}.{end}" for end in ends]
        for line in done.lines:
            content = Path(line).read_bytes()
            # As the command reads it, which then takes the words that are read here.
            with reused():
                words = " ".join(lines_of(content, Path(line).suffix[1:]))
            assert ("For issue" in words.replace("\u00a0", " ")) == (root is register)
            assert sectool(root, "publication", "verify", line).returncode == 0


def test_what_is_issued_has_the_fingerprint_it_had_for_issue(
    register: Path, issued: Path, tmp_path: Path
) -> None:
    def fingerprint(root: Path, name: str) -> str:
        text = only(build(root, tmp_path / "out", name)).read_text(encoding="utf-8")
        (found,) = re.findall("2:[0-9a-f]{12}", text)
        return str(found)

    assert [fingerprint(register, name) for name in NAMES] == [
        fingerprint(issued, name) for name in NAMES
    ]


def test_without_its_commit_a_changed_paper_is_only_a_draft(issued: Path, tmp_path: Path) -> None:
    edit(issued / "modifications" / "SECMP0007.yaml", "to: 2021-06-24", "to: 2021-06-25")
    file = issued / "publications" / f"{LETTER}.issued.yaml"
    (row,) = re.findall("commit: ([0-9a-f]{40})", file.read_text(encoding="utf-8"))
    edit(file, row, "0" * 40)
    done = build(issued, tmp_path / "out", LETTER)
    assert (done.returncode, done.stdout) == (1, "")
    assert "The two cannot be compared: the commit it was issued from" in done.stderr
    assert build(issued, tmp_path / "out", LETTER, "--draft").returncode == 0


def test_a_fingerprint_of_another_way_is_no_other_fact(issued: Path, tmp_path: Path) -> None:
    """Calculated in another way, it tells nothing: what went out still agrees."""
    file = issued / "publications" / f"{LETTER}.issued.yaml"
    (row,) = re.findall("fingerprint: (2:[0-9a-f]{12})", file.read_text(encoding="utf-8"))
    edit(file, row, "000000000000")
    assert only(build(issued, tmp_path / "out", LETTER)).name == f"{LETTER}.md"


def test_list_and_show_say_what_is_recorded(register: Path, issued: Path) -> None:
    assert "November 2022, for issue" not in sectool(issued, "publication", "list").stdout
    for root, status in ((register, "for issue"), (issued, "issued")):
        listed = json.loads(sectool(root, "publication", "list", "--json").stdout)
        assert {one["status"] for one in listed["publications"]} == {status}
        shown = json.loads(sectool(root, "publication", "show", RID, "--json").stdout)
        assert shown["versions"][-1] == {
            "version": "0.4",
            "dated": "2021-11-23",
            "status": status,
        }
    assert "2022-11, for issue\n" in sectool(register, "publication", "list").stdout


# Whatever is edited, an issued name has the facts that are recorded.

_SCALAR = re.compile(r"^( *(?:- )?[a-z-]+: )(\S.*)$")


def _edited(value: str) -> str:
    """Another value of the same form, where one is easily had."""
    if found := re.fullmatch(r"([0-9]{4}-[0-9]{2}-)([0-9]{2})", value):
        return f"{found[1]}{int(found[2]) % 28 + 1:02}"
    if value.isdigit():
        return str(int(value) + 1)
    return {"true": "false", "false": "true"}.get(value, f"{value} otherwise")


@pytest.mark.slow
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_an_issued_name_never_has_other_facts_than_those_recorded(
    issued_register: Path, tmp_path: Path, data: st.DataObject
) -> None:
    """Of any document, however it is built, after any change of a value in any file."""
    files = sorted(
        path.relative_to(issued_register).as_posix()
        for path in issued_register.rglob("*.yaml")
        if ".issued" not in path.name
    )
    file = data.draw(st.sampled_from(files))
    before = (issued_register / file).read_text(encoding="utf-8")
    lines = before.splitlines(keepends=True)
    places = [n for n, line in enumerate(lines) if _SCALAR.match(line.rstrip())]
    place = data.draw(st.sampled_from(places))
    head, value = _SCALAR.match(lines[place].rstrip()).groups()  # type: ignore[union-attr]
    lines[place] = f"{head}{_edited(value)}\n"
    name = data.draw(st.sampled_from(NAMES))
    (issued_register / file).write_text("".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    try:
        words = [("publication", "build", name, *more) for more in ((), ("--draft",))]
        if name == RID:
            words += [("rid", "build", *more) for more in ((), ("--scope", "approved"))]
            words.append(("publication", "build", RID, "--as-of", "2021-11-23"))
        for one in words:
            sectool(issued_register, *one, "--format", "md", "--output", out)
            for made in out.rglob("*.md"):
                _holds(issued_register, name, made.stem, made.read_bytes())
                made.unlink()
        try:
            with reused():
                built = library.build_document(library.open_register(issued_register), name)
        except (library.Unavailable, library.NotFound):
            return
        _holds(issued_register, name, built.stem, built.written("md"))
    finally:
        (issued_register / file).write_text(before, encoding="utf-8")


def _holds(register: Path, name: str, stem: str, content: bytes) -> None:
    """A bare name, and the word, are those of the contents in the record alone."""
    rows = (register / "publications" / f"{name}.issued.yaml").read_text(encoding="utf-8")
    words = _committed(register, name)
    recorded = f"content: {hashlib.sha256(as_recorded(words)).hexdigest()}\n" in rows
    recorded = recorded and content == FORMATS["md"].write(words, LOOK)
    bare = stem == ("rid-0.4" if name == RID else name)
    assert not bare or recorded, f"{stem} is not what was issued of {name}"
    text = content.decode("utf-8")
    assert recorded or "| **Status** | Issued" not in text


@cache
def _committed(register: Path, name: str) -> Document:
    """A document as the register had it when it was recorded."""
    return build_document(load_revision(register, "HEAD"), name).document


# Issued and built, or neither.


def test_issuing_builds_what_it_records(register: Path, tmp_path: Path) -> None:
    done = issue(register, tmp_path / "out", RID, formats="md,html")
    record = register / "publications" / f"{RID}.issued.yaml"
    folder = tmp_path / "out" / "2022-11"
    assert (done.returncode, [Path(line).name for line in done.lines]) == (
        0,
        [record.name, "rid-0.4.md", "rid-0.4.html"],
    )
    content = (folder / "rid-0.4.md").read_bytes()
    document = build_document(load_register(register), RID).document
    words = as_recorded(document)
    assert f"content: {hashlib.sha256(words).hexdigest()}\n" in record.read_text("utf-8")
    printed = as_recorded(ready(document))
    assert lines_of(printed, "md") == lines_of(content, "md")
    assert b"| **Status** | Issued |" in content
    again = build(register, tmp_path / "again", RID)
    assert only(again).read_bytes() == content


@pytest.mark.parametrize("in_the_way", ["rid-0.4.html", "rid-0.4.md"])
def test_what_cannot_be_built_is_not_recorded(
    register: Path, tmp_path: Path, in_the_way: str
) -> None:
    folder = tmp_path / "out" / "2022-11"
    (folder / in_the_way).mkdir(parents=True)
    done = issue(register, tmp_path / "out", RID, formats="md,html")
    assert (done.returncode, done.stdout) == (1, "")
    assert "could not be written: there is a folder of that name" in done.stderr
    assert [path.name for path in folder.iterdir()] == [in_the_way]
    assert not (register / "publications" / f"{RID}.issued.yaml").exists()


def test_files_written_before_one_fails_are_taken_back(tmp_path: Path) -> None:
    from sectool.workspace.atomic import NotWritten, write_together

    old, new, blocked = tmp_path / "old", tmp_path / "new", tmp_path / "blocked"
    old.write_bytes(b"old")
    blocked.mkdir()
    with pytest.raises(NotWritten):
        write_together([(old, b"1"), (new, b"2"), (blocked, b"3")], tmp_path)
    assert old.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocked", "old"]


# Issued before it was kept here.


def test_what_was_issued_elsewhere_says_so(register: Path, tmp_path: Path) -> None:
    done = issue(register, tmp_path / "out", RID, "--elsewhere", "rid-2022-11-v0.4")
    assert done.returncode == 0
    rows = (register / "publications" / f"{RID}.issued.yaml").read_text("utf-8")
    assert "  elsewhere: rid-2022-11-v0.4\n" in rows
    done = build(register, tmp_path / "built", RID, formats="md,html,docx,pdf")
    paths = {Path(line).suffix: Path(line) for line in done.lines}
    assert {path.stem for path in paths.values()} == {"rid-0.4"}
    assert "| **Status** | Issued 23 November 2021 |" in paths[".md"].read_text("utf-8").replace(
        "\u00a0", " "
    )
    assert 'content="Rebuilt from the register"' in paths[".html"].read_text("utf-8")
    import docx
    from pypdf import PdfReader

    assert docx.Document(str(paths[".docx"])).core_properties.comments == (
        "Rebuilt from the register"
    )
    keywords = str(PdfReader(paths[".pdf"]).metadata["/Keywords"])  # type: ignore[index]
    assert keywords.startswith("Rebuilt from the register, RID 2022-11 · version 0.4 · ")
    # An ordinary row: a later change of a fact is refused.
    edit(register / TIMELINE, "when: first Thursday of November 2022", "when: 2022-11-10")
    assert build(register, tmp_path / "built", RID).returncode == 1
    assert sectool(register, "publication", "check", RID).returncode == 1


def test_a_source_that_is_not_known_is_refused(register: Path, tmp_path: Path) -> None:
    done = issue(register, tmp_path / "out", RID, "--elsewhere", "rid-2022-11-v0.5")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "sectool: --elsewhere: there is no source 'rid-2022-11-v0.5'; did you mean "
        "'rid-2022-11-v0.4'?\n"
    )


@pytest.fixture
def mentioned(register: Path) -> Path:
    file = register / "publications" / f"{RID}.yaml"
    text = file.read_text(encoding="utf-8")
    for version in ("0.1", "0.2", "0.3"):
        text = text.replace(f"- version: {version}\n", f"- version: {version}\n  mentioned: true\n")
    file.write_text(text, encoding="utf-8")
    commit(register, "mentioned")
    return register


def test_a_version_that_is_only_mentioned_is_reconstructed(mentioned: Path, tmp_path: Path) -> None:
    made = only(build(mentioned, tmp_path / "out", RID, "--as-of", "2021-10-20"))
    text = made.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert made.name == "rid-0.2-reconstructed.md"
    assert "| **Status** | Reconstructed |" in text
    assert "**Reconstructed.**\nThis version was issued with the date" in text
    assert "The timetable of this version is not reproduced here." in text
    # The timetable that is known is that of the version after.
    assert "The timetable shown is that of" not in text
    assert "Release implementation timetable" not in text
    assert "| **Go-live** |" not in text
    assert sectool(mentioned, "publication", "verify", made).returncode == 0
    assert "0.3 (5 November 2021, reconstructed)" in " ".join(
        sectool(mentioned, "rid", "diff", "0.3", "0.4").stdout.split()
    )


def test_a_version_that_is_only_mentioned_is_not_issued(register: Path, tmp_path: Path) -> None:
    file = register / "publications" / f"{RID}.yaml"
    edit(file, "- version: 0.4\n", "- version: 0.4\n  mentioned: true\n")
    commit(register, "mentioned")
    done = issue(register, tmp_path / "out", RID)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is 'mentioned': it is known only that it was issued" in done.stderr


# Withdrawn.

WITHDRAWN = ("--because", "A cut-off date was wrong: see MP141.", "--on", "2021-12-01")


def test_a_version_that_was_withdrawn_says_so_everywhere(issued: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    went_out = only(build(issued, out, RID))
    file = issued / "publications" / f"{RID}.issued.yaml"
    before = file.read_bytes()
    done = sectool(issued, "publication", "withdraw", RID, "--version", "0.4", *WITHDRAWN)
    assert (done.returncode, done.stdout) == (0, f"publications/{RID}.issued.yaml\n")
    assert file.read_bytes().startswith(before)
    made = only(build(issued, out, RID))
    text = led_nowhere(made.read_text(encoding="utf-8")).replace("\u00a0", " ")
    assert made.name == "rid-0.4-withdrawn.md"
    assert "| **Status** | Withdrawn |" in text
    assert (
        "**Withdrawn.**\nIt was withdrawn on 1 December 2021.\nA cut-off date was wrong: see MP141."
    ) in text
    again = only(build(issued, out, RID, "--issued", "0.4"))
    assert again.read_bytes() == made.read_bytes()
    for path in (went_out, made):
        said = sectool(issued, "publication", "verify", path)
        assert said.returncode == 0
        assert "  it was withdrawn on Wed 1 Dec 2021: A cut-off date was wrong" in said.stdout
    checked = sectool(issued, "publication", "check", RID)
    assert checked.returncode == 0
    assert " ".join(checked.stdout.split()).startswith(
        "rid-2022-11 version 0.4 of Tue 23 Nov 2021 was withdrawn on Wed 1 Dec 2021: A cut-off"
    )
    assert "warning[D121 withdrawn-without-successor]" in sectool(issued, "check").stdout
    assert "withdrawn on Wed 1 Dec 2021: A cut-off date was wrong" in " ".join(
        sectool(issued, "publication", "log", RID).stdout.split()
    )
    twice = sectool(issued, "publication", "withdraw", RID, "--version", "0.4", *WITHDRAWN)
    assert (twice.returncode, twice.stderr) == (
        1,
        "sectool: rid-2022-11 version 0.4 was withdrawn already, on Wed 1 Dec 2021\n",
    )


def test_files_that_still_say_issued_are_named(issued: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    went_out = only(build(issued, out, RID))
    (went_out.parent / "rid-0.4-annex-a.pdf").write_bytes(b"An annex.")
    (went_out.parent / "rid-0.4-draft.md").write_text("A draft.", encoding="utf-8")
    words = ("publication", "withdraw", RID, "--version", "0.4", *WITHDRAWN)
    done = sectool(issued, *words, "--output", out)
    told = (
        "these files are of version 0.4 and say that it was issued; delete them:\n"
        f"  {went_out}\n  {went_out.parent / 'rid-0.4-annex-a.pdf'}\n"
    )
    assert done.stderr.endswith(told)
    assert told in build(issued, out, RID).stderr
    for path in (went_out, went_out.parent / "rid-0.4-annex-a.pdf"):
        path.unlink()
    assert "that it was issued" not in build(issued, out, RID).stderr


def test_of_a_document_without_versions_the_facts_tell_whose_file_it_is(
    issued: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    other = only(build(issued, out, LETTER))
    words = ("publication", "withdraw", LETTER, "--version", "1.0", *WITHDRAWN)
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("fingerprint 2:", "fingerprint 2:0"), encoding="utf-8")
    assert str(other) not in sectool(issued, *words, "--output", out).stderr
    other.write_text(text, encoding="utf-8")
    assert f"delete it:\n  {other}\n" in build(issued, out, LETTER).stderr


def test_where_the_newest_was_withdrawn_no_version_stands(issued: Path, tmp_path: Path) -> None:
    def told(command: str, *more: str) -> str:
        return " ".join(sectool(issued, "publication", command, *more).stdout.split())

    row = "- {version: 0.5, dated: 2021-12-02, changes: A date is corrected.}\nannexes:"
    edit(issued / "publications" / f"{RID}.yaml", "annexes:", row)
    commit(issued, "another version")
    assert issue(issued, tmp_path / "out", RID).returncode == 0
    listed = json.loads(sectool(issued, "publication", "list", "--json").stdout)["publications"]
    assert [one["standing-version"] for one in listed if one["name"] == RID] == ["0.5"]
    withdrawn = ("--because", "A date was wrong.", "--on", "2021-12-03")
    sectool(issued, "publication", "withdraw", RID, "--version", "0.5", *withdrawn)
    done = sectool(issued, "publication", "check", RID)
    assert (done.returncode, " ".join(done.stdout.split())) == (
        0,
        "rid-2022-11 version 0.4 of Tue 23 Nov 2021 was replaced by version 0.5, which was "
        "withdrawn rid-2022-11 version 0.5 of Thu 2 Dec 2021 was withdrawn on Fri 3 Dec 2021: A "
        "date was wrong. rid-2022-11: version 0.5 is withdrawn, and no version is in force",
    )
    logged = told("log", RID)
    assert "replaced by version 0.5, which was withdrawn" in logged
    assert logged.endswith("A date was wrong. no version of rid-2022-11 is in force")
    assert "issued 0.5, which was withdrawn: no version is in force" in told("list")
    assert "no version is in force: the newest was withdrawn" in told("show", RID)
    listed = json.loads(sectool(issued, "publication", "list", "--json").stdout)["publications"]
    assert [one["standing-version"] for one in listed if one["name"] == RID] == [None]
    for command, key in (("log", "issued"), ("check", "documents")):
        data = json.loads(sectool(issued, "publication", command, RID, "--json").stdout)
        assert [one["stands"] for one in data[key]] == [False, False]


def test_an_erratum_is_the_next_version(issued: Path, tmp_path: Path) -> None:
    sectool(issued, "publication", "withdraw", RID, "--version", "0.4", *WITHDRAWN)
    row = "- {version: 0.5, dated: 2021-12-02, changes: A date is corrected.}\nannexes:"
    edit(issued / "publications" / f"{RID}.yaml", "annexes:", row)
    commit(issued, "an erratum")
    assert issue(issued, tmp_path / "out", RID).returncode == 0
    assert "D121" not in sectool(issued, "check").stdout
    told = json.loads(sectool(issued, "publication", "check", RID, "--json").stdout)
    assert [(one["edition"], one["state"]) for one in told["documents"]] == [
        ("0.4", "withdrawn"),
        ("0.5", "agrees"),
    ]
    logged = json.loads(sectool(issued, "publication", "log", RID, "--json").stdout)["issued"]
    assert [(one["edition"], one["withdrawn"], one["replaced-by"]) for one in logged] == [
        ("0.4", "2021-12-01", "0.5"),
        ("0.5", None, None),
    ]


def test_what_cannot_be_withdrawn(issued: Path) -> None:
    def refused(version: str, *more: str) -> tuple[int, str]:
        words = ("publication", "withdraw", RID, "--version", version, *(more or WITHDRAWN))
        done = sectool(issued, *words)
        return done.returncode, done.stderr

    assert refused("0.3") == (
        2,
        "sectool: --version: no version 0.3 of rid-2022-11 is recorded as issued; there are: 0.4\n",
    )
    assert refused("0.4", "--because", "Wrong.", "--on", "2021-11-01")[0] == 2
    assert refused("0.4", "--because", " ")[0] == 2


# The paper trail.


def test_the_log_lists_what_went_out_and_when(issued: Path) -> None:
    head = git(issued, "rev-parse", "HEAD~1").strip()
    done = sectool(issued, "publication", "log")
    assert done.returncode == 0
    assert max(map(len, done.lines)) <= 80
    names = [line[17:] for line in done.lines if not line.startswith(" ")]
    assert names == [
        f"{name} version {version}"
        for name, version in (
            (UPDATE, "1.0"),
            (REPORT, "1.0"),
            (LETTER, "1.0"),
            (RID, "0.4"),
            (NEWSLETTER, "1.0"),
        )
    ]
    assert done.stdout.count(f"commit {head[:12]}") == 5
    rows = json.loads(sectool(issued, "publication", "log", "--json").stdout)["issued"]
    assert [row["name"] for row in rows] == [UPDATE, REPORT, LETTER, RID, NEWSLETTER]
    report = next(row for row in rows if row["name"] == REPORT)
    assert f"reference {report['reference']}\n" in done.stdout
    assert report["commit"] == head


def test_the_log_of_one_and_of_none(register: Path, mentioned: Path) -> None:
    none = sectool(register, "publication", "log", LETTER).stdout
    assert none.startswith(f"nothing of {LETTER} is recorded as issued: ")
    assert "known only to have been issued" in sectool(mentioned, "publication", "log").stdout


# A working copy is nobody's paper.


def test_a_working_copy_names_no_author_and_recommends_nothing(tmp_path: Path) -> None:
    def text(name: str, day: str) -> str:
        path = only(build(SEED, tmp_path, name, "--as-of", day))
        return path.read_text(encoding="utf-8").replace("\u00a0", " ")

    report = text(REPORT, "2020-08-10")
    assert "Holly Burton" not in report
    assert "is asked to **note**" not in report
    assert "None: a working copy makes no recommendation." in report
    letter = text(LETTER, "2021-04-06")
    assert "Peter Davies" not in letter
    assert "Yours sincerely" not in letter
    assert "recommends doing so" not in letter
    assert "therefore requests" not in letter
    update = text(UPDATE, "2017-06-20")
    assert "Kayla Reinhart" not in update
    assert "**This is a working copy.**" in update


# What went out with an annex.


@pytest.fixture
def annexed(register: Path, tmp_path: Path) -> Path:
    """A RID that was issued with a file attached."""
    (register / "annexes").mkdir()
    (register / "annexes/tad.txt").write_text("The approach.\n", encoding="utf-8")
    edit(
        register / f"publications/{RID}.yaml",
        "- letter: A\n",
        "- letter: A\n  file: annexes/tad.txt\n",
    )
    commit(register, "with an annex")
    assert issue(register, tmp_path / "out", RID).returncode == 0
    commit(register, "issued")
    return register


def test_a_record_holds_the_digests_of_annexes(annexed: Path) -> None:
    row = (annexed / f"publications/{RID}.issued.yaml").read_text("utf-8")
    digest = hashlib.sha256(b"The approach.\n").hexdigest()
    assert row.endswith(f"  annexes:\n    A: {digest}\n")
    assert "R126" not in sectool(annexed, "check").stdout
    assert sectool(annexed, "publication", "check").returncode == 0


def test_an_annex_that_is_another_file_is_noticed(annexed: Path, tmp_path: Path) -> None:
    paper = tmp_path / "out/2022-11/rid-0.4.md"
    assert sectool(annexed, "rid", "verify", paper).returncode == 0
    (annexed / "annexes/tad.txt").write_text("Another approach.\n", encoding="utf-8")
    found = sectool(annexed, "check", "--format", "json")
    (finding,) = (one for one in json.loads(found.stdout)["findings"] if one["code"] == "R126")
    assert finding["message"] == "Annex A is not the file that was issued with version 0.4"
    compared = sectool(annexed, "publication", "check")
    assert compared.returncode == 1
    assert "it went out with another Annex A" in compared.stdout
    for options in ((), ("--issued", "0.4")):
        done = build(annexed, tmp_path / "again", RID, *options)
        assert done.returncode == 1
        assert "would now have another Annex A, so it was not built" in done.stderr
    with pytest.raises(library.Unavailable, match="was issued with another Annex A"):
        library.build_document(library.open_register(annexed), RID)
    verified = sectool(annexed, "rid", "verify", paper)
    assert verified.returncode == 1
    assert "it went out with another Annex A than the register has now" in verified.stdout
    assert build(annexed, tmp_path / "again", RID, "--draft").returncode == 0


def test_a_file_beside_a_paper_is_compared_too(annexed: Path, tmp_path: Path) -> None:
    paper = tmp_path / "out/2022-11/rid-0.4.md"
    beside = paper.with_name("rid-0.4-annex-a.txt")
    beside.write_text("Another approach.\n", encoding="utf-8")
    verified = sectool(annexed, "rid", "verify", paper)
    assert verified.returncode == 1
    assert (
        f"  {beside.name} next to it is not the file that was issued with it\n" in verified.stdout
    )
    beside.unlink()
    assert sectool(annexed, "rid", "verify", paper).returncode == 0


def test_the_next_version_has_annexes_of_its_own(annexed: Path, tmp_path: Path) -> None:
    (annexed / "annexes/tad.txt").write_text("Another approach.\n", encoding="utf-8")
    edit(
        annexed / f"publications/{RID}.yaml",
        "annexes:",
        "- {version: 0.5, dated: 2021-12-02, changes: Another Annex A.}\nannexes:",
    )
    assert "R126" not in sectool(annexed, "check").stdout
    done = issue(annexed, tmp_path / "out", RID)
    assert done.returncode == 1
    assert "annexes/tad.txt" in done.stderr  # it is not committed
    commit(annexed, "another annex")
    assert issue(annexed, tmp_path / "out", RID).returncode == 0
    assert (annexed / f"publications/{RID}.issued.yaml").read_text("utf-8").count("annexes:\n") == 2
    # Its annex has its own name, beside that of the version before, and it is this that it names.
    folder = tmp_path / "out/2022-11"
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*annex*")} == {
        "rid-0.4-annex-a.txt": "The approach.\n",
        "rid-0.5-annex-a.txt": "Another approach.\n",
    }
    assert "](rid-0.5-annex-a.txt)" in (folder / "rid-0.5.md").read_text("utf-8")
    assert "rid-0.4-annex" not in (folder / "rid-0.5.md").read_text("utf-8")


def test_a_record_that_lost_its_digests_of_annexes_is_broken(annexed: Path, tmp_path: Path) -> None:
    file = annexed / f"publications/{RID}.issued.yaml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("  annexes:")], encoding="utf-8")
    (annexed / "annexes/tad.txt").write_text("Another approach.\n", encoding="utf-8")
    assert "when it was recorded, its row had another 'annexes'" in " ".join(
        sectool(annexed, "check").stdout.split()
    )
    assert build(annexed, tmp_path / "again", RID).returncode == 1
