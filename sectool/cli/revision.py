"""Git revisions as an option names them: what cannot be had is misuse of that option."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sectool.cli.session import misuse
from sectool.queries.loaded import Loaded
from sectool.queries.revisions import NoGit, NoRevision, load_revision


@contextmanager
def named_by(option: str) -> Iterator[None]:
    """Within it, a revision that cannot be had is refused, naming the option that asked for it."""
    try:
        yield
    except NoGit:
        raise misuse(f"{option} needs git, which cannot be started here") from None
    except NoRevision as error:
        named = f"{option} {error.revision}" if error.revision else option
        raise misuse(f"{named}: {error}") from None


def loaded_at(root: Path, revision: str, option: str) -> Loaded:
    """The register in `root` as `revision` holds it; Refused, naming `option`, for none."""
    with named_by(option):
        return load_revision(root, revision)
