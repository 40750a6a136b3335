"""What stands in a roadmap, at a glance: symbols for the outline, and how far each milestone is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import visible
from roadmap_lint.model import Bucket, Document, Group, Item, Milestone, Task, legible
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.work import Progress, progress

# Groups within groups: deeper ones are not shown, as deep as a document may nest them.
_DEEPEST = 4


class Symbol(Record):
    """An entry of the outline. `kind` is milestone, bucket or group; `selection` is its name, within its `span`."""

    name: str
    detail: str
    kind: str
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


class Lens(Record):
    """A line that an editor shows above another: its text, and the place that it is about."""

    span: Span
    title: str


def symbols(document: Document) -> tuple[Symbol, ...]:
    """Milestones and buckets in the order of the document, those that stand below another one as its children."""
    return tuple(_nested(_parts(document)))


def lenses(document: Document) -> tuple[Lens, ...]:
    """How many tasks of each milestone and bucket are done, where they have boxes."""
    found = ((part, progress_of(part)) for part in _parts(document))
    return tuple(Lens(part.heading.text.span, f"{done} done") for part, done in found if done)


def progress_of(part: Milestone | Bucket | Group) -> Progress | None:
    """How far the tasks of a milestone, bucket or group are."""
    return progress(_tasks(part.items))


def _tasks(items: Iterable[Item]) -> Iterator[Task]:
    for item in items:
        if isinstance(item, Group):
            yield from item.tasks
        else:
            yield item


def _parts(document: Document) -> list[Milestone | Bucket]:
    """Each heading once: a bucket with a period (`Now (Q4 2026)`) is a milestone, too."""
    sections = {milestone.section for milestone in document.milestones}
    buckets = (bucket for bucket in document.buckets if bucket.section not in sections)
    return sorted((*document.milestones, *buckets), key=lambda part: part.heading.span)


def _nested(parts: Iterable[Milestone | Bucket]) -> list[Symbol]:
    waiting = list(parts)
    found = []
    while waiting:
        part = waiting.pop(0)
        inner = []
        while waiting and waiting[0].heading.span.end <= part.span.end:
            inner.append(waiting.pop(0))
        found.append(_symbol(part, _nested(inner)))
    return found


def _symbol(part: Milestone | Bucket, inner: list[Symbol]) -> Symbol:
    children = sorted([*_groups(part.items), *inner], key=lambda symbol: symbol.span)
    heading = part.heading
    span = Span(min(part.span.start, heading.span.start), max(part.span.end, heading.span.end))
    if isinstance(part, Bucket):
        return Symbol(_name(legible(heading.text)), _detail(part), "bucket", span, heading.text.span, tuple(children))
    name = _name(part.name if part.product is None or part.version is None else f"{legible(part.product)} {part.name}")
    detail = _detail(part, part.planned_for, part.status.status.value.text if part.status else "")
    return Symbol(name, detail, "milestone", span, heading.text.span, tuple(children))


def _groups(items: Iterable[Item], depth: int = 0) -> Iterator[Symbol]:
    for item in items:
        if isinstance(item, Group) and depth < _DEEPEST:
            inner = tuple(_groups(item.items, depth + 1))
            span = Span(min(item.span.start, item.title.span.start), max(item.span.end, item.title.span.end))
            yield Symbol(_name(legible(item.title)), _detail(item), "group", span, item.title.span, inner)


def _detail(part: Milestone | Bucket | Group, *said: str) -> str:
    done = progress_of(part)
    return " · ".join(visible(each) for each in (*said, f"{done} done" if done else "") if each)


def _name(text: str) -> str:
    """A name that can be shown: one line, and not empty."""
    return visible(" ".join(text.split())) or "(no title)"
