"""`sectool init`: a register from nothing, which checks clean and gives a release document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from sectool.cli.commands import init_register
from sectool.load import load_register
from sectool.load.shipped import PROFILES, starter_of
from sectool.model.file_kinds import kind_of_file
from sectool.pipeline import check
from tests.command import run

EXAMPLE = ("modifications/", "releases/", "publications/")


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".sectool" not in path.parts
    }


def test_it_checks_without_a_finding_and_builds_its_document(tmp_path: Path) -> None:
    done = run("init", tmp_path / "new" / "register", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    register = tmp_path / "new" / "register"
    many = len(files_in(register))
    assert done.lines[0] == f"A register was written to new/register: {many} files. Next:"
    assert "  sectool rid build 2024-06" in done.lines
    loaded = load_register(register)
    assert check(loaded) == ()
    built = run("rid", "build", "2024-06", "--format", "md", cwd=register)
    text = (register / built.lines[0]).read_text(encoding="utf-8")
    assert "[TODO" not in text
    assert "TBC" not in text
    # What the README and the workflow name is there.
    readme = (register / "README.md").read_text(encoding="utf-8")
    assert "MP001 to MP003" in readme
    assert {f"MP00{n}" for n in (1, 2, 3)} == loaded.register.modifications.keys()
    workflow = yaml.safe_load((register / ".github/workflows/check.yml").read_text())
    assert workflow["jobs"]["check"]["steps"][-1]["run"] == "sectool check"
    associated = json.loads((register / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert all((register / schema).is_file() for schema in associated)


def test_with_answers_and_without_the_example(tmp_path: Path) -> None:
    done = run(
        *("init", tmp_path / "r", "--no-example", "--contact", "A team: of three"),
        *("--email", "team@example.org", "--website", "https://example.org/"),
    )
    assert done.returncode == 0
    loaded = load_register(tmp_path / "r")
    assert check(loaded) == ()
    settings = loaded.register.settings
    assert settings is not None
    assert settings.contact is not None
    assert settings.contact.name == "A team: of three"
    assert (settings.profile, settings.website) == ("sec", "https://example.org/")
    assert not any(file.startswith(EXAMPLE) for file in files_in(tmp_path / "r"))


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("sectool.yaml", "sectool.yaml"),
        ("modifications/notes.md", "modifications"),
        ("README.md", "README.md"),
        (".vscode/settings.json", ".vscode/settings.json"),
    ],
)
def test_what_is_there_is_never_written_over(tmp_path: Path, there: str, named: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    done = run("init", ".", cwd=tmp_path)
    assert done.stderr == (
        f"sectool: .: the folder has {named} already, and nothing in it is written over: choose "
        "another folder, or move that away\n"
    )
    assert (done.returncode, files_in(tmp_path)) == (1, {there: b"mine"})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--profile", "sek"), "there is no profile 'sek'; did you mean 'sec'?"),
        (("--website", "a.org"), "'a.org' is not a web address: it starts with https://"),
        (("--email", "a@example.org"), "--contact is needed: whom readers ask"),
    ],
)
def test_a_wrong_answer_leaves_no_folder(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = run("init", "new", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"sectool: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_it_asks_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["The team", "", "020 7946 0000", ""])
    asked = []

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return next(answers)

    terminal = type("Terminal", (), {"isatty": lambda self: True})()
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("typer.prompt", prompt)
    nothing = dict.fromkeys(("contact", "email", "telephone", "website"))
    assert init_register.init_register(tmp_path / "r", example=False, profile="sec", **nothing) == 0
    assert len(asked) == 4
    settings = load_register(tmp_path / "r").register.settings
    assert settings is not None
    assert settings.contact is not None
    assert (settings.contact.telephone, settings.contact.email) == ("020 7946 0000", None)


def test_every_file_of_a_starter_is_one_that_is_read() -> None:
    """And none is hidden: what packs files may leave those out."""
    files = starter_of("sec")
    assert len(files) > 15
    strangers = {file for file in files if kind_of_file(file) is None}
    assert strangers == {".github/workflows/check.yml", ".gitignore", "README.md"}
    hidden = [p for p in (PROFILES / "sec" / "start").rglob("*") if p.name.startswith(".")]
    assert hidden == []
