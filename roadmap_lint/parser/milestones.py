"""The grammar below a milestone's heading: its status line, its date, its goal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.tree import Block, List, Paragraph, Quote
from roadmap_lint.model import Link, StatusLine, Text, Value
from roadmap_lint.values import (
    EMOJI_NAMES,
    EMOJI_STATUSES,
    MONTH_ALONE,
    STATUS_WORDS,
    Period,
    Status,
    marks_in,
    read_mark,
    read_period,
    read_status,
)

_STATUS_LABEL = pattern(r"[\W_]*status[\s*_]*[:：–—-][\s*_]*", re.IGNORECASE)
# What sets a status off in a heading: brackets, a colon, a dash, an emoji; and behind it.
_SIGN = r"[^\w\s\x00-\x7f’‘“”…]"
_SET_OFF = pattern(rf"(?:(?P<bracket>[(\[{{])|[:|]|(?P<comma>,)|{_SIGN}|(?<=\s)-+(?=\s))[\W_]*")
_SET_OFF_BEHIND = pattern(rf"[\s*_?!.]*(?:$|(?P<comma>,)|[()\[\]{{}}|]|{_SIGN}|-+\s)")
_BEHIND_STATUS = pattern(r"[\s*_]*(?:(?:in|on|by|for|since)\s+)*(?:release\b[\s*_]*)?(?:[:：][\s*_]*)?", re.IGNORECASE)
_WORD_BEHIND = pattern(r"\s+(?P<word>[^\W\d_]+(?:[\s-]progress)?)", re.IGNORECASE)
_DATE_BEFORE = pattern(r"20\d\d[)*_\s]*$|['’]\d\d$")
# '03/02/2020' is a day, and nobody knows which.
_UNREADABLE_DAY = pattern(r"\d{1,2}([/.-])\d{1,2}\1(?:20)?\d\d(?!\w)")
# Emoji that say a state in whatever heading; tools and calendars may be decoration.
_SIGNS_IN_HEADINGS = frozenset("✅✔☑🚧🔄🔜⏸")
_SIGN_NAMES = {
    f":{name}:": state
    for name, sign in EMOJI_NAMES.items()
    if sign in _SIGNS_IN_HEADINGS and (state := EMOJI_STATUSES[sign])
}
_SIGN_NAME = pattern("|".join(_SIGN_NAMES))
# What parts a line that says several things: '**Status: in progress** · **Target: Q4 2026**'.
_PARTING = pattern(r"\s[·•|]\s")
_UNDATED = pattern(r"(?:[\W_]|\b(?:in|on|by|for|since|expected|planned)\b)*")


def read_status_line(block: Block) -> StatusLine | None:
    """A paragraph, or the first item of a list, that says `Status: …`, or says nothing but a status."""
    if isinstance(block, Paragraph):
        return _labelled(block.content, block.links) or _bare(block.content, block.links)
    if isinstance(block, List):
        for item in block.items:
            for child in item.children:
                found = _labelled(child.content, child.links) if isinstance(child, Paragraph) else None
                if found:
                    return found
    return None


def _labelled(content: Text, links: tuple[Link, ...]) -> StatusLine | None:
    label = _STATUS_LABEL.match(content.text)
    return _status(content, links, label.end(), _status_end(content, label.end()), may_be_sign=True) if label else None


def _status_end(content: Text, start: int) -> int:
    """Where a status line ends: with its line, or before the target that stands in it, too."""
    end = first_line_end(content)
    partings = _PARTING.finditer(content.text, start, end)
    return next((one.start() for one in partings if DATE_LABEL.match(content.text, one.end(), end)), end)


def _is_status_line(content: Text) -> bool:
    """Whether a paragraph is one, where nobody asks for its parts."""
    label = _STATUS_LABEL.match(content.text)
    if label and _state(content.text[label.end() : first_line_end(content)], may_be_sign=True):
        return True
    return _bare(content, ()) is not None


def _bare(content: Text, links: tuple[Link, ...]) -> StatusLine | None:
    """`_Completed Q2 2021_` alone on its line."""
    end = first_line_end(content)
    if end > 60:
        return None
    line = _status(content, links, 0, end)
    if line is None or line.status.value.state is None:
        return None
    rest = content.text[content.text.index(line.status.value.text) + len(line.status.value.text) : end]
    date = read_period(rest)
    if date:
        return line if _UNDATED.fullmatch(rest[: date[1]] + rest[date[2] :]) else None
    before = _UNDATED.match(rest)
    month = MONTH_ALONE.match(rest, before.end()) if before else None
    return line if _UNDATED.fullmatch(rest, month.end() if month else 0) else None


_AROUND_A_DATE = pattern(
    r"(?:[\W_]|\b(?:in|on|by|for|expected|planned|tentative|tentatively|estimated|approximately|about|around)\b)*",
    re.IGNORECASE,
)
LONGEST_DATE_LINE = 100
_LONGEST_PARTED = 2 * LONGEST_DATE_LINE
_LONGEST_LABELLED = 4 * LONGEST_DATE_LINE
# What a date below a heading is called, where it is the one that the milestone is planned for.
DATE_LABEL = pattern(
    r"[\W_]*(?:(?:planned|expected|estimated|targeted|target|tentative|scheduled|proposed)\s+)?"
    r"(?:release(?:\s+(?:date|plan|target))?|date|timeline|time\s?frame|milestone|eta|due(?:\s+date)?|target|planned\s+for|"
    r"ship\s+date|delivery|planned|expected|estimated|scheduled)[\s*_]*[:：][\s*_]*",
    re.IGNORECASE,
)
# 'Planned for December 2026', and nothing else.
_DATE_WORDS = pattern(
    r"[\s*_(]*(?:planned|expected|estimated|scheduled|targeted|due|coming)\s+(?:for|in|on)\s+(?:the\s+)?", re.IGNORECASE
)
_ANY_LABEL = pattern(r"[\W_]*[^\W\d_]+(?:[ -][^\W_]+){0,3}[\s*_]*[:：]")


def read_date_line(blocks: list[Block]) -> Value[Period] | None:
    """The period that the first paragraphs, or the first list, say of the milestone.

    `- Planned release: early 2018`, on a line of its own, or `Acme 0.7 will be released in October 2019` at the head of
    a paragraph.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            found = _dated(block.content) or _released_in(block.content)
        elif isinstance(block, Quote):
            lines = [child.content for child in block.children if isinstance(child, Paragraph)]
            found = next((found for content in lines if (found := _dated(content))), None)
        elif isinstance(block, List):
            items = [
                item.children[0].content
                for item in block.items
                if item.children and isinstance(item.children[0], Paragraph)
            ]
            return next((found for content in items if (found := _dated(content))), None)
        else:
            return None
        if found:
            return found
    return None


