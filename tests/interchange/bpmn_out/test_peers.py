"""Other people's readers take what we write: bpmn-moddle, which the tools of bpmn.io rest on, and pm4py."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from blueprint import load
from blueprint.interchange import from_bpmn
from blueprint.interchange.bpmn_out import View, drafted, write_bpmn, write_bpmn_pools

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.blueprint.yaml"))
HOME = Path(os.environ.get("BLUEPRINT_NODE_MODULES", Path(__file__).parents[1] / "node" / "node_modules"))
NODE = shutil.which("node")
VIEWS: dict[View, object] = {"lanes": write_bpmn, "pools": write_bpmn_pools}
SCRIPT = """
import { readFileSync, writeFileSync } from 'node:fs';
const { BpmnModdle } = await import('file://HOME/bpmn-moddle/dist/index.js');
for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
  for (const each of warnings) console.log(file + ': ' + each.message);
  writeFileSync(file, (await new BpmnModdle().toXML(rootElement, { format: true })).xml);
}
"""


@pytest.mark.skipif(
    not NODE or not (HOME / "bpmn-moddle").is_dir(),
    reason="bpmn-moddle is not installed: npm install --prefix tests/interchange/node, or BLUEPRINT_NODE_MODULES",
)
def test_bpmn_moddle_reads_it_without_a_warning_and_what_it_writes_comes_back(tmp_path: Path) -> None:
    files = {}
    for path in EXAMPLES:
        for view, write in (("lanes", write_bpmn), ("pools", write_bpmn_pools)):
            files[tmp_path / f"{path.stem}.{view}.bpmn"] = path
            (tmp_path / f"{path.stem}.{view}.bpmn").write_bytes(write(load(path)).content)
    script = tmp_path / "read.mjs"
    script.write_text(SCRIPT.replace("HOME", HOME.as_posix()), encoding="utf-8")
    done = subprocess.run([str(NODE), script, *files], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for file, path in files.items():
        assert from_bpmn(file.read_bytes()).blueprint == load(path)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", EXAMPLES[:5], ids=lambda path: path.name)
def test_pm4py_finds_as_many_nodes_and_arrows(path: Path, tmp_path: Path) -> None:
    pm4py = pytest.importorskip("pm4py", reason="pm4py is not installed: pip install 'service-blueprint[peers]'")
    blueprint = load(path)
    for view, write in (("lanes", write_bpmn), ("pools", write_bpmn_pools)):
        # pm4py knows no callActivity, and stops at the arrows into one.
        content = write(blueprint).content.replace(b"callActivity", b"task")
        (tmp_path / "service.bpmn").write_bytes(content)
        graph = pm4py.read_bpmn(str(tmp_path / "service.bpmn"))
        draft = drafted(blueprint, view)  # type: ignore[arg-type]
        pools = list(draft.all_pools())
        steps = {node.get_id() for node in graph.get_nodes()}
        assert {id for pool in pools for id in pool.nodes} <= steps
        assert len(steps) == sum(len(pool.nodes) + len(pool.remarks) for pool in pools) + len(pools) + 1
        assert len(graph.get_flows()) == sum(len(pool.flows) + len(pool.remarks) for pool in pools) + len(draft.messages)
