"""Which publication of a register is meant."""

from __future__ import annotations

from sectool.diagnostic import errors_of, suggestion
from sectool.load import Loaded
from sectool.model.publication import Publication
from sectool.model.register import Register, publication_file
from sectool.queries.document_kinds import short_of_kind
from sectool.queries.errors import NotFound, Unavailable


def publication_of(loaded: Loaded, name: str) -> Publication:
    """The publication of that name; NotFound, or Unavailable with what is wrong with its file."""
    publications = loaded.register.publications
    if name in publications:
        return publications[name]
    file = publication_file(name)
    if broken := [found for found in loaded.diagnostics if found.place.file == file]:
        raise Unavailable(findings=broken)
    known = sorted(publications)
    raise NotFound("publication", name, message=f"no publication {name!r}{suggestion(name, known)}")


def rid_of(register: Register, release: str | None) -> str:
    """The name of a release's RID; of the only RID where no release is named."""
    rids = {
        publication.release: name
        for name, publication in register.publications.items()
        if publication.kind == "rid" and publication.release is not None
    }
    rid = short_of_kind(register, "rid")
    there = "there are: " + ", ".join(sorted(rids)) if rids else "there are none"
    if release is None:
        if len(rids) == 1:
            return next(iter(rids.values()))
        raise NotFound(rid, "", message=f"name the release whose {rid} is meant; {there}")
    if release not in rids:
        message = f"no {rid} of release {release!r} is in publications/; {there}"
        raise NotFound(rid, release, message=message)
    return rids[release]


def rid_in(loaded: Loaded, release: str | None) -> str:
    """The same; where none is found and files have errors, Unavailable with these."""
    try:
        return rid_of(loaded.register, release)
    except NotFound:
        if errors := errors_of(loaded.diagnostics):
            raise Unavailable(findings=errors) from None
        raise
