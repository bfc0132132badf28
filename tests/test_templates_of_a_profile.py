"""Where templates come from: the register, the profile of its Code, then what all Codes share."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from unittest import mock

import pytest

from sectool.building.build import template_folders
from sectool.load import load_register, shipped
from sectool.load.shipped import PROFILES, SHARED
from sectool.pipeline import build
from sectool.render.formats import FORMATS
from tests.command import run
from tests.register import MINIMAL, REPOSITORY, copy_of, edit

SEC = REPOSITORY / "templates"
GUILD = """\
{% from "macros.md.j2" import joined, quoted %}
# The fair{{ quoted(release_name) }}

By {{ joined([administrator, "the Baker", "the Miller"]) }}.
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


@pytest.fixture
def without(small: Path) -> Path:
    """A register of a Code of which nothing is shipped."""
    edit(small / "sectool.yaml", "administrator", "profile: none\nadministrator")
    return small


@pytest.fixture
def guild(small: Path, tmp_path: Path) -> Path:
    """A profile of another Code, which has one template, and a register that goes by it."""
    profiles = tmp_path / "profiles"
    shutil.copytree(PROFILES / "sec", profiles / "guild")
    (profiles / "guild/templates").mkdir()
    (profiles / "guild/templates/rid.md.j2").write_text(GUILD, encoding="utf-8")
    edit(small / "sectool.yaml", "administrator", "profile: guild\nadministrator")
    return profiles


def own(root: Path, name: str, text: str) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / name).write_text(text, encoding="utf-8")


def markdown(root: Path) -> str:
    loaded = load_register(root)
    return build(loaded, "rid-2030-06").written("md").decode("utf-8")


def test_they_are_looked_for_in_three_places(small: Path) -> None:
    assert template_folders(load_register(small)) == [SEC, SHARED]
    own(small, "rid.md.j2", GUILD)
    assert template_folders(load_register(small)) == [small / "templates", SEC, SHARED]
    assert "# The fair ‘June 2030" in markdown(small)


def test_a_register_of_another_code_sees_no_template_of_the_sec(without: Path) -> None:
    assert template_folders(load_register(without)) == [SHARED]
    done = run("check", cwd=without)
    assert "templates/rid.md.j2:1:1: error[D106 template-error] there is no template" in done.stdout


def test_it_brings_its_own_with_shared_macros_and_styles_at_hand(without: Path) -> None:
    own(without, "rid.md.j2", GUILD)
    text = markdown(without)
    assert "# The fair ‘June 2030 SEC Release’" in text
    assert "By SECAS, the Baker and the Miller." in text
    loaded = load_register(without)
    built = build(loaded, "rid-2030-06")
    assert {name for name in FORMATS if built.written(name)} == {*FORMATS}
    assert "D106" not in run("check", cwd=without).stdout


def test_it_may_have_macros_of_its_own(without: Path) -> None:
    own(without, "rid.md.j2", GUILD)
    macros = (SHARED / "macros.md.j2").read_text(encoding="utf-8")
    own(without, "macros.md.j2", macros.replace(" ‘{{ title }}’", ", {{ title }}"))
    assert "# The fair, June 2030 SEC Release" in markdown(without)


def test_templates_of_a_profile_are_for_registers_that_go_by_it(guild: Path, small: Path) -> None:
    with mock.patch.object(shipped, "PROFILES", guild):
        loaded = load_register(small)
        assert loaded.diagnostics == ()
        assert template_folders(loaded) == [guild / "guild/templates", SHARED]
        assert "# The fair ‘June 2030" in markdown(small)
        own(small, "rid.md.j2", "# Another\n")
        assert "# Another\n" in markdown(small)
    edit(small / "sectool.yaml", "profile: guild\n", "")
    (small / "templates/rid.md.j2").unlink()
    assert "# Release Implementation Document" in markdown(small)


def test_what_is_shipped_is_copied_to_be_edited(small: Path, without: Path) -> None:
    wanted = {"rid.md.j2": SEC, "style.css": SHARED, "macros.md.j2": SHARED}
    for name, folder in wanted.items():
        done = run("profile", "copy", name, "--profile", "sec", cwd=small)
        assert (done.returncode, done.stdout) == (0, f"templates/{name}\n")
        assert (small / "templates" / name).read_bytes() == (folder / name).read_bytes()
    again = run("profile", "copy", "rid.md.j2", "--profile", "sec", cwd=small)
    assert again.returncode == 1
    assert "templates/rid.md.j2 is there already" in again.stderr
    other = run("profile", "copy", "letter.md.j2", cwd=without)
    assert other.returncode == 2
    assert "there is no file of the profile 'letter.md.j2'" in other.stderr


def test_documents_of_the_sec_use_what_is_shared() -> None:
    """Each macro that all share is taken by one of them; none of them words it again."""
    shared = re.findall(r"\{% macro (\w+)\(", (SHARED / "macros.md.j2").read_text(encoding="utf-8"))
    texts = [path.read_text(encoding="utf-8") for path in SEC.glob("*.j2")]
    taken = {
        name.strip()
        for text in texts
        for names in re.findall(r'from "macros\.md\.j2" import ([^%]*)%', text)
        for name in names.split(",")
    }
    assert taken == {*shared}
    assert not list(SEC.glob("*.css"))
