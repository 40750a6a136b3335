from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Milestone
from roadmap_lint.order import is_descending, misplaced
from roadmap_lint.rule import Context, Rule


class VersionOrder(Rule):
    """A version stands out of the document's direction.

    ## What it checks

    The versions of sibling milestones of one product rise, or fall, as most neighbouring pairs do. They compare as
    versions: v2.10 is above v2.9. The fewest milestones whose removal restores the order are reported; of two that
    would do, the later one.

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
    ROADMAP.md:7:5: RM102 version-order error v2.9 is below v2.10, which stands above it: correct it, or move the milestone
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
            for milestones in of_one_product(family):
                descending = is_descending(milestones)
                for place in misplaced(milestones, _lower_first if descending else _higher_first):
                    yield self._wrong(milestones[place.index], milestones[place.other])

    def _wrong(self, milestone: Milestone, other: Milestone) -> Diagnostic:
        version, against = milestone.version, other.version
        assert version is not None
        assert against is not None  # only milestones with a version are compared
        order = "below" if version.value < against.value else "above"
        stands = "above" if other.heading.span < milestone.heading.span else "below"
        return self.finding(
            version.span,
            f"{version} is {order} {against}, which stands {stands} it: correct it, or move the milestone",
            related=[Related(against.span, f"{against} stands here")],
        )


def of_one_product(family: Iterable[Milestone]) -> list[list[Milestone]]:
    """The siblings that name a version, product by product."""
    products: dict[str, list[Milestone]] = {}
    for milestone in family:
        if milestone.version is not None:
            name = milestone.product.value.casefold() if milestone.product else ""
            products.setdefault(name, []).append(milestone)
    return list(products.values())


def _higher_first(first: Milestone, second: Milestone) -> bool:
    assert first.version is not None
    assert second.version is not None
    return second.version.value < first.version.value


def _lower_first(first: Milestone, second: Milestone) -> bool:
    return _higher_first(second, first)
