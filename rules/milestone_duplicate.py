from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Milestone
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import Version


class MilestoneDuplicate(Rule):
    """The same version of the same product stands twice among sibling milestones.

    ## What it checks

    Milestones under one parent heading. v2.8 and v2.8.0 are the same version, the builds v2.8.0+k3s1 and v2.8.0+k3s2 are
    not.

    ## Why it matters

    A milestone is made by copying the one before. With the version left as it was, half of the tasks are filed under a
    release that they do not belong to, and links to the heading lead to the first of the two.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.8 (Q2 2026)
    ```

    ```text output
    ROADMAP.md:5:5: RM103 milestone-duplicate error v2.8 has a milestone already: give this one its own version, or make one of the two
      |
    5 | ### v2.8 (Q2 2026)
      |     ^^^^
      = line 3: v2.8 stands here
    ```

    ```markdown good
    # Acme Roadmap

    ## Acme CLI

    ### v2.8 (Q1 2026)

    ## Acme Server

    ### v2.8 (Q2 2026)
    ```

    ## When to disable

    Where one release is described in two parts on purpose.
    """

    code = "RM103"
    name = "milestone-duplicate"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for family in document.families:
            seen: dict[tuple[str, Version, str], Milestone] = {}
            for milestone in family:
                if milestone.version is None:
                    continue
                product = milestone.product.value.casefold() if milestone.product else ""
                version = milestone.version.value
                first = seen.setdefault((product, version, version.build), milestone)
                if first is not milestone and first.version is not None:
                    yield self.finding(
                        milestone.version.span,
                        f"{milestone.version} has a milestone already: "
                        "give this one its own version, or make one of the two",
                        related=[Related(first.version.span, f"{first.version} stands here")],
                    )
