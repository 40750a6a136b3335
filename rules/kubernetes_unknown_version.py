from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.facts import Platform
from roadmap_lint.model import Document, EndOfSupport, SupportTable, TestedWith, Value
from roadmap_lint.platforms import cannot_exist, may_exist, of_platform, platforms
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import Version, VersionRange


class KubernetesUnknownVersion(Rule):
    """A statement or a support table names a Kubernetes version that does not exist and will not soon.

    ## What it checks

    Every minor from 1.0 to the newest known one exists, and the six after it may. `roadmap-lint` ships the calendar of
    Kubernetes; other platforms are judged by their configured releases. In support tables the columns of such a platform
    are judged where most of their versions can exist.

    ## Why it matters

    `1.53` is `1.35` with two digits swapped: a promise about a version that nobody can run.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] End-to-end testing for Kubernetes 1.53
    ```

    ```text output
    ROADMAP.md:5:41: RM307 kubernetes-unknown-version error there is no Kubernetes 1.53: the newest known is 1.36 (as of 2026-08-22); is 1.35 meant?
      |
    5 | - [ ] End-to-end testing for Kubernetes 1.53
      |                                         ^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q4 2026)

    - [ ] End-to-end testing for Kubernetes 1.38
    - End support for Kubernetes v1.35.x
    ```

    ## When to disable

    Where another product is called Kubernetes.
    """

    code = "RM307"
    name = "kubernetes-unknown-version"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for name in platforms(document, context):
            platform = context.facts.platforms[name]
            for kind in (TestedWith, EndOfSupport):
                for statement in of_platform(document.milestones, name, kind, context, any_version=True):
                    if not may_exist(statement.version.series, platform):
                        yield self._unknown(statement.version, statement.claim.version.span, platform)
        for table in document.support_tables:
            for platform, named in _columns(table, context):
                unknown = [(version, cell) for version, cell in named if cannot_exist(version, platform)]
                if 2 * len(unknown) < len(named):
                    yield from (self._unknown(version, _place(version, cell), platform) for version, cell in unknown)

    def _unknown(self, version: Version, span: Span, platform: Platform) -> Diagnostic:
        major, minor = platform.newest
        meant = _meant(version, platform)
        hint = f"; is {meant} meant?" if meant else ""
        return self.finding(
            span,
            f"there is no {platform.name} {version}: the newest known is {major}.{minor}"
            f"{f' (as of {platform.updated})' if platform.updated else ''}{hint}",
        )


# A version, and what it stands in: itself, or the range that it is an end of.
_Named = tuple[Version, Value[Version] | Value[VersionRange]]


def _columns(table: SupportTable, context: Context) -> Iterator[tuple[Platform, list[_Named]]]:
    """The versions of each known platform that a table names, as its rows or as what they support."""
    platform = context.facts.platform(table.product) if table.product else None
    if platform is not None:
        own = [release.version for release in table.releases if release.product is None]
        yield platform, [(version.value, version) for version in own]
    bounds: dict[str, list[_Named]] = {}
    for name, supported in (pair for release in table.releases for pair in release.platforms):
        ends = dict.fromkeys(bound for bound in (supported.value.oldest, supported.value.newest) if bound is not None)
        bounds.setdefault(name, []).extend((bound, supported) for bound in ends)
    for name, found in bounds.items():
        known = context.facts.platform(name)
        if known is not None:
            yield known, found


def _place(bound: Version, cell: Value[Version] | Value[VersionRange]) -> Span:
    """Where one end of a range stands in its cell; the whole cell, where it stands there more than once."""
    if cell.value is bound:
        return cell.span
    found = list(re.finditer(rf"(?<![\w.]){re.escape(bound.text)}(?![\w.]*\w)", cell.raw))
    if len(found) != 1:
        return cell.span
    return Span(cell.span.start + found[0].start(), cell.span.start + found[0].end())


def _meant(version: Version, platform: Platform) -> str | None:
    """The version with the digits of its minor swapped, or with the right major, if that one exists."""
    major, minor = version.series
    swapped = str(minor)[::-1]
    for candidate in ((major, int(swapped)), (platform.newest[0], minor)):
        if candidate == (major, minor) or (candidate[1] != minor and swapped[0] == "0"):
            continue  # 1.50 is no slip of 1.5
        if may_exist(candidate, platform):
            return version.like(candidate)
    return None
