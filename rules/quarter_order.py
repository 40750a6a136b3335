from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Milestone
from roadmap_lint.order import out_of_time
from roadmap_lint.rule import Context, Rule


class QuarterOrder(Rule):
    """A milestone's period is over before that of its predecessor begins.

    ## What it checks

    The periods of sibling milestones follow the document's direction (that of most neighbouring pairs, versions before
    periods; a tie means oldest first). Periods are intervals, and only those that cannot overlap are out of order:
    `Q1 2026` and `March 2026` are not. Milestones without a date are passed over, and a patch release of an older line
    may come before or after a newer one. What is to come may stand above what is completed and run the other way, and
    products have times of their own.

    ## Why it matters

    A year that was not changed in January promises a release for twelve months ago; nobody who plans by the roadmap can
    tell which of the two dates is meant.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (Q2 2025)

    ### v2.10 (Q3 2026)
    ```

    ```text output
    ROADMAP.md:5:11: RM101 quarter-order error Q2 2025 is before Q1 2026 of v2.8, which stands above: correct one of the periods, or move v2.9
      |
    5 | ### v2.9 (Q2 2025)
      |           ^^^^^^^
      = line 3: v2.8 is planned for Q1 2026
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.10 (mid Q4 2026)

    ### v2.9 (November 2026)

    ### v2.8 (Q1 2026)

    ### v2.7 (TBA)
    ```

    ## When to disable

    Where milestones are sorted by something else than time.
    """

    code = "RM101"
    name = "quarter-order"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for family in document.families:
            for milestone, other in out_of_time(family):
                yield self._wrong(milestone, other, document)

    def _wrong(self, milestone: Milestone, other: Milestone, document: Document) -> Diagnostic:
        period, against = milestone.period, other.period
        assert period is not None
        assert against is not None  # only dated milestones are compared
        order = "before" if period.value.is_before(against.value) else "after"
        above = "above" if other.heading.span < milestone.heading.span else "below"
        own, its = milestone.planned_for, other.planned_for
        # a milestone that is called by its period alone is not named a second time
        of = "" if other.name == its else f" of {other.name}"
        name = "the milestone" if milestone.name == own else milestone.name
        return self.finding(
            period.span,
            f"{own} is {order} {its}{of}, which stands {above}: correct one of the periods, or move {name}",
            related=[Related(against.span, f"{other.name} is planned for {its}" if of else f"{its} stands here")],
        )
