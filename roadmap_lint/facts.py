"""Dated facts about platforms: which releases exist, when they came and go, and when the next ones are to be expected.

The Kubernetes calendar ships in `data/kubernetes.json`, with its source and date. A config adds to it, and adds other
platforms, by tables of the same shape (`[tool.roadmap-lint.platforms.openshift]`). Facts are read when first asked for:
most documents need none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.spelling import did_you_mean

_DATA = Path(__file__).parent / "data"

Series = tuple[int, int]

BASES = ("tested", "supported")
"""On what a support window counts: the newest version that the milestone tests, or that it supports."""

TOLERANCE = timedelta(days=31)
"""How far a projected day may be off, either way.

Since Kubernetes 1.20 no release came more than 28 days from where any of the four before it would have put it.
"""

_DAYS_OF_A_YEAR = 365.25


class FactsError(ValueError):
    """A table of facts that cannot be read. The message is one line; `key` is where in the table it is wrong."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


class PlatformRelease(Record):
    """One minor of a platform. Dates that are not known are `None`."""

    released: date | None = None
    maintenance: date | None = None
    end_of_life: date | None = None


class Expected(Record):
    """When a release comes out: on a day that is known (`earliest` is `latest`), or within a projected stretch."""

    day: date
    earliest: date
    latest: date

    @property
    def is_known(self) -> bool:
        """Whether it is a day that is known, and not one that is projected."""
        return self.earliest == self.latest


class Platform(Record):
    """A platform whose versions a roadmap tests and drops. `releases` is keyed by (major, minor).

    `cadence` is the number of minors a year, from which coming ones are projected; `None` projects nothing. `minors`
    and `basis` are its support window where the config gives it one of its own.
    """

    name: str
    aliases: tuple[str, ...]
    updated: date | None
    source: str
    releases: Mapping[Series, PlatformRelease]
    cadence: int | None = None
    minors: int | None = None
    basis: str | None = None

    @property
    def newest(self) -> Series:
        """The highest minor that is known, released or not, as (major, minor)."""
        return max(self.releases)

    def expected(self, series: Series) -> Expected | None:
        """When a minor comes out: as known, else projected from the newest known day; `None` where neither tells."""
        known = self.releases.get(series)
        if known is not None and known.released is not None:
            return Expected(known.released, known.released, known.released)
        dated = [other for other, release in self.releases.items() if release.released is not None]
        last = max(dated, default=None)
        if self.cadence is None or last is None or last[0] != series[0] or series[1] <= last[1]:
            return None
        since = self.releases[last].released
        assert since is not None  # only dated ones were taken
        day = since + timedelta(days=round((series[1] - last[1]) * _DAYS_OF_A_YEAR / self.cadence))
        return Expected(day, day - TOLERANCE, day + TOLERANCE)

    def end_of_life(self, series: Series) -> date | None:
        """The known last day of a minor; nothing is projected."""
        known = self.releases.get(series)
        return known.end_of_life if known else None


class Facts(Record):
    """All platforms that are known, by name in lower case."""

    platforms: Mapping[str, Platform]

    def platform(self, product: str) -> Platform | None:
        """The platform of that name or alias (case does not matter), or `None`."""
        folded = product.casefold()
        for platform in self.platforms.values():
            if folded == platform.name.casefold() or folded in platform.aliases:
                return platform
        return None

    def with_tables(self, tables: Mapping[str, Any]) -> Facts:
        """The same with the platforms of a config added, given as its `platforms` is: a table by the name of each.

        A platform that is known already is extended, unless its table says `extend = false`; days are `date`. Raises
        `ValueError` for a table that no config could have.
        """
        platforms = dict(self.platforms)
        for key, table in tables.items():
            platform = read_platform(key, table, platforms.get(key.casefold()))
            platforms[platform.name.casefold()] = platform
        _refuse_shared_names(platforms)
        return Facts(platforms)


@cache
def shipped() -> Facts:
    """The facts that ship with this version of the tool."""
    import json

    data = json.loads((_DATA / "kubernetes.json").read_text(encoding="utf-8"))
    return Facts({key: read_platform(key, table) for key, table in data.items()})


# --------------------------------------------------------------------------------------------------------- reading


