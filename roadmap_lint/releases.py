"""Releases: the version and date that the addresses of tags and announcements show, and the day that a status gives."""

from __future__ import annotations

import re
from datetime import date, timedelta

from roadmap_lint.forges import forge_address
from roadmap_lint.lazy import pattern
from roadmap_lint.model import StatusLine, Value
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.urls import web_address
from roadmap_lint.values import Period, Version, read_versions

# Directories whose entries are named after versions.
_RELEASES = frozenset(["releases", "release", "tag", "tags", "changelog", "changelogs", "release-notes"])

RELEASE_WORDS = frozenset(
    """
    a an and announce announced announcement announcements announcing article articles at availability available blob
    blog by change changelog changelogs details en final for full ga general generally here html in index introducing
    is latest launch launched log lts main master md more new news note notes now of on our out post posts published
    raw read release released releases s see shipped stable tag tags the update updates version was we what whats
    """.split()  # noqa: SIM905  (a list of them fills a page)
)
"""What a release is told with, in an address or a line of text. Other words may make it something else."""

# '/2025/05/', '/2025/05/29/', '2025-05-29-…', '/2025/'
_DATE = pattern(
    r"(?<![\w.])(?P<year>20\d\d)[/-](?P<month>0[1-9]|1[0-2])(?:[/-](?P<day>[0-2]\d|3[01]))?(?![\w.])"
    r"|(?<=/)(?P<alone>20\d\d)(?=/)"
)
_VERSION = pattern(
    r"(?<![^\W_])(?:v?\d{1,4}(?:\.\d{1,4}){1,3}|v\d{1,3}(?:-\d{1,3}){1,3})(?![^\W_]|\.\d)", re.IGNORECASE
)


class ReleaseAddress(Record):
    """What the address of a release, or of its announcement, tells.

    `version` and `date` stand at `version_place` and `date_place` in the address (code points, half open). `home` is
    the host, on a forge with the repository, whose name's words are `repository`; `words` are all other words of the
    path, in lower case.
    """

    version: Version
    version_place: tuple[int, int]
    date: Period | None
    date_place: tuple[int, int]
    home: str
    repository: tuple[str, ...]
    words: tuple[str, ...]


def release_address(url: str) -> ReleaseAddress | None:
    """What an address tells of one release; `None` where it names no version, or more than one."""
    address = web_address(url)
    if address is None:
        return None
    home, start, repository = address.host.removeprefix("www."), 0, ""
    forge = forge_address(url)
    if forge is not None:
        repository = forge.repository
        home = f"{home}/{forge.owner}/{repository}".casefold()
        start = address.path.casefold().index(repository.casefold(), len(forge.owner)) + len(repository)
    dates = list(_DATE.finditer(address.path, start))
    days = {_date(found) for found in dates}
    rest = _DATE.sub(lambda found: " " * len(found[0]), address.path[start:])
    versions = list(_VERSION.finditer(rest))
    version = Version.parse(versions[0][0].replace("-", ".")) if len(versions) == 1 else None
    if version is None:
        return None
    words = _words(rest[: versions[0].start()]) + _words(rest[versions[0].end() :])
    begin = address.path_start + start + versions[0].start()
    day = days.pop() if len(days) == 1 else None
    place = (address.path_start + dates[0].start(), address.path_start + dates[0].end()) if day else (0, 0)
    return ReleaseAddress(
        version, (begin, begin + len(versions[0][0])), day, place, home, tuple(_words(repository)), tuple(words)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _date(match: re.Match[str]) -> Period | None:
    if match["alone"]:
        year = int(match["alone"])
        return Period(date(year, 1, 1), date(year, 12, 31), "year")
    year, month = int(match["year"]), int(match["month"])
    if match["day"] is None:
        after = date(year + month // 12, month % 12 + 1, 1)
        return Period(date(year, month, 1), after - timedelta(days=1), "month")
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:
        return None
    return Period(day, day, "day")


def released_version(url: str) -> Version | None:
    """The version whose release, tag or changelog the address shows; `None` where that is not sure."""
    address = web_address(url)
    if address is None:
        return None
    names = [name for name in address.path.split("/") if name]
    if len(names) < 2:
        return None
    last = names[-1]
    if names[-2].casefold() in _RELEASES:
        own = r"(?:release|rel|version)[-_]?" + "".join(rf"|{re.escape(name)}[-_]?" for name in names[:2])
        return Version.parse(re.sub(rf"^(?:{own})(?=v?\d)|\.(?:md|html)$", "", last, flags=re.IGNORECASE))
    if re.match(r"(?:changelog|release-?notes)\b", last, re.IGNORECASE):
        versions = list(read_versions(re.sub(r"\.(?:md|html)$", "", re.sub(r"[-_]", " ", last))))
        return versions[0][0] if len(versions) == 1 else None
    return None


def release_date(line: StatusLine) -> Value[Period] | None:
    """The date in a status line, where it is that of the status: nothing else is said in between."""
    if line.date is None:
        return None
    between = line.content.within(Span(line.status.span.end, line.date.span.start))
    return line.date if {*_words(between)} <= RELEASE_WORDS | {"v"} else None
