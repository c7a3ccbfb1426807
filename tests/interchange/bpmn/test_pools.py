"""Pools, lanes and messages: who stands where, and what the other side does in the same moment."""

import pytest

from blueprint.errors import UsageError
from blueprint.interchange import from_bpmn
from blueprint.interchange.roles import by_words
from blueprint.model import Blueprint
from tests.interchange.bpmn.writing import document, flow, path, tasks


def collaboration(*inside: str) -> str:
    return f'<collaboration id="c">{"".join(inside)}</collaboration>'


def pool(id: str, name: str, process: str = "") -> str:
    reference = f' processRef="{process}"' if process else ""
    return f'<participant id="{id}" name="{name}"{reference}/>'


def message(source: str, target: str, name: str = "") -> str:
    return f'<messageFlow id="{source}-{target}" name="{name}" sourceRef="{source}" targetRef="{target}"/>'


SHOP = pool("shop", "Corner house", "p")


def test_a_black_box_has_its_part_in_the_steps_it_talks_to() -> None:
    outside = collaboration(SHOP, pool("buyer", "Buyer"), message("buyer", "a", "order"), message("b", "buyer"))
    blueprint = from_bpmn(document(tasks("a", "b") + path("a", "b"), outside)).blueprint
    steps = blueprint.processes["work"].steps
    assert {id: lane.role for id, lane in blueprint.lanes.items()} == {"corner-house": "frontstage", "buyer": "customer"}
    assert [each.with_["buyer"].does for each in steps.values()] == ["Sends order", "Gets a message"]


def test_a_pool_without_a_telling_name_is_the_customer_if_it_begins() -> None:
    outside = collaboration(SHOP, pool("x", "Smith"), pool("y", "Jones"), message("x", "s"), message("a", "y"))
    imported = from_bpmn(document('<startEvent id="s"/>' + tasks("a") + path("s", "a"), outside))
    assert {lane.title: lane.role for lane in imported.blueprint.lanes.values()} == {
        "Corner house": "frontstage", "Smith": "customer", "Jones": "support",
    }  # fmt: skip
    assert imported.blueprint.processes["work"].starts_by == "customer"
    assert any(
        "'Smith' is taken for customer: its messages begin what the others do" in each.message for each in imported.guesses
    )


def both() -> str:
    """A customer with a process of their own."""
    buyer = f'<process id="q" name="Buy">{tasks("x", "y")}{flow("x", "y")}</process>'
    return buyer + collaboration(SHOP, pool("buyer", "Buyer", "q"), message("x", "s", "order"), message("a", "y", "parcel"))


def test_a_message_starts_the_process_that_begins_with_it() -> None:
    blueprint = from_bpmn(document('<startEvent id="s" name="Ordered"/>' + tasks("a") + path("s", "a"), both())).blueprint
    assert blueprint.processes["buy"].steps["does-x"].starts == ("work",)
    assert blueprint.processes["work"].steps["ordered"].with_["buyer"].does == "Sends order"
    assert blueprint.processes["work"].steps["does-a"].with_["buyer"].does == "Gets parcel"
    assert blueprint.processes["buy"].steps["does-y"].with_["corner-house"].does == "Sends parcel"


LANES = (
    '<laneSet id="l"><lane id="l1" name="Office"><childLaneSet id="m">'
    '<lane id="l2" name="Clerk"><flowNodeRef>a</flowNodeRef></lane><lane id="l3" name="Archive">'
    "<flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet>"
)


def roles(blueprint: Blueprint) -> dict[str, str]:
    return {lane.title: lane.role for lane in blueprint.lanes.values()}


def test_nested_lanes_keep_their_path() -> None:
    content = document(LANES + tasks("a", "b") + path("a", "b"), collaboration(SHOP))
    assert roles(from_bpmn(content).blueprint) == {"Office / Clerk": "frontstage", "Office / Archive": "backstage"}


