"""The site of the docs: it builds strictly, its links lead somewhere, it shows what GitHub shows, its examples hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
import yaml
from environments import ROOT, Distributions, Environment, copy_checkout, run
from markdown_it import MarkdownIt
from sites import BAD, OPEN_TASK, Site

from roadmap_lint import Config
from roadmap_lint.engine import check
from roadmap_lint.plugins import catalogue
from roadmap_lint.report import Result, Run, Size, text

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
# What a reader would miss; Python-Markdown reads some of it in other ways than GitHub does.
SHOWN = ("pre", "li", "table", "tr", "h1", "h2", "h3", "code", "a")


class Html(HTMLParser):
    """What a page of the site holds: how many of each tag in its content, its anchors, and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if values.get("id"):
            self.anchors.add(str(values["id"]))
        if values.get("class") == "headerlink":
            return  # what the site adds to each heading
        self.tags.append(tag)
        self.links += [str(values[name]) for name in ("href", "src") if values.get(name)]


class Built:
    """The site as it was built."""

    def __init__(self, directory: Path, log: str) -> None:
        self.directory = directory
        self.log = log

    def page(self, source: str) -> Path:
        """Where a page of docs/ went."""
        name = source.removesuffix(".md")
        folder = name.removesuffix("README").removesuffix("index")
        return self.directory / folder / "index.html"

    @cached_property
    def pages(self) -> dict[Path, Html]:
        return {path: Html(path.read_text(encoding="utf-8")) for path in self.directory.rglob("*.html")}

    def content(self, source: str) -> Html:
        whole = self.page(source).read_text(encoding="utf-8")
        found = re.search(r'role="main">(.*?)<footer', whole, re.DOTALL)
        assert found, source
        return Html(found[1])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("site")
    site = Site(place)
    arguments = ["build", "--strict", "-f", str(ROOT / "mkdocs.yml"), "-d", str(place / "out")]
    done = site.run("mkdocs", *arguments)
    assert done.returncode == 0, done.stdout
    return Built(place / "out", done.stdout)


def test_it_builds_without_a_warning(built: Built) -> None:
    assert "WARNING" not in built.log
    assert "not found" not in built.log


def test_every_page_is_there_and_no_program_is(built: Built) -> None:
    assert [source for source in PAGES if not built.page(source).is_file()] == []
    assert list(built.directory.rglob("*.py")) == []
    for rule in catalogue():
        assert (built.directory / "rules" / f"{rule.code}-{rule.name}" / "index.html").is_file()


def test_our_own_roadmap_is_a_page(built: Built) -> None:
    assert "roadmap-lint Roadmap" in (built.directory / "roadmap" / "index.html").read_text(encoding="utf-8")


def test_links_and_anchors_lead_somewhere(built: Built) -> None:
    broken = []
    for path, page in built.pages.items():
        if path.name == "404.html":
            continue  # its links begin at the root of whatever server
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            there = built.pages.get(target)
            if not target.is_file() or (parts.fragment and there and unquote(parts.fragment) not in there.anchors):
                broken.append(f"{path.relative_to(built.directory)}: {link}")
    assert sorted(set(broken)) == []


@pytest.mark.parametrize("source", PAGES)
def test_it_shows_what_github_shows(built: Built, source: str) -> None:
    there = MarkdownIt("gfm-like", {"linkify": False}).render((DOCS / source).read_text(encoding="utf-8"))
    expected, shown = Html(there), built.content(source)
    for tag in SHOWN:
        assert (tag, shown.tags.count(tag)) == (tag, expected.tags.count(tag))


def test_links_out_of_the_docs_lead_to_the_repository(built: Built) -> None:
    repository = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))["repo_url"]
    assert f"{repository}/tree/main/examples/acme-pack" in built.content("writing-rules.md").links


# ------------------------------------------------------------------------------------------------------ the examples


def fences(page: str, label: str) -> str:
    """What stands in the fence below a comment of a page."""
    whole = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(rf"<!-- {label} -->\n(?P<ticks>`{{3,}})\w+\n(?P<body>.*?)^(?P=ticks)$", whole, re.M | re.S)
    assert found, label
    return found["body"]


