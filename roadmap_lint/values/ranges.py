"""Ranges of versions, as the cells of support tables write them: one row a notation."""

from __future__ import annotations

import re
from collections.abc import Callable

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.values.versions import Version


class VersionRange(Record):
    """Versions from the oldest to the newest, both in it; `None` where an end is open."""

    oldest: Version | None
    newest: Version | None

    def __str__(self) -> str:
        if self.oldest is not None and self.oldest is self.newest:
            return str(self.oldest)
        return f"{self.oldest or '…'} to {self.newest or '…'}"


def _ordered(versions: list[Version]) -> VersionRange:
    """Lists and ranges are written upwards and downwards."""
    return VersionRange(min(versions), max(versions))


def _from(versions: list[Version]) -> VersionRange:
    return VersionRange(versions[0], None)


def _until(versions: list[Version]) -> VersionRange:
    return VersionRange(None, versions[0])


def _below(versions: list[Version]) -> VersionRange:
    """`>= 1.27, < 1.34`: what comes last before an x.0 is not known."""
    first, limit = versions
    *parts, last = limit.release
    while parts and not last:
        last = parts.pop()
    if not parts or not last:
        return VersionRange(first, None)
    release = (*parts, last - 1)
    return VersionRange(first, Version(".".join(map(str, release)), release))


def _lowest(versions: list[Version]) -> VersionRange:
    return VersionRange(min(versions), None)


class _Notation(Record):
    """A way to write a range: what stands around the versions (`#`), what it means, what a newcomer sees it reads."""

    shape: re.Pattern[str]
    build: Callable[[list[Version]], VersionRange]
    example: str


_TO = r" ?(?:→|->|=>|-|–|—|\.\.\.?|…|~|to|through|thru|until|up to) ?"
_AND = r"(?: ?(?:,|/|;|and|&|\+|, and|, or|or) ?| )"

_NOTATIONS = tuple(
    _Notation(pattern(shape, re.IGNORECASE), build, example)
    for shape, build, example in (
        (r"#", _ordered, "1.29"),
        (rf"#{_TO}#", _ordered, "1.22 → 1.27"),
        (r"(?:from|between) #,? (?:to|and|until) #", _ordered, "from 1.22 to 1.27"),
        (rf"#(?:{_AND}#){{1,40}}", _ordered, "1.31, 1.32, 1.33"),
        (rf"#(?:{_TO}#)?(?:{_AND}#(?:{_TO}#)?){{1,40}}", _ordered, "1.17–1.19, 1.21"),
        (r"(?:>=|≥) ?#(?: ?(?:,|and|&&?))? ?(?:<=|≤) ?#", _ordered, ">= 1.26, <= 1.33"),
        (r"(?:>=|≥) ?#(?: ?(?:,|and|&&?))? ?< ?#", _below, ">= 1.27, < 1.34"),
        (r"(?:>=|≥|=>|from|since|min(?:imum)?\.?) ?#", _from, ">= 1.10"),
        (rf"#{_TO}(?:the )?(?:latest|newest|current|now|present)", _from, "1.18 to latest"),
        (
            r"# ?(?:\+|[→–-]|\((?:min\.?|minimum)\)|onwards?|(?:and|or) (?:later|newer|above|up|higher|onwards?))",
            _from,
            "1.10 or later",
        ),
        (r"\^ ?#(?: ?(?:\|\||or) ?\^ ?#){0,10}", _lowest, "^20.19.0 || ^22.12.0"),
        (r"(?:<=|≤|up to|until|through|max(?:imum)?\.?) ?#", _until, "until 1.25"),
        (r"# (?:and|or) (?:older|earlier|below|lower)", _until, "1.25 and older"),
    )
)
RANGE_EXAMPLES: tuple[str, ...] = tuple(notation.example for notation in _NOTATIONS)

_ONE = pattern(r"(?<![\w.])[vV]?(?P<release>\d{1,6}(?:\.\d{1,6}){0,3})(?P<wildcard>\.[xX*]|\.\\\*)?(?![\w.]*\w)")
# What is not yet supported: '1.16, 1.17 (beta: 1.18)'.
_PREVIEW = pattern(r"\((?:alpha|beta|rc|preview|experimental)\b[^()]*\)", re.IGNORECASE)
_FOOTNOTE = pattern(r"\[\^[^\]\s]{1,40}\]|[¹²³⁴⁵⁶⁷⁸⁹*†‡]+")
# More than any cell says; a longer text is prose.
_LONGEST = 200


def read_range(text: str, platform: str = "") -> VersionRange | None:
    """The range that the whole text is; `None` where it says anything else.

    `platform` is a name that may stand before versions (`Kubernetes 1.22 → 1.27`), or the first word of it may
    (`Android 7.0` of the `Android SDK`).
    """
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    if "[" in text or "*" in text or not text.isascii():
        text = _FOOTNOTE.sub("", text)
    if "(" in text:
        text = _PREVIEW.sub("", text)
    versions: list[Version] = []

    def noted(match: re.Match[str]) -> str:
        release = tuple(int(number) for number in match["release"].split("."))
        versions.append(Version(match[0], release, wildcard=match["wildcard"] is not None))
        return "#"

    shape = _ONE.sub(noted, text.replace("\\*", "*"))
    if len(versions) == 3 and _is_date(versions):
        return None
    named = platform and any(map(str.isalpha, shape))
    for name in dict.fromkeys((platform, platform.partition(" ")[0])) if named else ():
        shape = re.sub(rf"\b{re.escape(name)}\b", "", shape, flags=re.IGNORECASE)
    shape = " ".join(shape.replace("`", "").split()).strip(" .")
    if "#" not in shape:
        return None
    for notation in _NOTATIONS:
        if notation.shape.fullmatch(shape):
            return notation.build(versions)
    return None


def _is_date(versions: list[Version]) -> bool:
    """Whether the numbers are those of `05/01/2027`, whichever is the month."""
    first, second, year = (version.release for version in versions)
    return len(first) == len(second) == len(year) == 1 and max(first + second) <= 31 and 1900 < year[0] < 2100
