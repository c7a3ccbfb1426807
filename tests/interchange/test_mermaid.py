"""Mermaid: what is written, and what Mermaid's own parser makes of it, where it is installed."""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from blueprint import load
from blueprint.interchange.mermaid import flowchart, label, mermaid, swimlanes
from blueprint.interchange.strokes import arrows, lanes_of, nodes
from blueprint.model import Blueprint, Choose, End, Lane, Option, Process, Step
from blueprint.testing.nasty import NASTY_TEXTS
from blueprint.testing.strategies import blueprints, texts
from tests.effort import tries

HERE = Path(__file__).resolve().parent
EXAMPLES = sorted((HERE.parents[1] / "examples").glob("*.blueprint.yaml"))
HOME = Path(os.environ.get("BLUEPRINT_NODE_MODULES", HERE / "node" / "node_modules"))
NODE = shutil.which("node")
installed = pytest.mark.skipif(
    not NODE or not (HOME / "mermaid").is_dir(),
    reason="Mermaid is not installed: npm install --prefix tests/interchange/node, or BLUEPRINT_NODE_MODULES",
)

SHINE = """\
flowchart LR
  accTitle: Shoeshine
  accDescr: Service blueprint of Shoeshine: Shine
  subgraph lane_0["Customer"]
    s_shine(["Shine"])
    s_shine__sit["Sits #quot;down#quot;"]
    s_shine__polish__customer("Reads")
  end
  subgraph lane_1["Frontstage"]
    s_shine__polish["Polishes"]
    s_shine__polish__end(["Shoes shine"])
  end
  s_shine --> s_shine__sit
  s_shine__sit --> s_shine__polish
  s_shine__polish <-.-> s_shine__polish__customer
  s_shine__polish --> s_shine__polish__end
  s_shine__polish -.->|"Wrong wax (4%)"| s_shine__sit
"""


def test_a_flowchart_has_a_box_for_each_lane() -> None:
    text = mermaid(_shine())
    assert text.startswith(SHINE)
    assert "  class s_shine__polish fails\n" in text


def test_swimlanes_run_through_all_processes(tmp_path: Path) -> None:
    blueprint = load(EXAMPLES[1])
    text = mermaid(blueprint, kind="swimlane-beta")
    assert text.startswith("swimlane-beta LR\n")
    assert len(re.findall(r"(?m)^ *subgraph ", text)) == len(lanes_of(blueprint))


def test_both_say_what_they_leave_out() -> None:
    for written in (flowchart(_shine(), "a"), swimlanes(_shine(), "a")):
        assert [each.weight for each in written.notes] == ["lost"]


@given(texts())
def test_a_label_holds_no_sign_of_mermaids(text: str) -> None:
    told = label(text).replace("<br/>", "")
    assert not re.search(r'["<>`|{}\[\]\\]|%%', told)
    assert "\n" not in told
    assert re.sub(r"\s", "", html.unescape(_decoded(told))) == re.sub(r"\s", "", _shown(text))


def _shown(text: str) -> str:
    return "".join(sign for sign in text.strip() if sign.isprintable() or sign in "\u200d\u200c")


def _decoded(told: str) -> str:
    return re.sub(r"#(\w+);", lambda match: f"&#{match[1]};" if match[1].isdigit() else f"&{match[1]};", told)


@installed
@pytest.mark.parametrize("kind", ["flowchart", "swimlane-beta"])
def test_mermaids_own_parser_finds_every_box_and_every_arrow(kind: Any) -> None:
    written = [load(each) for each in EXAMPLES] + [_nasty()]
    for blueprint, found in zip(written, parsed([mermaid(each, kind=kind) for each in written]), strict=True):
        assert found["kind"] in ("flowchart-v2", "swimlane")
        boxes = [each for each in found["boxes"] if not each[2]]
        wanted = list(nodes(blueprint))
        assert sorted(_squeezed(text) for _, text, _, _ in boxes) == sorted(
            re.sub(r"\s", "", _shown(each.text)) for each in wanted
        )
        assert all(parent for _, _, _, parent in boxes)
        assert sorted(_squeezed(text) for _, _, text, _ in found["arrows"]) == sorted(
            re.sub(r"\s", "", _shown(each.text)) for each in arrows(blueprint)
        )


@installed
@given(blueprints(max_processes=2, max_steps=4))
@settings(max_examples=tries(4), deadline=None)
def test_mermaids_own_parser_reads_any_blueprint(blueprint: Blueprint) -> None:
    found = parsed([mermaid(blueprint), mermaid(blueprint, kind="swimlane-beta")])
    assert {len(each["boxes"]) >= len(list(nodes(blueprint))) for each in found} == {True}


def parsed(diagrams: list[str]) -> list[dict[str, Any]]:
    call = [str(NODE), str(HERE / "node" / "read_mermaid.mjs"), str(HOME.resolve())]
    done = subprocess.run(call, input=json.dumps(diagrams), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _squeezed(text: str) -> str:
    """A label as Mermaid keeps it, with its own signs for those of an escape, as readers see it."""
    plain = text.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")
    return re.sub(r"\s", "", html.unescape(re.sub("<br ?/?>", "", plain)))


def _shine() -> Blueprint:
    text = """
blueprint: 1
id: shoeshine
title: Shoeshine
processes:
  shine:
    title: Shine
    phase: in-sale
    kind: delivery
    start: sit
    steps:
      sit: {lane: customer, does: Sits "down", next: polish}
      polish:
        lane: frontstage
        does: Polishes
        with: {customer: {does: Reads}}
        fails: [{mode: Wrong wax, likelihood: 4%, recover: sit}]
        ends: Shoes shine
"""
    from blueprint import loads

    return loads(text)


def _nasty() -> Blueprint:
    """A step for each text that is hard to write."""
    hard = (
        *NASTY_TEXTS,
        "style: #1; end",
        "classDef a:#b;",
        "%%{init: x}%%",
        "click a href",
        "graph",
        "end",
        'a"]',
        "`a`",
        "**b** 1. x",
    )
    said = [each for each in hard if _shown(each).strip()]
    steps = {
        f"s{at}": Step(lane="end", does=text, way=Choose(options=(Option(when=text, to=f"s{at + 1}"),)))
        for at, text in enumerate(said)
    }
    steps[f"s{len(said)}"] = Step(lane="customer", does="end", way=End(text="end"))
    process = Process(title="end", phase="in-sale", kind="other", start=("s0",), steps=steps)
    return Blueprint(
        id="a", title='T; "x" # } style:#', lanes={"end": Lane(title="end", role="support")}, processes={"end": process}
    )
