"""The commands as people and programs call them: output, exit codes, and what they leave behind.

Most are called in this process (`run`). Where a process of its own is the point, it says so:
`as_process`, or `PROGRAM` with pipes of its own.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sectool
from sectool.cli.main import COMMANDS, command_line
from sectool.codes import CODES
from sectool.load import load_register
from sectool.render.formats import FORMATS
from tests.command import PROGRAM, as_process, environment, run
from tests.register import MINIMAL, REPOSITORY, SEED, edit, lean_copy


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of this repository's register, to break and to build in."""
    return lean_copy(tmp_path / "register")


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Everything in a folder, with size and time of change."""
    return {
        str(path.relative_to(folder)): (found.st_size, found.st_mtime_ns)
        for path in folder.rglob("*")
        for found in [path.lstat()]
    }


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder, with what the files hold."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def break_modification(register: Path) -> str:
    """A fault in a file that the RID of November 2022 reads; returns how it is told."""
    edit(register / "modifications" / "MP143.yaml", "dcc: testing", "dcc: yes")
    where = "modifications/MP143.yaml:11:8"
    return f"{where}: error[Y204 value-not-valid] 'yes' is text in YAML 1.2; write true"


# Help and version


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_printed(flag: str) -> None:
    done = as_process(flag)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"sectool {sectool.__version__}\n"


def test_the_help_lists_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("check", "date", "rid", "rule", "timeline"):
        assert f"│ {command} " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Commands"),
        (["rid"], "build"),
        (["rid", "build"], "--draft"),
        (["check"], "--strict"),
        (["timeline"], "check"),
        (["timeline", "check"], "[RELEASE]"),
        (["date"], "--release"),
        (["rule"], "[RULE]"),
    ],
    ids=" ".join,
)
def test_each_help_fits_80_columns(arguments: list[str], told: str) -> None:
    done = run(*arguments, "--help", env={"COLUMNS": "80"})
    assert done.returncode == 0
    assert told in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


# Wrong use: exit code 2, and what there is instead


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rid", "build", "2022-12"], "no RID of release '2022-12'"),
        (
            ["rid", "build", "2022-06"],
            "there are: 2022-11; 'sectool publication new rid --release 2022-06' starts it",
        ),
        (["rid", "build", "2022-12"], "there are: 2022-11"),
        (["rid", "build", "--format", "htm"], "no format 'htm'; did you mean 'html'?"),
        (["rid", "build", "--format", "xyzzy"], "no format 'xyzzy'; there are: md, "),
        (["rid", "build", "--format", ","], "no format ''; there are: md, "),
        (["rid", "build", "--as-of", "yesterday"], "--as-of: 'yesterday' is not a day"),
        (["rid", "build", "--as-of", "2001-01-01"], "--as-of: "),
        (["timeline", "check", "2022-12"], "no timeline of release '2022-12'; did you mean"),
        (["timeline", "check", "nonsense"], "no timeline of release 'nonsense'; there are: 2022"),
        (["date", "--release", "nonsense", "go-live"], "there are: 2022-11"),
        (["rule", "C1O5"], "there is no rule 'C1O5'; did you mean 'C105'?"),
        (["rule", "nonsense"], "there is no rule 'nonsense'; there are "),
        (["check", "--register", "nowhere"], "there is no folder nowhere"),
        (["check", "--register", "reference"], "reference has no sectool.yaml"),
        (["nonsense"], "No such command 'nonsense'"),
        (["check", "--format", "xml"], "text"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_exits_2(arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_register_is_wrong_use(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no sectool.yaml in" in done.stderr
    assert "--register" in done.stderr


# A bug: exit code 3


IT_IS_ONE = (
    "\nsectool: this is a bug in sectool, not a fault in your files. "
    "Please report it with the lines above.\n"
)


@pytest.mark.parametrize(
    "command", [["check"], ["timeline", "check"], ["rid", "build"], ["date", "2022-11-03"]]
)
def test_a_bug_says_that_it_is_one(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(root: Path) -> None:
        raise RuntimeError("injected")

    # Whoever has imported the function already finds it broken too.
    monkeypatch.setattr(load_register, "__code__", broken.__code__)
    done = run(*command)
    assert (done.returncode, done.stdout) == (3, "")
    assert "RuntimeError: injected" in done.stderr
    assert done.stderr.endswith(IT_IS_ONE)


@pytest.mark.slow
def test_a_bug_ends_the_process_with_3(tmp_path: Path) -> None:
    broken = """\
import sectool.load

def load_register(root):
    raise RuntimeError("injected")

