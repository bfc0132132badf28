"""What a process that lives for a moment does without. Only for a process of our own."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from types import ModuleType
from typing import Any

# Modules of PyYAML that are written in Python, by the error that its compiled part takes from each.
_WITH_A_PLACE = ("scanner", "parser", "composer", "constructor")
_WITHOUT = ("emitter", "serializer", "representer")


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
    sys.meta_path.insert(0, _Libyaml())


def _stand_in(name: str, **holds: Any) -> ModuleType:
    """A module in the place of another, with all that is asked of that."""
    module = sys.modules[name] = ModuleType(name)
    vars(module).update(holds)
    return module


class _Libyaml:
    """Imports PyYAML without the parser and the writer in Python around its compiled part.

    That takes its events from `yaml.events`, and the classes of its errors from the modules left
    out. Where it wants more than is known here, all of PyYAML is imported.
    """

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if name != "yaml":
            return None
        from importlib.util import find_spec

        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is not None:
            self.whole, spec.loader = spec.loader, self  # type: ignore[assignment]
        return spec

    def create_module(self, spec: object) -> None:
        """None for a module as Python makes them."""

    def exec_module(self, package: ModuleType) -> None:
        there = set(sys.modules)
        try:
            _fill(package)
        except Exception:
            for name in set(sys.modules) - there:
                del sys.modules[name]
            self.whole.exec_module(package)  # type: ignore[union-attr]


def _fill(package: ModuleType) -> None:
    from importlib import import_module

    error = import_module("yaml.error")
    for name in ("tokens", "events", "nodes", "reader"):
        import_module(f"yaml.{name}")
    for name in (*_WITH_A_PLACE, *_WITHOUT):
        base = error.MarkedYAMLError if name in _WITH_A_PLACE else error.YAMLError
        title = f"{name.title()}Error"
        setattr(package, name, _stand_in(f"yaml.{name}", **{title: type(title, (base,), {})}))
    import_module("yaml._yaml")
