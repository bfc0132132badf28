"""The look of documents: styles that a register may replace, found in the templates' folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sectool.values import dataclass

# What else a style.typ is made of: fonts, and files that it imports.
_BESIDE = ("fonts", "**/*.typ")


class StyleError(Exception):
    """A fault in a style: which file, which line if known, and what is wrong."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message)
        self.file, self.line, self.message = file, line, message


class MissingGlyphs(Exception):
    """Characters of the document that no font at hand can show."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


@dataclass(frozen=True)
class Look:
    """Where styles are looked for: the first folder that has one wins, each on its own."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, folders: Sequence[Path]) -> Look:
        return cls(tuple(folders))

    def find(self, name: str) -> Path:
        """The file called `name` (such as style.css) that decides the look."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise StyleError(name, 1, "this style is in no folder of templates")

    def is_own(self, name: str) -> bool:
        """Whether a style, or what it may draw on beside it, differs from what is shipped.

        The last of the folders is what is shipped; a register may have copies of it, or lie there.
        """
        found = self.find(name)
        shipped = self.folders[-1] / name
        if not shipped.is_file():
            return True
        if found.parent.samefile(shipped.parent):
            return False
        if found.read_bytes() != shipped.read_bytes():
            return True
        beside = {path for pattern in _BESIDE for path in found.parent.glob(pattern)}
        return bool(beside - {found})

    def text(self, name: str) -> str:
        """The content of a style that is text."""
        path = self.find(name)
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise StyleError(name, 1, f"this style cannot be read: {error}") from error
