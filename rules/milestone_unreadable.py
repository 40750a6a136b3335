from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related
from roadmap_lint.model import Document, Unread, Value
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import Version, read_period


class MilestoneUnreadable(Rule):
    """Among milestones, a heading looks like one, but its version or period cannot be read.

    ## What it checks

    A heading whose siblings all name a version (or a period), and which has in that place something that is none. Its
    siblings tell what the shape is. A period with an impossible quarter or year is RM111's, and words with a number
    (`(after KubeCon 2026)`, `(3 features)`) are no period at all. A heading without a blank behind its `#`, which
    Markdown shows as text, is reported with a fix that inserts the blank.

    ## Why it matters

    The other rules cannot judge what they cannot read, and a reader stumbles over it just as well.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2,9 (Q2 2026)

    ### v2.10 (Q3 2026)
    ```

    ```text output
    ROADMAP.md:5:5: RM005 milestone-unreadable warning 'v2,9' cannot be read as a version: 'v2.9' would be right
      |
    5 | ### v2,9 (Q2 2026)
      |     ^^^^
      = line 3: a sibling's version
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    ###v2.10 (Q3 2026)
    ```

    ```text output
    ROADMAP.md:5:1: RM005 milestone-unreadable warning '###v2.10' is no heading: '### v2.10' would be right
      |
    5 | ###v2.10 (Q3 2026)
      | ^^^^^^^^
      = line 3: a sibling's heading
      = fix: insert a blank
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    ### v2.10 (Q3 2026)
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (Q2 2026)

    ### 3 things that we will not do
    ```

    ## When to disable

    Where headings between milestones begin with numbers that are no versions.
    """

    code = "RM005"
    name = "milestone-unreadable"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for unread in document.unread:
            siblings = [
                milestone
                for milestone in document.milestones
                if milestone.parent == unread.parent and milestone.heading != unread.heading
            ]
            siblings.sort(key=lambda sibling: sibling.version is None or sibling.period is None)
            if unread.part == "heading":
                yield self._no_heading(unread, siblings[0].heading.text)
                continue
            shapes = [sibling.version if unread.part == "version" else sibling.period for sibling in siblings]
            shape = next((shape for shape in shapes if shape is not None), None)
            if shape is None:
                continue
            meant = _meant(unread)
            hint = f"'{meant}' would be right" if meant else f"its siblings write it as '{shape.raw}'"
            yield self.finding(
                unread.suspect.span,
                f"'{unread.suspect}' cannot be read as a {unread.part}: {hint}",
                related=[Related(shape.span, f"a sibling's {unread.part}")],
            )

    def _no_heading(self, unread: Unread, sibling: Value[str]) -> Diagnostic:
        level, word = unread.heading.level, unread.suspect
        behind = word.span.start + level
        return self.finding(
            word.span,
            f"'{word}' is no heading: '{word.value[:level]} {word.value[level:]}' would be right",
            related=[Related(sibling.span, "a sibling's heading")],
            fix=Fix("insert a blank", (Edit(Span(behind, behind), " "),), safe=True),
        )


def _meant(unread: Unread) -> str | None:
    """The one reading that a slip of the finger leaves."""
    if unread.part == "version":
        text = re.sub(r"[,;:]|\.{2,}|\.\s+|\s+", ".", unread.suspect.value.rstrip(",;:. "))
        text = re.sub(r"^(v)\.?v*", r"\1", text, flags=re.IGNORECASE)
        text = re.sub(r"(?<=[\d.])[oO]|[oO](?=[\d.])", "0", text)
        return text if Version.parse(text) and text != unread.suspect.value else None
    text = re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", unread.suspect.value)
    return text if read_period(text, years=False) else None
