"""A page for a terminal: headings in bold, code in colour, paragraphs and lists wrapped, examples indented.

It knows the Markdown that the pages of rules are written in, and no more: headings, paragraphs, lists, fences, tables
(kept as they are), and within a line code spans, bold and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.report.text import width

WIDEST = 100
_NARROWEST = 20

_HEADING, _CODE, _BOLD, _DIM, _TITLE = "1", "36", "1", "2", "1;4"

_FENCE = pattern(r"(`{3,})(.*)")
_ITEM = pattern(r"(?P<indent> *)(?P<mark>[-*]|\d+\.) +")
_INLINE = pattern(
    r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)|\*\*(?P<bold>[^*]+)\*\*|\[(?P<link>[^\[\]]+)\]\((?P<to>[^()\s]+)\)"
)


class _Run(Record):
    """Characters of one style."""

    text: str
    style: str = ""


_Word = tuple[_Run, ...]


def render(page: str, *, columns: int, color: bool) -> str:
    """The page in lines of at most so many columns, 100 at the most; without colour its code keeps the backticks."""
    return _Page(max(_NARROWEST, min(columns, WIDEST)), color).render(page)


class _Page:
    def __init__(self, columns: int, color: bool) -> None:
        self.columns = columns
        self.color = color

    def render(self, page: str) -> str:
        return "\n".join(line.rstrip() for line in self._blocks(page.split("\n"))).strip("\n") + "\n"

    def _blocks(self, lines: list[str]) -> Iterator[str]:
        at = 0
        while at < len(lines):
            line = lines[at]
            fence = _FENCE.match(line)
            if fence:
                end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == fence[1]), len(lines))
                yield from self._example(fence[2].strip(), lines[at + 1 : end])
                at = end + 1
            elif line.startswith("#"):
                words = self._words(line.lstrip("#").strip())
                yield from self._wrapped(words, style=_HEADING if line.startswith("##") else _TITLE)
                at += 1
            elif not line.strip() or line.startswith("|"):
                yield line
                at += 1
            else:
                end = next((n for n in range(at + 1, len(lines)) if _begins_block(lines[n])), len(lines))
                yield from self._paragraph(lines[at:end])
                at = end

    def _example(self, kind: str, lines: list[str]) -> Iterator[str]:
        """A fence: what it shows (`bad`, `output`), and its lines as they are."""
        what = kind.partition(" ")[2]
        if what:
            yield self._painted(f"  {what}:", _DIM)
        for line in lines:
            yield self._painted(f"    {line}", _DIM) if line.strip() else ""

    def _paragraph(self, lines: list[str]) -> Iterator[str]:
        item = _ITEM.match(lines[0])
        mark = lines[0][: item.end()] if item else ""
        text = " ".join([lines[0][len(mark) :], *(line.strip() for line in lines[1:])])
        yield from self._wrapped(self._words(text), first=mark, rest=" " * len(mark))

    def _wrapped(self, words: list[_Word], *, first: str = "", rest: str = "", style: str = "") -> Iterator[str]:
        line: list[_Word] = []
        room = self.columns - width(first)
        for word in words:
            needed = sum(width(run.text) for run in word) + bool(line)
            if line and needed > room:
                yield first + self._line(line, style)
                first, line, room = rest, [], self.columns - width(rest)
                needed -= 1
            line.append(word)
            room -= needed
        if line:
            yield first + self._line(line, style)

    def _line(self, words: list[_Word], style: str) -> str:
        """Words as one line; neighbours of one style are painted together, blanks and all."""
        runs: list[_Run] = []
        for number, word in enumerate(words):
            joined = word
            if number and word:
                joined = (_Run(" ", word[0].style if runs[-1].style == word[0].style else ""), *word)
            for run in joined:
                if runs and runs[-1].style == run.style:
                    runs[-1] = _Run(runs[-1].text + run.text, run.style)
                else:
                    runs.append(run)
        return "".join(self._shown(run, style) for run in runs)

    def _shown(self, run: _Run, style: str) -> str:
        return self._painted(run.text, ";".join(filter(None, (style, run.style))))

    def _words(self, text: str) -> list[_Word]:
        """The words of a text, each in runs of one style."""
        words: list[list[_Run]] = [[]]
        for run in self._runs(text):
            for number, part in enumerate(re.split(r"\s+", run.text)):
                if number:
                    words.append([])
                if part:
                    words[-1].append(_Run(part, run.style))
        return [tuple(word) for word in words if word]

    def _runs(self, text: str) -> Iterator[_Run]:
        position = 0
        for match in _INLINE.finditer(text):
            yield _Run(text[position : match.start()])
            if match["code"]:
                yield _Run(match["code"].strip() if self.color else match[0], _CODE)
            elif match["bold"]:
                yield _Run(match["bold"], _BOLD)
            else:
                yield _Run(f"{match['link']} ({match['to']})" if "://" in match["to"] else match["link"])
            position = match.end()
        yield _Run(text[position:])

    def _painted(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style else text


def _begins_block(line: str) -> bool:
    return not line.strip() or line.startswith(("#", "|")) or bool(_FENCE.match(line) or _ITEM.match(line))
