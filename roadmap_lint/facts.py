"""Dated facts about platforms: which releases exist, and when they came and go.

The Kubernetes calendar ships in `data/kubernetes.json`, with its source and date; a config may add or replace
platforms. Facts are read when first asked for: most documents need none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from roadmap_lint.record import Record

_DATA = Path(__file__).parent / "data"


class PlatformRelease(Record):
    """One minor of a platform. Dates that are not known are `None`."""

    released: date | None
    maintenance: date | None
    end_of_life: date | None


class Platform(Record):
    """A platform whose versions a roadmap tests and drops. `releases` is keyed by (major, minor)."""

    name: str
    aliases: tuple[str, ...]
    updated: date
    source: str
    releases: Mapping[tuple[int, int], PlatformRelease]

    @property
    def newest(self) -> tuple[int, int]:
        return max(self.releases)


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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def shipped() -> Facts:
    """The facts that ship with this version of the tool."""
    import json

    data = json.loads((_DATA / "kubernetes.json").read_text(encoding="utf-8"))
    releases = {
        (int(major), int(minor)): PlatformRelease(
            _day(row["released"]), _day(row["maintenance_from"]), _day(row["end_of_life"])
        )
        for row in data["releases"]
        for major, minor in [row["minor"].split(".")]
    }
    kubernetes = Platform(
        "Kubernetes", tuple(data["aliases"]), date.fromisoformat(data["updated"]), data["source"], releases
    )
    return Facts({"kubernetes": kubernetes})
