"""`roadmap-lint.toml` or `[tool.roadmap-lint]` in pyproject.toml -> the chosen rules with their options."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from roadmap_lint import files
from roadmap_lint.diagnostic import Severity, visible
from roadmap_lint.facts import Facts, FactsError, shipped
from roadmap_lint.globs import matches
from roadmap_lint.layers import Layer
from roadmap_lint.lazy import pattern
from roadmap_lint.plugins import PluginError, catalogue
from roadmap_lint.presets import DEFAULT, PRESETS
from roadmap_lint.record import Record
from roadmap_lint.rule import OptionError, Project, Rule, one_of, shown_value
from roadmap_lint.selection import Choice, choose, matching, named, presets, unknown_rule
from roadmap_lint.source import BYTE_ORDER_MARK
from roadmap_lint.spelling import did_you_mean, only_one_edit_away
from roadmap_lint.version import __version__

FILE_NAMES = ("roadmap-lint.toml", ".roadmap-lint.toml", "pyproject.toml")
_NAME = "roadmap-lint"
TABLE = f"tool.{_NAME}"
# Names about as long as ours, where a table could begin: '[tool.roadmap_lint]', and below '[tool]' 'roadmap_lint ='.
_TOOL = pattern(r"^[ \t]*(?:\[[ \t]*tool[ \t]*\.[ \t]*)?[\"']?([\w-]{11,13})(?![\w-])", re.MULTILINE)
# More than any config, and than any pyproject.toml that holds one.
LARGEST = 1_000_000

SEVERITIES = {str(severity): severity for severity in Severity}

COMMAND_LINE = "the command line"


class Key(Record):
    """A key of the config: the form of its value (one of `FORMS`), what it is for, and whether overrides take it."""

    form: str
    doc: str
    overridable: bool = True


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


# How a value is called in messages, by the form that the reference names, and whether a value has that form.
FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "text": ("a text", lambda value: isinstance(value, str)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    "table": ("a table", lambda value: isinstance(value, dict)),
    "list of texts": ("a list of texts", _is_texts),
    "text or list of texts": ("a text or a list of texts", lambda value: isinstance(value, str) or _is_texts(value)),
    "list of tables": (
        f"a list of tables, each written [[{TABLE}.overrides]]",
        lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
    ),
}

# Every key of the config: the reference in docs/configuration.md is made from this.
KEYS: dict[str, Key] = {
    "required-version": Key("text", 'the versions of roadmap-lint that may read this config (`">=0.2"`)', False),
    "preset": Key(
        "text or list of texts", f"presets to begin with (see below); of several the later wins; default: `{DEFAULT}`"
    ),
    "select": Key(
        "list of texts", "the rules that run: codes, names, prefixes (`RM5`) or `ALL`; default: those of the preset"
    ),
    "extend-select": Key("list of texts", "rules that run besides those of `select` or the preset"),
    "ignore": Key("list of texts", "rules that do not run; the more exact of `select` and `ignore` wins"),
    "plugins": Key("list of texts", "rule packs, by the name that their distribution registers", False),
    "paths": Key("list of texts", "files and directories to check when the command line names none", False),
    "exclude": Key(
        "list of texts",
        "patterns of paths not to check (`vendor`, `docs/old/*.md`), even if the command line names them",
        False,
    ),
    "baseline": Key(
        "text",
        "the file of known findings, which fail nothing; `roadmap-lint baseline` writes it",
        False,
    ),
    "product": Key("text", "the name of the product in statements such as `End support for Acme v2.5`"),
    "released": Key("list of texts", 'released versions that the document does not name (`["2.11", "2.12"]`)'),
    "platforms": Key(
        "table", f"facts of platforms besides the shipped ones: `[{TABLE}.platforms.openshift]` (see below)"
    ),
    "require-reason": Key("boolean", "whether each suppression needs a `reason`"),
    "severity": Key("table", "severities by rule: `error`, `warning`, `note`"),
    "rules": Key("table", f"options by rule: `[{TABLE}.rules.eol-lag]`"),
    "overrides": Key("list of tables", f"other settings for some files: `[[{TABLE}.overrides]]` (see below)", False),
}
FILES = "files"  # the key of an override that says for which files it is
_OVERRIDE_KEYS = (FILES, *(name for name, key in KEYS.items() if key.overridable))


class ConfigError(Exception):
    """A config that cannot be used. The message names the file, the line where it is known, and the remedy.

    It is one line, safe to show: what a config holds stands in it with control and format characters as escapes.
    """

    def __init__(self, message: str) -> None:
        super().__init__(visible(message))


class Config:
    """The rules that run, with their options, and what the project says of itself. Immutable by convention.

    `catalogue` holds every rule that there is, `rules` those that run. `origin` is the file it came from, `None` for
    the defaults. Where `facts` is `None`, the shipped ones count. `layers` and `overrides` are for the command line,
    and not promised.
    """

    __slots__ = (
        "baseline",
        "catalogue",
        "exclude",
        "facts",
        "layers",
        "origin",
        "overrides",
        "paths",
        "project",
        "require_reason",
        "rules",
        "severities",
    )

    project: Project
    severities: Mapping[str, Severity]

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
        baseline: str | None = None,
        origin: Path | None = None,
        layers: tuple[Layer, ...] = (),
        overrides: tuple[Layer, ...] = (),
    ) -> None:
        self.catalogue = catalogue
        self.rules = rules
        self.severities = dict(severities or {})
        self.project = project or Project()
        self.facts = facts  # `None`: the shipped ones
        self.require_reason = require_reason
        self.paths = paths
        self.exclude = exclude
        self.baseline = baseline
        self.origin = origin
        self.layers = layers
        self.overrides = overrides

    @classmethod
    def default(cls) -> Config:
        """The recommended rules with their default options."""
        return cls.from_table({})

    @classmethod
    def from_table(cls, table: Mapping[str, Any], *, origin: Path | None = None, text: str = "") -> Config:
        """A config from its table, as TOML gives it.

        `origin` and `text` (of the file) serve error messages only. Raises `ConfigError`.
        """
        base = Layer(table, "", origin, text)
        return _Builder((base,), _overrides(base)).build()

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

        For a file, the overrides that are meant for it are applied. Raises `ConfigError`.
        """
        config = cls._nearest(Path(start))
        return config if Path(start).is_dir() else config.for_path(start)

    @classmethod
    def _nearest(cls, start: Path) -> Config:
        start = start.absolute()
        for directory in (start, *start.parents):
            config = standing_in(directory)
            if config is not None:
                return config
            if is_top(directory):
                break
        return cls.default()

    @property
    def root(self) -> Path:
        """The directory that the patterns and paths of the config are relative to."""
        return self.origin.parent if self.origin else Path()

    def for_path(self, path: str | Path) -> Config:
        """The config that applies to a document: this one, with the overrides on top whose `files` match its path.

        The path is absolute, or relative to the working directory. They are applied once: the result has no more of
        them.
        """
        return overridden(self, overrides_for(self, path))

    def with_table(self, table: Mapping[str, Any]) -> Config:
        """The same config with settings on top that win over all others, as the command line gives them.

        Raises `ConfigError`.
        """
        if not table:
            return self
        return _Builder((*self.layers, Layer(table, COMMAND_LINE)), self.overrides).build()

    def with_selection(
        self, select: Iterable[str] = (), ignore: Iterable[str] = (), extend: Iterable[str] = ()
    ) -> Config:
        """The same config with another selection, as the command line gives it. Raises `ConfigError`."""
        table = {"select": list(select), "extend-select": list(extend), "ignore": list(ignore)}
        return self.with_table({key: selectors for key, selectors in table.items() if selectors})

    def excludes(self, path: str | Path) -> bool:
        """Whether the config says not to check a path (absolute, or relative to the working directory)."""
        return matches(path, self.root, self.exclude)

    def below(self, key: str, path: str) -> Path:
        """A path that a key of the config names, from the directory of the config.

        Raises `ConfigError` for one that leaves it, by links, too: the config may be a stranger's.
        """
        whole = self.root.absolute() / path
        try:
            stays = Path(os.path.realpath(whole)).is_relative_to(os.path.realpath(self.root))
        except ValueError:  # a NUL
            stays = False
        if not stays:
            place = f"{self.origin}: " if self.origin else ""
            raise ConfigError(f"{place}'{key}' names {path}, which is not below the directory of the config")
        return whole

    def choices(self) -> dict[str, Choice]:
        """For each rule, by code, whether it runs and what says so."""
        return choose(self.layers, self.catalogue)

    def rule(self, key: str) -> type[Rule]:
        """The rule class of a code or name, whatever its case. Raises `ConfigError` with the nearest one."""
        rule = named(key, self.catalogue)
        if rule is None:
            raise ConfigError(unknown_rule(key, self.catalogue))
        return rule


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


