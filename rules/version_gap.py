from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone
from roadmap_lint.order import in_time, is_patch, of_one_product
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Project, Rule
from roadmap_lint.spelling import distance
from roadmap_lint.values import Version, read_versions

Series = tuple[int, int]

# Headings of releases that are kept when those between are gone.
_KEPT = pattern(r"\b(?:LTS|long[- ]term|extended|maintenance)\b", re.IGNORECASE)

# Versions that are years count releases by the calendar, which may leave a month out.
_FIRST_YEAR = 1990

# Of what was left out by mistake; a roadmap that leaves more out was cut.
_MOST_FORGOTTEN = 2


class VersionGap(Rule):
    """A minor version is left out between two milestones.

    ## What it checks

    Sibling milestones of one product and one major, oldest or newest first. Where every other step from one to the next
    is exactly one minor, and there is at least one, a wider step leaves a version out. A version that the document names
    anywhere else, or that the config lists as released, is not missed, nor are those behind a long-term release;
    versions made of years are not counted, nor is the step to another major. Where more than two minors are left out, the
    roadmap was cut there; but v2.100 behind v2.9 is a slip.

    ## Why it matters

    Either a number was typed wrong, and every statement below is about another release than readers think; or a release
    is missing, and they wait for what it would have told.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    ### v2.9 (Q2 2026)

    ### v2.11 (Q3 2026)
    ```

    ```text output
    ROADMAP.md:7:5: RM104 version-gap warning v2.11 follows v2.9, and v2.10 is missing between them: correct the version, or say what became of it
      |
    7 | ### v2.11 (Q3 2026)
      |     ^^^^^
      = line 5: the one before
    ```

    ```markdown good
    # Acme Roadmap

    Version 1.11 will not be released.

    ### v1.9 (Q1 2026)

    ### v1.10 (Q2 2026)

    ### v1.12 (Q3 2026)

    ### v2.1 (Q4 2026)
    ```

    ## When to disable

    Where releases are numbered by something else than one after the other.
    """

    code = "RM104"
    name = "version-gap"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        # the version left out may stand in a heading that cannot be read
        doubtful = {unread.parent for unread in document.unread}
        steps = [
            step
            for family in document.families
            if family[0].parent not in doubtful
            for product in of_one_product(family)
            if (step := _only_wide_step(in_time(product))) and not _is_explained(step, family)
        ]
        named = _named(document, context.project) if steps else frozenset()
        yield from (self._wrong(step) for step in steps if not _left_out_is_in(named, step))

    def _wrong(self, step: _Step) -> Diagnostic:
        before, after = _version(step.before), _version(step.after)
        first, last = (after.like((after.major, minor)) for minor in _left_out(step))
        one = first == last
        are_missing = f"{first} is missing" if one else f"{first} to {last} are missing"
        assert step.after.version is not None
        assert step.before.version is not None
        return self.finding(
            step.after.version.span,
            f"{after} follows {before}, and {are_missing} between them: "
            f"correct the version, or say what became of {'it' if one else 'them'}",
            related=[Related(step.before.version.span, "the one before")],
        )


class _Step(Record):
    before: Milestone
    after: Milestone


def _only_wide_step(milestones: Sequence[Milestone]) -> _Step | None:
    """The one step over a minor, of milestones from the oldest to the newest, where all others are exactly one."""
    line = [milestone for milestone in milestones if _is_counted(_version(milestone))]
    steps = [_Step(*pair) for pair in pairwise(line) if _version(pair[0]).major == _version(pair[1]).major]
    wide = [step for step in steps if _width(step) > 1]
    if any(_is_cut(step) for step in wide):
        return None
    single = [step for step in steps if _width(step) == 1]
    return wide[0] if len(wide) == 1 and single and len(single) + 1 == len(steps) else None


def _is_cut(step: _Step) -> bool:
    """Whether more minors are left out than anybody forgets, and none slipped in the typing (v2.100 for v2.10)."""
    meant, written = (str(number) for number in (_left_out(step)[0], _version(step.after).series[1]))
    return _width(step) > _MOST_FORGOTTEN + 1 and not (len(written) > 1 and distance(meant, written, 1) == 1)


def _is_counted(version: Version) -> bool:
    """Whether it is a minor: no patch, no pre-release, no whole major, no year."""
    return version.minor is not None and not is_patch(version) and not version.pre and version.major < _FIRST_YEAR


def _width(step: _Step) -> int:
    return _version(step.after).series[1] - _version(step.before).series[1]


def _left_out(step: _Step) -> Series:
    """The first and the last minor left out."""
    return _version(step.before).series[1] + 1, _version(step.after).series[1] - 1


def _version(milestone: Milestone) -> Version:
    assert milestone.version is not None  # only milestones with a version are counted
    return milestone.version.value


def _is_explained(step: _Step, family: Sequence[Milestone]) -> bool:
    """Whether releases between are gone by now, or a milestone without a version stands there."""
    if _KEPT.search(step.before.heading.text.value):
        return True
    first, last = sorted((step.before.section, step.after.section))
    return any(first < other.section < last and other.version is None for other in family)


def _left_out_is_in(named: frozenset[Series], step: _Step) -> bool:
    """Whether a version left out is named elsewhere."""
    first, last = _left_out(step)
    major = _version(step.after).major
    return any(version[0] == major and first <= version[1] <= last for version in named)


def _named(document: Document, project: Project) -> frozenset[Series]:
    """Every minor that the document or the config names."""
    texts = (*project.released, *(text.text for text in document.texts))
    return frozenset(
        version.series for text in texts for version, _, _ in read_versions(text) if version.minor is not None
    )
