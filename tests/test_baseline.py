"""The baseline at its door: old findings are quiet, new ones are not, and those that are gone are noticed."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from commands import BAD, FIXABLE, GOOD, NOTHING, Run, write
from environments import ROOT
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from mutations import Mutated, mutated
from repositories import Repository
from test_healthy import STEADY

from roadmap_lint import Diagnostic, Severity, Span
from roadmap_lint.baseline import Known, divided, known_findings, read, render
from roadmap_lint.engine import check
from roadmap_lint.source import Source

FILE = ".roadmap-lint-baseline.json"
CONFIG = f'baseline = "{FILE}"\n'

TITLE = "# Acme Roadmap\n\n"
FIRST = """\
### v2.8 (Q5 2026)

**Status**: In Progres

- [ ] Faster builds
- [the issue](http:/acme.example/1)
"""
SECOND = """\
### v2.9 (Q6 2026)

**Status**: Planned

- [ ] Smaller images
"""
DEBT = TITLE + FIRST + "\n" + SECOND


@pytest.fixture
def indebted(run: Run) -> Run:
    """A roadmap with four findings, all of them in the baseline that the config names."""
    write(CONFIG, "roadmap-lint.toml")
    write(DEBT)
    assert run("baseline") == 0
    return run


def entries(name: str = FILE) -> dict[str, list[tuple[str, int]]]:
    """What a baseline knows: codes and counts by document."""
    files = json.loads(Path(name).read_text(encoding="utf-8"))["files"]
    return {path: [(one["code"], one.get("count", 1)) for one in known] for path, known in files.items()}


def codes(run: Run) -> list[tuple[str, bool]]:
    """The findings of the last run in JSON, and whether the baseline knows them."""
    return [(one["code"], one["baselined"]) for one in json.loads(run.out)["diagnostics"]]


# ---------------------------------------------------------------------------------------------- quiet, new and gone


def test_the_file_is_made_to_be_read_and_compared(indebted: Run) -> None:
    assert indebted.err == f"roadmap-lint: {FILE} is written: it knows 4 findings in 1 file\n"
    lines = Path(FILE).read_text(encoding="utf-8").splitlines()
    assert lines[:4] == ["{", '  "schema_version": 1,', '  "files": {', '    "ROADMAP.md": [']
    assert lines[-3:] == ["    ]", "  }", "}"]
    assert json.loads(lines[4].strip().rstrip(",")) == {
        "code": "RM106",
        "name": "status-unknown",
        "fingerprint": "73884eee544970a9",
        "message": "'In Progres' is not a status: is 'In Progress' meant?",
    }
    assert len(lines) == 4 + 4 + 3, "an entry a line"


def test_old_findings_are_quiet(indebted: Run) -> None:
    assert indebted("check") == 0
    assert (indebted.out, indebted.err) == (
        "1 file checked: 2 milestones, 3 tasks, nothing new to report; 4 findings are in the baseline\n",
        "",
    )
    assert indebted("check", "--quiet") == 0
    assert (indebted.out, indebted.err) == ("", "")
    assert indebted("check", "--strict-baseline") == 0
    assert indebted("check", "--fail-on", "note") == 0


def test_new_findings_are_not(indebted: Run) -> None:
    write(DEBT + "\n### v2.10 (Q7 2026)\n\n**Status**: Planned\n\n- [ ] Signed images\n")
    assert indebted("check") == 1
    assert [line for line in indebted.out.splitlines() if line.startswith("ROADMAP.md")] == [
        "ROADMAP.md:16:12: RM111 period-malformed error 'Q7 2026' is not a period: there is no quarter 7, only Q1 to Q4"
    ]
    assert indebted.out.endswith("\n1 file checked: 1 error; 4 findings are in the baseline\n")


def test_what_is_gone_is_noticed(indebted: Run) -> None:
    write(DEBT.replace("Q5", "Q1").replace("Q6", "Q2"))
    gone = f"roadmap-lint: {FILE}: 2 findings that it knows are gone: 'roadmap-lint baseline --prune' takes them out\n"
    assert indebted("check") == 0
    assert indebted.err == gone
    assert indebted("check", "--quiet") == 0
    assert indebted.err == ""
    assert indebted("check", "--quiet", "--strict-baseline") == 1
    assert indebted.err == gone
    assert indebted("check", "--strict-baseline", "--exit-zero") == 0
    assert indebted("baseline", "--prune") == 0
    assert indebted("check", "--strict-baseline") == 0
    assert entries() == {"ROADMAP.md": [("RM106", 1), ("RM501", 1)]}


def test_what_is_gone_comes_back_as_new(indebted: Run) -> None:
    write(DEBT.replace("Q6", "Q2"))
    indebted("baseline", "--prune")
    write(DEBT)
    assert indebted("check") == 1
    assert indebted.out.startswith("ROADMAP.md:10:11: RM111 ")


def test_pruning_lets_nothing_in_and_writing_anew_does(indebted: Run) -> None:
    write(DEBT.replace("In Progres\n", "In Progress\n").replace("Planned", "Plannd"))
    assert indebted("baseline", "--prune") == 0
    assert entries() == {"ROADMAP.md": [("RM111", 1), ("RM111", 1), ("RM501", 1)]}
    assert indebted("check") == 1
    assert indebted("baseline") == 0
    assert entries() == {"ROADMAP.md": [("RM106", 1), ("RM111", 1), ("RM111", 1), ("RM501", 1)]}
    assert indebted("check", "--strict-baseline") == 0


def test_written_again_it_is_the_same_file(indebted: Run) -> None:
    os.utime(FILE, (1_000_000_000, 1_000_000_000))
    before = Path(FILE).read_bytes()
    assert indebted("baseline") == 0
    assert indebted("baseline", "--prune") == 0
    assert Path(FILE).read_bytes() == before
    assert Path(FILE).stat().st_mtime == 1_000_000_000


def test_of_findings_that_are_alike_as_many_are_known_as_there_were(run: Run) -> None:
    write(CONFIG, "roadmap-lint.toml")
    line = "- [x](http:/acme.example)\n"
    write(GOOD + line * 2)
    run("baseline")
    assert ("RM501", 2) in entries()["ROADMAP.md"]
    write(GOOD + line * 3)
    run("check", "--select", "RM501", "--output", "json")
    assert codes(run) == [("RM501", True), ("RM501", True), ("RM501", False)]
    write(GOOD + line)
    assert run("check", "--select", "RM501") == 0
    assert f"{FILE}: 1 finding that it knows is gone" in run.err
    run("baseline", "--prune")
    assert ("RM501", 1) in entries()["ROADMAP.md"]


# ------------------------------------------------------------------------------------------------ what it outlives


@pytest.mark.parametrize(
    "changed",
    [
        DEBT.replace("# Acme Roadmap\n", "# Acme Roadmap\n\nAll dates may change.\n\n"),
        DEBT.replace("- [the", "  - [the"),
        DEBT.replace("\n- [", "\n-   ["),
        DEBT.replace("\n", "\r\n"),
        "\ufeff" + DEBT,
        DEBT.rstrip("\n"),
        DEBT.replace("- [ ] Faster builds\n- [the issue](http:/acme.example/1)", "- [the issue](http:/acme.example/1)"),
        TITLE + SECOND + "\n" + FIRST,
    ],
    ids=["moved", "indented", "spaced", "line endings", "marked", "no last line ending", "without a task", "swapped"],
)
def test_old_findings_stay_quiet_when_their_lines_move(indebted: Run, changed: str) -> None:
    assert changed != DEBT
    write(changed)
    indebted("check", "--strict-baseline", "--output", "json")
    found = codes(indebted)
    assert sorted(found) == [("RM106", True), ("RM111", True), ("RM111", True), ("RM501", True)]
    assert indebted.err == ""


@settings(STEADY)
@given(mutated(most=2), st.integers(1, 3), st.integers(0, 3), st.booleans())
def test_moving_and_indenting_the_lines_of_a_document_makes_nothing_new_and_nothing_gone(
    document: Mutated, blanks: int, indent: int, other_ending: bool
) -> None:
    """More blank lines wherever there is one, and every line indented as far as Markdown reads it as before."""
    text = document.text.replace("\r\n", "\n")
    before = check(text, config=document.config, context=document.context)
    moved = text.replace("\n\n", "\n\n" + "\n" * blanks)
    if before.document.front_matter is None:
        mark, body = moved[: moved.startswith("\ufeff")], moved.removeprefix("\ufeff")
        moved = mark + "\n".join(" " * indent + line if line else line for line in body.split("\n"))
    if other_ending:
        moved = moved.replace("\n", "\r\n")
    note(moved)
    known = known_findings(before.document.source, before.diagnostics)
    unknown = check(moved, config=document.config, context=document.context)
    assume(_said(unknown.diagnostics) == _said(before.diagnostics))
    after = check(moved, config=document.config, context=document.context, known=known)
    assert (after.diagnostics, after.gone) == ((), ())
    assert after.baselined == unknown.diagnostics


def _said(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Codes and messages: the same as long as the document says the same."""
    return sorted((finding.code, re.sub(r"\blines? \d+", "", finding.message)) for finding in findings)


