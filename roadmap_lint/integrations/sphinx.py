"""A Sphinx extension: findings are warnings with a place, and a directive shows the milestones of a roadmap.

    extensions = ["myst_parser", "roadmap_lint.integrations.sphinx"]

Sphinx is imported by `setup`, which only Sphinx calls.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_lint.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from roadmap_lint.integrations.pages import Pages

TYPE = "roadmap_lint"
"""The type of every warning; the subtype is the name of the rule: `suppress_warnings = ["roadmap_lint.eol-lag"]`."""


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
        with told_of_configs():
            self.pages = pages_of(app.config.roadmap_lint_config, app.confdir)

    def check_page(self, app: Sphinx, docname: str, _: list[str]) -> None:
        self._check(app, Path(app.env.doc2path(docname)))

    def check_included(self, app: Sphinx, relative_path: Path, _docname: str, _: list[str]) -> None:
        """A page that includes the roadmap of the repository shows it: its findings are told of that file."""
        self._check(app, Path(os.path.abspath(Path(app.srcdir, relative_path))))

    def _check(self, app: Sphinx, path: Path) -> None:
        from sphinx.util import logging

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


def pages_of(named: str, directory: str | Path) -> Pages:
    """The judge of pages, by the config that conf.py names, relative to itself, or else by the nearest ones."""
    from roadmap_lint.integrations.pages import Pages

    return Pages(Path(directory, named) if named else None)


@contextmanager
def told_of_configs() -> Iterator[None]:
    """A config of ours that cannot be used ends the build with what is wrong with it, and no traceback."""
    from sphinx.errors import ConfigError as BuildError

    from roadmap_lint.config import ConfigError

    try:
        yield
    except ConfigError as error:
        raise BuildError(str(error)) from error
