"""What tests of the command line share: commands run in this process, and documents for them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from environments import ROOT

from roadmap_lint.cli import main

GOOD = """\
# Acme Roadmap

### v2.8 (Q1 2026)

**Status**: In Progress

- [ ] Faster builds
"""
BAD = GOOD.replace("Q1 2026", "Q5 2026")
FIXABLE = GOOD.replace("In Progress", "In Progres")
NOTHING = "# Acme Roadmap\n\nSoon.\n"


class Run:
    """Runs commands and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.out = self.err = ""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> int:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = int(stop.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return status


def write(text: str, name: str = "ROADMAP.md") -> str:
    assert Path.cwd() != ROOT, "a test that writes asks for the fixture `run`, which makes a directory for it"
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return name
