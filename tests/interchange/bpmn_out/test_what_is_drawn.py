"""What a service looks like in BPMN, sign by sign."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from blueprint import loads
from blueprint.cli import main
from blueprint.interchange import from_bpmn
from blueprint.interchange.bpmn_out import write_bpmn, write_bpmn_pools
from blueprint.model import Blueprint
from tests.interchange.bpmn_out.structure import faults

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DESK = """
blueprint: 1
id: desk
title: Desk
actors: {bot: {title: Bot, kind: system}, clerk: {title: Clerk, kind: employee}}
data: {form: {title: Form, class: internal}}
systems: {register: {title: Register}}
lanes: {counter: {title: Counter, role: frontstage}}
processes:
  apply:
    title: Application
    phase: in-sale
    kind: application
    start: ask
    steps:
      ask: {lane: customer, does: Asks, evidence: [Leaflet], next: sort}
      sort:
        lane: counter
        does: Sorts
        actor: clerk
        with: {support: {does: Finds the file}}
        data: [form]
        systems: [register]
        time: {limit: 2d}
        late: refuse
        fails: [{mode: Form lost, recover: ask}]
        choose: [{when: simple, to: grant}, {otherwise: true, to: look}]
      look: {lane: backstage, does: Looks closely, automation: manual, fork: [a, b]}
      a: {lane: backstage, does: Checks, automation: assisted, next: grant-all}
      b: {lane: support, does: Counts, actor: bot, next: grant-all}
      grant-all: {lane: counter, does: Grants, join: look, starts: [news], ends: Granted}
      grant: {lane: counter, does: Grants at once, time: {wait: 3wd}, runs: news, ends: Granted, continues: [news]}
      refuse: {lane: counter, does: Refuses, ends: Refused, outcome: refused, notes: [{kind: pain, says: Nobody likes it}]}
  news:
    title: News
    phase: after-sale
    kind: care
    starts-by: schedule
    when: every month
    start: write
    steps: {write: {lane: counter, does: Writes, automation: automated, ends: Sent}}
"""


def desk() -> Blueprint:
    return loads(DESK)


def elements(content: bytes) -> dict[str, str]:
    """The elements of the file by their ids."""
    return {each.get("id", ""): each.tag.removeprefix(MODEL) for each in ElementTree.fromstring(content).iter() if each.get("id")}


def test_each_step_is_the_sort_of_task_that_is_declared() -> None:
    found = elements(write_bpmn(desk()).content)
    kinds = {id: found[f"apply.{id}"] for id in desk().processes["apply"].steps}
    assert kinds == {
        "ask": "task", "sort": "task", "look": "manualTask", "a": "userTask", "b": "serviceTask", "grant-all": "sendTask",
        "grant": "callActivity", "refuse": "task",
    }  # fmt: skip
    assert found["news.write"] == "serviceTask"


def test_each_way_on_has_its_sign() -> None:
    content = write_bpmn(desk()).content
    found = elements(content)
    assert found["apply.sort_gate"] == "exclusiveGateway"
    assert (found["apply.look_gate"], found["apply.grant-all_join"]) == ("parallelGateway", "parallelGateway")
    assert (found["apply.sort_fail-1"], found["apply.sort_late"]) == ("boundaryEvent", "boundaryEvent")
    assert found["apply.grant_wait"] == "intermediateCatchEvent"
    assert b"P2D</bpmn:timeDuration>" in content
    assert b"P5D</bpmn:timeDuration>" in content
    assert content.count(b"terminateEventDefinition") == 1
    assert b'default="apply.sort_gate_to-2"' in content


def test_what_leads_to_another_process_is_a_message() -> None:
    messages = [each for each, tag in elements(write_bpmn(desk()).content).items() if tag == "messageFlow"]
    assert messages == ["apply.grant-all_to_news_start-1", "apply.grant_end_to_news_start-1"]


def test_what_stands_beside_a_step_is_drawn_beside_it() -> None:
    content = write_bpmn(desk()).content.decode()
    assert "<bpmn:text>Support: Finds the file</bpmn:text>" in content
    assert "<bpmn:text>Pain: Nobody likes it</bpmn:text>" in content
    found = elements(content.encode())
    assert found["apply.ask_evidence-1"] == found["apply.sort_data-form"] == "dataObjectReference"
    assert found["apply.sort_system-register"] == "dataStoreReference"


def test_notes_tell_what_reads_differently() -> None:
    notes = [note.message for note in write_bpmn(desk(), "desk.yaml").notes]
    assert notes[1] == "BPMN knows no working days; timers hold the most days that they can last: 3wd as P5D"
    assert len(notes) == 2


def test_the_customer_has_a_pool_and_the_provider_receives_what_they_do() -> None:
    found = elements(write_bpmn_pools(desk()).content)
    assert found["apply_customer"] == "process"
    assert (found["apply.ask_customer-customer"], found["apply.ask"]) == ("sendTask", "receiveTask")
    assert found["apply.ask_customer-customer_to_apply.ask"] == "messageFlow"


def test_the_command_writes_either_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("desk.blueprint.yaml").write_text(DESK, encoding="utf-8")
    assert main(["convert", "desk.blueprint.yaml", "-o", "desk.bpmn", "--strict"]) == 0
    assert main(["convert", "desk.blueprint.yaml", "-o", "desk.pools.bpmn"]) == 0
    assert Path("desk.bpmn").read_bytes() == write_bpmn(desk()).content
    assert Path("desk.pools.bpmn").read_bytes() == write_bpmn_pools(desk()).content
    capsys.readouterr()
    assert main(["convert", "desk.pools.bpmn", "-o", "again.blueprint.yaml"]) == 0
    assert capsys.readouterr().out.startswith("again.blueprint.yaml written: 9 steps in 2 processes.")
    assert main(["convert", "desk.blueprint.yaml", "-o", "plain.blueprint.yaml"]) == 0
    assert Path("again.blueprint.yaml").read_bytes() == Path("plain.blueprint.yaml").read_bytes()


NOWHERE = """
blueprint: 1
id: nowhere
title: Nowhere
processes:
  a:
    title: A
    phase: in-sale
    kind: other
    start: [no, x]
    opens: [nope]
    steps:
      x:
        lane: nolane
        does: Leads astray
        actor: nobody
        data: [none]
        systems: [none]
        runs: gone
        starts: [a, gone]
        join: gone
        fails: [{mode: Lost, recover: gone}]
        late: gone
        with: {other: {does: Looks on}}
        choose: [{when: lost, to: gone}, {when: found, to: y}]
      y: {lane: customer, does: Arrives, ends: There, continues: [gone.there, a.x, a]}
  b: {title: B, phase: in-sale, kind: other, start: q, steps: {q: {lane: customer, does: Goes round, next: q}}}
"""


def test_references_that_lead_nowhere_are_not_drawn_and_come_back() -> None:
    blueprint = loads(NOWHERE)
    for write in (write_bpmn, write_bpmn_pools):
        content = write(blueprint).content
        assert faults(content) == []
        assert from_bpmn(content).blueprint == blueprint
    assert write_bpmn(blueprint).notes[1].message == "a process cannot send itself a message: that 'A' starts again is not drawn"
