"""For rule authors: the examples in a rule's page are its tests.

    from roadmap_lint.testing import verify
    verify(MyRule)          # raises AssertionError with a readable difference

A page holds fences: `markdown bad` must print exactly the `text output` that follows it and, where a `markdown fixed`
follows, be fixed to that, which must be clean; `markdown good` must be clean. A `toml options` fence sets the options
for the fences behind it, a `toml config` fence the whole config; a `text files` fence lists the files, from the
directory of the document, that there are; a `markdown base` fence is the document as it was before, for the examples of
a history rule behind it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date

from roadmap_lint.config import Config
from roadmap_lint.engine import check, fix
from roadmap_lint.lazy import pattern
from roadmap_lint.parser import parse
from roadmap_lint.plugins import fault
from roadmap_lint.record import Record
from roadmap_lint.report import Result, text
from roadmap_lint.rule import Context, Rule

__all__ = ["Example", "Files", "examples", "verify"]

_FENCE = pattern(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)[ \t]*$", re.MULTILINE | re.DOTALL)


class Example(Record):
    """One example of a page: a text, what must be printed of it, and what `--fix` must make of it."""

    name: str
    text: str
    output: str
    fixed: str | None
    config: str
    today: date | None
    files: tuple[str, ...] | None = None
    base: str | None = None

    @property
    def context(self) -> Context:
        """What a rule is given besides the text."""
        files = None if self.files is None else Files(self.files)
        return Context(today=self.today, files=files, base=None if self.base is None else parse(self.base))


class Files:
    """A `FileProbe` of names: the files that there are, relative to the root, which is the document's directory."""

    __slots__ = ("_directories", "_files")

    def __init__(self, names: Iterable[str]) -> None:
        self._files = frozenset(names)
        parts = [name.split("/") for name in self._files]
        self._directories = frozenset("/".join(path[:length]) for path in parts for length in range(len(path)))

    def exists(self, path: str) -> bool | None:
        """Whether the name is that of a file, or of a directory above one; `None` outside of the root."""
        whole = self._within_root(path)
        return None if whole is None else whole in self._files or whole in self._directories

    def is_directory(self, path: str) -> bool | None:
        """Whether the name is that of a directory; `None` outside of the root."""
        whole = self._within_root(path)
        return None if whole is None else whole in self._directories

    @staticmethod
    def _within_root(path: str) -> str | None:
        whole = posixpath.normpath(path.lstrip("/") or ".")
        return None if whole.split("/")[0] == ".." else "" if whole == "." else whole


def examples(rule: type[Rule]) -> tuple[Example, ...]:
    """The examples of a rule's page, in order. A good one has an empty output."""
    found: list[Example] = []
    config = ""
    today = None
    files: tuple[str, ...] | None = None
    base = None
    for fence in _FENCE.finditer(rule.page()):
        kind, body = fence["info"].strip(), fence["body"]
        if kind == "toml options":
            config = f"[rules.{rule.name}]\n{body}"
        elif kind == "toml config":
            config = body
        elif kind.startswith("text today"):
            today = date.fromisoformat(body.strip())
        elif kind == "text files":
            files = tuple(body.split())
        elif kind == "markdown base":
            base = body
        elif kind in ("markdown bad", "markdown good"):
            found.append(Example(f"{kind} {len(found) + 1}", body, "", None, config, today, files, base))
        elif kind == "text output" and found:
            found[-1] = found[-1]._replace(output=body)
        elif kind == "markdown fixed" and found:
            found[-1] = found[-1]._replace(fixed=body)
    return tuple(found)


def report(rule: type[Rule], example: Example) -> str:
    """What the rule alone says of an example, as `check` prints it."""
    return _report(rule, example, example.text)


def corrected(rule: type[Rule], example: Example) -> str:
    """What the fixes of the rule alone, safe and unsafe, make of an example."""
    return _fixed(rule, example, unsafe=True)


def verify(rule: type[Rule]) -> None:
    """Run every example of a rule. Raises `AssertionError` where one does not do what the page says."""
    wrong = fault(rule)
    _demand(not wrong, wrong)
    found = examples(rule)
    _demand(any("bad" in example.name for example in found), f"{rule.code}: its page has no bad example")
    for example in found:
        _verify(rule, example)


def _verify(rule: type[Rule], example: Example) -> None:
    where = f"{rule.code} {rule.name}, example '{example.name}'"
    printed = report(rule, example)
    said = printed or "(nothing)"
    is_told = bool(example.output) or "bad" not in example.name
    _demand(is_told, f"{where} needs a 'text output' behind it: it prints\n{said}")
    _demand(printed == example.output, f"{where} prints\n{said}\nthe page says\n{example.output}")
    fixed = _fixed(rule, example)
    expected = example.text if example.fixed is None else example.fixed
    _demand(fixed == expected, f"{where} is fixed to\n{fixed}\nthe page says\n{expected}")
    if example.fixed is not None:
        left = _report(rule, example, fixed)
        _demand(not left, f"{where}: the fixed text is not clean\n{left}")


def _demand(holds: bool, message: str) -> None:
    """As `assert`, which says nothing under `python -O`, and more than the message under pytest."""
    if not holds:
        raise AssertionError(message)


def _report(rule: type[Rule], example: Example, document: str) -> str:
    result = check(document, config=_config(rule, example), context=example.context)
    return text.findings([Result(result.document.source, None, result.diagnostics)])


def _fixed(rule: type[Rule], example: Example, *, unsafe: bool = False) -> str:
    given = example.context
    return fix(
        example.text,
        config=_config(rule, example),
        today=given.today,
        files=given.files,
        base=given.base,
        unsafe=unsafe,
    )


def _config(rule: type[Rule], example: Example) -> Config:
    """A config in which only this rule runs, installed as a plugin or not."""
    import tomllib

    table = {**tomllib.loads(example.config), "select": []}
    options = table.pop("rules", {}).get(rule.name, {})
    config = Config.from_table(table)
    made = rule(**{name.replace("-", "_"): value for name, value in options.items()})
    return Config(
        catalogue=(*config.catalogue, *([] if rule in config.catalogue else [rule])),
        rules=(made,),
        severities=config.severities,
        project=config.project,
        facts=config.facts,
        require_reason=config.require_reason,
    )
