from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.facts import Series
from roadmap_lint.model import Document
from roadmap_lint.order import is_patch
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.support import MinorCounter, Statement, ended, other_lag, own_product


class EolLag(Rule):
    """A milestone ends support for a version that is not the one whose time has come.

    ## What it checks

    "End support for PRODUCT vX" in milestone vM: X must be M minus the lag, in minors (3 by default: the last three
    minors are supported). Across a major the count goes back over the versions that the document and the config
    (`released`) know; where they know too little, the rule is silent. The product is the config's `product`, else the
    one whose ended versions share the milestones' major. Where two statements or more agree on another lag and none on
    the default, there is one finding, which names the option.

    The fix is safe where the lag is given (`minors`) or kept by two other statements, and the milestone's own version is
    beyond doubt: named once, and one minor from a neighbour's; else unsafe.

    ## Why it matters

    Users plan upgrades by this line. One wrong digit tells them that a version is safe which gets no more security
    fixes, or that they must leave one that is still supported.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## Milestones

    ### v2.8 (Q1 2026)

    - End support for Acme v2.6.x

    ### v2.9 (Q2 2026)

    - End support for Acme v2.6.x

    ### v2.10 (Q3 2026)

    - End support for Acme v2.7.x
    ```

    ```text output
    ROADMAP.md:7:24: RM201 eol-lag error v2.8 ends support for v2.5.x (3 minors back), not for v2.6.x
      |
    7 | - End support for Acme v2.6.x
      |                        ^^^^^^
      = line 5: v2.8 stands here
      = fix: replace with 'v2.5.x'
    ```

    ```markdown fixed
    # Acme Roadmap

    ## Milestones

    ### v2.8 (Q1 2026)

    - End support for Acme v2.5.x

    ### v2.9 (Q2 2026)

    - End support for Acme v2.6.x

    ### v2.10 (Q3 2026)

    - End support for Acme v2.7.x
    ```

    With `minors = 2` this is as it should be:

    ```toml options
    minors = 2
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - End support for Acme v2.6.x
    ```

    ## When to disable

    Where support does not follow a count of minors: long-term releases, fixed end dates.
    """

    code = "RM201"
    name = "eol-lag"
    severity = Severity.ERROR

    minors: int = option(3, "how many minors are supported: the lag between a milestone and the version it ends")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        product = own_product(document, context)
        if product is None:
            return
        counter = MinorCounter(document, context.project)
        statements = [statement for statement in ended(document.milestones, product) if _is_judged(statement)]
        lags = [counter.lag(statement) for statement in statements]
        policy = None if "minors" in self.configured else other_lag(lags, self.minors)
        if policy is not None:
            yield self._other_policy(statements[lags.index(policy)], policy)
            return
        confirmed = "minors" in self.configured or lags.count(self.minors) > 1
        neighbours = _neighbours(document)
        beyond = self._lag_across_majors(statements, lags)
        together = _of_each_milestone(statements)
        for statement in statements:
            if beyond and statement.version.major != _series(statement)[0]:
                continue  # they agree with each other: the last minor of the older major is another one
            own, newest = together[statement.milestone.section]
            if statement.version.series >= _series(statement) or statement.version.series < newest:
                continue  # eol-future says so; one finding for a milestone is enough, at the newest version it ends
            expected = counter.back(_series(statement), self.minors)
            if expected is not None and expected not in own:
                certain = confirmed and _is_in_step(statement, neighbours, counter)
                yield self._wrong(statement, expected, certain=certain)

    def _lag_across_majors(self, statements: list[Statement], lags: list[int | None]) -> int | None:
        crossing = [
            lag
            for statement, lag in zip(statements, lags, strict=True)
            if statement.version.major != _series(statement)[0]
        ]
        return other_lag(crossing, self.minors)

    def _other_policy(self, statement: Statement, lag: int) -> Diagnostic:
        return self.finding(
            statement.claim.version.span,
            f"the milestones here end the version {lag} minors back, not {self.minors}: "
            f"if that is the policy, set 'minors = {lag}' for {self.name}",
        )

    def _wrong(self, statement: Statement, expected: Series, *, certain: bool) -> Diagnostic:
        version = statement.milestone.version
        assert version is not None  # only milestones with a version are judged
        right = statement.version.like(expected)
        return self.finding(
            statement.claim.version.span,
            f"{version} ends support for {right} ({self.minors} minors back), not for {statement.version}",
            related=[Related(version.span, f"{version} stands here")],
            fix=replacement(statement.claim.version.span, right, safe=certain),
        )


def _is_judged(statement: Statement) -> bool:
    """Whether a milestone is a minor: patch releases end what their line ends."""
    version = statement.milestone.version
    return version is not None and not is_patch(version.value)


def _neighbours(document: Document) -> dict[int, list[Series]]:
    """What the milestones beside each are called, by its section; nothing of one whose version stands twice."""
    found: dict[int, list[Series]] = {}
    for family in document.families:
        minors = [
            (one.section, one.version.value.series)
            for one in family
            if one.version is not None and not is_patch(one.version.value)
        ]
        times = Counter(series for _, series in minors)
        for index, (section, series) in enumerate(minors):
            beside = minors[max(0, index - 1) : index] + minors[index + 1 : index + 2]
            found[section] = [other for _, other in beside] if times[series] == 1 else []
    return found


def _is_in_step(statement: Statement, neighbours: Mapping[int, list[Series]], counter: MinorCounter) -> bool:
    """Whether the milestone's own version is beyond doubt: named once, and one minor from a neighbour's."""
    own = _series(statement)
    beside = neighbours.get(statement.milestone.section, [])
    return any(counter.between(min(own, other), max(own, other)) == 1 for other in beside)


def _series(statement: Statement) -> Series:
    assert statement.milestone.version is not None
    return statement.milestone.version.value.series


def _of_each_milestone(statements: Iterable[Statement]) -> dict[int, tuple[set[Series], Series]]:
    """What the milestones end, by their sections, and the newest of it."""
    found: dict[int, set[Series]] = {}
    for statement in statements:
        found.setdefault(statement.milestone.section, set()).add(statement.version.series)
    return {section: (ended, max(ended)) for section, ended in found.items()}
