"""What an editor offers to write: statuses, the next milestone, the next period, and the rules of a suppression."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from roadmap_lint.config import Config
from roadmap_lint.directives import VERBS
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone
from roadmap_lint.order import in_time
from roadmap_lint.record import Record
from roadmap_lint.reserved import CODES as NEVER_SUPPRESSED
from roadmap_lint.source import Span
from roadmap_lint.values import STATUS_WORDS, Period, Version

_STATUS = pattern(
    r"[ \t>]*(?:[-*+][ \t]+)?[*_]{0,3}status[*_]{0,3}[ \t]*:[ \t*_]*(?P<typed>[A-Za-z][A-Za-z -]*)?$", re.IGNORECASE
)
_HEADING = pattern(r"[ \t>]*(?P<marks>#{1,6})[ \t]+(?P<typed>.*)$")
_IN_BRACKET = pattern(r".*[(\[][ \t]*(?P<typed>[\w' ]*)$")
_WORD_AT_END = pattern(r"[\w-]*$")
_OPENERS, _CLOSERS = ("<!--", "{/*"), ("-->", "*/}")
_REST_OF_WORD = pattern(r"[\w-]*")

# How a period of each precision is written, and how many months it has.
_QUARTER = pattern(r"(?P<before>Q)(?P<number>\d)(?P<between>\D*)(?P<year>\d{4}|(?<=['’‘])\d\d)", re.IGNORECASE)
_HALF = pattern(r"(?P<before>H)(?P<number>\d)(?P<between>\D*)(?P<year>\d{4}|(?<=['’‘])\d\d)", re.IGNORECASE)
_YEAR_FIRST = pattern(r"(?P<year>\d{4})(?P<between>[\s/-]*[QH])(?P<number>\d)", re.IGNORECASE)
_MONTHS = {"quarter": 3, "half": 6, "year": 12}
_OFFERED = 3  # periods: the next one, and those behind it


class Completion(Record):
    """A text that may be written in the place of a span. `kind` is status, milestone, period, directive or rule."""

    label: str
    text: str
    span: Span
    kind: str
    detail: str = ""


def completions(document: Document, config: Config, offset: int) -> tuple[Completion, ...]:
    """What may be written at an offset, the likeliest first."""
    source = document.source
    line = source.line_span(source.line_at(offset))
    before, behind = source.text[line.start : offset], source.text[offset : line.end]
    rest = _REST_OF_WORD.match(behind)
    end = offset + (rest.end() if rest else 0)

    def span(match: re.Match[str]) -> Span:
        return Span(offset - len(match["typed"] or ""), end)

    if found := _STATUS.match(before):
        return tuple(_statuses(document, _whole_status(document, span(found))))
    if found := _HEADING.match(before):
        if behind[end - offset :].strip(" \t)]#"):
            return ()  # words follow: this heading is written already
        others = _siblings(document, len(found["marks"]), line)
        bracket = _IN_BRACKET.match(before)
        if bracket:
            return tuple(_periods(others, span(bracket)))
        return tuple(_milestones(others, span(found), source.text[end : line.end]))
    said = _suppression(before)
    word = _WORD_AT_END.search(before)
    if said is None or word is None:
        return ()
    typed, place = word[0], Span(offset - len(word[0]), end)
    if said == typed:
        return tuple(Completion(verb, verb, place, "directive") for verb in map("roadmap-lint-{}".format, VERBS))
    return tuple(_rules(config, place, typed)) if said.startswith("roadmap-lint-") else ()


def _suppression(before: str) -> str | None:
    """What stands in a comment that is open, if that may be a suppression."""
    start = max((before.rfind(opener) + len(opener) for opener in _OPENERS if opener in before), default=0)
    said = before[start:].lstrip()
    is_open = start > 0 and not any(closer in said for closer in _CLOSERS)
    return said if is_open and (said.startswith("roadmap-lint") or "roadmap-lint".startswith(said)) else None


def _whole_status(document: Document, span: Span) -> Span:
    """The span, as far as the status that begins there: `In|Progres` is replaced as a whole."""
    lines = (milestone.status for milestone in document.milestones)
    ends = [line.status.span.end for line in lines if line is not None and line.status.span.start == span.start]
    return Span(span.start, max([span.end, *ends]))


def _statuses(document: Document, span: Span) -> Iterator[Completion]:
    """The words that the document uses, the commonest first, then those of the vocabulary."""
    used = Counter(
        milestone.status.status.value.text
        for milestone in document.milestones
        if milestone.status and milestone.status.status.value.state and not _covers(span, milestone.status.status.span)
    )
    words = [word for word, _ in used.most_common()]
    lower = bool(words) and all(word.islower() for word in words)
    words += [word if lower else word.title() for word in STATUS_WORDS]
    seen: set[str] = set()
    for word in words:
        if word.casefold() not in seen:
            seen.add(word.casefold())
            state = STATUS_WORDS.get(word.casefold(), "")
            yield Completion(word, word, span, "status", "" if state == word.casefold() else state)


def _covers(span: Span, other: Span) -> bool:
    return span.start <= other.start < span.end


# ------------------------------------------------------------------------------------------------------- what is next


def _siblings(document: Document, level: int, line: Span) -> tuple[Milestone, ...]:
    """The other milestones of a level, from the oldest to the newest: those that stand together with the line."""
    families = [
        [other for other in family if other.heading.level == level and not _covers(line, other.heading.text.span)]
        for family in document.families
    ]
    near = [family for family in families if family]
    if not near:
        return ()
    return in_time(min(near, key=lambda family: min(abs(other.span.start - line.start) for other in family)))


def _milestones(siblings: Sequence[Milestone], span: Span, behind: str) -> Iterator[Completion]:
    """The heading of the milestone that follows the newest one: its version, and its period where that has one."""
    versions = [other for other in siblings if other.version]
    if not versions or behind.strip(" \t#"):
        return
    newest = max(versions, key=lambda other: other.version.value if other.version else Version("", (0,)))
    version = newest.version
    if version is None or version.value.pre:
        return
    text = _next_version(version.value)
    start = newest.heading.text.span.start
    source = newest.heading.content.source
    lead = source[Span(start, version.span.start)]
    if re.search(r"\w", lead) and newest.product is None:
        return  # words before the version are those of one milestone
    periods = _next_periods(siblings)
    if newest.period is not None and newest.period.span.start >= version.span.end and periods:
        between = source[Span(version.span.end, newest.period.span.start)]
        tail = re.match(r"[)\]*_]*", source.text[newest.period.span.end : newest.heading.text.span.end])
        if not re.search(r"\w", between):
            whole = f"{lead}{text}{between}{periods[0]}{tail[0] if tail else ''}"
            yield Completion(whole, whole, span, "milestone", f"after {newest.name}")
            return
    yield Completion(lead + text, lead + text, span, "milestone", f"after {newest.name}")


def _next_version(version: Version) -> str:
    if len(version.release) == 1:
        return version.text.replace(str(version.major), str(version.major + 1), 1)
    return version.like((version.major, version.series[1] + 1))


def _periods(siblings: Sequence[Milestone], span: Span) -> Iterator[Completion]:
    for text in _next_periods(siblings):
        yield Completion(text, text, span, "period")


def _next_periods(siblings: Sequence[Milestone]) -> list[str]:
    """The periods that follow the last one, written as it is; none where they are not read off it."""
    dated = [other.period for other in siblings if other.period and other.period.value.end and other.period.value.start]
    if not dated:
        return []
    last = max(dated, key=lambda period: period.value.end or date.min)
    months = _MONTHS.get(last.value.precision)
    if months is None:
        return []
    step = _step([period.value for period in dated], months)
    found = [_shifted(last.raw, last.value, months * step * ahead) for ahead in range(1, _OFFERED + 1)]
    return [text for text in found if text]


def _step(periods: Iterable[Period], months: int) -> int:
    """How many periods lie from one milestone to the next: what is the commonest, else one."""
    starts = sorted({period.start for period in periods if period.start})
    steps = Counter((_month(second) - _month(first)) // months for first, second in pairwise(starts))
    return max((step for step, times in steps.most_common() if step > 0 and times > len(starts) // 2), default=1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _shifted(raw: str, period: Period, months: int) -> str:
    """A period so many months later, written in the same way; empty where that is not known."""
    assert period.start is not None  # only such periods are asked for
    year, month = divmod(_month(period.start) + months, 12)
    if period.precision == "year":
        return str(year) if re.fullmatch(r"\d{4}", raw) else ""
    number = month // _MONTHS[period.precision] + 1
    for form in (_QUARTER, _HALF, _YEAR_FIRST):
        match = form.fullmatch(raw)
        if match is not None:
            shown = f"{year}"[-len(match["year"]) :]
            spans = sorted([(match.span("number"), str(number)), (match.span("year"), shown)], reverse=True)
            for (start, end), text in spans:
                raw = raw[:start] + text + raw[end:]
            return raw
    return ""


# -------------------------------------------------------------------------------------------------------------- rules


def _rules(config: Config, span: Span, typed: str) -> Iterator[Completion]:
    """The rules that can be suppressed: by code where capitals are typed, else by name."""
    for rule in sorted(config.catalogue, key=lambda rule: rule.code):
        if rule.code in NEVER_SUPPRESSED:
            continue
        word, other = (rule.code, rule.name) if typed[:1].isupper() else (rule.name, rule.code)
        yield Completion(word, word, span, "rule", f"{other}: {rule.summary()}")
