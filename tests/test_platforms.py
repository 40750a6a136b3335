"""Facts of platforms: what ships, what a config adds, what is projected, and the windows that count on them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roadmap_lint import Config, ConfigError, lint
from roadmap_lint.cli import main
from roadmap_lint.facts import Expected, shipped

OPENSHIFT: dict[str, Any] = {
    "openshift": {
        "name": "OpenShift",
        "aliases": ["OCP"],
        "updated": date(2026, 6, 1),
        "source": "https://acme.example/lifecycle",
        "cadence": 3,
        "minors": 4,
        "releases": {
            "4.18": {"released": "2025-02-25", "end-of-life": "2026-08-25"},
            "4.19": {"released": "2025-06-17"},
            "4.20": {"released": "2025-10-21", "end-of-life": "2027-04-21"},
            "4.21": {"released": "2026-02-03"},
        },
    }
}


def said(text: str, table: dict[str, Any] | None = None, today: date | None = None) -> list[tuple[str, str]]:
    found = lint(text, config=Config.from_table(table or {}), today=today)
    return [(finding.code, finding.message) for finding in found]


def roadmap(*milestones: str) -> str:
    return "# Acme Roadmap\n\n" + "\n".join(milestones)


def milestone(name: str, *statements: str) -> str:
    return f"### {name}\n\n" + "".join(f"- {statement}\n" for statement in statements)


# ------------------------------------------------------------------------------------------------------- projection


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ((1, 36), (date(2026, 4, 22), date(2026, 4, 22), date(2026, 4, 22))),
        ((1, 37), (date(2026, 8, 22), date(2026, 7, 22), date(2026, 9, 22))),
        ((1, 39), (date(2027, 4, 22), date(2027, 3, 22), date(2027, 5, 23))),
    ],
)
def test_known_days_are_exact_and_later_ones_projected(series: tuple[int, int], expected: tuple[date, ...]) -> None:
    found = shipped().platforms["kubernetes"].expected(series)
    assert found is not None
    assert found == Expected(*expected)
    assert found.is_known is (series == (1, 36))


@pytest.mark.parametrize("series", [(1, 3), (2, 0), (0, 9)])
def test_what_the_calendar_cannot_tell_is_not_told(series: tuple[int, int]) -> None:
    assert shipped().platforms["kubernetes"].expected(series) is None


def test_a_release_without_a_day_is_projected_from_the_newest_that_has_one() -> None:
    facts = shipped().with_tables({"kubernetes": {"releases": {"1.37": {"end-of-life": "2027-10-28"}}}})
    platform = facts.platforms["kubernetes"]
    assert platform.newest == (1, 37)
    found = platform.expected((1, 37))
    assert found is not None
    assert found.day == date(2026, 8, 22)


# ----------------------------------------------------------------------------------------------------------- config


def test_a_config_adds_to_the_shipped_calendar() -> None:
    text = roadmap(milestone("v2.9 (July 2026)", "End-to-end testing for Kubernetes 1.37"))
    assert [code for code, _ in said(text)] == []  # it may come on 22 July
    released = {"platforms": {"kubernetes": {"releases": {"1.37": {"released": date(2026, 8, 26)}}}}}
    (code, message), *rest = said(text, released)
    assert (code, rest) == ("RM305", [])
    assert "Kubernetes 1.37 comes out on 2026-08-26, after July 2026" in message


def test_a_config_replaces_the_shipped_calendar() -> None:
    table = {"platforms": {"kubernetes": {"extend": False, "releases": {"1.36": {"released": "2026-04-22"}}}}}
    text = roadmap(milestone("v2.9 (Q3 2026)", "End-to-end testing for Kubernetes 1.40"))
    assert [code for code, _ in said(text)] == ["RM305"]
    assert said(text, table) == []  # without a cadence nothing is projected


def test_a_config_adds_a_platform_that_every_platform_rule_then_judges() -> None:
    text = roadmap(
        milestone("v2.8 (Q1 2026)", "End-to-end testing for OpenShift 4.22", "End support for OCP v4.17"),
        milestone("v2.9 (Q2 2026)", "End-to-end testing for OpenShift 4.33", "End support for OpenShift v4.18"),
    )
    assert said(text) == []
    found = said(text, {"platforms": OPENSHIFT})
    assert [code for code, _ in found] == ["RM305", "RM301", "RM307", "RM306"]
    assert found[0][1].startswith("OpenShift 4.22 is projected for 2026-05-05 at the earliest")
    assert found[1][1] == "v2.8 tests OpenShift 4.22, so it ends support for v4.18 (4 minors below), not for v4.17"
    assert found[2][1] == "there is no OpenShift 4.33: the newest known is 4.21 (as of 2026-06-01)"
    assert found[3][1].startswith(
        "v2.9 ends support for OpenShift v4.18 in Q2 2026, and upstream keeps it until 2026-08"
    )


def test_a_stale_calendar_is_told_once_where_a_day_is_given() -> None:
    text = roadmap(
        milestone("v2.9 (Q3 2026)", "End-to-end testing for Kubernetes 1.37"),
        milestone("v2.10 (Q1 2027)", "End-to-end testing for Kubernetes 1.38"),
    )
    assert said(text) == []
    assert said(text, today=date(2026, 9, 22)) == []
    stale = [code for code, _ in said(text, {"select": ["RM308"]}, date(2027, 6, 1))]
    assert stale == ["RM308"]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"openshift": {}}, "platform 'openshift' has no releases"),
        ({"openshift": 4}, "'openshift' takes a table of name, aliases"),
        ({"kubernetes": {"cadense": 3}}, "unknown key 'cadense' in 'kubernetes'; did you mean 'cadence'?"),
        ({"kubernetes": {"cadence": 0}}, "'cadence' in 'kubernetes' takes a whole number above 0, not '0'"),
        ({"kubernetes": {"basis": "newest"}}, "'basis' in 'kubernetes' takes one of tested, supported, not 'newest'"),
        ({"kubernetes": {"updated": "2026-02-30"}}, "'updated' in 'kubernetes' takes a day such as 2026-04-22"),
        ({"kubernetes": {"releases": {"1": {}}}}, "a release is named by its minor, such as \"1.36\", not '1'"),
        ({"kubernetes": {"releases": {"1.37": {"relesed": 1}}}}, "did you mean 'released'?"),
        ({"ocp": {"aliases": ["K8s"], "releases": {"4.1": {}}}}, "'k8s' is a name of two platforms"),
    ],
)
def test_a_config_that_is_wrong_is_told_its_remedy(tables: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=r"^'platforms': ") as error:
        Config.from_table({"platforms": tables})
    assert message in str(error.value)


def test_the_error_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "roadmap-lint.toml"
    path.write_text('[platforms.openshift]\nname = "OpenShift"\n\n[platforms.openshift.releases]\n"4" = {}\n')
    with pytest.raises(ConfigError, match=r"roadmap-lint\.toml:5: "):
        Config.load(path)


# ---------------------------------------------------------------------------------------------------------- windows

BEHIND = roadmap(
    milestone("v2.8 (Q2 2026)", "End-to-end testing for Kubernetes 1.36", "End support for Kubernetes v1.33.x"),
    milestone("v2.9 (Q2 2026)", "End-to-end testing for Kubernetes 1.35", "End support for Kubernetes v1.32.x"),
)


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("tested", []),
        (
            "supported",
            ["v2.9 supports Kubernetes 1.36, so it ends support for v1.33.x (3 minors below), not for v1.32.x"],
        ),
    ],
)
def test_a_window_counts_on_what_is_tested_or_supported(basis: str, expected: list[str]) -> None:
    table = {"select": ["RM301"], "rules": {"kubernetes-window": {"basis": basis}}}
    assert [message for _, message in said(BEHIND, table)] == expected
    table = {"select": ["RM301"], "platforms": {"kubernetes": {"basis": basis}}}
    assert [message for _, message in said(BEHIND, table)] == expected


def test_the_newest_supported_version_may_be_of_an_earlier_milestone_whatever_the_order() -> None:
    text = roadmap(
        milestone("v2.9 (Q2 2026)", "End support for Kubernetes v1.30.x"),
        milestone("v2.8 (Q1 2026)", "End-to-end testing for Kubernetes 1.35"),
    )
    table: dict[str, Any] = {"select": ["RM301"], "rules": {"kubernetes-window": {"basis": "supported", "minors": 3}}}
    assert [message for _, message in said(text, table)] == [
        "v2.9 supports Kubernetes 1.35, so it ends support for v1.32.x (3 minors below), not for v1.30.x"
    ]


def test_each_platform_has_a_window_of_its_own() -> None:
    text = roadmap(
        milestone(
            "v2.8 (Q2 2026)",
            "End-to-end testing for Kubernetes 1.36",
            "End support for Kubernetes v1.33.x",
            "End-to-end testing for OpenShift 4.21",
            "End support for OpenShift v4.17",
        )
    )
    assert said(text, {"select": ["RM301"], "platforms": OPENSHIFT}) == []


# -------------------------------------------------------------------------------------------------- the command line


@pytest.fixture(autouse=True)
def _in_an_empty_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def test_facts_prints_what_is_known_and_what_is_projected(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Kubernetes (also k8s)"
    assert "  as of    2026-08-22" in printed
    assert "  1.36     2026-04-22                2027-04-28    2027-06-28" in printed
    assert "  1.37     2026-07-22 … 2026-09-22   -             -   projected" in printed
    assert "  projected: 3 releases a year, give or take 31 days" in printed


def test_facts_of_a_config_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("roadmap-lint.toml").write_text(
        '[platforms.openshift]\nname = "OpenShift"\nminors = 4\n\n'
        '[platforms.openshift.releases]\n"4.21" = { released = 2026-02-03 }\n'
    )
    assert main(["facts", "openshift", "--output", "json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["openshift"]["minors"] == 4
    assert facts["openshift"]["releases"] == {
        "4.21": {"released": "2026-02-03", "maintenance": None, "end-of-life": None}
    }
    assert facts["openshift"]["projected"] == {}
    assert main(["facts", "OpenShfit"]) == 2
    assert "did you mean 'OpenShift'?" in capsys.readouterr().err


def test_parse_shows_what_is_inferred(capsys: pytest.CaptureFixture[str]) -> None:
    Path("ROADMAP.md").write_text(
        roadmap(
            milestone("v2.8 (Q1 2026)", "End support for Acme v2.4", "End support for Kubernetes v1.32"),
            milestone("v2.9", "End support for Acme v2.5", "End-to-end testing for Kubernetes 1.36"),
        )
    )
    assert main(["parse", "ROADMAP.md"]) == 0
    inferred = json.loads(capsys.readouterr().out)["inferred"]
    assert (inferred["product"]["name"], inferred["product"]["minors"]) == ("Acme", 4)
    assert [(platform["name"], platform["minors"]) for platform in inferred["platforms"]] == [("Kubernetes", None)]


def test_parse_infers_nothing_where_the_document_leaves_a_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    Path("ROADMAP.md").write_text(roadmap(milestone("v2.8", "End support for Redis v7.0")))
    assert main(["parse", "ROADMAP.md"]) == 0
    inferred = json.loads(capsys.readouterr().out)["inferred"]
    assert (inferred["product"], inferred["platforms"]) == (None, [])
