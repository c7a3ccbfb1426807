"""The rows of the seeds, what the project was asked to put into rules: each is named by at least one rule as its source."""

import re

import pytest

from blueprint.rules import own_rules

ROWS = (*(f"{letter}{row}" for letter in "AB" for row in range(1, 10)), "C1", "C2", "D", "E", "F1", "F2", "F3", "G", "H")

_ROW = r"(?:[A-Z]\d|[DEGH])"
_NAMED = re.compile(rf"\brows? ({_ROW}(?:(?:, | and |, and ){_ROW})*)")
_CITED = {each.code: each.source for each in own_rules() if "Seeds" in each.source}


def rows_of(source: str) -> list[str]:
    """The rows that a source names, written as "Seeds, row A3: ..." or "Seeds, rows A2 and B2"."""
    return [row for rows in _NAMED.findall(source) for row in re.findall(_ROW, rows)]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_the_source_of_a_rule(row: str) -> None:
    assert [code for code, source in _CITED.items() if row in rows_of(source)] != []


@pytest.mark.parametrize("code", _CITED)
def test_a_source_that_cites_the_seeds_names_rows_that_there_are(code: str) -> None:
    source = _CITED[code]
    named = rows_of(source)
    assert "Seeds, row" in source
    assert named
    assert {row for row in named if row[0] in "ABCDEFGH"} <= {*ROWS}
    assert sorted(named) == sorted(re.findall(rf"(?<![\w/-]){_ROW}(?![\w/-])", source)), "a row stands outside the notation"


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("Seeds, row A3: processes are drawn up from the customer's position", ["A3"]),
        ("Seeds, rows A2 and B2", ["A2", "B2"]),
        ("Seeds, rows A1, A5, and C2: a team; row B4: employees", ["A1", "A5", "C2", "B4"]),
        ("ISO 10002:2018", []),
    ],
)
def test_rows_are_read_from_a_source(source: str, rows: list[str]) -> None:
    assert rows_of(source) == rows
