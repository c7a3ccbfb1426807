"""A row for each lane, a column for each moment, as it hangs on the wall: what is read, kept, guessed and left out."""

from decimal import Decimal
from io import BytesIO

import pytest

from blueprint import load
from blueprint.documents import DocumentError
from blueprint.interchange.roles import wishes
from blueprint.interchange.sheets import read_csv, read_xlsx, write_moments_csv, write_moments_xlsx
from blueprint.model import End, Next
from tests.interchange.sheets.books import book
from tests.interchange.sheets.test_steps import ROOT

WALL = [
    ["Phase", "Before", None, "There", None],
    ["Physical evidence", "Website", None, "Hall\nTray", None],
    ["Customer actions", "Books a table", None, "Sits down", "Eats"],
    ["Line of interaction"],
    ["Frontstage", None, None, "Greets", "Serves"],
    ["Line of visibility"],
    ["Backstage actions", None, "Plans the evening", None, "Cooks"],
    [None, None, None, None, "Washes up"],
    ["Support processes", "Booking system", None, None, None],
    ["Time", "5 min", None, "a while", "1,5 h"],
    ["Emotions", "+1", None, None, "happy"],
    ["Pain points", None, None, "Nobody looks up", None],
    ["KPIs", None, "Full tables", None, None],
]


def test_a_wall_is_read_column_by_column() -> None:
    found = read_xlsx(book({"Dinner": WALL}), "inn.xlsx")
    process = found.blueprint.processes["dinner"]
    steps = process.steps
    assert process.title == "Dinner"
    assert list(steps) == ["books-a-table", "plans-the-evening", "sits-down", "eats"]
    assert [step.lane for step in steps.values()] == ["customer", "backstage", "customer", "customer"]
    assert [step.stage for step in steps.values()] == ["Before", "Before", "There", "There"]
    eats = steps["eats"]
    assert {lane: part.does for lane, part in eats.with_.items()} == {"frontstage": "Serves", "backstage": "Cooks; Washes up"}
    assert (steps["books-a-table"].way, eats.way) == (Next(to="plans-the-evening"), End(text="Done"))
    assert steps["sits-down"].evidence == ("Hall", "Tray")
    assert str(eats.time.work if eats.time else "") == "1.5h"
    assert steps["books-a-table"].emotion == 1
    said = {(note.kind, note.says) for step in steps.values() for note in step.notes}
    assert said == {
        ("pain", "Nobody looks up"),
        ("fact", "Time: a while"),
        ("fact", "Emotion: happy"),
        ("fact", "KPIs: Full tables"),
    }
    kept = {each.message for each in found.notes if each.weight == "kept"}
    assert kept == {
        "Dinner!E8: the lane has several rows here; they are one text",
        "Dinner!D10: 'a while' is no duration such as 5min; it is kept as a note",
        "Dinner!E11: 'happy' is no number from -2 to +2; it is kept as a note",
        "Dinner: the row 'KPIs' is none of the format's; its texts are kept as notes",
    }
    assert not found.losses


def test_what_belongs_to_no_moment_is_told_as_lost() -> None:
    found = read_csv(b"Customer,Asks,,\nFrontstage,Answers,,\nEvidence,Leaflet,,Poster\n", "a.csv")
    assert [each.message for each in found.losses] == ["D3: no lane says what is done in this column; it has no moment"]


def test_lanes_of_their_own_are_guessed_or_said() -> None:
    wall = b"Customer,Asks\nFrontstage,Answers\nTicket system,Keeps it\nLegal,Reads it\nKitchen (backstage),Cooks\n"
    found = read_csv(wall, "a.csv", wishes(["Legal=support"])).blueprint
    assert {id: (lane.title, lane.role) for id, lane in found.lanes.items()} == {
        "ticket-system": ("Ticket system", "support"), "legal": ("Legal", "support"), "kitchen": ("Kitchen", "backstage"),
    }  # fmt: skip


def test_stages_hold_for_the_cells_they_span() -> None:
    def span(made: object, sheet: object) -> None:
        sheet.merge_range("B1:C1", "Before")  # type: ignore[attr-defined]

    found = read_xlsx(book({"P": [["Stage"], ["Customer", "a", "b", "c"], ["Frontstage", "d"]]}, span), "a.xlsx")
    assert [step.stage for step in found.blueprint.processes["p"].steps.values()] == ["Before", "Before", None]


def test_an_error_in_a_wall_names_its_cell() -> None:
    with pytest.raises(DocumentError, match=r"a\.csv: B3: 'sevrity' is no key of it; did you mean 'severity'\?"):
        read_csv(b"Customer,Asks\nFrontstage,Answers\nFails,Late -> asks; sevrity: low\n", "a.csv")


@pytest.mark.parametrize("name", ["city-bikes", "hotel-stay", "shoeshine", "saas-subscription"])
@pytest.mark.parametrize(("write", "read"), [(write_moments_xlsx, read_xlsx), (write_moments_csv, read_csv)])
def test_what_a_wall_shows_of_an_example_comes_back(name: str, write: object, read: object) -> None:
    blueprint = load(ROOT / "examples" / f"{name}.blueprint.yaml")
    written = write(blueprint, name)  # type: ignore[operator]
    assert written.losses
    back = read(written.content, "a")  # type: ignore[operator]
    assert not back.losses
    came = {process.title: process for process in back.blueprint.processes.values()}
    for process in blueprint.processes.values():
        other = came[process.title]
        assert (other.phase, other.kind, set(other.start)) == (process.phase, process.kind, set(process.start))
        for id, step in process.steps.items():
            shown = other.steps[id]
            assert (shown.does, shown.way, shown.stage, shown.fails) == (step.does, step.way, step.stage, step.fails)
            assert {part.does for part in shown.with_.values()} == {part.does for part in step.with_.values()}


def test_what_a_wall_leaves_out_is_told() -> None:
    told = [each.message for each in write_moments_csv(load(ROOT / "examples" / "shoeshine.blueprint.yaml"), "a").losses]
    assert told == [
        "the layout of moments has no room for these keys of the service: actors, id, ignore, money, owner, promises, status,"
        " title, version",
        "the layout of moments has no room for these keys of processes: price, starts-by",
        "the layout of moments has no room for these keys of steps: cost, keeps, with.actor",
    ]


def test_another_program_finds_stages_over_their_columns() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    blueprint = load(ROOT / "examples" / "hotel-stay.blueprint.yaml")
    sheet = openpyxl.load_workbook(BytesIO(write_moments_xlsx(blueprint).content))["The stay"]
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows()}
    assert rows["Stage"][:2] == ["Arrival", "Check-in"]
    assert [str(each) for each in sheet.merged_cells.ranges]
    assert rows["Emotion"][1] == Decimal(-1)
