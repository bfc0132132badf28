"""Documents are called what the Code calls them, and ask of a release what theirs ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.model.kind import KIND_NAMES
from sectool.queries.document_kinds import short_of_kind, title_of_kind
from tests.command import run
from tests.register import MINIMAL, copy_of

KINDS = "reference/document-kinds.yaml"
CIRCULAR = "rid:\n  title: Release Circular\n  short: circular\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def test_messages_call_a_document_as_the_code_does(small: Path) -> None:
    (small / KINDS).write_text(CIRCULAR, encoding="utf-8")
    assert "Release Circular, 2030-06" in run("publication", "list", cwd=small).stdout
    assert "no circular of release '2031-06' is" in run("rid", "build", "2031-06", cwd=small).stderr
    again = run("publication", "new", "rid", "--release", "2030-06", cwd=small)
    assert "is the circular of release 2030-06" in again.stderr
    copy = (small / "publications/rid-2030-06.yaml").read_text(encoding="utf-8")
    (small / "publications/again.yaml").write_text(copy, encoding="utf-8")
    assert "this is the circular of 2030-06" in run("check", cwd=small).stdout


def test_the_files_of_a_document_are_called_so_too(small: Path, tmp_path: Path) -> None:
    (small / KINDS).write_text(CIRCULAR, encoding="utf-8")
    words = ("rid", "build", "2030-06", "--format", "html", "--output", str(tmp_path / "out"))
    (file,) = run(*words, cwd=small).lines
    assert "Release Circular" in Path(file).read_text(encoding="utf-8").partition("</head>")[0]


@pytest.mark.parametrize(
    ("asks", "lacking"),
    [
        ("", 8),
        ("  asks: []\n", 0),
        ("  asks: [test-strategy, other-codes]\n", 2),
        ("  asks: [impact-statements]\n", 2),
    ],
)
def test_a_release_is_asked_for_what_its_document_asks(
    small: Path, asks: str, lacking: int
) -> None:
    (small / KINDS).write_text(CIRCULAR + asks, encoding="utf-8")
    text = (small / "releases/2030-06/release.yaml").read_text(encoding="utf-8")
    statements, _, _ = text.partition("change-requests:")
    (small / "releases/2030-06/release.yaml").write_text(statements, encoding="utf-8")
    assert run("check", cwd=small).stdout.count("warning[R115") == lacking


def test_a_kind_that_there_is_not_is_told(small: Path) -> None:
    (small / KINDS).write_text("ridd:\n  title: Release Circular\n", encoding="utf-8")
    done = run("check", cwd=small)
    assert done.returncode == 1
    assert f"{KINDS}:1:1" in done.stdout


def test_every_kind_has_a_name_in_general_and_one_of_the_shipped_code(small: Path) -> None:
    shipped = load_register(small).register
    assert {*shipped.document_kinds} == {*KIND_NAMES}
    (small / KINDS).write_text("{}\n", encoding="utf-8")
    general = load_register(small).register
    assert general.document_kinds == {}
    for kind in KIND_NAMES:
        assert title_of_kind(general, kind)
        assert short_of_kind(general, kind)
    assert title_of_kind(shipped, "rid") != title_of_kind(general, "rid")


@pytest.mark.parametrize(
    ("title", "printed"), [("Bulletin", "SEC Bulletin"), ("SEC Change News", "SEC Change News")]
)
def test_a_newsletter_is_called_so_and_names_roles(small: Path, title: str, printed: str) -> None:
    (small / KINDS).write_text(f"newsletter:\n  title: {title}\n", encoding="utf-8")
    (small / "publications/news.yaml").write_text("kind: newsletter\ndated: 2029-03-01\n", "utf-8")
    (small / "templates").mkdir()
    words = '# {{ title }}\n\n{{ roles["go-no-go"].the | sentence_start }} decides.\n'
    (small / "templates/newsletter.md.j2").write_text(words, encoding="utf-8")
    done = run("publication", "build", "news", "--format", "md", "--draft", cwd=small)
    (file,) = done.lines
    text = Path(small / file).read_text(encoding="utf-8")
    assert f"# {printed}\n" in text
    assert "The Change Sub-Committee (CSC) decides." in text
