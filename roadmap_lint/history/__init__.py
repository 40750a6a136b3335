"""What became of a roadmap between two revisions: milestones and tasks found again, and what changed of them.

A milestone is known again by its product and version, else by its heading, its period or its tasks; a task by what it
links to, else by its words, else by words that are mostly the same: one that was moved or reworded is not gone.
"""

from __future__ import annotations

from roadmap_lint.history.kinds import (
    Change,
    ClaimAdded,
    ClaimChanged,
    ClaimMoved,
    ClaimRemoved,
    Entry,
    GoalChanged,
    MilestoneAdded,
    MilestoneRescheduled,
    MilestoneVanished,
    Shift,
    StatusChanged,
    TaskAdded,
    TaskChecked,
    TaskMoved,
    TaskReworded,
    TaskUnchecked,
    TaskVanished,
    VersionChanged,
    state,
)
from roadmap_lint.history.lines import Lines
from roadmap_lint.history.milestones import milestone_changes, pair_milestones, shift, vanished_milestones
from roadmap_lint.history.pairing import Pairing
from roadmap_lint.history.statements import claim_changes, claim_identity, says
from roadmap_lint.history.tasks import entries_of, pair_tasks, places_of, task_changes
from roadmap_lint.model import Document

__all__ = [
    "Change",
    "ClaimAdded",
    "ClaimChanged",
    "ClaimMoved",
    "ClaimRemoved",
    "Entry",
    "GoalChanged",
    "Lines",
    "MilestoneAdded",
    "MilestoneRescheduled",
    "MilestoneVanished",
    "Shift",
    "StatusChanged",
    "TaskAdded",
    "TaskChecked",
    "TaskMoved",
    "TaskReworded",
    "TaskUnchecked",
    "TaskVanished",
    "VersionChanged",
    "changes",
    "claim_identity",
    "says",
    "shift",
    "state",
]


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    """What changed from one revision of a document to another: milestones, then statements, then tasks."""
    entries = Pairing(list(entries_of(before)), list(entries_of(after)))
    milestones = pair_milestones(before, after, entries)
    found: list[Change] = []
    pairs = sorted(milestones.pairs, key=lambda pair: pair[1].span)
    for old, new in pairs:
        found += milestone_changes(old, new)
    found += [MilestoneAdded(milestone) for milestone in milestones.right]
    places = places_of(pairs)
    pair_tasks(entries, places)
    found += vanished_milestones(milestones.left, before, after, pairs, entries)
    found += claim_changes(pairs, milestones.right)
    found += task_changes(entries, pairs, after)
    return tuple(found)
