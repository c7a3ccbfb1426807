"""One step a row, as people type it: what is read, what is guessed and told, and where a mistake is said to be."""

from datetime import date, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from blueprint import load
from blueprint.documents import DocumentError
from blueprint.interchange.roles import wishes
from blueprint.interchange.sheets import read_csv, read_xlsx, write_csv, write_xlsx
from blueprint.interchange.sheets.tables import sections, tables
from blueprint.model import Choose, End, Next
from blueprint.values import Duration
from tests.interchange.sheets.books import book, mistakes

ROOT = Path(__file__).resolve().parents[3]
PLAIN = "process,lane,does,next,actor,time\ncut,customer,Sits down,wash,,\n,frontstage,Washes and cuts,,Barber,25min\n"
HEAD = ["process", "step", "lane", "does", "next", "ends", "time"]


def test_a_sheet_of_steps_alone_is_enough_and_what_it_leaves_unsaid_is_told() -> None:
    found = read_csv(PLAIN.replace("wash,,", '"Washes and cuts",,').encode(), "corner-barber.csv")
    blueprint = found.blueprint
    assert (blueprint.id, blueprint.title) == ("corner-barber", "Corner barber")
    steps = blueprint.processes["cut"].steps
    assert steps["sits-down"].way == Next(to="washes-and-cuts")
    assert steps["washes-and-cuts"].way == End(text="Done")
    assert steps["washes-and-cuts"].actor == "barber"
    assert steps["washes-and-cuts"].time.work == Duration.parse("25min")
    assert [each.message for each in found.notes] == [
        "the file gives no id; it is 'corner-barber'",
        "the file gives no title; it is 'Corner barber'",
        "A2: not all is said about the process 'cut'; its title is taken to be 'Cut', its phase is taken to be 'in-sale' and its"
        " kind is taken to be 'other'",
        "A2: the process 'cut' does not say where it starts; it starts at 'sits-down'",
        "A3: 'washes-and-cuts' does not say how it goes on; it ends",
        "E3: 'Barber' is defined nowhere; it is the actor 'barber', kind employee",
    ]


def test_cells_hold_what_has_keys_of_its_own() -> None:
    rows = [
        ["step", "lane", "does", "choose", "fails", "with.customer", "ends", "evidence"],
        ["check", "backstage", "Checks stock", "In stock -> ship; share: 92%\notherwise -> say-so",
         "Count is wrong -> check; severity: low; at-most: 2", "Waits, and hears music; emotion: -1", None, "Screen\nList"],
        ["ship", "support", "Ships it", None, None, None, "Shipped", None],
        ["say-so", "frontstage", "Says so", None, None, None, "Sorry", None],
    ]  # fmt: skip
    step = read_xlsx(book({"Steps": rows}), "a.xlsx").blueprint.processes["service"].steps["check"]
    assert isinstance(step.way, Choose)
    assert [(each.when, each.otherwise, each.to, each.share) for each in step.way.options] == [
        ("In stock", False, "ship", Decimal("0.92")), (None, True, "say-so", None),
    ]  # fmt: skip
    fail = step.fails[0]
    assert (fail.mode, fail.recover, fail.severity, fail.at_most) == ("Count is wrong", "check", "low", 2)
    assert (step.with_["customer"].does, step.with_["customer"].emotion) == ("Waits, and hears music", -1)
    assert step.evidence == ("Screen", "List")


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        ("sep=;\n" + PLAIN.replace(",", ";")).encode(),
        ("\n\n" + PLAIN).encode(),
        PLAIN.replace("process,", "Process ,").replace("does", '"Does"').encode(),
    ],
)
def test_csv_is_read_however_programs_write_it(content: bytes) -> None:
    steps = read_csv(content, "cut.csv").blueprint.processes["cut"].steps
    assert [step.does for step in steps.values()] == ["Sits down", "Washes and cuts"]


def test_an_old_encoding_is_guessed_and_told() -> None:
    found = read_csv(PLAIN.replace("Sits", "Sitzt auf der Straße").encode("cp1252"), "cut.csv")
    assert found.blueprint.processes["cut"].steps["sitzt-auf-der-strasse-down"].does == "Sitzt auf der Straße down"
    assert found.notes[0].message == "the file is not UTF-8; it is read as Windows-1252, in which spreadsheet programs save"