# ----------------------------------------------------------------------------------------- what a run cannot judge


def test_of_rules_that_do_not_run_nothing_is_gone(indebted: Run) -> None:
    write(NOTHING)
    assert indebted("check", "--select", "RM5", "--strict-baseline") == 1
    assert f"{FILE}: 1 finding that it knows is gone" in indebted.err
    assert indebted("baseline", "--select", "RM5") == 0
    assert entries() == {"ROADMAP.md": [("RM106", 1), ("RM111", 1), ("RM111", 1)]}
    assert indebted("check", "--select", "RM5", "--strict-baseline") == 0
    assert indebted("baseline", "--prune") == 0
    assert entries() == {}


def test_dated_findings_are_known_where_there_is_a_day(run: Run) -> None:
    write(CONFIG, "roadmap-lint.toml")
    write(GOOD)
    assert run("baseline", "--today", "2026-06-01") == 0
    known = entries()
    assert known["ROADMAP.md"] != []
    assert run("check", "--strict-baseline") == 0
    assert run("drift", "--today", "2026-06-01", "--strict-baseline") == 0
    assert run("baseline") == 0
    assert entries() == known
    assert run("check", "--today", "2026-02-01", "--strict-baseline") == 1


def test_of_a_rule_that_fails_nothing_is_gone_and_its_failure_is_never_known(
    indebted: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roadmap_lint.rules.period_malformed import PeriodMalformed

    def fail(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(PeriodMalformed, "check", fail)
    before = Path(FILE).read_bytes()
    assert indebted("check", "--strict-baseline") == 3
    assert "RM000" in indebted.out
    assert "gone" not in indebted.err
    assert indebted("baseline") == 3
    assert "ROADMAP.md: rule RM111 (period-malformed) failed on this file" in indebted.err
    assert Path(FILE).read_bytes() == before


def test_of_what_cannot_be_read_nothing_is_written(indebted: Run) -> None:
    before = Path(FILE).read_bytes()
    assert indebted("baseline", "ROADMAP.md", "missing.md") == 2
    assert indebted.err == "roadmap-lint: error: missing.md: there is no such file: nothing was written\n"
    assert indebted("baseline", "-") == 2
    assert Path(FILE).read_bytes() == before
    assert indebted("check", "missing.md", "ROADMAP.md") == 2


@pytest.mark.parametrize("code", ["RM000", "RM011"])
def test_a_baseline_that_claims_to_know_failures_does_not(code: str) -> None:
    failed = Diagnostic(code, "x", Span(0, 0), "it failed", Severity.ERROR)
    source = Source("")
    assert known_findings(source, [failed]) == ()
    claimed = known_findings(source, [failed._replace(code="RM001")])[0]
    assert divided(source, [failed], [claimed._replace(code=code)])[0] == []


# ---------------------------------------------------------------------------------------------------- several files


def test_files_that_are_not_checked_stay_as_they_are_known_unless_they_are_gone(run: Run) -> None:
    write(CONFIG, "roadmap-lint.toml")
    write(BAD)
    write(FIXABLE, "docs/ROADMAP.md")
    write(BAD, "old/roadmap.md")
    run("baseline")
    assert entries() == {
        "ROADMAP.md": [("RM111", 1)],
        "docs/ROADMAP.md": [("RM106", 1)],
        "old/roadmap.md": [("RM111", 1)],
    }
    assert run("check", "docs", "--strict-baseline") == 0
    Path("old/roadmap.md").unlink()
    assert run("check", "docs", "--strict-baseline") == 1
    assert f"{FILE}: 1 finding that it knows is gone" in run.err
    write(GOOD, "docs/ROADMAP.md")
    assert run("baseline", "docs") == 0
    assert entries() == {"ROADMAP.md": [("RM111", 1)]}


def test_the_same_finding_in_another_file_is_new(indebted: Run) -> None:
    write(DEBT, "docs/ROADMAP.md")
    assert indebted("check") == 1
    assert "4 findings are in the baseline" in indebted.out
    assert "ROADMAP.md:3:11" in indebted.out


def test_each_config_has_its_baseline(run: Run) -> None:
    write(CONFIG, "roadmap-lint.toml")
    write(BAD)
    write('baseline = "known/debt.json"\n', "docs/roadmap-lint.toml")
    Path("docs/known").mkdir()
    write(FIXABLE, "docs/ROADMAP.md")
    write(BAD, "bare/ROADMAP.md")
    write("", "bare/roadmap-lint.toml")
    assert run("baseline", "ROADMAP.md", "docs") == 0
    assert entries() == {"ROADMAP.md": [("RM111", 1)]}
    assert entries("docs/known/debt.json") == {"../ROADMAP.md": [("RM106", 1)]}
    assert run("check", "ROADMAP.md", "docs") == 0
    assert run("check") == 1
    assert "bare/ROADMAP.md:3:11: RM111" in run.out
    write(GOOD, "docs/ROADMAP.md")
    write(GOOD)
    run("check")
    assert [line.split(": ")[1] for line in run.err.splitlines()] == [FILE, "docs/known/debt.json"]


def test_paths_are_those_of_the_files_from_wherever_they_are_checked(
    indebted: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("docs").mkdir()
    Path("docs/roadmap-link.md").symlink_to("../ROADMAP.md")
    assert indebted("check", str(Path("ROADMAP.md").absolute())) == 0
    assert indebted("check", "docs/roadmap-link.md") == 0
    monkeypatch.chdir("docs")
    assert indebted("check", "../ROADMAP.md") == 0
    assert indebted("baseline", "../ROADMAP.md") == 0
    monkeypatch.chdir("..")
    assert list(entries()) == ["ROADMAP.md"]
    assert indebted("check", "-", "--stdin-filename", "ROADMAP.md", stdin=DEBT.encode()) == 0
    assert indebted("check", "-", stdin=DEBT.encode()) == 1


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX alone")
def test_names_of_any_bytes(run: Run) -> None:
    name = os.fsdecode(b"ro\xffadmap-\xc3\xa9.md")
    write(CONFIG, "roadmap-lint.toml")
    write(BAD, name)
    assert run("baseline", name) == 0
    assert list(entries()) == [name]
    assert run("check", name, "--strict-baseline") == 0


# ------------------------------------------------------------------------------------------- which baseline is used


def test_a_baseline_is_used_where_it_is_named_alone(run: Run) -> None:
    write(BAD)
    assert run("baseline") == 0
    assert run.err.endswith(f"; use it with --baseline {FILE}, or 'baseline' in a config\n")
    assert run("check") == 1
    assert run("check", "--baseline", FILE) == 0
    assert run("check", "--isolated", "--baseline", FILE) == 0
    write("", "roadmap-lint.toml")
    assert run("baseline") == 0
    assert run.err.endswith(f'; to use it, set baseline = "{FILE}" in roadmap-lint.toml\n')
    write(CONFIG, "roadmap-lint.toml")
    assert run("baseline") == 0
    assert run("check") == 0
    assert run("check", "--no-baseline") == 1
    assert run("check", "--isolated") == 1


def test_without_a_config_it_stands_at_the_root_of_the_repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD, "docs/ROADMAP.md")
    monkeypatch.chdir("docs")
    assert run("baseline") == 0
    assert entries(f"../{FILE}") == {"docs/ROADMAP.md": [("RM111", 1)]}


def test_another_file_on_the_command_line(indebted: Run) -> None:
    write(BAD)
    assert indebted("baseline", "--output", "other.json") == 0
    assert entries("other.json") == {"ROADMAP.md": [("RM111", 1)]}
    assert indebted("check", "--baseline", "other.json") == 0
    write(GOOD)
    assert indebted("check", "--baseline", "other.json", "--strict-baseline") == 1
    assert "'roadmap-lint baseline --prune --output other.json' takes it out" in indebted.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--baseline", "no.json"], "--baseline no.json: there is no such file: 'roadmap-lint baseline' writes one"),
        (["--baseline", "docs"], "docs: the baseline cannot be read: it is a directory: name a file"),
        (["--strict-baseline", "--no-baseline"], "--strict-baseline needs the baseline that --no-baseline leaves out"),
        (["--strict-baseline", "--isolated"], "--strict-baseline needs a baseline: give --baseline FILE"),
        (["--baseline", "x", "--no-baseline"], "argument --no-baseline: not allowed with argument --baseline"),
    ],
)
def test_a_baseline_that_is_not_there(indebted: Run, arguments: list[str], message: str) -> None:
    Path("docs").mkdir()
    assert indebted("check", *arguments) == 2
    assert message in indebted.err


