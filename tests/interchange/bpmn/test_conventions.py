"""What each part of BPMN becomes, one small file each; the flow is never judged by the import."""

from typing import Any

import pytest

from blueprint.flow import analyse
from blueprint.interchange import from_bpmn
from blueprint.interchange.notes import Imported
from blueprint.model import Process
from tests.interchange.bpmn.writing import document, flow, path, tasks

ERROR = '<boundaryEvent id="broken" name="Broken" attachedToRef="a"><errorEventDefinition/></boundaryEvent>'


def read(inside: str, outside: str = "") -> Imported:
    return from_bpmn(document(inside, outside))


def work(inside: str, outside: str = "") -> Process:
    """The process of a file without losses, which must be sound."""
    imported = read(inside, outside)
    assert not imported.losses
    process = imported.blueprint.processes["work"]
    assert analyse(process).is_sound
    return process


def plain(process: Process) -> dict[str, Any]:
    """The steps as a file holds them, without what is kept of BPMN."""
    return {id: {key: each for key, each in step.plain().items() if key != "x-bpmn"} for id, step in process.steps.items()}


def lost(inside: str, outside: str = "") -> list[str]:
    return [each.message for each in read(inside, outside).losses]


def test_a_start_and_an_end_become_part_of_the_steps_between_them() -> None:
    process = work(
        '<startEvent id="s" name="Asked"/><endEvent id="e" name="Answered"/>' + tasks("a", "b") + path("s", "a", "b", "e")
    )
    assert plain(process) == {
        "does-a": {"lane": "backstage", "does": "Does a", "next": "does-b"},
        "does-b": {"lane": "backstage", "does": "Does b", "ends": "Answered"},
    }
    assert process.when == "Asked"


def test_several_starts_are_alternatives() -> None:
    starts = '<startEvent id="s" name="By letter"/><startEvent id="t" name="By telephone"/>'
    process = work(starts + tasks("a") + path("s", "a") + path("t", "a"))
    assert process.start == ("by-letter", "by-telephone")
    assert list(process.steps) == ["by-letter", "by-telephone", "does-a"]


def test_a_choice_becomes_part_of_the_step_before_it() -> None:
    gateway = '<exclusiveGateway id="g" name="In stock?" default="g-c"/><exclusiveGateway id="m"/><endEvent id="e"/>'
    condition = "<conditionExpression>${stock &gt; 0}</conditionExpression>"
    flows = path("a", "g") + flow("g", "b", name="yes", inside=condition) + flow("g", "c")
    process = work(gateway + tasks("a", "b", "c", "d") + flows + path("b", "m", "d", "e") + path("c", "m"))
    assert plain(process)["does-a"] == {
        "lane": "backstage",
        "does": "Does a",
        "choose": [
            {"when": "In stock? yes", "to": "does-b", "x-condition": "${stock > 0}"},
            {"otherwise": True, "to": "does-c"},
        ],
    }
    assert plain(process)["does-b"]["next"] == plain(process)["does-c"]["next"] == "does-d"


def test_a_condition_without_a_name_says_when() -> None:
    flows = flow("g", "b", inside="<conditionExpression>=amount &gt; 100</conditionExpression>") + flow("g", "c", name="else")
    process = work('<exclusiveGateway id="g"/>' + tasks("a", "b", "c") + path("a", "g") + flows)
    assert [each["when"] for each in plain(process)["does-a"]["choose"]] == ["amount > 100", "else"]


def test_a_fork_and_its_join_become_part_of_the_steps_around_them() -> None:
    inside = '<parallelGateway id="f"/><parallelGateway id="j"/>' + tasks("a", "b", "c", "d")
    process = work(inside + path("a", "f", "b", "j", "d") + path("f", "c", "j"))
    assert plain(process)["does-a"]["fork"] == ["does-b", "does-c"]
    assert plain(process)["does-d"]["join"] == "all"


def test_ways_that_merge_before_a_join_count_as_one() -> None:
    """An arrow each would make the join wait for what is never started."""
    gateways = '<parallelGateway id="f"/><exclusiveGateway id="g"/><exclusiveGateway id="m"/><parallelGateway id="j"/>'
    flows = path("a", "f", "b", "g", "c", "m", "j", "e") + path("g", "d", "m") + path("f", "x", "j")
    process = work(gateways + tasks("a", "b", "c", "d", "e", "x") + flows)
    assert plain(process)["does-e"]["join"] == "does-a"


