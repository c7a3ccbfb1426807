"""Workbooks that are broken, too large, or made to do harm: a message, in good time, and never a crash."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.documents import DocumentError
from blueprint.errors import UsageError
from blueprint.interchange.sheets import read_csv, read_xlsx
from blueprint.interchange.sheets.archive import MAX_UNPACKED
from tests.effort import tries
from tests.interchange.sheets.books import book, changed, mistakes

SHEET = "xl/worksheets/sheet1.xml"
GOOD = book({"Steps": [["step", "lane", "does"], ["a", "customer", "Pays"]]})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "this is no .xlsx workbook, or it is damaged"),
        (b"step,lane,does\n", "this is no .xlsx workbook, or it is damaged"),
        (GOOD[:-200], "this is no .xlsx workbook, or it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked by a password, or of Excel before 2007"),
        (changed(GOOD, "xl/workbook.xml", lambda part: part[:100]), "this workbook is damaged"),
        (changed(GOOD, SHEET, lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part), "is not as spreadsheet programs write it"),
        (changed(GOOD, SHEET, lambda part: part + b" " * MAX_UNPACKED), "larger than 64 MB"),
        (changed(GOOD, SHEET, lambda part: part.replace(b'"A2"', b'"XFD1048576"')), "as far as row 1,048,576 and column 16,384"),
        (changed(GOOD, SHEET, lambda part: part.replace(b' r="', b' q="').replace(b"<row", b"<row/>" * 100_001 + b"<row")),
         "as far as row 200,004"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_no_honest_one_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(UsageError, match=r"^a\.xlsx: ") as error:
        read_xlsx(content, "a.xlsx")
    assert told in str(error.value)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(UsageError, match=r"a\.xlsx: this is no \.xlsx workbook"):
        read_xlsx(out.getvalue(), "a.xlsx")


def test_a_hundred_thousand_empty_rows_are_passed_over() -> None:
    def pad(made: object, sheet: object) -> None:
        bold = made.add_format({"bold": True})  # type: ignore[attr-defined]
        for row in range(2, 100_000):
            sheet.write_blank(row, 0, None, bold)  # type: ignore[attr-defined]

    content = book({"Steps": [["step", "lane", "does"], ["a", "customer", "Pays"]]}, pad)
    assert list(read_xlsx(content, "a.xlsx").blueprint.processes["service"].steps) == ["a"]
    rows = b"step,lane,does\na,customer,Pays\n" + b",,\n" * 99_000
    assert list(read_csv(rows, "a.csv").blueprint.processes["service"].steps) == ["a"]


def test_a_formula_is_read_by_its_value_and_one_without_is_a_mistake() -> None:
    def formulas(made: object, sheet: object) -> None:
        sheet.write_formula(1, 2, '="Pays "&"now"', None, "Pays now")  # type: ignore[attr-defined]

    content = book({"Steps": [["step", "lane", "does"], ["a", "customer", None]]}, formulas)
    assert read_xlsx(content, "a.xlsx").blueprint.processes["service"].steps["a"].does == "Pays now"
    for broken, told in (
        (changed(content, SHEET, lambda part: part.replace(b"<v>Pays now</v>", b"<v></v>")), "was never worked out"),
        (
            changed(content, SHEET, lambda part: part.replace(b't="str"', b't="e"').replace(b"Pays now", b"#NAME?")),
            "holds an error",
        ),
    ):
        with pytest.raises(DocumentError) as error:
            read_xlsx(broken, "a.xlsx")
        assert mistakes(error)[0].startswith("a.xlsx: Steps!C2: ")
        assert told in mistakes(error)[0]


def test_a_hidden_sheet_is_not_read() -> None:
    content = book(
        {"Steps": [["step", "lane", "does"], ["a", "customer", "Pays"]], "Old": [["x"]]}, lambda _, sheet: sheet.hide()
    )
    assert not read_xlsx(content, "a.xlsx").losses


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n;;\n", b"[Steps]\n"])
def test_an_empty_file_says_what_it_needs(content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.csv: "):
        read_csv(content, "a.csv")


def test_text_that_nobody_can_decode_is_refused() -> None:
    with pytest.raises(UsageError, match="neither UTF-8 nor Windows-1252"):
        read_csv(b"step,lane\n\x81\x8d,\xff", "a.csv")
    with pytest.raises(UsageError, match="begins as UTF-16 and goes on otherwise"):
        read_csv(b"\xff\xfea", "a.csv")


@given(st.binary(max_size=300) | st.text(st.sampled_from('ab,;"\n\r[]=->:'), max_size=200).map(str.encode))
@settings(max_examples=tries(200))
def test_any_csv_is_read_or_refused(content: bytes) -> None:
    try:
        read_csv(content, "a.csv")
    except (DocumentError, UsageError) as error:
        told = str(error)
    else:
        told = "a.csv: read"
    assert told.startswith("a.csv: ")


CELLS = st.sampled_from(
    ["step", "lane", "does", "next", "fails", "with.customer", "time", "time.wait", "Customer", "Frontstage", "Evidence", "Time",
     "a", "a -> b; x: y", "otherwise -> ", "{", "5min", 1.5, True],
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
@settings(max_examples=tries(200))
def test_any_table_is_read_or_refused(rows: list[list[object]]) -> None:
    try:
        read_xlsx(book({"Any": rows}), "a.xlsx")
    except DocumentError as error:
        told = error.mistakes
    else:
        told = ("a.xlsx: read",)
    assert all(each.startswith("a.xlsx: ") for each in told)


@given(st.data())
@settings(max_examples=tries(60))
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_xlsx(bytes(content), "a.xlsx")
    except (DocumentError, UsageError) as error:
        told = str(error)
    else:
        told = "a.xlsx: read"
    assert "a.xlsx" in told
