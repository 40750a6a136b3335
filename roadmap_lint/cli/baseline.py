"""`roadmap-lint baseline`."""

from __future__ import annotations

import argparse
from pathlib import Path

from roadmap_lint import baseline, engine, files
from roadmap_lint.baseline import Known
from roadmap_lint.cli.baselines import is_gone, key, load, shown
from roadmap_lint.cli.configs import Configs, add_config_options, add_selection_options
from roadmap_lint.cli.process import CLEAN, FAULT, STANDARD_INPUT, UsageError, given_path, say
from roadmap_lint.cli.targets import targets
from roadmap_lint.cli.today import add_today_option, read_today
from roadmap_lint.config import Config
from roadmap_lint.probe import file_tree
from roadmap_lint.report import counted, visible_path
from roadmap_lint.reserved import RuleCrashed
from roadmap_lint.rule import Context


def add_options(command: argparse.ArgumentParser) -> None:
    command.usage = f"{command.prog} [OPTIONS] [PATH ...]"
    add = command.add_argument
    add(
        "paths",
        metavar="PATH",
        nargs="*",
        type=given_path,
        help="a file or a directory (default: the same files as for check)",
    )
    add(
        "--output",
        metavar="FILE",
        type=given_path,
        help=f"write this file (default: what the config names, else {baseline.FILE_NAME})",
    )
    add("--prune", action="store_true", help="take out what is gone, and let nothing new in")
    add_selection_options(command)
    add_config_options(command)
    add_today_option(command)


def run(options: argparse.Namespace) -> int:
    if STANDARD_INPUT in options.paths:
        raise UsageError("a baseline is of files: standard input (-) has no place in it")
    today = read_today(options.today)
    configs = Configs(options)
    baselines: dict[Path, _Update] = {}
    for name in targets(options.paths, configs).names:
        config = configs.of(name)
        file = Path(options.output) if options.output else _file(config, name)
        if file not in baselines:
            baselines[file] = _Update(file, config)
        update = baselines[file]
        report = _checked(name, config, Context(today=today, files=file_tree(name, config.origin)), update)
        crashes = [finding.message for finding in report.diagnostics if finding.code == RuleCrashed.code]
        if crashes:
            say(f"{visible_path(name)}: {crashes[0]}: nothing was written")
            return FAULT
        update.take(name, report, prune=options.prune)
    for update in baselines.values():
        update.write()
    return CLEAN


def _checked(name: str, config: Config, context: Context, update: _Update) -> engine.Report:
    try:
        text = files.read(name)
    except files.FileError as error:
        raise UsageError(f"{visible_path(name)}: {error}: nothing was written") from None
    return engine.check(text, path=name, config=config, context=context, known=update.known(name))


def _file(config: Config, document: str) -> Path:
    """The baseline that the config names; else one beside the config or, without any, at the root of the repository."""
    if config.baseline is not None:
        return config.below("baseline", config.baseline)
    if config.origin is not None:
        return config.root / baseline.FILE_NAME
    above = Path(document).absolute().parents
    root = next((directory for directory in above if (directory / ".git").exists()), Path())
    return root / baseline.FILE_NAME


class _Update:
    """A baseline on its way to what is there today. What a run cannot judge stays as it was."""

    def __init__(self, file: Path, config: Config) -> None:
        self._file = file
        self._config = config
        self._before = load(file) or {}
        self._after = {path: known for path, known in self._before.items() if not is_gone(file, path)}

    def known(self, name: str) -> tuple[Known, ...]:
        return self._before.get(key(self._file, name), ())

    def take(self, name: str, report: engine.Report, *, prune: bool) -> None:
        """Let it know of a document what was found there; with `prune`, no more than it knew."""
        known = self.known(name)
        if prune:
            left = baseline.lessened(known, report.gone)
        else:
            unjudged = tuple(one for one in known if one.code in report.unjudged)
            left = (*unjudged, *baseline.known_findings(report.document.source, report.found))
        self._after[key(self._file, name)] = left

    def write(self) -> None:
        text = baseline.render(self._after)
        name = shown(self._file)
        try:
            if not self._file.exists() or files.read(self._file) != text:
                files.write_output(self._file, text)
        except files.FileError as error:
            raise UsageError(f"{name}: {error}") from None
        found = [one.number for known in self._after.values() for one in known]
        within = counted(sum(1 for known in self._after.values() if known), "file")
        say(f"{name} is written: it knows {counted(sum(found), 'finding')} in {within}{self._how_to_use()}")

    def _how_to_use(self) -> str:
        if self._config.baseline is not None:
            return ""
        origin = self._config.origin
        if origin is None or not self._file.absolute().is_relative_to(origin.parent.absolute()):
            return f"; use it with --baseline {shown(self._file)}, or 'baseline' in a config"
        path = self._file.absolute().relative_to(origin.parent.absolute()).as_posix()
        return f'; to use it, set baseline = "{path}" in {shown(origin)}'
