"""roadmap-lint: a roadmap is a promise with dates; this reads it as a typed document and checks its promises.

    from roadmap_lint import Config, lint, parse

    document = parse(text, path="ROADMAP.md")
    for finding in lint(text, path="ROADMAP.md", config=Config.discover("ROADMAP.md")):
        print(finding.code, finding.message)

The names of `__all__`, and those of `roadmap_lint.testing`, are the promise, with their signatures (SemVer); the rest
may change. docs/api.md tells of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmap_lint.version import __version__

if TYPE_CHECKING:
    from roadmap_lint.config import Config, ConfigError
    from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
    from roadmap_lint.engine import fix, lint
    from roadmap_lint.facts import Expected, Facts, Platform, PlatformRelease
    from roadmap_lint.history import (
        Change,
        ClaimAdded,
        ClaimChanged,
        ClaimMoved,
        ClaimRemoved,
        Entry,
        GoalChanged,
        MilestoneAdded,
        MilestoneRescheduled,
        MilestoneVanished,
        Shift,
        StatusChanged,
        TaskAdded,
        TaskChecked,
        TaskMoved,
        TaskReworded,
        TaskUnchecked,
        TaskVanished,
        VersionChanged,
    )
    from roadmap_lint.model import (
        Bucket,
        Claim,
        Column,
        Definition,
        Deprecates,
        Document,
        EndOfSupport,
        FrontMatter,
        FrontMatterField,
        Group,
        Heading,
        Item,
        Link,
        Milestone,
        Piece,
        Problem,
        Promotes,
        Proposal,
        Reference,
        Release,
        Removes,
        Row,
        Section,
        Shortcode,
        StatusLine,
        Supported,
        SupportTable,
        Table,
        Task,
        TaskRow,
        TaskTable,
        TestedWith,
        Text,
        Unread,
        Value,
    )
    from roadmap_lint.parser import parse
    from roadmap_lint.rule import (
        Context,
        FileProbe,
        Kind,
        Option,
        OptionError,
        Project,
        Rule,
        Tracker,
        TrackerItem,
        option,
        replacement,
    )
    from roadmap_lint.source import Point, Source, Span
    from roadmap_lint.values import ApiVersion, Period, Status, Version, VersionRange

__all__ = [
    "ApiVersion",
    "Bucket",
    "Change",
    "Claim",
    "ClaimAdded",
    "ClaimChanged",
    "ClaimMoved",
    "ClaimRemoved",
    "Column",
    "Config",
    "ConfigError",
    "Context",
    "Definition",
    "Deprecates",
    "Diagnostic",
    "Document",
    "Edit",
    "EndOfSupport",
    "Entry",
    "Expected",
    "Facts",
    "FileProbe",
    "Fix",
    "FrontMatter",
    "FrontMatterField",
    "GoalChanged",
    "Group",
    "Heading",
    "Item",
    "Kind",
    "Link",
    "Milestone",
    "MilestoneAdded",
    "MilestoneRescheduled",
    "MilestoneVanished",
    "Option",
    "OptionError",
    "Period",
    "Piece",
    "Platform",
    "PlatformRelease",
    "Point",
    "Problem",
    "Project",
    "Promotes",
    "Proposal",
    "Reference",
    "Related",
    "Release",
    "Removes",
    "Row",
    "Rule",
    "Section",
    "Severity",
    "Shift",
    "Shortcode",
    "Source",
    "Span",
    "Status",
    "StatusChanged",
    "StatusLine",
    "SupportTable",
    "Supported",
    "Table",
    "Task",
    "TaskAdded",
    "TaskChecked",
    "TaskMoved",
    "TaskReworded",
    "TaskRow",
    "TaskTable",
    "TaskUnchecked",
    "TaskVanished",
    "TestedWith",
    "Text",
    "Tracker",
    "TrackerItem",
    "Unread",
    "Value",
    "Version",
    "VersionChanged",
    "VersionRange",
    "__version__",
    "fix",
    "lint",
    "option",
    "parse",
    "replacement",
]

# Where each name lives. They are imported when first asked for: `roadmap-lint --version` needs none of them.
_HOMES = {
    "config": "Config ConfigError",
    "diagnostic": "Diagnostic Edit Fix Related Severity",
    "engine": "fix lint",
    "facts": "Expected Facts Platform PlatformRelease",
    "history": (
        "Change ClaimAdded ClaimChanged ClaimMoved ClaimRemoved Entry GoalChanged MilestoneAdded "
        "MilestoneRescheduled MilestoneVanished Shift StatusChanged TaskAdded TaskChecked TaskMoved "
        "TaskReworded TaskUnchecked TaskVanished VersionChanged"
    ),
    "model": (
        "Bucket Claim Column Definition Deprecates Document EndOfSupport FrontMatter FrontMatterField Group "
        "Heading Item Link Milestone Piece Problem Promotes Proposal Reference Release Removes Row Section "
        "Shortcode StatusLine SupportTable Supported Table Task TaskRow TaskTable TestedWith Text Unread Value"
    ),
    "parser": "parse",
    "rule": "Context FileProbe Kind Option OptionError Project Rule Tracker TrackerItem option replacement",
    "source": "Point Source Span",
    "values": "ApiVersion Period Status Version VersionRange",
}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names.split():
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
