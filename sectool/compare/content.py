"""A document as sections, and blocks as words, notes and links: what is compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date

from sectool.blocks import (
    MARKED_FOR,
    Block,
    Blocks,
    Break,
    Bullets,
    Document,
    Emph,
    Heading,
    Inlines,
    Link,
    Note,
    Paragraph,
    Path,
    Provenance,
    Strong,
    Text,
    paths_in,
    plain,
    text_of,
)
from sectool.compare.change import AMOUNTS, DAYS, Topic
from sectool.dates import MONTHS, NO_BREAK, in_short, in_words
from sectool.values import dataclass
from sectool.words import count

_BLANKS = re.compile(r"\s+")
_NUMBERED = re.compile(r"(?:[0-9]+(?:\.[0-9]+)*\.|Appendix [0-9]+:) +")
# The ids of modifications and Change Requests, whatever their series.
ID = re.compile(r"[A-Z]{1,8}[0-9]{3,5}[A-Z]?\b")
TITLE = re.compile(r"‘((?:[^’]|’(?=\w))*)’")
_LABEL = re.compile(r"([A-Z][^:.;]{0,40}): +(?=\S)")
# Instead of the day that a document speaks of, which says no more than what is compared with what.
ITS_DAY = "\N{DOTTED CIRCLE}"


@dataclass(frozen=True)
class NotedWords:
    """Some words, the notes on them, and where links among them lead."""

    words: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    sources: tuple[Provenance, ...] = field(default=(), compare=False)

    @property
    def is_mark(self) -> bool:
        """Whether they are a mark of a draft alone, in the place of a value that is missing."""
        ends = len(self.words)
        return any(
            source.path[0] == MARKED_FOR and source.start == 0 and source.end >= ends
            for source in self.sources
        )

    @property
    def has_value(self) -> bool:
        """Whether any of them is a value, and not the template's own words."""
        return any(source.holds is None for source in self.sources)


class _Line:
    """The words of a block, with where they come from, the notes and the links among them."""

    def __init__(self, body: Inlines = ()) -> None:
        self.text = ""
        self.sources: list[Provenance] = []
        self.notes: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._read(body)

    def _read(self, body: Inlines) -> None:
        for inline in body:
            start = len(self.text)
            match inline:
                case Text(text=text):
                    self.sources += (source.moved(start) for source in inline.sources)
                    self.text += text
                case Emph(body=inner, role="estimate") if plain(inner):
                    self._read(inner)
                    self.text += " (estimate)"
                case Strong(body=inner) | Emph(body=inner):
                    self._read(inner)
                case Link(target=target, body=inner):
                    self._read(inner)
                    self.links.append((_plain(self.text[start:]), target))
                case Note(body=inner):
                    note = _Line(inner)
                    self.notes += [*note.notes, _plain(note.text)]
                    self.links += note.links
                case Break():
                    self.text += ", "

    def folded(self) -> tuple[str, list[Provenance]]:
        text = _plain(self.text)

        def place(old: int) -> int:
            return min(len(text), len(_BLANKS.sub(" ", self.text[:old]).lstrip()))

        ends = ((place(one.start), place(one.end), one) for one in self.sources)
        return text, [replace(one, start=start, end=end) for start, end, one in ends]


def words_of(blocks: Blocks) -> NotedWords:
    """The words of some blocks, as one line; an estimate, set apart by its look, says so."""
    words = ""
    sources: list[Provenance] = []
    notes: list[str] = []
    links: list[tuple[str, str]] = []

    def add(text: str, from_: Iterable[Provenance]) -> None:
        nonlocal words
        if text:
            gap = " " if words else ""
            sources.extend(source.moved(len(words + gap)) for source in from_)
            words += gap + text

    for block in blocks:
        match block:
            case Paragraph(body=body) | Heading(body=body):
                line = _Line(body)
                add(*line.folded())
                notes += line.notes
                links += line.links
            case Bullets(items=items):
                for item in items:
                    inner = words_of(item)
                    add(inner.words, inner.sources)
                    notes += inner.notes
                    links += inner.links
            case _:
                add(_plain(text_of((block,))), ())
    return NotedWords(words, tuple(notes), tuple(links), tuple(sources))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.replace(NO_BREAK, " ")).strip()


def speaks_of(text: str, day: date | None) -> str:
    """A text with the day that its document speaks of taken out."""
    if day is None:
        return text
    for form in (in_words(day), in_short(day)):
        text = re.sub(rf"(?<![0-9]){re.escape(_plain(form))}", ITS_DAY, text)
    return text


