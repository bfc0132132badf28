"""What goes beside a document and never into it: what is assumed, differs or could not be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sectool.blocks import MARKED_FOR, Block, Document, Strong, Text, inlines_of, text_of
from sectool.building.assumed import assumed_facts
from sectool.building.build import Built, build_edition, template_folders
from sectool.dates import in_words
from sectool.diagnostic import Address
from sectool.documents.kinds import KINDS
from sectool.load import Loaded
from sectool.model.publication import Publication
from sectool.model.register import (
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.queries.document_kinds import short_of_kind
from sectool.queries.register_on import register_on
from sectool.values import dataclass
from sectool.wording.environment import Wording, values_of

TEMPLATE = "reconciliation.md.j2"
_BESIDE = "-reconciliation"
# What a mark leads to whose date would be given in the timeline.
_TIMELINE = "timeline"
# It is read on a screen, by those who prepare the document.
COMPANION_FORMATS = ("md", "html")
# Where a release says what its document has a place for, where the two have other names.
_KEYS = {
    "party-impacts": "impact-statements",
    "operator-impacts": "impact-statements",
    "operational-costs": "costs",
}


@dataclass(frozen=True)
class MissingLine:
    """Something that a document has a place for: what is missing, and where it would be said."""

    says: str
    where: str


@dataclass(frozen=True)
class AssumedLine:
    """What a document takes from an assumption, how it is printed, and why it was assumed."""

    says: str
    qualifier: str
    reason: str
    where: str


@dataclass(frozen=True)
class SourceLine:
    """A source of what a document says."""

    id: str
    title: str
    dated: str
    where: str | None


@dataclass(frozen=True)
class Companion:
    """What a companion says, before it is put into words."""

    title: str
    subtitle: str
    paper: str
    version: str
    status: str
    as_of: date | None
    fingerprint: str
    assumed: tuple[AssumedLine, ...]
    missing: tuple[MissingLine, ...]
    sources: tuple[SourceLine, ...]


def companion_of(loaded: Loaded, name: str, built: Built) -> Built:
    """The companion of a built document, to be written beside it in `COMPANION_FORMATS`.

    What only a kind can say of itself has a template of its own, `KIND-reconciliation.md.j2`, which
    words what the document is composed of.
    """
    publication, edition = loaded.register.publications[name], built.edition
    kind = KINDS[publication.kind]
    document = built.document
    companion = Companion(
        "Reconciliation",
        f"{document.title}, {document.subtitle}" if document.subtitle else document.title,
        f"{short_of_kind(loaded.register, publication.kind)} {built.imprint.subject}",
        edition.version,
        edition.status,
        edition.as_of,
        built.imprint.fingerprint,
        tuple(_assumed(loaded, name, built)),
        tuple(missing_in(loaded, name, built)),
        tuple(_sources(loaded, publication, built)),
    )
    folders = template_folders(loaded)
    blocks = Wording(folders, TEMPLATE).blocks(values_of(companion))
    own = kind.template.replace(".md.j2", f"{_BESIDE}.md.j2")
    if any((folder / own).is_file() for folder in folders):
        blocks += Wording(folders, own).blocks(values_of(built.value))
    beside = Document(
        title=companion.title,
        subtitle=companion.subtitle,
        language=document.language,
        author=document.author,
        status=document.status,
        draft=document.draft,
        blocks=blocks,
        opening="title block",
        contents=False,
    )
    return replace(built, document=beside, stem=built.stem + _BESIDE, attachments=())


def missing_in(loaded: Loaded, name: str, built: Built) -> Iterator[MissingLine]:
    """What a document leaves out since nobody said it: what a draft of it has marks for."""
    publication = loaded.register.publications[name]
    draft = built
    if not built.edition.draft:
        edition = replace(built.edition.as_a_paper, draft=True)
        draft = build_edition(loaded, name, publication, edition)
    found: dict[MissingLine, None] = {}
    for says, about in _marks(draft.document.blocks):
        where = _place(loaded, name, publication, about)
        found[MissingLine(says.removeprefix("[TODO: ").removesuffix("]"), where)] = None
    yield from found


def _marks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        for body in inlines_of(block):
            for inline in body:
                if isinstance(inline, Strong):
                    for text in inline.body:
                        if isinstance(text, Text):
                            for source in text.sources:
                                if source.path[:1] == (MARKED_FOR,):
                                    yield text.text, source.path[1]


def _place(loaded: Loaded, name: str, publication: Publication, about: str) -> str:
    """The file, and the line where it has one, in which something would be said."""
    register, key = loaded.register, _KEYS.get(about, about)
    shown = {one.shown_id: one.id for one in register_on(register, None).standings}
    if id_ := shown.get(about, about if about in register.modifications else ""):
        address = Address(modification_file(id_), ("history",), key=True)
    elif about and publication.release is not None:
        release = register.releases[publication.release]
        given = getattr(release, key.replace("-", "_"), None) is not None
        file = release_file(release.id)
        address = Address(file, (key,), key=True) if given else Address(file, ("id",))
        if about == _TIMELINE and publication.release in register.timelines:
            address = Address(timeline_file(publication.release), ("milestones",), key=True)
    else:
        address = Address(publication_file(name))
    place = loaded.sources.place(address)
    return f"{place.file}:{place.span.line}"


def _assumed(loaded: Loaded, name: str, built: Built) -> Iterator[AssumedLine]:
    for fact in assumed_facts(loaded.register, name, built.edition):
        file = modification_file(fact.id) if fact.id in loaded.register.modifications else ""
        yield AssumedLine(fact.says, fact.qualifier or "", fact.reason or "", file)


def _sources(loaded: Loaded, publication: Publication, built: Built) -> Iterator[SourceLine]:
    """The sources of a document: its own, and those of the modifications that it names."""
    register = loaded.register
    on = register_on(register, built.edition.as_of)
    named = {*re.findall(r"[\w-]+", text_of(built.document.blocks))}
    used: dict[str, None] = dict.fromkeys(filter(None, [publication.source]))
    for standing in on.standings:
        if standing.shown_id in named:
            sources = (entry.source for entry in on.entries(standing.id))
            used |= dict.fromkeys(source for source in sources if source)
    for id_ in used:
        if source := register.sources.get(id_):
            dated = in_words(source.dated) if source.dated is not None else ""
            yield SourceLine(id_, source.title, dated, source.where)
