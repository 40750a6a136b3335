"""What becomes of one document of a run: it is read and checked, and, where that is asked for, fixed and written."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from roadmap_lint import files
from roadmap_lint.baseline import Known
from roadmap_lint.cli.configs import Configs
from roadmap_lint.cli.outcomes import Listener, Outcome
from roadmap_lint.cli.process import STANDARD_INPUT, UNNAMED, UsageError, standard_input
from roadmap_lint.cli.targets import Targets
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.probe import FileTree, FileTrees
from roadmap_lint.record import Record
from roadmap_lint.report import Result, Size, visible_path
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.rule import Context
from roadmap_lint.source import Source, Span

if TYPE_CHECKING:
    from roadmap_lint import engine
    from roadmap_lint.cli.baselines import Baselines
    from roadmap_lint.cli.bases import Bases

_NO_ROADMAP = "it is a directory in which no roadmap was found: name the file"


class Checked(Record):
    """One file of a run, after checking; `fixed` is its text after the fixes that were asked for, `fixes` how many."""

    result: Result
    fixed: str
    fixes: int = 0


class Asked(Record):
    """A document to check: what it is called on the command line and in reports, its text, what its baseline knows.

    `stands` is whether it stands among files; standard input without a name does not.
    """

    name: str
    path: str
    text: str
    stands: bool = True
    known: tuple[Known, ...] = ()

    @property
    def place(self) -> str:
        """Whose config applies to it."""
        return self.path if self.stands else "."


class Checker:
    """Checks the documents of one run, each by the config that applies to it."""

    def __init__(
        self,
        options: argparse.Namespace,
        configs: Configs,
        chosen: Targets,
        today: date | None,
        bases: Bases | None,
        baselines: Baselines | None,
    ) -> None:
        self.options = options
        self.configs = configs
        self.chosen = chosen
        self.today = today
        self.bases = bases
        self.baselines = baselines
        self.trees = FileTrees()
        self.writes = writes(options)

    def check(self, name: str) -> Checked:
        """Read and check a file, or standard input; what cannot be read is a finding."""
        asked = self.read(name)
        return asked if isinstance(asked, Checked) else self.checked(asked)

    def read(self, name: str) -> Asked | Checked:
        """Read a file, or standard input; what cannot be read is checked with that."""
        is_input = name == STANDARD_INPUT
        path = self.options.stdin_filename if is_input else name
        try:
            text = standard_input() if is_input else files.read(name)
        except files.FileError as error:
            source = f" ('paths' of {self.chosen.config} names it)" if name in self.chosen.of_config else ""
            reason = _NO_ROADMAP if isinstance(error, files.DirectoryError) else error
            unread = _unusable(f"this file was not checked: {reason}{source}")
            return Checked(Result(Source("", path), None, (unread,)), "")
        asked = Asked(name, path, text, not is_input or path != UNNAMED)
        if not self.baselines or not asked.stands:
            return asked
        return asked._replace(known=self.baselines.of(path, self.configs.of(path)))

    def checked(self, asked: Asked) -> Checked:
        """Check a document that was read and, where that is asked for, fix and write it."""
        from roadmap_lint import engine  # not loaded where every document is known from the cache

        name, path, text, known = asked.name, asked.path, asked.text, asked.known
        config = self.configs.of(asked.place)
        context = self._context(asked, config)
        report = engine.check(text, path=path, config=config, context=context, known=known)
        fixed, fixes = self._changed(text, path, report, config, context, known)
        if fixed == text:
            return self._reported(report, config, fixed)
        after = engine.check(fixed, path=path, config=config, context=context, known=known)
        reason = engine.damage(report, after)
        if reason is None and self.writes and name != STANDARD_INPUT:
            reason = _written(name, text, fixed)
        if reason is None:
            return self._reported(after if self.writes else report, config, fixed)._replace(fixes=fixes)
        checked = self._reported(report, config, text)
        unwritten = _unusable(f"the fixes were not {'written' if self.writes else 'shown'}: {reason}")
        return checked._replace(result=checked.result._replace(diagnostics=(unwritten, *checked.result.diagnostics)))

    def judged(self, asked: Asked) -> Outcome:
        """What a check of a document without a base comes to; nothing is changed or told."""
        from roadmap_lint import engine

        config = self.configs.of(asked.place)
        files = self.files(asked, config)
        listener = Listener(files) if files is not None else None
        context = Context(today=self.today, files=listener)
        report = engine.check(asked.text, path=asked.path, config=config, context=context, known=asked.known)
        return Outcome(
            Size.of(report.document),
            report.found,
            report.baselined,
            report.gone,
            listener.answers if listener is not None else {},
            any(finding.code == RuleCrashed.code for finding in report.diagnostics),
        )

    def told(self, asked: Asked, outcome: Outcome) -> Checked:
        """What the run says of a document, given what the check of it came to."""
        if self._corrects(outcome.findings):
            return self.checked(asked)
        if self.baselines and outcome.gone:
            self.baselines.note_gone(self.configs.of(asked.place), outcome.gone)
        known = frozenset(outcome.baselined)
        source = Source(asked.text, asked.path)
        return Checked(Result(source, outcome.size, outcome.findings, known, known), asked.text)

    def unchecked(self, asked: Asked, reason: str) -> Checked:
        """What the run says of a document that was read, and that nothing is known of."""
        message = f"this file was not checked: {reason}; '--jobs 1' checks one after the other"
        finding = RuleCrashed().finding(Span(0, 0), message)
        return Checked(Result(Source(asked.text, asked.path), None, (finding,)), asked.text)

    def files(self, asked: Asked, config: Config) -> FileTree | None:
        """What may be asked of the files around a document."""
        return self.trees.of(asked.path, config.origin) if asked.stands else None

    def _reported(self, report: engine.Report, config: Config, fixed: str) -> Checked:
        """What the run says of a document; the run keeps in mind what its baseline knows in vain."""
        if self.baselines and report.gone:
            self.baselines.note_gone(config, report.gone)
        known = frozenset((*report.old, *report.baselined))
        baselined = frozenset(report.baselined)
        size = Size.of(report.document)
        return Checked(Result(report.document.source, size, report.found, known, baselined), fixed)

    def _context(self, asked: Asked, config: Config) -> Context:
        base = self.bases.of(asked.path) if self.bases else None
        before = None
        if base:
            from roadmap_lint.parser import parse

            before = parse(base.text, base.path)
        return Context(
            today=self.today,
            files=self.files(asked, config),
            base=before,
            base_files=base.files if base else None,
        )

    def _corrects(self, findings: Iterable[Diagnostic]) -> bool:
        """Whether something of these findings is to be corrected in the document."""
        options = self.options
        fixes = options.fix or (options.diff and not options.add_suppressions)
        return fixes and any(finding.fix for finding in findings)

    def _changed(
        self,
        text: str,
        path: str,
        report: engine.Report,
        config: Config,
        context: Context,
        known: tuple[Known, ...],
    ) -> tuple[str, int]:
        """The text with the fixes and suppressions that were asked for, and how many fixes."""
        options = self.options
        fixes = 0
        if self._corrects(report.found):
            from roadmap_lint import engine

            text, fixes = engine.corrected(text, path=path, config=config, context=context, unsafe=options.unsafe_fixes)
        if options.add_suppressions:
            text = _silenced(text, path, config, context, options.reason, known)
        return text, fixes


def writes(options: argparse.Namespace) -> bool:
    """Whether a run changes documents: with --diff it only says how."""
    return (options.fix or options.add_suppressions) and not options.diff


def _written(name: str, before: str, after: str) -> str | None:
    """Write the new text of a file that still has the old one; what kept it from being written, if anything did."""
    try:
        files.write(name, after, before)
    except files.FileError as error:
        return str(error)
    return None


def _silenced(text: str, path: str, config: Config, context: Context, reason: str, known: tuple[Known, ...]) -> str:
    from roadmap_lint import silence

    if config.require_reason and not reason.strip():
        raise UsageError(f"{visible_path(path)}: the config asks for the reason of a suppression: give --reason, too")
    try:
        return silence.silenced(text, path=path, config=config, context=context, reason=reason, known=known)
    except silence.ReasonError as error:
        raise UsageError(f"--reason: {error}") from None


def _unusable(reason: str) -> Diagnostic:
    return UnreadableFile().finding(Span(0, 0), reason)
