from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.facts import Series
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith
from roadmap_lint.platforms import certain_problems, of_platform, platform_problems
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import SequenceProblem, Statement, by_milestone, sequence_problems

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
        for problem in platform_problems(document, context, _problems):
            yield problem.finding(self, _WHY, "ends")


def _problems(line: Sequence[Milestone], platform: str, context: Context) -> list[SequenceProblem]:
    statements = by_milestone(of_platform(line, platform, EndOfSupport, context))
    newest: dict[int, Series] = {}
    for tested in of_platform(line, platform, TestedWith, context):
        section = tested.milestone.section
        newest[section] = max(tested.version.series, newest.get(section, (0, 0)))
    problems = sequence_problems(statements, [_window(statement, newest) for statement in statements], once=True)
    return certain_problems(problems, line, platform, EndOfSupport, context)


def _window(statement: Statement, newest: Mapping[int, Series]) -> int | None:
    """How far below the newest tested version of its milestone the ended one is."""
    tested = newest.get(statement.milestone.section)
    if tested is None or tested[0] != statement.version.series[0]:
        return None
    return tested[1] - statement.version.series[1]
