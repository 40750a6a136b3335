from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import ended, own_product


class EolMissing(Rule):
    """A milestone ends support for no version, though all of its siblings end one.

    ## What it checks

    Milestones under one parent, where two or more siblings say "End support for PRODUCT vX". A milestone that has no
    items yet is passed over.

    ## Why it matters

    Users take silence for support: the version that should have ended here goes on being installed.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Acme v2.5.x

    ### v2.9 (Q2 2026)

    - [ ] Faster builds

    ### v2.10 (Q3 2026)

    - End support for Acme v2.7.x
    ```

    ```text output
    ROADMAP.md:7:5: RM202 eol-missing warning v2.9 ends support for no version of Acme, though the other 2 milestones end one
      |
    7 | ### v2.9 (Q2 2026)
      |     ^^^^
      = line 5: a sibling's statement
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Acme v2.5.x

    ### v2.9 (Q2 2026)

    - End support for Acme v2.6.x

    ### v2.10 (TBA)
    ```

    ## When to disable

    Where not every release ends an older one.
    """

    code = "RM202"
    name = "eol-missing"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        product = own_product(document, context)
        if product is None:
            return
        for family in document.families:
            released = [milestone for milestone in family if milestone.version and milestone.items]
            without = [milestone for milestone in released if not ended([milestone], product)]
            if len(without) != 1 or len(released) < 3:
                continue
            version = without[0].version
            assert version is not None  # only milestones with a version are counted
            shape = next(statement for statement in ended(released, product))
            yield self.finding(
                version.span,
                f"{version} ends support for no version of {shape.claim.product}, "
                f"though the other {len(released) - 1} milestones end one",
                related=[Related(shape.claim.span, "a sibling's statement")],
            )
