"""Statements of milestones from one revision to the next."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from roadmap_lint.history.kinds import Change, ClaimAdded, ClaimChanged, ClaimMoved, ClaimRemoved
from roadmap_lint.history.pairing import Pairing, by_key
from roadmap_lint.history.words import all_words, folded_text, holds_words
from roadmap_lint.model import Claim, Deprecates, EndOfSupport, Milestone, Promotes, Removes, TestedWith


def claim_changes(pairs: Sequence[tuple[Milestone, Milestone]], added: Sequence[Milestone]) -> Iterator[Change]:
    gone: list[tuple[Milestone, Milestone, Claim]] = []
    new: list[tuple[Milestone | None, Milestone, Claim]] = []
    changed: list[Change] = []
    for before, after in pairs:
        found = Pairing(statements_of(before), statements_of(after))
        found.by(claim_identity)
        left, right = by_key(found.left, subject_of), by_key(found.right, subject_of)
        for subject, was in left.items():
            if len(was) == len(right.get(subject, ())) == 1:
                changed.append(ClaimChanged(before, after, was[0], right[subject][0]))
                found.take([(was[0], right[subject][0])])
        gone += [(before, after, claim) for claim in found.left if not _still_said(claim, after)]
        new += [(before, after, claim) for claim in found.right]
    for milestone in added:
        new += [(None, milestone, claim) for claim in statements_of(milestone)]
    yield from changed
    for before, after, claim in gone:
        moved = next((other for other in new if claim_identity(other[2]) == claim_identity(claim)), None)
        if moved is not None:
            new.remove(moved)
            yield ClaimMoved(before, after, moved[0], moved[1], claim, moved[2])
        else:
            yield ClaimRemoved(before, after, claim)
    for earlier, after, claim in new:
        yield ClaimAdded(earlier, after, claim)


def statements_of(milestone: Milestone) -> list[Claim]:
    return [claim for claim in milestone.claims if not isinstance(claim, Promotes)]


def subject_of(claim: Claim) -> tuple[str, str]:
    """What a claim is about, without its version: two milestones may say different things of one product."""
    if isinstance(claim, EndOfSupport | TestedWith):
        return type(claim).__name__, folded_text(claim.product.value)
    if isinstance(claim, Deprecates | Removes):
        return type(claim).__name__, folded_text(claim.api.raw).rpartition("/")[0]
    return type(claim).__name__, folded_text(claim.api.value)


def claim_identity(claim: Claim) -> Hashable:
    """What makes two claims one: the same kind of statement about the same version."""
    if isinstance(claim, Deprecates | Removes):
        return type(claim).__name__, folded_text(claim.api.raw)
    return (*subject_of(claim), claim.version.value)


def _still_said(claim: Claim, milestone: Milestone) -> bool:
    """Whether the version or API still stands below the milestone, in words that are not read as a statement."""
    named = claim.api.raw if isinstance(claim, Deprecates | Removes) else claim.version.raw
    source = milestone.heading.content.source
    below = source.text[milestone.heading.span.end : milestone.span.end]
    return any(holds_words(all_words(text), all_words(named)) for text in below.split("\n")) and not any(
        named == (said.api.raw if isinstance(said, Deprecates | Removes) else said.version.raw)
        for said in milestone.claims
    )


def says(claim: Claim) -> tuple[str, str]:
    """A statement as the predicate of a milestone, and what it is about: `ends support for`, `Acme v2.5.x`."""
    if isinstance(claim, EndOfSupport):
        return "ends support for", f"{claim.product} {claim.version.raw}"
    if isinstance(claim, TestedWith):
        return "tests", f"{claim.product} {claim.version.raw}"
    if isinstance(claim, Promotes):
        return "promotes", f"{claim.api} to {claim.version}"
    return "deprecates" if isinstance(claim, Deprecates) else "removes", claim.api.raw
