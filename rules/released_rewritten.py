from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Claim, Deprecates, Document, EndOfSupport, Milestone, Removes, Value
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import COMPLETED, ApiVersion, Version

if TYPE_CHECKING:
    from roadmap_lint.history import Change


class ReleasedRewritten(Rule):
    """A milestone that was completed has another version now, or makes other statements on support and APIs.

    ## What it checks

    Every milestone that was completed in the base revision: its version, and the statements that end support, name
    tested versions, and deprecate or remove APIs. They must not change, go, or move to another milestone, and
    no end of support and no removal may be added. Other words for the same are fine.

    ## Why it matters

    Users planned their upgrades by it. What a release did is a fact, and the roadmap is where people look it up.

    ## Examples

    ```markdown base
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    - End support for Acme v2.5.x

    ### v2.9 (Q2 2026)

    **Status**: In Progress

    - End support for Acme v2.6.x
    ```

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    - End support for Acme v2.4.x

    ### v2.9 (Q2 2026)

    **Status**: In Progress

    - End support for Acme v2.6.x
    ```

    ```text output
    ROADMAP.md:7:24: RM803 released-rewritten error v2.8 was completed when this was 'v2.5.x': a completed milestone keeps what it says
      |
    7 | - End support for Acme v2.4.x
      |                        ^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed

    - Support for Acme v2.5.x ended

    ### v2.9 (Q2 2026)

    **Status**: In Progress

    - End support for Acme v2.6.x
    - End support for Kubernetes 1.33
    ```

    ## When to disable

    For the one change that corrects a mistake of old, with a suppression that gives the reason.
    """

    code = "RM803"
    name = "released-rewritten"
    severity = Severity.ERROR
    kind = "history"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for change in context.changes(document):
            for span, name, what in _rewritten(change):
                yield self.finding(span, f"{name} was completed {what}: a completed milestone keeps what it says")


def _rewritten(change: Change) -> Iterator[tuple[Span, str, str]]:
    """Where a completed milestone was rewritten, its name, and how it was completed."""
    from roadmap_lint import history

    if isinstance(change, history.VersionChanged):
        was, now = change.before.version, change.after.version
        if _was_completed(change.before) and was and now:
            yield now.span, change.after.name, f"as '{was}'"
    elif isinstance(change, history.ClaimChanged):
        if _was_completed(change.before):
            yield _named(change.claim).span, change.after.name, f"when this was '{_named(change.was).raw}'"
    elif isinstance(change, history.ClaimRemoved):
        if _was_completed(change.before):
            yield (
                change.after.heading.text.span,
                change.after.name,
                f"when it said that it {' '.join(history.says(change.claim))}",
            )
    elif isinstance(change, history.ClaimMoved):
        if _was_completed(change.before):
            yield _named(change.claim).span, change.origin.name, f"when it said this, and {change.after.name} did not"
        elif _was_completed(change.target):
            yield _named(change.claim).span, change.after.name, "when it did not say this"
    elif (
        isinstance(change, history.ClaimAdded)
        and isinstance(change.claim, EndOfSupport | Removes)
        and _was_completed(change.before)
    ):
        yield _named(change.claim).span, change.after.name, "when it did not say this"


def _was_completed(milestone: Milestone | None) -> bool:
    line = milestone.status if milestone else None
    return line is not None and line.status.value.state == COMPLETED


def _named(claim: Claim) -> Value[Version] | Value[ApiVersion] | Value[str]:
    """What a statement names: a version, or an API."""
    return claim.api if isinstance(claim, Deprecates | Removes) else claim.version
