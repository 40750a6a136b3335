"""Lets pytest run in a bare checkout: `rules/` is `roadmap_lint.rules` there, as it is once installed."""

from pathlib import Path

import roadmap_lint

root = str(Path(__file__).parent)
if not any((Path(entry) / "rules" / "eol_lag.py").is_file() for entry in roadmap_lint.__path__):
    roadmap_lint.__path__.append(root)

from roadmap_lint.model import TestedWith  # noqa: E402  (after the path is set)

TestedWith.__test__ = False  # its name is not that of a test
