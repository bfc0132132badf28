"""From files to findings and documents, step by step. Read this first.

load_register(root)                     files become a register, faults beside it
calendars_of(register, known_at)        Working Days and meetings, as known on a day
schedule_release(timeline, calendars)   a timeline becomes constraints, constraints windows
register_on(register, as_of).scope(id)  histories become the scope of a release
compose_rid(…)                          facts become a document as a value
Wording(…).blocks(…)                    a template gives the value its words, as blocks
FORMATS[name].write(document, look)     blocks become bytes
check_register(…)                       everything above is held against the rules
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sectool.blocks import Blocks, Document, text_of
from sectool.check.run import schedules_of
from sectool.diagnostic import Address, Finding
from sectool.documents.edition import Edition, NoSuchEdition, edition_of, edition_on
from sectool.documents.fingerprint import fingerprint
from sectool.documents.imprint import Imprint
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.documents.rid.compose import compose_rid, terms_used
from sectool.documents.rid.value import Rid
from sectool.load import Loaded
from sectool.model.publication import Publication
from sectool.model.register import Register, publication_file
from sectool.queries.register_on import register_on
from sectool.render.formats import FORMATS
from sectool.render.look import Look, MissingGlyphs, StyleError
from sectool.rules.rule import Subject
from sectool.schedule import Fault
from sectool.wording.environment import Wording, WordingError, values_of
from sectool.workspace.files import Unreadable

TEMPLATES = "templates"


@dataclass(frozen=True)
class Built:
    """A document ready to be written, where it goes, and the files that go with it."""

    document: Document
    edition: Edition
    folder: str
    stem: str
    imprint: Imprint
    look: Look
    attachments: tuple[tuple[str, str], ...]  # (file in the register, name beside the document)


class NoPublication(Exception):
    """The register has no such document; the message lists what there is."""


def rid_of(register: Register, release: str | None) -> tuple[str, Publication]:
    """The RID of a release by name; the only one where no release is named."""
    rids = {
        publication.release: (name, publication)
        for name, publication in register.publications.items()
        if publication.kind == "rid" and publication.release is not None
    }
    there = "there are: " + ", ".join(sorted(rids)) if rids else "there are none"
    if release is None:
        if len(rids) == 1:
            return next(iter(rids.values()))
        raise NoPublication(f"name the release whose RID is meant; {there}")
    if release not in rids:
        raise NoPublication(f"no RID of release {release!r} is in publications/; {there}")
    return rids[release]


def template_folders(loaded: Loaded) -> list[Path]:
    """Where templates are looked for: the register's own first, then those sectool ships.

    WordingError where something among the register's own is not to be read.
    """
    here = Path(__file__).resolve().parent
    shipped = [here / TEMPLATES, here.parent / TEMPLATES]
    try:
        own = loaded.sources.templates
    except Unreadable as error:
        file = error.file.removeprefix(TEMPLATES).removeprefix("/")
        raise WordingError(file, 1, str(error)) from None
    folders = [own] if own is not None else []
    return [*folders, *(folder for folder in shipped if folder.is_dir())]


def build_rid(
    loaded: Loaded,
    publication: Publication,
    as_of: date | None,
    draft: bool,
    *,
    approved_only: bool = False,
) -> Built:
    """The RID of a publication. NoSuchEdition and WordingError say why there is none.

    With `approved_only` it leaves out what is targeted and not yet decided: a working copy,
    under a name of its own.
    """
    edition = edition_of(publication, as_of, draft=draft)
    return _built(loaded, publication, edition, approved_only=approved_only)


def build_now(loaded: Loaded, name: str, publication: Publication) -> Built:
    """A document by all the register holds: a RID with nothing left out, others as of their day."""
    if publication.kind != "rid":
        return build_publication(loaded, name, publication, None, draft=False)
    newest = publication.versions[-1]
    edition = Edition(newest.version, newest.dated, None, issued=False, draft=newest.dated is None)
    return _built(loaded, publication, edition, approved_only=False)


def _built(
    loaded: Loaded, publication: Publication, edition: Edition, *, approved_only: bool
) -> Built:
    register = loaded.register
    if publication.release is None:
        raise ValueError(f"a {publication.kind} is no RID")
    release = register.releases[publication.release]
    on = register_on(register, edition.as_of)
    schedule = on.schedule(release.id)
    stem = stem_of(edition)
    scope = on.scope(release.id)
    left_out = None
    if approved_only:
        left_out = tuple(standing.shown_id for standing in scope.targeted)
        scope = replace(scope, targeted=())
        stem += "-approved"
        edition = replace(edition, issued=False)
    rid = compose_rid(register, release, scope, schedule, publication, edition, stem, left_out)
    folders = template_folders(loaded)
    glossary = {term: found.means for term, found in register.glossary.items()}
    # Twice: the glossary holds the terms that the rest of the document uses.
    wording = Wording(folders, "rid.md.j2")
    rid = rid.with_glossary(terms_used(text_of(wording.blocks(values_of(rid))), glossary))
    attachments = tuple(
        (annex.file, line.attached)
        for annex, line in zip(publication.annexes, rid.annexes, strict=True)
        if annex.file is not None and line.attached is not None
    )
    digits = fingerprint(rid)
    imprint = Imprint(
        "rid",
        release.id,
        edition.version,
        edition.as_of,
        digits,
        draft=edition.draft,
        approved_only=approved_only,
    )
    document = _document(rid, wording.blocks(values_of(rid)), imprint)
    look = Look.of(folders)
    return Built(document, edition, release.id, stem, imprint, look, attachments)


def build_publication(
    loaded: Loaded, name: str, publication: Publication, as_of: date | None, draft: bool
) -> Built:
    """Any document by its publication. CannotCompose, NoSuchEdition, WordingError: there is none.

    What a composed value offers the engine beside its template: `title`, and `subtitle`.
    """
    if publication.kind == "rid":
        return build_rid(loaded, publication, as_of, draft)
    kind = KINDS[publication.kind]
    edition = edition_on(publication, as_of, draft=draft)
    calendars = register_on(loaded.register, edition.as_of).calendars
    value = kind.compose(loaded.register, publication, edition, calendars)
    folders = template_folders(loaded)
    blocks = Wording(folders, kind.template).blocks(values_of(value))
    digits = fingerprint(value)
    imprint = Imprint(kind.name, name, "", edition.as_of, digits, draft=edition.draft)
    settings = loaded.register.settings
    document = Document(
        title=value.title,
        subtitle=value.subtitle,
        language="en-GB",
        author=settings.administrator if settings is not None else "",
        status=edition.status,
        draft=edition.draft,
        blocks=blocks,
        imprint=str(imprint),
        mail=kind.mail,
        opening=kind.opening,
        contents=kind.contents,
    )
    stem = name
    if edition.as_of is not None and not edition.issued:
        stem += f"-as-of-{edition.as_of.isoformat()}"
    stem += "-draft" if edition.draft else ""
    return Built(document, edition, "publications", stem, imprint, Look.of(folders), ())


def _document(rid: Rid, blocks: Blocks, imprint: Imprint) -> Document:
    edition = rid.edition
    return Document(
        title="Release Implementation Document",
        subtitle=rid.release_name,
        language="en-GB",
        author=rid.administrator,
        status=f"Version {edition.version} · {edition.status}",
        draft=edition.draft,
        blocks=blocks,
        imprint=str(imprint),
    )


def stem_of(edition: Edition) -> str:
    """`rid-0.4`; a draft or a working copy of another day never takes an issued one's name."""
    stem = f"rid-{edition.version}"
    if edition.as_of is not None and not edition.issued:
        stem += f"-as-of-{edition.as_of.isoformat()}"
    return f"{stem}-draft" if edition.draft else stem


