from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import ended, own_product


class EolFuture(Rule):
    """A milestone ends support for its own version, or for a later one.

    ## What it checks

    "End support for PRODUCT vX" in milestone vM, where X is M or above it.

    ## Why it matters

    A release cannot end what it begins; users read that the version they are about to install is dead.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Acme v2.8.x

    ### v2.9 (Q2 2026)

    - End support for Acme v2.6.x
    ```

    ```text output
    ROADMAP.md:5:24: RM204 eol-future error v2.8 ends support for its own version, v2.8.x: an earlier one must be meant
      |
    5 | - End support for Acme v2.8.x
      |                        ^^^^^^
      = line 3: v2.8 stands here
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Acme v2.5.x
    - End support for Widget v3.1
    ```

    ## When to disable

    Never: correct the version, or the milestone.
    """

    code = "RM204"
    name = "eol-future"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        product = own_product(document, context)
        if product is None:
            return
        for statement in ended(document.milestones, product):
            version = statement.milestone.version
            if version is None or statement.version.series < version.value.series:
                continue
            if len(statement.version.release) > 2 and statement.version < version.value:
                continue  # v2.8.2 may end v2.8.1
            which = "its own version" if statement.version.agrees_with(version.value) else "a later version"
            yield self.finding(
                statement.claim.version.span,
                f"{version} ends support for {which}, {statement.version}: an earlier one must be meant",
                related=[Related(version.span, f"{version} stands here")],
            )
