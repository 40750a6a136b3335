"""The cache of results: a run that uses it says what one without it says, and nothing that fails in it fails a run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import BAD, FIXABLE, GOOD, Run, write

from roadmap_lint import cache, engine
from roadmap_lint.report import FORMATS
from roadmap_lint.rules.period_malformed import PeriodMalformed

NAMES = tuple(f"part{number}/ROADMAP.md" for number in range(12))


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the cache: there is nothing yet."""
    directory = tmp_path_factory.mktemp("home") / "cache"
    monkeypatch.setenv(cache.DIRECTORY_VARIABLE, str(directory))
    return directory


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that are checked, and not known from the cache; the test empties it."""
    done: list[str] = []
    check = engine.check

    def noted(text: str, **named: object) -> engine.Report:
        done.append(str(named["path"]))
        return check(text, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "check", noted)
    return done


def project(text: str = GOOD) -> None:
    """A dozen documents that are all different; two of them have findings."""
    for number, name in enumerate(NAMES):
        write(text.replace("Faster builds", f"Faster builds of part {number}"), name)
    write(BAD, NAMES[3])
    write(FIXABLE + "\n- [x] Read [the guide](guide.md)\n", NAMES[7])


def cached_file(place: Path) -> Path:
    (file,) = place.glob("*.cache")
    return file


def counted(run: Run, checks: list[str], *arguments: str) -> int:
    """How many documents a run checks."""
    checks.clear()
    run("check", *arguments)
    return len(checks)


# ------------------------------------------------------------------------------------------------------- what it saves


def test_what_did_not_change_is_not_checked_again(run: Run, place: Path, checks: list[str]) -> None:
    project()
    assert counted(run, checks) == len(NAMES)
    first = run.out
    assert counted(run, checks) == 0
    assert run.out == first
    write(GOOD.replace("Q1", "Q2"), NAMES[0])
    assert counted(run, checks) == 1


def test_a_run_over_few_files_neither_reads_nor_writes_it(run: Run, place: Path, checks: list[str]) -> None:
    project()
    assert counted(run, checks, *NAMES[:3]) == 3
    assert not place.exists()
    run("check")
    assert counted(run, checks, NAMES[3]) == 1


def test_without_the_cache_nothing_is_read_or_written(run: Run, place: Path, checks: list[str]) -> None:
    project()
    assert counted(run, checks, "--no-cache") == len(NAMES)
    assert not place.exists()
    run("check")
    assert counted(run, checks, "--no-cache") == len(NAMES)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(run: Run, place: Path, name: str) -> None:
    project()
    write(
        '[rules.eol-lag]\nminors = 2\n\n[[overrides]]\nfiles = ["part7"]\nseverity = {status-unknown = "note"}\n',
        "roadmap-lint.toml",
    )
    write(
        f"# A\n\n### v2.8 (Q5 2026)\n\n- [ ] \udc80 a\x07b 日本\n\n{'- [ ] ' + 'x' * 500} [a](../../b.md)\n", NAMES[1]
    )
    arguments = ("check", "--output", name, "--statistics", "--today", "2026-11-22")
    status = run(*arguments, "--no-cache")
    said = run.out, run.err
    assert "RM111" in run.out or "period-malformed" in run.out
    for _ in range(2):
        assert run(*arguments) == status
        assert (run.out, run.err) == said


# --------------------------------------------------------------------------------------------------- what it counts on


@pytest.mark.parametrize(
    "arguments",
    [
        ["--today", "2026-11-22"],
        ["--select", "RM1"],
        ["--ignore", "period-malformed"],
        ["--severity", "period-malformed=note"],
        ["--isolated"],
    ],
)
def test_other_settings_are_another_check(run: Run, place: Path, checks: list[str], arguments: list[str]) -> None:
    project()
    write('product = "Acme"\n', "roadmap-lint.toml")
    run("check")
    assert counted(run, checks, *arguments) == len(NAMES)
    assert counted(run, checks, *arguments) == 0
    assert counted(run, checks) == 0


@pytest.mark.parametrize(
    "config",
    [
        'product = "Acme"',
        'released = ["2.7"]',
        "require-reason = true",
        'preset = "strict"',
        "[rules.eol-lag]\nminors = 2",
        '[platforms.kubernetes.releases."1.99"]\nreleased = "2030-01-01"',
        '[severity]\nperiod-malformed = "note"',
    ],
)
def test_every_key_of_the_config_counts(run: Run, place: Path, checks: list[str], config: str) -> None:
    project()
    run("check")
    write(config + "\n", "roadmap-lint.toml")
    assert counted(run, checks) == len(NAMES)
    with_cache = run.out
    run("check", "--no-cache")
    assert run.out == with_cache


def test_overrides_count_where_they_apply(run: Run, place: Path, checks: list[str]) -> None:
    project()
    write('product = "Acme"\n', "roadmap-lint.toml")
    run("check")
    write('product = "Acme"\n\n[[overrides]]\nfiles = ["part3"]\nignore = ["period-malformed"]\n', "roadmap-lint.toml")
    assert counted(run, checks) == 1
    assert "RM111" not in run.out


def test_what_is_kept_is_of_one_path(run: Run, place: Path, checks: list[str]) -> None:
    """Some rules look at it: the language of `docs/de/ROADMAP.md` is German."""
    project()
    run("check")
    os.rename("part0", "other")
    assert counted(run, checks) == 1


def test_a_file_that_a_link_names_and_that_is_gone_is_found(run: Run, place: Path, checks: list[str]) -> None:
    project()
    write("Read.\n", "part7/guide.md")
    run("check", "--select", "link-file")
    assert "nothing to report" in run.out
    os.unlink("part7/guide.md")
    assert counted(run, checks, "--select", "link-file") == 1
    assert "guide.md" in run.out
    write("Read.\n", "part7/guide.md")
    assert counted(run, checks, "--select", "link-file") == 1
    assert "nothing to report" in run.out


def test_where_no_files_can_be_asked_is_another_check(run: Run, place: Path, checks: list[str]) -> None:
    project()
    run("check")
    os.rmdir(".git")
    run("check", "--no-cache")
    without = run.out
    run("check")
    assert run.out == without


def test_what_the_baseline_knows_counts(run: Run, place: Path, checks: list[str]) -> None:
    project()
    assert run("check", "--baseline", "none.json") == 2
    run("baseline")
    for _ in range(2):
        assert run("check", "--baseline", ".roadmap-lint-baseline.json") == 0
        assert "are in the baseline" in run.out
    write(GOOD, NAMES[3])
    for _ in range(2):
        run("check", "--baseline", ".roadmap-lint-baseline.json")
        assert "1 finding that it knows is gone" in run.err
    assert run("check") == 1


def test_another_version_of_the_code_is_another_check(
    run: Run, place: Path, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project()
    run("check")
    digest = cache.code_digest
    monkeypatch.setattr(cache, "code_digest", lambda package: f"{digest(package)}0")
    assert counted(run, checks) == len(NAMES)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (lambda package: (package / "rules.py").write_text("A = 2\n", encoding="utf-8"), True),
        (lambda package: (package / "more").mkdir(), False),
        (lambda package: (package / "facts.json").write_text("[]", encoding="utf-8"), True),
        (lambda package: (package / "__pycache__" / "x.py").write_text("B = 1\n", encoding="utf-8"), False),
        (lambda package: (package / "rules.py").rename(package / "other.py"), True),
        (lambda package: os.utime(package / "rules.py", (1, 1)), False),
    ],
)
def test_code_counts_by_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object], differs: bool
) -> None:
    package = tmp_path / "acme_pack"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "rules.py").write_text("A = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("acme_pack")
    try:
        before = cache.code_digest("acme_pack")
        assert before is not None
        change(package)
        assert (cache.code_digest("acme_pack") != before) is differs
    finally:
        del sys.modules["acme_pack"]


def test_our_rules_and_facts_are_code_too() -> None:
    names = {Path(file).name for _, file in cache._code("roadmap_lint")}
    assert {"engine.py", "eol_lag.py", "period_malformed.py", "kubernetes.json"} <= names


PACK = """\
from roadmap_lint.rule import Rule

