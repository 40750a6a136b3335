from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.facts import BASES, Platform, Series
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith
from roadmap_lint.order import in_time
from roadmap_lint.platforms import dated_in_order, of_platform, out_of_window, platforms
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import Statement, is_open


class KubernetesUpstreamEol(Rule):
    """Support for a Kubernetes version ends before upstream ends it, or goes on long after.

    ## What it checks

    Milestones that are neither completed nor cancelled, and whose periods are in order, against upstream's known end of
    life (nothing is projected). Support that ends in a period which closes before that day: the message says until when
    upstream keeps the version; a version out of the window is kubernetes-window's alone.
    And support that goes on: a version that this milestone or one before it tests, and that none of them ends, though
    upstream ended it before the period begins; only where the milestones are in the habit of ending versions.

    ## Why it matters

    Users of a version that upstream still patches are told to leave it weeks before they have to; users of one that
    upstream has abandoned are told that they are safe. Both may be meant, so this is a note.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    - End support for Kubernetes v1.34.x
    ```

    ```text output
    ROADMAP.md:6:30: RM306 kubernetes-upstream-eol note v2.9 ends support for Kubernetes v1.34.x in Q3 2026, and upstream keeps it until 2026-10-27: keep it until then, or end it in a later milestone
      |
    6 | - End support for Kubernetes v1.34.x
      |                              ^^^^^^^
      = line 3: v2.9 is planned for this
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    - [ ] End-to-end testing for Kubernetes 1.36
    - End support for Kubernetes v1.33.x

    ### v2.9 (Q4 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    - End support for Kubernetes v1.34.x
    ```

    ## When to disable

    Where the window is a count of versions whatever upstream does, and you have decided to live with it.
    """

    code = "RM306"
    name = "kubernetes-upstream-eol"
    severity = Severity.NOTE

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for name in platforms(document, context):
            platform = context.facts.platforms[name]
            doubtful = out_of_window(document, name, platform.basis or BASES[0], context)
            for statement in of_platform(dated_in_order(document), name, EndOfSupport, context):
                last_day = platform.end_of_life(statement.version.series)
                if last_day is None or statement.milestone.section in doubtful or not is_open(statement.milestone):
                    continue
                if _closes_before(statement.milestone, last_day):
                    yield self._too_early(statement, platform, last_day)
            for family in document.families:
                yield from self._too_long(family, name, platform, context)

    def _too_early(self, statement: Statement, platform: Platform, last_day: date) -> Diagnostic:
        milestone, period = statement.milestone, statement.milestone.period
        assert period is not None  # only dated milestones are judged
        return self.finding(
            statement.claim.version.span,
            f"{milestone.name} ends support for {platform.name} {statement.version} in {period.raw}, and upstream keeps "
            f"it until {last_day}: keep it until then, or end it in a later milestone",
            related=[Related(period.span, f"{milestone.name} is planned for this")],
        )

    def _too_long(
        self, family: tuple[Milestone, ...], name: str, platform: Platform, context: Context
    ) -> Iterator[Diagnostic]:
        ended = of_platform(family, name, EndOfSupport, context)
        if len(ended) < _FEWEST_FOR_A_HABIT:
            return
        supported: dict[Series, Statement] = {}
        for milestone in in_time(family):
            for statement in of_platform([milestone], name, TestedWith, context):
                supported.setdefault(statement.version.series, statement)
            ends = [statement.version.series for statement in of_platform([milestone], name, EndOfSupport, context)]
            for series in [series for series in supported if ends and series <= max(ends)]:
                del supported[series]
            abandoned = [
                (supported.pop(series), last_day)
                for series in list(supported)
                if (last_day := platform.end_of_life(series)) and _begins_after(milestone, last_day)
            ]
            if abandoned and is_open(milestone):
                yield self._goes_on(milestone, abandoned, platform)

    def _goes_on(self, milestone: Milestone, abandoned: list[tuple[Statement, date]], platform: Platform) -> Diagnostic:
        place = milestone.version or milestone.heading.text
        versions = " and ".join(f"{statement.version} (until {last_day})" for statement, last_day in abandoned)
        return self.finding(
            place.span,
            f"{milestone.name} still supports {platform.name} {versions}, which upstream supports no more: "
            "end support here, or in an earlier milestone",
            related=[
                Related(
                    statement.claim.version.span,
                    f"{statement.version} is tested here, and ended nowhere up to {milestone.name}",
                )
                for statement, _ in abandoned
            ],
        )


# Milestones that end fewer versions show no habit of saying so.
_FEWEST_FOR_A_HABIT = 2


def _closes_before(milestone: Milestone, day: date) -> bool:
    end = milestone.period.value.end if milestone.period else None
    return end is not None and end < day


def _begins_after(milestone: Milestone, day: date) -> bool:
    start = milestone.period.value.start if milestone.period else None
    return start is not None and start > day
