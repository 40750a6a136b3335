"""The events of one paragraph, heading or cell -> the text a reader sees, its links and its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.definitions import BREAK, destination_at, normalised
from roadmap_lint.markdown.events import Event, behind
from roadmap_lint.markdown.html_cells import GAPS, RAISING, raised
from roadmap_lint.markdown.html_cells import TAG as HTML_TAG
from roadmap_lint.markdown.literal import literal_links, references_in
from roadmap_lint.markdown.templates import PLACEHOLDER, TAG, without_tags
from roadmap_lint.model import OPAQUE, Definition, Link, Piece, Reference, Text, Value
from roadmap_lint.record import Record
from roadmap_lint.source import Source, Span

# Events that belong to the text of a block.
INLINE = frozenset(
    {
        "Text",
        "Code",
        "SoftBreak",
        "HardBreak",
        "Emphasis",
        "Strong",
        "Strikethrough",
        "Link",
        "Image",
        "InlineHtml",
        "FootnoteReference",
    }
)
_MARKS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link"})
_REFERENCES = {"Reference": "full", "Collapsed": "collapsed", "Shortcut": "shortcut"}
_BREAK = pattern(BREAK)
_LINE_ENDING = pattern(r"\r\n|\n|\r")


class InlineContent(Record):
    """The text of a block, its links, the references that nothing defines, and where its inline HTML stands."""

    text: Text
    links: tuple[Link, ...]
    references: tuple[Reference, ...]
    html: tuple[Span, ...]


class InlineReader:
    """Reads the text of blocks. `masked` is the source with its template tags masked, place for place."""

    def __init__(self, source: Source, masked: str, definitions: Mapping[str, Definition]) -> None:
        self.source = source
        self.masked = masked
        self.definitions = definitions
        self.tagged = PLACEHOLDER in masked
        self.shown = source.text.replace("\0", "\ufffd")

    def read(self, events: list[Event], index: int, place: str, empty: int) -> tuple[InlineContent, int]:
        """The content whose events begin at `index`, and the index behind them.

        Content without events is empty, and stands at `empty`.
        """
        name, _, start, _ = events[index]
        if name == "Text" and self.shown[start - 1 : start] != "\\":
            value, end, after = _joined(events, index)
            if events[after][0] not in INLINE and value == self.shown[start:end]:
                return self._copied(value, start, place), after
        if name not in INLINE:
            span = Span(empty, empty)
            return InlineContent._make((Text(self.source, "", (), span, place), (), (), ())), index
        run = _Run(self, start, in_cell=place == "cell")
        index = run.read(events, index)
        run.trim_end()
        text = Text(self.source, "".join(run.parts), tuple(run.pieces), Span(run.start, run.cursor), place)
        return _with_literal_links(text, run.links, run.link_ranges, tuple(run.html)), index

    def _copied(self, value: str, start: int, place: str) -> InlineContent:
        """What most blocks are: a text that was copied from one place."""
        if value[0].isspace() or value[-1].isspace():
            start += len(value) - len(value.lstrip())
            value = value.strip()
        span = Span._make((start, start + len(value)))
        text = Text(self.source, value, (Piece._make((0, len(value), span, True, False)),), span, place)
        if "." not in value and ":" not in value and "]" not in value:
            return InlineContent._make((text, (), (), ()))
        return _with_literal_links(text, [], [], ())


def _joined(events: list[Event], index: int) -> tuple[str, int, int]:
    """The texts from an event on that stand one right behind the other, the offset and the index behind them.

    The parser parts them where a mark might have begun, as at the brackets of `[ ] Task`.
    """
    _, value, _, end = events[index]
    index += 1
    if events[index][0] != "Text" or events[index][2] != end:
        return value, end, index
    values = [value]
    while events[index][0] == "Text" and events[index][2] == end:
        values.append(events[index][1])
        end = events[index][3]
        index += 1
    return "".join(values), end, index


class _Run:
    """Walks the events of one block in order."""

    def __init__(self, reader: InlineReader, start: int, *, in_cell: bool = False) -> None:
        self.reader = reader
        self.source = reader.source
        self.masked = reader.masked
        self.start = self.cursor = start  # what was read ends at the cursor
        if self._is_escaped(start, floor=0):
            self.start = self.cursor = start - 1
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.broken = -1  # where a line ended whose break is not yet written
        self.links: list[Link] = []
        self.link_ranges: list[tuple[int, int]] = []
        self.html: list[Span] = []
        self.in_cell = in_cell
        self.raised = 0  # tags that are open

    def read(self, events: list[Event], index: int) -> int:
        """Read what belongs together; the index behind it."""
        # for each mark that is open, what its end needs to know of the link that it is
        marks: list[tuple[int, int, Mapping[str, Any]] | None] = []
        while True:
            name, value, start, end = events[index]
            if name == "Text":
                self._text(value, start, end)
            elif name == "SoftBreak" or name == "HardBreak":
                self._end_line(start)
            elif name == "End":
                if not marks:
                    return index
                link = marks.pop()
                if link is not None:
                    end = _with_brackets(self.masked, end, link[2])
                    self._link(*link, start, end)
            elif name == "Code":
                self._code(value, start, end)
            elif name == "Link":
                self._begin_line(start)
                marks.append((len(self.parts), self.length, value))
            elif name == "Image":
                first, index = index, behind(events, index) - 1
                end = _with_brackets(self.masked, end, value)
                self._image(value, start, end, events[index - 1][3] if index > first + 1 else start + 2)
            elif name == "InlineHtml":
                self._html(start, end)
            elif name == "FootnoteReference":
                self._text(self.masked[start:end], start, end)
            elif name in _MARKS:
                self._begin_line(start)
                marks.append(None)
            else:
                return index
            self.cursor = start if name in _MARKS else end
            index += 1

    # ---------------------------------------------------------------------------------------------------- the text

    def _is_escaped(self, start: int, floor: int) -> bool:
        """Whether a text begins with an escaped character: what escapes it is not in it, nor in what was read."""
        return start > floor and self.masked[start - 1] == "\\"

    def trim_end(self) -> None:
        """Leave out the blanks of any kind that the content ends with."""
        while self.pieces and self.parts[-1][-1].isspace():
            last = self.pieces[-1]
            if not last.exact or last.code or last.span.end != self.cursor:
                break
            text = self.parts.pop()
            kept = text.rstrip()
            self.cursor -= len(text) - len(kept)
            self.pieces.pop()
            end = last.end - len(text) + len(kept)
            if end > last.start:
                self.pieces.append(Piece(last.start, end, Span(last.span.start, self.cursor), last.exact))
            if kept:
                self.parts.append(kept)

    def _text(self, value: str, start: int, end: int) -> None:
        if start == self.start and value[0].isspace():
            # blanks of other kinds, which the parser keeps
            start += len(value) - len(value.lstrip())
            self.start, value = start, value.lstrip()
            if not value:
                return
        if self._is_escaped(start, self.cursor):
            self._begin_line(start - 1)
            self._add(value[0], start - 1, start + 1, exact=False)
            value, start = value[1:], start + 1
        else:
            self._begin_line(start)
        if len(value) != end - start:
            self._add(value, start, end, exact=False)  # an entity
        elif self.reader.tagged and PLACEHOLDER in value:
            for run in re.finditer(rf"{PLACEHOLDER}+|[^{PLACEHOLDER}]+", value):
                opaque = run[0][0] == PLACEHOLDER
                first, last = start + run.start(), start + run.end()
                self._add(OPAQUE if opaque else self.reader.shown[first:last], first, last, exact=not opaque)
        else:
            self._add(self.reader.shown[start:end], start, end, exact=True)

    def _html(self, start: int, end: int) -> None:
        self.html.append(Span(start, end))
        tag = HTML_TAG.match(self.masked, start, end) if self.in_cell else None
        name = tag["name"].lower() if tag else ""
        if name in GAPS:
            if self.parts and not self.parts[-1][-1].isspace():
                self._end_line(start)
            return
        self._begin_line(start)
        if tag and name in RAISING:
            self.raised = max(0, self.raised - 1) if tag["slash"] else self.raised + 1

    def _add(self, text: str, start: int, end: int, *, exact: bool, code: bool = False) -> None:
        """Add text that stands at `start:end`; what goes on with the text before it is one piece with it."""
        if not text:
            return
        if self.raised and (above := raised(text)) != text:
            text, exact = above, False
        first, length = self.length, self.length + len(text)
        if exact and self.pieces:
            before = self.pieces[-1]
            if before.span.end == start and before.exact and before.code == code:
                self.pieces.pop()
                first, start = before.start, before.span.start
        self.pieces.append(Piece._make((first, length, Span._make((start, end)), exact, code)))
        self.parts.append(text)
        self.length = length

    def _end_line(self, at: int) -> None:
        if self.broken >= 0:
            return  # nothing stands on the line
        while at > self.cursor and self.masked[at - 1] in " \t":
            at -= 1
        self.broken = at

    def _begin_line(self, at: int) -> None:
        """Write the break before what begins at a place: a space that stands for the ending and the next indent."""
        if self.broken >= 0:
            broken, self.broken = self.broken, -1
            self._add(" ", broken, at, exact=False)

    def _code(self, value: str, start: int, end: int) -> None:
        self._begin_line(start)
        raw = self.masked[start:end]
        width = len(raw) - len(raw.lstrip("`"))
        first, last = start + width, end - width
        written = self.masked[first:last]
        if value == written[1:-1]:
            first, last = first + 1, last - 1  # without the blank on either side
        if len(value) == last - first and "\n" not in written and "\r" not in written:
            self._add(self.reader.shown[first:last], first, last, exact=True, code=True)
            return
        for text, begin, stop, exact in _code_parts(value, self.masked, first, last):
            self._add(self.reader.shown[begin:stop] if exact else text, begin, stop, exact=exact, code=True)

    # ---------------------------------------------------------------------------------------------------- the links

    def _image(self, link: Mapping[str, Any], start: int, end: int, seen: int) -> None:
        self._begin_line(start)
        label_end = self.masked.find("]", seen)
        span = Span(start + 2, label_end)
        text = Value(without_tags(self.masked[start + 2 : label_end]), span, self.source[span])
        found = self._destination(text, link, Span(start, end), start + 1, label_end)
        if found is not None:
            self.links.append(found._replace(image=True))
        # an image keeps words apart
        self._add(OPAQUE, start, end, exact=False)

    def _link(self, first_part: int, text_start: int, link: Mapping[str, Any], start: int, end: int) -> None:
        autolink = link["link_type"] in ("Autolink", "Email")
        label_end = end - 1 if autolink else self.masked.find("]", max(self.cursor, start + 1))
        self._begin_line(label_end)
        span = Span._make((start + 1, label_end))
        text: Value[str] = Value._make(("".join(self.parts[first_part:]), span, self.source[span]))
        self.link_ranges.append((text_start, self.length))
        whole = Span._make((start, end))
        if autolink:
            opaque = self.reader.tagged and PLACEHOLDER in self.masked[start:end]
            self.links.append(Link._make(("autolink", whole, text, text, None, None, False, opaque)))
            return
        found = self._destination(text, link, whole, start, label_end)
        if found is not None:
            self.links.append(found)

    def _destination(
        self, text: Value[str], link: Mapping[str, Any], whole: Span, start: int, label_end: int
    ) -> Link | None:
        """The link whose label stands from `start` to `label_end`; nothing where its definition is not known."""
        title = without_tags(link["title"]) if link["title"] else None
        end = whole.end
        kind = _REFERENCES.get(link["link_type"])
        if kind is None:
            span = self._address(link["dest_url"], label_end + 2, end)
            opaque = self.reader.tagged and PLACEHOLDER in self.masked[span.start : span.end]
            raw = self.source[span]
            destination: Value[str] = Value._make((raw if opaque else link["dest_url"], span, raw))
            return Link._make(("inline", whole, text, destination, title, None, False, opaque))
        label_span = Span(label_end + 2, end - 1) if kind == "full" else Span(start + 1, label_end)
        label_text = without_tags(self.masked[label_span.start : label_span.end])
        definition = self.reader.definitions.get(normalised(label_text))
        if definition is None:
            return None
        label = Value(label_text, label_span, self.source[label_span])
        opaque = TAG.search(definition.destination.raw) is not None
        return Link._make((kind, whole, text, definition.destination, title, label, False, opaque))

    def _address(self, url: str, first: int, end: int) -> Span:
        """Where the address of a link stands, in the brackets that begin at `first` and end at `end`."""
        last = first + len(url)
        if url and self.masked.startswith(url, first) and self.masked[last] in ") ":
            return Span._make((first, last))  # nothing in it is escaped
        blank = _BREAK.match(self.masked, first, end)
        return Span(*destination_at(self.masked, blank.end() if blank else first, end - 1))


def _with_brackets(text: str, end: int, link: Mapping[str, Any]) -> int:
    """The end of a link: the parser leaves the brackets of `[label][]` out."""
    return end + 2 if link["link_type"] == "Collapsed" and text.startswith("[]", end) else end


def _code_parts(value: str, text: str, first: int, last: int) -> Iterator[tuple[str, int, int, bool]]:
    """The content of a code span in parts that were copied from `text[first:last]`, or stand for something there.

    Between its lines are the marks of quotes and lists; in tables, bars are escaped.
    """
    read, at = 0, first
    while read < len(value) and at < last:
        copied = 0
        most = min(len(value) - read, last - at)
        while copied < most and value[read + copied] == text[at + copied] and text[at + copied] not in "\r\n":
            copied += 1
        if copied:
            yield value[read : read + copied], at, at + copied, True
            read, at = read + copied, at + copied
        elif ending := _LINE_ENDING.match(text, at, last):
            if read or value[0] == " ":
                yield " ", at, ending.end(), False
                read += 1
            at = ending.end()
        elif text[at] == "\t" and value[read] == " ":
            # the rest of a tab that an indent took a part of
            blanks = len(value) - read - len(value[read:].lstrip(" "))
            others = last - at - 1 - len(text[at + 1 : last].lstrip(" \t"))
            for _ in range(max(1, blanks - others)):
                yield " ", at, at + 1, False
                read += 1
            at += 1
        else:
            at += 1
    if read < len(value):
        yield value[read:], last, last, False


def _with_literal_links(
    text: Text, links: list[Link], ranges: list[tuple[int, int]], html: tuple[Span, ...]
) -> InlineContent:
    """The content, and what GitHub makes of the text between the marks."""
    shown = text.text
    if "://" in shown or ("." in shown and "www." in shown.lower()):
        links.extend(literal_links(text, ranges))
    if len(links) > 1:
        links.sort(key=lambda link: link.span)
    references = tuple(references_in(text, ranges)) if "][" in shown else ()
    return InlineContent._make((text, tuple(links), references, html))
