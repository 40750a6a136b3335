"""The command line at its door: arguments and files in, output and exit status out."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import BAD, FIXABLE, GOOD, NOTHING, Run, write

from roadmap_lint import files
from roadmap_lint.cli import main

# --------------------------------------------------------------------------------------------------- what is printed

pytestmark = pytest.mark.usefixtures("run")  # in a directory of its own


def test_a_finding_is_shown_with_its_line_its_caret_and_what_would_be_right(run: Run) -> None:
    write(BAD)
    assert run("check", "ROADMAP.md") == 1
    assert run.out == (
        "ROADMAP.md:3:11: RM111 period-malformed error "
        "'Q5 2026' is not a period: there is no quarter 5, only Q1 to Q4\n"
        "  |\n"
        "3 | ### v2.8 (Q5 2026)\n"
        "  |           ^^^^^^^\n"
        "\n"
        "1 file checked: 1 error\n"
    )


def test_a_clean_run_says_what_was_read(run: Run) -> None:
    write(GOOD)
    assert run("check") == 0
    assert run.out == "1 file checked: 1 milestone, 1 task, nothing to report\n"
    assert run("check", "--quiet") == 0
    assert run.out == ""


def test_carets_stand_under_wide_and_combining_characters(run: Run) -> None:
    write(GOOD.replace("### v2.8 (Q1 2026)", "### 道路 v2.8 (Q5 2026)"))
    run("check", "--quiet")
    line, caret = run.out.splitlines()[2:4]
    assert line == "3 | ### 道路 v2.8 (Q5 2026)"
    assert caret == "  |                ^^^^^^^"  # two columns each for 道 and 路


def test_control_characters_of_a_document_reach_no_terminal(run: Run) -> None:
    write(BAD.replace("Q5 2026)", "Q5 2026) \x1b[31m\x9b\u202e"))
    run("check", "--quiet")
    assert not {"\x1b", "\x9b", "\u202e"} & set(run.out)
    assert "\\x1b[31m\\x9b\\u202e" in run.out


def test_a_long_line_is_cut_around_the_finding(run: Run) -> None:
    write(BAD.replace("### v2.8", "### v2.8 ").replace("Q5 2026)", "Q5 2026) " + "x" * 10_000))
    run("check", "--quiet")
    assert max(map(len, run.out.splitlines())) < 200
    assert "…" in run.out


def test_color_only_where_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD)
    run("check")
    assert "\x1b[" not in run.out
    run("check", "--color", "always")
    assert "\x1b[1;31mRM111\x1b[0m" in run.out
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("check")
    assert "\x1b[" in run.out
    monkeypatch.setenv("NO_COLOR", "1")
    run("check")
    assert "\x1b[" not in run.out


def test_json_is_as_the_design_gives_it(run: Run) -> None:
    write(FIXABLE)
    assert run("check", "--output", "json", "--today", "2026-03-01") == 1
    report = json.loads(run.out)
    assert list(report) == ["schema_version", "tool", "today", "base", "facts", "errors", "files", "diagnostics"]
    assert (report["schema_version"], report["tool"]["name"], report["today"]) == (1, "roadmap-lint", "2026-03-01")
    assert report["facts"] == {"kubernetes": "2026-08-22"}
    assert report["files"] == [{"path": "ROADMAP.md", "milestones": 1, "tasks": 1}]
    (finding,) = report["diagnostics"]
    start = FIXABLE.index("In Progres")
    places = {
        "start": {"line": 5, "column": 13, "offset": start},
        "end": {"line": 5, "column": 23, "offset": start + len("In Progres")},
    }
    assert {key: finding[key] for key in ("code", "name", "class", "severity", "path", "start", "end", "related")} == {
        "code": "RM106",
        "name": "status-unknown",
        "class": "static",
        "severity": "warning",
        "path": "ROADMAP.md",
        "related": [],
        **places,
    }
    assert finding["fix"] == {
        "title": "replace with 'In Progress'",
        "safe": True,
        "edits": [{**places, "text": "In Progress"}],
    }
    assert finding["url"].endswith("/RM106-status-unknown.md")


def test_fingerprints_stay_when_lines_move(run: Run) -> None:
    write(BAD)
    run("check", "--output", "json")
    before = json.loads(run.out)["diagnostics"][0]["fingerprint"]
    write(BAD.replace("# Acme Roadmap\n", "# Acme Roadmap\n\nA word first.\n"))
    run("check", "--output", "json")
    assert json.loads(run.out)["diagnostics"][0]["fingerprint"] == before


# ------------------------------------------------------------------------------------------------------ exit status


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        (GOOD, [], 0),
        (BAD, [], 1),
        (NOTHING, [], 0),  # a note
        (NOTHING, ["--fail-on", "note"], 1),
        (FIXABLE, [], 1),
        (FIXABLE, ["--fail-on", "error"], 0),
        (BAD, ["--ignore", "RM111"], 0),
        (BAD, ["--ignore", "period-malformed"], 0),
        (BAD, ["--select", "RM2"], 0),
        (BAD, ["--select", "RM1,RM2"], 1),
        (BAD, ["--select", "RM1", "--ignore", "RM11"], 0),
    ],
)
def test_exit_status_of_findings(run: Run, text: str, arguments: list[str], status: int) -> None:
    write(text)
    assert run("check", "ROADMAP.md", *arguments) == status


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--select", "eol-lga"], "'select': there is no rule 'eol-lga'; did you mean 'eol-lag'?"),
        (["check", "--select", "RM999"], "there is no rule 'RM999'"),
        (["check", "--today", "tomorrow"], "--today tomorrow: give a day such as"),
        (["check", "--config", "missing.toml"], "missing.toml: the config cannot be read: there is no such file"),
        (["check", "--fix", "--diff"], "give one of them"),
        (["check", "--unsafe-fixes"], "goes with --fix or --diff"),
        (["check", "-", "ROADMAP.md"], "standard input (-) is checked alone"),
        (["check", "--colour"], "unrecognized arguments: --colour"),
        (["explain", "RM2o1"], "did you mean 'RM201'?"),
        (["explain", "RM30"], "'RM30' begins RM301, RM302, RM303, RM304, …: give one of them"),
        (["explain", "RM99"], "there is no rule 'RM99'"),
        (["parse", "missing.md"], "missing.md: there is no such file"),
        (["check", "missing.md", "--today", "2026-13-01"], "--today 2026-13-01: give a day such as"),
        (["check", "--today", "commit"], "--today commit: git does not answer: "),
        (["check", "--\x1b[31m"], "unrecognized arguments: --\\x1b[31m"),
    ],
)
def test_a_usage_error_is_status_2_and_names_the_remedy(run: Run, arguments: list[str], message: str) -> None:
    write(GOOD)
    assert run(*arguments) == 2
    assert message in run.err
    assert "Traceback" not in run.err
    assert run.out == ""


def test_no_command_prints_help(run: Run) -> None:
    assert run() == 2
    assert "usage: roadmap-lint" in run.out


def test_without_a_roadmap_there_is_nothing_to_check(run: Run) -> None:
    assert run("check") == 2
    assert "no roadmap was found below this directory: name a file" in run.err
    write(GOOD)
    write('exclude = ["ROADMAP.md"]', "roadmap-lint.toml")
    assert run("check") == 2
    assert "no roadmap was found below this directory but what the config excludes (ROADMAP.md): name a" in run.err


def test_a_crashed_rule_is_status_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from roadmap_lint.rules.quarter_order import QuarterOrder

    def fail(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(QuarterOrder, "check", fail)
    write(BAD)
    assert run("check", "--output", "json") == 3
    report = json.loads(run.out)
    assert [finding["code"] for finding in report["diagnostics"]] == ["RM000", "RM111"]
    assert report["errors"][0]["code"] == "RM000"


# -------------------------------------------------------------------------------------------------------- bad input


def test_an_empty_file_is_said_to_be_empty(run: Run) -> None:
    write("")
    assert run("check") == 0
    assert "RM004 no-milestones note this document is empty" in run.out


def test_only_front_matter(run: Run) -> None:
    write("---\ntitle: Acme\n---\n")
    assert run("check") == 0
    assert "RM004" in run.out


def test_broken_yaml_is_found_and_the_rest_is_checked(run: Run) -> None:
    write('---\ntitle: "Acme\n---\n\n' + BAD)
    assert run("check") == 1
    assert "ROADMAP.md:2:1: RM001 front-matter-syntax error" in run.out
    assert "RM111" in run.out


def test_nul_is_found_and_removed(run: Run) -> None:
    write(GOOD.replace("Faster", "Fas\0ter"))
    assert run("check") == 1
    assert "ROADMAP.md:7:10: RM006 text-encoding error a NUL character stands here" in run.out
    assert run("check", "--fix") == 0
    assert Path("ROADMAP.md").read_text() == GOOD


def test_bytes_that_are_not_utf_8_are_found_and_kept(run: Run) -> None:
    data = FIXABLE.encode().replace(b"Faster", b"F\xe4ster")
    Path("ROADMAP.md").write_bytes(data)
    assert run("check") == 1
    assert "RM006 text-encoding error these bytes are not UTF-8 (e4): save the file as UTF-8" in run.out
    assert run("check", "--fix") == 1
    assert Path("ROADMAP.md").read_bytes() == data.replace(b"In Progres", b"In Progress")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.mkdir(), "it is a directory in which no roadmap was found: name the file"),
        (lambda path: None, "there is no such file"),
        (lambda path: path.write_bytes(b"\xff\xfeR\0O\0"), "it is encoded as UTF-16: save it as UTF-8"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\0\xff"), "it is not text (NUL bytes, and not UTF-8)"),
        (lambda path: os.mkfifo(path), "it is not a regular file"),
        (lambda path: path.symlink_to(path), f"it cannot be opened: {os.strerror(errno.ELOOP)}"),
        (
            lambda path: path.write_bytes(b" " * 11_000_000),
            "it is too large (11,000,000 bytes, at most 10,000,000)",
        ),
    ],
    ids=["directory", "missing", "UTF-16", "binary", "FIFO", "symlink loop", "too large"],
)
def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    run: Run, make: Callable[[Path], None], reason: str
) -> None:
    make(Path("unreadable.md"))
    write(BAD)
    assert run("check", "unreadable.md", "ROADMAP.md") == 2
    assert f"unreadable.md:1:1: RM011 unreadable-file error this file was not checked: {reason}\n" in run.out
    assert "RM111" in run.out
    assert run.out.endswith("\n1 file checked, 1 could not be read: 2 errors\n")


def test_a_file_that_cannot_be_read_is_no_checked_file(run: Run) -> None:
    assert run("check", "missing.md") == 2
    assert run.out.endswith("\n0 files checked, 1 could not be read: 1 error\n")
    assert run("check", "missing.md", "--output", "json") == 2
    report = json.loads(run.out)
    assert report["files"] == []
    assert [finding["code"] for finding in report["diagnostics"]] == ["RM011"]
    assert [error["path"] for error in report["errors"]] == ["missing.md"]


def test_of_a_path_of_the_config_that_cannot_be_read_the_config_is_named(run: Run) -> None:
    write(GOOD)
    (Path("empty")).mkdir()
    write('paths = ["missing.md", "empty"]', "roadmap-lint.toml")
    assert run("check") == 2
    named = "('paths' of roadmap-lint.toml names it)\n"
    assert f"missing.md:1:1: RM011 unreadable-file error this file was not checked: there is no such file {named}" in (
        run.out
    )
    assert f"in which no roadmap was found: name the file {named}" in run.out
    assert run("check", "missing.md") == 2
    assert named not in run.out


def test_a_file_that_cannot_be_written_keeps_its_findings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise files.FileError("it cannot be written: Permission denied")

    monkeypatch.setattr(files, "write", refuse)
    write(FIXABLE)
    assert run("check", "--fix") == 2
    assert "ROADMAP.md:1:1: RM011 unreadable-file error the fixes were not written: it cannot be written: P" in run.out
    assert "RM106" in run.out
    assert run.out.endswith("\n1 file checked: 1 error, 1 warning; --fix corrects 1\n")


@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\nb.md", "a\tb.md", "a\u202eb.md"])
def test_control_characters_of_a_file_name_reach_no_terminal(run: Run, name: str) -> None:
    shown = name.translate({27: r"\x1b", 10: r"\x0a", 9: r"\x09", 0x202E: r"\u202e"})
    write(FIXABLE, name)
    for arguments in (["check"], ["check", "--diff"], ["config"]):
        run(*arguments, name)
        assert name not in run.out + run.err
        assert shown in run.out
    run("parse", name.replace(".md", ".x"))
    assert shown.replace(".md", ".x") in run.err
    write(f"exclude = [{json.dumps(name)}]", "roadmap-lint.toml")
    run("check", name)
    assert shown in run.err


# ------------------------------------------------------------------------------------------------------------ fixes


def test_fix_writes_the_file_and_reports_what_is_left(run: Run) -> None:
    write(FIXABLE)
    assert run("check", "--fix") == 0
    assert run.out == "1 file checked: 1 milestone, 1 task, nothing to report; 1 fixed\n"
    assert Path("ROADMAP.md").read_text() == GOOD
    assert run("check", "--fix") == 0
    assert run.out == "1 file checked: 1 milestone, 1 task, nothing to report; nothing to fix\n"


def test_fix_says_how_much_it_fixed_in_all_files_and_rounds(run: Run) -> None:
    write(FIXABLE.replace("Q1 2026", "Q5 2026").replace("[ ] Faster", "[X]  Faster"))
    write(FIXABLE, "docs/ROADMAP.md")
    assert run("check", "ROADMAP.md", "docs/ROADMAP.md") == 1
    offered = re.search(r"; --fix corrects (\d+)\n", run.out)
    assert offered
    assert run("check", "--fix", "ROADMAP.md", "docs/ROADMAP.md") == 1
    assert run.out.endswith(f"\n2 files checked: 1 error; {offered[1]} fixed\n")
    write(FIXABLE)
    assert run("check", "--fix", "--output", "json=out.json", "ROADMAP.md") == 0
    assert run.out == "1 file checked: 1 milestone, 1 task, nothing to report; 1 fixed\n"
    assert run("check", "--fix", "-", stdin=FIXABLE.encode()) == 0
    assert run.err == "1 file checked: 1 milestone, 1 task, nothing to report; 1 fixed\n"


def test_fix_keeps_line_endings_mark_and_mode(run: Run) -> None:
    data = b"\xef\xbb\xbf" + FIXABLE.replace("\n", "\r\n").rstrip().encode()
    Path("ROADMAP.md").write_bytes(data)
    Path("ROADMAP.md").chmod(0o640)
    assert run("check", "--fix") == 0
    assert Path("ROADMAP.md").read_bytes() == data.replace(b"In Progres", b"In Progress")
    assert Path("ROADMAP.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in Path().iterdir() if path.name.startswith(".ROADMAP")] == []


def test_fix_follows_a_symlink(run: Run) -> None:
    write(FIXABLE, "docs/real.md")
    Path("ROADMAP.md").symlink_to("docs/real.md")
    assert run("check", "--fix", "ROADMAP.md") == 0
    assert Path("ROADMAP.md").is_symlink()
    assert Path("docs/real.md").read_text() == GOOD


def test_an_unsafe_fix_needs_to_be_asked_for(run: Run) -> None:
    text = "# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- End support for Acme v2.6\n"
    write(text)
    assert run("check", "--fix") == 1
    assert "(unsafe: --unsafe-fixes)" in run.out
    assert run.out.endswith("\n1 file checked: 1 error; nothing to fix\n")
    assert Path("ROADMAP.md").read_text() == text
    assert run("check", "--fix", "--unsafe-fixes") == 0
    assert run.out.endswith("; 1 fixed\n")
    assert Path("ROADMAP.md").read_text() == text.replace("v2.6", "v2.5")


def test_diff_shows_and_changes_nothing(run: Run) -> None:
    write(FIXABLE)
    assert run("check", "--diff") == 1
    assert run.out == (
        "--- a/ROADMAP.md\n+++ b/ROADMAP.md\n@@ -2,6 +2,6 @@\n \n ### v2.8 (Q1 2026)\n \n"
        "-**Status**: In Progres\n+**Status**: In Progress\n \n - [ ] Faster builds\n"
    )
    assert "RM106" in run.err
    assert Path("ROADMAP.md").read_text() == FIXABLE
    write(GOOD)
    assert run("check", "--diff") == 0
    assert run.out == ""


# --------------------------------------------------------------------------------------------------- standard input


def test_standard_input_is_checked_under_its_name(run: Run) -> None:
    assert run("check", "-", "--stdin-filename", "docs/ROADMAP.md", stdin=BAD.encode()) == 1
    assert run.out.startswith("docs/ROADMAP.md:3:11: RM111")


def test_fixing_standard_input_writes_the_text_out_and_findings_aside(run: Run) -> None:
    both = FIXABLE.replace("Q1 2026", "Q5 2026")
    assert run("check", "-", "--fix", stdin=both.encode()) == 1
    assert run.out == BAD
    assert "<stdin>:3:11: RM111" in run.err


# ------------------------------------------------------------------------------------------------ discovery, config


def test_roadmaps_are_found_below_the_directory(run: Run) -> None:
    for name in ("ROADMAP.md", "docs/roadmap-2026.md", "docs/README.md", "node_modules/x/ROADMAP.md", ".x/ROADMAP.md"):
        write(GOOD, name)
    assert run("check") == 0
    assert run.out.startswith("2 files checked")


def test_a_directory_means_its_roadmaps_and_a_file_itself(run: Run) -> None:
    write(GOOD, "docs/ROADMAP.md")
    write(GOOD, "docs/plans.md")
    assert run("check", "docs") == 0
    assert run.out.startswith("1 file checked")
    assert run("check", "docs/plans.md") == 0


def test_the_config_names_paths_and_exclusions(run: Run) -> None:
    write(GOOD, "plans/2026.md")
    write(BAD, "ROADMAP.md")
    write('paths = ["plans/2026.md"]\nexclude = ["ROADMAP.md"]\n', "roadmap-lint.toml")
    assert run("check") == 0
    assert run.out.startswith("1 file checked")
    assert run("check", "ROADMAP.md", "plans/2026.md") == 0
    assert run.out.startswith("1 file checked")
    assert run.err == "roadmap-lint: excluded by the config: ROADMAP.md\n"
    assert run("check", "--isolated", "ROADMAP.md") == 1


def test_what_the_config_excludes_is_said_where_it_was_named(run: Run) -> None:
    write(BAD, "docs/ROADMAP.md")
    write(GOOD, "docs/old/roadmap.md")
    write('exclude = ["docs/old/*"]', "roadmap-lint.toml")
    assert run("check", "docs/old/roadmap.md") == 0
    assert (run.out, run.err) == ("0 files checked\n", "roadmap-lint: excluded by the config: docs/old/roadmap.md\n")
    assert run("check", "docs/old/roadmap.md", "--quiet") == 0
    assert (run.out, run.err) == ("", "")
    assert run("check", "docs/old") == 0
    assert run.err == "roadmap-lint: excluded by the config: docs/old/roadmap.md\n"
    assert run("check", "docs") == 1
    assert run.out.endswith("1 file checked: 1 error\n")
    assert run.err == ""


def test_exclusions_of_the_config_hold_below_its_directory(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD, "plans/2026.md")
    write('paths = ["plans/2026.md"]\nexclude = ["plans/*"]', "roadmap-lint.toml")
    Path("docs").mkdir()
    monkeypatch.chdir("docs")
    assert run("check") == 0
    assert run.err == f"roadmap-lint: excluded by the config: {Path('../plans/2026.md')}\n"


def test_an_error_of_the_command_line_is_not_blamed_on_the_config(run: Run) -> None:
    write(GOOD)
    write('ignore = ["RM111"]', "roadmap-lint.toml")
    for option in ("select", "extend-select", "ignore"):
        assert run("check", f"--{option}", "eol-lga") == 2
        assert run.err == f"roadmap-lint: error: '{option}': there is no rule 'eol-lga'; did you mean 'eol-lag'?\n"


@pytest.mark.parametrize("paths", [["ROADMAP.md"], ["ROADMAP.md", "docs/ROADMAP.md"], []])
def test_the_day_of_the_last_commit_is_one_for_the_run(run: Run, paths: list[str]) -> None:
    Path(".git").rmdir()
    write(GOOD)
    write(GOOD, "docs/ROADMAP.md")
    day = "2026-02-03T12:00:00+00:00"
    identity = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": "2020-01-01T12:00:00+00:00"}
    for command in (["init", "-q"], ["add", "ROADMAP.md"], ["commit", "-q", "-m", "A roadmap"]):
        subprocess.run(["git", *command], env=environment, check=True)
    assert run("check", *paths, "--today", "commit", "--output", "json") == 0
    assert json.loads(run.out)["today"] == "2026-02-03"


@pytest.mark.parametrize(
    "command",
    [
        "check ''",
        "check ROADMAP.md ''",
        "check --config '' ROADMAP.md",
        "check --baseline '' ROADMAP.md",
        "check --stdin-filename '' -",
        "drift ''",
        "diff HEAD ''",
        "diff --files '' ROADMAP.md",
        "parse ''",
        "parse --stdin-filename '' -",
        "baseline ''",
        "baseline --output ''",
        "upcoming ''",
        "timeline ''",
        "timeline --output '' ROADMAP.md",
        "config ''",
        "rules --config ''",
        "new-rule ACME001 acme-goal-first --directory ''",
    ],
)
def test_an_empty_path_names_nothing(run: Run, command: str) -> None:
    """Least of all this directory, which a script with an unset variable does not mean."""
    write(GOOD)
    assert run(*shlex.split(command)) == 2
    assert run.err.endswith(": an empty path names nothing: give a path\n")
    assert sorted(os.listdir()) == [".git", "ROADMAP.md"]


def test_the_nearest_config_upwards_applies(run: Run) -> None:
    write('[tool.roadmap-lint]\nignore = ["RM111"]\n', "pyproject.toml")
    write(BAD, "docs/ROADMAP.md")
    assert run("check", "docs/ROADMAP.md") == 0
    write("", "docs/roadmap-lint.toml")
    assert run("check", "docs/ROADMAP.md") == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('selct = ["RM1"]', "roadmap-lint.toml:1: unknown key 'selct'; did you mean 'select'?"),
        ('\nselect = "RM1"', "roadmap-lint.toml:2: 'select' takes a list of texts, not 'RM1'"),
        ('select = ["RM1"', "roadmap-lint.toml:1: the config is not valid TOML"),
        (
            "[rules.eol-lag]\nminor = 2",
            "roadmap-lint.toml:2: rule eol-lag has no option 'minor'; did you mean 'minors'?",
        ),
        ('[rules.eol-lag]\nminors = "2"', "roadmap-lint.toml:2: rule eol-lag: option 'minors' takes a whole number"),
        ("[rules.eol-lga]\nminors = 2", "roadmap-lint.toml:1: there is no rule 'eol-lga'; did you mean 'eol-lag'?"),
        ('ignore = ["RM1O1"]', "did you mean 'RM101'?"),
        ('plugins = ["nowhere"]', "roadmap-lint.toml:1: plugin 'nowhere' is not installed"),
        ('[severity]\neol-lag = "fatal"', "takes one of note, warning, error, not 'fatal'"),
        (
            '[severity]\neol-lag = "eror"',
            "'severity.eol-lag' takes one of note, warning, error, not 'eror'; did you mean 'error'?",
        ),
        (
            '[severity]\neol-lga = "note"',
            "roadmap-lint.toml:2: 'severity': there is no rule 'eol-lga'; did you mean 'eol-lag'?",
        ),
        (
            '[rules.link-anchor]\ndialect = "hgo"',
            "mkdocs, docusaurus, myst, not 'hgo'; did you mean 'hugo'?",
        ),
        ('select = ["RM20x"]', "roadmap-lint.toml:1: 'select': there is no rule 'RM20x' (`roadmap-lint rules`"),
        ('select = ["RM1"\n\n\n', "roadmap-lint.toml:1: the config is not valid TOML"),
        (
            "\nreleased = [1.10, 2.1]",
            """roadmap-lint.toml:2: 'released' takes a list of texts, not [1.10, 2.1]: write "1.10" (in quotes)""",
        ),
        ("[rules.RM30]\nminors = 2", "roadmap-lint.toml:1: 'RM30' begins RM301, RM302, "),
    ],
)
def test_a_config_error_names_file_line_and_remedy(run: Run, config: str, message: str) -> None:
    write(GOOD)
    write(config, "roadmap-lint.toml")
    assert run("check") == 2
    assert message in run.err
    assert "Traceback" not in run.err


def test_a_config_in_a_subdirectory_that_cannot_be_used_ends_the_whole_run(run: Run) -> None:
    """As docs/configuration.md says; the ways around it are those that stand there."""
    write(BAD)
    write(BAD, "old/ROADMAP.md")
    write("ignored = []", "old/roadmap-lint.toml")
    for paths in ([], ["ROADMAP.md", "old/ROADMAP.md"]):
        assert run("check", *paths) == 2
        assert run.out == ""
        place = Path("old", "roadmap-lint.toml").absolute()
        assert run.err == f"roadmap-lint: error: {place}:1: unknown key 'ignored'; did you mean 'ignore'?\n"
    assert run("check", "ROADMAP.md") == 1
    write('exclude = ["old"]', "roadmap-lint.toml")
    assert run("check") == 1
    assert "RM111" in run.out


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[tool.ruff]\n\n[tool.roadmap_lint]\nselect = ["RM1"]', ":3: did you mean [tool.roadmap-lint]?"),
        ("[tool.roadmap_lint.rules.eol-lag]\nminors = 2", ":1: did you mean [tool.roadmap-lint]?"),
        ('[tool]\nroadmap_lint = {select = ["RM1"]}', ":2: did you mean [tool.roadmap-lint]?"),
        ('[tool.roadmaplint]\nselect = ["RM1"]', ":1: did you mean [tool.roadmap-lint]?"),
        ('[tool.raodmap-lint]\nselect = ["RM1"]', ":1: did you mean [tool.roadmap-lint]?"),
        (
            "[tool.ruff]\n[tool.roadmap-lint.rules]\n[tool.roadmap-lnt.rules.eol-lag]",
            ":3: did you mean [tool.roadmap-l",
        ),
        ("[tool]\nroadmap-lint = 1", ": [tool.roadmap-lint] is not a table"),
    ],
)
def test_a_misspelt_table_of_a_pyproject_is_not_passed_over(run: Run, config: str, message: str) -> None:
    write(GOOD)
    write(config, "pyproject.toml")
    assert run("check") == 2
    assert f"pyproject.toml{message}" in run.err


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ('[tool.roadmap-lint]\nignore = ["RM1"]', 1),
        ('ignore = ["RM1"]\n[tool.roadmap-lint.rules.eol-lag]\nminors = 2', 2),
        ('\n[tool]\nroadmap-lint.ignore = ["RM1"]', 3),
        ('# roadmap-lint\ntool.roadmap-lint.ignore = ["RM1"]', 2),
        ("[tool.ruff]\n[[tool.roadmap-lint.overrides]]", 2),
        ("[tool.roadmap_lint]\n", 1),
    ],
)
@pytest.mark.parametrize("name", ["roadmap-lint.toml", ".roadmap-lint.toml", "lint.toml"])
def test_a_table_of_a_pyproject_in_a_file_of_our_own_is_an_error(run: Run, name: str, config: str, line: int) -> None:
    write(GOOD)
    write(config, name)
    assert run("check", "--config", name) == 2
    place = f"roadmap-lint: error: {name}:{line}: "
    assert (
        run.err == f"{place}the table [tool.roadmap-lint] is for pyproject.toml: here its keys stand at the top level\n"
    )


@pytest.mark.parametrize("config", ["[tool.ruff]", "tool = 1", "[tool]"])
def test_tables_of_other_tools_in_a_file_of_our_own_are_unknown_keys(run: Run, config: str) -> None:
    write(GOOD)
    write(config, "roadmap-lint.toml")
    assert run("check") == 2
    assert "roadmap-lint.toml:1: unknown key 'tool' (known: " in run.err


def test_a_pyproject_that_only_mentions_us_is_none_of_ours(run: Run) -> None:
    write(GOOD)
    for config in (
        '[tool.x]\nwith = ["roadmap_lint", "roadmap-lint"]',
        'tool = "roadmap-lint"',
        '[project]\nname = "roadmap-link"\nroadmap-lin = 1',
        "[tool.roadmap-linter]\nselect = 1",
    ):
        write(config, "pyproject.toml")
        assert run("check") == 0


def test_severity_and_options_come_from_the_config(run: Run) -> None:
    write("# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- End support for Acme v2.6\n")
    write('[rules.eol-lag]\nminors = 2\n[severity]\nRM201 = "note"\n', "roadmap-lint.toml")
    assert run("check") == 0
    assert "RM201" not in run.out
    write('[severity]\nRM201 = "note"\n', "roadmap-lint.toml")
    assert run("check") == 0
    assert "RM201 eol-lag note" in run.out


# --------------------------------------------------------------------------------------------------- other commands


def test_rules_lists_every_rule(run: Run) -> None:
    assert run("rules") == 0
    assert "RM201 eol-lag" in run.out
    assert run("rules", "--output", "json") == 0
    rules = json.loads(run.out)
    assert [rule["code"] for rule in rules] == sorted(rule["code"] for rule in rules)
    assert {"RM000", "RM011", "RM201", "RM702"} <= {rule["code"] for rule in rules}


@pytest.mark.parametrize("key", ["RM201", "rm201", "eol-lag", "EOL-LAG"])
def test_explain_prints_the_page(run: Run, key: str) -> None:
    assert run("explain", key) == 0
    assert run.out.startswith("# RM201 eol-lag\n")
    assert "- `minors` (default `3`)" in run.out


def test_explain_prints_for_a_terminal_where_there_is_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("TERM", raising=False)
    assert run("explain", "RM201", "--color", "always") == 0
    assert run.out.startswith("\x1b[1;4mRM201 eol-lag\x1b[0m\n")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    assert run("explain", "RM201") == 0
    assert "\x1b[1mWhat it checks\x1b[0m\n" in run.out
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("explain", "RM201") == 0
    assert "\nWhat it checks\n\n" in run.out
    assert "\x1b" not in run.out
    paragraphs = (line for line in run.out.split("\n") if not line.startswith("  "))
    assert max(map(len, paragraphs)) <= 60
    monkeypatch.setenv("NO_COLOR", "")
    assert run("explain", "RM201", "--color", "never") == 0
    assert "\x1b" not in run.out


def test_explain_without_a_rule_says_where_they_are_listed(run: Run) -> None:
    assert run("explain") == 2
    assert (
        run.err == "roadmap-lint: error: explain which rule? `roadmap-lint rules` lists them; give a code or a name\n"
    )


def test_parse_prints_the_model(run: Run) -> None:
    write(GOOD.replace("# Acme Roadmap\n", "# Acme Roadmap\n\n### v2,7 (Q4 2025)\n") + "\n### 🚀 Up next\n\n- Search\n")
    assert run("parse", "ROADMAP.md") == 0
    model = json.loads(run.out)
    assert model["shape"] == {"milestones": 2, "versions": 1, "periods": 2, "buckets": 1, "tasks": 1}
    assert model["generated"] == []
    (_, milestone) = model["milestones"]
    assert milestone["version"]["value"] == "v2.8"
    assert milestone["period"]["value"]["start"] == "2026-01-01"
    assert milestone["status"]["status"]["value"]["state"] == "in progress"
    assert milestone["items"][0]["text"]["raw"] == "Faster builds"
    (bucket,) = model["buckets"]
    assert (bucket["kind"]["value"], bucket["kind"]["raw"]) == ("next", "Up next")
    assert [item["text"]["raw"] for item in bucket["items"]] == ["Search"]
    assert [(unread["part"], unread["suspect"]["raw"]) for unread in model["unread"]] == [("version", "v2,7")]


def test_parse_says_what_it_cannot_read(run: Run) -> None:
    write("# Acme Support\n\n{{< support_status_table >}}\n")
    assert run("parse", "ROADMAP.md") == 0
    model = json.loads(run.out)
    assert model["shape"] == {"generated": 1}
    assert [generated["raw"] for generated in model["generated"]] == ["{{< support_status_table >}}"]


def test_parse_lists_what_it_did_not_understand(run: Run) -> None:
    write("# Acme\n\n| Version | Released |\n|---|---|\n| 2.8 | May 2026 |\n| 2.9 | soonish |\n")
    assert run("parse", "ROADMAP.md") == 0
    (found,) = json.loads(run.out)["not_understood"]
    assert found.pop("text")["span"]["start"] == {"line": 6, "column": 9, "offset": 72}
    assert found == {
        "kind": "cell",
        "reason": "this is no date",
        "section": 1,
        "heading": "Acme",
        "table": 0,
        "column": "Released",
        "times": 1,
    }


def test_a_document_without_a_roadmap_says_so_once_and_its_links_are_checked(run: Run) -> None:
    write("# Acme\n\n## Focus\n\nSee [below](#beneath).\n\n## Thanks\n\nTo all.\n")
    assert run("check", "ROADMAP.md") == 1
    assert run.out.count("RM004") == 1
    assert "RM508" in run.out


def test_version(run: Run) -> None:
    assert run("--version") == 0
    assert run.out.startswith("roadmap-lint 0.")


# ---------------------------------------------------------------------------------------------------------- outputs


def test_several_outputs_of_one_run(run: Run) -> None:
    write(BAD)
    Path("out").mkdir()
    assert run("check", "--output", "sarif=out/x.sarif", "--output", "github", "--output", "json=x.json") == 1
    assert "::error file=ROADMAP.md,line=3," in run.out
    assert json.loads(Path("out/x.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert json.loads(Path("x.json").read_text(encoding="utf-8"))["diagnostics"][0]["code"] == "RM111"
    assert sorted(os.listdir()) == [".git", "ROADMAP.md", "out", "x.json"]


def test_where_every_output_goes_to_a_file_the_last_line_is_printed(run: Run) -> None:
    write(BAD)
    assert run("check", "--output", "text=report.txt") == 1
    assert run.out == "1 file checked: 1 error\n"
    assert Path("report.txt").read_text(encoding="utf-8").startswith("ROADMAP.md:3:11: RM111 ")
    assert run("check", "--output", "text=report.txt", "--quiet") == 1
    assert run.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "sarfi"], "--output: there is no format 'sarfi'; did you mean 'sarif'?"),
        (["--output", "pdf"], "--output: there is no format 'pdf'; there are text, json, github, sarif,"),
        (["--output", "pd\x1bf"], "there is no format 'pd\\x1bf'"),
        (["--output", "json", "--output", "sarif"], "give the others a file (--output json --output sarif=FILE)"),
        (["--output", "json="], "--output json=: name the file after the '='"),
        (["--output", "json=x", "--output", "sarif=./x"], "two outputs go to "),
        (["--output", "json=ROADMAP.md"], "this is a document that was checked; name another file"),
        (["--output", "json=no/such/directory"], "it cannot be written: No such file or directory"),
        (["--output", "json=."], "it cannot be written: Is a directory"),
    ],
)
def test_an_output_that_cannot_be_is_a_usage_error(run: Run, arguments: list[str], message: str) -> None:
    write(BAD)
    assert run("check", *arguments) == 2
    assert message in run.err
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == BAD


def test_an_output_that_cannot_be_written_does_not_stop_the_others(run: Run) -> None:
    write(BAD)
    assert run("check", "--output", "json=no/x", "--output", "gitlab=x.json", "--output", "text") == 2
    assert json.loads(Path("x.json").read_text(encoding="utf-8"))
    assert "RM111" in run.out


def test_an_output_replaces_a_file_at_once_and_keeps_its_mode(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD)
    write("old", "x.json")
    os.chmod("x.json", 0o600)
    run("check", "--output", "json=x.json")
    assert Path("x.json").read_text(encoding="utf-8").startswith("{")
    assert Path("x.json").stat().st_mode & 0o777 == 0o600

    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write("old", "x.json")
    monkeypatch.setattr(os, "replace", refuse)
    assert run("check", "--output", "json=x.json") == 2
    assert Path("x.json").read_text(encoding="utf-8") == "old"
    assert sorted(os.listdir()) == [".git", "ROADMAP.md", "x.json"]


def test_an_output_may_be_a_device(run: Run) -> None:
    write(BAD)
    assert run("check", "--output", f"json={os.devnull}") == 1
    assert not Path(os.devnull).is_file()


def test_findings_are_counted_by_rule(run: Run) -> None:
    write(FIXABLE.replace("Q1", "Q5") + "\n### v2.9 (Q6 2026)\n\n**Status**: Plannedd\n")
    assert run("check", "--statistics") == 1
    assert "\n2 RM106 status-unknown (--fix corrects 2)\n2 RM111 period-malformed\n\n1 file checked: " in run.out
    run("check", "--statistics", "--output", "json")
    json.loads(run.out)
    assert run.err == "2 RM106 status-unknown (--fix corrects 2)\n2 RM111 period-malformed\n"


def test_paths_of_annotations_begin_at_the_workspace(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD, "docs/ROADMAP.md")
    monkeypatch.chdir("docs")
    run("check", "--output", "github", "ROADMAP.md")
    assert "::error file=docs/ROADMAP.md,line=3" in run.out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd().parent.parent))
    run("check", "--output", "github", "./ROADMAP.md")
    assert f"::error file={Path.cwd().parent.name}/docs/ROADMAP.md,line=3" in run.out
    monkeypatch.setenv("GITHUB_WORKSPACE", "/somewhere/else")
    run("check", "--output", "gitlab", "ROADMAP.md")
    assert json.loads(run.out)[0]["location"]["path"] == "docs/ROADMAP.md"


def test_a_file_outside_the_repository_has_its_whole_path(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "ROADMAP.md"
    outside.write_text(BAD, encoding="utf-8")
    run("check", "--output", "sarif", str(outside))
    (result,) = json.loads(run.out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": outside.resolve().as_uri()}


def test_summaries_link_to_the_commit_where_the_forge_tells_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD)
    run("check", "--output", "markdown")
    assert "| `ROADMAP.md:3:11` |" in run.out
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.test")
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/acme")
    monkeypatch.setenv("GITHUB_SHA", "abc")
    run("check", "--output", "markdown")
    assert "[`ROADMAP.md:3:11`](https://github.test/acme/acme/blob/abc/ROADMAP.md?plain=1#L3)" in run.out
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/acme) <b>")
    run("check", "--output", "markdown")
    assert "<b>" not in run.out


def test_sarif_has_the_rules_that_ran(run: Run) -> None:
    write(BAD)
    run("check", "--output", "sarif", "--select", "RM111,RM2")
    rules = [rule["id"] for rule in json.loads(run.out)["runs"][0]["tool"]["driver"]["rules"]]
    assert {"RM111", "RM201", "RM011"} <= set(rules)
    assert "RM101" not in rules
    assert rules == sorted(rules)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


LINKED_CODE = (
    "\x1b]8;;https://github.com/roadmap-lint/roadmap-lint/blob/main/docs/rules/RM111-period-malformed.md\x1b\\RM111"
)


@pytest.mark.parametrize(
    ("environment", "arguments", "linked"),
    [
        ({"TERM_PROGRAM": "WezTerm"}, [], True),
        ({"VTE_VERSION": "7200"}, [], True),
        ({"VTE_VERSION": "4800"}, [], False),
        ({"VTE_VERSION": "9" * 9999}, [], True),
        ({"TERM": "xterm-kitty"}, [], True),
        ({"TERM": "xterm"}, [], False),
        ({"TERM_PROGRAM": "WezTerm", "TERM": "dumb"}, [], False),
        ({"TERM_PROGRAM": "WezTerm", "NO_COLOR": "1"}, [], False),
        ({"TERM_PROGRAM": "WezTerm"}, ["--color", "never"], False),
        ({"FORCE_HYPERLINK": "1", "TERM": "dumb"}, [], True),
        ({"FORCE_HYPERLINK": "0", "TERM_PROGRAM": "WezTerm"}, [], False),
    ],
)
def test_codes_are_links_on_terminals_that_have_them(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], arguments: list[str], linked: bool
) -> None:
    for name in ("TERM", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "FORCE_HYPERLINK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write(BAD)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["check", *arguments]) == 1
    assert (LINKED_CODE in terminal.getvalue()) is linked


def test_without_a_terminal_no_code_is_a_link(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "WezTerm")
    monkeypatch.delenv("FORCE_HYPERLINK", raising=False)
    write(BAD)
    run("check")
    assert "\x1b" not in run.out


@pytest.mark.parametrize(("files", "arguments", "told"), [(101, [], True), (100, [], False), (101, ["-q"], False)])
def test_a_long_run_says_on_a_terminal_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], files: int, arguments: list[str], told: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for number in range(files):
        write("# Acme\n", f"d{number}/ROADMAP.md")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    main(["check", *arguments])
    capsys.readouterr()
    assert (f"\rchecking 100 of {files} files" in terminal.getvalue()) is told
    assert terminal.getvalue().endswith("\r\x1b[K") is told
