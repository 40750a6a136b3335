"""What Acme asks of its roadmaps, besides what roadmap-lint asks of every roadmap."""

from __future__ import annotations

from acme_roadmap_rules.owner import OwnerMissing
from acme_roadmap_rules.spelling import ProductSpelling
from roadmap_lint import Rule

ROADMAP_LINT_API = 1
"""The version of the rule API that this pack was written for; another one refuses it instead of misreading it."""

RULES: tuple[type[Rule], ...] = (OwnerMissing, ProductSpelling)
