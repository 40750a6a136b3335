"""Which config applies to a file, as the command line has it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from roadmap_lint.cli.process import UsageError, given_path
from roadmap_lint.config import Config, is_top, overridden, overrides_for, standing_in
from roadmap_lint.reserved import RULES as RESERVED
from roadmap_lint.rule import Rule


def add_config_options(command: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    group = command.add_mutually_exclusive_group()
    group.add_argument("--config", metavar="FILE", type=given_path, help="use this config instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no config")


def add_selection_options(command: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    add = command.add_argument
    add("--select", metavar="RULES", action="append", default=[], help="run these rules only (RM2,eol-lag)")
    add("--extend-select", metavar="RULES", action="append", default=[], help="run these rules, too")
    add("--ignore", metavar="RULES", action="append", default=[], help="do not run these rules")
    add("--severity", metavar="NAME=LEVEL", action="append", default=[], help="give rules a severity (eol-lag=note)")


class Configs:
    """The config of each file: one for all where the command line says so, else the nearest upwards."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._table = _settings(options)
        self._one: Config | None = None
        self._found: dict[str, Config] = {}
        self._near: dict[str, Config] = {}
        self._applying: dict[str, Config] = {}
        self._default: Config | None = None
        self._overridden: dict[tuple[int, ...], Config] = {}
        if options.config:
            self._one = Config.load(options.config).with_table(self._table)
        elif options.isolated:
            self._one = Config.default().with_table(self._table)

    def of(self, path: str | Path) -> Config:
        """What applies to a document or a directory."""
        name = str(path)
        if name not in self._applying:
            self._applying[name] = self._with_overrides(path)
        return self._applying[name]

    def _with_overrides(self, path: str | Path) -> Config:
        config = self.near(path)
        chosen = overrides_for(config, path)
        if not chosen:
            return config
        key = (id(config), *map(id, chosen))  # all of them live as long as this does
        if key not in self._overridden:
            self._overridden[key] = overridden(config, chosen)
        return self._overridden[key]

    def near(self, path: str | Path) -> Config:
        """The config that holds where a path is, without its overrides for that path."""
        if self._one is not None:
            return self._one
        name = os.fspath(path)
        if name not in self._near:
            folder = os.path.dirname(name)
            if os.path.isdir(name):
                self._near[name] = self._of_directory(str(Path(name).absolute()))
            elif folder == name:
                self._near[name] = self._of_directory(str(Path(folder).absolute()))
            else:
                self._near[name] = self.near(folder or ".")
        return self._near[name]

    def _of_directory(self, directory: str) -> Config:
        """The same as `Config.discover`, but every directory is looked into once."""
        if directory not in self._found:
            config = standing_in(directory)
            above = os.path.dirname(directory)
            if config is not None:
                self._found[directory] = config.with_table(self._table)
            elif is_top(directory) or above == directory:
                self._default = self._default or Config.default().with_table(self._table)
                self._found[directory] = self._default
            else:
                self._found[directory] = self._of_directory(above)
        return self._found[directory]

    def _used(self) -> list[Config]:
        return [self._one] if self._one is not None else list({id(one): one for one in self._found.values()}.values())

    def rules(self) -> tuple[type[Rule], ...]:
        """Every rule that could have found something in a file that was asked for, in the order of codes."""
        rules = {*RESERVED, *(type(rule) for config in self._used() for rule in config.rules)}
        return tuple(sorted(rules, key=lambda rule: rule.code))


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    """What the options of the command line set, as a table of the config."""
    table: dict[str, Any] = {}
    for key in ("select", "extend-select", "ignore"):
        names = _names(getattr(options, key.replace("-", "_"), []))
        if names:
            table[key] = names
    levels = getattr(options, "severity", [])
    if levels:
        table["severity"] = dict(_level(pair) for level in levels for pair in _names([level]))
    return table


def _level(text: str) -> tuple[str, str]:
    name, equals, level = text.partition("=")
    if not equals:
        raise UsageError(f"--severity {text}: give a rule and its severity, such as eol-lag=warning")
    return name.strip(), level.strip().lower()


def _names(values: Iterable[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
