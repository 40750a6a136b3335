"""The directive of the Sphinx extension. It needs Sphinx and docutils."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from roadmap_lint.config import ConfigError
from roadmap_lint.diagnostic import visible, visible_path
from roadmap_lint.files import FileError
from roadmap_lint.integrations import windows
from roadmap_lint.integrations.pages import is_below, project_around
from roadmap_lint.integrations.sphinx_checker import TYPE, Checker
from roadmap_lint.integrations.timeline import svg
from roadmap_lint.integrations.timeline.model import Timeline, timeline
from roadmap_lint.report.text import width

_WIDEST_COLUMN = 40  # of characters, where a page becomes text: longer names are wrapped


def directive(checker: Checker) -> type[RoadmapTimeline]:
    """The directive of one build."""
    return type("RoadmapTimeline", (RoadmapTimeline,), {"checker": checker})


class RoadmapTimeline(SphinxDirective):
    """Shows a roadmap as a timeline and as a table: of the file that is its argument, relative to the page, or its own.

    The timeline is there where the page becomes HTML; the table says in words what each milestone supports.
    """

    checker: Checker
    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        path = self._path()
        project = project_around(Path(self.env.srcdir))
        if not is_below(path, project):
            return self._refused(
                f"the roadmap {self.arguments[0]} cannot be shown: it is not below {project}, the directory of the "
                "project; name a file in it, relative to this page"
            )
        self.env.note_dependency(str(path))
        pages = self.checker.pages()
        if pages is None:
            return []
        try:
            document, found = pages.judged(path)
            context = pages.context(path)
        except FileError as error:
            return self._refused(f"the roadmap {path.name} cannot be shown: {error}")
        except ConfigError as error:
            self.checker.refuse(error)
            return []
        table = windows.windows(document, context)
        if table is None:
            return self._refused(f"{path.name} has no milestones to show")
        return [_picture(timeline(document, context, found)), _table(table)]

    def _path(self) -> Path:
        if self.arguments:
            return Path(self.env.relfn2path(self.arguments[0])[1])
        return Path(self.env.doc2path(self.env.docname))

    def _refused(self, reason: str) -> list[nodes.Node]:
        log = logging.getLogger(__name__)
        log.warning("%s", visible(reason), location=visible_path(self.get_location()), type=TYPE, subtype="timeline")
        return []


def _picture(drawn: Timeline) -> nodes.Node:
    """As an image of its own, which shares neither styles nor names with the page."""
    image = b64encode(svg.render(drawn).encode()).decode()
    alternative = escape(f"The timeline of {drawn.title}; the table below tells of its milestones")
    source = f'<p class="roadmap-timeline"><img src="data:image/svg+xml;base64,{image}" alt="{alternative}"></p>'
    return nodes.raw("", source, format="html")


def _table(table: windows.Table) -> nodes.Node:
    group = nodes.tgroup(cols=len(table.header))
    columns = zip(table.header, *table.rows, strict=True)
    group.extend(nodes.colspec(colwidth=min(max(map(width, column)), _WIDEST_COLUMN)) for column in columns)
    group += nodes.thead("", _row(table.header))
    group += nodes.tbody("", *map(_row, table.rows))
    return nodes.table("", group, classes=["roadmap-timeline"])


def _row(cells: tuple[str, ...]) -> nodes.Node:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))
