from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Document, EndOfSupport, Milestone, Value
from roadmap_lint.order import of_one_product
from roadmap_lint.rule import Context, Rule
from roadmap_lint.spelling import nearest
from roadmap_lint.support import MinorCounter, Statement, ended, owes_statements, own_product
from roadmap_lint.values import Version


class EolMissing(Rule):
    """A milestone ends support for no version, though all of its siblings end one.

    ## What it checks

    Milestones under one parent, where two or more siblings say "End support for PRODUCT vX". Milestones without items,
    patch releases, pre-releases and cancelled ones are passed over, and those of a major so young that nothing known
    is as old as what the siblings end.

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
        counter = MinorCounter(document, context.project)
        for family in (product for siblings in document.families for product in of_one_product(siblings)):
            released = [milestone for milestone in family if owes_statements(milestone)]
            without = [milestone for milestone in released if not ended([milestone], product)]
            if len(without) != 1 or len(released) < 3:
                continue
            version = without[0].version
            assert version is not None  # only milestones with a version are counted
            shape, *_ = statements = ended(released, product)
            if not _has_an_older_one(version.value, statements, counter):
                continue
            meant = _misspelt(without[0], shape.claim.product.value)
            if meant is not None:
                message = (
                    f"'{meant}' is not the product of the other milestones: '{shape.claim.product}' would be right"
                )
                yield self.finding(meant.span, message, related=[Related(shape.claim.span, "a sibling's statement")])
                continue
            yield self.finding(
                version.span,
                f"{version} ends support for no version of {shape.claim.product}, "
                f"though the other {len(released) - 1} milestones end one",
                related=[Related(shape.claim.span, "a sibling's statement")],
            )


def _misspelt(milestone: Milestone, product: str) -> Value[str] | None:
    """The product of a statement that a slip of the finger keeps from being the product."""
    for claim in milestone.claims:
        if isinstance(claim, EndOfSupport) and nearest(claim.product.value, [product]):
            return claim.product
    return None


# No project begins with v0.0.
_FIRST = (0, 1)


def _has_an_older_one(version: Version, statements: Iterable[Statement], counter: MinorCounter) -> bool:
    """Whether there is a version as far behind as those that the siblings end.

    A milestone before all of theirs would end the version before the oldest that they end.
    """
    versioned = [statement for statement in statements if statement.milestone.version]
    oldest = min(versioned, key=lambda statement: statement.version.series)
    if all(version < statement.milestone.version.value for statement in versioned if statement.milestone.version):
        return oldest.version.series > _FIRST and counter.back(oldest.version.series, 1) is not None
    lags = [counter.lag(statement) for statement in versioned]
    return any(lag is None or counter.back(version.series, lag) is not None for lag in lags)
