"""Statements of milestones from one revision to the next."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from roadmap_lint.history.kinds import Change, ClaimAdded, ClaimChanged, ClaimMoved, ClaimRemoved
from roadmap_lint.history.pairing import Pairing, by_key
from roadmap_lint.history.phrases import phrases_in
from roadmap_lint.history.words import all_words, folded_text
from roadmap_lint.model import Claim, Deprecates, EndOfSupport, Milestone, Promotes, Removes, TestedWith


def claim_changes(pairs: Sequence[tuple[Milestone, Milestone]], added: Sequence[Milestone]) -> Iterator[Change]:
    gone: list[tuple[Milestone, Milestone, Claim]] = []
    new: list[tuple[Milestone | None, Milestone, Claim]] = []
    changed: list[Change] = []
    for before, after in pairs:
        found = Pairing(statements_of(before), statements_of(after))
        found.by(claim_identity)
        same = len(found.pairs)
        found.by(subject_of, unique=True)
        changed += [ClaimChanged(before, after, was, claim) for was, claim in found.pairs[same:]]
        gone += [(before, after, claim) for claim in _unsaid(found.left, after)]
        new += [(before, after, claim) for claim in found.right]
    for milestone in added:
        new += [(None, milestone, claim) for claim in statements_of(milestone)]
    yield from changed
    moved_to = {identity: iter(places) for identity, places in by_key(new, lambda one: claim_identity(one[2])).items()}
    moved: set[int] = set()
    for before, after, claim in gone:
        place = next(moved_to.get(claim_identity(claim), iter(())), None)
        if place is not None:
            moved.add(id(place))
            yield ClaimMoved(before, after, place[0], place[1], claim, place[2])
        else:
            yield ClaimRemoved(before, after, claim)
    for place in new:
        if id(place) not in moved:
            yield ClaimAdded(*place)


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


def _unsaid(claims: Sequence[Claim], milestone: Milestone) -> list[Claim]:
    """Those whose version or API does not stand below the milestone any more, in words that are no statement."""
    if not claims:
        return []
    source = milestone.heading.content.source
    below = source.text[milestone.heading.span.end : milestone.span.end].split("\n")
    names = {_named(claim): all_words(_named(claim)) for claim in claims}
    standing = phrases_in(map(all_words, below), names.values())
    said = set(map(_named, milestone.claims))
    return [claim for claim in claims if names[_named(claim)] not in standing or _named(claim) in said]


def _named(claim: Claim) -> str:
    """The version, or the API, as it is written."""
    return claim.api.raw if isinstance(claim, Deprecates | Removes) else claim.version.raw


def says(claim: Claim) -> tuple[str, str]:
    """A statement as the predicate of a milestone, and what it is about: `ends support for`, `Acme v2.5.x`."""
    if isinstance(claim, EndOfSupport):
        return "ends support for", f"{claim.product} {claim.version.raw}"
    if isinstance(claim, TestedWith):
        return "tests", f"{claim.product} {claim.version.raw}"
    if isinstance(claim, Promotes):
        return "promotes", f"{claim.api} to {claim.version}"
    return "deprecates" if isinstance(claim, Deprecates) else "removes", claim.api.raw
