"""What a publication says that no source does."""

from __future__ import annotations

from sectool.documents.edition import Edition
from sectool.documents.kinds import KINDS
from sectool.model.register import Register
from sectool.queries.assumed import AssumedFact, assumed_of_modification, assumed_of_release
from sectool.queries.register_on import register_on


def assumed_facts(register: Register, name: str, edition: Edition) -> tuple[AssumedFact, ...]:
    """The facts that an edition of a publication of the register takes from assumptions.

    None are looked for in a publication that is about all of the register.
    """
    publication = register.publications[name]
    on = register_on(register, edition.as_of)
    match KINDS[publication.kind].about:
        case "a release" if publication.release is not None:
            return assumed_of_release(on, publication.release)
        case "a modification" if publication.requested is not None:
            id_ = publication.requested.modification
            return assumed_of_modification(on, id_) if id_ in register.modifications else ()
    return ()
