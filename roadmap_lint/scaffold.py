"""What `new-rule` writes: a rule with its page, its examples and its test, and a pack around it where there is none.

The rule is whole as it stands: its examples are true, and its author changes them one by one into what is meant.
"""

from __future__ import annotations

import ast
import keyword
import textwrap
from collections.abc import Mapping
from typing import Any

from roadmap_lint.plugins import GROUP
from roadmap_lint.record import Record
from roadmap_lint.rule import API_VERSION
from roadmap_lint.version import __version__

_WIDEST = 120
# What the module of a rule has under these names already.
_IMPORTED = frozenset({"Context", "Diagnostic", "Document", "Iterable", "Rule", "Severity"})


class NewRule(Record):
    """A rule to be: its code (`ACME001`) and its name (`owner-missing`)."""

    code: str
    name: str

    @property
    def prefix(self) -> str:
        """The letters of the code, in lower case: what a config calls the pack."""
        return self.code.rstrip("0123456789").lower()

    @property
    def module(self) -> str:
        return self.name.replace("-", "_")

    @property
    def in_the_way(self) -> str:
        """What keeps its module or its class from being called after it; empty where nothing does."""
        if keyword.iskeyword(self.module):
            return f"'{self.module}' is a word of Python, and no module can be called so"
        return f"{self.class_name} is a class of roadmap-lint" if self.class_name in _IMPORTED else ""

    @property
    def class_name(self) -> str:
        return "".join(word.capitalize() for word in self.name.split("-"))


class Pack(Record):
    """Where the rules of a distribution are: its plugin name, and the package that lists them as `RULES`."""

    plugin: str
    package: str

    @property
    def distribution(self) -> str:
        """What a new pack is called where it is installed."""
        return self.package.replace("_", "-")


class ScaffoldError(ValueError):
    """A pack that cannot be told, or a list of rules that cannot be added to; the message says what is in the way."""


def pack_of(rule: NewRule) -> Pack:
    """The pack to write around a rule that is the first of its kind."""
    return Pack(rule.prefix, f"{rule.prefix}_roadmap_rules")


def folder_of(rule: NewRule) -> str:
    """Where that pack is written, as long as nobody names another folder."""
    return f"{rule.prefix}-pack"


def registered(project: Mapping[str, Any]) -> Pack | None:
    """The pack that a pyproject.toml registers, given as its table; `None` where it registers none.

    Raises `ScaffoldError` where it registers several, or one that is not `RULES` of a package.
    """
    points = project.get("project", {}).get("entry-points", {}).get(GROUP, {})
    if not points:
        return None
    if len(points) > 1:
        raise ScaffoldError(f"it registers more than one pack: {', '.join(points)}")
    plugin, address = next(iter(points.items()))
    package, _, attribute = str(address).partition(":")
    if attribute != "RULES" or not all(part.isidentifier() for part in package.split(".")):
        raise ScaffoldError(f"its pack is {address!r}, not 'package:RULES'")
    return Pack(plugin, package)


def pack_files(rule: NewRule, pack: Pack) -> dict[str, str]:
    """The files of a new pack with one rule, by their paths relative to its folder."""
    return {
        "pyproject.toml": _PROJECT.format(
            group=GROUP, version=__version__, distribution=pack.distribution, **pack._asdict()
        ),
        "README.md": _README.format(distribution=pack.distribution, rule=rule, pack=pack, prefix=rule.prefix.upper()),
        ".gitignore": "__pycache__/\n*.egg-info/\nbuild/\ndist/\n.venv/\n",
        f"{pack.package}/__init__.py": _PACKAGE.format(api=API_VERSION, rule=rule, pack=pack),
        f"{pack.package}/py.typed": "",
        f"{pack.package}/{rule.module}.py": rule_text(rule),
        "tests/test_rules.py": _TEST.format(pack=pack),
    }


def rule_text(rule: NewRule) -> str:
    """The module of a rule that finds `TODO` in tasks: as good a beginning as any, and true."""
    message = f"{rule.code} {rule.name} warning 'TODO' is not a plan: say what is to be done"
    return _RULE.format(rule=rule, message=message)


def with_rule(listing: str, rule: NewRule, pack: Pack) -> str:
    """The `__init__.py` of a pack with a rule imported and listed in `RULES`.

    Raises `ScaffoldError` where there is no tuple of names to add to.
    """
    try:
        tree = ast.parse(listing)
    except SyntaxError as error:
        raise ScaffoldError(f"it is not Python: line {error.lineno}: {error.msg}") from None
    rules = next((value for value in map(_rules, tree.body) if value is not None), None)
    if rules is None:
        raise ScaffoldError("it does not say RULES = (…), a tuple of names")
    names = [element.id for element in rules.elts if isinstance(element, ast.Name)]
    lines = listing.splitlines(keepends=True)
    first, last = _offset(lines, rules.lineno, rules.col_offset), _offset(lines, rules.end_lineno, rules.end_col_offset)
    indent = listing.rfind("\n", 0, first) + 1
    whole = f"({', '.join([*names, rule.class_name])}{'' if names else ','})"
    if first - indent + len(whole) > _WIDEST:
        whole = "(\n" + "".join(f"    {name},\n" for name in [*names, rule.class_name]) + ")"
    imported = f"from {pack.package}.{rule.module} import {rule.class_name}\n"
    at = _import_place(tree, lines, pack.package, rule.module)
    return listing[:at] + imported + listing[at:first] + whole + listing[last:]


