from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document, Milestone, TestedWith
from roadmap_lint.platforms import certain_problems, of_platform, platform_problems
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import SequenceProblem, sequence_problems

_WHY = {
    "back": "{milestone} is tested with {product} {version}, and {other} with {before}: later milestones test later ones",
    "skip": "{milestone} is tested with {product} {version} and {other} before it with {before}: "
    "the versions between are never tested",
}


class KubernetesTestOrder(Rule):
    """The Kubernetes version that milestones are tested with steps back, or skips one.

    ## What it checks

    The newest version tested, from the oldest to the newest milestone, for every platform whose releases are known or
    configured. Testing the same one twice is fine. A skip is reported only where two or more other steps are exactly
    one minor. Patch releases of older lines are passed over.

    ## Why it matters

    A step back is a copied line with the old number: the newest Kubernetes goes untested, and nobody notices before
    its users do.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [x] End-to-end testing for Kubernetes 1.35

    ### v2.9 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.34

    ### v2.10 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    ```

    ```text output
    ROADMAP.md:9:41: RM302 kubernetes-test-order error v2.9 is tested with Kubernetes 1.34, and v2.8 with 1.35: later milestones test later ones
      |
    9 | - [ ] End-to-end testing for Kubernetes 1.34
      |                                         ^^^^
      = line 5: v2.8 is tested with 1.35
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [x] End-to-end testing for Kubernetes 1.35

    ### v2.9 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.35

    ### v2.10 (Q4 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    ```

    ## When to disable

    Where lines of development with platforms of their own stand under one heading.
    """

    code = "RM302"
    name = "kubernetes-test-order"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for problem in platform_problems(document, context, _problems):
            yield problem.finding(self, _WHY, "is tested with")


def _problems(line: Sequence[Milestone], platform: str, context: Context) -> list[SequenceProblem]:
    newest = [
        max(tested, key=lambda statement: statement.version.series)
        for milestone in line
        if (tested := of_platform([milestone], platform, TestedWith, context))
    ]
    problems = sequence_problems(newest, [None] * len(newest), once=False)
    return certain_problems(problems, line, platform, TestedWith, context)
