"""The files around that have to name a rule pack, or our plugin, before anything of it runs; and what then runs it."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path

from roadmap_lint import files, switches
from roadmap_lint.cli.process import UsageError, say
from roadmap_lint.config import FILE_NAMES, TABLE, holds_config, is_top
from roadmap_lint.record import Record

_PROJECT = "pyproject.toml"
# What builds a site, and the names of its settings: of those in a directory the first counts.
_TOOLS = {"mkdocs": ("mkdocs.yml", "mkdocs.yaml"), "properdocs": ("properdocs.yml", "properdocs.yaml")}


class Switch(Record):
    """A file that has to name the pack or the plugin: its text, `None` where it is to be made, and the text with that
    name, `None` where only a person can tell how. `advice` is what to write, `done` what it then does."""

    path: Path
    before: str | None
    after: str | None
    advice: str
    done: str

    def turn(self) -> bool:
        """Write the file, and say so; whether that was possible."""
        if self.after is None:
            return False
        if self.before is None:
            create(self.path, self.after)
        else:
            replace(self.path, self.before, self.after, self.done)
        return True


def switched_off(plugin: str) -> list[Switch]:
    """What is not switched on yet, in the files that count here."""
    config, table = _config()
    before = read(config) if config.exists() else None
    text = before or ""
    named = switches.with_pack(text, plugin, table)
    found = [Switch(config, before, named, switches.pack_advice(text, plugin, table), "names the pack")]
    for path in _sites():
        text = read(path)
        named = switches.with_plugin(text)
        found.append(Switch(path, text, named, switches.plugin_advice(text), "has the plugin"))
    return [switch for switch in found if switch.after is None or switch.after != switch.before]


def builds() -> list[str]:
    """The commands that build the site here."""
    commands = []
    for path in _sites():
        tool = next(tool for tool, names in _TOOLS.items() if path.name in names)
        if tool == "mkdocs" and not _is_installed("mkdocs") and _is_installed("properdocs"):
            tool = "properdocs"  # which reads its settings, too
        commands.append(f"{tool} build" if path.parent == Path() else f"{tool} build -f {path}")
    return list(dict.fromkeys(commands))


def project_directory() -> Path:
    """The root of the repository here, else the uppermost directory of a config or settings that count here."""
    top = next((directory for directory in _upwards() if is_top(directory)), None)
    known = {os.path.abspath(path.parent) for path in (*_sites(), _config()[0])}
    return Path(os.path.relpath(top or min(known, key=len)))


def _sites() -> list[Path]:
    """The settings of the site here: for each tool one, of the nearest directory upwards that has any."""
    for directory in _upwards():
        found = [
            next((directory / name for name in names if (directory / name).is_file()), None)
            for names in _TOOLS.values()
        ]
        if any(found):
            return [Path(os.path.relpath(path)) for path in found if path]
        if is_top(directory):
            break
    return []


def _config() -> tuple[Path, str]:
    """The config that counts here, or is to be made here, and the table of it."""
    for directory in _upwards():
        for name in FILE_NAMES:
            path = directory / name
            if path.is_file() and holds_config(path):
                return Path(os.path.relpath(path)), TABLE if name == _PROJECT else ""
        if is_top(directory):
            break
    return Path(FILE_NAMES[0]), ""


def _upwards() -> tuple[Path, ...]:
    here = Path.cwd()
    return (here, *here.parents)


def _is_installed(distribution: str) -> bool:
    try:
        metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        return False
    return True


def read(path: Path) -> str:
    try:
        return files.read(path)
    except files.FileError as error:
        raise UsageError(f"{path}: {error}") from None


def create(path: Path, text: str) -> None:
    try:
        files.create(path, text)
    except files.FileError as error:
        raise UsageError(f"{path}: {error}") from None
    say(f"{path} is written")


def replace(path: Path, before: str, text: str, done: str) -> None:
    try:
        files.write(path, text, before)
    except files.FileError as error:
        raise UsageError(f"{path}: {error}") from None
    say(f"{path} {done}")
