"""Immutable records: named tuples, made without generating code.

`typing.NamedTuple` and `dataclass` compile code for every class, 0.3 to 1 ms each, on every start of the hook. A
`Record` class costs next to nothing to make, and type checkers see a `NamedTuple`.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    try:
        from _collections import _tuplegetter  # half the time of a property
    except ImportError:
        _tuplegetter = None

    class Record(tuple):
        """A tuple whose items have names: `class Edit(Record): span: Span; text: str = ""`."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()
        _defaults: dict[str, Any] = {}  # noqa: RUF012  (replaced, never changed)
        _last: tuple[Any, ...] = ()  # the defaults, in the order of their fields
        _make = classmethod(tuple.__new__)  # of all the items, unchecked: three times as fast, where that counts

        def __init_subclass__(cls) -> None:
            cls._fields = tuple(cls.__annotations__)
            cls._defaults = {name: vars(cls)[name] for name in cls._fields if name in vars(cls)}
            cls._last = tuple(cls._defaults.values())
            if "__new__" not in vars(cls):
                cls.__new__ = _new(len(cls._fields))
            for index, name in enumerate(cls._fields):
                setattr(cls, name, _field(index))

        @classmethod
        def _given(cls, values: tuple[Any, ...], named: dict[str, Any]) -> Record:
            """The record of items of which some are left out or named."""
            left = len(cls._fields) - len(values)
            if not named and 0 < left <= len(cls._last):
                return tuple.__new__(cls, values + cls._last[-left:])
            given = {**cls._defaults, **dict(zip(cls._fields, values, strict=False)), **named}
            if len(values) > len(cls._fields) or given.keys() != {*cls._fields}:
                raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}")
            return tuple.__new__(cls, [given[name] for name in cls._fields])

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be set")

        def _replace(self, **named: Any) -> Record:
            values = [named.pop(name, value) for name, value in zip(self._fields, self, strict=True)]
            if named:
                raise TypeError(f"{type(self).__name__} takes {', '.join(self._fields)}")
            return tuple.__new__(type(self), values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

    def _field(index: int) -> Any:
        """What gives an item by its name: as `collections.namedtuple` has it, where that is there."""
        return property(itemgetter(index)) if _tuplegetter is None else _tuplegetter(index, "")

    def _new(count: int) -> Any:
        """What makes the records of a class with so many fields: a closure, as most of the time goes into these."""
        make = tuple.__new__

        def __new__(cls: type[Record], *values: Any, **named: Any) -> Record:  # noqa: N807
            return make(cls, values) if len(values) == count and not named else cls._given(values, named)

        return staticmethod(__new__)


__all__ = ["Record"]
