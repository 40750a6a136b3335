"""What work an item stands for: whether it is struck, a chore of every release, or the same as another item's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Task
from roadmap_lint.record import Record

# What a project does for every release: the same words again are not the same work.
_CHORES = pattern(
    r"(?:update|upgrade|bump|release|publish|write|document|docs|test|end-to-end|e2e|conformance|run|review|refresh"
    r"|announce|prepare|cut|fix|bug|improve|stabili[sz]e|triage|support|security|performance|community)\w*\b",
    re.IGNORECASE,
)
_NOTHING_YET = ("tbd", "tba", "todo", "none", "n/a")


class Work(Record):
    """What makes two tasks the same work: their words, where their links go, and the groups that they stand in."""

    words: str
    targets: tuple[str, ...]
    within: tuple[str, ...] = ()

    @property
    def is_chore(self) -> bool:
        """Whether every release has such work; a link shows that it is this work and no other."""
        return not self.targets and _CHORES.match(self.words) is not None

    def says_enough(self, words: int, letters: int) -> bool:
        """Whether it has a link, or so many words and letters."""
        return bool(self.targets) or (len(self.words.split()) >= words and len(self.words) >= letters)


class Progress(Record):
    """How many tasks with boxes there are, and how many of the boxes are checked."""

    done: int
    all: int

    def __str__(self) -> str:
        return f"{self.done} of {self.all}"


def progress(tasks: Iterable[Task]) -> Progress | None:
    """How far tasks are; `None` where none has a box."""
    boxes = [task.checked for task in tasks if task.checked is not None]
    return Progress(sum(boxes), len(boxes)) if boxes else None


def work_of(task: Task, within: tuple[str, ...] = ()) -> Work | None:
    """What a task is about; `None` where it is nothing yet, a statement, or struck."""
    words = " ".join(task.text.value.casefold().split()).rstrip(".")
    targets = tuple(sorted(link.destination.value for link in task.links)) if task.links else ()
    unnamed = not targets and (len(words) < 2 or words in _NOTHING_YET)
    if task.claims or unnamed or "~~" in task.content.source[task.span]:
        return None
    return Work._make((words, targets, within))
