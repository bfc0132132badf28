"""Which parts of two sequences answer to each other: the same pairs from either side.

The reverse of a comparison must be its mirror image, so nothing here depends on which of the two
comes first: sequences are put in an order of their own before they are aligned, and likeness is
the same both ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

Pair = tuple[int, int]


def kept(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """What stands in both in the same order, as pairs of indexes."""
    one, other = list(before), list(after)
    swap = one > other
    if swap:
        one, other = other, one
    found: list[Pair] = []
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        found += [(block.a + n, block.b + n) for n in range(block.size)]
    return [(j, i) for i, j in found] if swap else found


def likeness(one: str, other: str) -> float:
    """How many words two texts share, from 0 to 1, in whatever order they stand."""
    if one == other:
        return 1.0
    left, right = _words(one), _words(other)
    many = left.total() + right.total()
    return 2 * (left & right).total() / many if many else 0.0


@lru_cache(4096)
def _words(text: str) -> Counter[str]:
    return Counter(text.lower().split())


def likest(
    before: Sequence[int],
    after: Sequence[int],
    like: Callable[[int, int], float],
    least: float,
) -> list[Pair]:
    """Pairs of indexes, the likest first; of equals those that stand nearest to each other.

    A pair less alike than `least` is none.
    """
    scored = [(like(i, j), i, j) for i in before for j in after]
    scored.sort(key=lambda row: (-row[0], abs(row[1] - row[2]), row[1] + row[2], row[1]))
    taken: tuple[set[int], set[int]] = (set(), set())
    found: list[Pair] = []
    for score, i, j in scored:
        if score >= least and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((i, j))
    return sorted(found)


def without(size: int, taken: Sequence[int]) -> list[int]:
    """The indexes that are not among those taken."""
    gone = set(taken)
    return [index for index in range(size) if index not in gone]


def alike_in_order(
    pairs: Sequence[Pair], before: Sequence[str], after: Sequence[str]
) -> list[Pair]:
    """The pairs, those of the same words in their order: nobody sees them change places."""
    same: dict[str, list[Pair]] = {}
    for i, j in pairs:
        if before[i] == after[j]:
            same.setdefault(before[i], []).append((i, j))
    others = [(i, j) for i, j in pairs if before[i] != after[j]]
    for group in same.values():
        olds, news = map(sorted, zip(*group, strict=True))
        others += zip(olds, news, strict=True)
    return sorted(others, key=lambda pair: pair[1])


def out_of_order(pairs: Sequence[Pair], names: Sequence[tuple[str, str]]) -> list[Pair]:
    """The pairs whose place among the others has changed: as few as explain it.

    `names` are those of each pair on both sides; pairs of the same name are told apart by place.
    """
    place = sorted(range(len(pairs)), key=lambda n: (min(pairs[n]), max(pairs[n])))
    seen: Counter[tuple[str, ...]] = Counter()
    token: dict[Pair, str] = {}
    for n in place:
        name = tuple(sorted(names[n]))
        token[pairs[n]] = f"{name}#{seen[name]}"
        seen[name] += 1
    old = sorted(pairs)
    new = sorted(pairs, key=lambda pair: pair[1])
    stay = {old[i] for i, _ in kept([token[p] for p in old], [token[p] for p in new])}
    return [pair for pair in new if pair not in stay]
