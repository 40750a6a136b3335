"""Link reference definitions, `[label]: address "title"`: the parser uses them, and does not tell where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.events import Event
from roadmap_lint.markdown.templates import PLACEHOLDER, without_tags
from roadmap_lint.model import Definition, Value
from roadmap_lint.source import Source, Span

# In these a definition may stand; what stands in another block is its text.
_CONTAINERS = frozenset(
    {"End", "List", "Item", "BlockQuote", "FootnoteDefinition", "DefinitionList", "DefinitionListDefinition"}
)
# A line ending within what belongs together, with the marks of quotes and the indent that the next line begins with.
BREAK = r"[ \t]*+(?:(?:\r\n|\n|\r)[ \t>]*+)?"
# Behind the marks of quotes and lists; a label that begins with '^' is a footnote's.
_MARKS = r"[ \t>]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t]++[ \t>]*+)*+"
_LINE = pattern(rf"\n(?={_MARKS}\[)")
_LABEL = pattern(
    rf"(?:^|(?<=\A\ufeff)){_MARKS}"
    r"(?P<start>\[)(?!\^)(?P<label>(?:\\.|[^\[\]\\]){1,999}+)\]:" + BREAK,
    re.MULTILINE | re.DOTALL,
)
_TITLE = pattern(
    BREAK + r"(?:\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\))(?=[ \t]*+(?:\r|\n|\Z))", re.DOTALL
)
_POINTED = pattern(r"<((?:\\.|[^<>\\\r\n])*+)>")
_BARE = pattern(r"(?:\\[^\s]|[^\s()\\]|\\(?=\s|\Z))*+", re.ASCII)
_ESCAPE = pattern(
    r"\\(?P<mark>[!-/:-@\[-`{-~])|(?P<entity>&(?:#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)


def destination_at(text: str, position: int, limit: int) -> tuple[int, int]:
    """Where the address stands that begins at a position, without its pointed brackets."""
    pointed = _POINTED.match(text, position, limit) if text.startswith("<", position) else None
    if pointed:
        return pointed.span(1)
    depth, end = 0, position
    while bare := _BARE.match(text, end, limit):
        end = bare.end()
        if end == limit or text[end] not in "()":
            break
        depth += 1 if text[end] == "(" else -1
        if depth < 0:
            break
        end += 1
    return position, end


def unescaped(text: str) -> str:
    """The text with what is escaped and the entities as a reader sees them."""
    if "\\" not in text and "&" not in text:
        return text
    from html import unescape

    return _ESCAPE.sub(lambda match: match["mark"] or unescape(match["entity"]), text)


def normalised(label: str) -> str:
    """A label as labels are compared: https://spec.commonmark.org/0.31.2/#matches"""
    # lower case alone keeps apart what is one in upper case, as 'ß' and 'SS' are
    return " ".join(label.split()).lower().upper()


def read_definitions(source: Source, text: str, events: Sequence[Event], start: int) -> tuple[Definition, ...]:
    """The definitions from an offset on, in order. Repeated labels are kept: the first one counts.

    `text` is the text of the source with its template tags masked.
    """
    if text.find("]:", start) < 0:
        return ()
    return tuple(_definitions(source, text, _Blocks(events), start))


def by_label(definitions: Sequence[Definition]) -> dict[str, Definition]:
    """The definitions that count, by their normalised labels."""
    counting: dict[str, Definition] = {}
    for definition in definitions:
        counting.setdefault(normalised(definition.label.value), definition)
    return counting


def _labels(text: str, start: int) -> Iterator[re.Match[str]]:
    """What begins as a definition does; it is looked for where lines begin, and not at every character."""
    begin: int | None = start
    while begin is not None:
        match = _LABEL.match(text, begin)
        if match:
            yield match
        line = _LINE.search(text, match.end() - 1 if match else begin)
        begin = line.end() if line else None


def _definitions(source: Source, text: str, blocks: _Blocks, start: int) -> Iterator[Definition]:
    for match in _labels(text, start):
        if match["label"].isspace() or blocks.hold(match.start("start")):
            continue
        first, last = destination_at(text, match.end(), len(text))
        raw = text[first:last]
        end = last + 1 if text[match.end() : first] == "<" else last
        title = _TITLE.match(text, end)
        address, label = Span(first, last), Span(*match.span("label"))
        yield Definition(
            Value(without_tags(match["label"]), label, source[label]),
            Value(source[address] if PLACEHOLDER in raw else unescaped(raw), address, source[address]),
            Span(match.start("start"), title.end() if title else end),
        )


class _Blocks:
    """Where blocks stand that have text of their own."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for name, _, start, end in events:
            if name in _CONTAINERS or (self.ends and end <= self.ends[-1]):
                continue
            self.starts.append(start)
            self.ends.append(end)

    def hold(self, offset: int) -> bool:
        """Whether a place is in one of them."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]
