"""The syntax tree: Markdown blocks with their places (named as in mdast), before anything is read as a roadmap."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from roadmap_lint.model import (
    Definition,
    FrontMatter,
    Heading,
    Link,
    Reference,
    Shortcode,
    Text,
    Value,
)
from roadmap_lint.source import Source, Span


class Paragraph(NamedTuple):
    content: Text
    links: tuple[Link, ...]
    span: Span


class ListItem(NamedTuple):
    children: tuple[Block, ...]
    span: Span


class List(NamedTuple):
    items: tuple[ListItem, ...]
    ordered: bool
    span: Span


class Quote(NamedTuple):
    children: tuple[Block, ...]
    span: Span


class TableNode(NamedTuple):
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    span: Span


class Code(NamedTuple):
    span: Span


class Html(NamedTuple):
    span: Span


Block: TypeAlias = Heading | Paragraph | List | Quote | TableNode | Code | Html


class Tree(NamedTuple):
    """A parsed text. The flat tuples are in the order of the document and hold what the blocks hold."""

    source: Source
    front_matter: FrontMatter | None
    blocks: tuple[Block, ...]
    texts: tuple[Text, ...]
    links: tuple[Link, ...]
    references: tuple[Reference, ...]
    definitions: tuple[Definition, ...]
    shortcodes: tuple[Shortcode, ...]
    comments: tuple[Value[str], ...]
    anchors: frozenset[str]
    code: tuple[Span, ...]
