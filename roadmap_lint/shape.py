"""The shape of a document: in which forms it tells a roadmap, and how much of each there is."""

from __future__ import annotations

import re

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
    milestones = document.milestones
    counts = {
        "milestones": len(milestones),
        "versions": sum(milestone.version is not None for milestone in milestones),
        "periods": sum(milestone.period is not None for milestone in milestones),
        "buckets": len(document.buckets),
        "stages": _stages(document),
        "support tables": len(document.support_tables),
        "releases": sum(len(table.releases) for table in document.support_tables),
        "tables": len(document.tables) - len(document.support_tables),
        "tasks": sum(group.checked is not None for group in document.groups)
        + sum(task.checked is not None for task in document.tasks),
        "proposals": sum(len(proposals) for proposals in document.proposals),
        "release data": sum(_entries(field) for field in document.front_matter.fields) if document.front_matter else 0,
        "generated": len(includes(document)),
    }
    return tuple(Part(name, count) for name, count in counts.items() if count)


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
