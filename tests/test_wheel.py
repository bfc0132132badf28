"""The wheel holds what sectool needs, and works far from this repository.

It is built here from a copy of the sources, with what is installed already: no network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sectool
from sectool.load.shipped import SHARED
from sectool.model.kind import KIND_NAMES
from sectool.wording.precompiled import file_of
from sectool.wording.sandbox import environment_of
from tests import command
from tests.register import REPOSITORY, SEED, copy_of

pytestmark = pytest.mark.slow

SOURCES = (
    *("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "CHANGELOG.md"),
    *("sectool", "templates"),
)
TEMPLATES = REPOSITORY / "templates"
FONTS = ("OFL.txt", "SourceSans3.ttf", "SourceSans3-Italic.ttf")


def copy(names: tuple[str, ...], folder: Path) -> Path:
    """A folder with these files and folders of the repository."""
    folder.mkdir()
    for name in names:
        if (REPOSITORY / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "compiled")
            shutil.copytree(REPOSITORY / name, folder / name, ignore=ignored)
        else:
            shutil.copy(REPOSITORY / name, folder)
    return folder


def run(words: list[str | Path], cwd: Path, **environment: str) -> str:
    # What one process has compiled is there for the next.
    environment.setdefault("PYTHONDONTWRITEBYTECODE", "")
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources as `pip` and `build` have it built."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = copy(SOURCES, folder / "sources")
    build = f"import hatchling.build; hatchling.build.build_wheel({str(folder)!r})"
    run([sys.executable, "-c", build], sources)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it; what it depends on is this environment's."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--no-deps", "--no-index", "--no-compile", "--target", folder, wheel], folder)
    return folder


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register without templates: sectool's own have to do."""
    return copy_of(SEED, tmp_path / "register")


def test_the_wheel_is_named_for_its_version(wheel: Path) -> None:
    assert wheel.name == f"sectool-{sectool.__version__}-py3-none-any.whl"


def test_the_wheel_holds_the_package_its_templates_and_nothing_else(wheel: Path) -> None:
    about = f"sectool-{sectool.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as opened:
        held = set(opened.namelist())
        license_ = opened.read(f"{about}/licenses/LICENSE")
        facts = opened.read(f"{about}/METADATA").decode("utf-8")
        commands = opened.read(f"{about}/entry_points.txt").decode("utf-8")
    package = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "sectool").rglob("*")
        if path.is_file() and not {"__pycache__", "compiled"} & {*path.parts}
    }
    environment = environment_of([], [])
    compiled = {
        f"sectool/wording/compiled/{file_of(environment, template.read_text('utf-8'), name)}"
        for folder in (TEMPLATES, SHARED)
        for name, template in ((path.name, path) for path in folder.glob("*.j2"))
    }
    templates = {
        f"sectool/profiles/sec/{path.relative_to(REPOSITORY).as_posix()}"
        for path in TEMPLATES.rglob("*")
        if path.is_file()
    }
    assert "sectool/py.typed" in package
    assert "sectool/profiles/sec/templates/rid.md.j2" in templates
    styles = ("macros.md.j2", "style.css", "style.typ", "style.docx")
    assert {f"sectool/templates/{name}" for name in styles} <= package
    assert {f"sectool/render/fonts/{name}" for name in FONTS} < package
    assert "sectool/render/document.typ" in package
    own = {f"{about}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    beside = list(TEMPLATES.glob("*-reconciliation.md.j2"))
    # A template for each kind, the macros, and what words companions.
    # The kinds, what all companions share, the macros, and the go/no-go pack.
    assert len(compiled) == len(KIND_NAMES) + 3 + len(beside)
    assert held == {*package, *templates, *compiled, *own, f"{about}/licenses/LICENSE"}
    assert license_ == (REPOSITORY / "LICENSE").read_bytes()
    assert "\nRequires-Python: >=3.11\n" in facts
    assert "\nLicense-Expression: MIT\n" in facts
    assert commands == "[console_scripts]\nsectool = sectool.__main__:main\n"


def test_the_installed_program_builds_the_same_rid(
    installed: Path, register: Path, tmp_path: Path
) -> None:
    program = [sys.executable, "-m", "sectool"]
    there = str(installed)
    where = "import sectool; print(sectool.__file__)"
    found = run([sys.executable, "-c", where], register, PYTHONPATH=there)
    assert Path(found.strip()) == installed / "sectool" / "__init__.py"

    version = run([*program, "--version"], register, PYTHONPATH=there)
    assert version == f"sectool {sectool.__version__}\n"
    assert run([*program, "check"], register, PYTHONPATH=there) == command.run("check").stdout

    build = ("rid", "build", "2022-11", "--output")
    far = run([*program, *build, tmp_path / "far"], register, PYTHONPATH=there).splitlines()
    near = command.run(*build, tmp_path / "near").lines
    assert len(far) == len(near) == 4
    for one, other in zip(far, near, strict=True):
        assert Path(one).relative_to(tmp_path / "far") == Path(other).relative_to(tmp_path / "near")
        assert Path(one).read_bytes() == Path(other).read_bytes()
