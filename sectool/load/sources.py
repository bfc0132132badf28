"""The files of a register, read once more for the places of what is found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path

from sectool.diagnostic import WHOLE_FILE, Address, Diagnostic, Finding, Place, Severity, Span
from sectool.diagnostic import Path as Steps
from sectool.load.shapes import path_in_file
from sectool.load.shipped import printed
from sectool.model.register import REGISTER_FOLDERS, SETTINGS_FILE
from sectool.source.reader import decode, read_spans
from sectool.source.spans import Spans
from sectool.values import dataclass
from sectool.workspace.files import Files, Unreadable, walk
from sectool.workspace.on_disk import on_disk


@dataclass
class Sources:
    """The files of a register, read again for positions only where something is to be told."""

    files: Files
    # Tables of the profile, by the names of files that the register does not have of its own.
    shipped: dict[str, Path] = field(default_factory=dict)
    # Where the templates of the register's profile lie, if it ships any.
    profile_templates: Path | None = None
    # What has another place in a file's data than in the file, for one of an older shape.
    relocations: dict[str, tuple[Mapping[Steps, Steps], ...]] = field(default_factory=dict)
    _spans: dict[str, Spans] = field(default_factory=dict)

    def spans(self, file: str) -> Spans:
        if file not in self._spans:
            try:
                text, _ = decode(self.read(file))
            except Unreadable:
                text = ""
            self._spans[file] = read_spans(text)
        return self._spans[file]

    def read(self, file: str) -> bytes:
        """What a file of the register holds, or the shipped table that stands for it."""
        shipped = self.shipped.get(file)
        return self.files.read(file) if shipped is None else shipped.read_bytes()

    def place(self, address: Address) -> Place:
        """Where an address stands, with its line."""
        shipped = self.shipped.get(address.file)
        name = address.file if shipped is None else printed(shipped)
        if address.line is not None:
            line = self.spans(address.file).line(Span(address.line, 1, address.line, 1))
            start = line.find(address.word) + 1 if address.word and address.word in line else 1
            span = Span(address.line, start, address.line, start)
            return Place(name, span, line)
        if not address.file.endswith(".yaml"):
            return Place(name, WHOLE_FILE)
        spans = self.spans(address.file)
        path = path_in_file(address.path, self.relocations.get(address.file, ()))
        span = spans.find(path, key=address.key, within=address.within, word=address.word)
        return Place(name, span, spans.line(span))

    def first_use(self, character: str) -> Address:
        """The first place in the register's own files where a character stands."""
        texts = [
            file
            for folder in (*REGISTER_FOLDERS, "templates")
            for file in walk(self.files, folder)
            if file.endswith((".yaml", ".j2"))
        ]
        for file in texts:
            for number, line in enumerate(self.spans(file).lines, start=1):
                if character in line:
                    return Address(file, line=number, word=character)
        return Address(SETTINGS_FILE)

    @cached_property
    def templates(self) -> Path | None:
        """The folder of the register's own templates and styles, if it has one.

        Unreadable where something in it is not to be read.
        """
        return on_disk(self.files, "templates")

    def diagnose(self, code: str, severity: Severity, finding: Finding) -> Diagnostic:
        """A finding, placed."""
        return Diagnostic(
            code,
            severity,
            finding.message,
            self.place(finding.address),
            finding.help,
            tuple((other.message, self.place(other.address)) for other in finding.related),
            finding.about,
            finding.fix,
            finding.address,
        )
