"""sectool plans, checks and documents releases of an industry code.

It is a command, and a library with the names below: docs/python.md has an example of each.
"""

from __future__ import annotations

# As in `typing`, whose import alone would make `--version` half as dear again.
TYPE_CHECKING = False

# Written here, not asked of the installed metadata: importlib.metadata costs
# five times a bare interpreter start, and `--version` should cost none.
__version__ = "0.1.0"

if TYPE_CHECKING:
    from sectool.api import (
        Built,
        Change,
        Diagnostic,
        Loaded,
        NotFound,
        Register,
        RegisterOn,
        Schedule,
        Unavailable,
        build_document,
        check_register,
        compare_documents,
        in_a_sentence,
        open_register,
        register_on,
        schedule_release,
    )

__all__ = [
    "Built",
    "Change",
    "Diagnostic",
    "Loaded",
    "NotFound",
    "Register",
    "RegisterOn",
    "Schedule",
    "Unavailable",
    "__version__",
    "build_document",
    "check_register",
    "compare_documents",
    "in_a_sentence",
    "open_register",
    "register_on",
    "schedule_release",
]


def __getattr__(name: str) -> object:
    """The public names, imported when the first of them is used: a command needs only some."""
    if name not in __all__:
        raise AttributeError(f"module 'sectool' has no attribute {name!r}")
    from sectool import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted(__all__)
