"""Presets: named choices of rules and options, for a config to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roadmap_lint.record import Record


class Preset(Record):
    """A name for a choice. `select` are selectors of rules as in the config; an empty one leaves the choice to others.

    `opt_in` says whether it takes rules that are off by default, too. `options` are tables of options by rule.
    """

    summary: str
    select: tuple[str, ...] = ()
    opt_in: bool = False
    options: Mapping[str, Mapping[str, Any]] = {}


DEFAULT = "recommended"

# Besides the links, what is wrong with the suppressions of their findings.
_LINKS = ("RM5", "RM007", "RM008", "RM010")

PRESETS: Mapping[str, Preset] = {
    "recommended": Preset("every rule that is not opt-in; what applies without a preset", ("ALL",)),
    "strict": Preset("every rule, those that are opt-in, too", ("ALL",), opt_in=True),
    "links": Preset("the rules about links, and nothing about milestones", _LINKS),
    "flux": Preset(
        "the policy of a project that supports its last three minors, tests three Kubernetes minors, and is published "
        "with Hugo",
        options={
            "eol-lag": {"minors": 3},
            "kubernetes-window": {"minors": 3},
            "link-anchor": {"dialect": "hugo"},
        },
    ),
}
