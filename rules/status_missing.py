from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone, Value
from roadmap_lint.rule import Context, Rule
from roadmap_lint.spelling import distance
from roadmap_lint.values import is_stage, read_status

_LABEL = pattern(r"[\W_]*(?P<word>[^\W\d_]{4,9})[\s*_]*:")
# What sets a stage off from the name of a milestone.
_SET_OFF = pattern(r"[()\[\]:|,–—]|\s-+\s")
_WITHOUT_COLON = pattern(r"[*_\s]*(?P<word>status)[*_\s]+(?=\w)", re.IGNORECASE)


class StatusMissing(Rule):
    """A milestone has no status, though all of its siblings have one.

    ## What it checks

    The status line (`**Status**: In Progress`) of milestones under one parent, where two or more siblings have one.
    Where siblings say it in their headings alone, and all say the same (`✅ v2.8`, `v2.8 (released)`), the heading that
    does not say it means that it is not so; and where they say different states, what lies ahead of them all may have
    none yet. A stage in a heading (`v2.8 (Beta)`) is a status.

    ## Why it matters

    A milestone without a status is read as planned or as done, whichever the reader hopes for.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    ### v2.9 (Q2 2026)

    **Staus**: In Progress

    ### v2.10 (Q3 2026)

    **Status**: Provisional
    ```

    ```text output
    ROADMAP.md:9:3: RM105 status-missing warning 'Staus' is not read as the status of v2.9: 'Status' would be right
      |
    9 | **Staus**: In Progress
      |   ^^^^^
      = line 5: a sibling's status
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    ### v2.9 (Q2 2026)
    ```

    ## When to disable

    Where only some milestones are meant to have a status.
    """

    code = "RM105"
    name = "status-missing"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for family in document.families:
            without = [milestone for milestone in family if milestone.status is None]
            if len(without) != 1 or len(family) < 3 or _is_a_mark(family):
                continue
            milestone = without[0]
            if _says_a_stage(milestone) or (_in_headings(family) and _lies_ahead(milestone, family)):
                continue
            shape = next(sibling.status for sibling in family if sibling.status)
            related = [Related(shape.span, "a sibling's status")]
            word = _without_colon(milestone, document)
            if word:
                message = f"this is not read as the status of {milestone.name}: a colon is missing behind '{word}'"
                yield self.finding(word.span, message, related=related)
                continue
            label = _label(milestone, document)
            if label and label.value.lower() == "status":
                if not _says_more(label, document):
                    yield self.finding(label.span, f"the status of {milestone.name} is empty", related=related)
                continue
            if label:
                message = f"'{label}' is not read as the status of {milestone.name}: 'Status' would be right"
                yield self.finding(label.span, message, related=related)
                continue
            place = milestone.version or milestone.heading.text
            yield self.finding(
                place.span,
                f"{milestone.name} has no status, and the other {len(family) - 1} milestones here have one: "
                "add a line such as '**Status**: Provisional'",
                related=related,
            )


def _is_a_mark(family: Iterable[Milestone]) -> bool:
    """Whether the statuses mark some headings among others: an emoji, or the same state in each."""
    if not _in_headings(family):
        return False
    said = [milestone.status.status.value for milestone in family if milestone.status]
    return len({status.state for status in said}) == 1 or not all(status.text[0].isalpha() for status in said)


def _in_headings(family: Iterable[Milestone]) -> bool:
    """Whether all that have a status say it in their headings."""
    return all(
        milestone.status.status.span.start < milestone.heading.span.end for milestone in family if milestone.status
    )


def _says_a_stage(milestone: Milestone) -> bool:
    """`v1.2 (Beta)`, `v2.0 - Backlog`"""
    return any(is_stage(part) for part in _SET_OFF.split(milestone.heading.text.value)[1:])


def _lies_ahead(milestone: Milestone, family: tuple[Milestone, ...]) -> bool:
    """Whether it stands at an end of the family, and on the later side of its neighbour."""
    if milestone is family[-1]:
        return not _is_before(milestone, family[-2])
    return milestone is family[0] and _is_before(family[1], milestone)


def _is_before(first: Milestone, second: Milestone) -> bool:
    if first.version and second.version:
        return first.version.value < second.version.value
    return bool(first.period and second.period and first.period.value.is_before(second.period.value))


def _without_colon(milestone: Milestone, document: Document) -> Value[str] | None:
    """The word of a line such as `**Status** In Progress`."""
    for text in document.texts_below(milestone):
        match = _WITHOUT_COLON.match(text.text)
        status = read_status(text.text[match.end() :]) if match else None
        if match and status and status[0].state and status[1] == 0:
            return text.part(*match.span("word"))
    return None


def _label(milestone: Milestone, document: Document) -> Value[str] | None:
    for text in document.texts_below(milestone):
        match = _LABEL.match(text.text)
        if match and distance(match["word"].lower(), "status") <= 2:
            return text.part(*match.span("word"))
    return None


def _says_more(label: Value[str], document: Document) -> bool:
    """Whether anything, an emoji say, stands behind the label on its line."""
    source = document.source
    line = source.line_span(source.line_at(label.span.start))
    return bool(source.text[label.span.end : line.end].strip(" \t\r\n*_:"))
