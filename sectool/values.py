"""Dataclasses whose methods are made when the first instance is, and mostly without source.

`@dataclass(frozen=True)` writes the source of six methods for every class and compiles it when
its module is imported: with a hundred classes a sixth of what a command takes, and most of them
have no instance in it. Here a class costs next to nothing until then; afterwards it is what it
would have been, but that only `__init__` was compiled. Type checkers see the standard decorator.
"""

from __future__ import annotations

import operator
from dataclasses import MISSING, Field, FrozenInstanceError, InitVar, fields
from dataclasses import dataclass as _standard
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, **options):
        """`dataclasses.dataclass`; what is not known here is left to that."""
        if cls is None:
            return lambda wrapped: dataclass(wrapped, **options)
        if options.keys() <= _OURS:
            return made_late(cls, options)
        return _standard(**options)(cls)


_OURS = frozenset({"frozen", "eq", "order"})
# Without slots, which save memory, of which a command takes little.
_KNOWN = _OURS | {"kw_only", "slots"}


def can_be_made_late(cls: type, options: dict[str, Any]) -> bool:
    """Whether a class of somebody else would be what the standard decorator makes of it."""
    return options.keys() <= _KNOWN and not any(
        "InitVar" in kind if isinstance(kind, str) else isinstance(kind, InitVar)
        for kind in vars(cls).get("__annotations__", {}).values()
    )


def made_late(cls: Any, options: dict[str, Any]) -> Any:
    """The class, to be made when it has an instance; at once where it says how it gets one."""
    if "__init__" in vars(cls):
        _make(cls, options)
        return cls

    def init(self: Any, *values: Any, **named: Any) -> None:
        _unmark(cls)
        _make(cls, options)
        cls.__init__(self, *values, **named)

    cls.__init__ = init
    cls.__dataclass_fields__ = _Fields(cls, options)
    return cls


class _Fields:
    """Makes a class when its fields are asked for: by `fields`, or for those of a subclass."""

    def __init__(self, cls: Any, options: dict[str, Any]) -> None:
        self.cls, self.options = cls, options

    def __get__(self, instance: object, owner: Any) -> Any:
        _unmark(self.cls)
        _make(self.cls, self.options)
        return owner.__dataclass_fields__


def _unmark(cls: Any) -> None:
    del cls.__init__
    del cls.__dataclass_fields__


_ORDER = {f"__{name}__": getattr(operator, name) for name in ("lt", "le", "gt", "ge")}


def _make(cls: Any, options: dict[str, Any]) -> None:
    """Gives a class its fields and methods."""
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # else the signature would be worked out for it
    _standard(init=False, repr=False, eq=False, kw_only=options.get("kw_only", False))(cls)
    frozen, equal = options.get("frozen", False), options.get("eq", True)
    own, all_ = vars(cls), fields(cls)
    if "__init__" not in own:
        cls.__init__ = _init_of(cls, all_, frozen=frozen)
    if "__repr__" not in own:
        cls.__repr__ = _repr
    if equal:
        same = _values_of([field.name for field in all_ if field.compare])
        hashed = "__hash__" in own and not (own["__hash__"] is None and "__eq__" in own)
        if "__eq__" not in own:
            cls.__eq__ = _compared(operator.eq, same)
        if not hashed:
            known = [f.name for f in all_ if (f.compare if f.hash is None else f.hash)]
            cls.__hash__ = _hash_of(_values_of(known)) if frozen else None
    if options.get("order"):
        for name, by in _ORDER.items():
            setattr(cls, name, _compared(by, same))
    if frozen:
        _freeze(cls, frozenset(field.name for field in all_))


def _values_of(names: list[str]) -> Any:
    """A function from an instance to these attributes of it: a tuple, or the only one."""
    return attrgetter(*names) if names else lambda one: ()


def _compared(by: Any, values: Any) -> Any:
    def compared(self: Any, other: object) -> bool:
        return (
            by(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    return compared


def _hash_of(values: Any) -> Any:
    return lambda self: hash(values(self))


def _init_of(cls: Any, all_: tuple[Field[Any], ...], *, frozen: bool) -> Any:
    """The `__init__` of a class, from source; its defaults are known by number."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    parameters, named, lines = ["self"], list[str](), list[str]()
    if frozen:
        # As `object.__setattr__` would for each, which takes three times as long.
        lines.append(" _values = self.__dict__")
    for number, field in enumerate(all_):
        name, default = field.name, f"_default_{number}"
        value, parameter = name, name
        if field.default is not MISSING:
            known[default] = field.default
            parameter = f"{name}={default}"
        elif field.default_factory is not MISSING:
            known[default] = field.default_factory
            parameter = f"{name}=_MISSING"
            value = f"{default}() if {name} is _MISSING else {name}"
        if field.init:
            (named if field.kw_only else parameters).append(parameter)
        elif field.default_factory is not MISSING:
            value = f"{default}()"
        else:
            continue
        lines.append(f" _values[{name!r}] = {value}" if frozen else f" self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    if named:
        parameters += ["*", *named]
    source = f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    exec(source, known)  # noqa: S102 (names of fields, as the standard decorator does)
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _freeze(cls: Any, names: frozenset[str]) -> None:
    """Refuses to change an instance; one of a class that inherits may have more of its own."""

    def assign(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    cls.__setattr__, cls.__delattr__ = assign, delete
