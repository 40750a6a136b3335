"""Lines of a revision, found again in the next one: as they were, or mostly the same."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from itertools import islice

from roadmap_lint.history.words import COMMON, similarity, telling_words

# Of the lines that share words with one, so many are compared with it: those that share the most.
_MOST_COMPARED = 8


class Lines:
    """Lines, each of which may be taken once."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._left = Counter(lines)
        self._words: dict[str, tuple[str, ...]] | None = None
        self._holders: dict[str, deque[str]] = {}

    def take(self, line: str) -> bool:
        """Take a line that is the same, if one is left."""
        if not self._left[line]:
            return False
        self._left[line] -= 1
        return True

    def take_alike(self, line: str, least: float) -> bool:
        """Take the line that is most like one, if so much of their words is the same (0 to 1)."""
        if self._words is None:
            self._words = self._index()
        words = telling_words(line)
        near = [(similarity(words, self._words[other]), other) for other in self._near(words)]
        share, best = max(near, key=lambda one: one[0], default=(0.0, ""))
        return share >= least and self.take(best)

    def _index(self) -> dict[str, tuple[str, ...]]:
        """The words of each line that is left; note which lines hold each word."""
        found = {line: telling_words(line) for line, left in self._left.items() if left}
        for line, words in found.items():
            for word in dict.fromkeys(words):
                self._holders.setdefault(word, deque()).append(line)
        return found

    def _near(self, words: tuple[str, ...]) -> list[str]:
        """A few of the lines left that share words with these: of those with one word, the first count."""
        shared: Counter[str] = Counter()
        for word in dict.fromkeys(words):
            holders = self._holders.get(word, deque())
            while holders and not self._left[holders[0]]:
                holders.popleft()
            shared.update(line for line in islice(holders, COMMON) if self._left[line])
        return [line for line, _ in shared.most_common(_MOST_COMPARED)]
