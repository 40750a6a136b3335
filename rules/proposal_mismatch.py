from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadmap_lint.addresses import definition_of
from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Link, Proposal
from roadmap_lint.proposals import PROPOSAL_KINDS, PROPOSAL_LABEL, numbers_in
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.urls import shown


class ProposalMismatch(Rule):
    """A proposal's label and the document or title it stands with name different proposals.

    ## What it checks

    Links whose whole text is the label of a proposal (`RFC-0012`, `KEP-1234`, `ADR 7`): the number in the path of the
    target (`rfcs/0012-plugins`, `adr/0007-storage.md`) must be that one. And entries of a list of proposals: a title
    that begins with a label must repeat that of the entry. The number of an issue or pull request is not one of a
    proposal; dates, years and hosts are none either.

    ## Why it matters

    A list of proposals grows by copying its last line. With half of the line changed, a reader who reviews RFC-0013
    comments on another design, and the status of both is wrong for everybody who reads the list.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## Proposals

    - [x] [RFC-0012](https://github.com/acme/acme/tree/main/rfcs/0012-plugins) Plugins
    - [ ] [RFC-0013](https://github.com/acme/acme/tree/main/rfcs/0012-audit-log) Audit log
    ```

    ```text output
    ROADMAP.md:6:8: RM701 proposal-mismatch error the label says RFC-0013 and the link goes to RFC-0012: correct one of the two
      |
    6 | - [ ] [RFC-0013](https://github.com/acme/acme/tree/main/rfcs/0012-audit-log) Audit log
      |        ^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ## Proposals

    - [x] [RFC-0012](https://github.com/acme/acme/tree/main/rfcs/0012-plugins) Plugins, after RFC-0011
    - [ ] [RFC-0013](https://github.com/acme/acme/pull/4711) Audit log
    - [ ] [ADR 7](docs/adr/0007-storage.md) Storage
    ```

    ## When to disable

    Where the numbers of files are not those of the proposals.
    """

    code = "RM701"
    name = "proposal-mismatch"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for link in document.links:
            if link.text.value.startswith(PROPOSAL_KINDS):
                yield from self._target(link)
        starts = {link.text.span.start for link in document.links} if document.proposals else set()
        for proposals in document.proposals:
            for proposal in proposals:
                if proposal.title.value.startswith(proposal.kind):
                    yield from self._title(proposal, starts)

    def _target(self, link: Link) -> Iterator[Diagnostic]:
        label = PROPOSAL_LABEL.fullmatch(link.text.value) if link.text.value[-1:].isdigit() else None
        if label is None or label["number"] is None or link.opaque:
            return
        numbers = numbers_in(link.destination.value, label["kind"])
        if len(numbers) == 1 and int(label["number"]) not in numbers:
            width = len(label["number"])
            target = f"{label[0][:-width]}{numbers.pop():0{width}}"
            message = f"the label says {label[0]} and the link goes to {target}: correct one of the two"
            yield self.finding(link.text.span, message, related=definition_of(link))

    def _title(self, proposal: Proposal, link_starts: set[int]) -> Iterator[Diagnostic]:
        title = proposal.title
        named = re.match(rf"(?:{proposal.kind}[-\s#:]*)(?P<number>\d{{1,6}})(?=$|[\s:–—])", title.value)
        if named is None or proposal.number is None or int(named["number"]) == proposal.number.value:
            return
        start = title.span.start + max(0, title.raw.find(named[0]))
        if start in link_starts:
            return  # the next proposal
        span = Span(start, start + named.end())
        message = f"the title names {named[0]}, its label {shown(proposal.label.value, 40)}: correct one of the two"
        yield self.finding(span, message, related=[Related(proposal.label.span, "the label")])
