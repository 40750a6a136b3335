"""Places as the protocol counts them: lines and characters from 0, characters in units of an encoding.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position: lines end with
`\\r\\n`, `\\n` or `\\r`, as those of `Source` do, and the units are those of UTF-16 unless client and server agree.
"""

from __future__ import annotations

from typing import NamedTuple

from roadmap_lint.source import Source, Span

ENCODINGS = ("utf-16", "utf-8", "utf-32")


class Position(NamedTuple):
    """A line, and a character in it, both from 0."""

    line: int
    character: int


class Positions:
    """Converts between offsets of one text (code points) and positions in an encoding, one of `ENCODINGS`."""

    __slots__ = ("_encoding", "_source")

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._encoding = encoding

    def at(self, offset: int) -> Position:
        """The position of an offset; one past the end is the end."""
        offset = min(max(offset, 0), len(self._source.text))
        line = self._source.line_at(offset)
        start = self._source.line_span(line).start
        return Position(line - 1, self._units(self._source.text[start:offset]))

    def offset(self, line: int, character: int) -> int:
        """The offset of a position; one behind its line is the end of the line, one behind the text its end."""
        if line >= self._source.line_count:
            return len(self._source.text)
        start, end = self._source.line_span(line + 1)
        text = self._source.text[start:end]
        if self._encoding == "utf-32" or text.isascii():
            return start + min(character, len(text))
        units = 0
        for index, each in enumerate(text):
            units += self._units(each)
            if units > character:
                return start + index
        return end

    def _units(self, text: str) -> int:
        if self._encoding == "utf-32" or text.isascii():
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)

    def span(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """The span between two positions."""
        return Span(self.offset(*start), self.offset(*end))
