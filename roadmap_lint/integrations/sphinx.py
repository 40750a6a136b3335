"""A Sphinx extension: findings are warnings with a place, and a directive shows the milestones of a roadmap.

    extensions = ["myst_parser", "roadmap_lint.integrations.sphinx"]

Sphinx is imported by `setup`, which only Sphinx calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roadmap_lint.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
    from roadmap_lint.integrations.sphinx_checker import Checker
    from roadmap_lint.integrations.sphinx_directive import directive

    app.add_config_value("roadmap_lint_config", "", "env", str)
    checker = Checker(app)
    app.add_directive("roadmap-timeline", directive(checker))
    app.connect("builder-inited", checker.begin)
    app.connect("env-before-read-docs", checker.read_configs)
    app.connect("source-read", checker.check_page)
    app.connect("include-read", checker.check_included)
    app.connect("env-merge-info", checker.merge)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
