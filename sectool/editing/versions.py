"""The next version of a publication, as an edit of its file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sectool.dates import in_full
from sectool.editing.edit import CannotEdit, Edit
from sectool.editing.edited_texts import EditedTexts
from sectool.editing.entry_data import WrongValue, checked, written
from sectool.load import Loaded
from sectool.model.publication import KEYS, PublicationVersion
from sectool.model.register import publication_file
from sectool.model.shape import number_of


def version_added(
    loaded: Loaded, name: str, version: str, changes: str, dated: date | None
) -> list[Edit]:
    """A row for the next version of a document, a draft without a day. WrongValue, CannotEdit."""
    publication = loaded.register.publications[name]
    keys = KEYS[publication.kind]
    if "versions" not in (*keys.needs, *keys.takes):
        raise CannotEdit(f"{name} has no versions: it is a {publication.kind}, of one day")
    data = {"version": version, "dated": dated.isoformat() if dated is not None else None}
    data = {key: value for key, value in data.items() if value is not None}
    new = checked(PublicationVersion, {**data, "changes": changes})
    rows = publication.versions
    if rows:
        last = rows[-1]
        if any(row.version == version for row in rows):
            raise WrongValue("version", f"{name} has a version {version} already")
        if number_of(version) <= number_of(last.version):
            raise WrongValue("version", f"{version} does not follow {last.version}, the newest")
        if last.dated is None:
            raise WrongValue(
                "version",
                f"version {last.version} is still a draft: give it its day first",
            )
        if dated is not None and dated < last.dated:
            raise WrongValue(
                "dated",
                f"{in_full(dated)} is before {in_full(last.dated)}, the day of {last.version}",
            )
    texts = EditedTexts(loaded.sources.files)
    value = written({**data, "changes": changes}, new)
    if version.count(".") == 1:
        value["version"] = Decimal(version)  # bare, as a number looks
    texts.make(texts.text(publication_file(name)).append(("versions",), value))
    return texts.made
