"""Files as the tools of the trade write them; each was written for these tests."""

from pathlib import Path

from blueprint.interchange import from_bpmn
from blueprint.interchange.notes import Imported
from blueprint.model import Choose

HERE = Path(__file__).parent


def read(name: str) -> Imported:
    return from_bpmn(HERE / name)


def test_camunda() -> None:
    imported = read("camunda.bpmn")
    process = imported.blueprint.processes["lend-a-book"]
    search = process.steps["search-the-stacks"]
    assert imported.losses == ()
    assert (process.title, process.description, process.starts_by) == (
        "Lend a book",
        "From the request to the shelf.",
        "customer",
    )
    assert (search.actor, search.automation, search.late) == ("librarians", "assisted", "apologise")
    assert search.extra["x-bpmn"]["@camunda:formKey"] == "embedded:search"
    assert search.extra["x-bpmn"]["late"]["name"] == "Three days"
    assert process.extra["x-bpmn"]["pool"] == "Library"
    assert search.extra["x-bpmn"]["camunda:properties"] == {"camunda:property": {"@name": "floor", "@value": "2"}}
    assert isinstance(search.way, Choose)
    assert search.way.options[0].extra == {"x-default": True}
    assert process.steps["record-the-loan"].fails[0].mode == "Catalogue is down"
    assert process.steps["asked-for-a-book"].with_["library-reader-customer"].does == "Sends loan request"
    assert imported.blueprint.extra["x-bpmn"]["@exporter"] == "Camunda Modeler"
    place = next(each for each in imported.notes if "Stacks" in each.message)
    assert (place.line, place.column, place.element) == (19, 7, "Lane_stacks")


def test_signavio() -> None:
    imported = read("signavio.bpmn")
    look = imported.blueprint.processes["workshop"].steps["look-at-the-bi-cycle"]
    assert imported.blueprint.title == "Bicycle repair"
    assert imported.blueprint.description == "Open on Saturdays, too"
    assert [note.says for note in look.notes] == ["With photographs"]
    assert look.extra["x-bpmn"]["signavio:signavioMetaData"] == {"@metaKey": "bgcolor", "@metaValue": "#ffffcc"}
    assert [each.message for each in imported.losses] == [
        "the timer 'A week is over' has no time in the blueprint: it does not say how long"
    ]


def test_bizagi() -> None:
    imported = read("bizagi.bpmn")
    hotel = imported.blueprint.processes["hotel"]
    assert {lane.title: lane.role for lane in imported.blueprint.lanes.values()} == {
        "Front desk": "frontstage", "House / Porter": "backstage", "House / Housekeeping": "backstage", "Guest": "customer",
    }  # fmt: skip
    assert list(hotel.steps) == ["check-in", "carry-the-luggage", "look-after-the-room", "hand-over-the-key"]
    assert [each.message for each in imported.losses] == [
        "the lane 'Cellar' holds nothing, and is left out",
        "the pool 'Main process' has neither steps nor messages, and is left out",
    ]


def test_adonis() -> None:
    imported = read("adonis.bpmn")
    claims = imported.blueprint
    assert set(claims.processes) == {"settle-a-claim", "assess-the-claim", "every-two-weeks"}
    assert claims.processes["settle-a-claim"].steps["refuse"].plain()["ends"] == "Settled"
    assert claims.processes["every-two-weeks"].starts_by == "schedule"
    assert claims.processes["assess-the-claim"].steps["read-the-claim-form"].systems == ("claims-database",)
    assert [each.message for each in imported.losses] == ["that 'Claim form' is 'filled in' here is left out: data has no state"]


def test_jbpm() -> None:
    imported = read("jbpm.bpmn2")
    help = imported.blueprint.processes["help"]
    assert list(help.steps) == ["chooses-what-is-to-be-done", "call-back", "look-up"]
    assert help.steps["call-back"].actor == "agents"
    assert help.steps["look-up"].extra["x-bpmn"]["script"] == 'System.out.println("a < b");'
    assert help.extra["x-bpmn"]["completionCondition"] == "autocomplete"
    assert len(imported.losses) == 1


def test_flowable() -> None:
    imported = read("flowable.bpmn20.xml")
    order = imported.blueprint.processes["order"]
    assert order.start == ("ordered-online", "ordered-by-telephone")
    assert order.steps["ship"].join == "take-the-order"
    assert order.steps["ship"].runs == "shipping"
    assert imported.blueprint.processes["recall"].steps["call-the-customer"].stops == ("order",)
    assert [each.message for each in imported.losses] == [
        "that 'back-office' may do 'Take the order', too, is left out: a step has one actor",
        "'Bill' runs 'billing', which is not in this file",
    ]
