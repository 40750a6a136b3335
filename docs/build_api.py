"""Write docs/api.md, the reference of the library, from signatures and docstrings.

`--snapshot` writes tests/api.txt, too: the same names and signatures without the prose, which is what SemVer promises.
"""

from __future__ import annotations

import enum
import inspect
import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, get_args, get_origin

import roadmap_lint
from roadmap_lint import testing

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "api.md"
SNAPSHOT = ROOT / "tests" / "api.txt"


class Chapter(NamedTuple):
    """A part of the reference: what it is about, and its names in the order in which they are met."""

    title: str
    intro: str
    names: tuple[str, ...]


CHAPTERS = (
    Chapter(
        "Reading, checking, fixing",
        "A text goes in, and what is known of it comes out. None of these prints, reads a file, asks a clock or keeps "
        "anything: any number of threads may call them at once.",
        ("parse", "lint", "fix", "__version__"),
    ),
    Chapter(
        "Configs",
        "What runs, and with which options. The keys are those of [the configuration](configuration.md).",
        ("Config", "ConfigError"),
    ),
    Chapter(
        "Findings",
        "What rules say. Places are offsets in code points; lines and columns are made by `Source.point`.",
        ("Diagnostic", "Severity", "Fix", "Edit", "Related", "Source", "Span", "Point"),
    ),
    Chapter(
        "Rules",
        "What a rule author writes, and what a rule is given: see [writing a rule](writing-rules.md).",
        (
            "Rule",
            "option",
            "Option",
            "OptionError",
            "replacement",
            "Kind",
            "Context",
            "Project",
            "FileProbe",
            "Tracker",
            "TrackerItem",
        ),
    ),
    Chapter(
        "The document",
        "What `parse` gives, and rules read. Everything is immutable; a part that is missing is `None` or an empty "
        "tuple.",
        (
            "Document",
            "Milestone",
            "StatusLine",
            "Bucket",
            "Section",
            "Heading",
            "Item",
            "Group",
            "Task",
            "Claim",
            "EndOfSupport",
            "TestedWith",
            "Deprecates",
            "Removes",
            "Promotes",
            "Proposal",
            "SupportTable",
            "TaskTable",
            "TaskRow",
            "Column",
            "Release",
            "Supported",
            "Table",
            "Row",
            "Text",
            "Piece",
            "Link",
            "Reference",
            "Definition",
            "FrontMatter",
            "FrontMatterField",
            "Shortcode",
            "Problem",
            "Unread",
        ),
    ),
    Chapter(
        "Values",
        "The words of a roadmap: parsed, compared, printed.",
        ("Value", "Version", "VersionRange", "Period", "Status", "ApiVersion"),
    ),
    Chapter(
        "Facts of platforms",
        "Dated facts, the shipped ones and those of the config. The Kubernetes calendar names its source and its day.",
        ("Facts", "Platform", "PlatformRelease", "Expected"),
    ),
    Chapter(
        "What changed",
        "What `Context.changes` tells a history rule. `before` is always of the base, `after` of the document.",
        (
            "Change",
            "MilestoneAdded",
            "MilestoneVanished",
            "MilestoneRescheduled",
            "Shift",
            "StatusChanged",
            "VersionChanged",
            "GoalChanged",
            "ClaimAdded",
            "ClaimRemoved",
            "ClaimChanged",
            "ClaimMoved",
            "TaskAdded",
            "TaskVanished",
            "TaskMoved",
            "TaskChecked",
            "TaskUnchecked",
            "TaskReworded",
            "Entry",
        ),
    ),
)
TESTING = Chapter(
    "Testing rules: `roadmap_lint.testing`",
    "The examples in a rule's page are its tests: `verify(MyRule)` runs them.",
    tuple(testing.__all__),
)

INTRO = """\
# The library

Made from the code by `python docs/build_api.py`.

Everything here is imported from `roadmap_lint`, where nothing else is said:

    from roadmap_lint import Config, lint, parse

**What is promised.** The names below with their signatures, within a major version ([SemVer](https://semver.org)):
names, fields and parameters are added in minor ones, at the end or by keyword; taken away or given another meaning in
major ones, and announced in [CHANGELOG.md](../CHANGELOG.md). Before 1.0 a minor version may break, and says so there.
What a document *means* is not frozen: a parser that reads more, and a rule that finds more, come in minor versions.
Every other name of the package, documented or not, may change at any time.

**Threads.** There is no global state: documents, configs, rules and findings never change once made, and may be shared.

**Units.** Offsets count code points from 0, and spans are half open; lines and columns count code points from 1.
"""

