"""A text announces a number of things and lists more or fewer.

Something was added or taken out, and the number stayed. Counted are items with marks (dashes,
stars, numbers, letters) behind a colon, enumerations of short items, and ids right behind what is
counted. Where it is open how many items are meant, or to what the number belongs, nothing is said.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    problem: "It amends two documents: Section A, Section H and Schedule 8."    # D115
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    problem: "It amends three documents: Section A, Section H and Schedule 8."
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from sectool.diagnostic import Finding, Severity
from sectool.prose.readings import SaidCount, SaidId, counts_in, ids_in, is_plural
from sectool.prose.texts import Said, texts_of
from sectool.rules.rule import Subject
from sectool.words import count

SEVERITY = Severity.WARNING
ABOUT = {"document"}

_COLON = re.compile(r":(?=\s)")
_BEGINNING = re.compile(r"[.!?;:]\s|\n")
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
_BACK = 80  # how far to look back for the start of a sentence
# What may stand between the things and the colon, if the number is to be that of the list.
_BETWEEN = frozenset(
    (
        *("are", "were", "is", "was", "be", "been", "being", "have", "has", "had", "will", "can"),
        *("made", "open", "proposed", "planned", "approved", "changed", "change", "follow", "new"),
        *("listed", "needed", "expected", "due", "left", "below", "here", "recorded", "agreed"),
        *("targeted", "affected", "updated", "amended", "published", "added", "named", "closed"),
        *("converted", "raised", "implemented", "rejected", "withdrawn", "concerned", "involved"),
        *("ahead", "meet", "now", "also", "still", "already", "today", "changes", "to", "come"),
    )
)
_PREPOSITIONS = frozenset(
    ("of", "in", "at", "on", "for", "by", "from", "under", "with", "since", "before", "after")
)
_LINKS = frozenset(("and", "or", "but", "which", "that", "who", "following", "these", "those"))


# "The three modifications MP001, MP002 and MP003".
_OF_IDS = re.compile(
    r"(?:[Mm]odifications|(?:[Mm]odification |[Dd]raft )?[Pp]roposals|[Cc]hanges)\Z"
)
# "Besides the three modifications MP001 and MP002 …": these may be others.
_LEAD_IN = re.compile(
    r"(?:\A|[.!?:;\n]\s*)(?:In|With|Without|Besides?|After|Before|Of|Among|For|Unlike|Like|Once|Since"
    r"|As|When|While|If|Where|Through|By|To)\b[^,.;:!?\n]*\Z"
)
_BEFORE_IDS = re.compile(r"\s+(?P<bracket>\()?")
_TITLE = re.compile(r"\s+(?:‘[^‘’]{1,200}’|“[^“”]{1,200}”|\"[^\"]{1,200}\"|\([^()]{1,200}\))")
_TO_NEXT = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
_GOES_ON = re.compile(r"\s*(?:,?\s*(?:and|or|to|until|etc)\b|[-…\N{EN DASH}]|\.\.|,\s*[A-Z]{2,})")


def check(subject: Subject) -> Iterator[Finding]:
    for said in texts_of(subject.register):
        if ":" in said.text:
            yield from _in_text(said)
        if said.has_digits:
            yield from _before_ids(said)


def _before_ids(said: Said) -> Iterator[Finding]:
    text = said.text
    ids = {found.span[0]: found for found in ids_in(text)}
    for found in counts_in(text, 0, len(text)) if len(ids) > 1 else ():
        behind = _BEFORE_IDS.match(text, found.things_span[1])
        if behind is None or _OF_IDS.search(found.things) is None:
            continue
        if _LEAD_IN.search(text[max(0, found.span[0] - _BACK) : found.span[0]]):
            continue
        listed, end = _ids_from(text, behind.end(), ids)
        closed = text[end : end + 1] == ")" if behind["bracket"] else not _GOES_ON.match(text, end)
        if listed > 1 and closed and listed != found.number:
            yield Finding(
                f"{found.words!r} is said of a list of {count(listed)}",
                said.at(found.span),
                "correct the number or the list",
            )


def _ids_from(text: str, place: int, ids: Mapping[int, SaidId]) -> tuple[int, int]:
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


def _in_text(said: Said) -> Iterator[Finding]:
    text = said.text
    beginnings = [0, *(beginning.end() for beginning in _BEGINNING.finditer(text))]
    for colon in _COLON.finditer(text):
        start = beginnings[bisect_right(beginnings, colon.start()) - 1]
        counts = list(counts_in(text, start, colon.start()))
        # With two numbers in the sentence, either may be that of the list.
        if len(counts) != 1 or not _is_of_the_list(text, counts[0], colon.start()):
            continue
        found, listed = counts[0], _items_after(text, colon.end())
        if found.number > 1 and listed is not None and found.number not in listed:
            least, most = listed[0], listed[-1]
            number = count(least) if least == most else f"{count(least)} to {count(most)}"
            yield Finding(
                f"{found.words!r} is said of a list of {number}",
                said.at(found.span),
                "correct the number or the list",
            )


def _is_of_the_list(text: str, found: SaidCount, colon: int) -> bool:
    """Whether what stands between the things and the colon leaves them what is listed."""
    within = False
    for word in text[found.things_span[1] : colon].split():
        lowered = word.lower()
        if not lowered.replace("’", "").replace("'", "").isalnum() or lowered in _LINKS:
            return False
        if lowered in _PREPOSITIONS:
            within = True
        elif lowered not in _BETWEEN and (not within or is_plural(word)):
            return False
    return True


def _items_after(text: str, place: int) -> range | None:
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
        return None if _COLON.search(paragraph) else _exactly(len(_FOLDED_DASH.findall(paragraph)))
    if _FOLDED_MARK.match(paragraph):
        return _exactly(_in_sequence(paragraph))
    sentence = _SENTENCE.match(paragraph)
    return _enumerated(sentence.group()) if sentence is not None else None


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
