"""What becomes of one document of a run: it is read and checked, and, where that is asked for, fixed and written."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from roadmap_lint import engine, files
from roadmap_lint.baseline import Known
from roadmap_lint.cli.configs import Configs
from roadmap_lint.cli.process import STANDARD_INPUT, UsageError, standard_input
from roadmap_lint.cli.targets import Targets
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.parser import parse
from roadmap_lint.probe import file_tree
from roadmap_lint.record import Record
from roadmap_lint.report import Result, visible_path
from roadmap_lint.reserved import UnreadableFile
from roadmap_lint.rule import Context
from roadmap_lint.source import Source, Span

if TYPE_CHECKING:
    from roadmap_lint.cli.baselines import Baselines
    from roadmap_lint.cli.bases import Bases

_UNNAMED = "<stdin>"


class Checked(Record):
    """One file of a run, after checking; `fixed` is its text after the fixes that were asked for."""

    result: Result
    fixed: str


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
        self.writes = writes(options)

    def check(self, name: str) -> Checked:
        """Read and check a file, or standard input; what cannot be read is a finding."""
        is_input = name == STANDARD_INPUT
        path = self.options.stdin_filename if is_input else name
        try:
            text = standard_input() if is_input else files.read(name)
        except files.FileError as error:
            source = f" ('paths' of {self.chosen.config} names it)" if name in self.chosen.of_config else ""
            unread = _unusable(f"this file was not checked: {error}{source}")
            return Checked(Result(Source("", path), None, (unread,)), "")
        stands = not is_input or path != _UNNAMED  # standard input without a name stands nowhere
        config = self.configs.of(path if stands else ".")
        context = self._context(path, config, stands=stands)
        known = self.baselines.of(path, config) if self.baselines and stands else ()
        report = engine.check(text, path=path, config=config, context=context, known=known)
        fixed = self._changed(text, path, report, config, context, known)
        if fixed == text:
            return self._told(report, config, fixed)
        after = engine.check(fixed, path=path, config=config, context=context, known=known)
        reason = engine.damage(report, after)
        if reason is None and self.writes and not is_input:
            reason = _written(name, text, fixed)
        if reason is None:
            return self._told(after if self.writes else report, config, fixed)
        checked = self._told(report, config, text)
        unwritten = _unusable(f"the fixes were not {'written' if self.writes else 'shown'}: {reason}")
        return checked._replace(result=checked.result._replace(diagnostics=(unwritten, *checked.result.diagnostics)))

    def _told(self, report: engine.Report, config: Config, fixed: str) -> Checked:
        """What the run says of a document; the run keeps in mind what its baseline knows in vain."""
        if self.baselines and report.gone:
            self.baselines.note_gone(config, report.gone)
        known = frozenset((*report.old, *report.baselined))
        baselined = frozenset(report.baselined)
        return Checked(Result(report.document.source, report.document, report.found, known, baselined), fixed)

    def _context(self, path: str, config: Config, *, stands: bool) -> Context:
        base = self.bases.of(path) if self.bases else None
        return Context(
            today=self.today,
            files=file_tree(path, config.origin) if stands else None,
            base=parse(base.text, base.path) if base else None,
            base_files=base.files if base else None,
        )

    def _changed(
        self,
        text: str,
        path: str,
        report: engine.Report,
        config: Config,
        context: Context,
        known: tuple[Known, ...],
    ) -> str:
        """The text with the fixes and suppressions that were asked for."""
        options = self.options
        fixes = options.fix or (options.diff and not options.add_suppressions)
        if fixes and any(finding.fix for finding in report.found):
            text = engine.fixed(text, path=path, config=config, context=context, unsafe=options.unsafe_fixes)
        if options.add_suppressions:
            text = _silenced(text, path, config, context, options.reason, known)
        return text


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
