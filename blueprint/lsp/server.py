"""The language server: what an editor asks, handed to the modules that know the answer. The one door to pygls.

Findings are worked out shortly after a change, once for all changes that came together. Settings are looked for when a file
is opened, and again when a file is saved or the editor tells that one has changed.
"""

import asyncio
import gc
import sys
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from blueprint import __version__
from blueprint.lsp import actions, completion, diagnostics, hover, linking, symbols
from blueprint.lsp.opened import Opened
from blueprint.lsp.positions import changed

PAUSE: Final = 0.01
"""Seconds in which further changes may come before the file is checked."""
WATCHED: Final = ("**/blueprint.toml", "**/pyproject.toml", "**/*.standard.yaml")


class Server(LanguageServer):
    """A language server, and the files that are open in the editor, by their addresses."""

    def __init__(self) -> None:
        super().__init__("blueprint", __version__)
        self.open: dict[str, Opened] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}

    def file(self, uri: str) -> Opened:
        """An open file; an error for the editor where it is not open."""
        if uri not in self.open:
            raise JsonRpcInvalidParams(f"{uri} is not open")
        return self.open[uri]

    def check_soon(self, uri: str) -> None:
        """Check a file when no further change comes."""
        if uri in self.waiting:
            self.waiting[uri].cancel()
        self.waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.check, uri)

    def check(self, uri: str) -> None:
        """Check a file, and tell the editor."""
        self.waiting.pop(uri, None)
        opened = self.open.get(uri)
        if opened is None:
            return
        try:
            found = diagnostics.diagnostics(opened)
        except Exception as error:
            self.tell(f"{opened.name} cannot be checked, please report it: {type(error).__name__}: {error}")
            return
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, opened.version))

    def tell(self, message: str) -> None:
        """Show a message in the editor."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"blueprint: {message}"))

    def settle(self, opened: Opened) -> None:
        """Look for the settings of a file again, and check it."""
        before = opened.rules.trouble
        opened.settle()
        if opened.rules.trouble not in ("", before):
            self.tell(opened.rules.trouble)
        self.check_soon(opened.uri)

    def resolves_edits(self) -> bool:
        """Whether the editor asks for the edits of an action when it is chosen."""
        document = self.client_capabilities.text_document
        support = document.code_action.resolve_support if document and document.code_action else None
        return support is not None and "edit" in support.properties


def made() -> Server:
    """A server that answers all that it can."""
    server = Server()
    for method, (answer, *options) in _ANSWERS.items():
        server.feature(method, *options)(answer)
    return server


def serve() -> None:
    """Serve an editor over standard input and output, until it says goodbye."""
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # what a rule of somebody's own prints must not come between
    server = made()
    gc.freeze()
    server.start_io(stdout=out)


def _initialized(server: Server, _: types.InitializedParams) -> None:
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(glob_pattern=each) for each in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(types.RegistrationParams([registration]))


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    path = to_fs_path(document.uri) if document.uri.startswith("file:") else None
    encoding = str(getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding))
    opened = Opened(
        document.uri, FilePath(path) if path else None, document.text, language=document.language_id, encoding=encoding
    )
    opened.version = document.version
    server.open[document.uri] = opened
    if opened.rules.trouble:
        server.tell(opened.rules.trouble)
    server.check_soon(document.uri)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    opened = server.open.get(params.text_document.uri)
    if opened is not None:
        opened.change(changed(opened.text, params.content_changes, opened.encoding))
        opened.version = params.text_document.version
        server.check_soon(opened.uri)


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    if server.open.pop(uri, None) is not None:
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _settled(server: Server, _: Any) -> None:
    for opened in server.open.values():
        server.settle(opened)


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    return hover.hover(server.file(params.text_document.uri), params.position)


def _completion(server: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    return completion.completion(server.file(params.text_document.uri), params.position)


def _definition(server: Server, params: types.DefinitionParams) -> types.Location | None:
    return linking.definition_at(server.file(params.text_document.uri), params.position)


def _references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    opened = server.file(params.text_document.uri)
    return linking.mentions_of(opened, params.position, definition_too=params.context.include_declaration)


def _prepare_rename(server: Server, params: types.PrepareRenameParams) -> types.Range | None:
    return linking.renamable(server.file(params.text_document.uri), params.position)


def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit:
    try:
        return linking.renamed(server.file(params.text_document.uri), params.position, params.new_name)
    except linking.CannotRenameError as error:
        raise JsonRpcInvalidParams(str(error)) from None


def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return symbols.symbols(server.file(params.text_document.uri))


def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    opened = server.file(params.text_document.uri)
    wanted = params.context.only
    if wanted is not None and not any(types.CodeActionKind.QuickFix.value.startswith(each) for each in wanted):
        return []
    found = actions.actions(opened, params.range)
    return found if server.resolves_edits() else list(_with_edits(opened, found))


def _with_edits(opened: Opened, found: list[types.CodeAction]) -> Iterator[types.CodeAction]:
    """The actions, each with its edit, for an editor that asks only once."""
    for each in found:
        action = each if each.edit else actions.resolved(opened, each)[0]
        if action.edit:
            yield action


def _resolved(server: Server, action: types.CodeAction) -> types.CodeAction:
    data = action.data if isinstance(action.data, dict) else {}
    action, reason = actions.resolved(server.file(str(data.get("uri"))), action)
    if reason:
        server.tell(reason)
    return action


_ANSWERS: Final[dict[str, tuple[Any, ...]]] = {
    types.INITIALIZED: (_initialized,),
    types.TEXT_DOCUMENT_DID_OPEN: (_opened,),
    types.TEXT_DOCUMENT_DID_CHANGE: (_changed,),
    types.TEXT_DOCUMENT_DID_CLOSE: (_closed,),
    types.TEXT_DOCUMENT_DID_SAVE: (_settled,),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_settled,),
    types.TEXT_DOCUMENT_HOVER: (_hover,),
    types.TEXT_DOCUMENT_COMPLETION: (_completion, types.CompletionOptions(trigger_characters=[" ", "[", ",", "/", '"'])),
    types.TEXT_DOCUMENT_DEFINITION: (_definition,),
    types.TEXT_DOCUMENT_REFERENCES: (_references,),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename,),
    types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols,),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _actions,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix], resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (_resolved,),
}
