from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Column, Document, Milestone, StatusLine, TaskTable, Text
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.spelling import distance, nearest
from roadmap_lint.values import STATUS_SYNONYMS, STATUS_WORDS, is_stage, read_period


class StatusUnknown(Rule):
    """The status of a milestone, or in a table of tasks, is not one of the known words.

    ## What it checks

    A milestone's status within two edits of a known word (`Compelted`), or one that is no known word while two or more siblings,
    and all of them, use the vocabulary. Known are Provisional, Planned, Proposed, In Progress, Completed, Done,
    Released, Cancelled, Postponed, Delayed, their usual synonyms, and the option `words`. Words that say no state (`Beta`,
    `Under review`, `At risk`) are known, too. Case, emoji, dates and links around the word do not matter.

    In a table of tasks (`roadmap-lint parse FILE` shows which are read), the columns of statuses and of times: a cell
    that is one slip away from a known word, or from what three other cells of its column say.

    The fix is safe where one letter too many, too few or wrong, or letters in another order, are all that is wrong, and
    no word of another state is as near; else unsafe.

    ## Why it matters

    Whoever filters or sorts by status loses the milestone; and the rules about completed milestones do not see it.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Compelted on 2026-02-20
    ```

    ```text output
    ROADMAP.md:5:13: RM106 status-unknown warning 'Compelted' is not a status: is 'Completed' meant?
      |
    5 | **Status**: Compelted on 2026-02-20
      |             ^^^^^^^^^
      = fix: replace with 'Completed'
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed on 2026-02-20
    ```

    ```markdown bad
    # Acme Roadmap

    | Theme   | Description   | Timeline |
    |---------|---------------|----------|
    | Storage | Faster writes | Q3 2026  |
    |         | Snapshots     | Futire   |
    ```

    ```text output
    ROADMAP.md:6:29: RM106 status-unknown warning 'Futire' is neither a time nor a status: is 'Future' meant?
      |
    6 | |         | Snapshots     | Futire   |
      |                             ^^^^^^
      = fix: replace with 'Future'
    ```

    ```markdown fixed
    # Acme Roadmap

    | Theme   | Description   | Timeline |
    |---------|---------------|----------|
    | Storage | Faster writes | Q3 2026  |
    |         | Snapshots     | Future   |
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status:** ✅ completed on 2026-02-20 ([changelog](https://example.com/v2.8.0))

    ### v2.9 (Q2 2026)

    **Status**: Feature freeze
    ```

    ## When to disable

    Where statuses are free text; or list your own in `words`.
    """

    code = "RM106"
    name = "status-unknown"

    words: tuple[str, ...] = option((), "statuses that are right besides the known ones")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        own = {word.casefold() for word in self.words}
        for family in document.families:
            for milestone in family:
                line = milestone.status
                if line is None or line.status.value.state is not None:
                    continue
                text = line.status.value.text
                if is_stage(text) or any(text.casefold().startswith(word) for word in own):
                    continue
                yield from self._judge(line, milestone, family)
        for table in document.task_tables:
            for column in table.columns:
                if column.kind in ("status", "period"):
                    yield from self._judge_cells(column.kind, list(_cells(table, column)))

    def _judge_cells(self, kind: str, cells: list[Text]) -> Iterable[Diagnostic]:
        """Cells of one column that say one word, one slip away from a word that is known or that the column repeats."""
        said = Counter(_folded(cell.text) for cell in cells)
        usual = [word for word, times in said.most_common(_MOST_WORDS) if times >= _OFTEN and _is_word(word)]
        known = {*STATUS_WORDS, *STATUS_SYNONYMS, *map(_folded, self.words)}
        for cell in cells:
            text = _folded(cell.text)
            if text in known or text in usual or is_stage(text) or not _is_word(text):
                continue
            meant = [word for word in usual if _is_certain_slip(text, word)]
            meant = meant or [word for word in sorted(known) if _is_certain_slip(text, word)]
            if meant and len(_states(meant)) < 2:
                right = _as_written(meant[0], cells) or _cased(cell.text, meant[0])
                written = cell.part(0, len(cell.text))
                bare = written.raw == cell.text
                fix = replacement(written.span, right) if len(meant) == 1 and bare else None
                what = "not a status" if kind == "status" else "neither a time nor a status"
                yield self.finding(written.span, f"'{cell.text}' is {what}: is '{right}' meant?", fix=fix)

    def _judge(self, line: StatusLine, milestone: Milestone, family: tuple[Milestone, ...]) -> Iterable[Diagnostic]:
        status = line.status
        meant = self._meant(status.value.text)
        if meant:
            right = _like(status.raw, meant[0], family[:_MOST_SIBLINGS])
            certain = _is_certain(status.value.text, meant[0])
            fix = replacement(status.span, right, safe=certain) if len(meant) == 1 else None
            yield self.finding(status.span, f"'{status.value.text}' is not a status: is '{right}' meant?", fix=fix)
            return
        siblings = [sibling.status for sibling in family if sibling.status and sibling is not milestone]
        if len(siblings) > 1 and all(sibling.status.value.state for sibling in siblings):
            used = sorted({sibling.status.value.text for sibling in siblings})
            yield self.finding(
                status.span,
                f"'{status.value.text[:60]}' is not a status; the other milestones use {', '.join(used)} "
                f"(option 'words' of {self.name} adds more)",
                related=[Related(siblings[0].span, "a sibling's status")],
            )

    def _meant(self, text: str) -> list[str]:
        """The known words that a slip of the finger leads away from: of the catalogue's first, then others."""
        words = _folded(text)
        if words in _OTHER_WORDS:
            return []
        for known in ([*STATUS_WORDS, *(word.lower() for word in self.words)], STATUS_SYNONYMS):
            found = [word for word in nearest(words, known) if _is_slip(words, word)]
            if found:
                alike = [word for word in found if distance(words, word) == distance(words, found[0])]
                return found if len(_states(alike)) < 2 else []
        return []


