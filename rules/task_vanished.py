from __future__ import annotations

from collections.abc import Iterable, Mapping

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.model import Document, Heading, Item
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import CANCELLED


class TaskVanished(Rule):
    """A task that was open is gone: it was not checked, not moved and not reworded.

    ## What it checks

    Every task whose box was not checked in the base revision. It is found again by what it links to, by its words, or
    by most of its words, in any milestone of the document. Struck tasks (`~~…~~`) and those of cancelled milestones
    may go, proposals too, and where the whole milestone is gone, milestone-vanished says so.

    ## Why it matters

    Someone waits for it. A task that is dropped in silence reads like one that nobody ever promised.

    ## Examples

    ```markdown base
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] Cache layers ([#101](https://github.com/acme/builder/issues/101))
    - [ ] Parallel builds

    ### v2.9 (Q2 2026)

    - [ ] Signed builds
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [x] Cache layers ([#101](https://github.com/acme/builder/issues/101))

    ### v2.9 (Q2 2026)

    - [ ] Signed builds
    ```

    ```text output
    ROADMAP.md:3:5: RM801 task-vanished warning 'Parallel builds' stood in v2.8, open, and is gone: move it, or strike it (~~…~~) and say why
      |
    3 | ### v2.8 (Q1 2026)
      |     ^^^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] Layers are cached ([#101](https://github.com/acme/builder/issues/101))

    ### v2.9 (Q2 2026)

    - [ ] Parallel builds
    - [ ] Signed builds
    ```

    ## When to disable

    Where the roadmap is a sketch whose tasks come and go.
    """

    code = "RM801"
    name = "task-vanished"
    kind = "history"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        from roadmap_lint import history

        headings = {heading.text.value: heading for heading in reversed(document.headings)}
        proposals = {found.span for proposals in (context.base or document).proposals for found in proposals}
        for change in context.changes(document):
            if not isinstance(change, history.TaskVanished) or change.doubtful or not _is_open(change.before.item):
                continue
            if change.before.item.span in proposals:
                continue  # it was rejected, or withdrawn
            before, now = change.before.milestone, change.milestone
            if CANCELLED in (history.state(before), history.state(now)) or (before is not None and now is None):
                continue
            place = f"in {before.name}" if before else "here"
            yield self.finding(
                now.heading.text.span if now else _section(change.before.heading, document, headings),
                f"'{_short(change.before.text)}' stood {place}, open, and is gone: "
                "move it, or strike it (~~…~~) and say why",
            )


def _is_open(item: Item) -> bool:
    return item.checked is False and not any(mark in item.content.source[item.span] for mark in ("~~", "<del>", "<s>"))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _section(heading: Heading | None, document: Document, headings: Mapping[str, Heading]) -> Span:
    """Where a task stood that was in no milestone: the section of that name, else the beginning."""
    found = headings.get(heading.text.value if heading else "") or next(iter(document.headings), None)
    return found.text.span if found else Span(0, 0)
