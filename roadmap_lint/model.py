"""What rules read: the document as a roadmap, every value knowing its exact place.

Everything here is immutable. A missing part is `None` or an empty tuple; the parser judges nothing, rules do.
Offsets and spans count code points of the source text (see `source`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any, Generic, TypeAlias, TypeVar

from roadmap_lint.record import Record
from roadmap_lint.source import Source, Span
from roadmap_lint.values import ApiVersion, Period, Status, Version, VersionRange

T = TypeVar("T")

# Stands in a text for what is not prose: a shortcode, an image, HTML. One character, whatever it stands for.
OPAQUE = "\ufffc"


class Value(Record, Generic[T]):
    """A scalar and its place: `raw` is the source at `span`, `value` is what it means."""

    value: T
    span: Span
    raw: str

    def __str__(self) -> str:
        return str(self.value)


def legible(value: Value[str]) -> str:
    """A text of the document as titles and sentences show it: without what is no prose, unless it is all there is."""
    if OPAQUE not in value.value:
        return value.value
    return " ".join(value.value.replace(OPAQUE, " ").split()) or " ".join(value.raw.split())


class Piece(Record):
    """A run of a rendered text and the stretch of source that it came from.

    `exact` runs are copied character by character; others (an entity, an escape, a wrapped line) map as a whole.
    """

    start: int
    end: int
    span: Span
    exact: bool
    code: bool = False


_START = itemgetter(0)


class Text:
    """The text of one paragraph, heading or cell as a reader sees it, and where each character stands.

    `text` has no markup: emphasis marks, escapes, entities, continuation prefixes and link targets are gone, a line
    break is one space, code spans keep their content, and U+FFFC stands for shortcodes. `place` says where.
    """

    __slots__ = ("_prose", "_shift", "pieces", "place", "source", "span", "text")

    def __init__(self, source: Source, text: str, pieces: tuple[Piece, ...], span: Span, place: str) -> None:
        self.source = source
        self.text = text
        self.pieces = pieces
        self.span = span  # of the whole block content, markup included
        self.place = place  # paragraph, heading, item or cell
        self._prose: str | None = None
        # most texts are one piece that was copied: its characters stand so much further on in the source
        self._shift = pieces[0].span[0] if len(pieces) == 1 and pieces[0].exact else None

    @property
    def prose(self) -> str:
        """The text with U+FFFC for every character of code spans: as long, and safe to search for links."""
        if self._prose is None:
            self._prose = self._without_code()
        return self._prose

    def _without_code(self) -> str:
        for piece in self.pieces:
            if piece.code:
                break
        else:
            return self.text
        parts = [
            OPAQUE * (piece.end - piece.start) if piece.code else self.text[piece.start : piece.end]
            for piece in self.pieces
        ]
        return "".join(parts)

    def locate(self, start: int, end: int) -> Span:
        """Where the characters `start:end` of `text` stand in the source."""
        if self._shift is not None and 0 <= start < end <= len(self.text):
            return Span(start + self._shift, end + self._shift)
        if not self.pieces:
            return Span(self.span.start, self.span.start)
        if start >= end:
            at = self._source_end(start) if start else self._source_start(0)
            return Span(at, at)
        return Span._make((self._source_start(start), self._source_end(end)))

    def value(self, value: T, start: int, end: int) -> Value[T]:
        """Pair a value with the place of the characters `start:end` of `text`."""
        span = self.locate(start, end)
        return Value._make((value, span, self.source.text[span[0] : span[1]]))

    def part(self, start: int, end: int) -> Value[str]:
        """The characters `start:end` of `text` as a value."""
        return self.value(self.text[start:end], start, end)

    def whole(self, start: int = 0, end: int | None = None) -> Value[str]:
        """The characters `start:end` of `text` with the markup around them: all that stands between their neighbours.

        It reaches from behind the character before `start` (from the beginning of the content where there is none)
        to the character at `end`, or to the end of the content. No characters have no markup either.
        """
        end = len(self.text) if end is None else end
        if start >= end:
            return self.part(start, start)
        first, last = self.span
        if start:
            first = self._source_end(start)
        if end < len(self.text):
            last = self._source_start(end)
        return Value._make((self.text[start:end], Span._make((first, last)), self.source.text[first:last]))

    def within(self, span: Span) -> str:
        """What a reader sees of a stretch of the source; of what was not copied, the pieces that begin there."""
        seen = []
        for piece in self.pieces:
            first, last = max(piece.span.start, span.start), min(piece.span.end, span.end)
            if piece.exact and first < last:
                start = piece.start - piece.span.start
                seen.append(self.text[start + first : start + last])
            elif not piece.exact and span.start <= piece.span.start < span.end:
                seen.append(self.text[piece.start : piece.end])
        return "".join(seen)

    def _source_start(self, offset: int) -> int:
        if self._shift is not None:
            return self._shift + min(offset, len(self.text))
        piece = self._piece_at(offset)
        return piece.span.start + min(offset, piece.end) - piece.start if piece.exact else piece.span.start

    def _source_end(self, offset: int) -> int:
        if self._shift is not None:
            return self._shift + min(offset, len(self.text))
        piece = self._piece_at(offset - 1)
        return piece.span.start + min(offset, piece.end) - piece.start if piece.exact else piece.span.end

    def _piece_at(self, offset: int) -> Piece:
        pieces = self.pieces
        return pieces[max(0, bisect_right(pieces, offset, key=_START) - 1)] if len(pieces) > 1 else pieces[0]

    def __repr__(self) -> str:
        return f"Text({self.text!r}, {self.span})"


class Link(Record):
    """A link or image of any Markdown kind.

    `kind` is `inline`, `full`, `collapsed` or `shortcut` (references), `autolink` (`<https://…>`) or `literal` (a bare
    URL that GitHub links). `destination` is the address, with escapes and entities resolved; for a reference it is
    that of the definition, and its place is there. `opaque` links go where a template says: they are not judged.
    """

    kind: str
    span: Span
    text: Value[str]
    destination: Value[str]
    title: str | None = None
    label: Value[str] | None = None
    image: bool = False
    opaque: bool = False


class Reference(Record):
    """`[text][label]` or `[label][]` that no definition answers."""

    label: Value[str]
    span: Span


class Definition(Record):
    """A link reference definition, `[label]: destination`."""

    label: Value[str]
    destination: Value[str]
    span: Span

    @property
    def is_comment(self) -> bool:
        """Whether it is written to be left out: `[//]: # (…)`, `[comment]: <> (…)`."""
        label = self.label.value.strip().casefold()
        return label.startswith(("//", "_metadata")) or label in ("comment", "#", "-", "*", "_")


class EndOfSupport(Record):
    """ "End support for Flux v2.5.x": one for each version that the statement names."""

    product: Value[str]
    version: Value[Version]
    span: Span


class TestedWith(Record):
    """ "End-to-end testing for Kubernetes 1.35"."""

    product: Value[str]
    version: Value[Version]
    span: Span


class Deprecates(Record):
    """ "Deprecate APIs in the group `notification.toolkit.fluxcd.io/v1beta3`"."""

    api: Value[ApiVersion]
    span: Span


class Removes(Record):
    """ "Remove deprecated APIs in group `source.toolkit.fluxcd.io/v1beta2`"."""

    api: Value[ApiVersion]
    span: Span


class Promotes(Record):
    """ "Promote the `Event` API to `v1`"."""

    api: Value[str]
    version: Value[str]
    span: Span


Claim: TypeAlias = EndOfSupport | TestedWith | Deprecates | Removes | Promotes


class Task(Record):
    """A list item without items of its own. `checked` is `None` where there is no task box.

    `box` is the whole mark (`[x]`) in the source; `text` is what stands behind it. `status`, `owner` and `priority` are
    what marks around the text say: an emoji or bracket before it (`[Done]`, `[P1]`), a bracket behind it (`(In
    Progress, likely v1.1)`, `(@ada)`), or `Owner: Ada`. `None` where nothing does.
    """

    checked: bool | None
    box: Value[str] | None
    text: Value[str]
    content: Text
    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    span: Span
    status: Value[Status] | None = None
    owner: Value[str] | None = None
    priority: Value[str] | None = None

    @property
    def is_struck(self) -> bool:
        """Whether the whole text is struck out: done or dropped, the list does not say."""
        raw = self.text.raw.strip(" *_.")
        return len(raw) > 4 and raw.startswith("~~") and raw.endswith("~~") and "~~" not in raw[2:-2]


class Group(Record):
    """A list item with items of its own, or a heading below the milestone with lists: a label and what it holds."""

    title: Value[str]
    checked: bool | None
    box: Value[str] | None
    items: tuple[Item, ...]
    content: Text
    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    span: Span

    @property
    def tasks(self) -> Iterator[Task]:
        """The leaves below, in the order of the document."""
        return _leaves(self.items)


Item: TypeAlias = Group | Task


def claims_of(items: tuple[Item, ...]) -> Iterator[Claim]:
    """Every statement that items and the items within them make, in order."""
    for item in items:
        yield from item.claims
        if isinstance(item, Group):
            yield from claims_of(item.items)


def _leaves(items: tuple[Item, ...]) -> Iterator[Task]:
    for item in items:
        if isinstance(item, Task):
            yield item
        else:
            yield from _leaves(item.items)


def _groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from _groups(item.items)


class Heading(Record):
    """A heading; `identifier` is an explicit `{#id}` or that of HTML, which is not part of the text.

    `kind` is `markdown`, `html` (`<h2>`), or that of what only stands in the place of a heading: `emphasis`, a
    paragraph that is bold or italic as a whole, above a list; `summary`, the line that opens a `<details>`. The level
    of these two is one below that of the section around them.
    """

    level: int
    text: Value[str]
    content: Text
    identifier: Value[str] | None
    links: tuple[Link, ...]
    span: Span
    kind: str = "markdown"

    @property
    def is_real(self) -> bool:
        """Whether readers and renderers take it for a heading: it has an anchor and a place in the outline."""
        return self.kind in ("markdown", "html")


class StatusLine(Record):
    """The line that tells how far a milestone is: `**Status**: Completed on 2025-02-20 ([changelog](…))`."""

    status: Value[Status]
    date: Value[Period] | None
    links: tuple[Link, ...]
    content: Text
    span: Span


class Section(Record):
    """A heading and what stands below it, up to the next heading of its level or a higher one.

    A bold paragraph or a `<summary>` begins a section where it names a milestone or a bucket (see `Heading.kind`).
    `parent` and the position of a section itself index `Document.sections`. `items` are the lists of the section
    itself; those of sections below it are not among them.
    """

    heading: Heading | None
    parent: int | None
    items: tuple[Item, ...]
    span: Span


class Milestone(Record):
    """A heading that names a version or a period, and what it promises.

    `period` stands in the heading, or, below that of a version, in a line of its own (`- Planned release: May 2026`).
    `malformed_period` is what stands in the place of a period and cannot be one (`Q5 2026`). `end_of_life` is until
    when a version is supported, where its heading (`v2.8 (EOL May 2027)`) or a line of its own says that. `section` and
    `parent` index `Document.sections`. `items` holds the lists and sub-headings, `claims` every support and API
    statement and `links` every link below the heading, in the order of the document.
    """

    heading: Heading
    product: Value[str] | None
    version: Value[Version] | None
    period: Value[Period] | None
    malformed_period: Value[str] | None
    status: StatusLine | None
    goal: Value[str] | None
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    span: Span
    section: int
    parent: int | None
    end_of_life: Value[Period] | None = None

    @property
    def name(self) -> str:
        """What people call it: its version, else the name in its heading (`Flux GitOps GA`), else the whole heading."""
        if self.version is not None:
            return self.version.value.text
        own = self.product or self.heading.text
        name = legible(own)
        made_by_a_template = name != own.value and name.strip("()[]:–—- ") == self.planned_for
        return " ".join(own.raw.split()) if made_by_a_template else name

    @property
    def planned_for(self) -> str:
        """The period as a reader sees it, without emphasis and line breaks; empty where there is none."""
        raw = self.period.raw if self.period else ""
        return " ".join(raw.replace("*", "").replace("_", "").split())

    @property
    def name_beside_period(self) -> str:
        """The name in a sentence that tells the period, which may be the name already."""
        own = self.version is None and self.period is not None and self.name.startswith(self.planned_for)
        return "the milestone" if own else self.name

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group, nested ones too, in the order of the document."""
        return tuple(_groups(self.items))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every leaf item, checked, unchecked or without a box, in the order of the document."""
        return tuple(_leaves(self.items))


class Bucket(Record):
    """A heading that sorts work by when it comes: Now, Next, Later, Done, Backlog.

    `kind` is one of `now`, `next`, `later`, `done` and `backlog`, at the word that says so. A heading that names a
    version is a milestone, and no bucket; one with a period (`Now (Q4 2026)`) is both. `items` are the lists below it,
    each sub-heading with lists a group; what stands below a bucket or milestone within it is not among them. `section`
    and `parent` index `Document.sections`.
    """

    heading: Heading
    kind: Value[str]
    items: tuple[Item, ...]
    span: Span
    section: int
    parent: int | None


class Proposal(Record):
    """An entry of a list of proposals: `[RFC-0012](…) External Artifact API`.

    `number` is `None` where there is none (`RFC`) or a placeholder (`RFC-XXXX`: `placeholder` is true).
    """

    label: Value[str]
    kind: str
    number: Value[int] | None
    placeholder: bool
    checked: bool | None
    link: Link | None
    title: Value[str]
    span: Span


class Shortcode(Record):
    """A Hugo shortcode tag. `role` is `open`, `close`, `inline` (`{{< x />}}`) or `broken` (no closing delimiter).

    `delimiter` is `<` or `%`.
    """

    name: Value[str]
    delimiter: str
    role: str
    span: Span


class FrontMatterField(Record):
    """A top-level field. `kind` is string, integer, number, boolean, date, null, list or table.

    The text of a scalar is kept as written: `1.30` stays `1.30`.
    """

    key: Value[str]
    value: Value[str]
    kind: str


class Problem(Record):
    """Something that could not be read, and where."""

    span: Span
    message: str


class FrontMatter(Record):
    """The metadata above the document. `format` is yaml, toml or json; `problems` say why it cannot be read."""

    format: str
    fields: tuple[FrontMatterField, ...]
    span: Span
    problems: tuple[Problem, ...]

    def field(self, key: str) -> FrontMatterField | None:
        """The first field of that name, in the case in which it is written."""
        return next((field for field in self.fields if field.key.value == key), None)


class Unread(Record):
    """A heading among milestones that looks like one and cannot be read as one.

    `part` says what cannot be read: `version`, `period`, or `heading` for a paragraph (`###v2.10`) that lacks a blank
    to be a heading; `heading` is then made of that paragraph.
    """

    heading: Heading
    part: str
    suspect: Value[str]
    parent: int | None


class Row(Record):
    """A row of a table: the cells written under a heading, and where those stand that no heading has, if any.

    A row may have fewer cells than the table has columns; what it lacks is not made up.
    """

    cells: tuple[Text, ...]
    excess: Span | None = None


class Table(Record):
    """A table, of pipes or of HTML: its header cells and its rows."""

    header: tuple[Text, ...]
    rows: tuple[Row, ...]
    section: int
    span: Span


class Column(Record):
    """A column of a support table or task table, its position from 0, and what it means.

    In a support table `kind` is `version`, `product`, `released`, `maintenance`, `end of life`, `status`, `platform`,
    or `other`. `platform` is the product whose versions a platform column holds; `bound` says which end of the range
    they are: `oldest`, `newest`, or `None` for both.
    """

    position: int
    kind: str
    title: Text
    platform: str | None = None
    bound: str | None = None


class Supported(Record):
    """The versions of a platform that a release supports."""

    platform: str
    range: Value[VersionRange]


class Release(Record):
    """A row of a support table. What the row does not say, or cannot be read, is `None`.

    `product` is the name before the version or in a column of products, where the row has one. `ends_with` is the
    release whose coming ends this one (`Release of 1.13`), where the row says that instead of a date.
    """

    product: Value[str] | None
    version: Value[Version]
    released: Value[Period] | None
    maintenance: Value[Period] | None
    end_of_life: Value[Period] | None
    status: Value[str] | None
    platforms: tuple[Supported, ...]
    row: Row
    ends_with: Value[Version] | None = None


class SupportTable(Record):
    """A table whose rows are releases: what came out when, until when it is supported, and on what it runs.

    `product` is the one that the heading of the version column names. Rows that name no version are left out.
    """

    product: str | None
    columns: tuple[Column, ...]
    releases: tuple[Release, ...]
    table: Table

    def column(self, kind: str) -> Column | None:
        """The first column of a kind."""
        return next((column for column in self.columns if column.kind == kind), None)


class TaskRow(Record):
    """A row of a task table: a feature or task, and what the row says of it.

    `title` is the cell that names or describes it; where the table has one row and no such column, the heading above.
    `category` is the theme or area that it belongs to, of the row above where its own cell is empty. A `status` may
    stand in the column of times (`Future`). `malformed_period` is what has the shape of a period and cannot be one.
    """

    title: Value[str]
    category: Value[str] | None
    status: Value[Status] | None
    period: Value[Period] | None
    malformed_period: Value[str] | None
    priority: Value[str] | None
    owner: Value[str] | None
    links: tuple[Link, ...]
    row: Row


class TaskTable(Record):
    """A table whose rows are features or tasks: what is planned, how far it is, and when it comes.

    Its columns' kinds are `title`, `description`, `category`, `status`, `period`, `priority`, `owner`, `tracking`, or
    `other`. Where each column is a period (`| Q1 2026 | Q2 2026 |`), each cell is one of the `rows`.
    """

    columns: tuple[Column, ...]
    rows: tuple[TaskRow, ...]
    table: Table


class Document:
    """A roadmap as read: a plain record, made by `parse`, never changed.

    `headings` are the real ones (see `Heading.kind`); `texts` holds every paragraph, heading, item and cell and
    `links` every link, in the order of the document; `comments` the HTML comments outside code, without their marks.
    """

    __slots__ = (
        "_families",
        "_told",
        "anchors",
        "buckets",
        "code",
        "comments",
        "definitions",
        "front_matter",
        "headings",
        "links",
        "milestones",
        "problems",
        "proposals",
        "references",
        "sections",
        "shortcodes",
        "source",
        "support_tables",
        "tables",
        "task_tables",
        "texts",
        "unread",
    )

    def __init__(
        self,
        source: Source,
        *,
        front_matter: FrontMatter | None = None,
        shortcodes: tuple[Shortcode, ...] = (),
        sections: tuple[Section, ...] = (),
        milestones: tuple[Milestone, ...] = (),
        buckets: tuple[Bucket, ...] = (),
        proposals: tuple[tuple[Proposal, ...], ...] = (),
        tables: tuple[Table, ...] = (),
        support_tables: tuple[SupportTable, ...] = (),
        task_tables: tuple[TaskTable, ...] = (),
        headings: tuple[Heading, ...] = (),
        texts: tuple[Text, ...] = (),
        links: tuple[Link, ...] = (),
        references: tuple[Reference, ...] = (),
        definitions: tuple[Definition, ...] = (),
        comments: tuple[Value[str], ...] = (),
        anchors: frozenset[str] = frozenset(),
        code: tuple[Span, ...] = (),
        unread: tuple[Unread, ...] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.source = source
        self.front_matter = front_matter
        self.shortcodes = shortcodes
        self.sections = sections
        self.milestones = milestones
        self.buckets = buckets
        self.proposals = proposals
        self.tables = tables
        self.support_tables = support_tables
        self.task_tables = task_tables
        self.headings = headings
        self.texts = texts
        self.links = links
        self.references = references
        self.definitions = definitions
        self.comments = comments
        self.anchors = anchors  # ids that HTML in the document sets
        self.code = code  # fenced and indented code blocks
        self.unread = unread
        self.problems = problems  # what could not be read as Markdown, and why
        self._families: tuple[tuple[Milestone, ...], ...] | None = None  # a dozen rules ask for it
        self._told: dict[Callable[[Document], Any], Any] = {}  # see `told_once`

    @property
    def path(self) -> str:
        """The name that the text was parsed under; nothing says that there is such a file."""
        return self.source.path

    @property
    def families(self) -> tuple[tuple[Milestone, ...], ...]:
        """The milestones in groups of siblings: those whose headings stand under one parent, in order."""
        if self._families is None:
            families: dict[int | None, list[Milestone]] = {}
            for milestone in self.milestones:
                families.setdefault(milestone.parent, []).append(milestone)
            self._families = tuple(tuple(family) for family in families.values())
        return self._families

    def texts_below(self, milestone: Milestone) -> tuple[Text, ...]:
        """Every paragraph, heading, item and cell below a milestone's heading, in order."""
        first, last = (
            bisect_left(self.texts, at, key=lambda text: text.span.start)
            for at in (milestone.heading.span.end, milestone.span.end)
        )
        return self.texts[first:last]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every outermost list item of the document, in order."""
        return told_once(self, _items_of)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every leaf item of the document, in order."""
        return told_once(self, _tasks_of)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group of the document, nested ones too, in order."""
        return told_once(self, _groups_of)


def _items_of(document: Document) -> tuple[Item, ...]:
    items = [item for section in document.sections for item in section.items]
    return tuple(sorted(items, key=lambda item: item.span))  # text behind a <details> belongs to the section around


def _tasks_of(document: Document) -> tuple[Task, ...]:
    return tuple(_leaves(document.items))


def _groups_of(document: Document) -> tuple[Group, ...]:
    return tuple(_groups(document.items))


def told_once(document: Document, tell: Callable[[Document], T]) -> T:
    """What a function tells of a document, which it tells once: several rules ask for the same.

    The function depends on the document alone, and what it gives is never changed. Threads may both run it.
    """
    if tell not in document._told:
        document._told[tell] = tell(document)
    told: T = document._told[tell]
    return told
