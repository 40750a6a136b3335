"""What a check came to, as plain data: for the cache to keep, and for one process to tell another.

A document as it was read is large, and a run needs of it only what stands here. Findings of a clean document are no
objects at all.
"""

from __future__ import annotations

from typing import Any

from roadmap_lint.baseline import Known
from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from roadmap_lint.record import Record
from roadmap_lint.report import Size
from roadmap_lint.rule import FileProbe
from roadmap_lint.source import Span

_QUESTIONS = frozenset({"exists", "is_directory"})
# What was asked of the file tree: for each method of the probe the paths, each with its answer.
Answers = dict[str, dict[str, bool | None]]


class Outcome(Record):
    """What a check of one document found: new findings and those of the baseline, which are in `baselined`, too.

    `gone` is what the baseline knows in vain; `answers` is what the file tree said, and has to say again where this is
    to hold; `failed` is whether a rule crashed.
    """

    size: Size
    findings: tuple[Diagnostic, ...] = ()
    baselined: tuple[Diagnostic, ...] = ()
    gone: tuple[Known, ...] = ()
    answers: Answers = {}  # noqa: RUF012  (a record's default: never changed)
    failed: bool = False

    def plain(self) -> list[Any]:
        """All of it as lists, texts and numbers; `outcome` reads them."""
        known = {id(finding) for finding in self.baselined}
        return [
            list(self.size),
            [_plain(finding, baselined=id(finding) in known) for finding in self.findings],
            [list(one) for one in self.gone],
            self.answers,
            self.failed,
        ]

    def holds(self, files: FileProbe | None) -> bool:
        """Whether the file tree still says what it said."""
        if files is None or not self.answers.keys() <= _QUESTIONS:
            return not self.answers
        return all(
            getattr(files, method)(path) is answer
            for method, answers in self.answers.items()
            for path, answer in answers.items()
        )


def outcome(data: Any) -> Outcome:
    """What `plain` made. Raises `ValueError`, `TypeError`, `KeyError` or `IndexError` for anything else."""
    size, findings, gone, answers, failed = data
    found = [_finding(*one) for one in findings]
    return Outcome(
        Size(*size),
        tuple(finding for finding, _ in found),
        tuple(finding for finding, baselined in found if baselined),
        tuple(Known(*one) for one in gone),
        answers,
        failed,
    )


def _plain(finding: Diagnostic, *, baselined: bool) -> list[Any]:
    fix = finding.fix
    return [
        finding.code,
        finding.name,
        *finding.span,
        finding.message,
        int(finding.severity),
        finding.kind,
        [[*related.span, related.message] for related in finding.related],
        None if fix is None else [fix.title, fix.safe, [[*edit.span, edit.text] for edit in fix.edits]],
        baselined,
    ]


def _finding(
    code: str,
    name: str,
    start: int,
    end: int,
    message: str,
    severity: int,
    kind: str,
    related: list[list[Any]],
    fix: list[Any] | None,
    baselined: bool,
) -> tuple[Diagnostic, bool]:
    places = tuple(Related(Span(first, last), said) for first, last, said in related)
    correction = None
    if fix is not None:
        title, safe, edits = fix
        correction = Fix(title, tuple(Edit(Span(first, last), text) for first, last, text in edits), safe)
    made = Diagnostic(code, name, Span(start, end), message, Severity(severity), kind, places, correction)
    return made, baselined


class Listener:
    """A file probe that passes questions on and remembers them with their answers."""

    def __init__(self, files: FileProbe) -> None:
        self._files = files
        self.answers: Answers = {}

    def exists(self, path: str) -> bool | None:
        return self._heard("exists", path, self._files.exists(path))

    def is_directory(self, path: str) -> bool | None:
        return self._heard("is_directory", path, self._files.is_directory(path))

    def _heard(self, method: str, path: str, answer: bool | None) -> bool | None:
        self.answers.setdefault(method, {})[path] = answer
        return answer
