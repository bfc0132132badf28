"""Frozen dataclasses whose methods are made when the first instance is, and mostly without source.

`@dataclass(frozen=True)` writes the source of six methods for every class and compiles it when
its module is imported: with a hundred classes a sixth of what a command takes, and most of them
have no instance in it. Here a class costs next to nothing until then; afterwards it is what it
would have been, but that only `__init__` was compiled. Type checkers see the standard decorator.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, fields
from dataclasses import dataclass as _standard
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, **options):
        """`dataclasses.dataclass`; what is not simply frozen is left to that."""
        if cls is None:
            return lambda wrapped: dataclass(wrapped, **options)
        if options != {"frozen": True} or "__init__" in vars(cls):
            return _standard(**options)(cls)

        def init(self, *values, **named):
            _make(cls)
            cls.__init__(self, *values, **named)

        cls.__init__ = init
        cls.__dataclass_fields__ = _Fields(cls)
        return cls


class _Fields:
    """Makes a class when its fields are asked for: by `fields`, or for those of a subclass."""

    def __init__(self, cls: Any) -> None:
        self.cls = cls

    def __get__(self, instance: object, owner: Any) -> Any:
        _make(self.cls)
        return owner.__dataclass_fields__


def _make(cls: Any) -> None:
    """Gives a class its fields and methods."""
    del cls.__init__
    del cls.__dataclass_fields__
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # else the signature would be worked out for it
    _standard(init=False, repr=False, eq=False)(cls)
    same = _values_of([field.name for field in fields(cls) if field.compare])

    def equal(self: Any, other: object) -> bool:
        return same(self) == same(other) if other.__class__ is self.__class__ else NotImplemented

    own = vars(cls)
    if "__eq__" not in own:
        cls.__eq__ = equal
    if own.get("__hash__") is None:
        cls.__hash__ = lambda self: hash(same(self))
    if "__repr__" not in own:
        cls.__repr__ = _repr
    cls.__setattr__, cls.__delattr__ = _refuse_to_assign, _refuse_to_delete
    cls.__init__ = _init_of(cls)


def _values_of(names: list[str]) -> Any:
    """A function from an instance to these attributes of it: a tuple, or the only one."""
    return attrgetter(*names) if names else lambda one: ()


def _init_of(cls: Any) -> Any:
    """The `__init__` of a class, from source; its defaults are known by number."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    parameters, lines = ["self"], []
    for number, field in enumerate(fields(cls)):
        name, default = field.name, f"_default_{number}"
        value = name
        if field.default is not MISSING:
            known[default] = field.default
            parameters.append(f"{name}={default}")
        elif field.default_factory is not MISSING:
            known[default] = field.default_factory
            parameters.append(f"{name}=_MISSING")
            value = f"{default}() if {name} is _MISSING else {name}"
        else:
            parameters.append(name)
        lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    exec(source, known)  # noqa: S102 (names of fields, as the standard decorator does)
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_assign(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
