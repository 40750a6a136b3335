"""Regular expressions that are compiled when first used: a run of the hook needs a third of those that exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801  (stands for re.compile, and type checkers see that)
        """What `re.compile` gives, without the work until a method is called. Threads may compile it twice."""

        def __init__(self, source: str, flags: int = 0) -> None:
            self._source = source
            self._flags = flags

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            method = getattr(re.compile(self._source, self._flags), name)
            setattr(self, name, method)
            return method


__all__ = ["pattern"]
