from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.facts import Expected, Platform, Series
from roadmap_lint.model import Document, TestedWith
from roadmap_lint.platforms import dated_in_order, of_platform, platforms
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import Statement, is_open


class KubernetesUnreleased(Rule):
    """A milestone is to be tested with a Kubernetes version that will not be out by then.

    ## What it checks

    The version that a milestone tests must come out before the milestone's period is over. Days that are known are
    taken as they are; later releases are projected from the cadence (three a year) and may come 31 days sooner or later,
    in favour of the roadmap. The message says which of the two it is, and `roadmap-lint facts` prints all of them. It
    holds for every platform whose releases are known or configured; a platform without `cadence` is judged by its known
    days alone. Milestones that are completed or cancelled, and periods that have no end or stand out of order, are
    passed over.

    ## Why it matters

    Nobody can run conformance tests on a version that does not exist: the milestone either slips by a quarter, or ships
    without the support that it promised, and users have planned their cluster upgrades by it.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.36

    ### v2.9 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.38
    ```

    ```text output
    ROADMAP.md:5:41: RM305 kubernetes-unreleased warning Kubernetes 1.36 comes out on 2026-04-22, after Q1 2026 of v2.8: test 1.35, which is out by then, or move the milestone
      |
    5 | - [ ] End-to-end testing for Kubernetes 1.36
      |                                         ^^^^
      = line 3: v2.8 is planned for this

    ROADMAP.md:9:41: RM305 kubernetes-unreleased warning Kubernetes 1.38 is projected for 2026-11-21 at the earliest (3 releases a year after 1.36, less a month), after Q3 2026 of v2.9: test 1.37, which is out by then, or move the milestone
      |
    9 | - [ ] End-to-end testing for Kubernetes 1.38
      |                                         ^^^^
      = line 7: v2.9 is planned for this
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.36

    ### v2.9 (Q4 2026)

    - [ ] End-to-end testing for Kubernetes 1.38
    ```

    ## When to disable

    Where milestones test pre-releases of a platform.
    """

    code = "RM305"
    name = "kubernetes-unreleased"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for name in platforms(document, context):
            platform = context.facts.platforms[name]
            for statement in of_platform(dated_in_order(document), name, TestedWith, context):
                period, version = statement.milestone.period, statement.version
                expected = platform.expected(version.series)
                if period is None or period.value.end is None or expected is None or version.pre:
                    continue
                if expected.earliest > period.value.end and is_open(statement.milestone):
                    yield self._too_early(statement, platform, expected)

    def _too_early(self, statement: Statement, platform: Platform, expected: Expected) -> Diagnostic:
        milestone, period = statement.milestone, statement.milestone.period
        assert period is not None  # only dated milestones are judged
        assert period.value.end is not None
        newest = _newest_out(period.value.end, statement.version.series, platform)
        hint = f"test {newest[0]}.{newest[1]}, which is out by then" if newest else "test an older one"
        return self.finding(
            statement.claim.version.span,
            f"{platform.name} {statement.version} {_comes(platform, expected)}, after {period.raw} of {milestone.name}: "
            f"{hint}, or move the milestone",
            related=[Related(period.span, f"{milestone.name} is planned for this")],
        )


def _comes(platform: Platform, expected: Expected) -> str:
    if expected.is_known:
        return f"comes out on {expected.day}"
    major, minor = platform.newest
    return (
        f"is projected for {expected.earliest} at the earliest ({platform.cadence} releases a year after "
        f"{major}.{minor}, less a month)"
    )


def _newest_out(by: date, before: Series, platform: Platform) -> Series | None:
    """The newest minor before another that is sure to be out by a day."""
    major, minor = before
    for candidate in ((major, older) for older in range(minor - 1, -1, -1)):
        expected = platform.expected(candidate)
        if expected is not None and expected.latest <= by:
            return candidate
    return None
