"""A new register: what a profile starts one with, and what its people say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from sectool.diagnostic import suggestion
from sectool.drafting.as_yaml import pair
from sectool.drafting.request import CannotStart, lacking, wrong
from sectool.editing.schemas import schema_files
from sectool.load import load_register
from sectool.load.shipped import USUAL, profiles, starter_of
from sectool.model.register import REGISTER_FOLDERS, SETTINGS_FILE
from sectool.values import dataclass
from sectool.workspace.files import Files
from sectool.workspace.memory import Memory

__all__ = ["USUAL", "CannotStart", "RegisterRequest", "new_register"]

# What the example of a starter consists of.
_EXAMPLE = ("modifications/", "releases/", "publications/")


@dataclass(frozen=True)
class RegisterRequest:
    """What a new register is to be: its profile, whom readers ask, and whether with the example.

    `called` is how whoever makes the request calls a field of it.
    """

    profile: str = USUAL
    contact: str | None = None
    email: str | None = None
    telephone: str | None = None
    website: str | None = None
    example: bool = True
    called: Callable[[str], str] = field(default=repr, compare=False)


def new_register(request: RegisterRequest, there: Files) -> dict[str, bytes]:
    """The files of a new register; CannotStart where `there` are files of one, or a value is wrong.

    They check without a finding, and with the example they give a release document.
    """
    files = {
        file: content
        for file, content in _starter(request.profile).items()
        if request.example or not file.startswith(_EXAMPLE)
    }
    files[SETTINGS_FILE] += _settings(request).encode()
    loaded = load_register(Memory(files))
    if loaded.diagnostics:
        raise wrong("; ".join(one.message for one in loaded.diagnostics))
    files |= schema_files(loaded.register)
    taken = [name for name in (SETTINGS_FILE, *REGISTER_FOLDERS) if there.kind(name) is not None]
    taken += [file for file in files if there.kind(file) is not None and file not in taken]
    if taken:
        raise lacking(
            f"the folder has {taken[0]} already, and nothing in it is written over: choose another "
            "folder, or move that away"
        )
    return dict(sorted(files.items()))


def _starter(profile: str) -> dict[str, bytes]:
    if profile not in profiles():
        raise wrong(f"there is no profile {profile!r}{suggestion(profile, list(profiles()))}")
    files = starter_of(profile)
    if SETTINGS_FILE not in files:
        raise lacking(f"the profile {profile!r} has no files to start a register with")
    return files


def _settings(request: RegisterRequest) -> str:
    lines = pair("profile", request.profile)
    if request.website:
        lines += pair("website", request.website)
    contact = {
        "name": request.contact,
        "telephone": request.telephone,
        "email": request.email,
    }
    if any(contact.values()):
        if not request.contact:
            raise wrong(f"{request.called('contact')} is needed: whom readers ask")
        lines.append("contact:")
        lines += [
            f"  {line}" for key, value in contact.items() if value for line in pair(key, value)
        ]
    return "\n".join(lines) + "\n"
