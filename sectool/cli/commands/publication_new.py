"""`sectool publication new`: writes the file of a new document, and says where words are wanted."""

from __future__ import annotations

import os
from pathlib import Path

from sectool.check import reports
from sectool.cli.commands.publication_list import wanted_lines
from sectool.cli.present.output import write_out
from sectool.cli.present.tables import write_lines
from sectool.cli.session import Refused, day_of, failure, from_here, misuse, unread
from sectool.drafting import CannotCompose, CannotStart, DraftRequest, Started, start
from sectool.drafting.in_words import what_followed
from sectool.pipeline import Described
from sectool.queries.files import publication_file, reference_faults
from sectool.queries.loaded import Loaded, load_register
from sectool.queries.register_on import register_on
from sectool.workspace.atomic import NotWritten
from sectool.workspace.journal import writing


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
    request = DraftRequest(
        kind=kind,
        dated=day_of("--dated", dated),
        as_of=day_of("--as-of", as_of),
        since=day_of("--since", since),
        called=lambda key: "--" + key.replace("_", "-"),
        **more,
    )
    if printed:
        write_out(_started(load_register(root), request).text)
        return 0
    try:
        with writing(root) as writer:
            loaded = load_register(root)
            started = _started(loaded, request)
            file = publication_file(started.name)
            shown = from_here(root / file)
            if os.path.lexists(root / file):
                other = "" if request.name is not None else ", or give the new one another --name"
                raise Refused(f"sectool: there is {shown} already: fill it in{other}", 1)
            writer.write({file: started.text.encode()}, {})
    except NotWritten as error:
        raise failure(str(error)) from None
    found = Described(loaded.register, started.name, started.publication)
    write_lines([str(shown), *what_followed(found), *wanted_lines(found)])
    return 0


def _started(loaded: Loaded, request: DraftRequest) -> Started:
    if broken := reference_faults(loaded, "calendar", "bodies"):
        raise Refused(reports.text(broken), 1)
    # Nothing is carried over from a publication that cannot be read.
    unread(loaded, "publications/")
    register = loaded.register
    try:
        return start(request, register, register_on(register, None).calendars)
    except CannotStart as error:
        raise (misuse(str(error)) if error.misuse else failure(str(error))) from None
    except CannotCompose as error:
        raise Refused(f"sectool: a {request.kind} cannot be written: {error}", 1) from None