def subject_of(loaded: Loaded, *, documents: bool) -> Subject:
    """Everything the rules look at; with `documents`, each one is tried out as well."""
    faults = tuple(document_faults(loaded)) if documents else None
    return Subject(loaded.register, schedules_of(loaded.register), faults)


def document_faults(loaded: Loaded) -> Iterator[Fault]:
    """What keeps the register's documents from being worded and set, or their annexes away."""
    # What a document lacks may stand in a file that cannot be read.
    about = ("modifications/", "releases/")
    unread = any(file.startswith(about) for file in loaded.register.broken)
    for name, publication in loaded.register.publications.items():
        where = Address(publication_file(name))
        for index, annex in enumerate(publication.annexes):
            kind = loaded.sources.files.kind(annex.file) if annex.file is not None else "file"
            if kind != "file":
                message = f"there is no file {annex.file!r}"
                if kind == "other":
                    message = f"{annex.file!r} is no file of this register that may be read"
                yield Fault("D105", Finding(message, where.at("annexes", index, "file")))
        if publication.kind == "rid" and publication.release not in loaded.register.releases:
            continue
        try:
            built = build_publication(loaded, name, publication, None, draft=False)
            for known in FORMATS.values():
                known.write(built.document, built.look)
        except (StyleError, MissingGlyphs) as error:
            yield from setting_faults(loaded, error)
        except (NoSuchEdition, CannotCompose) as error:
            if isinstance(error, CannotCompose) and unread:
                continue
            yield Fault("D120", composing_finding(name, error))
        except WordingError as error:
            yield Fault("D106", wording_finding(error))


def composing_finding(name: str, error: NoSuchEdition | CannotCompose) -> Finding:
    """Why there is no such document, at the place in its file that asks for what is not there."""
    path = error.path if isinstance(error, CannotCompose) else ()
    address = Address(publication_file(name), path, key=path[:1] == ("words",))
    return Finding(f"this document cannot be composed: {error}", address)


def wording_finding(error: WordingError) -> Finding:
    """A fault of a template, at its line."""
    file = f"{TEMPLATES}/{error.template}" if error.template else TEMPLATES
    address = Address(file, line=error.line)
    return Finding(error.message, address)


def setting_faults(loaded: Loaded, error: StyleError | MissingGlyphs) -> list[Fault]:
    """What keeps a worded document from being set in a format, each fault at its place."""
    if isinstance(error, StyleError):
        address = Address(f"{TEMPLATES}/{error.file}", line=error.line)
        return [Fault("D107", Finding(error.message, address))]
    return [
        Fault(
            "D108",
            Finding(
                f"no font has the character {character!r} (U+{ord(character):04X})",
                loaded.sources.first_use(character),
                "write it otherwise, or put a font that has it into templates/fonts/ and name it "
                "in templates/style.typ",
            ),
        )
        for character in error.characters
    ]
