"""Compiles the templates into the package when sectool is installed or its wheel is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplatesHook(BuildHookInterface):
    """Runs for wheels, and for `pip install -e` too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from sectool.wording.precompiled import write_all
        from sectool.wording.sandbox import environment_of

        folders = (root / "templates", root / "sectool" / "templates")
        for file in write_all(environment_of([], []), *folders):
            build_data["artifacts"].append(f"/{file.relative_to(root).as_posix()}")
