from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

# Bytes that are not UTF-8 (which are read as U+DC80 to U+DCFF), other surrogates (which no file can hold, but a text that
# the library is given), NUL, bidirectional overrides and isolates (CVE-2021-42574)
_HARMFUL = pattern(
    "(?P<bytes>[\udc80-\udcff]+)|(?P<surrogates>[\ud800-\udc7f\udd00-\udfff]+)"
    "|(?P<nul>\0+)|(?P<bidi>[\u202a-\u202e\u2066-\u2069])"
)
_SHOWN = 8  # bytes or surrogates in one message
# Zero-width characters and the words that they hide in: an address; ASCII digits and dots of a version. Between a
# number and a letter they belong to languages written without blanks, or with joined letters.
_ZERO_WIDTH = "\u200b-\u200f\u2060\ufeff"
_WORD = pattern(
    rf"https?://[^\s<>()\[\]`]*|(?<![\w.{_ZERO_WIDTH}])[vV]?[0-9.{_ZERO_WIDTH}]*(?:[0-9]|\.[{_ZERO_WIDTH}]*[xX]\b)"
)
_SUSPECT = pattern(f"[\ud800-\udfff\0\u202a-\u202e\u2066-\u2069{_ZERO_WIDTH}]")
_HIDDEN = pattern(rf"(?<=[^{_ZERO_WIDTH}])[{_ZERO_WIDTH}]+(?=[^{_ZERO_WIDTH}])")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class TextEncoding(Rule):
    """Characters that do not belong in a text: invalid UTF-8, NUL, bidirectional overrides, hidden ones in addresses.

    ## What it checks

    Bytes that are not UTF-8; lone surrogates, which no file can hold, but a text that the library is given; NUL; the
    bidirectional controls U+202A–202E and U+2066–2069, apart from isolates on a line that has right-to-left letters;
    zero-width characters inside a URL or a version, outside code blocks and comments.

    ## Why it matters

    Overrides make a text read otherwise than it is (CVE-2021-42574); a zero-width space makes a link dead that looks
    right; bytes of another encoding are shown as a black diamond.

    ## Examples

    Here `\\u202e` and the like stand for the character that would not be seen; as an entity (`&#x200b;`) it is healthy.

    ```markdown bad
    # Acme Roadmap

    - [ ] Ship \\u202eit\\u202c
    ```

    ```text output
    ROADMAP.md:3:12: RM006 text-encoding error U+202E right-to-left override makes the text read otherwise than it is: remove it
      |
    3 | - [ ] Ship \\u202eit\\u202c
      |            ^^^^^^
      = fix: remove it

    ROADMAP.md:3:15: RM006 text-encoding error U+202C pop directional formatting makes the text read otherwise than it is: remove it
      |
    3 | - [ ] Ship \\u202eit\\u202c
      |                    ^^^^^^
      = fix: remove it
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] Ship it
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] [Ship&#x200b;it](https://example.com/issues/1)
    ```

    ## When to disable

    Where a page shows such characters on purpose; better write them as entities there.
    """

    code = "RM006"
    name = "text-encoding"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        text = document.source.text
        if text.isascii() and "\0" not in text:
            return
        if not _SUSPECT.search(text, text.startswith(BYTE_ORDER_MARK)):
            return
        leftwards: dict[int, bool] = {}
        for match in _HARMFUL.finditer(text):
            span = Span(*match.span())
            if match["bytes"]:
                data = " ".join(f"{ord(character) & 0xFF:02x}" for character in match[0][:_SHOWN])
                yield self.finding(span, f"these bytes are not UTF-8 ({data}): save the file as UTF-8")
            elif match["surrogates"]:
                names = ", ".join(f"U+{ord(character):04X}" for character in match[0][:_SHOWN])
                are = "is a lone surrogate, half of a character"
                if len(match[0]) > 1:
                    are = "are lone surrogates, halves of characters"
                yield self.finding(span, f"{names} {are}, which no file can hold: write whole characters")
            elif match["nul"]:
                yield self.finding(span, "a NUL character stands here: remove it", fix=_removal(span))
            elif not _belongs(document.source, span, leftwards):
                name = _described(match[0])
                message = f"{name} makes the text read otherwise than it is: remove it"
                yield self.finding(span, message, fix=_removal(span))
        yield from self._hidden(document)

    def _hidden(self, document: Document) -> Iterable[Diagnostic]:
        skipped = sorted([*document.code, *(comment.span for comment in document.comments)])
        starts = [area.start for area in skipped]
        ends = [*accumulate((area.end for area in skipped), max, initial=0)]
        messages: dict[tuple[str, str], str] = {}
        for word in _WORD.finditer(document.source.text):
            if word[0].isascii():
                continue
            place = "address" if "://" in word[0] else "version"
            if place == "version" and "." not in word[0]:
                continue
            for match in _HIDDEN.finditer(word[0]):
                start, end = word.start() + match.start(), word.start() + match.end()
                if start < ends[bisect_right(starts, start)]:
                    continue
                span, hidden = Span(start, end), match[0][0]
                if (hidden, place) not in messages:
                    messages[hidden, place] = f"{_described(hidden)} hides in this {place}: remove it"
                yield self.finding(span, messages[hidden, place], fix=_removal(span))


def _removal(span: Span) -> Fix:
    return Fix("remove it", (Edit(span, ""),))


def _described(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character).lower()}"


def _belongs(source: Source, span: Span, leftwards: dict[int, bool]) -> bool:
    """Whether an isolate stands on a line with letters that run from right to left; which lines have is noted."""
    if source[span] < "\u2066":
        return False
    line = source.line_at(span.start)
    if line not in leftwards:
        leftwards[line] = any(
            unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in source.line_text(line)
        )
    return leftwards[line]
