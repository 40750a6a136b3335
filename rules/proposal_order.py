from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Proposal
from roadmap_lint.order import misplaced
from roadmap_lint.proposals import PROPOSAL_LABEL
from roadmap_lint.rule import Context, Rule

# A list of fewer numbers shows no habit that a gap would break; more missing ones are no oversight.
_FEWEST_FOR_A_GAP = 5
_MOST_MISSING = 2


class ProposalOrder(Rule):
    """A list of proposals repeats a number, steps back, or leaves one out.

    ## What it checks

    Lists of numbered proposals, each kind by itself, newest or oldest first. A number must not repeat. Where the list
    is plainly sorted, none may step back. Where five or more count on by one and only one step is larger, the
    proposals left out are missing, unless the document names them elsewhere. Placeholders (`RFC-XXXX`) are passed over.

    ## Why it matters

    Two proposals that take the same number cannot both keep it, and the later one breaks every link when it is
    renumbered. One that is left out of the list is not reviewed, for nobody knows of it.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## Proposals

    - [x] [RFC-0001](https://github.com/acme/acme/tree/main/rfcs/0001-tenancy) Tenancy
    - [x] [RFC-0002](https://github.com/acme/acme/tree/main/rfcs/0002-plugins) Plugins
    - [ ] [RFC-0002](https://github.com/acme/acme/pull/4711) Audit log
    - [ ] [RFC-0003](https://github.com/acme/acme/pull/4712) Usage reports
    ```

    ```text output
    ROADMAP.md:7:8: RM702 proposal-order warning RFC-0002 is listed twice; each proposal has a number of its own
      |
    7 | - [ ] [RFC-0002](https://github.com/acme/acme/pull/4711) Audit log
      |        ^^^^^^^^
      = line 6: the first one
    ```

    ```markdown good
    # Acme Roadmap

    ## Proposals

    - [x] [RFC-0001](https://github.com/acme/acme/tree/main/rfcs/0001-tenancy) Tenancy
    - [x] [RFC-0002](https://github.com/acme/acme/tree/main/rfcs/0002-plugins) Plugins
    - [x] [RFC-0005](https://github.com/acme/acme/tree/main/rfcs/0005-storage) Storage
    - [ ] [RFC-XXXX](https://github.com/acme/acme/pull/4711) Audit log
    - [ ] [RFC-XXXX](https://github.com/acme/acme/pull/4712) Usage reports
    ```

    ## When to disable

    Where the list is sorted by something else than numbers.
    """

    code = "RM702"
    name = "proposal-order"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for proposals in document.proposals:
            for kind in dict.fromkeys(proposal.kind for proposal in proposals):
                yield from self._list([proposal for proposal in proposals if proposal.kind == kind], document)

    def _list(self, proposals: Sequence[Proposal], document: Document) -> Iterator[Diagnostic]:
        first: dict[int, Proposal] = {}
        for proposal in proposals:
            if proposal.number is not None:
                earlier = first.setdefault(proposal.number.value, proposal)
                if earlier is not proposal:
                    yield self._repeats(proposal, earlier)
        once = list(first.values())
        yield from self._out_of_order(once)
        yield from self._gap(once, proposals, document)

    def _repeats(self, proposal: Proposal, earlier: Proposal) -> Diagnostic:
        message = f"{proposal.label.value} is listed twice; each proposal has a number of its own"
        return self.finding(proposal.label.span, message, related=[Related(earlier.label.span, "the first one")])

    def _out_of_order(self, proposals: Sequence[Proposal]) -> Iterator[Diagnostic]:
        direction = _direction([_number(proposal) for proposal in proposals])
        if direction == 0 or _is_sorted_by_state(proposals, direction):
            return
        for found in misplaced(proposals, lambda a, b: (_number(b) - _number(a)) * direction < 0):
            proposal, other = proposals[found.position], proposals[found.other]
            side = "behind" if (_number(proposal) - _number(other)) * direction > 0 else "in front of"
            message = f"{proposal.label.value} is out of order; it belongs {side} {other.label.value}"
            yield self.finding(
                proposal.label.span, message, related=[Related(other.label.span, "out of line with this")]
            )

    def _gap(
        self, proposals: Sequence[Proposal], whole_list: Sequence[Proposal], document: Document
    ) -> Iterator[Diagnostic]:
        numbers = [_number(proposal) for proposal in proposals]
        direction = _direction(numbers)
        steps = [(second - first) * direction for first, second in pairwise(numbers)]
        wide = [index for index, step in enumerate(steps) if step != 1]
        if len(numbers) < _FEWEST_FOR_A_GAP or len(wide) != 1 or not 1 < steps[wide[0]] <= _MOST_MISSING + 1:
            return
        before, after = proposals[wide[0]], proposals[wide[0] + 1]
        if whole_list.index(after) - whole_list.index(before) > 1:
            return  # a placeholder stands between them
        low, high = sorted([_number(before), _number(after)])
        missing = [number for number in range(low + 1, high) if not _is_named(after.kind, number, document)]
        if missing:
            names = " and ".join(_like(after, number) for number in missing)
            verb = "is" if len(missing) == 1 else "are"
            message = f"{after.label.value} follows {before.label.value}: {names} {verb} missing between them"
            yield self.finding(after.label.span, message, related=[Related(before.label.span, "the one before")])


def _number(proposal: Proposal) -> int:
    assert proposal.number is not None  # only numbered ones are compared
    return proposal.number.value


def _direction(numbers: Sequence[int]) -> int:
    """1 where a list is plainly sorted upwards, -1 downwards, 0 where it may be sorted by something else.

    Numbers that lie close together are given in order, so a step in three may be wrong; numbers far apart are issue
    numbers, and need more evidence.
    """
    if len(numbers) < 2:
        return 0
    up = sum(second > first for first, second in pairwise(numbers))
    down = len(numbers) - 1 - up
    dense = max(numbers) - min(numbers) < 3 * len(numbers)
    most, least = max(up, down), min(up, down)
    plain = most >= 2 * least if dense else least == 0 or (least == 1 and most >= 4)
    return (1 if up > down else -1) if plain and most > least else 0


def _is_sorted_by_state(proposals: Sequence[Proposal], direction: int) -> bool:
    """Whether the list has the accepted ones first and then the open ones, or so, each part in order."""
    changes = sum(first.checked != second.checked for first, second in pairwise(proposals))
    within = (
        (_number(second) - _number(first)) * direction > 0
        for first, second in pairwise(proposals)
        if first.checked == second.checked
    )
    return changes == 1 and all(within)


def _is_named(kind: str, number: int, document: Document) -> bool:
    """Whether the document names a proposal anywhere."""
    return any(
        match["kind"] == kind and match["number"] is not None and int(match["number"]) == number
        for text in document.texts
        if kind in text.text
        for match in PROPOSAL_LABEL.finditer(text.text)
    )


def _like(proposal: Proposal, number: int) -> str:
    """The label of another number in the style of a proposal's label."""
    assert proposal.number is not None
    written = proposal.number.raw
    return proposal.label.value.replace(written, str(number).zfill(len(written)) if written[0] == "0" else str(number))