def test_semicolons_mean_decimal_commas() -> None:
    table = "[Steps]\nstep;lane;does;ends;cost\na;customer;Pays;Done;1,50\n"
    assert read_csv(table.encode(), "a.csv").blueprint.processes["service"].steps["a"].cost == Decimal("1.5")
    with pytest.raises(DocumentError, match=r"a\.csv: E3: '1,50' stands where a number belongs"):
        read_csv(table.replace("1,50", '"1,50"').replace(";", ",").encode(), "a.csv")


def test_numbers_days_and_shares_as_a_program_makes_of_them() -> None:
    steps = [["step", "lane", "does", "emotion", "cost", "moment-of-truth"], ["a", "customer", 2026, 2, 1.5, True]]

    def day(made: object, sheet: object) -> None:
        sheet.write_datetime(1, 2, date(2026, 9, 15), made.add_format({"num_format": "d/m/yy"}))  # type: ignore[attr-defined]

    sheets = {
        "Steps": steps,
        "Service": [["key", "value"], ["id", "a"], ["title", 1.1]],
        "Sources": [["id", "title", "date"], ["law", "Law"]],
    }
    blueprint = read_xlsx(book(sheets, day), "a.xlsx").blueprint
    step = blueprint.processes["service"].steps["a"]
    assert (step.does, step.emotion, step.cost) == ("2026", 2, Decimal("1.5"))
    assert blueprint.title == "1.1"
    assert blueprint.sources["law"].date == date(2026, 9, 15)


