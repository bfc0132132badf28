"""A proposal form as people send it: text, Markdown, YAML or Word, with a label for each answer."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from sectool.source.reader import decode, read_data
from sectool.values import dataclass
from sectool.words import slug

# What forms call a fact of a modification; ours is the first. Words that stand for the code are
# left out before, and so are numbers of questions and marks.
LABELS: dict[str, tuple[str, ...]] = {
    "id": ("id", "number", "reference", "modification number", "modification reference"),
    "title": ("title", "modification title", "short title", "title of modification"),
    "proposer": ("proposer", "raised by", "name of proposer", "proposer name", "submitted by"),
    "raised": ("raised", "date raised", "raised on", "date submitted", "submission date"),
    "problem": (
        *("problem", "issue", "the issue", "what is the issue", "what is the problem"),
        *("problem statement", "description of the issue", "description of the problem"),
    ),
    "solution": ("solution", "proposed solution", "what is the solution", "the solution"),
    "will": ("will", "what will it do", "summary", "what it will do"),
    "documents": (
        *("documents", "documents affected", "affected documents", "documents impacted"),
        *("impacted documents", "sections affected"),
    ),
    "impacts": (
        *("impacts", "parties affected", "affected parties", "parties impacted"),
        *("impacted parties", "who is affected", "who does it affect"),
    ),
    "path": ("path", "modification path", "proposed path"),
    "urgent": ("urgent", "is it urgent", "urgency"),
    "release": ("release", "target release", "proposed release", "targeted release"),
    "cut_off": ("cut off", "cut off date"),
    "link": ("link", "web page", "web address"),
}
# Answers that name several things, one a line or with commas.
LISTS = ("documents", "impacts")
# Answers that may take several lines.
_LONG = frozenset(("problem", "solution", "will", *LISTS))
_MEANS = {label: name for name, labels in LABELS.items() for label in labels}

_LINE = re.compile(r"(?P<label>[^:|]{1,60}):(?P<value>(?:\s.*)?)")
_HEADING = re.compile(r"#{1,6}\s+(?P<label>.+)")
_RULE = re.compile(r"\s*[|\-=][-|: =]*[-=|]\s*")
_ROW = re.compile(r"\|(?P<label>[^|]*)\|(?P<value>[^|]*)\|?.*")
# What a form says of a question that is not answered.
_NOTHING = frozenset(("", "-", "–", "n/a", "none given", "tbc", "not known"))


# What a damaged file makes its reader stumble over.
_DAMAGED = (AttributeError, KeyError, OSError, SyntaxError, TypeError, ValueError)


class NotAForm(Exception):
    """A file that cannot be read as a form; the message says why."""


@dataclass(frozen=True)
class ReadForm:
    """The answers of a form by the names that LABELS has, and what was not understood of it."""

    answers: dict[str, str]
    not_understood: tuple[str, ...]


def read_form(name: str, content: bytes, code: str) -> ReadForm:
    """The answers in a file; `code` is the short name of the code, which labels may have.

    NotAForm where the file is none of the kinds that are read, or has no answer.
    """
    reader = {".docx": _of_word, ".yaml": _of_yaml, ".yml": _of_yaml}.get(
        PurePosixPath(name).suffix.lower(), _of_text
    )
    answers: dict[str, str] = {}
    others = []
    for label, value, place in reader(content, code):
        key = _meant(label, code)
        text = value.strip().strip("*_").strip()
        if key is None:
            if text:
                others.append(
                    f"{place}: {': '.join(filter(None, (label, ' '.join(text.split()))))!r}"
                )
        elif text.lower() not in _NOTHING:
            if key in answers:
                others.append(f"{place}: {label!r} is answered twice; the first one counts")
            answers.setdefault(key, text if key in LISTS else " ".join(text.split()))
    if not answers:
        known = ", ".join(labels[0].capitalize() for labels in LABELS.values())
        raise NotAForm(f"no answer was found: a form has lines such as 'Title: …', for {known}")
    return ReadForm(answers, tuple(others))


def _meant(label: str, code: str) -> str | None:
    words = slug(label).split("-")
    while words and words[0].isdigit():
        words = words[1:]
    plain = " ".join(word for word in words if word != code.lower())
    return _MEANS.get(plain)


_Answer = tuple[str, str, str]


def _of_text(content: bytes, code: str) -> Iterator[_Answer]:
    """Labels before a colon, in a heading or in the first cell of a row; what follows a label
    without an answer, or one that takes several lines, belongs to it."""
    text, problem = decode(content)
    if problem is not None:
        raise NotAForm(problem.message)
    yield from _in_lines(
        [(f"line {number}", line) for number, line in enumerate(text.splitlines(), 1)], code
    )


def _in_lines(lines: list[tuple[str, str]], code: str) -> Iterator[_Answer]:
    label, place, found = "", "", list[str]()
    for index, (where, line) in enumerate(lines):
        following = lines[index + 1][1] if index + 1 < len(lines) else ""
        if _RULE.fullmatch(line) or (line.strip().startswith("|") and _RULE.fullmatch(following)):
            continue  # below the head of a table, and the head itself
        plain = line.strip().removeprefix("- ").removeprefix("* ").replace("**", "").strip()
        question = _question(plain, code, within=_meant(label, code) in _LONG)
        if question is None:
            if any(found) and label and _meant(label, code) not in _LONG and plain:
                yield from _answer(label, place, found)
                label, found, place = "", [], where
            found.append(plain)
            place = place or where
            continue
        yield from _answer(label, place, found)
        (label, value), place = question, where
        found = [value]
    yield from _answer(label, place, found)


def _question(line: str, code: str, *, within: bool) -> tuple[str, str] | None:
    """The label of a line and what follows it; None where it begins no answer.

    A line with a colon `within` a long answer is a part of it, unless it is a known question.
    """
    if _meant(line, code) is not None:
        return line, ""
    heading = _HEADING.fullmatch(line)
    if heading is not None:
        return heading["label"].strip(), ""
    match = _ROW.fullmatch(line) or _LINE.fullmatch(line)
    if match is None or (within and _meant(match["label"], code) is None):
        return None
    return match["label"].strip(), match["value"].strip()


def _answer(label: str, place: str, found: list[str]) -> Iterator[_Answer]:
    text = "\n".join(filter(None, found))
    if label or text:
        yield label, text, place


def _of_yaml(content: bytes, code: str) -> Iterator[_Answer]:
    text, problem = decode(content)
    data, problems = read_data(text) if problem is None else (None, [problem])
    if problems or not isinstance(data, dict):
        why = "; ".join(one.message for one in problems) or "it has no keys"
        raise NotAForm(why)
    for key, value in data.items():
        items = value if isinstance(value, tuple | list) else (value,)
        if isinstance(value, dict):
            items = [f"{one} ({how})" for one, how in value.items() if isinstance(how, str)]
        if all(isinstance(item, str) for item in items):
            yield str(key), ", ".join(items), f"key {str(key)!r}"
        else:
            yield "", str(key), "a key with groups below it"


def _of_word(content: bytes, code: str) -> Iterator[_Answer]:
    # Slow to import, and needed by few.
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        inner = [*docx.Document(io.BytesIO(content)).iter_inner_content()]
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, *_DAMAGED) as error:
        raise NotAForm(f"it is not a Word document: {error}") from error
    lines: list[tuple[str, str]] = []
    for number, one in enumerate(inner, 1):
        if isinstance(one, Table):
            for index, row in enumerate(one.rows, 1):
                cells = [cell.text for cell in row.cells]
                # A cell that spans columns is given once for each.
                apart = [cells[0], *(b for a, b in pairwise(cells) if a != b)]
                place = f"table at paragraph {number}, row {index}"
                words = [" ".join(cell.split()).replace("|", "/") for cell in apart]
                lines.append((place, f"| {words[0]} | {' '.join(words[1:])} |"))
        else:
            style = str(one.style.name) if one.style is not None else ""
            mark = "# " if style.startswith(("Heading", "Title")) and one.text.strip() else ""
            lines += [(f"paragraph {number}", mark + line) for line in one.text.splitlines()]
    yield from _in_lines(lines, code)