def _folded(text: str) -> str:
    return " ".join(text.replace("-", " ").split()).lower()


def _is_certain(text: str, word: str) -> bool:
    """Whether one slip leads from one to the other, and none to another state: 'deployed' is two from 'delayed'."""
    own = _folded(text)
    near = [other for other in (*STATUS_WORDS, *STATUS_SYNONYMS) if distance(own, other, 1) == 1]
    return (distance(own, word) == 1 and len(_states([word, *near])) < 2) or sorted(own) == sorted(word)


def _states(words: Iterable[str]) -> set[str | None]:
    """What known words stand for; one's own word stands for nothing."""
    return {STATUS_WORDS.get(word) or STATUS_SYNONYMS.get(word) for word in words}


def _is_slip(text: str, word: str) -> bool:
    """Whether it is the word itself that slipped: 'unplanned' and 'off track' are words of their own."""
    if word[0] != text[0] and (len(word) < 6 or distance(text, word) > 1):
        return False
    if distance(text, word) > 1 and (len(text) < 7 or (len(word) < _LONE and set(text) != set(word))):
        return False  # 'staged' is not 'started', nor is 'stopped' 'shipped'
    own, right = text.split(), word.split()
    return len(own) != len(right) or all(nearest(first, [second]) for first, second in zip(own, right, strict=True))


# Of shorter words too many are one edit apart ('done' and 'none').
_LONG = 5
# Of so long a word hardly another is two edits away.
_LONE = 9
# How many cells must say a word that is not known, before another cell is a slip of it.
_OFTEN = 3
# A vocabulary is no longer.
_MOST_WORDS = 20
# How many words make a status.
_FEW = 3
# One edit away from a status, and words of their own.
_OTHER_WORDS = frozenset(
    re.split(
        " ",
        "blocker chipped clocked compete completer cropped daft decayed deliverer deplored deployer drafty "
        "drift dropper ending finisher ingoing launcher lending mending merger outgoing planner planted "
        "planting promise proposer publisher referred releases sending shipper spending stale starred starter "
        "starved stated tending whipped",
    )
)


def _cells(table: TaskTable, column: Column) -> Iterator[Text]:
    for row in table.rows:
        if column.position < len(row.row.cells):
            yield row.row.cells[column.position]


def _is_word(text: str) -> bool:
    """Whether a cell says a word or two, and no time or number."""
    if len(text) < _LONG or len(text.split()) > _FEW or not text.replace(" ", "").isalpha():
        return False
    return text not in _OTHER_WORDS and not read_period(text)


def _is_certain_slip(text: str, word: str) -> bool:
    """Whether one edit within a longer word leads away from it, and not to another form of it: 'release', 'blocker'."""
    if text[0] != word[0] or distance(text, word) != 1:
        return False
    own, right = text.split(), word.split()
    if len(own) != len(right):
        return True  # 'inprogress'
    slipped, meant = next((first, second) for first, second in zip(own, right, strict=True) if first != second)
    if min(len(slipped), len(meant)) < _LONG or slipped[:-1] in (meant, meant[:-1]):
        return False
    return slipped != meant[:-1] or meant.endswith("ss")


def _as_written(word: str, cells: Iterable[Text]) -> str | None:
    return next((cell.text for cell in cells if _folded(cell.text) == word), None)


# whose spelling is taken over
_MOST_SIBLINGS = 50


def _like(raw: str, word: str, family: Iterable[Milestone]) -> str:
    """The word as a sibling writes it, else with the capitals of the one it replaces."""
    for sibling in family:
        if sibling.status and sibling.status.status.value.text.casefold() == word:
            return sibling.status.status.value.text
    return _cased(raw, word)


def _cased(raw: str, word: str) -> str:
    if raw.isupper():
        return word.upper()
    return word.title() if raw[:1].isupper() else word
