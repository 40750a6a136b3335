"""Paths -> files: what is checked when the command line names directories, or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from roadmap_lint.record import Record

SUFFIXES = (".md", ".markdown", ".mdx")
# Directories that hold other people's documents.
_SKIPPED = frozenset({"node_modules", "vendor", "third_party", "venv", "site-packages", "dist", "build", "target"})
_DEEPEST = 12


def is_roadmap(name: str) -> bool:
    """Whether a file is a roadmap by its name: `ROADMAP.md`, `roadmap-2026.md`, `docs/roadmap.mdx`."""
    stem, suffix = os.path.splitext(name.lower())
    return suffix in SUFFIXES and "roadmap" in stem


def roadmaps(directory: Path) -> list[Path]:
    """The roadmaps below a directory, sorted, without what git ignores.

    Hidden directories and those of dependencies are passed over.
    """
    found = list(_walked(directory, is_roadmap))
    ignored = _ignored(directory, [str(path.relative_to(directory)) for path in found])
    return [path for path in found if not ignored or str(path.relative_to(directory)) not in ignored]


def named(directory: Path, name: str) -> Iterator[Path]:
    """The files of a name below a directory, in the directories that roadmaps are looked for in."""
    return _walked(directory, name.__eq__)


def _walked(directory: Path, is_wanted: Callable[[str], bool]) -> Iterator[Path]:
    top = str(directory)
    for root, directories, files in os.walk(top):
        depth = root[len(top.rstrip(os.sep)) :].count(os.sep)
        directories[:] = sorted(
            name for name in directories if not name.startswith(".") and name not in _SKIPPED and depth < _DEEPEST
        )
        for name in sorted(files):
            if is_wanted(name):
                path = Path(root, name)
                if _stays(path, directory):
                    yield path


def _ignored(directory: Path, names: list[str]) -> frozenset[str]:
    """Which of the files git ignores; none where this is no repository, or git cannot tell."""
    whole = directory.absolute()
    if not names or not any((place / ".git").exists() for place in (whole, *whole.parents)):
        return frozenset()
    from roadmap_lint import vcs

    try:
        return vcs.ignored(directory, names)
    except vcs.GitError:
        return frozenset()


def _stays(path: Path, directory: Path) -> bool:
    """Whether what a link names is below the directory: `--fix` must not write elsewhere."""
    return not os.path.islink(path) or Path(os.path.realpath(path)).is_relative_to(os.path.realpath(directory))


class Expanded(Record):
    """What paths mean: the files to check, and those that were named but are excluded."""

    files: tuple[str, ...]
    excluded: tuple[str, ...]


def expand(paths: Iterable[str], excluded: Callable[[Path], bool]) -> Expanded:
    """The files that the paths mean, each once: a directory means its roadmaps, anything else is taken as it is.

    So is a directory without a roadmap: whoever reads it will say so. One whose roadmaps are all excluded counts as
    if they had been named.
    """
    files: dict[str, str] = {}
    real: dict[str, str] = {}
    left_out: dict[str, None] = {}
    for name in paths:
        path = Path(name)
        found = (list(roadmaps(path)) if path.is_dir() else []) or [path]
        kept = [file for file in found if not excluded(file)]
        for file in kept:
            files.setdefault(_followed(str(file), real), str(file))
        if not kept and found:
            left_out.update(dict.fromkeys(map(str, found)))
    return Expanded(tuple(files.values()), tuple(left_out))


def _followed(file: str, real: dict[str, str]) -> str:
    """What is left of a path when links are followed; `real` are the directories that were met."""
    if os.path.islink(file):
        return os.path.realpath(file)
    folder, name = os.path.split(file)
    if name in ("", os.curdir, os.pardir):
        return os.path.realpath(file)
    if folder not in real:
        real[folder] = os.path.realpath(folder)
    return os.path.join(real[folder], name)
