"""Which of many phrases stand in texts, word by word: all of them in one pass, after Aho and Corasick (1975)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]


def phrases_in(texts: Iterable[Sequence[str]], phrases: Iterable[Words]) -> set[Words]:
    """Those of the phrases, none of them empty, whose words stand in one of the texts, next to each other."""
    wanted = [phrase for phrase in phrases if phrase]
    if not wanted:
        return set()
    trie = _Trie(wanted)
    for text in texts:
        trie.read(text)
    return trie.found


class _Trie:
    """The phrases, with the state to go on from where the next word is none of theirs."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        self.found: set[Words] = set()
        self._next: list[dict[str, int]] = [{}]
        self._phrase: list[Words | None] = [None]
        for phrase in phrases:
            self._add(phrase)
        # of each state, the one for the longest end of what was read that also begins a phrase
        self._shorter = [0] * len(self._next)
        self._is_told = [False] * len(self._next)
        states = deque(self._next[0].values())
        while states:
            state = states.popleft()
            for word, following in self._next[state].items():
                self._shorter[following] = self._after(self._shorter[state], word)
                states.append(following)

    def _add(self, phrase: Words) -> None:
        state = 0
        for word in phrase:
            following = self._next[state].get(word)
            if following is None:
                following = len(self._next)
                self._next[state][word] = following
                self._next.append({})
                self._phrase.append(None)
            state = following
        self._phrase[state] = phrase

    def _after(self, state: int, word: str) -> int:
        while state and word not in self._next[state]:
            state = self._shorter[state]
        return self._next[state].get(word, 0)

    def read(self, text: Sequence[str]) -> None:
        state = 0
        for word in text:
            state = told = self._after(state, word)
            while told and not self._is_told[told]:
                self._is_told[told] = True
                if phrase := self._phrase[told]:
                    self.found.add(phrase)
                told = self._shorter[told]
