"""One module per output format: a run -> text. Document text is never trusted by a format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Protocol, cast

from roadmap_lint.diagnostic import Diagnostic, Severity, visible, visible_path
from roadmap_lint.facts import Facts, shipped
from roadmap_lint.model import Document
from roadmap_lint.record import Record
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.rule import Rule
from roadmap_lint.source import Source

HOMEPAGE = "https://github.com/roadmap-lint/roadmap-lint"


class Size(Record):
    """How much was understood of a document: the numbers of its milestones and tasks."""

    milestones: int
    tasks: int

    @classmethod
    def of(cls, document: Document) -> Size:
        return cls(len(document.milestones), len(document.tasks))


class Result(Record):
    """One file of a run. `size` is `None` where it could not be read; then `diagnostics` says why.

    `old` are those of the diagnostics that the base revision had already, or that the baseline knows: they count for
    nothing. `baselined` are those of them that the baseline knows. `located` is the path by which a forge knows the
    file: from the root of the repository, with `/`; the path of the source where nobody looked.
    """

    source: Source
    size: Size | None
    diagnostics: tuple[Diagnostic, ...]
    old: frozenset[Diagnostic] = frozenset()
    baselined: frozenset[Diagnostic] = frozenset()
    located: str | None = None

    @property
    def location(self) -> str:
        return self.source.path if self.located is None else self.located


class Found(Record):
    """A finding, its fingerprint, and the file that has it."""

    result: Result
    finding: Diagnostic
    fingerprint: str

    @property
    def old(self) -> bool:
        return self.finding in self.result.old

    @property
    def baselined(self) -> bool:
        return self.finding in self.result.baselined

    @property
    def message(self) -> str:
        """What it says, safe to show; the name of the rule where a pack says nothing."""
        return visible(self.finding.message) or self.finding.name


class Run(Record):
    """What one run checked and found: all that the formats know.

    `rules` are those that could have found something, in the order of their codes; `base` is the revision that the
    findings were compared with. Findings of at least the severity `fail_on` fail the run. `site` is where people see
    the files on the web, to which a `location` is appended. `quiet` and `statistics` are for the formats made for
    people: whether they leave the last line out, and count by rule. `fixed` is how many fixes were applied;
    `None` where none were asked for.
    """

    results: tuple[Result, ...]
    rules: tuple[type[Rule], ...] = ()
    today: date | None = None
    base: str | None = None
    fail_on: Severity = Severity.WARNING
    site: str | None = None
    quiet: bool = False
    statistics: bool = False
    fixed: int | None = None

    @property
    def facts(self) -> Facts:
        return shipped()

    def found(self) -> Iterator[Found]:
        """Every finding, in the order of files and texts."""
        from roadmap_lint.fingerprints import fingerprints

        for result in self.results:
            identities = fingerprints(result.source, result.diagnostics)
            for finding, identity in zip(result.diagnostics, identities, strict=True):
                yield Found(result, finding, identity)

    def gravest_first(self) -> list[Found]:
        """Every finding: new ones before old ones, graver ones first, else in the order of files and texts."""
        return sorted(self.found(), key=lambda found: (found.old, -found.finding.severity))

    def fails(self, found: Found) -> bool:
        """Whether this finding makes the run fail."""
        return is_fault(found.finding) or (not found.old and found.finding.severity >= self.fail_on)


class Format(Protocol):
    """What the module of a format has. The text ends in a line feed; it may hold anything but lone surrogates."""

    def render(self, run: Run) -> str:
        """The run in this format."""


FORMATS = {
    "text": "for people: the line, a caret, the fix",
    "json": "for other tools: everything that is known",
    "github": "annotations in GitHub Actions",
    "sarif": "code scanning (SARIF 2.1.0)",
    "gitlab": "GitLab Code Quality",
    "rdjson": "reviewdog, with suggestions",
    "junit": "test reports",
    "checkstyle": "whatever reads Checkstyle's XML",
    "markdown": "job summaries and comments",
}
"""Every output format and what it is for; `roadmap_lint.report.<name>` makes it, and is imported when asked for."""


def format_named(name: str) -> Format:
    """The module of a format of `FORMATS`."""
    return cast(Format, import_module(f"{__name__}.{name}"))


def is_fault(finding: Diagnostic) -> bool:
    """Whether a finding is not of the document, but of the run: a rule or a file was not checked."""
    return finding.code in (RuleCrashed.code, UnreadableFile.code)


def page_url(code: str, name: str) -> str | None:
    """Where the page of a rule stands on the web; packs keep their pages themselves."""
    return f"{HOMEPAGE}/blob/main/docs/rules/{code}-{name}.md" if code.startswith("RM") else None


def clipped(text: str, most: int) -> str:
    """A text of at most so many characters, with a sign where it was longer."""
    return text if len(text) <= most else text[: most - 1] + "…"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


__all__ = [
    "FORMATS",
    "HOMEPAGE",
    "Format",
    "Found",
    "Result",
    "Run",
    "Size",
    "clipped",
    "counted",
    "format_named",
    "is_fault",
    "page_url",
    "visible",
    "visible_path",
]