sectool.load.load_register = load_register
"""
    # Python imports a module of this name whenever it starts.
    (tmp_path / "sitecustomize.py").write_text(broken, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(REPOSITORY)])
    done = as_process("check", cwd=MINIMAL, env={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (3, "")
    assert "RuntimeError: injected" in done.stderr
    assert done.stderr.endswith(IT_IS_ONE)


# A process gives what is seen here: exit codes 0, 1 and 2, what is printed, and from where.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ["timeline", "show", "2022-11"]),
        (1, ["check", "--strict"]),
        (2, ["rid", "buidl"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_process_of_its_own_gives_the_same(code: int, arguments: list[str]) -> None:
    folder = SEED / "releases"
    # What Click calls a program that is started as a module.
    module = as_process(*arguments, cwd=folder, env={"COLUMNS": "80"})
    here = run(*arguments, cwd=folder)
    assert here.returncode == code
    assert module._replace(stderr=module.stderr.replace("python -m sectool", "sectool")) == here


# rid build


def test_a_build_prints_the_paths_of_its_files_and_nothing_else(register: Path) -> None:
    done = run("rid", "build", cwd=register)
    assert done.returncode == 0
    here = Path("out", "2022-11")
    assert done.stdout == "".join(f"{here / f'rid-0.4-for-issue.{name}'}\n" for name in FORMATS)
    assert all((register / line).is_file() for line in done.stdout.splitlines())
    assert re.fullmatch("[0-9]+ warnings about the register: see 'sectool check'\n", done.stderr)


def test_a_missing_output_folder_is_made(register: Path, tmp_path: Path) -> None:
    output = tmp_path / "some" / "where"
    done = run("rid", "build", "2022-11", "--format", "md", "--output", output, cwd=register)
    assert (done.returncode, done.stdout) == (0, f"{output / '2022-11' / 'rid-0.4-for-issue.md'}\n")
    assert [path.name for path in (output / "2022-11").iterdir()] == ["rid-0.4-for-issue.md"]
    assert not (register / "out").exists()


def test_a_format_named_twice_is_written_once(register: Path) -> None:
    done = run("rid", "build", "--format", "md, md", cwd=register)
    assert (done.returncode, done.stdout) == (
        0,
        f"{Path('out', '2022-11', 'rid-0.4-for-issue.md')}\n",
    )


@pytest.mark.slow
def test_from_a_subfolder_everything_is_where_it_would_be(register: Path) -> None:
    done = run("rid", "build", "--format", "md", cwd=register / "releases" / "2022-11")
    assert done.returncode == 0
    built = Path("..", "..", "out", "2022-11")
    assert done.stdout == f"{built / 'rid-0.4-for-issue.md'}\n"
    assert (register / "out" / "2022-11" / "rid-0.4-for-issue.md").is_file()
    # Nothing was left where the next check would find it.
    inside = run("check", cwd=register / "modifications")
    outside = run("check", "-C", register)
    assert (inside.returncode, inside.stdout) == (0, outside.stdout)


def test_a_file_is_what_other_files_of_its_folder_are(register: Path) -> None:
    run("rid", "build", "--format", "md", cwd=register)
    beside = register / "out" / "2022-11" / "ordinary"
    beside.touch()
    assert (beside.parent / "rid-0.4-for-issue.md").stat().st_mode == beside.stat().st_mode


def file_in_place_of_the_output(output: Path) -> str:
    output.write_text("in the way", encoding="utf-8")
    return f"{output} is a file, and a folder is needed"


def file_in_place_of_the_release(output: Path) -> str:
    output.mkdir()
    (output / "2022-11").write_text("in the way", encoding="utf-8")
    return f"{output / '2022-11'} is a file, and a folder is needed"


def folder_in_place_of_the_document(output: Path) -> str:
    (output / "2022-11" / "rid-0.4-for-issue.md").mkdir(parents=True)
    return "there is a folder of that name"


def read_only_folder(output: Path) -> str:
    folder = output / "2022-11"
    folder.mkdir(parents=True)
    (folder / "rid-0.4-for-issue.md").write_text("the old one", encoding="utf-8")
    folder.chmod(0o555)
    try:
        (folder / "probe").touch()
    except PermissionError:
        return os.strerror(errno.EACCES)
    (folder / "probe").unlink()
    pytest.skip("root may write into any folder")


@pytest.mark.parametrize(
    "obstacle",
    [
        file_in_place_of_the_output,
        file_in_place_of_the_release,
        folder_in_place_of_the_document,
        read_only_folder,
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_all_as_it_was(
    register: Path, tmp_path: Path, obstacle: Callable[[Path], str]
) -> None:
    output = tmp_path / "output"
    reason = obstacle(output)
    before = contents(tmp_path)
    done = run("rid", "build", "--format", "md", "--output", output, cwd=register)
    assert (done.returncode, done.stdout) == (1, "")
    document = output / "2022-11" / "rid-0.4-for-issue.md"
    assert done.stderr == f"sectool: {document} could not be written: {reason}\n"
    assert contents(tmp_path) == before


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_no_bug() -> None:
    with Path("/dev/full").open("wb") as full:
        # More than a buffer holds, less, and less without one.
        for command, unbuffered in (("rule", ""), ("check", ""), ("check", "1")):
            done = subprocess.run(
                [*PROGRAM, command],
                cwd=MINIMAL,
                env=environment(PYTHONUNBUFFERED=unbuffered),
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=False,
            )
            reason = os.strerror(errno.ENOSPC)
            assert done.stderr == f"sectool: the output could not be written: {reason}\n"
            assert done.returncode == 1


# Errors and drafts


def test_an_error_in_what_the_document_reads_stops_it(register: Path) -> None:
    told = break_modification(register)
    done = run("rid", "build", cwd=register)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert (
        "rid-2022-11 not built: 1 error in the files it uses. Fix it, or use --draft" in done.stderr
    )
    assert "--draft" in done.stderr
    assert not (register / "out").exists()


def test_an_error_elsewhere_does_not_stop_it(register: Path) -> None:
    # No file of the November 2022 RID: another release, and what is not read at all.
    edit(register / "releases" / "2022-06" / "release.yaml", "id: 2022-06", "id: 2022-07")
    (register / "publications" / "Notes.yaml").write_text("anything: here\n", encoding="utf-8")
    assert run("check", cwd=register).returncode == 1
    done = run("rid", "build", "--format", "md", cwd=register)
    assert done.returncode == 0
    assert "error" not in done.stderr


def test_a_draft_is_built_in_spite_of_errors(register: Path) -> None:
    edit(register / "releases" / "2022-11" / "timeline.yaml", "when: 2022-04\n", "when: some day\n")
    assert run("rid", "build", cwd=register).returncode == 1
    done = run("rid", "build", "--draft", cwd=register)
    assert done.returncode == 0
    assert "error[T101 phrase-not-understood]" in done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        *("rid-0.4-draft.md", "rid-0.4-draft.html", "rid-0.4-draft.pdf", "rid-0.4-draft.docx")
    ]
    assert "draft" in (register / done.stdout.splitlines()[0]).read_text(encoding="utf-8").lower()


@pytest.mark.slow
@pytest.mark.parametrize(
    "file",
    [
        *sorted(f"reference/{path.name}" for path in (SEED / "reference").iterdir()),
        "sectool.yaml",
        "modifications/MP143.yaml",
        "releases/2022-11/timeline.yaml",
    ],
)
def test_a_draft_needs_no_file_beyond_the_release_and_its_publication(
    register: Path, file: str
) -> None:
    (register / file).write_text("broken: [\n", encoding="utf-8")
    done = run("rid", "build", "--draft", "--format", "md", cwd=register)
    assert done.returncode == 0, done.stderr
    assert f"{file}:1:" in done.stderr
    assert "error[Y102 not-yaml]" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_without_its_release_there_is_no_draft(register: Path) -> None:
    (register / "releases" / "2022-11" / "release.yaml").write_text("id: [\n", encoding="utf-8")
    done = run("rid", "build", "--draft", cwd=register)
    assert (done.returncode, done.stdout) == (1, "")
    assert "this document cannot be composed: releases/2022-11 cannot be read" in done.stderr


# check


def test_a_check_counts_what_it_found_and_the_files() -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "error[" not in done.stdout
    files = len(list(SEED.rglob("*.yaml")))
    assert re.fullmatch(f"[0-9]+ warnings in {files} files", done.stdout.splitlines()[-1])


def test_strict_counts_warnings(register: Path) -> None:
    assert run("check", cwd=register).returncode == 0
    assert run("check", "--strict", cwd=register).returncode == 1
    assert run("timeline", "check", "--strict", cwd=register).returncode == 1


def test_strict_is_content_with_a_register_without_findings() -> None:
    done = run("check", "--strict", "-C", MINIMAL)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("nothing to report in ")


def test_an_error_exits_1(register: Path) -> None:
    told = break_modification(register)
    for command in (["check"], ["timeline", "check"]):
        done = run(*command, cwd=register)
        assert (done.returncode, done.stderr) == (1, "")
        assert told in done.stdout
        assert "1 error and " in done.stdout


def test_findings_as_json_have_one_shape(register: Path) -> None:
    break_modification(register)
    done = run("check", "--format", "json", cwd=register)
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    nothing = json.loads(run("check", "--format", "json", "-C", MINIMAL).stdout)
    assert nothing == {
        "version": 1,
        "errors": 0,
        "warnings": 0,
        "findings": [],
        "not-checked": [],
    }
    assert list(found) == list(nothing)
    assert found["errors"] == 1
    assert found["errors"] + found["warnings"] == len(found["findings"])
    place = ["file", "line", "column", "end-line", "end-column"]
    for finding in found["findings"]:
        assert list(finding) == [
            *("code", "name", "severity", "message", *place, "help", "related", "about"),
            "fixable",
        ]
        for related in finding["related"]:
            assert list(related) == ["message", *place]


def test_checks_write_nothing(register: Path) -> None:
    before = listing(register)
    commands = (["check"], ["timeline", "check"], ["rule"], ["date", "2022-11-03"])
    for command in commands:
        assert run(*command, cwd=register).returncode == 0
    assert listing(register) == before


def test_the_timeline_of_november_2022_has_no_errors() -> None:
    done = run("timeline", "check", "2022-11")
    assert (done.returncode, done.stderr) == (0, "")
    *_, summary = done.stdout.splitlines()
    assert re.fullmatch("[0-9]+ warnings in 1 timeline and what it depends on", summary)


def test_a_timeline_that_cannot_be_read_is_said_not_to_be_checked(register: Path) -> None:
    file = register / "releases" / "2022-11" / "timeline.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("provisional:", "provisonal:", 1), encoding="utf-8")
    done = run("timeline", "check", cwd=register)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-6:-1] == [
        "not checked in full, since releases/2022-11/timeline.yaml cannot be read: C105,",
        "  M111, M120, M126, M127, R108, R119, R125, R133, T101 to T120, T122, T123,",
        "  Y301, Y302",
        "",
        "1 of these has one right answer: 'sectool fix' gives it",
    ]
    assert done.stdout.endswith(" in 0 timelines and what they depend on\n")


def test_a_timeline_is_checked_with_the_shape_of_all_files(register: Path) -> None:
    (register / "modifications" / "MP143.yaml").write_text("id: MP143\n", encoding="utf-8")
    done = run("timeline", "check", "2022-11", cwd=register)
    assert done.returncode == 1
    assert "modifications/MP143.yaml:1:1: error[Y202 missing-key]" in done.stdout


# rule


def test_every_rule_has_a_page() -> None:
    index = run("rule")
    assert index.returncode == 0
    codes = re.findall(r"^  ([A-Z][0-9]{3}) ", index.stdout, re.MULTILINE)
    assert codes == sorted(set(codes), key=codes.index)
    page = run("rule", "t103")
    assert page.stdout.startswith("T103 circular-dates (timelines, error)\n===")
    assert max(len(line) for line in index.stdout.splitlines()) <= 80


@pytest.mark.parametrize("word", ["circular-dates", "Circular-Dates", "circular_dates", "T103"])
def test_a_rule_is_explained_by_its_code_or_its_name(word: str) -> None:
    assert run("rule", word).stdout == run("rule", "t103").stdout


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("circular-date", "there is no rule 'circular-date'; did you mean 'circular-dates'?"),
        ("order_left_opened", "did you mean 'order-left-open'?"),
        ("acronym", "did you mean 'acronym-unknown'?"),
        ("t1033", "did you mean 'T103'?"),
    ],
)
def test_an_unknown_rule_is_refused_with_one_that_is_near(word: str, told: str) -> None:
    done = run("rule", word)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())


# What a start imports


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (("--version",), "typing re dataclasses sectool.startup"),
        (("--help",), "markdown_it pygments pydantic yaml jinja2"),
        (
            ("timeline", "check"),
            "rich markdown_it jinja2 statistics csv email zipfile socket "
            "yaml.scanner.Scanner yaml.emitter.Emitter sectool.wording",
        ),
        (("mod", "list"), "rich jinja2 statistics email sectool.rules.d114_other_title"),
    ],
)
def test_a_start_imports_only_what_its_command_uses(
    arguments: tuple[str, ...], without: str, register: Path
) -> None:
    look = (
        "import sys, atexit\n"
        "sys.argv[1:], names = sys.argv[2:], sys.argv[1].split()\n"
        "def there(name):\n"
        "    module, _, of = name.rpartition('.')\n"
        "    return name in sys.modules or hasattr(sys.modules.get(module), of)\n"
        "atexit.register(lambda: print('imported:', *filter(there, names), file=sys.stderr))\n"
        "from sectool.__main__ import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, without, *arguments],
        cwd=register,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.endswith("imported:\n")


def test_timelines_are_checked_without_the_rules_about_anything_else(register: Path) -> None:
    """No rule is imported that is not run or has found nothing, but for what rules share."""
    look = (
        "import sys; from sectool.cli.main import main; main(['timeline', 'check'])\n"
        "print(*sorted(n for n in sys.modules if n.startswith('sectool.rules.')), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=register, capture_output=True, text=True, check=True
    )
    found = re.findall(r"sectool\.rules\.([a-z])[0-9]+_", done.stderr)
    assert found
    assert set(found) <= set("yrtcm")
    about_cut_offs = [row for row in CODES.values() if "cut-off" in row.about]
    assert found.count("m") == sum(row.code.startswith("M") for row in about_cut_offs)


# Surroundings


@pytest.mark.slow
def test_the_locale_does_not_matter() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    here, there = run("rule", "D106"), as_process("rule", "D106", env=plain)
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
    here, there = as_process("--help"), as_process("--help", env=plain)
    assert (there.returncode, there.stdout) == (0, here.stdout)
    assert "─" in there.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there every name is text")
def test_a_path_that_is_no_text_is_printed_as_it_is(tmp_path: Path) -> None:
    output = os.fsencode(tmp_path) + b"/\xff"
    done = subprocess.run(
        [*PROGRAM, "rid", "build", "--format", "md", "--output", output],
        cwd=MINIMAL,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, output + b"/2030-06/rid-0.1-for-issue.md\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["rule", "check", "--help"])
def test_a_reader_that_stops_early_is_no_bug(command: str, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PROGRAM, command],
            cwd=MINIMAL,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            stdout=writing,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_without_any_output_it_works_all_the_same() -> None:
    command = f"'{sys.executable}' -m sectool check >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=MINIMAL, env=environment(), check=False)
    assert done.returncode == 0


# Findings about some files.


@pytest.mark.slow
def test_only_what_is_about_the_named_files_is_told() -> None:
    whole = run("check", ".").stdout
    assert whole.splitlines()[-1].endswith(" warnings in .")
    timeline = "releases/2022-11/timeline.yaml"
    told = run("check", timeline)
    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, f"4 warnings in {timeline}")
    heads = [line for line in told.stdout.splitlines() if ": warning[" in line]
    assert all(line.startswith(timeline) and line in whole for line in heads)
    # A folder, and files as seen from where one is.
    files = ("2022-11/timeline.yaml", "../sectool.yaml")
    here = run("check", *files, cwd=SEED / "releases").stdout
    assert here.splitlines()[:-1] == told.stdout.splitlines()[:-1]
    assert here.splitlines()[-1] == f"4 warnings in {timeline} and sectool.yaml"


def test_a_finding_is_about_every_file_that_it_points_at() -> None:
    """A meeting on a day that is a holiday elsewhere: the meeting's file and the calendar's."""
    told = run("check", "reference/calendar.yaml").stdout
    head = r"reference/bodies\.yaml:[0-9]+:11: warning\[C104 bank-holiday-elsewhere\]"
    assert re.search(head, told)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("nope.yaml", "there is no nope.yaml, neither here nor in the register"),
        ("/", f"/ is not in the register {SEED}"),
    ],
)
def test_a_file_that_is_not_there_is_wrong_use(file: str, told: str) -> None:
    done = run("check", file)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"sectool: {told}\n")


# Examples at the end of help.


def test_each_command_has_an_example_that_it_takes() -> None:
    command = command_line()
    context = command.make_context("sectool", ["check", "-h"], resilient_parsing=True)
    every = set()
    for name in COMMANDS:
        one = command.get_command(context, name)
        below = getattr(one, "commands", None)
        every |= {f"{name} {sub}" for sub in below if not below[sub].hidden} if below else {name}
    shown = set()
    file = REPOSITORY / "sectool" / "cli" / "examples.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        _, name, *rest = shlex.split(line)
        one = command.get_command(context, name)
        called = name
        if hasattr(one, "commands"):
            called += f" {rest[0]}"
            one = one.commands[rest.pop(0)]
        one.make_context(called, rest)  # Wrong arguments are refused here.
        shown.add(called)
    assert shown == every
    assert "Example: sectool mod show MP143" in run("mod", "show", "--help").stdout
