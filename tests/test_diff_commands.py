"""`sectool rid diff` and `publication diff`: versions, days and revisions of git, compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from sectool.load import load_register
from tests.command import Done, run
from tests.git import git, packed, planned
from tests.register import SEED, copy_of, lean_copy

Golden = Callable[[str, bytes | str], None]


def sectool(*words: str, register: Path = SEED) -> Done:
    return run(*words, "--register", register)


def rid(*words: str, register: Path = SEED) -> Done:
    return sectool("rid", "diff", *words, register=register)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return lean_copy(tmp_path / "files" / "register")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("repository")
    lean_copy(top / "register")
    return packed(planned(top))


@pytest.fixture
def committed(repository: Path, tmp_path: Path) -> Path:
    """The register in a folder of a repository, as planned."""
    return copy_of(repository, tmp_path / "files", (".git", "register")) / "register"


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The same with all of its modifications, which some documents count."""
    copy_of(SEED, tmp_path / "files" / "register")
    return planned(tmp_path / "files") / "register"


def edit(register: Path, file: str, old: str, new: str) -> None:
    path = register / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(register: Path, file: str, more: str) -> None:
    path = register / file
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + more, encoding="utf-8")


def nameless(text: str) -> str:
    """Without the names of commits, which change with every file of this repository."""
    return re.sub(r"\b[0-9a-f]{10}(?:[0-9a-f]{30})?\b", "COMMIT", text)


# Versions and days of the same files.


VERSIONS = ["0.1", "0.2", "0.3", "0.4"]


@cache
def between(one: str, other: str) -> dict[str, Any]:
    """What a program is told of two versions; tests ask for each pair more than once."""
    return cast(dict[str, Any], json.loads(rid(one, other, "--json").stdout))


@pytest.mark.parametrize(("before", "after"), [("0.1", "0.4"), ("0.3", "0.4")])
def test_what_changed_between_two_versions(before: str, after: str, golden: Golden) -> None:
    done = rid(before, after)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.lines)) <= 80
    golden(f"diff-rid-{before}-{after}.txt", done.stdout)


