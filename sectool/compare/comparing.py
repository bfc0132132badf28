"""Two documents compared section by section, each block by what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sectool.blocks import Block, Blocks, Bullets, Cell, Document, RowMark, Table, cell
from sectool.calendar.workdays import WorkingCalendar
from sectool.compare.alignment import Pair, likeness, likest, out_of_order, without
from sectool.compare.change import Change, Topic, when_of
from sectool.compare.content import Section, item_named, key_of, sections_of, title_of, words_of
from sectool.compare.facts import ANY, FACTS, KindFacts
from sectool.compare.list_changes import compare_lists, lists_in, settled
from sectool.compare.recorder import Recorder
from sectool.compare.table_changes import compare_tables, sheets_in
from sectool.compare.text_changes import compare_lines, lines_of
from sectool.documents.imprint import find_imprint
from sectool.values import dataclass

# What is called the section before the first heading; a document without headings is one text.
FRONT, ALL = "Front page", "Text"


def changes_between(
    before: Document, after: Document, working: WorkingCalendar | None
) -> tuple[Change, ...]:
    """What `after` says otherwise than `before`, in its reading order.

    Which edition a document is, its imprint and the day it speaks of are no changes. The reverse
    comparison gives the reverse changes.
    """
    return compared(before, after, working).changes


@dataclass(frozen=True)
class Compared:
    """What a document says otherwise than another, and which rows of its tables and items of its
    lists are new or changed.

    A table is known by its place among those of the document, and a list by what it says: where
    the first page tells of the changes, there is one more list.
    """

    changes: tuple[Change, ...]
    rows: Mapping[tuple[int, int], RowMark]
    items: Mapping[Bullets, Mapping[int, RowMark]]

    def marked(self, blocks: Blocks) -> Blocks:
        """The blocks of the later document, with marks on these rows and items."""
        found: list[Block] = []
        number = 0
        for block in blocks:
            if isinstance(block, Table):
                found.append(replace(block, rows=tuple(self._rows(number, block))))
                number += 1
            elif isinstance(block, Bullets) and (marks := self.items.get(block)):
                of_each = tuple(marks.get(place, "") for place in range(len(block.items)))
                found.append(replace(block, marks=of_each))
            else:
                found.append(block)
        return tuple(found)

    def _rows(self, number: int, table: Table) -> Iterator[tuple[Cell, ...]]:
        for place, row in enumerate(table.rows):
            mark = self.rows.get((number, place), "")
            yield (replace(row[0], mark=mark), *row[1:]) if mark and row else row


def compared(before: Document, after: Document, working: WorkingCalendar | None) -> Compared:
    """The same, with the rows of tables that are new or changed."""
    imprints = [find_imprint(document.imprint) for document in (before, after)]
    days = [imprint.as_of if imprint else None for imprint in imprints]
    kind = next(filter(None, (before.kind, after.kind)), "")
    facts = FACTS.get(kind, ANY)
    one, other = (
        facts.with_topics(facts.without_repeats(sections_of(document)))
        for document in (before, after)
    )
    one, other = _published(one, other, facts)
    front = FRONT if max(len(one), len(other)) > 1 else ALL
    recorder = Recorder((days[0], days[1]), facts, working, front)
    recorder.value("Title", "", title_of(before), title_of(after))
    pairs, gone, come = _matched(one, other)
    before_of = {j: i for i, j in pairs}
    for j, section in enumerate(other):
        if j in before_of:
            _compare(recorder, one[before_of[j]], section)
        else:
            _whole(recorder, other, j, come, new=True)
        # What is gone stands where it followed what still stands.
        i = before_of.get(j, len(one)) + 1
        while i in gone:
            _whole(recorder, one, i, gone, new=False)
            i += 1
    _order(recorder, one, other, pairs)
    tables = [block for block in after.blocks if isinstance(block, Table)]
    numbers = {id(table): number for number, table in enumerate(tables)}
    rows = {
        (numbers[id(table)], row): mark
        for table, row, mark in recorder.rows
        if id(table) in numbers
    }
    done = settled(recorder)
    items: dict[Bullets, dict[int, RowMark]] = {}
    for block, place, mark in done.items:
        items.setdefault(block, {})[place] = mark
    return Compared(done.changes(), rows, items)


def _published(
    before: list[Section], after: list[Section], facts: KindFacts
) -> tuple[list[Section], list[Section]]:
    """The sections, and of the list of versions only those published on both sides.

    The row of a new version, or of a draft, says no more than which edition a document is.
    """
    dated = [
        {
            words_of(row[0].body).words
            for section in side
            if facts.is_versions(section)
            for row in _rows(section)
            if any(when_of(words_of(cell.body).words) for cell in row)
        }
        for side in (before, after)
    ]
    both = dated[0] & dated[1]

    def only(section: Section) -> Section:
        rows = [row for row in _rows(section) if words_of(row[0].body).words in both]
        named = tuple(
            (cell(f"Version {words_of(first.body).words}", heading=True), *rest)
            for first, *rest in rows
        )
        blocks = [
            replace(block, rows=named) if isinstance(block, Table) else block
            for block in section.blocks
        ]
        return replace(section, blocks=blocks)

    one, other = (
        [
            only(section) if facts.is_versions(section) else section
            for section in side
            if both or not facts.is_versions(section)
        ]
        for side in (before, after)
    )
    return one, other


def _rows(section: Section) -> list[tuple[Cell, ...]]:
    """The rows of its first table, without those that have no cell of their own."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [row for row in tables[0].rows if row] if tables else []