def test_a_loop_back_before_a_fork_is_no_join() -> None:
    gateways = '<exclusiveGateway id="m"/><parallelGateway id="f"/><parallelGateway id="j"/><exclusiveGateway id="g"/>'
    flows = path("s", "a", "m", "f", "b", "j", "g", "m") + path("f", "c", "j") + path("g", "e")
    process = work('<startEvent id="s"/><endEvent id="e"/>' + gateways + tasks("a", "b", "c") + flows)
    assert "join" not in plain(process)["begins-several-things-at-once"]


def test_an_inclusive_join_waits_for_its_choice() -> None:
    gateways = '<inclusiveGateway id="f" default="x"/><inclusiveGateway id="j"/>'
    flows = path("a", "f") + flow("f", "b", name="gift") + flow("f", "c", name="far") + flow("f", "j", id="x", name="neither")
    process = work(gateways + tasks("a", "b", "c", "d") + flows + path("b", "j", "d") + path("c", "j"))
    assert plain(process)["does-a"]["many"] is True
    assert plain(process)["does-a"]["choose"][2] == {"otherwise": True, "to": "does-d", "x-when": "neither"}
    assert plain(process)["does-d"]["join"] == "does-a"


def test_arrows_out_of_a_task_are_all_taken() -> None:
    process = work(tasks("a", "b", "c") + path("a", "b") + path("a", "c"))
    assert plain(process)["does-a"]["fork"] == ["does-b", "does-c"]


def test_a_gateway_without_a_step_becomes_one() -> None:
    gateways = '<exclusiveGateway id="g" name="Large?"/><exclusiveGateway id="h"/>'
    process = work(gateways + tasks("a", "b", "c", "d") + path("a", "g", "b") + path("g", "h", "c") + path("h", "d"))
    assert plain(process)["decides-how-to-go-on"]["does"] == "Decides how to go on"
    assert [each["to"] for each in plain(process)["does-a"]["choose"]] == ["does-b", "decides-how-to-go-on"]


def test_waiting_for_one_of_several_events_is_a_choice() -> None:
    events = (
        '<intermediateCatchEvent id="x" name="Agreed"><messageEventDefinition/></intermediateCatchEvent>'
        '<intermediateCatchEvent id="y"><timerEventDefinition><timeDuration>PT48H</timeDuration></timerEventDefinition>'
        "</intermediateCatchEvent>"
    )
    process = work('<eventBasedGateway id="g"/>' + events + tasks("a") + path("a", "g", "x") + path("g", "y"))
    assert [each["when"] for each in plain(process)["does-a"]["choose"]] == ["Agreed", "Too late"]
    assert plain(process)["waits-48h"]["time"] == {"wait": "48h"}


def test_an_interrupting_event_is_a_fail_point_and_a_timer_lateness() -> None:
    timer = (
        '<boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>P2D</timeDuration>'
        "</timerEventDefinition></boundaryEvent>"
    )
    process = work(tasks("a", "b", "c", "d") + ERROR + timer + path("a", "b") + path("b", "d") + path("t", "c"))
    step = process.steps["does-a"]
    assert step.late == "does-c"
    assert str(step.time.limit if step.time else "") == "2d"
    assert [(each.mode, each.recover) for each in step.fails] == [("Broken", "broken")]
    assert plain(process)["broken"]["ends"] == "Done"


@pytest.mark.parametrize(("says", "part"), [("P1D", {"after": "1d"}), ("R/PT4H", {"every": "4h"})])
def test_what_is_done_while_a_step_goes_on_is_a_part_of_it(says: str, part: dict[str, str]) -> None:
    lanes = (
        '<laneSet id="l"><lane id="l1" name="Office"><flowNodeRef>a</flowNodeRef><flowNodeRef>t</flowNodeRef></lane>'
        '<lane id="l2" name="Front desk"><flowNodeRef>b</flowNodeRef></lane></laneSet>'
    )
    kind = "timeCycle" if says.startswith("R") else "timeDuration"
    timer = f'<boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition><{kind}>{says}</{kind}>'
    process = work(lanes + timer + "</timerEventDefinition></boundaryEvent>" + tasks("a", "b") + path("t", "b"))
    (found,) = process.steps["does-a"].with_.values()
    assert {"does": "Does b"} | part == {key: each for key, each in found.plain().items() if key != "x-bpmn"}