WRITE_IT = "write it with 'roadmap-lint baseline', or take the key out"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            '# debt\nbaseline = "no.json"\n',
            f"/roadmap-lint.toml:2: 'baseline' names no.json, and there is no such file: {WRITE_IT}\n",
        ),
        ('baseline = "../x.json"\n', "'baseline' names ../x.json, which is not below the directory of the config\n"),
        (
            'baseline = "/etc/passwd"\n',
            "'baseline' names /etc/passwd, which is not below the directory of the config\n",
        ),
        ('baseline = "link.json"\n', "'baseline' names link.json, which is not below the directory of the config\n"),
        ('baseline = "a\\u0000b"\n', "which is not below the directory of the config\n"),
        ("baseline = true\n", "'baseline' takes a text, not True\n"),
        (
            '[[overrides]]\nfiles = ["x"]\nbaseline = "x"\n',
            "'baseline' cannot be set in override 1: it is for all files\n",
        ),
    ],
)
def test_a_config_that_names_what_cannot_be_used(
    run: Run, config: str, message: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.json"
    secret.write_text("secret", encoding="utf-8")
    Path("link.json").symlink_to(secret)
    write(config, "roadmap-lint.toml")
    write(GOOD)
    assert run("check") == 2
    assert run.err.endswith(message)
    if "no.json" not in config:
        assert run("baseline") == 2
        assert secret.read_text(encoding="utf-8") == "secret"


ENTRY = '{"code": "RM111", "name": "x", "fingerprint": "0123456789abcdef", "message": "x"}'
REMEDY = "restore the file, or remove it and run 'roadmap-lint baseline'"


def of(entry: str) -> str:
    return f'{{\n  "schema_version": 1,\n  "files": {{\n    "ROADMAP.md": [\n      {entry}\n    ]\n  }}\n}}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: this is not JSON (Expecting value)"),
        (of(ENTRY)[:-4], "7: this is not JSON (Expecting ',' delimiter)"),
        (of(f"<<<<<<< ours\n{ENTRY}\n=======\n>>>>>>> theirs"), "5: a merge left its marks here"),
        ("[" * 100_000, "1: this is not the JSON of a baseline"),
        (of(ENTRY.replace('"x"}', "9" * 5000 + "}")), "1: this is not the JSON of a baseline"),
        ("[]", "1: this is no baseline of roadmap-lint ('schema_version' and 'files')"),
        (
            '{"results": {}, "version": "1.5.0"}',
            "1: this is no baseline of roadmap-lint ('schema_version' and 'files')",
        ),
        (of(ENTRY).replace("ROADMAP.md", "x\\u001b[31m", 1).replace("[\n", "3, "), None),
        ('{\n"schema_version": 1,\n"files": {\n"a.md": [],\n"a.md": []}}', "4: a.md stands here twice"),
        ('{\n"schema_version": 1,\n"files": {\n"a.md": {}}}', "4: this takes a list of findings"),
        ('{\n"schema_version": 1,\n"files": {\n"a.md": [3]}}', "4: below this stands something that is no finding"),
        (of(ENTRY.replace('"name": "x", ', "")), "5: a finding has texts"),
        (of(ENTRY.replace("{", '{"count": 0, ')), "5: a finding has texts"),
        (of(ENTRY.replace("{", '{"count": true, ')), "5: a finding has texts"),
    ],
)
def test_a_damaged_or_foreign_baseline(indebted: Run, text: str, message: str | None) -> None:
    write(text, FILE)
    for command in (["check"], ["baseline"]):
        assert indebted(*command) == 2
        assert indebted.err.startswith(f"roadmap-lint: error: {FILE}:{message or ''}")
        assert indebted.err.endswith(f": {REMEDY}\n")
        assert "\x1b" not in indebted.err
        assert Path(FILE).read_text(encoding="utf-8") == text
    Path(FILE).unlink()
    assert indebted("baseline") == 0
    assert indebted("check") == 0


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2", "'schema_version' is none that can be read; it was written by a newer roadmap-lint: use that"),
        ('"1"', "'schema_version' is none that can be read; '1' would be"),
        ("true", "'schema_version' is none that can be read; '1' would be"),
    ],
)
def test_a_baseline_of_another_version(indebted: Run, version: str, message: str) -> None:
    write(of(ENTRY).replace('"schema_version": 1', f'"schema_version": {version}'), FILE)
    assert indebted("check") == 2
    assert indebted.err == f"roadmap-lint: error: {FILE}:2: {message}\n"


