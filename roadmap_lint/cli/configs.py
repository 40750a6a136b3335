"""Which config applies to a file, as the command line has it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from roadmap_lint.config import Config
from roadmap_lint.reserved import RULES as RESERVED
from roadmap_lint.rule import Rule


def add_config_options(command: argparse.ArgumentParser) -> None:
    group = command.add_mutually_exclusive_group()
    group.add_argument("--config", metavar="FILE", help="use this config instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no config")


class Configs:
    """The config of each file: one for all where the command line says so, else the nearest upwards."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._select = _names(getattr(options, "select", []))
        self._extend = _names(getattr(options, "extend_select", []))
        self._ignore = _names(getattr(options, "ignore", []))
        self._one: Config | None = None
        self._found: dict[Path, Config] = {}
        if options.config:
            self._one = self._chosen(Config.load(options.config))
        elif options.isolated:
            self._one = self._chosen(Config.default())

    def of(self, path: str | Path) -> Config:
        if self._one is not None:
            return self._one
        directory = Path(path).absolute()
        if not directory.is_dir():
            directory = directory.parent
        if directory not in self._found:
            self._found[directory] = self._chosen(Config.discover(directory))
        return self._found[directory]

    def rules(self) -> tuple[type[Rule], ...]:
        """Every rule that could have found something in a file that was asked for, in the order of codes."""
        used = [self._one] if self._one is not None else list(self._found.values())
        rules = {*RESERVED, *(type(rule) for config in used for rule in config.rules)}
        return tuple(sorted(rules, key=lambda rule: rule.code))

    def _chosen(self, config: Config) -> Config:
        return config.with_selection(self._select, self._ignore, self._extend)


def _names(values: Iterable[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
