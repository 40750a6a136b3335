"""Versions as roadmaps write them, compared as versions and never as text or floats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import total_ordering

from roadmap_lint.lazy import pattern

_VERSION = pattern(
    r"""
    (?<![\w.])                               # 'rev1.2' and '1.2.3.4' hold no version of their own
    (?P<prefix>[vV]\u00a0?(?=\d))?          # a blank that does not break is set for looks
    (?P<release>\d{1,6}(?:\.\d{1,6}){0,3})
    (?P<wildcard>\.(?:[xX*]|\\\*))?
    (?P<pre>-[0-9A-Za-z][0-9A-Za-z.-]*(?<![.-])|(?:alpha|beta|rc|pre|dev|preview)[-.]?\d*(?:\.\d+)*)?
    (?:\+(?P<build>[0-9A-Za-z][0-9A-Za-z.-]*))?
    (?P<open>\+)?
    (?![\w]|\.\d)
    """,
    re.VERBOSE,
)


@total_ordering
class Version:
    """A version as roadmaps write them: `v2.5`, `2.5.x`, `1.29+`, `v2.5.0-rc.1`.

    `release` holds the numbers; `wildcard` is true of `2.5.x`, `open` of `1.29+`. Versions compare by number, never as
    text: v2.10 is above v2.9, 2.8 equals v2.8.0 and 2.8.x, and a pre-release is below its release (order of
    pre-releases: `packaging.version` where it reads them, else SemVer 2.0 item 11).
    """

    __slots__ = ("_number", "open", "pre", "release", "text", "wildcard")

    def __init__(
        self, text: str, release: tuple[int, ...], pre: str = "", *, wildcard: bool = False, open: bool = False
    ) -> None:
        self.text = text
        self.release = release
        self.pre = pre
        self.wildcard = wildcard
        self.open = open
        significant = len(release)
        while significant > 1 and not release[significant - 1]:
            significant -= 1
        self._number = release[:significant]

    @classmethod
    def parse(cls, text: str) -> Version | None:
        """The version that the whole text is, or `None`."""
        match = _VERSION.match(text) if text[:1] in "vV" or text[:1].isdigit() else None
        return _version(match) if match and match.end() == len(text) else None

    @property
    def build(self) -> str:
        """What tells builds of one release apart (`k3s1` of `v1.36.1+k3s1`): they are equal, and not the same."""
        return self.text.partition("+")[2]

    @property
    def major(self) -> int:
        """The first number."""
        return self.release[0]

    @property
    def minor(self) -> int | None:
        """The second number; `None` where the text has only one."""
        return self.release[1] if len(self.release) > 1 else None

    @property
    def series(self) -> tuple[int, int]:
        """Major and minor: what support windows count. `v3` counts as 3.0."""
        return self.release[0], self.release[1] if len(self.release) > 1 else 0

    def agrees_with(self, other: Version) -> bool:
        """Whether one names a part of the other: 2.8 agrees with v2.8.0 and 2.8.x, not with 2.9."""
        shorter = min(len(self.release), len(other.release))
        return self.release[:shorter] == other.release[:shorter]

    def like(self, series: tuple[int, int]) -> str:
        """The name of another series in this one's style: `v2.5.x` like (2, 6) is `v2.6.x`."""
        prefix = self.text[: len(self.text) - len(self.text.lstrip("vV"))]
        wildcard = re.search(r"\.(?:[xX*]|\\\*)", self.text)
        tail = wildcard[0] if wildcard else ".0" * max(0, len(self.release) - 2)
        return f"{prefix}{series[0]}.{series[1]}{tail}{'+' if self.open else ''}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Version):
            return NotImplemented
        if self._number != other._number or bool(self.pre) != bool(other.pre):
            return False
        return self.pre == other.pre or _prerelease_key(self.pre) == _prerelease_key(other.pre)

    def __lt__(self, other: Version) -> bool:
        mine, theirs = self._number, other._number
        if mine != theirs:
            return mine < theirs
        if not self.pre or not other.pre:
            return bool(self.pre) and not other.pre
        return _prerelease_key(self.pre) < _prerelease_key(other.pre)

    def __hash__(self) -> int:
        return hash((self._number, bool(self.pre)))  # rc1 equals -rc.1

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Version({self.text!r})"


def _prerelease_key(pre: str) -> tuple[tuple[int, int, str], ...]:
    """Order of pre-releases: by `packaging` where it reads the text as one, by SemVer where it does not."""
    from packaging.version import InvalidVersion
    from packaging.version import Version as Pep440

    # PEP 440 reads '-1' as a post-release and does not read 'alpha.beta'; SemVer says what they mean.
    if not re.fullmatch(r"-?\d.*|[^A-Za-z]*+[A-Za-z](?:[^.]|\.(?![A-Za-z]))*+\.[A-Za-z].*", pre):
        try:
            parsed = Pep440("0" + pre)
        except InvalidVersion:
            pass
        else:
            if parsed.pre is not None:
                return ((1, 0, parsed.pre[0]), (0, parsed.pre[1], ""))
            if parsed.dev is not None:
                return ((1, 0, ""), (0, parsed.dev, ""))
    parts = re.findall(r"\d+|[A-Za-z-]+", pre.lstrip("-"))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def read_versions(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Version, int, int]]:
    """Every version in the text, with its offsets: in the text, code points, half open."""
    for match in _VERSION.finditer(text, start, len(text) if end is None else end):
        version = _version(match)
        if version is not None:
            yield version, *match.span()


def _version(match: re.Match[str]) -> Version | None:
    """What a match says; nothing where its digits are not ASCII."""
    text, release = match[0], match["release"]
    if not release.isascii():
        return None
    numbers = tuple(map(int, release.split(".")))
    if len(text) == len(release):
        return Version(text, numbers)
    wildcard, open = match["wildcard"] is not None, match["open"] is not None
    text = text.replace("\u00a0", "")
    return Version(text, numbers, (match["pre"] or "").lower(), wildcard=wildcard, open=open)


def read_version(text: str, start: int = 0) -> tuple[Version, int, int] | None:
    """The first version in the text, with its offsets."""
    return next(read_versions(text, start), None)
