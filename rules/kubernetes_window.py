from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.support import Series, Statement, of_platform, other_lag, platforms


class KubernetesWindow(Rule):
    """The Kubernetes version that a milestone ends does not follow from the one that it is tested with.

    ## What it checks

    With M the newest version that the milestone tests, the version it ends is M minus `minors` (3: the last three are
    supported). It holds for every platform whose releases are known or configured. Where two or more milestones agree
    on another window and none on the default, there is one finding, which names the option. Where the siblings show
    that the tested version is the wrong one, it is reported there.

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

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for platform in platforms(document, context):
            windows = [
                window
                for milestone in document.milestones
                if (window := _window(milestone, platform, context)) is not None
            ]
            yield from self._judge(windows)

    def _judge(self, windows: list[tuple[Statement, list[Statement]]]) -> Iterable[Diagnostic]:
        lags = [_lag(tested, ended) for tested, ended in windows]
        policy = None if "minors" in self.configured else other_lag(lags, self.minors)
        if policy is not None:
            _, ended = windows[lags.index(policy)]
            yield self.finding(
                ended[-1].claim.version.span,
                f"the milestones here end the version {policy} minors below the tested one, not {self.minors}: "
                f"if that is the policy, set 'minors = {policy}' for {self.name}",
            )
            return
        confirmed = "minors" in self.configured or lags.count(self.minors) > 1
        for tested, ended in windows:
            expected = _back(tested.version.series, self.minors)
            if expected[1] < 0 or any(statement.version.series == expected for statement in ended):
                continue
            others = [window for window in windows if window[0] is not tested]
            if _fits(ended[-1], [window[1][-1] for window in others]) and not _fits(
                tested, [window[0] for window in others]
            ):
                yield self._wrong_test(tested, ended[-1])
            else:
                yield self._wrong_end(tested, ended[-1], expected, confirmed=confirmed)

    def _wrong_end(self, tested: Statement, ended: Statement, expected: Series, *, confirmed: bool) -> Diagnostic:
        right = ended.version.like(expected)
        name = ended.milestone.name
        return self.finding(
            ended.claim.version.span,
            f"{name} tests {tested.claim.product} {tested.version}, so it ends support for {right} "
            f"({self.minors} minors below), not for {ended.version}",
            related=[Related(tested.claim.version.span, f"{tested.version} is tested here")],
            fix=replacement(ended.claim.version.span, right, safe=confirmed),
        )

    def _wrong_test(self, tested: Statement, ended: Statement) -> Diagnostic:
        major, minor = ended.version.series
        right = tested.version.like((major, minor + self.minors))
        return self.finding(
            tested.claim.version.span,
            f"{tested.milestone.name} ends support for {ended.claim.product} {ended.version}, so it is tested with "
            f"{right} ({self.minors} minors above), not with {tested.version}",
            related=[Related(ended.claim.version.span, f"{ended.version} is ended here")],
            fix=replacement(tested.claim.version.span, right, safe=False),
        )


def _window(milestone: Milestone, platform: str, context: Context) -> tuple[Statement, list[Statement]] | None:
    """The newest version tested and the versions ended, oldest first; `None` where one of the two is missing."""
    tested = of_platform([milestone], platform, TestedWith, context)
    ended = of_platform([milestone], platform, EndOfSupport, context)
    if not tested or not ended:
        return None
    newest = max(tested, key=lambda statement: statement.version.series)
    return newest, sorted(ended, key=lambda statement: statement.version.series)


def _lag(tested: Statement, ended: list[Statement]) -> int | None:
    first, second = tested.version.series, ended[-1].version.series
    return first[1] - second[1] if first[0] == second[0] else None


def _back(series: Series, minors: int) -> Series:
    return series[0], series[1] - minors


def _fits(statement: Statement, others: list[Statement]) -> bool:
    """Whether a statement keeps the distance to its milestone's version that two or more others share."""
    usual = Counter(_distance(other) for other in others).most_common(1)
    return bool(usual) and usual[0][1] > 1 and usual[0][0] is not None and usual[0][0] == _distance(statement)


def _distance(statement: Statement) -> int | None:
    version = statement.milestone.version
    return statement.version.series[1] - version.value.series[1] if version else None
