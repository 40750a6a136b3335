"""The language server itself: pygls on one side, the records of the other modules on the other."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from roadmap_lint.config import FILE_NAMES, ConfigError
from roadmap_lint.diagnostic import Diagnostic, Edit, Severity, visible
from roadmap_lint.integrations.lsp.actions import Action, fix_all, quick_fixes
from roadmap_lint.integrations.lsp.completion import Completion, completions
from roadmap_lint.integrations.lsp.hover import hover
from roadmap_lint.integrations.lsp.outline import Symbol, lenses, symbols
from roadmap_lint.integrations.lsp.positions import ENCODINGS, Positions
from roadmap_lint.integrations.lsp.workspace import (
    Read,
    Settings,
    SettingsError,
    config_of,
    place_of,
    read,
    read_settings,
)
from roadmap_lint.record import Record
from roadmap_lint.report import page_url
from roadmap_lint.source import Source, Span
from roadmap_lint.version import __version__

NAME = "roadmap-lint"
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{NAME}"
# How long the server waits for more typing before it checks, in seconds.
PAUSE = 0.15
# What is typed before a status, a period, a directive and a rule.
_TRIGGERS = (" ", ":", "(", "-", ",")

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_SYMBOLS = {
    "milestone": types.SymbolKind.Event,
    "bucket": types.SymbolKind.Namespace,
    "group": types.SymbolKind.Field,
}
_COMPLETIONS = {
    "status": types.CompletionItemKind.EnumMember,
    "milestone": types.CompletionItemKind.Event,
    "period": types.CompletionItemKind.Value,
    "directive": types.CompletionItemKind.Keyword,
    "rule": types.CompletionItemKind.Constant,
}


class Opened(Record):
    """An open document in the version that was read, and what was understood of it."""

    version: int | None
    seen: Read

    @property
    def source(self) -> Source:
        return self.seen.report.document.source


class RoadmapServer(LanguageServer):
    """A server, with what it knows of the documents that are open in the editor."""

    def __init__(self) -> None:
        # whole texts, as pygls applies changes by lines that are not those of the protocol (it ends them at U+2028)
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.settings = Settings()
        self.is_shut_down = False
        self._opened: dict[str, Opened] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    # ------------------------------------------------------------------------------------------------------- reading

    def opened(self, uri: str) -> Opened | None:
        """The document as it is now; `None` where it is not open, is no roadmap, or its config cannot be used."""
        try:
            return self._read(uri)
        except ConfigError:
            return None  # its diagnostic says so

    def _read(self, uri: str) -> Opened | None:
        known = self.workspace.text_documents.get(uri)
        place = place_of(uri)
        if known is None or place is None:
            return None
        held = self._opened.get(uri)
        if held is not None and held.version == known.version and held.source.text == known.source:
            return held
        config = config_of(place, self.settings)
        if config is None:
            return None
        self._opened[uri] = Opened(known.version, read(known.source, place, config, self.settings))
        return self._opened[uri]

    def check_soon(self, uri: str) -> None:
        """Check a document once its author pauses."""
        self._stop_waiting(uri)
        self._waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.check_now, uri)

    def check_now(self, uri: str) -> None:
        """Check a document, and say what was found."""
        self._stop_waiting(uri)
        known = self.workspace.text_documents.get(uri)
        if known is None:
            return
        try:
            opened = self._read(uri)
            found = self._diagnostics(uri, opened) if opened else []
        except ConfigError as error:
            found = [_of_config(error)]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, known.version))

    def check_all(self) -> None:
        """Check every open document again: what applies to them may have changed."""
        self._opened.clear()
        for uri in list(self.workspace.text_documents):
            self.check_now(uri)

    def forget(self, uri: str) -> None:
        """Take back what was said of a document that was closed."""
        self._stop_waiting(uri)
        self._opened.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def stop(self) -> None:
        """Check nothing any more."""
        for uri in list(self._waiting):
            self._stop_waiting(uri)
        self.is_shut_down = True

    def _stop_waiting(self, uri: str) -> None:
        timer = self._waiting.pop(uri, None)
        if timer is not None:
            timer.cancel()

    # --------------------------------------------------------------------------------------------------- converting

    def positions(self, opened: Opened) -> Positions:
        """The places of a document in the units that were agreed upon with the editor."""
        encoding = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        return Positions(opened.source, encoding if encoding in ENCODINGS else ENCODINGS[0])

    def range(self, opened: Opened, span: Span) -> types.Range:
        positions = self.positions(opened)
        return types.Range(*(types.Position(*positions.at(offset)) for offset in span))

    def offset(self, opened: Opened, position: types.Position) -> int:
        return self.positions(opened).offset(position.line, position.character)

    def edits(self, opened: Opened, edits: Iterable[Edit]) -> list[types.TextEdit]:
        return [types.TextEdit(self.range(opened, edit.span), edit.text) for edit in edits]

    def workspace_edit(self, uri: str, opened: Opened, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """The edits for the version that they were made for, where the editor compares versions."""
        changes = self.edits(opened, edits)
        workspace = self.client_capabilities.workspace
        known = workspace.workspace_edit if workspace else None
        if known is None or not known.document_changes:
            return types.WorkspaceEdit(changes={uri: changes})
        document = types.OptionalVersionedTextDocumentIdentifier(uri, opened.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])

    def _diagnostics(self, uri: str, opened: Opened) -> list[types.Diagnostic]:
        return [self.diagnostic(uri, opened, finding) for finding in opened.seen.report.diagnostics]

    def diagnostic(self, uri: str, opened: Opened, finding: Diagnostic) -> types.Diagnostic:
        url = page_url(finding.code, finding.name)
        related = [
            types.DiagnosticRelatedInformation(types.Location(uri, self.range(opened, place.span)), place.message)
            for place in finding.related
        ]
        return types.Diagnostic(
            self.range(opened, finding.span),
            f"{visible(finding.message) or finding.name} ({finding.name})",
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            code_description=types.CodeDescription(url) if url else None,
            source=NAME,
            related_information=related or None,
        )


def _of_config(error: ConfigError) -> types.Diagnostic:
    """A config that cannot be used, said where its effect is missed."""
    top = types.Range(types.Position(0, 0), types.Position(0, 0))
    message = f"not checked: {visible(str(error))}"
    return types.Diagnostic(top, message, severity=types.DiagnosticSeverity.Error, source=NAME)


# ----------------------------------------------------------------------------------------------------------- features


def _initialize(server: RoadmapServer, params: types.InitializeParams) -> None:
    folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    place = place_of(folders[0])
    root = Path(place.path) if place is not None and place.on_disk else None
    server.settings = Settings(root=root)
    try:
        server.settings = read_settings(params.initialization_options, root)
    except SettingsError as error:
        message = types.ShowMessageParams(types.MessageType.Warning, f"{NAME}: {error}")
        server.window_show_message(message)


def _initialized(server: RoadmapServer, params: types.InitializedParams) -> None:
    """Ask to be told when a config changes, where the editor can watch files."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched is None or not watched.dynamic_registration:
        return
    patterns = [types.FileSystemWatcher(f"**/{name}") for name in FILE_NAMES]
    options = types.DidChangeWatchedFilesRegistrationOptions(patterns)
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    registration = types.Registration(f"{NAME}-configs", method, options)
    server.client_register_capability(types.RegistrationParams([registration]))


