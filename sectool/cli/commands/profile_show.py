"""`sectool profile show` and `sectool profile copy`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.tables import TextColumn, folded, table, write_json, write_lines
from sectool.cli.session import day_of, failure, from_here, misuse
from sectool.dates import plainly
from sectool.queries.errors import NotFound
from sectool.queries.loaded import load_register
from sectool.queries.profile import (
    ProfileTable,
    profile_of,
    profile_table,
    profile_tables,
    profiles,
    profiles_with,
    shipped_file,
)
from sectool.queries.roles import Register, RoleOn, roles_on
from sectool.queries.roles_in_words import others_in_words, role_in_words, title_of
from sectool.workspace.atomic import NotWritten
from sectool.workspace.journal import writing

JSON_VERSION = 1
# The table whose rows bodies have, or have not.
ROLES = "roles"


def show(root: Path, name: str | None, as_of: str | None, clock: date, *, as_json: bool) -> int:
    """Prints the list of tables, or one of them, on the day of `clock` or of `as_of`."""
    day = day_of("--as-of", as_of) or clock
    loaded = load_register(root)
    tables = profile_tables(loaded, day) if name is None else (profile_table(loaded, name, day),)
    is_of_roles = name is not None and tables[0].name == ROLES
    held = roles_on(loaded.register, day, day) if is_of_roles else []
    if as_json:
        data: dict[str, object] = {
            "version": JSON_VERSION,
            "profile": profile_of(loaded),
            "as_of": day.isoformat(),
            "tables": [_data(one, rows=name is not None) for one in tables],
        }
        if held:
            data["roles"] = [_role_data(loaded.register, role, day) for role in held]
        write_json(data)
    elif name is None:
        write_lines(_list(profile_of(loaded), tables, day))
    else:
        write_lines([*_rows(tables[0], day), *_held(loaded.register, held, day)])
    return 0


def _list(profile: str, tables: tuple[ProfileTable, ...], day: date) -> list[str]:
    rows = [(one.name, str(len(one.in_force)), one.file or "nowhere") for one in tables]
    columns = [TextColumn("Table"), TextColumn("Rows", right=True), TextColumn("Said by")]
    own = sum(one.file is not None and not one.shipped for one in tables)
    tail = f"{own} of {len(tables)} are the register's own" if own else "none is the register's own"
    of = "" if profile in profiles() else f" --profile {profiles()[0]}"
    tail += f"; 'sectool profile copy FILE{of}' puts a shipped one there."
    return [f"Profile {profile} on {plainly(day)}", "", *table(columns, rows), "", tail]


def _rows(one: ProfileTable, day: date) -> list[str]:
    if one.file is None:
        return [f"Nothing says {one.name}: there is no {one.own_file}, and no profile ships one."]
    shipped = ", as sectool ships it" if one.shipped else ""
    lines = [f"{one.name} on {plainly(day)}, by {one.file}{shipped}"]
    over = len(one.rows) - len(one.in_force) + sum(row.left_out for row in one.in_force)
    for row in one.in_force:
        lines.append("")
        lines += [f"{number:>5}  {line}" for number, line in row.numbered]
    if over:
        lines += ["", f"Left out, since not in force on that day: {over}"]
    return lines


def _held(register: Register, held: Sequence[RoleOn], day: date) -> list[str]:
    """Who has each role on the day, and at other times."""
    lines = ["", f"Who has them on {plainly(day)}"] if held else []
    width = max((len(role.act) for role in held), default=0)
    for role in held:
        others = list(others_in_words(register, role, day))
        at_others = f"; at other times {', '.join(others)}" if others else ""
        lines += folded(f"  {role.act:<{width}}  ", role_in_words(register, role) + at_others)
    return lines


def _role_data(register: Register, role: RoleOn, day: date) -> dict[str, object]:
    return {
        "act": role.act,
        "title": title_of(register, role.act),
        "bodies": [body.short for body in role.bodies],
        "usual": role.usual,
        "sources": list(role.sources),
        "others": list(others_in_words(register, role, day)),
    }


def _data(one: ProfileTable, *, rows: bool) -> dict[str, object]:
    data: dict[str, object] = {"name": one.name, "file": one.file, "shipped": one.shipped}
    if not rows:
        return {**data, "rows": len(one.rows), "in_force": len(one.in_force)}
    return {
        **data,
        "rows": [
            {"line": row.line, "in_force": row.in_force, "text": row.text} for row in one.rows
        ],
    }


def copy(root: Path, name: str, profile: str | None) -> int:
    """Writes a shipped file into the register, unless it has one of its own."""
    try:
        with writing(root) as writer:
            own, content = _shipped(root, name, profile)
            writer.write({own: content}, {})
    except NotWritten as error:
        raise failure(str(error)) from error
    write_lines([str(from_here(root / own))])
    return 0


def _shipped(root: Path, name: str, profile: str | None) -> tuple[str, bytes]:
    """The name and the content of a shipped file that the register has none of its own for."""
    try:
        own, content = shipped_file(load_register(root), name, profile)
    except NotFound as error:
        others = profiles_with(name) if profile is None else ()
        if not others:
            raise
        copying = f"'sectool profile copy {name} --profile {others[0]}'"
        missing = f"there is no file of the profile {name!r}"
        raise misuse(f"{missing}; {copying} copies that of profile {others[0]}") from error
    path = root / own
    if path.exists() or path.is_symlink():
        raise failure(f"{from_here(path)} is there already, and replaces the shipped one")
    return own, content
