"""The columns of support tables: what each means by its heading and its cells, one table row a meaning.

A column is what its heading says only where its cells agree: a column `Release` of prose holds no versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Column, Table
from roadmap_lint.parser.cells import KNOWN, NO_DATE, Reads, as_date, said, tells_an_event
from roadmap_lint.parser.events import are_days, column_of_events, is_day, is_event
from roadmap_lint.parser.names import is_known, name_in
from roadmap_lint.parser.phrases import alone, any_of
from roadmap_lint.record import Record
from roadmap_lint.values import read_versions


class _Meaning(Record):
    """A kind of column: phrases of its heading, and what half of its cells (those that say something) must be."""

    kind: str
    phrases: re.Pattern[str]
    fits: Callable[[Reads, str], bool]


def _tells_a_date(reads: Reads, text: str) -> bool:
    return reads.period(text) is not None or tells_an_event(text)


def _is_date(reads: Reads, text: str) -> bool:
    return _tells_a_date(reads, text) or NO_DATE.fullmatch(text) is not None


def _is_version(reads: Reads, text: str) -> bool:
    return reads.version(text) is not None


def _is_range(reads: Reads, text: str, platform: str) -> bool:
    if reads.range(text, platform) is None or is_day(text):
        return False
    return reads.period(text, years=False) is None  # not '2026.11.18'


# A longer text is prose.
_LONGEST = 60


def _is_status(reads: Reads, text: str) -> bool:
    return len(text) <= _LONGEST and next(read_versions(text), None) is None


def _is_name(reads: Reads, text: str) -> bool:
    return len(text) <= _LONGEST and reads.version(text) is None and any(map(str.isalpha, text))


# What `_in_company` makes another kind of, by the columns beside it.
_MAINTENANCE_ENDS, _END, _LASTS, _FINAL, _DUE = "maintenance ends", "end", "until", "final release", "due"

_UNTIL = r"(?: support)?(?: end(?:s|ed)?(?: date)?| until| till| through| expires?)"
_OF_OTHERS = (
    r"latest|last|newest|most recent|current|previous|next|patch|release candidate|rc\d*|alpha|beta|preview|nightly|"
    r"pre-?release"
)
_KINDS_OF_SUPPORT = r"extended|oss|open[- ]source|community|commercial|vendor|technical|long[- ]term|lts|security"
_DATE = r"(?: date| on| day| month| week| window)?"

# What dates are of, the more telling first: "End of active support" is no end of life, the newest patch no release.
_DATED = tuple(
    _Meaning(kind, any_of(*phrases), _is_date)
    for kind, *phrases in (
        ("released", r"(?:date|time) of (?:the )?first (?:rc|pre-release|release candidate)"),
        (
            "end of life",
            r"end[- ]of[- ]life",
            r"e\.?o\.?l\.?",
            r"(?:first|last|end) (?:day|date) (?:of|without) support",
            r"security (?:support|maintenance|fix(?:es)?|updates?|patch(?:es)?|issues?)(?: only)?(?: ends?| until)?",
            r"security (?:ends?|until|till|through)",
            r"support(?:ed)? until (?=.{0,40}maintenance)",
        ),
        (_DUE, alone(r"(?:due(?: date)?|time ?lines?|time ?frames?|when)")),
        (
            "other",
            rf"(?:{_OF_OTHERS})(?: \w+){{0,2}} (?:released?|patch(?:es)?|versions?|updated?|tag|build|minor|date)",
            r"updated|modified",
            r"release candidate",
            r"pre-?release",
            r"deprecat(?:ed|ion)",
            r"remov(?:ed|al)",
            r"due",
            r"(?:code |feature |release )?freeze",
            r"frozen",
            r"(?:branch )?cut(?:[- ]?off)?",
            r"branch(?:ed|ing)?(?: date| point)",
            r"(?:active )?lts (?:starts?|begins?|since|from)",
            r"start of (?:active )?lts",
        ),
        (
            _MAINTENANCE_ENDS,
            r"maintenance(?: support| mode| phase| lts| window)?(?: ends?| until| till| through)",
            r"end[- ]of[- ]maintenance",
            r"e\.?o\.?m\.?",
        ),
        (
            "maintenance",
            r"(?:end of )?(?:active|full|mainstream|general|standard|regular|premier) support(?: ends?| until)?",
            r"active (?:ends?|until|till|through)",
            r"e\.?o\.?a\.?s\.?",
            r"(?:active )?maintenance(?: mode| phase| lts)?(?: starts?| begins?| from| since)?",
            r"(?:end of )?bug ?fix(?:es)?(?: support)?(?: ends?| until)?",
        ),
        (
            "end of life",
            rf"end[- ]of[- ](?:(?:{_KINDS_OF_SUPPORT}) )?(?:support|service|cycle)",
            r"end[- ]of[- ]lts",
            r"e\.?o\.?(?:s\.?l?|e\.?s)\.?",
            rf"(?:ltss?|extended|ext\.)(?: update)?(?: support)?(?: term \d)?{_UNTIL}",
            rf"(?:support(?:ed)?|maintained){_UNTIL}",
            r"un(?:supported|maintained) (?:since|after|from)",
            r"critical (?:bug ?)?fix(?:es)?",
            r"discontinued",
            r"retire(?:d|ment)",
            r"sunset",
            alone(r"(?:expires?|expiry|expiration|valid until)(?: date)?"),
        ),
        (_END, alone(r"ends?(?: date)?")),
        (_LASTS, alone(r"until")),
        (_FINAL, alone(r"final release(?: date)?")),
        (
            "released",
            rf"released?{_DATE}",
            r"dates? released|milestone(?: end)? date",
            alone(r"dates?"),
            r"(?:upstream|initial|first) release",
            rf"ga{_DATE}",
            rf"general availability{_DATE}",
            r"stable",
            rf"launch(?:ed)?{_DATE}",
            rf"publish(?:ed)?{_DATE}",
            # the start of support, and the day that it was planned for
            alone(r"start(?: date)?"),
            alone(r"(?:tentative|expected|estimated|planned|scheduled|target|actual)(?: (?:release )?date)?"),
            alone(r"(?:planned|scheduled) for"),
            alone("eta"),
        ),
    )
)
# Of two dates of a release, the one that is no plan counts.
PLANNED = any_of(
    "tentative",
    "expected",
    "estimated",
    "planned",
    "scheduled",
    "target",
    "eta",
    "due",
    "time ?lines?",
    "time ?frames?",
    "when",
)
_STATUS = _Meaning(
    "status", any_of(r"status", r"state", r"support level", r"supported\??", r"phase", r"lifecycle"), _is_status
)
_VERSION = _Meaning(
    "version",
    any_of(
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
# What the release of each row is of, in a table of several products.
_PRODUCT = _Meaning(
    "product",
    any_of(
        alone(
            r"(?:apps?|applications?|artifacts?|charts?|components?|crates?|databases?|dependenc(?:y|ies)|distributions?|"
            r"editions?|images?|languages?|librar(?:y|ies)|modules?|names?|operators?|os|packages?|platforms?|plugins?|"
            r"add-?ons?|products?|projects?|repositor(?:y|ies)|runtimes?|sdks?|services?|software|systems?|tools?)"
            r"(?: name)?"
        )
    ),
    _is_name,
)
_FIRST = any_of("first", "initial", "ga", "general availability", "eol", "end")
_SINCE = any_of("since")
_START, _ETA, _MILESTONE = any_of("start"), any_of("eta"), any_of("milestone")
# What is due beside one of these is work.
_WORK = any_of(*map(alone, ("tasks?", "titles?", "goals?", "features?", "items?", "deliverables?")))
# Numbers below one of these count rows or work.
_COUNTED = any_of(
    alone(
        r"(?:#|№|ids?|nos?\.?|nr\.?|numbers?|rank|order|position|steps?|phases?|stages?|prio(?:rity)?|sprints?|"
        r"iterations?|sections?|tasks?|items?|weeks?|days?)"
    )
)
_NEWEST_PATCH = any_of("latest", "newest", "current", "most recent", "last", "patch")

# 'Deprecated in release': the rows are what a release deprecates.
_OF_PARTS = any_of(r"deprecat(?:ed|ion)", r"remov(?:ed|al)")
_STAGE = pattern(r"[\W_]*(?:alpha|beta|rc|preview|ga)\b", re.IGNORECASE)
_LEAST = pattern(r"\b(?:min(?:imum|\.|\b)|oldest|required\b)", re.IGNORECASE)
_MOST = pattern(r"\b(?:max(?:imum|\.|\b)|newest)", re.IGNORECASE)


def read_columns(table: Table, reads: Reads) -> tuple[Column, ...]:
    """What each column of a table means; none where no column can hold versions."""
    leads = _first_is_version(table, reads)
    if not leads and not any(_VERSION in _meanings(said(title)) for title in table.header):
        return ()
    columns = [Column(0, "version", table.header[0])] if leads else []
    has_version = leads
    for index in range(len(columns), len(table.header)):
        columns.append(_column(index, table, reads, has_version=has_version, unnamed=leads))
        has_version = has_version or columns[-1].kind == "version"
    return _in_company(columns, table, reads)


def _column(index: int, table: Table, reads: Reads, *, has_version: bool = False, unnamed: bool = False) -> Column:
    """What one column means. A platform is told by its cells; it may be called supported, which a status is, too.

    Where no heading names the version column (`unnamed`), a platform must be a known one, or be said to be of versions.
    """
    title = table.header[index]
    heading = said(title)
    called = _meanings(heading)
    name = name_in(heading) if has_version else None
    if name and is_event(heading):
        name = None
    if name and unnamed and not KNOWN.fullmatch(name) and _VERSION not in called:
        name = None
    cells = reads.telling(index) if called or name else []

    def is_any_of(*meanings: _Meaning, cells: Sequence[str] = cells) -> _Meaning | None:
        fitting = (meaning for meaning in meanings if meaning in called and _enough(cells, reads, meaning.fits))
        return next(fitting, None)

    is_dated = has_version and called and called[0] in _DATED
    dates = [as_date(cell) for cell in cells] if is_dated else cells
    dated = is_any_of(*_DATED, cells=dates)
    if dated and (not cells or any(_tells_a_date(reads, cell) for cell in dates)):
        return Column(index, dated.kind, title)
    if _STAGE.match(heading):  # 'Beta release': since which version of the product itself a feature is that far
        return Column(index, "other", title)
    if name and not KNOWN.fullmatch(name) and are_days(cells, reads):
        name = None
    if name and cells and _enough(cells, reads, lambda reads, cell: _is_range(reads, cell, name)):
        bound = "oldest" if _LEAST.search(heading) else "newest" if _MOST.search(heading) else None
        return Column(index, "platform", title, name, bound)
    if is_any_of(_STATUS):
        return Column(index, "status", title)
    if not has_version and cells and is_any_of(_VERSION) and not (_OF_PARTS.search(heading) or is_event(heading)):
        return Column(index, "version", title)
    return Column(index, "other", title)


@lru_cache(1_000)
def _meanings(title: str) -> tuple[_Meaning, ...]:
    """What a heading may mean; tables have many in common."""
    return tuple(meaning for meaning in (*_DATED, _STATUS, _VERSION) if meaning.phrases.search(title))


def called(title: str) -> str | None:
    """`maintenance` or `end of life`, where a heading speaks of it: what other words say of releases may say more."""
    meaning = next((meaning for meaning in _DATED if meaning.phrases.search(title)), None)
    return meaning.kind if meaning is not None and meaning.kind in ("maintenance", "end of life") else None


def _enough(cells: Sequence[str], reads: Reads, fits: Callable[[Reads, str], bool]) -> bool:
    return 2 * sum(fits(reads, cell) for cell in cells) >= len(cells)


# The line that the next release comes from: its row names no version.
_TO_COME = pattern(
    r"\W*(?:main|master|latest|edge|nightly|dev(?:el(?:opment)?)?|head|trunk|unreleased|next)\W*(?:\([^()]*\)\W*)?",
    re.IGNORECASE,
)


def _first_is_version(table: Table, reads: Reads) -> bool:
    """Whether the first column holds versions, and no heading says which one does: `| Acme | Released |`.

    Of `| Acme | Supported Kubernetes version |`, the second one is called after a known platform.
    """
    cells = [row.cells[0].text for row in table.rows if row.cells]
    versions = [found[0] for cell in cells if (found := reads.version(cell))]
    remarks = sum(len(cell) > _LONGEST or _TO_COME.fullmatch(cell) is not None for cell in cells)
    if not versions or len(versions) + remarks < len(cells) or _column(0, table, reads).kind != "other":
        return False
    if _COUNTED.search(said(table.header[0])) and not all(version.text[:1] in "vV" for version in versions):
        return False
    named = [i for i, title in enumerate(table.header) if i and _VERSION in _meanings(said(title))]
    rivals = [column for i in named if (column := _column(i, table, reads)).kind == "version"]
    if not rivals:
        return True
    sure = name_in(said(table.header[0])) and all(len(version.release) > 1 for version in versions)
    return bool(sure) and all(is_known(said(column.title)) for column in rivals)


# ---------------------------------------------------------------------------------------- columns beside each other


def _in_company(columns: Sequence[Column], table: Table, reads: Reads) -> tuple[Column, ...]:
    """The columns, where what one means hangs on those beside it."""
    titles = [said(column.title) for column in columns]
    released = [titles[column.position] for column in columns if column.kind == "released"]
    starts, first = any(map(_START.search, released)), any(map(_FIRST.search, released))
    version = next((column.position for column in columns if column.kind == "version"), 0)
    others = [i for i, column in enumerate(columns) if column.kind == "released" and not _FIRST.search(titles[i])]
    patch = _newest_patch(version, others[-1] if others else 0, reads)
    has_end = any(column.kind == "end of life" for column in columns)
    of_events = None if has_end else column_of_events(titles, released, version, reads)
    kinds: list[str] = []
    for column in columns:
        kind, title = column.kind, titles[column.position]
        if of_events is not None and (column.position == of_events < version or kind in ("released", _DUE)):
            kind = "other"
        elif kind == _MAINTENANCE_ENDS:  # 'Full support ends' before it is where maintenance begins
            kind = "end of life" if "maintenance" in kinds else "maintenance"
        elif kind == _END:  # 'Start' and 'End' may as well be those of the work
            kind = "other" if starts else "end of life"
        elif kind == _LASTS:
            before = titles[column.position - 1]
            kind = "other" if starts or has_end or _tells_what_ends(before) else "end of life"
        elif kind == _FINAL:  # behind a beta it is the release, behind the first one the end
            kind = "end of life" if first else "other"
        elif kind == "released" and _ETA.search(title) and _is_of_work(titles, version, columns):
            kind = "other"
        elif kind == _DUE:  # of a version its release is due
            kind = "other" if released or _is_of_work(titles, version, columns) else "released"
        elif kind == "released" and column.position > patch and not _FIRST.search(title):
            kind = "other"  # the date of the patch
        elif kind == "other" and column.position < version and _is_product(column, table, reads):
            kind = "product"
        kinds.append(kind)
    return tuple(column._replace(kind=kind) for column, kind in zip(columns, kinds, strict=True))


def _tells_what_ends(heading: str) -> bool:
    """Whether `Until` beside it is the end of what this column tells, and not of support."""
    return is_event(heading) or _SINCE.search(heading) is not None


def _is_of_work(titles: Sequence[str], version: int, columns: Sequence[Column]) -> bool:
    """Whether what is due is work: `| Version | Goal | ETA |`, `| Milestone | ETA | Progress |`."""
    if any(map(_WORK.search, titles)):
        return True
    of_releases = any(column.kind in ("status", "end of life", "platform") for column in columns)
    return _MILESTONE.search(titles[version]) is not None and not of_releases


def dates_patches(version: Column, table: Table, reads: Reads) -> bool:
    """Whether a column holds the dates of the newest patches, which another one before it names."""
    width = len(table.header)
    columns = map(reads.telling, range(_newest_patch(version.position, width, reads) + 1, width))
    return any(cells and _enough(cells, reads, _tells_a_date) for cells in columns)


def _newest_patch(version: int, end: int, reads: Reads) -> int:
    """The position of the column before `end` that names the newest patches; behind the last column where none does."""
    between = range(version + 1, end)
    return next((index for index in between if _is_patch(index, version, reads)), len(reads.table.header))


def _is_patch(index: int, version: int, reads: Reads) -> bool:
    """Whether a column names the newest patch of each row's release: `| Branch | Latest patch | Released |`."""
    called = _NEWEST_PATCH.search(reads.table.header[index].text)
    cells = [cell for cell in reads.telling(index) if not NO_DATE.fullmatch(cell)]
    if called:
        return bool(cells) and 2 * sum(reads.version(cell) is not None for cell in cells) >= len(cells)
    pairs = [
        (of[0], patch[0])
        for release, cell in zip(reads.column(version), reads.column(index), strict=True)
        if (of := reads.version(release)) and (patch := reads.version(cell))
    ]
    patches = [patch for of, patch in pairs if len(patch.release) > len(of.release) and patch.agrees_with(of)]
    return 2 * len(patches) > len(cells) and any(patch.release[-1] for patch in patches)


def _is_product(column: Column, table: Table, reads: Reads) -> bool:
    title = column.title.text
    cells = reads.telling(column.position) if not title or _PRODUCT.phrases.search(title) else []
    return bool(cells) and _enough(cells, reads, _PRODUCT.fits)
