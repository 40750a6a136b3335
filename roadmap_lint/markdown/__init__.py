"""Text -> syntax tree with places. Only this package knows pyromark, python-frontmatter and template tags."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.containers import is_container, mask_containers
from roadmap_lint.markdown.definitions import by_label, read_definitions, unescaped
from roadmap_lint.markdown.events import Event, ParserError, behind, read_events, without_surrogates
from roadmap_lint.markdown.front_matter import read_front_matter
from roadmap_lint.markdown.inline import INLINE, InlineContent, InlineReader
from roadmap_lint.markdown.layout import lay_out
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
_TABLE = pattern(r"<(?P<slash>/?)table", re.IGNORECASE)
_IDENTIFIER = pattern(r"\{:?[ \t]{0,9}#(?P<id>[^\s{}]+)(?:\s[^{}]*)?\}[ \t]*$")

_ANCHOR = pattern(r"<[a-z][\w-]*\s[^<>]*?\b(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)

# So deep quotes, lists and their items are read in each other: deeper ones are no roadmap's, and RM011 tells of them.
DEEPEST = 20
_TOO_DEEP = "this is nested too deeply to be read, and was not checked: use fewer levels (lists have at most 9)"
_FAILED = "the parser of Markdown failed on this document, which was not checked: please report it ({})"
# What an item or a quote without content may be written with.
_MARKS = "-+*>0123456789.) \t\r\n"


def read_markdown(source: Source) -> Tree:
    """Parse a text. Raises nothing, whatever the text."""
    return _Reader(source).read()


class _Reader:
    """One parse: turns the flat events into blocks, and notes texts, links and comments on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.mdx = source.path.lower().endswith(".mdx")
        self.definitions: tuple[Definition, ...] = ()
        self.texts: list[Text] = []
        self.links: list[Link] = []
        self.references: list[Reference] = []
        self.comments: list[Value[str]] = []
        self.anchors: set[str] = set()
        self.code: list[Span] = []
        self.problems: list[Problem] = []

    def read(self) -> Tree:
        source = self.source
        front_matter, start = _front_matter(source)
        body, tags = self._masked(start)
        self.events = self._events(mask_containers(body), start)
        self.events.append(("End", None, len(source.text), len(source.text)))
        masked = source.text[:start] + body
        self.definitions = read_definitions(source, masked, self.events, start)
        self.inline = InlineReader(source, masked, by_label(self.definitions))
        blocks, _ = self._blocks(0, 0)
        return Tree(
            source,
            front_matter,
            blocks,
            tuple(self.texts),
            tuple(self.links),
            tuple(self.references),
            self.definitions,
            tuple(self._shortcode(tag, start) for tag in tags),
            tuple(sorted(self.comments, key=lambda comment: comment.span)),
            frozenset(self.anchors),
            tuple(self.code),
            tuple(self.problems),
        )

    def _masked(self, start: int) -> tuple[str, list[Tag]]:
        """The text from an offset on with its template tags masked, and these; what it says of anchors is noted."""
        body = lines = without_surrogates(self.source.text[start:])
        if "\r" in body:
            body = re.sub(r"\r(?!\n)", "\n", body)
            lines = body.replace("\r\n", " \n")
        masked, tags, comments, identifiers = mask(lines, mdx=self.mdx)
        self.anchors.update(identifiers)
        for first, last in comments:
            self._comment(Span(start + first, start + last))
        if masked is lines:
            return body, tags
        return (masked if lines is body else _with_endings(masked, body)), tags

    def _events(self, text: str, start: int) -> list[Event]:
        try:
            return read_events(*lay_out(text, mdx=self.mdx), start)
        except ParserError as error:
            whole = Span(start + len(text) - len(text.lstrip()), len(self.source.text))
            self.problems.append(Problem(whole, _FAILED.format(error)))
            return []

    def _trimmed(self, start: int, end: int) -> Span:
        """A stretch without the blanks and line endings around it."""
        text = self.source.text
        while start < end and text[start] in " \t":
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span._make((start, end))

    # ------------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, index: int, depth: int) -> tuple[tuple[Block, ...], int]:
        """The blocks from `index` to the end of their container, and the index behind it."""
        blocks: list[Block] = []
        events = self.events
        while True:
            name = events[index][0]
            if name == "End":
                return tuple(blocks), index + 1
            if name in INLINE:
                block, index = self._paragraph(index)
                blocks.append(block)
            elif name in ("Paragraph", "DefinitionListTitle"):
                block, index = self._paragraph(index + 1)
                blocks.append(block)
                index += 1
            elif name == "List":
                found, index = self._list(index, depth)
                blocks += found
            elif name == "DefinitionList":
                children, index = self._blocks(index + 1, depth)
                blocks += children
            elif read := _BLOCK_READERS.get(name):
                block, index = read(self, index, depth)
                blocks.append(block)
            else:
                index += 1

    def _inline(self, index: int, place: str, empty: int) -> tuple[InlineContent, int]:
        inline, index = self.inline.read(self.events, index, place, empty)
        text, links, references, pieces = inline
        self.texts.append(text)
        if links:
            self.links.extend(links)
        if references:
            self.references.extend(references)
        for html in pieces:
            self._html_at(html)
        return inline, index

    def _paragraph(self, index: int) -> tuple[Block, int]:
        inline, index = self._inline(index, "paragraph", self.events[index][2])
        span = inline.text.span
        return Paragraph._make((inline.text, inline.links, span, _emphasis(self.source, span))), index

    def _heading(self, index: int, depth: int) -> tuple[Block, int]:
        _, told, start, end = self.events[index]
        level = int(told["level"][1])
        inline, index = self._inline(index + 1, "heading", start + level)
        text, last = inline.text, len(inline.text.text)
        identifier = _IDENTIFIER.search(text.text) if "{" in text.text else None
        if identifier:
            last = len(text.text[: identifier.start()].rstrip(" \t"))
        named = text.part(*identifier.span("id")) if identifier else None
        span = self._trimmed(start, end)
        return Heading._make((level, text.whole(0, last), text, named, inline.links, span, "markdown")), index + 1

    def _list(self, index: int, depth: int) -> tuple[list[Block], int]:
        """A list, and the containers that the parser was told to read as its items."""
        ordered = self.events[index][1] is not None
        blocks: list[Block] = []
        items: list[ListItem] = []
        index += 1
        while self.events[index][0] == "Item":
            contained = is_container(self.source.text, self.events[index][2])
            children, span, index = self._children(index, depth if contained else depth + 1)
            if not contained:
                items.append(ListItem._make((children, span)))
                continue
            blocks += *_list_of(items, ordered=ordered), Container(children[1:], span)
            items = []
        return [*blocks, *_list_of(items, ordered=ordered)], index + 1

    def _quote(self, index: int, depth: int) -> tuple[Block, int]:
        children, span, index = self._children(index, depth)
        return Quote(children, span), index

    def _container(self, index: int, depth: int) -> tuple[Block, int]:
        children, span, index = self._children(index, depth)
        return Container(children, span), index

    def _children(self, index: int, depth: int) -> tuple[tuple[Block, ...], Span, int]:
        """What stands in a container, and its place; what is too deep in others is only noted."""
        _, _, start, end = self.events[index]
        span = self._trimmed(start, end)
        if depth + 1 < DEEPEST:
            children, index = self._blocks(index + 1, depth + 1)
            return children, span, index
        if self.source[span].strip(_MARKS):
            self.problems.append(Problem(span, _TOO_DEEP))
        return (), span, behind(self.events, index)

    def _table(self, index: int, depth: int) -> tuple[Block, int]:
        _, _, start, end = self.events[index]
        rows: list[Row] = []
        index += 1
        while self.events[index][0] != "End":
            row, index = self._row(index)
            rows.append(row)
        header, *body = rows
        return TableNode(header.cells, tuple(body), self._trimmed(start, end)), index + 1

    def _row(self, index: int) -> tuple[Row, int]:
        """The cells of a row: the parser fills those that are missing, and drops those that no heading has."""
        source, end_of_row = self.source.text, self.events[index][3]
        cells: list[Text] = []
        end = end_of_row
        index += 1
        while self.events[index][0] == "TableCell":
            _, _, start, end = self.events[index]
            if start == end and source[start : start + 1] != "|":
                index = behind(self.events, index)
                continue
            inline, index = self._inline(index + 1, "cell", start)
            cells.append(inline.text)
            index += 1
        rest = source[end:end_of_row].rstrip(" \t|\r\n")
        first = end + len(rest) - len(rest[1:].lstrip(" \t"))
        excess = Span(first, end + len(rest)) if rest else None
        return Row(tuple(cells), excess), index + 1

    def _code(self, index: int, depth: int) -> tuple[Block, int]:
        span = self._trimmed(*self.events[index][2:])
        self.code.append(span)
        return Code(span), behind(self.events, index)

    def _html(self, index: int, depth: int) -> tuple[Block, int]:
        span = self._trimmed(*self.events[index][2:])
        index = behind(self.events, index)
        self._html_at(span)
        before = len(self.texts)
        tables = self._html_tables(index, span)
        headings = self._html_headings(span, tables)
        self.texts[before:] = sorted(self.texts[before:], key=lambda text: text.span)
        return Html(span, tables, headings, _closes_details(self.source[span])), index

    def _html_tables(self, index: int, span: Span) -> tuple[TableNode, ...]:
        """The tables that begin in a block of HTML; a blank line between two rows begins another block."""
        html = self.source[span].lower()
        opened, closed = html.count("<table"), html.count("</table")
        if not opened or (opened != 1 and opened != closed):
            return ()
        end = span.end if closed else self._end_of_table(index)
        if end is None:
            return ()
        from roadmap_lint.markdown.html_tables import read_html_tables  # few roadmaps have one

        span = Span(span.start, end)
        tables = read_html_tables(self.source, span)
        for table in tables:
            cells = [*table.header, *(cell for row in table.rows for cell in row.cells)]
            # one that covers rows stands in each of them
            self.texts.extend(sorted({id(cell): cell for cell in cells}.values(), key=lambda cell: cell.span))
        return tables

    def _end_of_table(self, index: int) -> int | None:
        """Where the block of HTML ends that closes a table, of those from `index` on; another one in it is not read."""
        while self.events[index][0] == "HtmlBlock":
            span = self._trimmed(*self.events[index][2:])
            mark = _TABLE.search(self.source.text, span.start, span.end)
            if mark:
                return span.end if mark["slash"] else None
            index = behind(self.events, index)
        return None

    def _html_headings(self, span: Span, tables: tuple[TableNode, ...]) -> tuple[Heading, ...]:
        """The headings in a block of HTML, but for those in the cells of a table."""
        if not _HTML_HEADING.search(self.source[span]):
            return ()
        from roadmap_lint.markdown.html_headings import read_html_headings  # few roadmaps have one

        headings = tuple(
            heading for heading in read_html_headings(self.source, span) if not _is_in(heading.span, tables)
        )
        self.texts.extend(heading.content for heading in headings)
        return headings

    def _html_at(self, span: Span) -> None:
        html = self.source[span]
        position = 0
        while (start := html.find("<!--", position)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
            self._comment(Span(span.start + start + 4, span.start + end))
            self.anchors.update(_html_anchors(html[position:start]))
            position = end + 3
        self.anchors.update(_html_anchors(html[position:]))

    def _comment(self, span: Span) -> None:
        raw = self.source[span]
        self.comments.append(Value(raw.strip(), span, raw))

    def _shortcode(self, tag: Tag, shift: int) -> Shortcode:
        name = Span(tag.name_start + shift, tag.name_end + shift)
        raw = self.source[name]
        span = Span(tag.start + shift, tag.end + shift)
        return Shortcode(Value(raw, name, raw), tag.delimiter, tag.role, span)


_BLOCK_READERS: dict[str, Callable[[_Reader, int, int], tuple[Block, int]]] = {
    "Heading": _Reader._heading,
    "BlockQuote": _Reader._quote,
    "FootnoteDefinition": _Reader._container,
    "DefinitionListDefinition": _Reader._container,
    "Table": _Reader._table,
    "CodeBlock": _Reader._code,
    "HtmlBlock": _Reader._html,
}


def _list_of(items: list[ListItem], *, ordered: bool) -> list[Block]:
    """The list of these items; definitions behind them are none of it."""
    return [List(tuple(items), ordered, Span(items[0].span.start, items[-1].span.end))] if items else []


def _emphasis(source: Source, span: Span) -> str:
    """The mark of a line that is emphasised from end to end: `**Next**`, `_0.1_:`."""
    if source.text[span.start : span.start + 1] not in ("*", "_"):
        return ""
    raw = source[span]
    match = _EMPHASISED.fullmatch(raw) if raw.rstrip(" \t:").endswith(raw[0]) else None
    return match["mark"] if match and match["mark"] not in match["text"] else ""


def _is_in(span: Span, tables: tuple[TableNode, ...]) -> bool:
    """Whether a stretch begins in one of the tables, which are in order and apart."""
    index = bisect_right(tables, span.start, key=lambda table: table.span.start)
    return index > 0 and span.start < tables[index - 1].span.end


def _closes_details(html: str) -> bool:
    """Whether HTML ends a `<details>` that began before it."""
    folded = html.lower()
    closed, opened = folded.find("</details"), folded.find("<details")
    return closed >= 0 and (opened < 0 or closed < opened)


def _html_anchors(html: str) -> Iterator[str]:
    """The ids that tags in a piece of HTML set."""
    for match in _ANCHOR.finditer(html):
        yield unescaped(match[1] or match[2] or match[3] or "")


def _front_matter(source: Source) -> tuple[FrontMatter | None, int]:
    """The front matter, and where the text behind it begins."""
    mark = len(BYTE_ORDER_MARK) if source.text.startswith(BYTE_ORDER_MARK) else 0
    text = source.normalised()
    front_matter, length = read_front_matter(text[mark:])
    if not mark and text is source.text:
        return front_matter, length
    folded = _folded_offsets(source.text)

    def to_source(offset: int) -> int:
        return offset + mark + bisect_left(folded, offset + mark)

    return (_moved(front_matter, source, to_source) if front_matter else None), to_source(length)


def _with_endings(text: str, other: str) -> str:
    """A text with the carriage returns of another one that is as long."""
    parts: list[str] = []
    position = 0
    for ending in re.finditer("\r\n", other):
        parts += text[position : ending.start()], ending[0]
        position = ending.end()
    return "".join([*parts, text[position:]])


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
