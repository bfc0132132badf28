"""`sectool publication issue` and `check`: what went out, and whether it still holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sectool.cli.as_issued import as_issued, content_of, fingerprint_on
from sectool.cli.present import findings as report
from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.revision import commit_of, loaded_at, uncommitted
from sectool.cli.session import Refused, from_here, misuse, refuse, unread
from sectool.compare import Change, changes_between, in_a_sentence
from sectool.dates import in_full
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import CannotCompose
from sectool.documents.placeholders import wanted_in
from sectool.load import Loaded, load_register
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.model.register import ISSUED, issued_file, publication_file
from sectool.model.shape import EDITION, number_of
from sectool.pipeline import (
    NOT_BUILT,
    build,
    build_now,
    building_errors,
    errors_stopping,
    publication_of,
)
from sectool.pipeline import check as check_register
from sectool.queries.errors import Unavailable
from sectool.schedule import calendars_of
from sectool.source.reader import decode, read_data
from sectool.values import dataclass
from sectool.wording.environment import WordingError
from sectool.words import counted, listed
from sectool.workspace.atomic import NotWritten, write_atomically

JSON_VERSION = 1

_HEAD = """\
# What was issued of {name}, version by version: the day it went out and speaks of, the fingerprint
# of its facts, the SHA-256 of its Markdown, and the commit whose files gave both. Written by
# `sectool publication issue`, read by `sectool publication check`, and by no document.
"""


def issue(root: Path, name: str, version: str | None) -> int:
    """Records that a version went out; refused where what went out could not be had again.

    Without a version, it is the newest of a RID; other kinds count 1.0, 1.1 and so on.
    """
    file = root / issued_file(name)
    try:
        loaded = load_register(root)
        publication = publication_of(loaded, name)
        records = _records(loaded, name)
        if version is None:
            version = _next_of(publication, records)
        _is_next(name, publication, records, version)
        _is_ready(loaded, name, publication)
        record = _record(root, loaded, name, version)
        _is_new(name, record, records)
        write_atomically(file, _with(file, name, record), within=root)
    except Refused as refused:
        return refuse(refused)
    except (NotWritten, OSError) as error:
        return refuse(Refused(f"sectool: {error}", 1))
    sys.stdout.write(f"{from_here(file)}\n")
    sys.stderr.write(
        f"{name} version {version} of {in_full(record.dated)} is recorded as issued: fingerprint "
        f"{record.fingerprint}, data of commit {record.commit[:12]}. Commit this file too\n"
    )
    return 0


def _record(root: Path, loaded: Loaded, name: str, version: str) -> Issue:
    """What is to be recorded; refused for a document that cannot be built, or is not committed."""
    commit = _committed(root)
    try:
        built = build(loaded, name)
        content = content_of(built)
    except WordingError as error:
        raise Unavailable(findings=building_errors(loaded, name, error)) from None
    except (NoSuchEdition, CannotCompose) as error:
        raise Refused(f"sectool: {name}: {error}", 1) from None
    edition = built.edition
    if edition.as_of is None or edition.dated is None:
        raise AssertionError("what is ready to be issued has its day")
    digits = built.imprint.fingerprint
    then = loaded_at(root, commit, "publication issue")
    # Git can be told to overlook a file.
    held = name in then.register.publications
    if not held or fingerprint_on(then, name, edition.as_of) != digits:
        raise Refused(
            f"sectool: commit {commit[:12]} does not hold all that {name} is made of: is some of "
            "it ignored by git?",
            1,
        )
    return Issue.model_construct(
        version=version,
        dated=edition.dated,
        as_of=edition.as_of,
        fingerprint=digits,
        content=content,
        commit=commit,
    )


def _is_new(name: str, record: Issue, records: tuple[Issue, ...]) -> None:
    """Refuses a version that says, word for word, what the last one said."""
    last = records[-1] if records else None
    same = (record.fingerprint, record.content)
    if last is not None and (last.fingerprint, last.content) == same:
        raise Refused(f"sectool: {name} is what was issued as version {last.version} already", 1)


def _records(loaded: Loaded, name: str) -> tuple[Issue, ...]:
    file = issued_file(name)
    broken = [found for found in loaded.diagnostics if found.place.file == file]
    if broken:
        raise Refused(report.text(broken), 1)
    return loaded.register.issued.get(name, ())


def _next_of(publication: Publication, records: tuple[Issue, ...]) -> str:
    if publication.kind == "rid":
        return publication.versions[-1].version
    if not records:
        return "1.0"
    *front, last = number_of(records[-1].version)
    return ".".join(map(str, (*front, last + 1)))


def _is_next(name: str, publication: Publication, records: tuple[Issue, ...], version: str) -> None:
    """Refuses a version that is not the one to go out next."""
    if not EDITION.fullmatch(version):
        raise misuse(f"--version: {version!r} is not a version, such as 0.4")
    for record in records:
        if _same(record.version, version):
            raise Refused(
                f"sectool: {name} version {record.version} was issued already, on "
                f"{in_full(record.dated)}; what has changed since goes out as a new version",
                1,
            )
    if publication.kind != "rid":
        if records and number_of(version) < number_of(records[-1].version):
            raise misuse(f"--version: {records[-1].version} was issued already, and is later")
        return
    newest = publication.versions[-1]
    if newest.version != version:
        there = any(one.version == version for one in publication.versions)
        raise misuse(
            f"--version: the newest version of {name} is {newest.version}"
            + ("" if there else f"; {version} is not in {publication_file(name)}")
        )
    if newest.dated is None:
        raise Refused(
            f"sectool: {name} version {version} is a draft: give it its date, with 'dated' under "
            f"'versions' in {publication_file(name)}",
            1,
        )


def _same(version: str, other: str) -> bool:
    """Whether two versions are one: 1.0 is 1.00, and 01.0."""
    one, another = list(number_of(version)), list(number_of(other))
    longest = max(len(one), len(another))
    return one + [0] * (longest - len(one)) == another + [0] * (longest - len(another))


def _is_ready(loaded: Loaded, name: str, publication: Publication) -> None:
    """Refuses a document with errors, or with places that still want words."""
    errors = errors_stopping(loaded.register, name, check_register(loaded, documents=False))
    if errors:
        raise Refused(f"{report.text(errors)}\nsectool: {name} cannot be issued with errors", 1)
    wanted = wanted_in(publication)
    if wanted:
        places = "".join(f"\n  {place.section}: {place.hint}" for place in wanted)
        raise Refused(
            f"sectool: words are still wanted in {publication_file(name)}, so it cannot be issued:"
            f"{places}",
            1,
        )


def _committed(root: Path) -> str:
    """The commit that holds the register as it is; refused where some of it is not committed."""
    option = "publication issue"
    changed = [file for file in uncommitted(root, option) if not file.endswith(f"{ISSUED}.yaml")]
    if changed:
        some = (
            listed(changed[:3])
            if len(changed) < 4
            else f"{changed[0]} and {len(changed) - 1} others"
        )
        raise Refused(
            f"sectool: not committed yet: {some}. Commit first, so that the record can name the "
            "data that was issued",
            1,
        )
    return commit_of(root, "HEAD", option)


def _with(file: Path, name: str, record: Issue) -> bytes:
    """The record's file with one row more: what stands there stays as it is, byte for byte."""
    row = {
        "version": record.version,
        "dated": record.dated.isoformat(),
        "as-of": record.as_of.isoformat(),
        "fingerprint": record.fingerprint,
        "content": record.content,
        "commit": record.commit,
    }
    try:
        before = file.read_bytes()
    except FileNotFoundError:
        before = _HEAD.format(name=name).encode()
    ending = b"\r\n" if b"\r\n" in before else b"\n"
    if not before.endswith((b"\n", b"\r")):
        before += ending
    lines = (f"{'-' if key == 'version' else ' '} {key}: {value}" for key, value in row.items())
    after = before + b"".join(line.encode() + ending for line in lines)
    if _rows(after) != (*_rows(before), row):
        raise Refused(
            f"sectool: no row can be added to {from_here(file)}: begin each of its rows with "
            "'- version:' at the start of a line, and end it with the last of them",
            1,
        )
    return after


