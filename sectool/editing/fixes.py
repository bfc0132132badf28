"""The edits that give findings their one right answer."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.diagnostic import Diagnostic, RemoveFix, RenameFix, ReorderFix, RewriteFix
from sectool.editing.edit import CannotEdit, Edit, RenamedFile, Splice, changes_of
from sectool.editing.yaml_text import YamlText
from sectool.source.reader import decode
from sectool.source.yaml_errors import lines_in
from sectool.values import dataclass
from sectool.workspace.files import Files, Unreadable
from sectool.workspace.overlay import Overlay


@dataclass(frozen=True)
class Fixed:
    """The edits of some findings, and those that had to be left, with the reason of each."""

    edits: tuple[Edit, ...]
    left: tuple[tuple[Diagnostic, str], ...]


def fixed(files: Files, found: Iterable[Diagnostic]) -> Fixed:
    """Edits for the findings that have a fix; those of one file from its end, so that places hold.

    What cannot be edited without changing more is left.
    """
    edits: list[Edit] = []
    left: list[tuple[Diagnostic, str]] = []
    moved: dict[str, str] = {}
    reordered = set[tuple[str, object]]()
    last_first = sorted(found, key=lambda one: (one.place.file, one.place.span), reverse=True)
    # Names of files and the order of rows come last: until then, places are those that were found.
    for one in sorted(last_first, key=lambda each: isinstance(each.fix, (ReorderFix, RenameFix))):
        if one.fix is None or one.address is None:
            continue
        if isinstance(one.fix, ReorderFix):
            rows = (one.address.file, one.fix.path)
            if rows in reordered:
                continue  # Once, for all that are out of place.
            reordered.add(rows)
        now = Overlay(files, changes_of(files, edits))
        file = moved.get(one.address.file, one.address.file)
        try:
            edit = _edit(now, file, one)
            changes_of(now, [edit])
        except (CannotEdit, Unreadable) as error:
            left.append((one, str(error)))
            continue
        edits.append(edit)
        if isinstance(edit, RenamedFile):
            moved[edit.file] = edit.to
    return Fixed(tuple(edits), tuple(left))


def _edit(files: Files, file: str, one: Diagnostic) -> Edit:
    if one.address is None:
        raise AssertionError("a fix has an address")
    if isinstance(one.fix, RenameFix):
        return RenamedFile(file, one.fix.to)
    raw = files.read(file)
    if isinstance(one.fix, RewriteFix) and not one.address.path:
        return _characters(file, raw, one, one.fix.text)
    text = YamlText(file, raw)
    match one.fix:
        case RewriteFix(text=new):
            return text.rewrite(one.address, new)
        case ReorderFix(path=path, order=order):
            return text.reorder(path, order)
        case RemoveFix(path=path):
            # With the last item of a list goes its key.
            while len(path) > 1 and len(text.at(path[:-1])) == 1:
                path = path[:-1]
            return text.remove(path)
    raise AssertionError(f"{one.code} has no fix")


def _characters(file: str, raw: bytes, one: Diagnostic, new: str) -> Splice:
    """Characters of a file that cannot be read as YAML because of them."""
    text, problem = decode(raw)
    span = one.place.span
    if problem is not None or span.line != span.end_line:
        raise CannotEdit(f"{file}: it cannot be read, so it is not edited")
    lines = lines_in(text)
    start = _start_of(text, lines, span.line) + span.column - 1
    return Splice(file, start, start + span.end_column - span.column, new)


def _start_of(text: str, lines: list[str], number: int) -> int:
    """Where a line begins, counted from 1, whatever ends the lines before it."""
    at = 0
    for line in lines[: number - 1]:
        at += len(line)
        at += 2 if text.startswith("\r\n", at) else 1
    return at
