"""What several test modules share: commands, built distributions, an environment that holds the wheel."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run
from environments import Distributions, Environment, copy_checkout, succeed

# A shell ignores interrupts for what it runs in the background, and children inherit that; tests interrupt some.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """The sdist and the wheel of this checkout, built by `python -m build`."""
    directory = tmp_path_factory.mktemp("distributions")
    tree = copy_checkout(directory / "tree")
    release, direct = directory / "release", directory / "direct"
    succeed([sys.executable, "-m", "build", "--outdir", release, tree], cwd=directory)
    succeed([sys.executable, "-m", "build", "--wheel", "--outdir", direct, tree], cwd=directory)
    return Distributions(*release.glob("*.tar.gz"), *release.glob("*.whl"), *direct.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(distributions: Distributions, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with the wheel and what it depends on, and nothing else. Tests must not change it."""
    environment = Environment(tmp_path_factory.mktemp("installed") / "venv")
    environment.install(distributions.wheel)
    return environment


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROADMAP_LINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in a directory that is an empty repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE", "GITHUB_REPOSITORY", "CI_PROJECT_URL"):
        monkeypatch.delenv(name, raising=False)
    return Run(capsys, monkeypatch)