def _dated(content: Text) -> Value[Period] | None:
    """The period in a line, or a part of one, that says nothing else: a label, the period, remarks on its certainty."""
    return next((found for line in _lines_with_labels(content) if (found := _dated_line(content, *line))), None)


def _lines_with_labels(content: Text) -> Iterator[tuple[int, int]]:
    """The first line of a paragraph, and the others up to the first that has a line without a label above it."""
    start = 0
    for end, after in _line_ends(content):
        yield start, end
        if not _ANY_LABEL.match(content.text, start, end):
            return
        start = after


def _dated_line(content: Text, start: int, end: int) -> Value[Period] | None:
    text = content.text
    may_be_parted = end - start <= _LONGEST_PARTED and ("·" in text or "|" in text or "•" in text)
    partings = list(_PARTING.finditer(text, start, end)) if may_be_parted else []
    if not partings:
        return _dated_part(content, start, end)
    bounds = [start, *(edge for parting in partings for edge in parting.span()), end]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    if sum(read_period(text[first:last]) is not None for first, last in parts) > 1:
        return None  # 'Target: Q1 2026 · slipped from Q4 2025'
    return next((found for part in parts if (found := _dated_part(content, *part))), None)


def _dated_part(content: Text, start: int, end: int) -> Value[Period] | None:
    text, stop = content.text, min(end, start + LONGEST_DATE_LINE)
    has_label = ":" in text[start:end] or "：" in text[start:end]
    label = (DATE_LABEL.match(text, start, stop) if has_label else None) or _DATE_WORDS.match(text, start, stop)
    found = read_period(text[label.end() : end]) if label else None
    if label is None or found is None or found[0].start is None:
        return None
    first, last = (label.end() + offset for offset in found[1:])
    around = text[label.end() : first] + text[last:end]
    return content.value(found[0], first, last) if _AROUND_A_DATE.fullmatch(around) else None


