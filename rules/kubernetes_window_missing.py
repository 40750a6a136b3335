from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith
from roadmap_lint.order import of_one_product
from roadmap_lint.platforms import of_platform, platforms
from roadmap_lint.rule import Context, Rule
from roadmap_lint.spelling import nearest
from roadmap_lint.support import Statement, owes_statements


class KubernetesWindowMissing(Rule):
    """A milestone tests or ends no Kubernetes version, though all of its siblings do both.

    ## What it checks

    Milestones under one parent, where two or more siblings both test and end a version of a known platform, and this
    one has only one of the two statements. Patch releases, pre-releases and cancelled milestones are passed over.

    ## Why it matters

    A window needs both ends: without a line that ends a version, the list of supported ones grows by one each release.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.35
    - End support for Kubernetes v1.32.x

    ### v2.9 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.36

    ### v2.10 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    - End support for Kubernetes v1.34.x
    ```

    ```text output
    ROADMAP.md:8:5: RM304 kubernetes-window-missing warning v2.9 is tested with Kubernetes 1.36 and ends support for no version of it; the other milestones here do both
      |
    8 | ### v2.9 (Q2 2026)
      |     ^^^^
      = line 6: a sibling's statement
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.35
    - End support for Kubernetes v1.32.x

    ### v2.9 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.36
    ```

    ## When to disable

    Where the platform window does not move with every release.
    """

    code = "RM304"
    name = "kubernetes-window-missing"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for platform in platforms(document, context):
            for family in document.families:
                for milestones in of_one_product(family):
                    yield from self._judge(milestones, platform, context)

    def _judge(self, family: list[Milestone], platform: str, context: Context) -> Iterable[Diagnostic]:
        released = [milestone for milestone in family if owes_statements(milestone)]
        statements = {
            milestone.section: (
                of_platform([milestone], platform, TestedWith, context, any_version=True),
                of_platform([milestone], platform, EndOfSupport, context, any_version=True),
            )
            for milestone in released
        }
        lacking = [milestone for milestone in released if not all(statements[milestone.section])]
        if len(lacking) != 1 or len(released) < 3 or not any(statements[lacking[0].section]):
            return
        whole = next(milestone for milestone in released if milestone is not lacking[0])
        yield self._missing(lacking[0], statements[lacking[0].section], statements[whole.section])

    def _missing(
        self,
        milestone: Milestone,
        own: tuple[list[Statement], list[Statement]],
        sibling: tuple[list[Statement], list[Statement]],
    ) -> Diagnostic:
        tests_missing = not own[0]
        shape = sibling[0 if tests_missing else 1][0]
        there = own[1 if tests_missing else 0][0]
        has = f"ends support for {there.claim.product} {there.version}"
        lacks = "is tested with no version of it"
        if not tests_missing:
            has = f"is tested with {there.claim.product} {there.version}"
            lacks = "ends support for no version of it"
        related = [Related(shape.claim.span, "a sibling's statement")]
        for claim in milestone.claims:
            if isinstance(claim, type(shape.claim)) and nearest(claim.product.value, [shape.claim.product.value]):
                message = f"'{claim.product}' is not the platform of the other milestones: '{shape.claim.product}' would be right"
                if claim.product.value.casefold() != shape.claim.product.value.casefold():
                    return self.finding(claim.product.span, message, related=related)
        place = milestone.version or milestone.heading.text
        message = f"{milestone.name} {has} and {lacks}; the other milestones here do both"
        return self.finding(place.span, message, related=related)
