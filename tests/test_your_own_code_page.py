"""docs/your-own-code.md: whoever writes its files and runs its commands gets what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sectool.model.register import REFERENCE_FILES, SHIPPED_TABLES
from tests.command import run
from tests.register import REPOSITORY
from tests.tables import led_nowhere

PAGE = (REPOSITORY / "docs" / "your-own-code.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def files(language: str, text: str) -> Iterator[tuple[str, str]]:
    """The files of a block, by the names in the comments at which they start."""
    if language == "jinja":
        (name,) = re.findall(r"\A\{#- (\S+) -#\}\n", text)
        yield name, text
        return
    for part in re.split(r"^# (?=\S+\.yaml$)", text, flags=re.MULTILINE)[1:]:
        name, _, content = part.partition("\n")
        yield name, content


def fits(shown: str, printed: str) -> bool:
    """Whether an output is what the page shows of it; a line `…` stands for any number of lines."""
    pattern = "(?:.*\n)*?".join(map(re.escape, re.split("^…\n", shown, flags=re.MULTILINE)))
    return re.fullmatch(pattern, printed) is not None


def test_its_files_and_commands_lead_from_nothing_to_a_document(tmp_path: Path) -> None:
    commands = 0
    for language, text in BLOCK.findall(PAGE):
        if language:
            for name, content in files(language, text):
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_text(content, encoding="utf-8")
            continue
        for shown in re.split(r"^\$ sectool ", text, flags=re.MULTILINE)[1:]:
            line, _, output = shown.partition("\n")
            done = run(*line.split(), cwd=tmp_path)
            assert (done.returncode, done.stderr) == (0, ""), line
            assert fits(output, done.stdout), done.stdout
            commands += 1
    assert commands == 7
    notice = led_nowhere((tmp_path / "out/2029-04/rid-1.0-for-issue.md").read_text("utf-8"))
    assert "- **H001** ‘Lights on the north pier’ will have the lights of the north pier" in notice
    assert "| **H001** | ✓ |  |" in notice


def test_it_names_tables_that_there_are() -> None:
    known = {file.rpartition("/")[2] for file, _ in REFERENCE_FILES.values()}
    named = set(re.findall(r"`(?:reference/)?([a-z-]+\.yaml)`", PAGE)) - {"sectool.yaml"}
    assert named <= known
    written = set(re.findall(r"^# reference/(\S+)$", PAGE, re.MULTILINE))
    shipped = {REFERENCE_FILES[name][0].rpartition("/")[2] for name in SHIPPED_TABLES}
    # A table of a Code is either written on the page or named for what comes next.
    assert shipped - written - named == {"acceptance-criteria.yaml", "plan-limits.yaml"}
