"""How far apart two words are, and which known word was meant."""

from __future__ import annotations

from collections.abc import Iterable

# Nobody misspells a longer word; and the work grows with the product of two lengths.
LONGEST = 120


def distance(first: str, second: str, limit: int = 2) -> int:
    """Edits (insert, delete, replace, swap neighbours) from one word to the other; `limit + 1` where it is more."""
    if first == second:
        return 0
    if abs(len(first) - len(second)) > limit or max(len(first), len(second)) > LONGEST:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        current = [row]
        for column, other in enumerate(second, start=1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that a typing error away from this one, nearest first; a short word allows one edit only."""
    folded = word.casefold()
    limit = 1 if len(folded) < 6 else 2
    ranked = sorted((distance(folded, name.casefold(), limit), name) for name in known)
    best = [name for edits, name in ranked if edits == ranked[0][0] <= limit]
    return best + [name for edits, name in ranked if ranked[0][0] < edits <= limit]
