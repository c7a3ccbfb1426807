"""Progress: seen by who looks on and waits, gone when the run is over, and never where it would be read by a program."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from blueprint.cli import progress
from blueprint.cli.progress import Progress, line
from blueprint.inputs import Input
from blueprint.terminal import columns

ROOT = Path(__file__).resolve().parents[1]
SOUND = (ROOT / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")
BAR = b"[####"
EAGER = (
    "import sys; from blueprint.cli import main, progress; progress.PATIENCE = progress.PAUSE = 0; sys.exit(main(sys.argv[1:]))"
)
"""The command, shown at once, so that the tests need not wait."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of four blueprints, in which the calls are made."""
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        text = SOUND.replace("id: ", f"id: s{number}-", 1)
        (tmp_path / f"s{number}.blueprint.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def seen(*call: str, program: str = EAGER, **environment: str) -> tuple[int, bytes]:
    """The status of a check whose error output is a terminal of 80 columns, and what that terminal was sent."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    mine, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    command = [sys.executable, "-c", program, "check", *call]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | environment
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=surroundings, check=False)
    os.write(theirs, b"END")
    sent = b""
    while not sent.endswith(b"END"):
        sent += os.read(mine, 65536)
    os.close(mine)
    os.close(theirs)
    return result.returncode, sent.removesuffix(b"END")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_terminal_shows_each_file_and_is_clean_at_the_end(jobs: str) -> None:
    status, sent = seen(".", "-j", jobs)
    assert status == 0
    shown = sent.split(b"\r\x1b[K")
    assert [each.split()[1:] for each in shown[1:-1]] == [[b"%d/4" % (at + 1), b"s%d.blueprint.yaml" % at] for at in range(4)]
    assert shown[0] == shown[-1] == b""
    assert max(map(len, shown)) < 80


def test_a_run_of_less_than_a_second_shows_none() -> None:
    plain = "import sys; from blueprint.cli import main; sys.exit(main(sys.argv[1:]))"
    assert seen(".", program=plain) == (0, b"")


@pytest.mark.parametrize("call", [("--quiet",), ("-q",)])
def test_who_asks_for_quiet_sees_none(call: tuple[str, ...]) -> None:
    assert seen(".", *call) == (0, b"")


def test_a_terminal_that_cannot_clear_a_line_shows_none() -> None:
    assert seen(".", TERM="dumb") == (0, b"")


def test_no_color_leaves_the_bar_which_has_none() -> None:
    sent = seen(".", NO_COLOR="1")[1]
    assert BAR in sent
    assert sent == seen(".")[1]
    assert b"\x1b[" not in sent.replace(b"\x1b[K", b"")


def test_a_report_for_programs_in_a_pipe_leaves_the_terminal_to_the_bar() -> None:
    assert BAR in seen(".", "--format", "json")[1]


def test_no_bar_stands_amid_a_report_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    from blueprint.cli.arguments import parse
    from blueprint.cli.check import _shows_progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    shown = {each: _shows_progress(parse(["check", "--format", each])) for each in ("text", "concise", "json", "github", "sarif")}
    assert shown == {"text": True, "concise": True, "json": False, "github": False, "sarif": False}


def test_a_pipe_shows_none(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", EAGER, "check", "."], capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True
    )
    assert result.stderr == b""
    assert b"\x1b" not in result.stdout


def test_the_line_is_cleared_when_the_run_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    def interrupted() -> None:
        with progress.progress(2) as shown:
            shown.come_to(Input(Path("a.blueprint.yaml")))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue().endswith("a.blueprint.yaml\r\x1b[K")


def test_the_line_waits_between_two_looks() -> None:
    stream = io.StringIO()
    shown = Progress(stream, 1000)
    shown.due = 0
    for _ in range(1000):
        shown.come_to(Input(Path("a.blueprint.yaml")))
    assert stream.getvalue().count("\r") < 50


@pytest.mark.parametrize("name", ["a" * 200, "日本" * 40, "a\nb\x1b[31m", "", "é" * 100])
@pytest.mark.parametrize("width", [39, 79, 109])
def test_the_line_never_breaks(name: str, width: int) -> None:
    for done in (0, 1, 999, 1000):
        told = line(done, 1000, name, width)
        assert columns(told) <= width
        assert told.isprintable()
    assert line(1000, 1000, name, width).startswith(f"[{'#' * 20}] 1000/1000 ")