def _did_open(server: RoadmapServer, params: types.DidOpenTextDocumentParams) -> None:
    server.check_now(params.text_document.uri)


def _did_change(server: RoadmapServer, params: types.DidChangeTextDocumentParams) -> None:
    server.check_soon(params.text_document.uri)


def _did_save(server: RoadmapServer, params: types.DidSaveTextDocumentParams) -> None:
    server.check_all()


def _did_close(server: RoadmapServer, params: types.DidCloseTextDocumentParams) -> None:
    server.forget(params.text_document.uri)


def _watched(server: RoadmapServer, params: types.DidChangeWatchedFilesParams) -> None:
    server.check_all()


def _configured(server: RoadmapServer, params: types.DidChangeConfigurationParams) -> None:
    """Settings are read once, when the server starts."""


def _shutdown(server: RoadmapServer, params: None) -> None:
    server.stop()


def _hover(server: RoadmapServer, params: types.HoverParams) -> types.Hover | None:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return None
    seen = opened.seen
    shown = hover(seen.report.document, seen.config, seen.context, server.offset(opened, params.position))
    if shown is None:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, shown.text), server.range(opened, shown.span))


def _completion(server: RoadmapServer, params: types.CompletionParams) -> types.CompletionList | None:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return None
    seen = opened.seen
    offered = completions(seen.report.document, seen.config, server.offset(opened, params.position))
    items = [_item(server, opened, offer, place) for place, offer in enumerate(offered)]
    return types.CompletionList(is_incomplete=False, items=items)


