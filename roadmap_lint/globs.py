"""Patterns of paths, as the config writes them: for `exclude`, and for `files` of overrides."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path


def matches(path: str | Path, root: Path, patterns: Iterable[str]) -> bool:
    """Whether a pattern matches the path relative to the root, its name, or a directory that it is in.

    `*` matches `/`, too. A path that is not below the root is taken as it is written.
    """
    patterns = [variant for pattern in patterns for variant in _variants(pattern)]
    if not patterns:
        return False
    path = Path(path)
    with suppress(ValueError):
        path = Path(os.path.abspath(path)).relative_to(os.path.abspath(root))
    places = [place for place in (path, *path.parents) if place.name]
    return any(
        fnmatch(place.as_posix(), pattern) or fnmatch(place.name, pattern) for place in places for pattern in patterns
    )


def _variants(pattern: str) -> Iterator[str]:
    """A pattern without the marks that say nothing here: `./docs/` is `docs`; `**/x.md` is `x.md` at the root, too."""
    pattern = pattern.removeprefix("./").rstrip("/")
    if pattern:
        yield pattern
    if pattern.startswith("**/"):
        yield pattern.removeprefix("**/")
