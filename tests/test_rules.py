"""The page of every rule is its test: each example gives exactly the findings it marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from sectool.check.rulebook import index, page
from sectool.check.run import check_register
from sectool.codes import CODES, DOCUMENTS, READING, RULE, SCHEDULING, WAIVERS, code_of
from sectool.load import load_register
from sectool.model.events import EVENTS
from sectool.pipeline import build, subject_of
from sectool.rules.rule import Rule
from sectool.rules.table import RULES
from tests.register import MINIMAL, REPOSITORY, copy_of

SOURCES = REPOSITORY / "sectool"

Found = tuple[str, str, int]  # code, file, line

# What a rule can be about, and where findings are made but by the rules themselves.
SUBJECTS = {"file", "calendar", "timeline", "release", "modification", "cut-off", "document"}
MADE_IN = {
    READING: ("source/*.py", "load.py", "load/*.py", "model/*.py"),
    SCHEDULING: ("schedule/**/*.py", "datelang/*.py"),
    DOCUMENTS: ("pipeline.py", "building/*.py", "documents/*.py"),
    WAIVERS: ("check/*.py",),
}

# `# modifications/MP001.yaml` starts a file; `# Y101` is a mark. Each stands in a comment of its
# kind of file: `{# D106 #}` in a template, `// D107` in a style for Typst.
_FILE = re.compile(
    r"(?:#|//) (?P<file>(?:[a-z]+(?:/[\w.-]+)*/[\w.-]+|sectool)\.(?:yaml|j2|typ))"
    r"(?: +# [A-Z][0-9]{3})?"
)
_MARK = re.compile(r"[ {](?:#|//) (?P<code>[A-Z][0-9]{3})(?: #\})?$")
_NO_FILE = "(no such file)"
# Last in a file of an example: the keys that it does not have are those of the minimal register.
_REST = "# the rest as it was"


def _rest_of(before: str, text: str) -> str:
    """The keys of a file, with what is below them, that a text does not have."""
    _, *blocks = re.split(r"^(?=[a-z])", before, flags=re.MULTILINE)
    given = set(re.findall(r"^[a-z-]+(?=:)", text, flags=re.MULTILINE))
    return "".join(block for block in blocks if block.partition(":")[0] not in given)


@dataclass(frozen=True)
class Example:
    """Files laid over the minimal register, and what is to be found in them."""

    files: dict[str, str | None]  # None: the file is taken away, its folder stays
    marks: set[Found]

    @classmethod
    def of(cls, rule: Rule, heading: str) -> Example:
        """The example under `Bad:` or `Good:` of a rule's page."""
        _, found, rest = rule.page.partition(f"\n{heading}:\n\n")
        assert found, f"{rule.code} has no example under '{heading}:'"
        block = re.match(r"(?:(?:    .*)?\n)+", rest)
        assert block is not None, f"the example under '{heading}:' of {rule.code} is not indented"
        files: dict[str, str | None] = {}
        marks: set[Found] = set()
        for name, lines in _split(dedent(block.group())):
            for number, line in enumerate(lines, start=1):
                mark = _MARK.search(line)
                if mark is not None:
                    marks.add((mark["code"], name, number))
            files[name] = None if lines[1:] == [_NO_FILE] else "\n".join(lines) + "\n"
        return cls(files, marks)

    def laid_over(self, register: Path, folder: Path) -> Path:
        """A copy of a register in `folder`, with the files of this example in it."""
        root = folder / "register"
        copy_of(register, root)
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink(missing_ok=True)
            elif text.endswith(f"\n{_REST}\n"):
                before = path.read_text(encoding="utf-8")
                path.write_text(text + _rest_of(before, text), encoding="utf-8", newline="")
            else:
                path.write_text(text, encoding="utf-8", newline="")
        return root


def _split(text: str) -> list[tuple[str, list[str]]]:
    """(name, lines) of each file of an example; its first line is the one that names it."""
    files: list[tuple[str, list[str]]] = []
    for line in text.strip("\n").split("\n"):
        start = _FILE.fullmatch(line)
        if start is not None:
            files.append((start["file"], []))
        assert files, f"an example starts with the name of a file, not with {line!r}"
        files[-1][1].append(line)
    for _, lines in files:
        while not lines[-1].strip():
            del lines[-1]
    return files


def findings_in(root: Path) -> set[Found]:
    """What `sectool check` finds in a register."""
    loaded = load_register(root)
    diagnostics = check_register(loaded, subject_of(loaded, documents=True))
    return {(found.code, found.place.file, found.place.span.line) for found in diagnostics}