# Objects that the library makes: how it does so is its own business.
_MADE_BY_THE_LIBRARY = frozenset({"Config", "Document", "Text"})
# What the command line and the engine need; nobody else should.
_NOT_PROMISED = {
    "Config": frozenset({"choices", "layers", "overrides"}),
    "Context": frozenset({"of_base", "told"}),
    "Option": frozenset({"accept"}),
}


class Member(NamedTuple):
    """A line of a class's outline, and what it says of itself."""

    line: str
    doc: str


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    if "--snapshot" in sys.argv[1:]:
        SNAPSHOT.write_text(snapshot(), encoding="utf-8")


# ------------------------------------------------------------------------------------------------------------ the page


def page() -> str:
    """The text of docs/api.md."""
    parts = [INTRO]
    for chapter, home in _chapters():
        parts.append(f"## {chapter.title}\n\n{chapter.intro}\n")
        parts += [_entry(name, getattr(home, name)) for name in chapter.names]
    return "\n".join(parts)


def _chapters() -> Iterator[tuple[Chapter, types.ModuleType]]:
    yield from ((chapter, roadmap_lint) for chapter in CHAPTERS)
    yield TESTING, testing


def _entry(name: str, thing: Any) -> str:
    members = list(_members(name, thing)) if isinstance(thing, type) else []
    code = "\n".join([_declared(name, thing, wrap=True), *(f"    {member.line}" for member in members)])
    parts = [f"### {name}", f"```python\n{code}\n```", doc(name, thing)]
    told = [f"- `{_bare(member.line)}`: {_one_paragraph(member.doc)}" for member in members if member.doc]
    return "\n\n".join(part for part in [*parts, "\n".join(told)] if part) + "\n"


def doc(name: str, thing: Any) -> str:
    """What a name says of itself; what can have no docstring is told here."""
    if name == "__version__":
        return "The version of roadmap-lint, as `roadmap-lint --version` prints it."
    if get_origin(thing) is Literal:
        return "The kind of a rule: what it needs. The document alone; a *today*; the base revision; the network."
    if isinstance(thing, types.UnionType):
        return "One of these."
    own = vars(thing).get("__doc__") if isinstance(thing, type) else thing.__doc__
    return inspect.cleandoc(own or "")


def _bare(line: str) -> str:
    """`minor` of `minor: int | None`, `parse(…)` of `def parse(…) -> …`."""
    line = line.removeprefix("@classmethod ").removeprefix("def ")
    return line.partition("(")[0] + "()" if "(" in line.partition(":")[0] else line.partition(":")[0]


def _one_paragraph(text: str) -> str:
    return " ".join(text.split())


# -------------------------------------------------------------------------------------------------------- the snapshot


def snapshot() -> str:
    """The text of tests/api.txt: every promised name with its signature, one a line."""
    lines = []
    for module, names in (("", roadmap_lint.__all__), ("testing.", testing.__all__)):
        for name in sorted(names):
            thing = getattr(testing if module else roadmap_lint, name)
            lines.append(f"{module}{_declared(name, thing)}")
            if isinstance(thing, type):
                lines += [f"{module}{name}.{_short(member.line)}" for member in _members(name, thing)]
    return "\n".join(lines) + "\n"


def _short(line: str) -> str:
    plain = line.removeprefix("@classmethod ").removeprefix("def ")
    return f"{plain} (classmethod)" if line.startswith("@classmethod") else plain


# ---------------------------------------------------------------------------------------------------------- signatures


def _declared(name: str, thing: Any, *, wrap: bool = False) -> str:
    if isinstance(thing, str):
        return f"{name}: str"
    if get_origin(thing) is Literal:
        return f"{name} = Literal[{', '.join(map(_literal, get_args(thing)))}]"
    if isinstance(thing, types.UnionType):
        return _wrapped(f"{name} = ", [part.__name__ for part in get_args(thing)], " | ", "", wrap)
    if not isinstance(thing, type):
        return _wrapped(f"def {name}(", *_parameters(thing), wrap)
    if issubclass(thing, enum.Enum):
        return f"class {name}({thing.__mro__[1].__name__})"
    if getattr(thing, "_is_protocol", False):
        return f"class {name}(Protocol)"
    head = f"class {name}{_type_parameters(thing)}"
    if issubclass(thing, Exception):
        return f"{head}({thing.__mro__[1].__name__})"
    if name in _MADE_BY_THE_LIBRARY:
        return head
    if fields := _fields(thing):
        return _wrapped(f"{head}(", fields, ", ", ")", wrap)
    return _wrapped(f"{head}(", *_parameters(thing.__init__)[:2], ")", wrap)


