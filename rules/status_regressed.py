from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import COMPLETED


class StatusRegressed(Rule):
    """A milestone that was completed is so no longer.

    ## What it checks

    The status of every milestone that was completed in the base revision. Where there is no status any more, or one
    that is not known, other rules say so.

    ## Why it matters

    What is released stays released: mostly the change was made on an old copy of the roadmap, or in the wrong
    milestone.

    ## Examples

    ```markdown base
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    - [x] Cache layers
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: In Progress

    - [x] Cache layers
    ```

    ```text output
    ROADMAP.md:5:13: RM802 status-regressed error v2.8 was Completed and is now In Progress: what is released stays so; plan the rest for a later milestone
      |
    5 | **Status**: In Progress
      |             ^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Released on 2026-02-20

    - [x] Cache layers
    ```

    ## When to disable

    Where milestones are reopened as a matter of course.
    """

    code = "RM802"
    name = "status-regressed"
    severity = Severity.ERROR
    kind = "history"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        from roadmap_lint import history

        for change in context.changes(document):
            if not isinstance(change, history.StatusChanged) or not change.before.status or not change.after.status:
                continue
            was, now = change.before.status.status, change.after.status.status
            if was.value.state == COMPLETED and now.value.state is not None:
                yield self.finding(
                    now.span,
                    f"{change.after.name} was {was.value.text} and is now {now.value.text}: "
                    "what is released stays so; plan the rest for a later milestone",
                )
