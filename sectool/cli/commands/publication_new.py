"""`sectool publication new`: writes the file of a new document, and says where words are wanted."""

from __future__ import annotations

import os
from pathlib import Path

from sectool.cli.commands.publication_list import wanted_lines
from sectool.cli.present import findings as report
from sectool.cli.present.output import write_out
from sectool.cli.present.tables import write_lines
from sectool.cli.session import Refused, day_of, failure, from_here, misuse, unread
from sectool.dates import in_full
from sectool.documents.kinds import CannotCompose
from sectool.documents.paper_references import meeting_number, reference_of
from sectool.drafting import CannotStart, DraftRequest, Started, start
from sectool.load import load_register
from sectool.model.register import REFERENCE_FILES, publication_file
from sectool.schedule import Calendars, calendars_of
from sectool.workspace.atomic import NotWritten, write_atomically


def new(
    root: Path,
    kind: str,
    *,
    dated: str | None = None,
    as_of: str | None = None,
    since: str | None = None,
    printed: bool = False,
    **more: str | None,
) -> int:
    """Writes `publications/NAME.yaml`, or prints it; an existing file is never written over.

    `more` are the other options, by the names that they have in DraftRequest.
    """
    asked = DraftRequest(
        kind=kind,
        dated=day_of("--dated", dated),
        as_of=day_of("--as-of", as_of),
        since=day_of("--since", since),
        called=lambda key: "--" + key.replace("_", "-"),
        **more,
    )
    started, calendars = _started(root, asked)
    if printed:
        write_out(started.text)
        return 0
    path = root / publication_file(started.name)
    shown = from_here(path)
    if os.path.lexists(path):
        other = "" if asked.name is not None else ", or give the new one another --name"
        raise Refused(f"sectool: there is {shown} already: fill it in{other}", 1)
    try:
        write_atomically(path, started.text.encode(), within=root)
    except NotWritten as error:
        raise failure(str(error)) from None
    write_lines([str(shown), *_told(started, calendars)])
    return 0


def _started(root: Path, asked: DraftRequest) -> tuple[Started, Calendars]:
    loaded = load_register(root)
    needed = {REFERENCE_FILES[name][0] for name in ("calendar", "bodies")}
    broken = [found for found in loaded.diagnostics if found.place.file in needed]
    if broken:
        raise Refused(report.text(broken), 1)
    # Nothing is carried over from a publication that cannot be read.
    unread(loaded, "publications/")
    calendars = calendars_of(loaded.register)
    try:
        return start(asked, loaded.register, calendars), calendars
    except CannotStart as error:
        raise (misuse(str(error)) if error.misuse else failure(str(error))) from None
    except CannotCompose as error:
        raise Refused(f"sectool: a {asked.kind} cannot be written: {error}", 1) from None


def _told(started: Started, calendars: Calendars) -> list[str]:
    """What was worked out, and what people have to write."""
    publication, lines = started.publication, []
    meeting = publication.meeting
    body = calendars.register.body_called(meeting.body) if meeting is not None else None
    if meeting is not None and body is not None:
        number = meeting_number(body, meeting.date, calendars)
        of = f"{body.name} {number}" if number is not None else body.name
        lines.append(f"meeting: {of}, {in_full(meeting.date)}")
    reference = reference_of(publication, calendars)
    if reference is not None:
        lines.append(f"reference: {reference}")
    elif meeting is not None and meeting.item is not None:
        lacking = "its number is" if body is not None and body.series else "'series' of its body is"
        lines.append(f"reference: none, since {lacking} not in {REFERENCE_FILES['bodies'][0]}")
    return [*lines, *wanted_lines(publication)]
