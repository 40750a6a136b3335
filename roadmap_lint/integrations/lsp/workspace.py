"""What the server reads of the editor's files: which of them are roadmaps, and what applies to each.

Nothing is kept: a config is read again whenever a document is checked, so that it is never an old one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from roadmap_lint import engine
from roadmap_lint.config import Config
from roadmap_lint.discovery import SUFFIXES, is_roadmap
from roadmap_lint.globs import matches
from roadmap_lint.parser import parse
from roadmap_lint.probe import file_tree
from roadmap_lint.record import Record
from roadmap_lint.rule import Context

OPTIONS = ("include", "today")


class Settings(Record):
    """What the editor sets (`initializationOptions`).

    `include` are patterns of files that are roadmaps besides those that are by name or by the config, relative to
    `root`, the folder that is open; `today` is the day that dated rules judge by, or `now`: without it they do not run.
    """

    include: tuple[str, ...] = ()
    today: str | None = None
    root: Path | None = None

    @property
    def day(self) -> date | None:
        """The day on which dated rules judge."""
        if self.today is None:
            return None
        return date.today() if self.today == "now" else date.fromisoformat(self.today)


class SettingsError(ValueError):
    """A setting that cannot be used; the message says what would be right."""


def read_settings(given: object, root: Path | None) -> Settings:
    """The settings in what an editor sends; anything but an object counts as none. Raises `SettingsError`."""
    table: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    for key in table:
        if key not in OPTIONS:
            raise SettingsError(f"there is no setting '{key}' (known: {', '.join(OPTIONS)})")
    include, today = table.get("include") or (), table.get("today")
    if not isinstance(include, list | tuple) or not all(isinstance(item, str) for item in include):
        raise SettingsError("'include' takes a list of patterns of files")
    try:
        valid = today in (None, "now") or bool(date.fromisoformat(today))
    except (TypeError, ValueError):
        valid = False
    if not valid:
        raise SettingsError(f'\'today\' takes "now" or a day such as "2026-11-22", not {today!r}')
    return Settings(tuple(include), today, root)


class Place(Record):
    """Where a document stands: the path that it is known by, and whether there may be files beside it."""

    path: str
    on_disk: bool


def place_of(uri: str) -> Place | None:
    """Where the address of a document leads; `None` for what is no file of a folder: the other side of a diff, say."""
    parts = urlsplit(uri)
    if parts.scheme == "untitled":
        return Place(unquote(parts.path), False)
    if parts.scheme != "file":
        return None
    host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
    return Place(url2pathname(host + parts.path), True)


class Read(Record):
    """A document, what was found in it, and what applied."""

    report: engine.Report
    config: Config
    context: Context


def config_of(place: Place, settings: Settings) -> Config | None:
    """What applies to a document; `None` where it is no roadmap, or is excluded. Raises `ConfigError`."""
    if not place.path.lower().endswith(SUFFIXES):
        return None
    named = is_roadmap(os.path.basename(place.path))
    root = settings.root or Path()
    if not place.on_disk:
        return Config.discover(root) if named else None
    named = named or matches(place.path, root, settings.include)
    directory = os.path.dirname(place.path)
    config = Config.discover(directory if os.path.isdir(directory) else root)
    if not (named or _is_listed(place.path, config)) or config.excludes(place.path):
        return None
    return config.for_path(place.path)


def _is_listed(path: str, config: Config) -> bool:
    """Whether `paths` of the config names the file."""
    return any(os.path.realpath(config.root / listed) == os.path.realpath(path) for listed in config.paths)


def read(text: str, place: Place, config: Config, settings: Settings) -> Read:
    """Check a document."""
    files = file_tree(place.path, config.origin) if place.on_disk else None
    context = Context(today=settings.day, files=files).told(config.project, config.facts)
    return Read(engine.check_document(parse(text, place.path), config, context), config, context)
