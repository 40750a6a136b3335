from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone
from roadmap_lint.order import go_beside, is_descending, misplaced, of_one_product, runs
from roadmap_lint.rule import Context, Rule

# A line that goes on beside the others stands where it likes.
_IS_KEPT = pattern(
    r"[(\[–—-]\s*(?:in\s+)?(?:maintenance|maintained|LTS|long[- ]term support|legacy|security fixes)\b", re.IGNORECASE
)


class VersionOrder(Rule):
    """A version stands out of the document's direction.

    ## What it checks

    The versions of sibling milestones of one product rise, or fall, as most neighbouring pairs do. They compare as
    versions: v2.10 is above v2.9. The fewest milestones whose removal restores the order are reported; of two that
    would do, the later one. A patch release may stand behind a newer line (v2.8.1 behind v2.9), and a
    line that is kept (`v1.3 (maintenance)`, `v1.2 (LTS)`) anywhere. What is to come may
    stand above what is completed and run the other way (v1.1, v1.2, and below them v1.0).

    ## Why it matters

    A milestone in the wrong place is read as the wrong release: tasks are promised for a version that is already out.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.10 (Q2 2026)

    ### v2.9 (Q2 2026)
    ```

    ```text output
    ROADMAP.md:7:5: RM102 version-order error v2.9 is lower than v2.10, which stands above it: correct it, or move the milestone
      |
    7 | ### v2.9 (Q2 2026)
      |     ^^^^
      = line 5: v2.10 stands here
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.10 (Q3 2026)

    ### v2.9 (Q2 2026)

    ### v2.8 (Q1 2026)
    ```

    ## When to disable

    Where lines of development stand side by side under one heading.
    """

    code = "RM102"
    name = "version-order"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for family in document.families:
            ordered = [milestone for milestone in family if not _IS_KEPT.search(milestone.heading.text.value)]
            for milestones in (run for product in of_one_product(ordered) for run in runs(product)):
                descending = is_descending(milestones)
                for place in misplaced(milestones, _lower_first if descending else _higher_first):
                    yield self._wrong(milestones[place.position], milestones[place.other])

    def _wrong(self, milestone: Milestone, other: Milestone) -> Diagnostic:
        version, against = milestone.version, other.version
        assert version is not None
        assert against is not None  # only milestones with a version are compared
        order = "lower" if version.value < against.value else "higher"
        stands = "above" if other.heading.span < milestone.heading.span else "below"
        return self.finding(
            version.span,
            f"{version} is {order} than {against}, which stands {stands} it: correct it, or move the milestone",
            related=[Related(against.span, f"{against} stands here")],
        )


def _higher_first(first: Milestone, second: Milestone) -> bool:
    assert first.version is not None
    assert second.version is not None
    return second.version.value < first.version.value and not go_beside(first, second)


def _lower_first(first: Milestone, second: Milestone) -> bool:
    return _higher_first(second, first)