def standing_in(directory: str | Path) -> Config | None:
    """The config that stands in a directory itself, if there is one. Raises `ConfigError`."""
    for name in FILE_NAMES:
        path = os.path.join(directory, name)
        if os.access(path, os.F_OK) and os.path.isfile(path):  # the first is the quick answer of most directories
            table = _read(Path(path))
            if table is not None:
                return Config.from_table(table[0], origin=Path(path), text=table[1])
    return None


def overrides_for(config: Config, path: str | Path) -> tuple[Layer, ...]:
    """The overrides of a config that are meant for a document."""
    return tuple(layer for layer in config.overrides if matches(path, config.root, layer.table[FILES]))


def overridden(config: Config, chosen: tuple[Layer, ...]) -> Config:
    """A config with some of its overrides on top, and without the others; itself where none is chosen."""
    if not chosen:
        return config
    commands = [layer for layer in config.layers if layer.label == COMMAND_LINE]
    base = [layer for layer in config.layers if layer.label != COMMAND_LINE]
    return _Builder((*base, *chosen, *commands)).build()


def is_top(directory: str | Path) -> bool:
    """Whether a directory is the root of a repository: no config is looked for above it."""
    return os.access(os.path.join(directory, ".git"), os.F_OK)


def holds_config(path: str | Path) -> bool:
    """Whether a file that exists holds a config of ours. Raises `ConfigError` where it cannot be read."""
    return _read(Path(path)) is not None


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
    from roadmap_lint import toml

    try:
        data = toml.loads(text, parse_float=_Float)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        line = re.search(r"at line (\d+)", str(error))
        place = f"{path}:{line[1] if line else text.rstrip().count(chr(10)) + 1}"
        raise ConfigError(f"{place}: the config is not valid TOML: {error}") from error
    tools = data.get("tool")
    tools = tools if isinstance(tools, dict) else {}
    misspelt = _misspelt(tools)
    if ours and (_NAME in tools or misspelt is not None):
        place = f"{path}:{_line_of(misspelt or _NAME, text)}"
        raise ConfigError(f"{place}: the table [{TABLE}] is for pyproject.toml: here its keys stand at the top level")
    if misspelt is not None:
        raise ConfigError(f"{path}:{_line_of(misspelt, text)}: did you mean [{TABLE}]?")
    table = data if ours else tools.get(_NAME)
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [{TABLE}] is not a table")
    return table, text