def test_the_same_for_programs(golden: Golden) -> None:
    done = rid("0.2", "0.3", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    golden("diff-rid-0.2-0.3.json", done.stdout)


def test_the_story_of_the_version_history_is_that_of_the_published_one() -> None:
    """Version 0.2: MP107, whose documents are not known, out, MP085A in. Version 0.3: Change
    Requests. Version 0.4: costs."""
    rows = [between(one, other)["proposed"]["changes"] for one, other in pairwise(VERSIONS)]
    assert rows == [
        "MP107 leaves the scope; MP085A joins it. Wording revised in ‘Impacts’.",
        "CR4427 and CR4465 join the scope.",
        "New cut-off dates for MP078, MP085A, MP140, MP141 and MP143. New costs for MP141 and "
        "MP143.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("one", VERSIONS)
@pytest.mark.parametrize("other", VERSIONS)
def test_the_reverse_is_the_mirror_image(one: str, other: str) -> None:
    there, back = between(one, other), between(other, one)

    def told(changes: list[dict[str, object]], *, swapped: bool) -> list[str]:
        keys = ("after", "before") if swapped else ("before", "after")
        parts = [(c["section"], c["subject"], c["aspect"], *(c[k] for k in keys)) for c in changes]
        return sorted(map(repr, parts))

    assert told(there["changes"], swapped=True) == told(back["changes"], swapped=False)
    assert (there["changes"] == []) == (one == other)
    # No row tells of time that runs backwards, or of nothing.
    assert (there["proposed"] is not None) == (one < other)


def test_without_arguments_the_newest_version_and_the_register_now() -> None:
    done = rid()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == rid("0.4").stdout == rid("--release", "2022-11").stdout
    assert " ".join(done.lines[:2]) == (
        "RID of the November 2022 SEC Release: version 0.4 (23 November 2021) against the "
        "register as it is now"
    )
    assert "The timeline is the same on both sides" in done.stdout


def test_a_day_is_the_document_of_that_day() -> None:
    done = rid("2021-10-31", "2021-11-23")
    assert " ".join(done.lines[:2]) == (
        "RID of the November 2022 SEC Release: as of 31 October 2021 (version 0.2) against as of "
        "23 November 2021 (version 0.4)"
    )
    assert rid("2021-11-05", "2021-11-23").lines[5:20] == rid("0.3", "0.4").lines[5:20]
    found = json.loads(rid("2021-10-31", "0.3", "--json").stdout)
    assert (found["from"], found["to"]) == (
        {
            "given": "2021-10-31",
            "read-as": "day",
            "edition": "0.2",
            "as-of": "2021-10-31",
            "commit": None,
        },
        {
            "given": "0.3",
            "read-as": "version",
            "edition": "0.3",
            "as-of": "2021-11-05",
            "commit": None,
        },
    )


def test_the_exit_code_where_asked_for() -> None:
    assert rid("0.3", "0.4", "--exit-code").returncode == 1
    assert rid("0.4", "0.4", "--exit-code").returncode == 0
    assert rid("0.4", "0.4").lines[-1] == "nothing differs"


# Revisions.


def change_much(register: Path) -> None:
    """What a planner may do in a week."""
    timeline, release = "releases/2022-11/timeline.yaml", "releases/2022-11/release.yaml"
    edit(
        register,
        timeline,
        "title: UIT commences\n    when: 2022-08\n",
        "title: UIT commences\n    when: 2022-08-08\n",
    )
    edit(register, timeline, "when: first Thursday of November 2022", "when: 2022-11-10")
    edit(register, "modifications/MP141.yaml", "amount: 68967", "amount: 75000")
    edit(register, "modifications/MP141.yaml", "amount: 6571", "amount: tbc")
    edit(
        register,
        "modifications/MP143.yaml",
        "title: Incorporating IRPs into GBCS v3 series",
        "title: Bringing IRPs into the GBCS v3 series",
    )
    edit(register, "modifications/SECMP0056.yaml", "  IHDTS: [v4]\n", "")
    edit(register, release, "CHTS, version: v1.6", "CHTS, version: v1.7")
    edit(
        register,
        release,
        "Customers of Suppliers no longer reach the data of previous tenants",
        "Customers of Suppliers can no longer reach any data of previous tenants",
    )
    append(
        register,
        "modifications/MP140.yaml",
        "- date: 2022-01-10\n  event: withdrawn\n  because: No longer needed.\n",
    )
    append(
        register,
        "modifications/MP078.yaml",
        "- date: 2022-01-20\n  event: approved\n  by: CB\n  path: self-governance\n"
        "  release: 2022-11\n",
    )
    append(
        register,
        "publications/rid-2022-11.yaml",
        "- letter: B\n  title: Combined costs\n"
        "  says: The DCC estimates SIT and UIT for the package.\n",
    )
    edit(register, "sectool.yaml", "administrator: SECAS", "administrator: SECCo")


@pytest.mark.slow
def test_what_a_planner_changed_since_a_revision(committed: Path, golden: Golden) -> None:
    change_much(committed)
    done = rid("HEAD", register=committed)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.lines)) <= 80
    golden("diff-rid-edited.txt", nameless(done.stdout))
    # Committed or not, and by any name.
    git(committed, "commit", "--quiet", "-a", "-m", "a week")
    for revision in ("planned", "HEAD~1", "git:planned"):
        assert rid(revision, register=committed).lines[2:] == done.lines[2:]
    assert rid("planned", "HEAD", register=committed).lines[2:] == done.lines[2:]
    assert rid("HEAD", register=committed).lines[-1] == "nothing differs"
    # Of the same files no date of the timetable moves, for it is that of today on both sides.
    assert "UIT commences" not in rid("0.4", register=committed).stdout


def test_the_proposed_row_can_be_pasted(committed: Path) -> None:
    change_much(committed)
    lines = rid("HEAD", register=committed).lines
    row = lines[lines.index("- version: 0.5") :]
    (found,) = yaml.load("\n".join(row), yaml.BaseLoader)  # noqa: S506
    assert found["version"] == "0.5"
    assert found["changes"].startswith("MP140 leaves the scope; MP078 moves to the Approved ")
    edit(
        committed,
        "publications/rid-2022-11.yaml",
        "annexes:\n",
        "\n".join(row) + "\nannexes:\n",
    )
    loaded = load_register(committed)
    assert not loaded.diagnostics
    assert loaded.register.publications["rid-2022-11"].versions[-1].changes == found["changes"]
    # The draft is then what is compared, and it has its row.
    again = json.loads(rid("HEAD", "--json", register=committed).stdout)
    assert again["proposed"]["version"] == "0.5"
    assert again["proposed"]["changes"] == found["changes"]
    assert rid("0.4", "0.5", register=committed).lines[1] == "version 0.5 (a draft)"


