"""What a reader sees of a stretch of HTML, with the place of every character.

Tags are found as browsers find them, each character is looked at once, and of a tag, a comment or a script that is not
closed the rest is a part. (`html.parser` takes the square of the time for some texts, and fails on others.)
"""

from __future__ import annotations

import re
from html import unescape

from roadmap_lint.markdown.html_cells import raised
from roadmap_lint.model import Piece, Text, Value
from roadmap_lint.source import Source, Span

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?P<attributes>(?:[^>=\"']++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"']))|[\"'])*+)>"
)
_UNCLOSED_TAG = re.compile(r"</?[A-Za-z]")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++)))?+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{0,40});?")
_PART = re.compile(r"\s+|\S+")
# What these hold is no HTML, and nobody sees it.
_RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}


class HtmlReader:
    """Reads a stretch of HTML; what `taken` is not `None` for goes into that text."""

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        self.start, self.end = span
        self.code = 0

    @property
    def taken(self) -> HtmlText | None:
        raise NotImplementedError

    def begin(self, tag: str, written: re.Match[str]) -> None:
        """A tag that begins an element, but for `<br>` and `<code>`."""
        raise NotImplementedError

    def finish(self, tag: str, span: Span) -> None:
        """A tag that ends an element."""
        raise NotImplementedError

    def read(self) -> None:
        at, text = self.start, self.source.text
        while at < self.end:
            mark = text.find("<", at, self.end)
            self._data(at, mark if mark >= 0 else self.end)
            at = self._markup(mark) if mark >= 0 else self.end

    def _markup(self, at: int) -> int:
        """Read what begins with a `<`; where to go on."""
        text = self.source.text
        if text.startswith("<!--", at):
            return self._behind("-->", at + 2)
        if tag := _TAG.match(text, at, self.end):
            return self._tag(tag)
        if _UNCLOSED_TAG.match(text, at, self.end):
            return self.end
        if text.startswith(("<!", "<?", "</"), at):
            return self._behind(">", at + 2)
        self._data(at, at + 1)
        return at + 1

    def _behind(self, mark: str, at: int) -> int:
        found = self.source.text.find(mark, at, self.end)
        return found + len(mark) if found >= 0 else self.end

    def _tag(self, written: re.Match[str]) -> int:
        tag, span = written["name"].lower(), Span(*written.span())
        if written["slash"]:
            if tag == "code":
                self.code = max(0, self.code - 1)
            self.finish(tag, span)
        elif tag == "br":
            if self.taken is not None:
                self.taken.add(" ", span, exact=False)
        elif not written["attributes"].endswith("/"):
            self.code += tag == "code"
            self.begin(tag, written)
            if tag in _RAW_END:
                end = _RAW_END[tag].search(self.source.text, span.end, self.end)
                return end.start() if end else self.end
        return span.end

    def _data(self, first: int, last: int) -> None:
        if self.taken is None:
            return
        for entity in _ENTITY.finditer(self.source.text, first, last):
            shown = unescape(entity[0])
            if shown != entity[0]:
                self._words(self.taken, first, entity.start())
                self.taken.add(shown, Span(*entity.span()), exact=False, code=self.code > 0)
                first = entity.end()
        self._words(self.taken, first, last)

    def _words(self, taken: HtmlText, first: int, last: int) -> None:
        for part in _PART.finditer(self.source.text, first, last):
            blank = part[0].isspace()
            shown = " " if blank else part[0].replace("\0", "\ufffd")
            taken.add(shown, Span(*part.span()), exact=not blank, code=self.code > 0)


class HtmlText:
    """A text in the making; blanks at its ends are no part of it."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.parts: list[tuple[str, Span, bool, bool]] = []
        self.raised = 0  # tags that are open

    def add(self, text: str, span: Span, *, exact: bool, code: bool = False) -> None:
        if self.raised and (above := raised(text)) != text:
            text, exact = above, False
        if text and (text != " " or (self.parts and self.parts[-1][0] != " ")):
            self.parts.append((text, span, exact, code))

    def end(self, place: int, role: str) -> Text:
        while self.parts and self.parts[-1][0] == " ":
            self.parts.pop()
        pieces, length = [], 0
        for text, span, exact, code in self.parts:
            pieces.append(Piece(length, length + len(text), span, exact, code))
            length += len(text)
        whole = Span(pieces[0].span.start, pieces[-1].span.end) if pieces else Span(self.start, min(self.start, place))
        return Text(self.source, "".join(part[0] for part in self.parts), tuple(pieces), whole, role)


def attribute(source: Source, tag: re.Match[str], name: str) -> Value[str] | None:
    """What a tag sets an attribute to; `None` where it has none of that name, or an entity in it."""
    for written in _ATTRIBUTE.finditer(source.text, *tag.span("attributes")):
        if written["name"].lower() == name:
            value = written[written.lastindex or 0]
            if written.lastindex == 1 or "&" in value:
                return None
            return Value(value, Span(*written.span(written.lastindex or 0)), value)
    return None
