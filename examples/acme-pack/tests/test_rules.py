"""A rule's page is its tests: every example in it must do what the page says."""

from __future__ import annotations

import pytest
from acme_roadmap_rules import RULES

from roadmap_lint import Rule
from roadmap_lint.testing import verify


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page(rule: type[Rule]) -> None:
    verify(rule)
