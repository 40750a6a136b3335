"""What a run is to check: the files that the command line names, else the config, else those found."""

from __future__ import annotations

import os
from pathlib import Path

from roadmap_lint.cli.configs import Configs
from roadmap_lint.cli.process import STANDARD_INPUT, UsageError
from roadmap_lint.record import Record
from roadmap_lint.report import visible_path


class Targets(Record):
    """What a run is to check, what it was asked for but the config excludes, and which names the config gave."""

    names: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    of_config: frozenset[str] = frozenset()
    config: str = ""


def targets(paths: list[str], configs: Configs) -> Targets:
    from roadmap_lint import discovery

    if paths == [STANDARD_INPUT]:
        return Targets((STANDARD_INPUT,))
    config = configs.near(".")

    def excluded(path: Path) -> bool:
        return config.excludes(path) or configs.near(path).excludes(path)

    if paths:
        return Targets(*discovery.expand(paths, excluded))
    if config.paths:
        here = Path.cwd()
        named = [os.path.relpath(config.below("paths", path), here) for path in config.paths]
        origin = os.path.relpath(config.origin, here) if config.origin else ""
        return Targets(*discovery.expand(named, excluded), frozenset(named), origin)
    directory = Path()
    found = discovery.expand(["."], excluded)
    if found.excluded:
        left_out = f" but what the config excludes ({', '.join(map(visible_path, found.excluded))})"
    elif found.files == (str(directory),):
        left_out = ""
    else:
        return Targets(found.files)
    raise UsageError(f"no roadmap was found below this directory{left_out}: name a file, or set 'paths' in the config")
