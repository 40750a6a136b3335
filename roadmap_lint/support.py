"""Support of the product itself: which one a roadmap speaks for, what it ends when, how minors are counted back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.facts import Facts, Series
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith, told_once
from roadmap_lint.order import in_time, is_patch, misplaced, one_line
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Project, Rule
from roadmap_lint.values import CANCELLED, COMPLETED, Version

# Languages, runtimes, databases and systems that products support: never the product of a roadmap by inference.
COMMON_PLATFORMS = frozenset(
    """
    alpine android angular ansible centos chrome cpython cuda debian django docker dotnet edge elasticsearch
    electron erlang fedora firefox flask go golang gradle helm ios java jdk kafka kotlin laravel linux macos mariadb
    maven mongodb mysql nextjs nginx node node.js nodejs npm numpy openjdk openshift openssl oracle pandas perl php
    postgres postgresql python pytorch rails react redis rhel ruby rust safari scala spark spring sqlite swift
    symfony tensorflow terraform typescript ubuntu vue windows wordpress xcode
    """.split()  # noqa: SIM905  (a list of them fills a hundred lines)
)


class Statement(Record):
    """A claim about a version, and the milestone that makes it."""

    milestone: Milestone
    claim: EndOfSupport | TestedWith

    @property
    def version(self) -> Version:
        return self.claim.version.value


# Of so many products each is looked for in the headings; of more, one is hardly what the roadmap is about.
_MOST_PRODUCTS = 20
# Nobody counts minors across more majors.
_MOST_MAJORS = 100


def own_product(document: Document, context: Context) -> str | None:
    """The product whose own versions the milestones end, in lower case, or `None` where that is in doubt.

    The config says so; else it is the one product, no platform, whose ended versions share their milestones' major,
    and that the document's title or, where it names none, two milestones name.
    """
    if context.project.product:
        return context.project.product.casefold()
    named = Counter(
        {
            product: count
            for product, count in told_once(document, _ended_by_milestones).items()
            if not _is_platform(product, context.facts)
        }
    )
    titled = [product for product, _ in named.most_common(_MOST_PRODUCTS) if _is_title(product, document)]
    candidates = titled or [product for product, count in named.items() if count > 1]
    return candidates[0] if len(candidates) == 1 else None


def _ended_by_milestones(document: Document) -> Counter[str]:
    """The products, in lower case, of which milestones end versions of their own major, and how many each."""
    named: Counter[str] = Counter()
    for milestone in document.milestones:
        if milestone.version is None or not milestone.claims:
            continue
        major = milestone.version.value.major
        named.update(
            {
                claim.product.value.casefold()
                for claim in milestone.claims
                if isinstance(claim, EndOfSupport) and claim.version.value.major == major
            }
        )
    return named


def _is_platform(product: str, facts: Facts) -> bool:
    return product in COMMON_PLATFORMS or facts.platform(product) is not None


def _is_title(product: str, document: Document) -> bool:
    texts = [heading.text.value for heading in document.headings if heading.level == 1]
    if document.front_matter and (title := document.front_matter.field("title")):
        texts.append(title.value.value)
    texts += [milestone.product.value for milestone in document.milestones if milestone.product]
    named = re.compile(rf"(?<!\w){re.escape(product)}(?!\w)")
    return any(named.search(text.casefold()) for text in texts)


def ended(milestones: Iterable[Milestone], product: str) -> list[Statement]:
    """The versions of a product that milestones end, in the order given."""
    return [
        Statement(milestone, claim)
        for milestone in milestones
        for claim in milestone.claims
        if isinstance(claim, EndOfSupport) and claim.product.value.casefold() == product
        if len(claim.version.value.release) > 1  # v1.x is a whole major, and no minor of it
    ]


def by_milestone(statements: Sequence[Statement]) -> list[Statement]:
    """Statements by milestone, and within one by version: their order there means nothing."""
    order = {statement.milestone.section: index for index, statement in enumerate(statements)}
    return sorted(statements, key=lambda statement: (order[statement.milestone.section], statement.version.series))


def is_open(milestone: Milestone) -> bool:
    """Whether a milestone is still to come: neither completed nor cancelled."""
    return milestone.status is None or milestone.status.status.value.state not in (COMPLETED, CANCELLED)


def owes_statements(milestone: Milestone) -> bool:
    """Whether a milestone should say what it ends and tests, as its siblings do.

    It is a release of its own, no patch and no pre-release, not cancelled, and what it holds is written down.
    """
    version = milestone.version.value if milestone.version else None
    if version is None or version.pre or is_patch(version) or not milestone.items:
        return False
    return milestone.status is None or milestone.status.status.value.state != CANCELLED


class MinorCounter:
    """Counts minors back, across majors where the last minor of the older major is known."""

    def __init__(self, document: Document, project: Project) -> None:
        released = [version.series for text in project.released if (version := Version.parse(text))]
        ends = {*released, *self._before_major(document)}
        known = {*released, *(item.version.value.series for item in document.milestones if item.version)}
        # a major whose last minor is told in two ways, or that goes on beside the next one, is not counted
        highest: dict[int, int] = {}
        for major, minor in known:
            highest[major] = max(minor, highest.get(major, 0))
        self._last = {major: minor for major, minor in highest.items() if (major, minor) in ends}

    @staticmethod
    def _before_major(document: Document) -> Iterator[Series]:
        """A milestone that a x.0 follows directly is the last minor of its major."""
        for family in document.families:
            milestones = in_time([milestone for milestone in family if milestone.version])
            for first, second in pairwise(milestones):
                if first.version is None or second.version is None:
                    continue
                before, after = first.version.value.series, second.version.value.series
                if after == (before[0] + 1, 0):
                    yield before

    def back(self, series: Series, minors: int) -> Series | None:
        """The minor so many before, or `None` where too little is known."""
        major, minor = series
        while minors > minor:
            minors -= minor + 1
            major -= 1
            if major not in self._last:
                return None
            minor = self._last[major]
        return major, minor - minors

    def lag(self, statement: Statement) -> int | None:
        """How many minors a statement's version is behind its milestone's, or `None` where too little is known."""
        version = statement.milestone.version
        return self.between(statement.version.series, version.value.series) if version else None

    def between(self, older: Series, newer: Series) -> int | None:
        """How many minors lie from one to the other, or `None` where too little is known."""
        if older > newer or newer[0] - older[0] > _MOST_MAJORS:
            return None
        steps = 0
        while older[0] < newer[0]:
            steps += newer[1] + 1
            if newer[0] - 1 not in self._last:
                return None
            newer = (newer[0] - 1, self._last[newer[0] - 1])
        return steps + newer[1] - older[1] if newer[1] >= older[1] else None


# "The last three minors are supported": what a project does that says nothing else.
USUAL_LAG = 3


def agreed_lag(lags: Iterable[int | None], usual: int = USUAL_LAG) -> int | None:
    """The lag that statements agree on: the usual one where any has it, else another that two or more share."""
    known = [lag for lag in lags if lag is not None]
    return usual if usual in known else other_lag(known, usual)


def other_lag(lags: Iterable[int | None], usual: int) -> int | None:
    """The lag that two or more statements share where none has the usual one: the project has another policy."""
    counts = Counter(lag for lag in lags if lag is not None and lag > 0)
    if not counts or usual in counts:
        return None
    lag, times = max(counts.items(), key=lambda item: (item[1], -item[0]))
    return lag if times > 1 else None


class SequenceProblem(Record):
    """A statement that does not follow from the one before: `kind` is `twice`, `back` or `skip`."""

    kind: str
    statement: Statement
    other: Statement

    def finding(self, rule: Rule, sentences: Mapping[str, str], does: str) -> Diagnostic:
        """The finding of a rule, at the version: the sentence for the kind, and what the other milestone does.

        The product, versions and milestones of the two statements are put into the sentence.
        """
        message = sentences[self.kind].format(
            milestone=self.statement.milestone.name,
            product=self.statement.claim.product,
            version=self.statement.version,
            other=self.other.milestone.name,
            before=self.other.version,
        )
        related = Related(self.other.claim.version.span, f"{self.other.milestone.name} {does} {self.other.version}")
        return rule.finding(self.statement.claim.version.span, message, related=[related])


def fewest_problems(
    family: Sequence[Milestone], find: Callable[[Sequence[Milestone]], list[SequenceProblem]]
) -> list[SequenceProblem]:
    """The problems of siblings in the order in which they stand, or in that of their versions if it shows fewer.

    A milestone in the wrong place is version-order's business: its statements may be right all the same.
    """
    line = one_line(family)
    found = find(line)
    if not found or any(milestone.version is None for milestone in line):
        return found
    by_version = sorted(line, key=lambda milestone: milestone.version.value if milestone.version else Version("", (0,)))
    return min(found, find(by_version), key=len)


def sequence_problems(
    statements: Sequence[Statement], lags: Sequence[int | None], *, once: bool
) -> list[SequenceProblem]:
    """What is wrong with versions that siblings name from the oldest to the newest milestone.

    A version named twice (where `once` asks for one time), a step back, and a step over versions where two or more
    other steps are exactly one. Of two statements that name one version, the one whose lag the others do not share is
    the problem (the usual lag is three, or what two or more statements agree on); else the later one in the document.
    """
    usual = other_lag(lags, USUAL_LAG) or USUAL_LAG
    seen: dict[Series, int] = {}
    problems: list[SequenceProblem] = []
    twice: set[int] = set()
    for index, statement in enumerate(statements):
        first = seen.setdefault(statement.version.series, index)
        same = statement.version.agrees_with(statements[first].version)  # v2.5.1 is not v2.5.0
        if first == index or not once or not same:
            continue
        problem, other = _doubtful(first, index, statements, lags, usual)
        twice.add(problem)
        problems.append(SequenceProblem("twice", statements[problem], statements[other]))
    left = [statement for index, statement in enumerate(statements) if index not in twice]
    problems += _steps_back(left)
    return problems or list(_skips(left))


def _steps_back(statements: Sequence[Statement]) -> list[SequenceProblem]:
    """The fewest statements that break the order; of two that would do, the later one in the document."""
    series = [statement.version.series for statement in statements]
    places = list(range(len(statements)))
    if statements and statements[-1].claim.span < statements[0].claim.span:
        places.reverse()
    found = misplaced(places, lambda one, other: series[max(one, other)] < series[min(one, other)])
    return [SequenceProblem("back", statements[places[at.position]], statements[places[at.other]]) for at in found]


def _doubtful(
    first: int, second: int, statements: Sequence[Statement], lags: Sequence[int | None], usual: int
) -> tuple[int, int]:
    if usual in (lags[first], lags[second]) and lags[first] != lags[second]:
        return (first, second) if lags[second] == usual else (second, first)
    later = statements[first].claim.span > statements[second].claim.span
    return (first, second) if later else (second, first)


def _skips(statements: Sequence[Statement]) -> Iterator[SequenceProblem]:
    steps = [(first, second, _step(first.version, second.version)) for first, second in pairwise(statements)]
    single = sum(step == 1 for _, _, step in steps)
    for first, second, step in steps:
        # a milestone left out takes its statement with it
        if step is not None and step > 1 and single > 1 and _may_follow(first, second):
            yield SequenceProblem("skip", second, first)


def _may_follow(first: Statement, second: Statement) -> bool:
    """Whether no version may lie between those of the two milestones: one minor, or an x.0 behind another major."""
    before, after = _own(first), _own(second)
    if before is None or after is None:
        return True
    return _step(before, after) == 1 if before.major == after.major else after.series[1] == 0


def _own(statement: Statement) -> Version | None:
    return statement.milestone.version.value if statement.milestone.version else None


def _step(first: Version | None, second: Version | None) -> int | None:
    if first is None or second is None or first.major != second.major:
        return None
    return second.series[1] - first.series[1]
