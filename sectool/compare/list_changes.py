"""Lists compared item by item; an item that went from one list to another is told once."""

from __future__ import annotations

from collections.abc import Sequence
from re import Pattern

from sectool.blocks import Block, Bullets, Paragraph
from sectool.compare.alignment import Pair, likeness, likest, out_of_order, without
from sectool.compare.change import PLACE, TEXT, Change
from sectool.compare.reading import Item, item_of, said, start_of, uncounted
from sectool.compare.recorder import Left, Telling
from sectool.values import dataclass


@dataclass(frozen=True)
class ItemList:
    """A list, and the paragraph before it."""

    leads: str
    items: tuple[Item, ...]


def compare_lists(telling: Telling, before: list[ItemList], after: list[ItemList]) -> bool:
    """Whether anything joined or left them."""

    def like(i: int, j: int) -> float:
        keys = [{item.key for item in one.items} for one in (before[i], after[j])]
        shared = len(keys[0] & keys[1] - {""}) / max(1, min(map(len, keys)))
        leads = [uncounted(one.leads, len(one.items)) for one in (before[i], after[j])]
        return likeness(*leads) + shared

    pairs = likest(range(len(before)), range(len(after)), like, 0.5)
    if len(before) == len(after) == 1:
        pairs = [(0, 0)]
    start = len(telling.found)
    empty = ItemList("", ())
    for i, j in pairs:
        _list(telling, before[i], after[j])
    for i in without(len(before), [i for i, _ in pairs]):
        _list(telling, before[i], empty)
    for j in without(len(after), [j for _, j in pairs]):
        _list(telling, empty, after[j])
    return any(isinstance(one, Left) for one in telling.found[start:])


def _list(telling: Telling, before: ItemList, after: ItemList) -> None:
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
        if not compare_items(telling, items[0][i], items[1][j]):
            steady.append((i, j))
    for i in gone:
        telling.found.append(Left(telling.section, before.leads, items[0][i], come=False))
    for j in without(len(items[1]), [j for _, j in pairs]):
        telling.found.append(Left(telling.section, after.leads, items[1][j], come=True))
    names = [[item.name or start_of(item.rest) for item in side] for side in items]
    whole = [(items[0][i].said.words, items[1][j].said.words) for i, j in steady]
    for i, j in out_of_order(steady, whole):
        telling.order(names[1][j], (names[0], names[1]), (i, j))


def compare_items(telling: Telling, one: Item, other: Item) -> bool:
    """Tells how an item changed; whether a day or figure did, which may move it in a list."""
    start = len(telling.found)
    subject = other.name or telling.subject()
    if one.name != other.name:
        telling.tell("text", one.name, "", one.name, other.name)
    telling.value(subject, "title", one.title, other.title)
    rests = [one.rest, other.rest]
    for aspect, pattern in _facts(telling).items():
        values: list[str | None] = []
        for n, rest in enumerate(rests):
            if found := pattern.search(rest):
                rests[n] = (rest[: found.start()] + rest[found.end() :]).strip()
                values.append(_fact(found.groupdict()))
            else:
                values.append(None)
        telling.value(subject, aspect, *values)
    telling.value(subject, TEXT, *(rest or None for rest in rests))
    telling.marginal(subject, "", one.said, other.said)
    return telling.steered(start)


def _facts(telling: Telling) -> dict[str, Pattern[str]]:
    return telling.marks.facts.get(telling.section.key[0] if telling.section.key else "", {})


def settled(telling: Telling) -> Telling:
    """The same in its order; an item that left one list and joined another is told once."""
    joined = [one for one in telling.found if isinstance(one, Left) and one.come]
    left = [one for one in telling.found if isinstance(one, Left) and not one.come]
    went: dict[int, Left] = {}
    for old in left:
        for new in joined:
            same = old.item.key and old.item.key == new.item.key
            near = old.section.key[:1] == new.section.key[:1]
            if same and near and id(new) not in went and id(old) not in map(id, went.values()):
                went[id(new)] = old
    moved = set(map(id, went.values()))
    told = Telling(telling.days, telling.marks, telling.working, telling.front)
    for one in telling.found:
        if isinstance(one, Change):
            told.found.append(one)
        elif id(one) in went:
            _relisted(told, went[id(one)], one)
        elif id(one) not in moved:
            told.section = one.section
            topic = told.marks.topic(one.section.key, told.marks.whole)
            text = one.item.said.words
            both = (None, text) if one.come else (text, None)
            told.tell(topic, one.item.name or told.subject(), "", *both)
    return told


def _relisted(telling: Telling, old: Left, new: Left) -> None:
    telling.section = new.section
    places = old.section.name, new.section.name
    if places[0] == places[1]:
        places = old.list, new.list
    topic = telling.marks.topic(new.section.key, "lists")
    if places[0] != places[1]:
        telling.tell(topic, new.item.name, PLACE, *places)
    compare_items(telling, old.item, new.item)


def lists_in(blocks: Sequence[Block]) -> list[ItemList]:
    """The lists among some blocks."""
    found = []
    for n, block in enumerate(blocks):
        if isinstance(block, Bullets):
            before = blocks[n - 1] if n else None
            leads = said((before,)).words if isinstance(before, Paragraph) else ""
            found.append(ItemList(leads.rstrip(":"), tuple(item_of(item) for item in block.items)))
    return found


def _fact(found: dict[str, str | None]) -> str | None:
    """The value that a sentence states, with what it says about it in brackets."""
    value = found["value"]
    if value is None:
        return None
    how = found.get("how") or ""
    return (
        value
        + (" (estimated)" if how.startswith("Estimated") else "")
        + (found.get("because") or "")
    )
