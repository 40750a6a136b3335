"""Markdown for job summaries and comments: a table, graver findings first, with links to lines and pages.

What is not plainly a word is shown as code, so no document text can become a link, a mention, a reference, a heading,
HTML or another row. Columns are in code points.
"""

from __future__ import annotations

import re
from itertools import groupby
from urllib.parse import quote

from roadmap_lint.lazy import pattern
from roadmap_lint.report import Found, Run, clipped, page_url, text, visible_path

# A comment on GitHub has at most 65,536 characters; a summary has room for more.
MOST_CHARACTERS = 60_000
LONGEST_MESSAGE = 1000

# Letters, digits and marks that mean nothing to Markdown, nor to a forge where they stand here.
_WORD = pattern(r"""(?:[^\x00-\x7f]|[A-Za-z0-9.,;'"()\-])+[:?!]?""")
# What forges make links of all the same: `www.…`, `GH-12`, the hash of a commit.
_LINKED = pattern(r"www\.|GH-\d|[0-9a-f]{7}", re.IGNORECASE)

# What a message quotes of the document.
_QUOTED = pattern(r"(?<![^\s(])'([^']+)'(?=[\s.,;:?!)]|$)")


def render(run: Run) -> str:
    """The run as a heading, a table where there are findings, and a last line."""
    rows = [_row(run, found) for found in run.gravest_first()]
    parts = ["### roadmap-lint\n", f"\n{_prose(text.summary(run.results, run.fixed))}\n"]
    if rows:
        parts.append("\n| | place | rule | finding |\n|---|---|---|---|\n")
        parts += _fitting(rows, MOST_CHARACTERS - sum(map(len, parts)) - 100)
    return "".join(parts)


def _fitting(rows: list[str], room: int) -> list[str]:
    """As many rows as there is room for, and how many more there are."""
    shown: list[str] = []
    for number, row in enumerate(rows):
        room -= len(row)
        if room < 0:
            return [*shown, f"\n{len(rows) - number} more: the log has them all\n"]
        shown.append(row)
    return shown


def _row(run: Run, found: Found) -> str:
    finding = found.finding
    severity = f"{finding.severity} (old)" if found.old else str(finding.severity)
    url = page_url(finding.code, finding.name)
    rule = f"[{finding.code}]({url})" if url else finding.code
    message = _prose(clipped(found.message, LONGEST_MESSAGE))
    return f"| {severity} | {_place(run, found)} | {rule} {finding.name} | {message} |\n"


def _place(run: Run, found: Found) -> str:
    source, span = found.result.source, found.finding.span
    start, end = source.point(span.start), source.point(span.end)
    shown = _code(f"{visible_path(source.path)}:{start.line}:{start.column}")
    if run.site is None or found.result.location.startswith(("/", "<")):
        return shown
    lines = f"L{start.line}" if start.line == end.line else f"L{start.line}-L{end.line}"
    # without `plain=1` the forge shows the document without its lines
    return f"[{shown}]({run.site}{quote(found.result.location, errors='surrogateescape')}?plain=1#{lines})"


def _prose(said: str) -> str:
    """A line of text: what it quotes, and every run of words that are more than words, as code."""
    shown, at = "", 0
    for quoted in _QUOTED.finditer(said):
        shown = _apart(_apart(shown, _words(said[at : quoted.start()])), _code(quoted[1]))
        at = quoted.end()
    return _apart(shown, _words(said[at:]))


def _apart(first: str, second: str) -> str:
    """One behind the other; two code spans that touch would be neither."""
    return f"{first} {second}" if first.endswith("`") and second.startswith("`") else first + second


def _words(said: str) -> str:
    parts = [
        " ".join(words) if plain else _code(" ".join(words)) for plain, words in groupby(said.split(), key=_is_plain)
    ]
    before = " " if said[:1].isspace() else ""
    after = " " if said.strip() and said[-1].isspace() else ""
    return before + " ".join(parts) + after


def _is_plain(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not _LINKED.search(word)


def _code(content: str) -> str:
    """A code span in a cell of a table: a pipe needs its backslash there, and cells know no escaped backslash."""
    content = content.replace("\\|", "\\ |").replace("|", "\\|")
    longest = max(map(len, re.findall(r"`+", content)), default=0)
    fence = "`" * (longest + 1)
    stripped = content[:1] == content[-1:] == " " != content  # a reader takes a blank from both ends, if both have one
    blank = " " if stripped or "`" in (content[:1], content[-1:]) else ""
    return f"{fence}{blank}{content}{blank}{fence}"
