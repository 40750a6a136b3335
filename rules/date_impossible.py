from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import forge_address
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, FrontMatterField, Link, Text
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import MONTHS, WEEKDAYS, WrittenDate, read_dates


class DateImpossible(Rule):
    """A date that cannot be: 31 April, a Monday that is a Tuesday, the 23th.

    ## What it checks

    In headings, paragraphs, items, table cells and fields of the front matter: a day that its month does not have
    (29 February in a year that is no leap year, too), a month above 12, a weekday that is not that of its date, and an
    ordinal with the wrong ending. `2026-31-12` has its month in the middle, as ISO 8601 says; other dates of numbers
    are wrong only where neither order of day and month can be. Code, addresses, quotations, versions and titles of
    issues are not judged, nor is a text about invalid dates.

    ## Why it matters

    One part of the date is wrong, and readers cannot know which: whoever plans by it comes a day late.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q2 2026)

    - [ ] Freeze the API on 31 April 2026
    ```

    ```text output
    ROADMAP.md:5:25: RM251 date-impossible error there is no day 31 in April 2026: the last one is the 30th
      |
    5 | - [ ] Freeze the API on 31 April 2026
      |                         ^^
    ```

    ```markdown bad
    # Acme Roadmap

    Support ends on Tuesday, 8th January 2024; the last call is on March 23th.
    ```

    ```text output
    ROADMAP.md:3:17: RM251 date-impossible error 8 January 2024 is a Monday, not a Tuesday
      |
    3 | Support ends on Tuesday, 8th January 2024; the last call is on March 23th.
      |                 ^^^^^^^

    ROADMAP.md:3:70: RM251 date-impossible error '23th' is not an ordinal: '23rd' would be right
      |
    3 | Support ends on Tuesday, 8th January 2024; the last call is on March 23th.
      |                                                                      ^^^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] Freeze the API on 30 April 2026
    - [ ] End support on Monday, 8th January 2024
    - [ ] Read 2026/31/12, v2024.02.30 and `2026-02-30`
    ```

    ## When to disable

    Where the dates of a document are examples.
    """

    code = "RM251"
    name = "date-impossible"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        taken: list[Span] | None = None
        for passage in _passages(document):
            faults = list(_faults(passage.text))
            if not faults or _is_about_dates(passage):
                continue
            taken = _addresses_and_issues(document) if taken is None else taken
            for fault in faults:
                span = passage.locate(fault.start, fault.end)
                if not _is_inside(taken, span.start):
                    yield self.finding(span, fault.message)


class _Passage(Record):
    """A text to read, and where its characters stand in the source."""

    text: str
    locate: Callable[[int, int], Span]


class _Fault(Record):
    start: int
    end: int
    message: str


def _passages(document: Document) -> Iterator[_Passage]:
    """The texts that may hold a date or an ordinal that is wrong."""
    for text in _texts_with_hints(document.texts):
        if not _SOUND.fullmatch(text.text) and _may_be_wrong(text.prose):
            yield _Passage(text.prose, text.locate)
    for field in document.front_matter.fields if document.front_matter else ():
        start = _first_character(field)
        if start is not None and field.key.value.lower() not in _NAMES and _may_be_wrong(field.value.value):
            yield _Passage(field.value.value, partial(_place_behind, start))


def _texts_with_hints(texts: Sequence[Text]) -> Iterator[Text]:
    """Those that may hold a date: most do not, and one look at them all takes less time than one at each."""
    written = [text.text for text in texts]
    ends = list(accumulate(len(text) + 1 for text in written))
    together = "\n".join(written)
    hints = [*_HINT.finditer(together), *(_WEEKDAY.finditer(together) if "day" in together else ())]
    return (texts[index] for index in sorted({bisect_right(ends, hint.start()) for hint in hints}))


def _place_behind(offset: int, start: int, end: int) -> Span:
    return Span(offset + start, offset + end)


# Fields of front matter whose values are names, even if they look like dates.
_NAMES = frozenset({"aliases", "alias", "id", "image", "permalink", "slug", "tags", "url", "version", "versions"})


def _first_character(field: FrontMatterField) -> int | None:
    """Where the value of a field begins; `None` where it is not written character by character."""
    offset = field.value.raw.find(field.value.value)
    return field.value.span.start + offset if offset in (0, 1) else None


# What nearly every date holds and most texts do not: an ordinal, a year, the digits behind a dash or apostrophe.
_ENDING = r"[sSſ][tT]|[nrNR][dD]|[tT][hH]"
_HINT = pattern(rf"[0-9](?:{_ENDING}|[0-9](?:(?<=19|20)[0-9][0-9]|(?<=[-'’‘][0-9][0-9])))")
_WEEKDAY = pattern(r"[nsri]day")
# What may be wrong: an ordinal, a number that is the day of some months or no month, a weekday.
_DOUBTFUL = pattern(
    rf"[0-9](?:{_ENDING})|(?<![0-9])(?:1[3-9]|[2-9][0-9])(?![0-9])|(?i:[nsri]day)|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
)
# A day that every month has, or a month, and nothing else, as most cells of tables have it.
_SOUND = pattern(
    rf"(?:{'|'.join(MONTHS)}) (?:(?:0?[1-9]|1\d|2[0-8]), ?)?20\d\d|20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])",
    re.IGNORECASE | re.ASCII,
)
_ORDINAL = pattern(r"(?<!\S)[(\[]?(?P<number>[1-9]|[12]\d|3[01])(?P<ending>st|nd|rd|th)(?![\w-])", re.IGNORECASE)


