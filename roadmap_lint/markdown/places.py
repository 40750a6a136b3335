"""Where the parser's tokens stand: rules of markdown-it-py are wrapped once, and note what they consumed.

markdown-it-py gives line ranges for blocks and nothing for inline tokens. Each wrapped rule lets the original work and
then writes its place into `token.meta`:

- block rules: `meta["lines"]`, the pairs (offset in the inline content, offset in the parsed text) at which the two
  run on in step;
- inline rules: `meta["at"]`, the pair of offsets in the inline content; for the end of a link and for an image it
  begins at the `]` that ends the label.

This relies on the rules' names and on one token stream for a paragraph, which a test guards; the major version of
markdown-it-py is pinned.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common import utils
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# How the installed version trims the content of a block: 4.3 leaves \x1c to \x1f and \x85, earlier ones do not.
_trim: Callable[[str], str] = getattr(utils, "mdTrim", str.strip)

Steps = tuple[tuple[int, int], ...]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


@cache
def parser() -> MarkdownIt:
    """CommonMark with GitHub's tables and strikethrough, noting places. Safe to share: it keeps nothing of a text."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.core.ruler.disable("text_join")
    blocks: dict[str, Callable[[BlockRule], BlockRule]] = {
        "paragraph": _noting_lines,
        "lheading": _noting_lines,
        "heading": _noting_heading,
        "table": _noting_cells,
        "reference": _noting_definition,
    }
    # alternatives (which rule may end a paragraph) must survive the wrapping
    for rule in list(markdown.block.ruler.__rules__):
        if rule.name in blocks:
            markdown.block.ruler.at(rule.name, blocks[rule.name](rule.fn), {"alt": rule.alt})
    inlines: dict[str, Callable[[InlineRule], InlineRule]] = {
        "emphasis": _noting_delimiters,
        "strikethrough": _noting_delimiters,
        "link": _noting_link,
        "autolink": _noting_autolink,
        "image": _noting_image,
        "newline": _noting_last,
        "escape": _noting_last,
        "backticks": _noting_last,
        "html_inline": _noting_last,
        "entity": _noting_last,
    }
    for inline in list(markdown.inline.ruler.__rules__):
        if inline.name in inlines:
            markdown.inline.ruler.at(inline.name, inlines[inline.name](inline.fn))
    return markdown


def _inline_token(tokens: list[Token], before: int) -> Token | None:
    return next((token for token in tokens[before:] if token.type == "inline"), None)


def content_steps(state: StateBlock, content: str, start_line: int, end_line: int) -> Steps:
    """How the lines of a paragraph's content stand in the parsed text."""
    steps: list[tuple[int, int]] = []
    written = state.getLines(start_line, end_line, state.blkIndent, False)
    offset = -written.find(content)  # the content was trimmed of more than spaces and tabs, of whole lines even
    for number, line in enumerate(written.split("\n"), start=start_line):
        for begin, place in _line_steps(state, number, line):
            if offset + begin <= 0:
                steps = [(0, place - offset - begin)]
            elif offset + begin <= len(content):
                steps.append((offset + begin, place))
        offset += len(line) + 1
    return tuple(steps)


def _line_steps(state: StateBlock, number: int, line: str) -> Steps:
    """The same for one line: an indent that begins inside a tab has more spaces than the text has characters."""
    indent = len(line) - len(line.lstrip(" \t"))
    place = state.bMarks[number] + state.tShift[number]
    same = indent
    while same and state.src[place - same : place] != line[indent - same : indent]:
        same -= 1
    return *((index, place - same - 1) for index in range(indent - same)), (indent - same, place - same)


def _noting_lines(rule: BlockRule) -> BlockRule:
    def noted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        token = None if silent else _inline_token(state.tokens, before)
        if token is not None:
            token.meta["lines"] = content_steps(state, token.content, *(token.map or (start, state.line)))
        return True

    return noted


