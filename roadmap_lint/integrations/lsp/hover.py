"""What an editor says of what is under the cursor: a version with its window and its dates, a rule with its page."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_lint.config import Config
from roadmap_lint.diagnostic import visible
from roadmap_lint.facts import Platform, Series
from roadmap_lint.integrations.lsp.outline import progress_of
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, EndOfSupport, Milestone, Release, TestedWith, Value
from roadmap_lint.platforms import may_exist, of_platform
from roadmap_lint.record import Record
from roadmap_lint.report import page, page_url
from roadmap_lint.rule import Context
from roadmap_lint.selection import named
from roadmap_lint.source import Span
from roadmap_lint.support import MinorCounter, Statement, agreed_lag, ended, own_product
from roadmap_lint.values import Version, read_versions

_WORD = pattern(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
# What Markdown could take for markup.
_MARKUP = pattern(r"([\\`*_{}\[\]<>()#+!|~&])")
_LONGEST_NAME = 40


class Hover(Record):
    """What is said of a place, as Markdown, and the stretch of text that it is about."""

    span: Span
    text: str


class _Named(Record):
    """A version in the document, and the product that it is of; `None` where nothing names it.

    `whole` is the stretch from the name of the product to the version, where both are one statement.
    """

    span: Span
    version: Version
    product: str | None
    milestone: Milestone | None = None
    release: Release | None = None
    whole: Span | None = None


def hover(document: Document, config: Config, context: Context, offset: int) -> Hover | None:
    """What there is to say of the place at an offset; `None` where that is nothing.

    The context is one that the config has told of the project and of platforms (`Context.told`).
    """
    return _of_rule(document, config, offset) or _of_version(document, context, offset)


# -------------------------------------------------------------------------------------------------------------- rules


def _of_rule(document: Document, config: Config, offset: int) -> Hover | None:
    """The page of a rule whose code or name stands in a suppression."""
    for place in _suppressions(document):
        if not _at(place.span, offset):
            continue
        for word in _WORD.finditer(document.source[place.span]):
            span = Span(place.span.start + word.start(), place.span.start + word.end())
            rule = named(word[0], config.catalogue) if _at(span, offset) else None
            if rule is not None:
                url = page_url(rule.code, rule.name)
                return Hover(span, page.render(rule) + (f"\n[{rule.code} on the web]({url})\n" if url else ""))
    return None


def _suppressions(document: Document) -> Iterator[Value[str]]:
    yield from (comment for comment in document.comments if comment.value.startswith("roadmap-lint-"))
    fields = document.front_matter.fields if document.front_matter else ()
    yield from (field.value for field in fields if field.key.value.startswith("roadmap-lint-"))


# ----------------------------------------------------------------------------------------------------------- versions


def _of_version(document: Document, context: Context, offset: int) -> Hover | None:
    known = [*_versions(document, offset), *_in_prose(document, context, offset)]
    found = next((version for version in known if _at(version.span, offset)), None)
    if found is None:  # the name of a product stands for the first of its versions
        found = next((version for version in known if version.whole and _at(version.whole, offset)), None)
        if found is None or found.whole is None:
            return None
        found = found._replace(span=found.whole)
    platform = context.facts.platform(found.product) if found.product else None
    if found.release is not None:
        lines = list(_release(found.release))
    elif platform is not None:
        lines = list(_platform(platform, found.version.series, document, context))
    else:
        lines = list(_own(found, document, context))
    return Hover(found.span, "\n".join(lines) + "\n") if lines else None


def _versions(document: Document, offset: int) -> Iterator[_Named]:
    """The versions that the parser knows, where the offset may be."""
    for milestone in document.milestones:
        product = milestone.product.value if milestone.product else None
        if milestone.version is not None:
            yield _Named(milestone.version.span, milestone.version.value, product, milestone)
        if not milestone.span.start <= offset <= milestone.span.end:
            continue
        for claim in milestone.claims:
            if isinstance(claim, EndOfSupport | TestedWith):
                whole = Span(claim.product.span.start, claim.version.span.end)
                yield _Named(claim.version.span, claim.version.value, claim.product.value, whole=whole)
    for table in document.support_tables:
        for release in table.releases:
            product = release.product.value if release.product else table.product
            yield _Named(release.version.span, release.version.value, product, release=release)


def _in_prose(document: Document, context: Context, offset: int) -> Iterator[_Named]:
    """The versions of platforms that are known, in the text at an offset: `needs Kubernetes 1.35`."""
    for text in document.texts:
        if not text.span.start <= offset <= text.span.end:
            continue
        for version, start, end in read_versions(text.text):
            before = text.text[max(0, start - _LONGEST_NAME) : start].split()
            product = before[-1].strip("()[],:") if before else ""
            if product and context.facts.platform(product):
                whole = text.locate(text.text.rindex(product, 0, start), end)
                yield _Named(text.locate(start, end), version, product, whole=whole)


def _platform(platform: Platform, series: Series, document: Document, context: Context) -> Iterator[str]:
    """What is known of a minor of a platform, and what the roadmap says of it."""
    if not may_exist(series, platform):
        return
    yield f"**{_plain(platform.name)} {series[0]}.{series[1]}**\n"
    known, expected = platform.releases.get(series), platform.expected(series)
    if expected is not None and expected.is_known:
        yield f"- released {expected.day}"
    elif expected is not None:
        yield f"- not announced; projected for {expected.earliest} to {expected.latest}"
    if known is not None and known.maintenance is not None:
        yield f"- in maintenance from {known.maintenance}"
    if known is not None and known.end_of_life is not None:
        yield f"- end of life {known.end_of_life}"
    for kind, does in ((TestedWith, "tests it"), (EndOfSupport, "ends support for it")):
        for statement in of_platform(document.milestones, platform.name.casefold(), kind, context):
            if statement.version.series == series:
                yield f"- {_when(statement.milestone)} {does}"
    told = f" of {platform.updated}" if platform.updated else ""
    yield f"\n{_plain(platform.name)} releases{told}: {platform.source}"


def _release(release: Release) -> Iterator[str]:
    """What the row of a support table says."""
    yield f"**{_plain(release.version.value.text)}**\n"
    for label, value in (
        ("released", release.released),
        ("maintenance", release.maintenance),
        ("end of life", release.end_of_life),
    ):
        if value is not None:
            yield f"- {label} {value.value}"
    for supported in release.platforms:
        yield f"- {_plain(supported.platform)}: {_plain(str(supported.range.value))}"


def _own(found: _Named, document: Document, context: Context) -> Iterator[str]:
    """What the roadmap says of a version of its own product: when it comes, and how long it is supported."""
    product = own_product(document, context)
    if found.milestone is None and (found.product is None or found.product.casefold() != product):
        return
    series = found.version.series
    milestone = found.milestone or _milestone_of(series, document)
    yield f"**{_plain(found.version.text)}**" + (f": {_facts(milestone)}" if milestone else "") + "\n"
    if product is None:
        return
    statements = ended(document.milestones, product)
    if found.milestone is not None:
        yield from _window(found.milestone, statements)
    yield from _last_day(found.version, statements, MinorCounter(document, context.project), document)


def _milestone_of(series: Series, document: Document) -> Milestone | None:
    versions = (item for item in document.milestones if item.version is not None)
    return next((item for item in versions if item.version and item.version.value.series == series), None)


def _window(milestone: Milestone, statements: list[Statement]) -> Iterator[str]:
    """What is supported from a milestone on."""
    own = [statement.version for statement in statements if statement.milestone.section == milestone.section]
    if not own or milestone.version is None:
        return
    newest, last = milestone.version.value, max(own)
    yield f"- ends support for {_plain(last.text)}"
    if last.major == newest.major and last.series < newest.series:
        first = last.like((last.major, last.series[1] + 1))
        until = last.like(newest.series)
        yield (
            f"- from then on {_plain(first)} to {_plain(until)} are supported"
            if first != until
            else (f"- from then on {_plain(first)} is supported")
        )


def _last_day(
    version: Version, statements: list[Statement], counter: MinorCounter, document: Document
) -> Iterator[str]:
    """Which milestone ends a version; by the lag that the others agree on, where none says so."""
    for statement in statements:
        if statement.version.series == version.series:
            yield f"- its support ends with {_when(statement.milestone)}"
            return
    lag = agreed_lag([counter.lag(statement) for statement in statements]) if statements else None
    if lag is not None:
        series = (version.major, version.series[1] + lag)
        ending = _milestone_of(series, document)
        if ending is None and any(
            item.version.value.major > version.major for item in document.milestones if item.version
        ):
            return  # the next major may come before that minor
        by = _when(ending) if ending else _plain(Version(version.text, version.release[:2]).like(series))
        yield f"- by the window of {lag} minors, its support ends with {by}"


def _facts(milestone: Milestone) -> str:
    """When a milestone comes, and how far it is."""
    said = [_plain(milestone.planned_for)] if milestone.planned_for else []
    if milestone.period is not None and milestone.period.value.precision not in ("day", "none"):
        said[-1:] = [f"{said[-1]} ({milestone.period.value})"] if said else []
    if milestone.status is not None:
        said.append(_plain(milestone.status.status.value.text))
    done = progress_of(milestone)
    return ", ".join([*said, f"{done} done"] if done else said)


def _when(milestone: Milestone) -> str:
    """A milestone by its name and its period."""
    period = milestone.planned_for
    same = milestone.version is None and milestone.name.startswith(period)
    return _plain(milestone.name) + (f" ({_plain(period)})" if period and not same else "")


def _at(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _plain(text: str) -> str:
    """Text of a document as Markdown that shows it, and does nothing else."""
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))