_HINT_OF_ORDINAL = pattern(rf"[0-9](?:{_ENDING})")


def _may_be_wrong(text: str) -> bool:
    return bool((_HINT.search(text) or _WEEKDAY.search(text)) and _DOUBTFUL.search(text))


def _faults(text: str) -> Iterator[_Fault]:
    impossible: list[tuple[int, int]] = []
    for written in read_dates(text):
        if not _is_meant_as_a_date(text, written):
            continue
        fault = _no_such_day(written)
        if fault is not None:
            impossible.append((written.start, written.end))
        fault = fault or _other_weekday(written)
        if fault is not None:
            yield fault
    for match in _ORDINAL.finditer(text) if _HINT_OF_ORDINAL.search(text) else ():
        number = int(match["number"])
        if match["ending"].lower() == _ending(number):
            continue
        if not any(start <= match.start("number") < end for start, end in impossible):
            wrong, right = f"{number}{match['ending']}", _ordinal(number)
            message = f"'{wrong}' is not an ordinal: '{right}' would be right"
            yield _Fault(match.start("number"), match.end(), message)


def _no_such_day(written: WrittenDate) -> _Fault | None:
    day, month, last = written.day, written.month, written.last_day
    if not 0 < day.value < _PLACEHOLDER or not 0 < month.value < _PLACEHOLDER:
        return None
    if last is None and day.value > 12:
        first, second = sorted((day, month), key=lambda part: part.start)
        return _Fault(first.start, second.end, f"neither {first.value} nor {second.value} is a month")
    if last is None:
        return _Fault(month.start, month.end, f"there is no month {month.value}: the last one is 12")
    if day.value <= last:
        return None
    message = f"there is no day {day.value} in {_month_name(written)}: the last one is the {_ordinal(last)}"
    return _Fault(day.start, day.end, message)


# '2026-00-00' and '2026-99-99' stand for a date to come.
_PLACEHOLDER = 40


def _other_weekday(written: WrittenDate) -> _Fault | None:
    weekday, day = written.weekday, written.date
    if weekday is None or day is None or day.weekday() == weekday.value:
        return None
    right, wrong = WEEKDAYS[day.weekday()], WEEKDAYS[weekday.value]
    return _Fault(weekday.start, weekday.end, f"{day.day} {_month_name(written)} is a {right}, not a {wrong}")


def _month_name(written: WrittenDate) -> str:
    """The month, and the year where it is said: `April 2026`."""
    name = next(name.capitalize() for name, number in MONTHS.items() if number == written.month.value)
    return f"{name} {written.year.value}" if written.year else name


def _ordinal(number: int) -> str:
    return f"{number}{_ending(number)}"


def _ending(number: int) -> str:
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


# ----------------------------------------------------------------------------------------------- what is not judged

# A version, a file name, a path or a quotation stands between other characters.
_OPENING = frozenset(" \t\n([{*_~|:,;–—")
_CLOSING = frozenset(" \t\n)]}*_~|:,;–—.!?’'")
_NAME_BEFORE = pattern(r"\b(?:versions?|builds?|tags?|releases?)\s+$", re.IGNORECASE)
_ABOUT_DATES = pattern(
    r"invalid|impossible|non-?existent|not exist|malformed|\bleap\b|\bpars(?:e[sdr]?|ing)\b|\breject|\bvalidat|\btypos?\b|"
    r"\bweekdays?\b|\bsuch as\b|\be\.g\.|\bfor example\b",
    re.IGNORECASE,
)


def _is_meant_as_a_date(text: str, written: WrittenDate) -> bool:
    start, end = written.start, written.end
    if not written.sure or (start and text[start - 1] not in _OPENING):
        return False
    if end < len(text) and (text[end] not in _CLOSING or (text[end] == "." and text[end + 1 : end + 2].isalnum())):
        return False
    before = text[max(0, start - 12) : start]
    return _NAME_BEFORE.search(before) is None and not _counts(text, written)


def _counts(text: str, written: WrittenDate) -> bool:
    """'The 45 March 2026 issues' are many, and no day."""
    if written.day.start > written.month.start or written.ordinal or written.weekday or written.day.value <= 31:
        return False
    return text[written.end :].lstrip()[:1].isalpha()


def _is_about_dates(passage: _Passage) -> bool:
    """Whether a text speaks of dates that are wrong, rather than naming a day."""
    return _ABOUT_DATES.search(passage.text) is not None


def _addresses_and_issues(document: Document) -> list[Span]:
    """Where links stand that are addresses or images, or lead to issues: in order, and apart."""
    apart: list[Span] = []
    for link in document.links:
        if link.image or link.kind in ("autolink", "literal") or _is_issue(link):
            if apart and link.span.start < apart[-1].end:
                apart[-1] = Span(apart[-1].start, max(apart[-1].end, link.span.end))
            else:
                apart.append(link.span)
    return apart


def _is_issue(link: Link) -> bool:
    address = forge_address(link.destination.value)
    return address is not None and address.number is not None


def _is_inside(spans: list[Span], offset: int) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span.start)
    return index > 0 and offset < spans[index - 1].end
