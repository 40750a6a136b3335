"""`roadmap-lint timeline`."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from roadmap_lint import engine, files
from roadmap_lint.cli.configs import Configs, add_config_options, add_selection_options
from roadmap_lint.cli.process import CLEAN, UNNAMED, UsageError, given_path, read_document
from roadmap_lint.cli.terminal import add_color_option, colored
from roadmap_lint.cli.today import add_today_option, read_today
from roadmap_lint.probe import file_tree
from roadmap_lint.report import visible_path
from roadmap_lint.rule import Context

if TYPE_CHECKING:
    from roadmap_lint.integrations.timeline.model import Timeline

_FORMATS = ("text", "svg", "html", "mermaid")  # as the integration has them: asked for help, it is not imported


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=given_path, help="a document, or - for standard input")
    command.add_argument("--format", choices=_FORMATS, default="text", help="text (default), svg, html or mermaid")
    command.add_argument("--output", metavar="FILE", type=given_path, help="write to FILE instead of standard output")
    add_today_option(command)
    command.add_argument(
        "--stdin-filename", metavar="NAME", type=given_path, default=UNNAMED, help="name of standard input"
    )
    add_selection_options(command)
    add_config_options(command)
    add_color_option(command)


def run(options: argparse.Namespace) -> int:
    rendered = _rendered(options)
    if options.output:
        _write(options, rendered)
        return CLEAN
    buffer = getattr(sys.stdout, "buffer", None)
    if options.format == "text" or buffer is None:
        sys.stdout.write(rendered)
        return CLEAN
    sys.stdout.flush()
    buffer.write(rendered.encode("utf-8"))  # for programs: UTF-8 with line feeds, on every system
    return CLEAN


def _rendered(options: argparse.Namespace) -> str:
    from roadmap_lint.integrations.timeline import format_named
    from roadmap_lint.integrations.timeline.model import timeline

    path, text, place = read_document(options.file, options.stdin_filename)
    config = Configs(options).of(place)
    today = read_today(options.today)
    tree = file_tree(path, config.origin) if place == path else None
    report = engine.check(text, path=path, config=config, context=Context(today=today, files=tree))
    context = Context(today=today, project=config.project, facts=config.facts)
    drawn = timeline(report.document, context, report.diagnostics)
    if options.format == "text":
        return _as_text(drawn, options)
    return format_named(options.format).render(drawn)


def _as_text(drawn: Timeline, options: argparse.Namespace) -> str:
    """As wide as the terminal, if it is one, and in the characters that its encoding has; files have them all."""
    import shutil

    from roadmap_lint.integrations.timeline import text

    if options.output:
        return text.render(drawn, color=options.color == "always")
    columns = shutil.get_terminal_size((text.WIDEST, 0)).columns
    unicode = text.is_drawable(getattr(sys.stdout, "encoding", None) or "utf-8")
    return text.render(drawn, columns=columns, unicode=unicode, color=colored(options.color, sys.stdout))


def _write(options: argparse.Namespace, rendered: str) -> None:
    if os.path.realpath(options.output) == os.path.realpath(options.file):
        raise UsageError(f"--output {visible_path(options.output)}: this is the document; name another file")
    try:
        files.write_output(options.output, rendered)
    except files.FileError as error:
        raise UsageError(f"--output {visible_path(options.output)}: {error}") from None
