"""What a simulator gets: a pair of files for each process, which Prosimos itself plays, where it is installed."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from blueprint import load, loads
from blueprint.interchange.simulator import pair, write_prosimos
from blueprint.model import Blueprint
from blueprint.testing.strategies import blueprints
from tests.interchange.bpmn_out.structure import faults
from tests.interchange.bpmn_out.test_what_is_drawn import elements

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.blueprint.yaml"))
SHOP = load(Path(__file__).parents[2] / "examples" / "city-bikes.blueprint.yaml")
STALL = """
blueprint: 1
id: stall
title: Stall
teams: {stand: {title: Stand, posts: {cook: 2}}}
actors: {cook: {title: Cook, kind: employee, team: stand, post: cook}}
money: {currency: EUR, labour-per-minute: 0.5}
calendar: {days: [sat], hours: "08:00-14:00"}
processes:
  soup:
    title: Soup
    phase: in-sale
    kind: delivery
    start: ask
    steps:
      ask: {lane: customer, does: Asks, choose: [{when: small, to: small, share: 75%}, {when: large, to: large}]}
      small: {lane: frontstage, does: Cooks, actor: cook, time: {wait: 2min, work: 90s, varies: 50%}, next: eat}
      large:
        lane: frontstage
        does: Cooks
        actor: cook
        time: {work: 1wd}
        fails: [{mode: Burns, likelihood: 10%, recover: large}]
        next: eat
      eat: {lane: customer, does: Eats, ends: Full}
"""


def said() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pair(loads(STALL), "soup")[1])
    return found


def test_shares_are_those_of_the_blueprint_and_the_rest_is_shared() -> None:
    shares = {
        each["gateway_id"]: {one["path_id"]: one["value"] for one in each["probabilities"]}
        for each in said()["gateway_branching_probabilities"]
    }
    assert shares == {
        "soup.ask_gate": {"soup.ask_gate_to-1": 0.75, "soup.ask_gate_to-2": 0.25},
        "soup.large_outcome": {"soup.large_to-1": 0.9, "soup.large_fail-1_to": 0.1},
    }


def test_times_are_seconds_and_a_working_day_is_that_of_the_calendar() -> None:
    tasks = {each["task_id"]: each["resources"][0] for each in said()["task_resource_distribution"]}
    assert tasks["soup.large"]["distribution_params"] == [{"value": 6 * 3600.0}]
    assert tasks["soup.small"]["distribution_name"] == "lognorm"
    assert [each["value"] for each in tasks["soup.small"]["distribution_params"]] == [90.0, 45.0**2, 0.0, 540.0]
    assert said()["event_distribution"] == [
        {"event_id": "soup.small_wait", "distribution_name": "fix", "distribution_params": [{"value": 120.0}]}
    ]


def test_staff_are_as_many_as_their_post_and_work_when_the_calendar_says() -> None:
    resources = {each["resource_list"][0]["id"]: each["resource_list"][0] for each in said()["resource_profiles"]}
    cook = resources["actor-cook"]
    assert (cook["amount"], cook["calendar"], cook["cost_per_hour"]) == (2, "staff", 30.0)
    assert resources["lane-customer"]["calendar"] == "always"
    hours = next(each for each in said()["resource_calendars"] if each["id"] == "staff")
    assert hours["time_periods"] == [{"from": "SATURDAY", "to": "SATURDAY", "beginTime": "08:00:00", "endTime": "14:00:00"}]


@given(blueprints(max_processes=2))
def test_each_pair_is_of_the_signs_that_the_simulator_knows(blueprint: Blueprint) -> None:
    for id, process in blueprint.processes.items():
        if process.steps:
            graph, parameters = pair(blueprint, id)
            kinds = [kind for kind in elements(graph).values() if kind.endswith(("Event", "Task", "task", "Activity"))]
            assert set(kinds) <= {"startEvent", "endEvent", "task", "intermediateCatchEvent"}
            assert (kinds.count("startEvent"), kinds.count("endEvent")) == (1, 1)
            for each in json.loads(parameters)["gateway_branching_probabilities"]:
                shares = [one["value"] for one in each["probabilities"]]
                assert min(shares) >= 0
                assert abs(sum(shares) - 1) < 1e-9 or "inclusive" in elements(graph)[each["gateway_id"]]
            assert [each for each in faults(graph) if "drawn" not in each] == []


def test_the_archive_holds_a_pair_for_each_process_and_is_the_same_each_time() -> None:
    exported = write_prosimos(SHOP, "shop.yaml")
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        assert archive.namelist() == [f"{id}.{suffix}" for id in SHOP.processes for suffix in ("bpmn", "json")]
    assert exported.content == write_prosimos(SHOP, "shop.yaml").content
    assert exported.losses[1].message == "no clock interrupts a task in Prosimos: 1 way out for what is late left out"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("id", SHOP.processes)
def test_prosimos_plays_it(id: str, tmp_path: Path) -> None:
    engine = pytest.importorskip(
        "prosimos.simulation_engine", reason="Prosimos is not installed: pip install 'service-blueprint[peers]'"
    )
    graph, parameters = (tmp_path / "process.bpmn", tmp_path / "process.json")
    for file, content in zip((graph, parameters), pair(SHOP, id), strict=True):
        file.write_bytes(content)
    log = tmp_path / "log.csv"
    engine.run_simulation(str(graph), str(parameters), 20, log_out_path=str(log), starting_at="2026-01-05 09:00:00.000000+00:00")
    cases = {line.partition(",")[0] for line in log.read_text(encoding="utf-8").splitlines()[1:]}
    assert len(cases) == 20