def _line_of(tool: str, text: str) -> int:
    """The line on which the table of a tool begins, as well as that can be found again."""
    found = re.search(rf"^[ \t]*(?:\[.*|tool\b.*)?(?<![\w-]){re.escape(tool)}(?![\w-])", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _misspelt(tools: Iterable[str]) -> str | None:
    """The table that was meant to be ours."""
    return next((tool for tool in tools if tool != _NAME and only_one_edit_away(tool, [_NAME])), None)


def _overrides(base: Layer) -> tuple[Layer, ...]:
    """The overrides in the table of a file, as layers of their own. What is wrong with them the builder says."""
    given = base.table.get("overrides", ())
    if not FORMS["list of tables"][1](given):
        return ()
    return tuple(
        Layer(table, f"override {number}", base.file, base.text, ("overrides", str(number - 1)))
        for number, table in enumerate(given, 1)
    )


class _Builder:
    """Layers on their way to a config. Every error names the file and the line of what is wrong."""

    def __init__(self, layers: tuple[Layer, ...], overrides: tuple[Layer, ...] = ()) -> None:
        self.layers = layers
        self.overrides = overrides

    def build(self) -> Config:
        for layer in (*self.layers, *self.overrides):
            self._check_version(layer)
            self._check_keys(layer)
        try:
            rules = catalogue(self._given("plugins", ()))
        except PluginError as error:
            raise self._error(self.layers[0], str(error), "plugins") from error
        for override in self.overrides:  # one that matches no file must be right, too
            _Builder((*self.layers[:1], override)).made(rules)
        return self.made(rules)

    def made(self, rules: tuple[type[Rule], ...]) -> Config:
        """The config, given all rules that there are."""
        for layer in self.layers:
            self._check_selectors(layer, rules)
        options = self._options(rules)
        chosen = choose(self.layers, rules)
        return Config(
            catalogue=rules,
            rules=tuple(rule(**options.get(rule.name, {})) for rule in rules if chosen[rule.code].runs),
            severities=self._severities(rules),
            project=Project(self._given("product", None), tuple(self._given("released", ()))),
            facts=self._facts(),
            require_reason=self._given("require-reason", False),
            paths=tuple(self._given("paths", ())),
            exclude=tuple(self._given("exclude", ())),
            baseline=self._given("baseline", None),
            origin=self.layers[0].file,
            layers=self.layers,
            overrides=self.overrides,
        )

    def _given(self, key: str, default: Any) -> Any:
        """The value of a key in the strongest layer that has it."""
        return next((layer.table[key] for layer in reversed(self.layers) if key in layer.table), default)

    def _error(self, layer: Layer, message: str, *path: str, near: str = "") -> ConfigError:
        """An error at the line where a key (or a value near it) stands, as well as that can be found again."""
        if layer.file is None:
            return ConfigError(message)
        line = layer.line(*path, near=near)
        return ConfigError(f"{layer.file}{f':{line}' if line else ''}: {message}")

    def _check_version(self, layer: Layer) -> None:
        """Before anything else: a config for another version may hold keys that this one does not know."""
        required = layer.table.get("required-version")
        if not isinstance(required, str):
            return
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        try:
            fits = SpecifierSet(required).contains(__version__, prereleases=True)
        except InvalidSpecifier:
            message = f"'required-version' takes versions such as \">=0.2\", not {shown_value(required)}"
            raise self._error(layer, message, "required-version") from None
        if not fits:
            message = f"this config is for roadmap-lint {required}, and this is roadmap-lint {__version__}"
            raise self._error(layer, message, "required-version")

    def _check_keys(self, layer: Layer) -> None:
        known = _OVERRIDE_KEYS if layer.is_override else tuple(KEYS)
        inside = f" in {layer.label}" if layer.is_override else ""
        for key, value in layer.table.items():
            if key in known:
                form = "list of texts" if key == FILES else KEYS[key].form
                self._check_form(layer, key, form, value)
                continue
            if key in KEYS:
                raise self._error(layer, f"'{key}' cannot be set{inside}: it is for all files", key)
            hint = did_you_mean(key, known) or f" (known: {', '.join(known)})"
            raise self._error(layer, f"unknown key '{key}'{inside}{hint}", key)
        if layer.is_override and not layer.table.get(FILES):
            raise self._error(layer, f"{layer.label} needs '{FILES}': patterns of the paths that it is for", FILES)
        for version in layer.table.get("released", ()):
            if not re.fullmatch(r"v?\d+(?:\.\d+)+", version):
                message = f"'released' takes versions such as \"2.12\", not {version!r}"
                raise self._error(layer, message, "released", near=version)
        for name in presets(layer.table):
            if name not in PRESETS:
                hint = did_you_mean(name, PRESETS) or f" (known: {', '.join(PRESETS)})"
                raise self._error(layer, f"there is no preset '{name}'{hint}", "preset", near=name)

    def _check_form(self, layer: Layer, key: str, form: str, value: object) -> None:
        words, accepts = FORMS[form]
        if accepts(value):
            return
        items = value if "list" in form and isinstance(value, list) else []
        numbers = [item for item in items if type(item) in (int, float, _Float)]
        hint = f': write "{numbers[0]!r}" (in quotes)' if numbers else ""
        raise self._error(layer, f"'{key}' takes {words}, not {shown_value(value)}{hint}", key)

    def _check_selectors(self, layer: Layer, rules: tuple[type[Rule], ...]) -> None:
        for key in ("select", "extend-select", "ignore"):
            for selector in layer.table.get(key, ()):
                self._matching(layer, selector, key, rules)

    def _matching(self, layer: Layer, selector: str, key: str, rules: tuple[type[Rule], ...]) -> list[type[Rule]]:
        found = matching(selector, rules)
        if not found:
            raise self._error(layer, f"'{key}': {unknown_rule(selector, rules)}", key, near=selector)
        return found

    def _options(self, rules: tuple[type[Rule], ...]) -> dict[str, dict[str, Any]]:
        """The options of rules by their names: those of presets, and on top of them those of each layer."""
        asked = [names for layer in self.layers if (names := presets(layer.table))]
        options: dict[str, dict[str, Any]] = {}
        for name in asked[-1] if asked else ():
            for key, values in PRESETS[name].options.items():
                options.setdefault(key, {}).update(values)
        for layer in self.layers:
            for key, values in layer.table.get("rules", {}).items():
                rule = named(key, rules)
                if rule is None:
                    raise self._error(layer, unknown_rule(key, rules), "rules", key)
                if not isinstance(values, dict):
                    message = f"'rules.{key}' takes a table of options, not {shown_value(values)}"
                    raise self._error(layer, message, "rules", key)
                given = {name.replace("-", "_"): value for name, value in values.items()}
                self._check_options(layer, key, rule, given, values)
                options.setdefault(rule.name, {}).update(given)
        return options

    def _check_options(
        self, layer: Layer, key: str, rule: type[Rule], given: Mapping[str, Any], written: Iterable[str]
    ) -> None:
        """Options of a rule that does not run must be right, too."""
        try:
            rule(**given)
        except OptionError as error:
            message = f"rule {rule.name}: {error}" if rule.name not in str(error) else str(error)
            name = next((name for name in written if name.replace("-", "_") == error.option), error.option)
            raise self._error(layer, message, "rules", key, name, near=name) from error

    def _facts(self) -> Facts | None:
        facts: Facts | None = None
        for layer in self.layers:
            tables = layer.table.get("platforms")
            if not tables:
                continue
            try:
                facts = (facts or shipped()).with_tables(tables)
            except FactsError as error:
                raise self._error(layer, f"'platforms': {error}", "platforms", near=error.key) from error
        return facts

    def _severities(self, rules: tuple[type[Rule], ...]) -> dict[str, Severity]:
        severities = {}
        for layer in self.layers:
            levels: list[tuple[list[type[Rule]], Severity]] = []
            for key, level in layer.table.get("severity", {}).items():
                if not isinstance(level, str) or level not in SEVERITIES:
                    message = f"'severity.{key}' takes {one_of(SEVERITIES, level)}"
                    raise self._error(layer, message, "severity", key, near=key)
                levels.append((self._matching(layer, key, "severity", rules), SEVERITIES[level]))
            # what stands for fewer rules is more exact, and wins
            for found, severity in sorted(levels, key=lambda pair: -len(pair[0])):
                severities.update({rule.code: severity for rule in found})
        return severities
