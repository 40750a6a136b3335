"""What the Sphinx extension does while pages are read. It needs Sphinx."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from roadmap_lint.config import ConfigError
from roadmap_lint.diagnostic import visible, visible_path
from roadmap_lint.integrations.pages import Pages

_FAILED = "roadmap_lint_failed"  # of an environment: whether a config could not be used, told from process to process

TYPE = "roadmap_lint"
"""The type of every warning; the subtype is the name of the rule: `suppress_warnings = ["roadmap_lint.eol-lag"]`."""


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
        named = app.config.roadmap_lint_config
        try:
            self._pages = Pages(os.path.abspath(Path(app.confdir, named)) if named else None)
        except ConfigError as error:
            self._fail(error)

    def read_configs(self, app: Sphinx, env: BuildEnvironment, _: list[str]) -> None:
        """Read the configs of all pages once, before processes of their own read the pages."""
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
        if str(error) not in self._told:
            self._told.add(str(error))
            logging.getLogger(__name__).error("%s", visible(str(error)))
        self._app.statuscode = 1

    def _check(self, path: Path) -> None:
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
