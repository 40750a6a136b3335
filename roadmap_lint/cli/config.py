"""`roadmap-lint config`."""

from __future__ import annotations

import argparse

from roadmap_lint.cli.configs import Configs, add_config_options, add_selection_options
from roadmap_lint.cli.process import CLEAN, given_path


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", metavar="FILE", nargs="?", type=given_path, default=".", help="a document (default: this directory)"
    )
    command.add_argument("--schema", action="store_true", help="print the JSON Schema of configs instead")
    add_selection_options(command)
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    config = Configs(options).of(options.file)
    if options.schema:
        from roadmap_lint.report import config_schema

        print(config_schema.render(config.catalogue), end="")
        return CLEAN
    from roadmap_lint.report import settings

    print(settings.render(config, options.file), end="")
    return CLEAN
