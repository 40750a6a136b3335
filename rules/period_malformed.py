from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Value
from roadmap_lint.rule import Context, Rule, replacement
from roadmap_lint.spelling import nearest
from roadmap_lint.values import MONTHS, read_period

# 'Q1 26', 'H2 27', '1Q26'
_WITH_SHORT_YEAR = pattern(r"(?:Q\s?[1-4]|H\s?[12]|[1-4]Q)[\s-]*[1-4]\d", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


class PeriodMalformed(Rule):
    """The period of a milestone, or of a task in a table, cannot be one: `Q5 2026`, `Q0`, `Q3 202`.

    ## What it checks

    What stands in the place of a period in a milestone's heading, or in a table of tasks in the column of times (where
    another row has one), and has the shape of one, but names no quarter, half, month or year that exists. A way of
    writing that all of a document's quarters and halves share (`Q1 26`, `1Q27`) is passed over.

    ## Why it matters

    The date is the promise; nobody can hold a project to the fifth quarter.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q5 2026)
    ```

    ```text output
    ROADMAP.md:3:11: RM111 period-malformed error 'Q5 2026' is not a period: there is no quarter 5, only Q1 to Q4
      |
    3 | ### v2.8 (Q5 2026)
      |           ^^^^^^^
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Febuary 2027)
    ```

    ```text output
    ROADMAP.md:3:11: RM111 period-malformed error 'Febuary 2027' is not a period: 'February 2027' would be right
      |
    3 | ### v2.9 (Febuary 2027)
      |           ^^^^^^^^^^^^
      = fix: replace with 'February 2027'
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.9 (February 2027)
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (late Q4 2026)

    ### v2.9 (TBA)

    ### v2.10 (H2'27)
    ```

    ## When to disable

    Where milestones carry codes that look like quarters.
    """

    code = "RM111"
    name = "period-malformed"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for period in _malformed(document):
            meant = _meant(period.value)
            fix = replacement(period.span, meant) if meant and period.raw == period.value else None
            yield self.finding(period.span, _message(period.value, meant), fix=fix)


def _malformed(document: Document) -> Iterator[Value[str]]:
    """What is no period in headings, and in tables of tasks whose other rows show that it must be one."""
    in_headings = [milestone.malformed_period for milestone in document.milestones if milestone.malformed_period]
    short = [period for period in in_headings if _WITH_SHORT_YEAR.fullmatch(period.value)]
    is_usual = (len(short) > 1 or len(in_headings) == 1) and not any(
        milestone.period and milestone.period.value.precision in ("quarter", "half")
        for milestone in document.milestones
    )
    for period in in_headings:
        if not (is_usual and period in short):
            yield period
    for table in document.task_tables:
        dated = any(row.period is not None and row.period.value.is_known for row in table.rows)
        for row in table.rows:
            if row.malformed_period is not None and dated:
                yield row.malformed_period


def _message(text: str, meant: str | None) -> str:
    if meant:
        return f"'{text}' is not a period: '{meant}' would be right"
    quarter = re.match(r"Q\s?(\d+)", text, re.IGNORECASE)
    if quarter and not 1 <= int(quarter[1]) <= 4:
        return f"'{text}' is not a period: there is no quarter {quarter[1]}, only Q1 to Q4"
    half = re.match(r"H(\d+)", text, re.IGNORECASE)
    if half and not 1 <= int(half[1]) <= 2:
        return f"'{text}' is not a period: there is no half {half[1]}, only H1 and H2"
    word = re.match(r"[^\W\d_]{4,}", text)
    if word:
        return f"'{text}' is not a period: there is no month '{word[0]}'"
    year = re.search(r"(?<!\d)\d{4}$", text)
    if year:
        return f"'{text}' is not a period: there is no year {year[0]} on a roadmap"
    return f"'{text}' is not a period: a year has four digits ('Q1 2026') or two behind an apostrophe (\"Q1'26\")"


def _meant(text: str) -> str | None:
    """The one period that can be meant, or `None`."""
    candidates = {
        _digits(text),
        _quarter_first(text),
        _roman(text),
        _month(text),
        re.sub(r"^(?:QQ|[oO])", "Q", text),
    } - {
        text,
        None,
    }
    right = [candidate for candidate in candidates if candidate and _is_period(candidate)]
    return right[0] if len(right) == 1 else None


def _is_period(text: str) -> bool:
    found = read_period(text, years=False)
    return found is not None and found[1:] == (0, len(text))


def _digits(text: str) -> str:
    head, blank, year = text.rpartition(" ")
    return head + blank + re.sub(r"[oO]", "0", re.sub(r"[lI]", "1", year))


def _quarter_first(text: str) -> str:
    return re.sub(r"^([1-4])Q", r"Q\1", text, flags=re.IGNORECASE)


def _roman(text: str) -> str:
    return re.sub(r"^Q\s?(IV|I{1,3})\b", lambda match: f"Q{_ROMAN[match[1]]}", text)


def _month(text: str) -> str | None:
    word = re.match(r"[^\W\d_]+", text)
    if word is None:
        return None
    meant = nearest(word[0], [month for month in MONTHS if len(month) > 3])
    return meant[0].capitalize() + text[word.end() :] if len(meant) == 1 else None
