"""The plugin in real runs of pytest, each in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import BAD, EVIL_LINES, GOOD, NOTHING, SHOWN_LINES, Site

TEST = "def test_nothing():\n    pass\n"
# What a run has loaded of ours, told by the project itself.
SPY = """\
import sys

def pytest_sessionfinish(session):
    print("loaded:", *sorted(name for name in sys.modules if name.split(".")[0] == "roadmap_lint"))
    plugins = session.config.pluginmanager.list_name_plugin()
    print("plugins:", *sorted(name for name, _ in plugins if "roadmap" in name))
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("pytest.ini", "[pytest]\naddopts = -p no:cacheprovider -ra\nfilterwarnings = error\n")
    site.write("tests/test_nothing.py", TEST)
    return site


def pytest_in(site: Site, *arguments: str) -> tuple[int, str]:
    done = site.run("pytest", *arguments)
    return done.returncode, done.stdout


def test_each_document_is_a_test_and_each_finding_is_readable(site: Site) -> None:
    site.write("ROADMAP.md", GOOD)
    site.write("docs/roadmap.md", BAD)
    status, output = pytest_in(site, "--roadmap")
    assert status == 1
    assert "1 failed, 2 passed" in output
    assert "_ roadmap-lint: docs/roadmap.md _" in output
    assert (
        "docs/roadmap.md:19:10: RM101 quarter-order error Q2 2025 is before Q1 2026 of v2.8, which stands above: "
        "correct one of the periods, or move v2.9\n"
        "   |\n"
        "19 | ## v2.9 (Q2 2025)\n"
        "   |          ^^^^^^^\n"
        "   = line 9: v2.8 is planned for Q1 2026\n"
    ) in output
    assert "14 | - [ ] Ümläute" in output
    assert "FAILED docs/roadmap.md::roadmap-lint" in output
    assert "Traceback" not in output


def test_names_of_files_are_safe_to_print(site: Site) -> None:
    site.write(f"docs/{EVIL_LINES}.md", BAD)
    status, output = pytest_in(site, "--roadmap", "-v")
    assert status == 1
    assert f"docs/{SHOWN_LINES}.md::roadmap-lint FAILED" in output
    assert f"_ roadmap-lint: docs/{SHOWN_LINES}.md _" in output
    assert f"\ndocs/{SHOWN_LINES}.md:19:10: RM101" in output
    assert f"FAILED docs/{SHOWN_LINES}.md::roadmap-lint" in output
    assert not {"\x1b", "\u202e"} & set(output)


def test_notes_fail_nothing(site: Site) -> None:
    site.write("ROADMAP.md", NOTHING)
    assert pytest_in(site, "--roadmap")[0] == 0


def test_without_the_option_nothing_is_collected_imported_or_hooked(site: Site) -> None:
    site.write("ROADMAP.md", BAD)
    site.write("conftest.py", SPY)
    status, output = pytest_in(site, "-s")
    assert status == 0, output
    assert "1 passed" in output
    assert (
        "loaded: roadmap_lint roadmap_lint.integrations roadmap_lint.integrations.pytest roadmap_lint.version\n"
        in output
    )
    assert "plugins: roadmap_lint\n" in output


def test_roadmaps_beside_the_testpaths_are_found(site: Site) -> None:
    site.write("pytest.ini", "[pytest]\ntestpaths = tests\n")
    site.write("ROADMAP.md", GOOD)
    site.write("tests/roadmap.md", GOOD)
    status, output = pytest_in(site, "--roadmap", "-q", "--collect-only")
    assert status == 0, output
    collected = [line for line in output.splitlines() if "::" in line]
    assert collected == [
        "tests/roadmap.md::roadmap-lint",
        "tests/test_nothing.py::test_nothing",
        "ROADMAP.md::roadmap-lint",
    ]


def test_paths_of_the_config_are_found_there_and_what_it_excludes_is_not(site: Site) -> None:
    site.write("pytest.ini", "[pytest]\ntestpaths = tests\n")
    site.write("roadmap-lint.toml", 'paths = ["docs/plans.md", "docs/old"]\nexclude = ["docs/old"]\n')
    for name in ("docs/plans.md", "docs/old/roadmap.md", "ROADMAP.md"):
        site.write(name, GOOD)
    _, output = pytest_in(site, "--roadmap", "-q", "--collect-only")
    assert [line for line in output.splitlines() if ".md::" in line] == ["docs/plans.md::roadmap-lint"]


def test_paths_of_the_command_line_are_all_that_is_looked_at(site: Site) -> None:
    site.write("ROADMAP.md", BAD)
    site.write("docs/roadmap.md", GOOD)
    status, output = pytest_in(site, "--roadmap", "docs/roadmap.md")
    assert (status, "1 passed" in output) == (0, True), output


@pytest.mark.parametrize("ini", ["[pytest]\n", "[pytest]\ntestpaths = tests\n"])
def test_a_config_that_cannot_be_used_is_told(site: Site, ini: str) -> None:
    site.write("pytest.ini", ini)
    site.write("ROADMAP.md", GOOD)
    site.write("roadmap-lint.toml", "ignored = []\n")
    status, output = pytest_in(site, "--roadmap")
    assert status in (2, 4)
    assert "Traceback" not in output
    assert "roadmap-lint.toml:1: unknown key 'ignored'; did you mean 'ignore'?" in output
