"""Which rules run: selectors, and what presets, the config, its overrides and the command line make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from roadmap_lint.layers import Layer
from roadmap_lint.presets import DEFAULT, PRESETS
from roadmap_lint.record import Record
from roadmap_lint.rule import Rule
from roadmap_lint.spelling import did_you_mean

_WHOLE = 99  # a code or name is more exact than any prefix


class Choice(Record):
    """Whether a rule runs, and what says so: the key, and the layer that sets it (`None`: the default preset)."""

    runs: bool
    key: str
    layer: Layer | None = None


def named(key: str, catalogue: Iterable[type[Rule]]) -> type[Rule] | None:
    """The rule of that code or name, whatever its case."""
    return next((rule for rule in catalogue if key.upper() == rule.code or key.lower() == rule.name), None)


def matching(selector: str, catalogue: Iterable[type[Rule]]) -> list[type[Rule]]:
    """The rules that a code, a name, a prefix of codes or `ALL` selects."""
    folded = selector.upper()
    if folded == "ALL":
        return list(catalogue)
    by_name = [rule for rule in catalogue if rule.name == selector.lower()]
    return by_name or [rule for rule in catalogue if folded and rule.code.startswith(folded)]


def unknown_rule(key: str, catalogue: Iterable[type[Rule]]) -> str:
    """What to say of a name that no rule has."""
    catalogue = list(catalogue)
    begun = sorted(rule.code for rule in catalogue if key and rule.code.startswith(key.upper()))
    if len(begun) > 1:
        return f"'{key}' begins {', '.join(begun[:4])}{', …' if len(begun) > 4 else ''}: give one of them"
    known = [name for rule in catalogue for name in (rule.name, rule.code)]
    meant = f"; did you mean '{begun[0]}'?" if begun else did_you_mean(key, known)
    hint = meant or " (`roadmap-lint rules` lists them)"
    return f"there is no rule '{key}'{hint}"


def presets(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the presets that a table asks for, in their order."""
    given = table.get("preset", ())
    return (given,) if isinstance(given, str) else tuple(given)


def choose(layers: Sequence[Layer], catalogue: Sequence[type[Rule]]) -> dict[str, Choice]:
    """For each rule, by code, whether it runs. Every selector must name a rule.

    A later layer wins over an earlier one. Within a layer `select` replaces what was chosen before, `extend-select`
    adds to it, and `ignore` takes away what no selector names more exactly.
    """
    chosen = _of_presets((DEFAULT,), None, catalogue)
    for layer in layers:
        chosen.update(_of_presets(presets(layer.table), layer, catalogue))
        exactness: dict[str, int] = {}
        if "select" in layer.table:
            chosen = {rule.code: Choice(False, "not in select", layer) for rule in catalogue}
        for key in ("select", "extend-select"):
            for selector in layer.table.get(key, ()):
                for rule in matching(selector, catalogue):
                    chosen[rule.code] = Choice(True, key, layer)
                    exactness[rule.code] = max(exactness.get(rule.code, 0), _exactness(selector, rule))
        for selector in layer.table.get("ignore", ()):
            for rule in matching(selector, catalogue):
                if _exactness(selector, rule) >= exactness.get(rule.code, 0):
                    chosen[rule.code] = Choice(False, "ignore", layer)
    return chosen


def _exactness(selector: str, rule: type[Rule]) -> int:
    if selector.lower() in (rule.name, rule.code.lower()):
        return _WHOLE
    return 0 if selector.upper() == "ALL" else len(selector)


def _of_presets(names: Iterable[str], layer: Layer | None, catalogue: Sequence[type[Rule]]) -> dict[str, Choice]:
    """What the last of the presets that choose rules chooses; empty where none does."""
    chosen: dict[str, Choice] = {}
    for name in names:
        preset = PRESETS[name]
        if not preset.select:
            continue
        taken = {rule.code for selector in preset.select for rule in matching(selector, catalogue)}
        for rule in catalogue:
            if rule.code not in taken:
                chosen[rule.code] = Choice(False, f"not in preset {name}", layer)
            elif rule.default or preset.opt_in:
                chosen[rule.code] = Choice(True, f"preset {name}", layer)
            else:
                chosen[rule.code] = Choice(False, "opt-in", layer)
    return chosen
