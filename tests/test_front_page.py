"""README.md and the pages behind it: short, still true, and leading somewhere.

`pytest tests/test_front_page.py --renew` draws the picture of README.md again.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from sectool.building import Built
from tests.command import run
from tests.register import REPOSITORY, SEED, built_as, copy_of, opened

README = REPOSITORY / "README.md"
DOCS = REPOSITORY / "docs"
PICTURE = DOCS / "timeline.svg"
BY_PURPOSE = [*(DOCS / "how-to").glob("*.md"), *(DOCS / "reference").glob("*.md")]
BY_PURPOSE += [*(DOCS / "explanation").glob("*.md"), DOCS / "README.md", README]
PAGES = sorted({*BY_PURPOSE, *DOCS.glob("*.md"), *(DOCS / "reference" / "files").glob("*.md")})


def test_the_front_page_is_short_and_says_how_to_test() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150
    assert any(line.startswith("make test ") for line in lines)


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_link_leads_to_a_page_that_is_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.M)
    text = re.sub(r"`[^`\n]*`", "", text)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        target, _, anchor = link.partition("#")
        if link.startswith(("http", "#table")):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        assert not anchor or anchor in anchors(file), link


def test_every_page_is_reached_from_the_list_of_pages() -> None:
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    listed = {(DOCS / link).resolve() for link in re.findall(r"\]\(([^)#]+)\)", text)}
    apart = {DOCS / "README.md", README, *(DOCS / "reference" / "files").glob("*.md")}
    assert {*PAGES} - apart <= listed


# What is recorded as issued is compared with the commit that it names.
OF_GIT = {"sectool rid diff 0.3 0.4"}


def shown_commands(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page that shows what it prints, with that; `…` stands for other lines."""
    for block in re.findall(
        r"^```\n(\$ sectool.*?)^```", page.read_text("utf-8"), re.DOTALL | re.M
    ):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.splitlines()
            if lines and command not in OF_GIT:
                yield command, lines


SHOWN = [(page.stem, *one) for page in BY_PURPOSE for one in shown_commands(page)]
# Places of lines are those of the living register.
PLACE = re.compile(r"(?<=\.yaml):\d+(?::\d+)?|^ +\d+ (?=\|)|^ +(?=\|)", re.MULTILINE)


PRINTED: dict[str, str] = {}


def printed(command: str, folder: Path) -> str:
    """What a command prints in a copy of the seed, once for all pages that show it."""
    if command not in PRINTED:
        _, *words = shlex.split(command, comments=True)
        PRINTED[command] = run(*words, cwd=copy_of(SEED, folder / "register")).stdout
    return PRINTED[command]


@pytest.mark.parametrize(("page", "command", "lines"), SHOWN, ids=lambda value: str(value)[:40])
def test_what_a_page_shows_is_what_a_command_prints(
    page: str, command: str, lines: list[str], tmp_path: Path
) -> None:
    assert len(SHOWN) > 8
    found = PLACE.sub("", printed(command, tmp_path))
    for piece in "\n".join(lines).split("…"):
        wanted = PLACE.sub("", piece.strip("\n"))
        assert wanted in found, wanted
        found = found[found.index(wanted) + len(wanted) :]


def picture(built: Built) -> str:
    """The plan of a RID as its page has it, to be seen on any ground and without that page."""
    html = built.written("html").decode("utf-8")
    found = re.search(r"<svg.*?</svg>", html, re.DOTALL)
    assert found is not None
    svg = re.sub(r"var\(--[a-z]+, (#[0-9a-f]+)\)", r"\1", found[0])
    head, ground, drawing = svg.partition("</desc>\n")
    size = re.search(r'width="([\d.]+)" height="([\d.]+)" viewBox="[^"]*"', head)
    assert size is not None
    width, height = float(size[1]) + 20, float(size[2]) + 20
    box = f'width="{width}" height="{height}" viewBox="-10 -10 {width} {height}"'
    head = head.replace(size[0], f'font-family="Helvetica, Arial, sans-serif" {box}')
    rect = f'<rect x="-10" y="-10" width="{width}" height="{height}" fill="#ffffff"/>\n'
    return f"{head}{ground}{rect}{drawing}\n"


def test_the_picture_is_what_sectool_draws(request: pytest.FixtureRequest) -> None:
    loaded = opened(SEED)
    built = built_as(loaded, "rid-2022-11", loaded.register.publications["rid-2022-11"])
    drawn = picture(built)
    if request.config.getoption("--renew"):
        PICTURE.write_text(drawn, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == drawn, "draw it with 'pytest --renew'"
