"""The shape of a document: in which forms it tells a roadmap, and how much of each there is."""

from __future__ import annotations

import re
from collections.abc import Callable

from roadmap_lint.includes import includes
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, FrontMatterField, Item
from roadmap_lint.record import Record

# The lists that sites keep in front matter, for a template to make a table of: https://endoflife.date/contribute
_RELEASE_DATA = frozenset({"milestones", "releases", "versions"})
_ENTRY = pattern(r"(?:^|\n)(?P<indent>[ \t]*)-[ \t]+[\"']?\w[\w -]*[\"']?:")


# What a project goes through on the way to its first release: the name of a heading, or what an item begins with.
_STAGE = pattern(
    r"[\W_]*(?P<stage>(?:pre-?)?(?:alpha|beta)|rc|ga|general availability|phase|stage)(?:[\s.-]?(?P<number>\d{1,2}))?"
    r"(?=\s*$|\s*[:(–—]|\s-|\s+(?:requirements|criteria|goals|release|milestone)\b)",
    re.IGNORECASE,
)


class Part(Record):
    """A form that a roadmap has, and how often it occurs.

    `versions` and `periods` are milestones that have one; `stages` are headings and items named after a stage of
    the project (`Beta Requirements`, `RC-2`, `Phase 1: …`), two of them at least; `releases` are the rows of
    support tables; `tables` are the other tables, `tasks` the items with a box, `proposals` the entries of lists of
    proposals. `release data` are the entries of such a list in the front matter. `generated` is text that another
    file or a template brings in: what is in it is unknown, and not missing.
    """

    name: str
    total: int


def shape_of(document: Document) -> tuple[Part, ...]:
    """The forms that there are, in a fixed order; none in a document that is no roadmap."""
    counts = ((name, count(document)) for name, count in _COUNTS.items())
    return tuple(Part(name, count) for name, count in counts if count)


def has_shape(document: Document) -> bool:
    """Whether there is any form; the last ones are found with the least work."""
    return any(count(document) for count in reversed(_COUNTS.values()))


def _releases(document: Document) -> int:
    return sum(len(table.releases) for table in document.support_tables)


def _boxes(document: Document) -> int:
    items: tuple[Item, ...] = (*document.groups, *document.tasks)
    return sum(item.checked is not None for item in items)


def _release_data(document: Document) -> int:
    return sum(map(_entries, document.front_matter.fields)) if document.front_matter else 0


def _stages(document: Document) -> int:
    names = [heading.text.value for heading in document.headings]
    items: tuple[Item, ...] = (*document.groups, *document.tasks)
    for item in items:
        # a link or bold words at the head of an item are its name
        first = next((link for link in item.links if link.span.start == item.content.span.start), None)
        names.append(first.text.value if first else item.content.text)
    found = [match for name in names if (match := _STAGE.match(name))]
    return len(found) if len({match[0].casefold() for match in found}) > 1 else 0


def _entries(field: FrontMatterField) -> int:
    """How many releases a field of the front matter lists."""
    if field.kind != "list" or field.key.value.lower() not in _RELEASE_DATA:
        return 0
    first = _ENTRY.match(field.value.raw)
    if first is None:
        return 0
    # the list begins at its first mark; the others stand below it
    indents = [len(re.sub(r"\t", " ", match["indent"])) for match in _ENTRY.finditer(field.value.raw, first.end())]
    return 1 + indents.count(min(indents)) if indents else 1


_COUNTS: dict[str, Callable[[Document], int]] = {
    "milestones": lambda document: len(document.milestones),
    "versions": lambda document: sum(milestone.version is not None for milestone in document.milestones),
    "periods": lambda document: sum(milestone.period is not None for milestone in document.milestones),
    "buckets": lambda document: len(document.buckets),
    "stages": _stages,
    "support tables": lambda document: len(document.support_tables),
    "releases": _releases,
    "tables": lambda document: len(document.tables) - len(document.support_tables),
    "tasks": _boxes,
    "proposals": lambda document: sum(map(len, document.proposals)),
    "release data": _release_data,
    "generated": lambda document: len(includes(document)),
}
