"""`sectool init`: writes the files of a new register, all of them or none."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import typer

from sectool.cli.present.tables import write_lines
from sectool.cli.session import failure, from_here, misuse
from sectool.drafting.registers import CannotStart, RegisterRequest, new_register
from sectool.workspace.atomic import NotWritten
from sectool.workspace.journal import register_files, writing


def init_register(folder: Path, *, example: bool, profile: str, **more: str | None) -> int:
    """Makes a register in a folder. `more` are options by their names in RegisterRequest."""
    request = RegisterRequest(profile, example=example, called=lambda key: f"--{key}", **more)
    if folder.exists() and not folder.is_dir():
        raise misuse(f"{folder} is a file, and a register is a folder")
    if not any(more.values()) and sys.stdin.isatty():
        new_register_or_refuse(request, folder)  # before any question
        request = _answered(request)
    files = new_register_or_refuse(request, folder)
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder) as writer:
            writer.write(dict(files), {})
    except (NotWritten, OSError) as error:
        for one in made:
            with suppress(OSError):
                one.rmdir()
        raise failure(f"nothing was written: {error}") from None
    write_lines(_next_steps(folder, files))
    return 0


def new_register_or_refuse(request: RegisterRequest, folder: Path) -> dict[str, bytes]:
    """The files of the register; a refusal where there cannot be one."""
    try:
        return new_register(request, register_files(folder))
    except CannotStart as error:
        refused = misuse if error.misuse else failure
        raise refused(f"{folder}: {error}" if not error.misuse else str(error)) from None


def _answered(request: RegisterRequest) -> RegisterRequest:
    """The same, with what a person answers; an empty answer leaves a field out."""

    def ask(question: str) -> str | None:
        answer: str = typer.prompt(question, default="", show_default=False, err=True)
        return answer.strip() or None

    contact = ask("Whom do readers of your documents ask? (a team or a person; Enter to skip)")
    if contact is None:
        return request
    return replace(
        request,
        contact=contact,
        email=ask("Their e-mail address (Enter to skip)"),
        telephone=ask("Their telephone number (Enter to skip)"),
        website=ask("The website that documents name (Enter to skip)"),
    )


def _next_steps(folder: Path, files: dict[str, bytes]) -> list[str]:
    releases = sorted({file.split("/")[1] for file in files if file.startswith("releases/")})
    there = str(from_here(folder))
    lines = [f"A register was written to {there}: {len(files)} files. Next:"]
    steps = [] if there == "." else [f"cd {there}"]
    steps += ["sectool check", *(f"sectool rid build {id_}" for id_ in releases)]
    steps += ["sectool release new YYYY-MM", "sectool mod new ID --title TEXT --release YYYY-MM"]
    return [*lines, *(f"  {step}" for step in steps), "README.md there says what each file is for."]
