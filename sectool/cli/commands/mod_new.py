"""`sectool mod new`: writes the file of a new modification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sectool.cli.present.edits import make_edit
from sectool.cli.session import day_of, failure, misuse, unread
from sectool.drafting.forms import NotAForm, ReadForm, read_form
from sectool.drafting.modifications import (
    CannotStart,
    ModificationRequest,
    NewFile,
    new_modification,
    with_form,
)
from sectool.queries.loaded import Loaded

_OPTIONS = {"documents": "--document", "raised_as": "--as", "id": "its number"}


def request_of(
    today: date, *, raised: str | None, cut_off: str | None, **more: Any
) -> ModificationRequest:
    """What the options ask for; `more` are those that need no reading."""
    return ModificationRequest(
        raised=day_of("--raised", raised) or today,
        cut_off=day_of("--cut-off", cut_off),
        **more,
    )


def new(
    root: Path,
    request: ModificationRequest,
    from_form: Path | None,
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """Writes `modifications/ID.yaml`; what of a form is not understood is printed."""
    request = replace(request, called=_option)
    left_out: list[str] = []

    def decide(loaded: Loaded) -> tuple[NewFile, ...]:
        unread(loaded, "reference/")
        wanted, left_out[:] = request, []
        try:
            if from_form is not None:
                wanted, others = with_form(wanted, _form(from_form, loaded), loaded.register)
                left_out.extend(others)
            return (new_modification(wanted, loaded).file,)
        except CannotStart as error:
            raise (misuse(str(error)) if error.misuse else failure(str(error))) from None

    return make_edit(
        root,
        decide,
        dry_run=dry_run,
        force=force,
        more=lambda _: (f"not understood, and left out: {one}" for one in left_out),
    )


def _form(path: Path, loaded: Loaded) -> ReadForm:
    settings = loaded.register.settings
    try:
        return read_form(path.name, path.read_bytes(), settings.code.short if settings else "")
    except OSError as error:
        raise misuse(f"--from-form: {path} cannot be read: {error.strerror}") from None
    except NotAForm as error:
        raise misuse(f"--from-form: {path}: {error}") from None


def _option(name: str) -> str:
    return _OPTIONS.get(name, "--" + name.replace("_", "-"))
