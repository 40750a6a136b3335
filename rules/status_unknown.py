from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Document, Milestone, StatusLine
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.spelling import distance, nearest
from roadmap_lint.values import STATUS_SYNONYMS, STATUS_WORDS


class StatusUnknown(Rule):
    """A milestone's status is not one of the known words.

    ## What it checks

    A status within two edits of a known word (`Compelted`), or one that is no known word while two or more siblings,
    and all of them, use the vocabulary. Known are Provisional, Planned, Proposed, In Progress, Completed, Done,
    Released, Cancelled, Postponed, Delayed, their usual synonyms, and the option `words`. Case, emoji, dates and links
    around the word do not matter.

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
                if any(line.status.value.text.casefold().startswith(word) for word in own):
                    continue
                yield from self._judge(line, milestone, family)

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
        known = [*STATUS_WORDS, *(word.lower() for word in self.words)]
        found = nearest(words, known) or nearest(words, STATUS_SYNONYMS)
        return [word for word in found if _is_slip(words, word)]


def _folded(text: str) -> str:
    return " ".join(text.replace("-", " ").split()).lower()


def _is_certain(text: str, word: str) -> bool:
    """Whether one slip leads from one to the other: 'deployed' is two from 'delayed', and another status."""
    own = _folded(text)
    return distance(own, word) == 1 or sorted(own) == sorted(word)


def _is_slip(text: str, word: str) -> bool:
    """Whether it is the word itself that slipped: 'unplanned' and 'off track' are words of their own."""
    if word[0] != text[0] and (len(word) < 6 or distance(text, word) > 1):
        return False
    if len(text) < 7 and distance(text, word) > 1:
        return False  # 'staged' is not 'started'
    own, right = text.split(), word.split()
    return len(own) != len(right) or all(nearest(first, [second]) for first, second in zip(own, right, strict=True))


# whose spelling is taken over
_MOST_SIBLINGS = 50


def _like(raw: str, word: str, family: Iterable[Milestone]) -> str:
    """The word as a sibling writes it, else with the capitals of the one it replaces."""
    for sibling in family:
        if sibling.status and sibling.status.status.value.text.casefold() == word:
            return sibling.status.status.value.text
    if raw.isupper():
        return word.upper()
    return word.title() if raw[:1].isupper() else word
