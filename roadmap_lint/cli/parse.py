"""`roadmap-lint parse`."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint import files
from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN, STANDARD_INPUT, UsageError, standard_input
from roadmap_lint.report import visible_path


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a document, or - for standard input")
    command.add_argument("--stdin-filename", metavar="NAME", default="<stdin>", help="name of standard input")
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    is_input = options.file == STANDARD_INPUT
    path = options.stdin_filename if is_input else options.file
    try:
        text = standard_input() if is_input else files.read(options.file)
    except files.FileError as error:
        raise UsageError(f"{visible_path(path)}: {error}") from None
    config = Configs(options).of(path if not is_input or path != "<stdin>" else ".")
    from roadmap_lint.inference import infer
    from roadmap_lint.parser import parse
    from roadmap_lint.report import model
    from roadmap_lint.rule import Context

    document = parse(text, path)
    context = Context(project=config.project, facts=config.facts)
    sys.stdout.write(model.render(document, infer(document, context)))
    return CLEAN
