"""Plugin names -> rule classes.

A name resolves only through the entry-point group `roadmap_lint.plugins` of an *installed* distribution: a config in a
hostile repository cannot make the tool import a module of its choice, or a file of the repository. The built-in pack
has the same shape; its address is known, which spares it the search.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from roadmap_lint import reserved
from roadmap_lint.diagnostic import Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.rule import API_VERSION, CAPABILITIES, NEEDS, Rule
from roadmap_lint.spelling import did_you_mean

GROUP = "roadmap_lint.plugins"
BUILT_IN = "roadmap_lint.rules:RULES"

_CODE = pattern(r"[A-Z]{2,8}\d{3}")
_NAME = pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class PluginError(Exception):
    """A plugin that cannot be used; the message is one line and names it."""


def catalogue(plugins: Iterable[str] = ()) -> tuple[type[Rule], ...]:
    """Every rule class: the engine's own, the built-in ones, and those of the plugins named, in that order.

    Raises `PluginError` for a name that nothing installed answers to, a pack that fails to load, a pack written for
    another API, or a code or name that is taken.
    """
    owned = [("", rule) for rule in (*reserved.RULES, *_load("the built-in pack", BUILT_IN))]
    for plugin in dict.fromkeys(plugins):
        owned.extend((plugin, rule) for rule in _checked(plugin, _load(plugin, _address(plugin))))
    _refuse_repeated(owned)
    return tuple(rule for _, rule in owned)


def _address(plugin: str) -> str:
    from importlib.metadata import entry_points

    found = tuple(entry_points(group=GROUP, name=plugin))
    if not found:
        names = sorted({point.name for point in entry_points(group=GROUP)})
        raise PluginError(
            f"plugin '{plugin}' is not installed (no distribution gives '{plugin}' in the entry points '{GROUP}'; "
            f"installed: {', '.join(names) or 'none'}){did_you_mean(plugin, names)}"
        )
    givers = distributions(plugin)
    if len(givers) > 1:
        raise PluginError(
            f"plugin '{plugin}' is given by {' and by '.join(givers)}: uninstall one of them, or let one have another "
            f"name in its entry points '{GROUP}'"
        )
    return found[0].value


def distributions(plugin: str) -> list[str]:
    """The names and versions of the distributions that give a plugin; one that is found in two places is one."""
    from importlib.metadata import entry_points

    named: dict[str, str] = {}
    for point in entry_points(group=GROUP, name=plugin):
        distribution = point.dist
        name, version = (distribution.name, distribution.version) if distribution else (point.value, "")
        named.setdefault(name.lower().replace("_", "-"), f"{name} {version}".rstrip())
    return sorted(named.values())


def _load(plugin: str, address: str) -> tuple[type[Rule], ...]:
    module_name, _, attribute = address.partition(":")
    try:
        module = import_module(module_name)
    except Exception as error:  # whatever a pack's module does, the message must name the pack
        raise PluginError(f"plugin '{plugin}' cannot be loaded: {type(error).__name__}: {error}") from error
    rules = getattr(module, attribute or "RULES", None)
    if not isinstance(rules, tuple) or not all(isinstance(rule, type) and issubclass(rule, Rule) for rule in rules):
        raise PluginError(f"plugin '{plugin}': {address} is not a tuple of Rule classes")
    _refuse_other_api(plugin, module)
    return rules


def _refuse_other_api(plugin: str, module: ModuleType) -> None:
    version = getattr(module, "ROADMAP_LINT_API", None)
    if version != API_VERSION:
        raise PluginError(
            f"plugin '{plugin}' is for version {version} of the rule API, this is version {API_VERSION} "
            f"(a pack says ROADMAP_LINT_API = {API_VERSION} beside its RULES)"
        )


def _checked(plugin: str, rules: tuple[type[Rule], ...]) -> tuple[type[Rule], ...]:
    for rule in rules:
        wrong = fault(rule)
        if wrong:
            raise PluginError(f"plugin '{plugin}': {wrong}")
        if rule.code.startswith("RM"):
            raise PluginError(f"plugin '{plugin}': {rule.code} begins with RM, which is kept for the built-in rules")
    return rules


def fault(rule: type[Rule]) -> str:
    """What is wrong with what a class says of itself, in one line; empty where nothing is."""
    severity, kind, needs = rule.severity, rule.kind, rule.needs
    for attribute, form, wanted in (
        ("code", _CODE, "capitals and three digits (ACME001)"),
        ("name", _NAME, "lower-case words with hyphens (goal-first)"),
    ):
        if not hasattr(rule, attribute):
            return f"{rule.__name__} has no {attribute}: give it one, {wanted}"
        value = getattr(rule, attribute)
        if not isinstance(value, str) or not form.fullmatch(value):
            return f"{rule.__name__}.{attribute} is {value!r}, not {wanted}"
    if not isinstance(severity, Severity):
        meant = [level for level in Severity if str(level) == severity] or Severity
        names = ", ".join(f"Severity.{level.name}" for level in meant)
        return f"{rule.__name__}.severity is {severity!r}, not a Severity ({names})"
    if kind not in tuple(NEEDS):
        return f"{rule.__name__}.kind is {kind!r}, not one of {', '.join(NEEDS)}"
    if not isinstance(needs, frozenset) or not needs <= {*CAPABILITIES}:
        return f"{rule.__name__}.needs is {needs!r}, not a frozenset of {', '.join(CAPABILITIES)}"
    return ""


def is_code(text: str) -> bool:
    """Whether a text has the form of a code: capitals and three digits."""
    return _CODE.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a text has the form of a name: lower-case words with hyphens."""
    return _NAME.fullmatch(text) is not None


def _refuse_repeated(owned: Iterable[tuple[str, type[Rule]]]) -> None:
    taken: dict[str, tuple[str, type[Rule]]] = {}
    for plugin, rule in owned:
        for key in (rule.code, rule.name):
            before, other = taken.setdefault(key, (plugin, rule))
            if other is not rule:
                remedy = (
                    "rename it in one of them, or take that one out of 'plugins'"
                    if before
                    else "rename it in the plugin, or take that out of 'plugins'"
                )
                raise PluginError(
                    f"'{key}' is taken twice: by {_owner(before, other)} and by {_owner(plugin, rule)}: {remedy}"
                )


def _owner(plugin: str, rule: type[Rule]) -> str:
    """Whose a rule is: ours, or that of a plugin, with the distribution that gives it."""
    if not plugin:
        return f"roadmap-lint itself ({rule.code})"
    return f"plugin '{plugin}' ({', '.join([*distributions(plugin), f'{rule.__module__}.{rule.__qualname__}'])})"