def test_a_branch_beside_a_step_is_a_process_of_its_own() -> None:
    signal = (
        '<boundaryEvent id="t" name="Recalled" attachedToRef="a" cancelActivity="false"><signalEventDefinition/></boundaryEvent>'
    )
    imported = read(signal + tasks("a", "b", "c", "d") + path("a", "d") + path("t", "b", "c") + path("c", "d"))
    beside = imported.blueprint.processes["recalled"]
    assert (beside.starts_by, beside.when) == ("event", "While 'Does a' goes on: Recalled")
    assert plain(beside)["does-c"] == {
        "lane": "backstage", "does": "Does c", "ends": "Goes on with 'Does d'", "continues": ["work.does-d"],
    }  # fmt: skip
    assert not imported.losses
    assert any("'Recalled' may begin while 'Does a' goes on" in each.message for each in imported.guesses)


def test_a_terminating_end_stops_what_goes_on_beside_it() -> None:
    end = '<endEvent id="e" name="Called off"><terminateEventDefinition/></endEvent>'
    alone = read(end + tasks("a") + path("a", "e")).blueprint.processes["work"]
    assert plain(alone)["does-a"]["ends"] == "Called off"
    assert "outcome" not in plain(alone)["does-a"]
    beside = read(end + tasks("a", "b", "c") + path("a", "b", "e") + path("a", "c"))
    assert plain(beside.blueprint.processes["work"])["does-b"]["outcome"] == "failed"
    assert any("its outcome is taken for failed" in each.message for each in beside.guesses)


def test_links_are_joined_up() -> None:
    links = (
        '<intermediateThrowEvent id="x"><linkEventDefinition name="A"/></intermediateThrowEvent>'
        '<intermediateCatchEvent id="y"><linkEventDefinition name="A"/></intermediateCatchEvent>'
    )
    process = work(links + tasks("a", "b") + path("a", "x") + path("y", "b"))
    assert plain(process)["does-a"]["next"] == "does-b"


def test_an_end_that_several_branches_come_to_ends_each() -> None:
    process = work(
        '<endEvent id="e" name="Over"/><parallelGateway id="f"/>' + tasks("a", "b") + path("a", "f", "b", "e") + path("f", "e")
    )
    assert [each.get("ends") for each in plain(process).values()] == [None, "Over", "Over"]


def test_a_sub_process_is_a_process_that_is_run() -> None:
    inner = '<startEvent id="s"/>' + tasks("x") + '<endEvent id="e"><errorEventDefinition/></endEvent>' + path("s", "x", "e")
    process = work(f'<subProcess id="a" name="Check">{inner}</subProcess>' + ERROR + tasks("b") + path("a", "b"))
    assert plain(process)["check"]["runs"] == "check"
    assert plain(process)["check"]["fails"][0]["mode"] == "Broken"


def test_an_event_sub_process_stops_the_process_unless_it_runs_beside_it() -> None:
    for interrupts, stops in (("true", ("work",)), ("false", ())):
        inner = f'<startEvent id="s" name="Called off" isInterrupting="{interrupts}"><messageEventDefinition/></startEvent>'
        inner += tasks("x") + path("s", "x")
        imported = read(f'<subProcess id="u" triggeredByEvent="true">{inner}</subProcess>' + tasks("a"))
        process = imported.blueprint.processes["called-off"]
        assert process.steps["does-x"].stops == stops
        assert process.when == "Called off"


def test_an_ad_hoc_sub_process_chooses_what_is_done() -> None:
    imported = read(f'<adHocSubProcess id="a" name="Help">{tasks("x", "y")}</adHocSubProcess>')
    (step, *_) = imported.blueprint.processes["help"].steps.values()
    assert [each["when"] for each in step.plain()["choose"]] == ["Does x", "Does y"]
    assert step.plain()["many"] is True
    assert any("may be done as wanted" in each.message for each in imported.guesses)


def test_a_call_runs_a_process_of_the_file() -> None:
    other = f'<process id="q" name="Ship">{tasks("x")}</process>'
    process = work('<callActivity id="a" name="Send" calledElement="q"/>', other)
    assert plain(process)["send"]["runs"] == "ship"
    assert lost('<callActivity id="a" name="Send" calledElement="r"/>') == ["'Send' runs 'r', which is not in this file"]


def test_data_stores_notes_and_performers_are_carried() -> None:
    inside = (
        '<dataObject id="o"/><dataObjectReference id="r" name="Order form" dataObjectRef="o"/>'
        '<dataStoreReference id="w" name="Warehouse system"/><textAnnotation id="n"><text>In twos</text></textAnnotation>'
        '<textAnnotation id="m"><text>On Mondays</text></textAnnotation><association id="x" sourceRef="n" targetRef="a"/>'
        '<association id="y" sourceRef="a" targetRef="w"/><userTask id="a" name="Pick"><documentation>Twice.</documentation>'
        "<dataInputAssociation><sourceRef>r</sourceRef></dataInputAssociation><performer><resourceRef>k</resourceRef></performer>"
        "</userTask>"
    )
    blueprint = read(inside, '<resource id="k" name="Picker"/>').blueprint
    step = plain(blueprint.processes["work"])["pick"]
    assert step["data"] == ["order-form"]
    assert step["systems"] == ["warehouse-system"]
    assert step["actor"] == "picker"
    assert [each["says"] for each in step["notes"]] == ["Twice.", "In twos"]
    assert blueprint.processes["work"].description == "On Mondays"
    assert blueprint.data["order-form"].class_ == "internal"


