"""Records of what was issued of a paper that its publication no longer has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sectool.issuing.rows import rows_of
from sectool.load import Loaded, load_revision
from sectool.model.paper import paper_of
from sectool.model.publication import Publication
from sectool.model.register import ISSUED, Register, issued_file
from sectool.queries.document_kinds import paper_in_words
from sectool.values import dataclass
from sectool.workspace.files import Unreadable
from sectool.workspace.git import NoRevision, past_files

_FOLDER = "publications"
_ENDING = f"{ISSUED}.yaml"


@dataclass(frozen=True)
class LostRecord:
    """A version of this paper that went out under a file's name, in a commit or in the folder."""

    version: str
    file: str
    commit: str


def lost_record(root: Path, loaded: Loaded, publication: Publication) -> LostRecord | None:
    """A row that says of this paper that it went out, and that no record of the register has.

    Asked are records without a publication, and all that git has of records: a file that was
    renamed or deleted takes nothing back. A row that was moved to another record is not lost, nor
    is one that the record of this publication tells otherwise: that is held against its commit.
    """
    issued = loaded.register.issued.values()
    kept = {(one.version, one.commit, one.content) for rows in issued for one in rows}
    own = {
        one.version
        for name, other in loaded.register.publications.items()
        if other is publication
        for one in loaded.register.issued.get(name, ())
    }
    papers: dict[tuple[str, str], bool] = {}
    for at, file, row in _rows(root, loaded):
        version, commit = str(row.get("version")), str(row.get("commit"))
        if (version, commit, str(row.get("content"))) in kept or version in own:
            continue
        name = file.removeprefix(f"{_FOLDER}/").removesuffix(_ENDING)
        if (commit, name) not in papers:
            papers[commit, name] = any(
                _is_of(root, one, name, publication) for one in dict.fromkeys((commit, at)) if one
            )
        if papers[commit, name]:
            return LostRecord(version, file, at or commit)
    return None


def lost_in_words(register: Register, name: str, publication: Publication, lost: LostRecord) -> str:
    """Why a paper whose record was lost does not go out, and what to do about it."""
    which = f"which commit {lost.commit[:12]} has" if lost.commit else "which no publication has"
    called = paper_in_words(register, paper_of(publication))
    return (
        f"version {lost.version} of {called} was issued already, and its record is not in "
        f"{issued_file(name)}: restore {lost.file}, {which}; "
        "who renames a publication renames its record with it"
    )


def _rows(root: Path, loaded: Loaded) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each row, with the commit and the file that have it; without a commit, of the folder."""
    register = loaded.register
    here = [name for name in loaded.sources.files.names(_FOLDER) if name.endswith(_ENDING)]
    known = {issued_file(name) for name in register.issued}
    for file in (f"{_FOLDER}/{name}" for name in here):
        if file not in known:
            try:
                yield from (("", file, row) for row in _of(loaded.sources.files.read(file)))
            except Unreadable:
                continue
    for commit, file, content in past_files(root, f"{_FOLDER}/*{_ENDING}"):
        yield from ((commit, file, row) for row in _of(content))


def _of(content: bytes) -> Iterator[dict[str, Any]]:
    yield from (row for row in rows_of(content) if isinstance(row, dict))


def _is_of(root: Path, commit: str, name: str, publication: Publication) -> bool:
    """Whether a commit has this paper under a name."""
    try:
        then = load_revision(root, commit).register.publications.get(name)
    except NoRevision:
        return False
    return then is not None and paper_of(then) == paper_of(publication)
