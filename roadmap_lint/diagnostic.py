"""What rules say: a finding with its place, its related places and, where the correction is certain, its fix."""

from __future__ import annotations

from enum import IntEnum

from roadmap_lint.record import Record
from roadmap_lint.source import Span


class Severity(IntEnum):
    """How grave a finding is; a larger one is graver. `check` fails at `WARNING` and above unless told otherwise."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Edit(Record):
    """Put `text` in the place of `span` (an empty span inserts)."""

    span: Span
    text: str


class Fix(Record):
    """A correction: all of its edits, or none. A safe one needs no second look."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Related(Record):
    """Another place that a finding speaks of."""

    span: Span
    message: str


class Diagnostic(Record):
    """One finding. The message is one line and says what is wrong and what would be right."""

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    kind: str = "static"
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


def visible(text: str) -> str:
    """Text of a document, made safe to show: control, format and lone surrogate characters as escapes; tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def visible_path(path: str) -> str:
    """The name of a file, made safe to show; a tab would end it in a diff."""
    return visible(path).replace("\t", "\\x09")


def _visible(character: str) -> str:
    if character == "\t" or character.isprintable():
        return character
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:
        return f"\\x{number - 0xDC00:02x}"  # a byte of the file that is not UTF-8
    # a joiner or a variation selector belongs to the emoji around it
    if character in "\u200d\ufe0e\ufe0f":
        return character
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