def _compare(recorder: Recorder, before: Section, after: Section) -> None:
    after.topic = after.topic or before.topic
    recorder.section, recorder.table = after, ""
    if before.name != after.name:
        recorder.heading(before.name, after.name)
    lists = lists_in(before.blocks), lists_in(after.blocks)
    sheets = sheets_in(before.blocks), sheets_in(after.blocks)
    changed = compare_lists(recorder, *lists)
    several = any(len(lists[n]) + len(sheets[n]) > 1 for n in (0, 1))
    changed |= compare_tables(recorder, *sheets, by_caption=several)
    recorder.table = ""
    more = len(lists[1]) + len(sheets[1]) - len(lists[0]) - len(sheets[0])
    lines = lines_of(before.blocks, recorder.facts), lines_of(after.blocks, recorder.facts)
    compare_lines(recorder, *lines, changed=changed, more=more)


def _whole(
    recorder: Recorder, sections: Sequence[Section], at: int, alone: set[int], *, new: bool
) -> None:
    """A section that one document alone has, with all below it, as one change."""
    section = sections[at]
    if any(n < at and _within(section, sections[n]) for n in alone):
        return
    below = [one for one in sections[at:] if _within(one, section)]
    blocks = tuple(block for one in below for block in one.blocks)
    words = words_of(blocks).words or section.name
    name = item_named(section.name).name
    topic: Topic = (section.topic or "lists") if name else "text"
    recorder.section, recorder.table = section, ""
    if name:
        # It is what the section above it lists.
        recorder.section = Section(section.key[:-1], section.path[:-1])
        words = f"{section.name}: {words}".rstrip(": ")
    recorder.add(topic, name, "", *((None, words) if new else (words, None)))


def _order(
    recorder: Recorder, before: Sequence[Section], after: Sequence[Section], pairs: Sequence[Pair]
) -> None:
    """Sections that stand in another place among those of the same heading."""
    names = [one.name for one in before], [one.name for one in after]
    for parent in dict.fromkeys(after[j].key[:-1] for _, j in pairs if after[j].key):
        mine = [(i, j) for i, j in pairs if after[j].key and after[j].key[:-1] == parent]
        for i, j in out_of_order(mine, [(names[0][i], names[1][j]) for i, j in mine]):
            recorder.section, recorder.table = after[j], ""
            recorder.order(names[1][j], names, (i, j))


def _matched(
    before: Sequence[Section], after: Sequence[Section]
) -> tuple[list[Pair], set[int], set[int]]:
    """Sections that answer to each other: by key, else by what they say and where they stand."""
    keys = {section.key: j for j, section in enumerate(after)}
    pairs = [(i, keys[section.key]) for i, section in enumerate(before) if section.key in keys]
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])

    def like(i: int, j: int) -> float:
        one, other = before[i], after[j]
        if one.key[:-1] != other.key[:-1] or key_of(one.name) or key_of(other.name):
            return 0.0
        words = words_of(tuple(one.blocks)).words, words_of(tuple(other.blocks)).words
        return likeness(*words) if all(words) else 0.0

    pairs = sorted([*pairs, *likest(gone, come, like, 0.6)])
    return (
        pairs,
        set(without(len(before), [i for i, _ in pairs])),
        set(without(len(after), [j for _, j in pairs])),
    )


def _within(section: Section, other: Section) -> bool:
    """Whether a section is another one, or stands below it."""
    return section.key[: len(other.key)] == other.key