def test_the_row_is_that_of_the_draft_or_of_the_version_after_the_newest(committed: Path) -> None:
    """What is compared may be older than what the version history holds by now."""
    days = ("2021-10-31", "2021-11-05")
    found = json.loads(rid(*days, "--json", register=committed).stdout)["proposed"]
    assert (found["version"], found["dated"], found["new"]) == ("0.5", None, True)
    file = "publications/rid-2022-11.yaml"
    edit(committed, file, "annexes:\n", "- version: 0.5\n  changes: To come.\nannexes:\n")
    for words in (days, ("2021-10-31", "HEAD"), ("0.2", "2021-11-23")):
        found = json.loads(rid(*words, "--json", register=committed).stdout)["proposed"]
        assert (found["version"], found["dated"], found["new"]) == ("0.5", None, False), words
    assert f"The row of version 0.5 in {file} could say:" in rid(*days, register=committed).lines
    edit(committed, file, "- version: 0.5\n", "- version: 0.5\n  dated: 2022-01-10\n")
    found = json.loads(rid(*days, "--json", register=committed).stdout)["proposed"]
    assert (found["version"], found["new"]) == ("0.6", True)
    # A version that is asked for has the words of its own row.
    found = json.loads(rid("0.2", "0.3", "--json", register=committed).stdout)["proposed"]
    assert (found["version"], found["dated"], found["new"]) == ("0.3", "2021-11-05", False)


def test_a_document_of_another_kind(committed: Path, golden: Golden) -> None:
    name = "unc-update-2017-06"
    edit(
        committed,
        "modifications/SECMP0028.yaml",
        "Prioritising Service Requests",
        "Putting Service Requests in order",
    )
    edit(committed, f"publications/{name}.yaml", "dated: 2017-06-07", "dated: 2017-06-08")
    done = sectool("publication", "diff", name, register=committed)
    assert (done.returncode, done.stderr) == (0, "")
    golden("diff-cross-code.txt", nameless(done.stdout))
    assert sectool("publication", "diff", name, "HEAD", register=committed) == done
    found = json.loads(sectool("publication", "diff", name, "--json", register=committed).stdout)
    assert (found["proposed"], found["same-timeline"]) == (None, False)
    both = sectool("publication", "diff", name, "2017-06-07", "2017-06-08", register=committed)
    assert " ".join(both.lines[:2]) == (
        f"Cross-code update {name}: as of 7 June 2017 against as of 8 June 2017"
    )


def test_a_rid_by_its_name_is_the_rid_of_its_release() -> None:
    assert sectool("publication", "diff", "rid-2022-11", "0.2", "0.3") == rid("0.2", "0.3")


def test_what_has_the_looks_of_a_version_is_one(committed: Path) -> None:
    git(committed, "tag", "0.2")
    git(committed, "tag", "0.9")
    assert "version 0.2 (20 October 2021)" in rid("0.2", register=committed).lines[0]
    refused = rid("0.9", register=committed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "sectool: A: no version '0.9' of rid-2022-11; there are 0.1, 0.2, 0.3 and 0.4. A git "
        "revision of that name is git:0.9\n"
    )
    done = rid("git:0.9", register=committed)
    assert done.lines[-1] == "nothing differs"


def test_a_version_that_was_issued_is_the_one_that_went_out(committed: Path) -> None:
    """With the plan of its time: the dates of the timetable that moved since are told."""
    name = "rid-2022-11"
    done = sectool("publication", "issue", name, "--version", "0.4", register=committed)
    assert done.returncode == 0, done.stderr
    change_much(committed)
    lines = rid(register=committed).lines
    assert " ".join(lines[:2]) == (
        "RID of the November 2022 SEC Release: version 0.4 (23 November 2021, as issued) against "
        "the register as it is now"
    )
    assert "  UIT commences moves from August 2022 to 8 August 2022" in lines
    assert not any(line.startswith("The timeline is the same") for line in lines)


def without_its_commit(register: Path, name: str) -> None:
    file = register / "publications" / f"{name}.issued.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"commit: \S+", f"commit: {'0' * 40}", text), encoding="utf-8")