def _noting_heading(rule: BlockRule) -> BlockRule:
    def noted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        token = None if silent else _inline_token(state.tokens, before)
        if token is not None:
            place = state.bMarks[start] + state.tShift[start] + len(state.tokens[before].markup)
            token.meta["lines"] = ((0, place + state.src[place : state.eMarks[start]].find(token.content)),)
        return True

    return noted


def _noting_cells(rule: BlockRule) -> BlockRule:
    def noted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        rows: dict[int, list[Token]] = {}
        for token in state.tokens[before:]:
            if token.type == "inline" and token.map:
                rows.setdefault(token.map[0], []).append(token)
            elif token.type == "tr_open" and token.map:
                token.meta["line"] = token.map[0]
        for number, cells in rows.items():
            place = state.bMarks[number] + state.tShift[number]
            written = _cells(state.src[place : state.eMarks[number]], place)
            end_of_row = state.eMarks[number]
            for index, token in enumerate(cells):
                token.meta["lines"] = written[index] if index < len(written) else ((0, end_of_row),)
                token.meta["missing"] = index >= len(written)
        return True

    return noted


def _cells(line: str, place: int) -> list[Steps]:
    r"""How the cells of a table row stand in the parsed text; the `\` of an escaped `\|` is not in their content."""
    trimmed = _trim(line)
    line, place = trimmed, place + line.find(trimmed)
    bounds, start = [], 0
    for match in re.finditer(r"\|", line):
        if match.start() and line[match.start() - 1] == "\\":
            continue
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(line)))
    if bounds and bounds[0][0] == bounds[0][1]:
        bounds.pop(0)
    if bounds and bounds[-1][0] == bounds[-1][1]:
        bounds.pop()
    return [_cell_steps(line, place, first, last) for first, last in bounds]


def _cell_steps(line: str, place: int, first: int, last: int) -> Steps:
    text = _trim(line[first:last])
    first += line[first:last].find(text)
    last = first + len(text)
    steps = [(0, place + first)]
    for dropped, match in enumerate(re.finditer(r"\\\|", line[first:last])):
        steps.append((match.start() - dropped, place + first + match.start() + 1))
    return tuple(steps)


def _noting_definition(rule: BlockRule) -> BlockRule:
    def noted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if not silent:
            content = state.getLines(start, state.line, state.blkIndent, False).strip()
            notes = state.env.setdefault("definition places", [])
            notes.append((content, content_steps(state, content, start, state.line)))
        return True

    return noted


def _noting_last(rule: InlineRule) -> InlineRule:
    def noted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > before:
            state.tokens[-1].meta["at"] = (start, state.pos)
        return True

    return noted


def _noting_delimiters(rule: InlineRule) -> InlineRule:
    def noted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            end = state.pos
            for token in reversed(state.tokens[before:]):
                if end <= start:
                    break  # text that was waiting before the delimiters
                token.meta["at"] = (end - len(token.content), end)
                end -= len(token.content)
        return True

    return noted


def _noting_link(rule: InlineRule) -> InlineRule:
    def noted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            opening: Any = next(token for token in state.tokens[before:] if token.type == "link_open")
            opening.meta["at"] = (start, start + 1)
            state.tokens[-1].meta["at"] = (_label_end(state, start), state.pos)
        return True

    return noted


def _noting_autolink(rule: InlineRule) -> InlineRule:
    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-3].meta["at"] = (start, start + 1)
            state.tokens[-1].meta["at"] = (state.pos - 1, state.pos)
        return True

    return noted


def _noting_image(rule: InlineRule) -> InlineRule:
    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta["at"] = (start, state.pos)
            state.tokens[-1].meta["label end"] = _label_end(state, start + 1)
        return True

    return noted


def _label_end(state: StateInline, start: int) -> int:
    position = state.pos
    end: int = state.md.helpers.parseLinkLabel(state, start, False)
    state.pos = position
    return end
