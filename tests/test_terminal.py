"""Pages of rules, as a terminal shows them."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from roadmap_lint.plugins import catalogue
from roadmap_lint.report import page, terminal
from roadmap_lint.report.text import width
from roadmap_lint.rule import Rule

PAGE = dedent(
    """\
    # RM999 goal-first

    A milestone's **first line** names no `goal`, see [the guide](https://example.com/g) and [another](RM110.md).

    ## What it checks

    - `words` (default `["Goal"]`): words that
      it begins with
    1. one
    2. two and a half and three

    ```markdown bad
    ## v2.8 (Q1 2026) is a heading that is wider than the page

    - **x**
    ```
    """
)

IN_COLOUR = """\
\x1b[1;4mRM999 goal-first\x1b[0m

A milestone's \x1b[1mfirst line\x1b[0m names no
\x1b[36mgoal\x1b[0m, see the guide
(https://example.com/g) and another.

\x1b[1mWhat it checks\x1b[0m

- \x1b[36mwords\x1b[0m (default \x1b[36m["Goal"]\x1b[0m): words that
  it begins with
1. one
2. two and a half and three

\x1b[2m  bad:\x1b[0m
\x1b[2m    ## v2.8 (Q1 2026) is a heading that is wider than the page\x1b[0m

\x1b[2m    - **x**\x1b[0m
"""


def test_a_page_in_colour() -> None:
    assert terminal.render(PAGE, columns=38, color=True) == IN_COLOUR


def test_a_page_without_colour_keeps_the_marks_of_code() -> None:
    printed = terminal.render(PAGE, columns=38, color=False)
    assert printed.startswith("RM999 goal-first\n\nA milestone's first line names no\n`goal`, see the guide\n")
    assert "\x1b" not in printed
    assert '- `words` (default `["Goal"]`): words\n  that it begins with\n1. one\n' in printed


def test_code_that_is_wrapped_is_painted_on_both_lines() -> None:
    printed = terminal.render("Say `roadmap-lint check --fix ROADMAP.md` now.", columns=30, color=True)
    assert printed == "Say \x1b[36mroadmap-lint check --fix\x1b[0m\n\x1b[36mROADMAP.md\x1b[0m now.\n"


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.name)
@pytest.mark.parametrize("columns", [0, 40, 1000])
def test_every_page_is_shown_whole_and_no_wider_than_asked(rule: type[Rule], columns: int) -> None:
    written = page.render(rule)
    printed = terminal.render(written, columns=columns, color=True)
    plain = re.sub(r"\x1b\[[\d;]*m", "", printed)
    assert _words(plain) == _words(re.sub(r"^`{3,}.*$", "", written, flags=re.MULTILINE))
    widest = max(20, min(columns, terminal.WIDEST))
    for line in plain.split("\n"):
        assert width(line) <= widest or line.startswith(("    ", "|")) or " " not in line.strip("- "), line


def _words(text: str) -> list[str]:
    """What is left of a text without its marks, and what stands above an example."""
    text = re.sub(r"^  \w+:$", "", text, flags=re.MULTILINE)
    return re.findall(r"\w+", text)