def test_the_first_page_shows_what_is_printed() -> None:
    example = fences("index.md", "start: input")
    report = check(example, path="ROADMAP.md")
    result = Result(report.document.source, Size.of(report.document), report.diagnostics)
    assert fences("index.md", "start: output") == text.render(Run((result,)))


def test_configs_may_name_their_schema() -> None:
    written = fences("configuration.md", "configuration: schema")
    table = tomllib.loads(written)
    assert Config.from_table(table).rules
    schema = json.loads((ROOT / "roadmap_lint" / "data" / "config.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(table, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**table, "preset": "recomended"}, schema)


def test_the_settings_of_mkdocs_are_such(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("docs/index.md", "# Home\n")
    site.write("ROADMAP.md", "# Acme Roadmap\n\n## v2.8 (Q5 2026)\n\n- [ ] A\n")
    site.write("mkdocs.yml", f"site_name: Acme\n{fences('mkdocs.md', 'mkdocs: pages')}")
    done = site.run("mkdocs", "build")
    assert "WARNING -  roadmap-lint: ROADMAP.md:3: RM111 " in done.stdout


def test_the_settings_of_sphinx_are_such(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("docs/index.md", "# Home\n\n```{roadmap-timeline}\n```\n")
    conf = fences("sphinx.md", "sphinx: conf")
    for settings, warnings in ((conf, 1), (conf + fences("sphinx.md", "sphinx: suppress"), 0)):
        site.write("docs/conf.py", settings)
        done = site.run("sphinx", "--no-color", "-E", "-b", "html", "docs", "out")
        assert done.stdout.count("WARNING: index.md has no milestones to show") == warnings


def test_a_page_that_includes_the_roadmap_shows_all_of_it_but_its_front_matter(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("ROADMAP.md", f"{BAD}\nSee [home](docs/index.md).\n")
    site.write("docs/index.md", "# Home\n\n```{toctree}\nroadmap\n```\n")
    included = fences("sphinx.md", "sphinx: include")
    assert "`:relative-docs: docs/`" in (DOCS / "sphinx.md").read_text(encoding="utf-8")
    site.write("docs/roadmap.md", included.replace("ROADMAP.md\n", "ROADMAP.md\n:relative-docs: docs/\n"))
    site.write("docs/conf.py", fences("sphinx.md", "sphinx: conf"))
    done = site.run("sphinx", "--no-color", "-b", "html", "docs", "out")
    page = re.sub("<[^>]*>", "", re.sub(".*<body>", "", site.read("out/roadmap.html"), flags=re.S))
    assert "Größere Pläne für alle." in page
    assert 'href="index.html"><span class="std std-doc">home' in site.read("out/roadmap.html")
    assert "Fahrplan für Zürich" not in page
    assert "Acme Roadmap 🚀" in re.sub("<[^>]*>", "", site.read("out/index.html"))  # among the contents
    assert done.stdout.count("WARNING") == 2, done.stdout
    assert f"{site.directory / 'ROADMAP.md'}:14: WARNING: {OPEN_TASK}" in done.stdout


@pytest.mark.parametrize(
    ("roadmap", "warning"),
    [
        ("# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- [ ] A\n", "Non-consecutive header level increase"),
        ("## Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- [ ] A\n", "Document headings start at H2"),
    ],
)
def test_headings_of_an_included_roadmap_that_leave_out_a_level_are_suppressed_as_the_page_says(
    tmp_path: Path, roadmap: str, warning: str
) -> None:
    assert f"`{warning}`" in " ".join((DOCS / "sphinx.md").read_text(encoding="utf-8").split())
    site = Site(tmp_path)
    site.write("ROADMAP.md", roadmap)
    site.write("docs/index.md", "# Home\n\n```{toctree}\nroadmap\n```\n")
    site.write("docs/roadmap.md", fences("sphinx.md", "sphinx: include"))
    conf = fences("sphinx.md", "sphinx: conf")
    site.write("docs/conf.py", conf)
    done = site.run("sphinx", "--no-color", "-W", "-E", "-b", "html", "docs", "out")
    assert (done.returncode, done.stdout.count(warning)) == (1, 1), done.stdout
    site.write("docs/conf.py", conf + fences("sphinx.md", "sphinx: headings"))
    done = site.run("sphinx", "--no-color", "-W", "-E", "-b", "html", "docs", "out")
    assert (done.returncode, done.stdout.count(warning)) == (0, 0), done.stdout


def bash(command: str, site: Path) -> subprocess.CompletedProcess[str]:
    """What a person does in a terminal, with the Python of the tests as `python3`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return run(["bash", "-euo", "pipefail", "-c", command], cwd=site, PATH=path)


OWN = "# Our Roadmap\n\n## v2.8 (Q1 2026)\n\n- [ ] A task\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "before"),
    [
        ("mkdocs", {}),
        ("properdocs", {}),
        ("mkdocs", {"mkdocs.yml": "site_name: Acme\ntheme: mkdocs\n", "docs/index.md": "# Home\n"}),
        ("mkdocs", {"mkdocs.yml": "site_name: Acme\nplugins:\n  search:\n", "docs/roadmap.md": OWN}),
    ],
)
def test_a_rule_of_ones_own_runs_in_a_build_after_the_steps_of_the_page(
    tmp_path: Path, tool: str, before: dict[str, str]
) -> None:
    """Exactly the steps that are written, and five at most: a line for a shell, or a file to write, is a step."""
    intro, _, section = (DOCS / "mkdocs.md").read_text(encoding="utf-8").partition("<!-- mkdocs: steps -->\n")
    environment = re.findall(r"in an environment\s+\(`([^`]+)`\)", intro)[0]
    steps = re.findall(
        r"^\*\*\d\.\*\* (.*?)\n\n`{3,}(sh|python|markdown)\n(.*?)^(?:````|```)$", section, re.MULTILINE | re.DOTALL
    )
    assert len(steps) == section.count("\n**") + 1 == section.count("\n```") / 2 == 5
    assert not any("\n" in step.strip() for _, kind, step in steps if kind == "sh")
    assert "write `properdocs` wherever a step has `mkdocs`" in intro

    copy_checkout(tmp_path / "roadmap-lint")
    site = tmp_path / "site"
    (site / "docs").mkdir(parents=True) if before else site.mkdir()
    for name, content in before.items():
        (site / name).write_text(content, encoding="utf-8")
    made = bash(environment, site)
    assert made.returncode == 0, made.stderr
    for told, kind, written in steps:
        if kind == "sh":
            step = written.replace("mkdocs", tool)
            done = bash(f". .venv/bin/activate\n{step}", site)
            assert done.returncode == (written == steps[-1][2]), done.stdout + done.stderr
            continue
        path = site / re.findall(r"`([^`]+\.(?:py|md))`", told)[0]
        assert path.is_file() is (kind == "python" or path.name in {Path(name).name for name in before})
        if kind == "python" or not path.is_file():
            path.write_text(written, encoding="utf-8")
    said = re.search(r"^It says: `(.*)…`", section, re.MULTILINE)
    assert said
    assert said[1] in done.stdout + done.stderr
    rules = "from acme_roadmap_rules import RULES\nfrom roadmap_lint.testing import verify\n[*map(verify, RULES)]"
    verified = bash(f". .venv/bin/activate\npython -c '{rules}'", site)
    assert verified.returncode == 0, verified.stderr


@pytest.mark.slow
def test_the_two_files_of_the_guide_for_authors_are_a_pack(distributions: Distributions, tmp_path: Path) -> None:
    environment = Environment(tmp_path / "venv")
    environment.install(distributions.wheel, "pip", "setuptools>=77")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "acme_rules.py").write_text(fences("writing-rules.md", "writing-rules: module"), encoding="utf-8")
    (pack / "pyproject.toml").write_text(fences("writing-rules.md", "writing-rules: pyproject"), encoding="utf-8")
    done = bash(f"PATH={environment.scripts}:$PATH\n{fences('writing-rules.md', 'writing-rules: ship')}", pack)
    assert done.returncode == 0, done.stderr
    assert "  ACME004 lower-case-task" in done.stdout
    assert "ACME004 lower-case-task note 'faster builds' begins with a lower-case letter\n" in done.stdout
    (pack / "verify.py").write_text(fences("writing-rules.md", "writing-rules: verify"), encoding="utf-8")
    environment.succeed("python", "verify.py", cwd=pack)