def _rules(statement: ast.stmt) -> ast.Tuple | None:
    """The tuple of names that a statement calls `RULES`."""
    if isinstance(statement, ast.Assign):
        targets, value = statement.targets, statement.value
    elif isinstance(statement, ast.AnnAssign):
        targets, value = [statement.target], statement.value or ast.Constant(None)
    else:
        return None
    named = [target.id for target in targets if isinstance(target, ast.Name)] == ["RULES"]
    if named and isinstance(value, ast.Tuple) and all(isinstance(element, ast.Name) for element in value.elts):
        return value
    return None


def _import_place(tree: ast.Module, lines: list[str], package: str, module: str) -> int:
    """The offset among the imports from the package itself, in their order; else behind the last import, else behind
    the docstring."""
    own = [node for node in tree.body if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package)]
    later = next((node for node in own if (node.module or "") > f"{package}.{module}"), None)
    if later is not None:
        return sum(map(len, lines[: later.lineno - 1]))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    docstring = tree.body[:1] if ast.get_docstring(tree) is not None else []
    last = (own or imports or docstring or [None])[-1]
    return sum(map(len, lines[: last.end_lineno if last else 0]))


def _offset(lines: list[str], line: int | None, column: int | None) -> int:
    """The offset of a place that `ast` tells: its columns count bytes."""
    line, column = line or 1, column or 0
    return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())


def _dedented(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


_PROJECT = _dedented(
    """
    [build-system]
    requires = ["setuptools>=77"]
    build-backend = "setuptools.build_meta"

    [project]
    name = "{distribution}"
    version = "0.1.0"
    description = "Rules for roadmap-lint"
    readme = "README.md"
    requires-python = ">=3.11"
    dependencies = ["roadmap-lint>={version}"]

    [project.optional-dependencies]
    test = ["pytest>=8"]

    # The name on the left is what a config writes: plugins = ["{plugin}"]
    [project.entry-points."{group}"]
    {plugin} = "{package}:RULES"

    [tool.setuptools]
    packages = ["{package}"]

    [tool.setuptools.package-data]
    {package} = ["py.typed"]

    [tool.ruff]
    line-length = 120
    """
)
_README = _dedented(
    """
    # {distribution}

    Rules for [roadmap-lint](https://github.com/roadmap-lint/roadmap-lint). Install them beside it, and name them in the
    config of a project:

    ```sh
    pip install -e .
    ```

    ```toml
    plugins = ["{pack.plugin}"]
    ```

    `roadmap-lint rules` then lists them, and `roadmap-lint explain {rule.code}` prints the page of one.

    A rule is a module of `{pack.package}`. Its docstring is its page, and its test:

    ```sh
    pip install -e '.[test]'
    pytest
    ```

    `roadmap-lint new-rule {prefix}002 {pack.plugin}-another`, here, adds another one.
    """
)
_PACKAGE = _dedented(
    '''
    """Rules for roadmap-lint: a config switches them on with plugins = ["{pack.plugin}"]."""

    from __future__ import annotations

    from roadmap_lint import Rule

    from {pack.package}.{rule.module} import {rule.class_name}

    ROADMAP_LINT_API = {api}
    """The version of the rule API that this pack was written for."""

    RULES: tuple[type[Rule], ...] = ({rule.class_name},)
    '''
)
_TEST = _dedented(
    '''
    """A rule's page is its tests: every example in it must do what the page says."""

    from __future__ import annotations

    import pytest
    from roadmap_lint import Rule
    from roadmap_lint.testing import verify

    from {pack.package} import RULES


    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_page(rule: type[Rule]) -> None:
        verify(rule)
    '''
)
_RULE = _dedented(
    '''
    """{rule.code}: TODO: what must hold, in one line."""

    from __future__ import annotations

    from collections.abc import Iterable

    from roadmap_lint import Context, Diagnostic, Document, Rule, Severity, option


    class {rule.class_name}(Rule):
        """A task says that something is left to do, and not what.

        ## What it checks

        Each task. The option `word` is the word that it must not have.

        ## Why it matters

        Who reads the roadmap cannot tell what is promised.

        ## Examples

        ```markdown bad
        # Acme Roadmap

        ### v2.8 (Q1 2026)

        - [ ] TODO
        ```

        ```text output
        ROADMAP.md:5:7: {message}
          |
        5 | - [ ] TODO
          |       ^^^^
        ```

        ```markdown good
        # Acme Roadmap

        ### v2.8 (Q1 2026)

        - [ ] Faster builds
        ```

        ## When to disable

        Where the roadmap is a draft.
        """

        code = "{rule.code}"
        name = "{rule.name}"
        severity = Severity.WARNING

        word: str = option("TODO", "the word that a task must not have")

        def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
            for task in document.tasks:
                start = task.content.prose.find(self.word)
                if start >= 0:
                    found = task.content.part(start, start + len(self.word))
                    yield self.finding(found.span, f"'{{found}}' is not a plan: say what is to be done")
    '''
)
