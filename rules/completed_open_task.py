from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.lists import is_open, is_set_aside
from roadmap_lint.model import Document, Group, Item, Milestone
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import COMPLETED, Version


class CompletedOpenTask(Rule):
    """A completed milestone has a task that is not checked.

    ## What it checks

    Every task box below a milestone whose status says completed; the box of an item with open tasks of its own is not
    named besides them. Struck tasks (`~~…~~`) and items without a box are passed over; so are tasks that say that they
    are optional, given up or moved (`(moved to v2.9)`, `→ v2.9`, `(won't do)`), and what stands below them.

    ## Why it matters

    Either the task was done and nobody ticked it, or it was dropped without a word and users still wait for it.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    - **Builds**
      - [x] Cache layers
      - [ ] Parallel builds
    ```

    ```text output
    ROADMAP.md:9:5: RM108 completed-open-task error v2.8 is completed and this task is open: check it, strike it, or move it to a later milestone
      |
    9 |   - [ ] Parallel builds
      |     ^^^
      = line 5: status of v2.8
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    - [x] Cache layers
    - [ ] ~~Parallel builds~~ (dropped)
    - [ ] Remote builds (moved to v2.9)
    - Faster downloads
    ```

    ## When to disable

    Where boxes are not kept up to date.
    """

    code = "RM108"
    name = "completed-open-task"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for milestone in document.milestones:
            line = milestone.status
            if line is None or line.status.value.state != COMPLETED:
                continue
            items: list[Item] = [*milestone.groups, *milestone.tasks]
            end = _end(milestone, document)
            aside = [item.span for item in items if is_set_aside(item) or _leads_on(item, milestone, document)]
            for task in items:
                if task.span.start >= end or any(span.start <= task.span.start < span.end for span in aside):
                    continue
                if is_open(task) and task.box and not _has_open_tasks(task):
                    yield self.finding(
                        task.box.span,
                        f"{milestone.name} is completed and this task is open: "
                        "check it, strike it, or move it to a later milestone",
                        related=[Related(line.span, f"status of {milestone.name}")],
                    )


_ARROW_BEHIND = pattern(
    r"(?<![\d.xX*\s(\[])[\s(\[]++(?:→|➡\ufe0f?|⇒|[-=]{1,2}>)\s*+(?P<version>v?\d[\w.-]*+)[)\]\s]*+$"
)


def _leads_on(item: Item, milestone: Milestone, document: Document) -> bool:
    """Whether an arrow behind an item leads to another milestone: `Parallel builds → v2.9`."""
    arrow = _ARROW_BEHIND.search(item.title.value if isinstance(item, Group) else item.text.value)
    version = Version.parse(arrow["version"].rstrip(".")) if arrow else None
    return version is not None and any(
        other.version is not None and other.version.value == version
        for other in document.milestones
        if other.section != milestone.section
    )


def _end(milestone: Milestone, document: Document) -> int:
    """Where a milestone ends: before `###v2.10`, too, which was meant to begin the next one."""
    begun = (unread.heading.span.start for unread in document.unread if unread.part == "heading")
    inside = (start for start in begun if milestone.span.start < start < milestone.span.end)
    return min(inside, default=milestone.span.end)


def _has_open_tasks(item: Item) -> bool:
    return isinstance(item, Group) and any(is_open(task) for task in item.tasks)
