"""TOML that a stranger wrote: what `tomllib` would work on without end is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roadmap_lint.lazy import pattern

# `tomllib` needs time by the square of the parts of one key.
MOST_PARTS = 100
_PART = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_LONG_KEY = pattern(rf"(?<![\w.-])(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")


def loads(text: str, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The table in a text. Raises `ValueError` for what is not TOML or has endless keys, and `RecursionError`."""
    import tomllib

    if _LONG_KEY.search(text):
        raise ValueError(f"a key has more than {MOST_PARTS} parts")
    return tomllib.loads(text, parse_float=parse_float)
