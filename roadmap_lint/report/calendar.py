"""What is known of platforms, and what is projected (`roadmap-lint facts`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from roadmap_lint.facts import TOLERANCE, Expected, Platform, PlatformRelease
from roadmap_lint.report import visible

# How many coming releases are shown: a year of Kubernetes.
_SHOWN = 3


def as_text(platforms: Iterable[Platform]) -> str:
    """For each platform where its dates come from, then a line for each release, the projected ones last."""
    return "\n".join("\n".join(_platform(platform)) + "\n" for platform in platforms)


def _platform(platform: Platform) -> Iterator[str]:
    names = [alias for alias in platform.aliases if alias != platform.name.casefold()]
    yield visible(platform.name + (f" (also {', '.join(names)})" if names else ""))
    yield visible(f"  source   {platform.source}")
    yield f"  as of    {platform.updated or 'not said'}"
    if platform.minors or platform.basis:
        window = f"the last {platform.minors} minors" if platform.minors else "minors"
        yield f"  window   {window}, counted on the newest {platform.basis or 'tested'}"
    yield ""
    yield "  minor    released                  maintenance   end of life"
    for (major, minor), release in sorted(platform.releases.items()):
        days = [_day(release.released), _day(release.maintenance), _day(release.end_of_life)]
        yield f"  {f'{major}.{minor}':<8} {days[0]:<25} {days[1]:<13} {days[2]}"
    for name, expected in _projected(platform):
        yield f"  {name:<8} {f'{expected.earliest} … {expected.latest}':<25} {'-':<13} -   projected"
    if platform.cadence:
        yield ""
        yield f"  projected: {platform.cadence} releases a year, give or take {TOLERANCE.days} days"


def _day(day: date | None) -> str:
    return str(day) if day else "-"


def _projected(platform: Platform) -> Iterator[tuple[str, Expected]]:
    major, newest = platform.newest
    for minor in range(newest + 1, newest + 1 + _SHOWN):
        expected = platform.expected((major, minor))
        if expected is not None:
            yield f"{major}.{minor}", expected


def as_json(platforms: Iterable[Platform]) -> str:
    """The same as one JSON object, platform by name; days as ISO 8601, unknown ones `null`."""
    import json

    return json.dumps({platform.name.casefold(): _plain(platform) for platform in platforms}, indent=2) + "\n"


def _plain(platform: Platform) -> dict[str, Any]:
    return {
        "name": platform.name,
        "aliases": list(platform.aliases),
        "updated": _iso(platform.updated),
        "source": platform.source,
        "cadence": platform.cadence,
        "minors": platform.minors,
        "basis": platform.basis,
        "releases": {
            f"{major}.{minor}": _release(release) for (major, minor), release in sorted(platform.releases.items())
        },
        "projected": {
            name: {"released": _iso(expected.day), "earliest": _iso(expected.earliest), "latest": _iso(expected.latest)}
            for name, expected in _projected(platform)
        },
    }


def _release(release: PlatformRelease) -> dict[str, str | None]:
    return {
        "released": _iso(release.released),
        "maintenance": _iso(release.maintenance),
        "end-of-life": _iso(release.end_of_life),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
