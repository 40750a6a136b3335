from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import forge_address
from roadmap_lint.lazy import pattern
from roadmap_lint.lists import is_struck
from roadmap_lint.model import Document, Group, Item, Link, Task
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import COMPLETED, IN_PROGRESS

_NAMED = pattern(r"(?<![\w&.-])[\w.-]++/[\w.-]++#\d+\b|(?<![\w&])#\d+\b|\bGH-\d+\b|(?<![\w/])!\d+\b")
# Other trackers, and addresses within the repository: 'issues/12', 'browse/ACME-12', 'show_bug.cgi?id=12'.
_ADDRESS = pattern(
    r"(?:issues?|pulls?|merge_requests|work_items|discussions|tickets?|bugs?|stories|browse)/[A-Z0-9_-]*\d"
    r"|[?&](?:id|issue|selectedIssue)=[A-Z0-9_-]*\d",
    re.IGNORECASE,
)
_ON_A_FORGE = ("issue", "pull request", "discussion")


class TaskUnlinked(Rule):
    """A task that is being worked on, or done, names no issue and no pull request.

    ## What it checks

    Task boxes below a milestone that is in progress or completed. An issue, a pull request or a discussion is named by
    a link or by `#12`, `acme/acme#12`, `GH-12`, in the task or in the groups around it. Statements about versions and
    APIs and struck tasks need none. Chores are tasks like others.

    ## Why it matters

    Nobody can follow the work, and nothing shows later that it was done.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    **Status**: In Progress

    - [x] [Plugin API](https://github.com/acme/acme/issues/12)
    - [ ] Audit log
    ```

    ```text output
    ROADMAP.md:8:7: RM605 task-unlinked note this task names no issue or pull request: link the one where it can be followed
      |
    8 | - [ ] Audit log
      |       ^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    **Status**: In Progress

    - [x] [Plugin API](https://github.com/acme/acme/issues/12)
    - [ ] Audit log ([design](https://github.com/acme/acme/discussions/13))
    - [ ] End support for Acme v2.6.x

    ### v2.10 (Q3 2026)

    **Status**: Planned

    - [ ] Dark mode
    ```

    ## When to disable

    It is off unless selected: select it where every task has an issue before work on it begins.
    """

    code = "RM605"
    name = "task-unlinked"
    severity = Severity.NOTE
    default = False

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for milestone in document.milestones:
            if milestone.status is not None and milestone.status.status.value.state in (IN_PROGRESS, COMPLETED):
                for task in _unlinked(milestone.items):
                    message = "this task names no issue or pull request: link the one where it can be followed"
                    yield self.finding(task.text.span, message)


def _unlinked(items: Iterable[Item]) -> Iterator[Task]:
    """The tasks that name nothing themselves, in no group that does."""
    for item in items:
        if item.claims or is_struck(item) or _names_one(item):
            continue
        if isinstance(item, Group):
            yield from _unlinked(item.items)
        elif item.checked is not None:
            yield item


def _names_one(item: Item) -> bool:
    return _NAMED.search(item.content.prose) is not None or any(map(_leads_to_one, item.links))


def _leads_to_one(link: Link) -> bool:
    address = forge_address(link.destination.value)
    if address is not None:
        return address.kind in _ON_A_FORGE
    return link.opaque or _ADDRESS.search(link.destination.value) is not None
