from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document, Text
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import read_bucket


class NoMilestones(Rule):
    """Nothing in this document can be read as a roadmap.

    ## What it checks

    There is a milestone (a heading with a version or a period), a bucket (`Now`, `Next`, `Later`, `Done`, …), a table
    or a task list. What a template, another file or the front matter brings in is unknown, and not missing. The
    `shape` that `roadmap-lint parse FILE` prints tells what was understood.

    ## Why it matters

    A linter that has nothing to read has nothing to say: silence would be taken for approval.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    We are working on it.
    ```

    ```text output
    ROADMAP.md:1:3: RM004 no-milestones note no milestone, bucket, support table or task list can be read here, so no promise was checked
      |
    1 | # Acme Roadmap
      |   ^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ## Next

    - Faster builds
    ```

    ## When to disable

    Where the roadmap is made by a template, or only links elsewhere.
    """

    code = "RM004"
    name = "no-milestones"
    severity = Severity.NOTE

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        if document.milestones or document.buckets or document.unread or document.shortcodes:
            return
        from roadmap_lint.shape import has_shape  # hardly any roadmap gets here

        if has_shape(document) or any(map(_is_bucket, document.texts)):
            return
        place = document.headings[0].text.span if document.headings else Span(0, 0)
        if not document.source.text.strip():
            yield self.finding(place, "this document is empty")
            return
        yield self.finding(
            place, "no milestone, bucket, support table or task list can be read here, so no promise was checked"
        )


def _is_bucket(text: Text) -> bool:
    """Whether a text is the name of a bucket and nothing else: "**Next:**"."""
    named = read_bucket(text.text)
    return named is not None and not text.text[named[2] :].strip(" *_:–—-")
