"""One document, from what the register holds to blocks that a format can write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sectool.blocks import Blocks, Document
from sectool.documents.edition import Edition, NoSuchEdition, edition_now, edition_of
from sectool.documents.fingerprint import fingerprint
from sectool.documents.glossary import terms_used
from sectool.documents.imprint import Imprint
from sectool.documents.kinds import KINDS, CannotCompose, DocumentKind
from sectool.load import Loaded
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from sectool.render.formats import FORMATS
from sectool.render.look import Look
from sectool.values import dataclass
from sectool.wording.environment import Wording, WordingError, values_of
from sectool.workspace.files import Unreadable

TEMPLATES = "templates"
# Why there is no such document.
NOT_BUILT = (NoSuchEdition, CannotCompose, WordingError)


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

    def written(self, format_: str) -> bytes:
        """The document in a format of `FORMATS`: md, html, pdf or docx.

        StyleError and MissingGlyphs say why it cannot be set; KeyError: there is no such format.
        """
        return FORMATS[format_].write(self.document, self.look)


def build(
    loaded: Loaded,
    name: str,
    as_of: date | None = None,
    *,
    draft: bool = False,
    approved_only: bool = False,
) -> Built:
    """A publication of the register: as of a day, else as it says of itself.

    With `approved_only` a RID leaves out what is targeted and not yet decided. NoSuchEdition,
    CannotCompose and WordingError say why there is no such document.
    """
    publication = loaded.register.publications[name]
    edition = edition_of(publication, as_of, draft=draft, approved_only=approved_only)
    return build_edition(loaded, name, publication, edition)


def build_now(loaded: Loaded, name: str) -> Built:
    """A document by all the register holds: a RID with nothing left out, others as of their day."""
    publication = loaded.register.publications[name]
    return build_edition(loaded, name, publication, edition_now(publication))


def build_edition(loaded: Loaded, name: str, publication: Publication, edition: Edition) -> Built:
    """An edition of a publication, which the register need not hold: composed, worded, named."""
    kind, register = KINDS[publication.kind], loaded.register
    calendars = register_on(register, edition.as_of).calendars
    value = kind.compose(register, publication, edition, calendars)
    folders = template_folders(loaded)
    value, blocks = _worded(kind, value, register, Wording(folders, kind.template))
    imprint = Imprint(
        kind.name,
        publication.release or name,
        edition.version,
        edition.as_of,
        fingerprint(value),
        draft=edition.draft,
        approved_only=edition.approved_only,
    )
    document = Document(
        title=value.title,
        subtitle=value.subtitle,
        language="en-GB",
        author=register.settings.administrator if register.settings is not None else "",
        status=(f"Version {edition.version} · " if edition.version else "") + edition.status,
        draft=edition.draft,
        blocks=blocks,
        imprint=str(imprint),
        mail=kind.mail,
        opening=kind.opening,
        contents=kind.contents,
    )
    return Built(
        document,
        edition,
        publication.release or "publications",
        edition.stem(name),
        imprint,
        Look.of(folders),
        _attachments(publication, value),
    )


def _worded(
    kind: DocumentKind, value: Any, register: Register, wording: Wording
) -> tuple[Any, Blocks]:
    """The value and its blocks; a glossary holds the terms that the rest of a document uses."""
    if kind.glossary:
        glossary = {term: found.means for term, found in register.glossary.items()}
        value = value.with_glossary(terms_used(wording.text(values_of(value)), glossary))
    return value, wording.blocks(values_of(value))


def _attachments(publication: Publication, value: Any) -> tuple[tuple[str, str], ...]:
    """The files of the annexes that the document says are attached."""
    lines = getattr(value, "annexes", ())
    return tuple(
        (annex.file, line.attached)
        for annex, line in zip(publication.annexes, lines, strict=False)
        if annex.file is not None and line.attached is not None
    )


def template_folders(loaded: Loaded) -> list[Path]:
    """Where templates are looked for: the register's own first, then those sectool ships.

    WordingError where something among the register's own is not to be read.
    """
    here = Path(__file__).resolve().parents[1]
    shipped = [here / TEMPLATES, here.parent / TEMPLATES]
    try:
        own = loaded.sources.templates
    except Unreadable as error:
        file = error.file.removeprefix(TEMPLATES).removeprefix("/")
        raise WordingError(file, 1, str(error)) from None
    folders = [own] if own is not None else []
    return [*folders, *(folder for folder in shipped if folder.is_dir())]
