"""`sectool schema`: the kinds of files, the schema of one, and all of them in a register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sectool.editing.schemas import schema_files
from sectool.model.file_kinds import FILE_KINDS, kind_of_file
from tests.command import run
from tests.register import MINIMAL, NOVEMBER_2019, SEED, copy_of, opened

SETTINGS = ".vscode/settings.json"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path)


def texts(register: Path) -> dict[str, str]:
    return {
        path.relative_to(register).as_posix(): path.read_text(encoding="utf-8")
        for path in register.rglob("*")
        if path.is_file() and ".sectool" not in path.parts
    }


def test_the_list_names_every_kind_with_its_files() -> None:
    done = run("schema")
    assert done.returncode == 0
    for kind in FILE_KINDS:
        assert f"{kind.name} " in done.stdout
        assert f" {kind.pattern}\n" in done.stdout


def test_one_is_printed_with_the_names_of_the_register(tmp_path: Path) -> None:
    of_seed = json.loads(run("schema", "timeline").stdout)
    bodies = of_seed["definitions"]["name-of-body"]
    assert "CSC" in bodies["enum"]
    names = dict(zip(bodies["enum"], bodies["enumDescriptions"], strict=True))
    assert names["CSC"] == "Change Sub-Committee"
    # Outside of any register, and by the name of the file.
    anywhere = json.loads(run("schema", "timeline.yaml", cwd=tmp_path).stdout)
    assert not any(name.startswith("name-of") for name in anywhere["definitions"])
    assert anywhere["definitions"]["Milestone"]["properties"]["when"]["description"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("timlines",),
            "sectool: there is no kind of file 'timlines'; did you mean 'timeline'?\n",
        ),
        (("timeline", "--write"), "sectool: --write writes the schemas of all kinds: leave out "),
        (("--modelines",), "sectool: --modelines requires --write\n"),
        (("--dry-run",), "sectool: --dry-run requires --write\n"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], message: str) -> None:
    done = run("schema", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_all_are_written_once_and_checking_is_content(register: Path) -> None:
    before, checked = texts(register), run("check", cwd=register)
    shown = run("schema", "--write", "--dry-run", cwd=register)
    assert shown.returncode == 0
    assert texts(register) == before
    done = run("schema", "--write", cwd=register)
    assert (done.returncode, done.stdout.count("new file schemas/")) == (0, len(FILE_KINDS) + 1)
    assert done.stderr == f"written: {len(FILE_KINDS) + 2} files; 'sectool undo' reverses it\n"
    files = schema_files(opened(MINIMAL).register)
    added = {file: text for file, text in texts(register).items() if file not in before}
    assert added == {file: content.decode() for file, content in files.items()}
    assert run("check", cwd=register) == checked
    again = run("schema", "--write", cwd=register)
    assert again.stderr == "nothing is to be changed: the register says this already\n"
    associations = json.loads(added[SETTINGS])["yaml.schemas"]
    assert {Path(file).name for file in associations} < {Path(file).name for file in added}


def test_new_ids_are_in_the_schemas_when_they_are_written_again(register: Path) -> None:
    run("schema", "--write", cwd=register)
    text = (register / "modifications/MP001.yaml").read_text(encoding="utf-8")
    (register / "modifications/MP009.yaml").write_text(
        text.replace("MP001", "MP009"), encoding="utf-8"
    )
    done = run("schema", "--write", cwd=register)
    assert '"MP009"' in done.stdout
    assert SETTINGS not in done.stderr


def test_settings_keep_what_else_they_say(register: Path) -> None:
    (register / ".vscode").mkdir()
    settings = register / SETTINGS
    own = {"editor.tabSize": 2, "yaml.schemas": {"./other.json": "*.yml", "./schemas/x.json": "x"}}
    settings.write_text(json.dumps(own, indent=2), encoding="utf-8")
    assert run("schema", "--write", cwd=register).returncode == 0
    text = settings.read_text(encoding="utf-8")
    now = json.loads(text)
    assert text.startswith('{\n  "editor.tabSize": 2,')
    assert now["yaml.schemas"].pop("./other.json") == "*.yml"
    fresh = json.loads(schema_files(opened(MINIMAL).register)[SETTINGS])
    assert now == {"editor.tabSize": 2, **fresh}
    # What has comments is left to people.
    settings.write_text("{\n  // mine\n}\n", encoding="utf-8")
    (register / "schemas/timeline.json").unlink()
    done = run("schema", "--write", cwd=register)
    assert settings.read_text(encoding="utf-8") == "{\n  // mine\n}\n"
    assert f"{SETTINGS} has comments, so it was left as it is; add to it:\n{{\n" in done.stdout


def test_modelines_name_the_schema_of_each_file_once(register: Path) -> None:
    (register / "sectool.yaml").write_bytes(
        (register / "sectool.yaml").read_bytes().replace(b"\n", b"\r\n")
    )
    before = texts(register)
    done = run("schema", "--write", "--modelines", cwd=register)
    assert done.returncode == 0
    after = texts(register)
    for file, text in before.items():
        kind = kind_of_file(file)
        if kind is None or kind.name == "issued":
            assert after[file] == text
            continue
        line, _, rest = after[file].partition("\n")
        assert rest == text, file
        target = line.removeprefix("# yaml-language-server: $schema=")
        assert (
            (register / file).parent / target
        ).resolve() == register / f"schemas/{kind.name}.json"
    raw = (register / "sectool.yaml").read_bytes()
    assert raw.startswith(b"# yaml-language-server: $schema=schemas/sectool.json\r\n")
    assert "nothing is" in run("schema", "--write", "--modelines", cwd=register).stderr


def test_files_of_an_older_shape_are_refused(tmp_path: Path) -> None:
    done = run("schema", "--write", cwd=copy_of(NOVEMBER_2019, tmp_path))
    assert done.returncode == 1
    assert "this register are written in shape" in done.stderr
    assert not (tmp_path / "schemas").exists()


def test_what_is_offered_is_the_same_however_often_it_is_made() -> None:
    register = opened(SEED).register
    assert schema_files(register) == schema_files(register)
    assert all(content.endswith(b"}\n") for content in schema_files(register).values())
