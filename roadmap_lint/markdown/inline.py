"""Inline tokens -> the text a reader sees, its links and its places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.token import Token

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.dispatch import link_destination
from roadmap_lint.markdown.places import Steps
from roadmap_lint.markdown.templates import PLACEHOLDER, TAG
from roadmap_lint.model import OPAQUE, Definition, Link, Piece, Reference, Text, Value
from roadmap_lint.record import Record
from roadmap_lint.source import Source, Span

# https://github.github.com/gfm/#autolinks-extension-
_LITERAL_URL = pattern(rf"(?<![\w/.:@-])(?:https?://|www\.)[^\s<{OPAQUE}]+", re.IGNORECASE)
_TRAILING = frozenset("?!.,:*_~'\"")
_TRAILING_ENTITY = pattern(r"&[A-Za-z0-9]{1,40};$")
_REFERENCE = pattern(r"(?<![\w\])])\[(?P<text>[^\[\]]{1,999})\]\[(?P<label>[^\[\]]{0,999})\]")
_ANCHOR = pattern(r"<[a-z][\w-]*\s[^<>]*?\b(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


class Html(Record):
    """A piece of inline HTML, comments included."""

    span: Span


class InlineContent(Record):
    text: Text
    links: tuple[Link, ...]
    references: tuple[Reference, ...]
    html: tuple[Html, ...]


class LineMap:
    """From offsets in the content of one block to offsets in the source."""

    __slots__ = ("_offsets", "_shifts")

    def __init__(self, steps: Steps, to_source: Callable[[int], int]) -> None:
        # every line begins with a step: between two of them the content and the source run on in step
        self._offsets = [offset for offset, _ in steps]
        self._shifts = [to_source(place) - offset for offset, place in steps]

    def __call__(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._offsets, offset) - 1]

    @property
    def in_one_piece(self) -> bool:
        """Whether the content stands in the source as it is."""
        return len(self._shifts) == 1

    def end(self, offset: int) -> int:
        """The place just behind the character before `offset`."""
        return self(offset - 1) + 1 if offset else self(0)

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch; an empty one stands where its start does."""
        if len(self._shifts) == 1:
            shift = self._shifts[0]
            return Span(start + shift, (end if end > start else start) + shift)
        first = self(start)
        return Span(first, self.end(end) if end > start else first)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretch in parts that stand in one piece in the source."""
        for index in range(bisect_right(self._offsets, start), len(self._offsets)):
            offset = self._offsets[index]
            if offset >= end:
                break
            yield start, offset
            start = offset
        yield start, end


class _Reader:
    """Walks the tokens of one block in order; what no token consumed is text."""

    def __init__(self, source: Source, content: str, places: LineMap, definitions: dict[str, Definition]) -> None:
        self.source = source
        self.content = content
        self.places = places
        self.plain = places.in_one_piece and PLACEHOLDER not in content
        self.definitions = definitions
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.cursor = 0
        self.links: list[Link] = []
        self.link_ranges: list[tuple[int, int]] = []
        self.html: list[Html] = []
        self.open_links: list[tuple[int, int, int, Token]] = []

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            kind = token.type
            if kind == "text" or (kind == "text_special" and PLACEHOLDER in token.content):
                continue
            at = token.meta.get("at")
            if at is None:
                continue
            start, end = at
            if kind == "strong_open":
                start, end = start - 1, start + 1
            elif kind == "strong_close":
                end = start + 2
            if kind == "image":
                self._image(token, start, end)
            elif kind in ("softbreak", "hardbreak"):
                self._break(start, end)
            else:
                self._literal(start)
                self._mark(kind, token, start, end)
            self.cursor = end
        self._literal(len(self.content))

    def _mark(self, kind: str, token: Token, start: int, end: int) -> None:
        if kind == "code_inline":
            self._code(token, start, end)
        elif kind == "text_special":
            self._add(token.content, start, end, exact=False)
        elif kind == "html_inline":
            self.html.append(Html(self.places.span(start, end)))
        elif kind == "link_open":
            self.open_links.append((len(self.parts), self.length, start, token))
        elif kind == "link_close" and self.open_links:
            self._link(*self.open_links.pop(), start, end)

    def _add(self, text: str, start: int, end: int, *, exact: bool, code: bool = False) -> None:
        if not text:
            return
        length = self.length + len(text)
        self.pieces.append(Piece._make((self.length, length, self.places.span(start, end), exact, code)))
        self.parts.append(text)
        self.length = length

    def _literal(self, end: int) -> None:
        if end <= self.cursor:
            return
        if self.plain:
            self._add(self.content[self.cursor : end], self.cursor, end, exact=True)
            return
        for start, stop in self.places.runs(self.cursor, end):
            text = self.content[start:stop]
            if PLACEHOLDER not in text:
                self._add(text, start, stop, exact=True)
                continue
            for run in re.finditer(rf"{PLACEHOLDER}+|[^{PLACEHOLDER}]+", text):
                opaque = run[0][0] == PLACEHOLDER
                self._add(OPAQUE if opaque else run[0], start + run.start(), start + run.end(), exact=not opaque)

    def _break(self, start: int, end: int) -> None:
        while start > self.cursor and self.content[start - 1] in " \t":
            start -= 1
        self._literal(start)
        # the indent of the next line belongs to the break; a step of the map begins behind it
        span = Span(self.places(start), self.places(end) if end < len(self.content) else self.places.end(end))
        self.pieces.append(Piece(self.length, self.length + 1, span, False))
        self.parts.append(" ")
        self.length += 1

    def _code(self, token: Token, start: int, end: int) -> None:
        ticks = len(token.markup)
        first, last = start + ticks, end - ticks
        inner = self.content[first:last]
        if len(inner) > len(token.content):
            first, last = first + 1, last - 1
        for index, line in enumerate(self.content[first:last].split("\n")):
            if index:
                self._add(" ", first - 1, first, exact=False, code=True)
            if PLACEHOLDER in line:
                span = self.places.span(first, first + len(line))
                self._add(
                    self.source[span], first, first + len(line), exact=len(self.source[span]) == len(line), code=True
                )
            else:
                for run_start, run_end in self.places.runs(first, first + len(line)):
                    run = self.content[run_start:run_end]
                    # a space of an indent may stand for a part of a tab
                    exact = run != " " or self.source[self.places.span(run_start, run_end)] == " "
                    self._add(run, run_start, run_end, exact=exact, code=True)
            first += len(line) + 1

    def _image(self, token: Token, start: int, end: int) -> None:
        self._literal(start)
        label_end: int = token.meta["label end"]
        span = self.places.span(start + 2, label_end)
        text = Value(_without_tags(token.content), span, self.source[span])
        link = self._destination(text, token, self.places.span(start, end), start + 1, label_end, end)
        if link is not None:
            self.links.append(link._replace(image=True))
        # an image keeps words apart
        self._add(OPAQUE, start, end, exact=False)

    def _link(self, first_part: int, text_start: int, start: int, opening: Token, label_end: int, end: int) -> None:
        span = self.places.span(start + 1, label_end)
        text: Value[str] = Value._make(("".join(self.parts[first_part:]), span, self.source[span]))
        whole = self.places.span(start, end)
        self.link_ranges.append((text_start, self.length))
        if opening.markup == "autolink":
            self.links.append(Link("autolink", whole, text, text, opaque=PLACEHOLDER in self.content[start:end]))
            return
        link = self._destination(text, opening, whole, start, label_end, end)
        if link is not None:
            self.links.append(link)

    def _destination(
        self, text: Value[str], token: Token, whole: Span, start: int, label_end: int, end: int
    ) -> Link | None:
        title = token.attrs.get("title")
        title = _without_tags(str(title)) if title is not None else None
        rest = self.content[label_end + 1 : end]
        if rest.startswith("("):
            position = label_end + 2
            while position < end and self.content[position] in " \t\n":
                position += 1
            found = link_destination(self.content, position, end)
            last = found.pos if found.ok else position
            raw = self.content[position:last]
            if raw.startswith("<"):
                position, last = position + 1, last - 1
            span = self.places.span(position, last)
            opaque = PLACEHOLDER in raw
            value = self.source[span] if opaque else found.str
            destination: Value[str] = Value._make((value, span, self.source[span]))
            return Link._make(("inline", whole, text, destination, title, None, False, opaque))
        label_span = (
            self.places.span(label_end + 2, end - 1) if len(rest) > 2 else self.places.span(start + 1, label_end)
        )
        kind = "shortcut" if not rest else "collapsed" if rest == "[]" else "full"
        label_text = self.content[label_end + 2 : end - 1] if kind == "full" else self.content[start + 1 : label_end]
        label_text = _without_tags(label_text)
        definition = self.definitions.get(normalizeReference(label_text))
        if definition is None:
            return None
        label = Value(label_text, label_span, self.source[label_span])
        opaque = TAG.search(definition.destination.raw) is not None
        return Link(kind, whole, text, definition.destination, title, label, opaque=opaque)


def read_inline(
    source: Source,
    token: Token,
    place: str,
    to_source: Callable[[int], int],
    definitions: dict[str, Definition],
) -> InlineContent:
    """The text, links, unresolved references and HTML of an inline token that `places` has noted."""
    content, children, steps = token.content, token.children, token.meta["lines"]
    if content and len(steps) == 1 and (not children or _is_text(children)) and PLACEHOLDER not in content:
        offset, at = steps[0]
        first = to_source(at) - offset
        span = Span(first, first + len(content))
        text = Text(source, content, (Piece._make((0, len(content), span, True, False)),), span, place)
        return _with_literal_links(text, [], [], ())
    places = LineMap(steps, to_source)
    reader = _Reader(source, content, places, definitions)
    reader.read(children or ())
    text = Text(source, "".join(reader.parts), tuple(reader.pieces), places.span(0, len(content)), place)
    return _with_literal_links(text, reader.links, reader.link_ranges, tuple(reader.html))


def _is_text(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].type == "text"


def _with_literal_links(
    text: Text, links: list[Link], ranges: list[tuple[int, int]], html: tuple[Html, ...]
) -> InlineContent:
    """The content, and what GitHub makes of the text between the marks."""
    shown = text.text
    if "://" in shown or ("." in shown and "www." in shown.lower()):
        links.extend(_literal_links(text, ranges))
    if len(links) > 1:
        links.sort(key=lambda link: link.span)
    references = tuple(_references(text, ranges)) if "][" in shown else ()
    return InlineContent._make((text, tuple(links), references, html))


def _without_tags(text: str) -> str:
    """The text with one `OPAQUE` for each template tag."""
    return re.sub(f"{PLACEHOLDER}+", OPAQUE, text) if PLACEHOLDER in text else text


def _inside(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch meets one of the ranges, which are in order and apart."""
    index = bisect_left(ranges, (end, end))
    return index > 0 and start < ranges[index - 1][1]


