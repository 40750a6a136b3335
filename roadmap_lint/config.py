"""`roadmap-lint.toml` or `[tool.roadmap-lint]` in pyproject.toml -> the chosen rules with their options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from roadmap_lint import files
from roadmap_lint.diagnostic import Severity
from roadmap_lint.facts import Facts, FactsError, shipped
from roadmap_lint.lazy import pattern
from roadmap_lint.plugins import PluginError, catalogue
from roadmap_lint.rule import OptionError, Project, Rule, one_of, shown_value
from roadmap_lint.source import BYTE_ORDER_MARK
from roadmap_lint.spelling import did_you_mean, only_one_edit_away

FILE_NAMES = ("roadmap-lint.toml", ".roadmap-lint.toml", "pyproject.toml")
_NAME = "roadmap-lint"
TABLE = f"tool.{_NAME}"
# Names about as long as ours, where a table could begin: '[tool.roadmap_lint]', and below '[tool]' 'roadmap_lint ='.
_TOOL = pattern(r"^[ \t]*(?:\[[ \t]*tool[ \t]*\.[ \t]*)?[\"']?([\w-]{11,13})(?![\w-])", re.MULTILINE)
# More than any config, and than any pyproject.toml that holds one.
LARGEST = 1_000_000

SEVERITIES = {str(severity): severity for severity in Severity}

# Every key of the config with the type of its value and what it is for: the reference is made from this.
KEYS: dict[str, tuple[type, str]] = {
    "select": (
        list,
        "the rules that run: codes, names, prefixes (`RM5`) or `ALL`; default: every rule not marked opt-in",
    ),
    "extend-select": (list, "rules that run besides those of `select`"),
    "ignore": (list, "rules that do not run; the more exact of `select` and `ignore` wins"),
    "plugins": (list, "rule packs, by the name that their distribution registers"),
    "paths": (list, "files and directories to check when the command line names none"),
    "exclude": (list, "patterns of paths not to check (`vendor/**`)"),
    "product": (str, "the name of the product in statements such as `End support for Acme v2.5`"),
    "released": (list, 'released versions that the document does not name (`["2.11", "2.12"]`)'),
    "platforms": (
        dict,
        "facts of platforms besides the shipped ones: `[tool.roadmap-lint.platforms.openshift]` (see below)",
    ),
    "require-reason": (bool, "whether each suppression needs a `reason`"),
    "severity": (dict, "severities by rule: `error`, `warning`, `note`"),
    "rules": (dict, "options by rule: `[tool.roadmap-lint.rules.eol-lag]`"),
}


class ConfigError(Exception):
    """A config that cannot be used. The message names the file, the line where it is known, and the remedy."""


class Config:
    """The rules that run, with their options, and what the project says of itself. Immutable by convention.

    `catalogue` holds every rule that there is, `rules` those that run. `origin` is the file it came from, `None` for
    the defaults; `table` is what that file (and the command line) set.
    """

    __slots__ = (
        "catalogue",
        "exclude",
        "facts",
        "origin",
        "paths",
        "project",
        "require_reason",
        "rules",
        "severities",
        "table",
    )

    def __init__(
        self,
        *,
        catalogue: tuple[type[Rule], ...],
        rules: tuple[Rule, ...],
        severities: Mapping[str, Severity] | None = None,
        project: Project | None = None,
        facts: Facts | None = None,
        require_reason: bool = False,
        paths: tuple[str, ...] = (),
        exclude: tuple[str, ...] = (),
        origin: Path | None = None,
        table: Mapping[str, Any] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.rules = rules
        self.severities = dict(severities or {})
        self.project = project or Project()
        self.facts = facts  # `None`: the shipped ones
        self.require_reason = require_reason
        self.paths = paths
        self.exclude = exclude
        self.origin = origin
        self.table = dict(table or {})

    @classmethod
    def default(cls) -> Config:
        """The recommended rules with their default options."""
        return cls.from_table({})

    @classmethod
    def from_table(cls, table: Mapping[str, Any], *, origin: Path | None = None, text: str = "") -> Config:
        """A config from its table, as TOML gives it.

        `origin` and `text` (of the file) serve error messages only. Raises `ConfigError`.
        """
        return _Builder(table, origin, text).build()

    @classmethod
    def load(cls, path: str | Path) -> Config:
        """The config in a file: a pyproject.toml (its table `tool.roadmap-lint`) or a file of our own.

        Raises `ConfigError`.
        """
        path = Path(path)
        table = _read(path)
        if table is None:
            raise ConfigError(f"{path}: it has no table [{TABLE}]")
        return cls.from_table(table[0], origin=path, text=table[1])

    @classmethod
    def discover(cls, start: str | Path = ".") -> Config:
        """The nearest config upwards from a directory or file, as far as the root of the repository; else the default.

        Raises `ConfigError`.
        """
        start = Path(start).absolute()
        for directory in (start, *start.parents):
            for name in FILE_NAMES:
                path = directory / name
                if path.is_file():
                    table = _read(path)
                    if table is not None:
                        return cls.from_table(table[0], origin=path, text=table[1])
            if (directory / ".git").exists():
                break
        return cls.default()

    def with_selection(
        self, select: Iterable[str] = (), ignore: Iterable[str] = (), extend: Iterable[str] = ()
    ) -> Config:
        """The same config with another selection, as the command line gives it. Raises `ConfigError`."""
        table = dict(self.table)
        select, ignore, extend = list(select), list(ignore), list(extend)
        for key, selectors in (("select", select), ("extend-select", extend), ("ignore", ignore)):
            for selector in selectors:
                if not matching(selector, self.catalogue):  # the config file is not to blame
                    raise ConfigError(f"'{key}': {_unknown_rule(selector, self.catalogue)}")
        if select:
            table["select"] = select
            table.pop("ignore", None)
            table.pop("extend-select", None)
        if ignore:
            table["ignore"] = [*table.get("ignore", []), *ignore]
        if extend:
            table["extend-select"] = [*table.get("extend-select", []), *extend]
        if table == self.table:
            return self
        return Config.from_table(table, origin=self.origin)

    def rule(self, key: str) -> type[Rule]:
        """The rule class of a code or name, whatever its case. Raises `ConfigError` with the nearest one."""
        rule = _named(key, self.catalogue)
        if rule is None:
            raise ConfigError(_unknown_rule(key, self.catalogue))
        return rule


def _named(key: str, catalogue: Iterable[type[Rule]]) -> type[Rule] | None:
    """The rule of that code or name, whatever its case."""
    return next((rule for rule in catalogue if key.upper() == rule.code or key.lower() == rule.name), None)


def matching(selector: str, catalogue: Iterable[type[Rule]]) -> list[type[Rule]]:
    """The rules that a code, a name, a prefix of codes or `ALL` selects."""
    folded = selector.upper()
    if folded == "ALL":
        return list(catalogue)
    by_name = [rule for rule in catalogue if rule.name == selector.lower()]
    return by_name or [rule for rule in catalogue if folded and rule.code.startswith(folded)]


def _unknown_rule(key: str, catalogue: Iterable[type[Rule]]) -> str:
    catalogue = list(catalogue)
    begun = sorted(rule.code for rule in catalogue if key and rule.code.startswith(key.upper()))
    if len(begun) > 1:
        return f"'{key}' begins {', '.join(begun[:4])}{', …' if len(begun) > 4 else ''}: give one of them"
    known = [name for rule in catalogue for name in (rule.name, rule.code)]
    meant = f"; did you mean '{begun[0]}'?" if begun else did_you_mean(key, known)
    hint = meant or " (`roadmap-lint rules` lists them)"
    return f"there is no rule '{key}'{hint}"


class _Float(float):
    """A number as the file writes it: 1.10 stays 1.10 where a message shows it."""

    __slots__ = ("_written",)
    _written: str

    def __new__(cls, written: str) -> _Float:
        number = super().__new__(cls, written)
        number._written = written
        return number

    def __repr__(self) -> str:
        return self._written


def _read(path: Path) -> tuple[dict[str, Any], str] | None:
    """The table of a config file and its text, or `None` where a pyproject.toml has none."""
    try:
        text = files.read(path, largest=LARGEST).removeprefix(BYTE_ORDER_MARK)
    except files.FileError as error:
        raise ConfigError(f"{path}: the config cannot be read: {error}") from error
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ConfigError(f"{path}: the config is not UTF-8: save it as UTF-8")
    ours = path.name != "pyproject.toml"
    if not ours and _NAME not in text and _misspelt(_TOOL.findall(text)) is None:
        return None
    import tomllib

    try:
        data = tomllib.loads(text, parse_float=_Float)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        line = re.search(r"at line (\d+)", str(error))
        place = f"{path}:{line[1] if line else text.rstrip().count(chr(10)) + 1}"
        raise ConfigError(f"{place}: the config is not valid TOML: {error}") from error
    if ours and set(data) == {"tool"} and isinstance(data["tool"], dict):
        ours = False  # someone copied the table of a pyproject.toml
    tools = data.get("tool", {})
    misspelt = _misspelt(tools) if not ours and isinstance(tools, dict) else None
    if misspelt is not None:
        found = re.search(rf"^[ \t]*(?:\[.*)?(?<![\w-]){re.escape(misspelt)}(?![\w-])", text, re.MULTILINE)
        line_number = text.count("\n", 0, found.end()) + 1 if found else 1
        raise ConfigError(f"{path}:{line_number}: did you mean [{TABLE}]?")
    table = data if ours else tools.get(_NAME) if isinstance(tools, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [{TABLE}] is not a table")
    return table, text


def _misspelt(tools: Iterable[str]) -> str | None:
    """The table that was meant to be ours."""
    return next((tool for tool in tools if tool != _NAME and only_one_edit_away(tool, [_NAME])), None)


class _Builder:
    """One table on its way to a config; knows the file, so that every error names it."""

    def __init__(self, table: Mapping[str, Any], origin: Path | None, text: str) -> None:
        self.table = table
        self.origin = origin
        self.text = text

    def build(self) -> Config:
        self._check_keys()
        try:
            rules = catalogue(self.table.get("plugins", ()))
        except PluginError as error:
            raise self._error(str(error), "plugins") from error
        options = self._options(rules)
        return Config(
            catalogue=rules,
            rules=tuple(self._made(rule, options.get(rule, {})) for rule in self._selected(rules)),
            severities=self._severities(rules),
            project=Project(self.table.get("product"), tuple(self.table.get("released", ()))),
            facts=self._facts(),
            require_reason=self.table.get("require-reason", False),
            paths=tuple(self.table.get("paths", ())),
            exclude=tuple(self.table.get("exclude", ())),
            origin=self.origin,
            table=self.table,
        )

    def _error(self, message: str, key: str) -> ConfigError:
        """An error at the line where a key (or a value) stands, as well as that can be found again."""
        if self.origin is None:
            return ConfigError(message)
        quoted = re.escape(key)
        place = rf"^[ \t]*[\"']?{quoted}[\"']?[ \t]*=|^[ \t]*\[[^\]]*[.\"']?{quoted}[\"']?\]|[\"']{quoted}[\"']"
        found = re.search(place, self.text, re.MULTILINE)
        line = f":{self.text.count(chr(10), 0, found.start()) + 1}" if found else ""
        return ConfigError(f"{self.origin}{line}: {message}")

    def _check_keys(self) -> None:
        for key, value in self.table.items():
            if key not in KEYS:
                hint = did_you_mean(key, KEYS) or f" (known: {', '.join(KEYS)})"
                raise self._error(f"unknown key '{key}'{hint}", key)
            expected = KEYS[key][0]
            wrong = not isinstance(value, expected)
            if expected is list and not wrong:
                wrong = not all(isinstance(item, str) for item in value)
            if wrong:
                words = {list: "a list of texts", str: "a text", bool: "true or false", dict: "a table"}[expected]
                items = value if expected is list and isinstance(value, list) else []
                numbers = [item for item in items if type(item) in (int, float, _Float)]
                hint = f': write "{numbers[0]!r}" (in quotes)' if numbers else ""
                raise self._error(f"'{key}' takes {words}, not {shown_value(value)}{hint}", key)
        for version in self.table.get("released", ()):
            if not re.fullmatch(r"v?\d+(?:\.\d+)+", version):
                raise self._error(f"'released' takes versions such as \"2.12\", not {version!r}", version)

    def _selected(self, rules: tuple[type[Rule], ...]) -> list[type[Rule]]:
        """The rules that run: of `select` and `ignore` the more exact one wins, and `ignore` between equals."""
        chosen = self.table.get("select")
        wanted = {rule.code: 0 for rule in rules if rule.default} if chosen is None else {}
        for key in ("select", "extend-select"):
            for selector in self.table.get(key, ()):
                for rule in self._matching(selector, key, rules):
                    exactness = 99 if selector.lower() == rule.name else 0 if selector == "ALL" else len(selector)
                    wanted[rule.code] = max(wanted.get(rule.code, 0), exactness)
        for selector in self.table.get("ignore", ()):
            for rule in self._matching(selector, "ignore", rules):
                exactness = 99 if selector.lower() in (rule.name, rule.code.lower()) else len(selector)
                if exactness >= wanted.get(rule.code, 0):
                    wanted.pop(rule.code, None)
        return [rule for rule in rules if rule.code in wanted]

    def _matching(self, selector: str, key: str, rules: tuple[type[Rule], ...]) -> list[type[Rule]]:
        found = matching(selector, rules)
        if not found:
            raise self._error(f"'{key}': {_unknown_rule(selector, rules)}", selector)
        return found

    def _options(self, rules: tuple[type[Rule], ...]) -> dict[type[Rule], dict[str, Any]]:
        options = {}
        for key, values in self.table.get("rules", {}).items():
            rule = _named(key, rules)
            if rule is None:
                raise self._error(_unknown_rule(key, rules), key)
            if not isinstance(values, dict):
                raise self._error(f"'rules.{key}' takes a table of options, not {shown_value(values)}", key)
            options[rule] = {name.replace("-", "_"): value for name, value in values.items()}
            self._made(rule, options[rule])  # options of a rule that is not selected must be right, too
        return options

    def _facts(self) -> Facts | None:
        tables = self.table.get("platforms")
        if not tables:
            return None
        try:
            return shipped().with_tables(tables)
        except FactsError as error:
            raise self._error(f"'platforms': {error}", error.key) from error

    def _made(self, rule: type[Rule], options: dict[str, Any]) -> Rule:
        try:
            return rule(**options)
        except OptionError as error:
            raise self._error(
                f"rule {rule.name}: {error}" if rule.name not in str(error) else str(error), error.option
            ) from error

    def _severities(self, rules: tuple[type[Rule], ...]) -> dict[str, Severity]:
        severities = {}
        for key, level in self.table.get("severity", {}).items():
            if not isinstance(level, str) or level not in SEVERITIES:
                raise self._error(f"'severity.{key}' takes {one_of(SEVERITIES, level)}", key)
            for rule in self._matching(key, "severity", rules):
                severities[rule.code] = SEVERITIES[level]
        return severities
