"""What a rule is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

from sectool.diagnostic import Finding, Severity
from sectool.history import Scope
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from sectool.schedule import Calendars, Fault, Schedule, calendars_of


@dataclass(frozen=True)
class Subject:
    """A register and the dates computed from it: all that rules know of the world."""

    register: Register
    schedules: dict[str, Schedule]
    document_faults: tuple[Fault, ...] | None = None

    @cached_property
    def calendars(self) -> Calendars:
        """Working Days and meetings, with all that is known."""
        return calendars_of(self.register)

    @cached_property
    def scopes(self) -> dict[str, Scope]:
        """The scope of every release, with all that is known."""
        now = register_on(self.register, None)
        return {id_: now.scope(id_) for id_ in self.register.releases}

    def faults(self, code: str) -> Iterator[Finding]:
        """What scheduling and wording found already, for the rule that reports it."""
        for schedule in self.schedules.values():
            yield from (fault.finding for fault in schedule.faults if fault.code == code)
        yield from (fault.finding for fault in self.document_faults or () if fault.code == code)


Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule by its code. `check` is None where reading the files reports it already.

    `page` is the docstring of the rule's module: title, reason, a bad and a good example.
    """

    code: str
    severity: Severity
    page: str
    check: Check | None

    @property
    def title(self) -> str:
        return self.page.split("\n", 1)[0].rstrip(".")

    @classmethod
    def of(cls, module: ModuleType) -> Rule:
        """The rule that a module holds: its code is the start of the module's name."""
        code = module.__name__.rpartition(".")[2].split("_", 1)[0].upper()
        page = (module.__doc__ or "").strip() + "\n"
        return cls(code, module.SEVERITY, page, getattr(module, "check", None))
