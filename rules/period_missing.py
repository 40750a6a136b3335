from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone
from roadmap_lint.order import is_patch
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import CANCELLED, MONTH_ALONE, read_periods

# A heading that promises no time on purpose.
_SOME_DAY = pattern(
    r"\b(?:and|or)\s+(?:beyond|later|above|after)\b|\b(?:later|future|next|some ?day|backlog|ideas?)\b", re.IGNORECASE
)
# A line that says in words when: 'Target: when it is ready'.
_SAYS_WHEN = pattern(
    r"[\W_]*(?:(?:planned|expected|estimated|target)\s+)?(?:release(?:\s+date)?|target|eta|due|date|timeline|when|planned|expected)"
    r"[\s*_]*[:：]",
    re.IGNORECASE,
)


class PeriodMissing(Rule):
    """A milestone has no period, though all of its siblings have one.

    ## What it checks

    Milestones under one parent, where two or more siblings have a period; `TBA` is one. Patch releases, milestones that
    are cancelled, those whose heading promises no time (`v3.0 and beyond`) and those whose text names a date, or says
    when in words (`Target: when it is ready`), are passed over.

    ## Why it matters

    Among milestones that have a date, one without is taken for forgotten. `TBA` says that it was not.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (Q2 2026)

    ### v2.10
    ```

    ```text output
    ROADMAP.md:7:5: RM113 period-missing note v2.10 has no period, and the other 2 milestones here have one: add one such as '(TBA)'
      |
    7 | ### v2.10
      |     ^^^^^
      = line 3: a sibling's period
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (Q2 2026)

    ### v2.10 (TBA)
    ```

    ## When to disable

    Where only some milestones are meant to have a period.
    """

    code = "RM113"
    name = "period-missing"
    severity = Severity.NOTE

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        unread = {item.heading.span for item in document.unread}
        for family in document.families:
            without = [milestone for milestone in family if not (milestone.period or milestone.malformed_period)]
            if len(without) != 1 or len(family) < 3:
                continue
            milestone = without[0]
            if milestone.heading.span in unread or not _owes_a_period(milestone) or _says_when(milestone, document):
                continue
            shape = next(period for sibling in family if (period := sibling.period or sibling.malformed_period))
            place = milestone.version or milestone.heading.text
            yield self.finding(
                place.span,
                f"{milestone.name} has no period, and the other {len(family) - 1} milestones here have one: "
                "add one such as '(TBA)'",
                related=[Related(shape.span, "a sibling's period")],
            )


def _owes_a_period(milestone: Milestone) -> bool:
    if milestone.version and is_patch(milestone.version.value):
        return False
    if milestone.end_of_life:
        return False  # it is out
    if milestone.status and milestone.status.status.value.state == CANCELLED:
        return False
    heading = milestone.heading.text.value
    return _SOME_DAY.search(heading) is None and MONTH_ALONE.search(heading) is None  # 'v1.5 (April)'


def _says_when(milestone: Milestone, document: Document) -> bool:
    return any(
        _SAYS_WHEN.match(text.text) or any(read_periods(text.text, years=False))
        for text in document.texts_below(milestone)
    )