@dataclass
class Section:
    """What stands under a heading, up to the next one of any level."""

    key: tuple[str, ...]
    path: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    topic: Topic | None = None
    derived: bool = False

    @property
    def name(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def paths(self) -> Iterator[Path]:
        """The values that it is made of, or that its words hang on."""
        return (path for block in self.blocks for path in paths_in(block))


def sections_of(document: Document) -> list[Section]:
    """The sections in reading order, the first without a heading; the title is left to its place.

    A section's key does not hold its number; one about a modification has the id for its key.
    """
    sections = [Section((), ())]
    above: list[tuple[int, str, str]] = []  # level, key, name
    seen: Counter[tuple[str, ...]] = Counter()
    for block in document.blocks:
        if not isinstance(block, Heading):
            sections[-1].blocks.append(block)
            continue
        if block.level == 1:
            continue
        name = _NUMBERED.sub("", words_of((block,)).words, count=1)
        above = [one for one in above if one[0] < block.level]
        parents = tuple(key for _, key, _ in above)
        slug = key_of(name) or "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        seen[*parents, slug] += 1
        times = seen[*parents, slug]
        above.append((block.level, slug if times == 1 else f"{slug}-{times}", name))
        path = tuple(name for _, _, name in above)
        sections.append(Section(tuple(key for _, key, _ in above), path))
    return sections


def title_of(document: Document) -> str:
    """The document's title as its readers see it."""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            return words_of((block,)).words
    return document.title


def key_of(text: str) -> str:
    """By what the modification or Change Request is known that a text begins with, else nothing.

    That is its number: a draft keeps it and changes what stands before it.
    """
    found = ID.match(text)
    return re.sub("^[A-Z]+", "ID", found[0]) if found else ""


@dataclass(frozen=True)
class ListItem:
    """An item of a list: what it is about, its title if it has one, and what else it says."""

    name: str
    key: str
    title: str | None
    rest: str
    content: NotedWords
    sources: tuple[Provenance, ...] = ()  # of the rest


def item_of(blocks: Blocks) -> ListItem:
    """An item by its name, which is set in bold or is an id; one without a name has no key."""
    whole = words_of(blocks)
    match blocks:
        case (Paragraph(body=(Strong() | Link(body=(Strong(), *_)) as first, *_)), *_):
            return _item(words_of((Paragraph((first,)),)).words.rstrip(":"), whole)
        case _:
            found = ID.match(whole.words)
            return _item(found[0] if found else "", whole)


def item_named(text: str) -> ListItem:
    """What some words without marks say of a modification."""
    found = ID.match(text)
    return _item(found[0] if found else "", NotedWords(text))


def _item(name: str, whole: NotedWords) -> ListItem:
    if not name:
        return ListItem("", "", None, whole.words, whole, whole.sources)
    rest = whole.words[len(name) :]
    titled = TITLE.match(rest, 1) if rest.startswith(" ") else None
    if titled:
        rest = rest[titled.end() :]
    title = titled[1] if titled else None
    rest = rest.lstrip(" :,.")
    start = len(whole.words) - len(rest)
    sources = tuple(one.moved(-start) for one in whole.sources if one.start >= start)
    return ListItem(name, key_of(name) or name, title, rest.rstrip(), whole, sources)


def labelled(text: str) -> tuple[str, str]:
    """The label that a paragraph begins with, such as `Closes`, and what follows it."""
    found = _LABEL.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def start_of(text: str) -> str:
    """The first words of a text, to name it by."""
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


_NUMBERS = re.compile(
    rf"{DAYS.pattern}|{AMOUNTS.pattern}|v?[0-9]+(?:[-–.,:/][0-9]+)+"
    r"|\b(?P<count>[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
# What else differs between one thing and several.
_NUMERUS = re.compile(
    r"\b(?:is|are|was|were|has|have|it|them|this|these)\b|(?<=[a-z])(?:es?|s)\b", re.IGNORECASE
)
_FACTS = re.compile(
    rf"{DAYS.pattern}|(?:{'|'.join(MONTHS)}) [0-9]{{4}}|{AMOUNTS.pattern}"
    rf"|\bv[0-9]+(?:\.[0-9]+)*|{ID.pattern}"
)


def counted_in(text: str, many: int) -> tuple[int, int] | None:
    """Where a sentence says `many`: not within a day, an amount or a version."""
    for found in _NUMBERS.finditer(text):
        if found["count"] and found["count"].lower() in (count(many), str(many)):
            return found.span()
    return None


def uncounted(text: str, many: int) -> str:
    """A sentence without the number of what follows it, and what in its words goes with that.

    Two that only count their lists otherwise agree. Every other number stays: a day, an amount,
    how many there are of something else.
    """
    if place := counted_in(text, many):
        text = f"{text[: place[0]]} {text[place[1] :]}"
    return " ".join(_NUMERUS.sub(" ", text).split()).lower()


def facts_of(text: str) -> frozenset[str]:
    """The days, months, amounts, versions and ids that a text names."""
    return frozenset(found[0] for found in _FACTS.finditer(text))
