"""What a rule is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from importlib import import_module
from types import ModuleType

from sectool.codes import RULE, RuleCode
from sectool.diagnostic import Finding, Severity
from sectool.history import Scope
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from sectool.schedule import Calendars, Fault, Schedule
from sectool.values import dataclass


@dataclass(frozen=True)
class Subject:
    """A register and the dates computed from it: all that rules know of the world."""

    register: Register
    schedules: dict[str, Schedule]
    document_faults: tuple[Fault, ...] | None = None
    # The day as of which releases are looked at; without one, only days of documents are.
    today: date | None = None

    @cached_property
    def calendars(self) -> Calendars:
        """Working Days and meetings, with all that is known."""
        return register_on(self.register, None).calendars

    @cached_property
    def scopes(self) -> dict[str, Scope]:
        """The scope of every release, with all that is known."""
        now = register_on(self.register, None)
        return {id_: now.scope(id_) for id_ in self.register.releases}

    @cached_property
    def faults(self) -> dict[str, list[Finding]]:
        """What scheduling and the trying out of documents found already, by the rule's code."""
        found: dict[str, list[Finding]] = {}
        for schedule in self.schedules.values():
            for fault in schedule.faults:
                found.setdefault(fault.code, []).append(fault.finding)
        for fault in self.document_faults or ():
            found.setdefault(fault.code, []).append(fault.finding)
        return found


Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule; its module is imported when more is asked than its row in the table of codes says."""

    row: RuleCode

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def about(self) -> frozenset[str]:
        """What its findings are about, such as `timeline`."""
        return self.row.about

    @cached_property
    def module(self) -> ModuleType:
        return import_module(f"sectool.rules.{self.row.module}")

    @property
    def severity(self) -> Severity:
        severity: Severity = self.module.SEVERITY
        return severity

    @cached_property
    def needs(self) -> frozenset[str]:
        """The fields of Register without which it finds less than there is."""
        return frozenset(getattr(self.module, "NEEDS", ()))

    @property
    def page(self) -> str:
        """The docstring of its module: title, reason, a bad and a good example."""
        return (self.module.__doc__ or "").strip() + "\n"

    @property
    def title(self) -> str:
        return self.page.split("\n", 1)[0].rstrip(".")

    def findings(self, subject: Subject) -> Iterable[Finding]:
        """What it finds, or what was found for it before."""
        if self.row.made_by == RULE:
            check: Check = self.module.check
            return check(subject)
        return subject.faults.get(self.code, ())
