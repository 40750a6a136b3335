"""How alike two texts are, by their words."""

from __future__ import annotations

from roadmap_lint.lazy import pattern

# Words that many tasks have tell nothing, and would make the work grow with the square of the tasks.
COMMON = 40

_WORD = pattern(r"\w+(?:[.'’-]\w+)*")
_FILLERS = frozenset(
    "a an and as at be by for from in into is it of on or our so the their this to via we with".split()  # noqa: SIM905
)


def folded_text(text: str) -> str:
    return " ".join(text.casefold().split())


def all_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def telling_words(text: str) -> tuple[str, ...]:
    """The words that tell something, without the mark of more than one."""
    return tuple(_singular(word) for word in all_words(text) if word not in _FILLERS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def similarity(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Which part of the words of two texts both have: 0 to 1."""
    one, other = {*first}, {*second}
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0
