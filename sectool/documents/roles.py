"""Who has which role, as documents say it: beside a value, and no part of its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from sectool.model.register import Register
from sectool.queries.bodies import body_in_words
from sectool.queries.register_on import RegisterOn
from sectool.queries.roles import RoleOn, role_in_release, role_on
from sectool.values import dataclass

# What stands for a body that is not known.
TBC = "TBC"


@dataclass(frozen=True)
class BodiesNamed:
    """One body or several, as sentences name them; TBC where none is known.

    `the` says the short name (`the CSC`), `in_full` the name (`the Change Board`), as `name` does
    without the article. `abroad` is for readers who know bodies of several Codes: `the SEC
    Panel`.
    """

    the: str = TBC
    in_full: str = TBC
    name: str = TBC
    abroad: str = TBC
    several: bool = False

    @property
    def known(self) -> bool:
        return self.the != TBC


@dataclass(frozen=True)
class RoleNamed(BodiesNamed):
    """Who has a role; `sources` show the powers by which they do."""

    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roles:
    """The roles of a Code in a document, by the names of the acts; `worded` fills as a template
    asks.

    `since` is who had each on some day since the last report, and `on_other_days` whom the document
    names for acts of other days.
    """

    named: Mapping[str, RoleNamed] = field(default_factory=dict)
    found: Mapping[str, RoleOn] = field(default_factory=dict)
    names_abroad: Mapping[str, str] = field(default_factory=dict)
    worded: set[str] = field(default_factory=set, compare=False)
    since: Roles | None = None
    on_other_days: tuple[RoleOn, ...] = ()

    def __getitem__(self, act: str) -> RoleNamed:
        """Who has a role, for a template: TBC also where the Code does not have it."""
        self.worded.add(act)
        return self.named.get(act, RoleNamed())

    def abroad(self, name: str) -> str:
        """A body as readers elsewhere know it: `SEC Panel` for `Panel`."""
        return self.names_abroad.get(name, name)

    @property
    def in_doubt(self) -> tuple[RoleOn, ...]:
        """The roles that were worded, and that no body has, or several may; each once.

        Of an act that the Code does not have, nobody does. That several had one in turn, since the
        last report, is no doubt.
        """
        found = (role for act, role in self.found.items() if act in self.worded)
        missing = (RoleOn(act, None, None, ()) for act in sorted(self.worded - self.found.keys()))
        other = (role for role in self.on_other_days if role.act in self.worded)
        in_doubt = [role for role in (*found, *missing, *other) if len(role.bodies) != 1]
        if self.since is not None:
            in_doubt += [role for role in self.since.in_doubt if not role.bodies]
        each = {(role.act, role.bodies): role for role in reversed(in_doubt)}
        return tuple(reversed(each.values()))


def roles_of(on: RegisterOn, release: str | None = None) -> Roles:
    """Who has each role on the day of a document; in one about a release, on that of the act."""
    found = {}
    for act in on.register.roles:
        if release is None:
            found[act] = role_on(on.register, act, on.day, on.day)
        else:
            found[act] = role_in_release(on, act, release)
    return _roles(on.register, found)


def roles_between(on: RegisterOn, first: date, last: date) -> Roles:
    """Who had each role on some day of a span, as known on the day of a document."""
    register = on.register
    found = {act: role_on(register, act, first, on.day, last) for act in register.roles}
    return _roles(register, found)


def _roles(register: Register, found: Mapping[str, RoleOn]) -> Roles:
    named = {act: _role_named(register, role) for act, role in found.items()}
    shorts = (body.short for body in register.bodies.values())
    abroad = {body_in_words(register, short)[0]: _abroad(register, short) for short in shorts}
    return Roles(named, found, abroad)


def bodies_named(register: Register, shorts: Iterable[str], joined: str = "or") -> BodiesNamed:
    """Some bodies, by their short names, as sentences name them."""
    shorts = tuple(shorts)
    if not shorts:
        return BodiesNamed()
    full = [" ".join(body_in_words(register, short)[0].split()) for short in shorts]
    return BodiesNamed(
        _joined((f"the {short}" for short in shorts), joined),
        _joined((f"the {name}" for name in full), joined),
        _joined(full, joined),
        _joined((f"the {_abroad(register, short)}" for short in shorts), joined),
        len(shorts) > 1,
    )


def _role_named(register: Register, role: RoleOn) -> RoleNamed:
    one = bodies_named(register, (body.short for body in role.bodies))
    return RoleNamed(one.the, one.in_full, one.name, one.abroad, one.several, sources=role.sources)


def _joined(names: Iterable[str], joined: str) -> str:
    """`the Panel or the CSC`."""
    *before, last = names
    return f"{', '.join(before)} {joined} {last}" if before else last


def _abroad(register: Register, short: str) -> str:
    """The name of a body that is the Code's short name and its own, else as anywhere."""
    body, name = register.body_called(short), body_in_words(register, short)[0]
    settings = register.settings
    if body is not None and settings is not None and body.name == f"{settings.code.short} {name}":
        return body.name
    return name
