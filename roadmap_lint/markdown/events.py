"""The parser's events with places in code points. Only this module knows pyromark, which is pulldown-cmark.

pulldown-cmark gives what it reads as a flat run of events, the begin and the end of each block and mark, with the
range of bytes that each was made of. It takes time in proportion to the text, whatever the text, and has no limit to
how deep marks stand in each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from pyromark import Options, events_with_range

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.layout import Edits

# What it is (as pulldown-cmark names it, "End" for every end), what it says, and where it stands: `text[start:end]`.
Event: TypeAlias = tuple[str, Any, int, int]

# CommonMark with what GitHub adds to it, and the definition lists of other hosts.
_OPTIONS = (
    Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_FOOTNOTES | Options.ENABLE_DEFINITION_LIST
)
# What has no end of its own.
_LEAVES = frozenset(
    {"End", "Text", "Code", "Html", "InlineHtml", "SoftBreak", "HardBreak", "Rule", "FootnoteReference"}
)
_WIDE = pattern(r"[^\x00-\x7f]")
_SURROGATE = pattern(r"[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """The text with a character for each byte that is none, which is what surrogates stand for."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


class ParserError(Exception):
    """The parser met a fault of its own; what it says of that."""


def read_events(text: str, edits: Sequence[Edits] = (), shift: int = 0) -> list[Event]:
    """The events of a text, in order.

    Offsets count from `shift` characters before it, in the text that it was before the edits, of which the last one was
    made first.
    Raises `ParserError` where the parser fails, and `UnicodeEncodeError` for surrogates.
    """
    try:
        events = _events(text, shift)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # as Rust's panics are called, which are no `Exception`
            raise
        raise ParserError(str(error)) from None
    if not text.isascii():
        events = _moved(events, *_characters(text, shift))
    for one in edits:
        if one:
            events = _moved(events, [offset + shift for offset, _ in one], [0, *(moved for _, moved in one)])
    return events


def _events(text: str, shift: int) -> list[Event]:
    """The events with offsets in bytes."""
    events: list[Event] = []
    name: str
    value: Any
    given: Iterable[tuple[Any, dict[str, int]]] = events_with_range(text, options=_OPTIONS)  # type: ignore[assignment]
    for event, place in given:
        if isinstance(event, str):
            name, value = event, None
        else:
            # each is a dictionary of one item, made for us alone
            name, value = event.popitem()
            if name == "Start":
                name, value = (value, None) if isinstance(value, str) else value.popitem()
        events.append((name, value, place["start"] + shift, place["end"] + shift))
    return events


def _characters(text: str, shift: int) -> tuple[list[int], list[int]]:
    """The offsets of bytes behind characters that are more than one, and by how much those of characters are less."""
    wide = [match.start() for match in _WIDE.finditer(text)]
    more = [0, *accumulate(len(text[at].encode()) - 1 for at in wide)]
    return [at + gain + 1 + shift for at, gain in zip(wide, more[1:], strict=True)], [-gain for gain in more]


def _moved(events: list[Event], offsets: list[int], moves: list[int]) -> list[Event]:
    """The events with all that stands at one of the offsets or behind it moved."""
    find = bisect_right
    return [
        (name, value, start + moves[find(offsets, start)], end + moves[find(offsets, end)])
        for name, value, start, end in events
    ]


def behind(events: list[Event], index: int) -> int:
    """The index behind the end of what begins at another."""
    depth = 0
    while True:
        name = events[index][0]
        if name == "End":
            depth -= 1
        elif name not in _LEAVES:
            depth += 1
        index += 1
        if depth <= 0:
            return index
