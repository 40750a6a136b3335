"""The outline of a document: its headings, what stands in the place of headings, and the blocks below each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.tree import Block, Html, List, Paragraph, TableNode, Tree
from roadmap_lint.model import Heading, Item
from roadmap_lint.parser.headings import NOTHING, HeadingReading, read_heading
from roadmap_lint.source import Span
from roadmap_lint.values import BucketName, read_bucket, read_periods

# What many roadmaps support or build on, and only their own roadmaps release.
OF_OTHERS = frozenset(
    """
    android angular api c++ chromium crd debian docker dotnet ecmascript electron fedora go golang graphql grpc helm
    http ios java javascript jdk k8s kotlin kubernetes macos mysql node node.js nodejs oauth oidc openapi openshift
    openssl php postgres postgresql python qt react ruby rust ssl swift tls typescript ubuntu unicode vue wasm webgpu
    windows
    """.split()  # noqa: SIM905  (a list of them fills a hundred lines)
)


class Outlined:
    """A heading with the blocks up to the next heading, and the lists among them as items."""

    def __init__(
        self, heading: Heading | None, parent: int | None, reading: HeadingReading | None, year: int | None = None
    ) -> None:
        self.heading = heading
        self.parent = parent
        self.reading = reading
        self.year = year  # the one that what stands below need not repeat
        self.bucket: tuple[BucketName, int, int] | None = None
        if heading is not None and reading is not None and reading.version is None:  # 'Now (Q4 2026)' is both
            self.bucket = read_bucket(heading.text.value)
        self.children: list[Outlined] = []
        self.blocks: list[Block] = []
        self.items: tuple[Item, ...] = ()
        self.end = 0  # behind the last block of the section and of those below it

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def is_milestone(self) -> bool:
        return self.reading is not None and self.reading.is_milestone

    @property
    def is_named(self) -> bool:
        return self.is_milestone or self.bucket is not None


# '1 Plans', '2.1. Plans': what the numbers of the sections below begin with.
_SECTION_NUMBER = pattern(r"(?P<dotted>\d{1,3}(?:\.\d{1,3}){0,3})(?P<mark>[.)])?\s+[^\W\d]")
# 'Alpha' in '3.1 Alpha', which is a version by itself
_WORD_OF_SECTION = pattern(r"\s[^\W\d]")


def read_outline(tree: Tree) -> list[Outlined]:
    """The sections of a document; the first is what stands above every heading."""
    return _Builder(tree).build()


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self.blocks = tree.blocks
        field = tree.front_matter.field("title") if tree.front_matter else None
        self.site_title = field.value.value if field else ""
        self.sections = [Outlined(None, None, None)]
        self.above: list[int] = []  # the sections that the next block stands in, the innermost last
        self.title = _title_of([heading for block in tree.blocks for heading in _headings_of(block) if heading.is_real])

    def build(self) -> list[Outlined]:
        lines = self._lines_that_head(0)
        for index, block in enumerate(self.blocks):
            if isinstance(block, Heading):
                self._open(block)
                lines = self._lines_that_head(index + 1)
            elif isinstance(block, Html):
                if block.closes:
                    self._close("summary")
                self._take(block)
                for heading in block.headings:
                    if heading.is_real:
                        self._open(heading)
                        lines = self._lines_that_head(index + 1)
                    elif self._names(heading):
                        self._open_in_place(heading)
            elif id(block) in lines and isinstance(block, Paragraph):
                self._close("emphasis")
                self._open_in_place(_as_heading(block))
            else:
                self._take(block)
            for section in self.above:
                self.sections[section].end = block.span.end
        self._leave_others()
        self._leave_days()
        return self.sections

    @property
    def _current(self) -> Outlined:
        return self.sections[self.above[-1] if self.above else 0]

    def _take(self, block: Block) -> None:
        self._current.blocks.append(block)

    def _open(self, heading: Heading) -> None:
        """Begin the section of a real heading."""
        while self.above and (not _is_real(self._current) or self._current.level >= heading.level):
            self.above.pop()
        self._add(heading)

    def _open_in_place(self, heading: Heading) -> None:
        """Begin the section of a line that stands in the place of a heading."""
        self._close(heading.kind)
        self._add(heading._replace(level=self._current.level + 1))

    def _add(self, heading: Heading) -> None:
        parent = self.above[-1] if self.above else None
        year = self._current.year
        reading = read_heading(heading.text.value, year) if heading is not self.title else None
        if reading is not None and reading.version is not None and self._numbers_a_section(reading):
            reading = reading._replace(version=None) if reading.period else NOTHING
        section = Outlined(heading, parent, reading, _year_said(heading.text.value, reading, year))
        self.sections.append(section)
        if parent is not None:
            self.sections[parent].children.append(section)
        self.above.append(len(self.sections) - 1)

    def _numbers_a_section(self, reading: HeadingReading) -> bool:
        """Whether what looks like a version counts on from the heading above: `1.2 Planned work` below `1. Plans`.

        `1.2 (Q3 2026)` may be either, but `1.2 Alpha (Q3 2026)` below `1. Milestones`.
        """
        above = self._current.heading if not self._current.is_milestone else None
        number = _SECTION_NUMBER.match(above.text.value) if above is not None else None
        if number is None or reading.version is None or reading.product:
            return False
        version = reading.version[0]
        if reading.period and not (number["mark"] and _WORD_OF_SECTION.search(version.text)):
            return False
        return version.text[0].isdigit() and number["dotted"] == ".".join(map(str, version.release[:-1]))

    def _close(self, kind: str) -> None:
        """End the section of the innermost line of a kind, and those within it."""
        for depth in range(len(self.above) - 1, -1, -1):
            heading = self.sections[self.above[depth]].heading
            if heading is None or heading.is_real:
                return
            if heading.kind == kind:
                del self.above[depth:]
                return

    def _leave_others(self) -> None:
        """`OAuth 2.0` is a topic among others, unless the title or another heading is about a release of OAuth, too."""
        products = Counter(_product_of(section) for section in self.sections)
        title = " ".join([self.title.text.value if self.title else "", self.site_title]).casefold().split()
        for section in self.sections:
            product = _product_of(section)
            if product in OF_OTHERS and products[product] == 1 and product not in title and not _is_dated(section):
                section.reading = NOTHING

    def _leave_days(self) -> None:
        """`### 2026-11-12` heads the notes of a day, where milestones stand elsewhere, not beside or above it."""
        days = [section for section in self.sections if _is_day(section)]
        others = [section for section in self.sections if section.is_named and not _is_day(section)] if days else []
        parents = {section.parent for section in others if section.is_milestone}
        parents.update(at for at, section in enumerate(self.sections) if section.is_milestone)
        for section in days:
            if others and section.parent not in parents:
                section.reading = NOTHING

    def _names(self, heading: Heading) -> bool:
        return Outlined(heading, None, read_heading(heading.text.value, self._current.year)).is_named

    # ------------------------------------------------------------------------------------------------ bold paragraphs

    def _lines_that_head(self, start: int) -> set[int]:
        """The bold paragraphs, up to the next real heading, that stand in the place of headings (as identities)."""
        if self._inside_version():
            return set()
        above_lists = list(_lines_above_lists(self.blocks, start))
        found: set[int] = set()
        for mark in dict.fromkeys(line.emphasis for line in above_lists):
            alike = [line for line in above_lists if line.emphasis == mark]
            named = self._named(alike)
            if named:
                found.update(id(line) for line in alike[alike.index(named[0]) :])
        return found

    def _named(self, lines: list[Paragraph]) -> list[Paragraph]:
        """Those that name milestones, or buckets, where one of them may."""
        year = self._current.year
        read = [(line, Outlined(_as_heading(line), None, read_heading(_words(line), year))) for line in lines]
        products = Counter(_product(line, section) for line, section in read)
        buckets = sum(section.bucket is not None for _, section in read)
        # '**Done**' alone below a milestone is its status
        may_hold_buckets = buckets > 1 or not self._inside_milestone()
        return [
            line
            for line, section in read
            if (section.bucket and may_hold_buckets)
            or (section.is_milestone and _stands_alone(section, products[_product(line, section)]))
        ]

    def _inside_version(self) -> bool:
        return any(_has_version(self.sections[index]) for index in self.above)

    def _inside_milestone(self) -> bool:
        return any(self.sections[index].is_milestone for index in self.above)


def _title_of(headings: Sequence[Heading]) -> Heading | None:
    """The heading that names the document, which is no milestone: `Acme 2.0 Roadmap`, not `2026`."""
    if not headings or headings[0].level != 1:
        return None
    title = headings[0]
    period = read_heading(title.text.value).period
    if period and period[1] == (0, len(title.text.value)):
        return None
    others = (heading for heading in headings[1:] if heading.level == 1)
    return None if any(read_heading(other.text.value).is_milestone for other in others) else title


def _headings_of(block: Block) -> tuple[Heading, ...]:
    if isinstance(block, Heading):
        return (block,)
    return block.headings if isinstance(block, Html) else ()


def _is_real(section: Outlined) -> bool:
    return section.heading is None or section.heading.is_real


def _has_version(section: Outlined) -> bool:
    return section.reading is not None and section.reading.version is not None


def _lines_above_lists(blocks: Sequence[Block], start: int) -> Iterator[Paragraph]:
    """The emphasised lines, up to the next heading, below which a list or table comes before the next such line."""
    line: Paragraph | None = None
    for index in range(start, len(blocks)):
        block = blocks[index]
        if any(heading.is_real for heading in _headings_of(block)):
            return
        if isinstance(block, Paragraph) and block.emphasis and block.emphasis not in block.content.text:
            line = block
        elif isinstance(block, List | TableNode) and line is not None:
            yield line
            line = None


def _product_of(section: Outlined) -> str | None:
    reading, heading = section.reading, section.heading
    if reading is None or heading is None or reading.product is None or reading.version is None:
        return None
    return heading.text.value[slice(*reading.product)].casefold()


def _is_day(section: Outlined) -> bool:
    """Whether a heading is a day and nothing else."""
    reading, heading = section.reading, section.heading
    if reading is None or heading is None or reading.period is None or reading.version is not None:
        return False
    return reading.period[0].precision == "day" and reading.period[1] == (0, len(heading.text.value))


def _is_dated(section: Outlined) -> bool:
    return section.reading is not None and bool(section.reading.period or section.reading.malformed_period)


def _words(line: Paragraph) -> str:
    return line.content.text.rstrip(" :")


def _as_heading(line: Paragraph) -> Heading:
    content = line.content
    return Heading(1, content.whole(0, len(_words(line))), content, None, line.links, line.span, "emphasis")


def _product(line: Paragraph, section: Outlined) -> str:
    product = section.reading.product if section.reading else None
    return line.content.text[slice(*product)].casefold() if product else ""


def _stands_alone(section: Outlined, alike: int) -> bool:
    """Whether a line is a milestone by itself: `**Kubernetes 1.35**` needs another, `**2026-03-01**` heads notes."""
    reading = section.reading
    if reading is None or (reading.product and alike < 2):
        return False
    return reading.version is not None or reading.period is None or reading.period[0].precision != "day"


# 'Archive: 2025'
_YEAR_AT_THE_END = pattern(r"(?:[:(–—]|\s-)\s*20\d\d\)?$")


def _year_said(text: str, reading: HeadingReading | None, above: int | None) -> int | None:
    """The year that a heading is about: `2026`, `Acme Roadmap 2026` (the title, which has no reading), `H1 2026`.

    A heading that says none (`Milestones`) leaves that of the heading above.
    """
    if reading is not None and reading.is_milestone:
        periods = [reading.period[0]] if reading.period and not reading.version else []
    elif not any(map(str.isdigit, text)):
        return above
    else:
        said = _YEAR_AT_THE_END.search(text) if reading is not None else None
        periods = [period for period, _, _ in read_periods(text)] if reading is None or said else []
    years = {day.year if day else None for period in periods for day in (period.start, period.end)}
    return years.pop() if len(years) == 1 else None


def span_of(section: Outlined) -> Span:
    """From a heading to the end of what stands below it."""
    if section.heading is None:
        end = section.blocks[-1].span.end if section.blocks else 0
        return Span(section.blocks[0].span.start if section.blocks else 0, end)
    return Span(section.heading.span.start, max(section.end, section.heading.span.end))
