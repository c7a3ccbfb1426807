"""What holds for every blueprint: sheets with one step a row lose nothing."""

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.interchange.sheets import read_csv, read_xlsx, write_csv, write_xlsx
from blueprint.interchange.sheets.texts import from_cell, in_cell
from blueprint.model import Blueprint
from blueprint.testing.strategies import blueprints, elements, texts
from tests.effort import tries

pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")


@given(st.text() | texts(), st.booleans())
def test_every_text_fits_into_a_cell(text: str, one_line: bool) -> None:
    assert from_cell(in_cell(text, one_line=one_line)) == text


@given(blueprints(max_processes=2, max_steps=5) | blueprints(sound=False, max_processes=2, max_steps=4))
@settings(max_examples=tries(60))
def test_a_workbook_loses_nothing(blueprint: Blueprint) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        back = read_xlsx(write_xlsx(blueprint).content, "a.xlsx")
    assert back.blueprint == blueprint
    assert not back.notes


@given(blueprints(max_processes=2, max_steps=5) | elements(Blueprint))
@settings(max_examples=tries(100))
def test_a_csv_file_loses_nothing(blueprint: Blueprint) -> None:
    back = read_csv(write_csv(blueprint).content, "a.csv")
    assert back.blueprint == blueprint
    assert not back.notes
