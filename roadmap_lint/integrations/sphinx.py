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
    from sphinx.environment import BuildEnvironment

    from roadmap_lint.config import ConfigError
    from roadmap_lint.integrations.pages import Pages

_FAILED = "roadmap_lint_failed"  # of an environment: whether a config could not be used, told from process to process

TYPE = "roadmap_lint"
"""The type of every warning; the subtype is the name of the rule: `suppress_warnings = ["roadmap_lint.eol-lag"]`."""


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
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


class Checker:
    """Checks the roadmaps of one build as they are read.

    A config that cannot be used is an error in the log, and the build ends with a status of its own: what extensions
    raise, Sphinx shows as a crash that its developers should be told of.
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._pages: Pages | None = None
        self._told: set[str] = set()

    def begin(self, app: Sphinx) -> None:
        from roadmap_lint.config import ConfigError
        from roadmap_lint.integrations.pages import Pages

        named = app.config.roadmap_lint_config
        try:
            self._pages = Pages(os.path.abspath(Path(app.confdir, named)) if named else None)
        except ConfigError as error:
            self._fail(error)

    def read_configs(self, app: Sphinx, env: BuildEnvironment, _: list[str]) -> None:
        """Read the configs of all pages once, before processes of their own read the pages."""
        from roadmap_lint.config import ConfigError

        setattr(env, _FAILED, False)
        if self._pages is None:
            return
        for docname in sorted(env.found_docs):
            try:
                self._pages.config(Path(env.doc2path(docname)))
            except ConfigError as error:
                self._fail(error)

    def check_page(self, app: Sphinx, docname: str, _: list[str]) -> None:
        self._check(Path(app.env.doc2path(docname)))

    def check_included(self, app: Sphinx, relative_path: Path, _docname: str, _: list[str]) -> None:
        """A page that includes the roadmap of the repository shows it: its findings are told of that file."""
        self._check(Path(os.path.abspath(Path(app.srcdir, relative_path))))

    def merge(self, app: Sphinx, env: BuildEnvironment, _: list[str], other: BuildEnvironment) -> None:
        if getattr(other, _FAILED, False):
            app.statuscode = 1

    def pages(self) -> Pages | None:
        """The judge of pages for the page that is being read; `None` where there is no config for any."""
        if self._pages is None:
            self._app.env.note_reread()
        return self._pages

    def refuse(self, error: ConfigError) -> None:
        """A config cannot be used, so a page that is being read is not whole: another build reads it again."""
        self._fail(error)
        self._app.env.note_reread()
        setattr(self._app.env, _FAILED, True)

    def _fail(self, error: ConfigError) -> None:
        from sphinx.util import logging

        from roadmap_lint.diagnostic import visible

        if str(error) not in self._told:
            self._told.add(str(error))
            logging.getLogger(__name__).error("%s", visible(str(error)))
        self._app.statuscode = 1

    def _check(self, path: Path) -> None:
        from sphinx.util import logging

        from roadmap_lint.config import ConfigError
        from roadmap_lint.diagnostic import visible_path

        pages = self.pages()
        if pages is None:
            return
        try:
            if not pages.is_roadmap(path):
                return
            origin = pages.config(path).origin
            checked = pages.check(path)
        except ConfigError as error:
            self.refuse(error)
            return
        if origin is not None:
            self._app.env.note_dependency(str(origin))  # another config may find other things
        log = logging.getLogger(__name__)
        for finding in checked.findings:
            place = f"{visible_path(str(path))}:{finding.line}"
            if finding.warns:
                log.warning("%s", finding.text, location=place, type=TYPE, subtype=finding.rule)
            else:
                log.info("%s", f"{place}: {finding.text} [{TYPE}.{finding.rule}]")
