from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Value
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.values import Period, read_period

STYLES = ("Q1 2026", "2026 Q1", "2026Q1", "2026-Q1", "Q1-2026", "Q1/2026", "Q1'26", "Q1 '26")

_UNIT = r"(?P<letter>[QqHh])(?P<blank>\s?)(?P<number>\d)"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|(?P<mark>['’‘])(?P<short>\d\d))"
_UNIT_FIRST = pattern(rf"(?P<part>.*?){_UNIT}(?P<between>\s*+(?:[-,/]\s*+)?){_YEAR}")
_YEAR_FIRST = pattern(
    rf"(?P<part>.*?)(?P<mark>)(?P<short>)(?P<year>(?:19|20)\d\d)(?P<between>\s*+(?:[-/]\s*+)?){_UNIT}"
)


class PeriodStyle(Rule):
    """A quarter or half year is written in another way than the others.

    ## What it checks

    The periods of milestones that are quarters or halves. The style is the one of the option `style`, else that of two
    or more of them, and of more than any other has. The rule runs only where it is selected.

    The fix is safe where the document does not link to an anchor that the period is a part of, else unsafe.

    ## Why it matters

    Two ways to write the same thing look like two things, and a search for one of them finds half.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (2026 Q2)

    ### v2.10 (mid Q3 2026)
    ```

    ```text output
    ROADMAP.md:5:11: RM116 period-style note '2026 Q2' is written in another way than the others: 'Q2 2026' would be right
      |
    5 | ### v2.9 (2026 Q2)
      |           ^^^^^^^
      = line 3: one of the others
      = fix: replace with 'Q2 2026'
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (Q2 2026)

    ### v2.10 (mid Q3 2026)
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (February 2026)

    ### v2.9 (H1 2026)

    ### v2.10 (Q3 2026)
    ```

    ```toml options
    style = "2026-Q1"
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)
    ```

    ```text output
    ROADMAP.md:3:11: RM116 period-style note 'Q1 2026' is not written like '2026-Q1': '2026-Q1' would be right
      |
    3 | ### v2.8 (Q1 2026)
      |           ^^^^^^^
      = fix: replace with '2026-Q1'
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.8 (2026-Q1)
    ```

    ## When to disable

    It is off unless it is selected.
    """

    code = "RM116"
    name = "period-style"
    severity = Severity.NOTE
    default = False

    style: str = option("", "how a quarter is written; empty: as most of them are", choices=("", *STYLES))

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        periods = [milestone.period for milestone in document.milestones if milestone.period]
        read = [(period, reading) for period in periods if (reading := _read(period.raw))]
        right = _read(self.style) if self.style else _commonest([reading for _, reading in read])
        if right is None:
            return
        example = next((period for period, reading in read if reading.style == right.style), None)
        for period, reading in read:
            meant = reading.in_style(right.style)
            if reading.style != right.style and _is_same(period, meant):
                yield self.finding(
                    period.span,
                    f"'{period.raw}' is written in another way than the others: '{meant}' would be right"
                    if not self.style
                    else f"'{period.raw}' is not written like '{self.style}': '{meant}' would be right",
                    related=[Related(example.span, "one of the others")] if example and not self.style else [],
                    fix=replacement(period.span, meant, safe=not _is_linked(period, document)),
                )


class _Style(Record):
    """How a quarter is written: which part comes first, and what stands between and before the numbers."""

    year_first: bool
    capital: bool
    blank: str  # between letter and number
    between: str
    mark: str  # before a year of two digits


class _Reading(Record):
    """A quarter or half as written; `part` holds the words before it (`mid `)."""

    style: _Style
    part: str
    letter: str
    number: str
    year: int

    def in_style(self, style: _Style) -> str:
        letter = self.letter.upper() if style.capital else self.letter.lower()
        unit = f"{letter}{style.blank}{self.number}"
        year = f"{style.mark}{self.year % 100:02}" if style.mark else str(self.year)
        return self.part + style.between.join([year, unit] if style.year_first else [unit, year])


def _read(raw: str) -> _Reading | None:
    unit_first = _UNIT_FIRST.fullmatch(raw)
    match = unit_first or _YEAR_FIRST.fullmatch(raw)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else 2000 + int(match["short"])
    style = _Style(unit_first is None, match["letter"].isupper(), match["blank"], match["between"], match["mark"] or "")
    return _Reading(style, match["part"], match["letter"], match["number"], year)


def _commonest(readings: Sequence[_Reading]) -> _Reading | None:
    """One of those in the style that two or more have, and more than have any other."""
    by_style = {reading.style: reading for reading in readings}
    counts = Counter(reading.style for reading in readings).most_common(2)
    if not counts or counts[0][1] < 2 or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return by_style[counts[0][0]]


def _is_linked(period: Value[Period], document: Document) -> bool:
    """Whether a link goes to the heading, whose anchor the period is a part of."""
    own = _letters(period.raw)
    fragments = (link.destination.value.rpartition("#") for link in document.links)
    return any(mark and own in _letters(fragment) for _, mark, fragment in fragments)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _is_same(period: Value[Period], text: str) -> bool:
    """Whether the whole text is read back as the same stretch of time."""
    found = read_period(text, years=False)
    return found is not None and found[1:] == (0, len(text)) and found[0][:3] == period.value[:3]
