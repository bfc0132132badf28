"""What a process that lives for a moment does without. Only for a process of our own."""

from __future__ import annotations

import atexit
import dataclasses
import gc
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from sectool.values import can_be_made_late, made_late

# Modules of PyYAML that are written in Python, by the error that its compiled part takes from each.
_WITH_A_PLACE = ("scanner", "parser", "composer", "constructor")
_WITHOUT = ("reader", "emitter", "serializer", "representer")


def hurry() -> None:
    """Switches off what a command never needs, before anything is imported."""
    # Looking for garbage costs more than it finds, and at its end Python looks three times more,
    # through all that is about to go anyway.
    gc.disable()
    atexit.register(gc.freeze)
    # What else is installed has no say in how files are checked, and is not searched for it: nor
    # is what searches imported, which brings readers of mail and of archives.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _stand_in("pydantic.plugin._loader", get_plugins=dict)
    # Help has no Markdown and shows no traceback, but typer imports what would.
    _stand_in("rich.markdown", Markdown=type("Markdown", (), {}))
    _stand_in("rich.traceback", Traceback=type("Traceback", (), {}))
    for name, functions in _LATER.items():
        _later(name, *functions)
    for name, classes in _NOT_OURS.items():
        _later(name, **{one: type(one, (), {}) for one in classes})
    # Only messages for whoever looks for a fault in markdown-it.
    _later("logging", getLogger=_Silent)
    # Optional where they are imported: kinds of archives that no file of ours is.
    sys.modules.update(dict.fromkeys(("bz2", "lzma")))  # type: ignore[arg-type]
    dataclasses.dataclass = _in_time
    sys.meta_path[:0] = [_Libyaml(), _CoreSchema(), _Hashlib()]


def _stand_in(name: str, **holds: Any) -> ModuleType:
    """A module in the place of another, with all that is asked of that."""
    module = sys.modules[name] = ModuleType(name)
    vars(module).update(holds)
    return module


# What is imported at the top of others and seldom used, with the functions taken out of it there.
_LATER = {
    "difflib": ("get_close_matches",),
    "pickle": ("dumps", "loads"),
    "platform": (),
    "secrets": (),
    "subprocess": (),
    "typer.completion": ("get_completion_inspect_parameters", "shell_complete"),
}
# Kinds of values that pydantic knows and no shape of ours has.
_NOT_OURS = {
    "ipaddress": [f"IPv{n}{kind}" for n in (4, 6) for kind in ("Address", "Interface", "Network")],
    "jinja2.bccache": ["BytecodeCache", "FileSystemBytecodeCache", "MemcachedBytecodeCache"],
    "uuid": ["UUID"],
    "zoneinfo": ["ZoneInfo", "ZoneInfoNotFoundError"],
}


def _later(name: str, *functions: str, **holds: Any) -> None:
    """A module that is imported when something is asked of it that it does not hold.

    A function that others take out of it at once is one that asks when it is called.
    """
    module = _stand_in(name, **holds)

    def whole() -> ModuleType:
        if sys.modules.get(name) is module:
            del sys.modules[name]
        return import_module(name)

    def held(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return getattr(whole(), attribute)

    def called(function: str) -> Any:
        return lambda *values, **named: getattr(whole(), function)(*values, **named)

    vars(module).update({one: called(one) for one in functions}, __getattr__=held)


def in_full(*names: str) -> None:
    """Imports modules as they are, where others stand in: for a library that uses all of them."""
    for name in names:
        found = sys.modules.get(name)
        if found is not None and found.__spec__ is None:
            del sys.modules[name]
            import_module(name)


class _Silent:
    """In the place of a logger that nobody has told where to write."""

    def __init__(self, *name: str) -> None:
        self.name = name

    def debug(self, *message: object) -> None:
        """Says nothing, as a logger does by itself."""

    def __getattr__(self, attribute: str) -> Any:
        logging = import_module(sys.modules["logging"].Logger.__module__)
        return getattr(logging.getLogger(*self.name), attribute)


class _Instead:
    """Has a say in how one module is imported, the first time that it is."""

    name: str
    whole: Any  # what would import it otherwise

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is not None:
            self.whole, spec.loader = spec.loader, self  # type: ignore[assignment]
        return spec

    def create_module(self, spec: object) -> None:
        """None for a module as Python makes them."""


class _Hashlib(_Instead):
    """Imports hashlib without OpenSSL, which takes longer to load than all our hashes to make."""

    name = "hashlib"

    def exec_module(self, module: ModuleType) -> None:
        if all(map(find_spec, ("_md5", "_sha1", "_sha256", "_sha512"))):
            sys.modules["_hashlib"] = None  # type: ignore[assignment]
        self.whole.exec_module(module)


class _CoreSchema(_Instead):
    """Imports the shapes of pydantic's schemas as plain dictionaries.

    They are there for type checkers; pydantic asks none of the ninety what its keys are.
    """

    name = "pydantic_core.core_schema"

    def exec_module(self, module: ModuleType) -> None:
        import typing

        import typing_extensions

        places: tuple[Any, ...] = typing, typing_extensions
        before = [place.TypedDict for place in places]
        try:
            for place in places:
                place.TypedDict = _Keys
            self.whole.exec_module(module)
        finally:
            for place, kept in zip(places, before, strict=True):
                place.TypedDict = kept


class _Keys(dict[str, Any]):
    """In the place of `TypedDict`."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Takes what a TypedDict takes, such as `total`."""


class _Libyaml(_Instead):
    """Imports PyYAML without the parser and the writer in Python around its compiled part.

    That takes its events from `yaml.events`, and the classes of its errors from the modules left
    out. Where it wants more than is known here, all of PyYAML is imported.
    """

    name = "yaml"

    def exec_module(self, package: ModuleType) -> None:
        there = set(sys.modules)
        try:
            _fill(package)
        except Exception:
            for name in set(sys.modules) - there:
                del sys.modules[name]
            self.whole.exec_module(package)


def _bare(*values: Any) -> tuple[Any, ...]:
    """What an event of a scalar consists of, in the place of the event: a file has hundreds."""
    return values


def _fill(package: ModuleType) -> None:
    error = import_module("yaml.error")
    for name in ("tokens", "events", "nodes"):
        import_module(f"yaml.{name}")
    sys.modules["yaml.events"].ScalarEvent = _bare  # type: ignore[attr-defined]
    for name in (*_WITH_A_PLACE, *_WITHOUT):
        base = error.MarkedYAMLError if name in _WITH_A_PLACE else error.YAMLError
        title = f"{name.title()}Error"
        setattr(package, name, _stand_in(f"yaml.{name}", **{title: type(title, (base,), {})}))
    import_module("yaml._yaml")


# Packages whose dataclasses are mostly never used: what is checked is not what they are for.
_OF_OTHERS = frozenset({"annotated_types", "markdown_it", "pydantic", "typer"})
_at_once = dataclasses.dataclass


def _in_time(cls: Any = None, /, **options: Any) -> Any:
    """`dataclasses.dataclass`, which makes a class of `_OF_OTHERS` when it is first wanted.

    The methods of each are written as source and compiled otherwise, fifty times at every start.
    """
    if cls is None:
        return lambda wrapped: _in_time(wrapped, **options)
    if cls.__module__.partition(".")[0] in _OF_OTHERS and can_be_made_late(cls, options):
        return made_late(cls, options)
    return _at_once(cls, **options)