ROADMAP_LINT_API = 1


class Quiet(Rule):
    code = "ACME001"
    name = "quiet"

    def check(self, document, context):
        return []


RULES = (Quiet,)
"""


def test_the_code_of_a_pack_counts(
    run: Run, place: Path, checks: list[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project()
    write('plugins = ["acme"]\n', "roadmap-lint.toml")
    pack = tmp_path_factory.mktemp("pack") / "acme_quiet.py"
    pack.write_text(PACK, encoding="utf-8")
    monkeypatch.syspath_prepend(pack.parent)
    monkeypatch.setattr("roadmap_lint.plugins._address", lambda plugin: "acme_quiet:RULES")
    try:
        assert counted(run, checks) == len(NAMES)
        assert counted(run, checks) == 0
        pack.write_text(PACK + "# changed\n", encoding="utf-8")
        assert counted(run, checks) == len(NAMES)
        assert counted(run, checks, "--isolated") == len(NAMES)
        pack.unlink()
        assert counted(run, checks) == len(NAMES)
        assert counted(run, checks) == len(NAMES)
    finally:
        sys.modules.pop("acme_quiet", None)


def test_what_is_installed_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.tool_digest()
    assert before == cache.tool_digest()
    (tmp_path / "pyromark-99.0.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert cache.tool_digest() != before


def test_a_rule_that_crashed_may_work_next_time(
    run: Run, place: Path, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project()
    with monkeypatch.context() as patch:
        patch.setattr(PeriodMalformed, "check", lambda *given: 1 / 0)
        assert run("check") == 3
    assert counted(run, checks) == len(NAMES)
    assert "RM000" not in run.out


# ---------------------------------------------------------------------------------------------------- fixes and so on


def test_fixes_are_made_from_the_document(run: Run, place: Path, checks: list[str]) -> None:
    project()
    run("check")
    assert run("check", "--diff") == 1
    assert "+**Status**: In Progress" in run.out
    assert counted(run, checks, "--fix") > 0
    assert set(checks) == {NAMES[7]}
    assert "In Progress" in Path(NAMES[7]).read_text(encoding="utf-8")
    run("check")
    assert "In Progres'" not in run.out


def test_suppressions_are_written_whatever_is_known(run: Run, place: Path) -> None:
    project()
    run("check")
    run("check", "--add-suppressions")
    assert "roadmap-lint-disable" in Path(NAMES[3]).read_text(encoding="utf-8")
    assert run("check") == 0


# ------------------------------------------------------------------------------------------------- damage and strangers


def forged(data: bytes) -> bytes:
    """A cache that knows of nothing in any document, as somebody could write it who does not know how it is bound."""
    head, _, body = data.partition(b"\n")
    lines = [line.partition(b" ")[0] + b" [[1,1],[],[],{},false]" for line in body.splitlines()]
    return head + b"\n" + b"\n".join(lines) + b"\n"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data.replace(b"RM111", b"RM112"),
        lambda data: bytes(len(data)),
        lambda data: b"\xff" + data,
        lambda data: data.replace(b"cache 1", b"cache 2"),
        lambda data: b"SQLite format 3\0" + os.urandom(1000),
        lambda data: data + data,
        forged,
    ],
)
def test_a_damaged_cache_is_no_cache(
    run: Run, place: Path, checks: list[str], damage: Callable[[bytes], bytes]
) -> None:
    project()
    run("check")
    said = run.out
    file = cached_file(place)
    file.write_bytes(damage(file.read_bytes()))
    assert counted(run, checks) == len(NAMES)
    assert (run.out, run.err) == (said, "")
    assert counted(run, checks) == 0


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"[]",
        b"{}",
        b"7",
        b"[[1],[],[],{},false]",
        b"[[1,2],[[1]],[],{},false]",
        b'[[1,2],[],[],{"x":{"y":1}},false]',
        b"[" * 9000,
        b"\xff",
    ],
)
def test_an_entry_that_cannot_be_read_is_none(run: Run, place: Path, checks: list[str], entry: bytes) -> None:
    """Even behind a digest that fits."""
    project()
    run("check")
    said = run.out
    file = cached_file(place)
    head, _, body = file.read_bytes().partition(b"\n")
    body = b"".join(line.partition(b" ")[0] + b" " + entry + b"\n" for line in body.splitlines())
    digest = cache._digest(body)
    file.write_bytes(head.rpartition(b" ")[0] + b" " + digest + b"\n" + body)
    assert counted(run, checks) == len(NAMES)
    assert (run.out, run.err) == (said, "")


def test_the_cache_of_a_repository_is_never_used(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project()
    run("check")
    inside = Path.cwd() / ".cache"
    inside.mkdir()
    os.rename(cached_file(place), inside / cached_file(place).name)
    monkeypatch.setenv(cache.DIRECTORY_VARIABLE, ".cache")
    before = sorted(inside.iterdir())
    assert run("check") == 1
    assert "no cache is used: ROADMAP_LINT_CACHE_DIR is inside of what is checked" in run.err
    assert sorted(inside.iterdir()) == before
    monkeypatch.delenv(cache.DIRECTORY_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(inside))
    assert run("check") == 1
    assert run.err == ""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owners here")
@pytest.mark.parametrize("mode", [0o622, 0o666])
def test_a_file_that_others_may_write_is_not_believed(run: Run, place: Path, checks: list[str], mode: int) -> None:
    project()
    run("check")
    assert cached_file(place).stat().st_mode & 0o777 == 0o600
    cached_file(place).chmod(mode)
    assert counted(run, checks) == len(NAMES)
    assert cached_file(place).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="no links")
def test_a_link_in_the_place_of_the_file_is_not_followed(run: Run, place: Path, checks: list[str]) -> None:
    project()
    run("check")
    file = cached_file(place)
    elsewhere = place.parent / "elsewhere"
    file.rename(elsewhere)
    kept = elsewhere.read_bytes()
    file.symlink_to(elsewhere)
    assert counted(run, checks) == len(NAMES)
    assert elsewhere.read_bytes() == kept
    assert not file.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs")
def test_a_fifo_in_the_place_of_the_file_does_not_hang(run: Run, place: Path, checks: list[str]) -> None:
    project()
    run("check")
    file = cached_file(place)
    file.unlink()
    os.mkfifo(file)
    assert counted(run, checks) == len(NAMES)
    assert counted(run, checks) == 0


# --------------------------------------------------------------------------------------------------- where it cannot be


def test_a_cache_that_cannot_be_written_fails_no_run(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project()
    place.write_text("a file", encoding="utf-8")
    assert run("check") == 1
    assert "RM111" in run.out
    assert "the cache cannot be written" in run.err
    assert "--no-cache" in run.err
    monkeypatch.delenv(cache.DIRECTORY_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    assert run("check") == 1
    assert run.err == ""
    assert place.read_text(encoding="utf-8") == "a file"


def test_without_a_home_there_is_no_cache(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project()
    monkeypatch.delenv(cache.DIRECTORY_VARIABLE)
    monkeypatch.setattr(cache, "_of_user", lambda: iter(("", "~/.cache", "relative")))
    assert cache.directory() is None
    assert run("check") == 1
    assert run.err == ""
    assert run("cache", "clear") == 2


def started(*arguments: str, before: str = "pass", **environment: str) -> subprocess.Popen[str]:
    """The tool as a process of its own, after some code."""
    program = f"{before}\nfrom roadmap_lint.__main__ import run\nrun()\n"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", program, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_full_disk_leaves_nothing_behind(run: Run, place: Path) -> None:
    project()
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))"
    process = started("check", before=limit)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "RM111" in out
    assert err.count("\n") == 1
    assert "the cache cannot be written" in err
    assert [path.name for path in place.iterdir() if path.name != "CACHEDIR.TAG"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_an_interrupt_keeps_what_is_done_and_leaves_nothing_half_written(run: Run, place: Path) -> None:
    project()
    hit = (
        "import os, signal\nfrom roadmap_lint import engine\ncheck, done = engine.check, []\n"
        "def hit(text, **named):\n"
        "    done.append(text)\n"
        "    if len(done) == 5:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    return check(text, **named)\n"
        "engine.check = hit\n"
    )
    process = started("check", before=hit)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert len(cached_file(place).read_bytes().splitlines()) == 1 + 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_a_reader_that_has_seen_enough_leaves_the_cache_whole(run: Run, place: Path, checks: list[str]) -> None:
    project()
    # What is installed counts, and a path of this process more may have more of it.
    with started("check", before=f"import sys\nsys.path[:] = {sys.path!r}") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=60) == 141
    assert counted(run, checks) == 0


def test_many_processes_share_one_cache(run: Run, place: Path, checks: list[str]) -> None:
    """The file is whole whenever somebody looks, and at the end it knows what the last one found."""
    project()
    run("check", "--no-cache")
    expected = run.out
    processes = [started("check", *(["--today", f"2026-11-0{number}"] if number else [])) for number in range(6)]
    said = [process.communicate(timeout=120) for process in processes]
    assert {process.returncode for process in processes} == {1}
    assert all(err == "" for _, err in said)
    assert said[0][0] == expected
    assert counted(run, checks) in (0, len(NAMES))
    assert run.out == expected
    assert [path.suffix for path in place.iterdir() if path.name != "CACHEDIR.TAG"] == [".cache"]


def test_what_another_process_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "0.cache"
    first, second = cache.Cache(file, "tool"), cache.Cache(file, "tool")
    first.put(b"a", b"1")
    second.put(b"b", b"2")
    assert first.save()
    assert second.save()
    third = cache.Cache(file, "tool")
    assert (third.get(b"a"), third.get(b"b")) == (b"1", b"2")


# -------------------------------------------------------------------------------------------------------- how it grows


def test_what_was_used_last_is_kept_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_ENTRIES", 4)
    file = tmp_path / "0.cache"
    for keys in ("abcd", "ae", "fg"):
        opened = cache.Cache(file, "tool")
        for key in map(str.encode, keys):
            if opened.get(key) is None:
                opened.put(key, b"1")
        assert opened.save()
    kept = cache.Cache(file, "tool")
    assert [key for key in "abcdefg" if kept.get(key.encode())] == ["a", "e", "f", "g"]


def test_a_run_that_needs_more_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_ENTRIES", 4)
    opened = cache.Cache(tmp_path / "0.cache", "tool")
    for key in b"abcdefgh":
        opened.put(bytes([key]), b"1")
    assert opened.save()
    kept = cache.Cache(tmp_path / "0.cache", "tool")
    assert all(kept.get(bytes([key])) for key in b"abcdefgh")


def test_large_entries_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LARGEST_ENTRY", 10)
    opened = cache.Cache(tmp_path / "0.cache", "tool")
    opened.put(b"a", b"1" * 11)
    opened.put(b"b", b"1" * 10)
    assert opened.save()
    kept = cache.Cache(tmp_path / "0.cache", "tool")
    assert (kept.get(b"a"), kept.get(b"b")) == (None, b"1" * 10)


def test_of_many_projects_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_PROJECTS", 3)
    for number in range(5):
        opened = cache.Cache(tmp_path / f"{number:032x}.cache", "tool")
        opened.put(b"a", b"1")
        assert opened.save()
        os.utime(opened.file, (number, number))
    assert sorted(path.name[31] for path in tmp_path.iterdir()) == ["2", "3", "4"]


# ------------------------------------------------------------------------------------------------------------- clearing


def test_clearing_removes_what_is_ours(run: Run, place: Path) -> None:
    project()
    run("check")
    assert (place / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert run("cache", "dir") == 0
    assert run.out == f"{place}\n"
    assert run("cache", "clear") == 0
    assert "the results of 1 project are removed" in run.err
    assert not place.exists()
    assert run("cache", "clear") == 0
    assert "there was nothing" in run.err


def test_clearing_removes_nothing_else(run: Run, place: Path) -> None:
    project()
    run("check")
    kept = ["notes.txt", "x.cache", "0" * 31 + ".cache", "CACHEDIR.TAG"]
    for name in kept:
        (place / name).write_text("mine", encoding="utf-8")
    (place / ("0" * 32 + ".cache")).mkdir()
    half = place / f"{'0' * 32}.{'1' * 16}.tmp"
    half.write_text("half", encoding="utf-8")
    assert run("cache", "clear") == 0
    assert sorted(path.name for path in place.iterdir()) == sorted([*kept, "0" * 32 + ".cache"])


def test_a_link_to_a_directory_of_somebody_is_not_emptied(run: Run, place: Path) -> None:
    place.mkdir()
    other = place.parent / "other"
    other.mkdir()
    (other / "precious").write_text("precious", encoding="utf-8")
    (place / ("0" * 32 + ".cache")).symlink_to(other)
    assert run("cache", "clear") == 0
    assert (other / "precious").exists()


def test_json_is_the_same_to_the_last_byte(run: Run, place: Path) -> None:
    """Offsets, related places and edits go through the cache and come back."""
    project()
    run("check", "--output", "json", "--no-cache")
    assert any(one["fix"] for one in json.loads(run.out)["diagnostics"])
    expected = run.out
    run("check", "--output", "json")
    run("check", "--output", "json")
    assert run.out == expected
