from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Deprecates, Document, Milestone, Removes
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import ApiVersion


class ApiRepeated(Rule):
    """The same API is removed twice, or deprecated twice.

    ## What it checks

    "Remove … APIs in group X" and "Deprecate APIs in group X" over all milestones; group and version must be the same.

    ## Why it matters

    One of the two lines is a copy in which the group or the version was not changed, so another API's end is missing.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`

    ### v2.9 (Q2 2026)

    - Remove deprecated APIs in the group `source.acme.example/v1beta2`
    ```

    ```text output
    ROADMAP.md:9:40: RM403 api-repeated error source.acme.example/v1beta2 is removed in v2.8 already: remove one of the two, or name the API that is meant
      |
    9 | - Remove deprecated APIs in the group `source.acme.example/v1beta2`
      |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = line 5: removed here, in v2.8
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Deprecate APIs in group `source.acme.example/v1beta2`

    ### v2.9 (Q2 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`
    - Remove deprecated APIs in group `source.acme.example/v1beta1`
    ```

    ## When to disable

    Where one list of removals is given for each component.
    """

    code = "RM403"
    name = "api-repeated"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for kind, verb in ((Deprecates, "deprecated"), (Removes, "removed")):
            seen: dict[ApiVersion, tuple[Milestone, Deprecates | Removes]] = {}
            for milestone in document.milestones:
                for claim in milestone.claims:
                    if not isinstance(claim, Deprecates | Removes) or not isinstance(claim, kind):
                        continue
                    if not claim.api.value.version:
                        continue  # a group has many versions: api-version-malformed asks which
                    first, earlier = seen.setdefault(claim.api.value, (milestone, claim))
                    if earlier is not claim:
                        yield self.finding(
                            claim.api.span,
                            f"{claim.api} is {verb} in {first.name} already: "
                            "remove one of the two, or name the API that is meant",
                            related=[Related(earlier.api.span, f"{verb} here, in {first.name}")],
                        )
