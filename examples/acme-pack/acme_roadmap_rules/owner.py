"""ACME001: every milestone has an owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadmap_lint import Context, Diagnostic, Document, Milestone, Rule, Severity, Value, option


class OwnerMissing(Rule):
    """A milestone has no owner, or one whom nobody can ask.

    ## What it checks

    Each milestone has a line `**Owner**: @name` of its own. Where the option `owners` is set, the name is one of them.

    ## Why it matters

    A promise that belongs to everybody is kept by nobody.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: In Progress
    **Owner**: @wile

    ### v2.9 (Q2 2026)

    **Status**: Planned
    ```

    ```text output
    ROADMAP.md:8:5: ACME001 acme-owner-missing warning v2.9 has no owner: add '**Owner**: @name' below its heading
      |
    8 | ### v2.9 (Q2 2026)
      |     ^^^^^^^^^^^^^^
    ```

    With `owners = ["@wile", "@road-runner"]`:

    ```toml options
    owners = ["@wile", "@road-runner"]
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Owner**: @whyle
    ```

    ```text output
    ROADMAP.md:5:12: ACME001 acme-owner-missing warning v2.8 is owned by '@whyle', who is none of @wile, @road-runner
      |
    5 | **Owner**: @whyle
      |            ^^^^^^
    ```

    ## When to disable

    Where one person answers for the whole roadmap.
    """

    code = "ACME001"
    name = "acme-owner-missing"
    severity = Severity.WARNING

    label: str = option("Owner", "the word before the colon")
    owners: tuple[str, ...] = option((), "who may own a milestone; empty: anyone")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for milestone in document.milestones:
            owner = next(self._owners(milestone, document), None)
            if owner is None:
                heading = milestone.heading.text.span
                wanted = f"**{self.label}**: @name"
                yield self.finding(heading, f"{milestone.name} has no owner: add '{wanted}' below its heading")
            elif self.owners and owner.value not in self.owners:
                known = ", ".join(self.owners)
                yield self.finding(owner.span, f"{milestone.name} is owned by '{owner}', who is none of {known}")

    def _owners(self, milestone: Milestone, document: Document) -> Iterator[Value[str]]:
        """The owners named in the paragraphs of a milestone; a milestone below it has its own."""
        line = re.compile(rf"(?<!\S){re.escape(self.label)}\s*:\s*(@[\w-]+)")
        inner = [other.span for other in document.milestones if other.parent == milestone.section]
        for text in document.texts:
            if text.place != "paragraph" or not _within(text.span, milestone.span):
                continue
            if any(_within(text.span, span) for span in inner):
                continue
            for found in line.finditer(text.prose):
                yield text.part(*found.span(1))


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
