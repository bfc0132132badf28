"""Scenarios from a file: each by its name, what it supposes by the kinds of supposition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sectool.diagnostic import Address, Diagnostic, Finding, Severity
from sectool.load.reading import ReadingOfFiles
from sectool.load.shapes import newest_shape
from sectool.model.scenarios import WrittenScenario
from sectool.planning.scenario import KINDS, NotUnderstood, Scenario, Supposition
from sectool.queries.errors import Unavailable
from sectool.workspace.memory import Memory


def scenarios_in(file: str, raw: bytes) -> tuple[Scenario, ...]:
    """The scenarios of a file, in its order; Unavailable, with findings, where it has faults."""
    return _Reading(file, raw).scenarios()


class _Reading(ReadingOfFiles):
    def __init__(self, file: str, raw: bytes) -> None:
        super().__init__(Memory({file: raw}))
        self.file, self.shape = file, newest_shape()

    def scenarios(self) -> tuple[Scenario, ...]:
        written = self._read(self.file, dict[str, WrittenScenario])
        found = [
            Scenario(name, tuple(self._supposed(name, one)))
            for name, one in (written or {}).items()
        ]
        if self.diagnostics:
            raise Unavailable(findings=self.diagnostics)
        if not found:
            raise Unavailable(f"{self.file} has no scenario")
        return tuple(found)

    def _supposed(self, name: str, one: WrittenScenario) -> Iterator[Supposition]:
        for kind, understood in KINDS.items():
            given: Any = getattr(one, kind)
            pairs = (
                [
                    (key, f"{key}={text}" if kind == "set" else f"{key} {text}")
                    for key, text in given.items()
                ]
                if isinstance(given, dict)
                else list(enumerate(given))
            )
            for step, text in pairs:
                try:
                    yield understood(text)
                except NotUnderstood as error:
                    self.diagnostics.append(self._fault(str(error), (name, kind, step)))

    def _fault(self, message: str, path: tuple[str | int, ...]) -> Diagnostic:
        finding = Finding(message, Address(self.file, path))
        return self.sources.diagnose("Y204", Severity.ERROR, finding)
