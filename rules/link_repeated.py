from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from roadmap_lint.addresses import web_addresses
from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.forges import named_by
from roadmap_lint.lazy import pattern
from roadmap_lint.lists import lists
from roadmap_lint.model import Document, Item, Link, Task
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.urls import WebAddress

_TRACKED = ("issue", "pull request", "discussion")

# Words that say what is done, or nothing: two tasks that share one are not about the same thing yet.
_IDLE = frozenset(
    """
    a add adds allow an and are as at be build by can change create define deprecate design document docs drop enable
    ensure extend finish fix for from implement implementation improve in initial introduce is issue it its land let
    make merge migrate more move new of on or our plan pr prototype provide publish refactor release remove replace
    research review rework ship spec start support supports test tests that the their this to track tracking update
    use users using via when with write
    """.split()  # noqa: SIM905  (a list of them fills a page)
)


class LinkRepeated(Rule):
    """Two tasks of one list, each about something else, point at the same issue or pull request.

    ## What it checks

    Tasks that name one issue, pull request or discussion each, and the same one. An umbrella is fine: an issue that
    three tasks, several lists or the prose around them name. So are steps towards one thing ("Design the plugin API",
    "Ship the plugin API"), tasks with several links, and links to different comments.

    ## Why it matters

    A task is copied with its link, and the link stays. From then on one issue closes two tasks, and nobody can follow
    the other one: its own issue is not in the roadmap at all.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/issues/12)
    - [ ] [Web console](https://github.com/acme/acme/issues/12)
    ```

    ```text output
    ROADMAP.md:4:21: RM507 link-repeated warning #12 is that of another task of this list, 'Plugin API'; each task has its own
      |
    4 | - [ ] [Web console](https://github.com/acme/acme/issues/12)
      |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = line 3: the other task
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] [Design the plugin API](https://github.com/acme/acme/issues/12)
    - [ ] [Ship the plugin API](https://github.com/acme/acme/issues/12)
    - [ ] [Web console](https://github.com/acme/acme/issues/13#issuecomment-1)
    - [ ] [Audit log](https://github.com/acme/acme/issues/13#issuecomment-2)
    ```

    ## When to disable

    Where issues hold several tasks each, as a rule.
    """

    code = "RM507"
    name = "link-repeated"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        numbers = _NUMBER.findall("\n".join([link.destination.value for link in document.links]))
        if len({*numbers}) == len(numbers):
            return
        targets = _Targets(document)
        named = Counter(target for link in document.links if (target := targets.of(link)) is not None)
        if 2 not in named.values():
            return
        shared = {group.items[0].span: _things(group.title.value) for group in document.groups if group.items}
        for items in lists(document):
            for first, second in _pairs(items, targets):
                label = shared.get(items[0].span, frozenset())
                if named[first.target] == 2 and _are_apart(first.task, second.task, label):
                    yield self._repeats(first, second)

    def _repeats(self, first: _Errand, second: _Errand) -> Diagnostic:
        words = " ".join(first.task.text.value.split())
        other = words if len(words) <= 40 else f"{words[:39]}…"
        return self.finding(
            _place(second.link),
            f"#{second.target.number} is that of another task of this list, '{other}'; each task has its own",
            related=[Related(first.task.text.span, "the other task")],
        )


# A part of a path that may be the number of an issue: where each is there once, no two links lead to one.
_NUMBER = pattern(r"/(\d{1,18})(?![^/?#\n])")


class _Target(Record):
    """An issue, pull request or discussion, or one place on its page."""

    host: str
    repository: str
    kind: str
    number: int
    place: str


class _Errand(Record):
    """A task with a box, and the one issue or pull request that it names."""

    task: Task
    link: Link
    target: _Target


class _Targets:
    """What links lead to: each address is read once."""

    def __init__(self, document: Document) -> None:
        self._addresses = web_addresses(document)
        self._known: dict[str, _Target | None] = {}

    def of(self, link: Link) -> _Target | None:
        if link.opaque or link.image:
            return None
        url = link.destination.value
        if url not in self._known:
            self._known[url] = _target(self._addresses[url])
        return self._known[url]


def _target(address: WebAddress | None) -> _Target | None:
    named = named_by(address)
    if named is None or address is None or named.number is None or named.kind not in _TRACKED:
        return None
    # GitHub and Gitea count issues and pull requests together, GitLab each on its own
    kind = named.kind if named.forge == "gitlab" or named.kind == "discussion" else "issue"
    repository = f"{named.owner}/{named.repository}".casefold()
    return _Target(address.host.removeprefix("www."), repository, kind, named.number, address.fragment)


def _pairs(items: Iterable[Item], targets: _Targets) -> Iterable[tuple[_Errand, _Errand]]:
    seen: dict[_Target, _Errand] = {}
    for item in items:
        errand = _errand(item, targets) if isinstance(item, Task) and item.checked is not None else None
        if errand is None:
            continue
        if errand.target in seen:
            yield seen[errand.target], errand
        seen.setdefault(errand.target, errand)


def _errand(task: Task, targets: _Targets) -> _Errand | None:
    found = [(link, target) for link in task.links if (target := targets.of(link)) is not None]
    return _Errand(task, *found[0]) if len(found) == 1 else None


def _are_apart(first: Task, second: Task, label: frozenset[str]) -> bool:
    """Whether two tasks are about different things: less than half of what the shorter one names is in the other.

    What the label of their group names tells nothing of either.
    """
    one, other = _things(first.text.value) - label, _things(second.text.value) - label
    return bool(one and other) and 2 * len(one & other) < min(len(one), len(other))


def _things(text: str) -> frozenset[str]:
    """What words name; plurals are as singulars, numbers of issues and addresses left out."""
    text = re.sub(r"https?://\S+|(?:(?<![\w.-])[\w.-]++/[\w.-]++)?#\d+", " ", text.casefold())
    words = re.findall(r"[^\W_]+", text)
    return frozenset(word.removesuffix("s") for word in words if word not in _IDLE and not word.isdigit())


def _place(link: Link) -> Span:
    """Where the task says which issue: the address, or the reference to it."""
    inside = link.span.start <= link.destination.span.start < link.span.end
    return link.destination.span if inside else link.span
