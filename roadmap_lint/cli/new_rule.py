"""`roadmap-lint new-rule`."""

from __future__ import annotations

import argparse
import os
import tomllib
from pathlib import Path
from typing import Any

from roadmap_lint import discovery, scaffold
from roadmap_lint.cli.process import CLEAN, UsageError, given_path, say
from roadmap_lint.cli.switchboard import Switch, builds, create, project_directory, read, replace, switched_off
from roadmap_lint.plugins import GROUP, catalogue, distributions, is_code, is_name

_PROJECT = "pyproject.toml"


def add_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("code", metavar="NEW_CODE", help="capitals and three digits (ACME001); RM is ours")
    add("name", metavar="NAME", help="lower-case words with hyphens (acme-goal-first)")
    add(
        "--directory",
        metavar="DIR",
        type=given_path,
        help="the folder of the pack (default: this one if it is a pack, else acme-pack)",
    )
    add(
        "--enable",
        action="store_true",
        help="name the pack in the config, and the plugin in mkdocs.yml or properdocs.yml",
    )


def run(options: argparse.Namespace) -> int:
    rule = scaffold.NewRule(options.code, options.name)
    _refuse_wrong(rule)
    directory = Path(options.directory) if options.directory else _default_directory(rule)
    pack, texts, listing = _files(rule, directory)
    _refuse_to_overwrite(directory, texts)
    if listing is None:
        _refuse_a_second_pack(pack)
    off = switched_off(pack.plugin)
    for name, text in texts.items():
        path = directory / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{path.parent}: it cannot be made: {error.strerror}") from None
        create(path, text)
    if listing is not None:
        replace(*listing, "lists it")
    if options.enable:
        off = [switch for switch in off if not switch.turn()]
    module = next(directory / name for name in texts if name.endswith(f"/{rule.module}.py"))
    _tell_what_is_left(module, directory, pack, off, is_new=listing is None)
    return CLEAN


def _tell_what_is_left(module: Path, directory: Path, pack: scaffold.Pack, off: list[Switch], *, is_new: bool) -> None:
    steps = [f"write the rule: {module}"]
    givers = distributions(pack.plugin)
    others = [giver for giver in givers if giver.split()[0] != pack.distribution]
    if is_new and others:
        steps.append(f"'{pack.plugin}' is given by {' and by '.join(others)}, too: uninstall that, or rename yours")
    if is_new or not givers:
        folder = directory if directory.is_absolute() or directory == Path() else f"./{directory}"
        replaced = [giver for giver in givers if is_new and giver not in others]
        instead = f" (it takes the place of the {replaced[0]} that is installed)" if replaced else ""
        steps.append(f"install the pack beside roadmap-lint: pip install -e {folder}{instead}")
    steps += [f"in {switch.path}: {switch.advice}" for switch in off]
    steps.append("see it run: roadmap-lint check" + "".join(f", or {build}" for build in builds()))
    for number, step in enumerate(steps, 1):
        say(f"{number} of {len(steps)} left: {step}")


def _default_directory(rule: scaffold.NewRule) -> Path:
    """This folder where it is a pack, else one below it: a pack in the midst of something else serves neither."""
    project = Path(_PROJECT)
    is_pack = project.is_file() and GROUP in _table(project).get("project", {}).get("entry-points", {})
    return Path() if is_pack else Path(scaffold.folder_of(rule))


def _refuse_wrong(rule: scaffold.NewRule) -> None:
    if not is_code(rule.code):
        raise UsageError(f"'{rule.code}' is no code: give capitals and three digits, such as ACME001")
    if rule.code.startswith("RM"):
        raise UsageError(f"{rule.code} begins with RM, which is kept for the built-in rules (docs/adding-a-rule.md)")
    if not is_name(rule.name):
        raise UsageError(f"'{rule.name}' is no name: give lower-case words with hyphens, such as owner-missing")
    if rule.in_the_way:
        better = f"{rule.prefix}-{rule.name}"
        raise UsageError(f"a rule cannot be named '{rule.name}': {rule.in_the_way}; '{better}' would do")
    taken = next((other for other in catalogue() if other.name == rule.name), None)
    if taken is not None:
        raise UsageError(f"'{rule.name}' is the name of {taken.code}: begin yours with the name of your pack")


def _files(
    rule: scaffold.NewRule, directory: Path
) -> tuple[scaffold.Pack, dict[str, str], tuple[Path, str, str] | None]:
    """The pack, and what is to be written: the new files and, where the pack is there already, its list of rules as it
    was and is."""
    project = directory / _PROJECT
    if not os.path.lexists(project):
        pack = scaffold.pack_of(rule)
        return pack, scaffold.pack_files(rule, pack), None
    try:
        registered = scaffold.registered(_table(project))
    except scaffold.ScaffoldError as error:
        raise UsageError(f"{project}: {error}") from None
    if registered is None:
        raise UsageError(f"{project} registers no pack of rules: give a folder of its own, --directory DIR")
    package = _package(directory, registered.package)
    listing = package / "__init__.py"
    _refuse_taken(rule, package)
    try:
        before = read(listing)
        listed = scaffold.with_rule(before, rule, registered)
    except scaffold.ScaffoldError as error:
        raise UsageError(f"{listing}: {error}") from None
    module = str((package / f"{rule.module}.py").relative_to(directory))
    return registered, {module: scaffold.rule_text(rule)}, (listing, before, listed)


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
        text = read(path)
        for key in (rule.code, rule.name):
            if f'"{key}"' in text or f"'{key}'" in text:
                raise UsageError(f"{path} has {key} already: nothing was written")


def _refuse_a_second_pack(pack: scaffold.Pack) -> None:
    """One of the same name in the project: no config could name both."""
    for file in discovery.named(project_directory(), _PROJECT):
        folder = Path(os.path.relpath(file.parent))
        try:
            points = _entry_points(file)
        except UsageError:  # it is not TOML: whatever it registers, nothing can install it
            continue
        if pack.plugin in points:
            raise UsageError(
                f"the pack '{pack.plugin}' stands in {folder}: add to it with --directory {folder}, or give a code "
                "that begins otherwise: nothing was written"
            )


def _entry_points(file: Path) -> dict[str, Any]:
    """The packs that a pyproject.toml registers, by their names."""
    points: Any = _table(file)
    for key in ("project", "entry-points", GROUP):
        points = points.get(key) if isinstance(points, dict) else None
    return points if isinstance(points, dict) else {}


def _table(project: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read(project))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{project}: it is not valid TOML: {error}") from None


def _refuse_to_overwrite(directory: Path, names: dict[str, str]) -> None:
    for name in names:
        if os.path.lexists(directory / name):
            raise UsageError(f"{directory / name} exists already: nothing was written")
