"""One document, from what the register holds to blocks that a format can write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sectool.blocks import Document
from sectool.building.annexes import annexes_otherwise
from sectool.building.recorded import record_of_edition, with_state
from sectool.building.running_line import running_line
from sectool.building.since import earlier_version, since_version
from sectool.documents.edition import Edition, NoSuchEdition, State, edition_now, edition_of
from sectool.documents.fingerprint import fingerprint
from sectool.documents.glossary import terms_used
from sectool.documents.imprint import Imprint
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.documents.roles import Roles
from sectool.load import Loaded
from sectool.load.shipped import SHARED
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.queries.document_kinds import acronyms_of, imprint_word
from sectool.queries.register_on import register_on
from sectool.queries.roles import RoleOn
from sectool.render.formats import FORMATS, TWINS
from sectool.render.look import Look
from sectool.values import dataclass
from sectool.wording.environment import Wording, WordingError, values_of
from sectool.workspace.files import Unreadable

TEMPLATES = "templates"
# What a file says of itself that went out elsewhere, and is made here of what was recorded of it.
_REBUILT = "Rebuilt from the register"
# Why there is no such document.
NOT_BUILT = (NoSuchEdition, CannotCompose, WordingError)


@dataclass(frozen=True)
class Built:
    """A document ready to be written, where it goes, and the files that go with it.

    `roles_in_doubt` are those of which it says that nobody is known to have them, or that several
    may. `value` is what it words.
    """

    document: Document
    edition: Edition
    folder: str
    stem: str
    imprint: Imprint
    look: Look
    attachments: tuple[tuple[str, str], ...]  # (file in the register, name beside the document)
    roles_in_doubt: tuple[RoleOn, ...] = ()
    value: Any = None

    def written(
        self, format_: str, *, beside: Collection[str] = (), earlier: bool = False
    ) -> bytes:
        """The document in a format of `FORMATS`: md, html, pdf or docx; or in one of `TWINS`.

        A page leads to the formats that lie beside it, and to that of the `earlier` version where
        it does. StyleError and MissingGlyphs say why it
        cannot be set; KeyError: there is no such format.
        """
        document = self.document
        # Pages alone lead to files. Others are of one document, which is made ready once.
        if format_ == "html":
            others = [self.file_in(name) for name in FORMATS if name in beside and name != format_]
            document = replace(document, beside=tuple(others))
            if document.earlier is not None and not earlier:
                document = replace(document, earlier=replace(document.earlier, page=""))
        return (FORMATS | TWINS)[format_].write(document, self.look)

    @property
    def earlier_page(self) -> str:
        """What the page of the version before is called, if there is one."""
        return self.document.earlier.page if self.document.earlier is not None else ""

    def file_in(self, format_: str) -> str:
        """What its file in a format is called."""
        return f"{self.stem}.{(FORMATS | TWINS)[format_].ending}"


def build(
    loaded: Loaded,
    name: str,
    as_of: date | None = None,
    *,
    draft: bool = False,
    approved_only: bool = False,
    state: State | None = None,
    issue: Issue | None = None,
) -> Built:
    """A publication of the register: as of a day, else as it says of itself.

    With `approved_only` a RID leaves out what is targeted and not yet decided. Whether it went out
    is what the register's record says of facts such as these; who has compared them in another way
    gives the `issue` that it is, and who asks for a `state` has that. NoSuchEdition, CannotCompose
    and WordingError say why there is no such document.
    """
    publication = loaded.register.publications[name]
    edition = edition_of(publication, as_of, draft=draft, approved_only=approved_only)
    return build_edition(loaded, name, publication, edition, state=state, issue=issue)


def build_now(loaded: Loaded, name: str) -> Built:
    """A document by all the register holds: a RID with nothing left out, others as of their day."""
    publication = loaded.register.publications[name]
    return build_edition(loaded, name, publication, edition_now(publication))


def build_edition(
    loaded: Loaded,
    name: str,
    publication: Publication,
    edition: Edition,
    *,
    state: State | None = None,
    issue: Issue | None = None,
    compared: bool = True,
) -> Built:
    """An edition of a publication, which the register need not hold: composed, worded, named.

    Where its kind has a first page it is `compared` with the version before.
    """
    kind, register = KINDS[publication.kind], loaded.register
    calendars = register_on(register, edition.as_of).calendars
    folders = template_folders(loaded)
    wording = Wording(folders, kind.template)
    # Its facts are those of what would go out, whether it did or not: so both have one fingerprint.
    paper = edition.as_a_paper
    value = kind.compose(register, publication, paper, calendars)
    terms: Mapping[str, str] | None = None
    if kind.glossary:
        known = {term: found.means for term, found in register.glossary.items()}
        terms = terms_used(wording.text(values_of(value)), known)
        value = value.with_glossary(terms)
    digits = fingerprint(value)
    edition = (
        replace(paper, state=state)
        if state is not None
        else with_state(register, name, publication, paper, digits, issue)
    )
    if state is None and issue is None and edition.of_its_day and not edition.draft:
        record = record_of_edition(register, name, edition)
        if annexes_otherwise(loaded, publication, record):
            edition = replace(edition, state="differs")
    if edition != paper:
        restated = value.in_state(edition)
        if restated is None:
            restated = kind.compose(register, publication, edition, calendars)
            restated = restated.with_glossary(terms) if terms is not None else restated
        value = restated
    blocks = wording.blocks(values_of(value))
    imprint = Imprint(
        imprint_word(register, publication.kind),
        publication.release or name,
        edition.version,
        edition.as_of,
        digits,
        draft=edition.draft,
        approved_only=edition.approved_only,
        for_issue=edition.notice is not None and edition.notice.for_issue,
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
        running=running_line(register, publication, edition, value),
        kind=kind.name,
        mail=kind.mail,
        opening=kind.opening,
        contents=kind.contents,
        remark=_REBUILT if edition.state == "elsewhere" and edition.issued else "",
        day=edition.dated if edition.of_its_day else edition.as_of,
        acronyms=acronyms_of(register, publication.kind),
    )
    page = getattr(value, "first_page", None)
    if compared and page is not None:
        earlier = partial(_earlier, loaded, name, publication)
        since = since_version(register, name, publication, edition, document, earlier)
        if since is not None:
            value = replace(value, first_page=replace(page, since=since.page))
            blocks = wording.blocks(values_of(value))
            marked = since.found.marked(blocks) if since.found is not None else blocks
            earlier_one = earlier_version(name, since.page, marked)
            document = replace(document, blocks=marked, earlier=earlier_one)
    return Built(
        document,
        edition,
        publication.release or "publications",
        edition.stem(name),
        imprint,
        Look.of(folders),
        _attachments(publication, value),
        value.roles.in_doubt if isinstance(getattr(value, "roles", None), Roles) else (),
        value,
    )


def _earlier(
    loaded: Loaded, name: str, publication: Publication, edition: Edition
) -> tuple[Document, str] | None:
    """An edition as it stands by itself, and its fingerprint; None where it cannot be built."""
    try:
        built = build_edition(loaded, name, publication, edition, state="issued", compared=False)
    except NOT_BUILT:
        return None
    return built.document, built.imprint.fingerprint


def _attachments(publication: Publication, value: Any) -> tuple[tuple[str, str], ...]:
    """The files of the annexes that the document says are attached."""
    lines = getattr(value, "annexes", ())
    return tuple(
        (annex.file, line.attached)
        for annex, line in zip(publication.annexes, lines, strict=False)
        if annex.file is not None and line.attached is not None
    )


def template_folders(loaded: Loaded) -> list[Path]:
    """Where templates are looked for: the register's own, its profile's, then what all share.

    WordingError where something among the register's own is not to be read.
    """
    try:
        own = loaded.sources.templates
    except Unreadable as error:
        file = error.file.removeprefix(TEMPLATES).removeprefix("/")
        raise WordingError(file, 1, str(error)) from None
    folders = (own, loaded.sources.profile_templates)
    return [*(folder for folder in folders if folder is not None), SHARED]
