from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.apis import Step, first_steps
from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Deprecates, Document, Removes
from roadmap_lint.order import comes_before, misplaced
from roadmap_lint.rule import Context, Rule

_Step = Step[Removes] | Step[Deprecates]


class ApiOrder(Rule):
    """A version of an API group is removed while an older one of the group stays.

    ## What it checks

    "Remove … APIs in group X" over all milestones: of two versions of one group the older must not go in a later
    milestone than the newer, nor be deprecated only there. A version is older where its number and its stability say
    so (`v1beta1`, `v1beta2`, `v1`, `v2`); `v1` and `v2beta1` are not compared.

    ## Why it matters

    Users move from an old version to the next one. If that goes first, they have moved for nothing; mostly the two
    versions were swapped when the line was copied.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`

    ### v2.9 (Q2 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta1`
    ```

    ```text output
    ROADMAP.md:9:36: RM404 api-order warning v2.9 removes source.acme.example/v1beta1, which is older than v1beta2, gone since v2.8: remove the older version first
      |
    9 | - Remove deprecated APIs in group `source.acme.example/v1beta1`
      |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = line 5: v2.8 removes v1beta2
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta1`
    - Remove deprecated APIs in group `image.acme.example/v1beta2`

    ### v2.9 (Q2 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`
    - Remove deprecated APIs in group `image.acme.example/v1beta3`
    ```

    ## When to disable

    Where the versions of a group hold different kinds, each with a life of its own.
    """

    code = "RM404"
    name = "api-order"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        removed, deprecated = first_steps(document, Removes), first_steps(document, Deprecates)
        steps: list[_Step] = [*removed.values(), *(step for api, step in deprecated.items() if api not in removed)]
        steps.sort(key=lambda step: step.claim.api.span)
        by_group: dict[str, list[_Step]] = {}
        for step in steps:
            by_group.setdefault(step.claim.api.value.group, []).append(step)
        for group in dict.fromkeys(api.group for api in removed):
            of_group = by_group[group]
            found = misplaced(of_group, lambda one, other: _crosses(one, other, document))
            for out in found:
                yield self._crossed(of_group[out.position], of_group[out.other], document)

    def _crossed(self, step: _Step, other: _Step, document: Document) -> Diagnostic:
        return self._late(step, other) if _outlives(step, other, document) else self._early(step, other)

    def _late(self, older: _Step, newer: _Step) -> Diagnostic:
        return self.finding(
            older.claim.api.span,
            f"{older.milestone.name} {_verb(older)} {older.claim.api}, which is older than "
            f"{_version(newer)}, gone since {newer.milestone.name}: remove the older version first",
            related=[Related(newer.claim.api.span, f"{newer.milestone.name} removes {_version(newer)}")],
        )

    def _early(self, newer: _Step, older: _Step) -> Diagnostic:
        return self.finding(
            newer.claim.api.span,
            f"{newer.milestone.name} removes {newer.claim.api} before the older {_version(older)}, which "
            f"{older.milestone.name} {_verb(older)}: remove the older version first",
            related=[Related(older.claim.api.span, f"{older.milestone.name} {_verb(older)} {_version(older)}")],
        )


def _crosses(one: _Step, other: _Step, document: Document) -> bool:
    return _outlives(one, other, document) or _outlives(other, one, document)


def _outlives(older: _Step, newer: _Step, document: Document) -> bool:
    """Whether the first is the older version, and is still there in a milestone after the removal of the newer."""
    return (
        isinstance(newer.claim, Removes)
        and older.claim.api.value.is_older(newer.claim.api.value)
        and comes_before(newer.milestone, older.milestone, document)
    )


def _verb(step: _Step) -> str:
    return "removes" if isinstance(step.claim, Removes) else "deprecates"


def _version(step: _Step) -> str:
    return step.claim.api.value.version
