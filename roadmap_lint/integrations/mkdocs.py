"""A plugin for MkDocs 1.x and ProperDocs: findings are warnings of the build, and a comment becomes a table.

    plugins:
      - roadmap-lint

Neither is imported before it asks for its plugin: `MkDocsPlugin` and `ProperDocsPlugin` are made when they are loaded,
one class each over what both do the same.
"""

from __future__ import annotations

import os
import posixpath
import re
from importlib import import_module
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from roadmap_lint.lazy import pattern

if TYPE_CHECKING:
    from roadmap_lint.integrations.pages import Pages
    from roadmap_lint.model import Document, Value

NAME = "roadmap-lint"
_FRAMEWORKS = {"MkDocsPlugin": "mkdocs", "ProperDocsPlugin": "properdocs"}

# `<!-- roadmap-windows -->`, or with the path of another document.
_WINDOWS = pattern(r"\s*roadmap-windows(?:\s+(?P<path>\S.*?))?\s*", re.DOTALL)
_OPENS, _CLOSES = "<!--", "-->"


class _Plugin:
    """What happens in a build. `config` holds the options, `framework` the modules of the framework that runs."""

    config: Any
    framework: Any

    def on_config(self, config: Any) -> None:
        """Options are read anew for each build: `serve` runs many."""
        from roadmap_lint.integrations.pages import Pages, told

        self.root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
        self.log = self.framework.plugins.get_plugin_logger(NAME)
        self._added = self._pages()
        with told(self._error):
            self.pages: Pages = Pages(self.root / self.config["config"] if self.config["config"] else None)

    def on_files(self, files: Any, config: Any) -> None:
        """Add the roadmaps that stand outside of the docs."""
        for name, path in self._added.items():
            whole = self._below(path)
            if whole is None:
                raise self._error(f"the option 'pages': {self._outside(path)}")
            if not whole.is_file():
                raise self._error(f"the option 'pages' names {path}, which is no file in {self.root}")
            there = files.get_file_from_path(name)
            if there is not None:
                files.remove(there)
            files.append(self.framework.files.File.generated(config, name, abs_src_path=str(whole)))

    def on_page_markdown(self, markdown: str, page: Any, config: Any, files: Any) -> str | None:
        """Judge the file of a page that is a roadmap, and put tables in the place of comments."""
        from roadmap_lint.integrations.pages import told

        path = page.file.abs_src_path
        if path is None:
            return None  # made by another plugin, in memory: nobody could mend it
        with told(self._error):
            if page.file.src_uri in self._added or self.pages.is_roadmap(Path(path)):
                self._check(Path(path))
            return self._with_windows(markdown, Path(path))

    def on_serve(self, server: Any, config: Any, builder: Any) -> None:
        """Build again when what stands outside of the docs changes: roadmaps, and the configs of the first build."""
        for path in (*self._added.values(), *self.pages.origins):
            server.watch(str(self.root / path))

    def _pages(self) -> dict[str, str]:
        """The pages that stand outside of the docs, by their place in the docs, which `nav` may name."""
        return {self._page(str(name)): str(path) for name, path in (self.config["pages"] or {}).items()}

    def _page(self, name: str) -> str:
        """The place of a page as the framework writes it. Raises its error for what is no page of the docs."""
        place = posixpath.normpath(name.replace("\\", "/"))
        example = PureWindowsPath(name).stem.strip(".") or "roadmap"
        remedy = f"name a page of the docs, such as {example}.md"
        if place.split("/")[0] == ".." or PureWindowsPath(name).anchor:
            raise self._error(f"the option 'pages' has '{name}', which is not below the docs: {remedy}")
        if not self.framework.utils.is_markdown_file(place):
            raise self._error(f"the option 'pages' has '{name}', which is no Markdown page: {remedy}")
        return place

    def _check(self, path: Path) -> None:
        checked = self.pages.check(path)
        for finding in checked.findings:
            say = self.log.warning if finding.warns else self.log.info
            say("%s:%d: %s [%s]", checked.shown_path, finding.line, finding.text, finding.rule)

    def _with_windows(self, markdown: str, path: Path) -> str | None:
        from roadmap_lint.parser import parse

        if "roadmap-windows" not in markdown:
            return None
        document = parse(markdown, str(path))
        for comment in reversed(document.comments):
            asked = _WINDOWS.fullmatch(comment.raw)
            if asked:
                start, end = comment.span.start - len(_OPENS), comment.span.end + len(_CLOSES)
                table = self._table(asked["path"], document, path, comment)
                markdown = markdown[:start] + table + markdown[end:]
        return markdown

    def _table(self, named: str | None, page: Document, path: Path, comment: Value[str]) -> str:
        """The table that a comment asks for; what is wrong with it is a warning, and it is left as it is."""
        from roadmap_lint.files import FileError
        from roadmap_lint.integrations import windows

        other = self._below(named) if named else None
        if named and other is None:
            return self._refused(comment, path, f"the roadmap {named} cannot be shown: {self._outside(named)}")
        try:
            document, context = self.pages.read(other) if other else (page, self.pages.context(path))
        except FileError as error:
            return self._refused(comment, path, f"the roadmap {named} cannot be shown: {error}")
        table = windows.windows(document, context)
        if table is None:
            return self._refused(comment, path, f"{named or 'this page'} has no milestones to show")
        return windows.html(table)

    def _refused(self, comment: Value[str], path: Path, reason: str) -> str:
        from roadmap_lint.diagnostic import visible
        from roadmap_lint.integrations.pages import shown_path

        self.log.warning("%s: %s", shown_path(path), visible(reason))
        return f"{_OPENS}{comment.raw}{_CLOSES}"

    def _below(self, path: str) -> Path | None:
        """A path as options and comments write it, relative to mkdocs.yml; `None` outside of its directory."""
        from roadmap_lint.integrations.pages import is_below

        whole = Path(os.path.abspath(self.root / path))
        return whole if is_below(whole, self.root) else None

    def _outside(self, path: str) -> str:
        return f"{path} is not below {self.root}, the directory of the site's config"

    def _error(self, reason: str) -> Exception:
        from roadmap_lint.diagnostic import visible

        error: Exception = self.framework.exceptions.PluginError(f"{NAME}: {visible(reason)}")
        return error


def _plugin(name: str, framework: str) -> type[Any]:
    """The plugin as a class of one framework, which holds the base classes, options, errors and files of its own."""
    needed = ("exceptions", "plugins", "structure.files", "utils")
    parts = {part: import_module(f"{framework}.{part}") for part in needed}
    options = import_module(f"{framework}.config.config_options")
    members = {
        "framework": SimpleNamespace(
            plugins=parts["plugins"],
            exceptions=parts["exceptions"],
            files=parts["structure.files"],
            utils=parts["utils"],
        ),
        "config_scheme": (
            ("config", options.Type(str, default="")),
            ("pages", options.Type(dict, default={})),
        ),
        "__module__": __name__,
    }
    return type(name, (_Plugin, parts["plugins"].BasePlugin), members)


def __getattr__(name: str) -> type[Any]:
    if name not in _FRAMEWORKS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = globals()[name] = _plugin(name, _FRAMEWORKS[name])
    return made
