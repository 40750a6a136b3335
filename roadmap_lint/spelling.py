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
    letters, others = set(first), set(second)
    if len(letters - others) > limit or len(others - letters) > limit:
        return limit + 1  # an edit takes one letter away, and brings one
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
    length, letters = len(folded), set(folded)
    limit = 1 if length < 6 else 2
    ranked: list[tuple[int, str]] = []
    for name in known:
        other = name.casefold()
        if abs(len(other) - length) > limit or len(letters.difference(other)) > limit:
            continue  # as `distance` finds, too, but they are many
        edits = distance(folded, other, limit)
        if edits <= limit:
            ranked.append((edits, name))
    return [name for _, name in sorted(ranked)]


# Letters that are taken for digits: 'RM2O1' is RM201, and no other code that is one edit away.
_LOOKS = str.maketrans("oil", "011")
# Of more words that are equally near none is the one meant.
_MOST_OFFERED = 3


def closest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are nearest to this one, all at the same distance; one that only looks alike is nearer."""
    known = list(known)
    shape = word.casefold().translate(_LOOKS)
    alike = [name for name in known if name.casefold().translate(_LOOKS) == shape]
    if alike:
        return alike
    near = nearest(word, known)
    least = _edits(word, near[0]) if near else 0
    return [name for name in near if _edits(word, name) == least]


def only_one_edit_away(word: str, known: Iterable[str]) -> str | None:
    """The known word that one slip leads away from, where it is the only one."""
    found = closest(word, known)
    looks = [name.casefold().translate(_LOOKS) for name in (word, *found)]
    return found[0] if len(found) == 1 and (_edits(word, found[0]) == 1 or looks[0] == looks[1]) else None


def did_you_mean(word: str, known: Iterable[str], form: str = "'{}'") -> str:
    """`; did you mean 'select'?`, to be put behind a message, or nothing; `form` says how a word is quoted."""
    found = [form.format(name) for name in closest(word, known)]
    if not found or len(found) > _MOST_OFFERED:
        return ""
    return f"; did you mean {' or '.join([', '.join(found[:-1]), found[-1]] if found[1:] else found)}?"


def _edits(first: str, second: str) -> int:
    return distance(first.casefold(), second.casefold())
