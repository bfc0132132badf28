"""Templates as Python, written when sectool is installed: to compile them takes most of a build.

A file is named for what its code follows from: the words of its template, the sandbox, the version
of Jinja. So none can be stale: another template, or one of a register's own, is compiled as it is
read. Python compiles and keeps the files as it does all of sectool's.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "compiled"
# What makes code of a template, beside Jinja.
_MAKERS = [Path(__file__).with_name(name) for name in ("sandbox.py", "provenance.py")]


def code_of(environment: Environment, source: str, name: str) -> CodeType | None:
    """The code of a template that was compiled beforehand, or None."""
    file = FOLDER / file_of(environment, source, name)
    if not file.is_file():
        return None
    return SourceFileLoader(file.stem, str(file)).get_code(file.stem)


def write_all(environment: Environment, *folders: Path) -> list[Path]:
    """Compiles every template of some folders, and leaves no other file of code but theirs."""
    FOLDER.mkdir(exist_ok=True)
    written = []
    for template in sorted(file for folder in folders for file in folder.glob("*.j2")):
        source = template.read_text(encoding="utf-8")
        file = FOLDER / file_of(environment, source, template.name)
        file.write_text(environment.compile(source, template.name, raw=True), encoding="utf-8")
        written.append(file)
    for other in FOLDER.glob("*.py"):
        if other not in written:
            other.unlink()
    return written


def file_of(environment: Environment, source: str, name: str) -> str:
    """The name of the file that has the code of a template."""
    filters = sorted(
        f"{name} {getattr(filter_, 'jinja_pass_arg', '')}"
        for name, filter_ in environment.filters.items()
    )
    makers = [maker.read_text(encoding="utf-8") for maker in _MAKERS]
    parts = [jinja2.__version__, *makers, *filters, name, source]
    digits = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"template_{digits[:32]}.py"
