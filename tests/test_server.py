"""The language server, spoken to by a real client over its standard streams."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from editor import PROGRAM, Editor
from environments import ROOT
from lsprotocol import types

from roadmap_lint.integrations.lsp.server import FIX_ALL
from roadmap_lint.integrations.lsp.workspace import OPTIONS, read_settings

ROADMAP = """\
# Acme Roadmap

### v2.8 (Q1 2026)

**Status**: In Progress

- [x] Faster builds
- [ ] End-to-end testing for Kubernetes 1.35

### v2.9 (Q2 2026)
"""
WRONG = ROADMAP.replace("In Progress", "In Progres")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("folder")
    (folder / ".git").mkdir()
    editor = Editor(folder)
    yield editor
    assert editor.close() == 0


@pytest.fixture
def editor(shared: Editor) -> Iterator[Editor]:
    """An editor in which ROADMAP.md is opened by the test, and closed behind it."""
    yield shared
    assert shared.closed() == []


def told(found: list[types.Diagnostic]) -> list[tuple[str, str]]:
    return [(str(each.code), str(each.range)) for each in found]


def cursor(line: int, character: int) -> types.Range:
    return types.Range(types.Position(line, character), types.Position(line, character))


# ---------------------------------------------------------------------------------------------------------- findings


def test_findings_are_told_with_their_pages_and_taken_back(editor: Editor) -> None:
    (found,) = editor.open(WRONG)
    assert told([found]) == [("RM106", "4:12-4:22")]
    assert found.message == "'In Progres' is not a status: is 'In Progress' meant? (status-unknown)"
    assert (found.severity, found.source) == (types.DiagnosticSeverity.Warning, "roadmap-lint")
    assert found.code_description is not None
    assert found.code_description.href.endswith("/docs/rules/RM106-status-unknown.md")
    assert editor.type(ROADMAP) == []
    assert told(editor.type(ROADMAP.replace("Q2", "Q5"))) == [("RM111", "9:10-9:17")]


def test_related_places_are_told(editor: Editor) -> None:
    (found,) = editor.open(ROADMAP.replace("v2.9", "v2.8"))
    (related,) = found.related_information or ()
    assert related.location.uri == editor.uri("ROADMAP.md")
    assert str(related.location.range).startswith("2:")


def test_only_the_last_of_many_changes_is_told_of(editor: Editor) -> None:
    editor.open(ROADMAP)
    versions = [editor.change(text) for text in (WRONG, ROADMAP, WRONG)]
    assert told(editor.diagnostics(editor.uri("ROADMAP.md"), versions[-1])) == [("RM106", "4:12-4:22")]


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_places_count_utf_16_behind_emoji_and_in_lines_of_any_ending(editor: Editor, ending: str) -> None:
    text = ROADMAP.replace("Faster builds", "🚀 \u2028 [Ünïcode](#nöwhere)").replace("\n", ending)
    (found,) = editor.open(text)
    start = len("- [x] 🚀 \u2028 [Ünïcode](") + 1  # the rocket is one character and two units
    assert told([found]) == [("RM508", f"6:{start}-6:{start + len('#nöwhere')}")]
    (disable,) = editor.actions(found.range)
    comment = f"<!-- roadmap-lint-disable-next-line RM508 -->{ending}"
    assert editor.applied(disable) == text.replace("- [x]", f"{comment}- [x]", 1)
    assert editor.type(editor.applied(disable)) == []


def test_files_that_are_no_roadmaps_are_left_alone(shared: Editor) -> None:
    assert shared.open(WRONG, "README.md") == []
    assert shared.hover(4, 14, "README.md") is None
    assert shared.completions(4, 12, "README.md") == []
    assert shared.actions(cursor(4, 14), name="README.md") == []
    assert shared.symbols("README.md") is None
    assert shared.lenses("README.md") is None
    assert shared.open(WRONG, uri="git:/ROADMAP.md?ref=HEAD") == []


def test_a_roadmap_that_was_never_saved_is_checked(shared: Editor) -> None:
    assert told(shared.open(WRONG, uri="untitled:ROADMAP.md")) == [("RM106", "4:12-4:22")]


# ----------------------------------------------------------------------------------------------------------- actions


def test_a_fix_is_applied_to_the_version_it_was_made_for(editor: Editor) -> None:
    editor.open(WRONG)
    editor.type(WRONG + "\n")
    fix, disable = editor.actions(cursor(4, 14), "quickfix")
    assert (fix.title, fix.kind, fix.is_preferred) == ("Replace with 'In Progress'", "quickfix", True)
    assert told(list(fix.diagnostics or ())) == [("RM106", "4:12-4:22")]
    assert editor.applied(fix) == ROADMAP + "\n"
    assert (disable.title, disable.is_preferred) == ("Disable status-unknown here", None)
    assert editor.type(editor.applied(disable)) == []


def test_actions_are_made_for_what_stands_there_now(editor: Editor) -> None:
    editor.open(ROADMAP)
    editor.change(WRONG)
    fix, _ = editor.actions(cursor(4, 14), "quickfix")  # not checked yet, as its author has not paused
    assert editor.applied(fix) == ROADMAP


@pytest.mark.parametrize("asked", ["source", "source.fixAll", "source.fixAll.roadmap-lint"])
def test_everything_certain_is_fixed_on_request(editor: Editor, asked: str) -> None:
    editor.open(WRONG.replace("(Q2 2026)\n", "(Q2 2026)\n\n**Status**: Planed\n"))
    (every,) = editor.actions(cursor(0, 0), asked)
    assert every.kind == "source.fixAll.roadmap-lint"
    assert editor.type(editor.applied(every)) == []
    assert editor.actions(cursor(0, 0), asked) == []


def test_actions_are_given_by_their_kinds(editor: Editor) -> None:
    editor.open(WRONG)
    assert editor.actions(cursor(4, 14), "refactor", "source.organizeImports", "source.fixAll.other") == []
    kinds = [str(getattr(action.kind, "value", action.kind)) for action in editor.actions(cursor(4, 14))]
    assert kinds == ["quickfix", "quickfix", "source.fixAll.roadmap-lint"]


# ------------------------------------------------------------------------------------------------------ what is shown


def test_a_hover_tells_of_a_version(editor: Editor) -> None:
    editor.open(ROADMAP.replace("End-to-end", "🚀 End-to-end"))
    shown = editor.hover(7, 44)
    assert shown is not None
    assert isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.kind == types.MarkupKind.Markdown
    assert shown.contents.value.startswith("**Kubernetes 1.35**\n\n- released 2025-12-17\n")
    assert str(shown.range) == "7:43-7:47"
    assert editor.hover(0, 3) is None


def test_the_next_milestone_is_offered(editor: Editor) -> None:
    editor.open(ROADMAP + "\n### v\n")
    (offer,) = editor.completions(11, 5)
    assert offer.label == "v2.10 (Q3 2026)"
    assert isinstance(offer.text_edit, types.TextEdit)
    assert (str(offer.text_edit.range), offer.text_edit.new_text) == ("11:4-11:5", "v2.10 (Q3 2026)")


def test_statuses_are_offered_in_order(editor: Editor) -> None:
    editor.open(ROADMAP + "\n**Status**: \n")
    offers = sorted(editor.completions(11, 12), key=lambda offer: offer.sort_text or "")
    assert [offer.label for offer in offers][:2] == ["In Progress", "Provisional"]
    assert editor.completions(0, 5) == []


def test_the_outline_and_the_lenses_tell_of_milestones(editor: Editor) -> None:
    editor.open(ROADMAP)
    symbols = editor.symbols()
    assert [(symbol.name, symbol.detail) for symbol in symbols] == [
        ("v2.8", "Q1 2026 · In Progress · 1 of 2 done"),
        ("v2.9", "Q2 2026"),
    ]
    assert str(symbols[0].selection_range) == "2:4-2:18"
    (lens,) = editor.lenses()
    assert (lens.command.title, lens.command.command, str(lens.range)) == ("1 of 2 done", "", "2:4-2:18")


# ------------------------------------------------------------------------------------------------------ other editors


def started(folder: Path, *arguments: Any, **options: Any) -> Editor:
    (folder / ".git").mkdir()
    return Editor(folder, *arguments, **options)


def test_a_config_applies_as_it_is_now(tmp_path: Path) -> None:
    editor = started(tmp_path)
    (registration,) = editor.run(editor.registered.get()).registrations
    assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    config = tmp_path / "roadmap-lint.toml"
    watched = types.DidChangeWatchedFilesParams([types.FileEvent(config.as_uri(), types.FileChangeType.Changed)])
    assert told(editor.open(WRONG)) == [("RM106", "4:12-4:22")]

    config.write_text('ignore = ["RM106"]\n', encoding="utf-8")
    editor.client.workspace_did_change_watched_files(watched)
    assert editor.diagnostics(editor.uri("ROADMAP.md"), 1) == []

    config.write_text('ingore = ["RM106"]\n', encoding="utf-8")
    editor.client.workspace_did_change_watched_files(watched)
    (unusable,) = editor.diagnostics(editor.uri("ROADMAP.md"), 1)
    assert unusable.severity == types.DiagnosticSeverity.Error
    assert unusable.message.startswith("not checked: ")
    assert "roadmap-lint.toml:1: unknown key 'ingore'; did you mean 'ignore'?" in unusable.message
    assert editor.hover(2, 5) is None

    config.write_text("", encoding="utf-8")
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(config.as_uri()))
    editor.client.text_document_did_save(saved)  # an editor that watches nothing
    assert told(editor.diagnostics(editor.uri("ROADMAP.md"), 1)) == [("RM106", "4:12-4:22")]
    assert editor.close() == 0


def test_an_editor_may_set_a_day_and_include_files(tmp_path: Path) -> None:
    editor = started(tmp_path, today="2026-11-22", include=["plans/*.md"])
    assert {each.code for each in editor.open(ROADMAP, "plans/2026.md")} == {"RM109"}  # both milestones are late
    assert editor.close() == 0


def test_a_setting_that_cannot_be_used_is_shown(tmp_path: Path) -> None:
    editor = started(tmp_path, today="tomorrow")
    shown = editor.run(editor.shown.get())
    assert shown.message == "roadmap-lint: 'today' takes \"now\" or a day such as \"2026-11-22\", not 'tomorrow'"
    assert told(editor.open(WRONG)) == [("RM106", "4:12-4:22")]
    assert editor.close() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_an_editor_that_counts_otherwise_is_answered_in_its_units(tmp_path: Path, encoding: str) -> None:
    general = types.GeneralClientCapabilities(position_encodings=[encoding])
    editor = started(tmp_path, types.ClientCapabilities(general=general))
    assert editor.server.capabilities.position_encoding == encoding
    (found,) = editor.open(ROADMAP.replace("Faster builds", "🚀 [x](#nöwhere)"))
    # the rocket has four bytes, 'ö' has two
    assert str(found.range) == {"utf-8": "6:15-6:24", "utf-32": "6:12-6:20"}[encoding]
    (disable,) = editor.actions(found.range)
    assert disable.edit is not None
    assert disable.edit.document_changes is None  # this editor compares no versions
    assert editor.type(editor.applied(disable, encoding)) == []
    assert editor.close() == 0


def test_what_a_pack_prints_does_not_break_the_protocol(tmp_path: Path) -> None:
    """Whether it is printed by Python, or below it."""
    loud = (
        "import conftest, os, sys, roadmap_lint.__main__ as program, roadmap_lint.engine as engine\n"
        "quiet = engine.check_document\n"
        "def loud(*arguments):\n"
        "    print('noise', flush=True)\n"
        "    os.write(1, b'noise')\n"
        "    return quiet(*arguments)\n"
        "engine.check_document = loud\n"
        "program.run()\n"
    )
    editor = started(tmp_path, program=loud)
    assert told(editor.open(WRONG)) == [("RM106", "4:12-4:22")]
    assert editor.close() == 0


def test_a_server_whose_editor_is_gone_ends() -> None:
    command = [sys.executable, "-c", PROGRAM, "server"]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_without_pygls_the_command_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    monkeypatch.delitem(sys.modules, "roadmap_lint.integrations.lsp.server", raising=False)
    assert run("server") == 2
    assert run.err == "roadmap-lint: error: the server needs pygls: pip install 'roadmap-lint[lsp]'\n"


def test_the_command_line_loads_no_adapter_until_it_is_asked_for() -> None:
    code = "import conftest, sys, roadmap_lint.cli as c; list(c.parsers()); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert not [name for name in done.stdout.split() if name.startswith(("pygls", "lsprotocol", "roadmap_lint.integ"))]


GUIDE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_guide_starts_the_server_as_it_is_started() -> None:
    (helix,) = (tomllib.loads(fence) for fence in fences("toml"))
    server = helix["language-server"]["roadmap-lint"]
    assert [server["command"], *server["args"]] == ["roadmap-lint", "server"]
    assert read_settings(server["config"], None).today == "now"
    (manifest,) = (json.loads(fence) for fence in fences("json"))
    assert manifest["main"] == "./extension.js"
    (extension,), (neovim,) = fences("js"), fences("lua")
    assert 'command: options.get("command"), args: ["server"]' in extension
    command = manifest["contributes"]["configuration"]["properties"]["roadmap-lint.command"]
    assert (command["default"], command["scope"]) == ("roadmap-lint", "machine")  # no folder says what is started
    assert 'cmd = { "roadmap-lint", "server" }' in neovim
    for option in OPTIONS:
        assert f"| `{option}` |" in GUIDE
    assert FIX_ALL in GUIDE
