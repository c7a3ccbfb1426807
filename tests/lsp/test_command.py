"""The command: it needs pygls, and nothing else needs it."""

import subprocess
import sys
from pathlib import Path

WITHOUT = "import sys; sys.modules['pygls'] = None; from blueprint.cli import main; sys.exit(main(['lsp', '--stdio']))"
UNUSED = (
    "import sys; from blueprint.cli import main; main(['check', '--allow-empty', sys.argv[1]]); "
    "print({'blueprint.lsp', 'pygls'} & {*sys.modules})"
)


def run(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60)


def test_without_pygls_it_says_what_to_install() -> None:
    result = run(WITHOUT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "pip install 'service-blueprint[lsp]'" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_check_does_not_load_it(tmp_path: Path) -> None:
    assert run(UNUSED, str(tmp_path)).stdout.splitlines()[-1] == "set()"