def _literal_links(text: Text, taken: list[tuple[int, int]]) -> Iterator[Link]:
    for match in _LITERAL_URL.finditer(text.prose):
        url = _without_trailing_marks(match[0])
        start, end = match.start(), match.start() + len(url)
        if len(url) <= len("https://") or _inside(taken, start, end):
            continue
        value = text.part(start, end)
        yield Link("literal", value.span, value, value)


def _without_trailing_marks(url: str) -> str:
    """The part of a bare URL that GitHub links: no punctuation, entity or unopened bracket at its end."""
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while end:
        if url[end - 1] in _TRAILING:
            end -= 1
        elif url[end - 1] == ")" and unopened > 0:
            end -= 1
            unopened -= 1
        elif url[end - 1] == ";" and (entity := _TRAILING_ENTITY.search(url, max(0, end - 42), end)):
            end = entity.start()
        else:
            break
    return url[:end]


def _references(text: Text, taken: list[tuple[int, int]]) -> Iterator[Reference]:
    for match in _REFERENCE.finditer(text.prose):
        label = match["label"] or match["text"]
        start, end = match.span("label") if match["label"] else match.span("text")
        if _inside(taken, *match.span()) or label.startswith("^") or label.strip(" xX") == "":
            continue
        whole = text.part(*match.span())
        if whole.raw != match[0]:
            continue  # escaped brackets, or brackets with markup between them
        yield Reference(text.part(start, end), whole.span)


