"""Lists compared item by item; an item that went from one list to another is one change."""

from __future__ import annotations

from collections.abc import Sequence

from sectool.blocks import Block, Bullets, Paragraph
from sectool.compare.alignment import Pair, alike_in_order, likeness, likest, out_of_order, without
from sectool.compare.change import PLACE, TEXT, Change
from sectool.compare.content import ID, ListItem, item_of, start_of, uncounted, words_of
from sectool.compare.recorder import Left, Recorder
from sectool.values import dataclass


@dataclass(frozen=True)
class ItemList:
    """A list, and the paragraph before it."""

    leads: str
    items: tuple[ListItem, ...]
    block: Bullets | None = None

    def place(self, number: int) -> tuple[Bullets, int] | None:
        """Where an item stands in its document."""
        return (self.block, number) if self.block is not None else None


def compare_lists(recorder: Recorder, before: list[ItemList], after: list[ItemList]) -> bool:
    """Whether anything joined or left them."""

    def like(i: int, j: int) -> float:
        keys = [{item.key for item in one.items} for one in (before[i], after[j])]
        shared = len(keys[0] & keys[1] - {""}) / max(1, min(map(len, keys)))
        leads = [uncounted(one.leads, len(one.items)) for one in (before[i], after[j])]
        return likeness(*leads) + shared

    pairs = likest(range(len(before)), range(len(after)), like, 0.5)
    if len(before) == len(after) == 1:
        pairs = [(0, 0)]
    start = len(recorder.found)
    empty = ItemList("", ())
    for i, j in pairs:
        _list(recorder, before[i], after[j])
    for i in without(len(before), [i for i, _ in pairs]):
        _list(recorder, before[i], empty)
    for j in without(len(after), [j for _, j in pairs]):
        _list(recorder, empty, after[j])
    return any(isinstance(one, Left) for one in recorder.found[start:])


def _list(recorder: Recorder, before: ItemList, after: ItemList) -> None:
    items = before.items, after.items
    pairs: list[Pair] = []
    for key in dict.fromkeys(item.key for item in (*items[0], *items[1])):
        one = [i for i, item in enumerate(items[0]) if item.key == key]
        two = [j for j, item in enumerate(items[1]) if item.key == key]
        least = 0.0 if key else 0.5
        pairs += likest(one, two, lambda i, j: likeness(items[0][i].rest, items[1][j].rest), least)
    steady = []
    gone = without(len(items[0]), [i for i, _ in pairs])
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        start = len(recorder.found)
        if not compare_items(recorder, items[0][i], items[1][j]):
            steady.append((i, j))
        recorder.list_item(after.place(j), "changed", start)
    for i in gone:
        recorder.found.append(Left(recorder.section, before.leads, items[0][i], come=False))
    for j in without(len(items[1]), [j for _, j in pairs]):
        recorder.found.append(_come(recorder, after, j))
    names = [[_called(item) for item in side] for side in items]
    words = [[item.content.words for item in side] for side in items]
    steady = alike_in_order(steady, words[0], words[1])
    whole = [(words[0][i], words[1][j]) for i, j in steady]
    for i, j in out_of_order(steady, whole):
        recorder.order(names[1][j], (names[0], names[1]), (i, j))


def _come(recorder: Recorder, after: ItemList, j: int) -> Left:
    return Left(recorder.section, after.leads, after.items[j], come=True, place=after.place(j))


def _called(item: ListItem) -> str:
    """What an item goes by among others: its name where that is an id, else how it begins."""
    return item.name if ID.fullmatch(item.name) else start_of(item.content.words)


def compare_items(recorder: Recorder, one: ListItem, other: ListItem) -> bool:
    """How an item changed; whether a day or figure did, which may move it in a list."""
    start = len(recorder.found)
    subject = other.name or recorder.subject()
    if one.name != other.name:
        recorder.add("text", one.name, "", one.name, other.name)
    recorder.value(subject, "title", one.title, other.title)
    (before, rest), (after, other_rest) = map(recorder.facts.stated, (one, other))
    for aspect in after:
        recorder.value(subject, aspect, before[aspect], after[aspect])
    recorder.value(subject, TEXT, rest or None, other_rest or None)
    recorder.marginal(subject, "", one.content, other.content)
    return recorder.steered(start)


def settled(recorder: Recorder) -> Recorder:
    """The same in its order; an item that left one list and joined another is one."""
    joined = [one for one in recorder.found if isinstance(one, Left) and one.come]
    left = [one for one in recorder.found if isinstance(one, Left) and not one.come]
    went: dict[int, Left] = {}
    for old in left:
        for new in joined:
            same = old.item.key and old.item.key == new.item.key
            near = old.section.key[:1] == new.section.key[:1]
            if same and near and id(new) not in went and id(old) not in map(id, went.values()):
                went[id(new)] = old
    moved = set(map(id, went.values()))
    done = Recorder(recorder.days, recorder.facts, recorder.working, recorder.front)
    done.rows, done.items = recorder.rows, recorder.items
    for one in recorder.found:
        start = len(done.found)
        if isinstance(one, Change):
            done.found.append(one)
        elif id(one) in went:
            _relisted(done, went[id(one)], one)
            done.list_item(one.place, "changed", start)
        elif id(one) not in moved:
            done.section = one.section
            topic = one.section.topic or done.facts.whole
            text = one.item.content.words
            both = (None, text) if one.come else (text, None)
            done.add(topic, one.item.name or done.subject(), "", *both)
            done.list_item(one.place, "new", start)
    return done


def _relisted(recorder: Recorder, old: Left, new: Left) -> None:
    recorder.section = new.section
    places = old.section.name, new.section.name
    if places[0] == places[1]:
        places = old.list, new.list
    topic = new.section.topic or "lists"
    if places[0] != places[1]:
        recorder.add(topic, new.item.name, PLACE, *places)
    compare_items(recorder, old.item, new.item)


def lists_in(blocks: Sequence[Block]) -> list[ItemList]:
    """The lists among some blocks."""
    found = []
    for n, block in enumerate(blocks):
        if isinstance(block, Bullets):
            before = blocks[n - 1] if n else None
            leads = words_of((before,)).words if isinstance(before, Paragraph) else ""
            found.append(ItemList(leads.rstrip(":"), tuple(map(item_of, block.items)), block))
    return found
