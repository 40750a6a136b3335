"""A roadmap as a timeline: what stands in which lane, from when to when, and what was found there.

Pure: a document, what is known of platforms, and findings become records. Nothing is guessed: an end that nobody told
is `None` and is drawn open. Every text is safe to show (see `diagnostic.visible`) and on one line; formats escape what
means something to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from roadmap_lint.diagnostic import Diagnostic, Severity, visible
from roadmap_lint.facts import Platform, Series
from roadmap_lint.model import (
    OPAQUE,
    Document,
    EndOfSupport,
    Milestone,
    Release,
    SupportTable,
    TestedWith,
    Value,
    legible,
)
from roadmap_lint.order import is_patch
from roadmap_lint.platforms import of_platform, platforms
from roadmap_lint.record import Record
from roadmap_lint.rule import Context
from roadmap_lint.source import Span
from roadmap_lint.support import Statement, ended, own_product
from roadmap_lint.values import CANCELLED, COMPLETED, Period, read_period

# Ten years: of a longer axis only the part with the most days is drawn.
MOST_QUARTERS = 40

MILESTONES, UNDATED, SUPPORT, PLATFORM, TABLE = "milestones", "undated", "support", "platform", "table"


class Mark(Record):
    """A finding: its number on the timeline, from 1, and the line of the document that it points at."""

    number: int
    code: str
    name: str
    severity: Severity
    message: str
    line: int


class Edge(Record):
    """When something begins or ends: on a day (`earliest` is `latest`), or within a stretch of days, both in it."""

    earliest: date
    latest: date


class Bar(Record):
    """A milestone, or a release and how long it is supported. Edges that are not known are `None`.

    From the day `maintenance` on only fixes come. `planned_for` is the period as the document has it: of a milestone,
    or of a release of whose support nothing is said. `state` is one of the states of `values` or empty, `status` the
    word as written; `done` and `total` count boxes.
    """

    name: str
    start: Edge | None
    end: Edge | None
    maintenance: date | None = None
    planned_for: str = ""
    state: str = ""
    status: str = ""
    tentative: bool = False
    done: int = 0
    total: int = 0
    notes: tuple[str, ...] = ()
    line: int | None = None
    findings: tuple[Mark, ...] = ()

    @property
    def is_dated(self) -> bool:
        return self.start is not None or self.end is not None


class Lane(Record):
    """Bars that belong together. `kind` is `milestones`, `undated`, `support`, `platform` or `table`."""

    kind: str
    title: str
    bars: tuple[Bar, ...]


class Quarter(Record):
    """Three months of the axis."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)


class Axis(Record):
    """Whole quarters: from the first day to the last one, both in it; `whole` says whether every known day is on it."""

    quarters: tuple[Quarter, ...]
    first: date
    last: date
    whole: bool = True

    def at(self, day: date) -> float:
        """Where a day begins: 0 for the first, 1 behind the last, less or more outside."""
        return (day - self.first).days / ((self.last - self.first).days + 1)

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.at(day) + 1 / ((self.last - self.first).days + 1)


class Timeline(Record):
    """All that is drawn. `axis` is `None` where no day is known; `elsewhere` are the findings that belong to no bar."""

    title: str
    path: str
    axis: Axis | None
    today: date | None
    lanes: tuple[Lane, ...]
    elsewhere: tuple[Mark, ...]
    findings: tuple[Mark, ...]


def timeline(document: Document, context: Context, findings: Iterable[Diagnostic]) -> Timeline:
    """The timeline of a document and of what was found in it.

    The lanes are the milestones with a day, earliest first; those without one, in the order of the document; the
    product's own versions, if the document ends any; each platform's releases that it tests or ends; and each support
    table with a day in it. The context's `today`, if it has one, is marked.
    """
    marks = _Marks(document, findings)
    lanes = [lane for lane in _lanes(document, context, marks) if lane.bars]
    return Timeline(
        _title(document),
        shown(document.path),
        _axis([bar for lane in lanes for bar in lane.bars]),
        context.today,
        tuple(lanes),
        marks.elsewhere(),
        marks.all,
    )


