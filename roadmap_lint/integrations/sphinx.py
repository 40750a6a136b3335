"""A Sphinx extension: findings are warnings with a place, and a directive shows the milestones of a roadmap.

    extensions = ["myst_parser", "roadmap_lint.integrations.sphinx"]

Sphinx is imported by `setup`, which only Sphinx calls.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_lint.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from roadmap_lint.integrations.pages import Pages


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
    from roadmap_lint.integrations.sphinx_directive import RoadmapTimeline

    app.add_config_value("roadmap_lint_config", "", "env", str)
    app.add_directive("roadmap-timeline", RoadmapTimeline)
    checker = _Checker()
    app.connect("builder-inited", checker.begin)
    app.connect("source-read", checker.check_page)
    app.connect("include-read", checker.check_included)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


class _Checker:
    """Checks the roadmaps of one build as they are read."""

    pages: Pages

    def begin(self, app: Sphinx) -> None:
        from roadmap_lint.integrations.sphinx_directive import pages_of, told_of_configs

        with told_of_configs():
            self.pages = pages_of(app.config.roadmap_lint_config, app.confdir)

    def check_page(self, app: Sphinx, docname: str, _: list[str]) -> None:
        self._check(app, Path(app.env.doc2path(docname)))

    def check_included(self, app: Sphinx, relative_path: Path, _docname: str, _: list[str]) -> None:
        """A page that includes the roadmap of the repository shows it: its findings are told of that file."""
        self._check(app, Path(os.path.abspath(Path(app.srcdir, relative_path))))

    def _check(self, app: Sphinx, path: Path) -> None:
        from sphinx.util import logging

        from roadmap_lint.integrations.sphinx_directive import TYPE, told_of_configs

        with told_of_configs():
            if not self.pages.is_roadmap(path):
                return
            origin = self.pages.config(path).origin
            checked = self.pages.check(path)
        if origin is not None:
            app.env.note_dependency(str(origin))  # another config may find other things
        log = logging.getLogger(__name__)
        for finding in checked.findings:
            place = f"{path}:{finding.line}"
            if finding.warns:
                log.warning("%s", finding.text, location=place, type=TYPE, subtype=finding.rule)
            else:
                log.info("%s", f"{place}: {finding.text} [{TYPE}.{finding.rule}]")
