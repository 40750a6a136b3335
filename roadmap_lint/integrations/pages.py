"""The pages of a site: which of them are roadmaps, and what is wrong with those.

What the adapters of docs generators and of pytest have in common. Files are read as the command line reads them, so
places are those of the file, front matter included.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from roadmap_lint import engine, files
from roadmap_lint.config import FILE_NAMES, Config, ConfigError, is_top
from roadmap_lint.diagnostic import Diagnostic, Severity, visible, visible_path
from roadmap_lint.discovery import SUFFIXES, is_roadmap
from roadmap_lint.model import Document
from roadmap_lint.parser import parse
from roadmap_lint.probe import file_tree
from roadmap_lint.record import Record
from roadmap_lint.reserved import UnreadableFile
from roadmap_lint.rule import Context
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

FIELD = "roadmap"
"""The field of the front matter that says whether a page is a roadmap: `roadmap: true` or `roadmap: false`."""

_FRONT_MATTER_MARKS = ("---", "+++", "{")


class Checked(Record):
    """A page that was checked. `document` is `None` where it could not be read; then the one finding says why."""

    source: Source
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def shown_path(self) -> str:
        return visible_path(self.source.path)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(_finding(self.source, diagnostic) for diagnostic in self.diagnostics)


class Finding(Record):
    """A finding as a build log tells it: `line` is from 1, `text` is one line that is safe to print."""

    line: int
    rule: str
    severity: Severity
    text: str

    @property
    def warns(self) -> bool:
        """Whether it is one that `check` would fail for; a note is not."""
        return self.severity >= Severity.WARNING


class Pages:
    """Judges pages by the config that is nearest to each, or by the one that is named. Configs are read once.

    Everything here raises `ConfigError` where a config cannot be used.
    """

    def __init__(self, config: str | Path | None = None) -> None:
        self._one = Config.load(config) if config else None
        self._found: dict[Path, Config] = {}

    def config(self, path: Path) -> Config:
        """What applies to a page, whose path is absolute, or to a directory."""
        if self._one is not None:
            return self._one.for_path(path)
        directory = path if path.is_dir() else path.parent
        if directory not in self._found:
            self._found[directory] = Config.discover(directory)
        return self._found[directory].for_path(path)

    @property
    def origins(self) -> tuple[Path, ...]:
        """The files of the configs that pages were judged by until now."""
        used = self._found.values() if self._one is None else (self._one,)
        return tuple(dict.fromkeys(config.origin for config in used if config.origin is not None))

    def is_roadmap(self, path: Path) -> bool:
        """Whether a page is a roadmap: its front matter says so, else `paths` of the config or its name.

        What `exclude` of the config matches is none.
        """
        if path.suffix.lower() not in SUFFIXES:
            return False
        said = _said(path)
        if said is False:
            return False
        config = self.config(path)
        return (said or is_roadmap(path.name) or _is_listed(path, config)) and not config.excludes(path)

    def check(self, path: Path) -> Checked:
        """Check a page; what cannot be read is a finding."""
        try:
            document, diagnostics = self.judged(path)
        except files.FileError as error:
            unread = UnreadableFile().finding(Span(0, 0), f"this page was not checked: {error}")
            return Checked(Source("", _from_here(path)), None, (unread,))
        return Checked(document.source, document, diagnostics)

    def judged(self, path: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
        """A page and what is wrong with it. Raises `files.FileError`."""
        text = files.read(path)
        config = self.config(path)
        context = Context(files=file_tree(path, config.origin))
        report = engine.check(text, path=_from_here(path), config=config, context=context)
        return report.document, report.diagnostics

    def read(self, path: Path) -> tuple[Document, Context]:
        """A roadmap to be shown, and what the config tells of it. Raises `files.FileError`."""
        document = parse(files.read(path), _from_here(path))
        return document, self.context(path)

    def context(self, path: Path) -> Context:
        """What the config that applies to a page tells of the project and its platforms."""
        config = self.config(path)
        return Context().told(config.project, config.facts)


@contextmanager
def told(kind: Callable[[str], Exception]) -> Iterator[None]:
    """Raise an error of another tool where a config of ours cannot be used: it says what is wrong with it."""
    try:
        yield
    except ConfigError as error:
        raise kind(visible(str(error))) from error


def shown_path(path: Path) -> str:
    """The path as the command line would show it: from the working directory, where it is below; safe to print."""
    return visible_path(_from_here(path))


def project_around(directory: Path) -> Path:
    """The root of the repository that a directory is in, else the nearest directory that holds a file of settings.

    Else the directory itself.
    """
    around = (directory, *directory.parents)
    settings = (above for above in around if any((above / name).is_file() for name in FILE_NAMES))
    return next((above for above in around if is_top(above)), next(settings, directory))


def is_below(path: Path, root: Path) -> bool:
    """Whether a path is a directory or in it, after links of the file system are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _from_here(path: Path) -> str:
    here = os.getcwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


def _said(path: Path) -> bool | None:
    """What the front matter of a page says of it; `None` where it says nothing, or nothing that can be read."""
    try:
        text = files.read(path)
    except files.FileError:
        return None
    if FIELD not in text or not text.removeprefix(BYTE_ORDER_MARK).startswith(_FRONT_MATTER_MARKS):
        return None
    front_matter = parse(text).front_matter
    field = front_matter.field(FIELD) if front_matter else None
    if field is None or field.kind != "boolean":
        return None
    return field.value.value.lower() == "true"


def _is_listed(path: Path, config: Config) -> bool:
    return any(os.path.abspath(config.root / listed) == str(path) for listed in config.paths)


def _finding(source: Source, diagnostic: Diagnostic) -> Finding:
    line, column = source.point(diagnostic.span.start)
    message = visible(diagnostic.message)
    return Finding(line, diagnostic.name, diagnostic.severity, f"{diagnostic.code} {message} (column {column})")
