"""The directive of the Sphinx extension, and what it has in common with it. It needs Sphinx and docutils."""

from __future__ import annotations

from base64 import b64encode
from contextlib import AbstractContextManager
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from roadmap_lint.diagnostic import visible
from roadmap_lint.files import FileError
from roadmap_lint.integrations import windows
from roadmap_lint.integrations.pages import Pages, told
from roadmap_lint.integrations.timeline import svg
from roadmap_lint.integrations.timeline.model import Timeline, timeline

TYPE = "roadmap_lint"
"""The type of every warning; the subtype is the name of the rule: `suppress_warnings = ["roadmap_lint.eol-lag"]`."""


def pages_of(named: str, directory: str | Path) -> Pages:
    """The judge of pages, by the config that conf.py names, relative to itself, or else by the nearest ones."""
    return Pages(Path(directory, named) if named else None)


def told_of_configs() -> AbstractContextManager[None]:
    """A config of ours that cannot be used ends the build."""
    return told(ConfigError)


class RoadmapTimeline(SphinxDirective):
    """Shows a roadmap as a timeline and as a table: of the file that is its argument, relative to the page, or its own.

    The timeline is there where the page becomes HTML; the table says in words what each milestone supports.
    """

    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        path = self._path()
        self.env.note_dependency(str(path))
        try:
            with told_of_configs():
                pages = pages_of(self.config.roadmap_lint_config, self.env.app.confdir)
                document, context = pages.read(path)
        except FileError as error:
            return self._refused(f"the roadmap {path.name} cannot be shown: {error}")
        table = windows.windows(document, context)
        if table is None:
            return self._refused(f"{path.name} has no milestones to show")
        return [_picture(timeline(document, context, pages.check(path).diagnostics)), _table(table)]

    def _path(self) -> Path:
        if self.arguments:
            return Path(self.env.relfn2path(self.arguments[0])[1])
        return Path(self.env.doc2path(self.env.docname))

    def _refused(self, reason: str) -> list[nodes.Node]:
        log = logging.getLogger(__name__)
        log.warning("%s", visible(reason), location=self.get_location(), type=TYPE, subtype="timeline")
        return []


def _picture(drawn: Timeline) -> nodes.Node:
    """As an image of its own, which shares neither styles nor names with the page."""
    image = b64encode(svg.render(drawn).encode()).decode()
    alternative = escape(f"The timeline of {drawn.title}; the table below tells of its milestones")
    source = f'<p class="roadmap-timeline"><img src="data:image/svg+xml;base64,{image}" alt="{alternative}"></p>'
    return nodes.raw("", source, format="html")


def _table(table: windows.Table) -> nodes.Node:
    group = nodes.tgroup(cols=len(table.header))
    group.extend(nodes.colspec(colwidth=1) for _ in table.header)
    group += nodes.thead("", _row(table.header))
    group += nodes.tbody("", *map(_row, table.rows))
    return nodes.table("", group, classes=["roadmap-timeline"])


def _row(cells: tuple[str, ...]) -> nodes.Node:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))
