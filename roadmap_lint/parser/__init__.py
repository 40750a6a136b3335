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
from roadmap_lint.parser.headings import (
    HeadingReading,
    heading_without_blank,
    read_heading,
    suspect_period,
    suspect_version,
)
from roadmap_lint.parser.items import read_items, read_proposals
from roadmap_lint.parser.milestones import first_line_end, read_goal, read_status_line, status_in_heading
from roadmap_lint.source import Source, Span
from roadmap_lint.values import BucketName, Period, Version, read_bucket

__all__ = ["parse"]


def parse(text: str, path: str = "ROADMAP.md") -> Document:
    """Read a roadmap.

    `path` is only a name: it appears in reports, and a name in `.mdx` chooses MDX comments. Nothing is read from disk.
    Every text has a reading; what looked like a milestone and could not be read is in `Document.unread`.
    """
    return _Parser(Source(text, path)).parse()


class _Outline:
    """A heading with the blocks up to the next heading, and the lists among them as items."""

    def __init__(self, heading: Heading | None, parent: int | None, reading: HeadingReading | None) -> None:
        self.heading = heading
        self.parent = parent
        self.reading = reading
        self.bucket: tuple[BucketName, int, int] | None = None
        if heading is not None and reading is not None and not reading.is_milestone:
            self.bucket = read_bucket(heading.text.value)
        self.children: list[_Outline] = []
        self.blocks: list[Block] = []
        self.items: tuple[Item, ...] = ()
        self.end = 0  # behind the last block of the section and of those below it

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def is_milestone(self) -> bool:
        return self.reading is not None and self.reading.is_milestone


class _Parser:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree = read_markdown(source)
        self.link_starts = [link.span.start for link in self.tree.links]
        self.outline: list[_Outline] = []
        self.proposals: list[tuple[Proposal, ...]] = []
        self.tables: list[Table] = []

    def parse(self) -> Document:
        self._read_outline()
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
            sections=tuple(
                Section(section.heading, section.parent, section.items, self._span(section)) for section in self.outline
            ),
            milestones=milestones,
            buckets=tuple(self._buckets()),
            proposals=tuple(self.proposals),
            tables=tuple(self.tables),
            support_tables=support_tables,
            task_tables=self._task_tables(support_tables),
            headings=tuple(section.heading for section in self.outline if section.heading),
            texts=tree.texts,
            links=tree.links,
            references=tree.references,
            definitions=tree.definitions,
            comments=tree.comments,
            anchors=tree.anchors,
            code=tree.code,
            unread=tuple(self._unread(milestones)),
        )

    # ------------------------------------------------------------------------------------------------------ outline

    def _read_outline(self) -> None:
        self.outline.append(_Outline(None, None, None))
        headings = [block for block in self.tree.blocks if isinstance(block, Heading)]
        tops = [heading for heading in headings if heading.level == 1]
        title = tops[0] if len(tops) == 1 and headings[0] is tops[0] else None
        above: list[int] = []
        for block in self.tree.blocks:
            if isinstance(block, Heading):
                while above and self.outline[above[-1]].level >= block.level:
                    above.pop()
                year = self._year_said(above)
                reading = read_heading(block.text.value, year) if block is not title else None
                self.outline.append(_Outline(block, above[-1] if above else None, reading))
                if above:
                    self.outline[above[-1]].children.append(self.outline[-1])
                above.append(len(self.outline) - 1)
            else:
                self.outline[-1].blocks.append(block)
            for index in above:
                self.outline[index].end = block.span.end

    def _year_said(self, above: list[int]) -> int | None:
        """The year that the heading above is about, and that what stands below it need not repeat."""
        reading = self.outline[above[-1]].reading if above else None
        if reading is None or reading.period is None or reading.version is not None:
            return None
        period = reading.period[0]
        return period.start.year if period.start and period.end and period.precision == "year" else None

    def _span(self, section: _Outline) -> Span:
        if section.heading is None:
            end = section.blocks[-1].span.end if section.blocks else 0
            return Span(section.blocks[0].span.start if section.blocks else 0, end)
        return Span(section.heading.span.start, section.end)

    def _inside_milestone(self, section: _Outline | None) -> bool:
        while section is not None:
            if section.is_milestone:
                return True
            section = self.outline[section.parent] if section.parent is not None else None
        return False

    def _read_blocks(self, index: int, section: _Outline) -> None:
        items: list[Item] = []
        in_milestone = self._inside_milestone(section)
        for block in section.blocks:
            if isinstance(block, List):
                read = read_items(block, self.source)
                items.extend(read)
                if not in_milestone:
                    self._collect_proposals(block, read)
            self.tables.extend(Table(table.header, table.rows, index, table.span) for table in _tables_in(block))
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

    def _milestone(self, index: int, section: _Outline) -> Milestone:
        heading, reading = section.heading, section.reading
        assert heading is not None
        assert reading is not None
        content = heading.content
        span = self._span(section)
        status = next((line for block in section.blocks if (line := read_status_line(block))), None)
        version: Value[Version] | None = (
            content.value(reading.version[0], *reading.version[1]) if reading.version else None
        )
        period: Value[Period] | None = content.value(reading.period[0], *reading.period[1]) if reading.period else None
        items = self._items(section, status.span if status else None)
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
        )

    def _buckets(self) -> Iterator[Bucket]:
        for index, section in enumerate(self.outline):
            if section.heading is not None and section.bucket is not None:
                name, start, end = section.bucket
                kind = section.heading.content.value(name.kind, start, end)
                items = self._items(section, None, buckets=False)
                yield Bucket(section.heading, kind, items, self._span(section), index, section.parent)

    def _items(self, section: _Outline, status: Span | None, *, buckets: bool = True) -> tuple[Item, ...]:
        """The lists of a milestone or bucket; each heading below it that is no milestone is a group of its lists.

        Below a milestone buckets are such groups; below a bucket they are not.
        """
        items = [
            item
            for item in section.items
            if status is None or not item.span.start <= status.start < item.span.end or isinstance(item, Group)
        ]
        for child in section.children:
            if child.heading is not None and not child.is_milestone and (buckets or child.bucket is None):
                inner = self._items(child, None, buckets=buckets)
                if inner:
                    items.append(self._heading_group(child.heading, inner, self._span(child)))
        return tuple(items)

    @staticmethod
    def _heading_group(heading: Heading, items: tuple[Item, ...], span: Span) -> Group:
        return Group(heading.text, None, None, items, heading.content, heading.links, (), span)

    def _links(self, span: Span) -> tuple[Link, ...]:
        first, last = (bisect_left(self.link_starts, offset) for offset in span)
        return self.tree.links[first:last]

    def _task_tables(self, support_tables: tuple[SupportTable, ...]) -> tuple[TaskTable, ...]:
        others = [table for table in self.tables if all(table is not read.table for read in support_tables)]
        if not others:
            return ()
        from roadmap_lint.parser.task_tables import read_task_tables  # most roadmaps have no table

        headings = [self.outline[table.section].heading for table in others]
        return read_task_tables(others, headings, self.tree.texts, self._links)

    # ------------------------------------------------------------------------------------------------------- unread

    def _unread(self, milestones: tuple[Milestone, ...]) -> list[Unread]:
        """Headings whose siblings are milestones, that look like one, and of which a part cannot be read."""
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
    level = heading_without_blank(content.text[:end])
    if not level or not content.source.text.startswith("#" * level, content.span.start):
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
