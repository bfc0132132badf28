"""`sectool release new`: writes a new release, its timeline and its document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sectool.cli.present.edits import make_edit
from sectool.cli.session import failure, misuse, unread
from sectool.drafting.left_to_decide import left_to_decide
from sectool.drafting.releases import CannotStart, NewFile, NewRelease, ReleaseRequest, new_release
from sectool.pipeline import Edited
from sectool.queries.loaded import Loaded


def new(root: Path, release: str, *, dry_run: bool, force: bool, **more: str | None) -> int:
    """Writes the files of a release and prints what is left to decide.

    `more` are the other options, by the names that they have in ReleaseRequest.
    """
    request = ReleaseRequest(release, called=_option, **more)
    made: list[NewRelease] = []

    def decide(loaded: Loaded) -> tuple[NewFile, ...]:
        unread(loaded, "reference/", f"releases/{request.like}/")
        try:
            made.append(new_release(request, loaded))
        except CannotStart as error:
            raise (misuse(str(error)) if error.misuse else failure(str(error))) from None
        return made[-1].files

    def left(edited: Edited) -> Iterator[str]:
        yield ""
        yield f"Left to decide for the {made[-1].name}:"
        yield from (f"- {line}" for line in left_to_decide(made[-1], edited.after))

    return make_edit(root, decide, dry_run=dry_run, force=force, more=left)


def _option(field: str) -> str:
    return "the release" if field == "id" else "--" + field.replace("_", "-")
