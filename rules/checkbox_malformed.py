from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.lists import lists
from roadmap_lint.model import Document, Group, Item
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule, replacement


class _Slip(Record):
    """What stands for a box at the head of an item, in its text; the box that is meant; what is wrong."""

    end: int
    box: str
    reason: str


class CheckboxMalformed(Rule):
    """Among tasks, an item begins with something that was meant as a task box.

    ## What it checks

    Items that stand among tasks with proper boxes and begin with `[x ]`, `[]`, `[ ]text`, `[v]`, `[*]`, a full-width
    box, or a box that lacks a bracket; and lines that begin with `-[ ]`, which belong to the item above. `[-]`, `[/]`, `[~]`, `[>]`, `[!]` and `[?]` are marks of task managers and
    pass; so do links and lists without boxes.

    ## Why it matters

    GitHub shows such an item as text between boxes, and whoever counts tasks does not count it: a milestone looks
    complete with work left, or work that is done is not credited.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [x] Plugin API
    - [x ] Web console
    - [ ]Audit log
    - [] Usage reports
    -[ ] Quotas
    ```

    ```text output
    ROADMAP.md:4:3: RM601 checkbox-malformed error '[x ]' is no task box; a task begins with '[x] '
      |
    4 | - [x ] Web console
      |   ^^^^
      = fix: replace with '[x]'

    ROADMAP.md:5:3: RM601 checkbox-malformed error no blank stands behind '[ ]'; a task begins with '[ ] '
      |
    5 | - [ ]Audit log
      |   ^^^
      = fix: replace with '[ ] '

    ROADMAP.md:6:3: RM601 checkbox-malformed error '[]' is no task box; a task begins with '[ ] '
      |
    6 | - [] Usage reports
      |   ^^
      = fix: replace with '[ ]'

    ROADMAP.md:7:1: RM601 checkbox-malformed error no blank stands behind '-'; a task begins with '- [ ] '
      |
    7 | -[ ] Quotas
      | ^^^^
      = fix: replace with '- [ ]'
    ```

    ```markdown fixed
    # Acme Roadmap

    - [x] Plugin API
    - [x] Web console
    - [ ] Audit log
    - [ ] Usage reports
    - [ ] Quotas
    ```

    ```markdown good
    # Acme Roadmap

    - [x] Plugin API
    - [-] Web console
    - [x](https://github.com/acme/acme/issues/12)
    - [v2] Audit log
    ```

    ## When to disable

    Where brackets at the head of an item are a notation of your own.
    """

    code = "RM601"
    name = "checkbox-malformed"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for items in lists(document):
            if any(item.checked is not None for item in items):
                for item in items:
                    if item.checked is None:
                        yield from self._judge(item)
                    for part in _with_unboxed(item) if isinstance(item, Group) else (item,):
                        if len(part.content.pieces) > 1:  # as a text of several lines has
                            yield from self._swallowed(part)

    def _swallowed(self, item: Item) -> Iterable[Diagnostic]:
        """Lines of the item that were meant as tasks: `-[ ] Quotas` goes on with the item above."""
        for piece in item.content.pieces:
            match = None if piece.exact or piece.code else _GLUED.match(item.content.prose, piece.end)
            if match is None or "\n" not in item.content.source[piece.span].replace("\r", "\n"):
                continue
            glued = item.content.part(*match.span())
            if glued.raw == glued.value:  # nothing escaped
                fix = replacement(glued.span, f"{match['bullet']} {match['box']}")
                message = f"no blank stands behind '{match['bullet']}'; a task begins with '{match['bullet']} [ ] '"
                yield self.finding(glued.span, message, fix=fix)

    def _judge(self, item: Item) -> Iterable[Diagnostic]:
        slip = _slip(item)
        if slip is not None:
            span = item.content.locate(0, slip.end)
            kept = item.content.text[slip.end : slip.end + 1] in (" ", "\t")
            fix = replacement(span, slip.box if kept else f"{slip.box} ")
            yield self.finding(span, f"{slip.reason}; a task begins with '{slip.box} '", fix=fix)


# A bullet, and a box where its blank should be.
_GLUED = pattern(r"(?P<bullet>[-*+])(?P<box>\[[ xX]\])(?=[ \t]*[^\s(\[:])")
# What stands in the place of a box, and what to say of it; the first that matches counts.
_SLIPS = (
    # [x ], [ x], [], [  ], and [x] with no blank behind it
    (pattern(r"\[(?P<mark>[ \t]*+[xX]?[ \t]*+)\](?![\[(:])(?=\s*\S)"), "'{}' is no task box"),
    (
        pattern(r"\[ ?(?P<mark>[vVyY*✓✔✅☑√хХ]\ufe0f?|[ｘＸ]|\u3000) ?\](?![\[(:])(?=\s*\S)"),
        "the mark in '{}' is no 'x'",
    ),
    (
        pattern(r"(?:[［【]\s*+(?P<mark>[xXｘＸ✓✔√]?)\s*+[］】\]]|\[\s*+(?P<half>[xXｘＸ✓✔√]?)\s*+[］】])(?=\s*\S)"),
        "'{}' has full-width signs",
    ),
    (pattern(r"(?P<mark>[xX]?) ?\](?=[ \t]+[^\s\[\]])"), "'{}' lacks its '['"),
    (pattern(r"(?:\[(?P<first>[ xX])[})]|[{(](?P<second>[ xX])\])(?=\s+\S)"), "the brackets of '{}' do not match"),
    (pattern(r"\[(?P<mark>[xX]?)(?=[ \t]+[^\s\[\]()])(?![^\[]*\])"), "'{}' lacks its ']'"),
)


def _slip(item: Item) -> _Slip | None:
    text = item.content.prose
    if not text or text[0] not in "[]［【{(xX" or _begins_with_markup(item):
        return None
    for slip, reason in _SLIPS:
        match = slip.match(text)
        if match:
            box = "[x]" if any(mark.strip() for mark in match.groups() if mark) else "[ ]"
            written = match[0].strip()
            said = f"no blank stands behind '{box}'" if written.lower() == box else reason.format(written)
            return _Slip(match.end(), box, said)
    return None


def _with_unboxed(item: Item) -> Iterator[Item]:
    """The item, and those of lists below it that have no boxes: a line below them may go on with any of them."""
    yield item
    if isinstance(item, Group) and all(below.checked is None for below in item.items):
        for below in item.items:
            yield from _with_unboxed(below)


def _begins_with_markup(item: Item) -> bool:
    r"""Whether an escape (`\[`), emphasis, a link or a template tag begins the item."""
    first = item.content.pieces[0]
    at = item.content.locate(0, 1).start
    return (
        not first.exact
        or at > item.content.span.start
        or any(link.span.start <= at < link.span.end for link in item.links)
    )
