"""The text of one document, and places in it.

Every place is an offset in *code points* from the start of the text, as the file has it: a byte order mark counts
as one, a carriage return and a line feed count as two. Lines and columns are made from offsets only at the edge,
for people and other tools, and both count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from roadmap_lint.lazy import pattern

BYTE_ORDER_MARK = "\ufeff"

# What Markdown and editors call a line ending. `str.splitlines` would also split at U+2028, \x0b, \x0c and others.
_LINE_ENDING = pattern(r"\r\n|\n|\r")
_LINE_FEED = pattern(r"\n")


class Span(NamedTuple):
    """A stretch of the text: half open, in code points from the start of the document."""

    start: int
    end: int


# As `Record` has it: of both items at once, unchecked. Thousands are made of every document.
Span._make = classmethod(tuple.__new__)  # type: ignore[method-assign,assignment]


class Point(NamedTuple):
    """A place for people: line and column, both from 1; the column counts code points."""

    line: int
    column: int


class Source:
    """A text with its path and its lines.

    `path` is what reports print; nothing is read from it. The text may hold anything, lone surrogates included (they
    stand for bytes of the file that are not UTF-8).
    """

    __slots__ = ("_line_ends", "_line_starts", "path", "text")

    _line_ends: list[int]
    _line_starts: list[int]

    def __init__(self, text: str, path: str = "ROADMAP.md") -> None:
        self.text = text
        self.path = path

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> list[int]:
            """Where lines start and end, once somebody asks: of a document that is known to be clean nobody does."""
            if name not in ("_line_starts", "_line_ends"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            self._line_starts, self._line_ends = _lines(self.text)
            return self._line_starts if name == "_line_starts" else self._line_ends

    def __getitem__(self, span: Span) -> str:
        """The text that stands in the span."""
        return self.text[span[0] : span[1]]

    @property
    def line_count(self) -> int:
        """The number of lines; a text that ends in a line ending has an empty last one."""
        return len(self._line_starts)

    def line_at(self, offset: int) -> int:
        """The line, from 1, that holds the offset; an offset outside of the text is the nearest in it."""
        return bisect_right(self._line_starts, offset) or 1

    def point(self, offset: int) -> Point:
        """Line and column of an offset; an offset outside of the text is the nearest in it."""
        offset = min(max(offset, 0), len(self.text))
        line = self.line_at(offset)
        start = self._line_starts[line - 1]
        if line == 1 and self.text.startswith(BYTE_ORDER_MARK) and offset:
            start = 1  # editors do not show the mark, and count from behind it
        return Point(line, offset - start + 1)

    def line_span(self, line: int) -> Span:
        """Where a line (from 1) stands, without its line ending. Raises `IndexError` for a line that is not there."""
        if line < 1:
            raise IndexError(f"there is no line {line}: lines count from 1")
        return Span(self._line_starts[line - 1], self._line_ends[line - 1])

    def line_text(self, line: int) -> str:
        """A line (from 1) without its line ending and without a byte order mark.

        Raises `IndexError` for a line that is not there.
        """
        return self[self.line_span(line)].removeprefix(BYTE_ORDER_MARK)

    def normalised(self) -> str:
        """The text with every line ending as one line feed: as many lines, each as long as before."""
        return _LINE_ENDING.sub("\n", self.text) if "\r" in self.text else self.text


def _lines(text: str) -> tuple[list[int], list[int]]:
    """Where lines start, and where they end before their line endings."""
    if "\r" in text:
        endings = [ending.span() for ending in _LINE_ENDING.finditer(text)]
        starts, ends = [end for _, end in endings], [start for start, _ in endings]
    else:
        ends = [ending.start() for ending in _LINE_FEED.finditer(text)]
        starts = [end + 1 for end in ends]
    return [0, *starts], [*ends, len(text)]