def _lanes(document: Document, context: Context, marks: _Marks) -> Iterator[Lane]:
    bars = [_milestone(milestone, document, marks) for milestone in document.milestones]
    dated = sorted((bar for bar in bars if bar.start or bar.end), key=_in_time)
    yield Lane(MILESTONES, "Milestones", tuple(dated))
    yield Lane(UNDATED, "Without a date", tuple(bar for bar in bars if not bar.is_dated))
    product = own_product(document, context)
    if product is not None:
        yield _support(document, product, marks)
    for name in platforms(document, context):
        yield _platform(document, context, name, marks)
    for table in document.support_tables:
        if any(row.released or row.end_of_life for row in table.releases):
            yield _table(document, table, marks)


def _in_time(bar: Bar) -> tuple[date, date]:
    first = bar.start or bar.end
    return first.earliest if first else date.max, bar.end.earliest if bar.end else date.max


def shown(text: str) -> str:
    """A text of the document on one line, safe to show."""
    return visible(" ".join(text.replace(OPAQUE, " ").split()))


def _title(document: Document) -> str:
    texts = [legible(heading.text) for heading in document.headings if heading.level == 1][:1]
    if not texts and document.front_matter and (title := document.front_matter.field("title")):
        texts.append(title.value.value)
    return next((shown(text) for text in texts if text.strip()), shown(document.path))


# ---------------------------------------------------------------------------------------------------------- findings


class _Marks:
    """The findings by place: each belongs to the bars whose stretch of the document it points into."""

    def __init__(self, document: Document, findings: Iterable[Diagnostic]) -> None:
        self._spans: list[Span] = []
        made = []
        for number, finding in enumerate(findings, 1):
            line = document.source.point(finding.span.start).line
            message = shown(finding.message) or finding.name
            made.append(Mark(number, shown(finding.code), shown(finding.name), finding.severity, message, line))
            self._spans.append(finding.span)
        self.all = tuple(made)
        self._taken: set[int] = set()

    def within(self, spans: Iterable[Span]) -> tuple[Mark, ...]:
        places = list(spans)
        found = tuple(
            mark
            for mark, at in zip(self.all, self._spans, strict=True)
            if any(span.start <= at.start < span.end and at.end <= span.end for span in places)
        )
        self._taken.update(mark.number for mark in found)
        return found

    def elsewhere(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.all if mark.number not in self._taken)


# -------------------------------------------------------------------------------------------------------- milestones


def _milestone(milestone: Milestone, document: Document, marks: _Marks) -> Bar:
    period = milestone.period.value if milestone.period else None
    status = milestone.status.status.value if milestone.status else None
    boxes = [task.checked for task in milestone.tasks if task.checked is not None]
    start, end = _edges(period)
    return Bar(
        _named(milestone),
        start,
        end,
        planned_for=_planned_for(milestone),
        state=(status.state or "") if status else "",
        status=shown(status.text) if status else "",
        tentative=period.tentative if period else False,
        done=sum(boxes),
        total=len(boxes),
        notes=tuple(_completion(milestone)),
        line=document.source.point(milestone.heading.span.start).line,
        findings=marks.within(_own_parts(milestone, document)),
    )


def _own_parts(milestone: Milestone, document: Document) -> list[Span]:
    """What belongs to a milestone and to none within it."""
    parts = []
    start = milestone.span.start
    for other in document.milestones:
        if other.section != milestone.section and start <= other.span.start < milestone.span.end:
            parts.append(Span(start, other.span.start))
            start = other.span.end
    return [*parts, Span(start, milestone.span.end)]


def _named(milestone: Milestone) -> str:
    product = f"{legible(milestone.product)} " if milestone.version and milestone.product else ""
    return shown(product + milestone.name) or "(without a name)"


def _planned_for(milestone: Milestone) -> str:
    """The period as written, with the word before it that left an end of it open."""
    written = shown(milestone.planned_for)
    read, period = read_period(written), milestone.period.value if milestone.period else None
    if read is None or period is None or (read[0].start, read[0].end) == (period.start, period.end):
        return written
    return f"by {written}" if period.start is None else f"from {written} on" if period.end is None else written


def _edges(period: Period | None) -> tuple[Edge | None, Edge | None]:
    """The ends of a period: each a day, for a period is what was planned."""
    if period is None:
        return None, None
    start = Edge(period.start, period.start) if period.start else None
    return start, Edge(period.end, period.end) if period.end else None


def _completed_on(milestone: Milestone) -> Period | None:
    status = milestone.status
    if status is None or status.date is None or status.status.value.state != COMPLETED:
        return None
    return status.date.value if status.date.value.start and status.date.value.end else None


