"""An editor for tests: a real client that starts the server, speaks to it over its streams, and waits for answers."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from environments import ROOT
from lsprotocol import types
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
PATIENCE = 60  # seconds; the machine may be busy

# What VS Code says it can do, of what matters here.
VERSIONED = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    )
)
PROGRAM = "import sys, conftest, roadmap_lint.__main__ as program; sys.argv[0] = 'roadmap-lint'; program.run()"


class Editor:
    """One editor and its server, in a loop of their own."""

    def __init__(
        self,
        folder: Path,
        capabilities: types.ClientCapabilities = VERSIONED,
        *,
        program: str = PROGRAM,
        **options: Any,
    ) -> None:
        self.folder = folder
        self._loop = asyncio.new_event_loop()
        self._published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.registered: asyncio.Queue[types.RegistrationParams] = asyncio.Queue()
        self.shown: asyncio.Queue[types.ShowMessageParams] = asyncio.Queue()
        self.client = LanguageClient("test-editor", "1")
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._published.put_nowait))
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(partial(self.registered.put_nowait))
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(partial(self.shown.put_nowait))
        self._texts: dict[str, tuple[int, str]] = {}
        self.run(self.client.start_io(sys.executable, "-c", program, "server", "--stdio", cwd=ROOT))
        self.server = self.run(
            self.client.initialize_async(
                types.InitializeParams(
                    capabilities, root_uri=folder.as_uri(), initialization_options=options or None, process_id=None
                )
            )
        )
        self.client.initialized(types.InitializedParams())

    def run(self, answer: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(asyncio.wait_for(answer, PATIENCE))

    def close(self) -> int | None:
        """Say goodbye; the exit status of the server."""
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        process = self.client._server
        assert process is not None
        status = self.run(process.wait())
        with suppress(asyncio.CancelledError):
            self.run(self.client.stop())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()
        return status

    # ----------------------------------------------------------------------------------------------------- documents

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, text: str, name: str = "ROADMAP.md", uri: str = "") -> list[types.Diagnostic]:
        """Open a document that need not be on disk; what is found in it."""
        uri = uri or self.uri(name)
        self._texts[uri] = (1, text)
        document = types.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return self.diagnostics(uri, 1)

    def type(self, text: str, name: str = "ROADMAP.md") -> list[types.Diagnostic]:
        """Change a document to another text; what is found in it once the author pauses."""
        version = self.change(text, name)
        return self.diagnostics(self.uri(name), version)

    def change(self, text: str, name: str = "ROADMAP.md") -> int:
        """Change a document, and wait for nothing; its new version."""
        uri = self.uri(name)
        version = self._texts[uri][0] + 1
        self._texts[uri] = (version, text)
        document = types.VersionedTextDocumentIdentifier(version, uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        return version

    def diagnostics(self, uri: str, version: int | None) -> list[types.Diagnostic]:
        """What is published next of a version of a document."""
        while True:
            published = self.run(self._published.get())
            if (published.uri, published.version) == (uri, version):
                return list(published.diagnostics)

    def closed(self, name: str = "ROADMAP.md") -> list[types.Diagnostic]:
        """Close a document; what is left of it."""
        identifier = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))
        return self.diagnostics(self.uri(name), None)

    # ------------------------------------------------------------------------------------------------------ requests

    def at(self, name: str, line: int, character: int) -> dict[str, Any]:
        return {
            "text_document": types.TextDocumentIdentifier(self.uri(name)),
            "position": types.Position(line, character),
        }

    def hover(self, line: int, character: int, name: str = "ROADMAP.md") -> types.Hover | None:
        return self.run(self.client.text_document_hover_async(types.HoverParams(**self.at(name, line, character))))

    def completions(self, line: int, character: int, name: str = "ROADMAP.md") -> list[types.CompletionItem]:
        given = self.run(
            self.client.text_document_completion_async(types.CompletionParams(**self.at(name, line, character)))
        )
        return list(given.items) if isinstance(given, types.CompletionList) else []

    def symbols(self, name: str = "ROADMAP.md") -> Any:
        parameters = types.DocumentSymbolParams(types.TextDocumentIdentifier(self.uri(name)))
        return self.run(self.client.text_document_document_symbol_async(parameters))

    def lenses(self, name: str = "ROADMAP.md") -> Any:
        parameters = types.CodeLensParams(types.TextDocumentIdentifier(self.uri(name)))
        return self.run(self.client.text_document_code_lens_async(parameters))

    def actions(self, place: types.Range, *only: str, name: str = "ROADMAP.md") -> list[types.CodeAction]:
        context = types.CodeActionContext([], only=list(only) or None)
        parameters = types.CodeActionParams(types.TextDocumentIdentifier(self.uri(name)), place, context)
        given = self.run(self.client.text_document_code_action_async(parameters))
        return [action for action in given or [] if isinstance(action, types.CodeAction)]

    def applied(self, action: types.CodeAction, encoding: str = "utf-16", name: str = "ROADMAP.md") -> str:
        """The text of a document after an action, as an editor applies it: for the version it was made for."""
        version, text = self._texts[self.uri(name)]
        assert action.edit is not None
        if action.edit.changes is not None:
            return apply(text, list(action.edit.changes[self.uri(name)]), encoding)
        (change,) = action.edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        assert (change.text_document.uri, change.text_document.version) == (self.uri(name), version)
        return apply(text, [edit for edit in change.edits if isinstance(edit, types.TextEdit)], encoding)


def apply(text: str, edits: list[types.TextEdit], encoding: str) -> str:
    """Edits as the protocol has them, by means that are not ours: on the encoded lines."""
    codec, unit = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1), "utf-32": ("utf-32-le", 4)}[encoding]
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)

    def offset(place: types.Position) -> int:
        line = text[starts[place.line] :].encode(codec)
        return starts[place.line] + len(line[: place.character * unit].decode(codec))

    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text
