"""`drift` and `upcoming`: what time does to a roadmap is told where it is asked for, and only there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roadmap_lint.cli import main

ROADMAP = """\
# Acme Roadmap

### v2.7 (Q4 2025)

**Status**: Completed

- [x] Signed builds

### v2.8 (Q2 2026)

**Status**: In Progress

- [x] Cache build layers
- [ ] Parallel builds
- [ ] End-to-end testing for Kubernetes 1.36
- End support for Kubernetes v1.33.x

### v2.9 (Q3 2026)

**Status**: Provisional

- [ ] End-to-end testing for Kubernetes 1.37

### v2.10 (TBA)

- [ ] Usage reports
"""


@pytest.fixture(autouse=True)
def _a_roadmap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    Path("ROADMAP.md").write_text(ROADMAP, encoding="utf-8")


def test_what_falls_due_is_listed_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upcoming", "--today", "2026-04-22", "--within", "5m"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-04-22  ROADMAP.md:15:41  Kubernetes 1.36 comes out; v2.8 tests it",
        "2026-06-28  ROADMAP.md:16:30  upstream ends Kubernetes 1.33; v2.8 ends support for it",
        "2026-06-30  ROADMAP.md:9:11  v2.8 (Q2 2026) is due, 1 of 3 tasks done",
        "2026-08-22  ROADMAP.md:22:41  Kubernetes 1.37 is projected for 2026-07-22 to 2026-09-22; v2.9 tests it",
    ]


@pytest.mark.parametrize(("within", "last"), [("10", "2026-06-29"), ("8d", "2026-06-27"), ("1w", "2026-06-26")])
def test_how_far_it_looks_is_told(capsys: pytest.CaptureFixture[str], within: str, last: str) -> None:
    assert main(["upcoming", "--today", "2026-06-19", "--within", within, "--output", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["last"] == last
    assert [due["day"] for due in report["due"]] == (["2026-06-28"] if last > "2026-06-28" else [])


def test_nothing_due_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upcoming", "--today", "2031-01-01"]) == 0
    assert capsys.readouterr().out == "nothing falls due from 2031-01-01 to 2031-03-02\n"


@pytest.mark.parametrize("within", ["soon", "-3d", "3y", "", "99999d"])
def test_a_stretch_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], within: str) -> None:
    assert main(["upcoming", f"--within={within}"]) == 2
    assert "give a number of days, weeks or months, such as 60d" in capsys.readouterr().err


def test_a_file_that_is_missing_is_told_and_the_others_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upcoming", "ROADMAP.md", "none.md", "--today", "2026-06-30", "--within", "0d"]) == 2
    captured = capsys.readouterr()
    assert "v2.8 (Q2 2026) is due" in captured.out
    assert "none.md: there is no such file" in captured.err


def test_drift_judges_by_the_day_and_check_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--select", "RM308"]) == 0
    assert "RM308" not in capsys.readouterr().out
    assert main(["drift", "--select", "RM308", "--today", "2027-01-01", "--fail-on", "note"]) == 1
    assert "RM308" in capsys.readouterr().out
