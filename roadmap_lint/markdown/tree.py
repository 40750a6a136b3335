"""The syntax tree: Markdown blocks with their places (named as in mdast), before anything is read as a roadmap."""

from __future__ import annotations

from typing import TypeAlias

from roadmap_lint.model import (
    Definition,
    FrontMatter,
    Heading,
    Link,
    Problem,
    Reference,
    Row,
    Shortcode,
    Text,
    Value,
)
from roadmap_lint.record import Record
from roadmap_lint.source import Source, Span


class Paragraph(Record):
    """A paragraph; `emphasis` is the mark (`**`, `_`) of one that is emphasised as a whole, on one line."""

    content: Text
    links: tuple[Link, ...]
    span: Span
    emphasis: str = ""


class ListItem(Record):
    children: tuple[Block, ...]
    span: Span


class List(Record):
    items: tuple[ListItem, ...]
    ordered: bool
    span: Span


class Quote(Record):
    children: tuple[Block, ...]
    span: Span


class Container(Record):
    """What stands below a mark that CommonMark does not know: an admonition, a footnote, a definition."""

    children: tuple[Block, ...]
    span: Span


class TableNode(Record):
    header: tuple[Text, ...]
    rows: tuple[Row, ...]
    span: Span


class Code(Record):
    span: Span


class Html(Record):
    """A block of HTML, the tables that begin in it, and its headings: `<h2>`, `<summary>`.

    `closes` is true of one that ends a `<details>` before its first heading.
    """

    span: Span
    tables: tuple[TableNode, ...] = ()
    headings: tuple[Heading, ...] = ()
    closes: bool = False


Block: TypeAlias = Heading | Paragraph | List | Quote | Container | TableNode | Code | Html


class Tree(Record):
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
    problems: tuple[Problem, ...] = ()  # what could not be read, and why