_MINOR = pattern(r"v?(?P<major>[0-9]{1,6})\.(?P<minor>[0-9]{1,6})(?:\.x)?")


def read_platform(key: str, table: object, known: Platform | None = None) -> Platform:
    """A platform from its table, on top of what is known of it already unless the table says `extend = false`.

    The keys are `name`, `aliases`, `updated`, `source`, `cadence` (minors a year), `minors` and `basis` (its support
    window), `extend`, and `releases`: for each minor (`"1.36"`) a table of `released`, `maintenance` and `end-of-life`,
    as dates. Raises `FactsError`.
    """
    given = _table(table, key, _PLATFORM_KEYS)
    if not given.get("extend", True):
        known = None
    releases = dict(known.releases) if known else {}
    for minor, row in given.get("releases", {}).items():
        match = _MINOR.fullmatch(minor)
        if match is None:
            raise FactsError(f'a release is named by its minor, such as "1.36", not {minor!r}', minor)
        series = int(match["major"]), int(match["minor"])
        dates = _table(row, minor, _RELEASE_KEYS)
        before = releases.get(series, PlatformRelease())
        releases[series] = PlatformRelease(
            _day(dates, "released") or before.released,
            _day(dates, "maintenance") or before.maintenance,
            _day(dates, "end-of-life") or before.end_of_life,
        )
    if not releases:
        raise FactsError(f"platform '{key}' has no releases: without them nothing can be judged", key)
    aliases = [*(known.aliases if known else ()), *(alias.casefold() for alias in given.get("aliases", ()))]
    return Platform(
        given.get("name") or (known.name if known else key),
        tuple(dict.fromkeys([key.casefold(), *aliases])),
        _day(given, "updated") or (known.updated if known else None),
        given.get("source") or (known.source if known else "the config"),
        releases,
        given.get("cadence") or (known.cadence if known else None),
        given.get("minors") or (known.minors if known else None),
        given.get("basis") or (known.basis if known else None),
    )


def _is_day(value: object) -> bool:
    if isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object) -> bool:
    return type(value) is int and 0 < value < 1000


_Form = tuple[str, Callable[[Any], bool]]

_DAY: _Form = ("a day such as 2026-04-22", _is_day)
_TEXT: _Form = ("a text", _is_text)
_COUNT: _Form = ("a whole number above 0", _is_count)
_PLATFORM_KEYS: Mapping[str, _Form] = {
    "name": _TEXT,
    "aliases": ("a list of texts", lambda value: isinstance(value, list) and all(map(_is_text, value))),
    "updated": _DAY,
    "source": _TEXT,
    "cadence": _COUNT,
    "minors": _COUNT,
    "basis": (f"one of {', '.join(BASES)}", lambda value: value in BASES),
    "extend": ("true or false", lambda value: isinstance(value, bool)),
    "releases": ("a table of releases", lambda value: isinstance(value, dict)),
}
_RELEASE_KEYS: Mapping[str, _Form] = {"released": _DAY, "maintenance": _DAY, "end-of-life": _DAY}


def _table(table: object, name: str, forms: Mapping[str, _Form]) -> dict[str, Any]:
    """A table whose keys and values are of the forms given."""
    if not isinstance(table, dict):
        raise FactsError(f"'{name}' takes a table of {', '.join(forms)}", name)
    for key, value in table.items():
        if key not in forms:
            hint = did_you_mean(key, forms) or f" (known: {', '.join(forms)})"
            raise FactsError(f"unknown key '{key}' in '{name}'{hint}", key)
        expected, accepts = forms[key]
        if not accepts(value):
            raise FactsError(f"'{key}' in '{name}' takes {expected}, not {str(value)[:80]!r}", key)
    return table


def _day(table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    return date.fromisoformat(value) if isinstance(value, str) else value


def _refuse_shared_names(platforms: Mapping[str, Platform]) -> None:
    taken: dict[str, str] = {}
    for key, platform in platforms.items():
        for name in {platform.name.casefold(), *platform.aliases}:
            if taken.setdefault(name, key) != key:
                raise FactsError(f"'{name}' is a name of two platforms: '{taken[name]}' and '{key}'", key)
