from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.facts import BASES, Series
from roadmap_lint.model import Document
from roadmap_lint.platforms import Window, platforms, windows
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.support import Statement, other_lag


class KubernetesWindow(Rule):
    """The Kubernetes version that a milestone ends does not follow from the one that it is tested with.

    ## What it checks

    With M the newest version that the milestone tests, the version it ends is M minus `minors` (3: the last three are
    supported). It holds for every platform whose releases are known or configured, and a platform's own table in the
    config may say `minors` and `basis`. Where two or more milestones agree
    on another window and none on the default, there is one finding, which names the option. Where the siblings show
    that the tested version is the wrong one, it is reported there.

    The fix is safe where it corrects the version that is ended, and the window is given (`minors`) or kept by two other
    milestones; else unsafe.

    ## Why it matters

    For seven months of 2024 a roadmap ended the same Kubernetes version in two milestones, and the next one was off by
    one. Cluster operators choose their upgrade window by this pair of lines.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.35
    - End support for Kubernetes v1.31.x

    ### v2.9 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.36
    - End support for Kubernetes v1.33.x

    ### v2.10 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    - End support for Kubernetes v1.34.x
    ```

    ```text output
    ROADMAP.md:6:30: RM301 kubernetes-window error v2.8 tests Kubernetes 1.35, so it ends support for v1.32.x (3 minors below), not for v1.31.x
      |
    6 | - End support for Kubernetes v1.31.x
      |                              ^^^^^^^
      = line 5: 1.35 is tested here
      = fix: replace with 'v1.32.x'
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.35
    - End support for Kubernetes v1.32.x

    ### v2.9 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.36
    - End support for Kubernetes v1.33.x

    ### v2.10 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    - End support for Kubernetes v1.34.x
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.34 and 1.35
    - End support for Kubernetes v1.32.x

    ### v2.9 (Q2 2026)

    - End support for Kubernetes v1.33.x
    ```

    ## When to disable

    Where supported platforms follow no count of minors.
    """

    code = "RM301"
    name = "kubernetes-window"
    severity = Severity.ERROR

    minors: int = option(3, "how many minors of the platform are supported")
    basis: str = option(
        "tested",
        "on what they are counted: the newest version that the milestone itself tests, or the newest that it supports, "
        "which an earlier milestone may have tested",
        choices=BASES,
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for name in platforms(document, context):
            platform = context.facts.platforms[name]
            found = list(windows(document, name, platform.basis or self.basis, context))
            yield from self._judge(found, platform.minors)

    def _judge(self, windows: list[Window], own_minors: int | None) -> Iterable[Diagnostic]:
        minors = own_minors or self.minors
        configured = own_minors is not None or "minors" in self.configured
        lags = [window.lag for window in windows]
        policy = None if configured else other_lag(lags, minors)
        if policy is not None:
            yield self.finding(
                windows[lags.index(policy)].ended[-1].claim.version.span,
                f"the milestones here end the version {policy} minors below the tested one, not {minors}: "
                f"if that is the policy, set 'minors = {policy}' for {self.name}",
            )
            return
        confirmed = configured or lags.count(minors) > 1
        tested_at = Counter(_distance(window.newest) for window in windows)
        ended_at = Counter(_distance(window.ended[-1]) for window in windows)
        for window in windows:
            expected = _back(window.newest.version.series, minors)
            if expected[1] < 0 or any(statement.version.series == expected for statement in window.ended):
                continue
            if _fits(window.ended[-1], ended_at) and not _fits(window.newest, tested_at):
                yield self._wrong_test(window, minors)
            else:
                yield self._wrong_end(window, expected, minors, confirmed=confirmed)

    def _wrong_end(self, window: Window, expected: Series, minors: int, *, confirmed: bool) -> Diagnostic:
        tested, ended = window.newest, window.ended[-1]
        right = ended.version.like(expected)
        does = "tests" if tested.milestone is ended.milestone else "supports"
        return self.finding(
            ended.claim.version.span,
            f"{ended.milestone.name} {does} {tested.claim.product} {tested.version}, so it ends support for {right} "
            f"({minors} minors below), not for {ended.version}",
            related=[Related(tested.claim.version.span, f"{tested.version} is tested here")],
            fix=replacement(ended.claim.version.span, right, safe=confirmed),
        )

    def _wrong_test(self, window: Window, minors: int) -> Diagnostic:
        tested, ended = window.newest, window.ended[-1]
        major, minor = ended.version.series
        right = tested.version.like((major, minor + minors))
        return self.finding(
            tested.claim.version.span,
            f"{tested.milestone.name} ends support for {ended.claim.product} {ended.version}, so it is tested with "
            f"{right} ({minors} minors above), not with {tested.version}",
            related=[Related(ended.claim.version.span, f"{ended.version} is ended here")],
            fix=replacement(tested.claim.version.span, right, safe=False),
        )


def _back(series: Series, minors: int) -> Series:
    return series[0], series[1] - minors


def _fits(statement: Statement, distances: Counter[int | None]) -> bool:
    """Whether a statement keeps the distance to its milestone's version that two or more others share most."""
    own = _distance(statement)
    others = distances[own] - 1
    return (
        own is not None
        and others > 1
        and all(times < others or distance == own for distance, times in distances.most_common(2))
    )


def _distance(statement: Statement) -> int | None:
    version = statement.milestone.version
    return statement.version.series[1] - version.value.series[1] if version else None
