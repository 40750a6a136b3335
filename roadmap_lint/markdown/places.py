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

from markdown_it import MarkdownIt
from markdown_it.common import utils
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from roadmap_lint.markdown.containers import read_containers
from roadmap_lint.markdown.dispatch import dispatch

# How the installed version trims the content of a block: 4.3 leaves \x1c to \x1f and \x85, earlier ones do not.
_trim: Callable[[str], str] = getattr(utils, "mdTrim", str.strip)

Steps = tuple[tuple[int, int], ...]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]
# What a rule consumed from a place on, and the tokens it made behind so many, noted.
BlockNote = Callable[[StateBlock, int, int], None]
InlineNote = Callable[[StateInline, int, int], None]


@cache
def parser(*, mdx: bool = False) -> MarkdownIt:
    """CommonMark with GitHub's tables and strikethrough, noting places. Safe to share: it keeps nothing of a text.

    MDX has no indented code: what is indented is the child of a component.
    """
    markdown = noting_parser(mdx=mdx)
    dispatch(markdown, _make_paragraph)
    return markdown


def noting_parser(*, mdx: bool = False) -> MarkdownIt:
    """The same parser before it is made fast, which is what it must agree with."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    if mdx:
        markdown.disable("code")
    read_containers(markdown)
    markdown.core.ruler.disable("text_join")
    # alternatives (which rule may end a paragraph) must survive the wrapping
    for rule in list(markdown.block.ruler.__rules__):
        if rule.name in _BLOCK_NOTES:
            noting = _noting_block(rule.fn, _BLOCK_NOTES[rule.name])
            markdown.block.ruler.at(rule.name, noting, {"alt": rule.alt})
    for inline in list(markdown.inline.ruler.__rules__):
        if inline.name in _INLINE_NOTES:
            markdown.inline.ruler.at(inline.name, _noting_inline(inline.fn, _INLINE_NOTES[inline.name]))
    return markdown


def _noting_block(rule: BlockRule, note: BlockNote) -> BlockRule:
    """The rule, followed by a note of what it consumed: from a line on, and the tokens behind so many."""

    def noted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        done = rule(state, start, end, silent)
        if done and not silent:
            note(state, start, before)
        return done

    return noted


def _noting_inline(rule: InlineRule, note: InlineNote) -> InlineRule:
    """The same for a rule of inline text; one that only adds to waiting text makes no token to write on."""

    def noted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent and len(state.tokens) > before:
            note(state, start, before)
        return done

    return noted


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


def _note_lines(state: StateBlock, start: int, before: int) -> None:
    token = _inline_token(state.tokens, before)
    if token is not None:
        token.meta["lines"] = content_steps(state, token.content, *(token.map or (start, state.line)))


def _make_paragraph(state: StateBlock, start: int, after: int) -> None:
    """The tokens of a paragraph that takes the lines from `start` to `after`, noted."""
    content, steps = _content_without_tabs(state, start, after)
    if not content:
        content = _trim(state.getLines(start, after, state.blkIndent, False))
        steps = content_steps(state, content, start, after)
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start, after]
    token = state.push("inline", "", 0)
    token.content = content
    token.map = [start, after]
    token.children = []
    token.meta["lines"] = steps
    state.push("paragraph_close", "p", -1)


def _content_without_tabs(state: StateBlock, start: int, after: int) -> tuple[str, Steps]:
    """The content of these lines, and their steps; nothing where there are tabs, of which a part may belong to it."""
    source, begins, ends, shifts = state.src, state.bMarks, state.eMarks, state.tShift
    place = begins[start] + shifts[start]
    written = source[place : ends[start]]
    content = _trim(written)
    if not content or source.find("\t", begins[start], ends[after - 1]) >= 0:
        return "", ()
    trimmed = written.find(content)
    if after == start + 1:
        return content, ((0, place + trimmed),)
    lines, steps, offset = [written[trimmed:]], [(0, place + trimmed)], len(written) - trimmed + 1
    for number in range(start + 1, after):
        place = begins[number] + min(shifts[number], state.blkIndent)
        steps.append((offset, place))
        lines.append(source[place : ends[number]])
        offset += len(lines[-1]) + 1
    content = _trim("\n".join(lines))
    while steps[-1][0] > len(content):
        steps.pop()
    return content, tuple(steps)


def _note_heading(state: StateBlock, start: int, before: int) -> None:
    token = _inline_token(state.tokens, before)
    if token is not None:
        place = state.bMarks[start] + state.tShift[start] + len(state.tokens[before].markup)
        token.meta["lines"] = ((0, place + state.src[place : state.eMarks[start]].find(token.content)),)


def _note_cells(state: StateBlock, start: int, before: int) -> None:
    rows: dict[int, list[Token]] = {}
    for token in state.tokens[before:]:
        if token.type == "inline" and token.map:
            rows.setdefault(token.map[0], []).append(token)
    for number, cells in rows.items():
        place = state.bMarks[number] + state.tShift[number]
        end_of_row = state.eMarks[number]
        written = _cells(state.src[place:end_of_row], place)
        for index, token in enumerate(cells):
            token.meta["lines"] = written[index] if index < len(written) else ((0, end_of_row),)
            token.meta["missing"] = index >= len(written)
        if len(written) > len(cells):
            # cells that no heading has are no tokens: where the first of them begins, and where their row ends
            first = written[len(cells)][0][1]
            last = place + len(state.src[place:end_of_row].rstrip(" \t|"))
            if first < last:  # empty ones are no loss
                cells[-1].meta["excess"] = (first, last)


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
    if "\\" not in text:
        return ((0, place + first),)
    steps = [(0, place + first)]
    for dropped, match in enumerate(re.finditer(r"\\\|", line[first:last])):
        steps.append((match.start() - dropped, place + first + match.start() + 1))
    return tuple(steps)


def _note_definition(state: StateBlock, start: int, before: int) -> None:
    content = state.getLines(start, state.line, state.blkIndent, False).strip()
    notes = state.env.setdefault("definition places", [])
    notes.append((content, content_steps(state, content, start, state.line)))


def _note_last(state: StateInline, start: int, before: int) -> None:
    state.tokens[-1].meta["at"] = (start, state.pos)


def _note_delimiters(state: StateInline, start: int, before: int) -> None:
    end = state.pos
    for token in reversed(state.tokens[before:]):
        if end <= start:
            break  # text that was waiting before the delimiters
        token.meta["at"] = (end - len(token.content), end)
        end -= len(token.content)


def _note_link(state: StateInline, start: int, before: int) -> None:
    opening = next(token for token in state.tokens[before:] if token.type == "link_open")
    opening.meta["at"] = (start, start + 1)
    state.tokens[-1].meta["at"] = (_label_end(state, start), state.pos)


def _note_autolink(state: StateInline, start: int, before: int) -> None:
    state.tokens[-3].meta["at"] = (start, start + 1)
    state.tokens[-1].meta["at"] = (state.pos - 1, state.pos)


def _note_image(state: StateInline, start: int, before: int) -> None:
    state.tokens[-1].meta["at"] = (start, state.pos)
    state.tokens[-1].meta["label end"] = _label_end(state, start + 1)


def _label_end(state: StateInline, start: int) -> int:
    position = state.pos
    end: int = state.md.helpers.parseLinkLabel(state, start, False)
    state.pos = position
    return end


_BLOCK_NOTES: dict[str, BlockNote] = {
    "paragraph": _note_lines,
    "lheading": _note_lines,
    "heading": _note_heading,
    "table": _note_cells,
    "reference": _note_definition,
}
_INLINE_NOTES: dict[str, InlineNote] = {
    "emphasis": _note_delimiters,
    "strikethrough": _note_delimiters,
    "link": _note_link,
    "autolink": _note_autolink,
    "image": _note_image,
    "newline": _note_last,
    "escape": _note_last,
    "backticks": _note_last,
    "html_inline": _note_last,
    "entity": _note_last,
}
