"""A blueprint with single values changed: by places as people name them, checked as a document is."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.documents import load
from blueprint.errors import UsageError
from blueprint.model import Choose
from blueprint.timing.what_if import changed
from blueprint.values import Duration
from tests.timing.small import blueprint

EXAMPLES = Path(__file__).parents[2] / "examples"
SHOESHINE = load(EXAMPLES / "shoeshine.blueprint.yaml")
BIKES = load(EXAMPLES / "city-bikes.blueprint.yaml")


def refused(of: Any, *changes: str) -> str:
    with pytest.raises(UsageError) as error:
        changed(of, changes)
    return str(error.value)


def test_times_costs_and_prices_are_changed() -> None:
    places = [
        "brush.time.work=3min",
        "shine.polish.cost=0.05",
        "shine.price=0.75",
        "money.labour-per-minute=0.2",
        "sit.time.wait=1min",
    ]
    new, done = changed(SHOESHINE, places)
    steps = new.processes["shine"].steps
    assert steps["brush"].time is not None
    assert steps["brush"].time.work == Duration(Decimal(3), "min")
    assert steps["polish"].cost == Decimal("0.05")
    assert new.processes["shine"].price == Decimal("0.75")
    assert new.money is not None
    assert new.money.labour_per_minute == Decimal("0.2")
    assert steps["sit"].time is not None
    assert [each.place for each in done] == [place.partition("=")[0] for place in places]
    assert SHOESHINE.processes["shine"].steps["brush"].time is not None
    assert str(SHOESHINE.processes["shine"].steps["brush"].time.work) == "30s"


def test_what_is_written_in_short_is_written_at_length() -> None:
    new, _ = changed(SHOESHINE, ["brush.time.wait=1min"])
    time = new.processes["shine"].steps["brush"].time
    assert time is not None
    assert (str(time.wait), str(time.work)) == ("1min", "30s")


def test_parts_failures_posts_and_promises_are_changed() -> None:
    new, _ = changed(
        SHOESHINE, ["pay.with.frontstage.time.work=20s", "polish.fails.1.likelihood=4%", "promises.quick-shine.within=3min"]
    )
    steps = new.processes["shine"].steps
    assert steps["pay"].with_["frontstage"].time is not None
    assert steps["polish"].fails[0].likelihood == Decimal("0.04")
    assert str(new.promises["quick-shine"].within) == "3min"
    desks = blueprint("a: {ends: A}", more="teams: {desk: {title: Desk, posts: {clerk: 2}}}")
    assert changed(desks, ["teams.desk.posts.clerk=3"])[0].teams["desk"].posts["clerk"] == 3


def shares(of: Any) -> list[Decimal | None]:
    way = of.processes["p"].steps["a"].way
    assert isinstance(way, Choose)
    return [option.share for option in way.options]


def choice(*said: str, many: bool = False) -> Any:
    ways = [f"{{when: w{at}, to: s{at}{f', share: {share}' if share else ''}}}" for at, share in enumerate(said)]
    steps = "\n".join(f"s{at}: {{ends: Done}}" for at in range(len(said)))
    return blueprint(f"a: {{choose: [{', '.join(ways)}]{', many: true' if many else ''}}}\n{steps}")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (("50%", "30%", "20%"), ["0.2", "0.48", "0.32"]),
        (("50%", "0%", "0%"), ["0.2", "0.4", "0.4"]),
        (("", "", ""), ["0.2", None, None]),
        (("", "50%", ""), ["0.2", "0.5", None]),
        (("50%", "90%", ""), ["0.2", "0.8", None]),
        (("100%",), ["0.2"]),
    ],
)
def test_the_other_shares_are_scaled_so_that_all_add_up(said: tuple[str, ...], wanted: list[str | None]) -> None:
    new, _ = changed(choice(*said), ["a.choose.s0.share=20%"])
    assert shares(new) == [None if each is None else Decimal(each) for each in wanted]


def test_shares_of_ways_that_may_be_taken_together_stand_for_themselves() -> None:
    new, _ = changed(choice("50%", "60%", many=True), ["a.choose.s0.share=90%"])
    assert shares(new) == [Decimal("0.9"), Decimal("0.6")]


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.integers(0, 100))
def test_scaled_shares_add_to_one(parts: list[int], share: int) -> None:
    said = [f"{part * 100 // sum(parts)}%" for part in parts]
    found = shares(changed(choice(*said), [f"a.choose.s0.share={share}%"])[0])
    assert sum(each for each in found if each is not None) == 1
    assert all(each is not None and each >= 0 for each in found)


def test_ways_to_the_same_step_are_told_apart_by_number() -> None:
    steps = "a: {choose: [{when: x, to: b, share: 50%}, {when: y, to: b, share: 50%}]}\nb: {ends: B}"
    assert shares(changed(blueprint(steps), ["a.choose.2.share=20%"])[0]) == [Decimal("0.8"), Decimal("0.2")]
    assert "did you mean 'a.choose.2.share'?" in refused(blueprint(steps), "a.choose.b.share=20%")


def test_changes_come_one_after_another() -> None:
    new, _ = changed(choice("50%", "30%", "20%"), ["a.choose.s0.share=0%", "a.choose.s1.share=50%"])
    assert shares(new) == [Decimal(0), Decimal("0.5"), Decimal("0.5")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("brush.time.work=3 minutes", "'3 minutes' is not a duration; write a number and one of s min h d wd w mo y"),
        ("brush.time.work=-3min", "'-3min' is not a duration"),
        ("brush.time.work=3", "--what-if brush.time.work=3: "),
        ("brush.time.work=~", "'~' is not a duration"),
        ("shine.price=-1", "-1 is out of range; it must be at least 0"),
        ("polish.fails.1.likelihood=140%", "'140%' is not a share"),
        ("money.labour-per-minute=a lot", "--what-if money.labour-per-minute=a lot: "),
        ("polish.fails.1.at-most=0", "0 is out of range"),
        (f"shine.price={'9' * 50}", "a number this long is not read"),
        ("brush.time.work", "write a place and a value, such as pay.time.work=3min"),
        ("=3min", "write a place and a value"),
        ("brush.time.work=", "write a place and a value"),
        ("brash.time.work=3min", "there is no step or process 'brash'; did you mean 'brush'?"),
        ("shine.brash.time.work=3min", "there is no such place"),
        ("brush.time.wrok=3min", "did you mean 'brush.time.work'?"),
        ("shine.prize=3", "did you mean 'shine.price'?"),
        ("polish.fails.2.likelihood=3%", "did you mean 'polish.fails.1.likelihood'?"),
        ("money.currency=EUR", "there is no such place; there are money.labour-per-minute and money.overhead-per-run"),
        ("promises.quick.within=3min", "did you mean 'promises.quick-shine.within'?"),
        ("teams.desk.posts.clerk=3", "--what-if teams.desk.posts.clerk: "),
    ],
)
def test_what_will_not_do_is_told(change: str, said: str) -> None:
    assert said in refused(SHOESHINE, change)


def test_money_without_a_currency_is_told_where_it_lacks() -> None:
    assert "'currency' is missing" in refused(BIKES, "money.labour-per-minute=0.5")


def test_a_step_of_several_processes_wants_its_process() -> None:
    twins = blueprint("a: {ends: A}").plain()
    twins["processes"]["q"] = twins["processes"]["p"]
    both = type(SHOESHINE).read(twins)
    assert "p and q have a step 'a'; say which of them, such as p.a.time.work" in refused(both, "a.time.work=3min")
    assert changed(both, ["q.a.time.work=3min"])[0].processes["p"] == both.processes["p"]


@given(st.text(max_size=20), st.text(max_size=8))
def test_any_text_changes_something_or_is_refused(place: str, value: str) -> None:
    try:
        changed(SHOESHINE, [f"{place}={value}", f"brush.time.{place}={value}"])
    except UsageError as error:
        assert str(error).startswith("--what-if")  # noqa: PT017
