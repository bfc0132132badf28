"""What the project says is said in its own sentences: no run of 16 words is one of its sources.

The papers from which the register was transcribed are other people's and no part of this
repository. `runs-of-sources.txt` has twelve digits of the SHA-256 of each run of 16 words in
them: enough to find a run again, and nothing that could be read. Official titles may be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.register import REPOSITORY

RUN = 16
DIGITS = 12
SOURCES = frozenset((Path(__file__).parent / "runs-of-sources.txt").read_text("ascii").split())
PROSE = (
    *("*.md", "docs/**/*.md", "templates/*.j2", "sectool/templates/*.j2"),
    *("sectool/profiles/**/*.yaml", "sectool/profiles/**/*.j2", "sectool/cli/examples.txt"),
    *("sectool/drafting/*.py", "sectool/documents/**/*.py", "sectool/queries/*_in_words.py"),
)
# Titles of documents of the Code one after another, as the Code has them.
TITLES = (
    "Schedule 8 Great Britain Companion Specification Schedule 9 Smart Metering Equipment "
    "Technical Specifications Schedule 10 Communications Hub Technical Specifications",
)
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


def digits_of(text: str) -> Iterator[tuple[str, str]]:
    """(digits, run) of each run of words, whatever stands between them."""
    words = _WORD.findall(_ADDRESS.sub(" ", text.lower().replace("’", "'")))
    for at in range(len(words) - RUN + 1):
        run = " ".join(words[at : at + RUN])
        yield sha256(run.encode()).hexdigest()[:DIGITS], run


def texts() -> Iterator[tuple[str, str]]:
    """(file, text) of what people read of the project; templates without their tags."""
    for path in sorted({path for pattern in PROSE for path in REPOSITORY.glob(pattern)}):
        if "compiled" in path.parts or ".venv" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(REPOSITORY).as_posix()
        yield name, _TAG.sub(" ", text) if path.suffix == ".j2" else text


def test_no_sentence_is_that_of_a_source() -> None:
    allowed = {digits for title in TITLES for digits, _ in digits_of(title)}
    read = [*texts()]
    assert len(read) > 150
    assert [
        f"{name}: {run}"
        for name, text in read
        for digits, run in digits_of(text)
        if digits in SOURCES and digits not in allowed
    ] == []


def test_a_run_of_a_source_is_found_however_it_is_set() -> None:
    (title,) = TITLES
    assert len(SOURCES) > 9_000
    for text in (title, title.upper(), f"**{title.replace(' ', ', ')}**"):
        assert any(digits in SOURCES for digits, _ in digits_of(f"Before it. {text} After it."))
    assert not any(digits in SOURCES for digits, _ in digits_of(title.replace("Smart ", "")))
