"""One module per output format: results -> text. Document text is never trusted by a format."""

from __future__ import annotations

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.model import Document
from roadmap_lint.record import Record
from roadmap_lint.source import Source


class Result(Record):
    """One file of a run. `document` is `None` where it could not be read; then `diagnostics` says why."""

    source: Source
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]


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
