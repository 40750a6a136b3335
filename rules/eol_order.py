from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document, Milestone
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import (
    MinorCounter,
    SequenceProblem,
    Statement,
    by_milestone,
    ended,
    fewest_problems,
    own_product,
    sequence_problems,
)

_WHY = {
    "twice": "{version} is ended in {milestone} and in {other}: a version ends once",
    "back": "{version} is ended in {milestone}, though {other} ends {before}: versions end in their order",
    "skip": "{milestone} ends {version} and {other} before it ended {before}: the versions between are never ended",
}


class EolOrder(Rule):
    """The versions that milestones end are out of order: one is ended twice, one steps back, or one is skipped.

    ## What it checks

    "End support for PRODUCT vX", from the oldest to the newest milestone. A skip is reported only where two or more
    other steps are exactly one minor, and the milestones themselves skip none. Patch releases of older lines are passed over.

    ## Why it matters

    The line is copied from the milestone before and its number forgotten: one version is ended twice, and another one
    never.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Acme v2.5.x

    ### v2.9 (Q2 2026)

    - End support for Acme v2.5.x

    ### v2.10 (Q3 2026)

    - End support for Acme v2.7.x
    ```

    ```text output
    ROADMAP.md:9:24: RM203 eol-order error v2.5.x is ended in v2.9 and in v2.8: a version ends once
      |
    9 | - End support for Acme v2.5.x
      |                        ^^^^^^
      = line 5: v2.8 ends v2.5.x
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.10 (Q3 2026)

    - End support for Acme v2.7.x

    ### v2.9 (Q2 2026)

    - End support for Acme v2.6.x
    - End support for Acme v2.5.x
    ```

    ## When to disable

    Where long-term releases outlive newer ones.
    """

    code = "RM203"
    name = "eol-order"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        product = own_product(document, context)
        if product is None:
            return
        counter = MinorCounter(document, context.project)
        for family in document.families:
            for problem in fewest_problems(family, lambda line: _problems(line, product, counter)):
                yield problem.finding(self, _WHY, "ends")


def _problems(line: Sequence[Milestone], product: str, counter: MinorCounter) -> list[SequenceProblem]:
    statements = [statement for statement in by_milestone(ended(line, product)) if not _is_future(statement)]
    return sequence_problems(statements, [counter.lag(statement) for statement in statements], once=True)


def _is_future(statement: Statement) -> bool:
    """Whether eol-future has said all there is to say."""
    version = statement.milestone.version
    return version is not None and statement.version.series >= version.value.series
