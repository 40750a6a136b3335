"""roadmap-lint: a roadmap is a promise with dates; this reads it as a typed document and checks its promises.

    from roadmap_lint import Config, lint, parse

    document = parse(text, path="ROADMAP.md")
    for finding in lint(text, path="ROADMAP.md", config=Config.discover("ROADMAP.md")):
        print(finding.code, finding.message)

The names of `__all__` are the promise (SemVer); the rest may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmap_lint.version import __version__

if TYPE_CHECKING:
    from roadmap_lint.config import Config, ConfigError
    from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
    from roadmap_lint.engine import fix, lint
    from roadmap_lint.model import Document, Value
    from roadmap_lint.parser import parse
    from roadmap_lint.rule import Context, FileProbe, OptionError, Project, Rule, Tracker, option, replacement
    from roadmap_lint.source import Point, Source, Span
    from roadmap_lint.values import ApiVersion, Period, Status, Version

__all__ = [
    "ApiVersion",
    "Config",
    "ConfigError",
    "Context",
    "Diagnostic",
    "Document",
    "Edit",
    "FileProbe",
    "Fix",
    "OptionError",
    "Period",
    "Point",
    "Project",
    "Related",
    "Rule",
    "Severity",
    "Source",
    "Span",
    "Status",
    "Tracker",
    "Value",
    "Version",
    "__version__",
    "fix",
    "lint",
    "option",
    "parse",
    "replacement",
]

# Where each name lives. They are imported when first asked for: `roadmap-lint --version` needs none of them.
_HOMES = {
    "config": ("Config", "ConfigError"),
    "diagnostic": ("Diagnostic", "Edit", "Fix", "Related", "Severity"),
    "engine": ("fix", "lint"),
    "model": ("Document", "Value"),
    "parser": ("parse",),
    "rule": ("Context", "FileProbe", "OptionError", "Project", "Rule", "Tracker", "option", "replacement"),
    "source": ("Point", "Source", "Span"),
    "values": ("ApiVersion", "Period", "Status", "Version"),
}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
