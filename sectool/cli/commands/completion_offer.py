"""`sectool completion`: the scripts of shells, and what they offer where a word is completed.

Names of the register are offered by what options and arguments take, so that no command has to say
it, and no start pays for it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from sectool.cli.main import COMMANDS, command_line
from sectool.cli.present.output import write_out

# Each gives the words up to the one that is completed, and takes a line for each offer.
SCRIPTS = {
    "bash": """\
_sectool_completion() {
    local IFS=$'\\n' words=("${COMP_WORDS[@]:1:COMP_CWORD}")
    COMPREPLY=( $("${COMP_WORDS[0]}" completion offer -- "${words[@]}" 2>/dev/null) )
}
complete -o default -F _sectool_completion sectool
""",
    "zsh": """\
#compdef sectool
_sectool_completion() {
    local -a offered
    offered=("${(@f)$("${words[1]}" completion offer -- "${(@)words[2,$CURRENT]}" 2>/dev/null)}")
    if [[ -n ${offered[1]} ]]; then compadd -a offered; else _files; fi
}
compdef _sectool_completion sectool
""",
    "fish": """\
function __sectool_completion
    set -l words (commandline -opc) (commandline -ct)
    $words[1] completion offer -- $words[2..-1] 2>/dev/null
end
complete --command sectool --arguments '(__sectool_completion)'
""",
}

# What an option or argument takes, by its metavar, or by its command and that.
TAKES: dict[str | tuple[str, str], str] = {
    "BODY": "body",
    "DOCUMENT": "document",
    "FILE[:KEY]": "kind of file",
    "ID": "modification",
    "MILESTONE": "milestone",
    "MODIFICATION": "modification",
    "NAME": "publication",
    "PARTY": "participant",
    "PROFILE": "profile",
    "RELEASE": "release",
    "RULE": "rule",
    "SOURCE": "source",
    "STAGE": "stage",
    "TABLE": "table",
    ("durations", "KIND"): "kind of assessment",
    ("new", "KIND"): "kind of publication",
    ("schema", "KIND"): "kind of file",
}


class _Offered:
    """A word that is offered, as click passes it on."""

    type, help = "plain", None

    def __init__(self, value: str) -> None:
        self.value = value


def print_script(shell: str) -> int:
    """Prints what a shell reads once, to ask for completions from then on."""
    write_out(SCRIPTS[shell])
    return 0


def print_offered(words: list[str]) -> int:
    """Prints what may stand in the place of the last word, a line each."""
    *before, last = words
    if not before and not last.startswith("-"):
        found = [name for name in COMMANDS if name.startswith(last)]
    else:
        found = [item.value for item in _offers(before, last) if item.type == "plain"]
    write_out("".join(f"{word}\n" for word in found))
    return 0


def _offers(before: list[str], last: str) -> list[Any]:
    line = command_line()
    find = line.get_command

    def get_command(context: Any, name: str) -> Any:
        found = find(context, name)
        for one in getattr(found, "commands", {name: found}).values() if found else ():
            _offer_names(one)
        return found

    line.get_command = get_command
    try:
        offered: list[Any] = _completer(line).get_completions(before, last)
    finally:
        del line.get_command
    return offered


def _completer(line: Any) -> Any:
    """What finds the option or argument that a word is for: click's, wherever typer keeps it."""
    base = next(one for one in type(line).__mro__ if one.__name__ == "Command")
    click = import_module(f"{base.__module__.rpartition('.')[0]}.shell_completion")

    class Completer(click.ShellComplete):  # type: ignore[name-defined, misc]
        name = source_template = ""

        def source_vars(self) -> dict[str, Any]:
            raise NotImplementedError

        def get_completion_args(self) -> tuple[list[str], str]:
            raise NotImplementedError

        def format_completion(self, item: Any) -> str:
            raise NotImplementedError

    return Completer(line, {}, "sectool", "")


def _offer_names(command: Any) -> None:
    for param in command.params:
        kind = kind_taken(command.name, param)
        if kind is not None:
            param.shell_complete = _offering(kind)


def kind_taken(command: str, param: Any) -> str | None:
    """What kind of name an option or argument of a command takes, if it takes one that is there."""
    word = (param.metavar or "").removesuffix("...")
    word = word[1:-1] if word.startswith("[") and word.endswith("]") else word
    if "--name" in param.opts:
        return None  # of something new
    return TAKES.get((command, word)) or TAKES.get(word)


def _offering(kind: str) -> Callable[[Any, str], list[Any]]:
    def offer(context: Any, incomplete: str) -> list[Any]:
        start = incomplete.casefold()
        names = _names(kind, context.params)
        return [_Offered(name) for name in names if name.casefold().startswith(start)]

    return offer


def _names(kind: str, given: dict[str, Any]) -> list[str]:
    if kind == "kind of file":
        from sectool.editing.schemas import FILE_KINDS

        return [one.name for one in FILE_KINDS]
    if kind == "kind of publication":
        from sectool.queries.kinds import KIND_NAMES

        return [*KIND_NAMES]
    from sectool.queries.names_to_type import names_to_type
    from sectool.workspace.root import NoRegister, find_root

    register = given.get("register")
    try:
        root = Path(register) if register else find_root(Path.cwd())
    except (NoRegister, OSError):
        return []  # in the midst of a line, nothing is said
    return names_to_type(root, kind, given.get("release"))
