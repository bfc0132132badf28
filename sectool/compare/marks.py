"""What the comparing of documents has to know of their kinds, in one table."""

from __future__ import annotations

import re
from dataclasses import field
from re import Pattern

from sectool.compare.change import DAYS, Topic
from sectool.values import dataclass


@dataclass(frozen=True)
class Marks:
    """What a kind's sections are about, by their keys, and what in it is no change.

    `front` names rows of the table before the first section that only say which edition this is;
    `versions` is the section that lists them, each in a row that begins with its number; `facts`
    are sentences of items that state one value, which is the group of that name, by section.
    """

    front: frozenset[str] = frozenset({"Status", "Speaks of"})
    versions: tuple[str, ...] | None = None
    whole: Topic = "lists"
    topics: dict[str, Topic] = field(default_factory=dict)
    facts: dict[str, dict[str, Pattern[str]]] = field(default_factory=dict)

    def topic(self, section: tuple[str, ...], otherwise: Topic) -> Topic:
        """What a section is about: the nearest that says so, from it upwards."""
        for size in range(len(section), 0, -1):
            if found := self.topics.get("/".join(section[:size])):
                return found
        return otherwise


# What begins a paragraph that says which edition this is. The templates set it in bold, which
# nobody can do in the words that people write.
EDITION_SENTENCES = ("This is a draft.", "This is a working copy.")
ITS_TIMETABLE = re.compile(
    rf"The timetable shown is that of {DAYS.pattern}, later than the day this edition speaks of: "
    r"earlier plans are kept in the register’s version control\."
)

_SCOPE_FACTS = {
    "cut-off date": re.compile(
        r" ?(?:No cut-off date has been recorded yet\."
        r"|(?P<how>Estimated c|C)ut-off date: (?P<value>[^.(]+?)(?P<because> \(.*\))?\.)$"
    ),
    "what it does": re.compile(
        r"^(?:(?:will|proposes to) (?P<value>.*)\."
        r"|What it (?:does|proposes) has not been recorded\.)$"
    ),
}

MARKS: dict[str, Marks] = {
    "rid": Marks(
        front=frozenset({"Version", "Date", "Status", "Speaks of"}),
        versions=("version-control",),
        whole="text",
        topics={
            "scope": "scope",
            "impacts/sec-documents": "ticks",
            "impacts/technical-specification-versions": "versions",
            "implementation-timeline": "dates",
            "costs": "costs",
        },
        facts={"scope": _SCOPE_FACTS},
    ),
}
ANY = Marks()
