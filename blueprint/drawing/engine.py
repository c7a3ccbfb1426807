"""The one door to the engine: DOT text in, a picture out.

``embedded`` is the ``graphviz-pure`` command that pip installs with this library; ``system`` is the ``dot`` on the path.
"""

import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final, Literal

from blueprint.errors import EngineError

Engine = Literal["embedded", "system"]

_COMMANDS: Final = {"embedded": "graphviz-pure", "system": "dot"}
_CURES: Final = {
    "embedded": "install it with: pip install graphviz-pure; or draw with the system's: --engine system",
    "system": "install Graphviz from graphviz.org, or draw with the embedded engine: --engine embedded",
}
_LOCK: Final = Lock()


def run(source: str, format: str, *, engine: Engine = "embedded", dpi: int = 96) -> bytes:
    """Draw DOT text whose places are all given; ``dpi`` are the dots an inch of a PNG.

    EngineError where the engine is missing, cannot write the format, or fails.
    """
    import graphviz

    data = (source if dpi == 96 else source.replace("graph [", f"graph [dpi={dpi} ", 1)).encode()
    try:
        with _binary(command(engine)):
            picture = graphviz.backend.pipe("neato", format, data, neato_no_op=2, quiet=True)
    except graphviz.CalledProcessError as error:
        raise EngineError(f"the drawing engine failed: {_reason(error.stderr)}; see what `-o OUT.dot` gives it") from None
    except graphviz.ExecutableNotFound:
        raise EngineError(_missing(engine)) from None
    except OSError as error:
        raise EngineError(f"the drawing engine cannot be run ({error.strerror}): {_CURES[engine]}") from None
    if not picture:
        raise EngineError(f"the drawing engine gave nothing for {format}; see what `-o OUT.dot` gives it")
    return bytes(picture)


@cache
def command(engine: Engine) -> Path:
    """The engine's command: the embedded one is looked for where this Python's commands are, then on the path."""
    name = _COMMANDS[engine]
    places = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")] if engine == "embedded" else []
    found = next(filter(None, (shutil.which(name, path=place) for place in (*places, None))), None)
    if not found:
        raise EngineError(_missing(engine))
    return Path(found)


def _missing(engine: Engine) -> str:
    return f"the drawing engine {_COMMANDS[engine]!r} is not there: {_CURES[engine]}"


def _reason(stderr: bytes | None) -> str:
    lines = (stderr or b"").decode("utf-8", "replace").strip().splitlines()
    return next((line for line in lines if "rror" in line), lines[-1] if lines else "it gave no reason")


@contextmanager
def _binary(path: Path) -> Iterator[None]:
    """The graphviz package runs one binary, named in a module; it is set for one call and set back."""
    from graphviz.backend import dot_command

    with _LOCK:
        before = dot_command.DOT_BINARY
        dot_command.DOT_BINARY = path
        try:
            yield
        finally:
            dot_command.DOT_BINARY = before
