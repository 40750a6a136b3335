"""Shortcodes and template tags: found, noted, and masked by as many characters that mean nothing in Markdown.

Hugo `{{< x >}}` and `{{% x %}}`, Jinja and Liquid `{{ x }}`, `{% x %}`, `{# x #}`, and MDX comments `{/* x */}`. Code
spans, fences and HTML comments are left as they are. A tag that has its line to itself becomes a blank line: what it
wraps is Markdown of its own. Offsets here are those of the text given.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record

# A noncharacter: no text means anything by it, and Markdown treats it as a letter.
PLACEHOLDER = "\ufdd0"

TAG = pattern(r"\{\{|\{%|\{#(?=\s)|\{/\*")
_START = pattern(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*$|(?P<comment><!--)|(?P<ticks>`+)|(?P<open>\{\{[<%]?|\{%|\{#(?=\s)|\{/\*)",
    re.MULTILINE,
)
_CLOSERS = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{#": "#}", "{/*": "*/}"}
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_NAME = pattern(r"\s*+(?P<slash>/?)\s*+(?P<name>[\w./-]+)")


class Tag(Record):
    """A shortcode tag: `start:end` in the text, the name's own place, and the role (see `model.Shortcode`)."""

    start: int
    end: int
    name_start: int
    name_end: int
    delimiter: str
    role: str


def mask(text: str, *, mdx: bool = False) -> tuple[str, list[Tag], list[tuple[int, int]]]:
    """The text with its tags masked (equally long), the Hugo tags in it, and the MDX comments (inner spans)."""
    if not TAG.search(text):
        return text, [], []
    spans, tags, comments = _scan(text, mdx)
    return _masked(text, spans), tags, comments


def _scan(text: str, mdx: bool) -> tuple[list[tuple[int, int]], list[Tag], list[tuple[int, int]]]:
    spans: list[tuple[int, int]] = []
    tags: list[Tag] = []
    comments: list[tuple[int, int]] = []
    finder = _Finder(text)
    position = 0
    while match := _START.search(text, position):
        position = match.end()
        if match["fence"]:
            position = finder.fence_end(match["fence"], match.end())
        elif match["comment"]:
            position = finder.after("-->", match.end()) or match.end()
        elif match["ticks"]:
            position = finder.code_end(match["ticks"], match.end())
        else:
            opener = match["open"]
            end = finder.after(_CLOSERS[opener], match.end())
            limit = finder.paragraph_end(match.end()) if end else 0
            if opener == "{/*":
                if mdx and end:
                    comments.append((match.end(), end - 3))
                elif not mdx:
                    continue
            elif end is None or end > limit or (opener in ("{{<", "{{%") and text.find("{{", match.end(), end) >= 0):
                if opener in ("{{<", "{{%"):
                    tags.append(_tag(text, match.start(), _line_end(text, match.end()), broken=True))
                continue
            if end is None:
                continue
            if opener in ("{{<", "{{%") and not text.startswith("/*", match.end()):
                tags.append(_tag(text, match.start(), end))
            spans.append((match.start(), end))
            position = end
    return spans, tags, comments


class _Finder:
    """Finds closing marks; remembers where each comes next, so that no text costs more than its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, int] = {}
        self._paragraph_end = -1
        self._runs: dict[int, list[int]] | None = None

    def after(self, mark: str, position: int) -> int | None:
        found = self._next.get(mark, 0)
        if found < position:
            found = self.text.find(mark, position)
            self._next[mark] = len(self.text) if found < 0 else found
        return found + len(mark) if 0 <= found < len(self.text) else None

    def paragraph_end(self, position: int) -> int:
        if self._paragraph_end < position:
            match = _BLANK_LINE.search(self.text, position)
            self._paragraph_end = match.start() if match else len(self.text)
        return self._paragraph_end

    def fence_end(self, fence: str, position: int) -> int:
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        match = closing.search(self.text, position)
        return match.end() if match else len(self.text)

    def code_end(self, ticks: str, position: int) -> int:
        if self._runs is None:
            self._runs = {}
            for run in re.finditer(r"`+", self.text):
                self._runs.setdefault(len(run[0]), []).append(run.start())
            for starts in self._runs.values():
                starts.reverse()
        starts = self._runs.get(len(ticks), [])
        while starts and starts[-1] < position:
            starts.pop()
        if not starts or starts[-1] > self.paragraph_end(position):
            return position
        return starts[-1] + len(ticks)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _tag(text: str, start: int, end: int, *, broken: bool = False) -> Tag:
    name = _NAME.match(text, start + 3, end)
    role = "close" if name and name["slash"] else "inline" if text.endswith("/", start, end - 3) else "open"
    name_start, name_end = name.span("name") if name else (start + 3, start + 3)
    return Tag(start, end, name_start, name_end, text[start + 2], "broken" if broken else role)


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in spans:
        parts.append(text[position:start])
        parts.append(re.sub(r"[^\n]", PLACEHOLDER, text[start:end]))
        position = end
    parts.append(text[position:])
    masked = "".join(parts)
    # a line of tags only is a boundary of blocks, not a line of a paragraph
    return "\n".join(
        line if line.strip(f" \t{PLACEHOLDER}") or PLACEHOLDER not in line else " " * len(line)
        for line in masked.split("\n")
    )
