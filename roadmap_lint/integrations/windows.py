"""The support windows of a roadmap as a table: what each milestone brings, when, and what it supports.

A cell says only what the milestone itself says; a dash stands for the rest. What a document holds is text here:
whatever it looks like, it can become no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from roadmap_lint.diagnostic import visible
from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Document, EndOfSupport, Milestone, TestedWith
from roadmap_lint.platforms import of_platform, platforms
from roadmap_lint.record import Record
from roadmap_lint.rule import Context
from roadmap_lint.support import own_product
from roadmap_lint.values import Version

NOTHING = "–"

# What means nothing to Markdown, HTML or a template language, wherever in a cell it stands.
_ACTIVE = pattern(r"[^\w .,()–\-]|_", re.ASCII)


class Table(Record):
    """The titles of the columns and the rows below them: plain text, not escaped for any format."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def windows(document: Document, context: Context) -> Table | None:
    """The milestones of a document in its order, or `None` where it has none.

    Columns beside the milestone are there if any milestone has something to say in them: the period, the status, the
    product's own versions that it supports, and the versions of each platform.
    """
    if not document.milestones:
        return None
    product = own_product(document, context)
    names = platforms(document, context)
    header = ["Milestone", "Planned for", "Status", "Supports", *(context.facts.platforms[name].name for name in names)]
    rows = [
        [
            milestone.name,
            milestone.planned_for,
            milestone.status.status.value.text if milestone.status else "",
            _own_versions(milestone, product),
            *(_platform_versions(milestone, name, context) for name in names),
        ]
        for milestone in document.milestones
    ]
    said = [position for position in range(len(header)) if position == 0 or any(row[position] for row in rows)]
    return Table(
        tuple(header[position] for position in said),
        tuple(tuple(_cell(row[position]) for position in said) for row in rows),
    )


def html(table: Table) -> str:
    """The table as one block of HTML, without a blank line."""
    head = _html_row("th", table.header)
    body = "\n".join(_html_row("td", row) for row in table.rows)
    return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def markdown(table: Table) -> str:
    """The table as GitHub's Markdown has it."""
    rows = (table.header, ("---",) * len(table.header), *table.rows)
    return "\n".join(f"| {' | '.join(row if row[0] == '---' else map(escaped, row))} |" for row in rows)


def escaped(text: str) -> str:
    """Text that means nothing to HTML, Markdown and templates: what could is written as character references."""
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};" if found[0].isascii() else found[0], text)


def _html_row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escaped(cell)}</{tag}>" for cell in cells) + "</tr>"


def _cell(text: str) -> str:
    return visible(" ".join(text.replace(OPAQUE, " ").split())) or NOTHING


def _own_versions(milestone: Milestone, product: str | None) -> str:
    """From the minor above the newest one that the milestone ends to its own: `v2.6 – v2.8`."""
    own = milestone.version.value if milestone.version else None
    ended = [
        claim.version.value
        for claim in milestone.claims
        if isinstance(claim, EndOfSupport) and claim.product.value.casefold() == product
    ]
    return _range(ended, own) if own is not None else ""


def _platform_versions(milestone: Milestone, name: str, context: Context) -> str:
    """From the minor above the newest one that the milestone ends to the newest one that it tests."""
    ended, tested = (
        [statement.version for statement in of_platform([milestone], name, kind, context)]
        for kind in (EndOfSupport, TestedWith)
    )
    newest = max(tested, key=lambda version: version.series, default=None)
    if newest is None:
        return f"above {max(ended, key=lambda version: version.series)}" if ended else ""
    return _range(ended, newest) or str(newest)


def _range(ended: Sequence[Version], newest: Version) -> str:
    """The minors above those that ended, up to the newest; nothing where they cannot be counted."""
    last = max(ended, key=lambda version: version.series, default=None)
    if last is None or last.minor is None or newest.minor is None or last.major != newest.major:
        return ""
    oldest = (last.major, last.minor + 1)
    if oldest > newest.series:
        return ""
    style = Version(newest.text, newest.release[:2], wildcard=newest.wildcard)
    first, final = style.like(oldest), style.like(newest.series)
    return final if first == final else f"{first} – {final}"
