"""A headless Chromium, where there is one: tests of pages are skipped where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# nothing but the page: no first run, no updates, no requests of the browser's own
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
DARK = ("--force-dark-mode", "--blink-settings=preferredColorScheme=0")


class Browser:
    """One that is started for each page, with a profile of its own."""

    def __init__(self, program: str, directory: Path) -> None:
        self._program = program
        self._directory = directory
        self._started = 0

    def _run(self, *arguments: str) -> str:
        self._started += 1
        profile = f"--user-data-dir={self._directory / f'profile-{self._started}'}"
        done = subprocess.run(
            [self._program, *_FLAGS, profile, *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def after_scripts(self, page: str) -> str:
        """The document that a page has become when its scripts are done."""
        file = self._directory / "page.html"
        file.write_text(page, encoding="utf-8")
        return self._run("--virtual-time-budget=5000", "--dump-dom", file.as_uri())

    def screenshot(self, page: str, *flags: str, size: str = "1280,900", suffix: str = ".html") -> bytes:
        """A picture of a page, as PNG."""
        file, picture = self._directory / f"page{suffix}", self._directory / "page.png"
        file.write_text(page, encoding="utf-8")
        self._run(*flags, f"--screenshot={picture}", f"--window-size={size}", file.as_uri())
        return picture.read_bytes()


def started(directory: Path) -> Browser:
    """A browser; skips the test where none is installed."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium: install the package 'chromium' to test pages in it")
    return Browser(program, directory)