_RELEASED_IN = pattern(
    r"[\W_]*(?:[^\W\d_]\S*[ ]){0,4}v?\d[\w.]*[*_`]*\s(?:will\s+be|is|was)\s+"
    r"(?:released|planned|expected|scheduled|due|targeted)(?:\s+to\s+be\s+released|\s+for\s+release)?\s+(?:in|on|for|by)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def _released_in(content: Text) -> Value[Period] | None:
    """`Acme 0.7 will be released in October 2019, with these goals:`"""
    sentence = _RELEASED_IN.match(content.text, 0, LONGEST_DATE_LINE)
    found = read_period(content.text[: sentence.end() + LONGEST_DATE_LINE]) if sentence else None
    if sentence is None or found is None or found[1] != sentence.end():
        return None
    return content.value(*found)


# 'End of life: March 2027', 'EOL Q2 2027', '**Supported until** 2027-03-01': of the milestone that it stands below.
_END_LABEL = pattern(
    r"[\s*_]*(?:(?:planned|expected|estimated|tentative)\s+)?(?:end[\s-]of[\s-](?:life|support)(?:\s+date)?|eol(?:\s+date)?|"
    r"(?:supported|maintained)\s+(?:until|till|through)|support\s+ends)[\s*_]*(?:[:：–—-][\s*_]*)?(?:(?:on|in)\s+)?",
    re.IGNORECASE,
)


def read_end_of_life(blocks: list[Block]) -> Value[Period] | None:
    """Until when the milestone is supported, where one line says that and nothing else; two leave it open."""
    found = [end for content in _lines_of(blocks) for line in _lines_to_end(content) if (end := _ended(content, *line))]
    return found[0] if len(found) == 1 else None


def _lines_of(blocks: list[Block]) -> Iterator[Text]:
    """The paragraphs, and those that begin the items of lists."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.content
        elif isinstance(block, List):
            for item in block.items:
                if item.children and isinstance(item.children[0], Paragraph):
                    yield item.children[0].content


def _lines_to_end(content: Text) -> list[tuple[int, int]]:
    """The lines of a paragraph that says one thing, or in each of its lines one behind a label."""
    if len(content.text) > _LONGEST_LABELLED or not (":" in content.text or _END_LABEL.match(content.text)):
        return []
    lines = list(_lines_with_labels(content))
    is_whole = bool(lines) and lines[-1][1] == len(content.text)
    return lines if is_whole and (len(lines) == 1 or _ANY_LABEL.match(content.text, *lines[-1])) else []


def _ended(content: Text, start: int, end: int) -> Value[Period] | None:
    text = content.text
    label = _END_LABEL.match(text, start, end) if end - start <= LONGEST_DATE_LINE else None
    found = read_period(text[label.end() : end]) if label else None
    if label is None or found is None or not found[0].is_known:
        return None
    first, last = (label.end() + offset for offset in found[1:])
    around = text[label.end() : first] + text[last:end]
    return content.value(found[0], first, last) if _AROUND_A_DATE.fullmatch(around) else None


def status_in_heading(content: Text, links: tuple[Link, ...], start: int) -> StatusLine | None:
    """`v2.0 (Completed in July 2023)`, `v2.8 ✅ Done`, `✅ v2.8`: a known status, with its date if any.

    It stands behind `start`, the end of the version if any: set off, or directly there (`v1.9 Released on May 21,
    2024`); behind a comma only with its date. Where no word says it, an emoji may, at either end of the heading.
    """
    for place, in_brackets, needs_date in _places_of_status(content.text, start):
        found = read_status(content.text[place:])
        if found is None or found[1] or found[0].state is None:
            continue
        period = read_period(found[0].text)
        if period and not period[1]:
            continue  # 'TBA' is both
        end = _end_of_date(content.text, place + found[2])
        if needs_date and end == place + found[2]:
            continue
        behind = _SET_OFF_BEHIND.match(content.text, end)
        if behind and (in_brackets or not behind["comma"]):  # not 'v2.8 - Open, fast and safe'
            return _status(content, links, place, end)
    return _sign_in_heading(content, start)


def _places_of_status(text: str, start: int) -> Iterator[tuple[int, bool, bool]]:
    """Where a status may begin, whether in brackets, and whether only its date shows that it is one."""
    directly = _WORD_BEHIND.match(text, start) if start else None
    if directly:
        yield directly.start("word"), False, directly["word"].lower() not in STATUS_WORDS  # 'v2.8 Active'
    for mark in _SET_OFF.finditer(text, start):
        is_weak = mark["comma"] is not None and not _DATE_BEFORE.search(text, max(0, mark.start() - 8), mark.start())
        yield mark.end(), mark["bracket"] is not None, is_weak  # 'v2.8 - Fast, open'


def _sign_in_heading(content: Text, start: int) -> StatusLine | None:
    """The emoji that a heading begins or ends with, or that stands behind its version, where it says a state."""
    text = content.text
    named = [(_SIGN_NAMES[match[0]], *match.span()) for match in _SIGN_NAME.finditer(text)]
    drawn = [(EMOJI_STATUSES[sign], at, at + 1) for sign, at, _ in marks_in(text) if sign in _SIGNS_IN_HEADINGS]
    found = [
        (Status(text[first:last], state), first, last)
        for state, first, last in (*drawn, *named)
        if not all(part.strip(" *_\ufe0f") for part in (text[:first], text[last:], text[start:first]))
    ]
    if len({status.state for status, _, _ in found}) != 1:
        return None
    status, first, last = found[0]
    return StatusLine(content.value(status, first, last), None, (), content, content.locate(first, last))


def _end_of_date(text: str, start: int) -> int:
    """Where the date that stands directly behind a status ends; `start` if there is none."""
    before = _BEHIND_STATUS.match(text, start)
    at = before.end() if before else start
    date = read_period(text[at:])
    if date and not date[1]:
        return at + date[2]
    other = MONTH_ALONE.match(text, at) or _UNREADABLE_DAY.match(text, at)
    return other.end() if other else start


def _status(
    content: Text, links: tuple[Link, ...], start: int, end: int, *, may_be_sign: bool = False
) -> StatusLine | None:
    found = _state(content.text[start:end], may_be_sign=may_be_sign)
    if found is None:
        return None
    status, first, last = found
    span = content.locate(start, end)
    date = read_period(content.text[start + last : end])
    return StatusLine(
        content.value(status, start + first, start + last),
        content.value(date[0], start + last + date[1], start + last + date[2]) if date else None,
        tuple(link for link in links if span.start <= link.span.start < span.end),
        content,
        span,
    )


def _state(text: str, *, may_be_sign: bool) -> tuple[Status, int, int] | None:
    """The status that a text begins with: its words, or where there are none and it may, an emoji that tells one."""
    found = read_status(text)
    mark = read_mark(text) if found is None and may_be_sign else None
    return mark if mark is not None and mark[0].state else found


def first_line_end(content: Text) -> int:
    """Where the first line of a paragraph ends, in its text."""
    return next(_line_ends(content))[0]


def _line_ends(content: Text) -> Iterator[tuple[int, int]]:
    """Where each line of a paragraph ends, in its text, and where the next begins."""
    for piece in content.pieces:
        if not piece.exact and "\n" in content.source[piece.span].replace("\r", "\n"):
            yield piece.start, piece.end
    yield len(content.text), len(content.text)


def read_goal(blocks: list[Block]) -> Value[str] | None:
    """The first paragraph that is neither the status line nor a date, before any list."""
    for block in blocks:
        if isinstance(block, Quote | List):
            return None
        if isinstance(block, Paragraph) and block.content.text.strip():
            start = _end_of_labels(block.content)
            if start < len(block.content.text):
                return block.content.whole(start)
    return None


def _end_of_labels(content: Text) -> int:
    """Where the lines end that tell the status and the dates; 0 where the paragraph begins with another."""
    found = 0
    for line in _lines_with_labels(content):
        is_status = not line[0] and _is_status_line(content)
        if not (
            is_status or _dated_line(content, *line) or (_ended(content, *line) and line in _lines_to_end(content))
        ):
            break
        found = line[1] + 1
    return found
