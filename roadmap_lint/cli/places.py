"""How forges know the files of a run: by their paths in the repository, and by their addresses on the web."""

from __future__ import annotations

import os
from pathlib import Path

from roadmap_lint.report import Run


def with_places(run: Run) -> Run:
    """The run, told where its files stand in the repository, and where that is shown on the web."""
    here = Path(os.path.realpath("."))
    repository = next((parent for parent in (here, *here.parents) if (parent / ".git").exists()), None)
    root = _workspace(here) or repository or here
    results = tuple(result._replace(located=_located(result.source.path, str(root))) for result in run.results)
    return run._replace(results=results, site=_site() if root == repository else None)


def _workspace(here: Path) -> Path | None:
    """The directory that GitHub's annotations begin at, where this is below it."""
    given = os.environ.get("GITHUB_WORKSPACE")
    workspace = Path(os.path.realpath(given)) if given else None
    return workspace if workspace and here.is_relative_to(workspace) else None


def _located(path: str, root: str) -> str:
    """The path below the root, links followed, with `/`; the whole path where it is not below, or names no file."""
    if not path or path.startswith("<"):
        return path
    whole = os.path.realpath(path)
    try:
        below = os.path.relpath(whole, root)
    except ValueError:  # another drive
        below = os.pardir
    return (whole if below.split(os.sep)[0] == os.pardir else below).replace(os.sep, "/")


def _site() -> str | None:
    """Where the checked-out commit is shown, as GitHub Actions and GitLab CI tell it."""
    server, repository = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    commit = os.environ.get("GITHUB_SHA", "")
    if server and repository and commit:
        return _address(f"{server}/{repository}/blob/{commit}/")
    project, commit = os.environ.get("CI_PROJECT_URL", ""), os.environ.get("CI_COMMIT_SHA", "")
    return _address(f"{project}/-/blob/{commit}/") if project and commit else None


def _address(text: str) -> str | None:
    """The address, if it is one that cannot end the link it is put in."""
    safe = text.startswith(("https://", "http://")) and not set(text) & set("()<>[]\\\"'` \t\r\n")
    return text if safe and text.isprintable() else None
