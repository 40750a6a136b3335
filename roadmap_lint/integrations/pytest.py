"""A plugin for pytest: with `--roadmap` each roadmap is a test, which fails for what `check` would fail for.

Installed means registered here: without the option nothing is imported, collected or hooked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

OPTION = "--roadmap"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("roadmap-lint").addoption(
        OPTION, action="store_true", dest="roadmap_lint", help="check roadmaps: each document is a test"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("roadmap_lint"):
        from roadmap_lint.integrations.pytest_items import Collector

        config.pluginmanager.register(Collector(config), "roadmap-lint-documents")
