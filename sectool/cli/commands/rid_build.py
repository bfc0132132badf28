"""`sectool rid build`: builds the publication that is the RID of a release."""

from __future__ import annotations

from pathlib import Path

from sectool.cli.commands.publication_build import (
    BuildRequest,
    build_one,
    print_warnings,
)
from sectool.cli.present.output import write_error
from sectool.cli.session import day_of, misuse
from sectool.dates import in_full
from sectool.diagnostic import suggestion
from sectool.pipeline import check_for_a_build, formats_named, modifications_left_out, rid_in
from sectool.queries.errors import NotFound
from sectool.queries.files import publication_file
from sectool.queries.loaded import load_register
from sectool.words import listed

SCOPES = ("all", "approved")


def build(
    root: Path,
    release: str | None,
    formats: str,
    as_of: str | None,
    output: Path,
    *,
    draft: bool,
    scope: str = "all",
) -> int:
    """Builds the RID in the formats asked for; 1 where an error in a file that it uses stops it."""
    if scope not in SCOPES:
        raise misuse(f"--scope: no scope {scope!r}{suggestion(scope, SCOPES)}")
    wanted = BuildRequest(
        root,
        formats_named(formats),
        day_of("--as-of", as_of),
        output,
        draft=draft,
        approved_only=scope == "approved",
    )
    loaded = load_register(root)
    try:
        name = rid_in(loaded, release)
    except NotFound as error:
        if release not in loaded.register.releases:
            raise
        # The release is there, and nobody has begun its document.
        start = f"'sectool publication new rid --release {release}' starts it"
        raise misuse(f"{error}; {start}") from None
    found = check_for_a_build(loaded)
    built = build_one(loaded, name, found, wanted)
    if built is None:
        return 1
    if as_of is None:
        later = modifications_left_out(loaded.register, built.folder, built.edition)
        if later and built.edition.as_of is not None:
            write_error(
                f"entries later than {in_full(built.edition.as_of)} are left out, of "
                f"{listed(later)}; for a draft with them, add a version without 'dated' to "
                f"{publication_file(name)}\n"
            )
    print_warnings(found)
    return 0
