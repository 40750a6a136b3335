"""The grammar below a milestone's heading: its status line, its date, its goal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.tree import Block, List, Paragraph, Quote
from roadmap_lint.model import Link, StatusLine, Text, Value
from roadmap_lint.values import (
    COMPLETED,
    EMOJI_STATUSES,
    IN_PROGRESS,
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
    ":white_check_mark:": COMPLETED,
    ":heavy_check_mark:": COMPLETED,
    ":ballot_box_with_check:": COMPLETED,
    ":construction:": IN_PROGRESS,
}
_SIGN_NAME = pattern("|".join(_SIGN_NAMES))
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
    return _status(content, links, label.end(), first_line_end(content), may_be_sign=True) if label else None


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
# What a date below a heading is called, where it is the one that the milestone is planned for.
DATE_LABEL = pattern(
    r"[\W_]*(?:(?:planned|expected|estimated|targeted|target|tentative|scheduled|proposed)\s+)?"
    r"(?:release(?:\s+(?:date|plan|target))?|date|timeline|time\s?frame|milestone|eta|due(?:\s+date)?|target|planned\s+for|"
    r"ship\s+date|delivery)[\s*_]*[:：][\s*_]*",
    re.IGNORECASE,
)


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
    """The period in a line that says nothing else: a label, the period, remarks on its certainty."""
    end = first_line_end(content)
    has_label = ":" in content.text[:end] or "：" in content.text[:end]
    label = DATE_LABEL.match(content.text, 0, min(end, LONGEST_DATE_LINE)) if has_label else None
    found = read_period(content.text[label.end() : end]) if label else None
    if label is None or found is None or found[0].start is None:
        return None
    first, last = (label.end() + offset for offset in found[1:])
    around = content.text[label.end() : first] + content.text[last:end]
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
    found = [end for content in _lines_of(blocks) if (end := _ended(content))]
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


def _ended(content: Text) -> Value[Period] | None:
    if len(content.text) > LONGEST_DATE_LINE or first_line_end(content) < len(content.text):
        return None
    label = _END_LABEL.match(content.text)
    found = read_period(content.text[label.end() :]) if label else None
    if label is None or found is None or not found[0].is_known:
        return None
    first, last = (label.end() + offset for offset in found[1:])
    around = content.text[label.end() : first] + content.text[last:]
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
    for piece in content.pieces:
        if not piece.exact and "\n" in content.source[piece.span].replace("\r", "\n"):
            return piece.start
    return len(content.text)


def read_goal(blocks: list[Block]) -> Value[str] | None:
    """The first paragraph that is neither the status line nor a date, before any list."""
    for block in blocks:
        if isinstance(block, Quote | List):
            return None
        if isinstance(block, Paragraph) and block.content.text.strip():
            start = 0
            if _is_status_line(block.content) or _dated(block.content) or _ended(block.content):
                start = first_line_end(block.content) + 1
            if start < len(block.content.text):
                return block.content.whole(start)
    return None
