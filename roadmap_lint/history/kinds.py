"""What may become of a roadmap from one revision to the next: one type a change."""

from __future__ import annotations

from typing import TypeAlias

from roadmap_lint.model import Claim, Heading, Item, Milestone, Promotes, Task, legible
from roadmap_lint.record import Record


class Entry(Record):
    """A task, or a group with a box of its own, and where it stands.

    `milestone` is `None` outside of milestones; `heading` is the nearest one above. `words` are those of its text that
    tell something, in their order; `targets` what it links to.
    """

    item: Item
    milestone: Milestone | None
    heading: Heading | None
    label: str
    words: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of the task, or the title of the group."""
        return legible(self.item.text if isinstance(self.item, Task) else self.item.title)

    @property
    def is_work(self) -> bool:
        """Whether it is a task itself, and no group of tasks with boxes of their own."""
        return isinstance(self.item, Task) or all(task.box is None for task in self.item.tasks)

    @property
    def statements(self) -> tuple[Claim, ...]:
        """What it says of support and of APIs; a promotion is work like any other."""
        return tuple(claim for claim in self.item.claims if not isinstance(claim, Promotes))


class Shift(Record):
    """By how much a period moved; later where `amount` is above 0. `unit` is day, month, quarter, half year, year."""

    amount: int
    unit: str

    def __str__(self) -> str:
        amount = abs(self.amount)
        if self.unit == "half year":
            return "half a year" if amount == 1 else f"{amount} half years"
        return f"one {self.unit}" if amount == 1 else f"{amount} {self.unit}s"


class MilestoneAdded(Record):
    """A milestone that the base does not have."""

    after: Milestone


class MilestoneVanished(Record):
    """`near` is the milestone that it stood before (`is_before`) or behind, as it is now, if any is left.

    `doubtful`: its name still stands in a heading that is no milestone, or it was a time whose open tasks live on.
    """

    before: Milestone
    near: Milestone | None
    is_before: bool
    doubtful: bool


class MilestoneRescheduled(Record):
    """Another period, or one where there was none, or none any more. `by` is `None` where it did not clearly move."""

    before: Milestone
    after: Milestone
    by: Shift | None


class StatusChanged(Record):
    """A milestone whose status word stands for another state; either may have no status."""

    before: Milestone
    after: Milestone


class VersionChanged(Record):
    """A milestone, known again by its heading or tasks, with another version; either may have none."""

    before: Milestone
    after: Milestone


class GoalChanged(Record):
    """A milestone whose goal reads otherwise; either may have none."""

    before: Milestone
    after: Milestone


class ClaimAdded(Record):
    """`before` is the milestone as it was, `None` for a new one."""

    before: Milestone | None
    after: Milestone
    claim: Claim


class ClaimRemoved(Record):
    """`after` is the milestone that made the statement, as it is now."""

    before: Milestone
    after: Milestone
    claim: Claim


class ClaimChanged(Record):
    """A statement of a milestone that says something else now: `was` is as the base has it, `claim` as it is."""

    before: Milestone
    after: Milestone
    was: Claim
    claim: Claim


class ClaimMoved(Record):
    """A statement that another milestone makes now. `origin` is the milestone that made it, as it is now; `target` the
    one that makes it, as it was (`None` for a new one)."""

    before: Milestone
    origin: Milestone
    target: Milestone | None
    after: Milestone
    was: Claim
    claim: Claim


class TaskAdded(Record):
    """A task that the base does not have."""

    after: Entry


class TaskVanished(Record):
    """`milestone` is the task's milestone as it is now, `None` where it is gone, too, or there was none. `doubtful`:
    its text or its link stands elsewhere, or a new task may be a rewording."""

    before: Entry
    milestone: Milestone | None
    doubtful: bool


class TaskMoved(Record):
    """A task that stands in another milestone or bucket."""

    before: Entry
    after: Entry


class TaskChecked(Record):
    """A task whose box is checked now, and was not."""

    before: Entry
    after: Entry


class TaskUnchecked(Record):
    """A task whose box was checked, and is not any more."""

    before: Entry
    after: Entry


class TaskReworded(Record):
    """A task, known again by its link or most of its words, that reads otherwise."""

    before: Entry
    after: Entry


Change: TypeAlias = (
    MilestoneAdded
    | MilestoneVanished
    | MilestoneRescheduled
    | StatusChanged
    | VersionChanged
    | GoalChanged
    | ClaimAdded
    | ClaimRemoved
    | ClaimChanged
    | ClaimMoved
    | TaskAdded
    | TaskVanished
    | TaskMoved
    | TaskChecked
    | TaskUnchecked
    | TaskReworded
)


def state(milestone: Milestone | None) -> str | None:
    """What the status of a milestone stands for; `None` where there is none, or one that is not known."""
    line = milestone.status if milestone else None
    return line.status.value.state if line else None
