"""`roadmap-lint new-rule`."""

from __future__ import annotations

import argparse
import os
import tomllib
from pathlib import Path
from typing import Any

from roadmap_lint import files, scaffold
from roadmap_lint.cli.process import CLEAN, UsageError, say
from roadmap_lint.plugins import catalogue, is_code, is_name

_PROJECT = "pyproject.toml"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="NEW_CODE", help="capitals and three digits (ACME001); RM is ours")
    command.add_argument("name", metavar="NAME", help="lower-case words with hyphens (owner-missing)")
    command.add_argument("--directory", metavar="DIR", default=".", help="the folder of the pack (default: this one)")


def run(options: argparse.Namespace) -> int:
    rule = scaffold.NewRule(options.code, options.name)
    _refuse_wrong(rule)
    directory = Path(options.directory)
    texts, listing = _files(rule, directory)
    _refuse_to_overwrite(directory, texts)
    for name, text in texts.items():
        path = directory / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.create(path, text)
        except OSError as error:
            raise UsageError(f"{path.parent}: it cannot be made: {error.strerror}") from None
        except files.FileError as error:
            raise UsageError(f"{path}: {error}") from None
        say(f"{path} is written")
    if listing is not None:
        _list(*listing)
    return CLEAN


def _refuse_wrong(rule: scaffold.NewRule) -> None:
    if not is_code(rule.code):
        raise UsageError(f"'{rule.code}' is no code: give capitals and three digits, such as ACME001")
    if rule.code.startswith("RM"):
        raise UsageError(f"{rule.code} begins with RM, which is kept for the built-in rules (docs/adding-a-rule.md)")
    if not is_name(rule.name) or not rule.is_writable:
        raise UsageError(f"'{rule.name}' is no name: give lower-case words with hyphens, such as owner-missing")
    taken = next((other for other in catalogue() if other.name == rule.name), None)
    if taken is not None:
        raise UsageError(f"'{rule.name}' is the name of {taken.code}: begin yours with the name of your pack")


def _files(rule: scaffold.NewRule, directory: Path) -> tuple[dict[str, str], tuple[Path, str, str] | None]:
    """What is to be written: the new files and, where the pack is there already, its list of rules as it was and is."""
    project = directory / _PROJECT
    if not os.path.lexists(project):
        return scaffold.pack_files(rule, scaffold.pack_of(rule)), None
    try:
        pack = scaffold.registered(_table(project))
    except scaffold.ScaffoldError as error:
        raise UsageError(f"{project}: {error}") from None
    if pack is None:
        raise UsageError(f"{project} registers no pack of rules: give a folder of its own, --directory DIR")
    package = _package(directory, pack.package)
    listing = package / "__init__.py"
    _refuse_taken(rule, package)
    try:
        before = _read(listing)
        listed = scaffold.with_rule(before, rule, pack)
    except scaffold.ScaffoldError as error:
        raise UsageError(f"{listing}: {error}") from None
    module = str((package / f"{rule.module}.py").relative_to(directory))
    return {module: scaffold.rule_text(rule)}, (listing, before, listed)


def _package(directory: Path, package: str) -> Path:
    """The folder of a package, at the top or below `src`."""
    parts = package.split(".")
    for folder in (directory.joinpath(*parts), directory.joinpath("src", *parts)):
        if (folder / "__init__.py").is_file():
            return folder
    raise UsageError(f"{directory}: there is no package {package}, which {_PROJECT} registers")


def _refuse_taken(rule: scaffold.NewRule, package: Path) -> None:
    """A code or a name that the pack has already."""
    for path in sorted(package.glob("*.py")):
        text = _read(path)
        for key in (rule.code, rule.name):
            if f'"{key}"' in text or f"'{key}'" in text:
                raise UsageError(f"{path} has {key} already: nothing was written")


def _table(project: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(project))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{project}: it is not valid TOML: {error}") from None


def _read(path: Path) -> str:
    try:
        return files.read(path)
    except files.FileError as error:
        raise UsageError(f"{path}: {error}") from None


def _refuse_to_overwrite(directory: Path, names: dict[str, str]) -> None:
    for name in names:
        if os.path.lexists(directory / name):
            raise UsageError(f"{directory / name} exists already: nothing was written")


def _list(path: Path, before: str, text: str) -> None:
    try:
        files.write(path, text, before)
    except files.FileError as error:
        raise UsageError(f"{path}: {error}") from None
    say(f"{path} lists it")