def test_what_a_later_version_adds_to_entries_is_passed_over(indebted: Run) -> None:
    text = Path(FILE).read_text(encoding="utf-8")
    write(text.replace('{"code"', '{"note": "later", "code"'), FILE)
    assert indebted("check", "--strict-baseline") == 0


def test_what_two_branches_knew_and_a_merge_kept_twice_is_known_once(indebted: Run) -> None:
    lines = Path(FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    write("".join([*lines[:5], *lines[4:]]), FILE)
    assert indebted("check", "--strict-baseline") == 0


def test_a_baseline_that_cannot_be_written(indebted: Run) -> None:
    assert indebted("baseline", "--output", "no/such/directory.json") == 2
    assert indebted.err.startswith("roadmap-lint: error: no/such/directory.json: it cannot be written: ")


@given(st.dictionaries(st.text(min_size=1), st.lists(st.tuples(st.text(min_size=1), st.text(), st.integers(1, 9)))))
def test_what_is_written_is_read(files: dict[str, list[tuple[str, str, int]]]) -> None:
    known = {
        path: tuple(
            sorted(
                {text: Known(text, "ACME001", "x", message, number) for text, message, number in of_file}.values(),
                key=lambda one: one.fingerprint,
            )
        )
        for path, of_file in files.items()
        if of_file
    }
    text = render(known)
    assert read(text, "x.json") == known
    assert render(read(text, "x.json")) == text
    assert text.encode("utf-8").isascii() or text.encode("utf-8").decode("utf-8") == text


# ------------------------------------------------------------------------------------------- with other options


def test_fix_corrects_what_is_known_too(indebted: Run) -> None:
    assert indebted("check", "--fix") == 0
    assert "Status**: In Progress\n" in Path("ROADMAP.md").read_text(encoding="utf-8")
    assert f"{FILE}: 2 findings that it knows are gone" in indebted.err
    assert indebted("check", "--fix", "--strict-baseline") == 1


def test_fix_of_chosen_rules_leaves_the_others(indebted: Run) -> None:
    assert indebted("check", "--fix", "--select", "RM111") == 0
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == DEBT


def test_what_is_known_fails_no_diff(indebted: Run) -> None:
    assert indebted("check", "--diff") == 0
    assert "+**Status**: In Progress\n" in indebted.out
    write(DEBT.replace("Planned", "Plannd"))
    assert indebted("check", "--diff") == 1


def test_suppressions_are_added_for_what_is_not_known(indebted: Run) -> None:
    write(DEBT.replace("Planned", "Plannd"))
    assert indebted("check", "--add-suppressions") == 0
    text = Path("ROADMAP.md").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if "roadmap-lint" in line]
    assert comments == ["<!-- roadmap-lint-disable-next-line RM106 -->"]
    assert indebted("check", "--strict-baseline") == 0