def _rows(content: bytes) -> tuple[Any, ...]:
    """The rows of a record's bytes, as read."""
    text, problem = decode(content)
    data, problems = read_data(text) if problem is None else (None, [problem])
    return data if isinstance(data, tuple) and not problems else ()


@dataclass(frozen=True)
class Held:
    """An issued version beside the register: what it said otherwise, or why nobody can tell."""

    name: str
    record: Issue
    state: str  # agrees | reworded | superseded | differs | unknown
    changes: tuple[Change, ...] = ()
    because: str = ""
    by: str = ""  # the version that replaced it


def check(root: Path, name: str | None, *, as_json: bool) -> int:
    """Holds what was issued last against the register; 1 where a document no longer agrees."""
    loaded = load_register(root)
    if name is not None:
        publication_of(loaded, name)
    names = [name] if name is not None else list(loaded.register.issued)
    code = unread(loaded, "")
    found = [
        _held(root, loaded, each, record)
        if record is records[-1]
        else Held(each, record, "superseded", by=records[-1].version)
        for each in names
        for records in [loaded.register.issued.get(each, ())]
        for record in records
    ]
    if as_json:
        write_json({"version": JSON_VERSION, "documents": [_as_data(held) for held in found]})
    else:
        write_lines(list(_lines(found, name)))
    good = all(held.state not in ("differs", "unknown") for held in found)
    return 0 if code == 0 and good else 1


