"""Findings for those who asked for a check: as text for people, as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from sectool.diagnostic import Diagnostic, Place, Severity
from sectool.unseen import in_line, visible, visible_in_json

if TYPE_CHECKING:
    from sectool.check.run import NotChecked

JSON_VERSION = 1


def text(diagnostics: Sequence[Diagnostic], not_checked: Sequence[NotChecked] = ()) -> str:
    """One block a finding: where, what, the line with a caret, related places, advice.

    What could not be checked comes last, a sentence for each kind of file.
    """
    blocks = [_block(diagnostic) for diagnostic in diagnostics]
    if not_checked:
        blocks.append("\n".join(map(_not_checked, not_checked)))
    return "\n\n".join(blocks)


def as_json(diagnostics: Sequence[Diagnostic], not_checked: Sequence[NotChecked] = ()) -> str:
    """One JSON object, always of the same shape; `version` rises when the shape changes."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    document = {
        "version": JSON_VERSION,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "findings": [_as_data(diagnostic) for diagnostic in diagnostics],
        "not-checked": [
            {"files": list(one.files), "codes": list(one.codes)} for one in not_checked
        ],
    }
    return visible_in_json(json.dumps(document, ensure_ascii=False, indent=2))


Reporter = Callable[[Sequence[Diagnostic], Sequence["NotChecked"]], str]
REPORTERS: dict[str, Reporter] = {"text": text, "json": as_json}


def summary(diagnostics: Sequence[Diagnostic], what: str) -> str:
    """`2 errors and 1 warning in 34 files`."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    counted = [_plural(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return f"{' and '.join(counted) if counted else 'nothing to report'} in {what}"


def fixable(diagnostics: Sequence[Diagnostic]) -> str:
    """`3 of these have one right answer`; nothing where none has."""
    many = sum(one.fix is not None for one in diagnostics)
    return f"{many} of these {'has' if many == 1 else 'have'} one right answer" if many else ""


def _plural(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _block(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    rule = f"{diagnostic.code} {diagnostic.name}"
    head = f"{where(place)}: {diagnostic.severity.value}[{rule}] "
    head += in_line(diagnostic.message)
    lines = [head, *_source(place)]
    if diagnostic.help is not None:
        lines.append(f"  = {in_line(diagnostic.help)}")
    for message, related in diagnostic.related:
        lines.append(f"  {where(related)}: {in_line(message)}")
        lines.extend(_source(related))
    return "\n".join(lines)


def where(place: Place) -> str:
    """`modifications/MP143.yaml:12:9`, which editors and terminals make a link of."""
    return f"{in_line(place.file)}:{place.span.line}:{place.span.column}"


def _not_checked(one: NotChecked) -> str:
    """`not checked in full, since reference/calendar.yaml cannot be read: C101, T104 to T106`."""
    file, *others = one.files
    more = f" and {_plural(len(others), 'other file')} like it" if others else ""
    shown = f"not checked in full, since {in_line(file)}{more} cannot be read: {_ranges(one.codes)}"
    return "\n".join(wrap(shown, 80, subsequent_indent="  ", break_on_hyphens=False))


def _ranges(codes: Sequence[str]) -> str:
    """`C101, T104 to T106`: codes in order, three or more that follow each other as one."""
    numbered = enumerate(codes)
    shown = []
    for _, run in groupby(numbered, lambda item: (item[1][0], int(item[1][1:]) - item[0])):
        together = [code for _, code in run]
        shown += [f"{together[0]} to {together[-1]}"] if len(together) > 2 else together
    return ", ".join(shown)


def _source(place: Place) -> list[str]:
    """The line and a caret under what is meant; a long line is cut around it."""
    line = place.source_line
    if not line.strip():
        return []
    start = place.span.column - 1
    end = place.span.end_column - 1 if place.span.end_line == place.span.line else len(line)
    end = min(max(end, start + 1), max(len(line), start + 1))
    margin = f"{place.span.line:>5} | "
    cut = max(0, start - 60) if len(line) > 100 else 0
    shown = visible(line[cut : cut + 100])
    before = "".join("\t" if c == "\t" else " " * len(visible(c)) for c in line[cut:start])
    before += " " * (start - max(len(line), cut))
    marked = visible(line[start : min(end, cut + 100)])
    carets = "^" * max(1, len(marked), min(end, cut + 100) - start)
    return [margin + shown.rstrip(), " " * 5 + " | " + before + carets]


def _as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_place(diagnostic.place),
        "help": diagnostic.help,
        "related": [{"message": message, **_place(place)} for message, place in diagnostic.related],
        "about": list(diagnostic.about),
        "fixable": diagnostic.fix is not None,
    }


def _place(place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "file": place.file,
        "line": span.line,
        "column": span.column,
        "end-line": span.end_line,
        "end-column": span.end_column,
    }


def warnings_about(warned: Sequence[str], file: str | None) -> str:
    """`2 warnings about a file`, or about the register; nothing where there are none."""
    many = sum(file in (None, one) for one in warned)
    about = file if file is not None else "the register"
    return f"{many} warning{'s' if many > 1 else ''} about {about}" if many else ""
