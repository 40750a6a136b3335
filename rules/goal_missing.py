from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone, Text
from roadmap_lint.order import is_patch
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import CANCELLED

# '**Goal:** …', '### Objective: …', 'Why'
_GOAL_LABEL = pattern(
    r"[\W_]*(?:(?:primary|main)\s+)?(?:goals?|objectives?|purpose|why|theme|focus|motivation|summary)\b", re.IGNORECASE
)
_WORD = pattern(r"\w+")
_FEWEST_WORDS = 3


class GoalMissing(Rule):
    """No sentence says what a milestone is for.

    ## What it checks

    Every milestone: a paragraph below its heading, besides the status line, or a line or heading such as `Goal: …`,
    `Objective: …`, `Why`. Patch releases, cancelled milestones and those that only hold other milestones are passed
    over. The rule runs only where it is selected.

    ## Why it matters

    A list of tasks tells what will be done, not what users will have of it; and nobody can say of a task whether it
    belongs to a milestone without a goal.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: In Progress

    - [ ] Cache layers
    - [ ] Parallel builds
    ```

    ```text output
    ROADMAP.md:3:5: RM110 goal-missing note nothing says what v2.8 is for: add a sentence such as 'The goal is to …'
      |
    3 | ### v2.8 (Q1 2026)
      |     ^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: In Progress

    The goal of this milestone is to make builds twice as fast.

    - [ ] Cache layers
    - [ ] Parallel builds
    ```

    ## When to disable

    It is off unless it is selected.
    """

    code = "RM110"
    name = "goal-missing"
    severity = Severity.NOTE
    default = False

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        outer = _holding_others(document)
        listed = _Lists(document)
        for milestone in document.milestones:
            if milestone.goal or milestone.section in outer or _needs_none(milestone):
                continue
            if any(_is_a_goal(text, milestone, listed) for text in document.texts_below(milestone)):
                continue
            place = milestone.version or milestone.heading.text
            yield self.finding(
                place.span, f"nothing says what {milestone.name} is for: add a sentence such as 'The goal is to …'"
            )


def _holding_others(document: Document) -> set[int]:
    """The sections that hold milestones."""
    holding: set[int] = set()
    for milestone in document.milestones:
        section = milestone.parent
        while section is not None and section not in holding:
            holding.add(section)
            section = document.sections[section].parent
    return holding


def _needs_none(milestone: Milestone) -> bool:
    if milestone.version and is_patch(milestone.version.value):
        return True
    return milestone.status is not None and milestone.status.status.value.state == CANCELLED


class _Lists:
    """Where the lists of a document stand."""

    def __init__(self, document: Document) -> None:
        self._spans = [item.span for item in document.items]
        self._starts = [span.start for span in self._spans]

    def hold(self, text: Text) -> bool:
        index = bisect_right(self._starts, text.span.start) - 1
        return index >= 0 and text.span.start < self._spans[index].end


def _is_a_goal(text: Text, milestone: Milestone, lists: _Lists) -> bool:
    """Whether it is a sentence outside of the lists, or a line that is labelled as the goal."""
    if _GOAL_LABEL.match(text.text):
        return True
    is_status = milestone.status is not None and text is milestone.status.content
    prose = text.place == "paragraph" and not is_status and not lists.hold(text)
    return prose and len(_WORD.findall(text.text)) >= _FEWEST_WORDS
