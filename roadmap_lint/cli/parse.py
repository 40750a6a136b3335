"""`roadmap-lint parse`."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN, UNNAMED, given_path, read_document


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=given_path, help="a document, or - for standard input")
    command.add_argument(
        "--stdin-filename", metavar="NAME", type=given_path, default=UNNAMED, help="name of standard input"
    )
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    path, text, place = read_document(options.file, options.stdin_filename)
    config = Configs(options).of(place)
    from roadmap_lint.inference import infer
    from roadmap_lint.parser import parse
    from roadmap_lint.report import model
    from roadmap_lint.rule import Context

    document = parse(text, path)
    context = Context(project=config.project, facts=config.facts)
    sys.stdout.write(model.render(document, infer(document, context)))
    return CLEAN
