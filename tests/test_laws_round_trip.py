"""What is written can be read back, and nothing is lost: through YAML, through JSON, and by other readers."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given

from blueprint.documents import DocumentError, Format, dumps, loads
from blueprint.model import Blueprint, Channel
from blueprint.testing.nasty import NASTY_NUMBERS, NASTY_TEXTS
from blueprint.testing.strategies import elements, json_values, texts
from blueprint.values import Duration, Table

FORMATS: tuple[Format, ...] = ("yaml", "json")
EMPTY_SERVICE = Blueprint(id="a", title="A", processes={})


@pytest.mark.parametrize("format", FORMATS)
@given(blueprint=elements(Blueprint))
def test_a_blueprint_survives_writing_and_reading(format: Format, blueprint: Blueprint) -> None:
    assert loads(dumps(blueprint, format=format), format=format) == blueprint


@given(elements(Blueprint))
def test_yaml_and_json_say_the_same(blueprint: Blueprint) -> None:
    through_json = loads(dumps(loads(dumps(blueprint)), format="json"), format="json")
    assert through_json == blueprint
    assert dumps(through_json, format="json") == dumps(blueprint, format="json")


@pytest.mark.parametrize("format", FORMATS)
@given(blueprint=elements(Blueprint))
def test_writing_is_stable_under_reading_back(format: Format, blueprint: Blueprint) -> None:
    text = dumps(blueprint, format=format)
    assert dumps(loads(text, format=format), format=format) == text


@given(elements(Blueprint))
def test_plain_data_is_read_back_as_the_same_value(blueprint: Blueprint) -> None:
    assert Blueprint.read(blueprint.plain()) == blueprint


@given(elements(Blueprint))
def test_readers_of_yaml_1_1_see_the_same_texts(blueprint: Blueprint) -> None:
    assert as_texts(yaml.safe_load(dumps(blueprint))) == as_texts(blueprint.plain())


def as_texts(plain: Any) -> Any:
    """Plain data with keys and texts as they are; of numbers only that they are some, for 1.1 rounds them."""
    if isinstance(plain, dict):
        return {key: as_texts(item) for key, item in plain.items()}
    if isinstance(plain, list):
        return [as_texts(item) for item in plain]
    return Decimal if isinstance(plain, int | float | Decimal) and not isinstance(plain, bool) else plain


@pytest.mark.parametrize("text", NASTY_TEXTS, ids=ascii)
@pytest.mark.parametrize("format", FORMATS)
def test_texts_that_are_hard_to_write_survive_as_value_item_and_key(text: str, format: Format) -> None:
    blueprint = evolve(
        EMPTY_SERVICE,
        title=text,
        channels=Table(web=Channel(title=text, kind="online", extra={f"x-{text}": text})),
        extra={"x-a": [text, text], "x-b": {text: {text: [text]}}},
    )
    written = dumps(blueprint, format=format)
    assert loads(written, format=format) == blueprint
    assert (yaml.safe_load if format == "yaml" else json.loads)(written) == blueprint.plain()


@given(texts(max_size=200))
def test_any_text_survives(text: str) -> None:
    blueprint = evolve(EMPTY_SERVICE, title=text, description=text + text)
    assert [loads(dumps(blueprint, format=format), format=format) for format in FORMATS] == [blueprint, blueprint]


@given(json_values())
def test_keys_of_your_own_are_kept(value: Any) -> None:
    blueprint = evolve(EMPTY_SERVICE, extra={"x-own": value})
    for format in FORMATS:
        assert exactly(loads(dumps(blueprint, format=format), format=format).plain()["x-own"]) == exactly(value)


def exactly(plain: Any) -> Any:
    """Plain data in which true differs from 1."""
    if isinstance(plain, dict):
        return {key: exactly(item) for key, item in plain.items()}
    return [exactly(item) for item in plain] if isinstance(plain, list) else (isinstance(plain, bool), plain)


@pytest.mark.parametrize("number", NASTY_NUMBERS, ids=str)
def test_numbers_stay_exact(number: Decimal) -> None:
    blueprint = evolve(EMPTY_SERVICE, extra={"x-own": number})
    for format in FORMATS:
        assert loads(dumps(blueprint, format=format), format=format).extra["x-own"] == number


@pytest.mark.parametrize(
    "number",
    [
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1e100"),
        Decimal.from_float(0.1),
        10**40,
        10**5000,
        0.5,
        None,
        "\ud800",
        {1: 2},
    ],
    ids=lambda number: type(number).__name__,
)
def test_what_no_file_can_hold_is_refused_when_it_is_made(number: Any) -> None:
    with pytest.raises(ValueError, match=r"wanted|surrogate|a key is a text|Exceeds the limit"):
        evolve(EMPTY_SERVICE, extra={"x-own": number})


@pytest.mark.parametrize("amount", ["-0", "-1", "NaN", "Infinity"])
def test_a_duration_is_a_plain_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Duration(Decimal(amount), "h")


def test_a_document_error_tells_every_mistake_with_its_place() -> None:
    with pytest.raises(DocumentError) as caught:
        loads("blueprint: 1\nid: A b\ntitle: 3\nprocesses: {}\nreviewed: 2026-02-30\n", name="shop.yaml")
    assert [mistake.partition(": ")[0] for mistake in caught.value.mistakes] == [
        "shop.yaml:2:5",
        "shop.yaml:3:8",
        "shop.yaml:5:11",
    ]
    assert str(caught.value).endswith("(and 2 more)")


def test_dates_are_dates() -> None:
    blueprint = loads("blueprint: 1\nid: a\ntitle: A\nreviewed: 2024-02-29\nprocesses: {}\n")
    assert blueprint.reviewed == date(2024, 2, 29)
    assert loads(dumps(blueprint)) == blueprint
