"""A paper that was issued elsewhere, transcribed better: a row more, and the last one counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sectool.issuing.agreement import fault_of_record
from sectool.issuing.rebuild import is_as_recorded
from sectool.load import load_register
from tests.command import Done, run
from tests.git import commit, git, packed, planned
from tests.register import copy_of, edit, lean_copy

LETTER, SOURCE = "letter-secmp0007-2021-03-25", "letter-secmp0007-2021-03-25"
RID = "rid-2022-11"
WHY = "The day is transcribed as it was printed."


def sectool(register: Path, *words: str | Path) -> Done:
    return run(*words, cwd=register)


def issue(register: Path, name: str, *options: str) -> Done:
    out = ("--format", "md", "--output", register.parent / "out")
    return sectool(register, "publication", "issue", name, *out, *options)


def again(register: Path, *options: str) -> Done:
    return issue(register, LETTER, *(options or ("--elsewhere", SOURCE, "--again", WHY)))


def record(register: Path) -> Path:
    return register / "publications" / f"{LETTER}.issued.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter that was issued elsewhere, and a RID that was issued here."""
    register = planned(lean_copy(tmp_path_factory.mktemp("made") / "register"))
    assert issue(register, LETTER, "--elsewhere", SOURCE).returncode == 0
    assert issue(register, RID).returncode == 0
    commit(register, "issued")
    return packed(register)


