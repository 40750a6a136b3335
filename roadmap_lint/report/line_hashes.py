"""The hash of a line by which GitHub's code scanning knows an alert again: `primaryLocationLineHash`.

The upload computes it where it is missing and warns where it differs, so this is the same algorithm.
"""

from __future__ import annotations

import sys
from collections import Counter

from roadmap_lint.lazy import pattern

_WIDTH = 100
_MULTIPLIER = 37
_MASK = 2**64 - 1
_END_OF_FILE = 0xFFFF
_BLANKS = frozenset(map(ord, " \t"))
_LINE_FEED = ord("\n")
# Surrogates that stand for no byte of a file.
_STRAY = pattern("[\ud800-\udc7f\udd00-\udfff]")


def line_hashes(text: str) -> list[str]:
    """One for each line of a text: a hash of 100 UTF-16 units from its beginning, without blanks, and its number among
    the lines of the same hash."""
    units, starts = _units(text)
    sums = [0]
    for unit in units:
        sums.append((sums[-1] * _MULTIPLIER + unit) & _MASK)
    first = pow(_MULTIPLIER, _WIDTH, _MASK + 1)
    seen: Counter[int] = Counter()
    hashes = []
    for start in starts:
        value = (sums[start + _WIDTH] - sums[start] * first) & _MASK
        seen[value] += 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


def _units(text: str) -> tuple[list[int], list[int]]:
    """The units that count, with zeros behind the end, and where in them each line begins."""
    units: list[int] = []
    starts = [0]
    plain = _STRAY.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # as the upload reads the file
    order = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
    for unit in memoryview(plain.encode(order)).cast("H"):
        if unit in _BLANKS:
            continue
        units.append(unit)
        if unit == _LINE_FEED:
            starts.append(len(units))
    return [*units, _END_OF_FILE, *[0] * _WIDTH], starts
