"""The workbook to fill in: ``blueprint new NAME --template sheet``."""

from io import BytesIO
from pathlib import Path

import pytest

from blueprint.checking import check
from blueprint.cli import main
from blueprint.interchange.sheets import read_xlsx


def test_the_workbook_opens_with_what_goes_where_and_passes_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "corner-shop", "--template", "sheet"]) == 0
    assert capsys.readouterr().out == (
        "corner-shop.xlsx written. Fill it in, then: blueprint convert corner-shop.xlsx -o corner-shop.blueprint.yaml\n"
    )
    content = (tmp_path / "corner-shop.xlsx").read_bytes()
    found = read_xlsx(content, "corner-shop.xlsx")
    assert (found.blueprint.title, found.notes) == ("Corner shop", ())
    assert not list(check(found.blueprint))
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames[:3] == ["Read me", "Steps", "Service"]
    assert book["Read me"]["A1"].value == "Corner shop: a service blueprint in a workbook"
    told = {row[0].value: row[1].value for row in book["Read me"].iter_rows()}
    assert told["lane"] == "The lane of who leads: a role, or a lane of your own."
    assert main(["new", "corner-shop", "--template", "sheet"]) == 2
    assert main(["new", "corner-shop", "--template", "sheet", "-o", "a.csv"]) == 2
    assert main(["new", "Corner Shop", "--template", "sheet"]) == 2
