from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Document, Milestone, StatusLine
from roadmap_lint.order import direction, go_beside, misplaced, runs, same_product
from roadmap_lint.rule import Context, Rule


class StatusOrder(Rule):
    """A milestone is further along than an earlier one.

    ## What it checks

    From the oldest to the newest milestone of one major, planned comes after in progress, and in progress after
    completed. Cancelled and postponed milestones have no rank. The fewest statuses whose removal restores the order are
    reported; of two that would do, the later one. Where neither versions nor periods tell which milestone comes first,
    nothing is said.

    ## Why it matters

    "v2.9 completed" below "v2.8 in progress" tells that one of the two lines was forgotten on release day.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    ### v2.9 (Q2 2026)

    **Status**: Provisional

    ### v2.10 (Q3 2026)

    **Status**: Completed

    ### v2.11 (Q4 2026)

    **Status**: Provisional
    ```

    ```text output
    ROADMAP.md:13:13: RM107 status-order warning v2.10 is Completed, and the earlier v2.9 is Provisional: one of the two is out of date
       |
    13 | **Status**: Completed
       |             ^^^^^^^^^
       = line 9: status of v2.9
    ```

    ```markdown good
    # Acme Roadmap

    ### v1.12 (Q1 2026)

    **Status**: Postponed

    ### v1.13 (Q2 2026)

    **Status**: Completed

    ### v2.0 (Q3 2026)

    **Status**: In Progress

    ### v2.1 (Q4 2026)

    **Status**: In Progress
    ```

    ## When to disable

    Where milestones are finished in any order.
    """

    code = "RM107"
    name = "status-order"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for family in (run for siblings in document.families for run in runs(siblings)):
            way = direction(family)
            if not way:
                continue  # the newest may stand first or last
            ranked = [milestone for milestone in family if _rank(milestone) is not None]
            for place in misplaced(ranked, _further if way > 0 else _less_far):
                yield self._wrong(ranked[place.position], ranked[place.other])

    def _wrong(self, milestone: Milestone, other: Milestone) -> Diagnostic:
        earlier, later = sorted((milestone, other), key=lambda item: _rank(item) or 0)
        return self.finding(
            _line(milestone).status.span,
            f"{later.name} is {_line(later).status.value.text}, and the earlier {earlier.name} is "
            f"{_line(earlier).status.value.text}: one of the two is out of date",
            related=[Related(_line(other).span, f"status of {other.name}")],
        )


def _line(milestone: Milestone) -> StatusLine:
    assert milestone.status is not None  # only milestones with a rank are compared
    return milestone.status


def _rank(milestone: Milestone) -> int | None:
    return milestone.status.status.value.rank if milestone.status else None


def _further(first: Milestone, second: Milestone) -> bool:
    """Whether the second, which comes later, is further along; lines of two majors go on side by side, patches too."""
    if not same_product(first, second):
        return False
    if first.version and second.version and first.version.value.major != second.version.value.major:
        return False
    return (_rank(second) or 0) > (_rank(first) or 0) and not go_beside(first, second)


def _less_far(first: Milestone, second: Milestone) -> bool:
    return _further(second, first)
