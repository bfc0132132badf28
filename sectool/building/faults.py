"""Why a document cannot be built or set, as findings at the place that is to blame."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.building.build import TEMPLATES, Built
from sectool.dates import plainly
from sectool.diagnostic import Address, Diagnostic, Finding, Severity
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import CannotCompose
from sectool.documents.roles import bodies_named
from sectool.load import Loaded
from sectool.model.register import REFERENCE_FILES, Register, publication_file
from sectool.queries.roles import RoleOn
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


def doubts(register: Register, name: str, built: Built) -> Iterator[Fault]:
    """Of a document that has not been issued: what whoever prepares it should look at first."""
    if not built.edition.issued:
        yield from _roles_in_doubt(register, name, built)
        yield from _not_compared(register, name, built)


def _not_compared(register: Register, name: str, built: Built) -> Iterator[Fault]:
    """That it does not say what has changed, since the register no longer gives what went out."""
    page = getattr(built.value, "first_page", None)
    since = page.since if page is not None else None
    if since is None or since.without != "other facts" or register.unread:
        return
    versions = register.publications[name].versions
    at = next((n for n, one in enumerate(versions) if one.version == built.edition.version), 0)
    message = (
        f"this document does not say what has changed since version {since.version}: the register "
        "no longer gives for its day what was issued"
    )
    advice = f"sectool publication check {name} says what differs"
    address = Address(publication_file(name), ("versions", at, "version"))
    yield Fault("D126", Finding(message, address, advice, about=(name, since.version)))


def _roles_in_doubt(register: Register, name: str, built: Built) -> Iterator[Fault]:
    """Whom it cannot name, and where it names several."""
    unread = {REFERENCE_FILES[file][0] for file in ("bodies", "roles")} & register.unread
    path = ("release",) if register.publications[name].release is not None else ("kind",)
    address = Address(publication_file(name), path)
    for role in () if unread else built.roles_in_doubt:
        about = (name, role.act)
        table, bodies = REFERENCE_FILES["roles"][0], REFERENCE_FILES["bodies"][0]
        if role.act not in register.roles:
            message = (
                f"this document says TBC for the body that has the power for {role.act!r}: "
                f"{table} has no such act"
            )
            advice = f"add {role.act!r} there, and give a body the power for it in {bodies}"
            yield Fault("R128", Finding(message, address, advice, about=about))
            continue
        instead = bodies_named(register, (body.short for body in role.bodies)).the
        because = "either may" if role.bodies else "no body is known to have the power"
        title = register.roles[role.act].title
        message = f"this document says {instead} for the body that {title}: {because}{_when(role)}"
        advice = f"give a body the power for {role.act!r} in {bodies}, with its days and its source"
        if role.bodies:
            advice = f"say in {bodies} from when to when each has the power for {role.act!r}"
        code = "R129" if role.bodies else "R128"
        yield Fault(code, Finding(message, address, advice, about=about))


def _when(role: RoleOn) -> str:
    """The day for which it was asked who has a role, or the days of which one is it."""
    if role.day is None or role.until is None:
        return ""
    if role.day == role.until:
        return f" on {plainly(role.day)}"
    return f" between {plainly(role.day)} and {plainly(role.until)}"


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
