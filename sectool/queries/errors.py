"""Why a question has no answer: what was asked for is not there, or cannot be known."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.diagnostic import Diagnostic, suggestion


class NotFound(Exception):
    """Something was named that the register does not have, such as a release or a body.

    The message is whole, with what was likely meant; `kind` and `name` are for programs. Whoever
    took the name from a person says where from: an option, a field, an address.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), message: str = "") -> None:
        self.kind, self.name = kind, name
        super().__init__(message or f"there is no {kind} {name!r}{suggestion(name, list(known))}")


class Unavailable(Exception):
    """The register cannot answer: a file that it would take is missing, broken, or too short.

    Where findings of the check are the reason, they are `findings`, and there is no message.
    """

    def __init__(self, reason: str = "", findings: Iterable[Diagnostic] = ()) -> None:
        self.findings = tuple(findings)
        super().__init__(reason)
