"""The grammar of lists: tasks and groups, their boxes, and lists of proposals."""

from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.tree import Block, List, ListItem, Paragraph
from roadmap_lint.model import Group, Item, Link, Proposal, Task, Text
from roadmap_lint.parser.claims import read_claims
from roadmap_lint.parser.marks import read_marks
from roadmap_lint.proposals import PROPOSAL_KINDS, PROPOSAL_LABEL
from roadmap_lint.source import Source, Span

# https://github.github.com/gfm/#task-list-items-extension-
_BOX = pattern(r"\[(?P<mark>[ xX])\](?=[ \t])")


def read_items(block: List, source: Source) -> tuple[Item, ...]:
    """The items of a list, nested ones within their groups."""
    return tuple([_item(item, source) for item in block.items])


def _item(item: ListItem, source: Source) -> Item:
    blocks, span = item
    children: tuple[Item, ...] = ()
    first = blocks[0] if len(blocks) == 1 else None
    if isinstance(first, Paragraph):  # as most items are
        content, links = first.content, first.links
    else:
        content, links, children = _parts(blocks, source, span)
    box = _BOX.match(content.prose) if content.text.startswith("[") else None
    if box and not source.text.startswith(box[0], content.span.start):
        box = None  # escaped, or behind other marks
    start = len(content.text) - len(content.text[box.end() :].lstrip()) if box else 0
    claims = read_claims(content, start)
    checked = None if box is None else box["mark"] != " "
    mark = content.part(*box.span()) if box else None
    text = content.whole(start)
    if children:
        return Group._make((text, checked, mark, children, content, links, claims, span))
    return Task._make((checked, mark, text, content, links, claims, span, *read_marks(content, start)))


def _parts(blocks: Iterable[Block], source: Source, span: Span) -> tuple[Text, tuple[Link, ...], tuple[Item, ...]]:
    """The text of an item's first paragraph, the links of all its paragraphs, and the items of its lists."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    links = tuple(link for paragraph in paragraphs for link in paragraph.links)
    children = tuple(child for block in blocks if isinstance(block, List) for child in read_items(block, source))
    content = paragraphs[0].content if paragraphs else Text(source, "", (), span, "item")
    return content, links, children


def read_proposals(block: List, items: tuple[Item, ...]) -> tuple[Proposal, ...]:
    """The proposals of a list in which two items or more begin with a proposal's label; else nothing."""
    found = [proposal for item in items if (proposal := _proposal(item)) is not None]
    return tuple(found) if len(found) > 1 else ()


def _proposal(item: Item) -> Proposal | None:
    text = item.content.text
    start = len(text) - len(item.text.value if isinstance(item, Task) else item.title.value)
    match = PROPOSAL_LABEL.match(text, start) if text.startswith(PROPOSAL_KINDS, start) else None
    if match is None or text[match.end() : match.end() + 1].strip(" :.,–—)]-\t"):
        return None
    label = item.content.part(*match.span())
    links = item.links
    link = next((link for link in links if link.text.span.start == label.span.start), None) if links else None
    if link is not None and link.text.value != match[0]:
        return None  # '[RFC-0011: open telemetry](…)' is the title of a task
    if link is None and match["number"] is None and not match["placeholder"]:
        return None  # 'RFC process …' in prose
    number = item.content.value(int(match["number"]), *match.span("number")) if match["number"] else None
    title = item.content.whole(len(text) - len(text[match.end() :].lstrip(" :–—-")))
    return Proposal._make(
        (label, match["kind"], number, match["placeholder"] is not None, item.checked, link, title, item.span)
    )
