"""What a cell of a support table says: a version, a date, a range of versions, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Column, Row, Table, Text
from roadmap_lint.values import Period, Version, VersionRange, read_period, read_range, read_versions

# What a cell says that says nothing.
EMPTY_CELL = pattern(r"[\W_]*(?:n/?a|none|tb[acd]|unknown|to be \w+|\?+)?[\W_]*", re.IGNORECASE)
NO_DATE = pattern(
    r"[\W_]*(?:yes|no|ended|current(?:ly)?|supported|unsupported|never|release of|next)\b.*", re.IGNORECASE | re.DOTALL
)
# The coming of a release, in the place of a date: 'Release of 1.13', 'when v1.13 is released', '1.13 release'.
_WHEN_RELEASED = (
    r"(?:release\s+of|when|once)\s+(?:[^\W\d_][\w-]*\s+)?"
    r"(?P<event>v?\d[\w.]*+)(?:\s+(?:is|was|will\s+be)\s+(?:released|out|ga))?"
)
_EVENT = pattern(
    rf"[\W_]*(?:(?:on|at|upon|with|until|after|by|eol)\s+)?(?:the\s+)?(?:{_WHEN_RELEASED}|(?P<named>v?\d[\w.]*+)\s+released?)[\W_]*",
    re.IGNORECASE,
)
# 'in maintenance when v1.14.0 is released, EOL when v1.15.0 is released'
_END_AMONG_OTHERS = pattern(rf"\b(?:eol|end[- ]of[- ]life|unsupported)\s+{_WHEN_RELEASED}[\W_]*$", re.IGNORECASE)

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾†‡"
_NOTES = pattern(rf"(?:\[\^[^\]\s]{{1,40}}\]|[{_RAISED}])+")
_NOTE_AT_END = pattern(r"\[\^[^\]\s]{1,40}\]\Z")
# Blanks and hyphens that break no line, as they come with text from web pages.
_UNBROKEN = {0x00A0: " ", 0x202F: " ", 0x2011: "-"}
_STRUCK = pattern(
    r"(?<![\\~])~~(?=[^\s~])(?:[^~]|~(?!~))*?(?<=[^\s~])~~(?!~)|<(?P<tag>del|s|strike)\b[^>]{0,99}>.{0,200}?</(?P=tag)>",
    re.IGNORECASE | re.DOTALL,
)


def said(cell: Text) -> str:
    """The text of a cell with blanks, place for place, where a footnote is marked or something is struck.

    A cell that is struck as a whole says what it said.
    """
    text = cell.text
    raw = cell.source.text[cell.span.start : cell.span.end]
    if raw == text and text.isascii() and "~" not in text and "[^" not in text:
        return text
    if ("~~" in raw or "</" in raw) and (struck := list(_STRUCK.finditer(raw))):
        left = list(text)
        for match in struck:
            for start, end in _within(cell, cell.span.start + match.start(), cell.span.start + match.end()):
                left[start:end] = " " * (end - start)
        kept = "".join(left)
        text = kept if re.search(r"\w", kept) else text
    if text.isascii():
        return _NOTES.sub(lambda note: " " * len(note[0]), text) if "[^" in text else text
    text = text.translate(_UNBROKEN)
    return _NOTES.sub(lambda note: " " * len(note[0]), text)


def end_of_words(text: str) -> int:
    """Where the marks of footnotes begin that a text ends with; of a star at the end nobody says '1.9.*'."""
    end = len(text)
    while end:
        if text[end - 1] in _RAISED or text[end - 1] == "*" or text[end - 1].isspace():
            end -= 1
        elif text[end - 1] == "]" and (note := _NOTE_AT_END.search(text, max(0, end - 43), end)):
            end = note.start()
        else:
            break
    return end


def _within(cell: Text, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of a cell's text that stand in a stretch of the source."""
    for piece in cell.pieces:
        start, end = max(piece.span.start, first), min(piece.span.end, last)
        if start >= end:
            continue
        if piece.exact:
            yield piece.start + start - piece.span.start, piece.start + end - piece.span.start
        else:
            yield piece.start, piece.end


