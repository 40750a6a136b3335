"""Documents with mistakes in them: a healthy roadmap, one slip of the pen, and some lines that went astray."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from hypothesis import strategies as st
from roadmaps import Draw, plans
from slips import SLIPS

from roadmap_lint import Config, Context, FileProbe

_WORDS = (
    "Fster",
    "v2,9",
    "Q5 2026",
    "In Progres",
    "[ ]",
    "http:/acme.example/1",
    "\u200b",
    "\0",
    "<!--",
    "`",
    "|",
    "]",
)


class Mutated(NamedTuple):
    """A document, and what is known where it is checked."""

    text: str
    config: Config
    today: date | None
    files: FileProbe | None

    @property
    def context(self) -> Context:
        return Context(today=self.today, files=self.files)


@st.composite
def mutated(draw: Draw[Any], most: int = 4) -> Mutated:
    """A slip in a healthy roadmap, and up to so many lines removed, repeated, moved or with a word too much."""
    slip = draw(st.sampled_from(SLIPS))
    plan = draw(plans(**slip.plans))
    broken = slip.make(plan, draw)
    lines = broken.page.text.split("\n")
    for _ in range(draw(st.integers(0, most))):
        _mutate(lines, draw)
    text = "\n".join(lines)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return Mutated(text, plan.config(*slip.codes), broken.today, broken.files)


def _mutate(lines: list[str], draw: Draw[Any]) -> None:
    at = draw(st.integers(0, len(lines) - 1))
    kind = draw(st.sampled_from(["remove", "repeat", "move", "word", "letter"]))
    if kind == "remove" and len(lines) > 1:
        del lines[at]
    elif kind == "repeat":
        lines.insert(at, lines[at])
    elif kind == "move":
        lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
    elif kind == "word":
        column = draw(st.integers(0, len(lines[at])))
        lines[at] = lines[at][:column] + draw(st.sampled_from(_WORDS)) + lines[at][column:]
    elif lines[at]:
        column = draw(st.integers(0, len(lines[at]) - 1))
        lines[at] = lines[at][:column] + lines[at][column + 1 :]
