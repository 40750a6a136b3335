"""Blocks that CommonMark does not know and hosts of documentation do: what stands indented below a mark is Markdown.

MkDocs admonitions (`!!! note`, `??? example "Title"`) and tabs (`=== "Tab"`), footnotes (`[^1]: text`) and definition
lists (`:   text`). CommonMark takes what is indented below such a mark for code, and the links in it for none.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from roadmap_lint.lazy import pattern

# https://python-markdown.github.io/extensions/admonition/ and https://facelessuser.github.io/pymdown-extensions/
_BELOW = pattern(r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:[\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*(?:\"[^\"\n]*\")?[ \t]*")
# https://python-markdown.github.io/extensions/footnotes/ and …/definition_lists/
_BEHIND = pattern(r"(?:\[\^[^\]\s]{1,200}\]:|:)[ \t]+(?=\S)")
_INDENT = 4


def read_containers(markdown: MarkdownIt) -> None:
    """Let a parser make a `container_open` and a `container_close` of each such block."""
    markdown.block.ruler.before("reference", "container", _container, {"alt": ["paragraph", "reference"]})


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    place, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[place : place + 1] not in ("!", "?", "=", "[", ":") or state.is_code_block(start):
        return False
    below = _BELOW.fullmatch(state.src, place, last)
    behind = None if below else _BEHIND.match(state.src, place, last)
    indent = state.sCount[start] + _INDENT
    first = start + 1
    if below:
        while first < end and state.isEmpty(first):
            first += 1
        if first >= end or state.sCount[first] < indent:
            return False  # a title alone is a paragraph
    elif behind is None:
        return False
    if silent:
        return True
    marks, shift, count, width = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent
    if behind:
        first = start
        state.bMarks[start], state.tShift[start], state.sCount[start] = behind.end(), 0, indent
    parent, state.parentType = state.parentType, "container"
    opening = state.push("container_open", "div", 1)
    state.blkIndent = indent
    state.md.block.tokenize(state, first, end)
    state.push("container_close", "div", -1)
    opening.map = [start, state.line]
    state.blkIndent, state.parentType = width, parent
    state.bMarks[start], state.tShift[start], state.sCount[start] = marks, shift, count
    return True