# A day and a month, whichever comes first, and the year.
_NUMBERS = pattern(
    r"(?<![\w./-])(?P<first>\d\d)(?P<mark>[/-])(?P<second>\d\d)(?P=mark)(?P<year>(?:19|20)\d\d)(?![\w/-])"
)
_LONGEST_DATE = 60  # with a remark
# '06/2026'
_MONTH_FIRST = pattern(r"(?<![\w./-])(0[1-9]|1[0-2])/((?:19|20)\d\d)(?![\w./-])")
_DOTTED_MONTH = pattern(r"[\W_]*(?:19|20)\d\d(?P<dot>\.)(?:0[1-9]|1[0-2])[\W_]*")


def as_date(text: str) -> str:
    """A cell of dates, in which `2027.01` is no version; place for place."""
    month = _DOTTED_MONTH.fullmatch(text) if text.count(".") == 1 else None
    return f"{text[: month.start('dot')]}-{text[month.end('dot') :]}" if month else text


class Reads:
    """What the cells of one table say, each read once: a column is told by cells that are then its values."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._said: dict[int, list[str]] = {}
        self._telling: dict[int, list[str]] = {}
        self._titled: dict[Callable[[str], bool], bool] = {}
        self._versions: dict[str, tuple[Version, int, int] | None] = {}
        self._days_stand: set[str] | None = None
        self._periods: dict[tuple[str, bool], tuple[Period, int, int] | None] = {}
        self._ranges: dict[tuple[str, str], VersionRange | None] = {}

    def column(self, index: int) -> list[str]:
        """What the cell of each row says; rows that are short of it say nothing."""
        if index not in self._said:
            rows = self.table.rows
            self._said[index] = [said(row.cells[index]) if index < len(row.cells) else "" for row in rows]
        return self._said[index]

    def telling(self, index: int) -> list[str]:
        """The cells of a column that say something."""
        if index not in self._telling:
            # most end with a number, which says something
            cells = self.column(index)
            self._telling[index] = [cell for cell in cells if cell[-1:].isdigit() or not EMPTY_CELL.fullmatch(cell)]
        return self._telling[index]

    def has_title(self, is_such: Callable[[str], bool]) -> bool:
        """Whether any heading of the table is such; the same is asked for many columns."""
        if is_such not in self._titled:
            self._titled[is_such] = any(is_such(title.text) for title in self.table.header)
        return self._titled[is_such]

    def version(self, text: str) -> tuple[Version, int, int] | None:
        if text not in self._versions:
            self._versions[text] = version_of_cell(text)
        return self._versions[text]

    def period(self, text: str, *, years: bool = True) -> tuple[Period, int, int] | None:
        if (text, years) not in self._periods:
            found = read_period(text, years=years)
            if found is None and len(text) <= _LONGEST_DATE and ("/" in text or text.count("-") > 1):
                found = read_period(_MONTH_FIRST.sub(r"\2-\1", _NUMBERS.sub(self._in_order, text)), years=years)
            self._periods[text, years] = found
        return self._periods[text, years]

    def _in_order(self, date: re.Match[str]) -> str:
        """A date by its year first, place for place; the year alone where no cell tells which number is the month."""
        if self._days_stand is None:
            cells = (cell.text for row in self.table.rows for cell in row.cells)
            dates = [found for cell in cells for found in _NUMBERS.finditer(cell)]
            self._days_stand = {place for found in dates for place in ("first", "second") if int(found[place]) > 12}
        if len(self._days_stand) != 1:
            return f"      {date['year']}"
        day, month = ("first", "second") if "first" in self._days_stand else ("second", "first")
        return f"{date['year']}-{date[month]}-{date[day]}"

    def range(self, text: str, platform: str) -> VersionRange | None:
        if (text, platform) not in self._ranges:
            self._ranges[text, platform] = read_range(text, platform)
        return self._ranges[text, platform]


def cell_of(row: Row, column: Column | None) -> Text | None:
    return row.cells[column.position] if column is not None and column.position < len(row.cells) else None


# Names before a whole number that make it a version: 'Phase 1' and 'Sprint 12' are none.
KNOWN = pattern(
    r"kubernetes|k8s|k3s|rke2|openshift|ocp|okd|rancher|helm|docker|containerd|cri-o|etcd|istio|envoy|cilium|calico|"
    r"linux|ubuntu|debian|fedora|rhel|windows(?: server)?|macos|android|ios|node(?:\.?js)?|npm|deno|bun|"
    r"java|jdk|jre|openjdk|scala|kotlin|gradle|maven|spring(?: boot| framework)?|quarkus|"
    r"python|django|php|laravel|symfony|wordpress|drupal|ruby|rails|go|golang|rust|typescript|angular|react|vue(?:\.js)?|"
    r"next\.js|nuxt|svelte|electron|erlang(?:/otp)?|otp|elixir|swift|xcode|\.net(?: core| framework)?|dotnet|"
    r"postgres(?:ql)?|mysql|mariadb|mongodb|redis|valkey|kafka|cassandra|elasticsearch|opensearch|spark|hadoop|"
    r"terraform|ansible|prometheus|grafana|cuda|pytorch|tensorflow",
    re.IGNORECASE,
)
# A bound, or the second one of two.
_COMPARED = pattern(r"[<>=≤≥]$|\d")
# '15 SP7' is a part of 15, as '15 SP6' is.
_PART = pattern(r"[\s-]*(?:SP|R|U|update|service pack)\s?\d", re.IGNORECASE)
# The newest of several: 'v1.70 ... v1.76'.
_UP_TO = pattern(
    r"\s*(?:→|->|=>|-|–|—|\.\.\.?|…|~|to|through|thru|until|up to)\s*"
    r"(?P<newest>v?\d{1,3}(?:\.\d{1,3})+)(?:\.[x*])?[\W_]*",
    re.IGNORECASE,
)
_API = pattern(r"v\d+(?:alpha|beta)\d+", re.IGNORECASE)


def version_of_cell(text: str) -> tuple[Version, int, int] | None:
    """The version that a cell is about: at its head, behind a name at most (`containerd v2.0 ✅`)."""
    found = next(read_versions(text), None)
    if found is None or len(text) > 60:
        return None
    version, start, end = found
    before = text[:start].strip(" *_`~[(")
    if before and (_COMPARED.search(before) or len(before.split()) > 3):
        return None
    if len(version.release) == 1 and _PART.match(text, end):
        return None
    if _API.fullmatch(version.text) or (end < len(text) and _goes_on(version, text[end:])):
        return None
    dotted = len(version.release) > 1 or version.wildcard or version.text[:1] in "vV" or not before
    year = len(version.release) == 1 and 1900 < version.release[0] < 2100
    return found if (dotted or KNOWN.fullmatch(before)) and not year else None


def _goes_on(version: Version, rest: str) -> bool:
    """Whether what stands behind a version makes it the oldest of several."""
    match = _UP_TO.fullmatch(rest)
    newest = Version.parse(match["newest"]) if match else None
    return newest is not None and len(newest.release) == len(version.release) and newest > version


# Longer texts are prose.
_LONGEST = 200


def _event(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    return _EVENT.fullmatch(text) or _END_AMONG_OTHERS.search(text)


def tells_an_event(text: str) -> bool:
    """Whether a cell says the coming of a release in the place of a date."""
    return _event(text) is not None


def event_of_cell(text: str) -> tuple[Version, int, int] | None:
    """The release whose coming a cell says in the place of a date, and the place of all its words.

    A whole number may be any version of it: nothing is told of that.
    """
    match = _event(text)
    version = Version.parse(match["event"] or match.groupdict().get("named") or "") if match else None
    if match is None or version is None or len(version.release) < 2:
        return None
    words = match[0].strip(" *_`~")
    start = text.index(words, match.start())
    return version, start, start + len(words)
