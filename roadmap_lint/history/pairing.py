"""Things of two revisions in pairs: what was found again, and what is left on either side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from roadmap_lint.source import Span

T = TypeVar("T")


class Pairing(Generic[T]):
    """Things of two revisions: the pairs found so far, and what is left of each side, in the documents' order."""

    def __init__(self, left: list[T], right: list[T]) -> None:
        self.before, self.after = tuple(left), tuple(right)
        self.left, self.right = left, right
        self.pairs: list[tuple[T, T]] = []

    def by(
        self, key: Callable[[T], Hashable], other: Callable[[T], Hashable] | None = None, *, unique: bool = False
    ) -> None:
        """Pair what has one key, in order, or only where each side has it once. `None` is no key.

        `other` is the key of the right side where it is made in another way.
        """
        mine, theirs = by_key(self.left, key), by_key(self.right, other or key)
        self.take(
            pair
            for name in mine
            if name in theirs and (not unique or len(mine[name]) == len(theirs[name]) == 1)
            for pair in zip(mine[name], theirs[name], strict=False)
        )

    def take(self, pairs: Iterable[tuple[T, T]]) -> None:
        pairs = list(pairs)
        self.pairs += pairs
        taken = {id(one) for pair in pairs for one in pair}
        self.left = [one for one in self.left if id(one) not in taken]
        self.right = [one for one in self.right if id(one) not in taken]


def best_pairs(candidates: Iterable[tuple[float, T, T]], place: Callable[[T], Span]) -> list[tuple[T, T]]:
    """The pairs with the highest scores, each thing once; of equal ones the first in the documents."""
    pairs: list[tuple[T, T]] = []
    taken: set[int] = set()
    for _, old, new in sorted(candidates, key=lambda one: (-one[0], place(one[1]), place(one[2]))):
        if not taken & {id(old), id(new)}:
            taken |= {id(old), id(new)}
            pairs.append((old, new))
    return pairs


def by_key(things: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    found: dict[Hashable, list[T]] = {}
    for thing in things:
        name = key(thing)
        if name is not None:
            found.setdefault(name, []).append(thing)
    return found
