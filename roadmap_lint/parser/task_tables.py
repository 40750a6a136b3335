"""The grammar of task tables: one row a feature, with its status, its time, its priority or its owner.

Columns are told by their headings, one table row a meaning, where their cells do not speak against it; never by their
position. Tables of releases are `parser.tables`' to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Column, Heading, Link, Row, Table, TaskRow, TaskTable, Text, Value
from roadmap_lint.parser.cells import said
from roadmap_lint.parser.headings import read_heading
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.values import (
    EMOJI_STATUSES,
    PERIOD_WORDS,
    Period,
    Status,
    marks_in,
    read_mark,
    read_period,
    read_status,
    read_versions,
    without_marks,
)


class _Meaning(Record):
    """A kind of column: what its whole heading is, and what half of its cells (those that say something) must be."""

    kind: str
    heading: re.Pattern[str]
    fits: Callable[[str], bool]


def _anything(text: str) -> bool:
    return True


def _is_short(text: str) -> bool:
    return len(text) <= 60


def is_time(text: str) -> bool:
    """A period, a version that it will be part of, or a word (`Future`)."""
    return (
        read_period(text) is not None
        or next(read_versions(text), None) is not None
        or PERIOD_WORDS.fullmatch(text) is not None
        or _state(text) is not None
    )


def _is_reference(text: str) -> bool:
    return any(mark in text for mark in ("#", "://", "!")) or text.isdigit() or len(text.split()) < 3


_QUALIFIERS = r"(?:(?:current|feature|task|expected|planned|estimated|proposed|main|work|project|github)\s+)?"


def _heading(*phrases: str) -> re.Pattern[str]:
    return pattern(rf"{_QUALIFIERS}(?:{'|'.join(phrases)})", re.IGNORECASE)


# The more telling first.
_MEANINGS = (
    _Meaning("status", _heading("status(?:es)?", "states?"), _is_short),
    _Meaning("status", _heading("progress", "stage", "completion", "done\\??"), _is_short),
    _Meaning(
        "period",
        _heading(
            r"time\s?(?:line|frame)s?",
            r"(?:target|due|delivery|completion|release|start|end|ship)?\s?dates?",
            r"target(?:ed)?(?:\s(?:completion|release|quarter|version|milestone|time\w*))?",
            r"(?:target\s)?(?:quarters?|milestones?|releases?|periods?|half|year)",
            r"(?:target|planned|expected|estimated|proposed|fix)\sversions?",
            r"eta|when|due|schedule[d]?|delivery|horizon|expected|completion",
        ),
        is_time,
    ),
    _Meaning("priority", _heading("priorit(?:y|ies)", "prio", "importance", "urgency"), _is_short),
    _Meaning(
        "owner",
        _heading(
            r"owners?|leads?|assignees?|assigned(?:\sto)?|shepherds?|champions?|dri|responsible|contacts?|who|driver",
            r"(?:tech\s)?leads?",
        ),
        _is_short,
    ),
    _Meaning("title", _heading(r"titles?|names?|features?|tasks?|items?|work\s?items?|deliverables?|what"), _anything),
    _Meaning("title", _heading(r"initiatives?|projects?|enhancements?|epics?|stor(?:y|ies)|topics?|goals?"), _anything),
    _Meaning("title", _heading(r"objectives?|milestones?|components?|capabilit(?:y|ies)|improvements?"), _anything),
    _Meaning("description", _heading(r"descriptions?|summar(?:y|ies)|details?|explanation"), _anything),
    _Meaning(
        "category", _heading(r"themes?|categor(?:y|ies)|areas?|products?|types?|sigs?|groups?|tracks?"), _anything
    ),
    _Meaning(
        "tracking",
        _heading(
            r"(?:tracking\s)?issues?|tracking|trackers?|links?|prs?|pull\srequests?|tickets?|proposals?|keps?|rfcs?"
        ),
        _is_reference,
    ),
)
# Where a column is called this, no other one is of the kind: `| Stage | Status |`, `| Milestone | ETA |`.
_SURE = {
    "status": _heading("status(?:es)?", "states?"),
    "period": _heading(r"eta|when|due(?:\sdates?)?|target\sdates?|quarters?|time\s?(?:line|frame)s?"),
}
_JOINED = pattern(r"(?:(?<!\s)\s++)?(?:[/&,(|]|\band\b|\bor\b)\s*+")
_NAMES = ("title", "description", "category")
# What makes a list of names a list of work.
_TELLING = ("status", "period", "priority")


def read_task_tables(
    tables: Sequence[Table],
    headings: Sequence[Heading | None],
    texts: Sequence[Text],
    links_in: Callable[[Span], tuple[Link, ...]],
) -> tuple[TaskTable, ...]:
    """Those tables whose rows are features or tasks.

    `headings` are those that the tables stand below, `texts` are all of the document: they may hold a legend of the
    emoji in a column. `links_in` gives the links of a stretch of the source.
    """
    pairs = zip(tables, headings, strict=True)
    both = (_read(table, links_in, heading) or _by_period(table, links_in) for table, heading in pairs)
    read = [table for table in both if table is not None]
    legend = _legend(texts) if any(_signs(table) for table in read) else {}
    return tuple(_explained(table, legend) if legend else table for table in read)


def _read(table: Table, links_in: Callable[[Span], tuple[Link, ...]], heading: Heading | None) -> TaskTable | None:
    """A table whose rows are features or tasks; `None` for any other.

    The heading is the title of the only row of a table whose columns name none.
    """
    columns = _columns(table)
    kinds = [column.kind for column in columns]
    if "title" not in kinds and "description" not in kinds and "tracking" in kinds and "category" not in kinds:
        columns = _renamed(columns, "tracking", "title")
        kinds = [column.kind for column in columns]
    named = [kind for kind in _NAMES if kind in kinds]
    tracked = "description" in kinds and "tracking" in kinds
    if not named or not (tracked or any(kind in kinds for kind in _TELLING)):
        return None
    rows: list[TaskRow] = []
    category: Value[str] | None = None
    for row in table.rows:
        own = _value(_cell(row, columns, "category"))
        category = own or category
        read = _row(row, columns, category, links_in, heading if len(table.rows) == 1 else None)
        if read is not None:
            rows.append(read)
    return TaskTable(columns, tuple(rows), table) if rows else None


def _by_period(table: Table, links_in: Callable[[Span], tuple[Link, ...]]) -> TaskTable | None:
    """A table with a column for each period, `| Q1 2026 | Q2 2026 |`, perhaps behind one that names the rows.

    Its cells are the work. Cells of numbers and marks are none: they tell of something else in each period.
    """
    named = int(len(table.header) > 1 and _period_of(table.header[0]) is None and _malformed(table.header[0]) is None)
    periods = [(_period_of(title), _malformed(title)) for title in table.header[named:]]
    if sum(period is not None for period, _ in periods) < _FEWEST_PERIODS or (None, None) in periods:
        return None
    rows = []
    for row in table.rows:
        category = _value(row.cells[0]) if named and row.cells else None
        for cell, (period, malformed) in zip(row.cells[named:], periods, strict=False):
            title = _value(cell)
            if title is not None:
                mark = read_mark(cell.text)
                status = cell.value(*mark) if mark else None
                rows.append(TaskRow(title, category, status, period, malformed, None, None, links_in(cell.span), row))
    if not rows or 2 * sum(_LETTERS.search(row.title.value) is not None for row in rows) < len(rows):
        return None
    columns = (
        Column(index, "title" if index >= named else "category", title) for index, title in enumerate(table.header)
    )
    return TaskTable(tuple(columns), tuple(rows), table)


_FEWEST_PERIODS = 2
_LETTERS = pattern(r"[^\W\d_]{3}")


def _period_of(title: Text) -> Value[Period] | None:
    """The period that is all a heading says."""
    found = read_period(title.text)
    if found is None or not found[0].is_known or (title.text[: found[1]] + title.text[found[2] :]).strip(" *_~?()"):
        return None
    return title.value(*found)


def _renamed(columns: tuple[Column, ...], kind: str, to: str) -> tuple[Column, ...]:
    first = next(column for column in columns if column.kind == kind)
    return tuple(column._replace(kind=to) if column is first else column for column in columns)


def _columns(table: Table) -> tuple[Column, ...]:
    taken: set[str] = set()
    columns = []
    named = [_words(said(title)) for title in table.header]
    for index, title in enumerate(table.header):
        kind = "other"
        if _meanings(named[index]):
            cells = [said(row.cells[index]) for row in table.rows if index < len(row.cells)]
            yields = {
                kind
                for kind, sure in _SURE.items()
                if any(map(sure.fullmatch, named)) and not sure.fullmatch(named[index])
            }
            kind = _kind(named[index], [cell for cell in cells if cell.strip(" -–—")], taken | yields)
        taken.add(kind)
        columns.append(Column._make((index, kind, title, None, None)))
    return tuple(columns)


@lru_cache(1_000)
def _words(title: str) -> str:
    """What a heading is told by: of two words (`A/B`) the first."""
    return _JOINED.split(without_marks(title).casefold())[0].strip(" .:?*_")


@lru_cache(1_000)
def _meanings(words: str) -> tuple[_Meaning, ...]:
    """What the words of a heading may mean; tables have many in common."""
    return tuple(meaning for meaning in _MEANINGS if meaning.heading.fullmatch(words))


def _kind(words: str, cells: Sequence[str], taken: set[str]) -> str:
    """What a column means by its heading; of each meaning there is one column."""
    for meaning in _meanings(words):
        if meaning.kind not in taken and 2 * sum(map(meaning.fits, cells)) >= len(cells):
            return meaning.kind
    return "other"


def _row(
    row: Row,
    columns: tuple[Column, ...],
    category: Value[str] | None,
    links_in: Callable[[Span], tuple[Link, ...]],
    heading: Heading | None,
) -> TaskRow | None:
    if not any(cell.text.strip() for cell in row.cells):
        return None
    named = (_value(_cell(row, columns, kind)) for kind in ("title", "description"))
    title = next((value for value in named if value is not None), heading.text if heading else category)
    if title is None:
        return None
    status, time = _cell(row, columns, "status"), _cell(row, columns, "period")
    links = links_in(Span(row.cells[0].span.start, row.cells[-1].span.end))
    period, malformed = _period(time)
    return TaskRow(
        title,
        category,
        _status(status) or (_known_status(time) if period is None and malformed is None else None),
        period,
        malformed,
        _value(_cell(row, columns, "priority")),
        _owner(_cell(row, columns, "owner"), links),
        links,
        row,
    )


def _cell(row: Row, columns: tuple[Column, ...], kind: str) -> Text | None:
    column = next((column for column in columns if column.kind == kind), None)
    return row.cells[column.position] if column is not None and column.position < len(row.cells) else None


def _value(cell: Text | None) -> Value[str] | None:
    return cell.whole() if cell is not None and cell.text.strip(" -–—") else None


def _owner(cell: Text | None, links: Sequence[Link]) -> Value[str] | None:
    """The owner that a cell names, in words or by what stands for a picture of them."""
    if cell is None or cell.text.strip(f" {OPAQUE}"):
        return _value(cell)
    seen = (link.text for link in links if link.image and cell.span.start <= link.span.start < cell.span.end)
    return next((text for text in seen if text.value.strip()), None)


def _state(text: str) -> str | None:
    found = read_status(text) or read_mark(text)
    return found[0].state if found else None


def _status(cell: Text | None) -> Value[Status] | None:
    """The status of a cell: its words, else its emoji; unknown words beside a telling emoji are a remark."""
    if cell is None:
        return None
    text = said(cell)
    words, mark = read_status(text), read_mark(text)
    if words and (words[0].state or mark is None or mark[0].state is None):
        return cell.value(*words)
    return cell.value(*mark) if mark else None


def _known_status(cell: Text | None) -> Value[Status] | None:
    """The status that stands in the place of a time (`Future`)."""
    status = _status(cell)
    return status if status is not None and status.value.state is not None else None


def _period(cell: Text | None) -> tuple[Value[Period] | None, Value[str] | None]:
    """The period of a cell, or what it says in the place of one that cannot be."""
    if cell is None:
        return None, None
    text = said(cell)
    found = read_period(text)
    if found is None or any(map(str.isalnum, text[: found[1]] + text[found[2] :])):
        malformed = _malformed(cell)
        if malformed is not None:
            return None, malformed
    return (cell.value(*found) if found else None), None


def _malformed(cell: Text) -> Value[str] | None:
    """The whole cell, where it has the shape of a period and cannot be one (`Q5 / 2026`)."""
    if not any(map(str.isdigit, cell.text)) or len(cell.text) > 40:
        return None
    place = read_heading(cell.text).malformed_period
    if place is None or cell.text[: place[0]].strip(" ~*_") or cell.text[place[1] :].strip(" *_?"):
        return None
    return cell.part(*place)


# ----------------------------------------------------------------------------------------------------------- legend

_LABEL = pattern(r"^\W*(?:legend|key|status)\s*[:=]\s*", re.IGNORECASE)
# '🧪 close to stable', '✅ = done': a sign, and the words that it stands for up to the next one.
_ENTRY = pattern(r"[\s:=–—-]*(?P<words>[^\W\d_][^\n.;|]{0,80})")


def _signs(table: TaskTable) -> bool:
    return any(row.status is not None and row.status.value.text in EMOJI_STATUSES for row in table.rows)


def _legend(texts: Sequence[Text]) -> dict[str, str | None]:
    """What items that begin with a sign, or lines of several signs, say that these mean.

    A sign that says more than one thing marks work, and is no legend. One with a meaning of its own is explained in a
    line of several only, and keeps its meaning where the words are none that is known.
    """
    said: dict[str, set[str | None]] = {}
    for text in texts:
        if text.place != "paragraph":
            continue
        line = _LABEL.sub("", text.text)
        signs = list(marks_in(line)) if read_mark(line) else []
        ends = [start for _, start, _ in signs[1:]] + [len(line)]
        for (sign, _, start), end in zip(signs, ends, strict=False):
            entry = _ENTRY.match(line, start, end)
            if entry and (len(signs) > 1 or EMOJI_STATUSES[sign] is None):
                said.setdefault(sign, set()).add(_state(entry["words"]) or EMOJI_STATUSES[sign])
    return {sign: states.pop() for sign, states in said.items() if len(states) == 1}


def _explained(table: TaskTable, legend: dict[str, str | None]) -> TaskTable:
    """The table with the states that the legend gives its emoji."""

    def explained(row: TaskRow) -> TaskRow:
        status = row.status
        if status is None or status.value.text not in legend:
            return row
        return row._replace(status=status._replace(value=Status(status.value.text, legend[status.value.text])))

    return table._replace(rows=tuple(map(explained, table.rows)))