def read_definitions(
    source: Source, notes: list[tuple[str, Steps]], to_source: Callable[[int], int]
) -> tuple[Definition, ...]:
    """The definitions that the block rule noted, in order. Repeated labels are kept: the first one counts."""
    definitions = []
    for content, steps in notes:
        match = re.match(r"\[((?:\\.|[^\[\]\\])*)\]:[ \t]*\n?[ \t]*", content, re.DOTALL)
        if match is None:
            continue
        places = LineMap(steps, to_source)
        found = link_destination(content, match.end(), len(content))
        start, end = match.end(), found.pos
        if content.startswith("<", start):
            start, end = start + 1, end - 1
        span, label = places.span(start, end), places.span(*match.span(1))
        value = source[span] if PLACEHOLDER in found.str else found.str
        definitions.append(
            Definition(
                Value(_without_tags(match[1]), label, source[label]),
                Value(value, span, source[span]),
                places.span(0, len(content)),
            )
        )
    return tuple(definitions)


def definitions_by_label(definitions: tuple[Definition, ...]) -> dict[str, Definition]:
    by_label: dict[str, Definition] = {}
    for definition in definitions:
        by_label.setdefault(normalizeReference(definition.label.value), definition)
    return by_label


def html_anchors(html: str) -> Iterator[str]:
    """The ids that tags in a piece of HTML set."""
    for match in _ANCHOR.finditer(html):
        yield unescapeAll(match[1] or match[2] or match[3] or "")
