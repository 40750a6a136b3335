"""The grammar of lists: tasks and groups, their boxes, and lists of proposals."""

from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.tree import Block, List, ListItem, Paragraph
from roadmap_lint.model import Group, Item, Link, Proposal, Task, Text
from roadmap_lint.parser.claims import read_claims
from roadmap_lint.parser.marks import read_marks
from roadmap_lint.proposals import PROPOSAL_KINDS, PROPOSAL_LABEL
from roadmap_lint.source import Source

# https://github.github.com/gfm/#task-list-items-extension-
_BOX = pattern(r"\[(?P<mark>[ xX])\](?=[ \t])")


def read_items(block: List, source: Source) -> tuple[Item, ...]:
    """The items of a list, nested ones within their groups."""
    return tuple(_item(item, source) for item in block.items)


def _item(item: ListItem, source: Source) -> Item:
    content, links = _content(item.children, source, item)
    box = _BOX.match(content.prose) if content.text.startswith("[") else None
    if box and not source.text.startswith(box[0], content.span.start):
        box = None  # escaped, or behind other marks
    start = len(content.text) - len(content.text[box.end() :].lstrip()) if box else 0
    claims = read_claims(content, start)
    checked = None if box is None else box["mark"] != " "
    mark = content.part(*box.span()) if box else None
    text = content.whole(start)
    children = tuple(child for block in item.children if isinstance(block, List) for child in read_items(block, source))
    if children:
        return Group(text, checked, mark, children, content, links, claims, item.span)
    return Task(checked, mark, text, content, links, claims, item.span, *read_marks(content, start))


def _content(blocks: Iterable[Block], source: Source, item: ListItem) -> tuple[Text, tuple[Link, ...]]:
    """The text of an item's first paragraph, and the links of all its paragraphs."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    links = tuple(link for paragraph in paragraphs for link in paragraph.links)
    if paragraphs:
        return paragraphs[0].content, links
    return Text(source, "", (), item.span, "item"), links


def read_proposals(block: List, items: tuple[Item, ...]) -> tuple[Proposal, ...]:
    """The proposals of a list in which two items or more begin with a proposal's label; else nothing."""
    found = tuple(proposal for item in items if (proposal := _proposal(item)) is not None)
    return found if len(found) > 1 else ()


def _proposal(item: Item) -> Proposal | None:
    text = item.content.text
    start = len(text) - len(item.text.value) if isinstance(item, Task) else len(text) - len(item.title.value)
    match = PROPOSAL_LABEL.match(text, start) if text.startswith(PROPOSAL_KINDS, start) else None
    if match is None or text[match.end() : match.end() + 1].strip(" :.,–—)]-\t"):
        return None
    label = item.content.part(*match.span())
    link = next((link for link in item.links if link.text.span.start == label.span.start), None)
    if link is not None and link.text.value != match[0]:
        return None  # '[RFC-0011: open telemetry](…)' is the title of a task
    if link is None and match["number"] is None and not match["placeholder"]:
        return None  # 'RFC process …' in prose
    number = item.content.value(int(match["number"]), *match.span("number")) if match["number"] else None
    rest = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" :–—-"))
    title = item.content.whole(rest)
    return Proposal(
        label, match["kind"], number, match["placeholder"] is not None, item.checked, link, title, item.span
    )
