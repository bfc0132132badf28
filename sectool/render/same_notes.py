"""Notes that say the same are one note: it stands once below, under one number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sectool.blocks import (
    Anchor,
    Blocks,
    Bullets,
    Cell,
    Emph,
    Heading,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    notes_of,
    plain,
)


def same_notes_once(blocks: Blocks) -> Blocks:
    """The blocks with each note under the key of the first that has its words."""
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for key, note in notes_of(blocks).items():
        same = first.setdefault(plain(note.body, notes=True), key)
        if same != key:
            again[key] = same
    found: Blocks = _renamed(blocks, again) if again else blocks
    return found


def _renamed(piece: Any, keys: Mapping[str, str]) -> Any:
    """A piece of a document with other keys for some of its notes."""
    match piece:
        case tuple():
            return tuple(_renamed(one, keys) for one in piece)
        case Note(key=key):
            return replace(piece, key=keys.get(key, key))
        case Heading() | Paragraph() | Cell() | Strong() | Emph() | Link() | Anchor():
            return replace(piece, body=_renamed(piece.body, keys))
        case Bullets():
            return replace(piece, items=_renamed(piece.items, keys))
        case Table():
            caption, head = _renamed(piece.caption, keys), _renamed(piece.head, keys)
            return replace(piece, caption=caption, head=head, rows=_renamed(piece.rows, keys))
        case _:
            return piece
