from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.facts import Platform
from roadmap_lint.model import Document, EndOfSupport, TestedWith
from roadmap_lint.platforms import of_platform, platforms
from roadmap_lint.rule import Context, Rule
from roadmap_lint.support import Statement


class FactsStale(Rule):
    """The document speaks of versions that are out by now, and that the calendar does not know yet.

    ## What it checks

    The versions of a platform that the document tests or ends, against the calendar that ships with the tool (or that
    the config gives). One that is newer than the newest known, though by the cadence it has been out for a month at
    least, shows that the calendar is old; once per document. It is a dated rule: it needs `--today`.

    ## Why it matters

    What is judged by projected days may be judged a month wrong, in favour of the roadmap; with the true days a mistake
    shows earlier. Nothing is wrong with the roadmap: the remedy is a newer roadmap-lint, or a line in the config.

    ## Examples

    ```text today
    2026-11-22
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    ```

    ```text output
    ROADMAP.md:5:41: RM308 facts-stale note the Kubernetes calendar of 2026-08-22 ends with 1.36, and 1.37 should be out by now: update roadmap-lint, or add its days to 'platforms.kubernetes.releases' in the config
      |
    5 | - [ ] End-to-end testing for Kubernetes 1.37
      |                                         ^^^^
    ```

    With the facts in the config it is silent:

    ```toml config
    [platforms.kubernetes.releases]
    "1.37" = { released = 2026-08-26, end-of-life = 2027-10-28 }
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.9 (Q3 2026)

    - [ ] End-to-end testing for Kubernetes 1.37
    ```

    ## When to disable

    Where the tool cannot be updated and the config is not the place for facts.
    """

    code = "RM308"
    name = "facts-stale"
    severity = Severity.NOTE
    kind = "dated"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        stale = [
            (statement, platform)
            for name in platforms(document, context)
            for platform in [context.facts.platforms[name]]
            for kind in (TestedWith, EndOfSupport)
            for statement in of_platform(document.milestones, name, kind, context)
            if _should_be_known(statement, platform, context)
        ]
        if stale:
            yield self._once(*min(stale, key=lambda item: item[0].claim.version.span))

    def _once(self, statement: Statement, platform: Platform) -> Diagnostic:
        major, minor = platform.newest
        of = f" of {platform.updated}" if platform.updated else ""
        return self.finding(
            statement.claim.version.span,
            f"the {platform.name} calendar{of} ends with {major}.{minor}, and {statement.version} should be out by now: "
            f"update roadmap-lint, or add its days to 'platforms.{platform.name.casefold()}.releases' in the config",
        )


def _should_be_known(statement: Statement, platform: Platform, context: Context) -> bool:
    expected = platform.expected(statement.version.series)
    return (
        expected is not None and not expected.is_known and context.today is not None and context.today > expected.latest
    )
