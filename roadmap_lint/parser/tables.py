"""The grammar of support tables: what a column means by its heading and its cells, one table row a meaning.

A column is what its heading says only where its cells agree: a column `Release` of prose holds no versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Column, Release, Row, Supported, SupportTable, Table, Text, Value
from roadmap_lint.record import Record
from roadmap_lint.values import Period, Version, VersionRange, read_period, read_range, read_versions


class _Meaning(Record):
    """A kind of column: phrases of its heading, and what half of its cells (those that say something) must be."""

    kind: str
    phrases: re.Pattern[str]
    fits: Callable[[_Reads, str], bool]


class _Reads:
    """What the cells of one table say, each text read once: a column is told by cells that are then its values."""

    def __init__(self) -> None:
        self._periods: dict[tuple[str, bool], tuple[Period, int, int] | None] = {}
        self._ranges: dict[tuple[str, str], VersionRange | None] = {}

    def period(self, text: str, *, years: bool = True) -> tuple[Period, int, int] | None:
        if (text, years) not in self._periods:
            self._periods[text, years] = read_period(text, years=years)
        return self._periods[text, years]

    def range(self, text: str, platform: str) -> VersionRange | None:
        if (text, platform) not in self._ranges:
            self._ranges[text, platform] = read_range(text, platform)
        return self._ranges[text, platform]


# What a cell says that says nothing.
EMPTY_CELL = pattern(r"[\W_]*(?:n/?a|none|tb[acd]|unknown|to be \w+|\?+)?[\W_]*", re.IGNORECASE)
NO_DATE = pattern(
    r"[\W_]*(?:yes|no|ended|current(?:ly)?|supported|unsupported|never|release of|next)\b.*", re.IGNORECASE | re.DOTALL
)
# The coming of a release, in the place of a date: 'Release of 1.13', 'when v1.13 is released', '1.13 release'.
EVENT = pattern(
    r"[\W_]*(?:(?:on|at|upon|with|until|after|by)\s+)?(?:the\s+)?(?:(?:release\s+of|when|once)\s+(?:[^\W\d_][\w-]*\s+)?"
    r"(?P<event>v?\d[\w.]*)(?:\s+(?:is|was)\s+(?:released|out|ga))?|(?P<named>v?\d[\w.]*)\s+release)[\W_]*",
    re.IGNORECASE,
)
FOOTNOTES = pattern(r"(?:\s*(?:\[\^[^\]\s]{1,40}\]|[¹²³⁴⁵⁶⁷⁸⁹*†‡]))+\s*$")
# What a heading says besides the name of a product or platform.
_FILLER = pattern(
    r"\b(?:officially|currently|compatib(?:le|ility)|support(?:ed|s)?|tested|verified|certified|required|recommended|"
    r"min(?:imum)?|max(?:imum)?|oldest|newest|new|latest|versions?|releases?|series|branch|cycle|line|minors?|range|list|"
    r"milestones?|names?|framework|with|on|against|and|up|to|the|of|for)\b\.?|[^\w\s./+#-]",
    re.IGNORECASE,
)
_STAGE = pattern(r"[\W_]*(?:alpha|beta|rc|preview|ga)\b", re.IGNORECASE)
_DENIED = pattern(r"\b(?:not|no|unsupported|untested|without|except)\b", re.IGNORECASE)
_LEAST = pattern(r"\b(?:min(?:imum|\.|\b)|oldest|required\b)", re.IGNORECASE)
_MOST = pattern(r"\b(?:max(?:imum|\.|\b)|newest)", re.IGNORECASE)


def _is_date(reads: _Reads, text: str) -> bool:
    return reads.period(text) is not None or NO_DATE.fullmatch(text) is not None or EVENT.fullmatch(text) is not None


def _is_version(reads: _Reads, text: str) -> bool:
    return version_of_cell(text) is not None


def _is_range(reads: _Reads, text: str, platform: str) -> bool:
    return reads.range(text, platform) is not None and reads.period(text, years=False) is None  # not '2026.11.18'


def _is_status(reads: _Reads, text: str) -> bool:
    return len(text) <= 60 and next(read_versions(text), None) is None


def _phrases(*phrases: str) -> re.Pattern[str]:
    return pattern(rf"(?<![^\W_])(?:{'|'.join(phrases)})(?![^\W_])", re.IGNORECASE)


# The more telling first: "End of active support" is no end of life.
_DATED = (
    _Meaning(
        "maintenance",
        _phrases(
            r"(?:end of )?active support(?: ends?)?",
            r"(?:active )?maintenance(?: mode)?(?: starts?| begins?| from| ends?| until)?",
            r"bug ?fix(?:es)?(?: support)?(?: ends?| until)?",
            r"standard support(?: ends?| until)?",
            r"lts start",
        ),
        _is_date,
    ),
    _Meaning(
        "end of life",
        _phrases(
            r"end[- ]of[- ](?:life|support|service|maintenance|security support|cycle)",
            r"e\.?o\.?[ls]\.?",
            r"(?:lts|extended|ext\.) (?:support )?ends?",
            r"security support(?: ends?| until)?",
            r"(?:support(?:ed)?|maintained) (?:ends?|until|till)",
            r"retire(?:d|ment)",
            r"sunset",
        ),
        _is_date,
    ),
    _Meaning(
        "released",
        _phrases(
            r"released?(?: date| on| day)?",
            r"date(?: released| of release)?",
            r"(?:upstream|initial|first) release",
            r"ga(?: date)?",
            r"general availability",
            r"stable",
            r"published",
            r"(?:date|time) of (?:the )?first (?:rc|pre-release|release candidate)",
            # alone in the heading: the start of support, and the day that it was planned for
            r"\A\W*start(?: date)?(?=\W*\Z)",
            r"\A\W*(?:expected|planned|target|actual)(?: (?:release )?date)?(?=\W*\Z)",
        ),
        _is_date,
    ),
)
_STATUS = _Meaning(
    "status", _phrases(r"status", r"state", r"support level", r"supported\??", r"phase", r"lifecycle"), _is_status
)
_VERSION = _Meaning(
    "version",
    _phrases(
        r"versions?",
        r"releases?",
        r"branch",
        r"(?:release )?cycle",
        r"series",
        r"milestone",
        r"minor",
        r"line",
        r"framework",
        r"name",
        r"package",
    ),
    _is_version,
)


def read_support_table(table: Table) -> SupportTable | None:
    """A table whose rows are releases; `None` for any other."""
    reads = _Reads()
    columns = _columns(table, reads)
    version = next((column for column in columns if column.kind == "version"), None)
    telling = {column.kind for column in columns} & {"released", "maintenance", "end of life", "platform", "status"}
    if version is None or not telling or _is_of_things(columns, version, table):
        return None
    releases = tuple(release for row in table.rows if (release := _release(row, columns, version, reads)) is not None)
    if not releases:
        return None
    return SupportTable(_name(version.title.text), columns, releases, table)


def _is_of_things(columns: tuple[Column, ...], version: Column, table: Table) -> bool:
    """Whether the rows are no releases, but what came with them: `| Component | Status | Stable since |`."""
    if not any(column.kind == "other" for column in columns[: version.position]):
        return False
    cells = [row.cells[version.position].text for row in table.rows if version.position < len(row.cells)]
    return len(cells) - len(set(cells)) > 1


# ---------------------------------------------------------------------------------------------------------- columns


def _columns(table: Table, reads: _Reads) -> tuple[Column, ...]:
    columns: list[Column] = []
    has_version = False
    for index in range(len(table.header)):
        columns.append(_column(index, table, reads, has_version=has_version))
        has_version = has_version or columns[-1].kind == "version"
    if not has_version and columns:
        columns[0] = _leading(columns[0], table)
    return tuple(columns)


def _column(index: int, table: Table, reads: _Reads, *, has_version: bool) -> Column:
    """What one column means. A platform is told by its cells; it may be called supported, which a status is, too."""
    title = table.header[index]
    called = [meaning for meaning in (*_DATED, _STATUS, _VERSION) if meaning.phrases.search(title.text)]
    name = _name(title.text) if has_version else None
    cells = cells_that_say(table, index) if called or name else []

    def is_any_of(*meanings: _Meaning) -> _Meaning | None:
        fitting = (meaning for meaning in meanings if meaning in called and _enough(cells, reads, meaning.fits))
        return next(fitting, None)

    dated = is_any_of(*_DATED)
    if dated:
        return Column(index, dated.kind, title)
    if _STAGE.match(title.text):  # 'Beta release': since which version of the product itself a feature is that far
        return Column(index, "other", title)
    if name and cells and _enough(cells, reads, lambda reads, cell: _is_range(reads, cell, name)):
        bound = "oldest" if _LEAST.search(title.text) else "newest" if _MOST.search(title.text) else None
        return Column(index, "platform", title, name, bound)
    if is_any_of(_STATUS):
        return Column(index, "status", title)
    if not has_version and cells and is_any_of(_VERSION):
        return Column(index, "version", title)
    return Column(index, "other", title)


def called(title: str) -> str | None:
    """`maintenance` or `end of life`, where a heading speaks of it: what other words say of releases may say more."""
    return next((meaning.kind for meaning in _DATED[:2] if meaning.phrases.search(title)), None)


def cells_that_say(table: Table, index: int) -> list[str]:
    """The cells of a column that say something."""
    cells = (row.cells[index].text for row in table.rows if index < len(row.cells))
    return [cell for cell in cells if not EMPTY_CELL.fullmatch(cell)]


def _leading(column: Column, table: Table) -> Column:
    """The first column, where no heading says what it is and its cells are versions (`| Acme | Released |`)."""
    cells = [row.cells[0].text for row in table.rows if row.cells]
    if column.kind == "other" and cells and all(map(version_of_cell, cells)):
        return Column(column.position, "version", column.title)
    return column


def _enough(cells: list[str], reads: _Reads, fits: Callable[[_Reads, str], bool]) -> bool:
    return 2 * sum(fits(reads, cell) for cell in cells) >= len(cells)


def _name(title: str) -> str | None:
    """The product that a heading names among its words (`Supported Kubernetes versions`)."""
    if _DENIED.search(title):
        return None
    name = " ".join(_FILLER.sub(" ", title).split())
    return name if name and re.search(r"[^\W\d_]", name) and len(name) <= 40 else None


# ------------------------------------------------------------------------------------------------------------- rows


def _release(row: Row, columns: tuple[Column, ...], version_column: Column, reads: _Reads) -> Release | None:
    cell = cell_of(row, version_column)
    found = version_of_cell(cell.text) if cell is not None else None
    if cell is None or found is None:
        return None
    version, start, end = found
    dates = {column.kind: column for column in reversed(columns) if column.kind in ("released", "maintenance")}
    last = {column.kind: column for column in columns if column.kind == "end of life"}
    return Release(
        _row_product(cell, start),
        cell.value(version, start, end),
        _date(row, dates.get("released"), reads),
        _date(row, dates.get("maintenance"), reads),
        _date(row, last.get("end of life"), reads),
        _status(row, next((column for column in columns if column.kind == "status"), None)),
        tuple(supported for column in columns if (supported := _supported(row, column, reads)) is not None),
        row,
        _event(row, last.get("end of life")),
    )


def cell_of(row: Row, column: Column | None) -> Text | None:
    return row.cells[column.position] if column is not None and column.position < len(row.cells) else None


def version_of_cell(text: str) -> tuple[Version, int, int] | None:
    """The version that a cell is about: at its head, behind a name at most (`containerd v2.0 ✅`)."""
    found = next(read_versions(text), None)
    if found is None or len(text) > 60:
        return None
    version, start, _ = found
    before = text[:start].strip(" *_`~[(")
    if re.search(r"[<>=≤≥]$|\d", before) or len(before.split()) > 3:
        return None
    dotted = len(version.release) > 1 or version.wildcard or version.text[:1] in "vV" or not before
    year = len(version.release) == 1 and 1900 < version.release[0] < 2100
    return found if dotted and not year else None


def _row_product(cell: Text, end: int) -> Value[str] | None:
    """The name before a row's version (`.NET Core` of `.NET Core 2.0`)."""
    name = cell.text[:end].strip(" *_`~[(-")
    start = cell.text.index(name) if name else 0
    return cell.part(start, start + len(name)) if re.search(r"[^\W\d_]", name) else None


