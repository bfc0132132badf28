"""What sectool says to people has no word that is out: messages, help, rule pages, handbook, ADRs.

Templates are read by tests/test_two_voices.py. What stands in quotes or backticks is somebody's, a
key or an example. A word that is in use for something else is allowed with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.register import REPOSITORY

SOURCES = REPOSITORY / "sectool"
# Each with what to write.
OUT = {
    r"holds|stands?|stood|lies": "contains, is defined, appears, is",
    r"goes here|go(?:es)? with": "belongs here, is included in, can be used with",
    r"tells?|told|telling": "reports, is reported, describes",
    r"held (?:to|against)": "checked against",
    r"rests? (?:on|too)": "depends on, is based on",
    r"(?:is|are) wanted|words wanted|wants?": "is required, is expected, needs",
    r"no (?:Working Day|bank holiday)": "not a Working Day, not a bank holiday",
    r"looks at|weighs?": "reviews, assesses",
    r"anew|once more|on top|leans? on|reckon(?:s|ed)?|likelier|unmended|see to it": "again, …",
    r"aimed at|joins": "is targeted for, is included in",
    r"brings? in|put live|comes with": "implements, is implemented in, includes",
    r"turned round|taken back": "reversed, withdrawn",
    r"it was got|since when|what is more": "was calculated, from which date",
    r"mend(?:s|ed|ing)?": "fix, correct",
    r"blanks?|small letters": "space, lower case",
    r"beside|besides": "next to, in addition to",
    r"heard of|nobody can (?:tell|say)": "reported, it is not known",
}
EITHER = re.compile(rf"(?<![\w-])(?:{'|'.join(OUT)})(?![\w-])", re.IGNORECASE)
# Words about which a sentence is, or that are somebody's.
EXAMPLES = re.compile(r"‘[^’]*’|“[^”]*”|`[^`]*`|'[^'\n]*'|\"[^\"\n]*\"|\{[^{}]*\}")

# (file, the words around it): why it may stay.
ALLOWED = {
    ("acronyms.py", "since|tell"): "a word that is looked for",
    ("documents/kinds.py", "readers may want to"): "what somebody would like",
    ("documents/placeholders.py", "words wanted"): "a mark that files of before have",
    ("docs/reference/commands.md", "expired holds"): "a hold is a term of the life cycle",
    ("docs/json.md", "to-latest, reckoned"): "a key",
    ("docs/json.md", "replaced-by, stands"): "a key",
    ("docs/json.md", "by `dated`; `stands`"): "a key",
    ("model/events.py", "by wants because"): "a key",
    ("prose/readings.py", "(?P<told>"): "a name in a pattern",
}


@cache
def texts() -> tuple[tuple[str, int, str], ...]:
    """(file, line, text) of what people read, but for templates."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, int, str]]:
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if "compiled" in path.parts:
            continue
        yield from ((name, line, text) for line, text in _strings(path))
    pages = [REPOSITORY / one for one in ("docs", "docs/adr", "README.md", "CONTRIBUTING.md")]
    for page in pages:
        for path in sorted(page.rglob("*.md")) if page.is_dir() else [page]:
            if page.is_dir() and path.relative_to(page).parts[0] == "adr":
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(_without_tables_of_code(lines), start=1):
                yield path.relative_to(REPOSITORY).as_posix(), number, line


def _without_tables_of_code(lines: list[str]) -> Iterator[str]:
    """The lines of a page, without those that are made of docstrings and without examples."""
    example = made = False
    for line in lines:
        example ^= line.startswith("```")
        made = (made or line.startswith("<!-- ")) and not line.startswith("<!-- end")
        yield "" if example or made else line


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are sentences, its page where it is a rule, its help."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [*ast.walk(tree)]
    docstrings = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    pieces = {
        id(value) for node in nodes if isinstance(node, ast.JoinedStr) for value in node.values
    }
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = (
                value.value if isinstance(value, ast.Constant) else "{}" for value in node.values
            )
            yield node.lineno, "".join(map(str, parts))
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings | pieces
            and " " in node.value
        ):
            yield node.lineno, node.value
        elif isinstance(node, ast.FunctionDef) and "commands" in path.parts:
            decorated = any("command" in ast.unparse(one) for one in node.decorator_list)
            if decorated and (page := ast.get_docstring(node)):
                yield node.lineno, page
    if path.parent.name == "rules" and re.match(r"[a-z]\d{3}_", path.name):
        page = ast.get_docstring(tree) or ""
        yield 1, "\n".join(line for line in page.splitlines() if not line.startswith("    "))


def faults() -> Iterator[str]:
    for file, line, text in texts():
        bare = EXAMPLES.sub(lambda found: " " * len(found[0]), text)
        for found in EITHER.finditer(bare):
            around = " ".join(text[max(0, found.start() - 40) : found.end() + 40].split())
            if not any(name == file and words in around for name, words in ALLOWED):
                yield f"{file}:{line}: {found[0]!r} in …{around}…"


def test_nothing_that_people_read_has_a_word_that_is_out() -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(("file", "words"), ALLOWED)
def test_what_is_allowed_is_in_use(file: str, words: str) -> None:
    found = [text for name, _, text in texts() if name == file]
    assert any(words in " ".join(text.split()) for text in found)
