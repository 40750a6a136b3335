from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Proposal
from roadmap_lint.proposals import numbers_in
from roadmap_lint.rule import Context, Rule
from roadmap_lint.urls import shown

_LONGEST_LABEL = 40


class ProposalUnnumbered(Rule):
    """A proposal is checked though it has no number.

    ## What it checks

    Lists of proposals (RFC, KEP, ADR, …): a checked entry whose label has a placeholder (`RFC-XXXX`), or no number
    while other entries of its list have one.

    ## Why it matters

    A number is given when a proposal is accepted. Without it nobody finds the text; or the box was checked too early.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## Request for comments

    - [x] [RFC-0011](https://github.com/acme/acme/tree/main/rfcs/0011-events) Events
    - [x] [RFC-XXXX](https://github.com/acme/acme/pull/4711) Audit log
    ```

    ```text output
    ROADMAP.md:6:8: RM703 proposal-unnumbered note RFC-XXXX is checked and has no number: give it its number, or uncheck it until it has one
      |
    6 | - [x] [RFC-XXXX](https://github.com/acme/acme/pull/4711) Audit log
      |        ^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ## Request for comments

    - [x] [RFC-0011](https://github.com/acme/acme/tree/main/rfcs/0011-events) Events
    - [ ] [RFC-XXXX](https://github.com/acme/acme/pull/4711) Audit log
    ```

    ## When to disable

    Where a box says that a proposal is written, and not that it is accepted.
    """

    code = "RM703"
    name = "proposal-unnumbered"
    severity = Severity.NOTE

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for proposals in document.proposals:
            numbered = {proposal.kind: proposal for proposal in reversed(proposals) if proposal.number is not None}
            for proposal in proposals:
                expected = proposal.placeholder or proposal.kind in numbered
                if expected and proposal.checked and proposal.number is None:
                    yield self._unnumbered(proposal, numbered.get(proposal.kind))

    def _unnumbered(self, proposal: Proposal, numbered: Proposal | None) -> Diagnostic:
        label = shown(proposal.label.value, _LONGEST_LABEL)
        known = numbers_in(proposal.link.destination.value, proposal.kind) if proposal.link else set()
        if len(known) == 1:
            right = f"its link goes to {proposal.kind} {known.pop()}, so that should be its number"
        else:
            right = "give it its number, or uncheck it until it has one"
        related = []
        if numbered is not None and not proposal.placeholder:
            related = [Related(numbered.label.span, "one with a number")]
        return self.finding(proposal.label.span, f"{label} is checked and has no number: {right}", related=related)