def _completion(milestone: Milestone) -> Iterator[str]:
    period = _completed_on(milestone)
    if period is not None:
        yield f"completed {period}"


def _released(milestone: Milestone | None) -> Edge | None:
    """When a milestone's version comes out: within the days of its completion if told, else within its period."""
    if milestone is None:
        return None
    period = _completed_on(milestone) or (milestone.period.value if milestone.period else None)
    return Edge(period.start, period.end) if period and period.start and period.end else None


# ---------------------------------------------------------------------------------------------------- support windows


def _support(document: Document, product: str, marks: _Marks) -> Lane:
    """The product's versions: from the milestone that brings them to the one that ends them."""
    statements: dict[Series, list[Statement]] = {}
    for statement in ended(document.milestones, product):
        if not _is_cancelled(statement.milestone):
            statements.setdefault(statement.version.series, []).append(statement)
    brought: dict[Series, Milestone] = {}
    for milestone in document.milestones:
        if milestone.version is not None and _brings_a_minor(milestone, product):
            brought.setdefault(milestone.version.value.series, milestone)
    known = {*statements, *(series for series, milestone in brought.items() if not _is_cancelled(milestone))}
    name = _display(product, document)
    bars = [
        _version(name, series, brought.get(series), statements.get(series, []), document, marks)
        for series in sorted(known if statements else ())
    ]
    return Lane(SUPPORT, f"Support of {shown(name)}", tuple(bars))


def _version(
    product: str,
    series: Series,
    brought: Milestone | None,
    ends: list[Statement],
    document: Document,
    marks: _Marks,
) -> Bar:
    claims = [statement.claim for statement in ends]
    version = claims[0].version if claims else brought.version if brought else None
    assert version is not None  # a version is here because one of the two names it
    start = _released(brought) if brought and not _is_cancelled(brought) else None
    end = _spanning([_released(statement.milestone) for statement in ends])
    if brought is not None and start is None:
        end = None  # it is not known to be there at all before that
    did = "was to bring it" if brought and _is_cancelled(brought) else "brings it"
    return Bar(
        shown(f"{product} {_minor(version.raw, series)}"),
        start,
        end,
        notes=(
            *([_says(brought, did)] if brought else []),
            *(_says(statement.milestone, "ends its support") for statement in ends),
        ),
        line=document.source.point(version.span.start).line,
        findings=marks.within(claim.span for claim in claims),
    )


def _is_cancelled(milestone: Milestone) -> bool:
    return milestone.status is not None and milestone.status.status.value.state == CANCELLED


def _brings_a_minor(milestone: Milestone, product: str) -> bool:
    """Whether a milestone is the first release of a minor of the product."""
    version = milestone.version.value if milestone.version else None
    if version is None or version.pre or is_patch(version) or len(version.release) < 2:
        return False
    return milestone.product is None or milestone.product.value.casefold() == product


def _display(product: str, document: Document) -> str:
    """The product as most of its statements write it."""
    written = Counter(
        claim.product.value
        for milestone in document.milestones
        for claim in milestone.claims
        if isinstance(claim, EndOfSupport) and claim.product.value.casefold() == product
    )
    return written.most_common(1)[0][0] if written else product


def _minor(raw: str, series: Series) -> str:
    return f"{'v' if raw[:1] in 'vV' else ''}{series[0]}.{series[1]}"


def _says(milestone: Milestone, what: str) -> str:
    """'v2.8 (Q1 2026) ends its support'; where the milestone has no date, none is made up."""
    when = _planned_for(milestone)
    return f"{_named(milestone)}{f' ({when})' if when else ''} {what}"


def _spanning(edges: Sequence[Edge | None]) -> Edge | None:
    """One edge for all: of statements that contradict each other none is preferred."""
    known = [edge for edge in edges if edge is not None]
    if not known or len(known) < len(edges):
        return None
    return Edge(min(edge.earliest for edge in known), max(edge.latest for edge in known))


