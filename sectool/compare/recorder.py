"""The changes found so far, and where in the documents we are: shared by all that compare."""

from __future__ import annotations

from datetime import date

from sectool.blocks import Bullets, RowMark, Table
from sectool.calendar.workdays import WorkingCalendar
from sectool.compare.alignment import Pair
from sectool.compare.change import ORDER, TEXT, Change, Topic, moved_by, topic_of
from sectool.compare.content import ListItem, NotedWords, Section, item_named
from sectool.compare.facts import KindFacts
from sectool.values import dataclass


@dataclass(frozen=True)
class Left:
    """An item that one document alone has in this list; another list may have it."""

    section: Section
    list: str
    item: ListItem
    come: bool
    # Where it stands in the later document.
    place: tuple[Bullets, int] | None = None


class Recorder:
    """Where in the documents we are, and the changes found so far."""

    def __init__(
        self,
        days: tuple[date | None, date | None],
        facts: KindFacts,
        working: WorkingCalendar | None,
        front: str,
    ) -> None:
        self.days = days
        self.facts = facts
        self.working = working
        self.front = front
        self.found: list[Change | Left] = []
        # Rows of tables of the later document that are new or changed, by table and place.
        self.rows: list[tuple[Table, int, RowMark]] = []
        # The same of items of its lists.
        self.items: list[tuple[Bullets, int, RowMark]] = []
        self.section = Section((), ())
        self.table = ""  # the caption of the table compared, where its section has several

    def changes(self) -> tuple[Change, ...]:
        """The changes, in their order."""
        return tuple(one for one in self.found if isinstance(one, Change))

    def add(
        self, topic: Topic, subject: str, aspect: str, before: str | None, after: str | None
    ) -> None:
        path = [*self.section.path, *([self.table] if self.table else [])]
        name = " › ".join(path) or self.front
        moved = moved_by(before, after, self.working)
        derived = self.section.derived
        self.found.append(Change(name, topic, subject, aspect, before, after, moved, derived))

    def value(self, subject: str, aspect: str, before: str | None, after: str | None) -> None:
        """Two values of one thing, if they differ; the topic is that of values that look so."""
        if before == after:
            return
        otherwise: Topic = "text"
        if "version" in (aspect or subject).lower():
            otherwise = "versions"
        elif self.section.topic == "costs":
            otherwise = "costs"
        self.add(topic_of(before, after, otherwise), subject, aspect, before, after)

    def row(self, table: Table | None, row: int, mark: RowMark, start: int) -> None:
        """Marks a row of the later document, if anything was added since `start`."""
        if table is not None and self._is_marked() and len(self.found) > start:
            self.rows.append((table, row, mark))

    def list_item(self, place: tuple[Bullets, int] | None, mark: RowMark, start: int) -> None:
        """Marks an item of the later document, if anything was added since `start`."""
        if place is not None and self._is_marked() and len(self.found) > start:
            self.items.append((*place, mark))

    def _is_marked(self) -> bool:
        shown = self.section.key and not self.section.derived
        return bool(shown) and not self.facts.is_versions(self.section)

    def order(self, subject: str, names: tuple[list[str], list[str]], pair: Pair) -> None:
        """A row or item that stands in another place among its neighbours."""
        places = [
            f"after {line[at - 1]}" if at and line[at - 1] else "first"
            for line, at in zip(names, pair, strict=True)
        ]
        if places[0] == places[1]:
            # Neighbours of one name: only counting tells one place from the other.
            places = [f"in place {at + 1}" for at in pair]
        if places[0] != places[1]:
            self.add("text", subject, ORDER, *places)

    def subject(self) -> str:
        """Whom a section is about, by its heading."""
        return item_named(self.section.name).name

    def marginal(self, subject: str, aspect: str, one: NotedWords, other: NotedWords) -> None:
        """The notes on some words, and where links in them lead."""
        notes = [" ".join(side.notes) or None for side in (one, other)]
        if one.words == other.words and notes[0] != notes[1]:
            self.add("text", subject, f"{aspect}, note".lstrip(", "), *notes)
        links = dict(one.links), dict(other.links)
        for words in dict.fromkeys((*links[0], *links[1])):
            both = words in one.words and words in other.words
            targets = links[0].get(words), links[1].get(words)
            if both and targets[0] != targets[1]:
                self.add("text", subject or words, "link", *targets)

    def steered(self, start: int) -> bool:
        """Whether what was added since `start` holds a day or figure, by which rows are sorted."""
        return any(
            isinstance(change, Change) and change.topic in ("dates", "figures", "costs")
            for change in self.found[start:]
        )

    def heading(self, before: str, after: str) -> None:
        """The heading of a section; of one about a modification, what it calls that."""
        one, other = item_named(before), item_named(after)
        if not other.key:
            self.add("text", "", "heading", before, after)
            return
        if one.name != other.name:
            self.add("text", one.name, "", one.name, other.name)
        self.value(other.name, "title", one.title, other.title)
        self.value(other.name, TEXT, one.rest or None, other.rest or None)

    def changed_since(self, start: int) -> set[tuple[str, str | None, str | None]]:
        """What has been added since `start`, wherever it stood."""
        changes = (one for one in self.found[start:] if isinstance(one, Change))
        return {(change.subject, change.before, change.after) for change in changes}

    def drop_since(self, start: int, known: set[tuple[str, str | None, str | None]]) -> None:
        """Takes back what has been added since `start` and is among what is `known` already."""
        self.found[start:] = [
            one
            for one in self.found[start:]
            if not isinstance(one, Change) or (one.subject, one.before, one.after) not in known
        ]
