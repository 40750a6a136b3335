"""Shortcodes and template tags: found, noted, and masked by as many characters that mean nothing in Markdown.

Hugo `{{< x >}}` and `{{% x %}}`, Jinja and Liquid `{{ x }}`, `{% x %}`, `{# x #}`, the marks of containers (`:::note`),
kramdown's attributes (`{: .x}`), comments of MDX (`{/* x */}`: many sites read `.md` as MDX), and in MDX imports,
exports, components and expressions. Code spans, fences and HTML comments are left as they are. A tag that has its line
to itself becomes a blank line: what it wraps is Markdown of its own, but for what is no Markdown at all
(`{% comment %}`, `{{< highlight >}}`). Offsets here are those of the text given.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE
from roadmap_lint.record import Record

# A noncharacter: no text means anything by it, and Markdown treats it as a letter.
PLACEHOLDER = "\ufdd0"

TAG = pattern(r"\{\{|\{%|\{#(?=\s)|\{/\*")
_ANY = pattern(r":::|\{[:{%#/]")
_STARTS = (
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*$|^[ \t>]*(?P<colons>:{3,}[^\n]*)$|(?P<comment><!--)|(?P<ticks>`+)"
    r"|(?P<attributes>\{::?(?=[^{}\n]{0,200}\})[^{}\n]*\})"
    r"|(?P<open>\{\{[<%]?|\{%|\{#(?=\s)|\{/\*)"
)
_START = pattern(_STARTS, re.MULTILINE)
# What each of them has in it, quick to find.
_MARK = pattern(r"`|~~~|:::|<!--|\{")
# Imports and exports stand at the beginning of a block; prose that begins so is no MDX.
_START_MDX = pattern(
    _STARTS
    + r"|(?:\A|(?<=\n))(?P<module>import[ \t]*(?:[{*'\"]|[\w$]+[ \t]*(?:,|from\b))|export[ \t]+(?:default|const|let|var"
    r"|function|class|async)\b|export[ \t]*[{*])"
    r"|(?P<component></?(?:[A-Z][\w.]*|(?=>)|[a-z][\w-]{0,40}+(?=[^<>\n]{0,200}=\{)))|(?P<expression>\{[A-Za-z_$\"'`(\[][^{}\n]*\})",
    re.MULTILINE,
)
# Pairs of tags whose inside is another language, or is not shown.
_OPAQUE_PAIRS = frozenset({"comment", "highlight", "mermaid", "plantuml", "code", "codeblock", "math", "katex"})
_ID = pattern(r"(?<![\w-])(?:id\s{0,9}=\s{0,9}[\"'](?P<quoted>[^\"'\s]{1,200})[\"']|#(?P<bare>[\w-]{1,200}))")
_LONGEST_COMPONENT = 4_000
_LONGEST_MODULE = 4_000
# A text with more of them is no MDX, and looking for their ends is in vain.
_MISREAD = 20
_CLOSERS = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{#": "#}", "{/*": "*/}"}
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_NAME = pattern(r"-?\s*+(?P<slash>/?)\s*+(?P<name>[\w./-]+)")


class Tag(Record):
    """A shortcode tag: `start:end` in the text, the name's own place, and the role (see `model.Shortcode`)."""

    start: int
    end: int
    name_start: int
    name_end: int
    delimiter: str
    role: str


def mask(text: str, *, mdx: bool = False) -> tuple[str, list[Tag], list[tuple[int, int]], list[str]]:
    """The text with its tags masked (equally long), its Hugo tags, the insides of MDX comments, and ids it sets."""
    if not mdx and not ((":::" in text or "{" in text) and _ANY.search(text)):
        return text, [], [], []
    scan = _Scan(text, mdx)
    scan.run()
    return _masked(text, scan.spans), scan.tags, scan.comments, scan.identifiers