def test_a_time_of_day_is_no_duration() -> None:
    def clock(made: object, sheet: object) -> None:
        sheet.write_datetime(1, 6, time(0, 5), made.add_format({"num_format": "hh:mm"}))  # type: ignore[attr-defined]

    content = book({"Steps": [HEAD, ["p", "a", "customer", "Waits", None, "Done", None]]}, clock)
    with pytest.raises(DocumentError) as error:
        read_xlsx(content, "a.xlsx")
    assert mistakes(error) == [
        "a.xlsx: Steps!G2: the program has made a time of day (00:05:00) of what was typed; set the cell to Text and type it"
        " again"
    ]


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        (["process", "step", "lane", "dose"], ["p", "a", "customer", "Pays"],
         "Steps!D1: 'dose' is no column of Steps; did you mean 'does'?"),
        (["step", "lane", "does", "does"], ["a", "customer", "Pays", "x"], "Steps!D1: the column 'does' stands twice; keep one"),
        (["step", "lane", "does", None], ["a", "customer", "Pays", "x"], "Steps!D1: this column has no heading"),
        (["step", "lane", "does", "time"], ["a", "customer", "Pays", "soon"],
         "Steps!D2: 'soon' is not a duration; write a number and one of s min h d wd w mo y, such as 4h or 10wd"),
        (["step", "lane", "does", "ends", "outcome"], ["a", "customer", "Pays", "Done", "sucess"],
         "Steps!E2: 'sucess' is not one of success, partly, refused, withdrawn, passed-on or failed; did you mean 'success'?"),
        (["step", "lane", "does", "fails"], ["a", "customer", "Pays", "Late -> a; sevrity: low"],
         "Steps!D2: 'sevrity' is no key of it; did you mean 'severity'?"),
        (["step", "lane", "does", "emotion"], ["a", "customer", "Pays", 3],
         "Steps!D2: 3 is out of range; it must be at least -2 and at most 2"),
        (["step", "lane", "does", "ends"], ["a", "customer", None, "Done"],
         "Steps!A2: 'does' is missing: what is done, beginning with a verb"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_cell(head: list[str], row: list[object], told: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_xlsx(book({"Steps": [head, row]}), "a.xlsx")
    assert f"a.xlsx: {told}" in mistakes(error)


def test_a_step_and_a_table_stand_once() -> None:
    twice = "[Steps]\nstep,lane,does\na,customer,Pays\na,customer,Pays again\n\n[Steps]\nstep,lane,does\nb,customer,Goes\n"
    with pytest.raises(DocumentError) as error:
        read_csv(twice.encode(), "a.csv")
    assert mistakes(error) == [
        "a.csv: A4: 'a' stands twice; it stands in A3 already",
        "a.csv: Steps: this table stands twice; keep one",
    ]


def test_a_sheet_of_another_kind_is_told_and_a_misspelt_one_is_a_mistake() -> None:
    steps = [HEAD, ["p", "a", "customer", "Pays", None, "Done", None]]
    found = read_xlsx(book({"Steps": steps, "Budget 2027": [["Rent", 1200]]}), "a.xlsx")
    assert [each.message.partition(":")[0] for each in found.losses] == ["Budget 2027"]
    with pytest.raises(DocumentError) as error:
        read_xlsx(book({"Steps": steps, "Promisses": [["id", "says"], ["soon", "Soon"]]}), "a.xlsx")
    assert mistakes(error) == ["a.xlsx: Promisses: no table has this name; did you mean 'Promises'?"]


def test_a_sheet_of_steps_may_have_any_name() -> None:
    content = book({"Ablauf": [["step", "lane", "does"], ["a", "customer", "Pays"]]})
    assert list(read_xlsx(content, "a.xlsx").blueprint.processes["service"].steps) == ["a"]


def test_lanes_go_by_the_words_of_the_trade_or_as_the_user_says() -> None:
    rows = [["step", "lane", "does"], ["a", "Front stage", "Greets"], ["b", "Legal", "Reads"], ["c", "Support processes", "Pays"]]
    found = read_xlsx(book({"Steps": rows}), "a.xlsx", wishes(["Legal=support"])).blueprint.processes["service"].steps
    assert [step.lane for step in found.values()] == ["frontstage", "support", "support"]


def test_cells_made_one_are_read_as_if_each_held_the_text() -> None:
    def merge(made: object, sheet: object) -> None:
        sheet.merge_range("A2:A3", "cut")  # type: ignore[attr-defined]

    found = read_xlsx(
        book({"Steps": [HEAD, [None, "a", "customer", "Sits", "b"], [None, "b", "customer", "Pays", None, "Done"]]}, merge),
        "a.xlsx",
    )
    assert list(found.blueprint.processes["cut"].steps) == ["a", "b"]
    assert "Steps!A2: down to Steps!A3, cells are made one; each is read as if it held the text" in [
        each.message for each in found.notes
    ]


def test_every_table_of_an_example_is_there_for_another_program() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    blueprint = load(ROOT / "examples" / "city-bikes.blueprint.yaml")
    other = openpyxl.load_workbook(BytesIO(write_xlsx(blueprint).content))
    for table in tables(blueprint):
        held = [tuple(cell.value for cell in row) for row in other[table.name].iter_rows()]
        assert held[0] == table.header
        assert [tuple(None if cell is None else str(cell) for cell in row) for row in held[1 : len(table.rows) + 1]] == [
            tuple(
                None if cell is None else str(float(cell)).removesuffix(".0") if isinstance(cell, Decimal) else cell
                for cell in row
            )
            for row in table.rows
        ]
    lists = {(str(each.sqref), each.formula1) for each in other["Steps"].data_validations.dataValidation}
    assert ("C2:C1001", '"customer,frontstage,backstage,support,management,outside"') in lists


def test_a_text_is_no_formula_for_the_program_that_opens_it() -> None:
    rows = [["step", "lane", "does", "ends"], ["a", "customer", '=HYPERLINK("http://x.example","y")', "-1 is what's left"]]
    blueprint = read_xlsx(book({"Steps": rows}), "a.xlsx").blueprint
    text = write_csv(blueprint).content.decode()
    assert "'=HYPERLINK" in text
    assert ",'-1 is what's left," in text
    assert read_csv(text.encode(), "a.csv").blueprint == blueprint


def test_no_heading_of_a_table_means_two_things() -> None:
    from blueprint.interchange.sheets.fields import keys_of

    for section in sections():
        assert not {each.key for each in keys_of(section.kind)} & set(section.ids), section.name
