"""Commands whose options are keys of an entry: made once it is known which keys these are.

The command that is registered takes every word as it comes; the one made of them has the options,
their help and their refusals, as any other command has.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sectool.cli.options import DryRun, Force, Register, root_of, stop
from sectool.cli.session import misuse
from sectool.values import dataclass

if TYPE_CHECKING:
    from sectool.editing.entry_data import Given
    from sectool.editing.entry_keys import EntryKey


@dataclass(frozen=True)
class Entered:
    """What was typed for a command: words, values by key, and how to write."""

    words: tuple[str, ...]
    given: Given
    root: Path
    dry_run: bool
    force: bool


@dataclass(frozen=True)
class EntryCommand:
    """A command to be made: its name, its words and keys, and what it does.

    `usage` are its words as the help names them; each key is an option, but for those `by_word`.
    """

    usage: str
    help: str
    keys: tuple[EntryKey, ...]
    body: Callable[[Entered], int]
    fixed: tuple[str, ...] = ()


def run_with_keys(context: typer.Context, words: Sequence[str], made: EntryCommand) -> NoReturn:
    """Runs a command on words that were taken as they came, and stops with its exit code."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(
        help=made.help,
        epilog=context.command.epilog,
        context_settings={"help_option_names": ["-h", "--help"]},
    )(_function(made))
    name = " ".join((context.command_path, *made.fixed))
    typer.main.get_command(app)(args=[*words], prog_name=name)
    stop(0)


def _function(made: EntryCommand) -> Callable[..., None]:
    """A function whose parameters are the options, which is how a command is described."""
    names = {f"key_{number}": key for number, key in enumerate(made.keys)}

    def called(**values: Any) -> None:
        given = {
            key.key: value
            for name, key in names.items()
            if (value := values[name]) not in (None, False, [])
        }
        words = tuple(values["words"] or ())
        root = root_of(values["register"])
        stop(made.body(Entered(words, given, root, values["dry_run"], values["force"])))

    annotations: dict[str, Any] = {
        "words": Annotated[list[str] | None, typer.Argument(metavar=made.usage)],
        **{name: _option(key) for name, key in names.items()},
        "dry_run": DryRun,
        "force": Force,
        "register": Register,
    }
    defaults = dict.fromkeys(("dry_run", "force"), False)
    parameters = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=defaults.get(name, _absent(names.get(name))),
            annotation=annotation,
        )
        for name, annotation in annotations.items()
    ]
    called.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = annotations
    return called


def _absent(key: EntryKey | None) -> Any:
    return False if key is not None and key.form == "flag" else None


def _option(key: EntryKey) -> Any:
    option = f"--{key.key}"
    help_ = key.says + (" Needed." if key.needed else "")
    if key.form == "flag":
        return Annotated[bool, typer.Option(option, help=help_)]
    if key.form == "texts":
        more = " May be repeated." if not key.names else " May be repeated, or separated by commas."
        metavar = metavar_of(key)
        return Annotated[list[str] | None, typer.Option(option, metavar=metavar, help=help_ + more)]
    return Annotated[str | None, typer.Option(option, metavar=metavar_of(key), help=help_)]


def metavar_of(key: EntryKey) -> str:
    """What goes there, in a word: DAY, RELEASE, `{suppliers: true}`."""
    if key.words:
        return "|".join(key.words)
    if key.form == "group":
        return "DAY|PHRASE|YAML" if key.key == "cut-off" else "YAML"
    if key.names is not None:
        return key.names.split(" ")[0].upper()
    return {"day": "DAY", "number": "N", "text": "TEXT"}[key.holds]


def given_in(
    text: str, keys: Callable[[Sequence[str]], Sequence[EntryKey]]
) -> tuple[list[str], Given]:
    """The words and values of a line such as `MP143 approved --release 2022-11`.

    `keys` says which keys its words may have.
    """
    try:
        parts = shlex.split(text)
    except ValueError:
        raise misuse(f"{text!r} has a quotation mark that is not closed") from None
    words = parts[: _first_option(parts)]
    known = {f"--{key.key}": key for key in keys(words)}
    given: dict[str, Any] = {}
    rest = parts[len(words) :]
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        key = known.get(option)
        if key is None:
            raise misuse(f"{text!r}: {option!r} is not an option of {' '.join(words[1:]) or 'it'}")
        if key.form == "flag":
            given[key.key] = True
            continue
        if not equals:
            if not rest:
                raise misuse(f"{text!r}: {option} needs a value")
            value = rest.pop(0)
        given[key.key] = [*given.get(key.key, []), value] if key.form == "texts" else value
    return words, given


def _first_option(parts: Sequence[str]) -> int:
    return next((at for at, part in enumerate(parts) if part.startswith("--")), len(parts))