def _date(row: Row, column: Column | None, reads: _Reads) -> Value[Period] | None:
    cell = cell_of(row, column)
    found = reads.period(cell.text) if cell is not None else None
    return cell.value(*found) if cell is not None and found is not None else None


def _event(row: Row, column: Column | None) -> Value[Version] | None:
    cell = cell_of(row, column)
    match = EVENT.fullmatch(cell.text) if cell is not None and any(map(str.isdigit, cell.text)) else None
    version = Version.parse(match["event"] or match["named"]) if match else None
    if cell is None or version is None or len(version.release) < 2:
        return None
    words = cell.text.strip(" *_`~")
    start = cell.text.index(words)
    return cell.value(version, start, start + len(words))


def _status(row: Row, column: Column | None) -> Value[str] | None:
    cell = cell_of(row, column)
    if cell is None or not cell.text.strip():
        return None
    note = FOOTNOTES.search(cell.text)
    return cell.whole(0, note.start() if note and note.start() else None)


def _supported(row: Row, column: Column, reads: _Reads) -> Supported | None:
    cell = cell_of(row, column)
    if column.kind != "platform" or column.platform is None or cell is None:
        return None
    found = reads.range(cell.text, column.platform)
    if found is None:
        return None
    if column.bound == "oldest":
        found = VersionRange(found.oldest or found.newest, None)
    elif column.bound == "newest":
        found = VersionRange(None, found.newest or found.oldest)
    return Supported(column.platform, cell.value(found, 0, len(cell.text)))