def _wrapped(head: str, parts: list[str], separator: str, tail: str, wrap: bool) -> str:
    line = f"{head}{separator.join(parts)}{tail}"
    if not wrap or len(line) <= 100:
        return line
    if separator == " | ":
        return head + "\n    | ".join(parts)
    inner = " " * (8 if head.startswith("class") else 4)  # the members of a class follow
    return f"{head}\n" + "".join(f"{inner}{part},\n" for part in parts) + tail


def _parameters(function: Any) -> tuple[list[str], str, str]:
    """The parameters of a function, a comma, and what follows them."""
    signature = inspect.signature(function)
    shown: list[str] = []
    keywords_only = False
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not keywords_only:
            keywords_only = True
            shown.append("*")
        stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
        default = "" if parameter.default is parameter.empty else f" = {_literal(parameter.default)}"
        shown.append(f"{stars}{parameter.name}: {_plain(parameter.annotation)}{default}")
    given = signature.return_annotation
    return shown, ", ", ")" if given is signature.empty else f") -> {_plain(given)}"


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _plain(annotation: str) -> str:
    """An annotation as it is written, with the names that users see."""
    return re.sub(r"\bSeries\b", "tuple[int, int]", annotation.replace("_facts.", ""))


def _type_parameters(thing: type) -> str:
    bases = [base for base in getattr(thing, "__orig_bases__", ()) if get_origin(base) is Generic]
    return f"[{', '.join(parameter.__name__ for parameter in get_args(bases[0]))}]" if bases else ""


def _fields(thing: type) -> list[str]:
    """The fields of a record with their types and defaults."""
    names = getattr(thing, "_fields", ())
    defaults = getattr(thing, "_defaults", None) or getattr(thing, "_field_defaults", {})
    types_of = {name: getattr(kind, "__forward_arg__", kind) for name, kind in thing.__annotations__.items()}
    return [
        f"{name}: {_plain(types_of[name])}" + (f" = {_literal(defaults[name])}" if name in defaults else "")
        for name in names
    ]


def _members(name: str, thing: type) -> Iterator[Member]:
    """What a class has besides the fields of a record: attributes, properties and methods."""
    hidden = _NOT_PROMISED.get(name, frozenset())
    if issubclass(thing, enum.Enum):
        yield from (Member(f"{member.name} = {member.value}", "") for member in thing)
        return
    fields = {*getattr(thing, "_fields", ())}
    for attribute, annotation in _attributes(thing).items():
        if attribute not in hidden | fields:
            yield Member(f"{attribute}: {annotation}", "")
    for attribute, value in vars(thing).items():
        if attribute.startswith("_") or attribute in hidden | fields:
            continue
        if isinstance(value, property) and value.fget is not None:
            given = _plain(inspect.signature(value.fget).return_annotation)
            yield Member(f"{attribute}: {given}", inspect.getdoc(value) or "")
        elif isinstance(value, classmethod | types.FunctionType):
            function = value.__func__ if isinstance(value, classmethod) else value
            mark = "@classmethod " if isinstance(value, classmethod) else ""
            parameters, comma, tail = _parameters(function)
            yield Member(f"{mark}def {attribute}({comma.join(parameters)}{tail}", inspect.getdoc(function) or "")


def _attributes(thing: type) -> dict[str, str]:
    """The plain attributes of a class that is no record, with their types."""
    if getattr(thing, "_fields", None) is not None:
        return {}
    found = {
        name: re.sub(r"^ClassVar\[(.*)\]$", r"\1", _plain(annotation))
        for name, annotation in vars(thing).get("__annotations__", {}).items()
        if not name.startswith("_")
    }
    if issubclass(thing, Exception) and "__init__" not in vars(thing):
        return found
    given = inspect.signature(thing.__init__).parameters if "__init__" in vars(thing) else {}
    for name in vars(thing).get("__slots__", ()):
        if name in given:
            found.setdefault(name, _plain(given[name].annotation))
    return found


if __name__ == "__main__":
    main()
