"""What the README shows of spreadsheets and the other formats can be called and run."""

import re
import shlex
from pathlib import Path

import pytest

from blueprint.cli import main
from blueprint.interchange.formats import FORMATS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("### Spreadsheets, Mermaid, draw.io, linked data\n")[2].partition("\n## ")[0].partition("\n### ")[0]


def test_its_commands_and_its_python_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [shell] = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
    calls = [shlex.split(line, comments=True) for line in shell.splitlines()]
    assert calls[0][:2] == ["pip", "install"]
    assert [main(call[1:]) for call in calls[1:]] == [0, 0, 0]
    [code] = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert Path("corner-shop.drawio").read_bytes().startswith(b"<?xml")


def test_its_table_names_each_format_with_what_it_can() -> None:
    rows = re.findall(r"(?m)^\| (`[^|]+) \| (yes)? ?\| (yes) \|", SECTION)
    told = {suffix: bool(reads) for names, reads, _ in rows for suffix in re.findall(r"`([^`]+)`", names)}
    known = {each.suffixes[0]: bool(each.reads) for each in FORMATS}
    assert len(told) == 8
    assert told.items() <= known.items()
