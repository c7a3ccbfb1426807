"""The command line. Exit status: 0 nothing to object, 1 findings, 2 a call that cannot be carried out, 3 our own fault."""

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

from blueprint.errors import BlueprintError, EngineError

_WHILE_LOADING: Final = (100_000, 50, 50)
_AT_WORK: Final = (10_000, 50, 50)


def program() -> int:
    """The installed command: a short-lived process, whose memory is not worth collecting as often as Python does."""
    gc.set_threshold(*_WHILE_LOADING)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called; the status still tells
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 -- open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal of few letters cannot show is shown as an escape, instead of stopping the run.
            stream.reconfigure(errors="backslashreplace")
    return _leave(main())


def settle() -> None:
    """What is loaded stays. What comes and goes with each file from here on is collected while it is new, which costs least."""
    if gc.get_threshold() == _WHILE_LOADING:
        gc.freeze()
        gc.set_threshold(*_AT_WORK)


def _leave(status: int) -> int:
    """End the process at once: to free each object by itself would take a sixth of a short run. Who looks on is waited for."""
    if sys.gettrace() is None and sys.getprofile() is None:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return status
        os._exit(status)
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status. Nothing is ever raised for what a user typed or a file holds."""
    from blueprint.cli.arguments import parse

    try:
        options = parse(sys.argv[1:] if arguments is None else arguments)
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except SystemExit as stop:
        return int(stop.code or 0)
    except EngineError as error:
        return _say(str(error), 3)
    except BlueprintError as error:
        return _say(str(error), 2)
    except BrokenPipeError:
        # The reader has seen enough (`blueprint check | head`); keep Python from complaining when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _say("interrupted", 130)
    except OSError as error:
        return _say((error.strerror or str(error)).lower(), 2)
    except Exception as error:
        if os.environ.get("BLUEPRINT_DEBUG"):
            raise
        about = f"{type(error).__name__}: {error}".splitlines()[0]
        return _say(f"our own fault, please report it: {about} (BLUEPRINT_DEBUG=1 shows where)", 3)


def _say(message: str, status: int) -> int:
    print(f"blueprint: {message}", file=sys.stderr)
    return status
