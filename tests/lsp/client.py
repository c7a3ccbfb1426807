"""An editor for the tests: it starts the server, talks JSON-RPC to it, and waits for answers, no longer than a minute."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

TIMEOUT = 60
CODE = "import sys; from blueprint.cli import program; sys.argv[1:] = ['lsp']; sys.exit(program())"


class Editor:
    """A running server, and what it has said."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.asked = 0
        self.answers: dict[int, Any] = {}
        self.said: list[dict[str, Any]] = []
        self.inbox: Queue[dict[str, Any] | None] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while header := out.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
                while out.readline().strip():
                    pass
                self.inbox.put(json.loads(out.read(length)))
        self.inbox.put(None)

    def write(self, body: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def send(self, **message: Any) -> None:
        self.write(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def tell(self, method: str, **params: Any) -> None:
        self.send(method=method, params=params)

    def _next(self) -> dict[str, Any]:
        message = self.inbox.get(timeout=TIMEOUT)
        assert message is not None, "the server is gone"
        return message

    def ask(self, method: str, params: Any = None) -> Any:
        """The result of a request; an AssertionError with the server's words when it refuses."""
        answer = self.answer(method, params)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def answer(self, method: str, params: Any = None) -> dict[str, Any]:
        self.asked += 1
        self.send(id=self.asked, method=method, **({} if params is None else {"params": params}))
        while True:
            message = self._next()
            if message.get("id") == self.asked and "method" not in message:
                return message
            self.said.append(message)

    def wait_for(self, method: str, **wanted: Any) -> dict[str, Any]:
        """The params of the next notification of this sort, with these values in it; said before or still to come."""
        while True:
            for at, message in enumerate(self.said):
                if message.get("method") == method and wanted.items() <= message["params"].items():
                    return dict(self.said.pop(at)["params"])
            self.said.append(self._next())

    def start(self, folder: Path, **capabilities: Any) -> Any:
        result = self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self.tell("initialized")
        return result

    def open(self, file: Path, text: str, language: str = "yaml") -> list[dict[str, Any]]:
        """Open a file; what is found in it."""
        document = {"uri": file.as_uri(), "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.findings(file, version=1)

    def change(self, file: Path, version: int, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        """Change a file; what is found in it then."""
        document = {"uri": file.as_uri(), "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=list(changes))
        return self.findings(file, version=version)

    def findings(self, file: Path, **wanted: Any) -> list[dict[str, Any]]:
        found = self.wait_for("textDocument/publishDiagnostics", uri=file.as_uri(), **wanted)["diagnostics"]
        return list(found)

    def at(self, file: Path, line: int, character: int, **more: Any) -> dict[str, Any]:
        return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}, **more}

    def leave(self) -> int:
        """Say goodbye; the exit status of the server."""
        assert self.ask("shutdown") is None
        self.tell("exit")
        return self.process.wait(TIMEOUT)


@contextmanager
def editor(folder: Path) -> Iterator[Editor]:
    """An editor whose working folder this is."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", CODE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env=environment) as process:
        try:
            yield Editor(process)
        finally:
            process.kill()
