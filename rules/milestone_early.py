from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document
from roadmap_lint.releases import release_date
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import COMPLETED, DAYS_OF_A_QUARTER, Period


class MilestoneEarly(Rule):
    """A milestone was completed before its period began.

    ## What it checks

    Milestones whose status says completed, on a day before the first one of their period: the date in the status line,
    else today. A date that is more than a quarter away is the business of release-link-mismatch.

    ## Why it matters

    The status of the wrong milestone was changed; or the release came early, and readers who plan by the period still
    wait for it.

    ## Examples

    ```text today
    2026-05-30
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    **Status**: Completed

    ### v2.9 (Q3 2026)

    **Status**: Completed on 2026-05-29
    ```

    ```text output
    ROADMAP.md:7:11: RM115 milestone-early note v2.9 was completed on 2026-05-29, before Q3 2026 began: correct the status, or the period to that of the release
      |
    7 | ### v2.9 (Q3 2026)
      |           ^^^^^^^
      = line 9: status of v2.9
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    **Status**: Completed on 2026-04-01

    ### v2.9 (Q3 2026)

    **Status**: In Progress
    ```

    ## When to disable

    Where milestones keep the period that was first planned.
    """

    code = "RM115"
    name = "milestone-early"
    severity = Severity.NOTE
    kind = "dated"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        assert context.today is not None  # dated rules run only where there is one
        today = Period(context.today, context.today, "day")
        for milestone in document.milestones:
            line, period = milestone.status, milestone.period
            if line is None or period is None or line.status.value.state != COMPLETED:
                continue
            stated = release_date(line)
            if line.date and not stated:
                continue
            day = stated.value if stated else today
            if not day.is_before(period.value) or (stated and day.days_apart(period.value) > DAYS_OF_A_QUARTER):
                continue  # so far apart the one or the other is wrong, says release-link-mismatch
            name = milestone.name_beside_period
            if stated:
                early = f"{name} was completed on {stated.raw}, before {milestone.planned_for} began"
            else:
                early = f"{name} is {line.status.value.text}, and {milestone.planned_for} has not begun"
            yield self.finding(
                period.span,
                f"{early}: correct the status, or the period to that of the release",
                related=[Related(line.span, f"status of {milestone.name}")],
            )
