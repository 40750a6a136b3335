from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.model import Document, Milestone
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import CANCELLED, COMPLETED


class MilestoneVanished(Rule):
    """A milestone that was not completed is gone.

    ## What it checks

    Every milestone of the base revision that was neither completed nor cancelled, by its status or, without one, by
    its open tasks. It is found again by its version, its heading, its period or most of its tasks; one whose boxes
    were all checked may go, and a mere time (`Q3 2026`) may go where none of its open tasks goes with it.

    ## Why it matters

    Completed milestones are taken off the page when they are old. One that is taken off before it is completed was
    deleted by accident, or given up without a word.

    ## Examples

    ```markdown base
    # Acme Roadmap

    ### v2.7 (Q4 2025)

    **Status**: Completed

    - [x] Smaller images

    ### v2.8 (Q1 2026)

    **Status**: In Progress

    - [ ] Cache layers

    ### v2.9 (Q2 2026)

    **Status**: Planned

    - [ ] Parallel builds
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    **Status**: Planned

    - [ ] Parallel builds
    ```

    ```text output
    ROADMAP.md:3:5: RM805 milestone-vanished warning v2.8 stood before v2.9 and is gone, though it was In Progress: complete or cancel it first
      |
    3 | ### v2.9 (Q2 2026)
      |     ^^^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Cancelled

    ### v2.9 (Q2 2026)

    **Status**: Planned

    - [ ] Cache layers
    - [ ] Parallel builds
    ```

    ## When to disable

    Where a milestone leaves the page in the change that completes it.
    """

    code = "RM805"
    name = "milestone-vanished"
    kind = "history"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        from roadmap_lint import history

        for change in context.changes(document):
            if not isinstance(change, history.MilestoneVanished) or change.doubtful or not _is_open(change.before):
                continue
            before, near = change.before, change.near
            status = before.status.status.value.text if before.status else "not completed"
            side = "before" if change.is_before else "behind"
            place = f"stood {side} {near.name}" if near else "stood here"
            yield self.finding(
                _place(near, document),
                f"{before.name} {place} and is gone, though it was {status}: complete or cancel it first",
            )


def _is_open(milestone: Milestone) -> bool:
    """Whether a milestone was certainly not done."""
    boxes = [task.checked for task in milestone.tasks if task.checked is not None]
    if boxes and all(boxes):
        return False
    if milestone.status is None:
        return bool(boxes)
    return milestone.status.status.value.state not in (COMPLETED, CANCELLED, None)


def _place(near: Milestone | None, document: Document) -> Span:
    headings = [near.heading] if near else document.headings[:1]
    return headings[0].text.span if headings else Span(0, 0)
