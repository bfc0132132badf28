"""Why a document cannot be built or set, as findings at the place that is to blame."""

from __future__ import annotations

from sectool.building.build import TEMPLATES
from sectool.diagnostic import Address, Diagnostic, Finding, Severity
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import CannotCompose
from sectool.load import Loaded
from sectool.model.register import publication_file
from sectool.render.look import MissingGlyphs, StyleError
from sectool.schedule import Fault
from sectool.wording.environment import WordingError

Failure = NoSuchEdition | CannotCompose | WordingError | StyleError | MissingGlyphs


def building_faults(loaded: Loaded, name: str, error: Failure) -> list[Fault]:
    """What keeps a publication from being built or set, each fault at its place."""
    match error:
        case WordingError():
            file = f"{TEMPLATES}/{error.template}" if error.template else TEMPLATES
            address = Address(file, line=error.line)
            return [Fault("D106", Finding(error.message, address))]
        case StyleError():
            address = Address(f"{TEMPLATES}/{error.file}", line=error.line)
            return [Fault("D107", Finding(error.message, address))]
        case MissingGlyphs():
            return [_without_glyph(loaded, character) for character in error.characters]
    path = error.path if isinstance(error, CannotCompose) else ()
    address = Address(publication_file(name), path, key=path[:1] == ("words",))
    return [Fault("D120", Finding(f"this document cannot be composed: {error}", address))]


def building_errors(loaded: Loaded, name: str, error: Failure) -> list[Diagnostic]:
    """The same, in the lines of the files."""
    return [
        loaded.sources.diagnose(fault.code, Severity.ERROR, fault.finding)
        for fault in building_faults(loaded, name, error)
    ]


def _without_glyph(loaded: Loaded, character: str) -> Fault:
    return Fault(
        "D108",
        Finding(
            f"no font has the character {character!r} (U+{ord(character):04X})",
            loaded.sources.first_use(character),
            "write it otherwise, or put a font that has it into templates/fonts/ and name it "
            "in templates/style.typ",
        ),
    )
