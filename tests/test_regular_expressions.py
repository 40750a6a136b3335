"""No regular expression needs more time than in proportion to the text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pumped
import pytest

# A linear expression is done with its texts in a second; a quadratic one would need minutes for them.
LENGTH, SECONDS = 20_000, 540


@pytest.mark.slow
def test_no_regular_expression_is_worse_than_linear() -> None:
    command = [sys.executable, str(Path(pumped.__file__)), str(LENGTH)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as slow:
        last = (slow.stdout or b"").decode().splitlines()[-1:]
        pytest.fail(f"this expression was still at work: {last}")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 250


def test_the_texts_are_the_worst_for_known_expressions() -> None:
    """The proof above is worth what the texts are: here is one for each kind of trouble."""

    def texts(source: str) -> list[str]:
        return list(pumped.texts(pumped.Expression("known", source, 0), 30))

    assert "a" * 30 + "!" in texts(r"(?:a+)+$")  # exponential
    assert "v" + "0" * 30 + "!" in texts(r"v(\d+)\.?(\d*)")  # quadratic: two neighbours that take the same
    assert any(text.startswith("[ " + " " * 20) for text in texts(r"\[(\s*)x?(\s*)\]"))
    assert any(text.startswith("a" * 20) for text in texts(r"[\w.]+/#\d+"))  # quadratic where it is searched
    assert any(text.startswith("((" * 10) for text in texts(r"\([^)]*\)$"))