@pytest.mark.parametrize("name", ["Archive", "office / archive", "Corner House / Office / Archive", "l3", "Office/Archive"])
def test_the_user_says_which_role_a_lane_plays(name: str) -> None:
    content = document(LANES + tasks("a", "b") + path("a", "b"), collaboration(SHOP))
    assert roles(from_bpmn(content, lanes=[f"{name}=support"]).blueprint)["Office / Archive"] == "support"


def test_a_pool_speaks_for_its_lanes() -> None:
    content = document(LANES + tasks("a", "b") + path("a", "b"), collaboration(SHOP))
    assert set(roles(from_bpmn(content, lanes=["Office=outside"]).blueprint).values()) == {"outside"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Archive", "is not NAME=ROLE"),
        ("Archive=boss", "is not NAME=ROLE with one of customer, frontstage, backstage"),
        ("Archives=support", "there is no pool or lane 'archives'; there is 'Office / Archive' and 'Office / Clerk'"),
    ],
)
def test_a_lane_that_is_not_there_is_refused(said: str, told: str) -> None:
    with pytest.raises(UsageError, match="--lane") as error:
        from_bpmn(document(LANES + tasks("a", "b") + path("a", "b"), collaboration(SHOP)), lanes=[said])
    assert told in str(error.value)


def test_a_node_in_no_lane_stands_beside_the_next() -> None:
    inside = LANES + '<startEvent id="s"/><endEvent id="e"/>' + tasks("a", "b") + path("s", "a", "b", "e")
    imported = from_bpmn(document(inside, collaboration(SHOP)))
    assert {step.lane for step in imported.blueprint.processes["work"].steps.values()} == {"office-clerk", "office-archive"}
    assert not any("Corner house" in each.message for each in imported.notes)


def test_a_node_that_is_only_drawn_in_a_lane_stands_in_it() -> None:
    def shape(id: str, *numbers: object) -> str:
        names = ("x", "y", "width", "height")
        bounds = " ".join(f'{name}="{number}"' for name, number in zip(names, numbers, strict=True))
        return f'<BPMNShape xmlns="urn:di" bpmnElement="{id}"><Bounds {bounds}/></BPMNShape>'

    lanes = '<laneSet id="l"><lane id="l1" name="Clerk"/><lane id="l2" name="Archive"/></laneSet>'
    drawn = shape("l1", 0, 0, 900, 100) + shape("l2", 0, 100, 900, 100) + shape("a", 10, 20, 50, 40) + shape("b", 80, "?", 5, 5)
    imported = from_bpmn(document(lanes + tasks("a", "b"), collaboration(SHOP) + drawn))
    assert [step.lane for step in imported.blueprint.processes["work"].steps.values()] == ["clerk", "corner-house"]
    assert any("what is drawn in the lane 'Clerk' stands in it" in each.message for each in imported.guesses)
    assert [each.message for each in imported.losses] == ["the lane 'Archive' holds nothing, and is left out"]


def test_a_lane_called_like_a_role_is_that_role() -> None:
    outside = collaboration(SHOP, pool("x", "Customer"), message("x", "a", "order"))
    step = from_bpmn(document(tasks("a"), outside)).blueprint.processes["work"].steps["does-a"]
    assert set(step.with_) == {"customer"}


def test_words_speak_by_their_last() -> None:
    assert by_words("Customer care team") is None
    assert by_words("Kunde (Privat)") == "customer"
    assert by_words("") is None


@pytest.mark.parametrize(
    ("outside", "told"),
    [
        (collaboration(SHOP, pool("x", "Nobody")), "the pool 'Nobody' has neither steps nor messages"),
        (collaboration(SHOP, message("x", "a", "hello")), "the message 'hello' leads from or to something that is not there"),
        (collaboration(SHOP, pool("x", "A"), pool("y", "B"), message("x", "y", "hello")), "the message 'hello' is left out"),
        (collaboration(SHOP, pool("x", "A", "nowhere")), "its process 'nowhere' is not in this file"),
    ],
)
def test_what_cannot_be_carried_is_told(outside: str, told: str) -> None:
    assert any(told in each.message for each in from_bpmn(document(tasks("a"), outside)).losses)
