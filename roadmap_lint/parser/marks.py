"""The marks around a task: its status, its owner and its priority, in emoji, brackets or behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Text, Value
from roadmap_lint.values import Status, read_mark, read_period, read_status

# What stands in brackets before the text (no link, no box: those are no text), and behind it or behind its title.
_BEFORE = pattern(r"[\W_]{0,4}(?:\[(?P<square>[^\[\]]{1,60})\]|\((?P<round>[^()]{1,60})\))\s*:?\s")
_BEHIND = pattern(r"\s[(\[](?P<inside>[^()\[\]]{1,60})[)\]](?=[\s.,;*_]*(?:$|[-–—:]\s))")
_BEHIND_STATUS = pattern(
    r"[\W_]*(?:$|[,;:–—-]\s|(?:(?:in|on|by|for|since|until)\s+)?(?:the\s+)?[vV]?\d|likely\b|expected\b|see\b)"
)
_OWNER = pattern(
    r"(?:^|[(\[,;|.–—]\s?|\s-\s)(?:owners?|leads?|assignees?|assigned to|shepherds?|champions?|dri)\s*:\s*"
    r"(?P<name>[^\s,;()\[\]|][^,;()\[\]|.]{0,40})",
    re.IGNORECASE,
)
# A person, not a package ('@acme/cli') and no address.
_MENTION = pattern(r"(?<![\w/.@-])@[A-Za-z\d](?:-?[A-Za-z\d]){0,38}(?![\w/@-])")
_PRIORITY = pattern(
    r"(?:(?:priority|prio)\s*[:/]\s*(?P<named>[A-Za-z][\w-]{1,30}|\d)|(?P<word>(?:highest|high|medium|normal|low|lowest)"
    r"(?=[\s-]prio))|(?P<code>P[0-5]))(?![\w-])",
    re.IGNORECASE,
)
_CODE_BEFORE = pattern(r"[\W_]{0,4}(?P<code>P[0-5])\s?[:–—-]\s")
_DOCUMENTS = ("proposal", "draft")
_LONGEST = 2_000
_LONGEST_SIGN = 32


def read_marks(content: Text, start: int) -> tuple[Value[Status] | None, Value[str] | None, Value[str] | None]:
    """The status, owner and priority that stand around the text of a task, which begins at `start`; `None` for each."""
    text = content.text
    if len(text) > _LONGEST:
        return None, None, None
    brackets = list(_brackets(text, start)) if text.find("(", start) >= 0 or text.find("[", start) >= 0 else []
    first = text[start : start + 1]
    sign = None if first.isascii() and first != ":" else _sign(text, start)
    if sign is not None and sign[0].state:
        status: tuple[Status, int, int] | None = sign
    else:
        status = next((found for place in brackets if (found := _status(text, *place))), sign)
    owner = _owner(text, start, brackets) if ":" in text or "@" in text else None
    priority = _priority(text, start, brackets) if brackets or "P" in text else None
    return (
        content.value(*status) if status else None,
        content.part(*owner) if owner else None,
        content.part(*priority) if priority else None,
    )


def _brackets(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The insides of the brackets before the text and behind it."""
    while before := _BEFORE.match(text, start):
        yield before.span("square" if before["square"] else "round")
        start = before.end() - 1
    for behind in _BEHIND.finditer(text, start):
        yield behind.span("inside")


def _status(text: str, start: int, end: int) -> tuple[Status, int, int] | None:
    """A known status that is all a bracket says, but for when."""
    inside = text[start:end]
    found = read_status(inside)
    if found is None or found[0].state is None or inside[: found[1]].strip(" *_") not in _signs(inside):
        return None
    if found[0].text.lower() in _DOCUMENTS:
        return None
    rest = inside[found[2] :]
    if not _BEHIND_STATUS.match(rest) and read_period(rest) is None:
        return None  # 'released API'
    return found[0], start + found[1], start + found[2]


def _signs(inside: str) -> tuple[str, ...]:
    mark = read_mark(inside)
    return ("", inside[mark[1] : mark[2]], inside[mark[1] : mark[2] + 1]) if mark else ("",)


def _sign(text: str, start: int) -> tuple[Status, int, int] | None:
    found = read_mark(text[start : start + _LONGEST_SIGN])
    return (found[0], start + found[1], start + found[2]) if found else None


def _owner(text: str, start: int, brackets: list[tuple[int, int]]) -> tuple[int, int] | None:
    labelled = _OWNER.search(text[start:])
    if labelled:
        first = start + labelled.start("name")
        return first, first + len(labelled["name"].rstrip())
    for first, last in brackets:
        mention = _MENTION.search(text, first, last)
        if mention:
            return mention.span()
    mentions = list(_MENTION.finditer(text, start))
    return mentions[-1].span() if mentions and not text[mentions[-1].end() :].strip(" .*_)") else None


def _priority(text: str, start: int, brackets: list[tuple[int, int]]) -> tuple[int, int] | None:
    for first, last in brackets:
        inside = _PRIORITY.search(text, first, last)
        if inside and (not inside["code"] or text[first : inside.start()].strip() == ""):
            return inside.span(inside.lastgroup or 0)
    before = _CODE_BEFORE.match(text, start) if "P" in text else None
    return before.span("code") if before else None