def test_a_comment_that_would_make_new_what_is_known_is_put_elsewhere(run: Run) -> None:
    """In a table the comment would stand in the row, which so became another line."""
    row = "| v2.7 | [notes](http:/acme.example/1), [more](#releases) |\n"
    table = f"\n## Releases\n\n| Version | Link |\n|---|---|\n{row}"
    write(CONFIG, "roadmap-lint.toml")
    write(GOOD + table)
    run("baseline")
    write(GOOD + table.replace("## Releases", "## Downloads"))
    assert run("check") == 1
    assert "'#releases'" in run.out
    assert run("check", "--add-suppressions") == 0
    assert row in Path("ROADMAP.md").read_text(encoding="utf-8")
    assert run("check", "--strict-baseline") == 0


def test_what_a_suppression_hides_is_gone_from_the_baseline(indebted: Run) -> None:
    write(f"<!-- roadmap-lint-disable-file RM111 -->\n{DEBT}")
    assert indebted("check", "--strict-baseline") == 1
    assert f"{FILE}: 2 findings that it knows are gone" in indebted.err


def test_with_a_base_each_finding_is_told_once(tmp_path: Path, indebted: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "repository")
    monkeypatch.chdir(repository.directory)
    repository.commit(CONFIG, "roadmap-lint.toml")
    indebted_text = DEBT
    repository.write(indebted_text)
    assert indebted("baseline") == 0
    repository.commit(indebted_text.replace("Planned", "Plannd"))
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit(indebted_text.replace("Planned", "Plannd").replace("Smaller", "[Smaller](http:/acme.example/2)"))
    assert indebted("check", "--base", "main") == 1
    heads = [line.split(" ")[:4] for line in indebted.out.splitlines() if line.startswith("ROADMAP.md")]
    assert heads == [
        ["ROADMAP.md:14:17:", "RM501", "link-malformed", "error"],
        ["ROADMAP.md:12:13:", "RM106", "status-unknown", "old"],
    ]
    assert indebted.out.endswith("; 1 finding was there before; 4 findings are in the baseline\n")


