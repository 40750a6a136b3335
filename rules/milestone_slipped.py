from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule


class MilestoneSlipped(Rule):
    """A milestone is planned for a later time than before.

    ## What it checks

    The period of every milestone that the base revision has, too. It slipped where both its beginning and its end are
    later: `Q4 2026` that becomes `mid Q4 2026` did not.

    ## Why it matters

    Whoever planned with the date should hear of it from the change that moves it. It is a note, and fails no check.

    ## Examples

    ```markdown base
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    - [ ] Cache layers

    ### v2.9 (Q4 2026)

    - [ ] Parallel builds
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q3 2026)

    - [ ] Cache layers

    ### v2.9 (Q4 2026)

    - [ ] Parallel builds
    ```

    ```text output
    ROADMAP.md:3:11: RM804 milestone-slipped note v2.8 slips by one quarter: it was planned for Q2 2026
      |
    3 | ### v2.8 (Q3 2026)
      |           ^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    - [ ] Cache layers

    ### v2.9 (mid Q4 2026)

    - [ ] Parallel builds
    ```

    ## When to disable

    Where dates are expected to move.
    """

    code = "RM804"
    name = "milestone-slipped"
    severity = Severity.NOTE
    kind = "history"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        from roadmap_lint import history

        for change in context.changes(document):
            if not isinstance(change, history.MilestoneRescheduled) or change.by is None or change.by.amount < 0:
                continue
            if change.before.period and change.after.period:
                was = change.before.period.raw
                message = f"{change.after.name} slips by {change.by}: it was planned for {was}"
                yield self.finding(change.after.period.span, message)