def without_roles(rule: Rule, found: set[Found]) -> set[Found]:
    """What is found, without who has which role: examples of bodies hold no more than they need."""
    return {one for one in found if one[0] not in {"R128", "R129"} - {rule.code}}


def test_there_are_rules() -> None:
    assert len(RULES) >= 50


def test_the_minimal_register_is_flawless_and_its_document_is_built() -> None:
    assert findings_in(MINIMAL) == set()
    loaded = load_register(MINIMAL)
    built = build(loaded, "rid-2030-06")
    assert (built.folder, built.stem, built.edition.status) == (
        "2030-06",
        "rid-0.1-for-issue",
        "For issue",
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_bad_example_gives_the_findings_it_marks(rule: Rule, tmp_path: Path) -> None:
    example = Example.of(rule, "Bad")
    assert rule.code in {code for code, _, _ in example.marks}
    found = findings_in(example.laid_over(MINIMAL, tmp_path))
    assert without_roles(rule, found) == example.marks


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_good_example_is_silent(rule: Rule, tmp_path: Path) -> None:
    example = Example.of(rule, "Good")
    assert example.files
    assert example.marks == set()
    assert without_roles(rule, findings_in(example.laid_over(MINIMAL, tmp_path))) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_page_has_a_title_and_stays_within_a_terminal(rule: Rule) -> None:
    title, blank, *_ = rule.page.split("\n")
    assert title.endswith(".")
    assert blank == ""
    assert [line for line in page(rule).split("\n") if len(line) > 100] == []


def test_every_file_of_a_rule_has_a_line_in_the_table_of_codes() -> None:
    """The code and the name are the file's; the line to write is shown where one is missing."""
    files = {path.stem for path in _rule_files()}
    lines = {
        stem: f'("{code.upper()}", "{name.replace("_", "-")}", …)'
        for stem in files
        for code, name in [stem.split("_", 1)]
    }
    assert {lines[stem] for stem in files - {row.module for row in CODES.values()}} == set()
    assert {row.module for row in CODES.values()} - files == set()
    names = [row.name for row in CODES.values()]
    assert len(set(names)) == len(names)


def test_codes_stand_in_order() -> None:
    families = "YMRTCD"
    assert list(CODES) == sorted(CODES, key=lambda code: (families.index(code[0]), code))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_table_of_codes_repeats_what_a_rule_says_of_itself(rule: Rule) -> None:
    assert set(rule.about) == rule.module.ABOUT
    assert rule.about <= SUBJECTS
    assert hasattr(rule.module, "check") == (rule.row.made_by == RULE)


def test_a_rule_is_found_by_its_code_and_by_its_name() -> None:
    for code, row in CODES.items():
        words = (code, code.lower(), row.name, row.name.upper(), row.name.replace("-", "_"))
        assert {code_of(word) for word in words} == {code}
    assert code_of("order") is None


def test_every_code_that_anything_can_emit_has_a_page() -> None:
    """Codes stand in the sources as texts of their own: "Y104"."""
    emitted = {
        (code, path.name)
        for path in sorted(SOURCES.rglob("*.py"))
        for code in re.findall(r'"([YMRTCD][0-9]{3})"', path.read_text(encoding="utf-8"))
    }
    assert {"Y101", "Y204", "M105"} <= {code for code, _ in emitted}
    assert {(code, file) for code, file in emitted if code not in RULES} == set()


@pytest.mark.parametrize("rooms", [*MADE_IN.items()], ids=[*MADE_IN])
def test_findings_made_elsewhere_are_made_where_the_table_says(
    rooms: tuple[str, tuple[str, ...]],
) -> None:
    made_by, places = rooms
    files = [file for place in places for file in SOURCES.glob(place)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    codes = {code for code, row in CODES.items() if row.made_by == made_by}
    assert codes
    assert {code for code in codes if f'"{code}"' not in text} == set()


def test_the_index_lists_every_rule() -> None:
    assert set(re.findall(r"^  ([A-Z][0-9]{3})  ", index(), re.MULTILINE)) == set(RULES)


def _rule_files() -> list[Path]:
    return sorted((SOURCES / "rules").glob("[a-z][0-9][0-9][0-9]_*.py"))


def test_the_page_of_unknown_events_lists_them_all() -> None:
    words = set(re.findall(r"[a-z-]+", RULES["M104"].page))
    assert EVENTS.keys() - words == set()
