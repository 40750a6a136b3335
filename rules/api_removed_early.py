from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.apis import Step, first_steps
from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Deprecates, Document, Milestone, Removes
from roadmap_lint.order import comes_before
from roadmap_lint.rule import Context, Rule


class ApiRemovedEarly(Rule):
    """An API is removed in the milestone that deprecates it, or in an earlier one.

    ## What it checks

    "Remove … APIs in group X" against "Deprecate APIs in group X" over all milestones. An API whose
    deprecation is not in this document is passed over.

    ## Why it matters

    A deprecation gives users the time between the two releases. Without any, their manifests fail on upgrade day.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`

    ### v2.9 (Q2 2026)

    - Deprecate APIs in group `source.acme.example/v1beta2`
    ```

    ```text output
    ROADMAP.md:5:36: RM402 api-removed-early error v2.8 removes source.acme.example/v1beta2, which is deprecated only in v2.9: remove it in a later milestone
      |
    5 | - Remove deprecated APIs in group `source.acme.example/v1beta2`
      |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = line 9: v2.9 deprecates it
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`
    - Remove deprecated APIs in group `image.acme.example/v1beta1`

    ### v2.8 (Q1 2026)

    - Deprecate APIs in group `source.acme.example/v1beta2`
    ```

    ## When to disable

    Where alpha APIs go without notice, and are listed all the same.
    """

    code = "RM402"
    name = "api-removed-early"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        deprecated = first_steps(document, Deprecates)
        for milestone in document.milestones:
            for claim in milestone.claims:
                if isinstance(claim, Removes) and claim.api.value in deprecated:
                    first = deprecated[claim.api.value]
                    if first.milestone is milestone or comes_before(milestone, first.milestone, document):
                        yield self._early(claim, milestone, first)

    def _early(self, claim: Removes, milestone: Milestone, deprecation: Step[Deprecates]) -> Diagnostic:
        where = deprecation.milestone
        when = "in the same milestone" if where is milestone else f"only in {where.name}"
        return self.finding(
            claim.api.span,
            f"{milestone.name} removes {claim.api}, which is deprecated {when}: remove it in a later milestone",
            related=[Related(deprecation.claim.api.span, f"{where.name} deprecates it")],
        )
