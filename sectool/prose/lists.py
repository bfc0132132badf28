"""Lists in people's sentences: how many items stand behind a colon, or ids in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sectool.prose.readings import IdInText

COLON = re.compile(r":(?=\s)")
_MARK = r"(?:[-*•\N{EN DASH}]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])"
_ITEM = re.compile(rf"(?P<indent>[ \t]*){_MARK}[ \t]+\S")
# Lines folded into one keep their marks: "three changes: - one - two - three".
_FOLDED_DASH = re.compile(r"(?:^|\s)[-*•]\s+(?=\S)")
_FOLDED_MARK = re.compile(r"(?:^|\s)\(?(?P<mark>[0-9]{1,2}|[a-z])[.)]\s+(?=\S)")
_SENTENCE = re.compile(r"(?:(?![.!?](?:\s|$)|\n).)*", re.DOTALL)
_MORE = re.compile(
    r"\b(?:such as|includ\w+|among \w+|for example|e\.g|etc|others?|more|rest|i\.e|namely|both"
    r"|either|or|respectively|first|then|not|see|as follows)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+")
_ARTICLE = re.compile(r"(?:the|an?|its|their|our)\s", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:which|who|whose|that|where|when|as|if|but|because|with|is|are|was|were|has|have|had"
    r"|will|would|can|may|must|so|while)\b"
)
_MOST_WORDS = 5
_FAR = 10_000  # how far to follow a list
_TITLE = re.compile(r"\s+(?:‘[^‘’]{1,200}’|“[^“”]{1,200}”|\"[^\"]{1,200}\"|\([^()]{1,200}\))")
_TO_NEXT = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")


def items_after(text: str, place: int) -> range | None:
    """How many items a list after a colon may have; None where that is open."""
    rest = text[place : place + _FAR]
    if place + _FAR < len(text):
        rest = rest.rpartition("\n\n")[0]  # what goes on is not counted
    first, _, others = rest.partition("\n")
    if not first.strip():
        number = _marked_lines([line for line in others.split("\n") if line.strip()])
        return _exactly(number)
    paragraph = first.strip()
    if _FOLDED_DASH.match(paragraph):
        # Behind a further colon may stand a list of its own.
        return None if COLON.search(paragraph) else _exactly(len(_FOLDED_DASH.findall(paragraph)))
    if _FOLDED_MARK.match(paragraph):
        return _exactly(_in_sequence(paragraph))
    sentence = _SENTENCE.match(paragraph)
    return _enumerated(sentence.group()) if sentence is not None else None


def ids_in_a_row(text: str, place: int, ids: Mapping[int, IdInText]) -> tuple[int, int]:
    """How many ids follow each other from a place, and where they end.

    None do where no "and" leads to the last of them outside of brackets, or more follow it: then it
    is open which are meant.
    """
    listed, end, ended = 0, place, text[place - 1] == "("
    last = False
    while (found := ids.get(place)) is not None:
        listed, end = listed + 1, found.span[1]
        title = _TITLE.match(text, end)
        end = title.end() if title is not None else end
        joint = _TO_NEXT.match(text, end)
        if joint is None or joint.end() not in ids:
            break
        if last:
            return 0, end
        last = joint.group().strip(", \t\n") != ""
        ended, place = ended or last, joint.end()
    return (listed if ended else 0), end


def _exactly(number: int) -> range | None:
    return range(number, number + 1) if number > 1 else None


def _marked_lines(lines: list[str]) -> int:
    """The items at the start of some lines; deeper ones belong to an item, as plain lines do."""
    first = _ITEM.match(lines[0]) if lines else None
    if first is None:
        return 0
    found = 0
    for line in lines:
        item = _ITEM.match(line)
        if item is not None and len(item["indent"]) < len(first["indent"]):
            break
        if item is not None and len(item["indent"]) == len(first["indent"]):
            found += 1
        elif item is None and not line.startswith((" ", "\t")):
            break
    return found


def _in_sequence(text: str) -> int:
    """How far marks such as (a), (b), (c) or 1. 2. 3. run on."""
    expected, found = "", 0
    for match in _FOLDED_MARK.finditer(text):
        mark = match["mark"]
        if mark in ("1", "a"):
            if found:
                break  # another list begins
        elif mark != expected:
            continue
        found += 1
        expected = str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
    return found


def _enumerated(sentence: str) -> range | None:
    """How many "A, B, C and D" may be: "C and D" can be one of them."""
    if _MORE.search(sentence) or any(sign in sentence for sign in '()“”"…:'):
        return None
    if ";" in sentence:
        number = len([piece for piece in sentence.split(";") if piece.strip()])
        return _exactly(number) if number > 2 else None
    pieces = [piece.strip() for piece in sentence.split(",")]
    if len(pieces) < 2 or not all(pieces):
        return None
    least, last = len(pieces), pieces.pop()
    if last.startswith("and "):
        pieces.append(last.removeprefix("and "))
    else:
        ends = _AND.split(last)
        if len(ends) != 2:
            return None  # a list ends with one "and"; with none it goes on as a sentence
        pieces += ends
    articles = {bool(_ARTICLE.match(piece)) for piece in pieces}
    if len(articles) > 1 or any(
        len(piece.split()) > _MOST_WORDS or _CLAUSE.search(piece) for piece in pieces
    ):
        return None
    within = sum(len(_AND.findall(piece)) for piece in pieces)
    # "Ann and Bob, Cid and Dee" may be two pairs.
    return range(least if within else len(pieces), len(pieces) + within + 1)
