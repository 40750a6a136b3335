"""`roadmap-lint diff`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from roadmap_lint import __version__, files
from roadmap_lint.cli.bases import Bases
from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN, UsageError, given_path
from roadmap_lint.cli.targets import targets
from roadmap_lint.model import Document
from roadmap_lint.parser import parse
from roadmap_lint.report import changes


def add_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("base", metavar="BASE", nargs="?", help="a branch, a tag or a commit (default: the remote's main branch)")
    add("paths", metavar="PATH", nargs="*", type=given_path, help="a file or a directory")
    add("--files", metavar=("OLD", "NEW"), nargs=2, type=given_path, help="compare two files instead")
    add("--output", choices=("text", "markdown", "json"), default="text", help="text (default), markdown or json")
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    if options.files and options.base:
        raise UsageError("--files compares two files: give no BASE and no PATH")
    compared, base, commit = _two_files(*options.files) if options.files else _since(options)
    since = f"{base} ({commit[:9]})" if commit else base
    if options.output == "json":
        sys.stdout.write(changes.json(compared, version=__version__, base=base, commit=commit))
    elif options.output == "markdown":
        sys.stdout.write(changes.markdown(compared, since))
    else:
        sys.stdout.write(changes.text(compared, since))
    return CLEAN


def _two_files(old: str, new: str) -> tuple[list[changes.Compared], str, None]:
    return [changes.compare(_document(old), _document(new))], old, None


def _since(options: argparse.Namespace) -> tuple[list[changes.Compared], str, str]:
    bases = Bases(options.base, "diff")
    try:
        chosen = targets(options.paths, Configs(options))
        commit = bases.commit(Path(os.path.realpath(chosen.names[0])).parent if chosen.names else Path())
    except UsageError:
        if options.base and os.path.exists(options.base):
            hint = f"the base comes first ('diff main {options.base}'), and two files go with --files"
            raise UsageError(f"{options.base} is a file, and no revision: {hint}") from None
        raise
    compared = []
    for name in chosen.names:
        document = _document(name)
        base = bases.of(name)
        compared.append(changes.compare(parse(base.text, base.path) if base else None, document))
    return compared, bases.revision, commit


def _document(path: str) -> Document:
    try:
        return parse(files.read(path), path)
    except files.FileError as error:
        raise UsageError(f"{path}: {error}") from None
