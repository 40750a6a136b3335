"""The corpus of real roadmaps beside the repository. It is not ours to ship: tests read it where it is, or skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpus"
REQUIRED = "ROADMAP_LINT_REQUIRE_CORPUS"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the corpus; without it the test is skipped, or fails where the corpus is required."""
    if not FOLDER.is_dir():
        message = f"no corpus at {FOLDER}"
        if os.environ.get(REQUIRED):
            pytest.fail(message)
        pytest.skip(message)
    return FOLDER


def read(path: Path) -> str:
    """The text of a file as the tool reads it: line endings kept, other bytes as lone surrogates."""
    return path.read_bytes().decode("utf-8", errors="surrogateescape")
