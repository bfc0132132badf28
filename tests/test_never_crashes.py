"""Whatever stands in a register's files, they are read and checked, and each finding has a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sectool import pipeline
from sectool.blocks import Document
from sectool.check import reports
from sectool.check.run import check_register
from sectool.diagnostic import Diagnostic
from sectool.documents.kinds import KINDS
from sectool.load import load_register
from sectool.pipeline import build, subject_of
from sectool.render.formats import FORMATS
from sectool.render.look import Look, MissingGlyphs, StyleError
from sectool.source.reader import decode, read_data
from tests.register import IN_THE_RID, MINIMAL, PARTS, SEED, copy_of, lean

pytestmark = pytest.mark.slow

REGISTERS = {"minimal": MINIMAL, "real": SEED}
FILES = [
    (name, path.relative_to(root).as_posix())
    for name, root in REGISTERS.items()
    for part in PARTS
    for path in sorted([root / part] if part.endswith(".yaml") else (root / part).rglob("*.yaml"))
]

# The same examples on every machine: a change that breaks one is told by the change's own run.
BOUNDED = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Keys and values that mean something somewhere: to YAML, to pydantic, to Python, to a register.
WORDS = [
    *("", " ", "~", "null", "true", "yes", "0", "-1", "007", "0.10", "1e9", "999999999999", "½"),
    *("int", "str", "[key]", "interests", "tuple", "dict", "function-plain", "__class__", "self"),
    *("model_fields", "id", "date", "seen", "event", "when", "part", "parts", "rules", "for"),
    *("none", "dcc", "suppliers", "all-parties", "all", "proposer", "tbc", "n/a", "{irps}", "{}"),
    *("MP001", "MP002", "DP002", "SECMP0015", "2030-06", "2022-11", "go-live", "uit-starts"),
    *("CSC", "csc", "GBCS", "v4", "v4.2", "section-a", "schedule-8", "plan", "sit", "support"),
    *("raised", "targeted", "approved", "scheduled", "dropped", "overturned", "expected"),
    *("2029-02-30", "2029-02", "0000-00", "0001-01", "0001-01-01", "9999-12", "9999-12-31"),
    *("first Thursday of November 2022", "fifth Friday of February 2030", "2030-06-29"),
    *("5 working days before go-live", "5 working days after papers", "1 days after 9999-12-31"),
    *("last CSC meeting before go-live", "first CSC meeting after 6 months before go-live"),
    *("999999999 months before go-live", "999999999999 working days after 2030-01-01"),
    *("2 CSC meetings before go-live", "third Tuesday of each month", "fifth Friday of each month"),
    *("at least 10 working days before go-live", "on or after uit-starts", "in 2030-06", "before"),
    *("any day", "weekday", "working day", "CSC meeting", "meeting", "XYZ meeting"),
    *("https://example.org", "annexes/plan.pdf", "../../etc/passwd", "a|b", "*a*", "<b>&amp;"),
    *("Firmware: a change", "- a", "# a", "'", '"', "é", "\u2028", "😀", "e\u0301", "\u00a0x"),
    "x" * 300,
]

TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(TEXTS, TEXTS, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A copy of each register, to be spoilt one file at a time."""
    return {name: copy_of(root, tmp_path_factory.mktemp(name)) for name, root in REGISTERS.items()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """As `registers`, the real one with no other modifications than those of its RID."""
    found = {name: copy_of(root, tmp_path_factory.mktemp(name)) for name, root in REGISTERS.items()}
    files = list((found["real"] / "modifications").iterdir())
    others = [path for path in files if IN_THE_RID not in path.read_text(encoding="utf-8")]
    for path in others:
        path.unlink()
    assert len(files) - len(others) >= 9
    return found


@pytest.fixture(scope="module")
def medium(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """As `registers`, the real one without most of its modifications."""
    found = {name: copy_of(root, tmp_path_factory.mktemp(name)) for name, root in REGISTERS.items()}
    lean(found["real"])
    assert len(list((found["real"] / "modifications").iterdir())) >= 20
    loaded = load_register(found["real"])
    assert {publication.kind for publication in loaded.register.publications.values()} == set(KINDS)
    assert all(build(loaded, name) for name in loaded.register.publications)
    return found


def lines_in(path: Path) -> int:
    """How many lines a reader sees in a file; one where it cannot be read."""
    text, problem = decode(path.read_bytes()) if path.is_file() else ("", None)
    return 1 if problem else max(1, len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text.rstrip())))


