"""The plugin in real builds of MkDocs and of ProperDocs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sites import BAD, BEFORE, EVIL_LINES, GOOD, NOTHING, OPEN_TASK, SHOWN_LINES, Site

FRAMEWORKS = ("mkdocs", "properdocs")
CONFIG = {"mkdocs": "mkdocs.yml", "properdocs": "properdocs.yml"}
SETTINGS = "site_name: Acme\ntheme: {name: mkdocs}\nplugins:\n  - roadmap-lint\n"
EVIL_TEXT = r"Acme &lt;script> \*x\* \[y\](z)"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("docs/index.md", "# Home\n")
    return site


def build(site: Site, framework: str = "mkdocs", *arguments: str, settings: str = SETTINGS) -> tuple[int, str]:
    site.write(CONFIG[framework], settings)
    done: subprocess.CompletedProcess[str] = site.run(framework, "build", *arguments)
    return done.returncode, done.stdout


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_findings_are_warnings_with_file_and_line(site: Site, framework: str) -> None:
    site.write("docs/roadmap.md", BAD)
    status, log = build(site, framework)
    assert status == 0, log
    assert f"WARNING -  roadmap-lint: docs/roadmap.md:14: {OPEN_TASK}" in log
    assert f"WARNING -  roadmap-lint: docs/roadmap.md:19: {BEFORE}" in log
    assert log.count("WARNING") == 2
    assert "(column 10) [quarter-order]" in log


def test_names_of_files_are_safe_to_print(site: Site) -> None:
    site.write(f"docs/{EVIL_LINES}.md", f"{BAD}\n<!-- roadmap-windows missing.md -->\n")
    _, log = build(site)
    assert f"WARNING -  roadmap-lint: docs/{SHOWN_LINES}.md:14: {OPEN_TASK}" in log
    assert f"WARNING -  roadmap-lint: docs/{SHOWN_LINES}.md: the roadmap missing.md cannot be shown" in log


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_strict_builds_fail_for_findings(site: Site, framework: str) -> None:
    site.write("docs/roadmap.md", BAD)
    status, log = build(site, framework, "--strict")
    assert status == 1
    assert "Aborted with 2 warnings in strict mode" in log


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_strict_builds_pass_without_them_and_show_the_windows(site: Site, framework: str) -> None:
    site.write("docs/roadmap.md", GOOD.replace("Größere", "<!-- roadmap-windows -->\n\nGrößere"))
    status, log = build(site, framework, "--strict")
    assert (status, log.count("WARNING")) == (0, 0), log
    page = site.read("site/roadmap/index.html")
    assert "<tr><td>v2.8</td><td>Q1 2026</td><td>Completed</td><td>v2.6 – v2.8</td><td>1.33 – 1.35</td></tr>" in page
    assert "<tr><td>v2.9</td><td>Q2 2026</td><td>In Progress</td><td>v2.7 – v2.9</td><td>–</td></tr>" in page
    assert "roadmap-windows" not in page


def test_notes_are_told_and_fail_no_build(site: Site) -> None:
    site.write("docs/roadmap.md", NOTHING)
    status, log = build(site, "mkdocs", "--strict")
    assert status == 0, log
    assert "INFO    -  roadmap-lint: docs/roadmap.md:1: RM004 " in log


def test_pages_are_roadmaps_by_name_by_the_config_or_by_their_front_matter(site: Site) -> None:
    site.write("roadmap-lint.toml", 'paths = ["docs/plans.md"]\nexclude = ["docs/old"]\n')
    bare = BAD.removeprefix("---\ntitle: Fahrplan für Zürich\n---\n\n")
    site.write("docs/plans.md", BAD)
    site.write("docs/future.md", f"---\nroadmap: true\n---\n{bare}")
    site.write("docs/roadmap-notes.md", f"---\nroadmap: false\n---\n{bare}")
    site.write("docs/old/roadmap.md", BAD)
    site.write("docs/other.md", BAD)
    _, log = build(site)
    told = {line.split("roadmap-lint: ")[1].split(": RM")[0] for line in log.splitlines() if ": RM" in line}
    assert told == {"docs/plans.md:14", "docs/plans.md:19", "docs/future.md:13", "docs/future.md:18"}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_roadmap_outside_of_the_docs_becomes_a_page(site: Site, framework: str) -> None:
    site.write("ROADMAP.md", BAD)
    settings = f"{SETTINGS}      pages: {{plans.md: ROADMAP.md}}\n".replace("- roadmap-lint", "- roadmap-lint:")
    status, log = build(site, framework, settings=settings)
    assert status == 0, log
    assert f"WARNING -  roadmap-lint: ROADMAP.md:14: {OPEN_TASK}" in log
    assert '<h2 id="v28-q1-2026">' in site.read("site/plans/index.html")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("../ROADMAP.md", ": ../ROADMAP.md is not below"), ("missing.md", " names missing.md, which is no file")],
)
def test_what_cannot_become_a_page_ends_the_build(site: Site, path: str, reason: str) -> None:
    (site.directory.parent / "ROADMAP.md").write_text(BAD, encoding="utf-8")
    settings = f"{SETTINGS}      pages: {{plans.md: {path}}}\n".replace("- roadmap-lint", "- roadmap-lint:")
    status, log = build(site, settings=settings)
    assert status == 1
    assert "Traceback" not in log
    assert f"roadmap-lint: the option 'pages'{reason}" in log


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("{}/stolen.md", "is not below the docs: name a page of the docs, such as stolen.md"),
        ("../../x.md", "is not below the docs: name a page of the docs, such as x.md"),
        ("a/../../x.md", "is not below the docs: name a page of the docs, such as x.md"),
        (r"..\..\x.md", "is not below the docs: name a page of the docs, such as x.md"),
        ("C:x.md", "is not below the docs: name a page of the docs, such as x.md"),
        ("plans.txt", "is no Markdown page: name a page of the docs, such as plans.md"),
        ("plans.html", "is no Markdown page: name a page of the docs, such as plans.md"),
        ("..", "is not below the docs: name a page of the docs, such as roadmap.md"),
        ("", "is no Markdown page: name a page of the docs, such as roadmap.md"),
    ],
)
def test_a_roadmap_becomes_a_page_of_the_docs_and_nothing_else(site: Site, name: str, reason: str) -> None:
    site.write("ROADMAP.md", GOOD)
    before = {path.name for path in site.directory.parent.rglob("*")}
    outside = str(site.directory.parent)
    settings = f"{SETTINGS}      pages: {{'{name.format(outside)}': ROADMAP.md}}\n"
    status, log = build(site, settings=settings.replace("- roadmap-lint", "- roadmap-lint:"))
    assert status == 1
    assert "Traceback" not in log
    assert f"roadmap-lint: the option 'pages' has '{name.format(outside)}', which {reason}\n" in log
    assert {path.name for path in site.directory.parent.rglob("*")} - before == {CONFIG["mkdocs"]}


def test_the_place_of_a_page_may_be_written_in_other_ways(site: Site) -> None:
    site.write("ROADMAP.md", GOOD)
    settings = f"{SETTINGS}      pages: {{./more/../plans.md: ROADMAP.md}}\nnav: [index.md, plans.md]\n"
    status, log = build(site, "mkdocs", "--strict", settings=settings.replace("- roadmap-lint", "- roadmap-lint:"))
    assert status == 0, log
    assert site.read("site/plans/index.html")


def test_a_config_that_cannot_be_used_ends_the_build(site: Site) -> None:
    site.write("roadmap-lint.toml", "ignored = []\n")
    site.write("docs/roadmap.md", GOOD)
    status, log = build(site)
    assert status == 1
    assert "Traceback" not in log
    assert "roadmap-lint.toml:1: unknown key 'ignored'; did you mean 'ignore'?" in log


def test_the_config_may_be_named(site: Site) -> None:
    site.write("docs/roadmap.md", BAD)
    site.write("lint.toml", 'select = ["RM108"]\n')
    settings = f"{SETTINGS}      config: lint.toml\n".replace("- roadmap-lint", "- roadmap-lint:")
    _, log = build(site, settings=settings)
    assert OPEN_TASK in log
    assert "RM101" not in log


# `serve` with a server that prints what it watches, and ends.
SERVE = """\
from {framework}.commands.serve import serve
from {framework}.livereload import LiveReloadServer

