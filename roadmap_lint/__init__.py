"""roadmap-lint: a roadmap is a promise with dates; this reads it as a typed document and checks its promises.

    from roadmap_lint import Config, lint, parse

    document = parse(text, path="ROADMAP.md")
    for finding in lint(text, path="ROADMAP.md", config=Config.discover(".")):
        print(finding.code, finding.message)

The names of `__all__` are the promise (SemVer); the rest may change.
"""

from __future__ import annotations

from roadmap_lint.config import Config, ConfigError
from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from roadmap_lint.engine import fix, lint
from roadmap_lint.model import Document, Value
from roadmap_lint.parser import parse
from roadmap_lint.rule import Context, FileProbe, OptionError, Project, Rule, Tracker, option, replacement
from roadmap_lint.source import Point, Source, Span
from roadmap_lint.values import ApiVersion, Period, Status, Version

__version__ = "0.1.0"

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