class _Scan:
    """One run over a text, from mark to mark; what is found is noted."""

    def __init__(self, text: str, mdx: bool) -> None:
        self.text = text
        self.mdx = mdx
        self.spans: list[tuple[int, int]] = []
        self.tags: list[Tag] = []
        self.comments: list[tuple[int, int]] = []
        self.identifiers: list[str] = []
        self.misread = 0  # modules and components without an end
        self.finder = _Finder(text)

    def run(self) -> None:
        position = 0
        if self.mdx:
            while match := _START_MDX.search(self.text, position):
                position = self._read(match)
            return
        while mark := _MARK.search(self.text, position):
            match = self._start(position, mark.start())
            position = self._read(match) if match else mark.end()

    def _start(self, position: int, mark: int) -> re.Match[str] | None:
        """What begins at a mark, or at the beginning of its line, if that is not before `position`."""
        if self.text.startswith(("```", "~~~", ":::"), mark):
            line = self.text.rfind("\n", position, mark) + 1 or position
            if whole := _START.match(self.text, line):
                return whole
        return _START.match(self.text, mark)

    def _read(self, match: re.Match[str]) -> int:
        """Where to go on behind a mark."""
        if match["fence"]:
            return self.finder.fence_end(match["fence"], match.end())
        if match["comment"]:
            return self.finder.after("-->", match.end()) or match.end()
        if match["ticks"]:
            return self.finder.code_end(match["ticks"], match.end())
        if match["open"]:
            return self._tag(match)
        if match["colons"]:
            return self._opaque(*match.span("colons"))
        if match["attributes"]:
            return self._attributes(match)
        if match["module"]:
            return self._module(match)
        if match["component"]:
            return self._component(match)
        return self._opaque(*match.span())

    def _opaque(self, start: int, end: int) -> int:
        if end > start:
            self.spans.append((start, end))
        return end

    def _tag(self, match: re.Match[str]) -> int:
        text, finder, opener = self.text, self.finder, match["open"]
        hugo = opener in ("{{<", "{{%")
        end = finder.after(_CLOSERS[opener], match.end())
        limit = finder.paragraph_end(match.end()) if end else 0
        if opener == "{/*":
            if self.mdx and end:  # in plain Markdown it is hidden by some, and so no comment to us
                self.comments.append((match.end(), end - 3))
        elif end is None or end > limit or (hugo and text.find("{{", match.end(), end) >= 0):
            if hugo:
                self.tags.append(_tag(text, match.start(), _line_end(text, match.end()), broken=True))
            return match.end()
        if end is None:
            return match.end()
        tag = _tag(text, match.start(), end) if opener in ("{{<", "{{%", "{%") else None
        if tag is not None and hugo and not text.startswith("/*", match.end()):
            self.tags.append(tag)
        self.spans.append((match.start(), end))
        if tag is not None and tag.role == "open" and text[tag.name_start : tag.name_end] in _OPAQUE_PAIRS:
            closing = finder.closing_tag(text[tag.name_start : tag.name_end], hugo, end)
            return self._opaque(end, closing) if closing is not None else end
        return end

    def _attributes(self, match: re.Match[str]) -> int:
        """Attributes of a block (on a line of their own) or of a word; the name of a heading is read with it."""
        line_start = self.text.rfind("\n", 0, match.start()) + 1
        if match[0].lstrip("{: \t").startswith("#") and self.text.startswith("#", line_start):
            return match.end()
        self.identifiers.extend(found["bare"] for found in _ID.finditer(match[0]) if found["bare"])
        return self._opaque(*match.span())

    def _module(self, match: re.Match[str]) -> int:
        """Imports and exports, to the blank line behind them that stands outside of brackets."""
        line_start = match.start("module")
        masked = self.spans[-1][1] if self.spans else 0
        above = self.text[self.text.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
        if above.strip() and masked < line_start - 1:
            return match.end()
        first = end = self.finder.paragraph_end(match.end())
        while self.misread < _MISREAD and _depth(self.text, line_start, end) > 0:
            if end >= len(self.text) or end - line_start > _LONGEST_MODULE:
                end = first
                self.misread += 1
                break
            end = self.finder.paragraph_end(end + 1)
        return self._opaque(line_start, end)

    def _component(self, match: re.Match[str]) -> int:
        end = _component_end(self.text, match.end()) if self.misread < _MISREAD else None
        if end is None:
            self.misread += 1
            return match.end()
        self.identifiers.extend(
            found["quoted"] for found in _ID.finditer(self.text[match.start() : end]) if found["quoted"]
        )
        return self._opaque(match.start(), end)


def _depth(text: str, start: int, end: int) -> int:
    """How many brackets are open at the end of a stretch."""
    part = text[start:end]
    return sum(map(part.count, "{[(")) - sum(map(part.count, "}])"))


_IN_COMPONENT = pattern(r"[{}\"'`>]")


def _component_end(text: str, start: int) -> int | None:
    """Behind the `>` of a component's tag; in braces and quotes it is none."""
    depth, quote = 0, ""
    for match in _IN_COMPONENT.finditer(text, start, min(len(text), start + _LONGEST_COMPONENT)):
        sign = match[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        elif depth <= 0 and text[match.start() - 1] != "=":
            return match.end()
    return None


class _Finder:
    """Finds closing marks; remembers where each comes next, so that no text costs more than its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, int] = {}
        self._paragraph_end = -1
        self._runs: dict[int, list[int]] | None = None
        self._closings: dict[str, re.Pattern[str]] = {}  # by the fence that they end
        self._unclosed: set[tuple[str, bool]] = set()

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
        if fence not in self._closings:
            self._closings[fence] = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        match = self._closings[fence].search(self.text, position)
        return match.end() if match else len(self.text)

    def closing_tag(self, name: str, hugo: bool, position: int) -> int | None:
        """Where the tag begins that closes a pair; a name that nothing closes is not looked for again."""
        if (name, hugo) in self._unclosed:
            return None
        tag = (
            rf"\{{\{{[<%]\s{{0,9}}/\s{{0,9}}{name}\s{{0,9}}[>%]\}}\}}"
            if hugo
            else rf"\{{%-?\s{{0,9}}end{name}\s{{0,9}}-?%\}}"
        )
        match = re.compile(tag).search(self.text, position)
        if match is None:
            self._unclosed.add((name, hugo))
        return match.start() if match else None

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
    name = _NAME.match(text, start + (3 if text.startswith("{{", start) else 2), end)
    role = "close" if name and name["slash"] else "inline" if text.endswith("/", start, end - 3) else "open"
    name_start, name_end = name.span("name") if name else (start + 3, start + 3)
    return Tag(start, end, name_start, name_end, text[start + 2], "broken" if broken else role)


def without_tags(text: str) -> str:
    """Masked text with one `OPAQUE` for each template tag."""
    return re.sub(f"{PLACEHOLDER}+", OPAQUE, text) if PLACEHOLDER in text else text


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
        line if PLACEHOLDER not in line or line.strip(f" \t{PLACEHOLDER}") else " " * len(line)
        for line in masked.split("\n")
    )
