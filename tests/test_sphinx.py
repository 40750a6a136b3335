"""The extension in real builds of Sphinx with MyST."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sites import BAD, BEFORE, EVIL_NAME, GOOD, NOTHING, OPEN_TASK, SHOWN_NAME, Site

CONF = 'extensions = ["myst_parser", "roadmap_lint.integrations.sphinx"]\n'
INDEX = "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("docs/index.md", INDEX)
    return site


def build(site: Site, *arguments: str, conf: str = CONF) -> tuple[int, str]:
    site.write("docs/conf.py", conf)
    done = site.run("sphinx", "--no-color", *arguments, "-b", "html", "docs", "out")
    return done.returncode, done.stdout


def test_findings_are_warnings_with_file_and_line(site: Site) -> None:
    site.write("docs/roadmap.md", BAD)
    status, log = build(site)
    assert status == 0, log
    page = site.directory / "docs" / "roadmap.md"
    assert f"{page}:14: WARNING: {OPEN_TASK}" in log
    assert f"{page}:19: WARNING: {BEFORE}" in log
    assert "(column 10) [roadmap_lint.quarter-order]" in log
    assert log.count("WARNING") == 2


def test_names_of_files_are_safe_to_print(site: Site) -> None:
    site.write(f"docs/{EVIL_NAME}.md", BAD + "\n```{roadmap-timeline} missing.md\n```\n")
    _, log = build(site)
    page = site.directory / "docs" / f"{SHOWN_NAME}.md"
    assert f"{page}:14: WARNING: {OPEN_TASK}" in log
    assert f"{page}:25: WARNING: the roadmap missing.md cannot be shown" in log


def test_builds_that_take_warnings_for_errors_fail(site: Site) -> None:
    site.write("docs/roadmap.md", BAD)
    assert build(site, "-W")[0] == 1


def test_they_pass_without_findings_or_with_notes(site: Site) -> None:
    site.write("docs/roadmap.md", GOOD)
    site.write("docs/roadmap-soon.md", NOTHING)
    status, log = build(site, "-W", "-j", "2")
    assert status == 0, log
    assert f"{site.directory / 'docs' / 'roadmap-soon.md'}:1: RM004 " in log


@pytest.mark.parametrize(
    ("kinds", "left"), [(["roadmap_lint.quarter-order"], 1), (["roadmap_lint.*"], 0), (["roadmap_lint"], 0)]
)
def test_warnings_are_suppressed_by_rule_or_all_at_once(site: Site, kinds: list[str], left: int) -> None:
    site.write("docs/roadmap.md", BAD)
    status, log = build(site, "-W", "--keep-going", conf=f"{CONF}suppress_warnings = {kinds}\n")
    assert log.count("WARNING") == left
    assert status == left
    assert BEFORE not in log


def test_parallel_builds_tell_of_every_page(site: Site) -> None:
    for number in range(12):
        site.write(f"docs/roadmap-{number}.md", BAD)
    _, log = build(site, "-j", "2")
    assert log.count("[roadmap_lint.completed-open-task]") == 12
    assert "doing serial read" not in log


def test_roadmaps_that_a_page_includes_are_judged_where_they_stand(site: Site) -> None:
    site.write("ROADMAP.md", BAD.partition("---\n\n")[2])
    site.write("docs/plans.md", "# Plans\n\n```{include} ../ROADMAP.md\n:start-line: 1\n```\n")
    _, log = build(site)
    assert f"{site.directory / 'ROADMAP.md'}:10: WARNING: {OPEN_TASK}" in log
    assert log.count("completed-open-task") == 1


def test_pages_are_roadmaps_by_their_front_matter_too(site: Site) -> None:
    site.write("docs/plans.md", BAD.replace("---\n", "---\nroadmap: true\n", 1))
    site.write("docs/roadmap-notes.md", BAD.replace("---\n", "---\nroadmap: false\n", 1))
    _, log = build(site)
    assert f"{site.directory / 'docs' / 'plans.md'}:15: WARNING: {OPEN_TASK}" in log
    assert "roadmap-notes" not in log.replace("... [", "").split("WARNING", 1)[1]


def test_the_directive_shows_the_milestones(site: Site) -> None:
    site.write("ROADMAP.md", GOOD.replace("## v2.9", "## <b>v2.9</b> \\*x\\*"))
    site.write("docs/other.md", "# Other\n")
    site.write("docs/index.md", INDEX + "\n```{roadmap-timeline} ../ROADMAP.md\n```\n")
    status, log = build(site, "-W")
    assert status == 0, log
    page = site.read("out/index.html")
    cells = "".join(
        f"<td><p>{cell}</p></td>\n" for cell in ("v2.8", "Q1 2026", "Completed", "v2.6 – v2.8", "1.33 – 1.35")
    )
    assert f'<tr class="row-even">{cells}</tr>' in page
    assert '<table class="roadmap-timeline ' in page


def test_the_table_can_be_read_where_a_page_becomes_text(site: Site) -> None:
    site.write("ROADMAP.md", GOOD)
    site.write("docs/index.md", "# Home\n\n```{roadmap-timeline} ../ROADMAP.md\n```\n")
    site.write("docs/conf.py", CONF)
    site.run("sphinx", "-b", "text", "docs", "out")
    assert "\n| v2.9      | Q2 2026     | In Progress | v2.7 – v2.9 | –           |\n" in site.read("out/index.txt")


def test_the_directive_draws_the_timeline(site: Site) -> None:
    site.write("ROADMAP.md", GOOD)
    site.write("docs/index.md", INDEX.replace("# Home", "# Home\n\n```{roadmap-timeline} ../ROADMAP.md\n```"))
    site.write("docs/other.md", "# Other\n")
    assert build(site, "-W")[0] == 0
    (image,) = re.findall(
        r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="The timeline of [^"]+">', site.read("out/index.html")
    )
    drawn = ElementTree.fromstring(b64decode(image))
    words = [text.strip() for text in drawn.itertext()]
    assert {"v2.8", "v2.9", "Kubernetes 1.35"} <= set(words)


def test_without_an_argument_it_shows_those_of_its_page(site: Site) -> None:
    site.write("docs/roadmap.md", GOOD.replace("Größere", "```{roadmap-timeline}\n```\n\nGrößere"))
    status, log = build(site, "-W")
    assert status == 0, log
    assert "<td><p>v2.7 – v2.9</p></td>" in site.read("out/roadmap.html")


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("", "index.md has no milestones to show"),
        (" missing.md", "the roadmap missing.md cannot be shown: there is no"),
    ],
)
def test_what_it_cannot_show_is_a_warning(site: Site, argument: str, reason: str) -> None:
    site.write("docs/index.md", f"# Home\n\n```{{roadmap-timeline}}{argument}\n```\n")
    _, log = build(site)
    assert f"{site.directory / 'docs' / 'index.md'}:3: WARNING: {reason}" in log
    assert "[roadmap_lint.timeline]" in log


@pytest.mark.parametrize(
    ("argument", "place"),
    [
        ("../../ROADMAP.md", "../../ROADMAP.md"),
        ("/../../ROADMAP.md", "/../../ROADMAP.md"),
        ("linked.md", "linked.md"),
    ],
)
def test_it_reads_no_files_outside_of_the_project(site: Site, argument: str, place: str) -> None:
    outside = site.directory.parent / "ROADMAP.md"
    outside.write_text(GOOD, encoding="utf-8")
    (site.directory / "docs" / "linked.md").symlink_to(outside)
    site.write("docs/index.md", f"# Home\n\n```{{roadmap-timeline}} {argument}\n```\n")
    _, log = build(site, conf=f"{CONF}exclude_patterns = ['linked.md']\n")
    assert (
        f"{site.directory / 'docs' / 'index.md'}:3: WARNING: the roadmap {place} cannot be shown: it is not below "
        f"{site.directory}, the directory of the project; name a file in it, relative to this page "
        "[roadmap_lint.timeline]\n"
    ) in log
    assert "v2.9" not in site.read("out/index.html")


@pytest.mark.parametrize(("settings", "shown"), [("pyproject.toml", True), ("other.toml", False)])
def test_without_a_repository_the_project_is_where_its_settings_are(site: Site, settings: str, shown: bool) -> None:
    (site.directory / ".git").rmdir()
    site.write(settings, "")
    site.write("ROADMAP.md", GOOD)
    site.write("docs/index.md", "# Home\n\n```{roadmap-timeline} ../ROADMAP.md\n```\n")
    _, log = build(site)
    assert ("<p>v2.9</p>" in site.read("out/index.html")) is shown
    assert (f"it is not below {site.directory / 'docs'}, " in log) is not shown


def test_it_reads_a_file_once(site: Site) -> None:
    counting = (
        "from roadmap_lint import files\n"
        "read = files.read\n"
        "def counted(path, *given, **named):\n"
        "    print('reads', path)\n"
        "    return read(path, *given, **named)\n"
        "files.read = counted\n"
    )
    site.write("ROADMAP.md", GOOD)
    site.write("docs/index.md", "# Home\n\n```{roadmap-timeline} ../ROADMAP.md\n```\n")
    status, log = build(site, "-W", conf=f"{CONF}{counting}")
    assert status == 0, log
    assert log.count(f"reads {site.directory / 'ROADMAP.md'}\n") == 1


UNKNOWN = "unknown key 'ignored'; did you mean 'ignore'?"


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("place", "conf"),
    [
        ("roadmap-lint.toml", CONF),
        ("lint.toml", f'{CONF}roadmap_lint_config = "../lint.toml"\n'),
        ("included/roadmap-lint.toml", CONF),
        ("shown/roadmap-lint.toml", CONF),
    ],
)
def test_a_config_that_cannot_be_used_is_an_error_in_one_line(site: Site, place: str, conf: str, jobs: str) -> None:
    for name in ("docs/roadmap.md", "included/roadmap.md", "shown/roadmap.md"):
        site.write(name, GOOD)
    for number in range(9):  # so many that processes of their own read them
        site.write(f"docs/page-{number}.md", "# Page\n")
    site.write("docs/a.md", "# A\n\n```{include} ../included/roadmap.md\n:start-after: '# Acme'\n```\n")
    site.write("docs/z.md", "# Z\n\n```{roadmap-timeline} ../shown/roadmap.md\n```\n")
    site.write(place, "ignored = []\n")
    for _ in range(2):  # and again, where hardly any page is read again
        status, log = build(site, "-j", jobs, conf=conf)
        assert status == 1, log
        assert [line for line in log.splitlines() if "ERROR" in line] == [
            f"ERROR: {site.directory / place}:1: {UNKNOWN}"
        ]
        assert "Traceback" not in log
        assert "report" not in log
    site.write(place, "")
    status, log = build(site, "-j", jobs, "-W", conf=conf)
    assert status == 0, log


def test_pages_are_read_again_when_the_config_changes(site: Site) -> None:
    site.write("docs/roadmap.md", BAD)
    site.write("docs/lint.toml", 'select = ["RM108"]\n')
    conf = f'{CONF}roadmap_lint_config = "lint.toml"\n'
    assert BEFORE not in build(site, conf=conf)[1]
    site.write("docs/lint.toml", 'select = ["RM101"]\n')
    assert BEFORE in build(site, conf=conf)[1]
