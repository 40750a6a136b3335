"""Text -> syntax tree with places. Only this package knows markdown-it-py, python-frontmatter and template tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from markdown_it.token import Token

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.front_matter import read_front_matter
from roadmap_lint.markdown.inline import (
    InlineContent,
    definitions_by_label,
    html_anchors,
    read_definitions,
    read_inline,
)
from roadmap_lint.markdown.places import parser
from roadmap_lint.markdown.templates import Tag, mask
from roadmap_lint.markdown.tree import Block, Code, Container, Html, List, ListItem, Paragraph, Quote, TableNode, Tree
from roadmap_lint.model import (
    Definition,
    FrontMatter,
    FrontMatterField,
    Heading,
    Link,
    Problem,
    Reference,
    Row,
    Shortcode,
    Text,
    Value,
)
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

__all__ = ["read_markdown"]

_EMPHASISED = pattern(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^\s*_][^\n]*)(?P=mark)[ \t]*:?[ \t]*")
_HTML_HEADING = pattern(r"<(?:h[1-6]|summary)\b", re.IGNORECASE)
_IDENTIFIER = pattern(r"\{:?[ \t]{0,9}#(?P<id>[^\s{}]+)(?:\s[^{}]*)?\}[ \t]*$")

# What an item or a quote without content may be written with.
_MARKS = "-+*>0123456789.) \t\r\n"


def read_markdown(source: Source) -> Tree:
    """Parse a text. Raises nothing, whatever the text."""
    return _Reader(source).read()


class _Reader:
    """One parse: turns the flat tokens into blocks, and notes texts, links and comments on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        text = source.normalised()
        mark = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
        self._folded = _folded_offsets(source.text) if "\r\n" in source.text else []
        front_matter, length = read_front_matter(text[mark:])
        if front_matter and (mark or text != source.text):
            front_matter = _moved(front_matter, self.source, lambda offset: self._from_text(offset + mark))
        self.front_matter = front_matter
        self.start = mark + length
        self.body = text[self.start :]
        self.line_starts = [0, *[match.end() for match in re.finditer("\n", self.body)]]
        self.definitions: dict[str, Definition] = {}
        self.texts: list[Text] = []
        self.links: list[Link] = []
        self.references: list[Reference] = []
        self.comments: list[Value[str]] = []
        self.anchors: set[str] = set()
        self.code: list[Span] = []
        self.too_deep: list[Span] = []

    def read(self) -> Tree:
        mdx = self.source.path.lower().endswith(".mdx")
        masked, tags, comments, identifiers = mask(self.body, mdx=mdx)
        self.anchors.update(identifiers)
        for start, end in comments:
            self._comment(Span(self.to_source(start), self.to_source(end)))
        env: dict[str, list[object]] = {}
        tokens = parser(mdx=mdx).parse(masked, env)
        definitions = read_definitions(self.source, env.get("definition places", []), self.to_source)  # type: ignore[arg-type]
        self.definitions = definitions_by_label(definitions)
        blocks, _ = self._blocks(tokens, 0)
        return Tree(
            self.source,
            self.front_matter,
            blocks,
            tuple(self.texts),
            tuple(self.links),
            tuple(self.references),
            definitions,
            tuple(self._shortcode(tag) for tag in tags),
            tuple(sorted(self.comments, key=lambda comment: comment.span)),
            frozenset(self.anchors),
            tuple(self.code),
            tuple(self.too_deep),
        )

    # ------------------------------------------------------------------------------------------------------- places

    def to_source(self, offset: int) -> int:
        """From an offset in the normalised body to one in the source."""
        offset += self.start
        return offset + bisect_left(self._folded, offset) if self._folded else offset

    def _from_text(self, offset: int) -> int:
        """From an offset in the normalised text to one in the source."""
        return offset + bisect_left(self._folded, offset) if self._folded else offset

    def _lines(self, token: Token) -> Span:
        """The lines of a block, without indent, trailing blanks and the last line ending."""
        first, last = token.map or [0, 0]
        start = self.line_starts[min(first, len(self.line_starts) - 1)]
        end = self.line_starts[last] if last < len(self.line_starts) else len(self.body)
        text = self.body[start:end]
        if text[:1] in (" ", "\t"):
            start += len(text) - len(text.lstrip(" \t"))
        end = max(start, end - (len(text) - len(text.rstrip())))
        first = self.to_source(start)
        return Span(first, self.to_source(end - 1) + 1 if end > start else first)

    # ------------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, tokens: list[Token], index: int) -> tuple[tuple[Block, ...], int]:
        """The blocks from `index` to the end of their container, and the index behind it."""
        blocks: list[Block] = []
        while index < len(tokens):
            token = tokens[index]
            if token.nesting < 0:
                return tuple(blocks), index + 1
            read = _BLOCK_READERS.get(token.type)
            if read is None:
                index += 1
                continue
            block, index = read(self, tokens, index)
            blocks.append(block)
        return tuple(blocks), index

    def _inline(self, token: Token, place: str) -> InlineContent:
        inline = read_inline(self.source, token, place, self.to_source, self.definitions)
        text, links, references, pieces = inline
        self.texts.append(text)
        if links:
            self.links.extend(links)
        if references:
            self.references.extend(references)
        for html in pieces:
            self._html_at(html.span)
        return inline

    def _paragraph(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        inline = self._inline(tokens[index + 1], "paragraph")
        span = inline.text.span
        return Paragraph._make((inline.text, inline.links, span, _emphasis(self.source, span))), index + 3

    def _heading(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        inline = self._inline(tokens[index + 1], "heading")
        text, end = inline.text, len(inline.text.text)
        identifier = _IDENTIFIER.search(text.text) if "{" in text.text else None
        if identifier:
            end = len(text.text[: identifier.start()].rstrip(" \t"))
        heading = Heading(
            int(tokens[index].tag[1]),
            text.whole(0, end),
            text,
            text.part(*identifier.span("id")) if identifier else None,
            inline.links,
            self._lines(tokens[index]),
        )
        return heading, index + 3

    def _list(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        opening = tokens[index]
        index += 1
        items = []
        while tokens[index].type == "list_item_open":
            item = tokens[index]
            span = self._lines(item)
            children, index = self._blocks(tokens, index + 1)
            if not children:
                self._note_depth(item, span)
            items.append(ListItem._make((children, span)))
        return List(tuple(items), opening.type == "ordered_list_open", self._lines(opening)), index + 1

    def _quote(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        quote = tokens[index]
        span = self._lines(quote)
        children, index = self._blocks(tokens, index + 1)
        if not children:
            self._note_depth(quote, span)
        return Quote(children, span), index

    def _note_depth(self, container: Token, span: Span) -> None:
        """Note an empty item or quote whose content is deeper than the parser goes."""
        if container.level + 1 >= parser().options.maxNesting and self.source[span].strip(_MARKS):
            self.too_deep.append(span)

    def _container(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        span = self._lines(tokens[index])
        children, index = self._blocks(tokens, index + 1)
        return Container(children, span), index

    def _table(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        opening = tokens[index]
        rows: list[Row] = []
        cells: list[Text] = []
        excess: Span | None = None
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                cells, excess = [], None
            elif token.type == "inline" and not token.meta.get("missing"):
                cells.append(self._inline(token, "cell").text)
                if "excess" in token.meta:
                    first, last = token.meta["excess"]
                    excess = Span(self.to_source(first), self.to_source(last - 1) + 1)
            elif token.type == "tr_close":
                rows.append(Row(tuple(cells), excess))
            index += 1
        header, *body = rows
        return TableNode(header.cells, tuple(body), self._lines(opening)), index + 1

    def _code(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        span = self._lines(tokens[index])
        self.code.append(span)
        return Code(span), index + 1

    def _html(self, tokens: list[Token], index: int) -> tuple[Block, int]:
        span = self._lines(tokens[index])
        self._html_at(span)
        before = len(self.texts)
        tables = self._html_tables(tokens, index, span)
        headings = self._html_headings(span, tables)
        self.texts[before:] = sorted(self.texts[before:], key=lambda text: text.span)
        return Html(span, tables, headings, _closes_details(self.source[span])), index + 1

    def _html_tables(self, tokens: list[Token], index: int, span: Span) -> tuple[TableNode, ...]:
        """The tables that begin in a block of HTML; a blank line between two rows begins another block."""
        html = self.source[span].lower()
        if "<table" not in html or (html.count("<table") != 1 and html.count("<table") != html.count("</table")):
            return ()
        from roadmap_lint.markdown.html_tables import read_html_tables  # few roadmaps have one

        while "</table" not in html and index + 1 < len(tokens) and tokens[index + 1].type == "html_block":
            index += 1
            span = Span(span.start, self._lines(tokens[index]).end)
            html = self.source[span].lower()
        tables = read_html_tables(self.source, span)
        for table in tables:
            self.texts.extend([*table.header, *(cell for row in table.rows for cell in row.cells)])
        return tables

    def _html_headings(self, span: Span, tables: tuple[TableNode, ...]) -> tuple[Heading, ...]:
        """The headings in a block of HTML, but for those in the cells of a table."""
        if not _HTML_HEADING.search(self.source[span]):
            return ()
        from roadmap_lint.markdown.html_headings import read_html_headings  # few roadmaps have one

        headings = tuple(
            heading
            for heading in read_html_headings(self.source, span)
            if not any(table.span.start <= heading.span.start < table.span.end for table in tables)
        )
        self.texts.extend(heading.content for heading in headings)
        return headings

    def _html_at(self, span: Span) -> None:
        html = self.source[span]
        position = 0
        while (start := html.find("<!--", position)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
            self._comment(Span(span.start + start + 4, span.start + end))
            self.anchors.update(html_anchors(html[position:start]))
            position = end + 3
        self.anchors.update(html_anchors(html[position:]))

    def _comment(self, span: Span) -> None:
        raw = self.source[span]
        self.comments.append(Value(raw.strip(), span, raw))

    def _shortcode(self, tag: Tag) -> Shortcode:
        name = Span(self.to_source(tag.name_start), self.to_source(tag.name_end))
        raw = self.source[name]
        span = Span(self.to_source(tag.start), self.to_source(tag.end))
        return Shortcode(Value(raw, name, raw), tag.delimiter, tag.role, span)


_BLOCK_READERS: dict[str, Callable[[_Reader, list[Token], int], tuple[Block, int]]] = {
    "paragraph_open": _Reader._paragraph,
    "heading_open": _Reader._heading,
    "bullet_list_open": _Reader._list,
    "ordered_list_open": _Reader._list,
    "blockquote_open": _Reader._quote,
    "container_open": _Reader._container,
    "table_open": _Reader._table,
    "fence": _Reader._code,
    "code_block": _Reader._code,
    "html_block": _Reader._html,
}


def _emphasis(source: Source, span: Span) -> str:
    """The mark of a line that is emphasised from end to end: `**Next**`, `_0.1_:`."""
    if source.text[span.start : span.start + 1] not in ("*", "_"):
        return ""
    raw = source[span]
    match = _EMPHASISED.fullmatch(raw) if raw.rstrip(" \t:").endswith(raw[0]) else None
    return match["mark"] if match and match["mark"] not in match["text"] else ""


def _closes_details(html: str) -> bool:
    """Whether HTML ends a `<details>` that began before it."""
    folded = html.lower()
    closed, opened = folded.find("</details"), folded.find("<details")
    return closed >= 0 and (opened < 0 or closed < opened)


def _folded_offsets(text: str) -> list[int]:
    """The offsets, in the normalised text, of the line feeds that were a carriage return and a line feed."""
    return [match.start() - index for index, match in enumerate(re.finditer("\r\n", text))]


def _moved(front_matter: FrontMatter, source: Source, to_source: Callable[[int], int]) -> FrontMatter:
    """Front matter with its places, and the raw text there, taken from the source instead of the normalised text."""

    def moved(span: Span) -> Span:
        return Span(to_source(span.start), to_source(span.end))

    def moved_value(value: Value[str]) -> Value[str]:
        return Value(value.value, moved(value.span), source[moved(value.span)])

    return FrontMatter(
        front_matter.format,
        tuple(
            FrontMatterField(moved_value(field.key), moved_value(field.value), field.kind)
            for field in front_matter.fields
        ),
        moved(front_matter.span),
        tuple(Problem(moved(problem.span), problem.message) for problem in front_matter.problems),
    )