def examine(root: Path, file: str, content: bytes, *, documents: bool) -> tuple[Diagnostic, ...]:
    """Reads and checks a register with another content of one file, and prints what is found."""
    path = root / file
    before = path.read_bytes() if path.is_file() else None
    path.write_bytes(content)
    try:
        loaded = load_register(root)
        found = check_register(loaded, subject_of(loaded, documents=documents))
        for one in found:
            places = [one.place, *(place for _, place in one.related)]
            for place in places:
                span = place.span
                assert 1 <= span.line <= lines_in(root / place.file), one
                assert span.column >= 1, one
                assert (span.line, span.column) <= (span.end_line, span.end_column), one
        reports.text(found).encode()
        assert len(json.loads(reports.as_json(found))["findings"]) == len(found)
        return found
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


# Files that are YAML and mean something else.


def paths_in(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths_in(value, (*path, key))
    elif isinstance(data, (list, tuple)):
        for index, value in enumerate(data):
            yield from paths_in(value, (*path, index))


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def changed(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The data with another value at a path."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, dict):
        return {k: changed(v, rest, value) if k == step else v for k, v in data.items()}
    return [changed(v, rest, value) if i == step else v for i, v in enumerate(data)]


@st.composite
def changes(draw: st.DrawFn, data: Any) -> Any:
    """The data of a file with up to four things changed somewhere in it."""
    for _ in range(draw(st.integers(1, 4))):
        paths = list(paths_in(data))
        path = paths[draw(st.integers(0, len(paths) - 1))]
        value = at(data, path)
        match draw(st.sampled_from(["value", "word", "rename", "delete", "nest", "swap", "more"])):
            case "value":
                value = draw(VALUES)
            case "word":
                value = draw(TEXTS)
            case "rename" if isinstance(value, dict) and value:
                old = draw(st.sampled_from(list(value)))
                new = draw(TEXTS)
                value = {new if key == old else key: inner for key, inner in value.items()}
            case "delete" if isinstance(value, (dict, list, tuple)) and value:
                gone = draw(st.integers(0, len(value) - 1))
                kept = [step for index, step in enumerate(value) if index != gone]
                value = {key: value[key] for key in kept} if isinstance(value, dict) else kept
            case "nest":
                value = draw(st.sampled_from([[value], {"x": value}, [[value]], [value, value]]))
            case "swap":
                value = at(data, paths[draw(st.integers(0, len(paths) - 1))])
            case "more" if isinstance(value, dict):
                value = {**value, draw(TEXTS): draw(VALUES)}
            case "more" if isinstance(value, (list, tuple)):
                value = [*value, *value[:1], draw(VALUES)]
            case _:
                value = None
        data = changed(data, path, value)
    return data


def data_of(name: str, file: str) -> Any:
    text, _ = decode((REGISTERS[name] / file).read_bytes())
    return read_data(text)[0]


def as_yaml(data: Any) -> bytes:
    """JSON is YAML."""
    return (json.dumps(data, ensure_ascii=True, indent=1) + "\n").encode()


@settings(BOUNDED, max_examples=120)
@given(st.data())
def test_other_data_is_checked(small: dict[str, Path], data: st.DataObject) -> None:
    name, file = data.draw(st.sampled_from(FILES))
    content = as_yaml(data.draw(changes(data_of(name, file))))
    examine(small[name], file, content, documents=False)


@settings(BOUNDED, max_examples=30)
@given(st.data())
def test_documents_of_other_data_are_tried_out(
    medium: dict[str, Path], data: st.DataObject
) -> None:
    name, file = data.draw(st.sampled_from(FILES))
    content = as_yaml(data.draw(changes(data_of(name, file))))
    examine(medium[name], file, content, documents=True)


@settings(BOUNDED, max_examples=3)
@given(st.data())
def test_documents_of_other_data_are_set(medium: dict[str, Path], data: st.DataObject) -> None:
    """In every format, or it is said why not, and no otherwise than by a check that sets none."""
    name, file = data.draw(st.sampled_from(FILES))
    content = as_yaml(data.draw(changes(data_of(name, file))))
    found = examine(medium[name], file, content, documents=True)
    with mock.patch.object(pipeline, "setting_faults_of", raised_by_setting):
        assert examine(medium[name], file, content, documents=True) == found


def raised_by_setting(
    documents: Sequence[Document], look: Look
) -> Iterator[StyleError | MissingGlyphs]:
    characters: set[str] = set()
    for document in documents:
        for known in FORMATS.values():
            try:
                known.write(document, look)
            except StyleError as error:
                yield error
            except MissingGlyphs as error:
                characters.update(error.characters)
    if characters:
        yield MissingGlyphs("".join(sorted(characters)))


# Files that are any text, or none.


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> bytes:
    """A file's text with up to three stretches cut out, doubled, or written over."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        match draw(st.sampled_from(["cut", "double", "text", "line", "mark"])):
            case "cut":
                text = text[:start] + text[end:]
            case "double":
                text = text[:end] + text[start:]
            case "text":
                text = text[:start] + draw(st.text(max_size=10)) + text[end:]
            case "line":
                lines = text.split("\n")
                row = draw(st.integers(0, len(lines) - 1))
                lines.insert(row, lines[draw(st.integers(0, len(lines) - 1))])
                text = "\n".join(lines)
            case "mark":
                marks = [
                    *":-?[]{},&*!|>'\"%@`#~\t\r",
                    "\r\n",
                    "\x85",
                    "\u2028",
                    "- ",
                    ": ",
                    "---\n",
                ]
                text = text[:start] + draw(st.sampled_from(marks)) + text[start:]
    return text.encode("utf-8", draw(st.sampled_from(["surrogatepass", "replace"])))


@settings(BOUNDED, max_examples=120)
@given(st.data())
def test_other_text_is_checked(small: dict[str, Path], data: st.DataObject) -> None:
    name, file = data.draw(st.sampled_from(FILES))
    text, _ = decode((REGISTERS[name] / file).read_bytes())
    examine(small[name], file, data.draw(spoilt(text)), documents=False)


@settings(BOUNDED, max_examples=120)
@given(
    st.text(
        st.one_of(st.sampled_from("ab:- \n{}[],&*!|>'\"%@`#?\t\r\\"), st.characters()), max_size=30
    )
)
def test_any_text_is_read(registers: dict[str, Path], text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    examine(registers["minimal"], "modifications/MP001.yaml", content, documents=False)


@settings(BOUNDED, max_examples=60)
@given(st.binary(max_size=30))
def test_any_bytes_are_read(registers: dict[str, Path], content: bytes) -> None:
    examine(registers["minimal"], "reference/glossary.yaml", content, documents=False)


def test_there_are_files() -> None:
    assert {name for name, _ in FILES} == set(REGISTERS)
    assert len(FILES) >= 40
    assert len(set(WORDS)) == len(WORDS)


@pytest.mark.parametrize(("name", "file"), FILES, ids=lambda part: str(part))
def test_a_file_as_it_is_means_the_same(name: str, file: str) -> None:
    """The way of the tests above, without a change: JSON of a file's data is that data."""
    data = data_of(name, file)
    text, _ = decode(as_yaml(data))
    assert data
    assert read_data(text) == (data, [])


@pytest.mark.parametrize("name", REGISTERS)
def test_files_as_they_are_bring_no_error(name: str, tmp_path: Path) -> None:
    root = copy_of(REGISTERS[name], tmp_path)
    *others, (_, last) = [(of, file) for of, file in FILES if of == name]
    for _, file in others:
        (root / file).write_bytes(as_yaml(data_of(name, file)))
    found = examine(root, last, as_yaml(data_of(name, last)), documents=False)
    assert [one for one in found if one.severity.value == "error"] == []
