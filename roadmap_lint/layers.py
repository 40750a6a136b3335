"""Layers of settings: a config file, the overrides in it, the command line; each knows where its keys stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record

_PART = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PARTS = pattern(_PART)
_HEADER = pattern(r"[ \t]*(?P<array>\[)?\[(?P<key>[^\]\n]+)\]{1,2}[ \t\r]*(?:#.*)?$")
_KEY = pattern(rf"[ \t]*(?P<key>{_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*=")
_OURS = ("tool", "roadmap-lint")

KeyPath = tuple[str, ...]


class Layer(Record):
    """A table of settings. `label` says in words what it is; `within` is the place of the table in its file.

    `file` and `text` are those of the config file, and serve to say where a key stands.
    """

    table: Mapping[str, Any]
    label: str = ""
    file: Path | None = None
    text: str = ""
    within: KeyPath = ()

    @property
    def is_override(self) -> bool:
        return bool(self.within)

    def line(self, *path: str, near: str = "") -> int | None:
        """The line where a key stands, or the innermost table around it that can be found; `near` narrows to a value.

        `None` where nothing of it is found.
        """
        line = _innermost(key_lines(self.text), (*self.within, *path))
        if near:
            quoted = re.escape(near)
            wanted = re.compile(rf"[\"']{quoted}[\"']|(?<![\w-]){quoted}[ \t]*=|[.\[]{quoted}[.\]]")
            for number, text in enumerate(self.text.split("\n"), 1):
                if number >= (line or 1) and wanted.search(text):
                    return number
        return line

    def where(self, *path: str) -> str:
        """Where a key was set, for people: `roadmap-lint.toml:3`, with the label of an override, or the label alone."""
        if self.file is None:
            return self.label or "the defaults"
        line = self.line(*path)
        place = f"{self.file.name}:{line}" if line else self.file.name
        return f"{place} ({self.label})" if self.label else place


def _innermost(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key, or of the innermost table around it, below `[tool.roadmap-lint]` or at the top."""
    for length in range(len(path), 0, -1):
        for base in (_OURS, ()):
            if (*base, *path[:length]) in lines:
                return lines[*base, *path[:length]]
    return lines.get(_OURS)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The lines (from 1) of the keys and tables of a TOML text, by path; an array of tables counts them from "0".

    What stands in inline tables is not found, only the key that holds them.
    """
    found: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header:
            table = _resolved(header["key"], counts, array=bool(header["array"]))
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*table, *_split(key["key"])), number)
    return found


def _split(key: str) -> KeyPath:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _PARTS.findall(key))


def _resolved(key: str, counts: dict[KeyPath, int], *, array: bool) -> KeyPath:
    """The path of a header: parts that name an array of tables are followed by the number of its last table."""
    parts = _split(key)
    path: KeyPath = ()
    for index, part in enumerate(parts):
        path = (*path, part)
        if array and index == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, str(counts[path]))
    return path
