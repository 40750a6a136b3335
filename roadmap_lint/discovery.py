"""Paths -> files: what is checked when the command line names directories, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

SUFFIXES = (".md", ".markdown", ".mdx")
# Directories that hold other people's documents.
_SKIPPED = frozenset({"node_modules", "vendor", "third_party", "venv", "site-packages", "dist", "build", "target"})
_DEEPEST = 12


def is_roadmap(name: str) -> bool:
    """Whether a file is a roadmap by its name: `ROADMAP.md`, `roadmap-2026.md`, `docs/roadmap.mdx`."""
    stem, suffix = os.path.splitext(name.lower())
    return suffix in SUFFIXES and "roadmap" in stem


def roadmaps(directory: Path, exclude: Iterable[str] = ()) -> Iterator[Path]:
    """The roadmaps below a directory, sorted; hidden directories and those of dependencies are passed over."""
    patterns = tuple(exclude)
    for root, directories, files in os.walk(directory):
        depth = len(Path(root).relative_to(directory).parts)
        directories[:] = sorted(
            name for name in directories if not name.startswith(".") and name not in _SKIPPED and depth < _DEEPEST
        )
        for name in sorted(files):
            path = Path(root, name)
            if is_roadmap(name) and not excluded(path, directory, patterns):
                yield path


def excluded(path: Path, root: Path, patterns: Iterable[str]) -> bool:
    """Whether a pattern of the config matches the path, relative to the root, or its name."""
    try:
        relative = path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        relative = path.as_posix()
    return any(fnmatch(relative, pattern) or fnmatch(path.name, pattern) for pattern in patterns)


def expand(paths: Iterable[str], exclude: Iterable[str] = (), root: Path | None = None) -> Iterator[str]:
    """The files that the paths mean, each once: a directory means its roadmaps, anything else is taken as it is."""
    patterns = tuple(exclude)
    seen = set()
    for name in paths:
        path = Path(name)
        found: Iterable[Path] = roadmaps(path, patterns) if path.is_dir() else (path,)
        for file in found:
            text = str(file)
            if text not in seen and not (root and excluded(file, root, patterns)):
                seen.add(text)
                yield text
