"""What is said about an author's file: how bad it is, what it is, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum

from sectool.codes import CODES
from sectool.values import dataclass

Step = str | int
Path = tuple[Step, ...]


class Severity(Enum):
    """An error means the files cannot be right; a warning, that a person should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a file: lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


WHOLE_FILE = Span(1, 1, 1, 1)


@dataclass(frozen=True)
class RewriteFix:
    """Other text in the place of a finding: of a key, a value, or some characters of one."""

    text: str


@dataclass(frozen=True)
class ReorderFix:
    """The items of a list or the keys of a group at `path`, in another order."""

    path: Path
    order: tuple[Step, ...]


@dataclass(frozen=True)
class RenameFix:
    """Another name for the file of a finding."""

    to: str


@dataclass(frozen=True)
class RemoveFix:
    """The item of a list or the key that a finding is about goes."""

    path: Path


# The answer to a finding that has one right answer, and so can be given without asking.
Fix = RewriteFix | ReorderFix | RenameFix | RemoveFix


@dataclass(frozen=True)
class Problem:
    """A fault found while reading one file, with its code and place."""

    code: str
    message: str
    span: Span
    help: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True)
class Address:
    """A place in the register as data: a file and the keys and indexes that lead to it.

    Rules speak of addresses; only `source` knows lines. `within` is a range of characters
    of a text value, for a fault in a phrase; `word` is a word of a longer text. Only for a file
    that is no YAML (a template) does a `line` say where.
    """

    file: str
    path: Path = ()
    key: bool = False
    within: tuple[int, int] | None = None
    word: str | None = None
    line: int | None = None

    def at(self, *steps: Step) -> Address:
        """The address of something inside the thing at this address."""
        return Address(self.file, self.path + steps)

    def of_key(self, *steps: Step) -> Address:
        """The address of a key itself, rather than of its value."""
        return Address(self.file, self.path + steps, key=True)


@dataclass(frozen=True)
class Related:
    """Another place that a finding rests on, and what stands there."""

    message: str
    address: Address


@dataclass(frozen=True)
class Finding:
    """What a rule found: the runner adds code, severity and position.

    `about` are values that tell it from others of its rule in a file, whatever its words: an id, an
    acronym. `fix` is its answer, where only one is right.
    """

    message: str
    address: Address
    help: str | None = None
    related: tuple[Related, ...] = ()
    about: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True)
class Place:
    """A position in a file, with the line that stands there."""

    file: str
    span: Span
    source_line: str = ""


@dataclass(frozen=True)
class Diagnostic:
    """A finding with everything needed to print it."""

    code: str
    severity: Severity
    message: str
    place: Place
    help: str | None = None
    related: tuple[tuple[str, Place], ...] = ()
    about: tuple[str, ...] = ()
    fix: Fix | None = None
    # Where it is in the data; None where the file is no data.
    address: Address | None = None

    @property
    def name(self) -> str:
        """The name of the rule: `order-left-open`."""
        return CODES[self.code].name

    def is_about(self, named: Collection[str]) -> bool:
        """Whether it points at one of some files or folders, `.` being the whole register."""
        places = [self.place, *(place for _, place in self.related)]
        files = [f"{place.file}/" for place in places]
        return "." in named or any(file.startswith(f"{one}/") for file in files for one in named)

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        return (self.place.file, self.place.span, self.code, self.message)


def errors_of(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors among some findings, in their order."""
    return [one for one in found if one.severity is Severity.ERROR]


def did_you_mean(
    word: str, known: tuple[str, ...] | list[str], near_enough: float = 0.6
) -> str | None:
    """The known word that `word` was probably meant to be, if one is near enough."""
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in reversed(known)}
    near = get_close_matches(word.lower(), list(lowered), n=1, cutoff=near_enough)
    return lowered[near[0]] if near else None


def slip_of(word: str, known: Iterable[str]) -> str | None:
    """The one known word from which another is a slip: a letter or two, or capitals and blanks.

    None where several are as near, and where what is left of the word says nothing.
    """
    plain = _plain(word)
    near: dict[int, list[str]] = {}
    for name in known:
        apart = _slips(plain, _plain(name))
        if apart <= min(2, (len(plain) - 1) // 2):
            near.setdefault(apart, []).append(name)
    best = near[min(near)] if near else []
    return best[0] if len(best) == 1 else None


def _plain(word: str) -> str:
    return "".join(character for character in word.lower() if character not in " _-")


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or exchanged; 3 where they are more than 2."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before, rows = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, rows = before, rows, [at]
        for there, sign in enumerate(other, 1):
            cost = min(before[there] + 1, rows[-1] + 1, before[there - 1] + (letter != sign))
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == sign:
                cost = min(cost, earlier[there - 2] + 1)
            rows.append(cost)
    return min(rows[-1], 3)


def rewritten_as(text: str | None) -> RewriteFix | None:
    """The fix that writes a text, if there is one."""
    return None if text is None else RewriteFix(text)


def suggestion(word: str, known: tuple[str, ...] | list[str]) -> str:
    """`; did you mean 'x'?`, or a list of what there is when nothing is near."""
    near = did_you_mean(word, known)
    if near is not None:
        return f"; did you mean {near!r}?"
    holding = [name for name in known if len(word) > 1 and word.lower() in name.lower()]
    if 0 < len(holding) <= 6:
        return f"; did you mean {' or '.join(map(repr, holding))}?"
    if not known:
        return "; there are none"
    if len(known) > 12:
        return f"; there are {len(known)}, from {known[0]!r} to {known[-1]!r}"
    return "; there are: " + ", ".join(known)