def _held(root: Path, loaded: Loaded, name: str, record: Issue) -> Held:
    publication = loaded.register.publications.get(name)
    if publication is None:
        return Held(name, record, "unknown", because=f"{publication_file(name)} cannot be read")
    try:
        own = build(loaded, name, record.as_of)
        # A RID holds until its next version goes out. The others speak of their day alone.
        now = build_now(loaded, name) if publication.versions else own
        before = own
        if own.imprint.fingerprint != record.fingerprint:
            before = as_issued(root, name, record)
    except Refused as refused:
        return Held(name, record, "unknown", because=str(refused).removeprefix("sectool: "))
    except NOT_BUILT as error:
        return Held(name, record, "differs", because=f"it cannot be built any more: {error}")
    working = calendars_of(loaded.register).working
    changes = changes_between(before.document, now.document, working)
    if changes:
        return Held(name, record, "differs", changes)
    state = "agrees" if content_of(own) == record.content else "reworded"
    return Held(name, record, state)


_STATES = {
    "agrees": "agrees with the register",
    "reworded": "agrees with the register, which words it otherwise now",
    "superseded": "was replaced by version",
    "differs": "no longer agrees with the register",
    "unknown": "cannot be held against the register",
}


def _lines(found: list[Held], name: str | None) -> Iterator[str]:
    if not found:
        of = f" of {name}" if name is not None else ""
        yield f"nothing{of} is recorded as issued: 'sectool publication issue' records it"
        return
    for held in found:
        record = held.record
        ending = ":" if held.changes or held.because else f" {held.by}" if held.by else ""
        issued = f"{held.name} version {record.version} of {in_full(record.dated)}"
        yield from paragraph(f"{issued} {_STATES[held.state]}{ending}")
        if held.because:
            yield from folded("  ", held.because)
        section = None
        for change in held.changes:
            if change.section != section:
                section = change.section
                yield from folded("  ", section)
            yield from folded("    ", in_a_sentence(change))
    yield ""
    yield _summary([held.state for held in found if held.state != "superseded"])


def _summary(states: list[str]) -> str:
    differ, unknown = states.count("differs"), states.count("unknown")
    told = [
        *([f"{differ} no longer agree{'s' if differ == 1 else ''}"] if differ else []),
        *([f"of {unknown} nobody can tell"] if unknown else []),
    ]
    verdict = " and ".join(told) or "all agree with the register"
    return f"{counted(len(states), 'issued document')} compared: {verdict}"


def _as_data(held: Held) -> dict[str, Any]:
    record = held.record
    return {
        "name": held.name,
        "edition": record.version,
        "dated": record.dated.isoformat(),
        "as-of": record.as_of.isoformat(),
        "fingerprint": record.fingerprint,
        "commit": record.commit,
        "state": held.state,
        "because": held.because or None,
        "replaced-by": held.by or None,
        "changes": [asdict(change) for change in held.changes],
    }
