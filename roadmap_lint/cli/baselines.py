"""The baselines of a run: which file knows the findings of a document, what it knows, and what of that is gone."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from roadmap_lint import baseline, files
from roadmap_lint.baseline import Known
from roadmap_lint.cli.process import UsageError
from roadmap_lint.config import Config, ConfigError
from roadmap_lint.diagnostic import visible_path


def shown(file: Path) -> str:
    """The path of a file for people: from here, where it is below."""
    whole, here = file.absolute(), Path.cwd()
    return visible_path(str(whole.relative_to(here) if whole.is_relative_to(here) else file))


def key(file: Path, document: str) -> str:
    """What a baseline calls a document: its path from the directory of the baseline, with `/`, links followed."""
    try:
        path = os.path.relpath(os.path.realpath(document), os.path.realpath(file.parent))
    except ValueError:  # another drive of Windows
        path = os.path.realpath(document)
    return path.replace(os.sep, "/")


def is_gone(file: Path, document: str) -> bool:
    """Whether a document that a baseline knows is gone; one that is not below it counts as there: nobody looks."""
    inside = not os.path.isabs(document) and document.split("/")[0] != ".." and "\0" not in document
    return inside and not os.path.exists(os.path.join(file.parent, *document.split("/")))


def load(file: Path) -> baseline.Files | None:
    """What a baseline knows; `None` where there is no such file. Raises `ConfigError` for one that cannot be read."""
    if not os.path.lexists(file):
        return None
    try:
        return baseline.read(files.read(file), shown(file))
    except files.FileError as error:
        raise ConfigError(f"{shown(file)}: the baseline cannot be read: {error}") from None


class Baselines:
    """The baseline of each document: the one that the command line names, else that of its config, or none."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._named = None if options.baseline is None else Path(options.baseline)
        self._none = options.no_baseline
        self._loaded: dict[Path, baseline.Files] = {}
        self._gone: Counter[Path] = Counter()

    def of(self, document: str, config: Config) -> tuple[Known, ...]:
        """What is known of a document. Raises `UsageError` or `ConfigError`."""
        file = self._file(config)
        return () if file is None else self._files(file, config).get(key(file, document), ())

    def note_gone(self, config: Config, gone: Iterable[Known]) -> None:
        """Keep in mind what is gone from a document that was checked."""
        file = self._file(config)
        number = sum(known.number for known in gone)
        if file is not None and number:
            self._gone[file] += number

    @property
    def are_used(self) -> bool:
        return bool(self._loaded)

    def gone(self) -> Iterator[tuple[str, int]]:
        """Each baseline that knows more than there is, by its path, and how many findings are gone."""
        for file, known in self._loaded.items():
            lost = [one.number for document, ones in known.items() if is_gone(file, document) for one in ones]
            number = self._gone[file] + sum(lost)
            if number:
                yield shown(file), number

    def _file(self, config: Config) -> Path | None:
        if self._none:
            return None
        if self._named is not None:
            return self._named
        return None if config.baseline is None else config.below("baseline", config.baseline)

    def _files(self, file: Path, config: Config) -> baseline.Files:
        if file not in self._loaded:
            known = load(file)
            if known is None and self._named is not None:
                raise UsageError(f"--baseline {file}: there is no such file: 'roadmap-lint baseline' writes one")
            if known is None:
                layer = config.layers[0]
                line = layer.line("baseline")
                place = f"{config.origin}:{line}" if line else f"{config.origin}"
                remedy = "write it with 'roadmap-lint baseline', or take the key out"
                raise ConfigError(f"{place}: 'baseline' names {config.baseline}, and there is no such file: {remedy}")
            self._loaded[file] = known
        return self._loaded[file]