@pytest.mark.parametrize(("words", "option"), [((), "A"), (("0.3", "0.4"), "B")])
def test_an_issued_version_whose_commit_is_gone_cannot_be_compared(
    committed: Path, words: tuple[str, ...], option: str
) -> None:
    """What today's files make of its day may be something else."""
    done = sectool("publication", "issue", "rid-2022-11", "--version", "0.4", register=committed)
    assert done.returncode == 0, done.stderr
    without_its_commit(committed, "rid-2022-11")
    assert rid(*words, register=committed) == Done(
        2,
        "",
        f"sectool: {option}: version 0.4 of rid-2022-11 was issued from commit 0000000000, which "
        "is not here (in a shallow clone?)\n",
    )
    # The day asks for what the files now say of it.
    assert rid("2021-11-05", "2021-11-23", register=committed).returncode == 0


def test_other_kinds_have_the_versions_that_were_issued(committed: Path) -> None:
    name = "newsletter-2021-12-17"
    diff = ("publication", "diff", name)
    refused = sectool(*diff, "1.0", register=committed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"sectool: A: no version '1.0' of {name}; it has none. A git revision of that name is "
        "git:1.0\n"
    )
    done = sectool("publication", "issue", name, "--version", "1.0", register=committed)
    assert done.returncode == 0, done.stderr
    change_much(committed)
    found = json.loads(sectool(*diff, "1.0", "--json", register=committed).stdout)
    assert (found["from"]["read-as"], found["from"]["edition"]) == ("version", "1.0")
    titles = [change for change in found["changes"] if change["subject"] == "MP143"]
    assert [(c["aspect"], c["after"]) for c in titles if c["aspect"] == "title"] == [
        ("title", "Bringing IRPs into the GBCS v3 series")
    ]
    refused = sectool(*diff, "2.0", register=committed)
    assert "no version '2.0' of newsletter-2021-12-17; there are 1.0." in refused.stderr
    without_its_commit(committed, name)
    refused = sectool(*diff, "1.0", register=committed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"sectool: A: version 1.0 of {name} was issued from commit 0000000000, which is not here "
        "(in a shallow clone?)\n"
    )


# What cannot be compared.


def broken(register: Path) -> None:
    (register / "modifications" / "MP141.yaml").write_text("broken: [\n", encoding="utf-8")
    git(register, "commit", "--quiet", "-a", "-m", "broken")
    git(register, "checkout", "--quiet", "planned", "--", ".")


def without_it(register: Path) -> None:
    git(register, "rm", "--quiet", "--cached", "publications/rid-2022-11.yaml")
    git(register, "commit", "--quiet", "-m", "without it")


def without_register(register: Path) -> None:
    git(register, "rm", "--quiet", "--cached", "sectool.yaml")
    git(register, "commit", "--quiet", "-m", "no register")


@pytest.mark.parametrize(
    ("before", "words", "told"),
    [
        (None, ["nonsense"], "A: git knows no revision 'nonsense' here"),
        (None, ["0.4", "HEAD~7"], "B: git knows no revision 'HEAD~7' here"),
        (None, ["git:--output=x"], "A: git knows no revision '--output=x' here"),
        (None, ["2021-13-01"], "A: '2021-13-01' is not a day: there is no month 13"),
        (None, ["2021-11"], "A: '2021-11' is not a day written as YYYY-MM-DD"),
        (
            None,
            ["2020-01-01"],
            "A 2020-01-01: rid-2022-11 cannot be built: there was no version on or before "
            "2020-01-01; its first, 0.1, is dated 2021-09-27",
        ),
        (None, ["--release", "2023-06"], "--release: no RID of release '2023-06'"),
        (
            broken,
            ["HEAD"],
            "A: the register at HEAD cannot be read: 1 error in the files it uses\n\n"
            "modifications/MP141.yaml:1:",
        ),
        (without_it, ["HEAD"], "A: rid-2022-11 did not exist at HEAD"),
        (without_register, ["HEAD"], "A HEAD: no sectool.yaml was there, so it was no register"),
    ],
)
def test_wrong_use_exits_2(
    committed: Path, before: Callable[[Path], None] | None, words: list[str], told: str
) -> None:
    if before is not None:
        before(committed)
    done = rid(*words, register=committed)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"sectool: {told}")
    assert not (committed / "x").exists()


