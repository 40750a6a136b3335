"""Syntax tree -> Document: the grammar of roadmaps. It has no opinions and raises on nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from roadmap_lint.markdown import read_markdown
from roadmap_lint.markdown.tree import Block, Container, Html, List, Paragraph, Quote, TableNode
from roadmap_lint.model import (
    Bucket,
    Document,
    Group,
    Heading,
    Item,
    Link,
    Milestone,
    Proposal,
    Section,
    SupportTable,
    Table,
    TaskTable,
    Unread,
    Value,
    claims_of,
)
from roadmap_lint.parser.headings import HeadingReading, read_heading
from roadmap_lint.parser.items import read_items, read_proposals
from roadmap_lint.parser.milestones import (
    first_line_end,
    read_date_line,
    read_end_of_life,
    read_goal,
    read_status_line,
    status_in_heading,
)
from roadmap_lint.parser.outline import Outlined, read_outline, span_of
from roadmap_lint.parser.slips import hashes_without_blank, suspect_period, suspect_version
from roadmap_lint.source import Source, Span
from roadmap_lint.values import Period, Version

__all__ = ["parse"]


def parse(text: str, path: str = "ROADMAP.md") -> Document:
    """Read a roadmap.

    `path` is only a name: it appears in reports, and a name in `.mdx` chooses MDX comments. Nothing is read from disk.
    Every text has a reading, and nothing is raised; what looked like a milestone and could not be read is in
    `Document.unread`. Offsets count code points of `text` as it is given: read files with `newline=""`.
    """
    return _Parser(Source(text, path)).parse()


class _Parser:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree = read_markdown(source)
        self.link_starts = [link.span.start for link in self.tree.links]
        self.outline = read_outline(self.tree)
        self.proposals: list[tuple[Proposal, ...]] = []
        self.tables: list[Table] = []

    def parse(self) -> Document:
        for index, section in enumerate(self.outline):
            self._read_blocks(index, section)
        tree = self.tree
        support_tables = _support_tables(self.tables)
        milestones = tuple(
            self._milestone(index, section) for index, section in enumerate(self.outline) if section.is_milestone
        )
        return Document(
            self.source,
            front_matter=tree.front_matter,
            shortcodes=tree.shortcodes,
            sections=tuple([Section._make((one.heading, one.parent, one.items, span_of(one))) for one in self.outline]),
            milestones=milestones,
            buckets=tuple(self._buckets()),
            proposals=tuple(self.proposals),
            tables=tuple(self.tables),
            support_tables=support_tables,
            task_tables=self._task_tables(support_tables),
            headings=tuple(section.heading for section in self.outline if section.heading and section.heading.is_real),
            texts=tree.texts,
            links=tree.links,
            references=tree.references,
            definitions=tree.definitions,
            comments=tree.comments,
            anchors=tree.anchors,
            code=tree.code,
            unread=tuple(self._unread(milestones)),
            problems=tree.problems,
        )

    def _inside_milestone(self, section: Outlined | None) -> bool:
        while section is not None:
            if section.is_milestone:
                return True
            section = self.outline[section.parent] if section.parent is not None else None
        return False

    def _read_blocks(self, index: int, section: Outlined) -> None:
        items: list[Item] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                continue
            if isinstance(block, List):
                read = read_items(block, self.source)
                items.extend(read)
                if not self._inside_milestone(section):
                    self._collect_proposals(block, read)
            for table in _tables_in(block):
                self.tables.append(Table._make((table.header, table.rows, index, table.span)))
        if items:
            section.items = tuple(items)

    def _collect_proposals(self, block: List, items: tuple[Item, ...]) -> None:
        found = read_proposals(block, items)
        if found:
            self.proposals.append(found)
        for node, item in zip(block.items, items, strict=True):
            if isinstance(item, Group):
                rest = iter(item.items)
                for child in node.children:
                    if isinstance(child, List):
                        self._collect_proposals(child, tuple(next(rest) for _ in child.items))

    # --------------------------------------------------------------------------------------------------- milestones

    def _milestone(self, index: int, section: Outlined) -> Milestone:
        heading, reading = section.heading, section.reading
        assert heading is not None
        assert reading is not None
        content = heading.content
        span = span_of(section)
        status = next((line for block in section.blocks if (line := read_status_line(block))), None)
        version: Value[Version] | None = (
            content.value(reading.version[0], *reading.version[1]) if reading.version else None
        )
        period: Value[Period] | None = content.value(reading.period[0], *reading.period[1]) if reading.period else None
        if period is None and reading.version and not reading.malformed_period:
            period = read_date_line(section.blocks)
        end_of_life = content.value(reading.end_of_life[0], *reading.end_of_life[1]) if reading.end_of_life else None
        if end_of_life is None and reading.version:
            end_of_life = read_end_of_life(section.blocks)
        items = self._items(section, [line.span for line in (status, period, end_of_life) if line])
        return Milestone(
            heading,
            content.part(*reading.product) if reading.product else None,
            version,
            period,
            content.part(*reading.malformed_period) if reading.malformed_period else None,
            status or status_in_heading(content, heading.links, reading.version[1][1] if reading.version else 0),
            read_goal(section.blocks),
            items,
            tuple(claims_of(items)),
            self._links(span),
            span,
            index,
            section.parent,
            end_of_life,
        )

    def _buckets(self) -> Iterator[Bucket]:
        for index, section in enumerate(self.outline):
            if section.heading is not None and section.bucket is not None:
                name, start, end = section.bucket
                kind = section.heading.content.value(name.kind, start, end)
                items = self._items(section, [], buckets=False)
                yield Bucket(section.heading, kind, items, span_of(section), index, section.parent)

    def _items(self, section: Outlined, lines: list[Span], *, buckets: bool = True) -> tuple[Item, ...]:
        """The lists of a milestone or bucket; each heading below it that is no milestone is a group of its lists.

        Below a milestone buckets are such groups; below a bucket they are not. `lines` are what the items say of the
        milestone itself: its status and its date.
        """
        items = [
            item
            for item in section.items
            if isinstance(item, Group) or not any(item.span.start <= line.start < item.span.end for line in lines)
        ]
        for child in section.children:
            if child.heading is not None and not child.is_milestone and (buckets or child.bucket is None):
                inner = self._items(child, [], buckets=buckets)
                if inner:
                    items.append(self._heading_group(child.heading, inner, span_of(child)))
        return tuple(items)

    @staticmethod
    def _heading_group(heading: Heading, items: tuple[Item, ...], span: Span) -> Group:
        return Group(heading.text, None, None, items, heading.content, heading.links, (), span)

    def _links(self, span: Span) -> tuple[Link, ...]:
        starts = self.link_starts
        return self.tree.links[bisect_left(starts, span.start) : bisect_left(starts, span.end)] if starts else ()

    def _task_tables(self, support_tables: tuple[SupportTable, ...]) -> tuple[TaskTable, ...]:
        read = {id(support.table) for support in support_tables}
        others = [table for table in self.tables if id(table) not in read]
        if not others:
            return ()
        from roadmap_lint.parser.task_tables import read_task_tables  # most roadmaps have no table

        headings = [self.outline[table.section].heading for table in others]
        return read_task_tables(others, headings, self.tree.texts, self._links)

    # ------------------------------------------------------------------------------------------------------- unread

    def _unread(self, milestones: tuple[Milestone, ...]) -> list[Unread]:
        """Headings whose siblings are milestones, that look like one, and of which a part cannot be read."""
        if not milestones:
            return []
        total: Counter[tuple[int | None, int]] = Counter()
        versioned, looking_so, dated = total.copy(), total.copy(), total.copy()
        for milestone in milestones:
            family = milestone.parent, milestone.heading.level
            total[family] += 1
            versioned[family] += milestone.version is not None
            looking_so[family] += _looks_versioned(milestone.heading, milestone.version)
            dated[family] += milestone.period is not None or milestone.malformed_period is not None
        unread = []
        for section in self.outline:
            family = section.parent, section.level
            siblings = total[family] - section.is_milestone
            if section.heading is None or section.reading is None or not siblings:
                continue
            unreadable = section.is_milestone and _looks_versioned(section.heading, section.reading.version)
            # where the section lacks a version or a period, those counted are its siblings
            found = _unread_part(
                section.heading.text.value,
                section.reading,
                all_versioned=0 < versioned[family] == siblings - looking_so[family] + unreadable,
                all_dated=dated[family] == siblings,
            )
            if found:
                part, place = found
                unread.append(Unread(section.heading, part, section.heading.content.part(*place), section.parent))
        parents = {milestone.parent for milestone in milestones}
        for index, section in enumerate(self.outline):
            for block in section.blocks:
                found_heading = _unread_heading(block) if isinstance(block, Paragraph) else None
                if found_heading:
                    heading, word = found_heading
                    parent = self._parent(index, heading.level)
                    if parent in parents:
                        unread.append(Unread(heading, "heading", word, parent))
        return sorted(unread, key=lambda unread: unread.suspect.span)

    def _parent(self, index: int | None, level: int) -> int | None:
        """The section that a heading of a level would belong to, if it stood in the section at `index`."""
        while index is not None and self.outline[index].level >= level:
            index = self.outline[index].parent
        return index or None


def _tables_in(block: Block) -> Iterator[TableNode]:
    """The tables that a block is or holds, those in quotes and in list items too."""
    if isinstance(block, TableNode):
        yield block
    elif isinstance(block, Html):
        yield from block.tables
    elif isinstance(block, Quote | Container):
        for child in block.children:
            yield from _tables_in(child)
    elif isinstance(block, List):
        for item in block.items:
            for child in item.children:
                if not isinstance(child, Paragraph):  # which is what most items hold
                    yield from _tables_in(child)


def _support_tables(tables: list[Table]) -> tuple[SupportTable, ...]:
    if not tables:
        return ()
    from roadmap_lint.parser.tables import read_support_table  # most roadmaps have no table

    return tuple(read for table in tables if (read := read_support_table(table)) is not None)


def _unread_heading(paragraph: Paragraph) -> tuple[Heading, Value[str]] | None:
    """A milestone's heading that lacks the blank behind its `#`, which makes it a paragraph; its first word."""
    content = paragraph.content
    if not content.source.text.startswith("#", content.span.start):
        return None
    end = first_line_end(content)
    level = hashes_without_blank(content.text[:end])
    if not level or not content.source.text.startswith("#" * level, content.span.start):
        return None
    if not read_heading(content.text[level:end]).is_milestone:
        return None
    heading = Heading(level, content.whole(level, end), content, None, paragraph.links, paragraph.span)
    return heading, content.part(0, len(content.text[:end].split()[0]))


def _looks_versioned(heading: Heading, version: object) -> bool:
    """Whether a heading has no version, and something in the place of one."""
    return version is None and suspect_version(heading.text.value) is not None


def _unread_part(
    text: str, reading: HeadingReading, *, all_versioned: bool, all_dated: bool
) -> tuple[str, tuple[int, int]] | None:
    if reading.version is None:
        place = suspect_version(text)
        if place and all_versioned and not (reading.period and place == reading.period[1]):
            return "version", place
        return None
    if reading.period is None and reading.malformed_period is None and all_dated:
        place = suspect_period(text, reading.version[1][1])
        if place:
            return "period", place
    return None
