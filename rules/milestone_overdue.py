from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.lazy import pattern
from roadmap_lint.lists import is_open, is_set_aside
from roadmap_lint.model import Document, Milestone
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import CANCELLED, COMPLETED, IN_PROGRESS, PLANNED, POSTPONED, Period, read_periods, read_status

# When it was begun is no new date.
_BEGUN = pattern(r"\b(?:since|start(?:ed|ing)?|begun|began)(?:\s+(?:in|on))?\s+$", re.IGNORECASE)


class MilestoneOverdue(Rule):
    """A milestone's period is over, and the milestone is not done.

    ## What it checks

    Milestones whose status says planned or in progress, and those without a status that have open tasks: of the others
    nobody knows how far they are. The last day of the period must have passed; `TBA` never does, nor does
    `Q3 2026 or later`. A later date in the status line (`In Progress, expected in October 2026`, `Postponed to Q4
    2026`) takes the place of the period; a milestone that is postponed without a date says that its period does not
    hold.

    ## Why it matters

    A date that has passed is no longer a promise, only an open question: did the release slip, or did nobody write down
    that it happened?

    ## Examples

    ```text today
    2026-11-22
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    ### v2.9 (Q2 2026)

    **Status**: In Progress

    ### v2.10 (Q4 2026)

    **Status**: Provisional
    ```

    ```text output
    ROADMAP.md:7:11: RM109 milestone-overdue warning Q2 2026 is over and v2.9 is In Progress: mark it as completed, or give it a later period
      |
    7 | ### v2.9 (Q2 2026)
      |           ^^^^^^^
      = line 9: status of v2.9
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    ### v2.9 (Q2 2026)

    **Status**: Postponed

    ### v2.10 (Q3 2026 or later)

    **Status**: Provisional

    ### v2.11 (TBA)

    **Status**: Provisional
    ```

    ## When to disable

    Where old roadmaps are kept as they were.
    """

    code = "RM109"
    name = "milestone-overdue"
    kind = "dated"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        assert context.today is not None  # dated rules run only where there is one
        for milestone in document.milestones:
            if milestone.period is None or not _is_over(milestone.period.value, context.today):
                continue
            if milestone.status:
                yield from self._by_status(milestone, context.today)
            elif not _is_filed_away(milestone, document):
                yield from self._by_tasks(milestone)

    def _by_status(self, milestone: Milestone, today: date) -> Iterable[Diagnostic]:
        line, period = milestone.status, milestone.period
        assert line is not None
        assert period is not None
        status = line.status.value
        text = line.content.within(line.span)
        said = [period for period, start, _ in read_periods(text) if not _BEGUN.search(text[:start])]
        if not all(_is_over(date, today) for date in said):
            return
        if status.state in (PLANNED, IN_PROGRESS) or (status.state == POSTPONED and said):
            yield self.finding(
                period.span,
                f"{milestone.planned_for} is over and {milestone.name_beside_period} is {status.text}: "
                "mark it as completed, or give it a later period",
                related=[Related(line.span, f"status of {milestone.name}")],
            )

    def _by_tasks(self, milestone: Milestone) -> Iterable[Diagnostic]:
        period = milestone.period
        assert period is not None
        open_tasks = [task for task in milestone.tasks if is_open(task) and task.box and not is_set_aside(task)]
        if open_tasks:
            some = "a task" if len(open_tasks) == 1 else f"{len(open_tasks)} tasks"
            yield self.finding(
                period.span,
                f"{milestone.planned_for} is over and {milestone.name_beside_period} has {some} left to do: "
                "check what is done, or give it a later period",
                related=[Related(task.box.span, "left to do") for task in open_tasks[:1] if task.box],
            )


def _is_over(period: Period, today: date) -> bool:
    return period.end is not None and period.end < today


def _is_filed_away(milestone: Milestone, document: Document) -> bool:
    """Whether the heading above says what became of the milestones below it: `Released`, `Cancelled`."""
    above = document.sections[milestone.parent].heading if milestone.parent is not None else None
    found = read_status(above.text.value) if above else None
    return found is not None and found[0].state in (COMPLETED, CANCELLED, POSTPONED)