@pytest.fixture(scope="module")
def twice(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with another day in the letter, which is recorded again."""
    top = tmp_path_factory.mktemp("twice") / "register"
    register = copy_of(made, top, [path.name for path in made.iterdir()])
    edit(register / "modifications" / "SECMP0007.yaml", "to: 2021-06-24", "to: 2021-06-25")
    commit(register, "transcribed better")
    before = record(register).read_bytes()
    done = again(register)
    assert done.returncode == 0, done.stderr
    assert f"{LETTER} version 1.0 of Thu 25 Mar 2021 is recorded again: " in done.stderr
    after = record(register).read_bytes()
    assert after.startswith(before)
    assert f'  transcription: 2\n  again: "{WHY}"\n' in after[len(before) :].decode()
    commit(register, "recorded again")
    return packed(register)


def copied(register: Path, to: Path) -> Path:
    return copy_of(register, to / "register", [path.name for path in register.iterdir()])


@pytest.fixture
def register(twice: Path, tmp_path: Path) -> Path:
    return copied(twice, tmp_path)


def rows_told(register: Path, command: str) -> list[dict[str, object]]:
    told = json.loads(sectool(register, "publication", command, LETTER, "--json").stdout)
    rows: list[dict[str, object]] = told["issued" if command == "log" else "documents"]
    return rows


def test_the_last_row_of_a_version_counts(twice: Path) -> None:
    assert "D104" not in (found := sectool(twice, "check").stdout)
    assert "D124" not in found
    assert "D128" not in found
    checked = sectool(twice, "publication", "check", LETTER)
    assert (checked.returncode, " ".join(checked.stdout.split())) == (
        0,
        f"{LETTER} version 1.0 of Thu 25 Mar 2021 was recorded again: {WHY} "
        f"{LETTER} version 1.0 of Thu 25 Mar 2021 agrees with the register "
        "one issued document compared: all agree with the register",
    )
    keys = ("state", "stands", "transcription", "again", "replaced-by")
    assert [tuple(row[key] for key in keys) for row in rows_told(twice, "check")] == [
        ("retranscribed", False, 1, None, None),
        ("agrees", True, 2, WHY, None),
    ]
    assert [(row["stands"], row["transcription"]) for row in rows_told(twice, "log")] == [
        (False, 1),
        (True, 2),
    ]
    log = " ".join(sectool(twice, "publication", "log", LETTER).stdout.split())
    assert "recorded again since" in log
    assert f"transcription 2: {WHY}" in log
    assert f"transcription 2: {WHY}" in " ".join(
        sectool(twice, "publication", "show", LETTER).stdout.split()
    )


def test_builds_and_comparisons_are_of_the_last_row(made: Path, register: Path) -> None:
    out = ("--format", "md", "--output", register.parent / "out")
    files = []
    for options in ((), ("--issued", "1.0")):
        done = sectool(register, "publication", "build", LETTER, *out, *options)
        assert done.returncode == 0, done.stderr
        files.append(Path(done.lines[0]))
        assert files[-1].stem == LETTER
        assert "25\u00a0June\u00a02021" in files[-1].read_text("utf-8")
    diff = sectool(register, "publication", "diff", LETTER, "1.0")
    assert diff.stdout.splitlines()[-1] == "nothing differs"
    verified = sectool(register, "publication", "verify", files[0])
    assert verified.returncode == 0, verified.stdout
    # What was built of the first row says so.
    (first,) = (made.parent / "out").rglob(f"{LETTER}.md")
    found = sectool(register, "publication", "verify", first).stdout
    assert "this is what was issued" in found
    assert "it is transcription 1 of version 1.0, which transcription 2 has replaced" in found


REFUSED = {
    "nothing changed": (
        ("--elsewhere", SOURCE, "--again", WHY),
        1,
        f"{LETTER} is what is recorded as version 1.0 already",
    ),
    "no source": (
        ("--again", WHY),
        2,
        "--again: say why, in a sentence, of what was issued elsewhere (--elsewhere)",
    ),
    "no reason": (
        ("--elsewhere", SOURCE, "--again", " "),
        2,
        "--again: say why, in a sentence, of what was issued elsewhere (--elsewhere)",
    ),
    "another source": (
        ("--elsewhere", "newsletter-2021-12-17", "--again", WHY),
        1,
        f"{LETTER} version 1.0 is recorded from {SOURCE}, and not from newsletter-2021-12-17",
    ),
    "another version": (
        ("--elsewhere", SOURCE, "--again", WHY, "--version", "1.1"),
        2,
        "--version: only 1.0, which was issued last, can be recorded again",
    ),
}


@pytest.mark.parametrize(("options", "code", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_recorded_again(
    register: Path, options: tuple[str, ...], code: int, why: str
) -> None:
    (register / "LATER").write_text("A later commit, of the same data.\n")
    commit(register, "later")
    before = record(register).read_bytes()
    done = again(register, *options)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"sectool: {why}\n")
    assert record(register).read_bytes() == before


def test_what_was_issued_here_or_withdrawn_is_not_recorded_again(register: Path) -> None:
    done = issue(register, RID, "--elsewhere", "rid-2022-11-v0.4", "--again", WHY)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{RID} version 0.4 was issued from this register" in done.stderr
    withdrawn = sectool(
        *(register, "publication", "withdraw", LETTER, "--version", "1.0"),
        *("--because", "Wrong.", "--on", "2021-12-01"),
    )
    assert withdrawn.returncode == 0, withdrawn.stderr
    # The last row is the one that was withdrawn.
    assert record(register).read_text("utf-8").endswith('    because: "Wrong."\n')
    commit(register, "withdrawn")
    done = again(register)
    assert (done.returncode, "was withdrawn on Wed 1 Dec 2021" in done.stderr) == (1, True)


def test_an_earlier_state_is_not_recorded_again(twice: Path, tmp_path: Path) -> None:
    register = copied(twice, tmp_path)
    kept = record(register).read_bytes()
    git(register, "checkout", "--quiet", "-b", "before", "HEAD~2")
    record(register).write_bytes(kept)
    commit(register, "beside")
    done = again(register)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not later than" in done.stderr


def fault(register: Path, number: int) -> str:
    loaded = load_register(register)
    return fault_of_record(register, loaded, LETTER, loaded.register.issued[LETTER][number])


def test_the_rule_of_git_holds_for_each_row(register: Path) -> None:
    assert [fault(register, 0), fault(register, 1)] == ["", ""]
    rows = load_register(register).register.issued[LETTER]
    assert [is_as_recorded(register, LETTER, row) for row in rows] == [True, True]
    text = record(register).read_text("utf-8")
    head, first, second = text.split("- version: ")
    # The row that was added is taken out, or one of the two is given the digest of the other.
    record(register).write_text(f"{head}- version: {first}", "utf-8")
    assert fault(register, 0) == "it was recorded again, and that row is gone"
    done = sectool(register, "publication", "build", LETTER, "--output", register.parent / "out")
    assert (done.returncode, "that row is gone" in done.stderr) == (1, True)
    digest = next(line for line in first.splitlines() if line.startswith("  content: "))
    other = next(line for line in second.splitlines() if line.startswith("  content: "))
    for number, (old, new) in enumerate(((digest, other), (other, digest))):
        record(register).write_text(text.replace(old, new), "utf-8")
        assert "its row had another 'content'" in fault(register, number)
