from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import (
    SequenceProblem,
    Statement,
    by_milestone,
    fewest_problems,
    of_platform,
    platforms,
    sequence_problems,
)

_WHY = {
    "twice": "{product} {version} is ended in {milestone} and in {other}: a version ends once",
    "back": "{milestone} ends support for {product} {version}, and {other} for {before}: versions end in their order",
    "skip": "{milestone} ends support for {product} {version} and {other} before it for {before}: "
    "the versions between are never ended",
}


class KubernetesEolOrder(Rule):
    """The Kubernetes versions that milestones end are out of order: one is ended twice, one steps back or is skipped.

    ## What it checks

    "End support for Kubernetes vX", from the oldest to the newest milestone, for every platform whose releases are
    known or configured. A skip is reported only where two or more other steps are exactly one minor. Patch releases of
    older lines are passed over.

    ## Why it matters

    For seven months of 2024 a roadmap ended support for Kubernetes 1.27 in two milestones: one line had been copied and
    not raised.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Kubernetes v1.32.x

    ### v2.9 (Q2 2026)

    - End support for Kubernetes v1.32.x
    ```

    ```text output
    ROADMAP.md:9:30: RM303 kubernetes-eol-order error Kubernetes v1.32.x is ended in v2.9 and in v2.8: a version ends once
      |
    9 | - End support for Kubernetes v1.32.x
      |                              ^^^^^^^
      = line 5: v2.8 ends v1.32.x
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Kubernetes v1.31.x and v1.32.x

    ### v2.9 (Q2 2026)

    - End support for Kubernetes v1.33.x
    ```

    ## When to disable

    Where lines of development with platforms of their own stand under one heading.
    """

    code = "RM303"
    name = "kubernetes-eol-order"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for platform in platforms(document, context):
            for family in document.families:
                find = partial(_problems, platform=platform, context=context)
                for problem in fewest_problems(family, find):
                    yield self._wrong(problem.kind, problem.statement, problem.other)

    def _wrong(self, kind: str, statement: Statement, other: Statement) -> Diagnostic:
        message = _WHY[kind].format(
            milestone=statement.milestone.name,
            product=statement.claim.product,
            version=statement.version,
            other=other.milestone.name,
            before=other.version,
        )
        related = Related(other.claim.version.span, f"{other.milestone.name} ends {other.version}")
        return self.finding(statement.claim.version.span, message, related=[related])


def _problems(line: Sequence[Milestone], platform: str, context: Context) -> list[SequenceProblem]:
    statements = by_milestone(of_platform(line, platform, EndOfSupport, context))
    windows = [_window(statement, platform, context) for statement in statements]
    return sequence_problems(statements, windows, once=True)


def _window(statement: Statement, platform: str, context: Context) -> int | None:
    """How far below the newest tested version of its milestone the ended one is."""
    tested = of_platform([statement.milestone], platform, TestedWith, context)
    newest = max((other.version.series for other in tested), default=None)
    if newest is None or newest[0] != statement.version.series[0]:
        return None
    return newest[1] - statement.version.series[1]
