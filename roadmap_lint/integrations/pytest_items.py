"""What pytest collects with `--roadmap`. Imported then only: it needs pytest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadmap_lint import discovery
from roadmap_lint.diagnostic import visible_path
from roadmap_lint.integrations.pages import Checked, Pages, shown_path, told
from roadmap_lint.report import Result, text


class Collector:
    """Collects roadmaps wherever pytest looks, and those of the project where `testpaths` keeps it from looking."""

    def __init__(self, config: pytest.Config) -> None:
        self.pages = Pages()
        if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            tests = [Path(os.path.abspath(argument)) for argument in config.args]
            outside = [path for path in self._of_project(config.rootpath) if not _is_below(path, tests)]
            config.args.extend(map(str, outside))

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        with told(pytest.Collector.CollectError):
            if not self.pages.is_roadmap(file_path):
                return None
        document: Roadmap = Roadmap.from_parent(parent, path=file_path, nodeid=_identity(file_path, parent))
        document.pages = self.pages
        return document

    def _of_project(self, root: Path) -> list[Path]:
        """What `check` would check: the files that the config names, else the roadmaps below the root."""
        with told(pytest.UsageError):
            config = self.pages.config(root)
        named = [str(config.root / path) for path in config.paths] or [str(root)]
        found = discovery.expand(named, config.excludes).files
        return [Path(os.path.abspath(path)) for path in found if Path(path).is_file()]


class Roadmap(pytest.File):
    """A document; it holds one test."""

    pages: Pages

    def collect(self) -> Iterator[pytest.Item]:
        item: RoadmapItem = RoadmapItem.from_parent(self, name="roadmap-lint")
        item.pages = self.pages
        yield item


class RoadmapItem(pytest.Item):
    """The test that a document has no findings; notes alone are none."""

    pages: Pages

    def runtest(self) -> None:
        checked = self.pages.check(self.path)
        if any(finding.warns for finding in checked.findings):
            raise FoundError(checked)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The findings as `check` prints them; anything else that failed is told by pytest."""
        if isinstance(excinfo.value, FoundError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"roadmap-lint: {shown_path(self.path)}"


class FoundError(Exception):
    """A document has findings; the message is the report."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(text.findings([Result(checked.source, None, checked.diagnostics)]))


def _identity(path: Path, parent: pytest.Collector) -> str | None:
    """What pytest calls a document, and prints: `None`, as it does itself, where the path is safe to print."""
    root = parent.config.rootpath
    own = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return visible_path(own) if visible_path(own) != own else None


def _is_below(path: Path, places: list[Path]) -> bool:
    return any(path == place or place in path.parents for place in places)