LiveReloadServer.watch = lambda self, path: print(f"watches {{path}}")
LiveReloadServer.serve = lambda self, **_: None
serve()
"""


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("option", ["", "      config: lint.toml\n"])
def test_serve_watches_the_roadmaps_outside_of_the_docs_and_the_configs(
    site: Site, framework: str, option: str
) -> None:
    site.write("ROADMAP.md", GOOD)
    site.write("docs/more/roadmap.md", GOOD)
    for name in ("lint.toml", "roadmap-lint.toml", "docs/more/roadmap-lint.toml", "unused/roadmap-lint.toml"):
        site.write(name, 'ignore = ["RM1"]\n')
    site.write("served.py", SERVE.format(framework=framework))
    settings = f"{SETTINGS}      pages: {{plans.md: ROADMAP.md}}\n{option}".replace("- roadmap-lint", "- roadmap-lint:")
    site.write(CONFIG[framework], settings)
    done = site.run("served")
    watched = {line.split(" ")[1] for line in done.stdout.splitlines() if line.startswith("watches ")}
    configs = {"lint.toml"} if option else {"roadmap-lint.toml", "docs/more/roadmap-lint.toml"}
    assert watched == {str(site.directory / name) for name in ("docs", CONFIG[framework], "ROADMAP.md", *configs)}, (
        done.stdout
    )


def test_any_page_shows_the_windows_of_another(site: Site) -> None:
    site.write("ROADMAP.md", GOOD)
    site.write("docs/index.md", "---\ntitle: ü\n---\n# Home\n\n<!-- roadmap-windows ROADMAP.md -->\n\nBelow 🚀\n")
    status, log = build(site, "mkdocs", "--strict")
    assert status == 0, log
    page = site.read("site/index.html")
    assert "<td>v2.9</td>" in page
    assert "<p>Below 🚀</p>" in page


def test_comments_in_code_are_left_alone(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n```html\n<!-- roadmap-windows -->\n```\n\nSee `<!-- roadmap-windows -->`.\n")
    status, log = build(site, "mkdocs", "--strict")
    assert status == 0, log
    assert site.read("site/index.html").count("&lt;!-- roadmap-windows --&gt;") == 2


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "this page has no milestones to show"),
        (" missing.md", "the roadmap missing.md cannot be shown: there is no such file"),
        (" ../ROADMAP.md", "the roadmap ../ROADMAP.md cannot be shown: ../ROADMAP.md is not below"),
    ],
)
def test_windows_that_cannot_be_shown_are_warnings(site: Site, path: str, reason: str) -> None:
    (site.directory.parent / "ROADMAP.md").write_text(GOOD, encoding="utf-8")
    site.write("docs/index.md", f"# Home\n\n<!-- roadmap-windows{path} -->\n")
    status, log = build(site, "mkdocs", "--strict")
    assert status == 1
    assert f"WARNING -  roadmap-lint: docs/index.md: {reason}" in log


def test_text_of_a_document_becomes_no_markup(site: Site) -> None:
    site.write("ROADMAP.md", GOOD.replace("## v2.9 (Q2 2026)", f"## {EVIL_TEXT} (Q2 2026)"))
    site.write("docs/index.md", "# Home\n\n<!-- roadmap-windows ROADMAP.md -->\n")
    status, log = build(site)
    assert status == 0, log
    page = site.read("site/index.html")
    assert "<td>Acme &#60;script&#62; &#42;x&#42; &#91;y&#93;(z) (Q2 2026)</td>" in page
