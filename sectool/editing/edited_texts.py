"""Edits made one after the other, each of what those before it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sectool.editing.edit import CannotEdit, Edit, changes_of
from sectool.editing.yaml_scalars import Value
from sectool.editing.yaml_text import YamlText
from sectool.model.shape import Shape
from sectool.workspace.files import Files, Unreadable
from sectool.workspace.overlay import Overlay


class EditedTexts:
    """The files of a register with the edits made so far."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.made: list[Edit] = []

    @property
    def files(self) -> Files:
        """The files as they are with these edits."""
        return Overlay(self._files, changes_of(self._files, self.made))

    def text(self, file: str) -> YamlText:
        """The text of a file as it is by now. CannotEdit where there is none to edit."""
        try:
            return YamlText(file, self.files.read(file))
        except Unreadable as error:
            raise CannotEdit(f"{file}: {error}") from error

    def make(self, edit: Edit) -> None:
        """One more edit."""
        self.made.append(edit)

    def put(self, file: str, path: tuple[str | int, ...], value: Value, shape: type[Shape]) -> None:
        """A key gets a value, whether it is there already or not."""
        text = self.text(file)
        key = str(path[-1])
        if key in text.at(path[:-1]):
            self.make(text.set(path, value))
        else:
            self.make(text.add(path[:-1], key, value, keys_in_order(shape)))

    def take_away(self, file: str, path: tuple[str | int, ...]) -> None:
        """A key goes, if it is there."""
        text = self.text(file)
        if path[-1] in text.at(path[:-1]):
            self.make(text.remove(path))


def keys_in_order(shape: type[Shape]) -> Sequence[str]:
    """The keys of a shape, in the order in which they are written."""
    return [field.alias or name for name, field in shape.model_fields.items()]


def day_in(data: Mapping[str, Any], *keys: str) -> str:
    """What places data in time: a month counts from its last day."""
    text = next((str(data[key]) for key in keys if isinstance(data.get(key), str)), "")
    return text if len(text) != len("2022-11") else f"{text}-99"
