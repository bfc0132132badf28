"""The participants contradict each other: two names for one thing, two operators, or areas of none.

An impact statement is about a participant, a kind of its Parties or an area of the operator's
systems: each name says which, so no two of them are alike. One participant at most is the operator,
and areas are the operator's.

Bad:

    # reference/participants.yaml
    everyone: All SEC Parties
    participants:
      suppliers:
        title: Suppliers
        parties: Supplier Parties
        kinds: {dsp: {title: Large Supplier Parties}}
      dcc:
        title: DCC
        parties: DCC
        operator: true
        levels:
          system: {changes-systems: true}
          none: {ticked: false}    # R131
        areas: {dsp: {title: Data Services Provider}}    # R131
      gas-networks:
        title: Gas Networks
        parties: Gas Network Parties
        operator: true    # R131

Good:

    # reference/participants.yaml
    everyone: All SEC Parties
    participants:
      suppliers:
        title: Suppliers
        parties: Supplier Parties
        kinds: {large-suppliers: {title: Large Supplier Parties}}
      dcc:
        title: DCC
        parties: DCC
        operator: true
        levels: {system: {changes-systems: true}, testing: {title: testing only}}
        areas: {dsp: {title: Data Services Provider}}
      gas-networks:
        title: Gas Networks
        parties: Gas Network Parties
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.participants import RESERVED
from sectool.model.register import reference
from sectool.model.texts import ALL_PARTIES
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"parties"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    parties = subject.register.parties
    if parties is None:
        return
    named: dict[str, Address | None] = {ALL_PARTIES: None}
    operator: str | None = None
    for id_, one in parties.participants.items():
        here = reference("parties", "participants", id_)
        names = [here, *(here.at("kinds", kind) for kind in one.kinds)]
        names += [here.at("areas", area) for area in one.areas]
        for address in names:
            name = str(address.path[-1])
            if name in named:
                found = named[name]
                yield Finding(
                    f"{name!r} is the name of something else already",
                    _key(address),
                    "give each participant, kind and area a name of its own",
                    (Related("it is named here", _key(found)),) if found is not None else (),
                    about=(name,),
                )
            named.setdefault(name, address)
        for level in one.levels:
            if level in RESERVED:
                yield Finding(
                    f"{level!r} says something of every participant, so no level can be called so",
                    _key(here.at("levels", level)),
                    "give the level another name",
                    about=(id_, level),
                )
        if one.operator and operator is not None:
            yield Finding(
                f"{operator!r} is the operator already",
                here.at("operator"),
                "one participant at most is the operator",
                about=(id_,),
            )
        operator = operator or (id_ if one.operator else None)
        if one.areas and not one.operator:
            yield Finding(
                f"{id_!r} has areas, and is not the operator",
                _key(here.at("areas")),
                "areas are of the operator's systems; other Parties may have 'kinds'",
                about=(id_,),
            )


def _key(address: Address) -> Address:
    """The key itself that an address leads to."""
    above = Address(address.file, address.path[:-1])
    return above.of_key(str(address.path[-1]))