def _platform(document: Document, context: Context, name: str, marks: _Marks) -> Lane:
    """The releases of a platform that milestones test or end, with the dates that are known of them."""
    platform = context.facts.platforms[name]
    statements: dict[Series, list[tuple[Statement, str]]] = {}
    for kind, what in ((TestedWith, "tests it"), (EndOfSupport, "ends support for it")):
        for statement in of_platform(document.milestones, name, kind, context):
            if len(statement.version.release) > 1:
                statements.setdefault(statement.version.series, []).append((statement, what))
    bars = [_platform_release(document, platform, series, told, marks) for series, told in sorted(statements.items())]
    return Lane(PLATFORM, shown(platform.name), tuple(bars))


def _platform_release(
    document: Document, platform: Platform, series: Series, told: list[tuple[Statement, str]], marks: _Marks
) -> Bar:
    known = platform.releases.get(series)
    expected = platform.expected(series)
    projected = expected is not None and not expected.is_known
    end = platform.end_of_life(series)
    notes = dict.fromkeys(_says(statement.milestone, what) for statement, what in told)
    return Bar(
        shown(f"{platform.name} {series[0]}.{series[1]}"),
        Edge(expected.earliest, expected.latest) if expected else None,
        Edge(end, end) if end else None,
        maintenance=known.maintenance if known else None,
        tentative=projected,
        notes=(*(["release projected"] if projected else []), *notes),
        line=document.source.point(told[0][0].claim.span.start).line,
        findings=marks.within(statement.claim.span for statement, _ in told),
    )


# ------------------------------------------------------------------------------------------------------------- tables


def _table(document: Document, table: SupportTable, marks: _Marks) -> Lane:
    place = document.sections[table.table.section].heading
    heading = shown(legible(place.text)) if place else ""
    product = shown(table.product or "")
    title = heading if not product or product.casefold() in heading.casefold() else f"{product}: {heading}"
    return Lane(
        TABLE, title.rstrip(": ") or "Releases", tuple(_release(document, table, row, marks) for row in table.releases)
    )


def _release(document: Document, table: SupportTable, release: Release, marks: _Marks) -> Bar:
    name = f"{release.product} {release.version.raw}" if release.product else release.version.raw
    maintenance = release.maintenance.value.start if release.maintenance else None
    start, end, written = _stretch(release.released), _stretch(release.end_of_life), ""
    if start is not None and release.released is not None and table.column("end of life") is None:
        # nothing is said of support at all: the day itself is drawn
        end, written = start, shown(release.released.raw)
    platforms = [f"{supported.platform} {supported.range.raw}" for supported in release.platforms]
    cells = [cell.span for cell in release.row.cells]
    return Bar(
        shown(name) or "(without a name)",
        start,
        end,
        maintenance=maintenance,
        planned_for=written,
        status=shown(release.status.value) if release.status else "",
        tentative=any(cell.value.tentative for cell in (release.released, release.end_of_life) if cell),
        notes=tuple(shown(f"supports {platform}") for platform in platforms),
        line=document.source.point(release.version.span.start).line,
        findings=marks.within([Span(cells[0].start, max(cell.end for cell in cells) + 1)] if cells else []),
    )


def _stretch(cell: Value[Period] | None) -> Edge | None:
    """A month or quarter in a cell: a day of it, nobody knows which."""
    period = cell.value if cell else None
    return Edge(period.start, period.end) if period and period.start and period.end else None


# --------------------------------------------------------------------------------------------------------------- axis


def _axis(bars: Sequence[Bar]) -> Axis | None:
    days = sorted(day for bar in bars for edge in (bar.start, bar.end) if edge for day in edge)
    if not days:
        return None
    numbers = [_quarter_number(day) for day in days]
    first, last = numbers[0], numbers[-1]
    whole = last - first < MOST_QUARTERS
    if not whole:
        # a year with a slip in it (2206) must not squeeze the others: the latest stretch with the most days is drawn
        latest_first = sorted(set(numbers), reverse=True)
        first = max(latest_first, key=lambda start: sum(start <= at < start + MOST_QUARTERS for at in numbers))
        last = max(number for number in numbers if number < first + MOST_QUARTERS)
    quarters = tuple(Quarter(number // 4, number % 4 + 1) for number in range(first, last + 1))
    return Axis(quarters, quarters[0].first, _last_day(quarters[-1]), whole)


def _quarter_number(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _last_day(quarter: Quarter) -> date:
    if quarter == Quarter(date.max.year, 4):
        return date.max
    return Quarter(quarter.year + quarter.number // 4, quarter.number % 4 + 1).first - timedelta(days=1)