def test_files_that_cannot_be_read_now_are_findings(committed: Path) -> None:
    (committed / "modifications" / "MP141.yaml").write_text("broken: [\n", encoding="utf-8")
    done = rid("planned", register=committed)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("modifications/MP141.yaml:")
    assert done.stderr.endswith(
        "sectool: rid-2022-11 cannot be compared: 1 error in the files it uses\n"
    )


def test_a_rid_of_no_release_is_a_finding(register: Path) -> None:
    edit(register, "publications/rid-2022-11.yaml", "release: 2022-11", "release: 2099-11")
    assert rid("0.3", "0.4", register=register) == Done(
        2,
        "",
        "sectool: A 0.3: rid-2022-11 cannot be built: there is no release '2099-11'; did you mean "
        "'2022-11'?\n",
    )


def test_without_a_repository_or_git_there_is_no_revision(
    register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(register.parent))
    done = rid("HEAD", register=register)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sectool: A: git says 'fatal: not a git repository")
    assert rid("0.3", "0.4", register=register).returncode == 0
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert rid("HEAD", register=register) == Done(
        2, "", "sectool: A needs git, which cannot be started here\n"
    )


def test_a_rid_without_a_dated_version_asks_for_one(register: Path) -> None:
    file = register / "publications" / "rid-2022-11.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"  dated: .*\n", "", text), encoding="utf-8")
    done = rid(register=register)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sectool: no version of rid-2022-11 is dated yet")


def test_nothing_is_written(committed: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in committed.rglob("*")}
    rid("HEAD", register=committed)
    rid("0.1", "0.4", register=committed)
    assert {path: path.stat().st_mtime_ns for path in committed.rglob("*")} == before


# Facts beside others that hide them.


def told_of(register: Path, name: str) -> str:
    """What `publication diff` says since the last commit, as one line."""
    done = sectool("publication", "diff", name, "HEAD", register=register)
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


def test_the_day_of_a_release_is_told_where_its_scope_changes_too(whole: Path) -> None:
    """Both stand in one sentence: '13 modifications … on Sunday 29 November 2020:'."""
    for _ in range(2):
        edit(whole, "releases/2020-11/release.yaml", "2020-11-29", "2020-11-22")
    edit(whole, "modifications/MP118.yaml", "release: 2020-11", "release: 2021-06")
    told = told_of(whole, "status-report-2020-08")
    assert (
        "MP118 moves from “The following 13 modifications are approved for the November 2020"
        in told
    )
    assert "“… live on Sunday 22 November 2020:” instead of “… live on Sunday 29" in told


def test_the_day_of_a_decision_is_told_where_others_were_taken_then(whole: Path) -> None:
    others = "modifications/SECMP0004.yaml", "modifications/SECMP0008.yaml"
    for file in others:
        edit(whole, file, "2017-06-02", "2017-06-01")
    edit(whole, "modifications/SECMP0011.yaml", "2017-06-02", "2017-01-31")
    told = told_of(whole, "unc-update-2017-06")
    assert "SECMP0011 is gone" in told
    assert "“On 1 June 2017, the Authority decided on two modifications:” instead of" in told
    # The day stands in an introduction that is new with its list.
    git(whole, "commit", "--quiet", "-a", "-m", "an older decision")
    edit(whole, "modifications/SECMP0011.yaml", "2017-01-31", "2017-05-31")
    told = told_of(whole, "unc-update-2017-06")
    assert "SECMP0011 is new" in told
    assert "New: “On 31 May 2017, the Authority decided on one modification:”" in told


def test_the_words_of_a_published_version_are_held_to_it(committed: Path) -> None:
    name, file = "rid-2022-11", "publications/rid-2022-11.yaml"
    issue = ("publication", "issue", name, "--version", "0.4")
    assert sectool(*issue, register=committed).returncode == 0
    check = ("publication", "check", name)
    append(committed, file, "")
    assert sectool(*check, register=committed).returncode == 0
    edit(committed, file, "MP107 has been withdrawn", "MP109 has been withdrawn")
    done = sectool(*check, register=committed)
    assert done.returncode == 1
    assert "Version control Version 0.2, Changes: “MP109 has been withdrawn" in " ".join(
        done.stdout.split()
    )
