"""What the README shows of other tools can be called and run."""

import re
import shlex
from pathlib import Path

import pytest

from blueprint.cli import main
from tests.interchange.bpmn.writing import document, tasks

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## From other tools\n")[2].partition("\n## ")[0]
OUTSIDE = (
    '<collaboration id="c"><participant id="s" name="Shop" processRef="p"/><participant id="x" name="Smith Ltd"/>'
    '<messageFlow id="m" sourceRef="x" targetRef="a"/></collaboration>'
)


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("models").mkdir()
    for name in ("orders.bpmn", "models/orders.bpmn"):
        Path(name).write_bytes(document(tasks("a"), OUTSIDE))


def test_its_commands_convert() -> None:
    (block,) = (each for each in re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL) if "orders.bpmn" in each)
    for line in block.splitlines():
        program, *call = shlex.split(line, comments=True)
        assert program == "blueprint"
        assert main([*call, "--force", "--quiet"]) == 0
    assert Path("blueprints/orders.blueprint.yaml").exists()


def test_its_python_runs() -> None:
    (code,) = (each for each in re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL) if "from_bpmn" in each)
    names: dict[str, object] = {}
    exec(code, names)
    assert names["imported"]
