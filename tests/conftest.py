"""What several test modules share: the built distributions, and an environment that holds the wheel."""

from __future__ import annotations

import sys

import pytest
from environments import Distributions, Environment, copy_checkout, succeed


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
