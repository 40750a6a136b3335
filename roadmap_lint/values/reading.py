"""How notations are looked for in a text: one row a notation, the more exact first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record

T = TypeVar("T")


class Notation(Record, Generic[T]):
    """A way to write a value: its pattern, what a match means (`None`: nothing), what a newcomer should see it reads.

    `may_hold` tells, of a text in lower case, whether looking is worth while: most documents use two notations.
    """

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], T | None]
    example: str
    may_hold: Callable[[str], bool]


# No part of a name, a path or a number.
_BEFORE = r"(?<![\w./-])"


def table(
    *rows: tuple[str, Callable[[re.Match[str]], T | None], str, Callable[[str], bool]],
) -> tuple[Notation[T], ...]:
    """Notations from their patterns, what they mean, their examples and when to look for them."""
    return tuple(Notation(pattern(_BEFORE + row[0], re.IGNORECASE), *row[1:]) for row in rows)


def holds(*parts: str) -> Callable[[str], bool]:
    """Whether a text has one of the parts."""
    if len(parts) == 1:
        return lambda text: parts[0] in text
    any_of = pattern("|".join(map(re.escape, parts)))
    return lambda text: any_of.search(text) is not None


A_DIGIT = pattern(r"\d")
# In full, behind a mark that stands for its century, before a half, quarter or year: '2026', "'26", '26H1', '26/27'.
A_YEAR = pattern(r"\d\d(?:(?<=19|20)\d\d|(?<=['’‘/-]\d\d)|[hHqQ]\d|(?<=[ ]\d\d)/\d\d)")


def found_by(
    notations: Iterable[Notation[T]], text: str, needed: re.Pattern[str] | None = None
) -> list[tuple[int, int, T]]:
    """What notations read in a text, without overlap: what an earlier one has read, the later ones leave.

    `needed` is what every one of them has in it: once nothing like it is left, no more are looked for.
    """
    folded = text.lower()
    worth_while: dict[Callable[[str], bool], bool] = {}  # several notations ask the same
    taken: list[tuple[int, int]] = []  # in order and apart
    found: list[tuple[int, int, T]] = []
    for notation, build, _, may_hold in notations:
        if may_hold not in worth_while:
            worth_while[may_hold] = may_hold(folded)
        if not worth_while[may_hold]:
            continue
        for match in notation.finditer(text):
            start, end = match.span()
            index = bisect_left(taken, (end, end))
            if (index and start < taken[index - 1][1]) or not _is_plain(match[0]):
                continue
            value = build(match)
            if value is not None:
                taken.insert(index, (start, end))
                found.append((start, end, value))
        if taken and needed and not _is_left(needed, text, taken):
            break
    return found


def _is_left(needed: re.Pattern[str], text: str, taken: list[tuple[int, int]]) -> bool:
    """Whether it stands before, between or behind what is taken."""
    starts = [0, *(end for _, end in taken)]
    ends = [*(start for start, _ in taken), len(text)]
    return any(start < end and needed.search(text, start, end) for start, end in zip(starts, ends, strict=True))


def _is_plain(text: str) -> bool:
    """Whether every digit is ASCII, and every letter that the pattern takes for another without regard to case.

    Blanks may be any, such as those that do not break.
    """
    return text.isascii() or all(sign.isascii() or sign in "’‘–—" or sign.isalpha() or sign.isspace() for sign in text)
