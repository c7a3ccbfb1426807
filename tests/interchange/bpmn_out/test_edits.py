"""What another tool changes in a file that we wrote is taken over, and what it leaves alone comes back as it was."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from blueprint import load
from blueprint.documents import dumps, loads
from blueprint.interchange import from_bpmn
from blueprint.interchange.bpmn_out import write_bpmn
from blueprint.interchange.notes import Imported
from blueprint.model import Choose, Next
from tests.interchange.bpmn.test_laws import imported_or_mistakes

SHOP = load(Path(__file__).parents[3] / "examples" / "city-bikes.blueprint.yaml")
FILE = write_bpmn(SHOP).content.decode()


def test_a_new_name_is_taken_over_and_the_rest_stays() -> None:
    imported = from_bpmn(FILE.replace('name="Checks stock"', 'name="Looks into the store"').encode())
    step, was = imported.blueprint.processes["purchase"].steps["reserve"], SHOP.processes["purchase"].steps["reserve"]
    assert step.does == "Looks into the store"
    assert (step.systems, step.way, step.time) == (was.systems, was.way, was.time)
    assert imported.blueprint.promises == SHOP.promises
    assert [note.message for note in imported.notes] == ["what was changed in the diagram is taken over"]


def test_a_new_task_gets_an_id_and_the_arrows_that_lead_to_it() -> None:
    changed = re.sub(
        r'(<bpmn:sequenceFlow id="purchase.order_to-1" sourceRef="purchase.order" targetRef=)"purchase.reserve" />',
        r'<bpmn:task id="Activity_1" name="Counts the bikes"/>\1"Activity_1" />'
        r'<bpmn:sequenceFlow id="Flow_1" sourceRef="Activity_1" targetRef="purchase.reserve" />',
        FILE,
    )
    assert changed != FILE
    process = from_bpmn(changed.encode()).blueprint.processes["purchase"]
    assert process.steps["order"].way == Next(to="counts-the-bikes")
    assert process.steps["counts-the-bikes"].way == Next(to="reserve")
    assert process.steps["order"].fails == SHOP.processes["purchase"].steps["order"].fails


def test_words_at_an_arrow_change_and_its_share_stays() -> None:
    way = (
        from_bpmn(FILE.replace('name="out of stock"', 'name="none left"').encode())
        .blueprint.processes["purchase"]
        .steps["reserve"]
        .way
    )
    was = SHOP.processes["purchase"].steps["reserve"].way
    assert isinstance(way, Choose)
    assert isinstance(was, Choose)
    assert [option.when for option in way.options] == ["in stock", "none left"]
    assert [option.share for option in way.options] == [option.share for option in was.options]


def test_damaged_extensions_are_told_and_the_diagram_is_read_alone() -> None:
    for broken in (
        FILE.replace('"lane": "backstage"', '"lane": 7'),
        FILE.replace('"processes": {}', '"processes": {'),
        FILE.replace('"id": "city-bikes"', '"id": "City"'),
    ):
        assert broken != FILE
        imported = from_bpmn(broken.encode(), name="shop.bpmn")
        assert "damaged" in imported.notes[0].message
        assert imported.notes[0].weight == "lost"
        assert "reserve" in imported.blueprint.processes["purchase"].steps


def test_a_copy_of_a_step_is_a_step_of_its_own() -> None:
    found = re.search(r'<bpmn:\w+ id="purchase\.pick" .*?</bpmn:\w*[tT]ask>', FILE, re.DOTALL)
    assert found is not None
    copy = re.sub(r"<bpmn:(incoming|outgoing|dataOutputAssociation|performer).*?</bpmn:\1>", "", found[0], flags=re.DOTALL)
    process = from_bpmn(
        FILE.replace(found[0], found[0] + copy.replace('id="purchase.pick"', 'id="Activity_2"')).encode()
    ).blueprint.processes["purchase"]
    assert process.steps["pick"].way == SHOP.processes["purchase"].steps["pick"].way
    assert len(process.steps) == len(SHOP.processes["purchase"].steps) + 1


NESTED = FILE.replace('"processes": {}', '"x-deep": ' + "[" * 50_000 + "]" * 50_000)
PIECES = (
    '"',
    "{",
    "}",
    "purchase.order",
    "purchase",
    "reserve",
    "Keys",
    "lane",
    "choose",
    "to",
    "id=",
    "1",
    "true",
    "NaN",
    "null",
)


def test_what_is_nested_without_end_is_damage_like_any_other() -> None:
    assert NESTED != FILE
    assert "damaged" in from_bpmn(NESTED.encode()).notes[0].message


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """Our file with pieces exchanged and stretches taken out."""
    content = FILE
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(content)))
        if draw(st.booleans()):
            one, two = draw(st.sampled_from(PIECES)), draw(st.sampled_from(PIECES))
            content = content[:place] + content[place:].replace(one, two, draw(st.sampled_from([1, 1, 1, -1])))
        else:
            begin = content.find("<bpmn:", place)
            content = content[:begin] + content[content.find("\n", begin) + 1 :] if begin >= 0 else content
    return content.encode()


@given(spoilt())
def test_a_spoilt_file_of_ours_ends_in_a_blueprint_or_a_message(content: bytes) -> None:
    read = imported_or_mistakes(content)
    if isinstance(read, Imported):
        assert loads(dumps(read.blueprint)) == read.blueprint
    else:
        assert read[0].startswith("any.bpmn:")
