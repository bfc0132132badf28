"""Python says no word that the profile of one Code gives it: participants, operator, requests.

Looked for are the words of the shipped participants and of what the Code calls things, in names,
strings, comments and docstrings. Examples ("such as …", or between quotes) are no knowledge.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.register import REPOSITORY

SOURCES = REPOSITORY / "sectool"
WORDS = re.compile(
    # The key `irps` stays for whatever a Code counts so.
    r"(?<![A-Za-z])(?:[Dd]cc|DCC|[Ss]ecas|SECAS|dsp|DSP|[Cc]sps?|CSPs?|[Ss]uppliers?|[Ee]lectricity"
    r"|gas.networks|sec[-_]version|system-irps)(?![A-Za-z])|\bIRPs?\b|^CR$"
)
EXAMPLES = re.compile(r"such as [^.;]*|‘[^’]*’|`[^`]*`|'[^']*'|\"[^\"]*\"")

# Where such a word stands, and why it does.
EXCEPTIONS = {
    "load/to_shape_2.py": "keys that files of older shapes have",
    "load/to_shape_4.py": "keys that files of older shapes have, and what was known of them",
    "documents/fingerprint.py": "what fields were called when fingerprints were first taken",
    "cli/commands/release_show.py": "a key of JSON under the name it was published with",
}


def modules() -> list[Path]:
    return [
        path
        for path in sorted(SOURCES.rglob("*.py"))
        if path.parent.name != "compiled" and path.parts[-2] != "__pycache__"
    ]


def pages(tree: ast.Module) -> set[int]:
    """The lines of a module's own docstring: that of a rule is its page, with examples."""
    first = tree.body[0] if tree.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return set()


def words_in(path: Path, text: str) -> Iterator[str]:
    page = pages(ast.parse(text)) if path.parts[-2] == "rules" else set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in (tokenize.NAME, tokenize.STRING, tokenize.COMMENT):
            continue
        if token.start[0] in page:
            continue
        said = token.string
        explains = token.type == tokenize.COMMENT or said.startswith('"""')
        said = said.strip("'\"")
        said = EXAMPLES.sub("", said) if explains or "such as" in said else said
        yield from (f"{token.start[0]}: {found[0]}" for found in WORDS.finditer(said))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_python_knows_no_word_of_a_code(path: Path) -> None:
    found = list(words_in(path, path.read_text(encoding="utf-8")))
    excepted = path.relative_to(SOURCES).as_posix() in EXCEPTIONS
    assert bool(found) == excepted, found


def test_a_word_of_a_code_is_seen() -> None:
    text = '"""A page."""\n# of the DCC\nIRP = "CR"\nx = "due from the DCC"\ndcc_areas = 1\n'
    assert len(list(words_in(SOURCES / "load/x.py", text))) == 5
    assert list(words_in(SOURCES / "load/x.py", '"""What it is, such as DCC."""\n')) == []
