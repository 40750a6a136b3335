from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.facts import Platform
from roadmap_lint.model import Document, EndOfSupport, TestedWith
from roadmap_lint.platforms import may_exist, of_platform, platforms
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import Statement
from roadmap_lint.values import Version


class KubernetesUnknownVersion(Rule):
    """A statement names a Kubernetes version that does not exist and will not soon.

    ## What it checks

    Every minor from 1.0 to the newest known one exists, and the six after it may. `roadmap-lint` ships the calendar of
    Kubernetes; other platforms are judged by their configured releases.

    ## Why it matters

    `1.53` is `1.35` with two digits swapped: a promise about a version that nobody can run.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.53
    ```

    ```text output
    ROADMAP.md:5:41: RM307 kubernetes-unknown-version error there is no Kubernetes 1.53: the newest known is 1.36 (as of 2026-08-22); is 1.35 meant?
      |
    5 | - [ ] End-to-end testing for Kubernetes 1.53
      |                                         ^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q4 2026)

    - [ ] End-to-end testing for Kubernetes 1.38
    - End support for Kubernetes v1.35.x
    ```

    ## When to disable

    Where another product is called Kubernetes.
    """

    code = "RM307"
    name = "kubernetes-unknown-version"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for name in platforms(document, context):
            platform = context.facts.platforms[name]
            for kind in (TestedWith, EndOfSupport):
                for statement in of_platform(document.milestones, name, kind, context, any_version=True):
                    if not may_exist(statement.version.series, platform):
                        yield self._unknown(statement, platform)

    def _unknown(self, statement: Statement, platform: Platform) -> Diagnostic:
        major, minor = platform.newest
        meant = _meant(statement.version, platform)
        hint = f"; is {meant} meant?" if meant else ""
        return self.finding(
            statement.claim.version.span,
            f"there is no {platform.name} {statement.version}: the newest known is {major}.{minor}"
            f"{f' (as of {platform.updated})' if platform.updated else ''}{hint}",
        )


def _meant(version: Version, platform: Platform) -> str | None:
    """The version with the digits of its minor swapped, or with the right major, if that one exists."""
    major, minor = version.series
    swapped = str(minor)[::-1]
    for candidate in ((major, int(swapped)), (platform.newest[0], minor)):
        if candidate == (major, minor) or (candidate[1] != minor and swapped[0] == "0"):
            continue  # 1.50 is no slip of 1.5
        if may_exist(candidate, platform):
            return version.like(candidate)
    return None
