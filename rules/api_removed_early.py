from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Deprecates, Document, Milestone, Removes
from roadmap_lint.order import comes_before
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import ApiVersion


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
        claims = [(milestone, claim) for milestone in document.milestones for claim in milestone.claims]
        deprecated: dict[ApiVersion, tuple[Milestone, Deprecates]] = {}
        for milestone, claim in claims:
            if isinstance(claim, Deprecates):
                first = deprecated.setdefault(claim.api.value, (milestone, claim))
                if comes_before(milestone, first[0], document):
                    deprecated[claim.api.value] = milestone, claim
        for milestone, claim in claims:
            if isinstance(claim, Removes) and claim.api.value in deprecated:
                where, deprecation = deprecated[claim.api.value]
                if where is milestone or comes_before(milestone, where, document):
                    yield self._early(claim, milestone, where, deprecation)

    def _early(self, claim: Removes, milestone: Milestone, where: Milestone, deprecation: Deprecates) -> Diagnostic:
        when = "in the same milestone" if where is milestone else f"only in {where.name}"
        return self.finding(
            claim.api.span,
            f"{milestone.name} removes {claim.api}, which is deprecated {when}: remove it in a later milestone",
            related=[Related(deprecation.api.span, f"{where.name} deprecates it")],
        )