# ------------------------------------------------------------------------------------------------------- the formats


def test_json_and_sarif_mark_what_is_known(indebted: Run) -> None:
    write(DEBT.replace("Planned", "Plannd"))
    assert indebted("check", "--output", "json") == 1
    report = json.loads(indebted.out)
    told = [(one["code"], one["old"], one["baselined"]) for one in report["diagnostics"]]
    assert told == [
        ("RM111", True, True),
        ("RM106", True, True),
        ("RM501", True, True),
        ("RM111", True, True),
        ("RM106", False, False),
    ]
    assert indebted("check", "--output", "sarif") == 1
    states = [result["baselineState"] for result in json.loads(indebted.out)["runs"][0]["results"]]
    assert sorted(states) == ["new", *["unchanged"] * 4]


def test_annotations_are_of_what_is_new(indebted: Run) -> None:
    assert indebted("check", "--output", "github") == 0
    assert [line for line in indebted.out.splitlines() if line.startswith(("::error", "::warning", "::notice"))] == []


# -------------------------------------------------------------------------------------------------------- the guide


def test_the_guide_is_true(run: Run) -> None:
    guide = (ROOT / "docs" / "baseline.md").read_text(encoding="utf-8")
    part = dict(re.findall(r"<!-- baseline: (\w+) -->\n```\w+\n(.*?)```\n", guide, re.DOTALL))
    write(CONFIG, "roadmap-lint.toml")
    write(part["document"].replace("Planed", "Planned"))
    assert run("baseline") == 0
    assert Path(FILE).read_text(encoding="utf-8") == part["file"]
    write(part["document"])
    assert run("check") == 1
    assert run.out == part["check"]
    write(part["document"].replace("Q6", "Q2"))
    run("check")
    assert run.err == "roadmap-lint: " + re.findall(r"^> (.*)$", guide, re.MULTILINE)[0] + "\n"
