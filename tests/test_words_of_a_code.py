"""Python, and what all Codes share, say no word of one Code: its bodies, participants and stages.

Looked for is what the profile of the SEC and a register of it call things, in names, strings,
comments and docstrings, and in the styles and macros that all Codes share. A Code of other names
then needs no change of either.

Examples are no knowledge, and a reader of Python or of a message wants them: what follows "such
as", what stands between quotes or backticks, the indented examples of a docstring, and the pages of
rules, which are examples that the tests execute. The templates in templates/ are the SEC's own.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from sectool.load.shipped import SHARED
from sectool.model.events import EVENTS
from sectool.model.register import Register
from tests.register import REPOSITORY, SEED, opened

SOURCES = REPOSITORY / "sectool"
# What no table has, and is of the SEC all the same.
MORE = ("Ofgem", "BEIS", "Elexon", "SMKI")

# Words of the SEC that mean something in English, or to Python, whatever the Code.
ENGLISH = {
    **dict.fromkeys((name for name in EVENTS if name is not None), "an event of a history"),
    **dict.fromkeys(("draft", "unknown", "referred"), "a kind of stage, and of much else"),
    "split": "an event, and what is done to a text",
    "report": "a kind of document, and what is done with a finding",
    "tag": "of HTML",
    "panel": "that of another Code, to which an update goes",
    "authority": "whoever decides for the Code, or designates documents",
    "standalone": "of a release: that it has a day of its own",
    **dict.fromkeys(("Working Group", "working-group"), "any group that works on a proposal"),
    "Suppliers": "those who supply",
}

# Where else such a word stands in Python, and why it does.
EXCEPTIONS = {
    "documents/fingerprint.py": "what fields were called when fingerprints were first taken",
    "cli/commands/release_show.py": "a key of JSON under the name it was published with",
    "load/to_shape_2.py": "keys of files of older shapes",
    "load/to_shape_3.py": "the kinds of consultations that files of older shapes meant",
    "load/to_shape_4.py": "keys of files of older shapes, and what was known of them",
    "datelang/patterns.py": "an example in advice, where the author named no body",
}

EXAMPLES = re.compile(
    r"[Ss]uch as .*?(?:\.(?=\s|$)|$)|‘[^’]*’|“[^”]*”|`[^`]*`|'[^'\n]*'|\"[^\"\n]*\"", re.DOTALL
)
STRING = re.compile(r"""^[A-Za-z]*("{3}|'{3}|"|')(.*)\1$""", re.DOTALL)


@cache
def words() -> re.Pattern[str]:
    found = {*_of_the_profile(opened(SEED).register), *MORE, "sec-version", "system-irps", "gas"}
    looked_for = sorted(found - ENGLISH.keys(), key=lambda word: (-len(word), word))
    either = "|".join(re.sub(r"\\-|\\ ", "[-_ ]", re.escape(word)) for word in looked_for)
    prefixes = "|".join(_prefixes(opened(SEED).register))
    letters = "A-Za-z"
    return re.compile(
        rf"(?<![{letters}])(?:{either})s?(?![{letters}])|(?<![{letters}])(?:{prefixes})[0-9]+"
    )


def _prefixes(register: Register) -> list[str]:
    drafts = [one.draft for one in register.id_series if one.draft is not None]
    return [*(one.prefix for one in register.id_series), *drafts]


def _of_the_profile(register: Register) -> Iterator[str]:
    settings, parties, called = register.settings, register.parties, register.words
    assert settings is not None
    assert parties is not None
    assert register.life_cycle_table is not None
    yield from (settings.code.name, settings.code.short, settings.administrator)
    for key, body in register.bodies.items():
        yield from (key, body.short, body.name)
    yield from _prefixes(register)
    yield from (one.title for one in register.id_series)
    yield from (one.draft_title for one in register.id_series if one.draft_title is not None)
    yield from map(register.life_cycle.consultation_title, register.consultations)
    yield from (*register.life_cycle_table.stages, *register.life_cycle_table.paths)
    yield from (*register.consultations, *register.assessment_kinds, *register.release_kinds)
    for id_, one in parties.participants.items():
        yield from (id_, one.title, one.parties, *one.kinds, *one.areas)
        yield from (kind.title for kind in one.kinds.values())
        yield from (area.title for area in one.areas.values())
    yield from (called.operator, called.systems, called.code_version, called.assessments)
    yield from (called.counted.one, called.counted.several)
    yield from (called.requests.one, called.requests.several, called.requests.prefix or "")


def modules() -> list[Path]:
    return [
        path
        for path in sorted(SOURCES.rglob("*.py"))
        if path.parent.name != "compiled" and path.parts[-2] != "__pycache__"
    ]


def page(tree: ast.Module) -> set[int]:
    """The lines of a module's own docstring: that of a rule is its page, with examples."""
    first = tree.body[0] if tree.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return set()


def words_in(path: Path, text: str) -> Iterator[str]:
    left_out = page(ast.parse(text)) if path.parts[-2] == "rules" else set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in (tokenize.NAME, tokenize.STRING, tokenize.COMMENT):
            continue
        if token.start[0] in left_out:
            continue
        says = STRING.sub(r"\2", token.string) if token.type == tokenize.STRING else token.string
        if token.string.startswith('"""'):
            margin = " " * (token.start[1] + 4)
            lines = (line for line in says.split("\n") if not line.startswith(margin))
            says = "\n".join(lines)
        yield from (f"{token.start[0]}: {word}" for word in seen_in(says))


@cache
def seen_in(says: str) -> tuple[str, ...]:
    """The words of a Code in what a token says: the same names stand in many places."""
    return tuple(found[0] for found in words().finditer(EXAMPLES.sub("", says)))


def test_python_knows_no_word_of_a_code() -> None:
    found = {
        path.relative_to(SOURCES).as_posix(): list(words_in(path, path.read_text(encoding="utf-8")))
        for path in modules()
    }
    assert found
    wrong = {name: seen for name, seen in found.items() if bool(seen) != (name in EXCEPTIONS)}
    assert wrong == {}


@pytest.mark.parametrize("path", sorted(SHARED.iterdir()), ids=lambda path: path.name)
def test_what_all_codes_share_knows_no_word_of_one(path: Path) -> None:
    content = path.read_bytes()
    if path.suffix == ".docx":  # packed, it has any two letters sooner or later
        with ZipFile(io.BytesIO(content)) as package:
            content = b"\n".join(map(package.read, package.namelist()))
    text = content.decode("utf-8", "replace")
    assert [found[0] for found in words().finditer(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        '"""A page."""\n# of the DCC\n',
        'IRP = "PMA"\n',
        'x = "due from the DCC"\n',
        "dcc_areas = 1\n",
        'if stage == "refinement":\n    pass\n',
        'x = f"the {name} Panel"\n',
        "with_authority = ()\n",
        '"""The Working Days of the Change Board."""\n',
        'x = "MP143"\n',
    ],
)
def test_a_word_of_a_code_is_seen(text: str) -> None:
    assert list(words_in(SOURCES / "load/x.py", text)) != []


@pytest.mark.parametrize(
    "text",
    [
        '"""What it is, such as DCC."""\n',
        "x = \"write 'last CSC meeting before go-live'\"\n",
        '"""A form.\n\n    last CSC meeting before X\n"""\n',
        "# `MP190` of `DP190`\n",
        'if event == "approved":\n    report(split)\n',
    ],
)
def test_an_example_is_no_knowledge(text: str) -> None:
    assert list(words_in(SOURCES / "load/x.py", text)) == []


def test_each_word_of_english_is_one_that_the_sec_has() -> None:
    """What is excepted and not looked for would be excepted for nothing."""
    had = {*_of_the_profile(opened(SEED).register)}
    events = {name for name in EVENTS if name is not None}
    assert ENGLISH.keys() - events - had == set()
