"""The lists of a document, as a reader sees them: items that stand together, and what is left to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Group, Item, told_once


def lists(document: Document) -> tuple[tuple[Item, ...], ...]:
    """Every list, nested ones behind the one that holds them. Prose between two items ends a list."""
    return told_once(document, _all_lists)


def _all_lists(document: Document) -> tuple[tuple[Item, ...], ...]:
    return tuple(found for section in document.sections for found in _lists(document, section.items))


def _lists(document: Document, items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    together: list[Item] = []
    text = document.source.text
    end = 0
    for item in items:
        start, next_end = item.span
        if together and text[end:start].strip(" \t\r\n>"):
            yield tuple(together)
            together = []
        together.append(item)
        end = next_end
    if together:
        yield tuple(together)
    for item in items:
        if isinstance(item, Group):
            yield from _lists(document, item.items)


def is_open(item: Item) -> bool:
    """Whether an item has a task box that is neither checked nor struck (`~~…~~`)."""
    return item.checked is False and not is_struck(item)


def is_struck(item: Item) -> bool:
    """Whether the line of an item is struck out, in whole or in part."""
    line = item.content.source[item.content.span]
    return "~~" in line or "<del>" in line or "<s>" in line


# Open on purpose beside what is done: '(optional)', 'Follow-up: …', '… - moved to v2.10', '(won't do)'.
_ON_PURPOSE = (
    r"(?:optional(?:ly)?|stretch|bonus|follow[- ]?ups?|nice[- ]to[- ]have|moved|postponed|deferred|delayed|dropped"
    r"|cancell?ed|rejected|abandoned|skipped|descoped|de-scoped|rescheduled|transferred|pushed|punted|superseded|obsolete"
    r"|out of scope|not planned|not needed|no longer (?:needed|planned)|won['’]?t (?:do|fix|implement)|wontfix|later)\b"
)
_SET_ASIDE = pattern(
    rf"^[\W_]*+{_ON_PURPOSE}(?: \w+| (?:to|until|till|for) [\w. -]{{1,24}})?[\s*_]*[:–—)\]]"
    rf"|[(\[:–—]\W{{0,3}}{_ON_PURPOSE}|\s-+\s{_ON_PURPOSE}"
    rf"|,\s(?:moved|postponed|deferred|pushed|punted|rescheduled)\s(?:to|until|till)\b",
    re.IGNORECASE,
)


def is_set_aside(item: Item) -> bool:
    """Whether an item says that it is open on purpose: optional, moved to another milestone, or given up."""
    return _SET_ASIDE.search(item.title.value if isinstance(item, Group) else item.text.value) is not None