def test_what_undoes_a_step_stands_in_its_notes() -> None:
    event = '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
    handler = '<task id="u" name="Give back" isForCompensation="true"/><association id="x" sourceRef="b" targetRef="u"/>'
    imported = read(tasks("a", "c") + event + handler + path("a", "c"))
    assert plain(imported.blueprint.processes["work"])["does-a"]["notes"][0]["says"] == "Undone by: Give back"
    assert [each.message for each in imported.losses] == ["'Give back' undoes 'Does a'; it stands there as a note, not as a step"]


def test_what_is_done_several_times_stands_in_the_notes() -> None:
    inside = '<task id="a" name="Call"><multiInstanceLoopCharacteristics isSequential="true"/></task>'
    again = "<standardLoopCharacteristics><loopCondition>not right</loopCondition></standardLoopCharacteristics>"
    inside += f'<task id="b" name="Try">{again}</task>'
    process = work(inside + path("a", "b"))
    assert plain(process)["call"]["notes"][0]["says"] == "Done for each of several, one after the other"
    assert plain(process)["try"]["notes"][0]["says"] == "Done again while: not right"


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (
            '<complexGateway id="g" name="Enough?"/>' + tasks("a", "b", "c") + path("a", "g", "b") + path("g", "c"),
            "read like an inclusive",
        ),
        (tasks("a", "b") + flow("a", "b", name="quickly"), "the words 'quickly' at an arrow are left out"),
        (tasks("a") + flow("a", "gone"), "leads from or to something that is not there"),
        (tasks("a", "a"), "the id 'a' stands twice"),
        (tasks("a") + '<group id="g"/>', "a group is left out"),
        (
            tasks("a") + '<intermediateThrowEvent id="x"><linkEventDefinition name="A"/></intermediateThrowEvent>',
            "leads to none of that name",
        ),
        (tasks("a") + '<boundaryEvent id="x" attachedToRef="q"/>', "is attached to nothing"),
        (tasks("a") + '<property id="q" name="total"/>', "what only an engine needs is left out: 1 property"),
        (
            '<intermediateCatchEvent id="a"><timerEventDefinition><timeDuration>${t}</timeDuration></timerEventDefinition>'
            "</intermediateCatchEvent>",
            "'${t}' is no duration in one unit",
        ),
        (
            '<startEvent id="a"><messageEventDefinition/><timerEventDefinition/></startEvent>',
            "only the first is read",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_told_with_its_place(inside: str, told: str) -> None:
    losses = read(inside).losses
    assert any(told in each.message for each in losses), losses
    assert all(each.line == 2 or told.startswith("what only") for each in losses)


def test_an_inclusive_join_of_no_choice_is_told() -> None:
    gateways = '<parallelGateway id="f"/><inclusiveGateway id="j"/><parallelGateway id="k"/>'
    flows = path("a", "f", "b", "j", "e") + path("f", "c", "k", "j") + path("k", "d", "j")
    assert any("of no one choice; here, ways merge" in each for each in lost(gateways + tasks("a", "b", "c", "d", "e") + flows))


def test_ids_are_stable_and_spelt_from_names() -> None:
    names = ["Prüfen", "Prüfen", "支付", "1st call", "all"]
    inside = "".join(f'<task id="T_{at}" name="{name}"/>' for at, name in enumerate(names)) + path(
        *(f"T_{at}" for at in range(5))
    )
    assert list(work(inside).steps) == ["prufen", "prufen-2", "t-2", "st-call", "all-2"]


def test_a_plain_file_says_little_more_than_a_blueprint_by_hand() -> None:
    imported = read(tasks("a"))
    assert [each.message for each in imported.notes] == [
        "the phase of each process is taken for in-sale, its kind for other: BPMN does not say",
        "'Work' is taken for backstage: nothing tells who sees it; --lane \"Work=ROLE\" says otherwise",
    ]
    assert imported.blueprint.processes["work"].steps["does-a"].extra == {"x-bpmn": {"id": "a", "type": "task"}}
