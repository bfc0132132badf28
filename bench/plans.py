"""Large made-up plans for the solver: the same bytes every time."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

from sectool.datelang.monotone import Steps
from sectool.datelang.parser import parse_phrase
from sectool.load import load_register
from sectool.schedule import calendars_of
from sectool.schedule.solver.constraints import Constraint, KnownDays, Relation

SEED = 20221103
BODIES = ("CSC", "OPSG", "TAG")


class Plans:
    """Makes plans over the calendar and the bodies of a register."""

    def __init__(self, register: Path) -> None:
        calendars = calendars_of(load_register(register).register)
        working = calendars.working
        if working is None:
            raise SystemExit("the register has no calendar")
        self._working = working
        self._steps = Steps(working, calendars.meetings)
        self.span = KnownDays(working.first.toordinal(), working.last.toordinal())
        self._chance = random.Random(SEED)  # noqa: S311 - the same bytes every time, no secret

    def layered(
        self, milestones: int, constraints: int, *, anchored: bool = True
    ) -> list[Constraint]:
        """Milestones that rest on earlier ones; a date for every twentieth, if `anchored`."""
        found: list[Constraint] = []
        start = self._working.first.toordinal() + 3 * 366
        for node in range(milestones):
            if anchored and node % 20 == 0:
                found.append(Constraint(node, start + node // 2, start + node // 2 + 2500))
            elif self._chance.random() < 0.3:
                found.append(Constraint(node, days=self._working.working_days))
        while len(found) < constraints:
            node = self._chance.randrange(1, milestones)
            other = self._chance.randrange(max(0, node - 40), node)
            found.append(self._after(node, other))
        self._chance.shuffle(found)
        return found

    def with_loop(self, milestones: int, constraints: int) -> list[Constraint]:
        """The hard case: no dates at all, and one loop among them that cannot be."""
        way = [*range(0, milestones, 25), milestones - 1]
        loop = [self._after(node, other) for other, node in pairwise(way)]
        loop.append(self._after(way[0], way[-1]))
        found = self.layered(milestones, constraints - len(loop), anchored=False)
        found += loop
        self._chance.shuffle(found)
        return found

    def _after(self, node: int, other: int) -> Constraint:
        """A milestone some distance after another one."""
        n, kind = self._chance.randint(1, 10), self._chance.random()
        if kind < 0.6:
            text = f"{n} working days after m"
        elif kind < 0.8:
            text = f"{n} days after m"
        else:
            text = f"first {self._chance.choice(BODIES)} meeting after m"
        function = self._steps.function_of(parse_phrase(text))
        return Constraint(node, relations=(Relation(">=", other, function),))