def _item(server: RoadmapServer, opened: Opened, offer: Completion, place: int) -> types.CompletionItem:
    return types.CompletionItem(
        visible(offer.label),
        kind=_COMPLETIONS[offer.kind],
        detail=visible(offer.detail) or None,
        sort_text=f"{place:03}",
        filter_text=offer.text,
        text_edit=types.TextEdit(server.range(opened, offer.span), offer.text),
    )


def _symbols(server: RoadmapServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return None
    return [_symbol(server, opened, symbol) for symbol in symbols(opened.seen.report.document)]


def _symbol(server: RoadmapServer, opened: Opened, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _SYMBOLS[symbol.kind],
        server.range(opened, symbol.span),
        server.range(opened, symbol.selection),
        detail=symbol.detail or None,
        children=[_symbol(server, opened, child) for child in symbol.children],
    )


def _lenses(server: RoadmapServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return None
    return [
        types.CodeLens(server.range(opened, lens.span), command=types.Command(lens.title, ""))
        for lens in lenses(opened.seen.report.document)
    ]


def _actions(server: RoadmapServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    uri = params.text_document.uri
    opened = server.opened(uri)
    if opened is None:
        return None
    seen, made = opened.seen, []
    make = partial(_action, server, uri, opened)
    if _is_wanted(types.CodeActionKind.QuickFix.value, params.context.only):
        span = Span(*(server.offset(opened, place) for place in (params.range.start, params.range.end)))
        for action in quick_fixes(seen.report, seen.config, seen.context, span):
            made.append(make(action, types.CodeActionKind.QuickFix))
    if _is_wanted(FIX_ALL, params.context.only):
        every = fix_all(seen.report, seen.config, seen.context)
        made += [make(every, FIX_ALL)] if every else []
    return made


def _is_wanted(kind: str, only: Iterable[types.CodeActionKind | str] | None) -> bool:
    """Whether a kind of action is asked for: by its name or a part of it (`source` asks for `source.fixAll`)."""
    if only is None:
        return True
    asked = [str(getattr(each, "value", each)) for each in only]
    return any(kind == each or kind.startswith(f"{each}.") or not each for each in asked)


def _action(
    server: RoadmapServer, uri: str, opened: Opened, action: Action, kind: types.CodeActionKind | str
) -> types.CodeAction:
    return types.CodeAction(
        visible(action.title),
        kind=kind,
        diagnostics=[server.diagnostic(uri, opened, action.finding)] if action.finding else None,
        is_preferred=True if action.preferred else None,
        edit=server.workspace_edit(uri, opened, action.edits),
    )


_FEATURES: tuple[tuple[str, Any, Any], ...] = (
    (types.INITIALIZE, _initialize, None),
    (types.INITIALIZED, _initialized, None),
    (types.SHUTDOWN, _shutdown, None),
    (types.TEXT_DOCUMENT_DID_OPEN, _did_open, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, _did_change, None),
    (types.TEXT_DOCUMENT_DID_SAVE, _did_save, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, _did_close, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _watched, None),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _configured, None),
    (types.TEXT_DOCUMENT_HOVER, _hover, None),
    (
        types.TEXT_DOCUMENT_COMPLETION,
        _completion,
        types.CompletionOptions(_TRIGGERS),
    ),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, None),
    (types.TEXT_DOCUMENT_CODE_LENS, _lenses, None),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        _actions,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    ),
)


def make_server() -> RoadmapServer:
    """A server with all that it can do."""
    server = RoadmapServer()
    for method, function, options in _FEATURES:
        server.feature(method, options)(partial(function, server))
    return server


def serve() -> int:
    """Serve one editor over standard input and output, until it says goodbye; 0 if it did so properly.

    Whatever else is printed (by a rule pack, say) goes to standard error: it would break the protocol.
    """
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server = make_server()
    server.start_io(stdout=output)
    return 0 if server.is_shut_down else 1
